"""Blocks of text set: where each paragraph stands, in which column, with what before it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fiches.compose.copyfit import TextSetting
from fiches.compose.paragraph import calls_for_next
from fiches.compose.text_blocks import LOGO_WHITE
from fiches.compose.text_flow import LOGO
from fiches.compose.text_styles import ADVICE, CARD, RUNNING, VOICE
from fiches.content.blocks import Block, InlineImage, Words
from fiches.core.geometry import POINTS_PER_MM
from support.set_text import composer, prose

LINE = 4.5  # mm
WIDTH = 88.5


def paragraph(words=30, seed=0, kind="paragraph", **more):
    return Block(kind, 1, (Words(prose(seed, words)),), **more)


def listed(*words, ordered=False, number=None, mark=""):
    items = tuple(
        Block("item", 1, (Words(one),), number=number if index == 0 else None, mark=mark)
        for index, one in enumerate(words)
    )
    return Block("list", 1, children=items, ordered=ordered, number=number)


def setting(name="contexte", width=WIDTH, size=9.6, columns=1):
    return TextSetting(name, width, size, 1, columns, LINE, LINE)


def placed(*blocks, role=RUNNING, language="fr", **more):
    return composer({"contexte": blocks}, language, {"contexte": role}).set(setting(**more))


def test_paragraphs_follow_each_other_on_the_grid_the_first_alone_begins_at_the_edge():
    found = placed(paragraph(seed=1), paragraph(seed=2))
    one, other = (each.pieces[0] for each in found.paragraphs)
    assert (one.y, one.indent) == (0, 0) and other.indent == 4.5
    assert other.y == pytest.approx(len(one.lines) * LINE)
    assert found.height == pytest.approx((len(one.lines) + len(other.lines)) * LINE)


def test_items_stand_in_with_their_sign_or_number():
    found = placed(
        paragraph(), listed("un projet", "une source"), listed("une eau", "un four", ordered=True, number=3, mark=")")
    )
    pieces = [each.pieces[0] for each in found.paragraphs]
    assert [each.mark for each in found.paragraphs] == ["", "•", "•", "3)", "4)"]
    assert [round(piece.x, 3) for piece in pieces] == [0, 4.5, 4.5, 5.5, 5.5]
    assert all(piece.indent == 0 for piece in pieces) and pieces[1].width == WIDTH - 4.5


@pytest.mark.parametrize(("language", "size", "number"), [("fr", 9.6, 99), ("ar", 11.9, 9)])
def test_numbers_of_a_list_have_room_before_its_items(language, size, number):
    """The widest stands as far from its item as a space is wide, and no item stands further in than another."""
    found = placed(listed("un projet", "une source", ordered=True, number=number), language=language, size=size)
    ((inset, hang),) = {(each.pieces[0].x, each.hang) for each in found.paragraphs}
    assert inset == hang > 5.5


def test_lines_whose_vowels_are_marked_are_further_apart_what_follows_is_on_the_grid_again():
    said = ("كُتِبَ في دفترِ اللجنةِ ", "كتب في دفتر اللجنة ")
    blocks = (Block("paragraph", 1, (Words(words * 9),)) for words in said)
    one, other = placed(*blocks, language="ar", size=11.9).paragraphs
    assert [(each.leading, each.has_own_leading) for each in (one, other)] == [(1.25 * LINE, True), (LINE, False)]
    assert (other.pieces[0].y - LINE / 2) % LINE == pytest.approx(0, abs=1e-6)


def test_text_goes_on_a_line_below_a_list():
    found = [one.pieces[0] for one in placed(listed("un projet"), paragraph(), paragraph()).paragraphs]
    assert [piece.indent for piece in found] == [0, 0, 4.5]
    assert found[1].y == pytest.approx(2 * LINE)
    assert found[2].y == pytest.approx((2 + len(found[1].lines)) * LINE)


def test_a_paragraph_in_an_item_is_not_one_that_follows_the_text_before_the_list():
    nested = Block("list", 1, children=(Block("item", 1, children=(paragraph(seed=3), paragraph(seed=4))),))
    found = placed(paragraph(), nested).paragraphs
    assert [each.mark for each in found] == ["", "•", ""]
    assert [each.pieces[0].indent for each in found] == [0, 0, 4.5]


def test_quotations_stand_in_from_both_sides():
    found = placed(Block("quote", 1, children=(paragraph(),))).paragraphs[0].pieces[0]
    assert (found.x, found.width) == (4.5, WIDTH - 9)


def test_heads_have_white_above_them_but_at_the_top():
    head = Block("heading", 1, (Words("Les débuts"),), level=3)
    found = placed(head, paragraph(), head, paragraph())
    tops = [each.pieces[0].y for each in found.paragraphs]
    assert tops[0] == 0 and tops[1] == 4.5
    assert tops[2] == pytest.approx(tops[1] + (len(found.paragraphs[1].pieces[0].lines) + 1) * LINE)
    assert found.paragraphs[1].pieces[0].indent == 0


def test_a_paragraph_that_is_cut_goes_on_at_the_head_of_the_next_column():
    found = placed(paragraph(150), columns=2)
    one, other = found.paragraphs[0].pieces
    assert (one.x, one.y) == (0, 0) and (other.x, other.y) == ((WIDTH - 4.5) / 2 + 4.5, 0)
    assert abs(len(one.lines) - len(other.lines)) <= 1 and one.lines[-1].end == other.lines[0].start
    assert not one.lines[-1].is_divided


def test_columns_end_within_a_line_whatever_the_paragraphs():
    """Where one cannot be cut, another has a line more or fewer."""
    for seed in range(12):
        found = placed(*(paragraph(25 + 9 * place, seed=seed + place) for place in range(5)), columns=2)
        assert max(found.columns) - min(found.columns) <= LINE + 1e-6


def test_what_introduces_a_list_stands_in_the_column_where_it_begins():
    for words in range(30, 60, 3):
        said = Block("paragraph", 1, (Words("Le projet a quatre étapes :"),))
        found = placed(paragraph(words), said, listed(*("une eau",) * 3), paragraph(18, seed=1), columns=2)
        _, introduction, first, *_ = (one.pieces[0].x // (WIDTH / 2) for one in found.paragraphs)
        assert introduction == first


def test_advice_has_a_mark_and_white_and_stands_whole():
    found = placed(*(paragraph(40, seed=place) for place in range(4)), role=ADVICE, columns=2)
    assert [each.mark for each in found.paragraphs] == ["•"] * 4
    assert all(len(each.pieces) == 1 for each in found.paragraphs)
    first, second = (each.pieces[0] for each in found.paragraphs[:2])
    assert second.y == pytest.approx((len(first.lines) + 0.5) * LINE)
    assert first.x == pytest.approx(1.1 * 9.6 / POINTS_PER_MM)


def test_a_name_stays_with_its_testimony():
    said = Block("testimony", 1, children=(paragraph(), Block("attribution", 1, (Words("Une habitante"),))))
    text, name = (each for each in placed(said, role=VOICE).paragraphs)
    assert name.pieces[0].y == pytest.approx(len(text.pieces[0].lines) * LINE + 2.25) and name.size == 8.6


def test_a_mark_of_an_organisation_takes_its_height():
    mark = Block("logo", 1, (InlineImage("plan.png", ""),))
    found = placed(Block("heading", 1, (Words("Al Fath"),), level=3), mark, paragraph(), role=CARD)
    tops = [each.pieces[0].y for each in found.paragraphs]
    assert tops == pytest.approx([0, 3.9375, 3.9375 + 9 + LOGO_WHITE])


def test_arabic_paragraphs_stand_apart_instead():
    words = Block("paragraph", 1, (Words("قرية في الجبل تعمل مع السكان. " * 6),))
    one, other = (each.pieces[0] for each in placed(words, words, language="ar", size=11.9).paragraphs)
    assert other.indent == 0 and other.y == pytest.approx((len(one.lines) + 0.5) * LINE)


def test_arabic_paragraphs_stand_apart_from_lists_too():
    words = (Words("قرية في الجبل."),)
    found = [one.pieces[0].y for one in placed(
        Block("list", 1, children=(Block("item", 1, words),)), Block("paragraph", 1, words), language="ar", size=11.9
    ).paragraphs]  # fmt: skip
    assert found == pytest.approx([0, 1.5 * LINE])


def test_a_block_that_is_not_there_takes_no_room():
    assert composer({}).height(setting()) == 0
    assert composer({"contexte": ()}).height(setting(columns=2)) == 0


def test_what_was_set_once_is_remembered():
    made = composer({"contexte": (paragraph(),)})
    text = setting()
    assert made.height(text) == made.set(setting()).height / LINE
    assert list(made.memories) == [text.block]


def test_what_another_has_set_is_taken_of_blocks_that_say_the_same():
    """Neither of one that says something else, nor of one of another kind, nor under a mark of another height."""
    mark = Block(LOGO, 1, (InlineImage("logo.png", "Logo"),))
    words = {name: (mark, paragraph(seed=place)) for place, name in enumerate(("contexte", "resultats", "lecons"))}
    first, again = composer(words), composer(words)
    other = composer({**words, "resultats": (mark, paragraph(seed=9))}, roles={"lecons": ADVICE})
    larger = replace(first, picture=lambda _: 0.25)
    for one in (first, again, other, larger):
        for name in words:
            one.set(setting(name))
    kept = {name: first.memories[name] for name in words}
    alike = [[one.memories[name] is kept[name] for name in words] for one in (again, other, larger)]
    assert alike == [[True] * 3, [True, False, False], [False] * 3]
    assert other.set(setting("resultats")).paragraphs[1].text != first.set(setting("resultats")).paragraphs[1].text


@pytest.mark.parametrize("columns", [1, 2])
@pytest.mark.parametrize("width", [88.5, 130.0])
def test_what_a_block_is_no_lower_than_is_known_before_its_lines(width, columns):
    for seed in range(8):
        blocks = (paragraph(40, seed, "heading"), *(paragraph(20 + 30 * place, seed + place) for place in range(4)))
        text = setting(width=width, columns=columns)
        of = composer({"contexte": blocks})
        least = of.least(text)
        assert text not in of.memories["contexte"].bands, "no line is sought"
        assert 0.75 * of.height(text) <= least <= of.height(text)


def test_hardly_any_column_ends_on_a_word_that_calls_for_the_next():
    """Where the paragraphs can have a line more or fewer for it: 2 of 42, of which there would be 6."""
    sets = [placed(paragraph(60, seed), paragraph(50, seed + 100), columns=2, width=120) for seed in range(100)]
    cut = [one for found in sets for one in found.paragraphs if len(one.pieces) > 1]
    hanging = [one for one in cut if calls_for_next(one.text, one.pieces[0].lines[-1].end - 1)]
    assert len(cut) > 30 and len(hanging) <= 3

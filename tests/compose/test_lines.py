"""Lines are the best of all that a paragraph can have; what is best is data."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from fiches.compose.line_ends import Measure
from fiches.compose.lines import fitted, is_stub
from fiches.compose.paragraph import DIVISION
from support.set_text import RULES, lines, measure, paragraph, prose, style

LONG = "Les associations de la commune demandent un financement pour la construction du réseau. "


@settings(max_examples=25, derandomize=True, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from([51.5, 57.5, 88.5, 104.0]), st.integers(2, 90))
def test_lines_hold_their_text_and_keep_their_rules(seed, width, words):
    found, most = paragraph(prose(seed, words)), measure(width, indent=4.5)
    cut = fitted(found, most, RULES)
    assert [line.start for line in cut] == [0, *(line.end for line in cut[:-1])] and cut[-1].end == len(found.text)
    for index, line in enumerate(cut):
        assert line.width <= most.width - (0 if index else most.indent) + 1e-6
        assert line.is_last == (line is cut[-1])
    in_a_row = [all(line.is_divided for line in three) for three in zip(cut, cut[1:], cut[2:], strict=False)]
    assert not any(in_a_row)


def figures(widths, seeds):
    """(lines, those that are divided, stubs, paragraphs of several lines) of random prose."""
    cut = [(one, fitted(one, measure(width), RULES)) for one in map(paragraph, map(prose, seeds)) for width in widths]
    every = [line for _, each in cut for line in each]
    stubs = [is_stub(one, each[-1], measure(1).last) for one, each in cut if len(each) > 1]
    return len(every), sum(line.is_divided for line in every), sum(stubs), len(stubs)


def test_few_words_are_divided_and_no_last_line_is_a_stub():
    """Also in the columns of cards, where a line holds six words."""
    count, divided, stubs, paragraphs = figures((51.5, 57.5, 88.5), range(40))
    assert count > 1000 and divided <= 0.08 * count
    assert stubs == 0 and paragraphs == 120


def test_hardly_any_last_line_begins_within_a_word():
    """2 of 120, of which there would be 5."""
    texts = [paragraph(prose(seed)) for seed in range(40)]
    cut = [fitted(one, measure(width), RULES) for one in texts for width in (51.5, 57.5, 88.5)]
    assert sum(len(lines) > 1 and lines[-2].is_divided for lines in cut) <= 3


def test_no_line_is_a_quarter_white_that_could_take_the_next_word():
    for seed in range(20):
        found, most = paragraph(prose(seed)), measure(57.5)
        cut = fitted(found, most, RULES)
        for line, after in pairwise(cut):
            word = found.text[after.start :].split(" ")[0]
            taken = found.widths[after.start + len(word)] - found.widths[line.start]
            assert most.width - line.width <= 0.25 * most.width or taken > most.width


def test_one_line_becomes_no_two_for_the_sake_of_columns_when_the_second_is_a_stub():
    found = paragraph("La pompe et la citerne de la rue.")
    most = Measure(found.widths[-1], last=found.widths[-1] / 2)
    assert len(fitted(found, most, RULES)) == 1 and fitted(found, most, RULES, 1) == ()


def test_a_paragraph_is_asked_for_a_line_more_or_less():
    found, most = paragraph(prose(3)), measure(57.5)
    best = len(fitted(found, most, RULES))
    for extra in (1, -1):
        asked = fitted(found, most, RULES, extra)
        assert len(asked) in (0, best + extra)
        assert all(line.width <= most.width + 1e-6 for line in asked)
    assert fitted(found, most, RULES, 1)
    assert fitted(paragraph("Un mot"), most, RULES, -1) == ()


def test_titles_are_even_and_leave_no_short_word_behind():
    title = "Mise en réseau d'associations de Marocains du Monde pour le développement de la région du Souss-Massa"
    how = style("titres", divides=False, weight=800, tracking=-0.015)
    found = paragraph(title, how=how)
    cut = fitted(found, measure(135, 25), RULES, even=True)
    said = [found.text[line.start : line.end].split() for line in cut]
    assert len(cut) == 4 and min(line.width for line in cut) > 0.6 * max(line.width for line in cut)
    assert all(len(words[-1]) > 3 for words in said)


def test_a_word_that_no_line_holds_is_broken_and_the_others_are_not():
    cut = lines("un " + "x" * 60 + " mot", 40)
    assert cut[0].startswith("un") and cut[-1].endswith("mot") and len(cut) > 2
    assert "".join(cut).replace(" ", "") == "un" + "x" * 60 + "mot"


def test_forced_ends_are_kept():
    from fiches.content.blocks import LineBreak, Words

    assert lines((Words("un"), LineBreak(), Words("deux")), 80) == ["un\n", "deux"]


def test_a_line_is_left_emptier_rather_than_three_in_a_row_are_divided():
    """Words as long as these leave two thirds of some line white, where its columns are those of a card."""
    said = (
        "sous-préfecture internationalement internationalement d’accompagnement à association financement finance "
        "co-construction école une co-construction coopérative rendez-vous aujourd’hui finance sous-préfecture l’eau"
    )
    for width in (26, 32, 38):
        cut = fitted(paragraph(said), measure(width), RULES)
        marked = "".join("x" if line.mark else "." for line in cut)
        assert "xxx" not in marked and len(cut) > 9
        asked = fitted(paragraph(said), measure(width), RULES, 1)
        assert "xxx" not in "".join("x" if line.mark else "." for line in asked)


def test_what_is_minimised_is_data():
    def divided(**change):
        every = (line for seed in range(6) for line in lines(prose(seed), 57.5, rules=replace(RULES, **change)))
        return sum(DIVISION in line for line in every)

    assert divided(division=1000.0) == 0 < divided() < divided(tolerance=0.0, division=0.0)


def test_nothing_is_wider_than_nothing():
    assert [line.width for line in fitted(paragraph("Mot"), Measure(100.0), RULES)] == [paragraph("Mot").widths[-1]]

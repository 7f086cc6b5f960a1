"""Zones of one text laid from heights: title, a key of the front matter, rubrics with their head above or beside."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from fiches.compose.zones import ImageZone, TitleZone
from support.composed_pages import GRID, RULES, edges, inputs, measured, page, x_width

HEAD = 5  # u, a head above its text
GATHERED = "champ-recueilli_aupres"


def test_texts_stand_on_their_columns_and_are_measured_as_they_stand():
    """The title over the nine columns beside the rail, Porteur and Contexte from the third on, heads before them."""
    heights = {"titre": 5, GATHERED: 2, "porteur": 6, "contexte": 6, "acteurs-0": 5, "acteurs-1": 5, "exergue-1": 4}
    frames, asked = measured(1, heights)
    assert {"exergue", "acteurs-1"} <= set(frames)
    nine = (GRID.inner, GRID.span(9))
    assert {x_width(frames[name]) for name in ("titre", GATHERED, "exergue")} == {nine}
    assert {x_width(frames[name]) for name in ("porteur", "contexte")} == {(46, GRID.span(7))}
    assert x_width(frames["tete-porteur"]) == (GRID.inner, GRID.span(2))
    assert (frames[GATHERED].size, frames[GATHERED].leading) == (8.2, 1)
    for name, frame in frames.items():
        if frame.size:
            block = "exergue-1" if name == "exergue" else name
            assert (block, frame.width, frame.size, frame.leading, 1) in asked


def test_a_title_that_gives_way_begins_at_a_smaller_size():
    for turn, size in enumerate((29, 25, 22, 19, 16.5, 16.5, 16.5)):
        assert page(1, {"titre": 2}, title=turn).frames["titre"].size == size


def test_the_title_stands_two_units_down_and_a_key_half_a_unit_under_it():
    """`surtitre`: what the sheet is stands above the title, on the first line of the page."""
    frames = page(1, {"titre": 6, GATHERED: 2}).frames
    assert edges(frames["genre"]) == (GRID.top, GRID.top + 1)
    assert edges(frames["titre"]) == (GRID.top + 2, 11)
    assert edges(frames[GATHERED]) == (11.5, 13.5)
    assert page(1, {"titre": 6, GATHERED: 2, "contexte": 48}).frames["contexte"].y == 15, "on the grid"


@pytest.mark.parametrize("title", [5.0, 5.3, 6.0])
def test_texts_stand_on_whole_units_under_a_band_and_on_it(title):
    """The band of Porteur reaches a unit above and below its text; Contexte begins a unit under the band or later."""
    tall = GRID.bottom - 11 - math.ceil(title + 6.5)  # so that there is no white to spare
    frames = page(1, {"titre": title, "porteur": 9, "contexte": tall}).frames
    carrier, band, text = frames["porteur"], frames["fond-porteur"], frames["contexte"]
    assert carrier.y == int(carrier.y) and text.y == int(text.y)
    assert edges(band) == (carrier.y - 1, carrier.y + 10) and x_width(band) == (0, frames["rail"].x)
    assert 0.5 <= band.y - 5 - title < 1.5, "under the title"
    assert 1 <= text.y - band.foot < 2


@pytest.mark.parametrize("title", [5.0, 5.25, 5.5, 5.75])
def test_a_band_keeps_a_unit_of_white_under_the_photo_above_it(title):
    """Wherever a title of so many units has the photo end: less of it looks like an error."""
    frames = page(1, {"titre": title, "porteur": 6, "contexte": 6}, photos={1: 0}).frames
    assert 1 <= frames["fond-porteur"].y - frames["photo"].foot < 2


def test_the_whites_that_give_way_are_those_of_heads_beside_their_texts():
    frames = page(1, {"titre": 5, "porteur": 9, "contexte": 42}, gap=0.5).frames
    band, carrier = frames["fond-porteur"], frames["porteur"]
    assert edges(band) == (carrier.y - 0.5, carrier.foot + 0.5)
    assert (carrier.y, frames["contexte"].y) == (11, 21), "on the next whole unit"


@pytest.mark.parametrize(
    ("tall", "logos", "room"), [(2, (), 3.5), (6, (), 6), (2, ("porteur",), 7.24), (8, ("porteur",), 8)]
)
def test_a_head_beside_its_text_has_room_for_itself_and_the_logo(tall, logos, room):
    """The logo is 14.6 mm at most, half a unit under the head, and ends 2.4 mm above the edge of the ground."""
    frames = page(1, {"titre": 5, "porteur": tall}, logos=logos).frames
    band = frames["fond-porteur"]
    assert band.height - 2 == pytest.approx(room, abs=0.01)
    assert ("logo-porteur" in frames) == bool(logos)
    if logos:
        logo = frames["logo-porteur"]
        assert (band.foot - logo.foot) * GRID.module == pytest.approx(2.4)
        assert logo.y >= frames["porteur"].y + 3.5, "under the sign and the words of the head"
        assert logo.foot <= band.foot and x_width(logo) == (GRID.inner, GRID.span(2))


def test_a_head_beside_a_short_text_stands_on_its_ground_whole():
    """« de la diaspora / dans le développement / du territoire » hung below it."""
    heads = {"cle-porteur": (1.25, 1.25), "reste-porteur": (2.25, 0.75)}

    def height(text):
        return heads[text.block][text.width > GRID.width] if text.block in heads else 2

    band = page(1, dict.fromkeys(("titre", "porteur", *heads), 2), height=height).frames["fond-porteur"]
    assert band.height - 2 == pytest.approx(3.5 + 1.5)


@pytest.mark.parametrize(("over", "excess"), [(-1, 0), (0, 0), (1, 1)])
def test_texts_end_on_the_margin_of_the_page(over, excess):
    plan = page(1, {"titre": 5, "contexte": GRID.bottom - 11 + over})
    assert plan.excess == excess
    assert list(plan.cuts) == (["contexte"] if excess else [])


def test_as_much_of_a_rubric_as_the_page_holds_stays_on_it():
    """`peut_finir`: the longest beginning that holds, and what is left of it is named."""
    heights = {"titre": 5, "contexte": 60, "contexte-debut-1": 20, "contexte-debut-2": 40, "contexte-debut-3": 53}
    plan = page(1, heights, ended={"contexte": 2})
    assert "contexte-debut-2" in plan.frames and "contexte" not in plan.frames
    assert plan.rests == {"contexte": "contexte-suite-2"}
    assert page(1, heights).rests == {}


def test_the_end_of_a_rubric_opens_its_page_without_a_head():
    heights = {"contexte": 80, "contexte-suite-1": 12, "demarche": 40}
    plan = page(2, heights, ended={"contexte": 2}, rests={"contexte": "contexte-suite-1"})
    text = plan.frames["contexte-suite-1"]
    assert edges(text) == (GRID.top, GRID.top + 12) and text.columns == 2
    assert x_width(text) == (GRID.outer, GRID.live)
    assert "tete-contexte" not in plan.frames and plan.frames["tete-demarche"].y == GRID.top + 12 + 2


@pytest.mark.parametrize("tall", [4.5, 9.0, 9.5])
def test_a_text_on_a_ground_at_the_foot_ends_above_the_margin_on_a_ground_to_the_trim(tall):
    frames = page(3, {"valeur-ajoutee": tall, "facteurs": 20}, lengths={"valeur-ajoutee": (800,)}).frames
    text, ground = frames["valeur-ajoutee"], frames["fond-valeur-ajoutee"]
    assert text.y == int(text.y) and GRID.bottom - 1.5 < text.y + tall <= GRID.bottom - 0.5
    assert tall != 9.5 or text.foot == GRID.bottom - 0.5
    assert edges(ground) == (text.y - 1.5, GRID.page) and x_width(ground) == (0, GRID.width)


def test_a_text_on_the_foot_stands_beside_its_head():
    given = {"facteurs": 30, "difficultes": 25, "valeur-ajoutee": 8}
    frames, asked = measured(3, given, lengths={"valeur-ajoutee": (900,)})
    first, fourth = (GRID.x(number, recto=True) for number in (1, 4))
    assert x_width(frames["tete-valeur-ajoutee"]) == (first, GRID.span(3))
    assert x_width(frames["valeur-ajoutee"]) == (fourth, GRID.span(9))
    assert all((name, f.width, f.size, f.leading, f.columns) in asked for name, f in frames.items() if f.size)


@pytest.mark.parametrize(("characters", "columns"), [(0, 1), (259, 1), (260, 2), (900, 2)])
def test_a_short_text_keeps_one_column(characters, columns):
    """`court`: some forty words, four lines: two columns of two lines each would read as scraps."""
    text = page(3, {"valeur-ajoutee": 3}, lengths={"valeur-ajoutee": (characters,)}).frames["valeur-ajoutee"]
    assert text.columns == columns


@pytest.mark.parametrize("tall", [6, 6.5, 6.6])
def test_a_text_on_a_ground_at_the_head_reaches_three_edges_and_white_stands_under_it(tall):
    """Its ground reaches a unit and a half under its text; what follows goes on on whole units."""
    heights = {"valeur-ajoutee": tall, "lecons": 26, "parole-0": 15}
    more = {"moved": {"valeur-ajoutee": 4}, "lengths": {"valeur-ajoutee": (900,)}}
    frames = page(4, heights, **more).frames
    ground, text, head = (frames[name + "valeur-ajoutee"] for name in ("fond-", "", "tete-"))
    assert edges(ground) == (0, GRID.top + tall + 1.5) and x_width(ground) == (0, GRID.width)
    assert (text.x, text.y, text.width) == (GRID.x(4, recto=False), GRID.top, GRID.span(9))
    assert (head.x, head.y) == (GRID.outer, GRID.top)
    assert frames["tete-lecons"].y == math.ceil(ground.height + 1.5)
    assert "valeur-ajoutee" not in page(4, heights).frames, "it stands on page 3"
    assert "valeur-ajoutee" not in page(3, {**heights, "facteurs": 9}, **more).frames


def test_a_head_above_its_text_is_five_units_high():
    frames = page(4, {"lecons": 40}).frames
    assert frames["lecons"].y - frames["tete-lecons"].y == HEAD == 22.5 / GRID.module
    assert x_width(frames["lecons"]) == x_width(frames["tete-lecons"]) == (GRID.outer, GRID.live)


def test_larger_text_is_taken_for_running_text_alone():
    """A key of the front matter keeps the size that its zone says; a text with a ladder, the step that it is at."""
    given = inputs(1, {"titre": 5, GATHERED: 2})
    assert given.body.size == RULES.body
    assert page(4, {"lecons": 9}).frames["lecons"].size == RULES.ladders["conseils"][0].size


@pytest.mark.parametrize(("lines", "usual", "lower"), [(3, 29, 25), (4, 25, 22), (9, 16.5, 16.5)])
def test_a_title_that_gives_way_is_one_step_under_the_one_it_would_have(lines, usual, lower):
    steps = {step.size: step.leading for step in RULES.ladders["titre"]}
    for title, size in enumerate((usual, lower)):
        frames = page(1, {"titre": 1}, lambda text: lines * steps.get(text.size, 1), title=title).frames
        assert frames["titre"].size == size


@pytest.mark.parametrize(("images", "white"), [(1, 1.5), (0, 0)])
def test_what_a_sheet_is_stands_apart_from_the_caption_of_the_image_above_it(images, white):
    """`sous_image`: not where the title opens the page."""
    image, tops = ImageZone(name="image-1", rank=1, least=8, most=8), []
    for more in (0, 1.5):
        title = TitleZone(name="titre", kicker=2, white=more)
        spec = replace(RULES.pages[0], zones=(*[image][:images], title))
        rules = replace(RULES, pages=(spec, *RULES.pages[1:]))
        texts = {"titre": 40}  # so that there is no white to spare
        tops.append(page(1, texts, rules=rules, photos={1: 0}, captioned=True).frames["genre"].y)
    assert tops[1] - tops[0] == white


def test_the_head_of_a_rubric_gives_its_room_to_a_table_that_is_too_wide_beside_it():
    frames = page(1, {"titre": 5, "contexte": 12}, is_tight=lambda text: text.width < GRID.span(9)).frames
    assert x_width(frames["contexte"]) == (GRID.inner, GRID.span(9))
    assert edges(frames["tete-contexte"])[1] == frames["contexte"].y

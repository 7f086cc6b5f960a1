"""Pages 2 and 3 laid from the heights of their texts: columns, images, quotations, panels, larger text."""

from __future__ import annotations

import math

import pytest

from fiches.compose import page2_3
from fiches.compose.copyfit import U
from fiches.compose.frame import PAGE_HEIGHT
from fiches.compose.model import CAPTION, FOOT, HEAD_HEIGHT, LIVE, TOP, WAVE, column_x, span
from support.composed_pages import RULES, inputs, measured

ROOM = FOOT - HEAD_HEIGHT  # for a text and what is above its head


def two(heights, height=None, **choice):
    return page2_3.page_two(inputs(heights, height, **choice))


def three(heights, height=None, **choice):
    return page2_3.page_three(inputs(heights, height, **choice))


def edges(frame):
    return frame.y, frame.y + frame.height


def by_width(wide, even, narrow=0):
    """Heights of both texts of page 2 on eight, six and four columns of twelve: those of Démarche, of Résultats."""

    def height(text):
        columns = min((8, 6, 4), key=lambda count: abs(span(count) - text.width))
        return {8: wide, 6: even, 4: narrow or wide}[columns][text.block == "resultats"]

    return height


def x_width(frame):
    return frame.x, frame.width


def test_where_page_2_has_its_columns():
    """Résultats on a panel that reaches a unit above the heads, and the trim on the other three sides."""
    frames, asked = measured(page2_3.page_two, inputs({"demarche": 40, "resultats": 35}))
    first, second = column_x(1, recto=False), column_x(7, recto=False) + U
    assert x_width(frames["demarche"]) == (first, span(6)) and x_width(frames["resultats"]) == (second, span(6) - U)
    assert x_width(frames["tete-demarche"]) == (first, span(4)) and frames["tete-resultats"].x == second
    panel, head = frames["panneau"], frames["tete-resultats"]
    assert (panel.x, panel.x + panel.width) == (second - U, 210)
    assert edges(panel) == (head.y - 1, PAGE_HEIGHT)
    assert all((name, f.width, f.size, f.leading, f.columns) in asked for name, f in frames.items() if f.size)


@pytest.mark.parametrize("block", ["demarche", "resultats"])
def test_a_text_alone_on_page_2_has_two_columns_of_the_whole_width(block):
    frames, asked = measured(page2_3.page_two, inputs({block: 30}))
    assert x_width(frames[block]) == (column_x(1, recto=False), LIVE) and frames[block].columns == 2
    assert (block, LIVE, frames[block].size, frames[block].leading, 2) in asked
    assert ("panneau" in frames) == (block == "resultats")
    assert block != "resultats" or x_width(frames["panneau"]) == (0, 210)


def test_where_page_3_has_its_columns():
    """Valeur-ajoutée beside its head, on nine columns; both texts end a unit above its panel."""
    given = inputs({"facteurs": 30, "difficultes": 25, "valeur-ajoutee": 8}, lengths={"valeur-ajoutee": (900,)})
    frames, asked = measured(page2_3.page_three, given)
    first, fourth, seventh = (column_x(number, recto=True) for number in (1, 4, 7))
    assert x_width(frames["facteurs"]) == x_width(frames["tete-facteurs"]) == (first, span(6))
    assert x_width(frames["difficultes"]) == x_width(frames["tete-difficultes"]) == (seventh, span(6))
    assert x_width(frames["tete-valeur-ajoutee"]) == (first, span(3))
    assert x_width(frames["valeur-ajoutee"]) == (fourth, span(9))
    assert x_width(frames["panneau"]) == (0, 210)
    assert all((name, f.width, f.size, f.leading, f.columns) in asked for name, f in frames.items() if f.size)


def test_the_texts_of_page_3_end_a_unit_above_the_panel_on_whole_units():
    tall = {"facteurs": ROOM - TOP - 11, "valeur-ajoutee": 8}
    frames = three(tall, lengths={"valeur-ajoutee": (900,)}).frames
    assert frames["panneau"].y == FOOT - 0.5 - 8.5 - 1.5 == 52.5
    plan = three({**tall, "facteurs": 51 - HEAD_HEIGHT - TOP}, lengths={"valeur-ajoutee": (900,)})
    assert plan.excess == 0 and edges(plan.frames["facteurs"])[1] == 51
    assert three({**tall, "facteurs": 52 - HEAD_HEIGHT - TOP}, lengths={"valeur-ajoutee": (900,)}).excess == 1


def test_a_text_alone_on_page_3_has_two_columns_of_the_whole_width():
    frame = three({"difficultes": 30}).frames["difficultes"]
    assert x_width(frame) == (column_x(1, recto=True), LIVE) and frame.columns == 2


# --- page 2: columns -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("characters", "columns"),
    [((1450, 1000), 8), ((1440, 1000), 6), ((1000, 1440), 6), ((1000, 1450), 4), ((1000, 0), 8)],
)
def test_a_longer_text_takes_eight_columns_from_the_ratio_that_the_rules_give(characters, columns):
    assert RULES.wide_ratio == 1.45
    lengths = dict(zip(("demarche", "resultats"), ((count,) for count in characters), strict=True))
    frames = two({"demarche": 20, "resultats": 20}, lengths=lengths).frames
    assert frames["demarche"].width == span(columns)
    assert frames["resultats"].width == span(12 - columns) - U, "within the white of its panel"
    assert [frames[name].columns for name in ("demarche", "resultats")] == [1 + (columns == 8), 1 + (columns == 4)]


LONG = {"demarche": (2000,), "resultats": (1000,)}


@pytest.mark.parametrize(("results", "columns"), [(15, 8), (14.9, 6), (25, 8), (25.1, 6)])
def test_texts_may_end_five_units_apart_before_even_columns_are_tried(results, columns):
    """On eight and four columns Démarche is 20 units high; on six and six both would be 17."""
    height = by_width((20, 0), (17, 17), narrow=(0, results))
    frames = two(dict.fromkeys(LONG, 20), height, lengths=LONG).frames
    assert frames["demarche"].width == span(columns)


@pytest.mark.parametrize(("even", "columns"), [(18.9, 6), (19.0, 8), (25, 8)])
def test_even_columns_are_kept_only_if_they_save_more_than_a_unit(even, columns):
    height = by_width((20, 0), (even, 10), narrow=(0, 10))
    assert two(dict.fromkeys(LONG, 20), height, lengths=LONG).frames["demarche"].width == span(columns)


# --- the image above -----------------------------------------------------------------


@pytest.mark.parametrize("captioned", [True, False])
@pytest.mark.parametrize(("room", "image"), [(14, 14), (20, 20), (36, 36), (40, 36)])
def test_a_photo_takes_what_is_above_up_to_its_most(room, image, captioned):
    """`photos` gives page 2 from 14 to 36 units; two are its caption's, one without; one more is above the heads."""
    tall = ROOM - 1 - room - (CAPTION if captioned else 1)
    plan = two({"demarche": tall}, photos={2: 0}, captioned=captioned)
    assert edges(plan.frames["photo"]) == (0, image) and plan.excess == 0
    assert plan.hollow == ROOM - tall - 3 - image if image < room else plan.hollow <= 1


@pytest.mark.parametrize("page", [2, 3])
def test_a_photo_that_has_not_its_least_lacks_a_unit_so_that_something_gives_way(page):
    least = RULES.slot(page).least
    lay, block = (two, "demarche") if page == 2 else (three, "facteurs")
    tall = ROOM - 1 - CAPTION - math.ceil(least)
    assert lay({block: tall}, photos={page: 0}, captioned=True).excess == 0
    plan = lay({block: tall + 1}, photos={page: 0}, captioned=True)
    assert plan.excess == 1 and "photo" not in plan.frames


@pytest.mark.parametrize(("room", "shown"), [(13 + 2 + 4, True), (13 + 2 + 4 - 0.5, False)])
def test_a_photo_and_a_quotation_share_page_2_if_the_photo_keeps_thirteen_units(room, shown):
    """`photo_avec_exergue`; but never less than the photo's own least, which is more: 14."""
    assert RULES.photo_beside_quote == 13 and RULES.slot(2).least == 14
    plan = two({"demarche": ROOM - 1 - CAPTION - room - 1, "exergue-2": 4}, photos={2: 0}, captioned=True)
    assert ("exergue" in plan.frames) == shown
    assert plan.photo == 0


def test_a_quotation_stands_in_the_middle_between_the_photo_s_caption_and_the_heads():
    plan = two({"demarche": ROOM - 1 - 24 - CAPTION, "exergue-2": 4}, photos={2: 0}, captioned=True)
    photo, quote, head = (plan.frames[name] for name in ("photo", "exergue", "tete-demarche"))
    above, below = quote.y - photo.height - CAPTION, head.y - 1 - (quote.y + quote.height)
    assert above == below == 1 and photo.height == 24 - 4 - 2
    assert x_width(quote) == (column_x(1, recto=False), span(11))
    assert x_width(photo) == (0, 210)


# --- a quotation that stands for an image ----------------------------------------------


def field(room, quote, page=2):
    """The page whose text leaves so much for a field, with a quotation so high at any size."""
    if page == 2:
        return two({"demarche": ROOM - 1 - 1 - WAVE - room, "exergue-2": quote})
    return three({"facteurs": ROOM - 1 - 1 - WAVE - room, "exergue-3": quote})


@pytest.mark.parametrize(("page", "room", "shown"), [(2, 10, True), (2, 9.9, False), (3, 10.5, True), (3, 9.5, False)])
def test_a_field_has_ten_units_at_least_above_its_wave(page, room, shown):
    """The heads of page 3 stand on whole units."""
    assert RULES.field_least == 10
    plan = field(room, 4, page)
    assert plan.quote == ("champ" if shown else "")
    assert not shown or edges(plan.frames["champ"]) == (0, room)


def test_a_field_and_its_wave_end_a_unit_above_the_heads_or_less():
    frames = field(20, 4).frames
    assert edges(frames["champ"]) == (0, 20)
    assert 0 < frames["tete-demarche"].y - 1 - (20 + WAVE) <= 1


def test_a_field_is_36_units_high_at_most():
    assert RULES.field_most == 36
    assert field(40, 4).frames["champ"].height == 36


@pytest.mark.parametrize(("quote", "shown"), [(18, True), (18.1, False)])
def test_a_quotation_has_a_unit_above_and_below_it_in_its_field(quote, shown):
    plan = field(20, quote)
    assert plan.quote == ("champ" if shown else "")
    if shown:
        assert edges(plan.frames["exergue"]) == (1, 19)
        assert x_width(plan.frames["exergue"]) == (13.5, span(9)) and x_width(plan.frames["champ"]) == (0, 210)
        assert field(20.5, quote, 3).frames["exergue"].x == 15, "on a recto"


@pytest.mark.parametrize(("lines", "size"), [(3, 34), (3.2, 29), (4, 29), (4.4, 24)])
def test_a_quotation_is_as_large_as_leaves_two_units_above_and_below_and_lines_are_few(lines, size):
    heights = {"demarche": ROOM - 1 - 1 - WAVE - 30, "exergue-2": 0}
    plan = two(heights, lambda text: lines * text.leading if text.block == "exergue-2" else heights[text.block])
    assert plan.frames["exergue"].size == size


@pytest.mark.parametrize(("room", "size"), [(13, 34), (12.5, 29)])
def test_four_units_are_left_beside_the_lines_of_a_field(room, size):
    """Three lines of 34 points take nine units."""
    heights = {"facteurs": ROOM - 1 - 1 - WAVE - math.ceil(room), "exergue-2": 0, "demarche": ROOM - 2 - WAVE - room}
    plan = two(heights, lambda text: 3 * text.leading if text.block == "exergue-2" else heights[text.block])
    assert plan.frames["exergue"].size == size


# --- what page 1 could not hold --------------------------------------------------------


def test_the_actors_at_the_head_of_page_2_stand_two_units_above_its_texts():
    """Their first card as far down as a text would be."""
    heights = {"acteur-0": 10, "demarche": 20}
    frames = two(heights, actors_page=2).frames
    zone = frames["acteurs"]
    assert frames["acteur-0"].y == TOP - 1.25 + 3.5
    assert edges(zone) == (0, frames["acteur-0"].y + frames["acteur-0"].height + 2.75 - 1.25)
    most = FOOT - HEAD_HEIGHT - zone.height - 2
    assert two({**heights, "demarche": most}, actors_page=2).excess == 0
    assert two({**heights, "demarche": most + 1}, actors_page=2).excess == 1


def test_the_end_of_contexte_stands_above_the_actors_a_unit_and_a_half_apart():
    heights = {"titre": 5, "contexte": 80, "contexte-debut-1": 40, "contexte-suite-1": 12, "acteur-0": 6, "demarche": 9}
    frames = two(heights, context_page=2, actors_page=2).frames
    text, zone = frames["contexte-suite-1"], frames["acteurs"]
    assert edges(text) == (TOP, TOP + 12) and text.columns == 2
    assert x_width(text) == (column_x(1, recto=False), LIVE)
    assert zone.y == TOP + 12 + 1.5 and x_width(zone) == (0, 210)


# --- page 3 ----------------------------------------------------------------------------


@pytest.mark.parametrize(("shorter", "shown"), [(24, True), (25, False), (26, False)])
def test_a_quotation_hangs_under_a_text_more_than_six_units_shorter(shorter, shown):
    """The longer one is 31 units high: there is no room for a field above."""
    plan = three({"facteurs": 50, "difficultes": 50 - 31 + shorter, "exergue-3": 3})
    assert ("exergue" in plan.frames) == shown


@pytest.mark.parametrize(("quote", "shown"), [(8, True), (8.1, False)])
def test_a_quotation_that_hangs_has_a_unit_above_and_below(quote, shown):
    plan = three({"facteurs": 50, "difficultes": 40, "exergue-3": quote})
    assert ("exergue" in plan.frames) == shown
    if shown:
        quote, text = plan.frames["exergue"], plan.frames["difficultes"]
        assert quote.x == text.x
        assert quote.y - (text.y + 40) == 1.5, "half a unit nearer to the foot, where no line follows"


def test_a_quotation_that_hangs_is_set_small():
    frames, asked = measured(page2_3.page_three, inputs({"facteurs": 50, "difficultes": 40, "exergue-3": 3}))
    assert frames["exergue"].size == RULES.pulled[2].size and frames["exergue"].width == span(6)
    assert {width for block, width, *_ in asked if block == "exergue-3"} == {span(6)}


@pytest.mark.parametrize("tall", [4.5, 9.0, 9.5])
def test_valeur_ajoutee_ends_above_the_foot_line_on_a_panel_to_the_trim(tall):
    frames = three({"valeur-ajoutee": tall, "facteurs": 20}, lengths={"valeur-ajoutee": (800,)}).frames
    text, panel = frames["valeur-ajoutee"], frames["panneau"]
    assert text.y == int(text.y) and FOOT - 1.5 < text.y + tall <= FOOT - 0.5
    assert tall != 9.5 or text.y + tall == FOOT - 0.5
    assert edges(panel) == (text.y - 1.5, PAGE_HEIGHT)


@pytest.mark.parametrize(("tall", "excess"), [(ROOM - TOP, 0), (ROOM - TOP + 1, 1)])
def test_texts_end_on_the_foot_and_what_stands_above_the_head_is_too_much(tall, excess):
    for plan, block in ((two({"demarche": tall}), "demarche"), (three({"facteurs": tall}), "facteurs")):
        assert plan.excess == excess, block
        assert edges(plan.frames[block]) == (TOP + HEAD_HEIGHT, TOP + HEAD_HEIGHT + tall)
        assert (plan.cuts == {}) == (excess == 0)


@pytest.mark.parametrize(("white", "size"), [(11, 9.6), (12, 13)])
def test_a_page_with_twelve_empty_units_is_set_larger(white, size):
    """`creux_page`; the largest of `corps_grand` with which it still holds its text."""
    assert RULES.hollow_page == 12 and RULES.large[0].size == 13
    assert two({"demarche": ROOM - TOP - white}).frames["demarche"].size == size
    assert three({"facteurs": ROOM - TOP - white}).frames["facteurs"].size == size


def test_larger_text_that_does_not_hold_is_not_taken():
    def height(text):
        return 40 if text.size < 11.5 else 60

    assert two({"demarche": 40}, height).frames["demarche"].size == RULES.large[-1].size == 11.2


def test_two_units_above_a_head_are_not_empty():
    """One above the heads, and two that no image could use."""
    assert two({"demarche": ROOM - 1 - CAPTION - 20}, photos={2: 0}, captioned=True).hollow == 0
    assert three({"facteurs": ROOM - 1 - CAPTION - 32}, photos={3: 0}, captioned=True).hollow == 2
    assert two({"demarche": ROOM - 1 - CAPTION - 39}, photos={2: 0}, captioned=True).hollow == 39 + CAPTION - 2 - 36

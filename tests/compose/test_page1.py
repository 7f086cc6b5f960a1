"""Page 1 laid from the heights of its texts: where they stand, what a photo or a quotation needs, what cards take."""

from __future__ import annotations

import pytest

from fiches.compose import page1
from fiches.compose.copyfit import U
from fiches.compose.frame import PAGE_HEIGHT
from fiches.compose.model import CAPTION, FOOT, INNER, LIVE, RAIL_LEFT, span
from support.composed_pages import RULES, inputs, measured


def laid(heights, **choice):
    return page1.page_one(inputs(heights, **choice))


def edges(frame):
    return frame.y, frame.y + frame.height


def context(white):
    """A title and a context that leave so much white on the page, for it to be filled."""
    return {"titre": 5, "contexte": FOOT - 10 - 3 - white}


def test_texts_stand_on_their_columns_and_are_measured_as_they_stand():
    """The title over nine columns, Porteur and Contexte over seven from the third on; heads stand on the first two."""
    heights = {"titre": 5, "recueilli": 2, "porteur": 6, "contexte": 6, "exergue-1": 4, "acteur-0": 5, "acteur-1": 5}
    frames, asked = measured(page1.page_one, inputs(heights))
    assert {"exergue", "acteur-1"} <= set(frames)
    assert {(frame.x, frame.width) for name, frame in frames.items() if name in ("titre", "recueilli", "exergue")} == {
        (15, span(9))
    }
    assert {(frames[name].x, frames[name].width) for name in ("porteur", "contexte")} == {(46, span(7))}
    assert (frames["recueilli"].size, frames["recueilli"].leading) == (8.2, 1)
    for name, frame in frames.items():
        if frame.size:
            padding = 6 if name.startswith("acteur") else 0
            block = "exergue-1" if name == "exergue" else name
            assert (block, frame.width - padding, frame.size, frame.leading, 1) in asked


def test_a_title_that_gives_way_begins_at_a_smaller_size():
    for turn, size in enumerate((29, 25, 22, 19, 16.5, 16.5, 16.5)):
        assert laid({"titre": 2}, title=turn).frames["titre"].size == size


def test_grounds_reach_the_trim():
    frames = laid({"titre": 5, "porteur": 6, "acteur-0": 5}).frames
    assert (frames["bande"].x, frames["rail"].x + frames["rail"].width) == (0, 210)
    assert (frames["acteurs"].x, frames["acteurs"].width) == (0, 210)


def test_the_title_stands_five_units_down_and_who_was_asked_half_a_unit_under_it():
    frames = laid({"titre": 6, "recueilli": 2}).frames
    assert edges(frames["titre"]) == (5, 11)
    assert edges(frames["recueilli"]) == (11.5, 13.5)
    assert laid({"titre": 6, "recueilli": 2, "contexte": 46}).frames["contexte"].y == 15, "a unit under it, on the grid"


@pytest.mark.parametrize("title", [5.0, 5.3, 6.0])
def test_texts_stand_on_whole_units_a_unit_and_a_half_under_a_band(title):
    """The band of Porteur reaches a unit above and below its text; Contexte begins a unit under the band or later."""
    frames = laid({"titre": title, "porteur": 9, "contexte": int(44 - title)}).frames  # without white to spare
    carrier, band, text = frames["porteur"], frames["bande"], frames["contexte"]
    assert carrier.y == int(carrier.y) and text.y == int(text.y)
    assert edges(band) == (carrier.y - 1, carrier.y + 10) and band.width == RAIL_LEFT
    assert 0.5 <= band.y - 5 - title < 1.5, "under the title"
    assert 1 <= text.y - (band.y + band.height) < 2


@pytest.mark.parametrize(("white", "shown"), [(6, False), (7, True), (10, True), (11, True)])
def test_a_quotation_is_shown_from_six_tenths_of_the_white_that_calls_for_one(white, shown):
    """`creux_exergue` is 11: with 7 it is shown where it stands well, with 6 the white stays white."""
    assert RULES.hollow_quote == 11
    plan = laid(context(white) | {"exergue-1": 4})
    assert ("exergue" in plan.frames) == shown
    assert plan.quote == ("exergue" if shown else "")
    assert plan.hollow == (0 if shown else white)


@pytest.mark.parametrize(("tall", "shown"), [(5.0, True), (5.01, False)])
def test_a_quotation_has_a_unit_of_white_above_and_below(tall, shown):
    assert ("exergue" in laid(context(7) | {"exergue-1": tall}).frames) == shown


def test_a_quotation_stands_in_the_middle_of_its_white():
    frames = laid(context(9) | {"exergue-1": 4}).frames
    assert frames["exergue"].y - 10 == frames["contexte"].y - (frames["exergue"].y + 4)


@pytest.mark.parametrize(("white", "used"), [(10, 10), (11, 7), (15, 10)])
def test_of_much_white_a_third_stays_at_the_foot(white, used):
    """Under `creux_exergue` all of it goes under the title; from there on two thirds."""
    assert laid(context(white)).frames["contexte"].y == 10 + used + 1


@pytest.mark.parametrize("captioned", [True, False])
@pytest.mark.parametrize(("white", "image"), [(30, 18), (15.5, None), (8.5, None)])
def test_a_photo_fills_the_white_up_to_its_most(white, image, captioned):
    """Two units for its caption, one of white without; `photos` gives page 1 from 8 to 18 units."""
    under = CAPTION if captioned else 1
    plan = laid(context(white + under), photos={1: 0}, captioned=captioned)
    photo = plan.frames["photo"]
    assert edges(photo) == (11, 11 + (image or int(white))) and photo.width == RAIL_LEFT
    assert plan.excess <= 0


@pytest.mark.parametrize(("white", "excess"), [(8, 0), (7.9, 1), (5, 3)])
def test_a_photo_that_has_not_its_least_is_what_the_page_lacks(white, excess):
    plan = laid(context(white + CAPTION), photos={1: 0}, captioned=True)
    assert plan.excess == excess
    assert ("photo" in plan.frames) == (excess == 0)


@pytest.mark.parametrize(("tall", "logo", "room"), [(2, False, 3.5), (6, False, 6), (2, True, 7.24), (8, True, 8)])
def test_porteur_has_room_for_its_head_and_its_logo(tall, logo, room):
    """The logo is 14.6 mm at most (.logo-porteur), half a unit under the head's three and a half."""
    frames = laid({"titre": 5, "porteur": tall}, logo=logo).frames
    assert frames["porteur"].height == pytest.approx(room, abs=0.01)


def test_contexte_has_room_for_its_head():
    assert laid({"titre": 5, "contexte": 1}).frames["contexte"].height == 3.5


@pytest.mark.parametrize(("over", "excess"), [(-1, 0), (0, 0.5), (1, 1.5)])
def test_half_a_unit_stays_free_above_the_foot(over, excess):
    """Texts end on whole units: what ends on the foot line's white lacks half of one."""
    plan = laid({"titre": 5, "contexte": FOOT - 11 + over})
    assert plan.excess == excess
    assert (plan.cuts == {}) == (excess == 0)


@pytest.mark.parametrize(("actors", "across", "deep"), [(1, 1, 1), (2, 2, 1), (4, 2, 2), (5, 3, 2)])
def test_cards_stand_three_quarters_of_a_unit_apart_on_the_width_of_the_text(actors, across, deep):
    heights = {f"acteur-{index}": 6 for index in range(actors)}
    cards, zone = page1.actors_zone(inputs(heights))
    first, last = cards["acteur-0"], cards[f"acteur-{actors - 1}"]
    tall = 6 + 2 * 3 / U  # three millimetres of white above and below the words
    assert first.height == last.height == pytest.approx(tall)
    assert first.x == INNER and across * first.width + (across - 1) * 4.5 == pytest.approx(LIVE)
    assert last.y - first.y == pytest.approx((deep - 1) * (tall + 0.75))
    assert cards["acteurs"].height == zone == pytest.approx(last.y + tall + 2.75)
    assert first.y == 3.5, "under the wave and the head of the zone"


def test_a_row_is_as_tall_as_its_tallest_card():
    cards, _ = page1.actors_zone(inputs({"acteur-0": 4, "acteur-1": 9, "acteur-2": 5}))
    assert all(cards[f"acteur-{index}"].height == pytest.approx(9 + 6 / U) for index in range(3))


def test_the_rail_ends_where_the_zone_of_actors_begins():
    frames = laid({"titre": 5, "acteur-0": 6}).frames
    assert edges(frames["rail"]) == (0, frames["acteurs"].y)
    assert edges(frames["acteurs"])[1] == PAGE_HEIGHT
    assert edges(laid({"titre": 5}).frames["rail"]) == (0, PAGE_HEIGHT)


@pytest.mark.parametrize(("whole", "kept"), [(60, "contexte-debut-2"), (45, "contexte-debut-2")])
def test_as_much_of_contexte_as_the_page_holds_stays_on_it(whole, kept):
    heights = {"titre": 5, "contexte": whole, "contexte-debut-1": 20, "contexte-debut-2": 40, "contexte-debut-3": 52}
    given = inputs(heights, context_page=2)
    assert kept in page1.page_one(given).frames
    assert page1.context_left(given) == kept.replace("debut", "suite")
    assert page1.context_left(inputs(heights)) == ""

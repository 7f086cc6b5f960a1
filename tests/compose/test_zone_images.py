"""Places of photos laid from heights: photo, caption, a quotation under it, on a field of colour or in white."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from fiches.compose.model import CAPTION
from fiches.compose.page import lay
from fiches.compose.picture_frames import cut_share
from fiches.compose.zone_images import WAVE
from support.composed_pages import GRID, RULES, edges, inputs, page, x_width

ROOM = GRID.bottom - 5  # for a text and what is above its head
FLATTEST = 1.5 / 0.65  # of a usual photo, of which 35 % may be cut
WIDE, WIDE_AT_1 = (width / FLATTEST / GRID.module for width in (GRID.width, GRID.width - 55.5))  # its least height


def least(number):
    """The least height of the photo of a page."""
    return next(slot.least for slot in RULES.slots if slot.page == number)


def context(white):
    """A title and a context that leave so much white on the page, for it to be filled."""
    return {"titre": 5, "contexte": GRID.bottom - 10 - 1 - white}


# --- photos ---------------------------------------------------------------------------------


@pytest.mark.parametrize("captioned", [True, False])
@pytest.mark.parametrize(("room", "image"), [(21, 21), (30, 30), (44, 38)])
def test_a_photo_opens_its_page_and_takes_what_is_above_up_to_its_most(room, image, captioned):
    """To 38.9 units on page 2, 1.2 to 1; two are its caption's, one without; one more is above the heads."""
    tall = ROOM - 1 - room - (CAPTION if captioned else 1)
    plan = page(2, {"demarche": tall}, photos={2: 0}, captioned=captioned)
    assert x_width(plan.frames["photo"]) == (0, GRID.width) and plan.frames["photo"].y == 0
    assert plan.frames["photo"].height == pytest.approx(image, abs=1)
    assert plan.excess == 0 and plan.photo == 0 and plan.hollow == pytest.approx(room - image, abs=1)


def test_a_caption_stands_half_a_unit_under_its_photo_on_the_columns():
    frames = page(2, {"demarche": 34}, photos={2: 0}, captioned=True).frames
    photo, caption = frames["photo"], frames["legende"]
    assert caption.y == photo.foot + 0.5 and caption.foot == photo.foot + CAPTION
    assert x_width(caption) == (GRID.outer, GRID.live)
    assert "legende" not in page(2, {"demarche": 34}, photos={2: 0}).frames


@pytest.mark.parametrize(("number", "block"), [(2, "demarche"), (3, "facteurs")])
def test_a_photo_that_has_not_its_least_lacks_a_unit_so_that_something_gives_way(number, block):
    tall = ROOM - 1 - 1 - math.ceil(least(number))
    more = {"photos": {number: 0}, "captioned": True}
    assert page(number, {block: tall}, **more).excess == 0
    plan = page(number, {block: tall + 1}, **more)
    assert plan.excess == 1 and "photo" not in plan.frames and plan.photo is None


@pytest.mark.parametrize("captioned", [True, False])
@pytest.mark.parametrize(("white", "image"), [(30, 18), (16, WIDE_AT_1 + 1), (15, WIDE_AT_1)])
def test_a_photo_within_a_page_stands_a_unit_under_what_is_above_it(white, image, captioned):
    """To 18 units on page 1, as wide as the rail leaves; what follows goes on at once, on a whole unit."""
    under = CAPTION if captioned else 1
    plan = page(1, context(white + under), photos={1: 0}, captioned=captioned)
    photo = plan.frames["photo"]
    assert edges(photo) == pytest.approx((11, 11 + image)) and x_width(photo) == (0, plan.frames["rail"].x)
    assert plan.frames["contexte"].y == math.ceil(photo.foot + under - 0.01) and plan.excess == 0


@pytest.mark.parametrize("white", [14, 11.5, 8])
def test_a_photo_that_may_not_be_so_flat_takes_fewer_columns_its_caption_at_its_side(white):
    plan = page(1, context(white + 1), photos={1: 0}, captioned=True)
    photo, caption = plan.frames["photo"], plan.frames["legende"]
    assert photo.height == math.floor(white) and photo.width / (photo.height * GRID.module) <= FLATTEST
    assert photo.x == 0 and photo.width < caption.x and caption.foot <= photo.foot
    assert caption.x + caption.width <= plan.frames["rail"].x and plan.excess == 0
    assert round((photo.width - GRID.x(1, recto=True) + GRID.gutter) / (GRID.column + GRID.gutter), 6) % 1 == 0


@pytest.mark.parametrize(("shape", "upright"), [(0.75, True), (0.6, True), (1.0, False), (1.5, False), (3.0, False)])
def test_no_photo_is_printed_flatter_than_2_4_nor_cut_by_more_than_35_in_100(shape, upright):
    """One that is higher than wide stands in a frame that is, too, wherever there is room for one."""
    seen = 0
    for number, block in ((1, "contexte"), (2, "demarche"), (3, "facteurs"), (4, "lecons")):
        for tall in range(8, 50, 3):
            heights = {block: tall, **({"titre": 5} if number == 1 else {})}
            photo = page(number, heights, photos={number: 0}, shapes=(shape,)).frames.get("photo")
            if photo:
                ratio = photo.width / (photo.height * GRID.module)
                assert ratio <= (1 if upright else 2.4) + 0.01 and (upright or ratio >= 1.2 - 0.01)
                assert cut_share(shape, ratio) <= 0.351
                seen += 1
    assert seen > 4


@pytest.mark.parametrize(("white", "excess"), [(7, 0), (6.9, 1), (5, 1), (-CAPTION - 3, 3 + 1 + 8)])
def test_a_page_lacks_a_unit_for_its_photo_or_what_text_and_photo_lack(white, excess):
    """A text that does not hold even without the photo is told with it: what gives way decides."""
    plan = page(1, context(white + CAPTION), photos={1: 0}, captioned=True)
    assert plan.excess == excess
    assert ("photo" in plan.frames) == (excess != 1)


@pytest.mark.parametrize(("white", "image"), [(26, 24), (23, WIDE + 2), (21, WIDE)])
def test_a_photo_takes_the_white_above_what_has_a_ladder(white, image):
    """Up to the trim, to 24 units; a unit under it, and a unit or its caption's two above the lessons."""
    tall = GRID.page - 9.25 - 15 - 1 - 5  # of lessons that fill the page above a testimony of ten units
    for captioned, under in ((True, 3), (False, 2)):
        heights = {"lecons": tall - white - under, "parole-0": 10}
        plan = page(4, heights, photos={4: 0}, captioned=captioned)
        assert edges(plan.frames["photo"]) == pytest.approx((0, image), abs=1) and plan.excess == 0
        assert image + under - 1 <= plan.frames["tete-lecons"].y <= image + under + 1


def test_beside_what_came_from_another_page_a_photo_has_no_room():
    heights = {"valeur-ajoutee": 6, "lecons": 10}
    assert page(4, heights, moved={"valeur-ajoutee": 4}, photos={4: 0}).excess == 1
    assert page(4, heights, moved={"valeur-ajoutee": 4}, photos={2: 0}).excess == 0
    assert page(4, {"lecons": 10}, photos={4: 0}).photo == 0


# --- a quotation under a photo -----------------------------------------------------------------


@pytest.mark.parametrize(("room", "shown"), [(21 + 2 + 4, True), (19 + 2 + 4, False)])
def test_a_photo_and_a_quotation_share_a_page_if_the_photo_keeps_its_least(room, shown):
    """`photo_avec_exergue` is 13; but never less than a photo as wide as the page needs."""
    assert RULES.photo_beside_quote == 13 < WIDE
    plan = page(2, {"demarche": ROOM - 1 - CAPTION - room, "exergue-2": 4}, photos={2: 0}, captioned=True)
    assert ("exergue" in plan.frames) == shown == bool(plan.quote)
    assert plan.photo == 0


def test_a_quotation_stands_in_the_middle_between_caption_and_heads():
    plan = page(2, {"demarche": ROOM - 1 - 30 - CAPTION, "exergue-2": 4}, photos={2: 0}, captioned=True)
    photo, quote, head = (plan.frames[name] for name in ("photo", "exergue", "tete-demarche"))
    above, below = quote.y - photo.foot - CAPTION, head.y - 1 - quote.foot
    assert above == pytest.approx(below, abs=1) and photo.height == pytest.approx(30 - 4 - 2, abs=1)
    assert x_width(quote) == (GRID.x(1, recto=False), GRID.span(11))


OPENED = {"titre": 5, "champ-chapeau": 8, "porteur": 6}


@pytest.mark.parametrize(
    ("white", "caption", "beside"),
    [(16, False, True), (13, False, True), (18, True, True), (15, True, True), (10, False, False), (13, True, True)],
)
def test_a_standfirst_stands_beside_a_photo_that_is_narrower_than_its_place(white, caption, beside):
    """Both begin on one line, the photo up to the edge; its caption is under it where there is room for that.

    Without room for both side by side the photo is under the standfirst.
    """
    rest = {**OPENED, "contexte": GRID.bottom - 5 - 6 - 6 - white}
    frames = page(1, rest, photos={1: 0}, captioned=caption).frames
    photo, text = frames["photo"], frames["champ-chapeau"]
    assert (photo.y == text.y) == beside == (text.x + text.width < photo.x)
    assert not beside or photo.x + photo.width == GRID.width - 55.5
    under = min(frames["legende"].y, photo.foot) if caption else photo.foot
    assert text.foot <= (under if beside else photo.y)
    assert not (beside and caption) or (frames["legende"].y > photo.foot)
    assert 1.2 <= photo.width / (photo.height * GRID.module) <= 2.4


@pytest.mark.parametrize("lines", [1, 2, 3])
def test_under_each_line_more_of_a_caption_what_follows_stands_a_unit_lower(lines):
    heights = {"demarche": 10, "legende-0": 0}
    told = lambda text: 0.75 * (lines if text.width < 1000 else 1) if text.block == "legende-0" else 10  # noqa: E731
    frames = page(2, heights, told, photos={0: 0, 2: 0}, captioned=True).frames
    assert frames["legende"].height == 1.5 + lines - 1
    assert frames["tete-demarche"].y >= frames["legende"].foot + 1


# --- a quotation on a field ----------------------------------------------------------------------


def field(room, quote, number=2):
    """A page without photo whose text leaves so much room, and a quotation so high at any size."""
    tall = ROOM - 1 - 1 - WAVE - room
    return page(number, {"demarche" if number == 2 else "facteurs": tall, f"exergue-{number}": quote})


@pytest.mark.parametrize(
    ("number", "room", "shown"), [(2, 13, True), (2, 12, False), (3, 13.5, True), (3, 12.5, False)]
)
def test_a_field_has_13_units_at_least_above_its_wave_else_its_quotation_stands_in_white(number, room, shown):
    """Heads stand on whole units, so that half a unit is lost between."""
    assert RULES.field_least == 13
    plan = field(room + 0.5, 4, number)
    assert plan.quote == ("champ" if shown else "exergue")
    assert not shown or edges(plan.frames["champ"]) == (0, math.floor(room))


def test_a_page_that_faces_a_field_shows_its_quotation_in_white():
    given = inputs(3, {"facteurs": ROOM - 1 - 1 - WAVE - 20, "exergue-3": 4})
    assert lay(given).quote == "champ"
    plan = lay(replace(given, may_field=False))
    assert plan.quote == "exergue" and plan.quoted == "exergue-3" and "champ" not in plan.frames


def test_a_field_and_its_wave_end_a_unit_above_the_grounds_of_what_follows_or_little_more():
    frames = field(20, 4).frames
    assert x_width(frames["champ"]) == (0, GRID.width) and frames["champ"].y == 0
    assert 1 <= frames["tete-demarche"].y - 1 - (frames["champ"].foot + WAVE) < 2


@pytest.mark.parametrize(("room", "high"), [(20, 20), (32, 20), (36, 24)])
def test_a_field_is_90_mm_high_at_most_but_where_more_than_12_units_would_stay_white(room, high):
    assert RULES.field_most * GRID.module == 90
    assert field(room + 0.5, 4).frames["champ"].height == high


def test_a_quotation_on_a_field_stands_above_its_middle_and_24_mm_from_the_trim_at_least():
    quote = field(20.5, 4).frames["exergue"]
    assert quote.y == pytest.approx((20 - 4) * 0.45)
    assert field(14.5, 4).frames["exergue"].y == GRID.top + 2.25 >= 24 / GRID.module - 0.1


@pytest.mark.parametrize(("quote", "shown"), [(18, True), (18.1, False)])
def test_a_quotation_has_a_unit_above_and_below_it_in_its_field(quote, shown):
    plan = field(20.5, quote)
    assert plan.quote == ("champ" if shown else "")
    if shown:
        assert edges(plan.frames["exergue"]) == (1, 19)
        assert x_width(plan.frames["exergue"]) == (GRID.outer, GRID.span(9))
        assert field(20.5, quote, 3).frames["exergue"].x == GRID.inner, "on a recto"


@pytest.mark.parametrize(("lines", "size"), [(3, 46), (3.2, 29), (4, 29), (4.4, 24)])
def test_a_quotation_is_as_large_as_leaves_two_units_above_and_below_and_lines_are_few(lines, size):
    heights = {"demarche": ROOM - 1 - 1 - WAVE - 30, "exergue-2": 0}
    plan = page(2, heights, lambda text: lines * text.leading if text.block == "exergue-2" else heights[text.block])
    assert plan.frames["exergue"].size == size


@pytest.mark.parametrize(("room", "size"), [(18, 46), (17, 40), (16, 34), (14, 29)])
def test_six_units_are_left_beside_the_lines_of_a_field(room, size):
    """Three lines of 46 points take twelve units, of 40 ten and a half, of 34 nine."""
    heights = {"facteurs": ROOM - 1 - 1 - WAVE - room - 0.5, "exergue-3": 0}
    plan = page(3, heights, lambda text: 3 * text.leading if text.block == "exergue-3" else heights[text.block])
    assert plan.frames["champ"].height == room and plan.frames["exergue"].size == size


def test_there_is_no_field_where_the_zone_knows_none():
    assert "champ" not in page(4, {"lecons": 20, "exergue-4": 4}).frames


# --- a quotation in white -------------------------------------------------------------------------


@pytest.mark.parametrize(("white", "shown"), [(6, False), (7, True), (10, True), (11, True)])
def test_a_quotation_is_shown_from_six_tenths_of_the_white_that_calls_for_one(white, shown):
    """`creux_exergue` is 11: with 7 it is shown where it stands well, with 6 the white stays white."""
    assert RULES.hollow_quote == 11
    plan = page(1, context(white) | {"exergue-1": 4})
    assert ("exergue" in plan.frames) == shown
    assert plan.quote == ("exergue" if shown else "")
    assert plan.hollow == (0 if shown else white)


@pytest.mark.parametrize(("tall", "shown"), [(5.0, True), (5.01, False)])
def test_a_quotation_in_white_has_a_unit_of_it_above_and_below(tall, shown):
    assert ("exergue" in page(1, context(7) | {"exergue-1": tall}).frames) == shown


def test_a_quotation_stands_in_the_middle_of_its_white():
    frames = page(1, context(9) | {"exergue-1": 4}).frames
    assert frames["exergue"].y - frames["titre"].foot == frames["contexte"].y - frames["exergue"].foot


@pytest.mark.parametrize(("lines", "around"), [(1, 2), (2, 3)])
def test_one_line_in_white_has_less_of_it_around_than_two(lines, around):
    """Beside one line all of it is one white: a quotation that goes across divides it."""
    heights = context(20) | {"exergue-1": 0}
    frames = page(1, heights, lambda text: lines * text.leading if text.block == "exergue-1" else heights[text.block])
    quote = frames.frames["exergue"]
    assert (quote.size, quote.height) == (27, 2.5 * lines)
    white = math.ceil(quote.height + 2 * around) + 1
    assert frames.frames["contexte"].y - frames.frames["titre"].foot == pytest.approx(white, abs=1)


@pytest.mark.parametrize(
    ("lines", "room", "size"), [(2, 14, 27), (2, 15, 34), (2, 16, 40), (2, 17, 46), (2, 19, 46), (3, 19, 21)]
)
def test_a_quotation_in_the_white_at_the_head_of_a_page_is_as_large_as_on_a_field(lines, room, size):
    """Two lines of 46 points take eight units, of 40 seven, of 34 six; six more are left around them."""
    heights = {"facteurs": ROOM - room, "exergue-3": 0}
    told = lambda text: lines * text.leading if text.block == "exergue-3" else heights[text.block]  # noqa: E731
    plan = lay(replace(inputs(3, heights, told), may_field=False))
    assert plan.frames["exergue"].size == size and not {"champ", "bande"} & plan.frames.keys()


@pytest.mark.parametrize(("white", "under"), [(3, 2), (4, 2)])
def test_half_of_the_white_goes_under_the_title(white, under):
    frames = page(1, context(white)).frames
    assert frames["contexte"].y == 10 + under + 1 and "bande" not in frames


# --- an ornament ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("number", "block"), [(2, "demarche"), (3, "facteurs"), (4, "lecons")])
@pytest.mark.parametrize(("white", "shown"), [(4, False), (5, True), (20, True)])
def test_a_lighter_field_stands_where_a_page_without_photo_and_quotation_is_hollow(number, block, white, shown):
    """`creux_ornement`, 5 units; the page is still said to leave what it leaves."""
    plan = page(number, {block: ROOM - GRID.top - white - (7.25 if number == 4 else 0)})
    assert ("bande" in plan.frames) == shown and plan.quote == ""
    assert plan.hollow >= white - 1 and plan.excess == 0
    if shown:
        assert plan.frames["bande"].y == 0 and plan.frames["bande"].foot < plan.frames[f"tete-{block}"].y


def test_a_lighter_field_within_a_page_has_white_under_the_title():
    frames = page(1, context(12)).frames
    assert frames["bande"].y == frames["titre"].foot + 2 and frames["bande"].foot <= frames["tete-contexte"].y - 1
    assert "bande" not in page(1, context(7)).frames, "a stripe"


def test_no_lighter_field_stands_where_a_panel_takes_what_is_left():
    assert "bande" not in page(4, {"lecons": 10, "parole-0": 8}).frames

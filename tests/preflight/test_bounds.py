"""Each check at its bound: what just passes, and what just does not, on pages made of values."""

from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
import pytest
from PIL import Image

from fiches.preflight import conditions, pixels
from fiches.preflight.bounds import Budget
from fiches.preflight.checks import inks
from fiches.preflight.document import (
    ImagePixels,
    Ink,
    InkSpace,
    OutputIntent,
    PaintKind,
    PixelFate,
    ReadingFault,
    UnreadPart,
)
from fiches.preflight.drawing import Tracer
from support.judged_pages import (
    BLACK,
    CYAN,
    ERROR,
    MM,
    NOTE,
    WARNING,
    WHITE,
    box,
    fill,
    page,
    pages,
    painted,
    said,
    stroke,
    text,
)
from support.press_files import printer

AREA = (50, 50, 150, 150)  # mm: a large one
HALF = (0.5, 0.5, 0.5)


# --- inks ------------------------------------------------------------------------------


@pytest.mark.parametrize(("over", "severities"), [(0, []), (1, []), (1.1, [ERROR]), (25, [ERROR])])
def test_one_per_cent_of_ink_above_the_limit_is_rounding(over, severities):
    """The printer takes 300 %."""
    assert said("encrage", page(fill(AREA, (1, 1, (100 + over) / 200, (100 + over) / 200)))) == severities


@pytest.mark.parametrize(("ink", "severities"), [(301, []), (302, [ERROR]), (330, [ERROR])])
def test_a_photo_takes_no_more_ink_than_a_fill(ink, severities):
    picture = ImagePixels(900, 900, 8, InkSpace.CMYK, ink=ink)
    assert said("encrage", page(painted(PaintKind.IMAGE, AREA, picture=picture))) == severities


@pytest.mark.parametrize(
    ("top", "severities"),
    [
        ({"over": True}, [ERROR]),
        ({}, []),
        ({"blend": "Multiply"}, [ERROR]),
        ({"blend": "Multiply", "alpha": 0.1}, []),
        ({"blend": "Screen", "alpha": 0.9}, []),
    ],
    ids=["overprint", "knocks out", "multiply", "pale multiply", "lightens"],
)
def test_inks_that_lie_on_each_other_add_up(top, severities):
    """Cyan, magenta and yellow at 95 %, a black of 90 % over them: 375 %, or its own 90 %."""
    ground = fill(AREA, (0.95, 0.95, 0.95, 0.0))
    assert said("encrage", page(ground, fill((60, 60, 90, 90), (0, 0, 0, 0.9), **top))) == severities
    away = fill((140, 140, 160, 160), (0, 0, 0, 0.9), **top)
    assert said("encrage", page(ground, away)) == [], "it does not lie on it as a whole"


def test_inks_that_are_multiplied_add_up_plate_by_plate():
    """190 % and 180 % of other inks make 372 %, not the 295 % of two greys."""
    ground, top = fill(AREA, (1, 0.9, 0, 0)), fill(AREA, (0, 0.2, 1, 0.8), blend="Multiply")
    assert said("encrage", page(ground, top)) == [ERROR]
    assert said("encrage", page(ground, fill(AREA, (1, 0.9, 0, 0.5), blend="Multiply"))) == [], "the same plates"


@pytest.mark.parametrize(
    ("inks", "severities"),
    [
        ((0, 0.006, 0, 0.85), [ERROR]),
        ((0, 0.005, 0, 0.85), []),
        ((0, 0.006, 0, 0.84), []),
        ((*HALF, 0.006), [ERROR]),
        ((*HALF, 0.005), []),
        ((0.49, 1, 1, 0.5), []),
        (BLACK, []),
    ],
)
def test_black_text_is_black_from_85_per_cent_and_of_one_ink(inks, severities):
    """Half a per cent is no ink; three inks of a half each with black are the black of an office."""
    assert said("texte-noir", page(text(cmyk=inks))) == severities


RICH = (0.4, 0.3, 0.3, 1.0)


@pytest.mark.parametrize(("side", "severities"), [(24.9, [WARNING]), (25.1, [])])
def test_rich_black_wants_25_mm(side, severities):
    assert said("noir-riche", page(fill((50, 50, 150, 50 + side), RICH))) == severities
    assert said("noir-riche", page(fill((50, 50, 150, 50 + side), BLACK))) == []
    assert said("noir-riche", page(stroke(80, RICH))) == [WARNING], "a line never"


@pytest.mark.parametrize(("side", "severities"), [(5.1, [WARNING]), (4.9, [])])
def test_what_is_smaller_than_five_points_is_no_ground_for_words(side, severities):
    where = (60, 101, 70, 101 + side / MM)
    assert said("surimpression", page(fill(where), text(where=(60, 101, 70, 102)))) == severities


@pytest.mark.parametrize(("ink", "severities"), [(0.0039, [WARNING]), (0.0041, [])])
def test_a_page_of_white_is_blank(ink, severities):
    assert said("page-vide", page(fill(AREA, (ink, 0, 0, 0)))) == severities


def grey_so_far_from_paper(wanted):
    """A tint of black whose lightness is at least so far from that of paper, and not one step more."""
    light = inks.lightness_of(printer().icc.read_bytes())
    paper = light(Ink(InkSpace.CMYK, WHITE))
    tints = ((0.0, 0.0, 0.0, step / 255) for step in range(256))
    return next(tint for tint in tints if paper - light(Ink(InkSpace.CMYK, tint)) >= wanted)


@pytest.mark.parametrize(("apart", "severities"), [(38, [WARNING]), (39, [WARNING]), (40.5, []), (60, [])])
def test_text_is_forty_steps_of_lightness_from_its_ground(apart, severities):
    assert said("contraste", page(text(cmyk=grey_so_far_from_paper(apart)))) == severities


@pytest.mark.parametrize(("dark", "severities"), [(900, []), (1100, [ERROR])])
def test_one_pixel_of_a_thousand_may_take_more_ink(dark, severities):
    """Single ones are what JPEG adds."""
    data = bytes([255] * 4 * dark + [100] * 4 * (1_000_000 - dark))
    with pikepdf.new() as pdf:
        image = pdf.make_stream(data, Width=1000, Height=1000, BitsPerComponent=8, ColorSpace=pikepdf.Name.DeviceCMYK)
        found = pixels.picture(image, pikepdf.Dictionary())
    assert said("encrage", page(painted(PaintKind.IMAGE, AREA, picture=found))) == severities


# --- photos ----------------------------------------------------------------------------


@pytest.mark.parametrize("quality", [20, 40, 50, 70, 79, 80, 90, 95])
def test_the_quality_of_a_jpeg_is_read_from_its_tables(quality):
    file = io.BytesIO()
    Image.linear_gradient("L").convert("CMYK").save(file, "JPEG", quality=quality)
    with pikepdf.new() as pdf:
        image = pdf.make_stream(file.getvalue(), Width=256, Height=256, BitsPerComponent=8)
        image.ColorSpace, image.Filter = pikepdf.Name.DeviceCMYK, pikepdf.Name.DCTDecode
        found = pixels.picture(image, pikepdf.Dictionary())
    assert found.quality == pytest.approx(quality, abs=1)
    shown = painted(PaintKind.IMAGE, AREA, picture=found, size=(100, 100))
    assert said("compression", page(shown)) == ([WARNING] if quality < 80 else [])


@pytest.mark.parametrize(
    ("dots", "bits", "severities"),
    [
        (149, 8, [ERROR]),
        (150, 8, [WARNING]),
        (224, 8, [WARNING]),
        (225, 8, []),
        (450, 8, []),
        (451, 8, [WARNING]),
        (549, 1, [ERROR]),
        (550, 1, []),
        (1200, 1, []),
    ],
)
def test_pixels_an_inch(dots, bits, severities):
    """Of an image two inches wide, by the direction that has fewer; half a pixel is rounding."""
    for wide, high in ((dots, dots), (dots, 2 * dots), (2 * dots, dots)):
        of = ImagePixels(2 * wide, 2 * high, bits, InkSpace.GRAY)
        shown = painted(PaintKind.IMAGE, AREA, picture=of, size=(144, 144))
        assert said("resolution", page(shown)) == severities


@pytest.mark.parametrize(("pixels", "severities"), [(897, [WARNING]), (898, []), (900, [])])
def test_half_a_pixel_an_inch_is_rounding(pixels, severities):
    """Of an image four inches wide."""
    of = ImagePixels(pixels, 9000, 8, InkSpace.GRAY)
    shown = painted(PaintKind.IMAGE, AREA, picture=of, size=(288, 1440))
    assert said("resolution", page(shown)) == severities


# --- words and lines -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("size", "severities"), [(4.96, [ERROR]), (4.98, [WARNING]), (6.96, [WARNING]), (6.974, []), (0.0, [])]
)
def test_text_is_an_error_under_five_points_and_told_under_seven(size, severities):
    """Seven points of TeX are 6.974 of PDF."""
    assert said("corps", page(text(size))) == severities
    assert said("corps", page(fill(AREA), text(size, WHITE))) == severities


def test_white_text_on_a_ground_has_a_bound_of_its_own():
    limits = {"corps_conseille": 6, "corps_reserve": 8}
    assert said("corps", page(fill(AREA), text(7, WHITE)), limits=limits) == [WARNING]
    assert said("corps", page(fill(AREA), text(7, BLACK)), limits=limits) == []
    assert said("corps", page(text(7, WHITE)), limits=limits) == [], "white on paper is not seen"


@pytest.mark.parametrize(
    ("width", "inks", "severities"),
    [
        (0.0, BLACK, [ERROR]),
        (0.004, BLACK, [ERROR]),
        (0.006, BLACK, [WARNING]),
        (0.24, BLACK, [WARNING]),
        (0.25, BLACK, []),
        (0.49, (0.5, 0.5, 0, 0), [WARNING]),
        (0.5, (0.5, 0.5, 0, 0), []),
        (0.3, (0.5, 0.005, 0, 0), []),
        (0.3, (0.5, 0.006, 0, 0), [WARNING]),
        (0.49, WHITE, [WARNING]),
    ],
)
def test_lines_have_a_quarter_of_a_point_half_of_one_in_several_inks_or_white(width, inks, severities):
    assert said("filets", page(stroke(width, inks))) == severities


@pytest.mark.parametrize(("length", "severities"), [(5.1, [WARNING]), (4.9, [])])
def test_a_thin_fill_is_a_line_from_five_points_on(length, severities):
    assert said("filets", page(fill((50, 100, 50 + length / MM, 100 + 0.2 / MM), BLACK))) == severities


# --- what is cut -----------------------------------------------------------------------


@pytest.mark.parametrize(("off", "severities"), [(0.24, []), (0.26, [ERROR])])
def test_boxes_may_be_a_quarter_of_a_millimetre_off(off, severities):
    whole = box(-3, -3, 213, 300)
    bleed = whole._replace(x1=whole.x1 - off * MM)
    assert said("fond-perdu", page(boxes={"BleedBox": bleed})) == severities
    assert said("rogne", page(), page(number=2, wider=off)) == severities
    assert said("origine", page(boxes={"CropBox": bleed})) == severities
    assert said("origine", page(boxes={"MediaBox": whole._replace(x0=off * MM)})) == severities


@pytest.mark.parametrize(
    ("end", "severities"),
    [(-0.31, []), (-0.29, [ERROR]), (0, [ERROR]), (2.69, [ERROR]), (2.71, []), (3, [])],
)
def test_what_comes_within_three_tenths_of_the_trim_goes_on_through_the_bleed(end, severities):
    for where in ((50, 50, 210 + end, 150), (-end, 50, 100, 150), (50, -end, 100, 150), (50, 50, 100, 297 + end)):
        assert said("debord", page(fill(where))) == severities


@pytest.mark.parametrize(
    ("pieces", "severities"),
    [
        ([(50, 141)], []),
        ([(50, 139)], [ERROR]),
        ([(50, 100), (95, 141)], []),
        ([(50, 100), (101, 140)], [ERROR]),
        ([(10, 90), (99, 180)], []),
        ([(10, 90), (101, 180)], [ERROR]),
    ],
)
def test_what_is_painted_beyond_an_edge_goes_along_nine_tenths_of_it(pieces, severities):
    """Of a photo's edge from 50 to 150 mm; overlaps are not counted twice."""
    beyond = [fill((200, start, 213, end)) for start, end in pieces]
    assert said("debord", page(fill((100, 50, 210, 150)), *beyond)) == severities


@pytest.mark.parametrize(("side", "severities"), [(0.99, []), (1.01, [ERROR])])
def test_an_edge_shorter_than_a_millimetre_is_not_seen(side, severities):
    assert said("debord", page(fill((100, 50, 210, 50 + side)))) == severities


@pytest.mark.parametrize(
    ("away", "severities"),
    [(-0.5, [ERROR]), (2.99, [ERROR]), (3, [NOTE]), (4.99, [NOTE]), (5.01, [])],
)
def test_text_stands_three_millimetres_from_the_trim_better_five(away, severities):
    for word in ((away, 50, 60, 54), (150, 50, 210 - away, 54), (50, away, 80, 40), (50, 280, 80, 297 - away)):
        assert said("marge", page(words=[word])) == severities
    assert said("marge", page(words=[(-2.9, 50, -0.1, 54)])) == [], "what is cut off is no text of the page"


@pytest.mark.parametrize(
    ("tab", "away", "severities"),
    [
        ((203, 50, 213, 64), 4, []),
        ((203, 50, 210, 64), 4, []),
        ((203, 50, 213, 64), 2.9, [ERROR]),
        ((203, 50, 208, 64), 4, [NOTE]),  # it ends before the trim
        ((203, 50, 213, 81), 4, [NOTE]),  # it is a ground
        ((203, 55, 213, 69), 4, [NOTE]),  # the word stands half beside it
    ],
)
def test_a_word_on_a_tab_stands_as_near_as_it_may(tab, away, severities):
    word = (204, 52, 210 - away, 56)
    assert said("marge", page(fill(tab), words=[word])) == severities


# --- pages -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("count", "severities"),
    [(1, []), (2, []), (3, [WARNING]), (4, []), (6, [WARNING]), (44, []), (48, [NOTE]), (64, [NOTE]), (68, [ERROR])],
)
def test_pages_come_by_four_but_for_a_single_leaf_and_staples_hold_so_many(count, severities):
    assert said("pages", *pages(count), multiple=4, delicate=48, most=64) == severities
    assert said("pages", *pages(count), multiple=1, delicate=0, most=0) == []


@pytest.mark.parametrize(("count", "severities"), [(7, [WARNING, WARNING]), (8, [NOTE, NOTE])])
def test_the_inside_of_the_cover_of_a_booklet_may_be_blank(count, severities):
    """Eight pages are a booklet: sheets lie in each other."""
    ink = fill(AREA)
    made = [page(*([] if number in (2, count - 1) else [ink]), number=number) for number in range(1, count + 1)]
    assert said("page-vide", *made) == severities


def inner(count, away):
    """A booklet whose words are so many mm from the outer edge of each page, the middle ones last."""
    return [page(number=number, words=[(150, 50, 210 - away, 54) if number % 2 else (away, 50, 60, 54)])
            for number in range(1, count + 1)]  # fmt: skip


@pytest.mark.parametrize(("away", "told"), [(2.31, 0), (2.29, 4), (2.19, 8), (2.09, 12), (1.99, 16)])
def test_creep_takes_the_thickness_of_the_sheets_around(away, told):
    """Two millimetres are left; each sheet of 0.1 mm around takes as much from four pages within it."""
    found = said("chasse", *inner(16, away), paper=0.1)
    assert found == [WARNING] * told


@pytest.mark.parametrize("count", [6, 8])
def test_a_folded_sheet_alone_has_no_creep(count):
    found = said("chasse", *inner(count, 0.5), paper=0.1)
    assert (found is None) == (count < 8)


# --- the file --------------------------------------------------------------------------


@pytest.mark.parametrize(("length", "severities"), [(64, []), (65, [WARNING])])
def test_a_name_has_sixty_four_signs_at_most(length, severities):
    assert said("nom", page(), name="a" * (length - 4) + ".pdf") == severities


@pytest.mark.parametrize(("weight", "severities"), [(100_000_000, []), (100_000_001, [WARNING])])
def test_a_file_is_sent_up_to_a_hundred_megabytes(weight, severities):
    assert said("poids", page(), weight=weight) == severities


def test_cyan_alone_is_good():
    assert said("encrage", page(fill(AREA, CYAN))) == said("debord", page(fill(AREA, CYAN))) == []


# --- what files of others hold -----------------------------------------------------------


def intent(condition, told=(), inks=4, profile="CMYK"):
    return OutputIntent("GTS_PDFX", condition, inks, profile, told)


@pytest.mark.parametrize(
    ("one", "severities"),
    [
        (intent("FOGRA39"), []),
        (intent("FOGRA39L"), []),
        (intent("Coated FOGRA39 (ISO 12647-2:2004)"), []),
        (intent("ISO Coated v2 300% (ECI)"), []),
        (intent("Custom", ("", "Coated FOGRA39", "FOGRA39L")), []),
        (intent("Custom"), [WARNING]),
        (intent("FOGRA51"), [ERROR]),
        (intent("PSO Uncoated ISO12647 (ECI)"), [ERROR]),
        (intent("FOGRA39", ("PSO Uncoated v3 (FOGRA52)",)), [ERROR]),
        (intent("FOGRA39", inks=0, profile=""), [ERROR]),
        (intent("FOGRA39", inks=3, profile="RGB"), [ERROR]),
    ],
)
def test_a_condition_is_known_by_its_registry_and_by_its_profile(one, severities):
    assert said("condition", page(), intents=(one,)) == severities


def test_a_registered_name_is_enough_for_an_older_standard():
    older = {"info": {"GTS_PDFXVersion": "PDF/X-1a:2001"}}
    assert said("condition", page(), intents=(intent("FOGRA39", inks=0, profile=""),), **older) == []
    assert said("pdfx", page(), **older) == [WARNING]
    assert said("pdfx", page(fill(AREA, alpha=0.5)), **older) == [WARNING, ERROR], "it forbids transparency"
    assert said("pdfx", page()) == [ERROR], "nothing is declared at all"


def test_a_profile_says_what_it_was_made_of():
    assert conditions.known(conditions.of_profile(printer().icc.read_bytes())) == "fogra39"
    assert conditions.of_profile(b"") == () and conditions.of_profile(bytes(127) + b"\xff" * 90) == ()


def facing(count, *, left=0.0, right=0.0):
    """Pages whose bleed lacks so many mm where they are bound: on the left of the first, on the right of the next."""
    sides = [(left, 0.0) if number % 2 else (0.0, right) for number in range(1, count + 1)]
    boxes = [{"BleedBox": box(-3 + inner, -3, 213 - outer, 300)} for inner, outer in sides]
    return [page(number=number, boxes=one) for number, one in enumerate(boxes, start=1)]


def test_facing_pages_need_no_bleed_where_they_are_bound():
    assert said("fond-perdu", *facing(4, left=3, right=3)) == []
    assert said("fond-perdu", *facing(4)) == []
    assert said("fond-perdu", *facing(2, left=3, right=3)) == [ERROR, ERROR], "a leaf is not bound"
    outer = [page(number=number, boxes={"BleedBox": box(0, -3, 213, 300)}) for number in range(1, 5)]
    assert said("fond-perdu", *outer) == [ERROR] * 4, "always on the left"
    arabic = [replace(one, number=one.number + 1) for one in facing(4, left=3, right=3)]
    assert said("fond-perdu", *arabic) == [], "bound on the right"
    more = page(boxes={"BleedBox": box(-5, -5, 215, 302), "MediaBox": box(-5, -5, 215, 302)})
    assert said("fond-perdu", more) == [WARNING], "more than asked is trimmed away"
    short = fill((100, 50, 210, 100))
    bound = [replace(one, painted=(short,)) for one in facing(4, left=3, right=3)]
    assert said("debord", *bound) == [ERROR, ERROR], "on the right of odd pages; even ones are bound there"


@pytest.mark.parametrize(("width", "severities"), [(1.0, [WARNING]), (1.99, [WARNING]), (2.01, [])])
def test_thin_black_lines_overprint(width, severities):
    ground, rule = fill(AREA), (60, 101, 140, 101 + width / MM)
    assert said("surimpression", page(ground, painted(PaintKind.STROKE, rule, measure=width))) == severities
    assert said("surimpression", page(ground, fill(rule, BLACK))) == severities
    assert said("surimpression", page(ground, painted(PaintKind.STROKE, rule, measure=width, over=True))) == []
    assert said("surimpression", page(fill(AREA, WHITE), fill(rule, BLACK))) == [], "on paper"
    assert said("surimpression", page(ground, painted(PaintKind.STROKE, rule, CYAN, measure=width))) == []


@pytest.mark.parametrize(("pen", "severities"), [(0.0, [ERROR]), (0.1, [WARNING]), (0.3, []), (None, [])])
def test_text_of_outlines_is_lines(pen, severities):
    assert said("filets", page(text(pen=pen))) == severities


@pytest.mark.parametrize(
    ("space", "severities"),
    [
        (InkSpace.GRAY, []),
        (InkSpace.ICC_GRAY, [WARNING]),
        (InkSpace.CAL_GRAY, [ERROR]),
        (InkSpace.ICC_CMYK, [ERROR]),
        (InkSpace.RGB, [ERROR]),
    ],
)
def test_what_a_profile_separates_again_is_told(space, severities):
    assert said("couleurs", page(replace(text(), ink=Ink(space, BLACK)))) == severities


def registered(kind, where, measure=0.5):
    return replace(painted(kind, where, measure=measure), ink=Ink(InkSpace.ALL, BLACK))


@pytest.mark.parametrize(
    ("mark", "severities"),
    [
        (registered(PaintKind.TEXT, (50, 100, 80, 104)), [ERROR, WARNING]),
        (registered(PaintKind.STROKE, (-1, 0, -1, 20)), [WARNING, WARNING]),
        (registered(PaintKind.STROKE, (-9, 0, -3, 0)), []),
        (registered(PaintKind.STROKE, (-9, 0, -3.3, 0)), []),
    ],
    ids=["in the page", "in the bleed", "as far as the bleed", "apart"],
)
def test_marks_may_touch_the_bleed(mark, severities):
    assert said("reperes", page(mark), marks=True) == severities


def test_images_that_are_not_whole_are_told_where_they_are():
    damaged, lost, unknown = (
        painted(PaintKind.IMAGE, AREA, picture=ImagePixels(9, 9, 8, InkSpace.CMYK, fate=fate))
        for fate in (PixelFate.DAMAGED, PixelFate.LOST, PixelFate.UNMEASURED)
    )
    assert said("lecture", page(damaged, lost, unknown)) == [ERROR, ERROR]
    assert said("encrage", page(damaged, lost, unknown)) == [WARNING]


def test_a_bound_of_ours_is_no_fault_of_the_file():
    faults = (ReadingFault(1, UnreadPart.HEAVY, True),)
    assert said("lecture", page(), faults=faults) == [WARNING]
    assert said("page-vide", page(), faults=faults) == [], "nobody knows"


CALIBRATED = "/DefaultGray [/CalGray <</WhitePoint [1 1 1]>>]"


@pytest.mark.parametrize(
    ("resources", "operators", "space"),
    [
        ("", "0 g", InkSpace.GRAY),
        (CALIBRATED, "0 g", InkSpace.CAL_GRAY),
        (CALIBRATED, "/DeviceGray cs 0 sc", InkSpace.CAL_GRAY),
        (CALIBRATED, "0 0 0 1 k", InkSpace.CMYK),
        ("/N [/Separation /None /DeviceCMYK <<>>]", "/N cs 1 scn", None),
    ],
)
def test_resources_say_what_the_space_of_a_device_is(resources, operators, space):
    with pikepdf.new() as pdf:
        stream = pdf.make_stream(f"{operators} 0 0 9 9 re f BT /Nulle 9 Tf (a) Tj ET".encode())
        named = pikepdf.Object.parse(f"<</ColorSpace <<{resources}>>>>".encode())
        one = pikepdf.Dictionary(Type=pikepdf.Name.Page, Contents=stream, Resources=named)
        budget = Budget()
        budget.turn()
        tracer = Tracer({}, budget)
        tracer.page(one, named, box(0, 0, 210, 297))
    assert {one.ink.space for one in tracer.painted} == ({space} if space else set())
    assert [(font.name, font.defined) for font in tracer.fonts] == [("Nulle", False)]
    assert said("polices", page(fonts=frozenset(tracer.fonts))) == [ERROR]

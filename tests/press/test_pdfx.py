"""Files for a press: everything in its inks, black text alone and over, boxes, intent, and the same lines."""

from __future__ import annotations

import ctypes
import io
import re

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from fiches.graphics import ornaments
from fiches.images import photos
from fiches.press import colour as inks
from fiches.press.convert_operators import Unprintable
from fiches.press.crop_marks import MARK_ROOM
from fiches.press.pdfx import press
from fiches.render import url_fetcher
from fiches.render.engine import Engine
from support.press_files import NAMES, PALETTE, picture, pressed, printer
from support.press_reader import operators, spaces, texts, words
from support.sources import SHORT, project

pytestmark = pytest.mark.no_unit

MM = 72 / 25.4
COLOURS = "".join(f"<i style='color:#{colour}'>mot</i> " for colour in PALETTE)
PAGES = f"""<!doctype html><html lang="fr"><title>Épreuve</title><style>
@page {{ size: 100mm 140mm; margin: 10mm }} .plein {{ position: absolute; left: -15mm; right: -15mm; top: -15mm;
height: 40mm; background: #14304f }} .page {{ break-before: page }}</style>
<div class="plein"></div><h1 style="position:relative;color:white">Titre blanc</h1><p style="margin-top:30mm">Noir de
<a href="https://example.org">texte</a>, <b style="color:#000">noir pur</b>, <b style="color:#777">gris</b>.</p>
<p>{COLOURS}</p><p style="background:#e1edf1">Noir sur écume.</p>
<div style="height:9mm;background:linear-gradient(#14304f, #a3412a 40%, rgb(9 200 9 / .5))"></div>
<div style="height:9mm;background:radial-gradient(#fff, #f2a51e)"></div>
<img src="images/photo.png" alt="Photo" style="width:40mm">
<img src="images/calque.png" alt="Calque" style="width:20mm"><img src="images/grise.png" alt="Grise" style="width:9mm">
<div class="page" style="opacity:.5;color:#f00">Rouge à demi</div>
<div style="height:9mm;background:url(images/photo.png) 0 0 / 3mm"></div>
<svg width="200" height="60"><defs><linearGradient id="d"><stop offset="0" stop-color="#0f0"/>
<stop offset="1" stop-color="#00f" stop-opacity=".2"/></linearGradient></defs>
<rect width="200" height="30" fill="url(#d)"/>
<path d="M0 40H200" stroke="#1c1b1a" stroke-width="3"/><rect y="50" width="90" height="9"/></svg>"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    kinds = {"photo": "RGB", "calque": "RGBA", "grise": "L"}
    files = {**SHORT, **{f"sheets/images/{name}.png": picture(mode) for name, mode in kinds.items()}}
    opened = project(tmp_path_factory.mktemp("presse"), files)
    return Engine(opened, url_fetcher.of(opened, ornaments.load(opened)[0]))


def rendered(engine, html):
    pdf, problems = engine.render(html, "epreuve")
    assert pdf is not None, problems
    return pdf.data


@pytest.fixture(scope="module")
def screen(engine):
    return rendered(engine, PAGES)


@pytest.fixture(scope="module", params=NAMES)
def made(request, screen):
    asked = printer(request.param)
    return asked, pressed(screen, asked)


# --- inks ----------------------------------------------------------------------------


def test_everything_is_in_the_inks_of_a_press(made):
    asked, data = made
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = list(operators(pdf))
        assert {name for name, _ in found} & {"rg", "RG", "ri", "sc", "SC", "BDC", "BMC", "BI"} == set()
        chosen = {operands[0] for name, operands in found if name in ("cs", "CS")}
        assert chosen <= {"/Pattern", "/Repere"} and ("/Repere" in chosen) == asked.marks
        named = {one for one in spaces(pdf) if not one.startswith(("<<", "["))}
        assert named <= {"/DeviceCMYK", "/DeviceGray"}
        assert b"DeviceRGB" not in words(pdf)


def test_the_page_tried_here_holds_what_a_page_may(screen):
    with pikepdf.open(io.BytesIO(screen)) as pdf:
        names = {name for name, _ in operators(pdf)}
        assert {"rg", "sh", "gs", "Do", "scn", "BDC"} <= names
        assert b"/Luminosity" in words(pdf)


def test_colours_of_the_palette_are_their_builds(made):
    with pikepdf.open(io.BytesIO(made[1])) as pdf:
        used = {tuple(map(float, operands)) for name, operands in operators(pdf) if name == "k"}
    assert set(PALETTE.values()) <= used
    assert all(sum(build) <= made[0].ink / 100 for build in used)


def test_black_text_is_black_alone_and_prints_over(made):
    with pikepdf.open(io.BytesIO(made[1])) as pdf:
        found = [one for page in pdf.pages for one in texts(page)]
    assert all(over == (fill == (0, 0, 0, 1)) for fill, over in found)
    blacks = [fill for fill, _ in found if fill[3] == 1]
    assert len(blacks) > 5 and set(blacks) == {(0, 0, 0, 1)}


def test_photos_are_in_four_inks_no_finer_than_300_dpi(made):
    asked, data = made
    with pikepdf.open(io.BytesIO(data)) as pdf:
        images = [one for one in pdf.objects if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"]
        shown = [one for one in images if str(one.get("/Filter")) == "/DCTDecode"]
        assert sorted(str(one.ColorSpace) for one in shown) == ["/DeviceCMYK", "/DeviceCMYK", "/DeviceGray"]
        for one in shown:
            if one.ColorSpace == "/DeviceCMYK":
                assert list(one.Decode) == [1, 0] * 4
                assert inks.most_ink(one.read_raw_bytes()) <= asked.ink
    document = pypdfium2.PdfDocument(data)
    found = [
        item.get_metadata()
        for page in document
        for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=9)
    ]
    assert found and all(round(max(one.horizontal_dpi, one.vertical_dpi)) <= 300 for one in found)


# --- paper ---------------------------------------------------------------------------


def test_boxes_are_what_the_printer_asks(made):
    asked, data = made
    edge = asked.bleed + (MARK_ROOM if asked.marks else 0)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            held = {"/Type", "/Parent", "/Contents", "/Resources", "/Group", "/MediaBox", "/TrimBox", "/BleedBox"}
            assert set(page.obj.keys()) == held
            boxes = {name: [float(side) / MM for side in page.obj[name]] for name in held if "Box" in name}
            assert boxes["/MediaBox"] == pytest.approx([0, 0, 100 + 2 * edge, 140 + 2 * edge], abs=0.01)
            assert boxes["/TrimBox"] == pytest.approx([edge, edge, edge + 100, edge + 140], abs=0.01)
            near, across, along = edge - asked.bleed, edge + 100 + asked.bleed, edge + 140 + asked.bleed
            assert boxes["/BleedBox"] == pytest.approx([near, near, across, along], abs=0.01)
            assert page.obj.Group.CS == "/DeviceCMYK"


def test_the_screen_ends_at_the_trim(screen):
    with pikepdf.open(io.BytesIO(screen)) as pdf:
        for page in pdf.pages:
            boxes = [[float(side) for side in page.obj[name]] for name in ("/MediaBox", "/TrimBox", "/BleedBox")]
            assert boxes[0] == boxes[1] == boxes[2] == pytest.approx([0, 0, 100 * MM, 140 * MM])


def test_a_ground_that_touches_the_trim_is_painted_to_the_end_of_the_bleed(made):
    asked, data = made
    scale = 4
    page = pypdfium2.PdfDocument(data)[0].render(scale=scale).to_pil().convert("RGB")
    edge = (asked.bleed + (MARK_ROOM if asked.marks else 0)) * MM * scale
    start = (MARK_ROOM if asked.marks else 0) * MM * scale + 2
    inside = page.getpixel((int(edge + 30), int(edge + 30)))
    for place in ((start, edge + 30), (edge + 30, start), (page.width - 1 - start, edge + 30)):
        assert page.getpixel((int(place[0]), int(place[1]))) == inside
    if asked.marks:
        assert page.getpixel((int(start - 8), int(edge + 30))) == (255, 255, 255)


def test_marks_stand_outside_the_bleed_on_every_plate(screen):
    asked = printer("offset-maroc")
    with pikepdf.open(io.BytesIO(pressed(screen, asked))) as pdf:
        for page in pdf.pages:
            bleed = [float(side) for side in page.obj.BleedBox]
            operators = page.obj.Contents[-1].read_bytes().decode()
            assert "0.25 w" in operators and "/Repere CS 1 SCN" in operators
            space = page.Resources.ColorSpace.Repere
            assert [str(one) for one in list(space)[:3]] == ["/Separation", "/All", "/DeviceCMYK"]
            for x, y in re.findall(r"([\d.]+) ([\d.]+) [ml]", operators):
                inside = bleed[0] < float(x) < bleed[2] and bleed[1] < float(y) < bleed[3]
                assert not inside


# --- what the file says of itself ----------------------------------------------------


def test_the_file_is_a_pdf_x4(made):
    asked, data = made
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pdf.pdf_version == "1.6" and not pdf.is_encrypted
        assert [len(bytes(one)) for one in pdf.trailer.ID] == [16, 16] and pdf.trailer.ID[0] != pdf.trailer.ID[1]
        assert set(pdf.Root.keys()) <= {"/Type", "/Pages", "/PageLabels", "/Lang", "/Metadata", "/OutputIntents"}
        intent, archive = pdf.Root.OutputIntents
        assert archive.S == "/GTS_PDFA1" and archive.DestOutputProfile.objgen == intent.DestOutputProfile.objgen
        assert (intent.S, intent.OutputConditionIdentifier, intent.RegistryName) == (
            "/GTS_PDFX",
            "FOGRA39",
            "http://www.color.org",
        )
        assert intent.DestOutputProfile.N == 4 and intent.DestOutputProfile.read_bytes() == asked.icc.read_bytes()
        assert pdf.docinfo.Trapped == "/False"
        with pdf.open_metadata() as words:
            assert words["pdfaid:part"] == "2" and words["pdfaid:conformance"] == "B"
            assert words["pdfxid:GTS_PDFXVersion"] == "PDF/X-4" and words["pdf:Trapped"] == "False"
            assert words["dc:title"] == str(pdf.docinfo.Title) == "Épreuve"
            assert words["pdf:Producer"] == str(pdf.docinfo.Producer)
            assert words["xmp:CreatorTool"] == str(pdf.docinfo.Creator)
            date = re.sub(r"\D", "", words["xmp:CreateDate"])
            assert f"D:{date}Z" == str(pdf.docinfo.CreationDate) == str(pdf.docinfo.ModDate)
            assert words["xmpMM:DocumentID"] != words["xmpMM:InstanceID"]


def test_fonts_are_in_the_file(made):
    with pikepdf.open(io.BytesIO(made[1])) as pdf:
        fonts = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/FontBBox" in one]
        assert fonts and all("/FontFile2" in one or "/FontFile3" in one for one in fonts)


def test_the_same_file_gives_the_same_bytes(made, screen):
    assert pressed(screen, made[0]) == made[1]


def test_qpdf_finds_nothing_wrong(made):
    with pikepdf.open(io.BytesIO(made[1])) as pdf:
        assert pdf.check_pdf_syntax() == []


def test_what_has_no_inks_is_refused(engine):
    odd = rendered(engine, "<html lang=fr><title>x</title><p style='color:lab(50% 40 59.5)'>Laboratoire")
    with pytest.raises(Unprintable, match="lab"):
        pressed(odd, printer())


# --- the same lines ------------------------------------------------------------------


def letters(data, page, shift):
    """(letter, x, y) of every letter of a page, from the corner of its trim."""
    text = pypdfium2.PdfDocument(data)[page].get_textpage()
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(text.count_chars()):
        if not pdfium.FPDFText_IsGenerated(text, index):
            pdfium.FPDFText_GetCharOrigin(text, index, x, y)
            yield chr(pdfium.FPDFText_GetUnicode(text, index)), round(x.value - shift, 1), round(y.value - shift, 1)


def same(one, other):
    one, other = list(one), list(other)
    near = all(abs(a - c) < 0.2 and abs(b - d) < 0.2 for (_, a, b), (_, c, d) in zip(one, other, strict=True))
    return near and [letter for letter, _, _ in one] == [letter for letter, _, _ in other]


def test_every_letter_stands_where_the_screen_has_it(made, screen):
    asked, data = made
    edge = (asked.bleed + (MARK_ROOM if asked.marks else 0)) * MM
    for page in range(2):
        assert same(letters(screen, page, 0), letters(data, page, edge))


@pytest.fixture(scope="module")
def sheet(finished):
    data = finished.sheet("jeunesse-developpement").read_bytes()
    return data, pressed(data, printer())


def test_every_letter_of_a_sheet_stands_where_the_screen_has_it(sheet):
    for page in range(4):
        assert same(letters(sheet[0], page, 0), letters(sheet[1], page, 3 * MM))


def test_frames_and_photos_of_a_sheet_go_on_into_the_bleed(sheet):
    """Just beyond the trim stands the colour that stands just within it, but for words and thumb tabs."""
    document, scale = pypdfium2.PdfDocument(sheet[1]), 3
    for number in range(4):
        page = document[number].render(scale=scale).to_pil().convert("RGB")
        out, within = 1 * MM * scale, 4 * MM * scale
        for x, z in ((out, within), (page.width - out, page.width - within)):
            pairs = [
                (page.getpixel((int(x), y)), page.getpixel((int(z), y)))
                for y in range(int(within), page.height - int(within), 5)
            ]
            apart = [max(abs(a - b) for a, b in zip(one, other, strict=True)) for one, other in pairs]
            assert sum(one > 60 for one in apart) / len(apart) < 0.12, number


# --- photos of the screen, in their place the originals ------------------------------


def pixels(data):
    """How many pixels every picture of a file has, by whether the file says where its original is."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        images = [one for one in pdf.objects if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"]
        return sorted((int(one.Width), int(one.Height), f"/{photos.PHOTO_KEY}" in one) for one in images)


def test_photos_are_taken_from_their_originals(sheet):
    """Light on the screen, 300 dpi (or all that the original has) for the press: the same part of each."""
    screen, strong = map(pixels, sheet)
    assert len(screen) == len(strong) == 2
    for (width, height, named), (wide, high, left) in zip(screen, strong, strict=True):
        assert named and not left
        whole = wide == 2600 or high == 1750
        assert abs(wide / width - 2) < 0.01 or (whole and 1 < wide / width < 2)
        assert abs(wide / width - high / height) < 0.01
    assert screen[-1][0] == round(210 / 25.4 * 150)  # the whole width of a page


def test_no_light_photo_is_printed_for_want_of_its_original(finished):
    def lost(_):
        raise Unprintable("perdue")

    asked = printer()
    with pytest.raises(Unprintable, match="perdue"):
        press(finished.sheet("cnsm").read_bytes(), asked, inks.Inks(asked.icc.read_bytes(), asked.ink, PALETTE), lost)

"""What a printer is given of one PDF: every file in inks, named for who prints it, folded as paper folds."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from functools import cache

import pikepdf
import pypdfium2
import pytest

from fiches.config.project import search
from fiches.graphics import ornaments
from fiches.imposition import binding
from fiches.press import colour, profiles
from fiches.printing import printer_files
from fiches.printing.printer_files import FinishedPdf
from fiches.render import url_fetcher
from fiches.render.engine import Engine
from fiches.storage.fingerprints import HOUSE
from support.press_reader import assert_inked, texts
from support.sources import SHORT, project

pytestmark = pytest.mark.no_unit

MM = 72 / 25.4
SCALE = 2  # pixels a point
COLOURS = ("#c00000", "#00a000", "#0000c0", "#c0c000", "#c000c0", "#00c0c0", "#804000", "#408000", "#004080", "#808080")
PAGE = """<section style="break-after:page;height:297mm;position:relative">
<div style="position:absolute;left:-5mm;top:-5mm;width:220mm;height:307mm;background:{colour}"></div>
<p style="position:relative;padding:20mm;color:black">Page {number}</p></section>"""
STYLE = """@page { size: A4; margin: 0; @bottom-left { content: none } @bottom-right { content: none } }
body, p { margin: 0 }"""
KINDS = {
    "copieur": ("copieur", {}),
    "reprographie": ("reprographie", {"pocket": True}),
    "offset": ("offset-france", {}),
    "agrafe": ("offset-france", {"apart": True}),
    "colle": ("offset-maroc", {"apart": True, "binding": profiles.GLUED, "paper": 2.0}),
}


def document(count, language="fr", blank=()):
    pages = [
        '<section style="break-after:page;height:297mm"></section>'
        if number in blank
        else PAGE.format(colour=COLOURS[number % 10], number=number)
        for number in range(1, count + 1)
    ]
    return f'<!doctype html><html lang="{language}"><title>Épreuve</title><style>{STYLE}</style>{"".join(pages)}'


@pytest.fixture(scope="module")
def screen(tmp_path_factory):
    """The PDF of a document of so many pages."""
    opened = project(tmp_path_factory.mktemp("livraison"), SHORT)
    engine = Engine(opened, url_fetcher.of(opened, ornaments.load(opened)[0]))

    @cache
    def made(count, language="fr", blank=()):
        pdf, problems = engine.render(document(count, language, blank), "epreuve")
        assert pdf is not None and pdf.pages == count, problems
        return pdf.data

    return made


@cache
def press(name):
    asked, problems = profiles.load(name, search(HOUSE, "templates"))
    assert problems == []
    return asked, colour.Inks(asked.icc.read_bytes(), asked.ink, {})


def unasked(said):
    raise AssertionError(f"no page here shows a photo of a collection: {said}")


def delivered(data, kind, *, booklet=True, face=b"", **changes):
    """The files by name, and the codes of what is wrong."""
    name, own = KINDS[kind]
    asked, plates = press(name)
    finished = FinishedPdf("livret" if booklet else "fiche", booklet, data, face)
    files, faults = printer_files.deliver(finished, replace(asked, **{**own, **changes}), plates, unasked)
    assert [len(pikepdf.open(io.BytesIO(file.data)).pages) for file in files] == [file.pages for file in files]
    return {file.name: file.data for file in files}, [fault.code for fault in faults]


def one(files, word):
    [found] = [data for name, data in files.items() if word in name]
    return found


@pytest.fixture(scope="module")
def everything(screen):
    """(kind, name, data) of every file that any printer is given."""
    return [
        (kind, name, data)
        for kind in KINDS
        for booklet in (False, True)
        for name, data in delivered(screen(8 if booklet else 4), kind, booklet=booklet)[0].items()
    ]


# --- files ---------------------------------------------------------------------------


def title(data):
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return str(pdf.Root.Lang), str(pdf.docinfo.Title)


@pytest.mark.parametrize(
    ("language", "ending"), [("fr", "dépliant — imposé"), ("en", "leaflet — imposed"), ("ar", "dépliant — imposé")]
)
def test_a_title_ends_in_the_language_of_the_pages(screen, language, ending):
    """French where the catalogue has none of it."""
    files, _ = delivered(screen(4, language), "copieur", booklet=False)
    assert title(one(files, "A4_4p")) == (language, "Épreuve")
    assert title(one(files, "A3-plie")) == (language, f"Épreuve — {ending}")


def test_names_say_what_a_file_is_and_how_it_is_printed(everything):
    found = {kind: [printer_files.unmarked(name) for other, name, _ in everything if other == kind] for kind in KINDS}
    assert found["copieur"] == [
        "fiche_A4_4p_CMJN-FOGRA39_fp0mm.pdf",
        "fiche_A3-plie_recto-verso-bord-court.pdf",
        "livret_A4_8p_CMJN-FOGRA39_fp0mm.pdf",
        "livret_cahier-A3_8p_recto-verso-bord-court.pdf",
        "livret_poche-A5-sur-A4_8p_recto-verso-bord-court.pdf",
    ]
    assert found["reprographie"][1] == "fiche_A3-sur-SRA3-plie_recto-verso-bord-court.pdf"
    assert found["reprographie"][3] == "livret_cahier-A3-sur-SRA3_8p_recto-verso-bord-court.pdf"
    assert found["offset"] == ["fiche_A4_4p_CMJN-FOGRA39_fp3mm.pdf", "livret_A4_8p_CMJN-FOGRA39_fp3mm.pdf"]
    assert found["agrafe"][1:] == [
        "livret_interieur_A4_4p_CMJN-FOGRA39_fp3mm.pdf",
        "livret_couverture_A4_4p_CMJN-FOGRA39_fp3mm.pdf",
    ]
    assert found["colle"][2] == "livret_couverture_dos-4.0mm_CMJN-FOGRA39_fp5mm.pdf"
    assert all(re.fullmatch(r"[\w.-]{1,64}", name, re.ASCII) for _, name, _ in everything)


def test_every_file_is_in_the_inks_of_a_press(everything):
    for _, name, data in everything:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            assert_inked(pdf)
            assert pdf.check_pdf_syntax() == [], name


def test_text_of_every_file_is_black_alone(everything):
    for _, name, data in everything:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            forms = [one for one in pdf.objects if isinstance(one, pikepdf.Stream) and "/Resources" in one]
            found = [fill for drawn in (*pdf.pages, *forms) for fill, over in texts(drawn) if over]
        assert found and set(found) == {(0, 0, 0, 1)}, name


def test_every_file_says_what_it_is_and_holds_nothing_for_a_screen(everything):
    said = set()
    for kind, name, data in everything:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            kept = {"/Type", "/Pages", "/PageLabels", "/Lang", "/Metadata", "/OutputIntents", "/ViewerPreferences"}
            assert set(pdf.Root.keys()) <= kept, name
            assert {str(intent.OutputConditionIdentifier) for intent in pdf.Root.OutputIntents} == {"FOGRA39"}
            assert [str(intent.S) for intent in pdf.Root.OutputIntents].count("/GTS_PDFX") == 1
            assert pdf.docinfo.Trapped == "/False" and pdf.pdf_version == "1.6"
            assert not [one for one in pdf.objects if isinstance(one, pikepdf.Stream) and one.get("/Type") == "/ObjStm"]
            with pdf.open_metadata() as words:
                assert words["pdfxid:GTS_PDFXVersion"] == "PDF/X-4"
                assert words["dc:title"] == str(pdf.docinfo.Title)
                said.add((kind, words["xmpMM:DocumentID"], words["xmpMM:InstanceID"]))
            for page in pdf.pages:
                assert not {"/Annots", "/StructParents", "/CropBox", "/ArtBox", "/Rotate"} & set(page.obj.keys())
                media, bleed, trim = (
                    [float(side) for side in page.obj[box]] for box in ("/MediaBox", "/BleedBox", "/TrimBox")
                )
                assert media[:2] == [0, 0]
                assert media[0] <= bleed[0] <= trim[0] < trim[2] <= bleed[2] <= media[2]
    assert len(said) == len(everything), "no file is taken for another"


def test_the_same_pdf_gives_the_same_files(screen):
    for kind in ("copieur", "colle"):
        assert delivered(screen(8), kind) == delivered(screen(8), kind)


# --- pages ---------------------------------------------------------------------------


def numbers(data):
    """The numbers of the pages on each side, from left to right, as their words stand."""
    found = []
    for side in pypdfium2.PdfDocument(data):
        text = side.get_textpage()
        drawn = re.finditer(r"\d+", text.get_text_range())  # beside « Page », before or after it as PDFium reads
        found.append([int(number) for _, number in sorted((text.get_charbox(one.start())[0], one[0]) for one in drawn)])
    return found


def test_a_leaflet_has_4_and_1_outside_2_and_3_inside(screen):
    """Turned about its short edge, the sheet has 2 behind 1 and 3 behind 4."""
    made = one(delivered(screen(4), "copieur", booklet=False)[0], "plie")
    assert numbers(made) == [[4, 1], [2, 3]]
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert pdf.Root.ViewerPreferences.Duplex == "/DuplexFlipShortEdge"
        assert [float(side) / MM for side in list(pdf.pages[0].obj.MediaBox)[2:]] == pytest.approx([420, 297], abs=0.1)


def test_arabic_is_mirrored(screen):
    sheet, book = (delivered(screen(count, "ar"), "copieur", booklet=count > 4)[0] for count in (4, 8))
    assert numbers(one(sheet, "plie")) == [[1, 4], [3, 2]]
    assert numbers(one(book, "cahier")) == [[1, 8], [7, 2], [3, 6], [5, 4]]
    assert numbers(one(delivered(screen(8, "ar"), "colle")[0], "couverture")) == [[1, 8], [7, 2]]


def test_a_booklet_is_folded_one_sheet_in_the_other(screen):
    made = delivered(screen(8), "copieur")[0]
    for word in ("cahier", "poche"):
        assert numbers(one(made, word)) == [[8, 1], [2, 7], [6, 3], [4, 5]]


def test_inner_sheets_are_moved_by_the_paper(screen):
    """The second sheet lies within the first: its pages stand nearer to the fold by the thickness of one."""

    def edges(thickness):
        document = pypdfium2.PdfDocument(one(delivered(screen(8), "copieur", paper=thickness)[0], "cahier"))
        return [document[side].get_textpage().get_charbox(0)[0] for side in (0, 2)]

    outer, inner = (thick - thin for thick, thin in zip(edges(0.5), edges(0.03), strict=True))
    assert outer == pytest.approx(0, abs=0.01)
    assert inner == pytest.approx(0.47 * MM, abs=0.02)


def test_a_sheet_of_another_length_is_not_folded(screen):
    files, codes = delivered(screen(8), "copieur", booklet=False)
    assert [name for name in files if "plie" in name] == [] and codes == []


def test_pages_of_several_sizes_are_not_folded(screen):
    with pikepdf.open(io.BytesIO(screen(8))) as pdf:
        pdf.pages[3].mediabox = [0, 0, 400, 400]
        file = io.BytesIO()
        pdf.save(file)
    files, codes = delivered(file.getvalue(), "copieur")
    assert list(map(printer_files.unmarked, files)) == ["livret_A4_8p_CMJN-FOGRA39_fp0mm.pdf"] and codes == [
        "imposition"
    ]


# --- the cover -----------------------------------------------------------------------


@cache
def seen(data, side):
    return pypdfium2.PdfDocument(data)[side].render(scale=SCALE).to_pil().convert("RGB")


def pixel(data, x, y, side=0):
    """The colour at (x, y) mm from the top left of the paper."""
    return seen(data, side).getpixel((int(x * MM * SCALE), int(y * MM * SCALE)))


def test_a_stapled_cover_is_four_pages_and_leaves_the_inside(screen):
    files, _ = delivered(screen(8), "agrafe")
    assert numbers(one(files, "interieur")) == [[3], [4], [5], [6]]
    assert numbers(one(files, "couverture")) == [[1], [2], [7], [8]]


def test_a_glued_cover_lies_flat_around_its_spine(screen):
    """Back, spine, front: 4 mm for four pages of 2 mm; with its bleed and the marks that this printer wants."""
    made = one(delivered(screen(8), "colle")[0], "couverture")
    assert numbers(made) == [[8, 1], [2, 7]]
    edge = 5 + 7
    with pikepdf.open(io.BytesIO(made)) as pdf:
        trim = [float(side) / MM for side in pdf.pages[0].obj.TrimBox]
        assert trim == pytest.approx([edge, edge, edge + 424, edge + 297], abs=0.1)
    back, front = pixel(made, edge + 100, 150), pixel(made, edge + 300, 150)
    assert back != front
    assert [pixel(made, edge + x, 150) for x in (209.5, 210.5, 211.5)] == [back] * 3
    assert [pixel(made, edge + x, 150) for x in (212.5, 213.5, 214.5)] == [front] * 3
    assert [pixel(made, x, y) for x in (edge - 4, edge + 20) for y in (edge - 4, edge + 300)] == [back] * 4
    assert pixel(made, edge + 212, 150, side=1) == (255, 255, 255), "glue does not hold on ink"


def test_a_thick_spine_is_painted_to_its_middle(screen):
    made = one(delivered(screen(8), "colle", paper=14.35)[0], "couverture_dos-28.7mm")
    back, front = pixel(made, 100, 150), pixel(made, 400, 150)
    assert {pixel(made, 12 + 210 + x / 4, 150) for x in range(1, 56)} == {back}
    assert {pixel(made, 12 + 210 + x / 4, 150) for x in range(59, 114)} == {front}


def test_an_inside_that_shows_nothing_is_left_out(screen):
    assert numbers(one(delivered(screen(8, blank=(2, 7)), "colle")[0], "couverture")) == [[8, 1]]


def test_the_spine_has_its_fold_marks_and_no_others_without_room(screen):
    made = one(delivered(screen(8), "colle")[0], "couverture")
    above = [
        min(pixel(made, 12 + x + off / 10, y)[0] for off in range(-3, 4) for y in (3.5, 4, 4.5))
        for x in (209, 210, 212, 214, 215)
    ]
    assert [light < 240 for light in above] == [False, True, False, True, False], above
    bare = one(delivered(screen(8), "colle", marks=False)[0], "couverture")
    with pikepdf.open(io.BytesIO(bare)) as pdf:
        assert "/Marks" not in pdf.pages[0].obj.Resources.XObject
        assert pdf.pages[0].obj.MediaBox == pdf.pages[0].obj.BleedBox


@pytest.mark.parametrize(("paper", "said"), [(2.4, False), (2.6, True), (6, True)])
def test_a_spine_says_the_title_when_it_is_wide_enough(screen, paper, said):
    """Upwards, in white, in the upper part; 4.8 mm are too thin, and a face without the letters says nothing."""
    face = binding.spine_face([HOUSE / "styles"])
    made = one(delivered(screen(8), "colle", face=face, paper=paper)[0], "couverture")
    edge, thick = 12, 2 * paper
    x = [edge + 210 + thick / 2 + off / 10 for off in range(-9, 10, 3)]
    white = [y for y in range(edge, edge + 297) if (255, 255, 255) in [pixel(made, one_x, y) for one_x in x]]
    assert bool(white) == said
    if said:
        assert edge + 13 <= min(white) < edge + 17 and max(white) < edge + 145
    assert not binding.on_spine("سوس ماسة", face, 10, 297)
    assert not binding.on_spine("Un titre " * 40, face, 10, 297), "type would be too small"
    assert not binding.spine_face([HOUSE / "tests"])

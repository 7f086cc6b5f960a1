"""QR codes: what they say, how they are drawn, and that a phone reads them from the finished pages."""

from __future__ import annotations

import io
import re

import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageOps

from fiches.build import pipeline
from fiches.build.pipeline import Options
from fiches.config import values
from fiches.config.project import open_project, search
from fiches.core.problems import BadValue
from fiches.festival import posters
from fiches.graphics import qr
from fiches.press import colour, profiles
from fiches.press.pdfx import press
from fiches.storage.fingerprints import HOUSE
from support import qr_reader
from support import small_collection as small
from support.sources import SHORT, text, write

ADDRESS = "https://exemple.org"


def photo():
    """One colour, in pixels enough for a page."""
    file = io.BytesIO()
    Image.new("RGB", (2600, 1900), (160, 90, 60)).save(file, "PNG")
    return file.getvalue()


COLLECTION = {
    **SHORT, "collection": f"format: essai\nadresse: {ADDRESS}\nediteur: {{nom: Association d'Exemple}}\n",
    "aa": text(), "livret": "---\ntitre: Le livret\nfiches: [zz, aa]\n---\n", "sheets/images/p.png": photo(),
    "zz": text(front="titre: Un four pour le village\nterritoire: {commune: Ouijjane}\nlangue: fr\n"
               "photos: [{fichier: images/p.png, alt: Une image}]"),
}  # fmt: skip


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    """Two sheets, their booklet and their posters, of a collection that has an address."""
    project, problems = open_project(write(tmp_path_factory.mktemp("codes"), COLLECTION))
    made = [pipeline.build(project), posters.make(project, (), Options())]
    assert [*problems, *(one for result in made for one in result.problems if one.severity == "error")] == []
    return project.out


def drawn(text_):
    """The code as pixels, from its SVG."""
    svg = qr.drawn(text_)
    size = int(re.search(r'viewBox="0 0 (\d+)', svg)[1])
    return size, svg


@given(st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=1, max_size=60))
def test_a_code_says_what_it_is_asked_to(words):
    rows = qr.squares(f"{ADDRESS}/{words}")
    small = Image.new("L", (len(rows), len(rows)))
    small.putdata([0 if dark else 255 for row in rows for dark in row])
    shown = ImageOps.expand(small, qr.QUIET, 255).resize((6 * (len(rows) + 8),) * 2, Image.Resampling.NEAREST)
    assert qr_reader.read(shown) == [f"{ADDRESS}/{words}"]


def test_a_code_is_one_shape_of_plain_black():
    size, svg = drawn(f"{ADDRESS}/f/3")
    assert size == 25
    assert re.findall(r'fill="([^"]+)"', svg) == ["#000000"]
    assert drawn(f"{qr.FRAMED}{ADDRESS}/f/3")[0] == 25 + 2 * qr.QUIET


def test_the_longest_address_still_has_large_squares():
    longest = f"{ADDRESS}/".ljust(values.LONGEST_QR_ADDRESS, "a")
    assert values.address(longest) == longest
    assert 25 / len(qr.squares(f"{longest}/f/999")) >= 0.65
    with pytest.raises(BadValue, match="trop longue"):
        values.address(f"{longest}a")


def test_letters_of_a_terminal_are_a_code():
    lines = [re.sub("\x1b.*?m", "", line) for line in qr.letters(ADDRESS).split("\n")]
    pixels = [
        [char in "█▀" for char in line] if half == 0 else [char in "█▄" for char in line]
        for line in lines
        for half in (0, 1)
    ]
    shown = Image.new("L", (len(pixels[0]), len(pixels)))
    shown.putdata([0 if dark else 255 for row in pixels for dark in row])
    assert qr_reader.read(shown.resize((shown.width * 6, shown.height * 6), Image.Resampling.NEAREST)) == [ADDRESS]


@pytest.mark.parametrize(
    ("name", "page", "said", "least"),
    [
        ("fiches/zz", 3, [f"{ADDRESS}/f/1"], 25),  # its number is its place in the booklet
        ("fiches/aa", 3, [f"{ADDRESS}/f/2"], 25),
        ("livret", -1, [f"{ADDRESS}/"], 30),
        ("affiches/affiche-zz", 0, [f"{ADDRESS}/f/1"], 60),
        ("affiches/affiche-aa", 0, [f"{ADDRESS}/f/2"], 60),
        ("affiches/affiche-collection", 0, [f"{ADDRESS}/"], 60),
        pytest.param("affiches/chevalet", 0, [f"{ADDRESS}/"] * 2, 60, marks=pytest.mark.slow),
        ("affiches/cartes", 0, [f"{ADDRESS}/"] * 10, 30),
        pytest.param("affiches/cartes", 1, [f"{ADDRESS}/f/1", f"{ADDRESS}/f/2"], 30, marks=pytest.mark.slow),
    ],
)
def test_a_phone_reads_the_codes_of_a_page(out, name, page, said, least):
    """At 100 dpi, blurred, tilted, under a lamp; each is large enough, with its white around it."""
    shown = qr_reader.pages(out / f"{name}.pdf")[page]
    found = sorted(qr_reader.boxes(shown), key=lambda one: (one[1][1] // 20, one[1][0]))
    assert [words for words, _ in found] == said
    for words, box in found:
        assert qr_reader.seen(shown, box) == [words]
        assert (box[2] - box[0]) / qr_reader.DPI * 25.4 > least - 0.5  # a pixel more or less
        quiet = (box[2] - box[0]) / len(qr.squares(words)) * (qr_reader.WHITE - 0.3)
        near = shown.copy()
        near.paste(255, (box[0] - 1, box[1] - 1, box[2] + 2, box[3] + 2))
        left, top, right, bottom = box
        white = near.crop((round(left - quiet), round(top - quiet), round(right + quiet), round(bottom + quiet)))
        assert white.getextrema()[0] > 240, f"{words}: something stands in the white of the code"


def test_the_address_stands_beside_the_code_and_leads_there(out):
    with pikepdf.open(out / "fiches/zz.pdf") as pdf:
        links = [str(note.A.URI) for note in pdf.pages[3].Annots]
        alts = [str(one.Alt) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one]
    assert f"{ADDRESS}/f/1" in links
    assert "Code QR : exemple.org/f/1" in [alt.replace("\u00a0", " ") for alt in alts]


@pytest.mark.parametrize(
    "name",
    [
        "fiches/zz",
        "livret",
        "affiches/affiche-zz",
        "affiches/affiche-collection",
        "affiches/chevalet",
        "affiches/cartes",
    ],
)
def test_blind_readers_lose_nothing(out, name):
    import page as validator

    assert validator.validate_pdf(out / f"{name}.pdf", profile="ua1").is_compliant


def test_a_press_prints_codes_in_black_ink_alone(out, tmp_path):
    """Black in the press file: where a code is, the other plates have nothing."""
    printer = profiles.load("offset-france", search(HOUSE, "templates"))[0]
    builds, _ = colour.builds((HOUSE / "styles/palette.css").read_text("utf-8"), 300)
    plates = colour.Inks(printer.icc.read_bytes(), 300, builds)
    made = press((out / "fiches/zz.pdf").read_bytes(), printer, plates, lambda _said: photo)
    (tmp_path / "p.pdf").write_bytes(made)
    with pikepdf.open(tmp_path / "p.pdf") as pdf:
        forms = [one for one in pdf.objects if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Form"]
        streams = [
            pdf.pages[3].Contents.read_bytes()
            if isinstance(pdf.pages[3].Contents, pikepdf.Stream)
            else b"\n".join(part.read_bytes() for part in pdf.pages[3].Contents)
        ]
        streams += [form.read_bytes() for form in forms]
    blacks = [line for stream in streams for line in stream.split(b"\n") if line.endswith((b" k", b" rg", b" scn"))]
    assert not [line for line in blacks if line.endswith(b" rg")]
    assert b"0 0 0 1 k" in blacks
    assert qr_reader.read(qr_reader.pages(tmp_path / "p.pdf")[3]) == [f"{ADDRESS}/f/1"]


def test_without_an_address_there_is_no_code(tmp_path):
    project, _ = open_project(small.collection(tmp_path))
    result = posters.make(project, (), Options())
    assert [one.code for one in result.problems] == ["sans-adresse"], "told once"
    made = sorted(path.name for path in (project.out / "affiches").iterdir())
    assert made == ["affiche-a.pdf", "affiche-b.pdf", "affiche-c.pdf", "affiche-collection.pdf"]
    assert qr_reader.read(qr_reader.pages(project.out / "affiches/affiche-a.pdf")[0]) == []


def test_a_new_order_of_the_booklet_makes_the_sheets_anew(tmp_path):
    """Their numbers are their places in it."""
    layout = small.LAYOUT + '<img src="{{ page.code(page.address) }}" alt="Code" style="width: 60mm">'
    settings = f"{small.SETTINGS}adresse: {ADDRESS}\n"
    root = small.collection(tmp_path, collection=settings, **{"templates/note/fiche.html": layout})
    for order in ("c, a", "a, c"):
        built = small.make(write(root, {"livret": small.LIST % order}))
        assert not built.codes
        said = [qr_reader.read(qr_reader.pages(root / f"build/fiches/{slug}.pdf")[0]) for slug in order.split(", ")]
        assert said == [[f"{ADDRESS}/f/1"], [f"{ADDRESS}/f/2"]]
    assert built.made == {"fiches/a.pdf", "fiches/c.pdf", "livret.pdf", "livret-eau.pdf"}
    small.agrees(root)


def test_a_code_keeps_out_of_the_band_of_the_folio(out):
    """At the left of the colophon, with the address beside it; below it the folio stands alone."""
    with pypdfium2.PdfDocument(out / "fiches/zz.pdf") as pdf:
        page = pdf[3]
        text = page.get_textpage()
        words = text.get_text_range()
        folio = text.get_charbox(words.rindex("4"))[3]
    [(_, box)] = qr_reader.boxes(qr_reader.pages(out / "fiches/zz.pdf")[3])
    left, foot = box[0] / qr_reader.DPI * 25.4, box[3] / qr_reader.DPI * 25.4
    assert abs(left - 13.5) < 0.6, "mm: at the margin"
    assert 297 - folio / 72 * 25.4 - foot > 2.5

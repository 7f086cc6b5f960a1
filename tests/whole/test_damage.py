"""Damaged, unusual and huge files, as offices send them: each is printed right or named, and the others are made."""

from __future__ import annotations

import io
import unicodedata
import zipfile

import pikepdf
import pytest
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from fiches.config.project import open_project
from fiches.content import markdown, plain_text
from fiches.core.problems import FichesError
from fiches.imposition import binding
from fiches.lint import collection as reading
from fiches.typography import font_subsets
from fiches.typography.html_writer import HtmlWriter
from support.repository import ROOT
from support.small_collection import LIST, SETTINGS, STYLE, collection, make, picture, sheet
from support.sources import SLOW, write

pytestmark = pytest.mark.no_unit

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
FONT = next((ROOT / "styles" / "fonts").glob("*.ttf"))


def image(mode="RGB", kind="JPEG", size=(60, 40), **more):
    file = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert("I;16" if mode == "I;16" else mode).save(file, kind, **more)
    return file.getvalue()


def deep():
    """A picture of 16 bits a point."""
    file = io.BytesIO()
    Image.new("I;16", (60, 40), 30_000).save(file, "PNG")
    return file.getvalue()


def turned():
    found = Image.Exif()
    found[0x0112] = 6
    return image(exif=found.tobytes())


ZIP = io.BytesIO()
with zipfile.ZipFile(ZIP, "w") as _archive:
    _archive.writestr("logo.svg", SVG * 1000)
LYING = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
GOOD = {
    "jpeg": image(),
    "cmjn": image("CMYK"),
    "gris": image("L"),
    "png16": deep(),
    "gif": image("P", "GIF"),
    "webp": image("RGB", "WEBP"),
    "transparente": image("RGBA", "PNG"),
    "tourne": turned(),
    "profil-menteur": image(icc_profile=LYING),
    "profil-coupe": image(icc_profile=LYING[:90]),
    "un-point": image(size=(1, 1)),
    "progressive": image(progressive=True),
}
BAD = {
    "vide": b"",
    "coupe": image(size=(900, 600))[:9_000],
    "heic": b"\0\0\0\x18ftypheic" + bytes(400),
    "zip": ZIP.getvalue(),
    "pdf": b"%PDF-1.7\n%%EOF",
    "texte": b"Bonjour",
    "nuls": bytes(5_000),
    "immense": b"\x89PNG\r\n\x1a\n" + bytes(8) + b"\0\0\x4e\x20" * 2 + bytes(40) + b"IEND",
    "menteuse": image(kind="PNG", size=(30, 20)).replace(b"\0\0\0\x1e\0\0\0\x14", b"\0\0\x0b\xb8\0\0\x0b\xb8", 1),
}


def test_pictures(tmp_path):
    """All the good ones are printed; each bad one is told where it is named."""
    every = {**GOOD, **BAD}
    files = {f"sheets/images/{name}.{'png' if name == 'png16' else 'jpg'}": data for name, data in every.items()}
    files |= {
        name: sheet(f"Note {name}", photo=path.removeprefix("sheets/")) for name, path in zip(every, files, strict=True)
    }
    root = write(collection(tmp_path / "collection"), {**files, "livret": LIST % "a", "livret-eau": LIST % "b"})
    made = make(root, jobs=2)
    told = {(one.path, one.code) for one in made.problems}
    assert told == {*((f"sheets/{name}.md", "image-format") for name in BAD), ("sheets/cmjn.md", "image-sans-profil")}
    assert {f"fiches/{name}.pdf" for name in GOOD} <= set(made.files)
    assert not {f"fiches/{name}.pdf" for name in BAD} & set(made.files)


HEAVY = b"<svg></svg>" + b" " * 3_100_000


@pytest.mark.parametrize("logo", [b"<svg", b"<html/>", ZIP.getvalue(), b"%PDF-1.7", b"", HEAVY])
def test_logos(tmp_path, logo):
    """Of a funder, whatever its name says it is."""
    settings = f"{SETTINGS}financeurs:\n  - {{nom: L'eau, logo: images/logo.svg}}\n"
    root = write(collection(tmp_path / "collection"), {"sheets/images/logo.svg": logo, "collection": settings})
    opened, problems = open_project(root)
    assert opened and not problems
    (problem,) = reading.read(opened).problems
    assert (problem.path, problem.code) == ("sheets/collection.yaml", "image-format")


@pytest.mark.parametrize(
    "name",
    [
        "une photo de l'été.png",
        "ÉTÉ (2) & suite + 50.png",
        "صورة.png",
        SLOW("ⵙⵓⵙ.png"),
        "x" * 196 + ".png",
        SLOW("-rf.png"),
        SLOW("😀.png"),
        "&amp;.png",
    ],
)
def test_names(tmp_path, name):
    files = {f"sheets/images/{name}": picture(9), "b": sheet("Note b", photo=f'"images/{name}"', key="terre")}
    assert not make(write(collection(tmp_path / "été à Agadir"), files), "b").codes


@pytest.mark.parametrize("name", ["a#b?c.png", "%41.png"])
def test_names_that_an_address_cannot_hold(tmp_path, name):
    files = {f"sheets/images/{name}": picture(9), "b": sheet("Note b", photo=f'"images/{name}"', key="terre")}
    (problem,) = make(write(collection(tmp_path / "collection"), files), "b").problems
    assert str(problem.hint).startswith("renommez le fichier")


@pytest.mark.parametrize(("stored", "typed"), [("NFD", "NFC"), ("NFC", "NFD")])
def test_accents_apart_from_their_letters(tmp_path, stored, typed):
    """As macOS stores names, or as a sheet that was typed there names them."""
    files = {
        f"sheets/images/{unicodedata.normalize(stored, 'été.png')}": picture(9),
        "b": sheet("Note b", photo=unicodedata.normalize(typed, "images/été.png"), key="terre"),
    }
    assert not make(write(collection(tmp_path / "collection"), files), "b").codes


FONTS = pytest.mark.parametrize(
    "data",
    [
        b"",
        SLOW(b"rien"),
        FONT.read_bytes()[:3_000],
        FONT.read_bytes()[:300] + bytes(40_000),
        FONT.read_bytes().replace(b"glyf", b"glyg", 1),
        FONT.read_bytes()[:-20_000] + b"\xff" * 20_000,
        b"wOF2" + b"\xff" * 400,
        SLOW(b"wOFF" + b"\xff" * 60),
        SLOW(ZIP.getvalue()),
    ],
)


@FONTS
def test_fonts_that_are_cut_down_or_drawn(tmp_path, data):
    """For the pages of the kit, where the file is named, and on the spine of a booklet, which stays bare."""
    file = tmp_path / "brisee.ttf"
    file.write_bytes(data)
    refused = ""
    try:
        assert font_subsets.subset(file, "abc").startswith(b"wOF2")
    except FichesError as error:
        refused = str(error.message)
    assert not refused or "la police « brisee.ttf »" in refused
    assert isinstance(binding.on_spine("Un titre", data, 10, 297), str)
    assert not binding.on_spine("Un titre", b"rien", 10, 297)


@FONTS
def test_fonts_with_broken_tables(tmp_path, data):
    """Whatever becomes of the sheet, it is said or printed, and nothing dies of it."""
    rule = "@font-face { font-family: Brisee; src: url(fonts/brisee.ttf) }\nh1 { font-family: Brisee }\n"
    root = write(
        collection(tmp_path / "collection"), {"styles/fonts/brisee.ttf": data, "styles/note.css": STYLE + rule}
    )
    made = make(root, "c")
    assert made.files or made.problems
    for printed in made.files.values():
        with pikepdf.open(io.BytesIO(printed)) as pdf:
            assert len(pdf.pages) == 1


@pytest.mark.parametrize(
    "words",
    [
        "mot " * 3_000_000,
        "x" * 12_000_000,
        SLOW("## Texte\n" * 20_000),
        "### Acteur\n\nDes mots.\n\n" * 100_000,
        SLOW("&a\n" * 9_000),
        SLOW("- a\n" * 9_000),
    ],
    ids=["12 Mo", "une ligne de 12 Mo", "rubriques", "acteurs", "ancres", "liste"],
)
def test_words_without_end(tmp_path, words):
    """Read no further than a sheet goes, and told."""
    root = write(collection(tmp_path / "collection"), {"z": sheet("Note z", words)})
    project, _ = open_project(root)
    found = reading.read(project)
    assert "a" in found.sheets
    assert [one.path for one in found.problems if one.severity == "error"] or "z" in found.sheets


def test_a_front_matter_without_end(tmp_path):
    root = write(collection(tmp_path / "collection"), {
        "y": "---\ntitre: &a [x, x]\nmots_cles: [*a, *a]\n---\n", "z": f"---\ntitre: {'[' * 20_000}\n---\n",
        "x": "---\n" + "".join(f"{' ' * n}a:\n" for n in range(400)) + "---\n",
        "w": "---\ntitre: A\nmots_cles:\n" + "  - a\n" * 30_000 + "---\n",
    })  # fmt: skip
    found = reading.read(open_project(root)[0])
    assert {one.path for one in found.problems} >= {f"sheets/{name}.md" for name in "wxyz"}
    assert "a" in found.sheets


def test_an_office_laptop(tmp_path):
    """Notepad's mark and line ends in every text, a path of spaces and accents: the same bytes."""
    plain = make(collection(tmp_path / "collection"))
    other = collection(tmp_path / "Mes documents" / "Été & fiches (2)")
    for path in (path for kind in ("*.md", "*.yaml", "*.css") for path in other.rglob(kind)):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    made = make(other)
    assert not made.codes and made.files == plain.files


def test_what_word_puts_in():
    """Curly quotes, dashes, no-break and invisible characters: printed as if they had been typed plainly."""
    typed = 'L\'eau... "du puits" - les 10 000 habitants'
    word = "L\u2019eau\u2026 \u201cdu puits\u201d \u2013 les 10\u202f000\u00a0habitants\u200b\u00ad\ufeff"
    read = (plain_text.decode(words.encode())[0] for words in (typed, word))
    first, second = (HtmlWriter("fr").blocks(markdown.read(words, 1)[0]) for words in read if words)
    assert first == second


def test_no_published_picture_tells_of_its_camera(tmp_path):
    """Neither a photo nor a logo, of any sort: what files say of themselves is not in the PDF."""
    noted = PngInfo()
    noted.add_text("Comment", "SECRET")
    found = Image.Exif()
    found[0x010F] = "SECRET"
    kinds = {
        "a.png": image(kind="PNG", pnginfo=noted, exif=found),
        "b.jpg": image(exif=found, comment=b"SECRET"),
        "c.webp": image(kind="WEBP", exif=found),
        "d.gif": image("P", "GIF", comment=b"SECRET"),
        "e.svg": SVG.replace("<rect", "<metadata>SECRET</metadata><rect").encode(),
    }
    assert all(b"SECRET" in data for data in kinds.values())
    logos = "".join(f"  - {{nom: L'eau, logo: images/{name}}}\n" for name in kinds)
    photos = "".join(f"  - {{fichier: images/{name}, alt: Une image}}\n" for name in kinds)
    files = {f"sheets/images/{name}": data for name, data in kinds.items()}
    made = make(
        write(
            collection(tmp_path / "collection"),
            {
                **files,
                "collection": f"{SETTINGS}financeurs:\n{logos}",
                "a": f"---\ntitre: Note a\nphotos:\n{photos}---\n\n## Texte\n\nDes mots.\n",
            },
        )
    )
    assert not made.codes
    for data in made.files.values():
        with pikepdf.open(io.BytesIO(data)) as pdf:
            streams = [one.read_raw_bytes() for one in pdf.objects if isinstance(one, pikepdf.Stream)]
        assert b"SECRET" not in data and not [one for one in streams if b"SECRET" in one]

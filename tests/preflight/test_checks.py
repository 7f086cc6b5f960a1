"""Checks of PDFs: each seeded defect is found by the check that it breaks, and by no other."""

from __future__ import annotations

import io
import os
import random
import re
import shutil
import zlib
from dataclasses import replace
from functools import partial

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from fiches.config.project import search
from fiches.core.problems import Severity
from fiches.graphics import ornaments
from fiches.preflight import report
from fiches.preflight import verdict as checks
from fiches.press import colour, profiles
from fiches.press.pdfx import press
from fiches.render import url_fetcher
from fiches.render.engine import Engine
from fiches.storage.fingerprints import HOUSE
from fiches.storage.recollection import Recollection
from support import judges
from support.press_files import picture
from support.sources import SHORT, SLOW, project

MM = 72 / 25.4
NAME = "essai_A4_4p_CMJN-FOGRA39_fp3mm.pdf"
PALETTE, _ = colour.builds((HOUSE / "styles/palette.css").read_text("utf-8"), 300)
PAGES = """<!doctype html><html lang="fr"><title>Épreuve</title><style>
@page { size: A4; margin: 20mm } .page { break-before: page } p { font: 10pt/14pt Vollkorn; color: #1c1b1a }
.plein { position: absolute; left: -25mm; right: -25mm; top: -25mm; height: 60mm; background: #14304f }
.fond { background: #e1edf1; padding: 4mm } .filet { border-top: 0.75pt solid #66625d }</style>
<div class="plein"></div><h1 style="position: relative; color: white; font: 700 20pt Vollkorn">Titre blanc</h1>
<p style="margin-top: 40mm">Du texte noir sur le papier.</p><p class="fond">Du texte noir sur un fond.</p>
<img src="images/photo.png" alt="Photo" style="width: 60mm"><p class="filet">Sous un filet.</p>
<div style="height: 20mm; background: linear-gradient(#14304f, #a3412a)"></div>
<p style="opacity: .8">Une transparence.</p>
<div class="page"><p>Deux.</p></div><div class="page"><p>Trois.</p></div><div class="page"><p>Quatre.</p></div>"""


@pytest.fixture(scope="module")
def asked():
    found, problems = profiles.load("offset-france", search(HOUSE, "templates"))
    assert found is not None and problems == []
    return found


@pytest.fixture(scope="module")
def good(tmp_path_factory, asked) -> bytes:
    """A file of four pages as `fiches print` writes them."""
    opened = project(tmp_path_factory.mktemp("controle"), {**SHORT, "sheets/images/photo.png": picture("RGB")})
    made, problems = Engine(opened, url_fetcher.of(opened, ornaments.load(opened)[0])).render(PAGES, "epreuve")
    assert made is not None, problems
    return press(
        made.data, asked, colour.Inks(asked.icc.read_bytes(), asked.ink, PALETTE), lambda _said: picture("RGB")
    )


def codes(verdict):
    return {one.code for one in report.every(verdict)}


def test_what_is_said_again_of_pages_that_are_the_same_is_what_would_be_found(good, asked):
    """Wherever they stand, and whatever is wrong with them; each check that knows pages by themselves says the same."""
    asked = replace(
        asked, limits=replace(asked.limits, corps_min=30, filet=9, contraste=90, marge_min=40, noir_riche=90)
    )
    pages = Recollection()
    checks.judge(good, NAME, asked, pages)
    moved = changed(good, lambda pdf: pdf.pages.insert(0, pdf.pages[-1]))
    alone, again = checks.judge(moved, NAME, asked), checks.judge(moved, NAME, asked, pages)
    assert [(one.check.code, one.findings) for one in again.judged] == [
        (one.check.code, one.findings) for one in alone.judged
    ]
    assert {one.check.code for one in again.judged if one.check.by_page and one.findings} >= {"corps", "marge"}


def test_an_untouched_file_passes_all(good, asked):
    verdict = checks.judge(good, NAME, asked)
    assert report.every(verdict) == [] and verdict.severity is None
    assert [one.check.code for one in verdict.judged if one.findings is None] == ["chasse", "dos"]
    assert len(checks.CHECKS) == 32 and len({one.code for one in checks.CHECKS}) == 32


# --- seeded defects ------------------------------------------------------------------


def drawn(pdf, operators, page=0, **resources):
    """More operators at the end of a page, with what they name."""
    one = pdf.pages[page]
    for kind, named in resources.items():
        held = one.obj.Resources.get(f"/{kind}", Dictionary())
        one.obj.Resources[f"/{kind}"] = Dictionary({**held, **{f"/{name}": what for name, what in named.items()}})
    one.contents_add(pdf.make_stream(f"q {operators} Q".encode()))


def font_of(pdf, page=0):
    return next(iter(pdf.pages[page].obj.Resources.Font.keys()))


def written(pdf, words, build="0 0 0 1 k", size=10, at=(100, 300)):
    """A word of a font of the page, in a build."""
    drawn(pdf, f"{build} BT {font_of(pdf)} {size} Tf {at[0]} {at[1]} Td {words} Tj ET")


def image(pdf, space, width, height, data, **more):
    return pdf.make_stream(
        data,
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=width,
        Height=height,
        ColorSpace=space,
        BitsPerComponent=8,
        **more,
    )


def shown(pdf, made, box=(100, 100, 50, 50)):
    x, y, width, height = box
    drawn(pdf, f"{width} 0 0 {height} {x} {y} cm /Essai Do", XObject={"Essai": made})


def photo(pdf):
    return next(one for one in pdf.objects if isinstance(one, pikepdf.Stream) and one.get("/Filter") == "/DCTDecode")


def xmp(pdf, old, new):
    data = pdf.Root.Metadata.read_bytes().replace(old, new)
    pdf.Root.Metadata = pdf.make_stream(data, Type=Name.Metadata, Subtype=Name.XML)


def tint(pdf, name):
    function = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0, 0.5, 1, 0], N=1)
    return Array([Name.Separation, Name(f"/{name}"), Name.DeviceCMYK, pdf.make_indirect(function)])


def shading(pdf, space, *ends):
    function = Dictionary(FunctionType=2, Domain=[0, 1], C0=list(ends[0]), C1=list(ends[1]), N=1)
    return pdf.make_indirect(Dictionary(ShadingType=2, ColorSpace=space, Coords=[0, 0, 0, 200], Function=function))


def form(pdf, operators, **more):
    return pdf.make_stream(operators.encode(), Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 600, 800], **more)


def unembed(pdf):
    for one in pdf.objects:
        if isinstance(one, pikepdf.Dictionary) and "/FontBBox" in one:
            for key in set(one.keys()) & {"/FontFile2", "/FontFile3"}:
                del one[key]


def type_3(pdf, glyph=b"500 0 0 0 500 500 d1", build="0 0 0 1 k"):
    glyph = pdf.make_stream(glyph + b" 0 0 500 500 re f")
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type3,
        FontBBox=[0, 0, 500, 500],
        FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
        CharProcs=Dictionary(a=glyph),
        FirstChar=97,
        LastChar=97,
        Widths=[500],
        Encoding=Dictionary(Type=Name.Encoding, Differences=[97, Name.a]),
    )
    drawn(pdf, f"{build} BT /Trois 20 Tf 100 300 Td (a) Tj ET", Font={"Trois": pdf.make_indirect(font)})


def unmapped(pdf):
    """A font of the page whose codes 3 and 4 lead to no sign of it, as the engine writes what no font has."""
    cmap = b"1 begincodespacerange <0000> <ffff> endcodespacerange 2 begincidchar <0003> 0 <0004> 00 endcidchar"
    font = pdf.pages[0].Resources.Font[font_of(pdf)]
    own = Dictionary({**font, "/Encoding": pdf.make_stream(cmap)})
    drawn(pdf, "0 0 0 1 k BT /Sans 10 Tf 100 300 Td [<0001> 5 <0003>] TJ ET", Font={"Sans": pdf.make_indirect(own)})


def unnamed(pdf):
    """A simple font, whole in the file, whose encoding names .notdef."""
    inner = pdf.pages[0].Resources.Font[font_of(pdf)].DescendantFonts[0]
    encoding = Dictionary(Type=Name.Encoding, Differences=[97, Name.a, Name("/.notdef")])
    font = Dictionary(Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name.Essai, Encoding=encoding,
                      FirstChar=97, LastChar=98, Widths=[500, 500], FontDescriptor=inner.FontDescriptor)  # fmt: skip
    drawn(pdf, "0 0 0 1 k BT /Simple 10 Tf 100 300 Td (ab) Tj ET", Font={"Simple": pdf.make_indirect(font)})


def weak(pdf):
    made = photo(pdf)
    side = 280  # pixels for 60 mm: 118 an inch
    made.write(bytes([100, 60, 40, 0]) * side * side)
    made.Width = made.Height = side
    made.Decode = Array([0, 1] * 4)


def boxed(name, *sides):
    def change(pdf):
        for page in pdf.pages:
            page.obj[name] = Array([round(side * MM, 3) for side in sides])

    return change


def without(*path):
    def change(pdf):
        holders = [page.obj for page in pdf.pages] if path[0] == "page" else [pdf.Root]
        for holder in holders:
            del holder[path[-1]]

    return change


def annotated(pdf):
    note = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Link,
        Rect=[100, 100, 200, 120],
        A=Dictionary(S=Name.URI, URI=String("https://example.org")),
    )
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(note)])


def in_annotation(pdf):
    """The colours of what an annotation shows count too; the annotation itself stands outside."""
    note = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Stamp,
        Rect=[-50, -50, -10, -10],
        AP=Dictionary(N=form(pdf, "1 0 0 rg 60 60 20 20 re f")),
    )
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(note)])


def tiled(pdf):
    drawn(pdf, "/Pattern cs /Carreau scn 100 100 50 50 re f", Pattern={"Carreau": tile(pdf, "1 0 0 rg")})


def tile(pdf, operators, kind=1):
    """The cell of a pattern; of the second kind it has the colour that it is used with."""
    keys = {"PatternType": 1, "PaintType": kind, "TilingType": 1, "BBox": [0, 0, 9, 9], "XStep": 9, "YStep": 9}
    return pdf.make_stream(f"{operators} 0 0 5 5 re f".encode(), Resources=Dictionary(), **keys)


def stencilled(pdf):
    keys = {"Type": Name.XObject, "Subtype": Name.Image, "Width": 900, "Height": 8, "ImageMask": True}
    made = {"Masque": pdf.make_stream(bytes([0x55]) * 113 * 8, **keys)}
    pattern = {"Carreau": tile(pdf, "1 0 0 rg")}
    drawn(pdf, "/Pattern cs /Carreau scn 50 0 0 0.4 100 100 cm /Masque Do", XObject=made, Pattern=pattern)


def sampled(pdf, *levels):
    """A gradient between colours of four equal inks (0 to 255)."""
    data = bytes(level for level in levels for _ in range(4))
    keys = {"FunctionType": 0, "Domain": [0, 1], "Range": [0, 1] * 4, "Size": [len(levels)], "BitsPerSample": 8}
    made = shading(pdf, Name.DeviceCMYK, [0], [0])
    made.Function = pdf.make_stream(data, **keys)
    return made


def parted(pdf, most):
    """A gradient each of whose inks has its own function."""
    made = shading(pdf, Name.DeviceCMYK, [most], [most])
    made.Function = Array([made.Function] * 4)
    return made


def mesh(pdf):
    keys = {"BitsPerCoordinate": 8, "BitsPerComponent": 8, "BitsPerFlag": 8, "Decode": [100, 150] * 2 + [0, 1] * 4}
    return pdf.make_stream(bytes(7) * 3, ShadingType=4, ColorSpace=Name.DeviceCMYK, **keys)


def embedded(pdf, program):
    """A word in a simple font whose program is these bytes."""
    told = Dictionary(Type=Name.FontDescriptor, FontName=Name.Essai, FontFile2=pdf.make_stream(program))
    font = Dictionary(Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name.Essai, FontDescriptor=told)
    drawn(pdf, "0 0 0 1 k BT /Essai 10 Tf 100 300 Td (a) Tj ET", Font={"Essai": pdf.make_indirect(font)})


def beside(pdf, colour):
    """Crop marks that end where the bleed does, on the first page."""
    page = pdf.pages[0].obj
    left, bottom, right, top = map(float, page.BleedBox)
    page.MediaBox = Array([left - 30, bottom - 30, right + 30, top + 30])
    ends = f"{left} 20 m {left - 20} 20 l S {right} 20 m {right + 20} 20 l S 20 {bottom} m 20 {bottom - 20} l S"
    drawn(pdf, f"{colour} .5 w {ends}")


def masked(pdf):
    group = Dictionary(S=Name.Transparency, CS=Name.DeviceGray)
    mask = Dictionary(S=Name.Luminosity, G=form(pdf, "1 0 0 rg 0 0 600 800 re f", Group=group))
    drawn(pdf, "/Voile gs 0 0 0 .5 k 100 100 50 50 re f", ExtGState={"Voile": Dictionary(SMask=mask)})


def attached(pdf):
    spec = pikepdf.AttachedFileSpec(pdf, b"texte", filename="note.txt")
    pdf.attachments["note.txt"] = spec


def layered(pdf):
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Arabe")))
    pdf.Root.OCProperties = Dictionary(OCGs=[layer], D=Dictionary(Order=[layer]))


def emptied(pdf):
    pdf.pages[2].obj.Contents = pdf.make_stream(b"1 1 1 rg".replace(b"1 1 1 rg", b"0 0 0 0 k 0 0 900 900 re f"))


def knocked_out(pdf):
    for state in pdf.pages[0].obj.Resources.ExtGState.values():
        if "/OPM" in state:
            state["/op"] = state["/OP"] = False


def enlarged(page):
    """A page five millimetres larger, all its boxes with it."""
    for name in ("/MediaBox", "/TrimBox", "/BleedBox"):
        left, bottom, right, top = map(float, page[name])
        page[name] = Array([left, bottom, right + 5 * MM, top])


def line_art(pdf):
    made = image(pdf, Name.DeviceGray, 96, 96, bytes(96 * 12))
    made.BitsPerComponent = 1
    return made


FORM_RGB = "1 0 0 rg 100 100 50 50 re f"
SEEDS = {
    "rgb image": ("couleurs", lambda pdf: shown(pdf, image(pdf, Name.DeviceRGB, 300, 300, bytes(270000)))),
    "rgb text": ("couleurs", lambda pdf: written(pdf, "<0001>", "0 0 0 rg")),
    "rgb in a form in a form": (
        "couleurs",
        lambda pdf: shown(
            pdf, form(pdf, "/Dans Do", Resources=Dictionary(XObject=Dictionary(Dans=form(pdf, FORM_RGB)))), (0, 0, 1, 1)
        ),
    ),
    "rgb shading": (
        "couleurs",
        lambda pdf: drawn(
            pdf, "100 100 50 50 re W n /Fondu sh", Shading={"Fondu": shading(pdf, Name.DeviceRGB, (1, 0, 0), (0, 0, 1))}
        ),
    ),
    "rgb pattern": ("couleurs", tiled),
    "rgb soft mask": ("couleurs", masked),
    "rgb annotation": ("couleurs", in_annotation),
    "lab": (
        "couleurs",
        lambda pdf: drawn(
            pdf,
            "/Lab cs 50 20 20 scn 100 100 50 50 re f",
            ColorSpace={"Lab": Array([Name.Lab, Dictionary(WhitePoint=[0.96, 1, 0.82])])},
        ),
    ),
    "no trim box": ("rogne", without("page", "/TrimBox")),
    "art box": ("rogne", boxed("/ArtBox", 13, 13, 203, 290)),
    "wrong page size": ("rogne", lambda pdf: enlarged(pdf.pages[1].obj)),
    "120 dpi": ("resolution", weak),
    "heavy image": (
        "resolution",
        lambda pdf: shown(pdf, image(pdf, Name.DeviceGray, 600, 600, bytes([200]) * 360000), (100, 100, 50, 50)),
    ),
    "line art": ("resolution", lambda pdf: shown(pdf, line_art(pdf))),
    "unembedded font": ("polices", unembed),
    "type 3 font": ("polices", type_3),
    "sign that the font has not": ("signes", lambda pdf: written(pdf, "<00010000>", "0 0 0 1 k")),
    "sign that a CMap gives to none": ("signes", unmapped),
    "sign that an encoding gives to none": ("signes", unnamed),
    "hairline": ("filets", lambda pdf: drawn(pdf, "0.1 w 0 0 0 1 K 100 100 m 300 100 l S")),
    "no width": ("filets", lambda pdf: drawn(pdf, "0 w 0 0 0 1 K 100 100 m 300 100 l S")),
    "thin fill": ("filets", lambda pdf: drawn(pdf, "0 0 0 1 k 100 100 200 0.1 re f")),
    "thin line of three inks": ("filets", lambda pdf: drawn(pdf, "0.3 w .5 .5 .5 0 K 100 100 m 300 100 l S")),
    "rich black text": ("texte-noir", lambda pdf: written(pdf, "<0001>", ".6 .4 .4 1 k")),
    "black text of Word": ("texte-noir", lambda pdf: written(pdf, "<0001>", ".75 .68 .67 .9 k")),
    "rich black on a rule": ("noir-riche", lambda pdf: drawn(pdf, "3 w .6 .4 .4 1 K 100 100 m 300 100 l S")),
    "ink 340 %": ("encrage", lambda pdf: drawn(pdf, ".9 .8 .9 .8 k 100 100 90 90 re f")),
    "ink 340 % in a photo": (
        "encrage",
        lambda pdf: shown(pdf, image(pdf, Name.DeviceCMYK, 200, 200, bytes([230, 204, 230, 204]) * 40000)),
    ),
    "ink by overprinting": (
        "encrage",
        lambda pdf: drawn(
            pdf,
            "1 1 .5 0 k 100 100 90 90 re f /Sur gs 0 0 0 1 k 120 120 40 40 re f",
            ExtGState={"Sur": Dictionary(op=True, OP=True, OPM=1)},
        ),
    ),
    "ink by multiplying": (
        "encrage",
        lambda pdf: drawn(
            pdf,
            "1 .9 .6 0 k 100 100 90 90 re f /Fois gs .8 .9 .7 .6 k 120 120 40 40 re f",
            ExtGState={"Fois": Dictionary(BM=Name.Multiply)},
        ),
    ),
    "no overprint": ("surimpression", knocked_out),
    "white overprint": (
        "surimpression",
        lambda pdf: drawn(pdf, "/Sur gs 0 0 0 0 k 100 100 90 90 re f", ExtGState={"Sur": Dictionary(op=True, OPM=1)}),
    ),
    "annotation": ("interdits", annotated),
    "javascript": (
        "interdits",
        lambda pdf: pdf.Root.__setitem__("/OpenAction", Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))),
    ),
    "form field": ("interdits", lambda pdf: pdf.Root.__setitem__("/AcroForm", Dictionary(Fields=Array([])))),
    "embedded file": ("interdits", attached),
    "empty page": ("page-vide", emptied),
    "page without content": ("page-vide", lambda pdf: pdf.pages[2].obj.__delitem__("/Contents")),
    "odd page count": ("pages", lambda pdf: pdf.pages.__delitem__(-1)),
    "too many pages": ("pages", lambda pdf: [pdf.pages.append(pdf.pages[3]) for _ in range(48)]),
    "no intent": ("condition", without("root", "/OutputIntents")),
    "another condition": (
        "condition",
        lambda pdf: pdf.Root.OutputIntents[0].__setitem__("/OutputConditionIdentifier", String("FOGRA47")),
    ),
    "rotated": ("origine", lambda pdf: pdf.pages[1].obj.__setitem__("/Rotate", 90)),
    "crop box": ("origine", boxed("/CropBox", 3, 3, 213, 300)),
    "user unit": ("origine", lambda pdf: pdf.pages[0].obj.__setitem__("/UserUnit", 2)),
    "layers": ("calques", layered),
    "spot colour": (
        "tons-directs",
        lambda pdf: drawn(pdf, "/Or cs 1 scn 100 100 50 50 re f", ColorSpace={"Or": tint(pdf, "PANTONE 871 C")}),
    ),
    "marks in the bleed": (
        "reperes",
        lambda pdf: drawn(pdf, "/Tout CS 1 SCN 1 w 0 3 m 600 3 l S", ColorSpace={"Tout": tint(pdf, "All")}),
    ),
    "small text": ("corps", lambda pdf: written(pdf, "<0001>", size=4)),
    "text near the trim": ("marge", lambda pdf: written(pdf, "<00010002>", at=(12, 300))),
    "stops at the trim": ("debord", lambda pdf: drawn(pdf, f"0 .5 .5 0 k {3 * MM} 100 90 90 re f")),
    "wrong bleed": ("fond-perdu", boxed("/BleedBox", 1, 1, 215, 302)),
    "rgb group": ("transparence", lambda pdf: pdf.pages[0].obj.Group.__setitem__("/CS", Name.DeviceRGB)),
    "no group": ("transparence", without("page", "/Group")),
    "another identity": ("pdfx", lambda pdf: xmp(pdf, b"PDF/X-4", b"PDF/X-1a")),
    "no date": ("pdfx", lambda pdf: xmp(pdf, b"MetadataDate", b"Date")),
    "two titles": ("pdfx", lambda pdf: pdf.docinfo.__setitem__("/Title", "Autre")),
    "not trapped": ("pdfx", lambda pdf: pdf.docinfo.__delitem__("/Trapped")),
    "rgb stencil": ("couleurs", stencilled),
    "rgb pattern on a rule": (
        "couleurs",
        lambda pdf: drawn(pdf, "/Pattern CS /C SCN 3 w 100 100 m 300 100 l S", Pattern={"C": tile(pdf, "1 0 0 rg")}),
    ),
    "rgb in a pattern without colours": (
        "couleurs",
        lambda pdf: drawn(
            pdf,
            "/Sans cs 1 0 0 /C scn 100 100 50 50 re f",
            Pattern={"C": tile(pdf, "", kind=2)},
            ColorSpace={"Sans": Array([Name.Pattern, Name.DeviceRGB])},
        ),
    ),
    "ink 340 % in a gradient by samples": (
        "encrage",
        lambda pdf: drawn(pdf, "100 100 50 50 re W n /Fondu sh", Shading={"Fondu": sampled(pdf, 217, 217)}),
    ),
    "ink 340 % in a gradient by four functions": (
        "encrage",
        lambda pdf: drawn(pdf, "100 100 50 50 re W n /Fondu sh", Shading={"Fondu": parted(pdf, 0.85)}),
    ),
    "mesh": (
        "encrage",
        lambda pdf: drawn(pdf, "100 100 50 50 re W n /Fondu sh", Shading={"Fondu": mesh(pdf)}),
    ),
    "ink by multiplying in a mode of two names": (
        "encrage",
        lambda pdf: drawn(
            pdf,
            "1 .9 .6 0 k 100 100 90 90 re f /Fois gs .8 .9 .7 .6 k 120 120 40 40 re f",
            ExtGState={"Fois": Dictionary(BM=Array([Name.Inconnu, Name.Multiply]))},
        ),
    ),
    "transfer curve": (
        "interdits",
        lambda pdf: drawn(pdf, "/T gs", ExtGState={"T": Dictionary(TR=shading(pdf, Name.G, [1], [0]).Function)}),
    ),
    "PostScript": ("interdits", lambda pdf: shown(pdf, pdf.make_stream(b"showpage", Subtype=Name.PS))),
    "drawing elsewhere": ("interdits", lambda pdf: shown(pdf, form(pdf, "", Ref=Dictionary(F=String("autre.pdf"))))),
    "another image": (
        "interdits",
        lambda pdf: shown(
            pdf, image(pdf, Name.DeviceGray, 300, 300, bytes(90000), Alternates=Array([])), (99, 99, 72, 72)
        ),
    ),
    "font that is none": ("polices", lambda pdf: embedded(pdf, b"<html>404</html>")),
    "JPEG 2000 cut in its head": (
        "lecture",
        lambda pdf: shown(pdf, image(pdf, Name.DeviceGray, 300, 300, b"\0\0\0\x0cjP  \r\n", Filter=Name.JPXDecode)),
    ),
    "condition by the file of its profile": (
        "condition",
        lambda pdf: pdf.Root.OutputIntents[0].__setitem__("/OutputConditionIdentifier", String("PSOcoated_v3")),
    ),
    "pale text": ("contraste", lambda pdf: written(pdf, "<0001>", "0 0 0 .2 k")),
}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_defect_is_found_by_the_check_that_it_breaks(seed, good, asked):
    code, change = SEEDS[seed]
    verdict = checks.judge(changed(good, change), NAME, asked)
    assert codes(verdict) == {code}, report.text(verdict, NAME)
    assert verdict.severity in (Severity.ERROR, Severity.WARNING)
    assert all(one.hint for one in report.every(verdict))


def changed(data, change, **saved):
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        file = io.BytesIO()
        pdf.save(file, **{"fix_metadata_version": False, "force_version": "1.6", **saved})
    return file.getvalue()


def test_every_check_but_those_of_other_bindings_is_broken_by_a_seed():
    elsewhere = {"lecture", "ecran", "chasse", "dos", "nom", "poids", "compression"}
    assert {code for code, _ in SEEDS.values()} | elsewhere == {one.code for one in checks.CHECKS}


def test_a_name_that_does_not_travel(good, asked):
    assert codes(checks.judge(good, "Livret été (2).pdf", asked)) == {"nom"}
    assert codes(checks.judge(good, f"{'a' * 70}.pdf", asked)) == {"nom"}


def test_a_file_too_heavy_to_send(good, asked):
    light = replace(asked, limits=replace(asked.limits, poids=len(good) / 1e6 - 0.001))
    assert codes(checks.judge(good, NAME, light)) == {"poids"}


def test_a_photo_pressed_too_hard(good, asked):
    def squeeze(pdf):
        from PIL import Image

        file, made = io.BytesIO(), photo(pdf)
        Image.open(io.BytesIO(made.read_raw_bytes())).save(file, "JPEG", quality=40)
        made.write(file.getvalue(), filter=Name.DCTDecode)

    assert codes(checks.judge(changed(good, squeeze), NAME, asked)) == {"compression"}


def test_a_glued_back_wants_an_inner_margin(good, asked):
    glued = replace(asked, binding="dos carré collé", limits=replace(asked.limits, marge_dos=30))
    assert codes(checks.judge(good, NAME, glued)) == {"dos"}


def test_creep_takes_from_the_outer_margin(good, asked):
    thick = replace(asked, paper=1.0, limits=replace(asked.limits, marge_chasse=60))
    many = changed(good, lambda pdf: [pdf.pages.append(pdf.pages[3]) for _ in range(4)])
    assert codes(checks.judge(many, NAME, thick)) == {"chasse"}


@pytest.mark.parametrize(
    ("operators", "said"),
    [
        ("1 0 0 0 k 50 -25 10 10 re f", ["check.reperes.unwanted"]),
        ("0 0 0 1 K 50 -25 m 60 -25 l S", ["check.reperes.stray", "check.reperes.unwanted"]),
        ("0 0 0 1 k 50 -25 15 0.5 re f", ["check.reperes.stray", "check.reperes.unwanted"]),
    ],
)
def test_a_colour_bar_outside_the_bleed_is_no_mark_in_one_ink(good, asked, operators, said):
    def wider(pdf):
        pdf.pages[0].obj.MediaBox = Array([-40, -40, 700, 900])
        drawn(pdf, operators)

    told = report.every(checks.judge(changed(good, wider), NAME, asked))
    assert sorted(one.message.name for one in told if one.code == "reperes") == said


def test_heavy_marks_outside_the_bleed_are_cut_away(good, asked):
    """What is drawn in four inks there is no ink on the paper, and no line on it."""
    for ink in ("1 1 1 1 K", "0 0 0 1 K"):
        told = codes(checks.judge(changed(good, partial(beside, colour=ink)), NAME, asked))
        assert told - {"origine"} == {"reperes"}, "and they were not asked for, though they touch the bleed"


def test_glyphs_of_type_3_have_their_own_colours_or_those_of_the_text(good, asked):
    """Those that begin with d0 have their own; a text in a pale colour whose glyphs are dark is no pale text."""
    for glyph, found in ((b"500 0 d0 1 0 0 rg", {"couleurs"}), (b"500 0 d0 0 0 0 1 k", set()),
                         (b"500 0 0 0 500 500 d1 1 0 0 rg", {"contraste"})):  # fmt: skip
        file = changed(good, partial(type_3, glyph=glyph, build="0 0 0 .2 k"))
        assert codes(checks.judge(file, NAME, asked)) == {"polices", *found}


def test_a_text_of_nothing_needs_no_font(good, asked):
    def empty(pdf):
        drawn(pdf, "BT /Absente 10 Tf 100 300 Td () Tj [() 5 ()] TJ ET")

    assert codes(checks.judge(changed(good, empty), NAME, asked)) == set()


def test_a_gradient_is_one_thing(good, asked):
    file = changed(good, SEEDS["rgb shading"][1])
    [found] = [one for judged in checks.judge(file, NAME, asked).judged for one in judged.findings or ()]
    assert found.times == 1


def test_an_encrypted_file(good, asked):
    locked = changed(good, str, encryption=pikepdf.Encryption(owner="x", user="", R=4))
    assert codes(checks.judge(locked, NAME, asked)) == {"interdits"}
    closed = changed(good, str, encryption=pikepdf.Encryption(owner="x", user="y", R=4))
    [one] = report.every(checks.judge(closed, NAME, asked))
    assert one.code == "lecture" and "mot de passe" in str(one.message)


def test_a_finding_has_its_place(good, asked):
    verdict = checks.judge(changed(good, SEEDS["ink 340 %"][1]), NAME, asked)
    [found] = [one for judged in verdict.judged for one in judged.findings or ()]
    assert found.page == 1 and found.at == pytest.approx((100 / MM - 3, 300 - 190 / MM), abs=0.1)


# --- hostile files -------------------------------------------------------------------


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 un dossier de Word", b"%PDF-1.7\n", b"\xff\xd8\xff\xe0"])
def test_what_is_no_pdf_is_told(data, asked):
    [one] = report.every(checks.judge(data, NAME, asked))
    assert (one.code, one.severity) == ("lecture", Severity.ERROR)


def test_a_file_cut_short_or_spoilt_never_raises(good, asked):
    chance = random.Random(5)
    for _ in range(40):
        spoilt = bytearray(good[: chance.randrange(len(good) // 2, len(good) + 1)])
        for _ in range(chance.randrange(200)):
            spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
        checks.judge(bytes(spoilt), NAME, asked)


@pytest.mark.parametrize(
    "value",
    [Name.Rien, SLOW(Array([])), SLOW(Dictionary()), SLOW(7), SLOW(String("x")), SLOW(Array([1, 2, 3, 4]))],
    ids=str,
)
def test_objects_of_any_kind_anywhere_never_raise(value, good, asked):
    for key in ("/Resources", "/Contents", "/Group", "/Annots", "/TrimBox", "/MediaBox", "/Rotate", "/UserUnit"):
        checks.judge(changed(good, lambda pdf, key=key: pdf.pages[0].obj.__setitem__(key, value)), NAME, asked)
    for key in ("/Metadata", "/OutputIntents", "/Names", "/OCProperties", "/AcroForm", "/OpenAction"):
        checks.judge(changed(good, lambda pdf, key=key: pdf.Root.__setitem__(key, value)), NAME, asked)
    for kind in ("/Font", "/XObject", "/ExtGState", "/Pattern", "/Shading"):

        def spoil(pdf, kind=kind):
            held = pdf.pages[0].obj.Resources.get(kind, Dictionary())
            pdf.pages[0].obj.Resources[kind] = Dictionary(dict.fromkeys(held.keys(), value))

        checks.judge(changed(good, spoil), NAME, asked)


def test_a_drawing_that_shows_itself_ends(good, asked):
    def loop(pdf):
        inner = form(pdf, "/Soi Do", Resources=Dictionary())
        inner = pdf.make_indirect(inner)
        inner.Resources = Dictionary(XObject=Dictionary(Soi=inner))
        shown(pdf, inner)

    assert codes(checks.judge(changed(good, loop), NAME, asked)) == set()


# --- other judges --------------------------------------------------------------------

BOMB = "a page that unpacks to 300 MB"
NOT_THEIRS = {
    ("encrage", "mesh"),  # what nobody measured is light
    ("lecture", "JPEG 2000 cut in its head"),  # they look at no image
    ("polices", "font that is none"),  # something is there
    ("polices", "type 3 font"),  # it is in the file, and no press likes it
    ("polices", "cut short"),  # what was left of the file says so; poppler reads no more of it,
    ("page-vide", "cut short"),  # and pdfium does not open it
    ("lecture", BOMB),  # they unpack it, and see nothing
    ("page-vide", BOMB),
}


def trapped(pdf):
    """A page whose content unpacks to more than anybody reads."""
    engine = zlib.compressobj(9)
    data = b"".join(engine.compress(bytes(1_000_000)) for _ in range(300)) + engine.flush()
    pdf.pages[3].obj.Contents = pdf.make_indirect(pikepdf.Stream(pdf, data, Filter=Name.FlateDecode))


DAMAGES = {  # what happens to the bytes of a good file
    "cut short": lambda data: data[: len(data) // 2],
    "no table of objects": lambda data: re.sub(rb"startxref\s+\d+", b"startxref 9", data),
    "mail around it": lambda data: b"HTTP/1.1 200 OK\r\n\r\n" + data,
    "another end": lambda data: data + b"\0" * 2000,
    BOMB: lambda data: changed(data, trapped),
}


@pytest.mark.slow
def test_ghostscript_poppler_pdfium_and_qpdf_see_what_we_see(good, asked, tmp_path):
    """On every file with a seeded defect, or damaged: its ink, its fonts, its empty pages, whether it is whole."""
    for program in ("gs", "pdffonts", "qpdf"):
        if not shutil.which(program):
            pytest.skip(f"{program} is not installed: apt install ghostscript poppler-utils qpdf")
    files = {name: changed(good, change) for name, (_, change) in SEEDS.items()}
    files |= {"good": changed(good, str), **{name: damage(changed(good, str)) for name, damage in DAMAGES.items()}}
    found, file = {code: {} for code in judges.JUDGES}, tmp_path / NAME
    for name, data in files.items():
        file.write_bytes(data)
        ours = codes(checks.judge(file.read_bytes(), NAME, asked))
        for code, (_, judge) in judges.JUDGES.items():
            found[code][name] = (code in ours, judge(file, asked.ink))
    if os.environ.get("FICHES_ECRIRE"):
        judges.record(found)
    apart = {(code, name) for code, files in found.items() for name, (own, other) in files.items() if own != other}
    assert apart == NOT_THEIRS

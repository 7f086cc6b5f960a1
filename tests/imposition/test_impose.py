"""Imposed sides are printed here as pixels, and looked at: each page where the folded paper wants it, to 0.1 mm."""

from __future__ import annotations

import io
import os
import random
import subprocess
import sys
from dataclasses import dataclass
from functools import cache, partial, reduce
from itertools import pairwise

import page as validator
import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import ImageChops

from fiches.imposition.impose import ImpositionError, leaflet, pocket, saddle
from fiches.imposition.signatures import sides
from support.sources import SLOW

MM = 72 / 25.4
DOTS = 20  # pixels a millimetre
WIDTH, HEIGHT = 40, 60  # mm, of the pages of these tests: small, so that they are quick to look at
LEFT, TOP = 6, 5  # mm, of the black flag from the corner of the trim
FLAG = 8, 4  # mm
WHITE, BLACK, SLUG = (255, 255, 255), (0, 0, 0), (255, 0, 255)


def ink(number):
    """The colour of a page, unlike that of any other of two hundred."""
    return tuple(50 + number * step % 200 for step in (53, 97, 31))


@cache
def of(colour):
    """The page of this colour; None for paper."""
    found = [
        number
        for number in range(1, 201)
        if max(abs(one - two) for one, two in zip(ink(number), colour, strict=True)) <= 1
    ]
    assert found or colour == WHITE, colour
    return found[0] if found else None


def _fill(colour, *box):
    return " ".join(f"{value / 255:.5f}" for value in colour) + " rg " + "{:.4f} {:.4f} {:.4f} {:.4f} re f".format(*box)


def source(count, bleed=0.0, slug=0.0, size=(WIDTH, HEIGHT), at=(0.0, 0.0)):
    """Pages of one colour up to their bleed, a flag at the top left; `at` is the corner of the trim. All in mm."""
    book = pikepdf.new()
    for number in range(1, count + 1):
        trim = [at[0] * MM, at[1] * MM, (at[0] + size[0]) * MM, (at[1] + size[1]) * MM]
        outer, wide = (
            [trim[0] - by * MM, trim[1] - by * MM, trim[2] + by * MM, trim[3] + by * MM] for by in (bleed + slug, bleed)
        )
        drawn = [
            _fill(SLUG, outer[0], outer[1], outer[2] - outer[0], outer[3] - outer[1]),
            _fill(ink(number), wide[0], wide[1], wide[2] - wide[0], wide[3] - wide[1]),
            _fill(BLACK, trim[0] + LEFT * MM, trim[3] - (TOP + FLAG[1]) * MM, FLAG[0] * MM, FLAG[1] * MM),
        ]
        boxes = {"MediaBox": outer, "TrimBox": trim, **({"BleedBox": wide} if slug else {})}
        page = Dictionary(Type=Name.Page, Resources=Dictionary(), **{key: Array(box) for key, box in boxes.items()})
        page.Contents = Array([book.make_stream(part.encode()) for part in drawn])
        book.pages.append(pikepdf.Page(page))
    return saved(book)


def saved(book):
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def changed(data, change):
    """A file after `change(book)`."""
    with pikepdf.open(io.BytesIO(data)) as book:
        change(book)
        return saved(book)


def opened(data):
    """The imposed file, its syntax checked."""
    book = pikepdf.open(io.BytesIO(data))
    assert book.check_pdf_syntax() == []
    assert book.get_warnings() == []
    return book


@dataclass(frozen=True)
class Seen:
    """A side as it is printed; millimetres from its top left."""

    image: object

    def at(self, x, y):
        return self.image.getpixel((round(x * DOTS), round(y * DOTS)))

    def page(self, x, y):
        """The number of the page whose ground is seen; None for paper."""
        return of(self.at(x, y))

    def flag(self, left, right):
        """(left, top, width, height) of the black between two places."""
        part = self.image.crop((round(left * DOTS), 0, round(right * DOTS), self.image.height)).convert("L")
        x, y, end, bottom = part.point(lambda value: 255 * (value < 25)).getbbox()
        return left + x / DOTS, y / DOTS, (end - x) / DOTS, (bottom - y) / DOTS

    def holds(self, colour):
        bands = zip(self.image.split(), colour, strict=True)
        return reduce(ImageChops.darker, (band.point(lambda v, w=w: 255 * (v == w)) for band, w in bands)).getbbox()


def printed(data):
    opened(data)
    with pypdfium2.PdfDocument(data) as document:
        drawn = (page.render(scale=DOTS / MM, rev_byteorder=True, prefer_bgrx=True) for page in document)
        return [Seen(one.to_pil().convert("RGB")) for one in drawn]  # in an order of colours that nothing rearranges


def boxes(page):
    """The boxes of a side, in mm."""
    return {key: [round(float(side) / MM, 2) for side in page[key]] for key in ("/MediaBox", "/BleedBox", "/TrimBox")}


def near(*lengths):
    return pytest.approx(lengths, abs=0.1)


PLAIN = partial(saddle, thickness=0)
HALVED = WIDTH / HEIGHT  # the scale of a pocket book of these pages


@pytest.mark.parametrize("bleed", [SLOW(0), 3])
@pytest.mark.parametrize(("impose", "count", "settings"), [
    (leaflet, 4, {}),
    (leaflet, 4, {"rtl": True}),
    (PLAIN, 1, {}),
    (PLAIN, 6, {}),
    (PLAIN, 7, {"rtl": True}),
    (PLAIN, 13, {}),
    (partial(pocket, thickness=0), 8, {}),
    (partial(pocket, thickness=0), 6, {"rtl": True}),
])  # fmt: skip
def test_each_page_upright_in_its_half(impose, count, settings, bleed):
    looked = printed(impose(source(count, bleed, at=(bleed, bleed)), **settings))
    scale = 1 if impose in (leaflet, PLAIN) else HALVED
    middle, top = looked[0].image.width / DOTS / 2, looked[0].image.height / DOTS / 2 - scale * HEIGHT / 2
    order = sides(count, **settings)
    assert len(looked) == len(order)
    for side, seen in zip(order, looked, strict=True):
        for number, start in ((side.left, middle - scale * WIDTH), (side.right, middle)):
            end = start + scale * WIDTH
            corners = [
                seen.page(x, y) for x in (start + 0.2, end - 0.2) for y in (top + 0.2, top + scale * HEIGHT - 0.2)
            ]
            assert corners == [number] * 4
            if number is not None:
                expected = start + scale * LEFT, top + scale * TOP, scale * FLAG[0], scale * FLAG[1]
                assert seen.flag(start, end) == near(*expected)


def test_bleed_outside_and_none_across_the_fold():
    for side, seen in zip(sides(6), printed(PLAIN(source(6, bleed=3, slug=2, at=(1, 70)))), strict=True):
        middle = seen.image.width // 2
        row = (
            {seen.page(x / DOTS, 30) for x in range(0, middle - 1, 2)},
            {seen.page(x / DOTS, 30) for x in range(middle + 1, seen.image.width - 1, 2)},
        )
        assert row == ({side.left}, {side.right})
        assert [seen.page(20, 0.1), seen.page(20, 65.8), seen.page(0.1, 33), seen.page(85.8, 33)] == [
            side.left,
            side.left,
            side.left,
            side.right,
        ]
        assert not seen.holds(SLUG)


def test_a_blank_does_not_take_the_bleed_of_its_neighbour():
    inner = printed(PLAIN(source(6, bleed=3)))[1]
    assert {inner.page(x, y) for x in (44, 60, 85) for y in (1, 33, 65)} == {None}


@pytest.mark.parametrize("bleed", [0, 3])
@pytest.mark.parametrize("rtl", [False, True])
def test_creep_moves_inner_sheets_towards_the_fold(bleed, rtl):
    thickness = 0.4
    made = saddle(source(12, bleed), thickness=thickness, rtl=rtl)
    middle = WIDTH + bleed
    for side, seen in zip(sides(12, rtl=rtl), printed(made), strict=True):
        shift = side.sheet * thickness
        assert seen.flag(0, middle)[:2] == near(middle - WIDTH + LEFT + shift, bleed + TOP)
        assert seen.flag(middle, 2 * middle)[:2] == near(middle + LEFT - shift, bleed + TOP)
        assert (seen.page(middle - 0.1, 30), seen.page(middle + 0.1, 30)) == (side.left, side.right)
        assert seen.page(shift + 0.1, 30) == side.left
        assert seen.page(2 * middle - shift - 0.1, 30) == side.right
        assert shift == 0 or seen.page(shift - 0.1, 30) is seen.page(2 * middle - shift + 0.1, 30) is None


@pytest.mark.parametrize("rtl", [False, True])
def test_what_creep_takes_is_not_printed_on_a_blank_beside_it(rtl):
    side, seen = sides(10, rtl=rtl)[2], printed(saddle(source(10, bleed=3), thickness=0.5, rtl=rtl))[2]
    assert (side.left, side.right) == ((3, None) if rtl else (None, 3))
    assert [seen.page(WIDTH + 3 + by, 30) for by in (-0.2, 0.2)] == [side.left, side.right]


def test_creep_of_a_pocket_book_is_that_of_its_paper():
    outer, _, inner, _ = printed(pocket(source(8), thickness=0.5))
    assert outer.flag(0, 30)[0] == pytest.approx(HEIGHT / 2 - (WIDTH - LEFT) * HALVED, abs=0.1)
    assert inner.flag(0, 30)[0] == pytest.approx(HEIGHT / 2 - (WIDTH - LEFT) * HALVED + 0.5, abs=0.1)
    assert (inner.page(29.9, 20), inner.page(30.1, 20)) == (6, 3)


def test_boxes():
    with opened(PLAIN(source(4))) as book:
        whole = [0, 0, 80, 60]
        assert boxes(book.pages[0]) == {"/MediaBox": whole, "/BleedBox": whole, "/TrimBox": whole}
    with opened(PLAIN(source(4, bleed=3))) as book:
        whole, trim = [0, 0, 86, 66], [3, 3, 83, 63]
        assert boxes(book.pages[0]) == {"/MediaBox": whole, "/BleedBox": whole, "/TrimBox": trim}
    with opened(PLAIN(source(4, bleed=3), paper=(100, 64))) as book:  # where the paper ends, so does the bleed
        expected = {"/MediaBox": [0, 0, 100, 64], "/BleedBox": [7, 0, 93, 64], "/TrimBox": [10, 2, 90, 62]}
        assert boxes(book.pages[1]) == expected
        assert all("/CropBox" not in page for page in book.pages)


def _less_bleed(book):
    """The first page has none; the second says it has more than there is."""
    del book.pages[0].BleedBox
    book.pages[0].MediaBox = book.pages[0].TrimBox
    book.pages[1].BleedBox = Array([-99, -99, 999, 999])


def test_pages_of_different_bleed():
    made = leaflet(changed(source(4, bleed=2, slug=1), _less_bleed))
    outside, inside = printed(made)
    assert [outside.page(x, 30) for x in (1.1, 82.8, 83.2)] == [4, 1, None]
    assert [inside.page(x, 30) for x in (3.1, 84.8)] == [2, 3]
    with opened(made) as book:
        assert boxes(book.pages[0]) == {
            "/MediaBox": [0, 0, 86, 66],
            "/BleedBox": [0, 0, 86, 66],
            "/TrimBox": [3, 3, 83, 63],
        }


def test_a4_pages_on_a3_and_a5_pages_on_a4():
    data = source(4, size=(210, 297))
    for made in leaflet(data), leaflet(data, paper=(420.0, 297.0)):
        with opened(made) as whole:
            assert boxes(whole.pages[0])["/TrimBox"] == boxes(whole.pages[0])["/MediaBox"] == [0, 0, 420, 297]
    with opened(pocket(data, thickness=0)) as half:
        assert boxes(half.pages[0])["/MediaBox"] == [0, 0, 297, 210]
        assert boxes(half.pages[0])["/TrimBox"] == pytest.approx([0, 0, 297, 210], abs=0.02)
        assert b"q 0.707071 0 0 0.707071 " in half.pages[0].Contents.read_bytes()


def test_bleed_on_paper_as_large_as_the_trim_is_cut_off():
    for seen in printed(leaflet(source(4, bleed=3), paper=(80, 60))):
        assert (seen.image.width, seen.image.height) == pytest.approx((1600, 1200), abs=1)
        assert seen.flag(0, 40)[:2] == near(LEFT, TOP)
        assert [seen.page(x, y) is None for x in (0.1, 79.9) for y in (0.1, 59.9)] == [False] * 4


def test_marks_stand_off_the_bleed():
    data = leaflet(source(4, bleed=4), paper=(110, 90))  # the trim from (15, 15) to (95, 75)
    for seen in printed(data):
        dark = {(x, y) for x in (15, 55, 95) for y in (10, 80) if _dark(seen, x, y)}
        assert dark == {(x, y) for x in (15, 55, 95) for y in (10, 80)}
        assert all(_dark(seen, x, y) for x in (8, 102) for y in (15, 75))
        assert not any(_dark(seen, x, y) for x in (15, 55, 95) for y in (5, 11.7, 78.3, 85))
        assert {seen.at(x, y) for x, y in ((10.5, 45), (99.5, 45), (50, 10.8))} == {WHITE}
    with opened(data) as book:
        marks = {page.Resources.XObject.Marks.objgen for page in book.pages}
        assert len(marks) == 1
        assert list(book.pages[0].Resources.XObject.Marks.Resources.ColorSpace.All)[:2] == [Name.Separation, Name.All]


def _dark(seen, x, y):
    """Whether something dark is drawn within 0.3 mm to the sides, 0.6 mm up and down (dashes have gaps)."""
    part = seen.image.crop(tuple(round(one * DOTS) for one in (x - 0.3, y - 0.6, x + 0.3, y + 0.6)))
    return part.convert("L").getextrema()[0] < 90  # darker than any page


def test_the_fold_is_dashed():
    (seen,) = printed(leaflet(source(4), paper=(100, 80)))[:1]
    for x, gaps in ((10, 0), (50, 4)):
        column = [
            min(seen.image.getpixel((round(x * DOTS) + by, y))[0] for by in (-2, -1, 0, 1)) < 128
            for y in range(round(2.3 * DOTS), round(6.9 * DOTS))
        ]
        assert sum(one and not two for one, two in pairwise(column)) >= gaps
        assert all(column) == (gaps == 0)


@pytest.mark.parametrize("paper", [None, (80, 60), (84, 64)])
def test_no_marks_without_room(paper):
    with opened(leaflet(source(4), paper=paper)) as book:
        assert all("/Marks" not in page.Resources.XObject for page in book.pages)


XMP = """<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">
<rdf:Description rdf:about="" pdfuaid:part="1" pdfaid:part="3" pdfaid:conformance="A"
 pdfxid:GTS_PDFXVersion="PDF/X-4"><dc:title><rdf:Alt><rdf:li xml:lang="x-default">L’eau</rdf:li></rdf:Alt></dc:title>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>"""


def _furnished(book):
    """Gives a file all that ours have and more."""
    root, first = book.Root, book.pages[0]
    profile = book.make_stream(b"a profile of colours", N=4)
    intent = Dictionary(
        Type=Name.OutputIntent, S=Name.GTS_PDFX, OutputConditionIdentifier=String("FOGRA39"), DestOutputProfile=profile
    )
    root.OutputIntents = Array([intent])
    root.Metadata = book.make_stream(XMP.encode(), Type=Name.Metadata, Subtype=Name.XML)
    root.Lang = String("fr")
    book.docinfo["/Title"], book.docinfo["/Trapped"] = String("L’eau"), Name.false
    tag = book.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P, Pg=first.obj, K=0))
    root.StructTreeRoot = book.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=Array([tag])))
    root.MarkInfo, root.PageMode = Dictionary(Marked=True), Name.UseOutlines
    root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))
    root.Names = Dictionary(Dests=Dictionary(Names=Array([String("ici"), Array([first.obj, Name.Fit])])))
    root.OpenAction = Array([first.obj, Name.Fit])
    with book.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("Une page", 0))
    for page in book.pages:
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), Dest=String("ici"))
        page.Annots, page.StructParents = Array([book.make_indirect(link)]), 0


def test_what_a_printer_reads_is_kept():
    with opened(leaflet(changed(source(4), _furnished))) as book:
        intent = book.Root.OutputIntents[0]
        assert (intent.S, intent.OutputConditionIdentifier) == ("/GTS_PDFX", "FOGRA39")
        assert intent.DestOutputProfile.read_bytes() == b"a profile of colours"
        assert book.Root.Lang == "fr"
        assert (book.docinfo.Title, book.docinfo.Trapped) == ("L’eau — imposé", "/false")
        with book.open_metadata() as xmp:
            assert (xmp["dc:title"], xmp["pdfxid:GTS_PDFXVersion"]) == ("L’eau — imposé", "PDF/X-4")
            assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"]) == ("3", "B")


def test_what_a_screen_reads_is_dropped():
    with opened(leaflet(changed(source(4), _furnished))) as book:
        kept = {"/Type", "/Pages", "/Metadata", "/OutputIntents", "/Lang", "/ViewerPreferences"}
        assert set(book.Root.keys()) == kept
        assert b"pdfuaid:part" not in book.Root.Metadata.read_bytes()
        named = [one.get("/Type") for one in book.objects if isinstance(one, Dictionary)]
        assert named.count("/Page") == 2
        assert not {"/Annot", "/StructElem", "/StructTreeRoot", "/Outlines"} & {str(name) for name in named}
        keys = {"/Type", "/Parent", "/MediaBox", "/BleedBox", "/TrimBox", "/Resources", "/Contents"}
        assert all(set(page.keys()) == keys for page in book.pages)


def test_a_file_that_says_nothing_of_itself():
    with opened(leaflet(source(4))) as book:
        assert set(book.Root.keys()) == {"/Type", "/Pages", "/ViewerPreferences"}
        assert "/Title" not in book.docinfo


def test_how_it_is_to_be_printed():
    with opened(leaflet(source(4))) as book:
        wanted = book.Root.ViewerPreferences
        assert (wanted.Duplex, wanted.PrintScaling, wanted.PickTrayByPDFSize) == ("/DuplexFlipShortEdge", "/None", True)
        assert all(page.MediaBox[2] > page.MediaBox[3] for page in book.pages)


def _with_picture(book):
    """One picture that all pages show, in resources that they share."""
    noise = random.Random(0).randbytes(120_000)
    image = book.make_stream(
        noise,
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=200,
        Height=200,
        ColorSpace=Name.DeviceRGB,
        BitsPerComponent=8,
    )
    shared = book.make_indirect(Dictionary(XObject=Dictionary(Picture=image)))
    for page in book.pages:
        page.Resources = shared
        page.Contents.append(book.make_stream(b"q 20 0 0 20 9 9 cm /Picture Do Q"))


def test_what_pages_share_stays_shared():
    data = changed(source(48), _with_picture)
    for made in (PLAIN(data), pocket(data, thickness=0.1, paper=(450.0, 320.0))):
        with opened(made) as book:
            streams = [one for one in book.objects if isinstance(one, pikepdf.Stream)]
            assert sum(one.get("/Subtype") == "/Image" for one in streams) == 1
            forms = [form for page in book.pages for key, form in page.Resources.XObject.items() if key != "/Marks"]
            assert len(forms) == 48
            assert len({form.Resources.objgen for form in forms}) == 1
        assert len(made) < len(data) + 5_000


def _grouped(book):
    for page in book.pages:
        page.Group = Dictionary(Type=Name.Group, S=Name.Transparency, CS=Name.DeviceCMYK)


def test_transparency_is_blended_as_on_the_page():
    with opened(leaflet(changed(source(4), _grouped))) as book:
        for page in book.pages:
            assert page.Group.CS == "/DeviceCMYK"
            assert all(form.Group.I and form.Group.CS == "/DeviceCMYK" for form in page.Resources.XObject.values())


def _inherited(book):
    """What pages have in common stands in the tree; the second is empty, the third has one stream."""
    tree, pages = book.Root.Pages, list(book.pages)
    tree.MediaBox, tree.Resources = pages[0].MediaBox, Dictionary()
    for page in pages:
        del page.MediaBox, page.Resources
    del pages[1].Contents
    pages[2].contents_coalesce()


def test_pages_written_otherwise():
    outside, inside = printed(leaflet(changed(source(4), _inherited)))
    assert [outside.page(1, 1), outside.page(79, 1)] == [4, 1]
    assert [inside.page(1, 1), inside.page(79, 1)] == [None, 3]


def _one_larger(book):
    book.pages[2].TrimBox = Array([0, 0, 30 * MM, 60 * MM])


def _one_turned(book):
    book.pages[1].Rotate = 90


@pytest.mark.parametrize(("impose", "data", "message"), [
    (leaflet, source(5), "^a 5 pages ; un dépliant en a 4$"),
    (leaflet, source(1), "^a 1 page ; un dépliant en a 4$"),
    (PLAIN, saved(pikepdf.new()), "^n'a pas de page$"),
    (PLAIN, changed(source(4), _one_larger), "plusieurs formats ; la page 3 n'a pas celui de la première$"),
    (PLAIN, changed(source(4), _one_turned), "^a des pages tournées, dont la page 2$"),
    (partial(PLAIN, paper=(79, 100)), source(4), "^ne tient pas sur des feuilles de 79 × 100 mm : il faut 80 × 60 mm$"),
    (partial(pocket, thickness=0, paper=(50, 40)), source(4), "50 × 40 mm : il faut 53 × 40 mm$"),
])  # fmt: skip
def test_pages_that_do_not_fit(impose, data, message):
    with pytest.raises(ImpositionError, match=message):
        impose(data)


PROGRAM = """
import sys
from fiches.imposition.impose import saddle
sys.stdout.buffer.write(saddle(sys.stdin.buffer.read(), thickness=0.1, paper=(110, 90)))
"""


def test_same_file_same_bytes():
    data = changed(source(8), _furnished)
    made = {saddle(data, thickness=0.1, paper=(110, 90))}
    for seed in ("1", "2"):
        run = subprocess.run(
            [sys.executable, "-c", PROGRAM],
            input=data,
            capture_output=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
        made.add(run.stdout)
    assert len(made) == 1
    assert saddle(data, thickness=0.2, paper=(110, 90)) not in made


def _written(html, variant):
    from weasyprint import HTML

    return HTML(string=html).write_pdf(pdf_variant=variant)


def test_pages_of_the_engine():
    """Its boxes start below zero, and its bleed box is narrower than its media."""
    style = "@page{size:60mm 90mm;bleed:5mm;marks:crop;margin:8mm}p{break-after:page;font:9pt serif}"
    words = ["abricot", "brebis", "cascade", "datte", "figue"]
    html = f"<html lang=fr><style>{style}</style><title>Essai</title>" + "".join(f"<p>{word}" for word in words)
    data = _written(html, "pdf/ua-1")
    made = PLAIN(data)
    opened(made)
    with pypdfium2.PdfDocument(made) as document:
        read = []
        for page in document:
            words, (width, height) = page.get_textpage(), page.get_size()
            read.append(
                [
                    words.get_text_bounded(0, 0, width / 2, height).strip(),
                    words.get_text_bounded(width / 2, 0, width, height).strip(),
                ]
            )
    assert read == [["figue", "abricot"], ["brebis", ""], ["", "cascade"], ["datte", ""]]


@pytest.mark.filterwarnings("ignore::ResourceWarning")  # the engine leaves its profile open
def test_an_archive_stays_one(tmp_path):
    """With marks and transparency; of the level that asks for tags, it comes down to the one that does not."""
    style = "@page{size:40mm 60mm;bleed:3mm;background:#cde}p{break-after:page;opacity:.5}"
    html = f"<html lang=fr><title>Essai</title><style>{style}</style>" + 3 * "<p>Un <a href='https://a.example'>mot</a>"
    data = _written(html, "pdf/a-3a")
    path = tmp_path / "livret.pdf"
    path.write_bytes(saddle(data, thickness=0.1, paper=(110, 90)))
    found = validator.validate_pdf(path, profile="3b")
    assert found.is_compliant, found.failures

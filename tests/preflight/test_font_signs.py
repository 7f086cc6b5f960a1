"""A page is the same where its fonts hold other signs than those that it shows, not where one of these differs."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

import pikepdf
import pytest
from fontTools import subset
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name

from fiches.preflight import font_signs, reading
from fiches.preflight.object_digests import ObjectDigests
from fiches.storage.recollection import Recollection

FACE = Path(__file__).parents[2] / "styles/fonts/Vollkorn-Regular.ttf"


@cache
def program(letters, grown=""):
    """The face cut down to some letters, one of them drawn larger, and their glyphs."""
    font = TTFont(FACE, recalcBBoxes=False, recalcTimestamp=False)
    names = font.getBestCmap()
    for letter in grown:
        glyph = font["glyf"][names[ord(letter)]]
        if glyph.isComposite():
            glyph = font["glyf"][glyph.components[0].glyphName]
        glyph.coordinates.scale((2, 2))
    options = subset.Options(retain_gids=True, drop_tables=["GSUB", "GPOS", "STAT", "OS/2", "post"])
    cut = subset.Subsetter(options)
    cut.populate(glyphs=[names[ord(letter)] for letter in letters])
    ids = {letter: font.getGlyphID(names[ord(letter)]) for letter in letters}
    cut.subset(font)
    file = io.BytesIO()
    font.save(file)
    return file.getvalue(), ids


def book(letters, shown, *, grown="", wide="", said="", encoding="/Identity-H", around=""):
    """A file whose page shows letters of a face that has these; some are wider, or say something else."""
    data, ids = program(letters, grown)
    widths = " ".join(f"{id_} [{900 if letter in wide else 500}]" for letter, id_ in ids.items())
    texts = "".join(f"<{id_:04x}> <{ord('X' if letter in said else letter):04x}>\n" for letter, id_ in ids.items())
    cmap = f"begincmap\n{len(ids)} beginbfchar\n{texts}endbfchar\nendcmap"
    file = pikepdf.new()
    descriptor = Dictionary(Type=Name.FontDescriptor, FontName=Name.A, Flags=4, FontBBox=Array([0, 0, 1000, 1000]),
                            FontFile2=file.make_stream(data), Ascent=900, Descent=-200, ItalicAngle=0)  # fmt: skip
    inner = Dictionary(Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name.A, CIDToGIDMap=Name.Identity,
                       W=pikepdf.Object.parse(f"[{widths}]".encode()), FontDescriptor=file.make_indirect(descriptor),
                       CIDSystemInfo=Dictionary(Ordering="Identity", Registry="Adobe", Supplement=0))  # fmt: skip
    font = Dictionary(Type=Name.Font, Subtype=Name.Type0, BaseFont=Name.A, Encoding=Name(encoding),
                      DescendantFonts=Array([file.make_indirect(inner)]),
                      ToUnicode=file.make_stream(cmap.encode()))  # fmt: skip
    codes = "".join(f"{ids[letter]:04x}" for letter in shown)
    text = f"BT /F 20 Tf 1 0 0 1 20 50 Tm {around} <{codes}> Tj ET".encode()
    resources = Dictionary(Font=Dictionary(F=file.make_indirect(font)))
    page = Dictionary(Type=Name.Page, MediaBox=Array([0, 0, 300, 100]), Contents=file.make_stream(text),
                      Resources=file.make_indirect(resources))  # fmt: skip
    file.pages.append(pikepdf.Page(file.make_indirect(page)))
    return file


def written(file):
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def told(file, pages):
    """The digest of the page by which what was read of it is remembered."""
    [page] = reading.read(written(file), "a", pages).pages
    return page.digest


BASE = ("abé", "aé")


def test_a_sign_that_a_page_does_not_show_changes_nothing():
    pages = Recollection()
    assert told(book(*BASE), pages) == told(book("abécdà", "aé"), pages)
    assert told(book(*BASE), pages) == told(book("abé", "aé", grown="b", wide="b", said="b"), pages)


@pytest.mark.parametrize("other", [{"grown": "a"}, {"wide": "a"}, {"said": "a"}])
def test_a_sign_that_it_shows_is_in_its_digest(other):
    pages = Recollection()
    assert told(book(*BASE), pages) != told(book(*BASE, **other), pages)


@pytest.mark.parametrize("mode", ["", "3 Tr"])
def test_what_is_remembered_is_what_would_be_read(mode):
    """Also of text that is not painted: where its lines stand is read all the same."""
    pages = Recollection()
    reading.read(written(book(*BASE, around=mode)), "a", pages)
    for letters, more in (("abécd", {}), ("abé", {"grown": "a"}), ("abé", {"grown": "b"}), ("abé", {"said": "a"})):
        data = written(book(letters, "aé", around=mode, **more))
        assert reading.read(data, "b", pages) == reading.read(data, "b")
        assert reading.read(data, "b").pages[0].words


def test_the_parts_of_a_sign_are_in_it():
    books = book("é", "é"), book("é", "é", grown="é")
    signs = [font_signs.read(font(one)) for one in books]
    code = program("é")[1]["é"].to_bytes(2)
    plain, grown = (one.sign(code) for one in signs)
    assert plain != grown and len(plain) > 100


def font(file):
    return file.pages[0].Resources.Font.F


def test_another_font_is_known_by_all_that_it_is():
    assert font_signs.read(font(book(*BASE, encoding="/Identity-V"))) is None
    strange = book(*BASE)
    font(strange).ToUnicode.write(b"1 beginbfrange\n<0001> <0002> <0041>\nendbfrange")
    assert font_signs.read(font(strange)) is None
    broken = book(*BASE)
    font(broken).DescendantFonts[0].FontDescriptor.FontFile2.write(b"\0\1\0\0")
    assert font_signs.read(font(broken)) is None
    assert [ObjectDigests(one).of_page(one.pages[0].obj) for one in (strange, broken)]


def test_where_a_drawing_is_not_followed_all_signs_count():
    """A drawing outside its page is not followed, and its words may be anything."""

    def hidden(letters):
        file = book(letters, "a")
        form = file.make_stream(b"BT /F 9 Tf <0001> Tj ET", Type=Name.XObject, Subtype=Name.Form)
        form.BBox, form.Resources = Array([900, 900, 999, 999]), Dictionary(Font=Dictionary(F=font(file)))
        file.pages[0].Resources.XObject = Dictionary(O=form)
        file.pages[0].contents_add(b"/O Do")
        return file

    pages = Recollection()
    assert told(hidden("ab"), pages) != told(hidden("abc"), pages)
    assert told(hidden("ab"), pages) == told(hidden("ab"), pages)

"""What several files brought into one is kept once: fonts are united, equal images and drawings shared."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import pikepdf

from fiches.core import flate
from fiches.merge import fonts as typefaces
from fiches.merge.fonts import Subset

_WIDTH_ARRAY = re.compile(rb"(\d+) \[([^\[\]]*)\]")
_TEXTS = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]*)>")
_UNREAD = b""  # stands for the digest of a stream that was not read
_BATCH = 100  # lines of one block of a CMap, as Adobe limits it
_CMAP = (
    b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
    b"/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
    b"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n",
    b"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend",
)


@dataclass(frozen=True, slots=True)
class _PageFont:
    """A font of a page: where it is named, its glyphs, their widths in thousandths of the size, and their text."""

    fonts: Any  # the dictionary that names it
    key: str
    subset: Subset
    widths: Mapping[int, bytes]
    texts: Mapping[int, bytes]

    @property
    def whole(self) -> Any:  # noqa: ANN401
        return self.fonts[self.key]

    @property
    def face(self) -> tuple[str | bytes, ...]:
        """Equal for all the fonts that may become one."""
        return self.key, str(self.whole.BaseFont), *self.subset.face


@dataclass(frozen=True, slots=True)
class ImageRegister:
    """The images that a book has, by what they say and the digest of their data: none is brought a second time."""

    alike: dict[bytes, dict[bytes, Any]]

    def withheld(self, pages: Sequence[Any]) -> list[tuple[int, str, bytes, Any | None]]:
        """Takes from pages of another file what the book has already: (page, name, words, its own or None) of each."""
        found = []
        for index, page in enumerate(pages):
            images = page.Resources.get("/XObject", {}) if "/Resources" in page else {}
            for name, image in list(images.items()):
                words = image.stream_dict.unparse() if isinstance(image, pikepdf.Stream) else b" R"
                if image.get("/Subtype") == "/Image" and not _refers(words):
                    alike = self.alike.setdefault(words, {})
                    own = _twin(None, image, alike) if alike else None
                    images[name] = image if own is None else pikepdf.Name.Withheld
                    found.append((index, name, words, own))
        return found

    def given_back(self, pages: Sequence[Any], withheld: Sequence[tuple[int, str, bytes, Any | None]]) -> None:
        """Gives the pages, now the book's, what was taken from them, and remembers what they brought."""
        for index, name, words, own in withheld:
            images = pages[index].Resources.XObject
            if own is None:
                _twin(images[name], images[name], self.alike[words])
            else:
                images[name] = own


def share(book: pikepdf.Pdf) -> None:
    """Unites the fonts of all pages, and makes equal objects below their resources one."""
    resources = {page.Resources.objgen: page.Resources for page in book.Root.Pages.Kids if "/Resources" in page}
    fonts = {one.Font.objgen: one.Font for one in resources.values() if "/Font" in one}
    _unite(book, list(fonts.values()))
    shared = _EqualObjects({}, _one_dictionary(book, list(fonts.values())))
    for one in resources.values():
        shared.below(one)


@dataclass(frozen=True, slots=True)
class _EqualObjects:
    """Finds for each object the first that is equal to it."""

    first: dict[bytes, dict[bytes, Any]]  # by what they say, then by the digest of their data
    found: dict[tuple[int, int], Any]

    def below(self, holder: Any) -> None:  # noqa: ANN401
        """Replaces what a dictionary or an array holds, deepest first."""
        for key, value in list(holder.items() if isinstance(holder, pikepdf.Dictionary) else enumerate(holder)):
            if not isinstance(value, pikepdf.Object):
                continue
            if value.is_indirect:
                holder[key] = self._shared(value)
            elif isinstance(value, pikepdf.Dictionary | pikepdf.Array) and _refers(value.unparse()):
                self.below(value)

    def _shared(self, one: Any) -> Any:  # noqa: ANN401
        if one.objgen not in self.found:
            self.found[one.objgen] = one
            stream = isinstance(one, pikepdf.Stream)
            holder = one.stream_dict if stream else one
            words = holder.unparse(resolved=True)
            if _refers(words):
                self.below(holder)
                words = holder.unparse(resolved=True)
            alike = self.first.setdefault(b"stream " + words if stream else words, {})
            self.found[one.objgen] = _twin(one, one, alike) if stream else alike.setdefault(_UNREAD, one)
        return self.found[one.objgen]


def _twin(new: Any | None, one: Any, alike: dict[bytes, Any]) -> Any | None:  # noqa: ANN401
    """The stream of the data of `one` among those of its words, which tell how long it is; else `new`, now among them.

    The first is not read before there is a second: most have no other.
    """
    if not alike:
        return alike.setdefault(_UNREAD, new)
    if _UNREAD in alike:
        first = alike.pop(_UNREAD)
        alike[_digest(first)] = first
    digest = _digest(one)
    return alike.get(digest) if new is None else alike.setdefault(digest, new)


def _digest(stream: Any) -> bytes:  # noqa: ANN401
    return hashlib.sha256(stream.read_raw_bytes()).digest()


def _refers(words: bytes) -> bool:
    """Whether an object written in `words` refers to another."""
    return b" R" in words


def _one_dictionary(book: pikepdf.Pdf, dictionaries: Sequence[Any]) -> dict[tuple[int, int], Any]:
    """One dictionary for all that agree on what each name means, by those it replaces; the others stand for themselves.

    With it, drawings that only their files' fonts told apart are equal.
    """
    named: dict[str, Any] = {}
    found = {}
    one = book.make_indirect(pikepdf.Dictionary())
    for fonts in dictionaries:
        agree = all(named.get(key, font).objgen == font.objgen for key, font in fonts.items())
        found[fonts.objgen] = one if agree else fonts
        if agree:
            named |= dict(fonts.items())
    for key, font in named.items():
        one[key] = font
    return found | {font.objgen: font for fonts in dictionaries for font in fonts.values()}


def _unite(book: pikepdf.Pdf, dictionaries: Sequence[Any]) -> None:
    """Makes the subsets of each face one font, under every name that it has."""
    for group in _groups(_read_all(dictionaries)):
        program = typefaces.unite([one.subset for one in group.fonts]) if len(group.fonts) > 1 else None
        if program:
            _rewrite(book, group, program)


def _groups(fonts: Iterable[_PageFont]) -> Iterator[_FontGroup]:
    """Fonts that may become one, face by face; those whose glyphs are as wide."""
    faces: dict[tuple[str | bytes, ...], list[_FontGroup]] = {}
    for font in fonts:
        known = faces.setdefault(font.face, [])
        group = next((group for group in known if group.agrees(font)), None)
        if group is None:
            known.append(group := _FontGroup([], {}))
        group.fonts.append(font)
        group.widths.update(font.widths)
    return chain.from_iterable(faces.values())


@dataclass(frozen=True, slots=True)
class _FontGroup:
    """Fonts that may become one, and the width of each of their glyphs."""

    fonts: list[_PageFont]
    widths: dict[int, bytes]

    def agrees(self, other: _PageFont) -> bool:
        """Whether glyphs are as wide in another font."""
        return all(self.widths.get(id_, width) == width for id_, width in other.widths.items())


def _read_all(dictionaries: Sequence[Any]) -> Iterator[_PageFont]:
    """The fonts that can be united: TrueType, their codes the ids of glyphs, each with its width and text."""
    known: dict[bytes, bytes] = {}  # what glyphs draw: a hundred sheets have nearly the same
    for fonts in dictionaries:
        for key, font in fonts.items():
            if font.get("/Encoding") != "/Identity-H":  # of a Type 3 font, or one whose characters are not all its own
                continue
            inner = font.DescendantFonts[0]
            file = inner.FontDescriptor.get("/FontFile2")
            widths = _widths(inner.W.unparse(resolved=True))
            subset = typefaces.read(file.read_bytes(), widths) if file is not None else None
            if subset:
                yield _PageFont(fonts, key, typefaces.lean(subset, known), widths, _texts(font.ToUnicode.read_bytes()))


def _widths(array: bytes) -> dict[int, bytes]:
    return {
        int(start) + place: width
        for start, run in _WIDTH_ARRAY.findall(array)
        for place, width in enumerate(run.split())
    }


def _texts(cmap: bytes) -> dict[int, bytes]:
    """The text of each glyph, in the hexadecimal digits of UTF-16."""
    blocks = (block.partition(b"endbfchar")[0] for block in cmap.split(b"beginbfchar")[1:])
    return {int(id_, 16): text for block in blocks for id_, text in _TEXTS.findall(block)}


def _rewrite(book: pikepdf.Pdf, group: _FontGroup, program: bytes) -> None:
    """Makes the first font of a group that of all: a glyph that has several texts keeps the first, as in one file."""
    font, widths = group.fonts[0].whole, group.widths
    texts: dict[int, bytes] = {}
    for one in group.fonts:
        texts = {**one.texts, **texts}
    inner, numbers = font.DescendantFonts[0], [float(width) for width in widths.values()]
    descriptor, fixed = inner.FontDescriptor, len(numbers) > 1 and len(set(numbers)) == 1
    descriptor.Flags = int(descriptor.Flags) & ~1 | fixed
    descriptor.FontBBox[2] = max(pikepdf.Object.parse(width) for width in widths.values())
    descriptor.FontFile2 = packed(book, program, Length1=len(flate.padded(program)))
    inner.W = pikepdf.Object.parse(_array(widths))
    font.ToUnicode = packed(book, _cmap(texts))
    for one in group.fonts:
        one.fonts[one.key] = font


def packed(book: pikepdf.Pdf, data: bytes, **keys: Any) -> pikepdf.Stream:  # noqa: ANN401
    """A stream of some bytes, made smaller."""
    return book.make_stream(flate.packed(data), Filter=pikepdf.Name.FlateDecode, **keys)


def _array(widths: Mapping[int, bytes]) -> bytes:
    """The array W of a font: each run of ids by its first, then its widths."""
    runs: list[bytes] = []
    for id_ in sorted(widths):
        runs.append(b"" if id_ - 1 in widths else b"%s%d [" % (b"] " if runs else b"", id_))
        runs.append(widths[id_])
    return b"[" + b" ".join(runs) + b"]]"


def _cmap(texts: Mapping[int, bytes]) -> bytes:
    lines = [b"<%04x> <%s>\n" % (id_, text) for id_, text in sorted(texts.items())]
    batches = [lines[start : start + _BATCH] for start in range(0, len(lines), _BATCH)]
    body = b"".join(b"%d beginbfchar\n%sendbfchar\n" % (len(batch), b"".join(batch)) for batch in batches)
    return _CMAP[0] + body + _CMAP[1]

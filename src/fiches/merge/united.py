"""The fonts of all pages of a booklet: the subsets of each face become one, which every page names."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import pikepdf

from fiches.core import flate, truetype
from fiches.merge import fonts as typefaces
from fiches.merge.fonts import Subset
from fiches.merge.outline import Id, Unlike
from fiches.merge.writing import packed
from fiches.storage import fingerprints

_SEPARATE = ("/ToUnicode", "/FontFile2", "/DescendantFonts", "/FontDescriptor")  # objects of their own
_BATCH = 100  # lines of one block of a CMap, as Adobe limits it
_CMAP = (
    b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
    b"/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
    b"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n",
    b"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend",
)


@dataclass(frozen=True, slots=True)
class FontReading:
    """What a font says: how it is called, its glyphs, their widths in thousandths of the size, and their text."""

    name: str
    subset: Subset
    widths: Mapping[int, bytes]
    texts: Mapping[int, bytes]


@dataclass(frozen=True, slots=True)
class _PageFont:
    """A font of a page, where it is named."""

    fonts: Any  # the dictionary that names it
    key: str
    reading: FontReading

    @property
    def face(self) -> tuple[str | bytes, ...]:
        """Equal for all the fonts that may become one."""
        return self.key, self.reading.name, *self.reading.subset.face


@dataclass(frozen=True, slots=True)
class FontMemory:
    """What a book's fonts came from, by their names on pages: each is one font, of one face, which all pages name.

    Those who have fonts are known by their slugs, the book's own pages by none, in the order of the pages.
    """

    owners: tuple[str, ...]
    digests: Mapping[str, Mapping[str, str]]  # of each font of an owner, by its name
    readings: Mapping[str, bytes]  # by the names: pickled, what the fonts of each owner say


Renaming = dict[Id, Any]  # what stands for the dictionaries of fonts, and for fonts, below resources


def unite(book: pikepdf.Pdf, dictionaries: Sequence[tuple[str, Any]]) -> tuple[Renaming, FontMemory | None]:
    """Makes the subsets of each face one font, under every name that it has, and one dictionary of them.

    The dictionaries of fonts have their owners beside them, and are in the order of the pages. There is a memory where
    other fonts of one owner change none but those of their names.
    """
    known: dict[bytes, bytes] = {}  # what glyphs draw: a hundred sheets have nearly the same
    every = [(one, key, font) for _, one in dictionaries for key, font in one.items()]
    fonts = [_PageFont(one, key, said) for one, key, font in every if (said := _read(font, known))]
    groups = list(_groups(fonts))
    memory = _memory(dictionaries, groups) if len(fonts) == len(every) else None
    are_united = [_made_one(book, group) for group in groups if len(group.fonts) > 1]
    return _one_dictionary(book, [one for _, one in dictionaries]), memory if all(are_united) else None


def _made_one(book: pikepdf.Pdf, group: _FontGroup) -> bool:
    """Whether the fonts of a group could be made one, and now are."""
    program = typefaces.unite([one.reading.subset for one in group.fonts])
    if program is None:
        return False
    font = group.fonts[0].fonts[group.fonts[0].key]
    _rewrite(book, font, [one.reading for one in group.fonts], program)
    for one in group.fonts:
        one.fonts[one.key] = font
    return True


def _memory(dictionaries: Sequence[tuple[str, Any]], groups: Sequence[_FontGroup]) -> FontMemory | None:
    """What is remembered of fonts; None where not each owner has one dictionary, or not each name one font."""
    owners = {fonts.objgen: owner for owner, fonts in dictionaries}
    names = [group.fonts[0].key for group in groups]
    if not owners or not len({*owners.values()}) == len(owners) == len(dictionaries) or len({*names}) != len(names):
        return None
    said = ({owners[one.fonts.objgen]: one.reading for one in group.fonts} for group in groups)
    readings = {name: pickle.dumps(readings) for name, readings in zip(names, said, strict=True)}
    return FontMemory(tuple(owners.values()), {owner: _digests(fonts) for owner, fonts in dictionaries}, readings)


def _digests(fonts: Any) -> dict[str, str]:  # noqa: ANN401
    """The digest of each font of a dictionary as it stands in its file."""
    return {key: _digest(font) for key, font in fonts.items()}


def _digest(font: Any) -> str:  # noqa: ANN401
    inner = font.DescendantFonts[0]
    parts = [font.ToUnicode.read_raw_bytes(), inner.FontDescriptor.FontFile2.read_raw_bytes()]
    for one in (font, inner, inner.FontDescriptor):
        said = pikepdf.Dictionary({key: value for key, value in one.items() if key not in _SEPARATE})
        parts.append(said.unparse(resolved=True))
    return fingerprints.key(*parts)


def renew(book: pikepdf.Pdf, fonts: Any, memory: FontMemory, new: Mapping[str, Any]) -> tuple[Renaming, FontMemory]:  # noqa: ANN401
    """Brings the dictionary of a book's `fonts` up to date with the `new` ones of some owners; what stands for those.

    Unlike, where a font would have to be made of one that the book does not hold.
    """
    digests = {owner: _digests(one) for owner, one in new.items()}
    names = {
        key
        for owner, found in digests.items()
        for key in found.keys() | memory.digests[owner].keys()
        if found.get(key) != memory.digests[owner].get(key)
    }
    readings = dict(memory.readings)
    for key in names:
        before: dict[str, FontReading] = pickle.loads(readings.pop(key)) if key in readings else {}
        now = _owned(key, before, memory.owners, new)
        if now:
            fonts[key] = _renewed(book, key, (before, now), fonts, new)
            readings[key] = pickle.dumps(now)
        else:
            del fonts[key]
    found: Renaming = {one.objgen: fonts for one in (fonts, *new.values())}
    found |= {font.objgen: font for font in fonts.values()}
    return found, FontMemory(memory.owners, {**memory.digests, **digests}, readings)


def _owned(
    key: str, before: Mapping[str, FontReading], owners: Sequence[str], new: Mapping[str, Any]
) -> dict[str, FontReading]:
    """What the fonts of a name say now, by their owners."""
    known = {glyph: glyph for one in before.values() for glyph in one.subset.glyphs.values()}
    found = {}
    for owner in owners:
        is_new = key in new.get(owner, ())
        said = _read(new[owner][key], known) if is_new else before.get(owner) if owner not in new else None
        if said:
            found[owner] = said
        elif is_new:
            raise Unlike
    return found


def _renewed(
    book: pikepdf.Pdf,
    key: str,
    said: tuple[Mapping[str, FontReading], Mapping[str, FontReading]],
    fonts: Any,  # noqa: ANN401
    new: Mapping[str, Any],
) -> Any:  # noqa: ANN401
    """The font of all whose fonts say this, before and now."""
    before, now = said
    first = next(iter(now))
    if first not in new and (len(now) == 1 or next(iter(before)) != first):
        raise Unlike
    font = new[first][key] if first in new else fonts[key]
    if len(now) > 1:
        every = [_PageFont(None, key, one) for one in now.values()]
        program = typefaces.unite([one.subset for one in now.values()]) if len([*_groups(every)]) == 1 else None
        if program is None:
            raise Unlike
        _rewrite(book, font, list(now.values()), program)
    return font


def _one_dictionary(book: pikepdf.Pdf, dictionaries: Sequence[Any]) -> Renaming:
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


@dataclass(frozen=True, slots=True)
class _FontGroup:
    """Fonts that may become one, and the width of each of their glyphs."""

    fonts: list[_PageFont]
    widths: dict[int, bytes]

    def agrees(self, other: FontReading) -> bool:
        """Whether glyphs are as wide in another font."""
        return all(self.widths.get(id_, width) == width for id_, width in other.widths.items())


def _groups(fonts: Iterable[_PageFont]) -> Iterable[_FontGroup]:
    """Fonts that may become one, face by face; those whose glyphs are as wide."""
    faces: dict[tuple[str | bytes, ...], list[_FontGroup]] = {}
    for font in fonts:
        known = faces.setdefault(font.face, [])
        group = next((group for group in known if group.agrees(font.reading)), None)
        if group is None:
            known.append(group := _FontGroup([], {}))
        group.fonts.append(font)
        group.widths.update(font.reading.widths)
    return chain.from_iterable(faces.values())


def _read(font: Any, known: dict[bytes, bytes]) -> FontReading | None:  # noqa: ANN401
    """A font that can be united: TrueType, its codes the ids of glyphs, each with its width and text."""
    if font.get("/Encoding") != "/Identity-H":  # of a Type 3 font, or one whose characters are not all its own
        return None
    inner = font.DescendantFonts[0]
    file = inner.FontDescriptor.get("/FontFile2")
    widths = truetype.widths(inner.W.unparse(resolved=True))
    subset = typefaces.read(file.read_bytes(), widths) if file is not None else None
    if subset is None:
        return None
    subset = typefaces.lean(subset, known)
    return FontReading(str(font.BaseFont), subset, widths, truetype.texts(font.ToUnicode.read_bytes()))


def _rewrite(book: pikepdf.Pdf, font: Any, readings: Sequence[FontReading], program: bytes) -> None:  # noqa: ANN401
    """Makes a font that of all who say this: a glyph that has several texts keeps the first, as in one file."""
    texts: dict[int, bytes] = {}
    widths: dict[int, bytes] = {}
    for one in readings:
        texts = {**one.texts, **texts}
        widths |= one.widths
    inner, numbers = font.DescendantFonts[0], [float(width) for width in widths.values()]
    descriptor, fixed = inner.FontDescriptor, len(numbers) > 1 and len(set(numbers)) == 1
    descriptor.Flags = int(descriptor.Flags) & ~1 | fixed
    descriptor.FontBBox[2] = max(pikepdf.Object.parse(width) for width in widths.values())
    descriptor.FontFile2 = packed(book, program, Length1=len(flate.padded(program)))
    inner.W = pikepdf.Object.parse(_array(widths))
    font.ToUnicode = packed(book, _cmap(texts))


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

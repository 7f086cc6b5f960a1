"""Finished lines that are read both ways become HTML: what is read the other way stands in an element that says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import groupby, pairwise
from typing import NamedTuple

from fiches.config.languages import is_rtl
from fiches.content.blocks import CodeText, Inline, LineBreak, NoteMark, Span, Words
from fiches.typography.elements import LINK, inside, opening

# Printed, these leave nothing: around digits that would else be read from right to left; before signs that stand with
# no letter, since faces have a full stop and quotation marks for Latin letters and others for Arabic ones.
OVERRIDE, POP, ARABIC_MARK = "\u202d", "\u202c", "\u061c"
_LEFTWARD_DIGITS = frozenset(map(chr, (*range(0x660, 0x66A), *range(0x6F0, 0x6FA))))


class OpenElement(NamedTuple):
    """An element around text: its tags, which of its kind it is, the language that it says, whether it is a link."""

    start: str
    end: str
    number: int
    lang: str = ""
    is_link: bool = False

    @property
    def base(self) -> int | None:
        """1 where what stands in it is ordered from right to left, 0 from left to right; None as around it."""
        return int(is_rtl(self.lang)) if self.lang else None


class Leaf(NamedTuple):
    """A stretch of a paragraph within the same elements, the outermost first; `markup`: the HTML that it stands for."""

    text: str
    path: tuple[OpenElement, ...]
    markup: str = ""


class _Atom(NamedTuple):
    """A stretch of a line of one level, within the same elements."""

    text: str
    level: int
    path: tuple[OpenElement, ...]
    markup: str = ""


class MixedLineWriter:
    """As `LineWriter`, for a paragraph whose characters have the embedding levels `levels`, from right to left or not.

    The engine orders the elements of a line by the direction of what they stand in, each as a whole: so each stretch of
    a line that is read one way is an element, in it those that are read the other way, as their levels say (UAX 9, L2).
    """

    def __init__(self, leaves: Iterable[Leaf], marks: Mapping[int, str], levels: Sequence[int], *, rtl: bool) -> None:
        self._leaves, self._marks, self._levels, self._base = tuple(leaves), marks, levels, int(rtl)
        self._text = "".join(leaf.text for leaf in self._leaves)

    def html(self, start: int, end: int) -> str:
        """What stands from one offset to another, but for the end of its last line."""
        ends = sorted({start, end, *(offset for offset in self._marks if start < offset < end)})
        return "\n".join(self._line(*one) for one in pairwise(ends))

    def _line(self, start: int, end: int) -> str:
        atoms = list(self._atoms(start, end))
        if atoms and (mark := self._marks.get(end, "")):
            last = atoms[-1]
            kept = last.text.removesuffix("-") if last.text.endswith("-") else last.text
            atoms[-1] = last._replace(text=kept + mark)
        return "".join(_embedded(atoms, self._base, 0))

    def _atoms(self, start: int, end: int) -> Iterator[_Atom]:
        """The stretches of a line, the spaces at its end of the paragraph's own level."""
        place, levels = 0, list(self._levels[start:end])
        kept = len(self._text[start:end].rstrip(" \n"))
        levels[kept:] = [self._base] * (len(levels) - kept)
        for words, path, markup in self._leaves:
            first, last = max(place, start), min(place + len(words), end)
            for level, group in groupby(range(first, last), key=lambda at: levels[at - start]):
                places = list(group)
                shown = words[places[0] - place : places[-1] + 1 - place].replace("\n", "")
                if shown:
                    yield _Atom(shown, level, path, markup)
            place += len(words)


def leaves(inlines: Sequence[Inline]) -> Iterator[Leaf]:
    """The stretches of text of a paragraph's content."""
    for number, inline in enumerate(inlines):
        yield from _leaves(inline, (), number)


def _leaves(inline: Inline, path: tuple[OpenElement, ...], number: int) -> Iterator[Leaf]:
    match inline:
        case Words(text):
            yield Leaf(text, path)
        case CodeText(text):
            yield Leaf(text, (*path, OpenElement("<code>", "</code>", number)))
        case LineBreak():
            yield Leaf("\n", path)
        case Span() | NoteMark():
            lang, tag = (inline.lang, inline.tag) if isinstance(inline, Span) else ("", LINK)
            element = OpenElement(*opening(inline), number, lang, is_link=tag == LINK)
            for place, child in enumerate(inside(inline)):
                yield from _leaves(child, (*path, element), place)


def _embedded(atoms: Sequence[_Atom], level: int, depth: int) -> Iterator[str]:
    """The atoms of a line, `depth` of whose elements are open, where what is around is of a level.

    Each stretch of those that are read the other way is in an element; so are those of an element of the text, unless
    some of them are ordered with what stands beside it: then each stretch has the element for itself.
    """
    place = 0
    while place < len(atoms):
        end = _element_end(atoms, place, depth)
        if end > place and _is_whole(atoms, (place, end), level, depth):
            yield _in_element(atoms[place:end], level, depth)
        elif atoms[place].level > level:
            end = next((at for at in range(place, len(atoms)) if atoms[at].level <= level), len(atoms))
            yield _turned(atoms[place:end], level, depth)
        elif end > place:
            end = place + 1
            yield _in_element(atoms[place:end], level, depth)
        else:
            end = place + 1
            yield _written(atoms[place], is_last=end == len(atoms))
        place = end


def _element_end(atoms: Sequence[_Atom], place: int, depth: int) -> int:
    """Where the element ends that begins with an atom; there, if none does."""
    path = atoms[place].path
    if len(path) <= depth:
        return place
    return next((at for at in range(place, len(atoms)) if atoms[at].path[: depth + 1] != path[: depth + 1]), len(atoms))


def _is_whole(atoms: Sequence[_Atom], stretch: tuple[int, int], level: int, depth: int) -> bool:
    """Whether an element holds all that its atoms are ordered with; a link, whether there is nothing to order in it."""
    start, end = stretch
    if atoms[start].path[depth].is_link and any(one.level != level for one in atoms[start:end]):
        return False
    deeper = [one.level > level for one in atoms]
    tied_before = start > 0 and deeper[start - 1] and deeper[start]
    tied_after = end < len(atoms) and deeper[end - 1] and deeper[end]
    return not tied_before and not tied_after


def _in_element(atoms: Sequence[_Atom], level: int, depth: int) -> str:
    """Atoms in the next of their elements, which may say how they are ordered."""
    element, lowest = atoms[0].path[depth], min(one.level for one in atoms)
    own = level if element.base is None else lowest - (lowest - element.base) % 2
    return f"{element.start}{''.join(_embedded(atoms, own, depth + 1))}{element.end}"


def _turned(atoms: Sequence[_Atom], level: int, depth: int) -> str:
    """Atoms that are all deeper than what is around them, in an element that says how they are read."""
    lowest = min(one.level for one in atoms)
    content = "".join(_embedded(atoms, lowest, depth))
    return f'<span dir="{"rtl" if lowest % 2 else "ltr"}">{content}</span>' if (lowest - level) % 2 else content


def _written(atom: _Atom, *, is_last: bool) -> str:
    """A stretch of text, whose elements are open.

    The engine draws no text that is only spaces: within a line nothing would part what is copied.
    """
    if atom.markup:
        return atom.markup
    text = escape(atom.text, quote=False)
    leftwards = atom.level % 2 == 0 and not _LEFTWARD_DIGITS.isdisjoint(text)
    is_undrawn = text.isspace() and not is_last
    if atom.level % 2 and not (text.isspace() or any(map(str.isalpha, atom.text))):
        return f"{ARABIC_MARK}{text}"
    return f"{OVERRIDE}{text}{POP}" if leftwards or is_undrawn else text

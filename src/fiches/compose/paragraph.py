"""A paragraph made ready for its lines: its text in runs of one style, and each place where a line may end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate, groupby, pairwise
from operator import itemgetter
from typing import NamedTuple

from fiches.compose.divisions import SHORTEST_DIVIDED, may_divide, syllables
from fiches.compose.typefaces import Typefaces, TypeStyle
from fiches.config.languages import is_rtl, slopes
from fiches.content.blocks import CodeText, Inline, LineBreak, NoteMark, NotePlace, Span, Words
from fiches.typography.directions import Passage, is_mixed, levels
from fiches.typography.elements import VERBATIM
from fiches.typography.html_writer import LONGEST_UNBROKEN_ADDRESS, is_address, stays_whole

DIVISION = "\u2010"  # drawn at the end of a line that divides a word; whoever copies it gets U+00AD
TRUE_HYPHEN = "\u2011"  # drawn for the hyphen of a compound at the end of a line; whoever copies it gets U+2010
EMPHASIS, STRONG, VERBATIM_SCALE = "em", ("strong", "b"), 1.05
RAISED, RAISED_SCALE = "sup", 0.65  # of the size of the text around it, as style sheets have it
_UNSPACED = re.compile(r"[^ \n]+")
_LONG_WORD, _LINKED_WORD = re.compile(rf"[^ \n]{{{SHORTEST_DIVIDED},}}"), re.compile(r"[^ \n]*[-/][^ \n]*")
_BLANK = re.compile(r"[ \n]")
_LETTERS_IN_A_ROW = re.compile(r"[^\W\d_]+")
_SHORT = re.compile(r"(?:^|[\s\u00a0\u202f«(])(?:[\w’']{1,3}|&|\w{1,2}[’'](?:une?|en|y|on|ils?))$")
_CAPITAL = "A-ZÀ-ÖØ-ÞŒŠŽ"
_NAME_BEFORE = re.compile(rf"(?:^|[\s\u00a0«(’'])(?:[{_CAPITAL}][\w’'-]*|&)$")
_NAME_AFTER = re.compile(rf" (?:[dlDL][’'])?(?:[{_CAPITAL}]|& )")
_INNER_HYPHEN = re.compile(r"(?<=\w)-(?=[^\W\d])")
_STROKE = re.compile(r"(?<=[^/])/(?=[^/])")
_SIGNS_OF_ADDRESSES = (
    _STROKE,
    re.compile(r"/(?=[^/])|(?<=\w)(?=\.\w)"),
    re.compile(r"/(?=[^/])|(?<=\w)(?=[.?&=_~-]\w)"),
)  # at which one is cut, the best first
_ADDRESSEE = re.compile(r"[\w.+-]+@[\w-]+\.")


class TypeRun(NamedTuple):
    """A stretch of text in one style and one language; `rtl`: it is read from right to left."""

    text: str
    style: TypeStyle
    language: str
    rtl: bool = False


class Break(NamedTuple):
    """Where a line may end: `offset` characters into the text, the next one begins.

    A line from break a to break b is `b.end - a.start` em wide, with the `mark` of b drawn at its end.
    """

    offset: int
    end: float
    start: float
    mark: str = ""
    is_forced: bool = False
    is_space: bool = False
    after_short: bool = False  # the word before calls for the next: « de », « la »


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """How a paragraph is set: its type, that of passages in other scripts by language, and what its lines may do."""

    type: TypeStyle
    scripts: tuple[tuple[str, TypeStyle], ...] = ()
    strong: int = 700  # the weight of what is strong in it
    divides: bool = True  # words
    holds: bool = False  # short words to the next, and names together: titles, quotations, captions

    def within(self, language: str) -> ParagraphStyle:
        """The same for a paragraph in another language than the text around it."""
        return replace(self, type=self.of_language(language, self.type))

    def of_language(self, language: str, around: TypeStyle) -> TypeStyle:
        """The type of a passage in a language, within text of another."""
        found = dict(self.scripts).get(language.split("-", maxsplit=1)[0])
        if found is None:
            return around
        return replace(found, scale=around.scale, weight=around.weight, italic=around.italic and slopes(language))


@dataclass(frozen=True, slots=True, eq=False)  # known by what it is: its lines are kept by it
class Paragraph:
    """Text ready to be cut into lines: where they may end without dividing a word, and with it. Lengths in em.

    `levels`: how each character is embedded, where not all is read from left to right (see `typography.directions`).
    """

    text: str
    runs: tuple[TypeRun, ...]
    widths: tuple[float, ...]  # how far along each character begins, then the end
    plain: tuple[Break, ...]
    language: str
    faces: Typefaces
    divides: bool
    levels: tuple[int, ...] = ()
    narrowed: float = 0.0  # the share of their width that spaces are counted without: its lines are justified


def runs_of(inlines: Sequence[Inline], style: ParagraphStyle, language: str) -> Iterator[TypeRun]:
    """The runs of a paragraph's content after typography; letters that may be joined are in one."""
    runs = (run for run in _runs(inlines, style, (style.type, language)) if run.text)
    for (kept, own), group in groupby(runs, key=lambda run: (run.style, run.language)):
        if is_rtl(own):
            yield TypeRun("".join(run.text for run in group), kept, own)
        else:
            yield from group


def _runs(inlines: Sequence[Inline], style: ParagraphStyle, around: tuple[TypeStyle, str]) -> Iterator[TypeRun]:
    own, language = around
    for inline in inlines:
        match inline:
            case Words(text) | CodeText(text):
                yield TypeRun(text, own, language)
            case LineBreak():
                yield TypeRun("\n", own, language)
            case NoteMark(text=text, place=place):
                scale = 1.0 if place is NotePlace.NOTE else RAISED_SCALE
                yield TypeRun(text, replace(own, scale=own.scale * scale), language)
            case Span():
                inside = inline.lang or language
                yield from _runs(inline.children, style, (_within(inline, style, own, inside), inside))


def _within(span: Span, style: ParagraphStyle, around: TypeStyle, language: str) -> TypeStyle:
    """The type of a span, which is in a language, in text of another."""
    own = style.of_language(span.lang, around) if span.lang else around
    if span.tag == VERBATIM:
        return replace(own, italic=slopes(language), scale=own.scale * VERBATIM_SCALE)
    if span.tag == RAISED:
        return replace(own, scale=own.scale * RAISED_SCALE)
    if span.tag == EMPHASIS:
        return replace(own, italic=True) if slopes(language) else replace(own, weight=style.strong)
    return replace(own, weight=style.strong) if span.tag in STRONG else own


@lru_cache(maxsize=2048)
def ready(runs: tuple[TypeRun, ...], style: ParagraphStyle, language: str, faces: Typefaces) -> Paragraph:
    """A paragraph with all the places where its lines may end; its size and its measure are not known yet."""
    text = "".join(run.text for run in runs)
    embedded = _embedded(text, runs, language)
    if embedded:
        runs = tuple(_of_one_level(runs, embedded))
    widths = _widths(runs, faces)
    plain = sorted([*_plain_breaks(text, widths, style), *_in_words(text, runs, widths, faces)])
    first, last = Break(0, 0.0, 0.0, is_forced=True), Break(len(text), widths[-1], widths[-1], is_forced=True)
    return Paragraph(text, runs, widths, (first, *plain, last), language, faces, style.divides, embedded)


def _embedded(text: str, runs: Sequence[TypeRun], language: str) -> tuple[int, ...]:
    """The levels of the characters of a paragraph; none where all are read from left to right."""
    rtl = is_rtl(language)
    return levels(text, tuple(_passages(runs, rtl=rtl)), rtl=rtl) if text and is_mixed(text, rtl=rtl) else ()


def _passages(runs: Sequence[TypeRun], *, rtl: bool) -> Iterator[Passage]:
    """The stretches of a paragraph in a language that is read the other way."""
    place = 0
    for way, group in groupby(runs, key=lambda run: is_rtl(run.language)):
        start, place = place, place + sum(len(run.text) for run in group)
        if way != rtl:
            yield Passage(start, place, way)


def _of_one_level(runs: Sequence[TypeRun], embedded: Sequence[int]) -> Iterator[TypeRun]:
    """The runs cut where the level changes: each stretch is shaped, and drawn, by itself."""
    own = iter(embedded)
    for run in runs:
        for level, group in groupby(zip(run.text, own, strict=False), key=itemgetter(1)):
            yield run._replace(text="".join(char for char, _ in group), rtl=level % 2 == 1)


@lru_cache(maxsize=2048)
def divided(paragraph: Paragraph) -> tuple[Break, ...]:
    """Where its lines may end when words are divided too."""
    return tuple(sorted([*paragraph.plain, *_divisions(paragraph)])) if paragraph.divides else paragraph.plain


def _widths(runs: Sequence[TypeRun], faces: Typefaces) -> tuple[float, ...]:
    along, whole = 0.0, [0.0]
    for run in runs:
        own = faces.widths(run.text, run.style, rtl=run.rtl) if run.text != "\n" else (0.0, 0.0)
        whole += [along + place for place in own[1:]]
        along = whole[-1]
    return tuple(whole)


def _plain_breaks(text: str, widths: Sequence[float], style: ParagraphStyle) -> Iterator[Break]:
    for found in _BLANK.finditer(text):
        index = found.start()
        if found[0] == "\n":
            yield Break(index + 1, widths[index], widths[index + 1], is_forced=True)
        elif 0 < index < len(text) - 1 and text[index - 1] != " ":
            short = style.holds and (calls_for_next(text, index) or is_in_name(text, index))
            yield Break(index + 1, widths[index], widths[index + 1], is_space=True, after_short=short)


def calls_for_next(text: str, end: int) -> bool:
    """Whether the word that ends there calls for the next: « de », « la »."""
    return bool(_SHORT.search(text[max(0, end - 7) : end]))


def is_in_name(text: str, end: int) -> bool:
    """Whether the words on both sides of a space are of one name: « Coup d'Éclats », « Jeunesse & Développement »."""
    return bool(_NAME_BEFORE.search(text[max(0, end - 40) : end]) and _NAME_AFTER.match(text, end))


class _Stretch(NamedTuple):
    """A word between two spaces within one run, and where it begins in the text."""

    word: str
    place: int
    run: TypeRun
    after: str  # the character behind it in its run

    def cut(self, at: int, mark: str, widths: Sequence[float], faces: Typefaces) -> Break:
        """The end of a line after `at` of its characters, where `mark` is drawn."""
        end = self.place + len(self.word)
        kept = self.word[:at].removesuffix("-") if mark == TRUE_HYPHEN else self.word[:at]
        before = faces.widths(kept + mark, self.run.style, rtl=self.run.rtl)[-1]
        rest = faces.widths(self.word[at:] + self.after, self.run.style, rtl=self.run.rtl)[len(self.word) - at]
        return Break(self.place + at, widths[self.place] + before, widths[end] - rest, mark)


def _stretches(text: str, runs: Sequence[TypeRun], words: re.Pattern[str]) -> Iterator[_Stretch]:
    """The words of some pattern that stand within one run."""
    for run, (start, end) in zip(runs, pairwise(accumulate((len(run.text) for run in runs), initial=0)), strict=True):
        for found in words.finditer(run.text):
            first, last = start + found.start(), start + found.end()
            if (first == 0 or first > start or text[first - 1] in " \n") and (
                last == len(text) or last < end or text[last] in " \n"
            ):
                yield _Stretch(found[0], first, run, run.text[found.end() : found.end() + 1])


def _in_words(text: str, runs: Sequence[TypeRun], widths: Sequence[float], faces: Typefaces) -> Iterator[Break]:
    """The ends of lines at the hyphens of compounds that are long, and after the strokes of long addresses."""
    for one in _stretches(text, runs, _LINKED_WORD):
        if is_address(one.word):
            strokes = _STROKE.finditer(one.word) if len(one.word) > LONGEST_UNBROKEN_ADDRESS else ()
            yield from (one.cut(stroke.end(), "", widths, faces) for stroke in strokes)
        elif "-" in one.word and not stays_whole(one.word) and not _ADDRESSEE.search(one.word):
            for hyphen in _INNER_HYPHEN.finditer(one.word):
                mark = TRUE_HYPHEN if faces.has(TRUE_HYPHEN, one.run.style) else ""
                yield one.cut(hyphen.end(), mark, widths, faces)


def _divisions(paragraph: Paragraph) -> Iterator[Break]:
    """The ends of lines within words: none in names, acronyms, compounds, addresses, numbers and foreign words.

    Nor in what is stronger than the rest, nor in the last word of the paragraph, whose end would stand alone.
    """
    text, faces = paragraph.text, paragraph.faces
    usual = min((run.style.weight for run in paragraph.runs), default=0)
    for one in _stretches(text, paragraph.runs, _LONG_WORD):
        other = one.run.language != paragraph.language or one.run.style.weight > usual
        if other or one.place + len(one.word) == len(text) or not may_divide(one.word):
            continue
        mark = DIVISION if faces.has(DIVISION, one.run.style) else "-"
        for letters in _LETTERS_IN_A_ROW.finditer(one.word):
            for at in syllables(letters[0], paragraph.language):
                yield one.cut(letters.start() + at, mark, paragraph.widths, faces)


def emergencies(paragraph: Paragraph, most: float) -> tuple[Break, ...]:
    """The same places, and those between any two letters of a word that is wider than `most` em.

    In an address after its strokes only, if that is enough; else before its points too, then before other signs.
    """
    found = list(divided(paragraph))
    known, text, widths = {one.offset for one in found}, paragraph.text, paragraph.widths
    whole = {one.place: one for one in _stretches(text, paragraph.runs, _UNSPACED)}
    for word in _UNSPACED.finditer(text):
        start, end = word.span()
        if widths[end] - widths[start] > most:
            places = (at for at in _anywhere(paragraph, word, most) if at not in known)
            within = whole.get(start)  # letters that are joined are of another width where a line ends between them
            found += (
                within.cut(at - start, "", widths, paragraph.faces) if within else Break(at, widths[at], widths[at])
                for at in places
            )
    return tuple(sorted(found))


def _anywhere(paragraph: Paragraph, word: re.Match[str], most: float) -> Sequence[int]:
    """Where a word that no line holds may be cut."""
    for signs in _SIGNS_OF_ADDRESSES if is_address(word[0]) else ():
        places = [word.start() + one.end() for one in signs.finditer(word[0])]
        ends = pairwise((word.start(), *places, word.end()))
        if places and all(paragraph.widths[to] - paragraph.widths[one] <= most for one, to in ends):
            return places
    return range(word.start() + 1, word.end())

"""A passage of HTML cut into finished lines, by what style sheets say of the elements that it is in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser
from itertools import accumulate, groupby, pairwise
from typing import NamedTuple

from fiches.compose import typefaces
from fiches.compose.galleys import USUAL_RULES
from fiches.compose.line_ends import LineRules, Measure
from fiches.compose.lines import TextLine, fitted
from fiches.compose.paragraph import ParagraphStyle, ready
from fiches.compose.paragraph import TypeRun as Run
from fiches.compose.text_looks import TextLook, elements, look_of, measure_of
from fiches.compose.typefaces import Typefaces, TypeStyle
from fiches.config.languages import is_rtl
from fiches.config.project import Project
from fiches.core.css_cascade import Element, Path, cascade
from fiches.typography.line_writer import ended
from fiches.typography.mixed_lines import Leaf, MixedLineWriter, OpenElement

STAND_IN = "\ufffc"  # stands in a text for an element that has a width and no words
BLOCKS = frozenset(
    ("article", "aside", "blockquote", "dd", "div", "dl", "dt", "figcaption", "figure", "footer", "h1", "h2", "h3",
     "h4", "h5", "h6", "header", "li", "ol", "p", "pre", "section", "table", "tbody", "td", "th", "thead", "tr", "ul")
)  # fmt: skip
VOID = ("br", "img", "wbr")
_WHITE_SPACE = re.compile(r"[ \t\r\n\f]+")


class PassagePiece(NamedTuple):
    """A stretch of a passage: text after white space is settled, or a tag as it was written, and what it is in."""

    text: str
    path: Path
    tag: str = ""

    @property
    def stands_for(self) -> str:
        """What it is in the text of the passage."""
        return "\n" if self.tag.startswith("<br") else self.text


@dataclass(frozen=True, slots=True)
class CutPassage:
    """A passage in its lines."""

    pieces: tuple[PassagePiece, ...]
    lines: tuple[TextLine, ...]
    look: TextLook
    levels: tuple[int, ...] = ()  # how its characters are embedded, where not all is read from left to right
    rtl: bool = False

    @property
    def text(self) -> str:
        """Its words and what stands among them, from which its lines count."""
        return "".join(piece.stands_for for piece in self.pieces)

    @property
    def height(self) -> float:
        """Of its lines, in mm."""
        return len(self.lines) * self.look.line

    @property
    def keeps_words(self) -> bool:
        """Whether each of its lines ends where a word does, or a part of a compound or an address."""
        return all(line.mark or self.text[line.end - 1] in " \n-/" for line in self.lines[:-1])

    @property
    def html(self) -> str:
        """It, a line's end where one is."""
        marks = {line.end: line.mark for line in self.lines[:-1]}
        if self.levels:
            return MixedLineWriter(_leaves(self.pieces), marks, self.levels, rtl=self.rtl).html(0, len(self.levels))
        starts = accumulate((len(piece.stands_for) for piece in self.pieces), initial=0)
        return "".join(_written(piece, start, marks) for piece, start in zip(self.pieces, starts, strict=False))


@dataclass(frozen=True, slots=True)
class LineSetter:
    """Cuts what layouts say into lines: in these faces, by these style sheets, in a document of this language."""

    faces: Typefaces
    sheets: tuple[str, ...]
    rules: LineRules
    root: Path
    linked: tuple[str, ...] = ()  # the names of those style sheets that the document has beside its format's

    def cut(self, html: str, selector: str, width: float = 0.0) -> CutPassage:
        """A passage in an element: the last of a selector of tags, classes and spaces, `width` mm wide.

        Without a width, it is as wide as style sheets say.
        """
        path = self.root + elements(selector)
        return self._cut(pieces_of(html, path), path, width)

    def element(self, selector: str) -> tuple[TextLook, float]:
        """How text looks in an element, and how wide that is in mm."""
        path, sheets = self.root + elements(selector), cascade(self.sheets)
        return look_of(sheets, path), measure_of(sheets, path)

    def flow(self, html: str, selector: str) -> str:
        """Every paragraph, head, item and caption of some HTML in the lines that its element has in the one named.

        Tables and pictures among words stay as they are.
        """
        reader = _PassageReader(self.root + elements(selector))
        reader.feed(html)
        reader.close()
        groups = groupby(reader.pieces, key=_is_boundary)
        return "".join(_plain(group) if bounds else self._flowing(tuple(group)) for bounds, group in groups)

    def _flowing(self, pieces: Sequence[PassagePiece]) -> str:
        """What stands between two tags of blocks."""
        path = _block_of(pieces[0].path)
        kept = any(piece.tag.startswith("<img") for piece in pieces) or not {"table", "pre"}.isdisjoint(
            element.tag for element in path
        )
        if kept or not any(piece.text.strip() for piece in pieces):
            return _plain(pieces)
        cut = self._cut(tuple(_trimmed(pieces)), path)
        indented = " retrait" if cut.look.indent else ""
        return f'<span class="lignes{" suivies" * (len(cut.lines) > 1)}{indented}">{cut.html}</span>'

    def _cut(self, pieces: tuple[PassagePiece, ...], path: Path, width: float = 0.0) -> CutPassage:
        look = look_of(cascade(self.sheets), path)
        runs = tuple(self._run(piece, look) for piece in pieces if piece.stands_for)
        style = ParagraphStyle(look.type, divides=look.divides, holds=not look.divides)
        language = _language(path)
        paragraph = ready(runs, style, language, self.faces)
        wide = width or measure_of(cascade(self.sheets), path)
        measure = Measure(wide / look.em, look.indent / look.em, self.rules.last_least / look.em)
        lines = fitted(paragraph, measure, self.rules, even=look.even) if paragraph.text else ()
        return CutPassage(pieces, lines, look, paragraph.levels, is_rtl(language))

    def _run(self, piece: PassagePiece, around: TextLook) -> Run:
        own, language = look_of(cascade(self.sheets), piece.path), _language(piece.path)
        if piece.text == STAND_IN:
            return Run(STAND_IN, TypeStyle((), scale=own.box.advance / around.em), language)
        return Run(piece.stands_for, _scaled(own, around), language)


def line_setter(
    project: Project,
    languages: Sequence[str],
    rules: LineRules = USUAL_RULES,
    *,
    linked: tuple[str, ...] = (),
    paper: str = "",
) -> LineSetter:
    """That of a document in a language, or of a page in it that is in another: the last.

    `paper` is what the document says of its own, in CSS.
    """
    names = (*project.format.styles, *linked)
    sheets = typefaces.style_sheets(names, project.styles) + ((paper,) if paper else ())
    root = (_page("html", languages[0]), Element("body", frozenset(("document",))), _page("article", languages[-1]))
    faces = typefaces.of_styles(names, project.styles)
    return LineSetter(faces, sheets, rules, root, linked)


def _page(tag: str, language: str) -> Element:
    return Element(tag, lang=language, dir="rtl" if is_rtl(language) else "ltr")


def _scaled(own: TextLook, around: TextLook) -> TypeStyle:
    type_ = own.type
    return TypeStyle(
        type_.families, type_.weight, type_.italic, type_.features, type_.tracking, round(own.size / around.size, 6)
    )


def _language(path: Path) -> str:
    return next((element.lang for element in reversed(path) if element.lang), "")


def _is_boundary(piece: PassagePiece) -> bool:
    """Whether a piece begins a block or ends one."""
    return bool(piece.tag) and piece.path[-1].tag in BLOCKS


def _block_of(path: Path) -> Path:
    """An element's path as far as the innermost block."""
    while path[-1].tag not in BLOCKS and len(path) > 1:
        path = path[:-1]
    return path


def _plain(pieces: Iterable[PassagePiece]) -> str:
    return "".join(piece.tag or escape(piece.text, quote=False) for piece in pieces)


def pieces_of(html: str, path: Path) -> tuple[PassagePiece, ...]:
    """A passage in its pieces: runs of white space are one space, none begins it or ends it."""
    reader = _PassageReader(path)
    reader.feed(html)
    reader.close()
    return tuple(_trimmed(reader.pieces))


class _PassageReader(HTMLParser):
    """Collects the pieces of a passage."""

    def __init__(self, path: Path) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[PassagePiece] = []
        self._path = path
        self._before = [""] * len(path)  # the tag of the last element in each that is open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        told = {name: value or "" for name, value in attrs}
        before, self._before[-1] = self._before[-1], tag
        classes = frozenset(told.get("class", "").split())
        element = Element(tag, classes, told.get("lang", ""), told.get("dir", ""), not before, before)
        self.pieces.append(PassagePiece("", (*self._path, element), self.get_starttag_text() or ""))
        if tag not in VOID:
            self._path = (*self._path, element)
            self._before.append("")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """One begins that has nothing in it."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """One ends; with nothing in it, it is an object among words."""
        last = self.pieces[-1] if self.pieces else None
        if last and last.path == self._path and last.tag:
            self.pieces[-1] = last._replace(text=STAND_IN, tag=f"{last.tag}</{tag}>")
        else:
            self.pieces.append(PassagePiece("", self._path, f"</{tag}>"))
        if len(self._before) > 1:
            self._path = self._path[:-1]
            self._before.pop()

    def handle_data(self, data: str) -> None:
        """Words."""
        is_kept = any(element.tag == "pre" for element in self._path)
        self.pieces.append(PassagePiece(data if is_kept else _WHITE_SPACE.sub(" ", data), self._path))


def _trimmed(pieces: Sequence[PassagePiece]) -> Iterator[PassagePiece]:
    """Without the spaces that follow a space, begin the passage or end it."""
    last = max((place for place, one in enumerate(pieces) if one.text.strip(" ")), default=-1)
    spaced = True
    for place, piece in enumerate(pieces):
        if piece.tag:
            spaced = piece.stands_for == "\n" or (spaced and not piece.stands_for)
            yield piece
            continue
        text = piece.text.lstrip(" ") if spaced else piece.text
        text = text.rstrip(" ") if place >= last else text
        spaced = text.endswith(" ") if text else spaced
        yield piece._replace(text=text)


def _leaves(pieces: Sequence[PassagePiece]) -> Iterator[Leaf]:
    """The stretches of text of a passage, and what stands among them, in the elements that are open there."""
    opened: tuple[OpenElement, ...] = ()
    for number, piece in enumerate(pieces):
        if not piece.tag:
            yield Leaf(piece.text, opened)
        elif piece.stands_for:
            yield Leaf(piece.stands_for, opened, "" if piece.stands_for == "\n" else piece.tag)
        elif piece.tag.startswith("</"):
            opened = opened[:-1]
        elif piece.path[-1].tag not in VOID:
            own = piece.path[-1]
            opened = (*opened, OpenElement(piece.tag, f"</{own.tag}>", number, own.lang, own.tag == "a"))


def _written(piece: PassagePiece, start: int, marks: Mapping[int, str]) -> str:
    """A piece that begins at an offset of the passage."""
    if piece.tag:
        return "\n" if piece.stands_for == "\n" else piece.tag
    ends = [place - start for place in sorted(marks) if start < place <= start + len(piece.text)]
    parts = [piece.text[one:other] for one, other in pairwise((0, *ends, len(piece.text)))]
    lines = [ended(part, marks[start + end]) for part, end in zip(parts, ends, strict=False)]
    return "".join(lines) + escape(parts[-1], quote=False)

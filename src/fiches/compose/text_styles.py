"""How each block of text of the composed pages is set: its type by style sheets, its insets, what is above it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, NamedTuple

from fiches.compose.paragraph import ParagraphStyle
from fiches.compose.text_looks import SetBlock, elements
from fiches.compose.typefaces import Typefaces, TypeStyle
from fiches.config import languages
from fiches.core.css_cascade import Element, Path, cascade

RUNNING, TITLE, FIELD, QUOTE = "texte", "titre", "champ", "exergue"  # kinds of text
RUNNING_ON = "suite"
HEAD, HEAD_END = "cle", "reste"  # the key word of a rubric's head and what follows it, whose sizes style sheets say
PULLED = "phrase"  # a sentence of the sheet, pulled out like a quotation
VOICE, REPORTED, CARD, PRESENTED, ADVICE = "temoignage", "rapporte", "carte", "presentation", "conseils"
PHOTO_CAPTION = "legende"
STANDFIRST, FACT_LABEL, FACT_VALUE, FIGURE, COUNTED = "chapeau", "etiquette", "fait", "chiffre", "compte"
PROBES = (10.0, 20.0)  # sizes (points) of a block, with leadings of half as many mm: what is the same at both is fixed
BOLD = Element("b")


@dataclass(frozen=True, slots=True)
class Setting:
    """How one kind of paragraph is set: lengths in mm, in lines of its block's leading, in em of its block's size.

    `size` in points and `leading` are 0 where they are those of its block.
    """

    style: ParagraphStyle
    size: float = 0.0
    scale: float = 1.0  # of the size of its block, where it has none of its own
    leading: float = 0.0
    indent: float = 0.0  # of the first line of a paragraph that follows another
    above: float = 0.0  # mm, unless it comes first
    above_lines: float = 0.0  # the same in lines
    inset_em: float = 0.0  # from where its side of the block begins
    even: bool = False  # its lines are as long as each other: a title, a name, a quotation


class Insets(NamedTuple):
    """How far in, in mm, the items of a list stand, plain or numbered, and a quotation on both its sides."""

    ul: float = 4.5
    ol: float = 5.5
    blockquote: float = 4.5


USUAL_INSETS = Insets()


@dataclass(frozen=True, slots=True)
class BlockStyle:
    """The kinds of paragraph of one block of text, by the kind of `content.blocks.Block` that they come from."""

    paragraph: Setting
    heading: Setting
    rubric: Setting  # the head of one that stands in running text
    attribution: Setting
    quote: Setting
    note: Setting
    insets: Insets = USUAL_INSETS
    whole: bool = False  # its paragraphs are not cut by a column that could hold them
    marked: bool = False  # each has a mark before it
    runs_on: bool = False  # it goes on from page to page: a table too, its head again at the top of the next


_BLOCK_ELEMENTS: Mapping[str, str] = {  # by kind of text, the element of its block; of others, a class of its name
    TITLE: "h1.bloc.bloc-titre",
    QUOTE: "blockquote.bloc.exergue",
    PULLED: "div.bloc.exergue.phrase",
    REPORTED: "div.bloc.bloc-temoignage.rapporte",
    CARD: "div.bloc.carte",
    RUNNING_ON: "div.bloc.bloc-texte.bloc-suite",
    STANDFIRST: "p.bloc.bloc-chapeau",
    HEAD: "div.cadre",
    HEAD_END: "div.cadre",
    PHOTO_CAPTION: "figure.photo",
}


INSET = "--rentree"  # what style sheets call it
_SAID_WHITE = re.compile(r"(-?[\d.]+)(mm|lh|em)")
_WHITES: Mapping[tuple[str, str], str] = {  # by what style sheets say it with and its unit, attributes of `Setting`
    ("--alinea", "mm"): "indent",
    ("--avant", "mm"): "above",
    ("--avant", "lh"): "above_lines",
    ("--retrait", "em"): "inset_em",
}
_IN_TABLE: Mapping[str, tuple[str, ...]] = {  # by the kind of a block, the elements that it is in
    "caption": ("table", "caption"),
    "head": ("table", "thead", "tr", "th"),
    "cell": ("table", "tbody", "tr", "td"),
}


@dataclass(frozen=True, slots=True)
class TextStyles:
    """The styles of a sheet in one language, in the faces of its theme.

    Style sheets say how the elements of a block look that layouts make; where they stand is said here.
    """

    faces: Typefaces
    language: str
    sheets: tuple[str, ...]
    classes: tuple[str, ...] = ()  # that a block has beside those of its kind: its rubric's, its ground's

    @property
    def is_arabic(self) -> bool:
        """Whether the sheet is written in Arabic letters."""
        return languages.is_rtl(self.language)

    def of_classes(self, names: tuple[str, ...]) -> TextStyles:
        """The same for blocks that have such classes, of which most are named by no style sheet."""
        known = cascade(self.sheets).classes.intersection(names)
        return replace(self, classes=tuple(sorted(known))) if known else self

    def of(self, role: str) -> BlockStyle:
        """The style of a kind of text."""
        return _style_of(self, role)

    def block(self, role: str) -> BlockStyle:
        """The same, made anew."""
        kinds = {TITLE: self._title, FIELD: self._gathered, QUOTE: self._quoted, PULLED: self._pulled,
                 VOICE: self._spoken, REPORTED: self._spoken, CARD: self._card, PRESENTED: self._carrier,
                 ADVICE: self._advice, STANDFIRST: self._title, FACT_LABEL: self._plain, FACT_VALUE: self._plain,
                 FIGURE: self._plain, COUNTED: self._title, RUNNING_ON: self._flowing, HEAD: self._headed,
                 HEAD_END: self._head_rest, PHOTO_CAPTION: self._captioned}  # fmt: skip
        return kinds.get(role, self._running)(role)

    def _look(self, role: str, within: str = "", *, divides: bool = False, **whites: float) -> Setting:
        """How an element in a block of that kind looks, with its whites where style sheets say no others."""
        sheets, inner = cascade(self.sheets), elements(within)
        small, large = (SetBlock(self._path(role), size, size / 2) for size in PROBES)
        one, other = small.look(sheets, inner), large.look(sheets, inner)
        strong = small.look(sheets, (*inner, BOLD)).type.weight
        scale = round((other.size - one.size) / (large.size - small.size), 6)
        size = round(one.size - scale * small.size, 4)
        style = ParagraphStyle(one.type, self._scripts, strong, divides, holds=not divides)
        own = Setting(style, size, scale or 1.0, one.line if one.line == other.line else 0.0)
        said: dict[str, Any] = whites | dict(self._whites((*small.path, *inner)))
        return replace(own, **said)

    def _whites(self, path: Path) -> Iterator[tuple[str, float]]:
        """(attribute of a setting, number) of what style sheets say of the whites of an element."""
        for name, value in cascade(self.sheets).declared(path):
            found = _SAID_WHITE.fullmatch(value) if name.startswith("--") else None
            if found and (name, found[2]) in _WHITES:
                yield _WHITES[name, found[2]], float(found[1])

    def in_table(self, role: str, kind: str) -> Setting:
        """How a cell (`cell`), one of the head (`head`) or a caption of a table in such a block looks."""
        return _in_table(self, role, kind)

    def table(self, role: str, kind: str) -> Setting:
        """The same, made anew."""
        return self._look(role, " ".join(_IN_TABLE[kind]))

    def _flowing(self, role: str) -> BlockStyle:
        return replace(self._running(role), runs_on=True)

    def _prose(self, role: str, within: str, *, divides: bool = True, indent: float = 4.5) -> Setting:
        """The same of paragraphs, which begin further in; in Arabic they stand apart instead."""
        whites = {"above_lines": 0.5} if self.is_arabic else {"indent": indent}
        return self._look(role, within, divides=divides, **whites)

    def _path(self, role: str) -> Path:
        root = Element("html", lang=self.language, dir="rtl" if self.is_arabic else "ltr")
        sheet = Element("article", frozenset(("sheet",)), self.language, root.dir)
        block = elements(".".join((_BLOCK_ELEMENTS.get(role, f"div.bloc.bloc-{role}"), *self.classes)))
        return (root, *elements("body.document"), sheet, *elements("section.feuille"), *block)

    @property
    def _scripts(self) -> tuple[tuple[str, TypeStyle], ...]:
        return tuple((one.code, TypeStyle(self.faces.families(one.faces))) for one in languages.every() if one.faces)

    def _running(self, role: str) -> BlockStyle:
        body, quote = self._prose(role, "p"), self._prose(role, "blockquote p")
        head, rubric = self._look(role, "h3", above=4.5), replace(self._look(role, "h2", above=4.5), even=True)
        name, note = self._look(role, "p.qui"), self._look(role, "p.note-texte", divides=True)
        return BlockStyle(body, head, rubric, name, quote, note, Insets(**dict(self._insets(role))))

    def _insets(self, role: str) -> Iterator[tuple[str, float]]:
        """(element, mm) of what style sheets say of how far lists and quotations stand in."""
        for tag in Insets._fields:
            for name, value in cascade(self.sheets).declared((*self._path(role), Element(tag))):
                if name == INSET and (found := _SAID_WHITE.fullmatch(value)) and found[2] == "mm":
                    yield tag, float(found[1])

    def _plain(self, role: str) -> BlockStyle:
        return self._only(self._look(role))

    def _title(self, role: str) -> BlockStyle:
        return self._only(replace(self._look(role), even=True))

    def _headed(self, role: str) -> BlockStyle:
        return self._only(self._look(role, "h2.tete span.cle"))

    def _head_rest(self, role: str) -> BlockStyle:
        return self._only(replace(self._look(role, "h2.tete span.suite"), even=True))

    def _captioned(self, role: str) -> BlockStyle:
        return self._only(self._look(role, "figcaption"))

    def _gathered(self, role: str) -> BlockStyle:
        return self._only(self._look(role, "p"))

    def _pulled(self, role: str, inset: float = 0.0) -> BlockStyle:
        said = replace(self._look(role, "p", inset_em=inset), even=True)
        return replace(self._only(said), attribution=self._look(role, "p.qui", above=2.25, inset_em=inset))

    def _quoted(self, role: str) -> BlockStyle:
        """Further in, by the sign before it, whose size is that of the quotation."""
        return self._pulled(role, inset=1.35)

    def _spoken(self, role: str) -> BlockStyle:
        said = self._prose(role, "blockquote.temoignage p", divides=False)
        name = self._look(role, "blockquote.temoignage p.qui", above=2.25)
        running = self._running(role)
        insets = running.insets._replace(blockquote=0.0)
        return replace(running, paragraph=said, attribution=name, quote=said, insets=insets)

    def _card(self, role: str) -> BlockStyle:
        heading = replace(self._look(role, "h3"), even=True)
        return replace(self._running(role), paragraph=self._prose(role, "p", indent=3.9), heading=heading)

    def _carrier(self, role: str) -> BlockStyle:
        running = self._running(role)
        return replace(running, heading=replace(running.heading, even=True))

    def _advice(self, role: str) -> BlockStyle:
        piece = self._look(role, "p", divides=True, above_lines=0.5, inset_em=1.1)
        return replace(self._running(role), paragraph=piece, whole=True, marked=True)

    def _only(self, setting: Setting) -> BlockStyle:
        return BlockStyle(setting, setting, setting, setting, setting, setting)


@lru_cache(maxsize=128)
def _style_of(styles: TextStyles, role: str) -> BlockStyle:
    return styles.block(role)


@lru_cache(maxsize=128)
def _in_table(styles: TextStyles, role: str, kind: str) -> Setting:
    return styles.table(role, kind)

"""How each block of text of the composed pages is set: its type, its insets, what stands above its paragraphs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from fiches.compose.paragraph import ParagraphStyle
from fiches.compose.text_looks import LINING
from fiches.compose.typefaces import Typefaces, TypeStyle

RUNNING, TITLE, FIELD, QUOTE = "texte", "titre", "champ", "exergue"  # kinds of text
VOICE, CARD, PRESENTED, ADVICE = "temoignage", "carte", "presentation", "conseils"
STANDFIRST, FACT_LABEL, FACT_VALUE, FIGURE = "chapeau", "etiquette", "fait", "chiffre"
ARABIC_LANGUAGE = "ar"
OTHER_SCRIPTS = {ARABIC_LANGUAGE: "arabe", "zgh": "texte", "shi": "texte"}  # by language, the role whose faces draw it


@dataclass(frozen=True, slots=True)
class Setting:
    """How one kind of paragraph is set: lengths in mm, in lines of its block's leading, in em of its own size.

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


@dataclass(frozen=True, slots=True)
class BlockStyle:
    """The kinds of paragraph of one block of text, by the kind of `content.blocks.Block` that they come from."""

    paragraph: Setting
    heading: Setting
    rubric: Setting  # the head of one that stands in running text
    attribution: Setting
    quote: Setting
    quote_inset: float = 4.5  # mm, on both sides of a quotation in it
    whole: bool = False  # its paragraphs are not cut by a column that could hold them
    marked: bool = False  # each has a mark before it


@dataclass(frozen=True, slots=True)
class TextStyles:
    """The styles of a sheet in one language, in the faces of its theme."""

    faces: Typefaces
    language: str

    @property
    def is_arabic(self) -> bool:
        """Whether the sheet is written in Arabic letters, which have no slope and are not spaced."""
        return self.language.split("-", maxsplit=1)[0] == ARABIC_LANGUAGE

    @property
    def _text(self) -> str:
        """The role of running text, testimonies and quotations."""
        return "arabe" if self.is_arabic else "texte"

    def of(self, role: str) -> BlockStyle:
        """The style of a kind of text."""
        kinds = {TITLE: self._title, FIELD: self._gathered, QUOTE: self._pulled, VOICE: self._spoken,
                 CARD: self._card, PRESENTED: self._carrier, ADVICE: self._advice, STANDFIRST: self._standing,
                 FACT_LABEL: self._label, FACT_VALUE: self._fact, FIGURE: self._figure}  # fmt: skip
        return kinds.get(role, self._running)()

    def _type(self, role: str, weight: int = 400, *, italic: bool = False) -> TypeStyle:
        return TypeStyle(self.faces.families(role), weight, italic and not self.is_arabic)

    def _style(self, type_: TypeStyle, *, divides: bool = False, strong: int = 700) -> ParagraphStyle:
        scripts = tuple((tongue, TypeStyle(self.faces.families(role))) for tongue, role in OTHER_SCRIPTS.items())
        return ParagraphStyle(type_, scripts, strong, divides, holds=not divides)

    def _running(self) -> BlockStyle:
        """Running text: paragraphs begin further in; in Arabic they stand apart instead."""
        text = self._style(self._type(self._text), divides=True)
        body = Setting(text, above_lines=0.5) if self.is_arabic else Setting(text, indent=4.5)
        quote = replace(body, style=replace(text, type=replace(text.type, italic=not self.is_arabic)))
        head = Setting(self._style(self._type("titres", 700)), 9.4, leading=4.5, above=4.5)
        name = Setting(self._style(self._type("etiquettes", 600)), 8.6, leading=4.5)
        rubric = replace(head, style=self._style(self._type("titres", 800)), size=12.0, even=True)
        return BlockStyle(body, head, rubric, name, quote)

    def _title(self) -> BlockStyle:
        type_ = self._type("titres", 700 if self.is_arabic else 800)
        type_ = replace(type_, features=LINING, tracking=0.0 if self.is_arabic else -0.015)
        return self._only(Setting(self._style(type_), even=True))

    def _gathered(self) -> BlockStyle:
        style = self._style(self._type("etiquettes"), strong=600)
        return self._only(Setting(style, 9.4 if self.is_arabic else 8.2, leading=4.5))

    def _standing(self) -> BlockStyle:
        return self._only(Setting(self._style(self._type(self._text, 500))))

    def _label(self) -> BlockStyle:
        return self._only(Setting(self._style(self._type("etiquettes", 600))))

    def _fact(self) -> BlockStyle:
        return self._only(Setting(self._style(self._type("etiquettes"))))

    def _figure(self) -> BlockStyle:
        type_ = replace(self._type("titres", 800), features=LINING)
        return self._only(Setting(self._style(type_)))

    def _pulled(self) -> BlockStyle:
        type_ = replace(self._type(self._text, 500, italic=True), features=LINING)
        return self._only(Setting(self._style(type_), inset_em=1.35, even=True))

    def _spoken(self) -> BlockStyle:
        type_ = replace(self._type(self._text, 500, italic=True), features=LINING)
        said = Setting(self._style(type_), indent=0.0 if self.is_arabic else 4.5, above_lines=0.5 * self.is_arabic)
        name = Setting(self._style(self._type("etiquettes", 600)), 8.6, leading=4.5, above=2.25)
        heads = self._running()
        return BlockStyle(said, heads.heading, heads.rubric, name, said, quote_inset=0.0)

    def _card(self) -> BlockStyle:
        running = self._running()
        body = running.paragraph if self.is_arabic else replace(running.paragraph, indent=3.9)
        return replace(running, paragraph=body, heading=self._name(8.8, 3.9375))

    def _carrier(self) -> BlockStyle:
        return replace(self._running(), heading=replace(self._name(10.5, 4.5), above=4.5))

    def _name(self, size: float, leading: float) -> Setting:
        """The name of an organisation."""
        style = self._style(self._type("titres", 700))
        return (
            Setting(style, scale=1.05, even=True)
            if self.is_arabic
            else Setting(style, size, leading=leading, even=True)
        )

    def _advice(self) -> BlockStyle:
        running = self._running()
        piece = Setting(running.paragraph.style, above_lines=0.5, inset_em=1.1)
        return replace(running, paragraph=piece, whole=True, marked=True)

    def _only(self, setting: Setting) -> BlockStyle:
        return BlockStyle(setting, setting, setting, setting, setting)


INSETS: Mapping[bool, float] = {False: 4.5, True: 5.5}  # mm, of the items of a list, plain or numbered

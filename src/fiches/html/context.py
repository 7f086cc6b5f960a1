"""What layouts may use of sheets and booklets: their words, ready to be printed."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from fiches.compose.frame import Grid, PlacedFrame
from fiches.compose.model import Layout, PagePlan, PlacedZone, text_of
from fiches.compose.rules import CompositionRules
from fiches.compose.voices import quotes_of
from fiches.config.fields import Values
from fiches.config.formats import Format
from fiches.config.framing import Framing
from fiches.config.languages import is_rtl
from fiches.config.settings import Settings
from fiches.content import numbering
from fiches.content.blocks import Block, Inline
from fiches.content.sheet import Rubric, Sheet
from fiches.graphics import qr
from fiches.graphics.maps.rail import MapDrawing
from fiches.graphics.maps.service import MapService
from fiches.html import composed, metadata, paper, poured
from fiches.html.lined import CutPassage, LineSetter
from fiches.images import photos
from fiches.typography import elision, titles
from fiches.typography.french import NBSP
from fiches.typography.html_writer import HtmlWriter
from fiches.typography.pull_quotes import PullQuote, unquoted
from fiches.typography.typesetting import typeset

FLOWING = "commun/fiche.html"  # the layout that holds any text
FLOWING_WIDTH = 140.0  # mm, of its lines


@dataclass(frozen=True, slots=True)
class PageContext:
    """What a layout may use: the words of one sheet or booklet, ready to be printed."""

    language: str
    format: Format
    settings: Settings
    setter: HtmlWriter
    line_setter: LineSetter
    charts: MapService
    rules: CompositionRules | None  # of composed pages
    core: Sequence[tuple[str, str]]  # what archives are told of it, as Dublin Core

    @property
    def direction(self) -> str:
        """`rtl` or `ltr`."""
        return "rtl" if is_rtl(self.language) else "ltr"

    @property
    def linked(self) -> tuple[str, ...]:
        """The style sheets of its document beside those of the format, by their names."""
        return self.line_setter.linked

    @property
    def collection(self) -> Values:
        """The settings by the keys of collection.yaml, which whoever writes a layout knows."""
        return self.settings.typed

    @property
    def grid(self) -> Grid | None:
        """That of composed pages."""
        return self.rules.grid if self.rules else None

    @property
    def has_kicker(self) -> bool:
        """Whether a line stands above the titles of its sheets, which ends with their number."""
        return self.rules is not None and self.rules.has_kicker

    @property
    def paper(self) -> Markup:
        """As CSS, the size of composed pages and the measures of their grid."""
        return Markup(paper.style(self.rules))  # numbers alone

    def label(self, name: str) -> Markup:
        """A word of the page in its language."""
        return self.text(self.format.label(name, self.language))

    def before(self, name: str, words: str) -> Markup:
        """The same before some words, which it may join: « auprès d'Abderrahmane »."""
        return self.text(elision.joined(self.format.label(name, self.language), words, self.language))

    def named(self, name: str) -> str:
        """The same without any element in it, for what a drawing is called."""
        return self.plain(self.format.label(name, self.language))

    def text(self, text: object, *, running: bool = False) -> Markup:
        """Plain text, set; on a `running` line, which nothing cuts, numbers and addresses keep their own order."""
        return Markup((replace(self.setter, apart=True) if running else self.setter).text(str(text)))  # escaped there

    def lined(self, content: object, selector: str, width: float = 0.0) -> Markup:
        """Text or what is set already, in finished lines, in an element of its own: see `lines`.

        Without a selector it stays as it is.
        """
        if not selector:
            return self._set(content)
        cut = self.cut(content, selector, width)
        several = " suivies" if len(cut.lines) > 1 else ""
        return Markup(f'<span class="lignes{several}">{cut.html}</span>')  # escaped when it was cut

    def lines(self, content: object, selector: str, width: float = 0.0) -> Markup:
        """The same for an element of the class `lignes`.

        The selector names it and what it stands in: `.rail p.ville`. It is `width` mm wide, or as style sheets say.
        """
        return Markup(self.cut(content, selector, width).html)

    def address_lines(self, address: object, selector: str, width: float = 0.0) -> Markup:
        """Those of an address as people read it, for an element that says that it is read from left to right."""
        return Markup(replace(self.cut(address, selector, width), levels=()).html)  # escaped when it was cut

    def cut(self, content: object, selector: str, width: float = 0.0) -> CutPassage:
        """The same before it is written."""
        return self.line_setter.cut(self._set(content), selector, width)

    def flowing(self, content: Markup, selector: str) -> Markup:
        """What is set already, every paragraph, head, item and caption in it in finished lines: see `lines`."""
        return Markup(self.line_setter.flow(content, selector))  # escaped when it was set

    def columns(
        self, blocks: Sequence[Block], selector: str, heights: Sequence[float], into: tuple[int, float] = (1, 0.0)
    ) -> list[Markup]:
        """Prose `into` (so many columns, mm between) page by page: as high as `heights` say (mm), then as the last.

        Each is for an element of the class `bloc` that the selector names and whose `width` style sheets say.
        """
        return poured.pages(blocks, self.setter, self.line_setter, poured.ColumnGrid(selector, heights, *into))

    def _set(self, content: object) -> Markup:
        return content if isinstance(content, Markup) else self.text(content)

    def display(self, text: str) -> Markup:
        """A title or a quotation, set, whose short words stay with the next: no line ends on « de » or « la »."""
        return self.text(titles.held(text))

    def sized(self, texts: Sequence[str], selector: str, classes: Sequence[str], room: tuple[float, float]) -> str:
        """The first of some classes of an element in which each text takes `room` (width, height) mm at most, whole.

        The last, when none does; the width is 0 where style sheets say it.
        """
        width, height = room
        for name in classes:
            cuts = [self.cut(text, f"{selector}.{name}", width) for text in texts]
            if all(cut.height <= height and cut.keeps_words for cut in cuts):
                break
        return name

    def photo(self, name: str, width: float, height: float, around: tuple[float, float] | None = None) -> str:
        """The address of a photo made ready to cover so many mm; cut `around` a point of it, where one is given."""
        cut = (round(around[0]), round(around[1])) if around else None
        place = photos.PhotoFrame(math.ceil(width), math.ceil(height), cut)
        return f"/{photos.PHOTO_FOLDER}/{self.settings.screen_dpi}/{place}/{quote(name)}"

    def framing(self, photo: Mapping[str, Any]) -> tuple[float, float]:
        """The point of a photo around which it is cut, in % across and down."""
        return photo.get("cadrage") or Framing()

    def code(self, address: str, *, framed: bool = False) -> str:
        """Where the QR code of an address is drawn; `framed` with the white that it needs on a dark ground."""
        return f"/{qr.QR_FOLDER}/{qr.FRAMED if framed else ''}{quote(address, safe='')}.svg"

    def letters(self, address: str) -> str:
        """An address as people read it."""
        return numbering.spoken(address)

    def together(self, name: str) -> Markup:
        """A person's name, set on one line."""
        return self.text(name.replace(" ", NBSP))

    def plain(self, text: str) -> str:
        """Plain text, set, without any element in it: for a link, whose every element would be a link of its own."""
        return typeset(text, self.language, narrow=self.setter.narrow)

    def inlines(self, inlines: Sequence[Inline]) -> Markup:
        """A paragraph's content, set."""
        return Markup(self.setter.inlines(inlines))

    def prose(self, blocks: Sequence[Block]) -> Markup:
        """Paragraphs, set."""
        return Markup(self.setter.blocks(blocks))

    def spoken(self, blocks: Sequence[Block]) -> Markup:
        """A testimony, set, without the guillemets that enclose the whole of it: its place says that it is speech."""
        return self.prose(unquoted(blocks))

    def emphasised(self, text: str, words: Sequence[str]) -> Markup:
        """A title, set, with some of its words in `<em>`, each on one line."""
        plain, *whole = (self.plain(titles.held(one)) for one in (text, *words))
        for word in whole:
            plain = plain.replace(word, word.replace(" ", NBSP))
        done = str(self.text(plain))
        for word in whole:
            shown = self.text(word.replace(" ", NBSP))
            done = done.replace(shown, f"<em>{shown}</em>")
        return Markup(done)


@dataclass(frozen=True, slots=True)
class SheetContext(PageContext):
    """A sheet as its layout sees it."""

    sheet: Sheet
    layout: Layout | None = None  # where everything stands, when the format composes its pages
    folio: int = 1  # of its first page
    waiting: int = 0  # pages of a booklet that wait for it, instead of its own
    traits: tuple[str, ...] = ()  # what its stamps must know of its pages
    beside_kicker: tuple[float, float] | None = None  # mm left and right of its kicker, in a booklet of others
    number: int | None = None  # in its booklet
    total: int = 0  # of the sheets of its booklet
    draft: bool = False
    surplus: tuple[tuple[Rubric, str], ...] = ()  # of a draft, the words of rubrics that its pages do not hold
    address: str = ""  # its short public address

    @property
    def fields(self) -> Values:
        """The front matter."""
        return self.sheet.fields

    def frames(self, placed: PagePlan | PlacedZone) -> Mapping[str, PlacedFrame]:
        """The frames of a page or of one of its zones, by name, in mm."""
        grid, found = self.grid, placed.frames.items()
        return {name: PlacedFrame(frame, grid, placed.ground_under(frame)) for name, frame in found} if grid else {}

    def composed(self, block: str, placed: PlacedFrame) -> Markup:
        """A block of text in the lines and columns that it has in its frame."""
        frame, text = placed.frame, text_of(block, placed.frame, placed.grid)
        composer, rtl = self.layout.text if self.layout else None, self.direction == "rtl"
        if composer is None:
            return Markup("")
        if frame.cuts:
            return composed.part(composer, text, frame.cuts, rtl=rtl)
        return composed.text(composer, text, rtl=rtl)

    def kind(self, block: str) -> str:
        """What kind of text a block is, where it is not running text: `exergue` for what somebody says."""
        return self.layout.text.roles.get(block, "") if self.layout and self.layout.text else ""

    @property
    def body(self) -> str:
        """The layout of the sheet's own pages."""
        return FLOWING if self.draft and self.layout is None else "fiche.html"

    @property
    def rubrics(self) -> tuple[Rubric, ...]:
        """The rubrics that have text, in order."""
        return self.sheet.rubrics

    def rubric(self, id_: str) -> Rubric | None:
        """One of them, if it has text."""
        return next((rubric for rubric in self.sheet.rubrics if rubric.spec.id == id_), None)

    @property
    def short_title(self) -> str:
        """What the foot of a page calls the sheet: its short title, its title, else what the collection is called."""
        width = self.grid.live if self.grid else FLOWING_WIDTH
        given = self.fields.get("titre_court") or titles.running(self.sheet.title, width)
        return str(given or self.collection.get("titre_courant", ""))

    @property
    def distance(self) -> str:
        """From its city to its place, in km; nothing when either is not known."""
        return self.charts.distance(self.sheet)

    @property
    def places(self) -> list[str]:
        """What its places are called, whatever keys name them."""
        return self.charts.places(self.sheet)

    def rail_map(self, height: float, words: float, figures: float = 0.0) -> MapDrawing | None:
        """The two shores, `height` mm high, of which `words` and `figures` under them take so many at the foot."""
        return self.charts.rail(self.sheet, (height, words, figures), self.named("map_shores"))

    def head(self, rubric: Rubric) -> tuple[Markup, Markup]:
        """The key word of its title and the rest."""
        key, rest = rubric.spec.split_title(self.language)
        return self.text(key), self.text(rest)

    @property
    def chosen_quotes(self) -> list[PullQuote]:
        """The author's pull quotes."""
        return [one for one in quotes_of(self.sheet, self.rules) if one.is_chosen]

    def voice(self) -> PullQuote | None:
        """A quotation that may stand for a picture; None when nobody speaks."""
        return next(iter(quotes_of(self.sheet, self.rules)), None)

    def summary(self, words: int = metadata.SUMMARY_WORDS) -> str:
        """The beginning of the text, for the file's description."""
        return metadata.summary(self.sheet, self.format, words)

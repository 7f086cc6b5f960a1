"""What layouts may use of sheets and booklets: their words, ready to be printed."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup

from fiches.compose.copyfit import TextSetting
from fiches.compose.frame import SHEET_WIDTH, Frame
from fiches.compose.inventory import matter_of
from fiches.compose.model import ContentInventory, Layout
from fiches.config.fields import Values
from fiches.config.formats import Format
from fiches.config.settings import Settings
from fiches.config.translated import localised
from fiches.config.values import RIGHT_TO_LEFT
from fiches.content import numbering
from fiches.content.blocks import Block, Inline
from fiches.content.booklet import Booklet
from fiches.content.sheet import Rubric, Sheet
from fiches.graphics import qr
from fiches.graphics.maps.rail import MapDrawing
from fiches.graphics.maps.service import MapService
from fiches.html import composed, metadata
from fiches.html.lined import CutPassage, LineSetter
from fiches.images import photos
from fiches.typography import titles
from fiches.typography.french import NBSP, typeset
from fiches.typography.html_writer import HtmlWriter
from fiches.typography.pull_quotes import unquoted

FLOWING = "commun/fiche.html"  # the layout that holds any text
TAB_TOP, TAB_PITCH, TABS = 12 * 4.5, 4.5 * 4.5, 10  # mm, mm, and how many keep that pitch
ENTRIES_UNDER_MAP, ENTRIES_A_PAGE = 10, 14


@dataclass(frozen=True, slots=True)
class PageContext:
    """What a layout may use: the words of one sheet or booklet, ready to be printed."""

    language: str
    format: Format
    settings: Settings
    setter: HtmlWriter
    line_setter: LineSetter
    charts: MapService
    core: Sequence[tuple[str, str]]  # what archives are told of it, as Dublin Core

    @property
    def direction(self) -> str:
        """`rtl` or `ltr`."""
        return "rtl" if self.language in RIGHT_TO_LEFT else "ltr"

    @property
    def linked(self) -> tuple[str, ...]:
        """The style sheets of its document beside those of the format, by their names."""
        return self.line_setter.linked

    @property
    def collection(self) -> Values:
        """The settings by the keys of collection.yaml, which whoever writes a layout knows."""
        return self.settings.typed

    def label(self, name: str) -> Markup:
        """A word of the page in its language."""
        return self.text(self.format.label(name, self.language))

    def named(self, name: str) -> str:
        """The same without any element in it, for what a drawing is called."""
        return self.plain(self.format.label(name, self.language))

    def text(self, text: object) -> Markup:
        """Plain text, set."""
        return Markup(self.setter.text(str(text)))  # escaped by the setter

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

    def cut(self, content: object, selector: str, width: float = 0.0) -> CutPassage:
        """The same before it is written."""
        return self.line_setter.cut(self._set(content), selector, width)

    def flowing(self, content: Markup, selector: str) -> Markup:
        """What is set already, every paragraph, head, item and caption in it in finished lines: see `lines`."""
        return Markup(self.line_setter.flow(content, selector))  # escaped when it was set

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

    def photo(self, name: str, width: float, height: float, *, framed: bool = False) -> str:
        """The address of a photo made ready to cover so many mm; `framed`: without what stands over."""
        place = photos.PhotoFrame(math.ceil(width), math.ceil(height), framed)
        return f"/{photos.PHOTO_FOLDER}/{self.settings.screen_dpi}/{place}/{quote(name)}"

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
    matter: ContentInventory | None = None
    folio: int = 1  # of its first page
    waiting: int = 0  # pages of a booklet that wait for it, instead of its own
    traits: tuple[str, ...] = ()  # what its stamps must know of its pages
    number: int | None = None  # in its booklet
    total: int = 0  # of the sheets of its booklet
    draft: bool = False
    surplus: tuple[tuple[Rubric, str], ...] = ()  # of a draft, the words of rubrics that its pages do not hold
    address: str = ""  # its short public address

    @property
    def fields(self) -> Values:
        """The front matter."""
        return self.sheet.fields

    def composed(self, block: str, frame: Frame, inset: float = 0.0) -> Markup:
        """A block of text in the lines and columns that it has in its frame, `inset` mm from both sides of it."""
        text = TextSetting(block, frame.width - 2 * inset, frame.size, frame.leading, frame.columns)
        composer = self.layout.text if self.layout else None
        return composed.text(composer, text, rtl=self.direction == "rtl") if composer else Markup("")

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
    def short_title(self) -> Markup:
        """The title cut to one line, for the foot of the page."""
        return self.text(titles.short(self.sheet.title))

    def left(self, x: float, width: float) -> float:
        """Where something `width` mm wide stands that is `x` mm from the left when read from left to right."""
        return SHEET_WIDTH - x - width if self.direction == "rtl" else x

    @property
    def tab(self) -> float:
        """How far down the page its thumb tab stands, in mm; every sheet of the booklet has its own place."""
        pitch = TAB_PITCH if self.total <= TABS else TABS * TAB_PITCH / self.total
        return TAB_TOP + pitch * ((self.number or 1) - 1)

    @property
    def distance(self) -> str:
        """From its city to its place, in km; nothing when either is not known."""
        return self.charts.distance(self.sheet)

    def rail_map(self, height: float) -> MapDrawing | None:
        """The two shores, `height` mm high."""
        return self.charts.rail(self.sheet, height, self.named("map_shores"))

    def head(self, rubric: Rubric) -> tuple[Markup, Markup]:
        """The key word of its title and the rest."""
        key, rest = rubric.spec.split_title(self.language)
        return self.text(key), self.text(rest)

    def voice(self) -> str:
        """A quotation that may stand for a picture; nothing when nobody speaks."""
        return next(iter(matter_of(self.sheet).quotes.values()), "")

    def summary(self, words: int = metadata.SUMMARY_WORDS) -> str:
        """The beginning of the text, for the file's description."""
        return metadata.summary(self.sheet, words)


@dataclass(frozen=True, slots=True)
class BookletContext(PageContext):
    """A booklet as its layout sees it."""

    booklet: Booklet
    sheets: tuple[SheetContext, ...]
    folios: Mapping[str, int]

    @property
    def address(self) -> str:
        """The public address of the collection; nothing when it has none."""
        return numbering.home(self.settings)

    def folio(self, id_: str) -> int:
        """On which page the element `id_` stands, 0 while that is not known."""
        return self.folios.get(id_, 0)

    @property
    def fields(self) -> Values:
        """The front matter."""
        return self.booklet.fields

    def cover_map(self) -> MapDrawing | None:
        """The chains of the cover."""
        return self.charts.cover([one.sheet for one in self.sheets], self.named("map_cover"))

    def overview_map(self) -> MapDrawing | None:
        """Both shores."""
        return self.charts.overview([one.sheet for one in self.sheets], self.language, self.named("map_chains"))

    def list_map(self) -> MapDrawing | None:
        """The region, with numbers."""
        return self.charts.list_map([one.sheet for one in self.sheets], self.language, self.named("map_places"))

    def entries(self) -> list[tuple[SheetContext, ...]]:
        """The sheets as the contents list them, page by page: fewer on the first, under its map."""
        first, rest = self.sheets[:ENTRIES_UNDER_MAP], self.sheets[ENTRIES_UNDER_MAP:]
        pages = [rest[start : start + ENTRIES_A_PAGE] for start in range(0, len(rest), ENTRIES_A_PAGE)]
        return [first, *pages]

    def entry_style(self, index: int, count: int, full: bool) -> str:
        """Where entry `index` of `count` stands: two columns, below the map or from the top of the page."""
        column, row = divmod(index, max(5, -(-count // 2)))
        return f"left:{15 + column * 93}mm;top:{(3 if full else 23.6) * 4.5 + row * 7.7 * 4.5:.2f}mm"

    def reading(self) -> list[tuple[str, Markup, Markup]]:
        """(id, title, what a reader finds there) of each rubric that says so."""
        return [
            (spec.id, self.text(spec.title(self.language)), self.text(localised(spec.reading, self.language)))
            for spec in self.format.rubrics
            if spec.reading
        ]

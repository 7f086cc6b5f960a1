"""What layouts may use of sheets and booklets: their words, ready to be printed."""

from __future__ import annotations

import math
import re
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
from fiches.content.blocks import Block, Inline, LineBreak, Words
from fiches.content.booklet import Booklet
from fiches.content.sheet import Rubric, Sheet
from fiches.graphics import qr
from fiches.graphics.maps.rail import MapDrawing
from fiches.graphics.maps.service import MapService
from fiches.html import composed, metadata
from fiches.images import photos
from fiches.typography import titles
from fiches.typography.french import NBSP, typeset
from fiches.typography.html_writer import HtmlWriter
from fiches.typography.pull_quotes import unquoted

FLOWING = "commun/fiche.html"  # the layout that holds any text
TAB_TOP, TAB_PITCH, TABS = 12 * 4.5, 4.5 * 4.5, 10  # mm, mm, and how many keep that pitch
ENTRIES_UNDER_MAP, ENTRIES_A_PAGE = 10, 14
_GLUED = re.compile(r"([\w’']+)\u00a0(<em>.*?</em>)")


Step = tuple[str, float, float]


@dataclass(frozen=True, slots=True)
class PageContext:
    """What a layout may use: the words of one sheet or booklet, ready to be printed."""

    language: str
    format: Format
    settings: Settings
    setter: HtmlWriter
    charts: MapService
    core: Sequence[tuple[str, str]]  # what archives are told of it, as Dublin Core

    @property
    def direction(self) -> str:
        """`rtl` or `ltr`."""
        return "rtl" if self.language in RIGHT_TO_LEFT else "ltr"

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

    def display(self, text: str) -> Markup:
        """A title or a quotation, set, whose short words stay with the next: no line ends on « de » or « la »."""
        return self.text(titles.held(text))

    def even(self, text: str, most: float) -> Markup:
        """The same in as few even lines as hold `most` letters of mean width each."""
        return self._broken(self._within(text, most))

    def plain_even(self, text: str, most: float) -> str:
        """The same without any element in it, each line on one of its own: for a link, where `pre-line` shows them."""
        return "\n".join(self._within(text, most))

    def rows(self, text: str, most: float) -> int:
        """In how many."""
        return len(self._within(text, most))

    def step(self, texts: Sequence[str], steps: Sequence[Step], room: float) -> Step:
        """The first of the steps at which each of the texts takes `room` mm at most, no line too long, else the last.

        A step is the name of its class, the letters that its lines hold, the mm from one to the next.
        """
        for step in steps:
            broken = [self._within(text, step[1]) for text in texts]
            if all(len(lines) * step[2] <= room and max(map(titles.width, lines)) <= step[1] for lines in broken):
                break
        return step

    def _within(self, text: str, most: float) -> tuple[str, ...]:
        return titles.within(self.plain(titles.held(text)), most)

    def _broken(self, lines: Sequence[str]) -> Markup:
        """Lines of one text, set."""
        first, *rest = lines
        return self.inlines([Words(first), *(one for line in rest for one in (LineBreak(), Words(f" {line}")))])

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

    def ended(self, text: str) -> Markup:
        """The words of a paragraph, set, whose last line is more than one of them."""
        before, space, last = titles.held(text).rpartition(" ")
        return self.text(f"{before}{space and NBSP}{last}")

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

    def emphasised(self, text: str, words: Sequence[str], most: float = 0) -> Markup:
        """A title, set, with some of its words in `<em>`; broken into even lines of `most` letters, or as it comes."""
        plain, *whole = (self.plain(titles.held(one)) for one in (text, *words))
        for word in whole:
            plain = plain.replace(word, word.replace(" ", NBSP))
        done = str(self._broken(titles.within(plain, most)) if most else self.text(plain))
        for word in whole:
            shown = self.text(word.replace(" ", NBSP))
            done = done.replace(shown, f"<em>{shown}</em>")
        # the engine breaks before an element glued to a word, so the word goes with it
        return Markup(_GLUED.sub(r'<span class="ensemble">\1 \2</span>', done))


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

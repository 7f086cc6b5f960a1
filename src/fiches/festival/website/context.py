"""What the layouts of the kit may use: each sheet and booklet with its files, and the site that they make."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from html import escape
from urllib.parse import quote

from markupsafe import Markup

from fiches.config.map_rules import PlaceRole
from fiches.content import numbering
from fiches.content.booklet import Booklet
from fiches.content.sheet import Rubric, Sheet
from fiches.core.text import fold
from fiches.festival.posters import OF_A_SHEET, OF_ALL
from fiches.festival.website import kept_maps
from fiches.festival.website.downloads import Cover, Download
from fiches.festival.website.images import WebPhoto
from fiches.festival.website.speaker import Speaker
from fiches.festival.website.watched import Watched, told
from fiches.festival.website.web_drawing import SheetMark
from fiches.festival.website.web_world import SheetMap
from fiches.graphics.maps.world_places import MapWords
from fiches.html.context import PageContext, SheetContext
from fiches.html.metadata import standfirst
from fiches.imposition import paper_choice
from fiches.places import finder
from fiches.storage import fingerprints
from fiches.typography.pull_quotes import PullQuote

SHEET_PAGES, PDFS, PICTURES = "fiches", "pdf", "images"  # folders of the kit
POSTER_WORDS = dict(zip(OF_ALL, ("kit_poster_of_all", "kit_table_tent", "kit_cards"), strict=True))
CARD_WORDS = 26  # words of a card


@dataclass(frozen=True)
class SiteEntry(Speaker):
    """Anything of the kit that has a page: its words, its place, its file."""

    page: PageContext
    title: str
    href: str
    pdf: Download
    cover: Cover
    address: str  # the public one, short; nothing when the collection has none
    epub: Download | None = field(default=None, kw_only=True)  # to be read on telephones and readers

    @property
    def known_by(self) -> str:
        """See `Watched`."""
        return self.href

    @told
    def named_title(self) -> Markup:
        """Its title as a page of another language says it."""
        said = Markup('<span lang="{}" dir="{}">{}</span>')
        return said.format(self.page.language, self.page.direction, self.page.text(self.title))

    @property
    def whatsapp(self) -> str:
        """A link that opens WhatsApp with the title and the address."""
        return f"https://wa.me/?text={quote(self._message)}"

    @property
    def mail(self) -> str:
        """A link that opens a letter with them."""
        return f"mailto:?subject={quote(self.title)}&body={quote(self._message)}"

    @property
    def _message(self) -> str:
        return f"{self.title}\n{self.address}".strip()


@dataclass(frozen=True)
class SheetEntry(SiteEntry):
    """A sheet in the kit."""

    page: SheetContext
    number: int
    photos: tuple[tuple[Mapping[str, str], WebPhoto], ...]  # what the sheet says of each, and its files
    keywords: tuple[str, ...]

    @property
    def known_by(self) -> str:
        """See `Watched`."""
        return f"{self.number} {self.href}"

    @cached_property
    def shown(self) -> str:
        """See `Speaker`."""
        return fingerprints.key(self.page.language, f"{self.number}", repr(self.page.sheet))

    @property
    def source(self) -> Sheet:
        """What it is made of."""
        return self.page.sheet

    @property
    def inside(self) -> tuple[SheetEntry, ...]:
        """The sheets that it holds."""
        return (self,)

    @property
    def short_folder(self) -> str:
        """The folder that its short address leads to."""
        return numbering.short_path(self.number, self.page.sheet.slug)

    @property
    def summary(self) -> str:
        """Some lines for its card: its standfirst, else the author's first pull quote, the beginning of its text."""
        chosen = () if standfirst(self.page.sheet, self.page.format) else self.page.chosen_quotes
        return self.page.plain(chosen[0].text if chosen else self.page.summary(CARD_WORDS))

    @property
    def places(self) -> list[str]:
        """What it can be found by: of each key that names places, what the format says of it, else town and country."""
        return _once(name for role in self.page.format.places for name in _found_by(self.page.sheet, role))

    @cached_property
    def map(self) -> SheetMap | None:
        """The two shores, or the world, as its format has it."""
        title = f"{self.named('kit_map_sheet')} {self.page.plain(self.title)}"
        return kept_maps.of_sheet(self.page, title, self._map_words)

    def _map_words(self) -> MapWords:
        return MapWords(self.page.language, self.named("map_world"), self.named("map_links"), self.page.sheet.slug)

    @cached_property
    def steps(self) -> list[tuple[Rubric, tuple[Mapping[str, str], WebPhoto] | None]]:
        """The rubrics, and the photo that stands before some of them; the first photo is for the head of the page."""
        rubrics, rest = self.page.rubrics, self.photos[1:]
        places = {round((index + 1) * len(rubrics) / (len(rest) + 1)): photo for index, photo in enumerate(rest)}
        return [(rubric, places.get(index)) for index, rubric in enumerate(rubrics)]

    @cached_property
    def quotes(self) -> dict[str, PullQuote]:
        """The pull quote of the author that stands after each of some rubrics, and holds words of none beside it."""
        ids, found = [rubric.spec.id for rubric in self.page.rubrics], dict[str, PullQuote]()
        for place in sorted({min(place, len(ids) - 1) for place in (3, 6)}) if ids else ():
            rest = (one for one in self.page.chosen_quotes if one not in found.values())
            if quote := next((one for one in rest if one.rubric not in ids[place : place + 2]), None):
                found[ids[place]] = quote
        return found


@dataclass(frozen=True)
class BookletEntry(SiteEntry):
    """A booklet in the kit; its pocket edition when it can be imposed."""

    booklet: Booklet
    pocket: Download | None
    leaves: tuple[SheetEntry, ...]

    @cached_property
    def shown(self) -> str:
        """See `Speaker`."""
        return fingerprints.key(self.page.language, repr(self.booklet))

    @property
    def pocket_papers(self) -> tuple[str, str]:
        """« A5 » and « A4 »: a page of its pocket edition, and the paper that holds two."""
        return paper_choice.halved(*self.cover.size)

    @property
    def source(self) -> Booklet:
        """What it is made of."""
        return self.booklet

    @property
    def inside(self) -> tuple[SheetEntry, ...]:
        """The sheets that it holds."""
        return self.leaves


@dataclass(frozen=True)
class Site(Speaker):
    """The whole kit as its first page shows it."""

    page: PageContext
    title: str
    home: str  # the public address, with its last slash; nothing when there is none
    leaves: tuple[SheetEntry, ...]
    books: tuple[BookletEntry, ...]
    logos: Mapping[str, str]  # name in sheets/ → name in the kit
    posters: tuple[Download, ...]  # and what else other commands have made for the stand

    @property
    def known_by(self) -> str:
        """See `Watched`."""
        return ""

    @property
    def watched(self) -> Iterator[Watched]:
        """All that layouts may read of it."""
        works = (*self.leaves, *self.books)
        yield from (self, *works, *self.posters)
        yield from (file for work in works for file in vars(work).values() if isinstance(file, Download))

    def with_epubs(self, epubs: Mapping[str, Download]) -> Site:
        """The same, whose works have those that are given by their pages."""
        leaves = tuple(replace(leaf, epub=epubs.get(leaf.href)) for leaf in self.leaves)
        return replace(
            self, leaves=leaves, books=tuple(replace(book, epub=epubs.get(book.href)) for book in self.books)
        )

    def draw(self) -> None:
        """Draws the maps, so that they need not be drawn by each process that fills in layouts."""
        asked: list[Site | SheetEntry] = [self, *self.leaves]
        for one in asked:
            with suppress(ArithmeticError, LookupError, TypeError, ValueError):  # the layout that asks for it is told
                _ = one.map

    @property
    def works(self) -> list[SheetEntry]:
        """Each sheet once: of several versions the one in the language of this page, else the first."""
        return [self._in_language(number, self.page.language) for number in self._numbered]

    @cached_property
    def _numbered(self) -> Mapping[int, Sequence[SheetEntry]]:
        """The versions of each sheet by its number, in their order."""
        found = dict[int, list[SheetEntry]]()
        for leaf in self.leaves:
            found.setdefault(leaf.number, []).append(leaf)
        return found

    def _in_language(self, number: int, language: str) -> SheetEntry:
        first, *others = self._numbered[number]
        return next((leaf for leaf in (first, *others) if leaf.page.language == language), first) if others else first

    def versions(self, leaf: SheetEntry) -> list[SheetEntry]:
        """The same sheet in other languages."""
        return [other for other in self._numbered[leaf.number] if other is not leaf]

    @property
    def map(self) -> Markup:
        """Both shores, or the world, with a link at the place of each sheet."""
        stops = [SheetMark(leaf.page.sheet, leaf.number, leaf.page.plain(leaf.title), leaf.href) for leaf in self.works]
        return Markup(kept_maps.of_site(self.page, stops))

    def named_poster(self, file: Download) -> Markup:
        """What a file for the stand is called: by the title of its sheet, else by what it is."""
        name = file.name.rpartition(".")[0]
        if word := POSTER_WORDS.get(name):
            return self.word(word)
        leaf = self._postered.get(name)
        if leaf is None:
            return Markup(escape(file.name))
        return self.word("kit_poster") + " " + self._marked(leaf.page.language, leaf.title)

    @cached_property
    def _postered(self) -> Mapping[str, SheetEntry]:
        """The sheets by the names of their posters."""
        return {f"{OF_A_SHEET}{leaf.page.sheet.slug}": leaf for leaf in self.leaves}

    def beside(self, leaf: SheetEntry, step: int) -> SheetEntry | None:
        """The sheet so many places after another, in its language if there is one; none beyond the ends."""
        numbers = list(self._numbered)
        index = numbers.index(leaf.number) + step
        return self._in_language(numbers[index], leaf.page.language) if 0 <= index < len(numbers) else None

    def logo(self, name: str) -> str:
        """The file of a logo in the folder of pictures."""
        return self.logos[name]

    @property
    def places(self) -> list[str]:
        """Every place that a sheet can be found by, once."""
        return _once(place for leaf in self.leaves for place in leaf.places)

    @property
    def themes(self) -> list[str]:
        """Every keyword once, by name."""
        return _once(word for leaf in self.leaves for word in leaf.keywords)

    def public(self, href: str) -> str:
        """The whole public address of a file of the kit; nothing where the collection has none."""
        return self.home + quote(href) if self.home else ""


def _found_by(sheet: Sheet, role: PlaceRole) -> Iterator[str]:
    keys = role.found_by or ("", *filter(None, (role.town, role.country)))
    for place in finder.entries(sheet, role):
        yield from (str(place[key]) for key in keys if place.get(key))


def _once(words: Iterable[str]) -> list[str]:
    found: dict[str, str] = {}
    for one in words:
        found.setdefault(fold(one), one)
    return [found[key] for key in sorted(found)]

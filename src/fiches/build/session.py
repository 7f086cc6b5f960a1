"""The workshop of a run: one engine, made when it is first needed, and what comes out of it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import chain
from pathlib import Path
from typing import Any

from fiches.build import drawn, joining
from fiches.build.drawn import JACKETS, NEVER, Jacket, LastDrawn, Rendered
from fiches.build.joining import LastBook
from fiches.build.paints import Paints
from fiches.compose import rules_reader
from fiches.compose.model import Layout
from fiches.config import languages
from fiches.config.project import Project, first
from fiches.config.settings import PDF_TWO
from fiches.content import numbering
from fiches.content.booklet import Booklet
from fiches.content.sheet import Sheet
from fiches.core.messages import message
from fiches.core.problems import FichesError, Problem, has_errors
from fiches.core.text import refusal
from fiches.graphics import ornaments
from fiches.graphics.maps import service
from fiches.html.documents import STAND_STYLES, BoundSheet, DocumentBuilder, traits
from fiches.html.templates import Document
from fiches.images import photos
from fiches.lint import fitting
from fiches.lint.fitting import SheetLayout
from fiches.merge import pdf_two
from fiches.merge.joined import BookParts, SheetInsert
from fiches.places.finder import PlaceFinders
from fiches.render import fast_import, url_fetcher
from fiches.render.engine import Engine, Pdf
from fiches.render.kept_styles import STYLES
from fiches.storage import fingerprints
from fiches.storage.fingerprints import Digests
from fiches.storage.made import MadeFile
from fiches.storage.memory import Memory

FIRST_SHEET = "_fiches"  # among the folios that a format says are usual, that of the first sheet
ATTEMPTS = 3  # at a booklet whose contents must name its own pages
_NO_FILE = MadeFile(Path(), "", "")


@dataclass(frozen=True, slots=True)
class SheetPdf:
    """The finished PDF of a sheet that goes into a booklet."""

    slug: str
    file: MadeFile
    pages: int
    traits: tuple[str, ...] = ()


class RenderSession:
    """Makes sheets and booklets of one collection; in a process that `stays`, what it drew last serves the next."""

    def __init__(
        self, project: Project, digests: Digests | None = None, *, remember: bool = True, stays: bool = False
    ) -> None:
        languages.take_up(project.root)  # where processes are not forked
        art, art_problems = ornaments.load(project)
        rules, _ = rules_reader.of_format(project.format)
        grid = rules.grid if rules else None
        page, foot = ((grid.width, grid.height), grid.foot) if grid else (None, 0.0)
        found, problems = service.load(project, art, page, foot)
        self.project, self.has_made = project, False  # it has: a sheet
        self.remembers, self._stays, self._art = remember, stays, art
        self._others: dict[str, RenderSession] = {}  # of other formats of the collection, by their names
        self.digests = digests or Digests({})
        self.finders = PlaceFinders(project)
        self.studio = DocumentBuilder(project, found, rules, self._studio)
        self.problems = (*problems, *art_problems)

    def __reduce__(self) -> tuple[Any, ...]:
        """Another process makes its own."""
        return partial(RenderSession, remember=self.remembers), (self.project, self.digests)

    def within(self, name: str) -> RenderSession:
        """The workshop of another format of the collection, made when it is first needed; without a name, this one."""
        other = self.project.within(name)
        if other is self.project:
            return self
        if name not in self._others:
            self._others[name] = RenderSession(other, remember=self.remembers, stays=self._stays)
        self._others[name].digests = self.digests
        return self._others[name]

    def _studio(self, name: str) -> DocumentBuilder:
        return self.within(name).studio

    @property
    def engine_problems(self) -> Sequence[Problem] | None:
        """What the engine has to say of the style sheets; None when it was not needed."""
        own = [self.engine.problems] if "engine" in self.__dict__ else []
        needed = [*own, *filter(None, (other.engine_problems for other in self._others.values()))]
        return list(dict.fromkeys(chain(*needed))) if needed else None

    @cached_property
    def engine(self) -> Engine:
        """The engine, with its fonts and style sheets; dear to make."""
        of_photos, of_styles = (self.memory(sort) if self.remembers else None for sort in (photos.PHOTO_FOLDER, STYLES))
        try:
            return Engine(self.project, url_fetcher.of(self.project, self._art, of_photos), of_styles)
        except OSError as error:  # it unpacks its fonts there
            raise FichesError(message("folder.temporary", path=tempfile.gettempdir(), reason=refusal(error))) from error

    @cached_property
    def shared(self) -> str:
        """The digest of all that every page may depend on."""
        root = self.project.root
        return self.digests.all([*fingerprints.shared(root), *fingerprints.grounds(root)], root)

    def key(self, path: Path, images: Sequence[str] = (), said: Sequence[str] = ()) -> str:
        """Of everything that the files of a source may depend on, its own words first."""
        pictures = (self.digests.of(self.project.sheets / name) for name in images)
        return fingerprints.key(fingerprints.tool(), self.shared, path.name, self.digests.of(path), *pictures, *said)

    @cached_property
    def house(self) -> str:
        """The digest of what every document depends on beside its own words."""
        paints = self.paints
        return fingerprints.key(paints.chosen, self.digests.all((*paints.files, *paints.grounds), self.project.root))

    @cached_property
    def paints(self) -> Paints:
        """What documents are whatever their colours are."""
        root, settings, own = self.project.root, self.project.settings, self.project.format
        found = [path for path in fingerprints.shared(root) if "/styles/" in path or path.endswith(ornaments.SIGNS)]
        found = [path for path in found if "/styles/kit/" not in path]  # which are for the screen
        chosen = f"{fingerprints.tool()} {settings.theme} {settings.conformance} {own.name} {own.styles}"
        named = dict.fromkeys((ornaments.PALETTE, *own.styles, *STAND_STYLES))
        sheets = {name: str(path) for name in named if (path := first(self.project.styles, name))}
        return Paints(root, self.digests, found, sheets, fingerprints.grounds(root), chosen)

    def prepare(self, lasts: Iterable[LastDrawn]) -> None:
        """Loads the engine before processes part, unless hardly one of these documents will be drawn."""
        if not self.paints.repaint(one.paint for one in lasts):
            fast_import.load()

    def sheet(self, one: Sheet, laid: SheetLayout, last: LastDrawn = NEVER, address: str = "") -> Rendered:
        """One sheet that is laid out, unless its document is the `last`; if its pages cannot hold it, a draft.

        `address` is that of the sheet in public.
        """
        if has_errors(laid.problems):
            made = self.printed(self._draft(one, laid.layout, address), one.path, last)
            return replace(made, problems=(*laid.problems, *made.problems), pdf=None, draft=made.pdf)
        made = self.printed(self.studio.sheet(one, laid.layout, address), one.path, last)
        return replace(made, problems=(*laid.problems, *made.problems), traits=traits(laid.layout))

    def _draft(self, one: Sheet, layout: Layout | None, address: str) -> Document:
        """What is shown of a sheet that is too long for its pages; nothing where it could not be composed at all."""
        if layout is None:
            return None, []
        return self.studio.draft(one, fitting.draft(one, self.project, layout), address)

    def booklet(self, jacket: Rendered, parts: Sequence[SheetPdf], last: LastDrawn = NEVER, slug: str = "") -> Rendered:
        """One booklet, put together from its jacket and the PDFs of its sheets, unless it is the `last`.

        With a `slug` it is remembered what it was put together from: the next is made of it when few sheets change.
        """
        digest = fingerprints.key(jacket.look, *(part.file.digest for part in parts))
        if digest == last.look or jacket.pdf is None:
            return replace(jacket, look=digest if jacket.pdf else jacket.look, pdf=None)
        first, folios = jacket.pdf.first - 1, jacket.pdf.folios
        inserts = [
            SheetInsert(part.slug, part.file.read, first + folios[part.slug], part.file.digest) for part in parts
        ]
        made = joining.joined(BookParts(jacket.pdf.data, inserts, self._addresses(parts)), self._last_book(slug, last))
        data = self._conformed(made)
        return replace(jacket, look=digest, paint=(), pdf=replace(jacket.pdf, data=data))

    def _last_book(self, slug: str, last: LastDrawn) -> LastBook | None:
        """What is known of a booklet that was put together; nothing where its file was made other afterwards."""
        if not slug or self.project.settings.conformance == PDF_TWO:
            return None
        return LastBook(self.memory(JACKETS), slug, last if self.remembers else NEVER)

    def _addresses(self, parts: Sequence[SheetPdf]) -> dict[str, str]:
        """The sheet that each public address leads to; none without a public address."""
        settings, numbers = self.project.settings, numbering.numbers(self.project)
        inside = (one.slug for one in parts if one.slug in numbers and numbering.home(settings))
        return {numbering.short(settings, numbers[slug], slug): slug for slug in inside}

    def jacket(self, book: Booklet, sheets: Sequence[Sheet], parts: Sequence[SheetPdf], key: str = "") -> Rendered:
        """A booklet's own pages, and for each page of a sheet one that waits for it; remembered under `key`.

        Its contents name the folio of each sheet, so it is laid out with the folios of the last time, or with those
        that are usual, and once more if they turn out to be others.
        """
        bound = [BoundSheet(one, part.pages, part.traits) for one, part in zip(sheets, parts, strict=True)]
        kept = self._last_jacket(book.slug)
        folios = _expected(bound, self.project.format.folios, kept.made.pdf if kept else None)
        made = self._front_matter(book, bound, folios, kept.last if kept else NEVER)
        if kept and made.pdf is None and made.look == kept.made.look:
            made = replace(kept.made, problems=(*made.problems, *kept.made.engine), pictures=made.pictures)
            if kept.key != key:
                drawn.keep_jacket(self.memory(JACKETS), book.slug, Jacket(key, made))
        elif made.pdf and made.pdf.data:
            drawn.keep_jacket(self.memory(JACKETS), book.slug, Jacket(key, made))
        return made

    def own_pages(self, book: Booklet, sheets: Sequence[Sheet]) -> Rendered:
        """A booklet's own pages as `jacket` makes them, of sheets that no file was made of yet."""
        layouts = [fitting.lay_out(one, self.within(one.format).project).layout for one in sheets]
        parts = [
            SheetPdf(one.slug, _NO_FILE, len(layout.pages) if layout else 1, traits(layout))
            for one, layout in zip(sheets, layouts, strict=True)
        ]
        return self.jacket(book, sheets, parts)

    def _front_matter(
        self, book: Booklet, bound: Sequence[BoundSheet], folios: Mapping[str, int], last: LastDrawn
    ) -> Rendered:
        """A booklet's own pages, laid out until its contents name the folios that its pages have."""
        for more in reversed(range(ATTEMPTS)):
            document = self.studio.booklet(book, bound, folios)
            made = self.printed(document, book.path, last, told=folios if more else {})
            if made.pdf is None or made.pdf.data:
                break
            folios = dict(made.pdf.folios)
        return made

    def kept_jacket(self, slug: str, key: str) -> Rendered | None:
        """The jacket of the last run, if it was made of the same."""
        kept = self._last_jacket(slug)
        return replace(kept.made, problems=kept.made.engine) if kept and kept.key == key else None

    def _last_jacket(self, slug: str) -> Jacket | None:
        return drawn.kept_jacket(self.memory(JACKETS), slug) if self.remembers else None

    def printed(
        self, document: Document, path: str, last: LastDrawn = NEVER, *, told: Mapping[str, int] | None = None
    ) -> Rendered:
        """The PDF of a document about what `path` names, unless it is the `last`.

        The folios that its contents name may be `told`.
        """
        html, problems = document
        if html is None or has_errors(problems):
            return Rendered(tuple(problems))
        digest, pictures = self.look(html)
        if digest == last.look:
            return Rendered(tuple(problems), digest, pictures=pictures, paint=last.paint)
        paint = self.paints.of(html, pictures, self.project.sheets)
        if again := last.recoloured(paint):
            return Rendered(tuple(problems), digest, again, pictures=pictures, paint=paint)
        if has_errors(self.engine.problems):
            return Rendered(tuple(problems))
        pdf, found = self._drawn(html, path, told or {}, pictures)
        every, engine = (*problems, *found), tuple(found)
        paint = () if found or self.engine.problems else paint  # they may say of a colour what is not so of another
        pdf = None if has_errors(every) else pdf
        return Rendered(every, digest, pdf, engine=engine, pictures=pictures, paint=paint)

    def _drawn(
        self, html: str, path: str, told: Mapping[str, int], pictures: Sequence[str]
    ) -> tuple[Pdf | None, list[Problem]]:
        seen = self._digest_of(pictures) if self._stays else ""
        pdf, found = self.engine.render(html, path, told, self._shown(html), pictures=seen)
        return replace(pdf, data=self._conformed(pdf.data)) if pdf and pdf.data else pdf, found

    def _conformed(self, data: bytes) -> bytes:
        """A finished file as the standards that the collection asks for want it."""
        return pdf_two.conformed(data) if self.project.settings.conformance == PDF_TWO else data

    def _shown(self, html: str) -> dict[str, str]:
        """What a file says of each photo, by its address: what it is, and where it is shown."""
        found, sheets = url_fetcher.photographs(html).items(), self.project.sheets
        return {address: photos.said(self.digests.of(sheets / one.name), one.place) for address, one in found}

    def look(self, html: str) -> tuple[str, tuple[str, ...]]:
        """The digest of a document and of all that it shows, and the pictures among that."""
        pictures = url_fetcher.sources(html)
        return fingerprints.key(self.house, html, self._digest_of(pictures)), pictures

    def _digest_of(self, pictures: Iterable[str]) -> str:
        return fingerprints.key(*(self.digests.of(self.project.sheets / name) for name in pictures))

    def memory(self, sort: str) -> Memory:
        """One sort of what is remembered."""
        return Memory(self.project.out, sort)


def _expected(bound: Sequence[BoundSheet], usual: Mapping[str, int], last: Pdf | None) -> dict[str, int]:
    """The folios that contents may name: those of the last time when the booklet had the same sheets, or the usual."""
    folios, first = dict(usual), usual.get(FIRST_SHEET, 1)
    folios.pop(FIRST_SHEET, None)
    for one in bound:
        folios[one.sheet.slug] = first
        first += one.pages + one.pages % 2  # each on a right-hand page
    return dict(last.folios) if last and folios.keys() - usual.keys() <= last.folios.keys() else folios

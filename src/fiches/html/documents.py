"""Sheets and booklets become complete HTML documents, through the layouts of their format."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from fiches.compose.frame import SNAP, Frame
from fiches.compose.line_ends import LineRules
from fiches.compose.model import Layout, PlacedZone
from fiches.compose.overset import Draft
from fiches.compose.rules import CompositionRules
from fiches.config.project import Project
from fiches.content import numbering, versions
from fiches.content.booklet import Booklet, face
from fiches.content.sheet import Sheet
from fiches.graphics.maps.service import MapService
from fiches.html import metadata, paper, tabs, templates
from fiches.html.booklet_context import BookletContext
from fiches.html.context import SheetContext
from fiches.html.lined import LineSetter, line_setter
from fiches.html.templates import Document
from fiches.typography.html_writer import HtmlWriter

KICKER_TRAIT, KICKER_GROUND = "surtitre-", "titre-sur-"
NOWHERE: Mapping[str, int] = MappingProxyType({})  # the folios of what stands in no booklet
STAND_STYLES = ("affiches.css",)  # of what hangs and stands
NO_EXTRAS: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class BoundSheet:
    """A sheet in a booklet: how many pages wait for it, and what their stamps must know; or else its layout."""

    sheet: Sheet
    pages: int = 0
    traits: tuple[str, ...] = ()
    layout: Layout | None = None


def traits(layout: Layout | None) -> tuple[str, ...]:
    """What the stamps of a composed sheet must know: whether the rail of its first page runs to the foot.

    And how far down the line above its title stands, in mm, where that does not open the page: « surtitre-115.5 »; on
    which ground that line is: « titre-sur-nuit », and the foot line of a page: « pied-2-nuit »; and the edges that a
    thumb tab keeps off.
    """
    if layout is None:
        return ()
    return (*_of_first_page(layout), *_foot_grounds(layout), *tabs.told(layout))


def _foot_grounds(layout: Layout) -> Iterator[str]:
    grid = layout.grid
    for number, page in enumerate(layout.pages, start=1):
        line = Frame(grid.width - grid.outer if number % 2 else grid.outer, grid.page - 2 * SNAP, 0, 0)
        if ground := page.ground_under(line):
            yield f"pied-{number}-{ground}"


def _of_first_page(layout: Layout) -> Iterator[str]:
    frames, grid = layout.pages[0].frames, layout.grid
    rail, kicker = frames.get("rail"), frames.get("genre")
    if rail and rail.foot >= grid.page:
        yield "rail-entier"
    if kicker and kicker.y > grid.top + SNAP:
        yield f"{KICKER_TRAIT}{kicker.y * grid.module:g}"
    if kicker and (ground := layout.pages[0].ground_under(kicker)):
        yield f"{KICKER_GROUND}{ground}"


@dataclass(frozen=True, slots=True)
class DocumentBuilder:
    """Makes the documents of one collection; an error in a layout becomes a problem on its template."""

    project: Project
    charts: MapService
    rules: CompositionRules | None = None  # of composed pages
    others: Callable[[str], DocumentBuilder] | None = None  # of the collection's other formats, by their names

    @property
    def lines(self) -> LineRules:
        """What the lines of all that is not yet in lines cost."""
        return self.rules.lines if self.rules else LineRules()

    def sheet(self, sheet: Sheet, layout: Layout | None = None, address: str = "") -> Document:
        """One sheet, URLs relative to the collection's virtual root; `address` is its own in public."""
        page = self._sheet_page(sheet, layout=layout, traits=traits(layout), address=address)
        return templates.render(self.project, "document.html", sheet.path, page=page)

    def draft(self, sheet: Sheet, draft: Draft | None, address: str = "") -> Document:
        """One that is too long: its pages and behind them what they do not hold, else over as many as it takes."""
        if draft is None:
            page = self._sheet_page(sheet, draft=True, address=address)
        else:
            known = {"layout": draft.layout, "traits": traits(draft.layout), "surplus": draft.surplus}
            page = self._sheet_page(draft.sheet, draft=True, address=address, **known)
        return templates.render(self.project, "document.html", sheet.path, page=page)

    def booklet(self, booklet: Booklet, bound: Sequence[BoundSheet], folios: Mapping[str, int]) -> Document:
        """A booklet whose sheets start on `folios`; pages wait for those sheets that are laid out already."""
        works = list(versions.works(one.sheet.slug for one in bound))
        pages = tuple(
            self._sheet_page(
                face(one.sheet) if one.pages else one.sheet, layout=one.layout, waiting=one.pages,
                traits=one.traits or traits(one.layout), number=works.index(versions.work(one.sheet.slug)) + 1,
                total=len(works), folio=folios[one.sheet.slug], around=booklet.language,
            )
            for one in bound
        )  # fmt: skip
        return self._booklet("livret.html", booklet, pages, folios=folios)

    def poster(self, sheet: Sheet, number: int) -> Document:
        """The poster of a sheet, which has this number in the collection."""
        page = self._sheet_page(sheet, **self._known_by(number, sheet))
        return templates.render(self.project, "affiche.html", sheet.path, page=page)

    def stand(
        self, template: str, booklet: Booklet, numbered: Sequence[tuple[int, Sheet]] = (), **told: object
    ) -> Document:
        """What a template says of the whole collection: of the booklet that gives its title, its sheets, and `told`."""
        pages = tuple(
            self._sheet_page(sheet, around=booklet.language, **self._known_by(number, sheet))
            for number, sheet in numbered
        )
        return self._booklet(template, booklet, pages, told=told, linked=STAND_STYLES)

    def _known_by(self, number: int, sheet: Sheet) -> dict[str, Any]:
        known = {"number": number, "address": numbering.short(self.project.settings, number, sheet.slug)}
        return {**known, "linked": STAND_STYLES}

    def _booklet(
        self,
        template: str,
        booklet: Booklet,
        pages: tuple[SheetContext, ...],
        *,
        folios: Mapping[str, int] = NOWHERE,
        told: Mapping[str, object] = NO_EXTRAS,
        linked: tuple[str, ...] = (),
    ) -> Document:
        spoken = self.project.speaking(booklet.language)
        setter = HtmlWriter(booklet.language, self.project.narrow_guillemets)
        core = metadata.dublin_core(metadata.of_booklet(booklet, spoken))
        cutter = self._line_setter((booklet.language,), linked)
        shared = (spoken.format, spoken.settings, setter, cutter, self.charts, self.rules, core)
        page = BookletContext(booklet.language, *shared, booklet, pages, folios)
        return templates.render(self.project, template, booklet.path, page=page, **told)

    def _line_setter(self, languages: Sequence[str], linked: tuple[str, ...]) -> LineSetter:
        """That of a document; one that has style sheets of its own has paper of its own too."""
        own = "" if linked else paper.style(self.rules)
        return line_setter(self.project, languages, self.lines, linked=linked, paper=own)

    def _sheet_page(self, sheet: Sheet, **more: Any) -> SheetContext:  # noqa: ANN401
        """What a layout knows of a sheet, in whatever format; its lines are those of the document it stands in."""
        setter = HtmlWriter(sheet.language, self.project.narrow_guillemets)
        layout = more.get("layout")
        if layout and sheet.direction == "rtl":
            more["layout"] = mirrored(layout)
        own = self.others(sheet.format) if self.others else self
        spoken = own.project.speaking(sheet.language)
        core = metadata.dublin_core(metadata.of_sheet(sheet, spoken))
        languages, linked = (more.pop("around", sheet.language), sheet.language), more.pop("linked", ())
        cutter = self._line_setter(languages, linked)
        shared = (spoken.format, spoken.settings, setter, cutter, own.charts, own.rules, core)
        if more.get("waiting") and own is not self:
            more["beside_kicker"] = own._beside_kicker(sheet.language)
        return SheetContext(sheet.language, *shared, own.charts.spoken(sheet), **more)

    def _beside_kicker(self, language: str) -> tuple[float, float]:
        """The padding (mm) of the line above the title, in the style sheets of this format."""
        look, _ = self._line_setter((language,), ()).element(".feuille p.genre")
        return look.box.padding


def mirrored(layout: Layout) -> Layout:
    """The same pages for a script read from right to left: every frame as far from the other edge."""

    def turned(one: PlacedZone) -> PlacedZone:
        frames = {name: replace(f, x=layout.grid.width - f.x - f.width) for name, f in one.frames.items()}
        return replace(one, frames=frames)

    pages = tuple(replace(page, zones=tuple(map(turned, page.zones))) for page in layout.pages)
    return replace(layout, pages=pages)

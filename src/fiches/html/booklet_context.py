"""What layouts may use of booklets: their words and those of their sheets, ready to be printed."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import cast

from markupsafe import Markup

from fiches.config.fields import Values
from fiches.config.translated import localised
from fiches.config.values import address
from fiches.content import numbering, versions
from fiches.content.booklet import Booklet, booklet_fields
from fiches.content.sheet import Sheet
from fiches.core.problems import BadValue
from fiches.graphics.maps.rail import MapDrawing
from fiches.html.context import PageContext, SheetContext

NOTES = "mentions"  # of the imprint, the key of its lines that have no name


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

    @property
    def publisher_site(self) -> str:
        """The public address of the site of its publisher; nothing when its collection names none that opens."""
        publisher = cast(Mapping[str, object], self.collection.get("editeur", {}))
        with suppress(BadValue):
            return address(str(publisher.get("site", "")))
        return ""

    def folio(self, id_: str) -> int:
        """On which page the element `id_` stands, 0 while that is not known."""
        return self.folios.get(id_, 0)

    @property
    def fields(self) -> Values:
        """The front matter."""
        return self.booklet.fields

    @property
    def works(self) -> list[Sheet]:
        """Its sheets, each once, whatever the languages that it is in."""
        several = versions.works(one.sheet.slug for one in self.sheets).values()
        by_slug = {one.sheet.slug: one.sheet for one in self.sheets}
        return [by_slug[first] for first, *_ in several]

    def cover_map(self) -> MapDrawing | None:
        """The chains of the cover."""
        return self.charts.cover(self.works, self.named("map_cover"))

    def overview_map(self) -> MapDrawing | None:
        """Both shores."""
        return self.charts.overview(self.works, self.language, self.named("map_chains"))

    def list_map(self) -> MapDrawing | None:
        """The region, with numbers."""
        return self.charts.list_map(self.works, self.language, self.named("map_places"))

    def entries(self, first: int, others: int) -> list[tuple[SheetContext, ...]]:
        """The sheets as the contents list them, so many on the first page and on each of the others."""
        rest = self.sheets[first:]
        return [self.sheets[:first], *(rest[start : start + others] for start in range(0, len(rest), others))]

    @property
    def year(self) -> str:
        """Of the booklet, where its date is given."""
        return str(self.fields.get("date_fiche", ""))[:4]

    @property
    def imprint(self) -> list[tuple[Markup, Markup]]:
        """(what, who) of each line that says who made the booklet; nothing where its front matter has none."""
        said = cast(Mapping[str, object], self.fields.get("ours", {}))
        given = {"licence": self.settings.licence, **said} if said else {}
        kinds = next(field.fields for field in booklet_fields() if field.name == "ours")
        lines = [(self.label(f"ours_{kind.name}"), self.text(given[kind.name])) for kind in kinds if kind.name != NOTES
                 and given.get(kind.name)]  # fmt: skip
        return [*lines, *((Markup(""), self.text(one)) for one in cast(tuple[str, ...], said.get(NOTES, ())))]

    def reading(self) -> list[tuple[str, Markup, Markup]]:
        """(id, title, what a reader finds there) of each rubric that says so."""
        own = self.language
        heads = ((spec, " ".join(spec.split_title(own)).rstrip()) for spec in self.format.rubrics if spec.reading)
        return [(spec.id, self.text(head), self.text(localised(spec.reading, own))) for spec, head in heads]

"""What the composed pages of a sheet say of its front matter, for a page that is not composed: the kit's, a poster."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from fiches.compose import fact_texts, sheet_blocks
from fiches.compose.inventory import value_of
from fiches.compose.zones import FactZone, FieldZone, FigureZone, StandfirstZone, TextZone, Zone
from fiches.content.blocks import Inline
from fiches.content.sheet import records
from fiches.html.context import SheetContext


class Fact(NamedTuple):
    """A key of the front matter: what pages call it, and the paragraphs of its value."""

    label: str
    texts: tuple[str, ...]


class FrontMatter(NamedTuple):
    """What zones of its pages say: nothing of a format whose pages flow."""

    standfirst: str
    carrier: tuple[Inline, ...]  # the name of the organisation whose logo its pages show
    named: tuple[tuple[Inline, ...], ...]  # keys set small, each after its label: whom the sheet was gathered from
    facts: tuple[Fact, ...]
    figures: tuple[tuple[str, str], ...]  # each, and what it counts


def front_matter(page: SheetContext) -> FrontMatter:
    """What the pages of a sheet say, by the zones of its format."""
    zones = page.rules.zones if page.rules else ()
    standfirsts = (page.fields.get(zone.field) for zone in zones if isinstance(zone, StandfirstZone))
    return FrontMatter(
        next((str(one) for one in standfirsts if one), ""),
        next(filter(None, _carriers(page, zones)), ()),
        tuple(_named(page, zones)),
        tuple(_facts(page, zones)),
        tuple(_figures(page, zones)),
    )


def _carriers(page: SheetContext, zones: Sequence[Zone]) -> Iterator[tuple[Inline, ...]]:
    for zone in zones:
        rubric = page.rubric(zone.rubric) if isinstance(zone, TextZone) and zone.logo else None
        yield from (tuple(entry.name) for entry in (rubric.entries[:1] if rubric else ()))


def _named(page: SheetContext, zones: Sequence[Zone]) -> Iterator[tuple[Inline, ...]]:
    for zone in zones:
        if isinstance(zone, FieldZone) and page.fields.get(zone.field):
            yield sheet_blocks.said_by(page.sheet, zone, partial(page.format.label, language=page.language))


def _facts(page: SheetContext, zones: Sequence[Zone]) -> Iterator[Fact]:
    for zone in zones:
        for name in zone.shown if isinstance(zone, FactZone) else ():
            if value := value_of(page.sheet, name):
                label = fact_texts.called(name, page.format.fields, page.language)
                yield Fact(label, tuple(fact_texts.texts(value, page.language)))


def _figures(page: SheetContext, zones: Sequence[Zone]) -> Iterator[tuple[str, str]]:
    for zone in zones:
        if isinstance(zone, FigureZone):
            found: Sequence[Mapping[str, Any]] = records(page.sheet, zone.field)
            yield from ((str(one[zone.figure]), str(one.get(zone.counts, ""))) for one in found if one.get(zone.figure))

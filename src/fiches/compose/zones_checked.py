"""What each zone of composition.yaml may say and all of them together may not: told with its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, cast

from fiches.compose.frame import Grid
from fiches.compose.zones import (
    CardZone,
    FieldZone,
    FigureZone,
    FlowZone,
    FreeZone,
    HeadPlace,
    ImageZone,
    PageSpec,
    PairZone,
    RailZone,
    TextZone,
    VoiceZone,
    Zone,
)
from fiches.compose.zones_reader import ZONE_KEYS, pages
from fiches.config.fields import Values
from fiches.config.format_roles import key_names
from fiches.config.formats import Format
from fiches.config.yaml_reader import YamlTable, place
from fiches.core.messages import listing
from fiches.core.problems import Fault, fault
from fiches.core.text import did_you_mean

LEAST_HEAD, LEAST_SHARE = 20.0, 30.0  # mm, of a head beside its text; of a rubric beside another


ZoneFaults = Iterator[tuple[str, dict[str, Any]]]


class FormatNames(NamedTuple):
    """What the zones of a format may name: its rubrics, each with what it holds, its fields and labels.

    Of a field that is a record or several, its keys stand too: « notice.pays ».
    """

    rubrics: tuple[tuple[str, str], ...]
    fields: frozenset[str]
    labels: frozenset[str]
    has_all: bool = True  # it has the rubrics that its pages name: they are its own, not those of a format it extends


def names_of(format_: Format, folder: Path) -> FormatNames:
    """Those of a format whose composition is in a folder."""
    rubrics = tuple((spec.id, spec.holds) for spec in format_.rubrics)
    return FormatNames(
        rubrics, frozenset(key_names(format_.fields)), frozenset(format_.labels), folder not in format_.folders[1:]
    )


class Known(NamedTuple):
    """What zones may name: columns of the grid, ladders, the format's rubrics by what they hold, its other names."""

    columns: int
    ladders: frozenset[str]
    rubrics: Mapping[str, str]
    names: FormatNames


def narrow(specs: Sequence[PageSpec], grid: Grid, table: YamlTable) -> Iterator[Fault]:
    """Heads beside a text, one of which has no room, and rubrics side by side that have none for two words."""
    for page, spec in enumerate(specs):
        for index, zone in enumerate(spec.zones):
            at = "pages", page, "zones", index, zone.kind
            if columns := _beside(zone):
                there = place(table, *at, "tete_colonnes")
                yield from (fault(name, *there, **told) for name, told in _of_head(columns, grid))
            shares = zone.splits if isinstance(zone, PairZone) else ()
            if shares and (width := grid.span(min(map(min, shares)))) < LEAST_SHARE:
                yield fault(
                    "format-invalide.narrow-share", *place(table, *at, "partages"), width=width, least=LEAST_SHARE
                )


def _of_head(columns: int, grid: Grid) -> ZoneFaults:
    """(message, its values) of what is wrong with a head so wide beside its text."""
    if (width := grid.span(grid.columns - columns)) < LEAST_SHARE:
        room = {"width": max(width, 0.0), "least": LEAST_SHARE}
        yield "format-invalide.wide-head", {"head": columns, "columns": grid.columns, **room}
    elif (width := grid.span(columns)) < LEAST_HEAD:
        yield "format-invalide.narrow-head", {"width": width, "least": LEAST_HEAD, "more": columns + 1}


def _beside(zone: Zone) -> int:
    """How many columns of the grid the head of a zone has that stands beside its text."""
    if isinstance(zone, TextZone):
        return zone.head_columns if zone.head is HeadPlace.BESIDE else 0
    return zone.head_columns if isinstance(zone, VoiceZone) else 0


def contradictions(values: Values, table: YamlTable, known: Known) -> Iterator[Fault]:
    """What each zone may say, and all of them together may not."""
    typed = cast(tuple[Mapping[str, Any], ...], values.get("pages", ()))
    alone = list(_not_alone(typed, table))
    yield from alone
    if alone:
        return
    specs = pages(values)
    for page, spec in enumerate(specs):
        for index, zone in enumerate(spec.zones):
            at = place(table, "pages", page, "zones", index, zone.kind)
            yield from (fault(name, *at, **told) for name, told in _of_zone(zone, (page + 1, specs), known))
        at = place(table, "pages", page)
        yield from (fault(name, *at, page=page + 1) for name in _of_page(spec))
    if not any(spec.least for spec in specs):
        yield fault("format-invalide.no-sure-page", *place(table, "pages"))
    yield from _twice(specs, table)
    yield from _strange_grounds(specs, table)


def _of_page(spec: PageSpec) -> Iterator[str]:
    """The message of each thing that the zones of one page may not be together."""
    if spec.comes_as_needed and not any(spec.of(FlowZone)):
        yield "format-invalide.repeated-nothing"
    if len(list(spec.of(FlowZone))) > 1:
        yield "format-invalide.two-flows"
    if len(list(spec.of(ImageZone))) > 1:
        yield "format-invalide.two-photos"


def _not_alone(typed: Sequence[Mapping[str, Any]], table: YamlTable) -> Iterator[Fault]:
    """An item of `zones` that is no zone, or several."""
    for page, value in enumerate(typed):
        for index, zone in enumerate(value.get("zones", ())):
            if len(zone) != 1:
                at = place(table, "pages", page, "zones", index)
                yield fault("format-invalide.one-zone", *at, kinds=listing(ZONE_KEYS))


def _of_zone(zone: Zone, where: tuple[int, Sequence[PageSpec]], known: Known) -> ZoneFaults:
    """(message, its values) of what is wrong in one zone of page `where[0]` of those."""
    yield from _of_what_it_shows(zone, known)
    ladder = getattr(zone, "ladder", "")
    if ladder and ladder not in known.ladders:
        yield "format-invalide.zone-ladder", {"ladder": ladder, "known": listing(sorted(known.ladders))}
    yield from _of_its_place(zone, *where)
    yield from _SPECIAL.get(type(zone), _nothing)(zone, known)


def _of_its_place(zone: Zone, number: int, specs: Sequence[PageSpec]) -> ZoneFaults:
    """Of a zone on page `number`: a ground that it would fill and lacks, pages it cannot go to or be on."""
    if zone.fills and not zone.can_fill:
        yield "format-invalide.fills-nothing", {"zone": zone.kind}
    sure = {later for later, spec in enumerate(specs, 1) if not spec.comes_as_needed}.intersection(
        range(number + 1, len(specs) + 1)
    )
    for page in {zone.goes_to, getattr(zone, "ends_on", 0)} - {0} - sure:
        yield "format-invalide.zone-page", {"page": page, "zone": zone.name}
    if specs[number - 1].comes_as_needed and not isinstance(zone, FlowZone | FreeZone | RailZone):
        yield "format-invalide.repeated-zone", {"zone": zone.kind}


def _of_what_it_shows(zone: Zone, known: Known) -> ZoneFaults:
    """Rubrics and keys that the format lacks, or that hold what such a zone does not show."""
    for id_ in zone.rubrics:
        if id_ not in known.rubrics:
            if known.names.has_all:
                yield "format-invalide.zone-rubric", {"rubric": id_, "known": listing(known.rubrics)}
        elif known.rubrics[id_] not in _HOLDS.get(type(zone), ("prose",)):
            yield "format-invalide.zone-holds", {"rubric": id_, "zone": zone.kind}
    yield from (("format-invalide.zone-field", {"field": one}) for one in zone.says if one not in known.names.fields)


_HOLDS: Mapping[type[Zone], tuple[str, ...]] = {
    CardZone: ("entries",), VoiceZone: ("testimonies",), TextZone: ("prose", "entries")
}  # fmt: skip


def _nothing(_zone: Any, _known: Known) -> ZoneFaults:  # noqa: ANN401
    return iter(())


def _of_image(zone: ImageZone, _known: Known) -> ZoneFaults:
    if zone.least > zone.most:
        yield "format-invalide.least-over-most", {"least": zone.least, "most": zone.most}


def _of_pair(zone: PairZone, known: Known) -> ZoneFaults:
    for split in zone.splits:
        if len(split) != len(zone.pair) or sum(split) != known.columns:
            yield "format-invalide.zone-split", {"count": len(zone.pair), "columns": known.columns}
            return


def _of_figure(zone: FigureZone, known: Known) -> ZoneFaults:
    for key in (zone.figure, zone.counts):
        if f"{zone.field}.{key}" not in known.names.fields:
            yield "format-invalide.zone-field", {"field": f"{zone.field}.{key}"}


def _of_field(zone: FieldZone, known: Known) -> ZoneFaults:
    if zone.label and zone.label not in known.names.labels:
        yield "format-invalide.zone-label", {"label": zone.label}


_SPECIAL: Mapping[type[Zone], Callable[[Any, Known], ZoneFaults]] = {
    ImageZone: _of_image, PairZone: _of_pair, FieldZone: _of_field, FigureZone: _of_figure
}  # fmt: skip


def _twice(specs: Sequence[PageSpec], table: YamlTable) -> Iterator[Fault]:
    """A rubric that two zones show, two zones of one name, two images of one rank."""
    seen: set[tuple[str, str]] = set()
    for page, spec in enumerate(specs):
        for index, zone in enumerate(spec.zones):
            own = set() if isinstance(zone, FlowZone) else {("name", zone.name)}
            names = {*own, *(("rubric", id_) for id_ in zone.rubrics)}
            if names & seen:
                at = place(table, "pages", page, "zones", index, zone.kind)
                yield fault("format-invalide.zone-twice", *at, name=sorted(names & seen)[0][1])
            seen |= names


def _strange_grounds(specs: Sequence[PageSpec], table: YamlTable) -> Iterator[Fault]:
    """Grounds of rubrics that are none of those side by side."""
    for page, spec in enumerate(specs):
        for index, zone in enumerate(spec.zones):
            for id_ in (id_ for id_, _ in getattr(zone, "grounds", ()) if id_ not in zone.rubrics):
                at = place(table, "pages", page, "zones", index, zone.kind, "fonds", id_)
                hint = did_you_mean(id_, zone.rubrics) or ""
                yield fault("format-invalide.strange-ground", *at, hint=hint, rubric=id_, known=listing(zone.rubrics))

"""Formats as people choose one: what each is for and which map it has; and a sheet that goes into another."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from fiches.build import format_folders
from fiches.config.formats import Format
from fiches.config.map_rules import PlaceRole
from fiches.content import own_format
from fiches.places import finder
from fiches.studio import front_values, sheet_text
from fiches.studio.front_values import Value
from fiches.studio.judgements import JudgedText
from fiches.studio.service import Workplace

NO_MAP, SHORES = "none", "shores"


def offered(place: Workplace) -> list[Mapping[str, str]]:
    """Each good format: its name for files, what it is for, the sort of its map; that of the collection first."""
    own = place.project.format.name
    known = sorted(format_folders.known(place.bench.root), key=lambda one: one.name != own)
    found = ((one, place.project.within(one.name).format) for one in known)
    return [
        {"id": one.name, "said": one.description.in_language(place.words.language), "map": _map(format_)}
        for one, format_ in found
    ]


def _map(format_: Format) -> str:
    known, _ = finder.load(format_)
    return (format_.map.kind or SHORES) if known and known.roles else NO_MAP


def reformed(judged: JudgedText, other: Format, name: str) -> str:
    """A text in another format, which it names unless that is the collection's: its titles, and where it took place."""
    text = judged.text
    for part in judged.parts:
        if part.title and (spec := other.rubric(part.name)):
            text = sheet_text.with_title(text, part, spec.title(judged.language))
    said = sheet_text.values(text) or {}
    for old, new in _pairs(judged.project.format.places, other.places):
        if (given := said.get(old.field)) and old != new:
            records = [_record(one, (old, judged.project.format), (new, other)) for one in _several(given)]
            text = _with(_with(text, old.field, ""), new.field, records if _is_list(other, new) else records[0])
    return _with(text, own_format.KEY, name)


def _with(text: str, key: str, value: Value) -> str:
    return sheet_text.with_key(text, key, front_values.lines(key, value))


def _several(given: Value) -> Sequence[Value]:
    return given if isinstance(given, list) else [given]


def _is_list(format_: Format, role: PlaceRole) -> bool:
    return next((one.kind == "records" for one in format_.fields if one.name == role.field), False)


def _pairs(old: Sequence[PlaceRole], new: Sequence[PlaceRole]) -> Iterator[tuple[PlaceRole, PlaceRole]]:
    """The keys of two formats that name the same: whence a project is carried, and where it is done."""
    for one in old:
        same = [other for other in new if _is_origin(other, new) == _is_origin(one, old)]
        yield from ((one, other) for other in same[:1])


def _is_origin(role: PlaceRole, every: Collection[PlaceRole]) -> bool:
    return role.end == "north" or role.field in {other.linked_to for other in every}


def _record(given: Value, old: tuple[PlaceRole, Format], new: tuple[PlaceRole, Format]) -> Value:
    """A place as another format says it: its smallest name, its country, its point."""
    record = given if isinstance(given, dict) else {old[0].town: given}
    names = [*reversed(old[0].levels), old[0].town]
    town = next((record[name] for name in names if record.get(name)), "")
    point = record.get(_point_key(*old), "")
    told = {(new[0].levels or (new[0].town,))[-1]: town, new[0].country: record.get(old[0].country, "")}
    return {key: value for key, value in {**told, _point_key(*new): point}.items() if key and value}


def _point_key(role: PlaceRole, format_: Format) -> str:
    """The key inside that holds coordinates; nothing where there is none."""
    inner = next((one.fields for one in format_.fields if one.name == role.field), ())
    return next((one.name for one in inner if one.kind == "coordinates"), "")

"""What archives and aggregators are told of a sheet or booklet: one record, as Dublin Core and as JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from fiches.config.fields import Field, Values
from fiches.config.format_roles import PERIOD_ROLE, SUMMARY_ROLE
from fiches.config.formats import Format
from fiches.config.project import Project
from fiches.config.values import Period
from fiches.content import notes, versions
from fiches.content.blocks import words_of
from fiches.content.booklet import Booklet
from fiches.content.sheet import Sheet
from fiches.typography.typesetting import typeset

INDEX_FILE = "index.json"  # of the output
SUMMARY_WORDS = 40  # words
_CONTEXT = {"@vocab": "https://schema.org/", "dcterms": "http://purl.org/dc/terms/"}
_FEATURES = ("alternativeText", "bookmarks", "readingOrder", "structuralNavigation", "taggedPDF")


@dataclass(frozen=True, slots=True)
class PlaceRecord:
    """A place that a sheet speaks of: its names from the smallest, and where it is, in degrees, if that is given."""

    name: str
    point: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class WorkRecord:
    """One work: texts as they are printed, dates as ISO 8601, nothing that depends on the bytes of its file."""

    slug: str
    identifier: str  # an address, where the collection has one
    title: str
    language: str
    creators: tuple[str, ...] = ()
    publisher: str = ""
    subjects: tuple[str, ...] = ()
    description: str = ""
    date: str = ""  # of the sheet itself
    rights: str = ""
    places: tuple[PlaceRecord, ...] = ()
    period: str = ""  # that it speaks of: 2010/2012, 2019/.. while it lasts
    translates: str = ""  # the identifier of the work that it is another version of
    translations: tuple[str, ...] = ()  # those of its own


def of_sheet(one: Sheet, project: Project) -> WorkRecord:
    """The record of a sheet, by what its own format says."""
    project = project.within(one.format)
    made = _record(one, project, summary(one, project.format))
    first = versions.work(one.slug)
    others = tuple(_identifier(other.slug, project) for other in one.versions)
    if first != one.slug and any(other.slug == first for other in one.versions):
        return replace(made, translates=_identifier(first, project))
    return replace(made, translations=others)


def of_booklet(book: Booklet, project: Project) -> WorkRecord:
    """The record of a booklet."""
    return _record(book, project, str(book.fields.get("surtitre", book.title)))


def summary(one: Sheet, format_: Format, count: int = SUMMARY_WORDS) -> str:
    """What sums it up, where it has that, else the beginning of its text."""
    if given := standfirst(one, format_):
        return given
    first = one.rubrics[0] if one.rubrics else None
    blocks = (*first.blocks, *(block for entry in first.entries for block in entry.blocks)) if first else ()
    words = " ".join(words_of(notes.apart(blocks)[0])).split()
    return " ".join(words[:count]) + ("…" if len(words) > count else "")


def standfirst(one: Sheet, format_: Format) -> str:
    """What sums a sheet up, in the key that its format says does so."""
    return str(_in_role(one, format_, SUMMARY_ROLE) or "")


def _record(work: Sheet | Booklet, project: Project, description: str) -> WorkRecord:
    fields, settings = work.fields, project.settings
    publisher = settings.publisher.name
    return WorkRecord(
        work.slug,
        _identifier(work.slug, project),
        _plain(work.title, work, project),
        work.language,
        _texts(fields, "auteurs") or tuple(filter(None, (publisher,))),
        publisher,
        _texts(fields, "mots_cles"),
        _plain(description, work, project),
        str(fields.get("date_fiche", "")),
        settings.licence or (f"© {publisher}" if publisher else ""),
        tuple(place for key in _place_keys(project) for place in _places(fields, key)),
        _span(_in_role(work, project.format, PERIOD_ROLE)),
    )


def _in_role(work: Sheet | Booklet, format_: Format, role: str) -> object:
    """What a work says in the key that has a role in its format, or in one within another."""
    found: Any = work.fields
    for key in format_.roles.get(role, "").split("."):
        found = found.get(key) if isinstance(found, Mapping) else None
    return found


def _identifier(slug: str, project: Project) -> str:
    address = project.settings.address.rstrip("/")
    return f"{address}/{slug}" if address else slug


def _plain(text: str, work: Sheet | Booklet, project: Project) -> str:
    """A text with the signs of print, its spaces those of a keyboard."""
    return " ".join(typeset(text, work.language, narrow=project.narrow_guillemets).split())


def _texts(fields: Values, key: str) -> tuple[str, ...]:
    found = fields.get(key)
    return tuple(map(str, found)) if isinstance(found, tuple) else ()


def _place_keys(project: Project) -> list[Field]:
    """The keys that name places, in the order in which a sheet of the format has them."""
    named = {role.field for role in project.format.places}
    return [field for field in project.format.fields if field.name in named]


def _places(fields: Values, key: Field) -> Iterable[PlaceRecord]:
    found, point = fields.get(key.name, ()), next((one.name for one in key.fields if one.kind == "coordinates"), "")
    for given in found if isinstance(found, tuple) else (found,):
        one: Mapping[str, Any] = given if isinstance(given, Mapping) else {key.name: str(given)}
        names = dict.fromkeys(value for value in one.values() if isinstance(value, str))
        if names:
            yield PlaceRecord(", ".join(names), one.get(point))


def _span(period: object) -> str:
    if not isinstance(period, Period):
        return ""
    last = ".." if period.ongoing else period.end
    return f"{period.start}/{last}" if last else str(period.start)


def dublin_core(one: WorkRecord) -> list[tuple[str, str]]:
    """(element, text) of all that is said, in order; an element that has several texts comes several times."""
    several = {"creator": one.creators, "subject": one.subjects, "coverage": [place.name for place in one.places]}
    single = {
        "title": one.title,
        "language": one.language,
        "publisher": one.publisher,
        "date": one.date,
        "description": one.description,
        "rights": one.rights,
        "identifier": one.identifier,
        "type": "Text",
    }
    every = {name: (text,) for name, text in single.items()} | {name: tuple(texts) for name, texts in several.items()}
    return [(name, text) for name, texts in sorted(every.items()) for text in texts if text]


def linked_data(one: WorkRecord, file: str) -> dict[str, Any]:
    """The same as a schema.org/CreativeWork with the terms of Dublin Core; `file`: its PDF, below the output."""
    said: dict[str, Any] = {
        "@type": "CreativeWork",
        "@id": _id(one.identifier),
        "identifier": one.identifier,
        "name": one.title,
        "inLanguage": one.language,
        "author": [{"@type": _agent(name, one.publisher), "name": name} for name in one.creators],
        "publisher": {"@type": "Organization", "name": one.publisher} if one.publisher else None,
        "keywords": list(one.subjects),
        "abstract": one.description,
        "datePublished": one.date,
        "copyrightNotice": one.rights,
        "spatialCoverage": [_spatial(place) for place in one.places],
        "temporalCoverage": one.period,
        "accessibilityFeature": list(_FEATURES),
        "translationOfWork": {"@id": _id(one.translates)} if one.translates else None,
        "workTranslation": [{"@id": _id(other)} for other in one.translations],
        "encoding": {"@type": "MediaObject", "contentUrl": file, "encodingFormat": "application/pdf"},
    }
    terms: dict[str, list[str]] = {}
    for name, text in dublin_core(one):
        terms.setdefault(f"dcterms:{name}", []).append(text)
    return {name: value for name, value in said.items() if value} | terms


def _id(identifier: str) -> str:
    """An identifier as that of a node: an address, or a place in the file."""
    return identifier if "/" in identifier else f"#{identifier}"


def _agent(name: str, publisher: str) -> str:
    return "Organization" if name == publisher else "Person"


def _spatial(place: PlaceRecord) -> Mapping[str, Any]:
    point = dict(zip(("latitude", "longitude"), place.point, strict=True)) if place.point else {}
    geo = {"geo": {"@type": "GeoCoordinates", **point}} if point else {}
    return {"@type": "Place", "name": place.name, **geo}


def index(every: Sequence[Mapping[str, Any]]) -> bytes:
    """A collection's records as one JSON-LD file."""
    return (json.dumps({"@context": _CONTEXT, "@graph": list(every)}, ensure_ascii=False, indent=1) + "\n").encode()

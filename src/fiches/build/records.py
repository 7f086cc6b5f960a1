"""What is remembered of a source that was made, beside its files."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from typing import Any

from fiches.core.problems import Problem
from fiches.storage.manifest import ArtifactRecord

BUILD = "build"  # the family of sheets and booklets in the manifest


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """One source as the last run found it."""

    look: str = ""  # digest of the document that its files show; nothing when there was none
    paint: tuple[str, ...] = ()  # of that document: `render.paint`
    images: tuple[str, ...] = ()  # names of the pictures that it shows
    told: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # what it says, by key: booklets select by it
    engine: tuple[Problem, ...] = ()  # those of its problems that only drawing the pages shows
    traits: tuple[str, ...] = ()  # of a sheet's pages, for the stamps of a booklet
    face: str = ""  # the digest of what a booklet's own pages may show of a sheet
    good: bool = False  # it has no error
    record: str = ""  # of a sheet: what archives are told of it, as JSON
    format: str = ""  # of a sheet: the name of its format

    @property
    def note(self) -> dict[str, Any]:
        """The same in terms of JSON."""
        return asdict(self)


def noted(record: ArtifactRecord | None) -> SourceRecord:
    """What the record of an artifact notes of its source; nothing where it is no such note."""
    with suppress(KeyError, TypeError, ValueError, AttributeError):
        return _revived(record.note) if record and record.note else SourceRecord()
    return SourceRecord()


def _revived(found: Mapping[str, Any]) -> SourceRecord:
    told = {str(name): tuple(map(str, words)) for name, words in found["told"].items()}
    engine = tuple(one if isinstance(one, Problem) else Problem.revived(one) for one in found["engine"])
    images, traits, paint = (tuple(map(str, found[name])) for name in ("images", "traits", "paint"))
    look, face, record, format_ = (str(found[name]) for name in ("look", "face", "record", "format"))
    return SourceRecord(look, paint, images, told, engine, traits, face, bool(found["good"]), record, format_)

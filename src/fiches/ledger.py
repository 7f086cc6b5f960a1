"""What the last run made, and from what: kept beside the output, believed only as far as it proves true."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from fiches import files, inputs
from fiches.inputs import Known, Stamp
from fiches.problems import Problem

FOLDER, NAME, LOCK = ".fiches", "journal.json", "verrou"
VERSION = 1


@dataclass(frozen=True, slots=True)
class Output:
    """One file that was written: its digest, its stamp then, its pages."""

    digest: str
    stamp: Stamp
    pages: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One source as the last run found it."""

    key: str  # of everything that its outputs may depend on
    look: str = ""  # of the document that its output shows; nothing when there was none
    images: tuple[str, ...] = ()  # names of the pictures that it shows
    told: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # what it says, by key: booklets select by it
    problems: tuple[Problem, ...] = ()
    engine: tuple[Problem, ...] = ()  # those among them that only drawing the pages shows
    traits: tuple[str, ...] = ()  # of a sheet's pages, for the stamps of a booklet
    face: str = ""  # the digest of what a booklet's own pages may show of a sheet
    good: bool = False  # it has no error


@dataclass(frozen=True, slots=True)
class Ledger:
    """The record of a run; an empty one makes everything anew."""

    entries: Mapping[str, Entry] = field(default_factory=dict)  # by slug
    outputs: Mapping[str, Output] = field(default_factory=dict)  # by path below the output folder
    known: Known = field(default_factory=dict)
    run: str = ""  # the stamp of everything that a whole run read
    problems: tuple[Problem, ...] = ()  # what that run said


def read(out: Path) -> Ledger:
    """The ledger of an output folder; an empty one when it is damaged, foreign or of another version."""
    try:
        found = json.loads((out / FOLDER / NAME).read_bytes())
        return _ledger(found) if found["version"] == VERSION else Ledger()
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return Ledger()


def write(out: Path, ledger: Ledger) -> None:
    """Writes the ledger whole or not at all."""
    text = json.dumps({"version": VERSION, **asdict(ledger)}, ensure_ascii=False, separators=(",", ":"))
    files.write(out / FOLDER / NAME, text.encode())


def run_stamp(root: Path, out: Path, ledger: Ledger) -> str:
    """One digest of the stamps of all that a whole run reads and all that it left; nothing once an output is gone."""
    read_now = [(path, inputs.stamp(path)) for path in inputs.everything(root)]
    left = [(path, inputs.stamp(out / path)) for path in sorted(ledger.outputs)]
    gone = any(found is None for _, found in left)
    return "" if gone else inputs.key(repr(inputs.libraries()), repr(read_now), repr(left))


def _ledger(found: Any) -> Ledger:  # noqa: ANN401
    return Ledger(
        {slug: _entry(one) for slug, one in found["entries"].items()},
        {path: _output(one) for path, one in found["outputs"].items()},
        {path: (tuple(one[0]), str(one[1])) for path, one in found["known"].items()},
        str(found["run"]),
        tuple(Problem(**one) for one in found["problems"]),
    )


def _output(found: Any) -> Output:  # noqa: ANN401
    return Output(str(found["digest"]), tuple(map(int, found["stamp"])), int(found["pages"]))


def _entry(found: Any) -> Entry:  # noqa: ANN401
    told = {str(name): tuple(map(str, words)) for name, words in found["told"].items()}
    problems, engine = (tuple(Problem(**one) for one in found[name]) for name in ("problems", "engine"))
    images, traits = (tuple(map(str, found[name])) for name in ("images", "traits"))
    key, look, face = (str(found[name]) for name in ("key", "look", "face"))
    return Entry(key, look, images, told, problems, engine, traits, face, bool(found["good"]))


def unchanged(folder: Path, out: Path | None) -> Ledger | None:
    """What the last whole run left, when nothing that it read or wrote has changed since."""
    root = folder.absolute()
    place = (out or root / "build").absolute()
    found = read(place)
    return found if found.run and found.run == run_stamp(root, place, found) else None


def clear(out: Path) -> tuple[list[Path], list[Path]]:
    """Removes the outputs that are as they were written, and all that is remembered: (removed, kept)."""
    with files.held(out / FOLDER / LOCK, lambda: None):
        outputs = read(out).outputs
        removed = [out / path for path, made in outputs.items() if intact(out, path, made)]
        kept = [out / path for path in outputs if out / path not in removed and (out / path).exists()]
        memory = [path for path in sorted((out / FOLDER).rglob("*"), reverse=True) if path.name != LOCK]
        for path in (*removed, *memory):
            files.remove(path)
    for folder in (*{path.parent for path in removed}, out / FOLDER):
        files.remove_empty(folder)
    return removed, kept


def written(out: Path, path: str, data: bytes, pages: int) -> Output:
    """Writes one output, whole or not at all, and says what it is."""
    files.write(out / path, data)
    return Output(inputs.key(data), inputs.stamp(out / path) or (), pages)


def intact(out: Path, path: str, output: Output | None) -> bool:
    """Whether a file is still as it was written."""
    if output is None:
        return False
    found = inputs.stamp(out / path)
    if found == output.stamp:
        return True
    return found is not None and inputs.Digests({}).of(out / path) == output.digest

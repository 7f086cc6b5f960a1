"""What the last run made, and from what: kept beside the output, believed only as far as it proves true."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from fiches.core.problems import FichesError, Problem
from fiches.storage import files, fingerprints
from fiches.storage.fingerprints import KnownDigests, Stamp, Stamps

MEMORY_FOLDER, MANIFEST_FILE, LOCK_FILE = ".fiches", "journal.json", "verrou"
WRITTEN_FILE = (
    "ecrits"  # a line for each output, put down before it is written: what a killed run left is known as ours
)
BUILT, PRESSED = (
    (MANIFEST_FILE, WRITTEN_FILE),
    ("impression.json", "imprimes"),
)  # where runs remember PDFs, and files for a press,
POSTERS_MANIFEST, KIT_MANIFEST = (
    ("affiches.json", "affiches"),
    ("kit.json", "portes"),
)  # posters, and the files of the festival kit
MANIFEST_VERSION = 3


@dataclass(frozen=True, slots=True)
class OutputRecord:
    """One file that was written: its digest, its stamp then, its pages."""

    digest: str
    stamp: Stamp
    pages: int


@dataclass(frozen=True, slots=True)
class SourceRecord:
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
    record: str = ""  # of a sheet: what archives are told of it, as JSON


@dataclass(frozen=True, slots=True)
class Manifest:
    """The record of a run; an empty one makes everything anew."""

    entries: Mapping[str, SourceRecord] = field(default_factory=dict)  # by slug
    outputs: Mapping[str, OutputRecord] = field(default_factory=dict)  # by path below the output folder
    known: KnownDigests = field(default_factory=dict)
    run: str = ""  # the stamp of everything that a whole run read
    problems: tuple[Problem, ...] = ()  # what that run said
    house: str = ""  # the digest of the style sheets, and
    styles: tuple[Problem, ...] = ()  # what the engine has to say of them


def read(out: Path, kind: tuple[str, str] = BUILT) -> Manifest:
    """The ledger of an output folder; an empty one when it is damaged, foreign or of another version.

    Outputs that a run wrote and had no time to enter are in it, but not what they were made from.
    """
    found = _entered(out, kind)
    late = _late(out, found, kind)
    if not late:
        return found
    touched = {*late, *(Path(path).stem for path in late)}
    entries = {name: entry for name, entry in found.entries.items() if name not in touched}
    return replace(found, entries=entries, outputs={**found.outputs, **late}, run="")


def write(out: Path, ledger: Manifest, kind: tuple[str, str] = BUILT) -> None:
    """Enters what a run made; where nothing may be written, the next run makes it again."""
    text = json.dumps({"version": MANIFEST_VERSION, **asdict(ledger)}, ensure_ascii=False, separators=(",", ":"))
    files.keep(out / MEMORY_FOLDER / kind[0], text.encode("utf-8", "surrogatepass"))  # a path may be in no encoding
    every = [*ledger.outputs.items(), *_late(out, ledger, kind).items()]
    lines = b"".join(_line(path, made) for path, made in every)
    with suppress(FichesError):
        files.write(out / MEMORY_FOLDER / kind[1], lines)


def run_stamp(start: Stamps, root: Path, out: Path, ledger: Manifest) -> str:
    """One digest of the stamps of all that a whole run read, as it was at its start, and of all that it left.

    Nothing once an output is gone.
    """
    pictures = {str(root / "sheets" / name) for entry in ledger.entries.values() for name in entry.images}
    elsewhere = [(path, fingerprints.stamp(path)) for path in sorted(pictures) if path not in start]
    left = [(path, fingerprints.stamp(out / path)) for path in sorted(ledger.outputs)]
    gone = any(found is None for _, found in left)
    said = (fingerprints.libraries(), sorted(start.items()), elsewhere, left)
    return "" if gone else fingerprints.key(*map(repr, said))


def _entered(out: Path, kind: tuple[str, str]) -> Manifest:
    try:
        found = json.loads(files.kept(out / MEMORY_FOLDER / kind[0]) or b"")
        return _ledger(found) if found["version"] == MANIFEST_VERSION else Manifest()
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return Manifest()


def _late(out: Path, ledger: Manifest, kind: tuple[str, str]) -> dict[str, OutputRecord]:
    """The outputs that are there, written by us, and not entered."""
    entered = {(path, made.digest) for path, made in ledger.outputs.items()}
    found = [(path, made) for path, made in _written(out, kind) if (path, made.digest) not in entered]
    return {path: made for path, made in found if intact(out, path, made)}


def _line(path: str, made: OutputRecord) -> bytes:
    return f"{json.dumps([path, made.digest, made.pages])}\n".encode()


def _written(out: Path, kind: tuple[str, str]) -> list[tuple[str, OutputRecord]]:
    """The outputs below `out` that were put down; a line that was cut short says nothing."""
    found = []
    try:
        lines = (out / MEMORY_FOLDER / kind[1]).read_bytes().splitlines()
    except OSError:
        return []
    for line in lines:
        with suppress(ValueError, TypeError):
            path, digest, pages = json.loads(line)
            if not {"..", ""} & set(str(path).split("/")):
                found.append((str(path), OutputRecord(str(digest), (), int(pages))))
    return found


def _ledger(found: Any) -> Manifest:  # noqa: ANN401
    return Manifest(
        {slug: _entry(one) for slug, one in found["entries"].items()},
        {path: _output(one) for path, one in found["outputs"].items()},
        {path: (tuple(one[0]), str(one[1])) for path, one in found["known"].items()},
        str(found["run"]),
        tuple(Problem.revived(one) for one in found["problems"]),
        str(found["house"]),
        tuple(Problem.revived(one) for one in found["styles"]),
    )


def _output(found: Any) -> OutputRecord:  # noqa: ANN401
    return OutputRecord(str(found["digest"]), tuple(map(int, found["stamp"])), int(found["pages"]))


def _entry(found: Any) -> SourceRecord:  # noqa: ANN401
    told = {str(name): tuple(map(str, words)) for name, words in found["told"].items()}
    problems, engine = (tuple(Problem.revived(one) for one in found[name]) for name in ("problems", "engine"))
    images, traits = (tuple(map(str, found[name])) for name in ("images", "traits"))
    key, look, face, record = (str(found[name]) for name in ("key", "look", "face", "record"))
    return SourceRecord(key, look, images, told, problems, engine, traits, face, bool(found["good"]), record)


def unchanged(folder: Path, out: Path | None) -> Manifest | None:
    """What the last whole run left, when nothing that it read or wrote has changed since."""
    root = folder.absolute()
    place = (out or root / "build").absolute()
    found = read(place)
    return found if found.run and found.run == run_stamp(fingerprints.stamps(root), root, place, found) else None


def clear(out: Path) -> tuple[list[Path], list[Path]]:
    """Removes the outputs that are as they were written, and all that is remembered: (removed, kept)."""
    if not (out / MEMORY_FOLDER).is_dir():
        return [], []
    with files.held(out / MEMORY_FOLDER / LOCK_FILE, lambda: None):
        kinds = (BUILT, PRESSED, POSTERS_MANIFEST, KIT_MANIFEST)
        outputs = {path: made for kind in kinds for path, made in read(out, kind).outputs.items()}
        removed = [out / path for path, made in outputs.items() if intact(out, path, made)]
        kept = [out / path for path in outputs if out / path not in removed and (out / path).exists()]
        memory = [path for path in sorted((out / MEMORY_FOLDER).rglob("*"), reverse=True) if path.name != LOCK_FILE]
        for path in (*removed, *memory):
            files.remove(path)
        files.sweep(*{out, *(path.parent for path in removed)})
        with suppress(FichesError):  # the lock last; some systems keep what is open
            files.remove(out / MEMORY_FOLDER / LOCK_FILE)
    above = {folder for path in removed for folder in path.parents if out in folder.parents}
    for folder in (*sorted(above, reverse=True), out / MEMORY_FOLDER):
        files.remove_empty(folder)
    return removed, kept


def written(out: Path, path: str, data: bytes, pages: int, kind: tuple[str, str] = BUILT) -> OutputRecord:
    """Writes one output, whole or not at all, and says what it is."""
    made = OutputRecord(fingerprints.key(data), (), pages)
    files.note(out / MEMORY_FOLDER / kind[1], b"\n" + _line(path, made))
    files.write(out / path, data)
    return replace(made, stamp=fingerprints.stamp(out / path) or ())


def intact(out: Path, path: str, output: OutputRecord | None) -> bool:
    """Whether a file is still as it was written."""
    if output is None:
        return False
    found = fingerprints.stamp(out / path)
    if found == output.stamp:
        return True
    return found is not None and fingerprints.Digests({}).of(out / path) == output.digest


def removed(out: Path, paths: Iterable[str], outputs: Mapping[str, OutputRecord]) -> list[str]:
    """Takes away those files that are still as they were written, and says which those are."""
    found = [path for path in paths if intact(out, path, outputs[path])]
    for path in found:
        files.remove(out / path)
    return found

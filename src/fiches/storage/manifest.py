"""What runs made, and from what: one manifest beside the output, a family a file, believed as far as it proves true."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from fiches.core.problems import FichesError, Problem
from fiches.storage import files, fingerprints
from fiches.storage.fingerprints import KnownDigests, Stamp, Stamps

MEMORY_FOLDER, MANIFEST_FOLDER, LOCK_FILE = ".fiches", "manifest", "verrou"
RECORDS, WRITTEN = ".json", ".log"  # of a family: its records, and a line for each file, put down before it is written
MANIFEST_VERSION = 4


@dataclass(frozen=True, slots=True)
class FileRecord:
    """One file that was written: its digest, its stamp then, its pages."""

    digest: str
    stamp: Stamp
    pages: int


@dataclass(frozen=True, slots=True)
class ArtifactRecord:
    """One artifact as the last run left it."""

    key: str  # of everything that its files may depend on; empty: it is made again
    files: Mapping[str, FileRecord] = field(default_factory=dict)  # by path below the output folder
    problems: tuple[Problem, ...] = ()
    note: Mapping[str, Any] = field(default_factory=dict)  # what its maker must know again, in terms of JSON


@dataclass(frozen=True, slots=True)
class Manifest:
    """The record of the last run of a family; an empty one makes everything anew."""

    artifacts: Mapping[str, ArtifactRecord] = field(default_factory=dict)  # by name
    known: KnownDigests = field(default_factory=dict)
    run: str = ""  # the stamp of everything that a whole run read and left
    problems: tuple[Problem, ...] = ()  # what that run said
    note: Mapping[str, Any] = field(default_factory=dict)

    @property
    def files(self) -> dict[str, FileRecord]:
        """Every file, by its path below the output folder."""
        return {path: made for one in self.artifacts.values() for path, made in one.files.items()}


def read(out: Path, family: str) -> Manifest:
    """What is recorded of a family; nothing when it is damaged, foreign or of another version.

    Files that a run wrote and had no time to record are in it, but not what they were made from.
    """
    found = _recorded(out, family)
    artifacts = dict(found.artifacts)
    late = False
    for name, path, made in _unrecorded(out, family, found):
        before = artifacts.get(name, ArtifactRecord(""))
        artifacts[name] = replace(before, key="", files={**before.files, path: made}, note={})
        late = True
    return replace(found, artifacts=artifacts, run="") if late else found


def write(out: Path, family: str, manifest: Manifest) -> None:
    """Records what a run made; where nothing may be written, the next run makes it again."""
    late = list(_unrecorded(out, family, manifest))
    text = json.dumps({"version": MANIFEST_VERSION, **asdict(manifest)}, ensure_ascii=False, separators=(",", ":"))
    files.keep(_place(out, family, RECORDS), text.encode("utf-8", "surrogatepass"))  # a path may be in no encoding
    made = [(name, path, one) for name, record in manifest.artifacts.items() for path, one in record.files.items()]
    with suppress(FichesError):
        files.write(_place(out, family, WRITTEN), b"".join(_line(*one) for one in (*made, *late)))


def written(out: Path, family: str, name: str, path: str, content: tuple[bytes, int]) -> FileRecord:
    """Writes one file (bytes, pages) of an artifact, whole or not at all, and says what it is."""
    made = FileRecord(fingerprints.key(content[0]), (), content[1])
    files.note(_place(out, family, WRITTEN), b"\n" + _line(name, path, made))
    files.write(out / path, content[0])
    return replace(made, stamp=fingerprints.stamp(out / path) or ())


def intact(out: Path, path: str, record: FileRecord | None) -> bool:
    """Whether a file is still as it was written."""
    if record is None:
        return False
    found = fingerprints.stamp(out / path)
    if found == record.stamp:
        return True
    return found is not None and fingerprints.Digests({}).of(out / path) == record.digest


def removed(out: Path, paths: Iterable[str], records: Mapping[str, FileRecord]) -> list[str]:
    """Takes away those files that are still as they were written, and says which those are."""
    found = [path for path in paths if intact(out, path, records[path])]
    for path in found:
        files.remove(out / path)
    return found


def families(out: Path) -> list[str]:
    """Every family of which something is recorded."""
    return sorted({path.stem for path in (out / MEMORY_FOLDER / MANIFEST_FOLDER).glob("*.*")})


def clear(out: Path) -> tuple[list[Path], list[Path]]:
    """Removes the files that are as they were written, and all that is remembered: (removed, kept)."""
    if not (out / MEMORY_FOLDER).is_dir():
        return [], []
    with files.held(out / MEMORY_FOLDER / LOCK_FILE, lambda: None):
        records = {path: made for family in families(out) for path, made in read(out, family).files.items()}
        gone = [out / path for path in removed(out, records, records)]
        kept = [out / path for path in records if (out / path).exists()]
        _forget(out / MEMORY_FOLDER)
        files.sweep(*{out, *(path.parent for path in gone)})
        with suppress(FichesError):  # the lock last; some systems keep what is open
            files.remove(out / MEMORY_FOLDER / LOCK_FILE)
    remove_emptied(out, [*gone, out / MEMORY_FOLDER / LOCK_FILE])
    return gone, kept


def _forget(memory: Path) -> None:
    """Removes all that is remembered but the lock."""
    for path in sorted(memory.rglob("*"), reverse=True):
        if path.name != LOCK_FILE:
            files.remove(path)


def remove_emptied(out: Path, gone: Iterable[Path]) -> None:
    """Removes the folders below `out` in which nothing is left where files are `gone`."""
    for folder in sorted({above for path in gone for above in path.parents if out in above.parents}, reverse=True):
        files.remove_empty(folder)


def run_stamp(start: Stamps, out: Path, *manifests: Manifest) -> str:
    """One digest of the stamps of all that a whole run read, as it was at its start, and of all that it left.

    A manifest may note what else it read (`elsewhere`). Nothing once a file that it left is gone.
    """
    elsewhere = sorted(path for one in manifests for path in one.note.get("elsewhere", ()) if path not in start)
    left = [(path, fingerprints.stamp(out / path)) for one in manifests for path in sorted(one.files)]
    gone = any(found is None for _, found in left)
    read_there = [(path, fingerprints.stamp(path)) for path in elsewhere]
    said = (fingerprints.libraries(), sorted(start.items()), read_there, left)
    return "" if gone else fingerprints.key(*map(repr, said))


def unstamped(_: Manifest) -> str:
    """The stamp of a run that was not whole, or found errors: nothing is skipped after it without a look."""
    return ""


def sign(out: Path, family: str, start: Stamps, said: Manifest, *others: str) -> None:
    """Records that a whole run of a family came to its end without errors: what it `said` (problems and note).

    It read all that has a stamp in `start`, and what the `others` left, which must have come to theirs.
    """
    made = replace(read(out, family), problems=said.problems, note=said.note)
    shown = _with_files(out, others)
    run = run_stamp(start, out, made, *shown) if all(one.run for one in shown) else ""
    write(out, family, replace(made, run=run))


def unchanged(folder: Path, out: Path | None, family: str, *others: str) -> Manifest | None:
    """What the last whole run of a family left, when nothing that it read, or it and `others` left, has changed."""
    root = folder.absolute()
    place = (out or root / "build").absolute()
    found = read(place, family)
    if not found.run:
        return None
    start = fingerprints.stamps(root)
    return found if found.run == run_stamp(start, place, found, *_with_files(place, others)) else None


def _with_files(out: Path, families_: Iterable[str]) -> list[Manifest]:
    return [found for found in (read(out, family) for family in families_) if found.files]


def _place(out: Path, family: str, kind: str) -> Path:
    return out / MEMORY_FOLDER / MANIFEST_FOLDER / f"{family}{kind}"


def _recorded(out: Path, family: str) -> Manifest:
    try:
        found = json.loads(files.kept(_place(out, family, RECORDS)) or b"")
        return _manifest(found) if found["version"] == MANIFEST_VERSION else Manifest()
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return Manifest()


def _unrecorded(out: Path, family: str, manifest: Manifest) -> Iterator[tuple[str, str, FileRecord]]:
    """The files that are there, written by us, and not recorded: (artifact, path, file)."""
    recorded = {(path, made.digest) for path, made in manifest.files.items()}
    for name, path, made in _put_down(out, family):
        if (path, made.digest) not in recorded and intact(out, path, made):
            yield name, path, made


def _line(name: str, path: str, made: FileRecord) -> bytes:
    return f"{json.dumps([name, path, made.digest, made.pages])}\n".encode()


def _put_down(out: Path, family: str) -> Iterator[tuple[str, str, FileRecord]]:
    """The files of a family that were put down; a line that was cut short says nothing."""
    try:
        lines = _place(out, family, WRITTEN).read_bytes().splitlines()
    except OSError:
        return
    for line in lines:
        with suppress(ValueError, TypeError):
            name, path, digest, pages = json.loads(line)
            if not {"..", ""} & set(str(path).split("/")):
                yield str(name), str(path), FileRecord(str(digest), (), int(pages))


def _manifest(found: Any) -> Manifest:  # noqa: ANN401
    return Manifest(
        {str(name): _artifact(one) for name, one in found["artifacts"].items()},
        {path: (tuple(one[0]), str(one[1])) for path, one in found["known"].items()},
        str(found["run"]),
        tuple(Problem.revived(one) for one in found["problems"]),
        dict(found["note"]),
    )


def _artifact(found: Any) -> ArtifactRecord:  # noqa: ANN401
    made = {str(path): _file(one) for path, one in found["files"].items()}
    problems = tuple(Problem.revived(one) for one in found["problems"])
    return ArtifactRecord(str(found["key"]), made, problems, dict(found["note"]))


def _file(found: Any) -> FileRecord:  # noqa: ANN401
    return FileRecord(str(found["digest"]), tuple(map(int, found["stamp"])), int(found["pages"]))

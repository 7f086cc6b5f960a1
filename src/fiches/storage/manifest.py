"""What runs made, and from what: one manifest beside the output, a family a file, believed as far as it proves true."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from fiches.core.problems import FichesError, Problem
from fiches.storage import journal, made, output
from fiches.storage.fingerprints import KnownDigests
from fiches.storage.journal import MANIFEST_FOLDER, Journal, Line
from fiches.storage.made import FileRecord, MadeFile, intact
from fiches.storage.memory import Memory
from fiches.storage.output import MEMORY_FOLDER

RECORDS = ".json"  # ends the name of a family's manifest
MANIFEST_VERSION = 5
MAX_CLAIM_BYTES = 5_000_000  # of a manifest that this user's runs have not written, and that is looked at all the same


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
    claimed: Mapping[str, str] = field(default_factory=dict)  # digests by path: what a memory not ours says it wrote

    @property
    def files(self) -> dict[str, FileRecord]:
        """Every file, by its path below the output folder."""
        return {path: file for one in self.artifacts.values() for path, file in one.files.items()}

    def there(self, out: Path, name: str) -> dict[str, FileRecord]:
        """The files of an artifact that are still as they were written."""
        found = self.artifacts[name].files if name in self.artifacts else {}
        return {path: file for path, file in found.items() if intact(out, path, file)}

    def holds(self, out: Path, name: str, key: str) -> bool:
        """Whether an artifact was made from just what the key says, and all of it is there."""
        one = self.artifacts.get(name)
        same = one is not None and bool(one.files) and bool(key) and one.key == key
        return bool(same and one and len(self.there(out, name)) == len(one.files))

    def journal(self, out: Path, family: str) -> Journal:
        """What the next run of the family writes its files by."""
        return Journal(out, family, frozenset(self.files), self.claimed)


def made_files(out: Path, family: str) -> dict[str, MadeFile]:
    """Every file of a family, by its path below the output folder, to be read."""
    return {path: MadeFile(out, path, file.digest) for path, file in read(out, family).files.items()}


def read(out: Path, family: str) -> Manifest:
    """What is recorded of a family; nothing but claims when it is damaged, of another version, or not of this user.

    Files that a run wrote and had no time to record are in it, but not what they were made from.
    """
    found = _recorded(out, family)
    artifacts = dict(found.artifacts)
    late = False
    for line in _unrecorded(out, family, found):
        before = artifacts.get(line.name, ArtifactRecord(""))
        artifacts[line.name] = replace(before, key="", files={**before.files, line.path: line.file}, note={})
        late = True
    return replace(found, artifacts=artifacts, run="") if late else found


def write(out: Path, family: str, manifest: Manifest) -> None:
    """Records what a run made; where nothing may be written, the next run makes it again."""
    late = list(_unrecorded(out, family, manifest))
    note(out, family, manifest)
    every = [Line(name, *file) for name, record in manifest.artifacts.items() for file in record.files.items()]
    with suppress(FichesError):
        journal.rewrite(out, family, [*every, *late])


def note(out: Path, family: str, manifest: Manifest) -> None:
    """Records the same of a run whose files are those that are recorded already."""
    claimed = {path: digest for path, digest in manifest.claimed.items() if path not in manifest.files}
    text = json.dumps(_said(replace(manifest, claimed=claimed)), ensure_ascii=False, separators=(",", ":"))
    _memory(out).keep(f"{family}{RECORDS}", text.encode("utf-8", "surrogatepass"))  # a path may be in no encoding


def _said(manifest: Manifest) -> dict[str, Any]:
    """A manifest in terms of JSON; `asdict` would copy what a thousand sources note, letter by letter."""
    artifacts = {
        name: {
            "key": one.key,
            "files": {path: {"digest": file.digest, "stamp": file.stamp, "pages": file.pages}
                      for path, file in one.files.items()},
            "problems": [asdict(problem) for problem in one.problems],
            "note": one.note,
        }
        for name, one in manifest.artifacts.items()
    }  # fmt: skip
    problems = [asdict(problem) for problem in manifest.problems]
    told = {"known": manifest.known, "run": manifest.run, "note": manifest.note, "claimed": manifest.claimed}
    return {"version": MANIFEST_VERSION, "artifacts": artifacts, "problems": problems, **told}


def trusted(out: Path, family: str) -> Manifest:
    """What is recorded of a family, whoever wrote it: only for a folder that a person has named as good."""
    return _parsed(_memory(out).found(f"{family}{RECORDS}")[1]) or Manifest()


def families(out: Path) -> list[str]:
    """Every family of which something is recorded."""
    return sorted({Path(name).stem for name in output.names(out, f"{MEMORY_FOLDER}/{MANIFEST_FOLDER}")})


def _memory(out: Path) -> Memory:
    return Memory(out, MANIFEST_FOLDER)


def _recorded(out: Path, family: str) -> Manifest:
    found = _parsed(_memory(out).kept(f"{family}{RECORDS}") or b"")
    return found or Manifest(claimed=dict(_claims(out, family)))


def _parsed(data: bytes) -> Manifest | None:
    """What was written; None where it is damaged, or of another version."""
    with suppress(ValueError, TypeError, KeyError, AttributeError, RecursionError):
        found = json.loads(data)
        if found["version"] == MANIFEST_VERSION:
            return _manifest(found)
    return None


def _claims(out: Path, family: str) -> Iterator[tuple[str, str]]:
    """(path, digest) of each file that a memory says it wrote, which no run of this user has sealed."""
    yield from ((line.path, line.file.digest) for line in journal.lines(out, family) if not line.ours)
    _, data = _memory(out).found(f"{family}{RECORDS}")
    with suppress(ValueError, TypeError, KeyError, AttributeError, RecursionError):
        found = json.loads(data if len(data) <= MAX_CLAIM_BYTES else b"")
        for path, digest in found.get("claimed", {}).items():
            yield str(path), str(digest)
        for artifact in found["artifacts"].values():
            yield from ((str(path), str(file["digest"])) for path, file in artifact["files"].items())


def _unrecorded(out: Path, family: str, manifest: Manifest) -> Iterator[Line]:
    """The files that are there, written by us, and not recorded."""
    recorded = {(path, file.digest) for path, file in manifest.files.items()}
    for line in journal.lines(out, family, recorded):
        if line.ours and intact(out, line.path, line.file):
            yield line


def _manifest(found: Any) -> Manifest:  # noqa: ANN401
    return Manifest(
        {str(name): _artifact(one) for name, one in found["artifacts"].items()},
        {path: (tuple(one[0]), str(one[1])) for path, one in found["known"].items()},
        str(found["run"]),
        tuple(Problem.revived(one) for one in found["problems"]),
        dict(found["note"]),
        {str(path): str(digest) for path, digest in found["claimed"].items()},
    )


def _artifact(found: Any) -> ArtifactRecord:  # noqa: ANN401
    files = {str(path): _file(str(path), one) for path, one in found["files"].items()}
    problems = tuple(Problem.revived(one) for one in found["problems"])
    return ArtifactRecord(str(found["key"]), files, problems, dict(found["note"]))


def _file(path: str, found: Any) -> FileRecord:  # noqa: ANN401
    if not made.is_output(path):
        raise ValueError(path)
    return FileRecord(str(found["digest"]), tuple(map(int, found["stamp"])), int(found["pages"]))

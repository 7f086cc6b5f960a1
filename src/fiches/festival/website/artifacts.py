"""Files of the kit brought up to date: those whose key has changed are made, those that nothing asks for removed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from fiches.core.problems import FichesError
from fiches.storage import files, fingerprints, manifest, workers
from fiches.storage.manifest import Manifest, OutputRecord, SourceRecord
from fiches.storage.workers import TaskLost

KIT_FOLDER = "kit"  # of the output
ARCHIVE = "kit.zip"
Tell = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Piece:
    """One file: where it stands below the kit, the digest of all that its bytes depend on, and how they are made."""

    path: str
    key: str
    make: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Brought:
    """What bringing the kit up to date did: what was made, how much was there, what is gone."""

    made: tuple[str, ...]
    fresh: int
    removed: tuple[Path, ...]


def known(path: str, data: bytes) -> Piece:
    """A piece whose bytes are there already."""
    return Piece(path, fingerprints.key(data), _Bytes(data))


@dataclass(frozen=True, slots=True)
class _Bytes:
    data: bytes

    def __call__(self) -> bytes:
        return self.data


class Shelf:
    """The output folder, with what the last run put there; pieces are brought in any number of turns."""

    def __init__(self, out: Path, *, cache: bool, jobs: int, tell: Tell | None) -> None:
        self._out, self._cache, self._jobs, self._tell = out, cache, jobs, tell
        self._old = manifest.read(out, manifest.KIT_MANIFEST)
        self._outputs: dict[str, OutputRecord] = {}
        self._entries: dict[str, SourceRecord] = {}
        self._made: list[str] = []
        files.sweep(out, *{(out / path).parent for path in self._old.outputs})

    @property
    def digests(self) -> Mapping[str, str]:
        """Of every file brought so far, by its path below the kit."""
        return {path.removeprefix(f"{KIT_FOLDER}/"): one.digest for path, one in sorted(self._outputs.items())}

    def read(self, path: str) -> bytes:
        """The bytes of a file of the kit."""
        return (self._out / KIT_FOLDER / path).read_bytes()

    def bring(self, pieces: Sequence[Piece]) -> None:
        """Makes those that are not there as they should be, in several processes."""
        due = []
        for piece in pieces:
            name = _name(piece.path)
            before = self._old.outputs.get(name)
            self._entries[name] = SourceRecord(piece.key)
            if self._is_fresh(name, piece.key) and before:
                self._outputs[name] = before
            else:
                due.append(piece)
        for done, (piece, made) in enumerate(workers.run(due, _Work(self._out), self._jobs)):
            if self._tell:
                self._tell(piece.path, done, len(due))
            if isinstance(made, TaskLost):
                raise FichesError(
                    f"la machine a arrêté la fabrication de « {piece.path} »",
                    "il manque peut-être de mémoire : fermez d'autres programmes, ou relancez avec -j 1",
                )
            self._outputs[_name(piece.path)] = made
            self._made.append(piece.path)

    def finish(self) -> Brought:
        """Removes what this run did not bring and is still as it was written, and remembers the rest."""
        gone = [path for path in self._old.outputs if path not in self._outputs]
        removed = manifest.removed(self._out, gone, self._old.outputs)
        for folder in sorted({parent for path in removed for parent in (self._out / path).parents}, reverse=True):
            if folder.is_relative_to(self._out / KIT_FOLDER):
                files.remove_empty(folder)
        manifest.write(self._out, Manifest(self._entries, self._outputs), manifest.KIT_MANIFEST)
        fresh = len(self._outputs) - len(self._made)
        return Brought(tuple(sorted(self._made)), fresh, tuple(self._out / path for path in removed))

    def _is_fresh(self, name: str, key: str) -> bool:
        before = self._old.entries.get(name, SourceRecord(""))
        return self._cache and before.key == key and manifest.intact(self._out, name, self._old.outputs.get(name))


@dataclass(frozen=True, slots=True)
class _Work:
    """Makes one piece and writes it; runs in a process of its own when there are several."""

    out: Path

    def __call__(self, piece: Piece) -> OutputRecord:
        return manifest.written(self.out, _name(piece.path), piece.make(), 0, manifest.KIT_MANIFEST)


def _name(path: str) -> str:
    """Where a piece stands below the output folder: all in the kit, but the archive of it."""
    return path if path == ARCHIVE else f"{KIT_FOLDER}/{path}"

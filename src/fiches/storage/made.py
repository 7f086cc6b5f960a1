"""A file that a run made: where it may stand, whether it is still as it was written, and its bytes, proved."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from fiches.core.messages import message
from fiches.core.problems import FichesError
from fiches.storage import fingerprints, output
from fiches.storage.fingerprints import Stamp

PDF_FOLDERS = ("fiches", "brouillons", "affiches", "impression")  # where the program writes below the output folder
WHOLE_FOLDERS = ("kit", "depot")  # where it writes files of every type
LOOSE_OUTPUTS = ("index.json", "kit.zip")  # what it writes beside them, and PDFs


@dataclass(frozen=True, slots=True)
class FileRecord:
    """One file that was written: its digest, its stamp then, its pages."""

    digest: str
    stamp: Stamp
    pages: int


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A file that a run made, for whoever makes another of it."""

    out: Path
    path: str
    digest: str
    elsewhere: Callable[[str], bytes] | None = None  # its bytes by their digest, where its folder is not at hand

    def read(self) -> bytes:
        """Its bytes; FichesError when they are no longer those that were made."""
        with suppress(OSError), output.opened(self.out, self.path) as file:
            data = file.read()
            if fingerprints.key(data) == self.digest:
                return data
        with suppress(ValueError):
            if self.elsewhere:
                return self.elsewhere(self.digest)
        raise FichesError(message("file.changed", path=str(self.out / self.path)))


def is_output(path: str) -> bool:
    """Whether a path is one under which the program writes: relative, inside, in its folders, of their types."""
    folder, *rest = path.split("/")
    if not output.is_inside(path) or any(part.startswith(".") for part in (folder, *rest)):
        return False
    if not rest:
        return path.endswith(".pdf") or path in LOOSE_OUTPUTS
    told = folder == "impression" and path.endswith(".json")  # what a printer's program is told of a job
    return folder in WHOLE_FOLDERS or told or (folder in PDF_FOLDERS and path.endswith(".pdf"))


def intact(out: Path, path: str, record: FileRecord | None) -> bool:
    """Whether a file is still as it was written."""
    if record is None:
        return False
    found = output.stamp(out, path)
    if found is None or found == record.stamp:
        return found is not None
    same_size = not record.stamp or found[0] == record.stamp[0]
    return same_size and digest(out, path) == record.digest


def digest(out: Path, path: str, most: int | None = None) -> str:
    """The digest of a file of at most so many bytes; nothing where there is none."""
    found = output.stamp(out, path)
    if found is None or (most is not None and found[0] > most):
        return ""
    with suppress(OSError), output.opened(out, path) as file:
        return fingerprints.digest(file)
    return ""


def removed(out: Path, paths: Iterable[str], records: Mapping[str, FileRecord]) -> list[str]:
    """Takes away those files that are still as they were written, and says which those are."""
    found = [path for path in paths if intact(out, path, records[path])]
    for path in found:
        output.remove(out, path)
    return found

"""The output folder as if nothing had been made there: what runs wrote goes, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from fiches.core.problems import FichesError
from fiches.storage import lock, made, manifest, output
from fiches.storage.journal import MANIFEST_FOLDER, WRITTEN
from fiches.storage.output import MEMORY_FOLDER

_SEALED = re.compile(rb"[0-9a-f]{64}\n")  # how all begins that is remembered, whoever has sealed it
_LOGS = re.compile(rf"{re.escape(MEMORY_FOLDER)}/{MANIFEST_FOLDER}/[a-z]+{re.escape(WRITTEN)}")


def clear(out: Path) -> tuple[list[Path], list[Path]]:
    """Removes the files that are as they were written, and all that is remembered: (removed, kept)."""
    if MEMORY_FOLDER not in output.names(out):
        return [], []
    with lock.held(out, lambda: None):
        records = {path: file for one in manifest.families(out) for path, file in manifest.read(out, one).files.items()}
        gone = made.removed(out, records, records)
        kept = [out / path for path in records if output.exists(out, path)]
        forgotten = list(_remembered(out))
        for path in forgotten:
            output.remove(out, path)
        output.sweep(out, sorted({"", MEMORY_FOLDER, *(_folder(path) for path in (*gone, *forgotten))}))
        with suppress(FichesError):  # the lock last; some systems keep what is open
            output.remove(out, lock.LOCK)
    output.remove_emptied(out, [*gone, *forgotten, lock.LOCK])
    return [out / path for path in gone], kept


def _remembered(out: Path) -> Iterator[str]:
    """All that some run has kept in the memory of the folder."""
    for path in output.scan(out).files:
        if path.startswith(f"{MEMORY_FOLDER}/") and (_LOGS.fullmatch(path) or _SEALED.match(_head(out, path))):
            yield path


def _head(out: Path, path: str) -> bytes:
    with suppress(OSError), output.opened(out, path) as file:
        return file.read(65)
    return b""


def _folder(path: str) -> str:
    return path.rpartition("/")[0]

"""Whether anything has changed since a whole run of a family came to its end without errors."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from fiches.storage import fingerprints, output
from fiches.storage.fingerprints import Stamps
from fiches.storage.manifest import Manifest, note, read
from fiches.storage.output import Scan


def run_stamp(start: Stamps, out: Path, *manifests: Manifest) -> str:
    """One digest of the stamps of all that a whole run read, as it was at its start, and of all that it left.

    A manifest may note what else it read (`elsewhere`). Nothing once a file that it left is gone.
    """
    return _stamp(start, output.scan(out), manifests)


def _stamp(start: Stamps, there: Scan, manifests: Iterable[Manifest]) -> str:
    every = list(manifests)
    elsewhere = sorted(path for one in every for path in one.note.get("elsewhere", ()) if path not in start)
    left = [(path, there.files.get(path)) for one in every for path in sorted(one.files)]
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
    note(out, family, replace(made, run=run))


def unchanged(folder: Path, out: Path | None, family: str, *others: str) -> Manifest | None:
    """What the last whole run of a family left, when nothing that it read, or it and `others` left, has changed.

    Nothing, too, where what stands in the output folder may not be read at all.
    """
    root = folder.absolute()
    place = (out or root / "build").absolute()
    there = output.scan(place)
    found = Manifest() if there.strays else read(place, family)
    if not found.run:
        return None
    start = fingerprints.stamps(root)
    return found if found.run == _stamp(start, there, (found, *_with_files(place, others))) else None


def _with_files(out: Path, families: Iterable[str]) -> list[Manifest]:
    return [found for found in (read(out, family) for family in families) if found.files]

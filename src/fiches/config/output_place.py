"""Where the output of a collection may stand: in a folder of its own, that nothing leads out of."""

from __future__ import annotations

import os
from pathlib import Path

from fiches.core.messages import Message, message
from fiches.core.problems import FichesError, Problem, fault
from fiches.storage import output
from fiches.storage.fingerprints import SHARED
from fiches.storage.journal import OWN_FOLDER

SETTINGS = "sheets/collection.yaml"
SOURCES = ("sheets", *SHARED)  # folders of a collection


def judged(root: Path, out: Path | None) -> tuple[Path, list[Problem]]:
    """The output folder of the collection in `root`, and what in it is neither file nor folder: nobody may follow it.

    FichesError where the folder asked for is among sources.
    """
    place = (out or root / OWN_FOLDER).absolute()
    if out is not None and (why := _mixed(Path(os.path.realpath(root)), Path(os.path.realpath(place)))):
        raise FichesError(why, message("out.apart"))
    return place, [_stray(root, place / path) for path in output.scan(place, stamped=False).strays]


def _mixed(root: Path, out: Path) -> Message | None:
    """That an output folder is among the sources of this collection, around them, or in another collection."""
    if any(out.is_relative_to(root / name) for name in SOURCES):
        return message("out.among-sources", path=str(out))
    if root.is_relative_to(out):
        return message("out.around", path=str(out))
    others = (folder for folder in (out, *out.parents) if not root.is_relative_to(folder))
    other = next((folder for folder in others if (folder / SETTINGS).is_file()), None)
    return message("out.of-another", path=str(out), other=str(other)) if other else None


def _stray(root: Path, path: Path) -> Problem:
    """That a link, a pipe or a device stands in the output folder, where nothing is read or written then."""
    try:
        shown = Path(os.path.relpath(path, root)).as_posix()
    except ValueError:  # on another drive
        shown = path.as_posix()
    return fault("lien-hors-collection.output").in_file(shown)

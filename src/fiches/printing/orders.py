"""What one run makes for one printer: the profile, the inks of the palette, the face of titles on spines."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from fiches.config.project import COLLECTION, Project, first, search
from fiches.config.yaml_reader import parse_file, place
from fiches.core.messages import message
from fiches.core.problems import Fault, FichesError, Problem, has_errors
from fiches.graphics import ornaments
from fiches.images import photos
from fiches.imposition import binding
from fiches.press import colour, profiles
from fiches.press.colour import Build
from fiches.press.convert_operators import Unprintable
from fiches.press.profiles import Printer
from fiches.storage import fingerprints
from fiches.storage.memory import Memory


@dataclass(frozen=True, slots=True)
class PrinterOrder:
    """What all the files of one printer share."""

    printer: Printer
    palette: tuple[tuple[str, Build], ...]
    out: Path
    remembers: bool  # what is dear to make is kept
    face: bytes = b""  # of titles, for the spines of booklets and what stands beside marks
    photos: Mapping[str, Path] = field(default_factory=dict, compare=False)  # of the collection, by their digests

    def memory(self, sort: str) -> Memory | None:
        """Where one sort of what is remembered is kept."""
        return Memory(self.out, sort) if self.remembers else None

    def original(self, said: str) -> Callable[[], bytes]:
        """What reads the photo of which a finished PDF says so much, fit for a press."""
        found: Callable[[], bytes] | None = photos.original(said, self.photos, self.memory(photos.PHOTO_FOLDER))
        if found is None:
            raise Unprintable(message("impression.photo-changed"))
        return found

    @property
    def key(self) -> str:
        """Of everything that a file depends on but its pages."""
        return fingerprints.key(fingerprints.tool(), self.printer.asked, repr(self.palette), self.face)


def ordered(project: Project, name: str, *, cache: bool, asked: bool) -> tuple[PrinterOrder | None, list[Problem]]:
    """The printer `name`, `asked` for in the command, and the palette's builds, with what is wrong in either.

    FichesError where nobody has such a profile and it was asked for.
    """
    unknown = _unknown(project, name, asked=asked)
    if unknown:
        return None, [unknown.in_file(COLLECTION)]
    printer, problems = profiles.load(name, search(project.root, "templates"))
    if printer is None:
        return None, problems
    builds, more = _builds(project, printer)
    problems += more
    if has_errors(problems):
        return None, problems
    title_face = binding.spine_face(project.styles) if printer.glued or printer.marks else b""
    return PrinterOrder(printer, tuple(builds.items()), project.out, cache, title_face), problems


def _unknown(project: Project, name: str, *, asked: bool) -> Fault | None:
    """That no profile has this name, at its place in the settings."""
    folders = search(project.root, "templates")
    if name in profiles.names(folders):
        return None
    table = None if asked else parse_file(project.root / COLLECTION)[0]
    unknown = profiles.unknown(name, folders, *(place(table, "imprimeur") if table else ()))
    if asked:
        raise FichesError(unknown.message, unknown.hint)
    return unknown


def _builds(project: Project, printer: Printer) -> tuple[Mapping[str, Build], list[Problem]]:
    """The builds that the palette gives its colours."""
    path = first(project.styles, ornaments.PALETTE)
    found, faults = colour.builds(path.read_text("utf-8", "replace") if path else "", printer.ink)
    bases = [base for base in (project.root, fingerprints.HOUSE) if path and path.is_relative_to(base)]
    shown = path.relative_to(bases[0]).as_posix() if path and bases else ""
    return found, [one.in_file(shown) for one in faults]

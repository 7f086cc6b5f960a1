"""The short public addresses of a collection: `<adresse>/f/3` for its third sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from fiches.config import fields
from fiches.config.project import BOOKLET_STEM, COLLECTION, Project
from fiches.config.settings import Settings
from fiches.config.values import Reference
from fiches.content import booklet, source, versions
from fiches.core.problems import Problem, fault

SHORT_FOLDER = "f"  # below the address of the collection; the folder of the same name in the kit sends on to the pages


def numbers(project: Project) -> Mapping[str, int]:
    """The number of every sheet there is, good or not, in order; its versions in other languages have the same.

    First those that the booklet names, in its order, then the others by name. The booklet is livret.md, or else the
    first of the collection.
    """
    sheets, booklets = project.sources()
    path = next((one for one in booklets if one.stem.casefold() == BOOKLET_STEM), next(iter(booklets), None))
    works = versions.works(sheet.stem for sheet in sheets)
    named = map(versions.work, _named_by(path, project) if path else ())
    return {slug: number for number, name in enumerate(numbered([*works], named), start=1) for slug in works[name]}


def _named_by(path: Path, project: Project) -> list[str]:
    """The sheets that a booklet lists, in its order."""
    parsed, _ = source.read(path, project.shown(path))
    references = fields.read(parsed.front, booklet.booklet_fields())[0].get("fiches", ()) if parsed else ()
    return [one.name for one in references if isinstance(one, Reference)] if isinstance(references, tuple) else []


def numbered(slugs: Sequence[str], first: Iterable[str] = ()) -> tuple[str, ...]:
    """All the names, those of `first` before the rest; the place of one, from 1, is its number."""
    return tuple(dict.fromkeys([*(slug for slug in first if slug in slugs), *slugs]))


def home(settings: Settings) -> str:
    """The address of the collection, with its last slash; nothing when none is set."""
    return f"{settings.address.rstrip('/')}/" if settings.address else ""


def short(settings: Settings, number: int, slug: str = "") -> str:
    """The short address of the sheet of this number: `https://fiches.example.org/f/3`; nothing when none is set.

    That of a version whose name, the `slug`, says its language ends with it: `…/f/3-ar`.
    """
    base = home(settings)
    return base and base + short_path(number, slug)


def short_path(number: int, slug: str = "") -> str:
    """The same below the address of the collection."""
    return f"{SHORT_FOLDER}/{number}{_ending(slug)}"


def beside(address: str, slug: str, other: str) -> str:
    """The short address of another version of the sheet `slug`, which has this one."""
    return address and address.removesuffix(_ending(slug)) + _ending(other)


def _ending(slug: str) -> str:
    code = versions.split(slug)[1]
    return f"-{code}" if code else ""


def unset(project: Project) -> list[Problem]:
    """That no code can lead to the sheets, said of what is made to be printed or handed out."""
    if home(project.settings):
        return []
    return [fault("sans-adresse").in_file(COLLECTION)]


def of_sheets(project: Project) -> dict[str, str]:
    """The short address of every sheet; nothing for each when the collection has none."""
    if not home(project.settings):
        return {path.stem: "" for path in project.sources()[0]}
    return {slug: short(project.settings, number, slug) for slug, number in numbers(project).items()}


def spoken(address: str) -> str:
    """An address as it is printed: without `https://` and its last slash."""
    return address.removeprefix("https://").removeprefix("http://").rstrip("/")

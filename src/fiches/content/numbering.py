"""The short public addresses of a collection: `<adresse>/f/3` for its third sheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from fiches.config import fields
from fiches.config.project import BOOKLET_STEM, COLLECTION, Project
from fiches.config.settings import Settings
from fiches.config.values import Reference
from fiches.content import booklet, source
from fiches.core.problems import Fault, Problem

SHORT_FOLDER = "f"  # below the address of the collection; the folder of the same name in the kit sends on to the pages


def order(project: Project) -> tuple[str, ...]:
    """Every sheet there is, good or not: those that the booklet names, in its order, then the others by name.

    The booklet is livret.md, or else the first of the collection. It is the order that gives sheets their numbers.
    """
    sheets, booklets = project.sources()
    path = next((one for one in booklets if one.stem.casefold() == BOOKLET_STEM), next(iter(booklets), None))
    parsed = source.read(path, project.shown(path))[0] if path else None
    named = fields.read(parsed.front, booklet.booklet_fields())[0].get("fiches", ()) if parsed else ()
    first = [one.name for one in named if isinstance(one, Reference)] if isinstance(named, tuple) else []
    return numbered([sheet.stem for sheet in sheets], first)


def numbered(slugs: Sequence[str], first: Iterable[str] = ()) -> tuple[str, ...]:
    """All the slugs, those of `first` before the rest; the place of one, from 1, is its number."""
    return tuple(dict.fromkeys([*(slug for slug in first if slug in slugs), *slugs]))


def home(settings: Settings) -> str:
    """The address of the collection, with its last slash; nothing when none is set."""
    return f"{settings.address.rstrip('/')}/" if settings.address else ""


def short(settings: Settings, number: int) -> str:
    """The short address of the sheet of this number: `https://fiches.example.org/f/3`; nothing when none is set."""
    base = home(settings)
    return f"{base}{SHORT_FOLDER}/{number}" if base else ""


def unset(project: Project) -> list[Problem]:
    """That no code can lead to the sheets, said of what is made to be printed or handed out."""
    if home(project.settings):
        return []
    hint = "quand les fiches seront en ligne, donnez leur adresse par « adresse »"
    return [Fault("sans-adresse", "pas d'adresse publique, donc pas de code QR", hint=hint).in_file(COLLECTION)]


def of_sheets(project: Project) -> dict[str, str]:
    """The short address of every sheet; nothing for each when the collection has none."""
    if not home(project.settings):
        return {path.stem: "" for path in project.sources()[0]}
    return {slug: short(project.settings, number) for number, slug in enumerate(order(project), start=1)}


def spoken(address: str) -> str:
    """An address as it is printed: without `https://` and its last slash."""
    return address.removeprefix("https://").removeprefix("http://").rstrip("/")

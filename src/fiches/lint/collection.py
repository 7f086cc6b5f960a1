"""A collection read and judged: the good sheets and booklets, and everything wrong with the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from fiches.config.project import COLLECTION, NOT_SHEETS, Project, of_settings, stray
from fiches.content import booklet, sheet, source
from fiches.content.booklet import Booklet
from fiches.content.sheet import Sheet
from fiches.core.messages import listing
from fiches.core.problems import ExitCode, Fault, FichesError, Problem, has_errors
from fiches.core.text import did_you_mean
from fiches.lint import accessibility, house, pasted, proofreading, resolution
from fiches.places import gazetteer
from fiches.places.points import Gazetteer


@dataclass(frozen=True, slots=True)
class Collection:
    """Everything that was read: the good sheets and booklets, and all the problems."""

    slugs: tuple[str, ...]
    sheets: dict[str, Sheet]
    booklets: dict[str, Booklet]
    problems: tuple[Problem, ...]


def read(project: Project, names: Sequence[str] = (), *, fail_fast: bool = False) -> Collection:
    """Reads and judges the sources called `names` (none: all), without laying anything out."""
    wanted = slugs(project, names)
    sheet_files, booklet_files = project.sources()
    problems = [*of_names(project, whole=not wanted), *house.check(project)]
    needs_all = not wanted or any(path.stem in wanted for path in booklet_files)
    places, place_problems = gazetteer.load(project.format.folders)
    problems += place_problems
    sheets: dict[str, Sheet] = {}
    for path in sheet_files:
        if needs_all or path.stem in wanted:
            found, more = read_sheet(path, project, places)
            more += resolution.at_best(found, project) if found else []
            problems += more
            sheets |= {path.stem: found} if found and not has_errors(more) else {}
            if fail_fast and has_errors(problems):
                break
    known = tuple(path.stem for path in sheet_files)
    booklets: dict[str, Booklet] = {}
    for path in booklet_files:
        if not wanted or path.stem in wanted:
            parsed, more = source.read(path, project.shown(path))
            told = {slug: booklet.told(one, project.format) for slug, one in sheets.items()}
            made, faults = booklet.check(parsed, project, known, told) if parsed else (None, [])
            problems += [*more, *faults]
            booklets |= {path.stem: made} if made else {}
    return Collection(known, sheets, booklets, tuple(sorted(problems)))


def of_names(project: Project, *, whole: bool) -> list[Problem]:
    """What is wrong with the names of files, and with the settings; with `whole`, also of files not read."""
    sheet_files, booklet_files = project.sources()
    links = sorted(path for path in project.sheets.glob("*.[mM][dD]") if project.is_stray(path))
    strays = [stray(project.shown(path)) for path in links]
    named = project.settings.files  # logos
    logos = [fault for one in named for fault in sheet.image_fault(one.name, one.line, one.column, project)]
    strays += [*(fault.in_file(COLLECTION) for fault in logos), *of_settings(project)]
    return [*strays, *_twins([*sheet_files, *booklet_files], project), *(_ignored(project) if whole else ())]


def images(one: Sheet) -> tuple[str, ...]:
    """The names of the pictures of a sheet: photos and logos."""
    logos = (entry.logo.file for rubric in one.rubrics for entry in rubric.entries if entry.logo)
    return tuple(sorted({*(file.name for file in sheet.references(one.fields)), *logos}))


def read_sheet(path: Path, project: Project, places: Gazetteer | None) -> tuple[Sheet | None, list[Problem]]:
    """One sheet read and judged; None when it has errors."""
    parsed, problems = source.read(path, project.shown(path))
    if parsed is None:
        return None, problems
    found, more = sheet.check(parsed, project)
    problems += more
    problems += pasted.check(parsed)
    if sheet.language(parsed, project) == "fr":
        problems += proofreading.check(parsed)
    if found:
        problems += accessibility.check(parsed, found, [one.letters for one in project.settings.acronyms])
    if found and places:
        problems += gazetteer.check(found, places, parsed.front)
    return (None if has_errors(problems) else found), problems


def _ignored(project: Project) -> Iterator[Problem]:
    """Files that somebody meant as sheets and that are none: Notepad's `x.md.txt`, Word's, those in a sub-folder."""
    for path in sorted(project.sheets.rglob("*")):
        name = path.name.casefold()
        if name.endswith((".md.txt", ".markdown")) and path.is_file():
            hint = f"renommez-le « {path.name.partition('.')[0]}.md »"
        elif name.endswith((".docx", ".doc", ".odt", ".rtf")) and not name.startswith("~"):
            hint = 'copiez-en le texte dans une fiche : fiches new "Titre"'
        elif name.endswith(".md") and path.parent != project.sheets and name not in NOT_SHEETS:
            hint = "sortez-le de son sous-dossier"
        else:
            continue
        yield Fault("fichier-ignore", "ce fichier n'est pas lu", hint=hint).in_file(project.shown(path))


def _twins(files: Sequence[Path], project: Project) -> Iterator[Problem]:
    """Two files whose names differ only in what no file system is sure to keep."""
    first: dict[str, Path] = {}
    for path in files:
        twin = first.setdefault(path.stem.casefold(), path)
        if twin is not path:
            yield Fault(
                "nom-en-double", f"« {twin.name} » donne déjà cette fiche", hint="renommez l'un des deux fichiers"
            ).in_file(project.shown(path))


def slugs(project: Project, names: Sequence[str]) -> tuple[str, ...]:
    """The slugs that `names` (slugs or file names) mean; FichesError for one that means nothing."""
    known = [path.stem for files in project.sources() for path in files] if names else []
    found = []
    for name in names:
        slug = Path(name).stem if name.lower().endswith(".md") else name
        if slug not in known:
            hint = did_you_mean(slug, known) or f"il y a {listing(known)}"
            raise FichesError(f"aucune fiche ni livret « {name} » dans « {project.sheets} »", hint, ExitCode.USAGE)
        found.append(slug)
    return tuple(found)

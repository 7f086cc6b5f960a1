"""A collection read and judged: the good sheets and booklets, and everything wrong with the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path

from fiches.config.formats import Format
from fiches.config.project import COLLECTION, Project, of_settings, stray
from fiches.content import booklet, own_format, sheet, source
from fiches.content.booklet import Booklet, Told
from fiches.content.sheet import Sheet
from fiches.content.source import Source
from fiches.core.messages import listing, message
from fiches.core.problems import ExitCode, FichesError, Problem, has_errors
from fiches.core.text import did_you_mean
from fiches.lint import drawings, emblem, language_words, silences, translations, twins, unread_files
from fiches.places.finder import PlaceFinders

Asked = Callable[[], list[Problem]]
Remember = Callable[[str, Iterable[Path], Asked], list[Problem]]  # by its name, and the files that it depends on


@dataclass(frozen=True, slots=True)
class Collection:
    """Everything that was read: the good sheets and booklets, and all the problems."""

    slugs: tuple[str, ...]
    sheets: dict[str, Sheet]
    booklets: dict[str, Booklet]
    problems: tuple[Problem, ...]


_Understood = tuple[Source, Sheet | None, Project]  # a sheet, where it is one, in its own format


@dataclass(frozen=True, slots=True)
class _Reading:
    """One file read: its words, what they are when they are good, and what is wrong."""

    source: Source | None
    problems: list[Problem]
    sheet: Sheet | None = None
    format: str = ""  # that it is in
    booklet: Booklet | None = None


def directly(_name: str, _files: Iterable[Path], question: Asked) -> list[Problem]:
    """What a question finds, remembered by nobody."""
    return question()


def read(
    project: Project, names: Sequence[str] = (), *, fail_fast: bool = False, remember: Remember = directly
) -> Collection:
    """Reads and judges the sources called `names` (none: all), without the engine, sheets on their pages too.

    With `fail_fast` nothing is read after a sheet with errors.
    """
    wanted = slugs(project, names)
    sheet_files, booklet_files = project.sources()
    problems = [*of_names(project, whole=not wanted), *_of_format(project, remember)]
    due_booklets = _due(booklet_files, wanted)
    due_sheets = sheet_files if due_booklets else _due(sheet_files, wanted)
    finders = PlaceFinders(project)
    readings = (_read_sheet(path, project, finders, remember) for path in due_sheets)
    sheets = list(_until_errors(readings, problems) if fail_fast else readings)
    problems += _of_other_formats(project, sheets, remember)
    if fail_fast and has_errors(chain(problems, *(reading.problems for reading in sheets))):
        due_booklets = []
    known = tuple(path.stem for path in sheet_files)
    booklets = _read_booklets(due_booklets, (project, known, remember), sheets)
    problems += _of_languages(project, sheets)
    problems += twins.titles(filter(None, (reading.source for reading in sheets)))
    return _collected(project, known, [*sheets, *booklets, _Reading(None, problems)], whole=not wanted)


def _of_languages(project: Project, sheets: Iterable[_Reading]) -> list[Problem]:
    """Words that their languages lack, and what their versions in other languages lack."""
    good = {reading.sheet.slug: reading.sheet for reading in sheets if reading.sheet}
    return [*language_words.check(_languages(project, sheets)), *translations.check(good, project)]


def _languages(project: Project, sheets: Iterable[_Reading]) -> Iterator[tuple[Source, Format, str]]:
    """The source, the format and the language of each sheet that is sound."""
    for reading in sheets:
        if reading.source and reading.sheet:
            yield reading.source, project.within(reading.format).format, reading.sheet.language


def _of_format(project: Project, remember: Remember) -> list[Problem]:
    """What every page of a format needs beside its words, judged."""

    def question() -> list[Problem]:
        from fiches.lint import verdicts

        return verdicts.of_format(project)

    return remember(f".{project.format.name}", (), question)


def _of_other_formats(project: Project, sheets: Iterable[_Reading], remember: Remember) -> list[Problem]:
    """The same of those formats of sheets that are not the collection's."""
    names = {reading.format for reading in sheets}
    return [
        one for name in sorted(names - {"", project.format.name}) for one in _of_format(project.within(name), remember)
    ]


def _due(files: Sequence[Path], wanted: Sequence[str]) -> list[Path]:
    return [path for path in files if not wanted or path.stem in wanted]


def _until_errors(readings: Iterable[_Reading], problems: Sequence[Problem]) -> Iterator[_Reading]:
    """The readings up to the first with errors, or the first alone where there are errors among the `problems`."""
    for reading in readings:
        yield reading
        if has_errors((*problems, *reading.problems)):
            return


def _collected(project: Project, slugs: tuple[str, ...], readings: Sequence[_Reading], *, whole: bool) -> Collection:
    """What was read, put together, its silences settled."""
    sheets = {reading.sheet.slug: reading.sheet for reading in readings if reading.sheet}
    booklets = {reading.booklet.slug: reading.booklet for reading in readings if reading.booklet}
    sources = [reading.source for reading in readings if reading.source]
    every = list(dict.fromkeys(problem for reading in readings for problem in reading.problems))
    unseen = silences.PAGE_CODES | silences.DELIVERY_CODES
    return Collection(slugs, sheets, booklets, silences.settled(every, sources, project, unseen=unseen, whole=whole))


def _read_booklets(
    paths: Sequence[Path], by: tuple[Project, Sequence[str], Remember], sheets: Sequence[_Reading]
) -> list[_Reading]:
    """The booklets of a collection of which all sheets are known; they select among those that are good."""
    project = by[0]
    good = [reading.sheet for reading in sheets if reading.sheet] if paths else []
    told = {one.slug: booklet.told(one, project.within(one.format).format) for one in good}
    named = {one.slug: one.format for one in good}
    return [_read_booklet(path, by, (told, named)) for path in paths]


def _read_booklet(
    path: Path,
    by: tuple[Project, Sequence[str], Remember],
    good: tuple[Mapping[str, Told], Mapping[str, str]],
) -> _Reading:
    """One booklet; of the sheets that are good, what they may be selected by, and in which format each is."""
    (project, known, remember), (told, named) = by, good
    parsed, problems = source.read(path, project.shown(path))
    if parsed is None:
        return _Reading(None, problems)
    own, faults = own_format.opened(parsed, project)
    if own is None:
        return _Reading(parsed, [*problems, *faults])
    made, more = booklet.check(parsed, own, known, told)

    def question() -> list[Problem]:
        from fiches.lint import verdicts

        return verdicts.of_booklet(parsed, made, own, named)

    files = [path, *(project.sheets / f"{slug}.md" for slug in named)]
    more += remember(f"{path.stem}.{own.format.name}", files, question)
    more += faults
    return _Reading(parsed, [*problems, *more], booklet=None if has_errors(more) else made, format=own.format.name)


def of_names(project: Project, *, whole: bool) -> list[Problem]:
    """What is wrong with the names of files, and with the settings; with `whole`, also of files not read."""
    sheet_files, booklet_files = project.sources()
    links = sorted(path for path in project.sheets.glob("*.[mM][dD]") if project.is_stray(path))
    logos = (sheet.image_fault(one.name, one.line, one.column, project) for one in project.settings.files)
    return [
        *(stray(project.shown(path)) for path in links),
        *(one.in_file(COLLECTION) for one in chain.from_iterable(logos)),
        *of_settings(project),
        *drawings.of_settings(project),
        *emblem.check(project),
        *twins.names([*sheet_files, *booklet_files], project),
        *(unread_files.told(project) if whole else ()),
    ]


def images(one: Sheet) -> tuple[str, ...]:
    """The names of the pictures of a sheet: photos and logos."""
    return tuple(sorted({file.name for file in sheet.pictures(one)}))


def read_sheet(path: Path, project: Project, finders: PlaceFinders) -> tuple[Sheet | None, list[Problem]]:
    """One sheet read and judged by its words, in its own format; None when it has errors."""
    reading = _judged(*source.read(path, project.shown(path)), project, partial(_of_words, finders))
    return reading.sheet, reading.problems


def read_text(data: bytes, slug: str, project: Project, finders: PlaceFinders) -> Collection:
    """One sheet whose text no file has yet, read and judged in the same way, its silences settled."""
    shown = f"{project.sheets.name}/{slug}.md"
    parsed, faults = source.parse_bytes(data, slug, shown)
    reading = _judged(parsed, [one.in_file(shown) for one in faults], project, partial(_of_words, finders))
    return _collected(project, (slug,), [reading], whole=False)


def _of_words(finders: PlaceFinders, understood: _Understood) -> list[Problem]:
    from fiches.lint import verdicts  # these are many, and slow to load

    return verdicts.of_words(*understood, finders)


def _judged(
    parsed: Source | None, problems: list[Problem], collection: Project, ask: Callable[[_Understood], list[Problem]]
) -> _Reading:
    """What a source is, and all that is wrong with it beside the `problems` of reading it, by what is asked of it."""
    if parsed is None:
        return _Reading(None, problems)
    project, more = own_format.opened(parsed, collection)
    problems += more
    if project is None:
        return _Reading(parsed, problems)
    judged, more = sheet.check(parsed, project)
    problems += more
    problems += ask((parsed, judged, project))
    return _Reading(parsed, problems, None if has_errors(problems) else judged, project.format.name)


def _read_sheet(path: Path, collection: Project, finders: PlaceFinders, remember: Remember) -> _Reading:
    """One sheet read, and judged on its pages too where it is one."""

    def ask(understood: _Understood) -> list[Problem]:
        parsed, judged, project = understood
        if judged is None:
            return _of_words(finders, understood)

        def question() -> list[Problem]:
            from fiches.lint import verdicts

            return verdicts.of_sheet(parsed, judged, project, finders)

        others = (project.sheets / f"{one.slug}.md" for one in judged.versions)
        files = [path, *others, *(project.sheets / name for name in images(judged))]
        name = f"{judged.slug}.{project.format.name}"
        return remember(name, files, question)

    return _judged(*source.read(path, collection.shown(path)), collection, ask)


def slugs(project: Project, names: Sequence[str]) -> tuple[str, ...]:
    """The slugs that `names` (slugs or file names) mean; FichesError for one that means nothing."""
    known = [path.stem for files in project.sources() for path in files] if names else []
    meant = [Path(name).stem if name.lower().endswith(".md") else name for name in names]
    for slug, name in zip(meant, names, strict=True):
        if slug not in known:
            hint = did_you_mean(slug, known) or message("collection.no-source.known", names=listing(known))
            said = message("collection.no-source", name=name, folder=str(project.sheets))
            raise FichesError(said, hint, ExitCode.USAGE)
    return tuple(meant)

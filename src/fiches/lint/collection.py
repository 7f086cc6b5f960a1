"""A collection read and judged: the good sheets and booklets, and everything wrong with the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path

from fiches.config.project import Project
from fiches.content import booklet, own_format, sheet, source, versions
from fiches.content.booklet import Booklet, Shelf
from fiches.content.sheet import Sheet
from fiches.content.source import Source
from fiches.core.messages import listing, message
from fiches.core.problems import ExitCode, FichesError, Problem, has_errors
from fiches.core.text import did_you_mean
from fiches.lint import cards, language_words, silences, surroundings, translations, twins
from fiches.lint.cards import NO_RECALL, Reading, Recall, SheetCard
from fiches.lint.language_words import SpokenSheet
from fiches.lint.twins import Titled
from fiches.places.finder import PlaceFinders


@dataclass(frozen=True, slots=True)
class Collection:
    """Everything that was read: the good sheets and booklets, and all the problems.

    Of a sheet that was recalled there is perhaps only the card.
    """

    slugs: tuple[str, ...]
    cards: dict[str, SheetCard]
    sheets: dict[str, Sheet]
    booklets: dict[str, Booklet]
    problems: tuple[Problem, ...]


_Understood = tuple[Source, Sheet | None, Project]  # a sheet, where it is one, in its own format


def read(
    project: Project,
    names: Sequence[str] = (),
    *,
    fail_fast: bool = False,
    recall: Recall = NO_RECALL,
    cards_only: bool = False,
) -> Collection:
    """Reads and judges the sources called `names` (none: all), without the engine, sheets on their pages too.

    With `fail_fast` nothing is read after a sheet with errors; with `cards_only` no sheet that is recalled.
    """
    wanted = slugs(project, names)
    sheet_files, booklet_files = project.sources()
    problems = [*surroundings.told(project, whole=not wanted), *_of_format(project, recall)]
    due_booklets = _due(booklet_files, wanted)
    due_sheets = sheet_files if due_booklets else _due(sheet_files, wanted)
    known = tuple(path.stem for path in sheet_files)
    reader = _SheetReader(project, PlaceFinders(project), recall, frozenset(_several(known)), cards_only)
    readings = map(reader.read, due_sheets)
    sheets = list(_until_errors(readings, problems) if fail_fast else readings)
    problems += _of_other_formats(project, sheets, recall)
    if fail_fast and has_errors(chain(problems, *(reading.problems for reading in sheets))):
        due_booklets = []
    binder = _binder(project, known, sheets, recall) if due_booklets else None
    booklets = [binder.read(path) for path in due_booklets] if binder else []
    problems += _of_languages(project, sheets)
    problems += twins.titles(filter(None, map(_titled, sheets)))
    problems += _twin_paragraphs(sheets)
    return _collected(project, known, [*sheets, *booklets, Reading(None, problems)], whole=not wanted)


def _of_languages(project: Project, sheets: Iterable[Reading]) -> list[Problem]:
    """Words that their languages lack, and what their versions in other languages lack."""
    good = {reading.sheet.slug: reading.sheet for reading in sheets if reading.sheet}
    return [*language_words.check(_languages(project, sheets), project.language), *translations.check(good, project)]


def _languages(project: Project, sheets: Iterable[Reading]) -> Iterator[SpokenSheet]:
    """Each good sheet, by where it says its language."""
    for card in _good(sheets):
        path, format_ = f"{project.sheets.name}/{card.slug}.md", project.within(card.format).format
        yield SpokenSheet(path, format_, card.language, card.spoken_at)


def _good(readings: Iterable[Reading]) -> list[SheetCard]:
    """The cards of the sheets without errors."""
    return [reading.card for reading in readings if reading.card and reading.card.good]


def _titled(reading: Reading) -> Titled | None:
    if reading.card:
        return reading.card.title
    return twins.titled(reading.source) if reading.source else None


def _twin_paragraphs(readings: Iterable[Reading]) -> Iterator[Problem]:
    cards = (one.card for one in readings if one.card)
    return twins.paragraphs((one.title.path, one.language, one.paragraphs) for one in cards if one.title)


def _several(slugs: Iterable[str]) -> Iterator[str]:
    """The sheets that have versions in other languages."""
    for one in versions.works(slugs).values():
        yield from one if len(one) > 1 else ()


def _of_format(project: Project, recall: Recall) -> list[Problem]:
    """What every page of a format needs beside its words, judged."""

    def question() -> list[Problem]:
        from fiches.lint import verdicts

        return verdicts.of_format(project)

    return recall.verdict(f".{project.format.name}", (), question)


def _of_other_formats(project: Project, sheets: Iterable[Reading], recall: Recall) -> list[Problem]:
    """The same of those formats of sheets that are not the collection's."""
    names = {reading.format for reading in sheets}
    return [
        one for name in sorted(names - {"", project.format.name}) for one in _of_format(project.within(name), recall)
    ]


def _due(files: Sequence[Path], wanted: Sequence[str]) -> list[Path]:
    return [path for path in files if not wanted or path.stem in wanted]


def _until_errors(readings: Iterable[Reading], problems: Sequence[Problem]) -> Iterator[Reading]:
    """The readings up to the first with errors, or the first alone where there are errors among the `problems`."""
    for reading in readings:
        yield reading
        if has_errors((*problems, *reading.problems)):
            return


def _collected(project: Project, slugs: tuple[str, ...], readings: Sequence[Reading], *, whole: bool) -> Collection:
    """What was read, put together, its silences settled."""
    good = {card.slug: card for card in _good(readings)}
    sheets = {reading.sheet.slug: reading.sheet for reading in readings if reading.sheet}
    booklets = {reading.booklet.slug: reading.booklet for reading in readings if reading.booklet}
    sources = [reading.source for reading in readings if reading.source]
    every = list(dict.fromkeys(problem for reading in readings for problem in reading.problems))
    unseen = silences.PAGE_CODES | silences.DELIVERY_CODES
    return Collection(
        slugs, good, sheets, booklets, silences.settled(every, sources, project, unseen=unseen, whole=whole)
    )


@dataclass(frozen=True, slots=True)
class _Binder:
    """Reads booklets, which choose from a shelf of sheets of which the format is `named`."""

    project: Project
    shelf: Shelf
    named: Mapping[str, str]
    recall: Recall

    def read(self, path: Path) -> Reading:
        """One booklet."""
        parsed, problems = source.read(path, self.project.shown(path))
        own, faults = own_format.opened(parsed, self.project) if parsed else (None, [])
        if parsed is None or own is None:
            return Reading(parsed, [*problems, *faults])
        made, more = booklet.check(parsed, own, self.shelf)

        def question() -> list[Problem]:
            from fiches.lint import verdicts

            return verdicts.of_booklet(parsed, made, own, self.named)

        formats = [(slug, self.named.get(slug)) for slug in (made.sheets if made else ())]
        more += self.recall.verdict(f"{path.stem}.{own.format.name}", [path], question, repr((made, formats)))
        more += faults
        good = None if has_errors(more) else made
        return Reading(parsed, [*problems, *more], booklet=good, format=own.format.name)


def _binder(project: Project, known: Sequence[str], sheets: Iterable[Reading], recall: Recall) -> _Binder:
    """The binder of a collection of which all sheets are read; those that are good can be selected by what they say."""
    good = _good(sheets)
    shelf = booklet.shelf(known, {one.slug: one.told for one in good}, project.language)
    return _Binder(project, shelf, {one.slug: one.format for one in good}, recall)


def read_sheet(path: Path, project: Project, finders: PlaceFinders) -> Reading:
    """One sheet read and judged by its words, in its own format."""
    return _judged(*source.read(path, project.shown(path)), project, partial(_of_words, finders))


def good_sheet(path: Path, project: Project) -> Sheet | None:
    """One sheet that was judged good, read again; None where it has changed for the worse since."""
    return _judged(*source.read(path, project.shown(path)), project, lambda _: []).sheet


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
) -> Reading:
    """What a source is, and all that is wrong with it beside the `problems` of reading it, by what is asked of it."""
    if parsed is None:
        return Reading(None, problems)
    project, more = own_format.opened(parsed, collection)
    problems += more
    if project is None:
        return Reading(parsed, problems)
    judged, more = sheet.check(parsed, project)
    problems += more
    problems += ask((parsed, judged, project))
    good = not has_errors(problems)
    card = cards.of(parsed, judged, project.format, good=good) if judged else None
    return Reading(parsed, problems, judged if good else None, card, project.format.name)


@dataclass(frozen=True, slots=True)
class _SheetReader:
    """Reads sheets and judges them on their pages too; one whose card is recalled is not judged, perhaps not read.

    What a sheet with silences or with versions in other languages is told, others may change: it is read each time.
    """

    collection: Project
    finders: PlaceFinders
    recall: Recall
    several: frozenset[str]  # slugs of sheets that have versions
    cards_only: bool

    def read(self, path: Path) -> Reading:
        """One sheet."""
        alone = path.stem not in self.several
        known = self.recall.sheet(path) if alone else None
        if known:
            return self._recalled(path, *known)
        made = _judged(*source.read(path, self.collection.shown(path)), self.collection, partial(self._asked, path))
        if alone:
            self.recall.keep_reading(path, made, self.collection)
        return made

    def _recalled(self, path: Path, card: SheetCard, problems: list[Problem]) -> Reading:
        """What is known of a sheet, and the sheet itself where it is asked for."""
        made = Reading(None, problems, card=card, format=card.format)
        if self.cards_only or not card.good:
            return made
        own = self.collection.within(card.format).format
        if (whole := self.recall.whole(path, card, own)) is None and (whole := good_sheet(path, self.collection)):
            self.recall.keep_sheet(path, card, whole, own)
        return replace(made, sheet=whole)

    def _asked(self, path: Path, understood: _Understood) -> list[Problem]:
        """What is told of a sheet."""
        parsed, judged, project = understood
        if judged is None:
            return _of_words(self.finders, understood)

        def question() -> list[Problem]:
            from fiches.lint import verdicts

            return verdicts.of_sheet(parsed, judged, project, self.finders, self.recall.sizes(judged.slug))

        if path.stem not in self.several and not parsed.instructions:
            return question()  # remembered with its card
        others = (project.sheets / f"{one.slug}.md" for one in judged.versions)
        files = [path, *others, *(project.sheets / name for name in sheet.picture_names(judged))]
        return self.recall.verdict(f"{judged.slug}.{project.format.name}", files, question)


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

"""The story of `fiches posters`: what hangs and stands at a festival, made again where it has changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby

from fiches.build import drawn, kept_verdicts
from fiches.build.drawn import NEVER, LastDrawn
from fiches.build.pipeline import Options, Result, Written
from fiches.build.session import RenderSession
from fiches.build.tasks import limits
from fiches.config.project import BOOKLET_STEM, COLLECTION, Project
from fiches.content import numbering
from fiches.content.booklet import Booklet
from fiches.content.sheet import Sheet, picture_names
from fiches.core.messages import catalogue, message
from fiches.core.problems import Problem, has_errors
from fiches.html.templates import Document
from fiches.lint import collection
from fiches.lint.collection import Collection
from fiches.storage import apart, fingerprints, lock, output, whole_runs
from fiches.storage.apart import Piece
from fiches.storage.artifacts import ArtifactSet
from fiches.storage.made import MadeFile
from fiches.storage.makers import Artifact, Made, Maker
from fiches.storage.manifest import Manifest
from fiches.storage.process_limits import TaskLimits

POSTERS = "posters"  # the family of these files in the manifest
POSTERS_FOLDER = "affiches"  # of the output
OF_A_SHEET = "affiche-"  # before the name of a sheet
OF_ALL = ("affiche-collection", "chevalet", "cartes")  # templates, and names of files
PAINT = "paint"  # in the note of a file
FILLED_AT_ONCE = 4  # documents that another process, which must make itself ready, would not fill in sooner
WITHOUT_CODE = OF_ALL[:1]  # those among them that say something without a code


@dataclass(frozen=True, slots=True)
class _Poster:
    """One file to make: the path of what problems with it are about, its document, the digest of all that it shows."""

    path: str  # below the output folder
    source: str
    document: Document
    look: str
    format: str  # whose style sheets it has
    last: LastDrawn


@dataclass(frozen=True, slots=True)
class _Wanted:
    """One file that a run is about: its path below the output folder, what gives its document, in which format."""

    path: str
    piece: Piece[Document]
    format: str
    asked: str  # the digest of all that its document may depend on


def make(
    project: Project,
    names: Sequence[str],
    options: Options,
    found: Collection | None = None,
    shop: RenderSession | None = None,
) -> Result:
    """Brings what hangs and stands up to date in `affiches/` of the output folder: the posters of the sheets `names`.

    Without names, all of them, and the poster of the collection, the table-tent and the cards, which wait until no
    sheet has errors; what is no longer made is removed. Whoever has just read the collection gives what was `found`;
    whoever has just built it, the `shop`.
    """
    wanted = collection.slugs(project, names)
    with lock.held(project.out, options.waiting):
        output.sweep(project.out, [POSTERS_FOLDER])
        found = found or (kept_verdicts.read(project, options.start) if options.cache else collection.read(project))
        return _PostersRun(project, options, wanted, found, shop).work()


class _PostersRun:
    """One run under way: what is wanted, and who draws it."""

    def __init__(
        self,
        project: Project,
        options: Options,
        names: Sequence[str],
        found: Collection,
        shop: RenderSession | None,
    ) -> None:
        self._project, self._options, self._names = project, options, names
        self._start = options.start or fingerprints.stamps(project.root)
        self._shop = shop or RenderSession(project, remember=options.cache)
        self._found = found

    def work(self) -> Result:
        """Makes what is not there as it should be, removes what is no longer made."""
        faults = [*numbering.unset(self._project), *self._found.problems, *self._shop.problems]
        wanted = [] if has_errors(self._shop.problems) else list(self._wanted())
        maker = Maker(partial(_make, self._shop), self._limits, self._prepare)
        family = ArtifactSet(self._project.out, POSTERS, self._options.pace, maker)
        made = self._made(family, wanted)
        gone = self._gone(set(family.before.artifacts) - {one.path for one in wanted}, waiting=has_errors(faults))
        changes = family.finish(gone.__contains__, whole=self._is_whole(faults))
        family.remember(gone.__contains__)
        told = [problem for one in family.records.values() for problem in one.problems]
        problems = tuple(self._project.judged({*faults, *told}))
        if self._is_whole(problems):
            whole_runs.sign(self._project.out, POSTERS, self._start, Manifest(problems=problems))
        out, pages = self._project.out, family.pages
        written = tuple(Written(out / path, pages[path]) for path in changes.made)
        return Result(written, problems, len(wanted) - made, tuple(out / path for path in changes.removed))

    def _made(self, family: ArtifactSet, wanted: Sequence[_Wanted]) -> int:
        """Brings what is wanted up to date, and says how many files had to be made."""
        with family:
            filled = self._filled([one for one in wanted if not _kept(family, one)])
            due = [replace(one, last=self._last(family, one.path)) for one in filled]
            made = list(family.update([Artifact(one.path, one.look, one, one.source) for one in due]))
        for one in wanted:
            if record := family.records.get(one.path):
                family.records[one.path] = replace(record, note={**record.note, "asked": one.asked})
        return len(made)

    def _last(self, family: ArtifactSet, path: str) -> LastDrawn:
        """The pages that were made last, for whoever needs them in other colours alone."""
        before = family.before.artifacts.get(path) if self._options.cache else None
        known = LastDrawn(paint=tuple(before.note.get(PAINT, ())) if before else ())
        out = self._project.out
        return drawn.of_files(known, before, family.there(path), lambda name, made: MadeFile(out, name, made.digest))

    def _prepare(self, due: Sequence[Artifact]) -> None:
        self._shop.prepare(one.recipe.last for one in due)

    def _is_whole(self, problems: Iterable[Problem]) -> bool:
        """Whether all that there should be is made."""
        return not self._names and not has_errors(problems)

    def _gone(self, unwanted: set[str], *, waiting: bool) -> set[str]:
        """Of what is not wanted now, what goes: while a sheet has errors, only what has lost its sheet."""
        if self._names:
            return set()
        sheets = {_path(f"{OF_A_SHEET}{slug}") for slug in self._found.slugs}
        own = set(map(_path, OF_ALL))
        return {name for name in unwanted if not waiting or name not in sheets | own}

    def _filled(self, wanted: Sequence[_Wanted]) -> list[_Poster]:
        """The same with their documents, which layouts of strangers may never end to make."""
        jobs = min(self._options.jobs, -(-len(wanted) // FILLED_AT_ONCE))
        made = apart.done([one.piece for one in wanted], limits(self._project), jobs)
        documents: list[Document] = [(None, [one]) if isinstance(one, Problem) else one for one in made]
        return [self._one(one, document) for one, document in zip(wanted, documents, strict=True)]

    def _wanted(self) -> Iterator[_Wanted]:
        """Every file that this run is about, and what gives its document."""
        order = numbering.numbers(self._project).items()
        sheets = [(number, self._found.sheets[slug]) for slug, number in order if slug in self._found.sheets]
        asked = {sheet.slug: self._asked(sheet, number) for number, sheet in sheets}
        for number, sheet in sheets:
            if not self._names or sheet.slug in self._names:
                document = partial(self._shop.within(sheet.format).studio.poster, sheet, number)
                piece = Piece(sheet.path, document)
                yield _Wanted(_path(f"{OF_A_SHEET}{sheet.slug}"), piece, sheet.format, asked[sheet.slug])
        if sheets and not self._names and not has_errors(self._found.problems):
            yield from self._of_all(sheets, fingerprints.key(*asked.values()))

    def _asked(self, sheet: Sheet, number: int) -> str:
        """The digest of all that pages may say of a sheet that has this number."""
        path = self._project.root / sheet.path
        return self._shop.key(path, picture_names(sheet), (f"{number}", repr(sheet.versions)))

    def _of_all(self, sheets: Sequence[tuple[int, Sheet]], asked: str) -> Iterator[_Wanted]:
        """What says something of the whole collection; without a public address, what needs no code."""
        book = titled(self._project, self._found)
        sheets = list(_once(sheets, book.language))
        shop = self._shop.within(book.format)
        of_book = self._shop.key(self._project.root / book.path, (), (asked, *self._found.slugs))
        for template in OF_ALL if numbering.home(self._project.settings) else WITHOUT_CODE:
            document = partial(shop.studio.stand, f"{template}.html", book, sheets)
            yield _Wanted(_path(template), Piece(book.path, document), book.format, of_book)

    def _one(self, one: _Wanted, document: Document) -> _Poster:
        html, _ = document
        look = self._shop.within(one.format).look(html)[0] if html else ""
        return _Poster(one.path, one.piece.source, document, look, one.format, NEVER)

    def _limits(self, _: Artifact) -> TaskLimits:
        return limits(self._project)


def _path(name: str) -> str:
    """Of a file, below the output folder."""
    return f"{POSTERS_FOLDER}/{name}.pdf"


def sheet_of(path: str) -> str:
    """The slug of the sheet whose poster has this path; nothing where it says something of all."""
    name = path.removeprefix(f"{POSTERS_FOLDER}/").removesuffix(".pdf")
    return "" if name in OF_ALL else name.removeprefix(OF_A_SHEET)


def _kept(family: ArtifactSet, one: _Wanted) -> bool:
    """Whether a file was made of all that is there now; it is kept as it is."""
    before = family.before.artifacts.get(one.path)
    if before is None or before.note.get("asked") != one.asked or not family.fresh(one.path, before.key):
        return False
    family.keep(one.path)
    return True


def _once(sheets: Sequence[tuple[int, Sheet]], language: str) -> Iterator[tuple[int, Sheet]]:
    """Each sheet once: of several versions the one in this language, else the first."""
    for number, several in groupby(sheets, key=lambda one: one[0]):
        found = [sheet for _, sheet in several]
        yield number, next((sheet for sheet in found if sheet.language == language), found[0])


def titled(project: Project, found: Collection) -> Booklet:
    """The booklet that gives the collection its title; a name for the whole when there is none."""
    books = found.booklets
    if books:
        return books.get(BOOKLET_STEM) or books[min(books)]
    title = project.settings.running_title or project.settings.publisher.name
    name = title or catalogue(project.language).text(message("posters.untitled"))
    return Booklet(BOOKLET_STEM, COLLECTION, name, project.language, {}, (), found.slugs)


def _make(shop: RenderSession, one: _Poster) -> Made:
    """Draws one file, in a process of its own."""
    made = shop.within(one.format).printed(one.document, one.source, one.last)
    problems = (*made.problems, *(shop.engine_problems or ()))
    if made.pdf is None:
        return Made(None, problems, good=False)
    files = {one.path: (made.pdf.data, made.pdf.pages)}
    return Made(files, problems, {PAINT: made.paint}, good=not has_errors(problems))

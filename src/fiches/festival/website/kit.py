"""The story of `fiches kit`: the PDFs are brought up to date, their pictures and pages made, the folder closed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from operator import call
from pathlib import Path

from fiches.build import kept_verdicts, pipeline
from fiches.build.pipeline import Options
from fiches.build.records import BUILD
from fiches.build.session import RenderSession
from fiches.build.tasks import limits
from fiches.config.project import Project
from fiches.core.messages import SOURCE_LANGUAGE, message
from fiches.core.problems import ExitCode, FichesError, Problem, fault, has_errors
from fiches.festival import posters
from fiches.festival.epub.books import Bindery
from fiches.festival.website import feeds, gathering, pieces, site
from fiches.festival.website.context import PDFS, Site
from fiches.festival.website.downloads import Download
from fiches.festival.website.gathering import Gathered
from fiches.festival.website.look import LOOK_FOLDER as STYLE
from fiches.festival.website.pieces import ARCHIVE, KIT, KIT_FOLDER, cheap, known, piece
from fiches.festival.website.site import ICON, READMES, SCRIPT, SitePages
from fiches.graphics import ornaments
from fiches.graphics.maps import service
from fiches.graphics.ornaments import Artwork
from fiches.imposition import impose, page_streams
from fiches.imposition.impose import ImpositionError
from fiches.lint.collection import Collection
from fiches.storage import fingerprints, lock, output, whole_runs, zips
from fiches.storage.artifacts import ArtifactSet, Changes
from fiches.storage.fingerprints import HOUSE
from fiches.storage.made import MadeFile
from fiches.storage.makers import Artifact, Maker
from fiches.storage.manifest import Manifest
from fiches.storage.memory import Memory
from fiches.storage.process_limits import TaskLimits
from fiches.storage.recollection import Recollection
from fiches.storage.workers import LossReason
from fiches.storage.zips import PackedFile
from fiches.typography import font_subsets

SHOWN = (BUILD, posters.POSTERS)  # families whose files the kit shows
SUMS = "SHA256SUMS"
HOME_PAPER = 0.1  # mm: 80 g a square metre, as printers at home have it


@dataclass(frozen=True, slots=True)
class Kit:
    """What a run left: the folder, how many sheets and booklets are in it, what it did, what is wrong."""

    folder: Path
    problems: tuple[Problem, ...]
    sheets: int = 0
    booklets: int = 0
    brought: Changes | None = None  # nothing when the kit was left as it was


def kit(project: Project, options: Options, language: str = SOURCE_LANGUAGE, *, hung: bool = False) -> Kit:
    """Brings the kit of a collection up to date; what cannot be made of it leaves the last one as it was.

    Its readme is in the `language` of the interface; what is `hung` at a stand is brought up to date too.
    """
    start = options.start or fingerprints.stamps(project.root)
    shop = RenderSession(project, remember=options.cache)
    problems = {*pipeline.build(project, (), options, shop).problems}
    found = kept_verdicts.read(project, start)  # which the build has judged
    problems |= {*posters.make(project, (), options, found, shop).problems} if hung else set()
    with lock.held(project.out, options.waiting):
        run = _KitRun(project, replace(options, start=start), language)
        with run.set:
            made = run.work(found)
        made = replace(made, problems=tuple(project.judged({*problems, *made.problems})))
        if made.brought is not None and not has_errors(made.problems):
            note = {"sheets": made.sheets, "booklets": made.booklets, "language": language}
            whole_runs.sign(project.out, KIT, start, Manifest(problems=made.problems, note=note), *SHOWN)
    return made


class _KitRun:
    """One run under way."""

    def __init__(self, project: Project, options: Options, language: str) -> None:
        self._project, self._folder = project, project.out / KIT_FOLDER
        self._language = site.readme_language(project.language, language)
        self.set = ArtifactSet(project.out, KIT, options.pace, Maker(call, lambda _: limits(project)))
        self._problems: list[Problem] = []
        self._epoch = options.epoch
        ground = fingerprints.key(gathering.tool(), kept_verdicts.ground(project.root, options.start or {}))
        self._memory = Memory(project.out, KIT) if options.cache else None
        self._kept = Recollection(self._memory, KIT, ground)

    def work(self, found: Collection) -> Kit:
        """From finished PDFs of what was found in the collection to the archive."""
        art, faults = ornaments.load(self._project)
        maps, more = service.load(self._project, art)
        gathered = gathering.gather(self._project, found, replace(maps, drawn=self._kept), self._memory)
        self._problems += [*faults, *more]
        if has_errors(self._problems) or not gathered.leaves:
            return Kit(self._folder, tuple(self._problems))
        self._bring(*gathered.pieces)
        most = limits(self._project)
        whole = gathered.site(self._pockets(gathered))
        whole.draw()
        whole = self._with_epubs(whole, most)
        site_pages, page_problems = site.pages(self._project, art, whole, most, self._kept)
        words, readme_problems = site.readme(self._project, whole, self._language, most, self._kept)
        self._problems += [*page_problems, *readme_problems]
        if site_pages is None or words is None:
            return Kit(self._folder, tuple(self._problems))
        feeds_ = [known(path, data) for path, data in feeds.files(self._project, whole).items()]
        self._bring(*self._written(site_pages, art), *feeds_, known(READMES[self._language], words.encode("utf-8-sig")))
        self._close()
        self._kept.keep()
        counts = len(whole.leaves), len(whole.books)
        changes = self.set.finish(_everything, whole=True)
        self.set.remember(_everything)
        return Kit(self._folder, tuple(self._problems), *counts, changes)

    def _bring(self, *files: Artifact) -> None:
        """Makes those that are not there as they should be."""
        for brought in self.set.update(files):
            self._problems += brought.record.problems
            if brought.lost is LossReason.KILLED:
                raise FichesError(message("fabrication-arretee.named", name=brought.artifact.name))
            if brought.lost:
                [stopped] = brought.record.problems
                raise FichesError(stopped.message, stopped.hint, ExitCode.PROBLEMS)

    @property
    def _files(self) -> Mapping[str, MadeFile]:
        return pieces.brought(self._project.out, self.set.records.values())

    def _pockets(self, gathered: Gathered) -> Mapping[str, Download]:
        """The pocket editions of the booklets that can have one, by slug."""
        found, files = dict[str, Download | None](), self._files
        for slug, rtl in gathered.booklets.items():
            half = gathered.covers[slug].pocket_papers[0].lower()
            source, path = files.get(f"{PDFS}/{slug}.pdf"), f"{PDFS}/{slug}-poche-{half}.pdf"
            if source is None:  # somebody else's file has its name
                continue
            key = fingerprints.key(gathering.tool(), source.digest, str(rtl), str(HOME_PAPER))
            try:
                self._bring(piece(path, key, partial(_pocket, source, rtl, self._recalled(path))))
            except ImpositionError as unfit:
                told = fault("livret-de-poche", name=slug, reason=unfit.args[0])
                self._problems.append(told.in_file(f"sheets/{slug}.md"))
            found[slug] = self._download(path)
        return {slug: file for slug, file in found.items() if file}

    def _with_epubs(self, whole: Site, most: TaskLimits) -> Site:
        """The site, whose works have their EPUBs."""
        bindery = Bindery(self._project, whole, self._files, most, self._kept, self._epoch, self._memory)
        epubs, problems = bindery.artifacts()
        self._problems += problems
        self._bring(*epubs.values())
        files = {page: self._download(one.name.removeprefix(f"{KIT_FOLDER}/")) for page, one in epubs.items()}
        return whole.with_epubs({page: file for page, file in files.items() if file})

    def _download(self, path: str) -> Download | None:
        """A file of the kit that is made by itself, if it is this program's."""
        whole = f"{KIT_FOLDER}/{path}"
        made = whole in self.set.records and whole in self.set.records[whole].files
        there = output.stamp(self._project.out, whole) if made else None
        return Download(path, there[0]) if there else None

    def _written(self, pages: SitePages, art: Artwork) -> list[Artifact]:
        """The pages and all that they are dressed in."""
        look, tool = pages.look, gathering.tool()
        found = [known(path, text.encode()) for path, text in pages.texts.items()]
        found += [known(f"{STYLE}/ornements/{name}", drawn.encode()) for name, drawn in look.ornaments.items()]
        for face, characters in look.faces.items():
            key = fingerprints.key(tool, face.file.read_bytes(), characters)
            found.append(piece(f"{STYLE}/polices/{face.web}", key, partial(font_subsets.subset, face.file, characters)))
        licences = font_subsets.licences(look.faces)
        found += [known(f"{STYLE}/polices/{path.name}", path.read_bytes()) for path in licences]
        found.append(known(SCRIPT, (HOUSE / "templates/kit/site.js").read_bytes()))  # a collection brings no code
        return [*found, known(ICON, (art.draw("marque.svg") or "").encode())]

    def _close(self) -> None:
        """The sums of all files, then all of them in one."""
        before = self._files
        self._bring(cheap(piece(SUMS, _key(before), partial(_sums, before, self._recalled(SUMS)))))
        every = self._files
        self._bring(
            cheap(
                piece(
                    ARCHIVE,
                    fingerprints.key(gathering.tool(), _key(every)),
                    partial(_archive, every, self._recalled(ARCHIVE)),
                )
            )
        )

    def _recalled(self, name: str) -> Recollection:
        """What a file is made of that was dear to find, where the last one had it too."""
        return Recollection(self._memory, name, gathering.tool())


def _everything(_: str) -> bool:
    """That all is gone which a run does not come to."""
    return True


def _pocket(file: MadeFile, rtl: bool, kept: Recollection) -> bytes:
    def known(parts: Sequence[bytes], pack: Callable[[], bytes]) -> bytes:
        return kept.of(fingerprints.key(*parts), pack) or b""

    begin = partial(page_streams.joined, known=known)
    return _kept(impose.pocket(file.read(), thickness=HOME_PAPER, rtl=rtl, begin=begin), kept)


def _key(files: Mapping[str, MadeFile]) -> str:
    return fingerprints.key(repr({path: file.digest for path, file in files.items()}))


def _sums(files: Mapping[str, MadeFile], kept: Recollection) -> bytes:
    """As sha256sum writes and reads them."""
    lines = (f"{kept.of(file.digest, partial(_sum, file))}  {path}\n" for path, file in files.items())
    return _kept("".join(lines).encode(), kept)


def _sum(file: MadeFile) -> str:
    return hashlib.sha256(file.read()).hexdigest()


def _archive(files: Mapping[str, MadeFile], kept: Recollection) -> bytes:
    """The folder as one file."""
    return _kept(zips.packed((f"{KIT_FOLDER}/{path}", _member(path, file, kept)) for path, file in files.items()), kept)


def _member(path: str, file: MadeFile, kept: Recollection) -> PackedFile:
    """A file of the archive; what was compressed for it the last time is not compressed again."""

    def packed() -> PackedFile:
        return zips.member(path, file.read())

    return (kept.of(file.digest, packed) if zips.is_compressed(path) else None) or packed()


def _kept(made: bytes, kept: Recollection) -> bytes:
    kept.keep()
    return made

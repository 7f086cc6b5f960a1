"""The workshop of a run: one engine, made when it is first needed, and what comes out of it."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from fiches import artwork, charts, files, inputs, layout, ledger, photos, virtual
from fiches.assembly import Insert, Misfit, assemble
from fiches.booklet import Booklet
from fiches.inputs import Digests
from fiches.layout import Heights
from fiches.layouts import Document
from fiches.markup import Bound, Studio, traits
from fiches.pdf import Engine, Pdf
from fiches.problems import Fault, FichesError, Problem, has_errors
from fiches.project import Project
from fiches.sheet import Sheet
from fiches.wording import refusal

FIRST_FOLIO = 5  # of the first sheet, when the front pages are as many as usual
USUAL_FOLIOS = {"projets": 2, "liste-1": 3, "lecture": 4}  # of the front pages that carry one
ATTEMPTS = 3  # at a booklet whose contents must name its own pages
HEIGHTS, JACKETS = "hauteurs", "jaquettes"  # folders of what blocks measured, and of booklets' own pages


@dataclass(frozen=True, slots=True)
class Made:
    """A finished PDF, or the draft of one that may not be printed, and what was found wrong.

    `look` is the digest of the document; no PDF and no error: the one made before still shows it.
    """

    problems: tuple[Problem, ...]
    look: str = ""
    pdf: Pdf | None = None
    draft: Pdf | None = None
    engine: tuple[Problem, ...] = ()  # of `problems`, those that only drawing the pages shows
    traits: tuple[str, ...] = ()  # of a sheet, for the stamps of a booklet
    pictures: tuple[str, ...] = ()  # that the document shows, by their names in sheets/


@dataclass(frozen=True, slots=True)
class Part:
    """The finished PDF of a sheet that goes into a booklet."""

    path: Path
    pages: int
    digest: str
    traits: tuple[str, ...] = ()


class Workshop:
    """Makes sheets and booklets of one collection."""

    def __init__(self, project: Project, digests: Digests | None = None, *, remember: bool = True) -> None:
        art, art_problems = artwork.load(project)
        found, problems = charts.load(project, art)
        self.project = project
        self._remembers = remember
        self._art = art
        self.digests = digests or Digests({})
        self._studio = Studio(project, found)
        self.gazetteer = found.gazetteer
        self.problems = (*problems, *art_problems)

    def __reduce__(self) -> tuple[Any, ...]:
        """Another process makes its own."""
        return Workshop, (self.project, self.digests)

    def warm_up(self) -> None:
        """Makes the engine now, so that processes forked from here share it."""
        self.engine.families  # noqa: B018

    @property
    def is_warm(self) -> bool:
        """Whether the engine was needed."""
        return "engine" in self.__dict__

    @property
    def engine_problems(self) -> Sequence[Problem]:
        """What the engine, if it was needed, has to say of the style sheets."""
        return self.engine.problems if self.is_warm else ()

    @cached_property
    def engine(self) -> Engine:
        """The engine, with its fonts and style sheets; dear to make."""
        memory = self._memory(photos.FOLDER, "") if self._remembers else None
        try:
            return Engine(self.project, virtual.of(self.project, self._art, memory))
        except OSError as error:  # it unpacks its fonts there
            raise FichesError(
                f"« {tempfile.gettempdir()} » ne peut pas être écrit : {refusal(error)}",
                "libérez de la place, ou donnez un autre dossier temporaire par la variable TMPDIR",
            ) from error

    @cached_property
    def house(self) -> str:
        """The digest of what every document depends on beside its own words."""
        root = self.project.root
        found = [path for path in inputs.shared(root) if "/styles/" in path or path.endswith(artwork.SIGNS)]
        found += inputs.grounds(root)
        chosen = f"{self.project.settings.get('theme', '')} {self.project.format.name} {self.project.format.styles}"
        return inputs.key(inputs.tool(), chosen, self.digests.all(found, root))

    def sheet(self, one: Sheet, look: str = "") -> Made:
        """One sheet, unless its document is the one of digest `look`; if its pages cannot hold it, a draft of it."""
        heights = self._heights(one.slug)
        known = len(heights)
        found, problems = layout.lay_out(one, self._studio, self._measure, heights)
        if len(heights) != known:
            self._remember(one.slug, heights)
        if has_errors(problems):
            html, more = self._studio.sheet(one, draft=True) if found else (None, [])
            made = self._printed(html, one.path, look, more)
            return replace(made, problems=(*problems, *made.problems), pdf=None, draft=made.pdf)
        html, more = self._studio.sheet(one, found)
        made = self._printed(html, one.path, look, more)
        return replace(made, problems=(*problems, *made.problems), traits=traits(found))

    def booklet(self, book: Booklet, sheets: Sequence[Sheet], parts: Sequence[Part], look: str = "") -> Made:
        """One booklet, its sheets put together from their finished PDFs, unless it is the one of digest `look`.

        Its contents name the folio of each sheet, so its own pages are laid out with the folios that they had the
        last time, or that are usual, and once more if they turn out to be others.
        """
        bound = [Bound(one, part.pages, part.traits) for one, part in zip(sheets, parts, strict=True)]
        kept = self._kept_jacket(book.slug)
        folios = _expected(bound, kept.pdf if kept else None)
        for more in reversed(range(ATTEMPTS)):
            html, problems = self._studio.booklet(book, bound, folios)
            jacket = self._jacket(book, (html, problems), kept, folios if more else {})
            if jacket.pdf is None or jacket.pdf.data:
                break
            folios = dict(jacket.pdf.folios)
        digest = inputs.key(jacket.look, *(part.digest for part in parts))
        if digest == look:
            return replace(jacket, look=look, pdf=None)
        try:
            return self._assembled(replace(jacket, look=digest), sheets, parts)
        except Misfit as misfit:
            fault = Fault("gabarit", str(misfit), hint="corrigez le gabarit du livret, livret.html ou attente.html")
            return replace(jacket, problems=(*jacket.problems, fault.in_file(book.path)), look="", pdf=None)

    def _jacket(self, book: Booklet, document: Document, kept: Made | None, folios: Mapping[str, int]) -> Made:
        """A booklet's own pages, from memory when their document has not changed: most edits leave it as it was.

        Without bytes when ids stand on other folios than the document tells.
        """
        html, problems = document
        made = self._printed(html, book.path, kept.look if kept else "", problems, folios)
        if kept and made.pdf is None and made.look == kept.look:
            return replace(made, problems=(*made.problems, *kept.engine), pdf=kept.pdf, engine=kept.engine)
        if made.pdf and made.pdf.data:
            pdf = made.pdf
            head = {"look": made.look, "pages": pdf.pages, "folios": dict(pdf.folios), "first": pdf.first}
            told = [asdict(problem) for problem in made.engine]
            text = json.dumps({**head, "problems": told})
            files.keep(self._memory(JACKETS, f"{book.slug}.jaquette"), text.encode() + b"\n" + pdf.data)
        return made

    def _kept_jacket(self, slug: str) -> Made | None:
        """The jacket that the last run left; None when there is none or it is damaged."""
        try:
            kept = files.kept(self._memory(JACKETS, f"{slug}.jaquette")) if self._remembers else None
            head, _, data = (kept or b"").partition(b"\n")
            found = json.loads(head)
            folios = {str(id_): int(folio) for id_, folio in found["folios"].items()}
            pdf = Pdf(data, int(found["pages"]), folios, int(found["first"]))
            engine = tuple(Problem(**one) for one in found["problems"])
            return Made((), str(found["look"]), pdf, engine=engine)
        except (ValueError, KeyError, TypeError, AttributeError):
            return None

    def _assembled(self, made: Made, sheets: Sequence[Sheet], parts: Sequence[Part]) -> Made:
        """The booklet of `made`, its place-holding pages filled with those of the sheets."""
        if made.pdf is None:
            return made
        first = made.pdf.first - 1
        inserts = [
            Insert(one.slug, part.path.read_bytes(), first + made.pdf.folios[one.slug])
            for one, part in zip(sheets, parts, strict=True)
        ]
        return replace(made, pdf=replace(made.pdf, data=assemble(made.pdf.data, inserts)))

    def _printed(
        self, html: str | None, path: str, look: str, problems: Sequence[Problem], told: Mapping[str, int] | None = None
    ) -> Made:
        """The PDF of a document, unless its digest is `look`."""
        if html is None or has_errors(problems):
            return Made(tuple(problems))
        pictures = virtual.sources(html)
        digests = (self.digests.of(self.project.sheets / name) for name in pictures)
        digest = inputs.key(self.house, html, *digests)
        if digest == look:
            return Made(tuple(problems), look, pictures=pictures)
        if has_errors(self.engine.problems):
            return Made(tuple(problems))
        pdf, found = self.engine.render(html, path, told)
        every = (*problems, *found)
        return Made(every, digest, None if has_errors(every) else pdf, engine=tuple(found), pictures=pictures)

    def _measure(self, html: str, path: str) -> tuple[Mapping[str, tuple[float, ...]], list[Problem]]:
        return self.engine.measure(html, path)

    def _heights(self, slug: str) -> Heights:
        """What the blocks of a sheet measured in the same house; nothing when that is not known for sure."""
        try:
            kept = files.kept(self._memory(HEIGHTS, f"{slug}.json")) if self._remembers else None
            found = json.loads(kept or b"{}")
            same = found.get("maison") == self.house
            return {str(name): float(tall) for name, tall in found["hauteurs"].items()} if same else {}
        except (ValueError, KeyError, TypeError, AttributeError):
            return {}

    def _remember(self, slug: str, heights: Heights) -> None:
        text = json.dumps({"maison": self.house, "hauteurs": heights}, separators=(",", ":"))
        files.keep(self._memory(HEIGHTS, f"{slug}.json"), text.encode())

    def _memory(self, kind: str, name: str) -> Path:
        return self.project.out / ledger.FOLDER / kind / name


def _expected(bound: Sequence[Bound], last: Pdf | None) -> dict[str, int]:
    """The folios that contents may name: those of the last time when the booklet had the same sheets, or the usual."""
    folios, first = dict(USUAL_FOLIOS), FIRST_FOLIO
    for one in bound:
        folios[one.sheet.slug] = first
        first += one.pages
    return dict(last.folios) if last and folios.keys() - USUAL_FOLIOS.keys() <= last.folios.keys() else folios

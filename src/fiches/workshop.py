"""The workshop of a run: one engine, the layouts that its documents share, and what comes out of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fiches import artwork, charts, layout, virtual
from fiches.booklet import Booklet
from fiches.markup import Studio
from fiches.pdf import Engine, Pdf
from fiches.plan import Layout
from fiches.problems import Fault, Problem, has_errors
from fiches.project import Project
from fiches.sheet import Sheet

FIRST_FOLIO = 5  # of the first sheet, when the front pages are as many as usual
USUAL_FOLIOS = {"projets": 2, "liste-1": 3, "lecture": 4}  # of the front pages that carry one
ATTEMPTS = 3  # at a booklet whose contents must name its own pages


@dataclass(frozen=True, slots=True)
class Made:
    """A finished PDF, or the draft of one that may not be printed, and what was found wrong."""

    problems: tuple[Problem, ...]
    pdf: Pdf | None = None
    draft: Pdf | None = None


class Workshop:
    """Makes sheets and booklets of one collection."""

    def __init__(self, project: Project) -> None:
        art, art_problems = artwork.load(project)
        found, problems = charts.load(project, art)
        self._pages = max(project.format.pages, 1)
        self._studio = Studio(project, found)
        self._engine = Engine(project, virtual.of(project, art))
        self.problems = (*self._engine.problems, *problems, *art_problems)
        self._layouts: dict[str, tuple[Layout | None, list[Problem]]] = {}

    def sheet(self, one: Sheet) -> Made:
        """One sheet; if its pages cannot hold it, a draft of it over as many pages as it takes."""
        found, problems = self._layout(one)
        if has_errors(problems):
            html, _ = self._studio.sheet(one, draft=True) if found else (None, [])
            return Made(tuple(problems), draft=self._engine.render(html, one.path)[0] if html else None)
        html, more = self._studio.sheet(one, found)
        return self._printed(html, one.path, [*problems, *more])

    def booklet(self, book: Booklet, sheets: Mapping[str, Sheet]) -> Made:
        """One booklet, if the pages of all its sheets hold them.

        Its contents name the folio of each sheet, so it is laid out with the folios that are usual, and once
        more if they turn out to be others.
        """
        laid = [(sheets[slug], *self._layout(sheets[slug])) for slug in book.sheets]
        bad = next((one.slug for one, _, problems in laid if has_errors(problems)), None)
        if bad:
            return Made((incomplete(book, bad),))
        chosen = [(one, found) for one, found, _ in laid]
        folios = USUAL_FOLIOS | {slug: FIRST_FOLIO + self._pages * place for place, slug in enumerate(book.sheets)}
        for _ in range(ATTEMPTS):
            html, problems = self._studio.booklet(book, chosen, folios)
            made = self._printed(html, book.path, problems)
            true = made.pdf.folios if made.pdf else folios
            if all(true.get(id_, folio) == folio for id_, folio in folios.items()):
                break
            folios = dict(true)
        return made

    def _layout(self, one: Sheet) -> tuple[Layout | None, list[Problem]]:
        """The sheet's pages, composed once however many documents hold it."""
        if one.slug not in self._layouts:
            self._layouts[one.slug] = layout.lay_out(one, self._studio, self._engine.measure)
        return self._layouts[one.slug]

    def _printed(self, html: str | None, path: str, problems: list[Problem]) -> Made:
        pdf, more = self._engine.render(html, path) if html else (None, [])
        found = (*problems, *more)
        return Made(found, None if has_errors(found) else pdf)


def incomplete(book: Booklet, slug: str) -> Problem:
    """That a booklet waits for one of its sheets."""
    message = f"le livret n'est pas fait : la fiche « {slug} » a des erreurs"
    return Fault("livret-incomplet", message, hint="corrigez la fiche, puis relancez").in_file(book.path)

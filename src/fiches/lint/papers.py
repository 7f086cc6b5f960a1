"""A booklet is bound from one paper: sheets whose format has pages of another size stand in another booklet."""

from __future__ import annotations

from collections.abc import Mapping

from fiches.compose import rules_reader
from fiches.config.project import Project
from fiches.content.booklet import Booklet
from fiches.core.problems import Problem, fault

PageSize = tuple[float, float]  # mm, width and height of a page


def check(book: Booklet, project: Project, named: Mapping[str, str]) -> list[Problem]:
    """The fault of each sheet of other paper, of a booklet of the project's format; `named`: the format of each sheet.

    Of a format whose pages flow only the engine knows the paper: see `merge.assembly`.
    """
    own = _paper(project)
    papers = {slug: _paper(project.within(named[slug])) for slug in book.sheets if slug in named}
    others = {slug: paper for slug, paper in papers.items() if own and paper and paper != own}
    return [
        fault("papier-du-livret", sheet=slug, format=named[slug], paper=_said(paper), own=_said(own)).in_file(book.path)
        for slug, paper in others.items()
        if own
    ]


def _paper(project: Project) -> PageSize | None:
    rules, _ = rules_reader.of_format(project.format)
    return (rules.grid.width, rules.grid.height) if rules else None


def _said(paper: PageSize) -> str:
    return "{:g} × {:g} mm".format(*paper)

"""The report of a verdict as an accessible PDF in the style of the house, to be mailed to a printer."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from fiches import artwork, layouts, virtual
from fiches.pdf import Engine
from fiches.preflight import telling
from fiches.preflight.checks import Verdict
from fiches.problems import FichesError
from fiches.project import Project
from fiches.typography import typeset

LAYOUT = "commun/controle.html"
MOST = 14  # findings that a page holds


def pdf(verdicts: Sequence[Verdict], project: Project) -> bytes:
    """A page for each verdict; FichesError when the layout of the collection is at fault."""
    pages = [
        {
            "name": verdict.document.name,
            "conclusion": telling.conclusion(verdict),
            "facts": telling.facts(verdict),
            "checks": [(one.check.title, telling.result(one)) for one in verdict.judged],
            "found": [(one.severity.value, one.line, one.hint) for one in telling.every(verdict)[:MOST]],
            "more": max(0, len(telling.every(verdict)) - MOST),
        }
        for verdict in verdicts
    ]
    html, problems = layouts.render(project, LAYOUT, LAYOUT, pages=pages, set=partial(typeset, language="fr"))
    made = None
    if html is not None:
        engine = Engine(project, virtual.of(project, artwork.load(project)[0]))
        made, problems = engine.render(html, LAYOUT)
    if made is None:
        raise FichesError(problems[0].message, problems[0].hint)
    return made.data

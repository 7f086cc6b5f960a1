"""The report of a verdict as an accessible PDF in the style of the house, to be mailed to a printer."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from fiches.config.project import Project
from fiches.core.problems import FichesError
from fiches.graphics import ornaments
from fiches.html import templates
from fiches.preflight import report
from fiches.preflight.verdict import Verdict
from fiches.render import url_fetcher
from fiches.render.engine import Engine
from fiches.typography.french import typeset

LAYOUT = "commun/controle.html"
MAX_FINDINGS = 14  # findings that a page holds


def pdf(verdicts: Sequence[Verdict], project: Project) -> bytes:
    """A page for each verdict; FichesError when the layout of the collection is at fault."""
    pages = [
        {
            "name": verdict.document.name,
            "conclusion": report.conclusion(verdict),
            "facts": report.facts(verdict),
            "checks": [(one.check.title, report.result(one)) for one in verdict.judged],
            "found": [(str(one.severity.said()), one.line, one.hint) for one in report.every(verdict)[:MAX_FINDINGS]],
            "more": max(0, len(report.every(verdict)) - MAX_FINDINGS),
        }
        for verdict in verdicts
    ]
    html, problems = templates.render(project, LAYOUT, LAYOUT, pages=pages, set=partial(typeset, language="fr"))
    made = None
    if html is not None:
        engine = Engine(project, url_fetcher.of(project, ornaments.load(project)[0]))
        made, problems = engine.render(html, LAYOUT)
    if made is None:
        raise FichesError(problems[0].message, problems[0].hint)
    return made.data

"""The report of a verdict as an accessible PDF in the style of the house, to be mailed to a printer."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from fiches.config.project import Project
from fiches.core.messages import SOURCE_LANGUAGE, Catalogue, catalogue, message
from fiches.core.problems import FichesError
from fiches.graphics import ornaments
from fiches.html import templates
from fiches.preflight import report
from fiches.preflight.verdict import Verdict
from fiches.render import url_fetcher
from fiches.render.engine import Engine
from fiches.typography.typesetting import typeset

LAYOUT = "commun/controle.html"
MAX_FINDINGS = 14  # findings that a page holds
LABELS = ("title", "findings", "checks", "check", "result")  # of `preflight.report` in the catalogue


def pdf(verdicts: Sequence[Verdict], project: Project, words: Catalogue | None = None) -> bytes:
    """A page for each verdict; FichesError when the layout of the collection is at fault."""
    words = words or catalogue(SOURCE_LANGUAGE)
    pages = [_page(verdict, words) for verdict in verdicts]
    labels = {name: words.text(message(f"preflight.report.{name}")) for name in LABELS}
    html, problems = templates.render(
        project,
        LAYOUT,
        LAYOUT,
        pages=pages,
        title=_title(verdicts, words),
        words=labels,
        language=words.language,
        set=partial(typeset, language=words.language),
    )
    made = None
    if html is not None:
        engine = Engine(project, url_fetcher.of(project, ornaments.load(project)[0]))
        made, problems = engine.render(html, LAYOUT)
    if made is None:
        raise FichesError(problems[0].message, problems[0].hint)
    return made.data


def _title(verdicts: Sequence[Verdict], words: Catalogue) -> str:
    """Of the whole file, which names the one that it is about."""
    names = [verdict.document.name for verdict in verdicts]
    said = message("preflight.report.title-of", name=names[0]) if len(names) == 1 else message("preflight.report.title")
    return words.text(said)


def _page(verdict: Verdict, words: Catalogue) -> dict[str, object]:
    found = report.every(verdict, words)
    more = len(found) - MAX_FINDINGS
    return {
        "conclusion": words.text(report.conclusion(verdict)),
        "facts": report.facts(verdict, words),
        "checks": [
            (words.text(one.check.title), words.text(report.result(one)), report.status(one).value)
            for one in verdict.judged
        ],
        "found": [
            (
                words.text(one.severity.said()),
                words.text(message("preflight.report.after-severity", finding=one.line)),
                words.text(one.hint),
            )
            for one in found[:MAX_FINDINGS]
        ],
        "more": words.text(message("preflight.report.more", n=more)) if more > 0 else "",
    }

"""What checks say, in every language of the interface: each has its manual, and a report stands in one language."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace

import pytest

from fiches.core.messages import INTERFACE_LANGUAGES, catalogue, message
from fiches.core.problems import Severity
from fiches.preflight import pdf_report, report, service
from fiches.preflight.context import Finding
from fiches.preflight.document import Extra, InkSpace, PaintKind, UnreadPart
from fiches.preflight.report import Status
from fiches.preflight.verdict import CHECKS, CheckOutcome, judge
from support import pdf_reader
from support.press_files import printer
from support.repository import ROOT

ENGLISH = catalogue("en")
NAMES = [
    *(f"preflight.space.{space.value}" for space in InkSpace),
    *(f"preflight.paint.{kind.value}" for kind in PaintKind),
    *(f"check.lecture.{part.value}" for part in UnreadPart),
    *(f"check.interdits.{extra.value}" for extra in Extra),
    *(f"preflight.result.{status.value}" for status in Status),
    *(f"preflight.verdict.{status.value}" for status in Status if status is not Status.NOT_APPLICABLE),
]


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_every_check_has_a_title_and_a_manual(language):
    words = catalogue(language)
    for check in CHECKS:
        assert words.has(check.title.name) and len(words.text(check.title)) < report.TITLE_WIDTH, check.code
        first, *more = words.text(check.manual).split("\n\n")
        assert first.endswith(".") and more, check.code


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_manuals_name_the_same_thresholds(language):
    for check in CHECKS:
        named = [set(re.findall("`[^`]+`", words.text(check.manual))) for words in (catalogue(language), ENGLISH)]
        assert named[0] == named[1], check.code


@pytest.mark.parametrize("name", NAMES)
def test_every_identity_has_its_word(name):
    assert all(catalogue(language).has(name) for language in INTERFACE_LANGUAGES)


@pytest.fixture
def verdict():
    return judge(b"PK\x03\x04", "folder of Word.pdf", printer())


def test_a_report_stands_in_one_language(verdict, tmp_path):
    assert report.text(verdict, "a.pdf", ENGLISH).startswith("a.pdf: error: this is not a PDF [lecture]\n    export")
    assert report.summary(verdict, "a.pdf", ENGLISH).endswith(": 1 error")
    [read] = json.loads(report.as_json([("a.pdf", verdict)], ENGLISH))
    assert read["checks"][0]["title"] == "Reading the file"
    service.write(tmp_path / "report.txt", [verdict], service.opened(tmp_path), ENGLISH)
    written = (tmp_path / "report.txt").read_text("utf-8")
    assert written.startswith("Preflight: to fix before sending\n\nFile: folder of Word.pdf, 0 kB\nPrinter: ")
    assert "Page size and trim                not applicable\n" in written


def test_so_does_the_page_to_mail(verdict, tmp_path):
    made = pdf_report.pdf([verdict], service.opened(tmp_path), ENGLISH)
    [page] = pdf_reader.opened(io.BytesIO(made)).pages
    words = " ".join(page.extract_text().split())
    assert "To fix before sending" in words and "Error: this is not a PDF. Export the file again" in words
    assert "Contrôle" not in words and "Result" in words


def test_findings_that_differ_by_numbers_alone_are_told_together():
    found = [found_on(page, message("check.corps.small", size=3.0 + page, wanted=7.0)) for page in (1, 2, 3)]
    found.append(found_on(2, message("check.polices.absent", font="Vollkorn")))
    told = list(report.told(CheckOutcome(CHECKS[0], tuple(found))))
    assert [(str(one.where), one.message) for one in told] == [
        ("page 2", found[-1].message),
        ("page 1, puis pages 2, 3", found[0].message),
    ]


def test_only_some_pages_are_named():
    found = [found_on(page, message("check.page-vide.blank")) for page in range(1, 12)]
    [told] = report.told(CheckOutcome(CHECKS[0], tuple(found)))
    assert str(told.where) == "page 1, puis pages 2, 3, 4, 5, 6, 7, 8, 9 et 2 autres"
    assert ENGLISH.text(told.where) == "page 1, then pages 2, 3, 4, 5, 6, 7, 8, 9 and 2 others"


def found_on(page, said):
    return Finding(page, (), Severity.ERROR, said, "")


PAGES = {
    "fr": ("affiche.pdf", (ROOT / "docs/controle.md").read_text("utf-8")),
    "en": ("poster.pdf", (ROOT / "docs/controle.en.md").read_text("utf-8")),
}


@pytest.mark.parametrize("language", PAGES)
def test_the_terminal_shows_what_the_page_of_the_guide_says(language, verdict):
    said = message("check.couleurs.space", what=PaintKind.TEXT.said(), space=InkSpace.RGB.said())
    hint, (path, page), words = said.remedy, PAGES[language], catalogue(language)
    findings = (Finding(1, (12.4, 30.0), Severity.ERROR, said, hint, 36), Finding(2, (), Severity.ERROR, said, hint))
    [check] = [one for one in CHECKS if one.code == "couleurs"]
    asked = replace(verdict, judged=(CheckOutcome(check, findings),))
    shown = f"{report.text(asked, path, words)}\n{report.summary(asked, path, words)}"
    assert f"```text\n{shown}\n```" in page

"""Proofs for signature and job sheets: what a printer is told, and what is seen before it is printed."""

from __future__ import annotations

import hashlib
import io
import json
from dataclasses import replace

import pikepdf
import pytest
from PIL import Image

from fiches.build.pipeline import Options
from fiches.cli import main
from fiches.config.project import open_project
from fiches.core.geometry import BLEED_KEY, Box
from fiches.core.messages import catalogue
from fiches.core.problems import ExitCode, has_errors
from fiches.press import soft_proof
from fiches.press.pdfx import PdfSummary
from fiches.press.profiles import GLUED
from fiches.printing import job_sheets, proofs
from fiches.printing.job_sheets import JobFile, PrintJob
from support.press_files import printer
from support.small_collection import collection

A4 = Box(0, 0, 595.276, 841.89)
FILE = JobFile("livret_A4_8p.pdf", b"%PDF", 8)


def job(pages=8, booklet=True, **more):
    summary = PdfSummary(A4, pages, "fr", "Un titre")
    told = {"customer": "Éditeur", "contact": "exemple.org", "quantity": 500, "made": "2026-11-29"}
    return PrintJob("livret", summary, booklet, printer(), [FILE], **{**told, **more})


def test_a_job_is_described_in_both_languages():
    french, english = (dict(job_sheets.facts(job(), catalogue(language))) for language in ("fr", "en"))
    assert french["Format fermé"] == "210 × 297 mm" and french["Format ouvert"] == "420 × 297 mm"
    assert french["Façonnage"] == "agrafé, piqûre à cheval" and french["Tirage"] == "500 exemplaires"
    assert english["Customer"] == "Éditeur, exemple.org" and english["Finishing"] == "saddle stitched"
    assert len(french) == len(english) == 12
    unsaid = dict(job_sheets.facts(job(customer="", contact="", quantity=0), catalogue("fr")))
    assert unsaid["Tirage"] == unsaid["Commanditaire"] == "à préciser"
    assert job_sheets.files(job(), catalogue("fr")) == ["livret_A4_8p.pdf, 8 pages, 0,0 Mo"]


@pytest.mark.parametrize(
    ("pages", "booklet", "binding", "wide"),
    [(4, False, "folded", 420), (2, False, "single", 210), (48, True, "stapled", 420)],
)
def test_how_a_job_is_bound(pages, booklet, binding, wide):
    found = job(pages, booklet)
    assert found.binding == binding and found.open[0] == pytest.approx(wide, abs=0.1)


@pytest.mark.parametrize(("language", "pages", "side"), [("ar", 48, "Right"), ("ar", 2, None), ("fr", 48, "Left")])
def test_a_job_says_at_which_side_it_is_bound(language, pages, side):
    """Where that is not the left one, in words too."""
    found = job(pages, booklet=pages > 2)
    found = replace(found, summary=replace(found.summary, language=language))
    assert json.loads(job_sheets.as_json(found))["bindingSide"] == side
    for told, name, words in (("fr", "Ouverture", "dos à droite"), ("en", "Opens", "spine at the right")):
        facts = dict(job_sheets.facts(found, catalogue(told)))
        assert (words in facts.get(name, "")) == (side == "Right")


def test_a_job_for_programs():
    record = json.loads(job_sheets.as_json(replace(job(), printer=printer(binding=GLUED))))
    assert record["bindingType"] == "SoftCover" and record["finishedDimensions"] == {"width": 210.0, "height": 297.0}
    [file] = record["runList"]
    assert file == {"name": "livret_A4_8p.pdf", "pages": 8, "bytes": 4,
                    "sha256": hashlib.sha256(b"%PDF").hexdigest()}  # fmt: skip


def pages(count, side, content=b""):
    with pikepdf.new() as book:
        for _ in range(count):
            page = book.add_blank_page(page_size=(side, side))
            page.Contents = book.make_stream(content)
            if content:
                page.obj[f"/{BLEED_KEY}"] = book.make_stream(b"0 0 1 rg -8 0 8 100 re f")
        file = io.BytesIO()
        book.save(file)
        return file.getvalue()


def test_a_proof_shows_bleed_trim_and_fold_in_the_colours_of_paper():
    side = 100 + 2 * soft_proof.PROOF_MARGIN * 72 / 25.4
    data = soft_proof.proof(pages(5, side), pages(4, 100, b"0 1 0 rg 0 0 100 100 re f"), printer())
    with pikepdf.open(io.BytesIO(data)) as book:
        assert len(book.pages) == 5 and "/Epreuve" not in book.pages[0].obj.get("/Resources", {}).get("/XObject", {})
        page = book.pages[1]
        picture = Image.open(io.BytesIO(page.Resources.XObject.Epreuve.read_raw_bytes()))
        operators = [str(one.operator) for one in pikepdf.parse_content_stream(page)]
    scale = soft_proof.PROOF_DPI / 72
    inside, beyond, paper = (picture.getpixel((round(x * scale), picture.height // 2)) for x in (80, 30, 8))
    assert inside[1] > 120 and inside[0] < 140, "a green that a press has, paler than that of the screen"
    assert inside != (0, 255, 0) and beyond[2] > beyond[1] and min(paper) > 245
    assert operators.count("S") == 2, "where it is cut and where it is folded"


def test_a_quantity_need_not_be_said(tmp_path):
    """It is still to be settled; here there is no collection, which is said in its place."""
    assert main.run(["proof", "-C", str(tmp_path)]) == ExitCode.UNUSABLE


@pytest.mark.slow
def test_the_files_of_a_proof(tmp_path):
    root = collection(tmp_path / "collection")
    project, _ = open_project(root)
    found = proofs.proofs(project, (), "", 0, Options())
    assert not has_errors(found.problems)
    there = {path.name for path in (root / "build/impression/offset-france").iterdir()}
    assert {"livret_BAT.pdf", "livret_travail.pdf", "livret_travail.json"} <= there
    again = proofs.proofs(project, (), "", 0, Options())
    assert not any("BAT" in one.path.name for one in again.written), "nothing has changed"

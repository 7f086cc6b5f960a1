"""What a run says of the files of a collection, as the window that began it tells it."""

from __future__ import annotations

import time

import pytest

from fiches.cli import report
from fiches.core.messages import catalogue
from fiches.core.problems import fault
from fiches.studio import run_remarks
from fiches.studio.jobs import Jobs
from fiches.studio.preview import Bench
from fiches.studio.service import Workplace
from support.sources import FRONT, SHORT, text, write

BOOKLET = "---\ntitre: Livret\nfiches: [four]\n---\n"


@pytest.fixture
def place(tmp_path):
    sheet = text(f"{FRONT}\nmots_cles: [#eau]".replace("#eau", "eau et pain et puits et maison"))
    return Workplace(Bench(write(tmp_path / "c", {**SHORT, "four": sheet, "livret": BOOKLET})), catalogue("fr"))


def test_every_line_of_a_run_that_is_a_problem_is_read():
    one = fault("lieu-inconnu.none", 3, 5, asked="Ndiaré : là [x]").in_file("sheets/four.md")
    assert run_remarks.read(report.render([one], catalogue("fr"), report.DATA)) == one
    for line in ("[1/2] four", "build/four.pdf (4 pages)", "{", '{"path": 1}', "{}"):
        assert run_remarks.read(line) is None


def test_a_run_tells_its_remarks_by_sheet_and_no_line_of_the_terminal(place):
    told = []
    jobs = Jobs(place.bench.root, None, lambda kind, said: told.append((kind, said)))
    assert jobs.start("build", [], "fr")
    while told[-1:] != [("done", "build")]:
        time.sleep(0.05)
    assert jobs.remarks and not any("sheets/" in said for _, said in told)
    (sheet,) = [one for one in run_remarks.shown(jobs.remarks, place) if one["to"] == "#fiche/four"]
    assert sheet["beside"] == sum(one.path == "sheets/four.md" for one in jobs.remarks) and sheet["told"] == []

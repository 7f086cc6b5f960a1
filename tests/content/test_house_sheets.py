"""The sheets of the house say where their facts stand, give witnesses no words, and spell each name one way."""

from __future__ import annotations

import re

import pytest

from support.repository import ROOT, SLUGS

SHEETS = ROOT / "sheets"
PAGES = (*SLUGS, "livret")


def rubrics(name):
    """Title and text of each rubric of a sheet or booklet of the house, as typed."""
    typed = (SHEETS / f"{name}.md").read_text(encoding="utf-8")
    return [part.split("\n", 1) for part in re.split(r"^## ", typed, flags=re.M)[1:]]


@pytest.mark.parametrize("name", PAGES)
def test_each_rubric_names_its_source(name):
    found = rubrics(name)
    silent = [title for title, body in found if not re.match(r"\n<!-- Source : \S.* -->\n\n", body)]
    assert (silent, bool(found)) == ([], True)


@pytest.mark.parametrize("name", SLUGS)
def test_witnesses_are_reported(name):
    """Nobody wrote down the words of a witness in the sheets' own French: none stand between quotation marks."""
    ((_, said),) = [rubric for rubric in rubrics(name) if rubric[0] == "La parole au territoire"]
    assert not re.search('[«»“”"]', said)
    assert re.search(r"^> — \S", said, re.M)


def test_one_spelling():
    """The second column of the page beside the sheets holds what they never write."""
    rows = re.findall(r"^\| .+ \| (.+) \|$", (SHEETS / "LISEZMOI.md").read_text(encoding="utf-8"), re.M)[1:]
    refused = [one.strip() for row in rows for one in re.sub(", pour .*", "", row).split(",")]
    assert len(refused) > 15
    typed = {name: (SHEETS / f"{name}.md").read_text(encoding="utf-8") for name in PAGES}
    bare = {name: text.replace("Coordination N'Souss Massa", "") for name, text in typed.items()}
    assert [(name, one) for name, text in bare.items() for one in refused if re.search(rf"\b{one}\b", text)] == []

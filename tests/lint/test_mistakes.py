"""What people type wrong in a sheet, and what each mistake must be told: a table a writer can add to, `mistakes/*.txt`.

A case is what was typed, a line `->`, and what is told of it: one line each, « line code words of the message or its
remedy ». Nothing is told where nothing stands there: it is accepted. A case without « ## » is a header, to which a
title and a place are added where it has none; one with it is the text of a sheet. Lines count from the first of the
case. FICHES_ECRIRE=1 writes what is told anew, for a person to read before it is kept.
"""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path

import pytest

from fiches.config import formats
from fiches.config.project import search
from fiches.core.problems import CODES
from fiches.lint import front_matter
from fiches.places import finder
from fiches.places import told as places_told
from support.sources import FRONT, HERE, judged, text

FOLDER = Path(__file__).parent / "mistakes"
BETWEEN = "\n=====\n"
CASES = [
    pytest.param(*f"{case}\n->".split("\n->")[:2], id=f"{path.stem}-{number}")
    for path in sorted(FOLDER.glob("*.txt"))
    for number, case in enumerate(path.read_text("utf-8").rstrip("\n").split(BETWEEN), 1)
]


@cache
def house():
    return formats.load("capitalisation", search(HERE, "templates"))[0]


@cache
def places():
    return finder.load(house())[0]


def whole(typed):
    """The sheet of a case, and how many of its lines stand above what was typed."""
    if re.search(r"^\W*#|^[-–—]+$|^```", typed.split("\n")[0]) or "\n##" in typed:
        front = "" if typed.startswith(("---", "—", "```", "titre")) else f"---\n{FRONT}\n---\n"
        return front + typed + "\n", front.count("\n")
    added = [line for line in FRONT.split("\n") if not re.search(rf"^\W*{line.split(':')[0]}\b", typed, re.MULTILINE)]
    return text(FRONT).replace(FRONT, "\n".join([typed, *added])), 1


def told(typed):
    """(line, code, message, remedy) of everything that is told of a case, but the rubrics that it leaves out."""
    words, above = whole(typed)
    parsed, made, problems = judged(words)
    if made and parsed:
        problems = [
            *problems,
            *places_told.check(made, places(), parsed.front),
            *front_matter.of_dates(parsed, house()),
        ]
    return [
        (one.line - above, one.code, str(one.message), str(one.hint))
        for one in sorted(problems)
        if one.code != "rubrique-absente" or one.line > 1
    ]


@pytest.mark.parametrize(("typed", "expected"), CASES)
def test_told(typed, expected):
    found = told(typed)
    wanted = [line.split(" ", 2) for line in expected.strip("\n").split("\n") if line]
    assert [(line, code) for line, code, *_ in found] == [(int(line), code) for line, code, _ in wanted]
    for (_, code, *said), (_, _, words) in zip(found, wanted, strict=True):
        assert words.casefold() in " / ".join(said).casefold() and code in CODES
        assert said[-1], "whatever is told says what to do"


@pytest.mark.parametrize("name", ["releve", "inedits"])
def test_the_count_that_the_docs_give(name):
    """How many of the mistakes of the survey, and of those that nobody had tried, are told, and are taken as meant."""
    cases = (FOLDER / f"{name}.txt").read_text("utf-8").rstrip("\n").split(BETWEEN)
    silent = sum(not case.partition("\n->")[2] for case in cases)
    counted = f"| `{name}.txt` | {len(cases)} | {len(cases) - silent} | {silent} |"
    assert counted in (HERE.parent / "docs/reliability.md").read_text("utf-8"), counted


if os.environ.get("FICHES_ECRIRE"):
    for file in FOLDER.glob("*.txt"):
        cases = [case.split("\n->", 1)[0].rstrip("\n") for case in file.read_text("utf-8").split(BETWEEN)]
        kept = [
            f"{case}\n->" + "".join(f"\n{line} {code} {said} / {hint}" for line, code, said, hint in told(case))
            for case in cases
        ]
        file.write_text(BETWEEN.join(kept) + "\n", "utf-8")

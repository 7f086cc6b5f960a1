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
NAMES = sorted(path.stem for path in FOLDER.glob("*.txt"))


def cases(name):
    """What was typed and what is told of it, of a file of the table."""
    written = (FOLDER / f"{name}.txt").read_text("utf-8").rstrip("\n").split(BETWEEN)
    return [tuple(f"{case}\n->".split("\n->")[:2]) for case in written]


@cache
def house():
    return formats.load("capitalisation", search(HERE, "templates"))[0]


@cache
def places():
    return finder.load(house())[0]


def whole(typed):
    """The sheet of a case, and how many of its lines stand above what was typed."""
    if re.search(r"^\W*#|^[-–—]+$|^```", typed.split("\n")[0]) or "\n##" in typed:
        front = "" if typed.startswith(("---", "—", "```", "titre", "{", "+++")) else f"---\n{FRONT}\n---\n"
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


def is_told(typed, expected):
    """Whether all that is expected is told, nothing else, and each with what to do."""
    found = told(typed)
    wanted = [line.split(" ", 2) for line in expected.strip("\n").split("\n") if line]
    return [(str(line), code) for line, code, *_ in found] == [(line, code) for line, code, _ in wanted] and all(
        words.casefold() in " / ".join(said).casefold() and code in CODES and said[-1]
        for (_, code, *said), (_, _, words) in zip(found, wanted, strict=True)
    )


@pytest.mark.whole  # a file judges hundreds of sheets
@pytest.mark.parametrize("name", NAMES)
def test_told(name):
    """Each file is one test, as there are thousands of cases; all that fail are shown, with what was told."""
    failed = [
        f"{name}-{number}:\n{typed}\n-> {told(typed)}"
        for number, (typed, expected) in enumerate(cases(name), 1)
        if not is_told(typed, expected)
    ]
    assert not failed, "\n\n".join(failed)


@pytest.mark.parametrize("name", ["releve", "inedits"])
def test_the_count_that_the_docs_give(name):
    """How many of the mistakes of the survey, and of those that nobody had tried, are told, and are taken as meant."""
    expected = [told for _, told in cases(name)]
    silent = sum(not told for told in expected)
    counted = f"| `{name}.txt` | {len(expected)} | {len(expected) - silent} | {silent} |"
    assert counted in (HERE.parent / "docs/reliability.md").read_text("utf-8"), counted


def rewritten(typed):
    """A case with what is told of it now."""
    said = [f"\n{line} {code} {message} / {hint}" for line, code, message, hint in told(typed)]
    return f"{typed}\n->" + "".join(said)


if os.environ.get("FICHES_ECRIRE"):
    for name in NAMES:
        kept = [rewritten(typed.rstrip("\n")) for typed, _ in cases(name)]
        (FOLDER / f"{name}.txt").write_text(BETWEEN.join(kept) + "\n", "utf-8")

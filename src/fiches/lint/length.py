"""Whether a sheet that has so many pages to fill is short enough to be laid out at all."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fiches.compose import rules_reader
from fiches.config.project import Project
from fiches.content.sheet import Sheet, texts, texts_of
from fiches.core.problems import Problem, fault

_WORD = re.compile(r"[^\s\w]*\w\S*")
MOST_CHARACTERS = 60_000  # four times what four pages hold


def check(sheet: Sheet, project: Project) -> Iterator[Problem]:
    """The fault of a sheet that no cut of a few lines would make fit."""
    if sum(map(len, texts(sheet))) > MOST_CHARACTERS and rules_reader.of_format(project.format)[0]:
        yield fault("trop-long.sheet", words=word_count(sheet)).in_file(sheet.path)


def word_count(sheet: Sheet) -> int:
    """How many words a sheet has: what stands between spaces and has a letter or a digit."""
    return sum(map(words_in, texts(sheet)))


def words_by_rubric(sheet: Sheet) -> dict[str, int]:
    """The same of each rubric, by its id."""
    return {rubric.spec.id: sum(map(words_in, texts_of(rubric))) for rubric in sheet.rubrics}


def words_in(text: str) -> int:
    """How many words a text has."""
    return len(_WORD.findall(text))

"""Answers that stand where the question of a rubric did, in a comment, and questions that stand as answers."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from fiches.config.formats import RubricSpec
from fiches.content.source import Section, Source
from fiches.core.problems import Fault, fault
from fiches.core.text import fold, shown

FEWEST_WORDS = 3  # of a comment that may be an answer
_ASKED_LENGTH = re.compile(r"\s*\([^()]*\)\s*$")  # of an answer, behind its question
_MARKS_FIRST = re.compile(r"^[^\w«“\"(]+")
_COMMENT_ENDS = re.compile(r"<!--|-->")


def misplaced(
    source: Source, named: Sequence[tuple[Section, RubricSpec]], full: Collection[str]
) -> Iterator[tuple[str, Fault]]:
    """Each fault with the id of its rubric; `full` are those of the rubrics that have text."""
    ends = [section.line for section in source.sections[1:]]
    last = dict(zip((section.line for section in source.sections), ends, strict=False))
    for section, spec in named:
        questions = [fold(question) for _, question in spec.question.texts]
        for comment in source.comments:
            if section.line < comment.line < last.get(section.line, comment.line + 1):
                typed = " ".join(_COMMENT_ENDS.sub("", comment.text).split())
                words = _answer(typed, questions, empty=spec.id not in full)
                if len(words.split()) >= FEWEST_WORDS:
                    told = {"title": section.title, "words": shown(words, 40)}
                    yield spec.id, fault("reponse-en-commentaire", comment.line, comment.column, **told)
        yield from ((spec.id, one) for one in _asked(section, questions))


def _answer(typed: str, questions: Sequence[str], *, empty: bool) -> str:
    """What a comment says beside the question of its rubric; nothing if it may speak of something else."""
    said = fold(typed)
    asked = next((question for question in questions if said.startswith(question)), "")
    if asked:
        return _behind(asked, typed)
    return typed if empty and not said.startswith("fiches:") else ""


def _behind(asked: str, typed: str) -> str:
    """What was typed behind a question that it begins with, which is folded: as many letters and digits are gone."""
    left = sum(map(str.isalnum, asked))
    for place, sign in enumerate(typed):
        if left <= 0:
            return _MARKS_FIRST.sub("", typed[place:])
        left -= sum(map(str.isalnum, fold(sign)))
    return ""


def _asked(section: Section, questions: Sequence[str]) -> Iterator[Fault]:
    """The question of a rubric that is printed in its place."""
    asked = [short for question in questions if (short := _ASKED_LENGTH.sub("", question))]
    for number, line in enumerate(section.text.split("\n"), section.line + 1):
        if asked and any(question in fold(line) for question in asked):
            yield fault("texte-provisoire.question", number, text=shown(line.strip(), 50))

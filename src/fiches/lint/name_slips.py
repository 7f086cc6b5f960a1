"""Names that a header and its text spell in two ways, one letter apart: « Tisnit » and « Tiznit »."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from fiches.content.source import Source
from fiches.core.messages import Message
from fiches.core.problems import Fault, Problem, fault
from fiches.core.text import fold
from fiches.lint.dictionary import words_of
from fiches.lint.front_matter import texts_of
from fiches.lint.spelling import WITHOUT_PROSE, TypedLine, prose
from fiches.places.names import distance

SHORTEST_PLACE, SHORTEST_OF_PEOPLE = 6, 8  # letters: Fatima and Fatiha are two people
_CAPITAL_NAME = re.compile(r"(?<![\w@./#-])(?:[LlDd]['’])?(?P<name>[A-ZÀ-Ý][a-zà-ÿ]{4,30})(?![\w@-]|\.\w)")
_IN_TEXT = ("orthographe.name", "name", "typed")  # a message, its values of what a header has and of the other word
_IN_GAZETTEER = ("lieu-autrement", "typed", "name")
_WHERE_PEOPLE_ARE = (
    "nom",
    "auteurs",
    "credit",
    "fonction",
    "titre",
    "titre_court",
    "chapeau",
    "exergue",
    "legende",
    "alt",
)


def check(source: Source, language: str) -> list[Problem]:
    """Each name of the text that is one letter from one of the header, and none itself."""
    if not words_of(language):  # all would be names
        return []
    names = _of_header(source, language)
    return [one.in_file(source.path, line.rubric) for line in prose(source) for one in _told(line, names, language)]


def _of_header(source: Source, language: str) -> dict[str, int]:
    """The names of a header, none of them a word, each with how many letters it takes to know it again."""
    found: dict[str, int] = {}
    for key, text in texts_of(source.front):
        for match in _CAPITAL_NAME.finditer(text.value) if key not in WITHOUT_PROSE else ():
            if match["name"].lower() not in words_of(language):
                found[match["name"]] = SHORTEST_OF_PEOPLE if key in _WHERE_PEOPLE_ARE else SHORTEST_PLACE
    return {name: fewest for name, fewest in found.items() if len(name) >= fewest}


def _told(line: TypedLine, names: dict[str, int], language: str) -> Iterator[Fault]:
    for match in _CAPITAL_NAME.finditer(line.text) if names else ():
        typed = match["name"]
        if typed not in names and typed.lower() not in words_of(language) and (name := _meant(typed, names)):
            yield fault("orthographe.name", line.line, match.start("name") + 1, typed=typed, name=name)


def _meant(typed: str, names: dict[str, int]) -> str:
    """The one name of a header that is a letter from another word, not at its end: there are plurals and feminines."""
    near = [name for name in names if name[0] == typed[0] and distance(fold(typed), fold(name), 1) == 1]
    begun = len(near) == 1 and (fold(typed).startswith(fold(near[0])) or fold(near[0]).startswith(fold(typed)))
    return near[0] if len(near) == 1 and (not begun or len(typed) >= SHORTEST_OF_PEOPLE) else ""


def settled(problems: Sequence[Problem]) -> list[Problem]:
    """The same, where a gazetteer says which of two spellings is right: the header is told once, its text no more."""
    slips, known = _pairs(problems, *_IN_TEXT), _pairs(problems, *_IN_GAZETTEER)
    sure = {slip: pair for slip in slips for pair in known if pair[0].replace(*slip) == pair[1]}
    others = (one for one in problems if _pair(one, *_IN_TEXT) not in sure)
    return [_of_both(one) if _pair(one, *_IN_GAZETTEER) in sure.values() else one for one in others]


def _pairs(problems: Sequence[Problem], *of: str) -> set[tuple[str, str]]:
    return {pair for one in problems if (pair := _pair(one, *of))}


def _of_both(told: Problem) -> Problem:
    """What a gazetteer tells of a name, that the text writes as it does."""
    values = dict(getattr(told.message, "values", ()))
    found = fault("orthographe.header", told.line, told.column, typed=values["typed"], better=values["name"])
    return found.in_file(told.path)


def _pair(problem: Problem, name: str, one: str, other: str) -> tuple[str, str] | None:
    """Two values of a message of that name; None of any other."""
    message = problem.message
    values = dict(message.values) if isinstance(message, Message) and message.name == name else {}
    return (str(values[one]), str(values[other])) if values else None

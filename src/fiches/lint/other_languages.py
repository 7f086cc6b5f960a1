"""Text in another language than the one that its sheet says: by the small words that each language has for itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import islice

from fiches.config import languages
from fiches.config.languages import Language
from fiches.content.source import Source
from fiches.core.problems import Fault, Problem, fault
from fiches.core.text import blanked, shown
from fiches.lint.language_words import spoken_at
from fiches.lint.repeated import TYPED_PARAGRAPH

FEWEST_JUDGED = 8  # of a paragraph that is judged
FEWEST_SMALL = 4  # words of the other language that its own has not
TIMES_OWN = 4  # as often as those that only its own has
_ANY_WORD = re.compile(r"[^\W\d_]+")
_SPOKEN_WITHIN = re.compile(r"\[[^\[\]]*\]\{lang=[^{}]*\}|`[^`]*`|https?://\S+")  # what says its language, or has none
FEWEST_IN_CLAUSE = 6  # words of one that is judged
_CLAUSE = re.compile(r"[^.!?…;:,\u060c]+")
_CITED = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"]*\"|\*[^*]*\*|(?<!\w)_[^_]*_|\([^()]*\)|\[[^\[\]]*\]")
_SPOKEN_BLOCK = re.compile(r"\{:[^{}]*lang=")


def check(source: Source, language: str) -> list[Problem]:
    """One fault for a sheet of which most is in another language, otherwise one for each paragraph that is."""
    own = languages.of(language)
    if not own.small_words:
        return []
    judged = list(_judged(source, own))
    other = [found for _, _, _, found in judged if found]
    if 2 * len(other) > len(judged):
        told = fault("autre-langue.sheet", *spoken_at(source), name=own.name, seems=other[0].name, code=other[0].code)
        return [told.in_file(source.path)]
    every = (*_told(judged, own), *_clauses(judged, own))
    return [one.in_file(source.path, rubric) for rubric, one in every]


def _told(judged: list[tuple[str, int, str, Language | None]], own: Language) -> Iterator[tuple[str, Fault]]:
    """Each paragraph in another language of the same letters: other letters say for themselves what they are."""
    for rubric, line, text, found in judged:
        if found and found.rtl == own.rtl:
            yield rubric, fault("autre-langue", line, text=shown(text, 40), seems=found.name, code=found.code)


def _clauses(judged: list[tuple[str, int, str, Language | None]], own: Language) -> Iterator[tuple[str, Fault]]:
    """The first clause in another language of each paragraph that is in its own; what is quoted is meant."""
    for rubric, line, text, found in judged:
        if not found and _may_hold_other(text, own):
            yield from ((rubric, one) for one in islice(_clauses_of(text, line, own), 1))


def _clauses_of(text: str, line: int, own: Language) -> Iterator[Fault]:
    """Those of a paragraph at a line."""
    for clause in _CLAUSE.finditer(_CITED.sub(blanked, _SPOKEN_WITHIN.sub(blanked, text))):
        words = _ANY_WORD.findall(clause[0].casefold())
        if len(words) >= FEWEST_IN_CLAUSE and (other := _only(words, own)):
            at, typed = line + text.count("\n", 0, clause.start()), shown(clause[0].strip(), 40)
            yield fault("autre-langue.clause", at, text=typed, seems=other.name, code=other.code)


def _may_hold_other(text: str, own: Language) -> bool:
    """Whether a paragraph has as many small words of another language as a clause has at least."""
    words = text.casefold().split()
    return any(sum(map(_apart(one, own)[0].__contains__, words)) >= FEWEST_SMALL for one in _every() if one != own)


def _only(words: list[str], own: Language) -> Language | None:
    """The language of whose small words there are enough, where there are none of their own."""
    every = (one for one in _every() if one.code != own.code and one.rtl == own.rtl)
    return next((one for one in every if _is_in(words, one, own) and _small(own).isdisjoint(words)), None)


def _judged(source: Source, own: Language) -> Iterator[tuple[str, int, str, Language | None]]:
    """(title of its rubric, line, text, the other language) of each paragraph that is long enough."""
    for section in source.sections:
        for match in TYPED_PARAGRAPH.finditer(section.text):
            words = _ANY_WORD.findall(_SPOKEN_WITHIN.sub(blanked, match[0]).casefold())
            if len(words) >= FEWEST_JUDGED and not _SPOKEN_BLOCK.search(match[0]):
                line = section.line + 1 + section.text.count("\n", 0, match.start())
                yield section.title, line, match[0], _other(words, own)


def _other(words: list[str], own: Language) -> Language | None:
    """The language that words seem to be in, where it is not their own."""
    return max(
        (one for one in _every() if one.code != own.code and _is_in(words, one, own)),
        key=lambda one: sum(word in _small(one) for word in words),
        default=None,
    )


def _is_in(words: list[str], other: Language, own: Language) -> bool:
    theirs, ours = _apart(other, own)
    found = sum(word in theirs for word in words)
    return found >= FEWEST_SMALL and found >= TIMES_OWN * sum(word in ours for word in words)


def _every() -> tuple[Language, ...]:
    return tuple(one for one in languages.every() if one.small_words)


@lru_cache(maxsize=64)
def _apart(one: Language, other: Language) -> tuple[frozenset[str], frozenset[str]]:
    """The small words of two languages that the other has not."""
    first, second = _small(one), _small(other)
    return first - second, second - first


@cache
def _small(known: Language) -> frozenset[str]:
    return frozenset(map(str.casefold, known.small_words))

"""Words of a sheet that no dictionary of its language has and that one slip makes of one: names stay as typed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from fiches.config import languages
from fiches.content.source import Source
from fiches.core.problems import Fault, Problem, fault
from fiches.core.text import blanked
from fiches.lint import accents, misspellings, slips
from fiches.lint.dictionary import words_of
from fiches.lint.front_matter import texts_of
from fiches.lint.slips import Neighbours

_JUDGED_WORD = re.compile(r"(?<![\w@./#\\&%-])(?:(?i:[cdjlmnst]|qu)['’])?(?P<word>[^\W\d_]+)(?![\w@-]|[./\\]\w)")
_USED_WORD = re.compile(r"[^\W\d_]+")
_OF_OTHERS = re.compile(  # words that are no prose of the sheet's language
    r"`[^`]*`|https?://\S+|\]\([^()]*\)|\[[^\[\]]*\]\{[^{}]*\}|(?<!\*)\*(?!\*)[^*]+\*|(?<!\w)_[^_]+_|<[^<>]*>|&\w+;|«[^«»]{0,40}»"
)
WITHOUT_PROSE = ("fichier", "logo", "admis", "format", "coordonnees", "langue", "site", "theme", "imprimeur")


class TypedLine(NamedTuple):
    """A stretch of text of a sheet: where it begins, and in what rubric."""

    line: int
    column: int
    text: str
    rubric: str = ""


def check(source: Source, language: str) -> list[Problem]:
    """Each such word; one that a sheet has twice is a word of its author, but where no author types it so."""
    if not words_of(language):
        return []
    lines = [*_values(source), *prose(source)]
    used = Counter(word for line in lines for word in _USED_WORD.findall(line.text))
    return [one.in_file(source.path, line.rubric) for line in lines for one in _faults(line, language, used)]


def _values(source: Source) -> Iterator[TypedLine]:
    for key, value in texts_of(source.front):
        if key not in WITHOUT_PROSE and " " in value.value:  # a word alone may be a name of ours
            yield TypedLine(value.line, value.column, value.value)


def prose(source: Source) -> Iterator[TypedLine]:
    """The lines of all rubrics, what is of other languages or no words in them blank."""
    for section in source.sections:
        for number, text in enumerate(section.text.split("\n"), section.line + 1):
            yield TypedLine(number, 1, _OF_OTHERS.sub(blanked, text), section.title)


def _faults(line: TypedLine, language: str, used: Counter[str]) -> Iterator[Fault]:
    done = 0
    found = list(_JUDGED_WORD.finditer(line.text))
    for place, match in enumerate(found):
        word = match["word"]
        if match.start() < done or not word.islower() or _is_known(word, language):
            continue
        slip = slips.of_word(word, language, _beside(line.text, found, place))
        if slip and (slip.is_sure or used[word] == 1):
            start = match.end() - len(slip.typed) if slip.typed.endswith(word) else match.start("word")
            done = start + len(slip.typed)
            name = "orthographe" if slip.is_sure else "orthographe.unknown"
            yield fault(name, line.line, line.column + start, typed=slip.typed, better=slip.meant)


def _is_known(word: str, language: str) -> bool:
    """Whether it is of a language, or one that other rules know with what is meant."""
    if word in words_of(language) or word in misspellings.of_language(language).words:
        return True
    return languages.of(language).code == "fr" and word in accents.ACCENTED


def _beside(text: str, found: list[re.Match[str]], place: int) -> Neighbours:
    """The small words before and after one of those of a text, which a space alone parts from it."""
    match = found[place]
    if match[0] != match["word"]:
        return Neighbours()
    before = found[place - 1]["word"] if place else ""
    after = next((one[0] for one in found[place + 1 : place + 2]), "")
    return Neighbours(
        before if before.islower() and text[: match.start()].endswith(f"{before} ") else "",
        after if after.islower() and text.startswith(f" {after}", match.end()) else "",
    )

"""Words that stand twice in a row, of which one was to go."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from fiches.config import languages
from fiches.config.languages import Language
from fiches.core.problems import Fault, fault
from fiches.lint.sought import is_one_twice

_NOUN_TWICE = re.compile(
    r"\b(?:[Ll]es?|[Ll]a|[Dd]es|[Uu]ne?|[Cc]es?|[Ss]es|[Nn]os) (?P<word>[a-zà-ÿ]{6,30}) (?P=word)\b"
)
_TWO_ARTICLES = re.compile(
    r"(?<![\w'’-])((?i:les?|la|des|du|aux?|cette)) (?!\1 |la (?:aux?|à|de|du|et|en)\b)"
    r"(les?|la|cette|ces)(?= [^\W\d_]{2})"
)


def doubled_words(line: str, language: str) -> Iterator[Fault]:
    """A small word typed twice in a row. Bad: « dans dans »."""
    for match in _twice(languages.of(language)).finditer(line) if is_one_twice(line) else ():
        yield fault("mot-double", 1, match.start() + 1, word=match[1])


def over_line_ends(paragraph: str, language: str) -> Iterator[Fault]:
    """The same where a line ends between them."""
    for match in _twice(languages.of(language)).finditer(paragraph) if "\n" in paragraph else ():
        if "\n" in match[0]:
            yield fault("mot-double", 1, match.start() + 1, word=match[1])


def doubled_nouns(line: str) -> Iterator[Fault]:
    """A long word twice behind what announces one, where nobody insists. Bad: les familles familles."""
    for match in _NOUN_TWICE.finditer(line) if is_one_twice(line) else ():
        yield fault("mot-double", 1, match.start("word") + 1, word=match["word"])


def two_articles(line: str) -> Iterator[Fault]:
    """Two articles in a row, of which one was to go. Bad: la le comité. Good: « le la » is a note of music."""
    for match in _TWO_ARTICLES.finditer(line):
        yield fault("mot-double.articles", 1, match.start() + 1, first=match[1].lower(), second=match[2])


@cache
def _twice(known: Language) -> re.Pattern[str]:
    words = "|".join(map(re.escape, known.small_words)) or "(?!)"
    return re.compile(rf"\b(?<!['’-])({words})[ \n]\1\b", re.IGNORECASE)

"""Words that stand twice in a row, of which one was to go."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from fiches.config import languages
from fiches.config.languages import Language
from fiches.core.problems import Fault, fault
from fiches.lint.french_kinds import letters_of
from fiches.lint.sought import ONE_TWICE, is_one_twice, only_with, sought

_NAMED_TWICE = re.compile(
    r"(?<![^\s(«’'])(?P<announced>(?:[Ll]es?|[Ll]a|[Dd]es|[Uu]ne?|[Cc]es?|[Ss]es|[Nn]os) )?"
    r"(?P<word>[a-zà-ÿœ]{4,30}) (?P=word)(?![\w'’-])(?P<behind> (?:d['’]|(?:de|du|des|à|aux?|en|par|pour|dans)\b))?"
)
_INSISTED = ("petit", "grand", "long", "gross", "vieil", "belle", "jolie", "jeune", "seule", "vraie", "haut", "large")
_SAID_ONCE = 6  # letters of a word that nobody says twice: la marche marche, un ciel bleu bleu
_TWO_ARTICLES = re.compile(
    r"(?<![\w'’-])((?i:les?|la|des|du|aux?|cette)) (?!(?i:\1) |la (?:aux?|à|de|du|et|en)\b)"
    r"(les?|la|cette|ces)(?= [^\W\d_]{2})"
)
_ARTICLE_BEHIND_ONE = sought(
    r" (?:l[ae]|ce)(?:(?<=(?:[lL][ea]|[dD]u|[aA]u) ..)|(?<=(?:[lLdD][eE]s|[aA][uU]x|[tT][tT]e) ..))", in_prose=True
)


@only_with("", ONE_TWICE)
def doubled_words(line: str, language: str) -> Iterator[Fault]:
    """A small word typed twice in a row. Bad: « dans dans »."""
    for match in _twice(languages.of(language)).finditer(line) if is_one_twice(line) else ():
        yield fault("mot-double", 1, match.start() + 1, word=match[1])


def over_line_ends(paragraph: str, language: str) -> Iterator[Fault]:
    """The same where a line ends between them."""
    for match in _twice(languages.of(language)).finditer(paragraph) if "\n" in paragraph else ():
        if "\n" in match[0]:
            yield fault("mot-double", 1, match.start() + 1, word=match[1])


@only_with("", ONE_TWICE)
def doubled_nouns(line: str) -> Iterator[Fault]:
    """A noun or an adjective twice, where nobody insists. Bad: les familles familles, des tables neuves neuves.

    Good: une longue longue route, la marche marche, les élus élus en 2020.
    """
    for match in _NAMED_TWICE.finditer(line) if is_one_twice(line) else ():
        word = match["word"]
        is_done = match["behind"] and "P" in letters_of(word)  # les élus élus en 2020
        is_one = _only_names(word) or (match["announced"] and len(word) >= _SAID_ONCE)
        if is_one and not is_done and not word.startswith(_INSISTED):
            yield fault("mot-double", 1, match.start("word") + 1, word=word)


def _only_names(word: str) -> bool:
    """Whether a word is a noun or an adjective and nothing else, one that is not said twice."""
    found = letters_of(word)
    return bool(found) and found <= {"N", "A", "P"} and (found == {"N"} or len(word) >= _SAID_ONCE or "P" in found)


@only_with("", _ARTICLE_BEHIND_ONE)
def two_articles(line: str) -> Iterator[Fault]:
    """Two articles in a row, of which one was to go. Bad: la le comité. Good: « le la » is a note of music."""
    for match in _TWO_ARTICLES.finditer(line):
        yield fault("mot-double.articles", 1, match.start() + 1, first=match[1].lower(), second=match[2])


@cache
def _twice(known: Language) -> re.Pattern[str]:
    words = "|".join(map(re.escape, known.small_words)) or "(?!)"
    return re.compile(rf"\b(?<!['’-])({words})[ \n]\1\b", re.IGNORECASE)

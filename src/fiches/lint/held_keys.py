"""Keys of a French keyboard that were held too long, or not at all: capitals and figures that nobody meant."""

from __future__ import annotations

from collections.abc import Iterator

from fiches.config import languages
from fiches.core.problems import Fault, fault
from fiches.core.text import shown
from fiches.lint.dictionary import words_of
from fiches.lint.sought import only_with, sought

FEWEST_OF_CAPITALS = 100  # times that a word is counted in the dictionary, from which its capitals are a slip
_HELD_KEY = sought(
    "[A-ZÀ-Ý](?<=[a-zà-ÿA-ZÀ-Ý].)",
    r"(?<![\w@./'’-])(?:[a-zà-ÿ][A-ZÀ-Ý]{2,30}|[A-ZÀ-Ý]{2}[a-zà-ÿ]{3,30}|[ldus][EA](?= [A-ZÀ-Ý]{3}))(?![\w@./-])",
)
FEWEST_SMALL_RAISED = 2  # words like « et » and « des » with a capital within, from which all have one
_CAPITAL_WORDS = sought(
    "[A-ZÀ-Ý][a-zà-ÿ’']{0,30} [A-ZÀ-Ý]",
    r"(?<![\w’'-])(?:[A-ZÀ-Ý][a-zà-ÿ’']{0,30} ){4,40}[A-ZÀ-Ý][a-zà-ÿ]{1,30}(?!\w)",
    in_prose=True,
)
_BY_KEY = {"&": "1", "é": "2", "è": "7", "ç": "9", "à": "0"}  # each by what its key gives without Shift
_UNSHIFTED = sought("[éèç](?<=[ &à].)[ &éèçà]", r"(?<=[a-zà-ÿ] )(?=[&à]{0,3}[éèç])[&éèçà]{1,4}(?= [a-zà-ÿ]{2})")


@only_with("", _HELD_KEY)
def capitals(line: str) -> Iterator[Fault]:
    """Bad: lE CAMION, la COmmune. Good: pH, kWh, ONGs, McDonald."""
    for match in _HELD_KEY.finditer(line):
        small = match[0].lower()
        if words_of("fr")[small] >= FEWEST_OF_CAPITALS:
            better = small if match[0][0].islower() or line[: match.start()].strip(" -*>_«") else small.capitalize()
            yield fault("orthographe", 1, match.start() + 1, typed=match[0], better=better)


@only_with("", _UNSHIFTED)
def figures(line: str) -> Iterator[Fault]:
    """Bad: é fois par semaine. Good: « é » is a letter."""
    for match in _UNSHIFTED.finditer(line):
        better = "".join(_BY_KEY[one] for one in match[0])
        yield fault("orthographe.unshifted", 1, match.start() + 1, typed=match[0], better=better)


@only_with("", _CAPITAL_WORDS)
def each_word(line: str, language: str) -> Iterator[Fault]:
    """A capital at each word, the small ones too, as titles of English have it. Bad: Le Chauffeur Et Ses Cahiers."""
    for match in _CAPITAL_WORDS.finditer(line):
        small = languages.of(language).small_words
        if sum(word.lower() in small for word in match[0].split()[1:]) >= FEWEST_SMALL_RAISED:
            yield fault("tout-en-capitales.each-word", 1, match.start() + 1, text=shown(match[0], 30))

"""Slips of the hand: the word that somebody meant by one that no dictionary has, where it can be only one."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterator
from string import ascii_lowercase
from typing import NamedTuple
from unicodedata import normalize

from fiches.config import languages
from fiches.core.text import fold
from fiches.lint.dictionary import Frequencies, commonest, words_of

SHORTEST_JUDGED = 4  # letters of a word
FEWEST_USES, FEWEST_ELIDED, FEWEST_SLIPPED = 100, 200, 200  # times that a word is counted, from which it may be meant
SLIPPERY, VERY_SLIPPERY = 6, 9  # letters from which one may be exchanged with its neighbour, or lost
KEPT_END = 3  # letters of a word that are as typed: there verbs and plurals differ, which no dictionary has all
TIMES_A_RIVAL = 30  # times that the word that is meant is commoner than another that could be
MOST_WAYS = 5000  # to put accents on a word that is judged
LONGEST_PART = 6  # letters of what a program has parted from a word
_LATIN = re.compile("[a-zß-ÿœ]+")
_STRETCHED = re.compile(r"(.)\1{2,}")
_ELIDED = re.compile(r"(?P<article>qu|[dlns])(?P<word>[aeiouyhàâéèêîôœ][^\W\d_]+)")
_OF_FRENCH = {  # the accents that a letter may bear in French: cedilla, acute, grave, circumflex
    "a": "\u0300\u0302", "c": "\u0327", "e": "\u0301\u0300\u0302", "i": "\u0302", "o": "\u0302", "u": "\u0300\u0302",
}  # fmt: skip
_WAYS = {letter: (letter, *(normalize("NFC", letter + mark) for mark in marks)) for letter, marks in _OF_FRENCH.items()}
_VERB_END = re.compile("[eé]?s?$")
_CONFUSED = ("aeiouy", "mn", "csz")  # letters that are taken for one another
_PREFIX = re.compile(
    "re|ré|co|dé|pré|anti|auto|inter|multi|sur|sous|mini|micro|bio|éco|agro|télé|photo|hydro|socio|trans|super|hyper|néo"
    "|mono|pluri|intra|extra|non|bi|tri"
)
_TYPED_LETTERS = frozenset([*ascii_lowercase, *itertools.chain(*_WAYS.values())])
_LEFT_FREE = (("î", "i"), ("û", "u"), ("é", "è"))  # maitrise, gout, évènement


class Slipped(NamedTuple):
    """What was typed and meant, and whether it was a key or a program, which mean nothing by it, or perhaps a hand."""

    typed: str
    meant: str
    is_sure: bool = True


class Neighbours(NamedTuple):
    """The words beside one, which only a space parts from it."""

    before: str = ""
    after: str = ""


def of_word(word: str, language: str, beside: Neighbours) -> Slipped | None:
    """The slip that a word in small letters is; None for a word of the language, and for any that may be meant."""
    known = words_of(language)
    is_one = word.replace("œ", "oe") in known or _is_derived(word, known)
    if is_one or len(word) < SHORTEST_JUDGED or not _LATIN.fullmatch(word):
        return None
    if meant := _stretched(word, known):
        return Slipped(word, meant)
    if meant := _accented(word, known):
        return None if _is_new_spelling(word, meant) else Slipped(word, meant, is_sure=False)
    return _cut(word, language, beside) or _slipped(word, known)


def _is_derived(word: str, known: Frequencies) -> bool:
    """Whether a word of the language stands behind a prefix: réassembler, codéveloppement, micro-entreprise."""
    rests = (word[place:] for place in range(2, len(word) - SHORTEST_JUDGED) if _PREFIX.fullmatch(word, 0, place))
    return any(rest in known for rest in rests)


def _stretched(word: str, known: Frequencies) -> str:
    """Bad: trèèès."""
    return commonest({_STRETCHED.sub(kept, word) for kept in (r"\1", r"\1\1")} - {word}, known, 1)


def _cut(word: str, language: str, beside: Neighbours) -> Slipped | None:
    """A word that has lost its apostrophe, or a part of itself."""
    if meant := _elided(word, language):
        return Slipped(word, meant)
    parted = _parted(word, words_of(language), beside)
    return Slipped(parted, parted.replace(" ", "")) if parted else None


def _elided(word: str, language: str) -> str:
    """Bad: lassociation, nest."""
    own, match = languages.of(language), _ELIDED.fullmatch(word)
    if not match or not own.eliding:
        return ""
    behind = match["word"]
    is_word = len(behind) >= SHORTEST_JUDGED and words_of(language)[behind] >= FEWEST_ELIDED
    is_small = behind in own.small_words and match["article"] != "d"  # « dest » is rather « dest. »
    return f"{match['article']}'{behind}" if is_word or is_small else ""


def _parted(word: str, known: Frequencies, beside: Neighbours) -> str:
    """What a PDF or a scanner has parted, with its other part. Bad: diffi cultés, ciation after asso."""
    before, after = beside
    if before and len(before) <= LONGEST_PART and known[before + word] >= FEWEST_USES:
        return f"{before} {word}"
    return f"{word} {after}" if after and known[word + after] >= FEWEST_USES else ""


def _accented(word: str, known: Frequencies) -> str:
    """The one word that has other accents. Bad: dechets, béneficiaires. Good: evenement is none, évènement is."""
    ways = [_WAYS.get(letter, letter) for letter in fold(word)]
    if math.prod(map(len, ways)) > MOST_WAYS:
        return ""
    alike = ("".join(letters) for letters in itertools.product(*ways))
    close = (one for one in alike if known[one] >= FEWEST_USES and _end(one) == _end(word))
    return commonest(close, known, TIMES_A_RIVAL)


def _end(word: str) -> str:
    """What tells a participle from another form of its verb."""
    return word[len(_VERB_END.sub("", word)) :]


def _is_new_spelling(word: str, meant: str) -> bool:
    """Whether letters differ only by what the reform of 1990 leaves free."""
    pairs = zip(meant, word, strict=False)
    return len(word) == len(meant) and all(one == other or (one, other) in _LEFT_FREE for one, other in pairs)


def _slipped(word: str, known: Frequencies) -> Slipped | None:
    """The word of the same first letter and end that is one slip away."""
    near = _one_slip_away(word) if len(word) >= SLIPPERY else ()
    meant = commonest((one for one in near if known[one] >= FEWEST_SLIPPED), known, TIMES_A_RIVAL)
    return Slipped(word, meant, is_sure=False) if meant else None


def _one_slip_away(word: str) -> Iterator[str]:
    """Two letters exchanged, one twice or not twice, or, of long words, one too many or too few."""
    for place in range(1, len(word) - KEPT_END):
        before, letter, after = word[:place], word[place], word[place + 1 :]
        yield before + after[:1] + letter + after[1:]
        yield before + letter + letter + after
        if letter in (word[place - 1], after[:1]) or len(word) >= VERY_SLIPPERY:
            yield before + after
        if len(word) > VERY_SLIPPERY:
            yield from (before + new + letter + after for new in _TYPED_LETTERS)
            yield from (before + new + after for alike in _CONFUSED if letter in alike for new in alike)

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
from fiches.lint import dictionary
from fiches.lint.dictionary import Frequencies, commonest, lexicon_of, words_of
from fiches.lint.french_words import LISTED

SHORTEST_JUDGED = 4  # letters of a word
MOST_MEANT = 3  # words that are told as what may have been meant
UNMISTAKABLE = 8  # letters from which a word is like few others
FEWEST_USES, FEWEST_LONG, FEWEST_ELIDED = 100, 20, 200  # times that a word is counted, from which it may be meant
SLIPPERY, VERY_SLIPPERY = 5, 7  # letters from which one may be exchanged with its neighbour, or lost
TIMES_A_RIVAL, TIMES_A_SLIP = 30, 10  # times that the word that is meant is commoner than another that could be
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
_SAME_KEYS = ("aq", "wz")  # where one keyboard has the letter of another
_FORGOTTEN_ENDS = ("s", "e")
_PREFIX = re.compile("|".join(sorted(LISTED["prefixes"])))
_TYPED_LETTERS = frozenset([*ascii_lowercase, *itertools.chain(*_WAYS.values())])
_LEFT_FREE = (("î", "i"), ("û", "u"), ("é", "è"))  # maitrise, gout, évènement


class Slipped(NamedTuple):
    """What was typed and meant, and whether it was a key or a program, which mean nothing by it, or perhaps a hand."""

    typed: str
    meant: str
    is_sure: bool = True
    others: tuple[str, ...] = ()  # words that may have been meant instead


class Neighbours(NamedTuple):
    """The words beside one, which only a space parts from it."""

    before: str = ""
    after: str = ""


def of_word(word: str, language: str, beside: Neighbours) -> Slipped | None:
    """The slip that a word in small letters is; None for a word of the language, and for any that may be meant."""
    known = words_of(language)
    is_one = dictionary.has(language, word) or word.replace("œ", "oe") in known or _is_derived(word, known)
    if is_one or len(word) < SHORTEST_JUDGED or not _LATIN.fullmatch(word):
        return None
    if meant := _stretched(word, known):
        return Slipped(word, meant)
    if meant := _accented(word, known):
        return None if _is_new_spelling(word, meant) else Slipped(word, meant, is_sure=False)
    return _cut(word, language, beside) or _slipped(word, language)


def _is_derived(word: str, known: Frequencies) -> bool:
    """Whether a word of the language stands behind a prefix: réassembler, codéveloppement, micro-entreprise."""
    rests = (word[place:] for place in range(2, len(word) - SHORTEST_JUDGED) if _PREFIX.fullmatch(word, 0, place))
    return any(rest in known for rest in rests)


def _stretched(word: str, known: Frequencies) -> str:
    """Bad: trèèès."""
    return commonest({_STRETCHED.sub(kept, word) for kept in (r"\1", r"\1\1")} - {word}, known, 1)


def _cut(word: str, language: str, beside: Neighbours) -> Slipped | None:
    """A word that has lost its apostrophe, the space behind it, or a part of itself."""
    if meant := _elided(word, language):
        return Slipped(word, meant)
    if meant := _glued(word, language):
        return Slipped(word, meant, is_sure=False)
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


def _glued(word: str, language: str) -> str:
    """Bad: lacamionnette."""
    small, known = languages.of(language).small_words, words_of(language)
    pairs = ((word[:place], word[place:]) for place in range(2, len(word) - SHORTEST_JUDGED))
    found = [f"{one} {rest}" for one, rest in pairs if one in small and known[rest] >= FEWEST_ELIDED]
    return found[0] if len(found) == 1 else ""


def _parted(word: str, known: Frequencies, beside: Neighbours) -> str:
    """What a PDF or a scanner has parted, with its other part. Bad: diffi cultés, ciation after asso."""
    before, after = beside
    if before and len(before) <= LONGEST_PART and known[before + word] >= FEWEST_USES:
        return f"{before} {word}"
    return f"{word} {after}" if after and known[word + after] >= FEWEST_USES else ""


def _accented(word: str, known: Frequencies) -> str:
    """The one word that has other accents. Bad: dechets, béneficiaires. Bad too: evenement, which is two."""
    ways = [_WAYS.get(letter, letter) for letter in fold(word)]
    if math.prod(map(len, ways)) > MOST_WAYS:
        return ""
    alike = ("".join(letters) for letters in itertools.product(*ways))
    close = [one for one in alike if known[one] >= FEWEST_USES and _end(one) == _end(word)]
    best = max(close, key=known.__getitem__, default="")  # of those that the reform of 1990 has made two
    return commonest([best, *(one for one in close if not _is_new_spelling(one, best))], known, TIMES_A_RIVAL)


def _end(word: str) -> str:
    """What tells a participle from another form of its verb."""
    return word[len(_VERB_END.sub("", word)) :]


def _is_new_spelling(word: str, meant: str) -> bool:
    """Whether letters differ only by what the reform of 1990 leaves free."""
    pairs = zip(meant, word, strict=False)
    return len(word) == len(meant) and all(one == other or (one, other) in _LEFT_FREE for one, other in pairs)


def _slipped(word: str, language: str) -> Slipped | None:
    """The word of the same first letter that is one slip away, or the few that are."""
    known, lexicon = words_of(language), lexicon_of(language)
    fewest = FEWEST_USES if len(word) < UNMISTAKABLE else FEWEST_LONG
    near = {one for one in _one_slip_away(word) if known[one] >= fewest and one in lexicon}
    by_use = sorted(near, key=lambda one: (-known[one], one))[:MOST_MEANT]
    if not by_use:
        return None
    others = () if commonest(near, known, TIMES_A_SLIP) else tuple(by_use[1:])
    return Slipped(word, by_use[0], is_sure=False, others=others)


def _one_slip_away(word: str) -> Iterator[str]:
    """Words with two letters exchanged, one twice or not twice, or of another keyboard, their end forgotten or added;
    of long words, with any letter too many, too few or another.

    The last letter is no other: there forms differ that no lexicon has, of names and of words of other languages.
    """
    if len(word) < SLIPPERY:
        return
    yield from (word + end for end in _FORGOTTEN_ENDS)
    yield from (word[:-1] for end in _FORGOTTEN_ENDS if word.endswith(end))
    for place in range(1, len(word)):
        yield from _slips_at(word[:place], word[place], word[place + 1 :])
        if len(word) >= VERY_SLIPPERY and place + 1 < len(word):
            yield word[:place] + word[place + 1 :]
            yield from (word[:place] + new + word[place + 1 :] for new in _TYPED_LETTERS)
            yield from (word[:place] + new + word[place:] for new in _TYPED_LETTERS)


def _slips_at(before: str, letter: str, after: str) -> Iterator[str]:
    """A letter exchanged with its neighbour, twice or not twice, or that of another keyboard."""
    yield before + after[:1] + letter + after[1:]
    yield before + letter + letter + after
    if before.endswith(letter):
        yield before + after
    yield from (before + new + after for keys in _SAME_KEYS if letter in keys for new in keys)

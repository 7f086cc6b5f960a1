"""What a French word can be by its dictionary of all forms, and the form of it that agrees with another word."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from fiches.lint.dictionary import lexicon_of
from fiches.lint.french_words import PAIRED, of_one, of_several

EVERY = frozenset({"ms", "mp", "fs", "fp"})  # gender and number of what may be either
_LONGEST_DIFFERENCE = 6  # letters in which two forms of a word differ
INDICATIVE = "iqsfk"  # the tenses of what is said to be so
_OF_NAMES = (  # ends of forms, of which the first that makes one is it
    "", "eille", "eilles", "s", "e", "es", "x", "al", "aux", "ale", "ales", "le", "les", "lle", "lles", "ne", "nes",
    "te", "tes", "se", "ses", "f", "fs", "ve", "ves", "er", "ers", "ère", "ères", "et", "ets", "ète", "ètes", "eur",
    "eurs", "rice", "rices", "he", "hes", "c", "cs", "que", "ques", "ue", "ues", "ce", "ces", "eau", "eaux",
    "é", "és", "ée", "ées", "i", "is", "ie", "ies", "u", "us", "ue", "ues",
)  # fmt: skip
_OF_VERBS = {
    "3": ("", "e", "t", "d", "a", "ait", "it", "ît"),
    "6": ("nt", "ent", "ssent", "sent", "vent", "ivent", "nent", "gnent", "lent", "ient", "ont", "èrent", "irent"),
}


@lru_cache(maxsize=8192)
def kinds(word: str) -> frozenset[str]:
    """What a word in small letters can be, as a lexicon says it; nothing where it has no such word."""
    return lexicon_of("fr").kinds(word)


@lru_cache(maxsize=8192)
def pairs(word: str, letters: str) -> frozenset[str]:
    """Each gender with a number (ms, fp) that a word has as one of some kinds: « N », « AP »."""
    return frozenset(pair for kind in kinds(word) if kind[0] in letters for pair in _each(kind[1], kind[2]))


def _each(gender: str, number: str) -> Iterator[str]:
    for one in "mf" if gender == "e" else gender:
        yield from (f"{one}{other}" for other in ("sp" if number == "i" else number))


@lru_cache(maxsize=8192)
def letters_of(word: str) -> frozenset[str]:
    """The first letters of what it can be: N, A, P, V, I, G, D, W."""
    return frozenset(kind[0] for kind in kinds(word))


@lru_cache(maxsize=8192)
def persons(word: str, tenses: str = f"{INDICATIVE}cj") -> frozenset[str]:
    """Those that a word is as a verb of some tenses, 1 to 6."""
    return frozenset(kind[2] for kind in kinds(word) if kind[0] == "V" and kind[1] in tenses)


@lru_cache(maxsize=2048)
def agreeing(word: str, wanted: str, letters: str = "AP") -> str:
    """The form of a word that has a gender and number; nothing where it has none."""
    return _nearest(word, _OF_NAMES, lambda form: wanted in pairs(form, letters))


def ways(word: str, wanted: Iterable[str], letters: str = "AP") -> Iterator[str]:
    """The forms of a word that may be meant, those of men first."""
    return (agreeing(word, pair, letters) for pair in sorted(wanted, reverse=True))


@lru_cache(maxsize=2048)
def conjugated(verb: str, person: str) -> str:
    """What the third person does of one (3) or of several (6), in the tense of a verb; nothing where none is found."""
    if known := of_several(verb) if person == "6" else of_one(verb):
        return known
    own = [kind[1] for kind in kinds(verb) if kind[0] == "V"]
    tense = min(own, key=f"{INDICATIVE}cjm".index, default="")
    return _nearest(verb, _OF_VERBS[person], lambda form: person in persons(form, tense))


@lru_cache(maxsize=2048)
def subjunctive(verb: str) -> str:
    """What the third person does, of what it does in the indicative; nothing where the two are the same."""
    one = PAIRED["subjonctifs"].get(verb) or conjugated(verb, "6").removesuffix("nt")
    return one if one != verb and "c" in {kind[1] for kind in kinds(one) if kind[0] == "V"} else ""


def _nearest(word: str, ends: Iterable[str], is_it: Callable[[str], bool]) -> str:
    """The form that begins as a word does, as far as one does."""
    for lost in range(min(_LONGEST_DIFFERENCE, len(word) - 1) + 1):
        stem = word[: len(word) - lost]
        for end in ends:
            if is_it(stem + end):
                return stem + end
    return ""

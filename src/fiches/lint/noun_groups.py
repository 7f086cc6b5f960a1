"""The group of words that a French article begins: its adjectives, its noun, and the nouns that depend on it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from fiches.lint.french_kinds import EVERY, kinds, letters_of, pairs
from fiches.lint.french_words import LISTED, NUMBER_WORDS
from fiches.lint.word_rows import Row, listed

Nouns = list[tuple[int, frozenset[str]]]  # the place of each, and what gender and number it may have
_OF_ONE_THING, _MANY = frozenset({"ms", "fs"}), frozenset({"mp", "fp"})
DETERMINERS = {
    **dict.fromkeys(listed("le un du au ce cet aucun certain quel nul"), frozenset({"ms"})),
    **dict.fromkeys(listed("la une cette ma ta sa aucune quelle nulle"), frozenset({"fs"})),
    **dict.fromkeys(listed("l' mon ton son notre votre leur chaque"), _OF_ONE_THING),
    **dict.fromkeys(listed("les des aux ces mes tes ses nos vos leurs plusieurs quelques"), _MANY),
    **dict.fromkeys(NUMBER_WORDS, _MANY),
    **dict.fromkeys(listed("certains quels différents divers"), frozenset({"mp"})),
    **dict.fromkeys(listed("certaines quelles différentes diverses"), frozenset({"fp"})),
}
_MODIFYING = listed("plus moins très trop si aussi tout assez peu bien")
_JOINING = listed("de d' du des à au aux en pour sur dans sans par")
_SURE_BEHIND = listed("est sont a ont était étaient avait avaient sera seront")
_CONTRACTED = listed("du des au aux")  # an article, too


@dataclass(frozen=True, slots=True)
class NounGroup:
    """From its article to the last word that is sure to be of it; where its noun stands, and all nouns in it.

    `head` is each gender and number (ms, fp) that article and noun may have together; of each other noun in `nouns`,
    all that it may have.
    """

    first: int
    noun: int
    end: int  # the place behind it
    head: frozenset[str]
    nouns: tuple[tuple[int, frozenset[str]], ...]
    adjectives: tuple[int, ...]  # those before the noun

    @property
    def is_one(self) -> bool:
        """Whether it is one of a thing, and can be nothing else."""
        return bool(self.head) and self.head <= _OF_ONE_THING

    @property
    def is_several(self) -> bool:
        """Whether there are several, and it can be nothing else."""
        return bool(self.head) and self.head <= _MANY


def group_at(row: Row, first: int) -> NounGroup | None:
    """The group whose article stands there; none where what follows may be something else than a noun."""
    typed = row.small(first)
    article = DETERMINERS.get(typed)
    if article is None:
        return None
    noun, adjectives = _noun(row, first + 1)
    if noun is None:
        return None
    own = pairs(row.plain(noun), "N")
    own = own & article or own
    end, nouns = _dependents(row, noun + 1, [(noun, own)])
    return NounGroup(first, noun, end, own, tuple(nouns), tuple(adjectives))


def _noun(row: Row, place: int) -> tuple[int | None, list[int]]:
    """Where the noun of a group stands, and the adjectives before it."""
    adjectives = []
    while (word := row.small(place)) in _MODIFYING or word in NUMBER_WORDS or word.isdigit():
        place += 1
    while row.plain(place) in LISTED["devant_le_nom"] and is_named(row.plain(place + 1), "NA"):
        adjectives.append(place)
        place += 1
    return (place, adjectives) if is_named(row.plain(place)) else (None, adjectives)


@lru_cache(maxsize=8192)
def is_named(word: str, letters: str = "N") -> bool:
    """Whether it may be a noun, and no infinitive, and no word of grammar that is one as well: être, si, est."""
    found = letters_of(word)
    return bool(found.intersection(letters)) and not found & {"W", "D", "I"} and word != "est"


def _dependents(row: Row, place: int, nouns: Nouns) -> tuple[int, Nouns]:
    """The place behind all that hangs on a noun: adjectives that agree with it, « de » and other nouns."""
    while True:
        place = _adjectives(row, place, nouns)
        joining = row.small(place)
        if joining not in _JOINING:
            return place, nouns
        behind = _joined(row, place, nouns)
        if behind is None:
            return place, nouns
        place = behind


def _adjectives(row: Row, place: int, nouns: Nouns) -> int:
    """The place behind adjectives that may be nothing else, and go with one of some nouns."""
    while True:
        word = place + (row.small(place) in _MODIFYING and is_adjective(row.plain(place + 1)))
        if not _says(row, word) or not any(pairs(row.plain(word), "AP") & of for _, of in nouns):
            return place
        place = word + 1


def _says(row: Row, place: int) -> bool:
    """Whether an adjective stands there, perhaps one that is a verb elsewhere: les élèves internes mangent."""
    word, after = row.plain(place), row.plain(place + 1)
    return may_say(word) or ("A" in letters_of(word) and (is_verb(after) or after in _SURE_BEHIND))


def _joined(row: Row, place: int, nouns: Nouns) -> int | None:
    """The place behind the noun that a preposition joins; none where it is no noun, a name where it is one."""
    place += row.small(place) not in _CONTRACTED
    article = row.small(place) if row.small(place) in DETERMINERS else ""
    start = place + 1 if article else place
    if _is_name(row, start):
        end = _behind_name(row, start)
        nouns.append((end - 1, EVERY))
        return end
    if row.small(start).isdigit():  # de 120 m3
        nouns.append((start + 1, EVERY))
        return start + 2
    noun, _ = _noun(row, start)
    if noun is None:
        return None
    own = pairs(row.plain(noun), "N") & DETERMINERS.get(article, EVERY)
    nouns.append((noun, own))
    is_done = row.small(start - 1) == "en" and {"P", "V"} <= letters_of(row.plain(noun))  # en fait partie
    return noun + 1 if own and not is_done else None


def _behind_name(row: Row, place: int) -> int:
    while _is_name(row, place) or (row.small(place) in ("de", "du", "el") and _is_name(row, place + 1)):
        place += 1
    return place


def _is_name(row: Row, place: int) -> bool:
    return place < len(row.words) and row.words[place].typed[0].isupper()


@lru_cache(maxsize=8192)
def is_adjective(word: str) -> bool:
    """Whether it is one, or a participle, and can be nothing else."""
    found = letters_of(word)
    return bool(found) and found <= {"A", "P"}


@lru_cache(maxsize=8192)
def may_say(word: str) -> bool:
    """Whether it is an adjective or a participle, though it may be a noun as well: la route nouvelle."""
    found = letters_of(word)
    return found <= {"A", "P", "N"} and bool(found & {"A", "P"})


@lru_cache(maxsize=8192)
def is_verb(word: str) -> bool:
    """Whether it is what somebody does, and can be nothing else."""
    found = kinds(word)
    return bool(found) and all(kind[0] == "V" for kind in found)

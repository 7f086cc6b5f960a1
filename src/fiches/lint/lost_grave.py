"""« a » where « à » was meant: what somebody has, in the place of where, when and how something is."""

from __future__ import annotations

import re

from fiches.lint.french_kinds import letters_of, persons
from fiches.lint.french_words import NUMBER_WORDS
from fiches.lint.noun_groups import DETERMINERS, group_at
from fiches.lint.word_rows import Row, RowRules, RowSlip, last_word, listed, pair

_TO_BE_READ = listed("partir cause travers côté propos nouveau condition pied domicile terme proximité mi-chemin")
_BEFORE_TO = listed("grâce jusqu' face suite quant contrairement par-rapport conformément")
_BEFORE_PLACE = listed("est sont habite habitent vit vivent va vont arrive arrivent siège travaille travaillent reste")
_BEFORE_PLACE_END = re.compile("[a-zà-ÿ]{3}(?:é|ée|és|ées|er|ir|is|it|us|ues|ies)$")
_WHERE_OR_WHEN = listed("entrée sortie fin extérieur intérieur ombre abri écart aube lisière tombée")
_HOW_FAR = listed("mètres kilomètres m km")
_HOW_LONG = listed("heures minutes")
_FROM_THERE = listed("la le l' les altitude ici là")
_THEIRS = listed("mes ses nos vos leurs")
_THOSE = listed("ceux celles celui celle")
_OTHER_CLAUSE = listed("que qu' qui où ou dont quand si comme lorsqu' lorsque puisque")
_BY_PRONOUN = listed("il elle on ils elles")
_IS = listed("est sont était étaient")
_DONE_BEHIND = _IS | listed("a ont avons avez avait avaient été")
_GOES_TO = listed("survécu participé contribué renoncé abouti assisté adhéré succédé résisté recouru")


def towards(row: Row, place: int) -> RowSlip | None:
    """Bad: a partir de, grâce a, jusqu'a."""
    before, after = row.small(place - 1), row.plain(place + 1)
    if row.words[place].typed == "A":  # told as a capital without its accent
        return None
    if before in _BEFORE_TO or before in ("va", "vont", "vais", "allons", "aller", "allait", "allaient"):
        return last_word(row, place - 1, place, "à")
    return pair(row, place, "à", after) if after in _TO_BE_READ else None


def at_place(row: Row, place: int) -> RowSlip | None:
    """Before a name. Bad: réunis a Tiznit, habite a Agadir. Good: elle a Fatima pour amie."""
    before, name = row.small(place - 1), row.words[place + 1].typed if place + 1 < len(row.words) else ""
    is_place = name.istitle() and (before in _BEFORE_PLACE or _BEFORE_PLACE_END.search(before))
    return RowSlip(place, place + 1, f"à {name}") if is_place and row.words[place].typed == "a" else None


def lost(row: Row, place: int) -> RowSlip | None:
    """Where nobody can have what follows: behind a comma, behind what is done, before how far it is."""
    is_lost = row.words[place].typed == "a" and any(
        says(row, place) for says in (_at_distance, _at_end, _on_back, _to_those, _at_costs, _behind_all, _as_asked)
    )
    last = place + 1
    while row.small(last).isdigit() or row.small(last).endswith("'"):
        last += 1  # a 1 250 mètres, a l'entrée
    return RowSlip(place, last, f"à {row.typed(place + 1, last)}") if is_lost else None


def _at_distance(row: Row, place: int) -> bool:
    """Bad: un puits, a deux cents mètres du bourg, a 1 250 mètres d'altitude. Good: a 40 mètres de profondeur."""
    unit = place + 1
    while row.small(unit).isdigit() or NUMBER_WORDS & {row.small(unit), row.small(unit).removesuffix("s")}:
        unit += 1
    is_said = _is_said_of(row, place) or row.small(place - 1) in _IS
    return unit > place + 1 and is_said and _is_from_there(row, unit)


def _is_from_there(row: Row, unit: int) -> bool:
    """Whether a unit tells how far it is from a place: mètres du puits, heures de Midelt."""
    link, behind = row.small(unit + 1), unit + 2
    is_name = link in ("de", "d'", "du") and behind < len(row.words) and row.words[behind].typed[0].isupper()
    is_there = link in ("du", "des") or (link in ("de", "d'") and row.small(behind) in _FROM_THERE)
    return (row.small(unit) in _HOW_FAR and (is_there or is_name)) or (row.small(unit) in _HOW_LONG and is_name)


def _at_end(row: Row, place: int) -> bool:
    """Bad: née en mars, a la fin de l'hiver ; affiché a l'entrée du bourg. Good: posé a l'avantage de."""
    is_place = row.small(place + 1) in ("la", "l'") and row.small(place + 2) in _WHERE_OR_WHEN
    is_of = row.small(place + 3) in ("", "de", "d'", "du", "des")
    return is_place and is_of and _is_said_of(row, place)


def _is_said_of(row: Row, place: int) -> bool:
    """Whether a comma, or what is done, stands before it, and nobody who has."""
    before = letters_of(row.plain(place - 1))
    return (not place and not row.begins_sentence) or ("P" in before and "N" not in before)


def _on_back(row: Row, place: int) -> bool:
    """Bad: porter l'eau a dos d'âne."""
    return row.small(place + 1) == "dos" and row.small(place + 2) in ("de", "d'")


def _to_those(row: Row, place: int) -> bool:
    """Behind a comma. Bad: aux voisins, a ceux qui passent."""
    is_first = not place and not row.begins_sentence
    return is_first and row.small(1) in _THOSE and row.small(2) in ("qui", "que", "qu'", "dont")


def _at_costs(row: Row, place: int) -> bool:
    """Bad: deux amis venus a leurs frais. Good: l'atelier a ses frais."""
    return row.small(place + 1) in _THEIRS and row.small(place + 2) == "frais" and _is_said_of(row, place)


def _behind_all(row: Row, place: int) -> bool:
    """Behind a sentence that has its verb. Bad: sont montés a la foire, l'éleveur vend son miel a la cantine."""
    after, first = row.small(place + 1), row.words[0]
    goes_on = (first.start == 0 and first.typed[0].islower()) or any(
        row.small(one) in _OTHER_CLAUSE for one in range(place)
    )
    if goes_on or not (after in DETERMINERS or after.isdigit()):
        return False
    is_done = "P" in letters_of(row.plain(place - 1)) and row.small(place - 2) in _DONE_BEHIND
    return is_done or _has_its_verb(row, place)


def _has_its_verb(row: Row, place: int) -> bool:
    """Whether a row says up to there who does what."""
    who = group_at(row, 0)
    verb = who.end if who else 1 if row.small(0) in _BY_PRONOUN else 0
    verb += row.small(verb) in ("se", "s'", "y")
    if not verb or not persons(row.plain(verb), "iqs") & {"3", "6"}:
        return False
    what = group_at(row, verb + 1)
    if place == verb + 1:  # the pilot farm has: la ferme pilote a deux salles, la côte est a deux ports
        return who is None or row.small(verb - 1) in ("se", "s'") or not letters_of(row.plain(verb)) & {"N", "A"}
    return what is not None and what.end == place


def _as_asked(row: Row, place: int) -> bool:
    """Behind what is done to something. Bad: ont contribué a la caisse. Good: celle qui a participé a la parole."""
    what = group_at(row, place + 1) if row.small(place - 1) in _GOES_TO else None
    if what is None:
        return False
    goes_on = bool(persons(row.plain(what.end), "iqs") & {"3", "6"})  # its sentence has its verb behind
    return goes_on or not any(row.small(one) in _OTHER_CLAUSE for one in range(place))


GRAVE_RULES: RowRules = ((("a",), towards), (("a",), at_place), (("a",), lost))

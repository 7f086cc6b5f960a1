"""French adjectives of another gender or number than the noun that they stand beside."""

from __future__ import annotations

from fiches.lint.concord import HAVING_DONE, JOINED_BY, SURE_VERBS, holds
from fiches.lint.french_kinds import EVERY, agreeing, letters_of, pairs, ways
from fiches.lint.french_words import LISTED, infinitive
from fiches.lint.noun_groups import DETERMINERS, NounGroup, is_adjective, is_named, is_verb, may_say
from fiches.lint.word_rows import Row, RowSlip, last_word, listed, one_of

_PERHAPS_PRONOUNS = listed("le la les l'")
_BEHIND_GRAND = listed("mère mères rue place messe tante voile croix")
_TO_WHAT_DEGREE = listed("plus moins très trop bien mal peu assez")
_OTHER_GENDER = {"un": "une", "une": "un", "le": "la", "la": "le", "ce": "cette", "cette": "ce"}


def adjective_of_group(row: Row, group: NounGroup) -> RowSlip | None:
    """Bad: l'eau potables, les familles pauvre, des routes goudronnés. Good: le chef de famille absent."""
    if _may_be_pronoun(row, group):
        return None
    word = group.end + (row.small(group.end) in _TO_WHAT_DEGREE)
    if not _may_be_said(row, group, word) or not _is_judged(row, group, word):
        return None
    forms = (form for _, of in group.nouns for form in ways(row.plain(word), of))
    return one_of(row, group.first, word, forms, len(group.nouns) + 1)


def _may_be_pronoun(row: Row, group: NounGroup) -> bool:
    """Whether « la » may be who is seen: il la pompe. Good: une fois la pompe installée."""
    is_behind = group.first == 0 or row.small(group.first - 1) in ("fois", "de", "avec", "dans", "sur", "par")
    return row.small(group.first) in _PERHAPS_PRONOUNS and "V" in letters_of(row.plain(group.noun)) and not is_behind


def _may_be_said(row: Row, group: NounGroup, word: int) -> bool:
    """Whether a word is an adjective, or one that is a noun as well, of another gender than the group."""
    typed = row.plain(word)
    if typed in LISTED["sans_accord"]:
        return False
    if is_adjective(typed) or (row.small(word + 1) == "par" and "P" in letters_of(typed)):
        return True
    genders = {pair[0] for _, of in group.nouns for pair in of}
    return typed.endswith(("é", "és")) and may_say(typed) and not {pair[0] for pair in pairs(typed, "NAP")} & genders


def _is_judged(row: Row, group: NounGroup, word: int) -> bool:
    """Whether the group is all that an adjective may be of, and the adjective of no other."""
    wanted = pairs(row.plain(word), "AP")
    is_own = holds(row, group) and not any(wanted & of or of == EVERY for _, of in group.nouns)
    is_parted = group.is_several and row.line.startswith(",", row.words[word].end)  # les notations préfixée, infixée
    return is_own and not is_parted and _ends_there(row, word) and not _may_be_of(row, group.first, wanted)


def _ends_there(row: Row, word: int) -> bool:
    """Whether nothing follows that an adjective may be of. Good: les langues arabe et française."""
    after = row.plain(word + 1)
    is_more = row.small(word + 1) in JOINED_BY or after in LISTED["sans_accord"] or is_named(after)
    is_unknown = bool(after) and not letters_of(after)
    return not is_more and not is_unknown


def _may_be_of(row: Row, first: int, wanted: frozenset[str]) -> bool:
    """Whether a noun before a group can have what its words say: les pixels du calque inchangés."""
    is_behind = row.small(first - 1) in LISTED["prepositions"]  # il vient dans la salle accompagné de
    for place in range(first - 1, -1, -1):
        word = row.plain(place) if place else row.small(place)
        if _is_done(row, place) and not is_behind:
            return False
        if word in JOINED_BY or word in LISTED["sujets"] or not letters_of(word) or pairs(word, "NAP") & wanted:
            return True
    return not row.begins_sentence


def _is_done(row: Row, place: int) -> bool:
    """Whether a verb stands there, or what has been done: ils ont creusé."""
    word = row.plain(place)
    return is_verb(word) or word in SURE_VERBS or (bool(infinitive(word)) and row.small(place - 1) in HAVING_DONE)


def adjective_before(row: Row, group: NounGroup) -> RowSlip | None:
    """Bad: une des plus belle réussites, un petites maison, les ancien puits. Good: les mêmes gens."""
    if not group.adjectives or row.small(group.noun) in _BEHIND_GRAND:
        return None
    wrong = [word for word in group.adjectives if not pairs(row.plain(word), "AN") & group.head]
    if not group.head <= DETERMINERS[row.small(group.first)]:
        return _one_of_several(row, group)
    if len(wrong) != 1:
        return None
    forms = {*ways(row.plain(wrong[0]), group.head)} - {""}
    if len(forms) != 1:
        return None
    return last_word(row, group.first, wrong[0], forms.pop())


def superlative(row: Row, place: int) -> RowSlip | None:
    """Bad: les familles les plus pauvre. Good: les plus beaux, le plus souvent, les plus belle époque."""
    word = place + 2
    typed = row.plain(word)
    is_alone = row.small(place + 1) in ("plus", "moins") and not is_named(row.plain(word + 1)) and is_only_one(typed)
    before = pairs(row.plain(place - 1), "N") & {"mp", "fp"} or {"mp", "fp"}
    return one_of(row, place, word, ways(typed, before), len(before)) if is_alone else None


def is_only_one(word: str) -> bool:
    """Whether it is an adjective of one thing, and nothing else."""
    return may_say(word) and pairs(word, "AP") <= {"ms", "fs"} and word not in LISTED["sans_accord"]


def _of_other_gender(row: Row, group: NounGroup) -> RowSlip | None:
    """Bad: un petite maison, la grand puits. Good: un bon tiers."""
    article = _OTHER_GENDER.get(row.small(group.first), "")
    agrees = all(pairs(row.plain(word), "AN") & group.head for word in group.adjectives)
    is_it = article and agrees and group.head <= DETERMINERS[article] and group.adjectives[0] == group.first + 1
    behind = row.line[row.words[group.adjectives[0]].start : row.words[group.noun].end]
    return RowSlip(group.first, group.noun, row.like(group.first, f"{article} {behind}")) if is_it else None


def _one_of_several(row: Row, group: NounGroup) -> RowSlip | None:
    """Bad: des grande fête, une des plus belle réussite. Good: les autre."""
    words = (*group.adjectives, group.noun)
    is_shared = row.small(group.noun + 1) in JOINED_BY or "G" in letters_of(row.plain(group.noun))
    if is_shared or len(words) != 1 + (group.noun - group.adjectives[0]):
        return None
    if DETERMINERS[row.small(group.first)] <= {"ms", "fs"}:
        return _of_other_gender(row, group)
    many = [agreeing(row.plain(word), f"{next(iter(group.head))[0]}p", "AN") for word in words]
    start = row.line[row.words[group.first].start : row.words[words[0]].start]
    several = DETERMINERS[row.small(group.first)] <= {"mp", "fp"} and all(many)
    return RowSlip(group.first, group.noun, start + " ".join(many)) if several else None

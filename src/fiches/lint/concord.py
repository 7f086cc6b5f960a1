"""French words that depend on a noun further off: its adjectives, its verb, what is said to be so of it."""

from __future__ import annotations

import re
from dataclasses import replace

from fiches.lint.french_kinds import conjugated, letters_of, pairs, persons, ways
from fiches.lint.french_words import LISTED
from fiches.lint.noun_groups import DETERMINERS, NounGroup, group_at, is_named, is_verb
from fiches.lint.word_rows import Row, RowRules, RowSlip, last_word, listed, of_line, one_of

_BEFORE_FINITE = listed("n' ne se s' y en nous vous leur lui me m' te t'")
_BESIDE_VERB = listed(
    "bien déjà toujours aussi ensuite enfin pas plus souvent même vite encore désormais très trop assez jamais "
    "presque donc alors ainsi parfois tous toutes peu moins"
)
_BEING_SO = listed(
    "est sont était étaient sera seront fut furent serait seraient reste restent restait restaient devient "
    "deviennent devenait devenaient semble semblent paraît paraissent"
)
HAVING_DONE = listed("a ont avait avaient aura auront aurait auraient")
SURE_VERBS = (
    _BEING_SO - listed("reste restent semble semblent") | HAVING_DONE | listed("va vont doit doivent peut peuvent")
)
_NO_SUBJECT_ARTICLES = listed("du au aux des de d'")  # also prepositions: des échanges est née une charte
_BEFORE_SUBJECT = listed("quand lorsque lorsqu' si car mais puis donc puisque puisqu' où")
_OPENED = re.compile(  # what stands before the main clause of a sentence
    r"(?:^|[.!?] )(?:En|Dans|Avant|Après|Depuis|Pour|Quand|Lorsqu|Si|Malgré|Grâce|À|Au|Aux|Puis|Ensuite|Enfin|Ainsi|"
    r"Pendant|Aujourd|Comme|Chaque|Selon|Sans|Avec|Sur|Cette|Lors|Durant|Dès|Bien|Afin|Tous|Toutes|Une|Jusqu|Ce|Cet)\b[^,.!?;:()]*,\s$"
)
_COMPARING = listed("plus moins aussi autant si même mêmes tel telle tels telles autre autres ainsi mieux plutôt")
_BEFORE_CLAUSE = listed("pour avant afin bien sans parce ce alors tandis pendant depuis dès lors faut fait est")
_BECOME = listed("été devenu devenue devenus devenues resté restée restés restées")
_GENDERS, _NOT = ("m", "f"), ("ne", "pas", "plus")
_OF_SUBJECTS = listed("né née fait mort public passé compris")
JOINED_BY = listed("et ou ni")


def _is_subject(row: Row, place: int) -> bool:
    """Whether a group that begins there does something: it begins its sentence, or stands behind « que », « si »."""
    place -= row.small(place - 1) in ("tout", "toute", "tous", "toutes")
    if place == 0:  # a line of prose may go on from the one above
        begins = row.begins_sentence and (row.words[0].typed[0].isupper() or row.line.startswith(("- ", "* ")))
        return begins or bool(_OPENED.search(row.line, 0, row.words[0].start))
    before = row.small(place - 1)
    return before in _BEFORE_SUBJECT or (before in ("que", "qu'") and _is_clause(row, place - 1))


def _is_clause(row: Row, place: int) -> bool:
    """Whether « que » begins a clause, and compares nothing: on sait que, la maison que, avant que."""
    asks = row.plain(place - 1)
    if row.small(place - 1) in _BEFORE_CLAUSE:
        return True
    is_done = not asks or is_verb(asks) or "P" in letters_of(asks) or bool(pairs(asks, "N"))
    return is_done and _COMPARING.isdisjoint(one.small for one in row.words[:place])


def _verb_of(row: Row, group: NounGroup) -> int:
    """The place where the verb of a group would stand."""
    place = group.end
    while row.small(place) in _BEFORE_FINITE:
        place += 1
    return place


def subject_and_verb(row: Row, group: NounGroup) -> RowSlip | None:
    """Bad: Les femmes du village est, La coopérative de Tiout ont, que les élus vient. Good: Cette année sont nés."""
    if not _is_subject(row, group.first) or row.small(group.first) in _NO_SUBJECT_ARTICLES:
        return None
    if not holds(row, group) or (group.is_one == group.is_several):
        return None
    return _verb_slip(row, group, _verb_of(row, group))


def holds(row: Row, group: NounGroup) -> bool:
    """Whether article and noun go together, and what is done is done by all that the noun names."""
    noun = row.small(group.noun)
    return (
        group.head <= DETERMINERS[row.small(group.first)]
        and noun not in LISTED["parts_de_plusieurs"]
        and noun not in LISTED["temps_devant_le_verbe"]
    )


def _verb_slip(row: Row, group: NounGroup, verb: int, *, is_sure: bool = False) -> RowSlip | None:
    """That of a verb that is none of its group."""
    typed, wanted = row.plain(verb), "3" if group.is_one else "6"
    done = persons(typed)
    is_ours = row.small(verb - 1) in ("nous", "vous")
    if (
        not done & ({"3", "6"} if is_ours else {"2", "3", "4", "6"})
        or wanted in done
        or not (is_sure or _is_done(row, group, verb))
    ):
        return None
    better = conjugated(typed, wanted)
    return last_word(row, group.first, verb, better) if better and better != typed else None


def _is_done(row: Row, group: NounGroup, verb: int) -> bool:
    """Whether a word can be nothing but the verb: by itself, or by the article behind it."""
    typed = row.plain(verb)
    if typed in SURE_VERBS or (is_verb(typed) and typed not in ("entre", "contre")):
        return True
    fits = any(pairs(typed, "NAP") & of for _, of in group.nouns)
    after = row.small(verb + 1)
    is_followed = after in DETERMINERS or after.isdigit() or ("D" in letters_of(after) and after not in _NOT)
    return not fits and is_followed and not letters_of(typed) & {"I", "W", "D"}


def who_does(row: Row, group: NounGroup) -> RowSlip | None:
    """Bad: des femmes qui travaille, l'association qui gèrent. Good: une des femmes qui sait."""
    if row.small(group.end) != "qui" or not _stands_alone(row, group):
        return None
    every = frozenset[str]().union(*(of for _, of in group.nouns))
    whole = replace(group, end=group.end + 1, head=every)
    if not holds(row, group) or whole.is_one == whole.is_several:
        return None
    return _verb_slip(row, whole, _verb_of(row, whole), is_sure=True)


def _stands_alone(row: Row, group: NounGroup) -> bool:
    """Whether no noun before a group can be what it belongs to, nor be counted with it."""
    before = row.small(group.first - 1)
    if before == "":
        return row.begins_sentence or group.is_several
    if before in ("que", "qu'", "où", "quand", "si", "car", "mais", "ce", "c'", "voici", "voilà"):
        return True
    if before in ("pour", "avec", "par", "chez", "sans"):
        return group.first == 1 or is_verb(row.plain(group.first - 2))
    return is_verb(before) or before in SURE_VERBS


def said_of_group(row: Row, group: NounGroup) -> RowSlip | None:
    """Bad: L'huile d'argan est vendu, La piste est très abîmé, Les élus étaient présentes."""
    if not _is_subject(row, group.first) or row.small(group.first) in _NO_SUBJECT_ARTICLES:
        return None
    if not holds(row, group):
        return None
    return said_of(row, group.first, _behind_reflexive(row, group.end), group.head)


def _behind_reflexive(row: Row, place: int) -> int:
    """The place of « est » behind « ne » and « se »; that of no word where « se » is no object: s'est dit que."""
    place += row.small(place) in ("n'", "ne", "y", "en")
    if row.small(place) not in ("se", "s'"):
        return place
    done, after = row.small(place + 2), row.small(place + 3)
    is_told = after in DETERMINERS or after in ("que", "qu'", "si") or "I" in letters_of(after)
    return -1 if is_told or done in LISTED["a_quelqu_un"] else place + 1


def said_of(row: Row, first: int, verb: int, subject: frozenset[str]) -> RowSlip | None:
    """Words from the first to what is said of a subject, which has other genders or another number than that."""
    word = _said(row, verb)
    while row.small(word) in _BESIDE_VERB or (row.small(word) in _BECOME and pairs(row.small(word), "P") & subject):
        word += 1
    typed = row.plain(word)
    is_noun_there = is_named(row.plain(word + 1)) and typed not in _BECOME
    if not _is_said(typed, subject) or is_noun_there or pairs(typed, "AP") & subject:
        return None
    return one_of(row, first, word, ways(typed, subject), len(_GENDERS))


def _said(row: Row, verb: int) -> int:
    """The place of what is said to be, behind « est », « a été » and adverbs; that of no word where nothing is."""
    word = verb + 1
    if row.small(verb) in HAVING_DONE:
        while row.small(word) in _BESIDE_VERB:
            word += 1
    if row.small(verb) not in _BEING_SO and row.small(word) != "été":
        return -1
    return word


def _is_said(word: str, subject: frozenset[str]) -> bool:
    """Whether it is an adjective behind « est », or a participle, though it may be a noun or a verb elsewhere."""
    found = letters_of(word)
    is_one = "P" in found or ("A" in found and found <= {"A", "V"})
    is_of_several = found == {"A", "N"} and subject <= {"mp", "fp"} and pairs(word, "A") <= {"ms", "fs"}
    return (is_one or is_of_several) and word not in LISTED["sans_accord"] - _OF_SUBJECTS


def said_of_pronoun(row: Row, place: int) -> RowSlip | None:
    """Bad: elle est allé, ils sont contente, elles étaient arrivés. Good: avec elle est venu le maire."""
    who, before = row.small(place), row.small(place - 1)
    begins = place == 0 and (row.begins_sentence or row.line[: row.words[0].start].rstrip().endswith(","))
    may_stand_behind = who in ("il", "ils") or before in (*_BEFORE_SUBJECT, "et", "ou", "dont")
    if not begins and (place == 0 or not may_stand_behind):
        return None
    subject = {"il": "ms", "elle": "fs", "ils": "mp", "elles": "fp"}[who]
    return said_of(row, place, _behind_reflexive(row, place + 1), frozenset({subject}))


def who_does_after_comma(row: Row, place: int) -> RowSlip | None:
    """Bad: La coopérative, qui regroupent 45 femmes. Good: Le maire et les élus, qui viennent."""
    rows = [*of_line(row.line[: row.words[0].start])] if place == 0 else []
    group = group_at(rows[-1], 0) if rows and rows[-1].begins_sentence else None
    if group is None or group.end < len(rows[-1].words) or len(group.nouns) > 1:
        return None
    if not holds(rows[-1], group) or group.is_one == group.is_several:
        return None
    own = replace(group, end=1, nouns=())
    return _verb_slip(row, own, _verb_of(row, own), is_sure=True)


def each_of(row: Row, place: int) -> RowSlip | None:
    """Bad: Chacun d'entre nous ont fait. Good: chacun des villages que nous avons."""
    is_among = row.small(place + 2) == "entre"
    is_of = row.small(place + 1) in ("d'", "de") and (is_among or row.small(place + 2) in ("nous", "vous", "eux"))
    verb = place + 3 + is_among
    done = persons(row.plain(verb)) if is_of else frozenset[str]()
    better = conjugated(row.plain(verb), "3") if done & {"4", "5", "6"} and "3" not in done else ""
    return last_word(row, place, verb, better) if better else None


def nobody(row: Row, place: int) -> RowSlip | None:
    """Bad: Personnes ne voulait venir. Good: des personnes ne voulaient pas."""
    verb = place + 2 + (row.small(place + 2) in _BEFORE_FINITE)
    is_it = place == 0 and row.small(1) in ("ne", "n'") and persons(row.plain(verb)) == {"3"}
    return RowSlip(0, 0, row.like(0, "personne")) if is_it else None


CONCORD_RULES: RowRules = (
    (("il", "elle", "ils", "elles"), said_of_pronoun),
    (("qui",), who_does_after_comma),
    (("chacun", "chacune", "aucun", "aucune"), each_of),
    (("personnes",), nobody),
)

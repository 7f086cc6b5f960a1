"""French verbs that other words of their clause ask another form of: what has been done, what must be, what if."""

from __future__ import annotations

import re

from fiches.lint.french_kinds import agreeing, kinds, letters_of, pairs, persons, subjunctive, ways
from fiches.lint.french_words import LISTED, PAIRED, infinitive, participle
from fiches.lint.noun_groups import DETERMINERS, NounGroup, group_at, is_verb
from fiches.lint.word_rows import Row, RowRules, RowSlip, last_word, listed, one_of

_HAVE = listed("a ont ai as avons avez avait avaient avions avais aura auront aurait auraient aurais aurions auriez")
_BESIDE_PARTICIPLE = LISTED["adverbes"] | {"vraiment", "tout"}
LONGEST_SUBJECT = 8  # words that are looked at before a verb
_RELATIVES = listed("que qu' qui où dont quoi ce")
_ACTING = LISTED["sujets"]
_BEFORE_CLAUSES = listed("et mais puis car quand lorsque si donc")
_ASKING = listed("pour avant afin sans quoique")
_BEFORE_TOLD = LISTED["pronoms"]
_SURELY_VERBS = listed("est a ont sont fait font peut peuvent va vont sait doit vient prend met veut")


def _done(row: Row, place: int) -> int:
    """The place of what has been done, behind « avoir »."""
    place += 1
    while row.small(place) in _BESIDE_PARTICIPLE:
        place += 1
    return place


def done_too_much(row: Row, place: int) -> RowSlip | None:
    """Bad: Nous avons rencontrés les élus, Les femmes ont obtenues un prêt. Good: qu'ils ont faites, les a vues."""
    verb = _done(row, place)
    typed = row.plain(verb)
    is_wrong = {kind[:1] for kind in kinds(typed)} & {"P"} and not pairs(typed, "P") & {"ms"} and not pairs(typed, "N")
    if not is_wrong or not _has_subject(row, place):
        return None
    meant = agreeing(typed, "ms", "P")
    return last_word(row, place, verb, meant) if meant else None


def _has_subject(row: Row, verb: int) -> bool:
    """Whether what stands before a verb is who acts, and no object that « que » or a pronoun names."""
    who = verb - 1
    if row.small(who) in ("n'", "ne", "y"):
        who -= 1
    if row.small(who) in _ACTING:
        is_theirs = row.small(who) not in ("nous", "vous") or row.small(verb) in ("avons", "avez", "avions", "aurons")
        return is_theirs and (who == 0 or row.small(who - 1) in _BEFORE_CLAUSES)
    return any(_ends_at(row, first, who + 1) for first in range(max(who - LONGEST_SUBJECT, 0), who))


def _ends_at(row: Row, first: int, end: int) -> bool:
    """Whether a group that ends there does something: at the beginning, or behind « la fois que », « quand »."""
    group = group_at(row, first)
    if group is None or group.end != end:
        return False
    if first == 0:
        start = row.line[: row.words[0].start].rsplit(". ", 1)[-1]
        begins = row.begins_sentence and row.words[0].typed[0].isupper()
        return begins or (start.rstrip().endswith(",") and not re.search(r"\bqu(?:e\b|['’])", start))
    is_fact = row.small(first - 1) == "que" and row.small(first - 2) in LISTED["pensees"]
    return is_fact or row.small(first - 1) in _BEFORE_CLAUSES - {"et"}


def done_of_others(row: Row, group: NounGroup) -> RowSlip | None:
    """Bad: les tuyaux que nous avons acheté. Good: la preuve que nous avons réussi."""
    is_shared = row.small(group.first - 1) in ("et", "ou", "ni")
    if is_shared or row.small(group.end) not in ("que", "qu'") or row.small(group.noun) in LISTED["pensees"]:
        return None
    who = group.end + 1
    clause = group_at(row, who)
    have = who + 1 if row.small(who) in _ACTING else clause.end if clause else 0
    if not have or row.small(have) not in _HAVE:
        return None
    verb = _done(row, have)
    return _agreed(row, group, verb) if _takes_object(row, verb) else None


def _takes_object(row: Row, verb: int) -> bool:
    """Whether what was done was done to what « que » names: nothing behind it asks for more."""
    after = row.small(verb + 1)
    is_when = after in DETERMINERS and row.small(verb + 2) in LISTED["temps_devant_le_verbe"]
    is_asked = after in ("à", "de", "d'", "que", "qu'") or (after in DETERMINERS and not is_when)
    is_more = is_asked or "I" in letters_of(row.plain(verb + 1))
    return (
        row.small(verb) not in LISTED["participes_sans_accord"] and "ms" in pairs(row.plain(verb), "P") and not is_more
    )


def _agreed(row: Row, group: NounGroup, verb: int) -> RowSlip | None:
    typed = row.plain(verb)
    every = frozenset(pair for _, of in group.nouns for pair in of)
    forms = {*ways(typed, group.head, "P")}
    if len(forms) != 1 or pairs(typed, "P") & every:
        return None
    return last_word(row, group.first, verb, forms.pop())


def subjunctive_lost(row: Row, place: int) -> RowSlip | None:
    """Bad: il faut que la mairie fait, pour que l'eau est propre. Good: on sait bien que l'eau est propre."""
    if not _asks_for_subjunctive(row, place):
        return None
    verb = _behind_subject(row, place + 1)
    typed = row.plain(verb)
    is_told = persons(typed) & {"3", "6"} and not persons(typed, "cj") and (typed in _SURELY_VERBS or is_verb(typed))
    meant = subjunctive(typed) if is_told else ""
    return last_word(row, place, verb, meant) if meant else None


def _behind_subject(row: Row, place: int) -> int:
    """The place of the verb of whoever stands at one; that of no word where nobody does."""
    group = group_at(row, place)
    is_pronoun = row.small(place) in ("il", "elle", "on", "ça", "cela", "ils", "elles")
    if not is_pronoun and group is None:
        return -1
    return _beyond_pronouns(row, place + 1 if is_pronoun or group is None else group.end)


def _beyond_pronouns(row: Row, place: int) -> int:
    """The place of the first word from one on that is none of those before a verb: ne, se, leur, y."""
    while row.small(place) in _BEFORE_TOLD:
        place += 1
    return place


def _asks_for_subjunctive(row: Row, place: int) -> bool:
    before, further = row.small(place - 1), row.small(place - 2)
    if before in ("bien", "ce") and further in ("", "jusqu'à", "à"):
        return further == "jusqu'à" or (before == "bien" and further == "")
    if before in LISTED["jugements"]:
        return further in ("est", "était", "serait", "à")
    return before in _ASKING or before in LISTED["appellent_un_subjonctif"]


def if_it_were(row: Row, place: int) -> RowSlip | None:
    """Bad: Si on aurait su. Good: savoir si on aurait pu."""
    verb = _beyond_pronouns(row, place + 2)
    better = PAIRED["imparfaits"].get(row.plain(verb), "")
    is_first = place == 0 and (row.begins_sentence or row.line[: row.words[0].start].rstrip().endswith(","))
    return last_word(row, place, verb, better) if better and is_first and row.small(place + 1) in _ACTING else None


def infinitive_for_verb(row: Row, place: int) -> RowSlip | None:
    """Bad: ils travailler, on commencer. Good: peut-on commencer, faire qu'ils commencent."""
    verb = _beyond_pronouns(row, place + 1)
    typed = row.plain(verb)
    done = participle(typed)
    if (
        not done
        or letters_of(typed) != {"I"}
        or (place and row.small(place - 1) not in (*_BEFORE_CLAUSES, "que", "qu'", "où", "dont"))
    ):
        return None
    many = row.small(place) == "ils"
    told = row.ending(place, verb, f"{typed[:-2]}aient" if many else f"{typed[:-2]}ait")
    now = row.ending(place, verb, f"{typed[:-1]}nt" if many else typed[:-1])
    return RowSlip(place, verb, now, (told,))


def done_by(row: Row, place: int) -> RowSlip | None:
    """Bad: les travaux réaliser par la mairie. Good: les travaux à réaliser par la mairie."""
    verb = place - 1
    typed = row.plain(verb)
    named = pairs(row.plain(verb - 1), "N")
    if not participle(typed) or letters_of(typed) != {"I"} or not named or letters_of(row.plain(verb - 1)) & {"V", "W"}:
        return None
    return one_of(row, verb - 1, verb, ways(participle(typed), named, "P"), 2)


def infinitive_behind(row: Row, place: int) -> RowSlip | None:
    """Bad: permet de réalisé les travaux, ils ont pu bénéficié. Good: rien de changé, un lot de trié."""
    verb = _beyond_pronouns(row, place + 1)
    typed = row.plain(verb)
    meant = infinitive(typed)
    if not meant or letters_of(typed) & {"N", "V"}:
        return None
    if row.small(place) in ("pu", "dû", "voulu"):
        is_asked = row.small(place - 1) in _HAVE | _BESIDE_PARTICIPLE
    else:
        is_asked = (
            row.small(verb + 1) in DETERMINERS and typed.endswith("é") and row.small(verb + 1) not in ("par", "en")
        )
    return last_word(row, place, verb, meant) if is_asked else None


def done_otherwise(row: Row, place: int) -> RowSlip | None:
    """A verb for what has been done. Bad: s'est crée en 2009, n'aurions pas pût. Good: ce qu'il a rend service."""
    verb = _done(row, place)
    typed = row.plain(verb)
    is_relative = not _RELATIVES.isdisjoint(one.small for one in row.words[:place])
    if not is_verb(typed) or typed == "peut" or is_relative or not letters_of(row.small(place - 1).strip("'")):
        return None
    known = PAIRED["passes"].get(typed, "")
    return one_of(row, place, verb, [known] if known else ways(typed, _subject_of(row, place), "P"), 2)


def _subject_of(row: Row, verb: int) -> tuple[str, ...]:
    """What gender and number what is done by « avoir » or « être » may have."""
    if row.small(verb) in _HAVE:
        return ("ms",)
    group = group_at(row, 0)
    is_own = group is not None and group.end in (verb, verb - 1)
    return tuple(group.head) if group and is_own else ("ms", "fs") if persons(row.small(verb)) & {"3"} else ("mp", "fp")


def done_to_them(row: Row, place: int) -> RowSlip | None:
    """Bad: le maire les a aidé, ceux qui les ont soutenu. Good: les a fait venir, les a vus, les a laissé partir."""
    verb = _done(row, place + 1)
    typed = row.plain(verb)
    if row.small(place) in ("nous", "vous") and not _joins_several(row, verb + 1):
        return None
    is_done = row.small(place + 1) in _HAVE and _takes_object(row, verb) and not letters_of(typed) & {"V"}
    if not is_done or not pairs(typed, "P") <= {"ms"} or not infinitive(typed):
        return None
    return one_of(row, place, verb, ways(typed, ("mp", "fp"), "P"), 2)


def _joins_several(row: Row, place: int) -> bool:
    """Whether « et » joins what is done to several: nous ont aidés et soutenus."""
    done = pairs(row.plain(place + 1), "P")
    return row.small(place) == "et" and bool(done) and done <= {"mp", "fp"}


CLAUSE_RULES: RowRules = (
    (_HAVE, done_too_much),
    (("que", "qu'"), subjunctive_lost),
    (("si",), if_it_were),
    (("ils", "on", "il"), infinitive_for_verb),
    (("par",), done_by),
    (_HAVE | LISTED["etre"], done_otherwise),
    (("les", "nous", "vous"), done_to_them),
    (("de", "d'", "comment", "pu", "dû", "voulu"), infinitive_behind),
)

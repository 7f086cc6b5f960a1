"""Small French words taken for others that sound alike: « ont » and « on », « se » and « ce », « ou » and « où »."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator

from fiches.core.messages import listing
from fiches.core.problems import Fault, fault
from fiches.lint import (
    adjectives,
    agreement,
    concord,
    french_verbs,
    lost_grave,
    small_words,
    sound_alikes,
    verb_clauses,
    word_rows,
)
from fiches.lint.dictionary import words_of
from fiches.lint.french_kinds import pairs
from fiches.lint.french_words import (
    LISTED,
    infinitive,
    is_infinitive,
    is_word,
    may_be_verb,
    of_one,
    of_several,
    plural,
    singular,
)
from fiches.lint.noun_groups import DETERMINERS, NounGroup, group_at
from fiches.lint.word_rows import Row, RowRule, RowRules, RowSlip, last_word, listed, pair

_ACRONYMS_WITH_S = re.compile(r"(?<![\w'’-])(?:ONG|PME|SMS|PDF|GPS|TPE|PMI|CV|DVD|DH|MDH|GIE|AGR)['’]?s(?!\w)")
_BEFORE_THING = listed("le la les un une des du pas ce très l' d' aussi donc ainsi pourquoi comme là nous elle lui eux")
_GOES_ON = ("(", "-", "¬", "\u2010", "*", "_")  # a word that is not whole
_WHEN = listed("le la les l' il elle ils elles on nous vous je j' un une des ce cette ces mon ma mes son sa ses tout")
_PLACES = listed("moment jour endroit lieu année époque période région pays village saison heure")
_WHO_ACTS = listed("il elle on ils elles nous je j' l'on se s' l'")
_IT_DOES = listed(
    "va permet fait a ne n' nous vous me m' se s' sera serait était avait peut doit veut vient prend sert "
    "suffit dépend représente commence fonctionne continue"
)
_ONE_DOES = listed("a est va peut doit veut sait voit met prend vient tient était avait")
_HAD = listed("besoin lieu toujours déjà beaucoup permis peu plusieurs bien deux trois quatre dix été pu eu")
_TIMES = listed("moment jour instant âge certain certaine époque heure")


def one_has(row: Row, place: int) -> RowSlip | None:
    """« on » for « ont ». Bad: les femmes on construit, ils on."""
    before, after = row.small(place - 1), row.plain(place + 1)
    if before in ("ils", "elles"):
        return RowSlip(place - 1, place, f"{row.typed(place - 1, place - 1)} ont")
    is_done = after in LISTED["participes"] or bool(infinitive(after))
    return pair(row, place, "ont", after) if before and is_done else None


def have_one(row: Row, place: int) -> RowSlip | None:
    """« ont » for « on ». Bad: ont a commencé, ont peut."""
    after = row.plain(place + 1)
    is_one = after in _ONE_DOES or (not row.small(place - 1) and row.begins_sentence and of_several(after))
    return pair(row, place, "on", after) if is_one else None


def his_are(row: Row, place: int) -> RowSlip | None:
    """« son » for « sont ». Bad: les bacs son placés, ils son prêts."""
    before, after = row.small(place - 1), row.plain(place + 1)
    if before in ("ils", "elles"):
        return RowSlip(place - 1, place, f"{row.typed(place - 1, place - 1)} sont")
    is_done = after.endswith(("és", "ées")) and infinitive(after)
    return RowSlip(place, place + 1, f"sont {after}") if before and is_done else None


def itself_this(row: Row, place: int) -> RowSlip | None:
    """« se » for « ce ». Bad: se projet, se qui, se sont les femmes qui."""
    after = row.plain(place + 1)
    is_noun = plural(after) and not may_be_verb(after) and not infinitive(after) and not of_one(after)
    if after in ("qui", "que", "qu'", "dont") or (is_noun and not after.endswith(("i", "u", "is", "a", "er", "ir"))):
        return pair(row, place, "ce", after)
    return None


def this_itself(row: Row, place: int) -> RowSlip | None:
    """« ce » for « se ». Bad: ce trouve, ce réunissent."""
    after = row.plain(place + 1)
    ends_many = after.endswith("ent") and is_word(after[:-2]) and not plural(after) and after not in ("sont", "furent")
    if ends_many or after in ("trouve", "trouvait", "situe", "compose", "déroule", "réunit", "passe", "fait-il"):
        return pair(row, place, "se", after)
    return None


def these_it_is(row: Row, place: int) -> RowSlip | None:
    """« ces » and « ses » for « c'est ». Bad: ces les femmes qui, ses pas facile."""
    after = row.small(place + 1)
    is_it = plural(row.plain(place + 2)) if after == "pas" else after in _BEFORE_THING
    return pair(row, place, "c'est", after) if is_it else None


def it_is_these(row: Row, place: int) -> RowSlip | None:
    """« c'est » for « ces ». Bad: c'est enfants, c'est familles."""
    after = row.plain(place + 1)
    if (
        row.small(place - 1) == "c'"
        and singular(after)
        and not after.endswith(("ues", "és"))
        and plural(singular(after))
    ):
        return RowSlip(place - 1, place + 1, f"{row.like(place - 1, 'ces')} {after}")
    return None


def her_it(row: Row, place: int) -> RowSlip | None:
    """« sa » for « ça ». Bad: sa va, sa permet."""
    after = row.small(place + 1)
    return pair(row, place, "ça", after) if after in _IT_DOES else None


def without_cedilla(row: Row, place: int) -> RowSlip | None:
    """Bad: Ca marche, ca permet."""
    after = row.small(place + 1)
    is_verb = after in _IT_DOES or bool(of_several(after))
    return pair(row, place, "ça", row.typed(place + 1, place + 1)) if is_verb else None


def where(row: Row, place: int) -> RowSlip | None:
    """« ou » for « où ». Bad: le jour ou il, là ou on, d'ou."""
    before, after = row.small(place - 1), row.small(place + 1)
    is_clause = after in _WHO_ACTS and not (after == "l'" and row.small(place + 2) != "on")
    if before == "d'" or (before in ("là", "partout", *_PLACES) and is_clause):
        return last_word(row, place - 1, place, "où")
    if before == "la" and row.small(place - 2) in ("est", "c'est", "") and (after in _WHO_ACTS or after == "tout"):
        return RowSlip(place - 1, place, row.like(place - 1, "là où"))
    return None


def where_it_is(row: Row, place: int) -> RowSlip | None:
    """The same before who is there. Bad: la terrasse ou sont posées les ruches. Good: au champ ou sont nés ici."""
    is_place = bool(pairs(row.plain(place - 1), "N")) and row.small(place + 1) in LISTED["etre"]
    who = group_at(row, place + 3) if is_place else None
    is_there = who is not None and pairs(row.plain(place + 2), "P") & who.head
    return last_word(row, place - 1, place, "où") if is_there else None


def when(row: Row, place: int) -> RowSlip | None:
    """« quant » for « quand ». Bad: quant le camion passe."""
    after = row.small(place + 1)
    return RowSlip(place, place, row.like(place, "quand")) if after in _WHEN else None


def as_for(row: Row, place: int) -> RowSlip | None:
    """« quand » for « quant ». Bad: quand à lui."""
    after = row.small(place + 2)
    is_person = row.small(place + 1) == "à" and after in ("lui", "elle", "elles", "eux", "nous", "moi")
    return RowSlip(place, place + 1, row.like(place, "quant à")) if is_person else None


def may(row: Row, place: int) -> RowSlip | None:
    """« peu » for « peut ». Bad: on peu dire, ne peu pas."""
    before, after = row.small(place - 1), row.plain(place + 1)
    is_verb = after == "pas" or is_infinitive(after)
    if before in ("il", "elle", "on", "ne", "cela", "ça", "qui") and is_verb:
        return RowSlip(place - 1, place, f"{row.typed(place - 1, place - 1)} peut")
    return None


def all_of(row: Row, place: int) -> RowSlip | None:
    """Bad: tout les jours, toute les femmes, tous le monde."""
    typed, after = row.small(place), row.small(place + 1)
    if typed in ("tout", "toute") and after in ("les", "ces", "mes", "ses", "nos", "vos", "leurs"):
        return pair(row, place, "tous" if typed == "tout" else "toutes", after)
    if typed == "tous" and after == "le" and row.small(place + 2) in ("monde", "long"):
        return pair(row, place, "tout", after)
    return None


def has_something(row: Row, place: int) -> RowSlip | None:
    """« à » for « a ». Bad: il à un four, qui à besoin. Good: celui qui à un moment donné doute."""
    before, after = row.small(place - 1), row.small(place + 1)
    is_sure = before in ("il", "on", "ça", "n'") and bool(after)
    is_thing = after in _HAD or (after in ("un", "une") and row.small(place + 2) not in _TIMES)
    is_had = is_sure or (before in ("qui", "elle") and is_thing)
    return last_word(row, place - 1, place, "a") if is_had else None


def done_by_noun(row: Row, place: int) -> RowSlip | None:
    """A verb for the noun that sounds alike. Bad: un bon conseille, Le travaille des femmes, du profile."""
    noun = place + 1 + (row.small(place + 1) in ("bon", "grand", "vrai", "petit", "premier"))
    verb = row.plain(noun)
    if not is_word(of_several(verb)) or (row.small(place) == "le" and (place or not row.begins_sentence)):
        return None
    meant = verb[:-2] if verb.endswith("ille") else verb[:-1]
    is_noun = verb.endswith("e") and words_of("fr")[meant] > (0 if verb.endswith("ille") else words_of("fr")[verb])
    return last_word(row, place, noun, meant) if is_noun else None


def had_to(row: Row, place: int) -> RowSlip | None:
    """« du » for « dû ». Bad: ils ont du attendre."""
    after = row.plain(place + 1)
    is_verb = is_infinitive(after) and not plural(after)
    has = row.small(place - 1) in ("a", "ont", "ai", "avons", "avez", "avait", "avaient", "aurait", "auraient", "ayant")
    return RowSlip(place, place + 1, f"dû {after}") if has and is_verb else None


_OWN_RULES: RowRules = (
    (("on",), one_has),
    (("ont",), have_one),
    (("son",), his_are),
    (("se",), itself_this),
    (("ce",), this_itself),
    (("ces", "ses"), these_it_is),
    (("est",), it_is_these),
    (("sa",), her_it),
    (("ca",), without_cedilla),
    (("ou",), where),
    (("ou",), where_it_is),
    (("quant",), when),
    (("quand",), as_for),
    (("peu",), may),
    (("tout", "toute", "tous"), all_of),
    (("à",), has_something),
    (("un", "le", "du", "au", "son", "notre", "ce"), done_by_noun),
    (("du",), had_to),
)


_GROUP_RULES: tuple[Callable[[Row, NounGroup], RowSlip | None], ...] = (
    concord.subject_and_verb, concord.who_does, concord.said_of_group,
    adjectives.adjective_of_group, adjectives.adjective_before, verb_clauses.done_of_others,
)  # fmt: skip


def of_group(row: Row, place: int) -> RowSlip | None:
    """What does not go with the group of words that an article begins."""
    group = group_at(row, place)
    if group:
        for rule in _GROUP_RULES:
            if slip := rule(row, group):
                return slip
    return None


def _by_word(rules: RowRules) -> dict[str, list[RowRule]]:
    found = defaultdict[str, list[RowRule]](list)
    for words, rule in rules:
        for word in words:
            found[word].append(rule)
    return dict(found)


_RULES = _by_word((
    *_OWN_RULES, *lost_grave.GRAVE_RULES, *sound_alikes.ALIKE_RULES, *small_words.SMALL_WORD_RULES,
    *french_verbs.VERB_RULES, *agreement.NOUN_RULES, *concord.CONCORD_RULES, (DETERMINERS, of_group),
    (("les",), adjectives.superlative), *verb_clauses.CLAUSE_RULES,
))  # fmt: skip


def check(line: str) -> Iterator[Fault]:
    """Each in a line that its neighbours settle; what is told of a word is told once."""
    for match in _ACRONYMS_WITH_S.finditer(line):
        yield fault("orthographe", 1, match.start() + 1, typed=match[0], better=match[0].rstrip("s").rstrip("'’"))
    for row in word_rows.of_line(line):
        done = -1
        for place, word in enumerate(row.words):
            slip = _slip(row, place) if place > done and (word.small in _RULES or word.small[0].isdigit()) else None
            if slip and slip.first > done and not line.startswith(_GOES_ON, row.words[slip.last].end):
                done = slip.last
                yield _told(row, slip)


def _told(row: Row, slip: RowSlip) -> Fault:
    column, typed = row.words[slip.first].start + 1, row.typed(slip.first, slip.last)
    if slip.others:
        known = listing([slip.better, *slip.others], "or")
        return fault("orthographe.agreement.several", 1, column, typed=typed, known=known)
    return fault("orthographe.agreement", 1, column, typed=typed, better=slip.better)


def _slip(row: Row, place: int) -> RowSlip | None:
    """What is wrong from a word on; one in capitals is a name."""
    word = row.words[place]
    if word.small[0].isdigit():
        return agreement.lost_plural_of_count(row, place)
    for rule in () if word.typed.isupper() and word.typed[1:].isalnum() else _RULES[word.small]:
        if slip := rule(row, place):
            return slip
    return None

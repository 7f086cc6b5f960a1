"""Small French words in the place of others, told by what the word beside them can be in a dictionary."""

from __future__ import annotations

from fiches.lint.concord import SURE_VERBS
from fiches.lint.french_kinds import conjugated, letters_of, pairs, persons
from fiches.lint.french_words import LISTED, NUMBER_WORDS, infinitive, is_form, is_infinitive, participle, plural
from fiches.lint.noun_groups import DETERMINERS, NounGroup, group_at, is_adjective, is_named, is_verb, may_say
from fiches.lint.word_rows import Row, RowRules, RowSlip, last_word, listed, one_of, pair

_WHO_IS = LISTED["sujets"] - {"vous"}
_HOW_SO = listed("très trop bien mal toujours souvent encore déjà aussi si")
_BEFORE_THEIRS = listed("les des aux eux parmi entre")
_NO_THING = listed("que qu' qui quoi dont donc car quand si mais pas lui elle nous vous eux")
_SEASONS = listed("printemps matin soir hiver été automne mois début fin moment jour retour départ lendemain milieu")
_TO_BE = listed(
    "est sont était étaient sera seront fut furent soit serait seraient soient ait aura aurait peut doit semble "
    "doivent peuvent devait pouvait pourrait devrait n' ne"
)
_LOCUTIONS = listed("couvert découvert perdu moitié part cru vide jamais présent venir")
_BEHIND_DONE = listed("de d' que qu' à en par pour plus deux trois") | DETERMINERS.keys()
_BEHIND_VERB = DETERMINERS.keys() | NUMBER_WORDS
_PER = listed("ans jours semaines années personnes habitants élèves")
_OBJECTS_OF = listed("nous vous lui leur y en m' me")
_BEFORE_FEW = listed("a ont avait est très trop si avec bien")
_HUNDREDS = listed("deux trois quatre cinq six sept huit neuf")
_NO_MORE = listed("pas plus point peu sans autant beaucoup aucun moins n' ne tant guère que qu' jamais")


def _is_only_done(word: str) -> bool:
    """Whether a word is a past participle of a man or a thing, and neither noun nor verb."""
    found = letters_of(word)
    return "P" in found and found <= {"P", "A", "V"} and "ms" in pairs(word, "P") and "3" not in persons(word)


def and_is(row: Row, place: int) -> RowSlip | None:
    """« et » for « est ». Bad: Le village et située à, La salle et trop petite. Good: Le puits et une pompe."""
    group = _first_group(row, place)
    if place != 2 or group is None or not group.is_one:
        return None
    word = place + 1 + (row.small(place + 1) in _HOW_SO)
    typed = row.plain(word)
    is_said = _is_only_said(typed) if word == place + 1 else is_adjective(typed)
    return last_word(row, 0, place, "est") if is_said and not is_named(row.plain(word + 1)) else None


def _is_only_said(word: str) -> bool:
    """Whether a word is a participle, and no noun of a person."""
    return "P" in letters_of(word) and (is_adjective(word) or (may_say(word) and bool(infinitive(word))))


def _begins_prose(row: Row) -> bool:
    return row.begins_sentence and row.words[0].typed[0].isupper()


def _first_group(row: Row, place: int) -> NounGroup | None:
    """The group of words that begins a sentence and ends there; none else."""
    group = group_at(row, 0) if _begins_prose(row) else None
    is_all = group is not None and (group.end == place or any(noun == place - 1 for noun, _ in group.nouns))
    return group if is_all else None


def or_where(row: Row, place: int) -> RowSlip | None:
    """« ou » for « où », before what is done. Bad: Le village ou elle est née. Good: L'eau gèle ou elle manque."""
    is_first = _first_group(row, place) is not None
    return last_word(row, place - 1, place, "où") if is_first and row.small(place + 1) in _WHO_IS else None


def theirs_to_them(row: Row, place: int) -> RowSlip | None:
    """« leurs » for « leur ». Bad: la formation leurs a permis, il leurs donne. Good: un des leurs a payé."""
    after = row.plain(place + 1)
    is_done = is_verb(after) or after in ("a", "ont", "est", "sont", "fait", "avait", "faut")
    if not is_done or row.small(place - 1) in _BEFORE_THEIRS:
        return None
    return pair(row, place, "leur", after)


def her_or_that(row: Row, place: int) -> RowSlip | None:
    """« sa » for « ça ». Bad: c'est pour sa que, sa marche pas. Good: sa très grande maison."""
    after = row.small(place + 1)
    ends = place + 1 == len(row.words) and row.line[row.words[place].end :].lstrip()[:1] in (
        ".",
        ",",
        "!",
        "?",
        ";",
        ":",
    )
    does = persons(after, "i") & {"3"} and "fs" not in pairs(after, "NA")
    if (after in _NO_THING or ends or does) and not row.line[: row.words[place].start].endswith("-"):
        return RowSlip(place, place, row.like(place, "ça"))
    return None


def one_has_done(row: Row, place: int) -> RowSlip | None:
    """« on » for « ont ». Bad: les enfants on lu, les femmes on été."""
    after = row.plain(place + 1)
    is_done = bool(row.plain(place - 1)) and letters_of(after) <= {"P", "A", "N"} and "ms" in pairs(after, "P")
    return pair(row, place, "ont", after) if is_done and pairs(row.plain(place - 1), "N") & {"mp", "fp"} else None


def it_does(row: Row, place: int) -> RowSlip | None:
    """« ce » for « se ». Bad: ce réunit, ce construire. Good: ce sont, ce doit être."""
    after = row.plain(place + 1)
    is_done = (is_verb(after) and persons(after) & {"3", "6"}) or letters_of(after) == {"I"}
    is_own = bool(row.plain(place - 1)) and row.small(place - 1) not in ("tout", "est")
    return pair(row, place, "se", after) if is_done and is_own and after not in _TO_BE | {"faire", "dire"} else None


def it_has(row: Row, place: int) -> RowSlip | None:
    """« la » for « l'a », « ma » for « m'a ». Bad: le maire la décidé, il ma aidé. Good: la fiancée, ma bien-aimée."""
    after = row.plain(place + 1)
    if not _is_only_done(after) or not row.plain(place - 1):
        return None
    return pair(row, place, f"{row.small(place)[0]}'a", after)


def she_or_which(row: Row, place: int) -> RowSlip | None:
    """« quelle » for « qu'elle ». Bad: il faut quelle paie, pour quelle vienne. Good: quelle est la raison."""
    after = row.plain(place + 1)
    is_done = (is_verb(after) and persons(after) & {"3"}) or after in ("a", "avait", "aura", "fait")
    return pair(row, place, "qu'elle", after) if is_done and after not in _TO_BE - {"ait", "aura"} else None


def but_mine(row: Row, place: int) -> RowSlip | None:
    """« mes » for « mais ». Bad: mes il faut, mes c'est."""
    after = row.small(place + 1)
    return pair(row, place, "mais", after) if after in _WHO_IS | {"c'", "cela", "ce", "les", "le", "la"} else None


def as_for_them(row: Row, place: int) -> RowSlip | None:
    """« quand » for « quant ». Bad: Quand aux jeunes, ils. Good: Quand au printemps l'eau monte."""
    if place or row.small(1) not in ("au", "aux", "à"):
        return None
    group = group_at(row, 1 if row.small(1) != "à" else 2)
    is_all = group is not None and group.end == len(row.words) and row.line.startswith(",", row.words[-1].end)
    if not is_all or group is None or row.small(group.noun) in _SEASONS:
        return None
    return RowSlip(0, 1, row.like(0, f"quant {row.small(1)}"))


def can(row: Row, place: int) -> RowSlip | None:
    """« peu » for « peut ». Bad: chacun peu emprunter, La caisse peu aider."""
    before, after = row.small(place - 1), row.plain(place + 1)
    is_who = before in ("chacun", "chacune", "personne", "tous", "cela", "celui-ci", "celle-ci") or (
        pairs(before, "N") & {"ms", "fs"} and before != "petit" and not letters_of(before) & {"V", "W", "D", "I"}
    )
    return (
        RowSlip(place - 1, place, f"{row.typed(place - 1, place - 1)} peut")
        if is_who and is_infinitive(after)
        else None
    )


def has_done(row: Row, place: int) -> RowSlip | None:
    """« à » for « a ». Bad: le dispensaire à ouvert ses portes, la caisse à fourni le terrain."""
    before, after = row.plain(place - 1), row.plain(place + 1)
    if after in _LOCUTIONS:
        return None
    is_named = pairs(before, "N") & {"ms", "fs"} and not is_verb(before)
    is_subject = is_named and _is_only_done(after) and row.small(place + 2) in DETERMINERS
    return (
        pair(row, place, "a", after) if is_subject or (_has_been_done(row, place) and _acts_alone(row, place)) else None
    )


def _has_been_done(row: Row, place: int) -> bool:
    """Whether « a » would make what follows done: à permis de, à beaucoup changé."""
    after = row.plain(place + 1)
    if after in LISTED["adverbes"]:
        return "ms" in pairs(row.plain(place + 2), "P")
    return "ms" in pairs(after, "P") and row.small(place + 2) in _BEHIND_DONE


def _acts_alone(row: Row, place: int) -> bool:
    """Whether a subject stands before what is done, and nothing else but a pronoun: la mairie nous, cela y."""
    place -= row.small(place - 1) in _OBJECTS_OF
    return _first_group(row, place) is not None or row.small(place - 1) in ("cela", "ça", "qui", "il", "elle", "on")


def has_been(row: Row, place: int) -> RowSlip | None:
    """The same behind a comma. Bad: La piste, longue de 7 km, à été goudronnée. Good: de printemps à été."""
    is_it = place == 0 and row.small(1) == "été" and "P" in letters_of(row.plain(2)) and not row.begins_sentence
    return RowSlip(0, 1, "a été") if is_it else None


def has_lasted(row: Row, place: int) -> RowSlip | None:
    """The same before an infinitive and a number. Bad: Le chantier à durer six mois. Good: le prix à payer."""
    done = participle(row.plain(place + 1))
    is_number = row.small(place + 2) in NUMBER_WORDS or row.small(place + 2).isdigit()
    is_done = done and is_number and _first_group(row, place) is not None
    return pair(row, place, "a", done) if is_done else None


def many_of(row: Row, place: int) -> RowSlip | None:
    """Bad: Beaucoup de famille ont quitté. Good: beaucoup de monde a quitté, peu de temps restent."""
    word = row.plain(place + 2)
    many = plural(word) if row.small(place + 1) in ("de", "d'") and place == 0 and row.begins_sentence else ""
    done = persons(row.plain(place + 3))
    return last_word(row, place, place + 2, many) if many and "6" in done and "3" not in done else None


def few(row: Row, place: int) -> RowSlip | None:
    """« peut » for « peu ». Bad: il y a peut de femmes. Good: on peut de nouveau, il peut d'abord."""
    is_few = row.small(place - 1) in _BEFORE_FEW and row.small(place + 1) in ("de", "d'")
    return RowSlip(place, place, row.like(place, "peu")) if is_few and pairs(row.plain(place + 2), "N") else None


def perhaps(row: Row, place: int) -> RowSlip | None:
    """Bad: ils sont peut être partis. Good: cela peut être utile."""
    is_it = row.small(place + 1) == "être" and row.small(place - 1) in LISTED["etre"] | {"a", "ont"}
    return RowSlip(place, place + 1, "peut-être") if is_it else None


def per(row: Row, place: int) -> RowSlip | None:
    """Bad: deux fois par ans, 20 DH par semaines. Good: par jours de grand vent."""
    word = row.plain(place + 1)
    ends = place + 2 == len(row.words)
    return last_word(row, place, place + 1, word[:-1]) if ends and word in _PER else None


def of_work(row: Row, place: int) -> RowSlip | None:
    """What is done, for its noun or what is to be done. Bad: faute de travaille, besoin de travaille. Good: d'entre."""
    verb = row.plain(place + 1)
    if not is_verb(verb) or not verb.endswith("e") or verb in ("entre", "contre") or not is_form(f"{verb}r"):
        return None
    noun = next((one for one in (verb[:-2], verb[:-1]) if "N" in letters_of(one)), "")
    return one_of(row, place, place + 1, [noun, f"{verb}r"], 2) if noun else None


def welcomes(row: Row, place: int) -> RowSlip | None:
    """A noun for what is done. Bad: Le dispensaire accueil vingt patients. Good: Le centre d'accueil des jeunes."""
    group = group_at(row, 0) if place == 0 and _begins_prose(row) else None
    if group is None or not group.is_one or row.small(group.end + 1) not in _BEHIND_VERB:
        return None
    noun = row.plain(group.end)
    if letters_of(noun) != {"N"}:
        return None
    done = next((one for one in (f"{noun}le", f"{noun}e", f"{noun[:-1]}t") if "3" in persons(one, "i")), "")
    return last_word(row, group.first, group.end, done) if done else None


def both_do(row: Row, place: int) -> RowSlip | None:
    """Bad: Le maire et le caïd a signé. Good: L'un et l'autre est venu, Le fils et successeur a signé."""
    first, second = _first_group(row, place), group_at(row, place + 1)
    verb = second.end if second else 0
    if first is None or second is None or second.nouns[0][0] != second.end - 1 or first.nouns[0][0] != place - 1:
        return None
    many = conjugated(row.plain(verb), "6") if row.small(verb) in SURE_VERBS and "3" in persons(row.small(verb)) else ""
    return last_word(row, 0, verb, many) if many and row.small(0) not in ("chaque", "aucun", "aucune") else None


def more(row: Row, place: int) -> RowSlip | None:
    """Bad: elles sont d'avantage écoutées, lisent d'avantage que. Good: il n'y a pas d'avantage."""
    before = row.plain(place - 2)
    is_done = is_verb(before) or before in ("est", "sont", "était", "étaient") or "P" in letters_of(before)
    if row.small(place - 1) != "d'" or before in _NO_MORE or not is_done:
        return None
    return RowSlip(place - 1, place, "davantage")


def hundreds(row: Row, place: int) -> RowSlip | None:
    """Bad: deux cent arbres, quatre-vingt familles. Good: deux cent dix arbres, quatre-vingt mille."""
    number, after = row.small(place), row.plain(place + 1)
    is_round = number in ("quatre-vingt", *(f"{one}-cent" for one in _HUNDREDS))
    first = place
    if number == "cent" and row.small(place - 1) in _HUNDREDS:
        is_round, first = True, place - 1
    named = pairs(after, "N") & {"mp", "fp"}
    if not is_round or not named or letters_of(after) & {"W", "V"}:
        return None
    return last_word(row, first, place, f"{number}s")


ALIKE_RULES: RowRules = (
    (("et",), and_is),
    (("ou",), or_where),
    (("leurs",), theirs_to_them),
    (("sa",), her_or_that),
    (("on",), one_has_done),
    (("ce",), it_does),
    (("la", "ma"), it_has),
    (("quelle",), she_or_which),
    (("mes",), but_mine),
    (("quand",), as_for_them),
    (("peu",), can),
    (("à",), has_done),
    (("à",), has_been),
    (("à",), has_lasted),
    (LISTED["beaucoup"], many_of),
    (("peut",), few),
    (("peut",), perhaps),
    (("de", "d'"), of_work),
    (("par",), per),
    (DETERMINERS, welcomes),
    (("et",), both_do),
    (("avantage",), more),
    (("cent", "quatre-vingt", *(f"{one}-cent" for one in _HUNDREDS)), hundreds),
)

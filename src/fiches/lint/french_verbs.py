"""French verbs in another form than the words around them ask for: « ont créer », « ils travaille »."""

from __future__ import annotations

import re

from fiches.lint.french_kinds import conjugated, letters_of, persons
from fiches.lint.french_words import LISTED, PAIRED, infinitive, is_word, of_one, of_several, participle, plural
from fiches.lint.noun_groups import is_verb
from fiches.lint.word_rows import Row, RowRules, RowSlip, last_word, listed

_CLITICS = LISTED["pronoms"]
_PRONOUNS = _CLITICS | {"pas"}
_OBJECTS = listed("le la les l' un une des du d' leur leurs son sa ses mon nos notre ce cette ces à au aux")
_HAVING = listed("a ont ai avons avez avait avaient aura auront aurait ayant")
_BEING = listed("est sont était étaient été sera seront fut furent soient étant")
_THEY_HAVE = listed("ont avaient auront auraient aient")
_OF_MANY = listed("sont étaient seront furent soient")
_ADVERBS = LISTED["adverbes"] | {"tous", "toutes", "été"}
_SUBJECTS = listed("il elle on qui ça cela n' l' y")
_NOT_A_SUBJECT = listed("d' de entre avec pour chez sur sans par à et ou que qu' comme selon parmi")
_INFINITIVE_END = ("er", "ir", "oir", "re")
_WHAT_ONE_HAS = listed("entre contre outre cause charge garde place trace fête conscience")
_WHAT_IS_ASKED = listed("si que qu' quand comment pourquoi ce quel quelle l' d' deux trois")
_PARTICIPLE_END = re.compile("[a-zà-ÿ]{2,}(?:é|i|u|is|it|rt)(?:e|s|es)?$")
_SURE_PARTICIPLES = listed("été eu pu dû su vu lu")
_HOW_MUCH = listed("très trop aussi assez")
_NO_VERB = listed("lors puis dans alors après mais plus jamais sans tous")
_NO_PARTICIPLE = listed("midi ici aussi ainsi parmi lundi mardi mercredi jeudi vendredi samedi puis depuis")
_BEFORE_HAS = listed("il elle on ça cela l' n' y association coopérative équipe mairie région")
_DETERMINERS = listed("le la les un une des leur leurs tous beaucoup ensemble chaque")


def infinitive_lost(row: Row, place: int) -> RowSlip | None:
    """Bad: il faut préparé, peuvent y allé."""
    verb = _behind(row, place, _PRONOUNS)
    meant = infinitive(row.plain(verb))
    return last_word(row, place, verb, meant) if meant else None


def infinitive_of_aim_lost(row: Row, place: int) -> RowSlip | None:
    """The same behind « pour », where nouns stand too. Bad: pour aidé les femmes. Good: pour le blessé."""
    found = None if row.small(place + 1) in ("le", "la", "les", "l'") else infinitive_lost(row, place)
    if not found:
        return None
    is_last = found.last + 1 == len(row.words) and "N" not in letters_of(row.plain(found.last))
    return found if is_last or found.last > place + 1 or row.small(found.last + 1) in _OBJECTS else None


def _behind(row: Row, place: int, between: frozenset[str]) -> int:
    """The first place behind another whose word is none of some."""
    place += 1
    while row.small(place) in between:
        place += 1
    return place


def participle_lost(row: Row, place: int) -> RowSlip | None:
    """Bad: ils ont créer, a été financer, ont été rembourser, sont arriver."""
    verb = _behind(row, place, _ADVERBS)
    found = participle(row.plain(verb))
    if not found:
        return None
    better = row.ending(place, verb, found)
    is_being = any(row.small(one) == "été" for one in range(place + 1, verb))
    is_many = row.small(place) in (_THEY_HAVE if is_being else _OF_MANY)
    return _of_many(place, verb, better) if is_many else RowSlip(place, verb, better)


def _of_many(first: int, last: int, one: str) -> RowSlip:
    """A participle of many, of men or of women."""
    return RowSlip(first, last, f"{one}s", (f"{one}es",))


def participle_of_being_lost(row: Row, place: int) -> RowSlip | None:
    """The same where an infinitive may stand. Good: c'est aller loin, donner est partager, l'été arriver."""
    before = row.small(place - 1)
    if row.small(place) == "été":
        return participle_lost(row, place) if before in (*_HAVING, *_ADVERBS) else None
    return None if before in ("c'", "ce") or before.endswith(_INFINITIVE_END) else participle_lost(row, place)


def has_or_to(row: Row, place: int) -> RowSlip | None:
    """« a » and an infinitive, which is « à » or a participle. Bad: elle a créer, appris a trier, A travailler."""
    found = participle_lost(row, place)
    if not found or found.last > place + 1 or row.small(place - 1) in _SUBJECTS:
        return found
    if row.words[place].typed == "A":
        return RowSlip(place, found.last, f"À {row.small(found.last)}")
    return found._replace(others=(f"à {row.small(found.last)}",))


def lost_has(row: Row, place: int) -> RowSlip | None:
    """« à » for « a ». Bad: elle à décidé, la mairie à financé, le puits à été creusé."""
    before, verb = row.small(place - 1), row.plain(place + 1)
    meant, is_subject = infinitive(verb), before in _BEFORE_HAS
    is_done = verb in _SURE_PARTICIPLES or meant or (is_subject and _PARTICIPLE_END.match(verb))
    if not before or not is_done or verb in _NO_PARTICIPLE or verb.endswith("ée"):
        return None
    return RowSlip(place, place + 1, f"a {verb}", () if is_subject or not meant else (f"à {meant}",))


def of_several_lost(row: Row, place: int) -> RowSlip | None:
    """Bad: ils travaille, elles n'a, ils a décidé."""
    if row.small(place) == "elles" and (row.small(place - 1) in _NOT_A_SUBJECT or row.small(place - 1) == "à"):
        return None
    verb = _behind(row, place, _CLITICS)
    many = _what_they_do(row, verb)
    if LISTED["impersonnels"] & {row.small(verb)} or row.small(verb + 1) == "fallu":
        return RowSlip(place, verb, f"{row.like(place, 'il')} {row.typed(place + 1, verb)}")
    if many and row.small(verb - 1) in ("s'", "n'") and many[0] not in "aeiou":  # s'est: se sont
        return RowSlip(place, verb, f"{row.ending(place, verb - 1, row.small(verb - 1)[0])}e {many}")
    return last_word(row, place, verb, many) if many else None


def _what_they_do(row: Row, verb: int) -> str:
    """Of what one does, or what we do: ils travaille, ils viendrons."""
    typed = row.plain(verb)
    is_ours = is_verb(typed) and "4" in persons(typed) and row.small(verb - 1) != "nous"
    return of_several(typed) or (conjugated(typed, "6") if is_ours else "")


def of_one_lost(row: Row, place: int) -> RowSlip | None:
    """Bad: il mangent, on ont, elle étaient ; il peux, on fais."""
    if row.small(place) == "elle" and row.small(place - 1) in _NOT_A_SUBJECT:
        return None
    verb = _behind(row, place, _CLITICS)
    one = of_one(row.plain(verb))
    better = one or _third(row.plain(verb))
    if not better:
        return None
    own, who = row.ending(place, verb, better), row.typed(place, place)
    if not one or row.small(place) not in ("il", "elle"):
        return RowSlip(place, verb, own)
    several = row.typed(place, verb).replace(who, f"{who}s", 1)
    return RowSlip(place, verb, several, () if verb > place + 1 else (own,))


def _third(verb: str) -> str:
    """What he does, of what I do: peut of peux, fait of fais, prend of prends."""
    if verb in _NO_VERB or verb in _CLITICS or not verb.endswith(("s", "x")):
        return ""
    return next((way for way in (f"{verb[:-1]}t", verb[:-1]) if is_word(way) and way.endswith(("t", "d"))), "")


def of_me_lost(row: Row, place: int) -> RowSlip | None:
    """Bad: je fait, je peut, j'avait."""
    verb = _behind(row, place, _CLITICS)
    typed = row.plain(verb)
    mine = PAIRED["verbes_de_moi"].get(typed, "")
    if not mine and typed.endswith("t"):
        mine = next((way for way in (f"{typed[:-1]}s", f"{typed}s") if is_word(way)), "")
    return last_word(row, place, verb, mine) if mine else None


def subject_of_several(row: Row, place: int) -> RowSlip | None:
    """A sentence that begins with several. Bad: Les habitants a décidé, Les femmes travaille ensemble."""
    if place or not row.begins_sentence or not row.small(1).endswith(("s", "x")):
        return None
    verb = _behind(row, 1, _CLITICS)
    typed = row.plain(verb)
    is_sure = typed in _SURE_VERBS or row.small(verb + 1) in _DETERMINERS
    many = of_several(typed) if is_sure and not plural(row.small(1)) else ""
    return last_word(row, 0, verb, many) if many else None


_SURE_VERBS = listed("a est va fait peut doit veut sait était avait sera aura vient")


def attribute_of_several(row: Row, place: int) -> RowSlip | None:
    """Bad: sont content, étaient situé, sont née. Good: ne sont point, sont partie prenante."""
    if row.small(place - 1) in ("ne", "n'", "ce", "se", "s'"):
        return None
    verb = _behind(row, place, _ADVERBS | _HOW_MUCH)
    word = row.plain(verb)
    is_attribute = len(word) > len("tri") and (word.endswith("ée") or is_word(f"{word}es"))
    many = plural(word) if is_attribute and word not in _NO_ATTRIBUTE else ""
    return last_word(row, place, verb, many) if many else None


_NO_ATTRIBUTE = listed("fort haut court bas juste tout point droit maître partie")


def reflexive_lost(row: Row, place: int) -> RowSlip | None:
    """Bad: la commission se réuni, elle s'est bâti mais se fini."""
    typed = row.plain(place + 1)
    if typed.endswith("i") and is_word(f"{typed}t") and is_word(f"{typed}e"):
        return last_word(row, place, place + 1, f"{typed}t")
    return None


def finished(row: Row, place: int) -> RowSlip | None:
    """Bad: a finit, est réunit, a eut. Good: a dit, a produit, est soit."""
    verb = _behind(row, place, _ADVERBS)
    better = PAIRED["passes"].get(row.plain(verb)) or _without_end(row.plain(verb))
    return last_word(row, place, verb, better) if better else None


def _without_end(verb: str) -> str:
    is_one = verb.endswith("it") and verb != "soit" and len(verb) > len("vit") and is_word(f"{verb[:-1]}e")
    return verb[:-1] if is_one and is_word(verb[:-1]) else ""


def accent_lost(row: Row, place: int) -> RowSlip | None:
    """Bad: on a plante des arbres. Good: à cause des arbres, ils ont fête le soir."""
    verb = place + 1
    typed = row.plain(verb)
    done = f"{typed[:-1]}é"
    is_done = typed.endswith("e") and of_several(typed) and infinitive(done) and typed not in _WHAT_ONE_HAS
    return last_word(row, place, verb, done) if is_done and row.small(verb + 1) in _OBJECTS else None


def passive_of_several(row: Row, place: int) -> RowSlip | None:
    """Bad: ils ont été sensibilisé, elles ont été formée."""
    verb = row.plain(place + 1)
    is_passive = row.small(place - 1) in ("ont", "avaient", "auront", "auraient") and infinitive(verb)
    if not is_passive or not verb.endswith(("é", "ée")):
        return None
    better = row.ending(place, place + 1, verb)
    return RowSlip(place, place + 1, f"{better}s") if verb.endswith("ée") else _of_many(place, place + 1, better)


def themselves(row: Row, place: int) -> RowSlip | None:
    """Bad: ils se sont réuni. Good: ils se sont demandé si, se sont donné un toit."""
    verb = place + 1
    typed, after = row.plain(verb), row.small(verb + 1)
    is_participle = typed.endswith(("é", "i")) and len(typed) > len("ami") and is_word(f"{typed}es")
    if (
        row.small(place - 1) != "se"
        or not is_participle
        or typed in LISTED["a_quelqu_un"]
        or after in _DETERMINERS | _WHAT_IS_ASKED
    ):
        return None
    return _of_many(place, verb, row.ending(place, verb, typed))


VERB_RULES: RowRules = (  # each by the words that it looks behind
    (LISTED["appellent_un_infinitif"], infinitive_lost),
    (("pour",), infinitive_of_aim_lost),
    (("a",), has_or_to),
    (_HAVING - {"a"}, participle_lost),
    (_BEING, participle_of_being_lost),
    (_HAVING | _BEING, finished),
    (_HAVING, accent_lost),
    (("été",), passive_of_several),
    (listed("sont étaient"), themselves),
    (_OF_MANY, attribute_of_several),
    (("à",), lost_has),
    (("ils", "elles"), of_several_lost),
    (("il", "elle", "on", "ça", "cela"), of_one_lost),
    (("je", "j'"), of_me_lost),
    (("les", "ces", "nos", "mes", "leurs"), subject_of_several),
    (("se", "s'"), reflexive_lost),
)

"""Small French words in the place of others: « c'est développée », « se sont les femmes », « nous leurs avons »."""

from __future__ import annotations

from fiches.lint.french_kinds import pairs
from fiches.lint.french_words import LISTED, PAIRED, infinitive, of_several, plural
from fiches.lint.word_rows import Row, RowRules, RowSlip, last_word, listed, pair

_THINGS = listed("le la les l' un une des du d' ces ses nos leurs eux elles nous mes deux trois")
_BEFORE_IT_IS = listed("on il elle")
_JOINS = listed("et mais que qu' quand car puis alors donc si or où comme lorsque parce qui pourquoi oui non voilà")
_HELPS = listed("a ont ai avons avez avait avaient est sommes sera seront aura donne donnons donnent faut fait")
_WHO_GIVES = LISTED["sujets"] | {"ne", "n'", "qui"}
_TO_TAKE = listed("fait font faire faisait faisaient faisant ferait feront fera fais faisons")
_ONE_IS = listed("est a fait va peut doit était reste compte manque")
_ARE = listed("est sont étaient était sommes sera seront suis")
_BEFORE_FUTURE = listed("n' ne y en l' le la les leur lui vous pas")
_OF_FIRST = listed("je j' et ou mais qui moi") | {""}


def it_is_itself(row: Row, place: int) -> RowSlip | None:
    """Bad: la coopérative c'est développée, on c'est dit. Good: mais c'est décidé, ici c'est gagné."""
    before, after, verb = row.small(place - 1), row.plain(place + 2), row.small(place + 1)
    if verb not in ("est", "était", "étaient") or before in _JOINS:
        return None
    is_named = (plural(before) if verb != "étaient" else pairs(before, "N")) and row.small(place - 2) != ""
    is_done = before in _BEFORE_IT_IS or (infinitive(after) and is_named)
    return RowSlip(place, place + 1, f"s'{verb}") if is_done else None


def itself_it_is(row: Row, place: int) -> RowSlip | None:
    """Bad: se sont les femmes, bien que se soit, se n'est pas."""
    after, behind = row.small(place + 1), row.small(place + 2)
    is_it = after in ("sont", "était", "sera", "fut") and behind in _THINGS
    is_it = is_it or (after == "n'" and behind in ("est", "était", "sont"))
    is_it = is_it or (after == "soit" and row.small(place - 1) in ("que", "quoique") and not infinitive(behind))
    return RowSlip(place, place, row.like(place, "ce")) if is_it else None


def this_are(row: Row, place: int) -> RowSlip | None:
    """Bad: les ateliers ce sont déroulés."""
    after = row.small(place + 1)
    is_done = after in ("sont", "étaient") and row.plain(place + 2).endswith(("és", "ées"))
    return RowSlip(place, place + 1, f"se {after}") if place and is_done and infinitive(row.small(place + 2)) else None


def those_this(row: Row, place: int) -> RowSlip | None:
    """Bad: ceux sont les femmes, ceux qui est important."""
    after, behind = row.small(place + 1), row.small(place + 2)
    if after == "sont" or (after in ("qui", "que") and behind in _ONE_IS and row.small(place + 3) != "qui"):
        return pair(row, place, "ce", after)
    return None


def theirs_them(row: Row, place: int) -> RowSlip | None:
    """Bad: nous leurs avons donné, il leurs faut."""
    is_pronoun = row.small(place - 1) in _WHO_GIVES and row.small(place + 1) in _HELPS
    return RowSlip(place, place + 1, f"leur {row.small(place + 1)}") if is_pronoun else None


def part_of(row: Row, place: int) -> RowSlip | None:
    """Bad: cela fait parti du projet."""
    return last_word(row, place - 1, place, "partie") if row.small(place - 1) in _TO_TAKE else None


def ready(row: Row, place: int) -> RowSlip | None:
    """Bad: ils sont près à partir, elle est prés à."""
    before = row.small(place - 1)
    if before not in _ARE or row.small(place + 1) != "à":
        return None
    end = "s" if before in ("sont", "étaient", "sommes", "seront") else ""
    return RowSlip(place, place, f"prêt{end}", (f"prête{end}",))


def first_for_third(row: Row, place: int) -> RowSlip | None:
    """Bad: le projet n'aurai pas. Good: je n'aurai pas."""
    subject = place - 1
    while row.small(subject) in _BEFORE_FUTURE:
        subject -= 1
    return None if row.small(subject) in _OF_FIRST else RowSlip(place, place, PAIRED["conditionnels"][row.small(place)])


def of_a_dozen(row: Row, place: int) -> RowSlip | None:
    """Bad: une dizaine de femme, des centaines d'arbre."""
    word = row.plain(place + 2)
    if row.small(place + 1) not in ("de", "d'") or not plural(word):
        return None
    return last_word(row, place, place + 2, plural(word))


def others(row: Row, place: int) -> RowSlip | None:
    """Bad: d'autres solution. Good: d'autres porte-parole, d'autres pensent."""
    word = row.plain(place + 1)
    many = "" if of_several(word) else plural(word)
    return last_word(row, place, place + 1, many) if many and row.small(place - 1) == "d'" else None


def ours(row: Row, place: int) -> RowSlip | None:
    """Bad: nôtre village, vôtre aide. Good: le nôtre, les leurs et les nôtres."""
    is_ours = pairs(row.plain(place + 1), "N") & {"ms", "fs"} and row.small(place - 1) not in ("le", "la", "du", "au")
    meant = row.small(place).replace("ô", "o")
    return RowSlip(place, place, row.like(place, meant)) if is_ours else None


SMALL_WORD_RULES: RowRules = (  # each by the words that it looks behind
    (("c'",), it_is_itself),
    (("se",), itself_it_is),
    (("ce",), this_are),
    (("ceux",), those_this),
    (("leurs",), theirs_them),
    (("parti",), part_of),
    (("près", "prés", "pret"), ready),
    (PAIRED["conditionnels"], first_for_third),
    (LISTED["quantites"], of_a_dozen),
    (("autres",), others),
    (("nôtre", "vôtre"), ours),
)

"""French words that do not go with the word before them: an article or a figure and its noun, a vowel that elides."""

from __future__ import annotations

import re

from fiches.lint.french_kinds import EVERY, letters_of, pairs, persons
from fiches.lint.french_words import (
    LISTED,
    NUMBER_WORDS,
    PAIRED,
    SHORTEST_FORM,
    infinitive,
    is_form,
    is_word,
    may_be_verb,
    plural,
    singular,
)
from fiches.lint.noun_groups import DETERMINERS
from fiches.lint.word_rows import Row, RowRules, RowSlip, listed, pair

_ONLY_OF_SEVERAL = listed("des ces mes tes ses nos vos leurs aux plusieurs quelques")
_PERHAPS_OF_SEVERAL = listed("nombreux nombreuses les certains certaines différents différentes divers diverses")
_ONLY_OF_ONE = listed("un une chaque cet cette ce aucun aucune du au mon ma ton ta son sa notre votre")
_PERHAPS_OF_ONE = listed("le la leur")  # also pronouns: je la vois
_WHO_DOES = listed("je j' tu ne n' me m' te t' nous vous se s' le la les l' en")
_BEFORE_COUNT = listed(
    "les des ces ses nos leurs et a ont soit avec pour environ de dont sur par quelque à compte comptent regroupe sont"
)
_COUNTING_VERB = re.compile("[a-zà-ÿ]{2,}(?:é|és|er|ir|ait|aient|u)$")
_SMALL_COUNT = re.compile(r"[2-9]|[1-9]\d|[1-9]\d\d|(?!19|20)[1-9]\d{3,6}")  # of more figures, no year
_GROUP, _BEFORE_GROUP = re.compile(r"\d{3}"), re.compile(r"\d{1,3}")
_BEFORE_OBJECT = listed("par pour sans dans sur avec chez vers entre contre sous selon malgré parmi durant")
_ARTICLES = listed("les des ces ses nos vos leurs aux de un une")
_ELIDED_BEFORE = re.compile(f"[aeiouàâéèêëîïôûœ]|{'|'.join(sorted(LISTED['h_muet']))}")
_ELIDES = {"le": "l'", "la": "l'", "de": "d'", "que": "qu'", "je": "j'", "ne": "n'", "se": "s'", "jusque": "jusqu'"}
_ELIDES_BEFORE_ALL = ("je", "ne", "se", "que")  # also before small words
_SMALL_VOWELS = listed("a est il ils elle elles on en y un une ai était avait ont")
_BEFORE_VOWEL = {"ma": "mon", "ta": "ton", "sa": "son", "ce": "cet"}
_AFTER_CE = listed("aussi encore enfin ensuite afin alors après avant à en entre été")
_OF_NO_GENDER = ("grand", "demi", "mi", "super", "public")  # grand mère, demi heure
_OF_HER = {"un": "une", "le": "la", "du": "de la", "au": "à la", "ce": "cette", "cet": "cette"}
_OF_HIM = {"une": "un", "la": "le", "cette": "ce"}
_OF_HER_ELIDES = {"le": "l'", "du": "de l'", "au": "à l'"}


def lost_plural(row: Row, place: int) -> RowSlip | None:
    """Bad: des famille, les femme, trois bac."""
    article, word = row.small(place), row.plain(place + 1)
    many = plural(word) if len(word) >= len("ans") else ""
    if not many or _shares_noun(row, place + 1) or row.small(place - 1) in ("un", "une"):
        return None
    is_noun = article in _ONLY_OF_SEVERAL or not may_be_verb(word) or _follows_no_subject(row, place)
    is_noun = is_noun or (article in NUMBER_WORDS and bool(persons(row.small(place - 1), "iqsf")))
    return pair(row, place, article, many) if is_noun else None


def _follows_no_subject(row: Row, place: int) -> bool:
    """Whether « les » before what may be a verb is no pronoun: « dans les place », « Les marche » at the beginning."""
    is_first = row.begins_sentence and place == 0
    is_share = row.small(place) in NUMBER_WORDS and row.small(place - 1) == "sur"  # une élève sur douze manque
    is_verb_there = is_share or row.small(place + 1).endswith(("ant", "r", "re"))
    return not is_verb_there and (is_first or row.small(place - 1) in _BEFORE_OBJECT)


def _shares_noun(row: Row, place: int) -> bool:
    """Whether another word follows that shares the article: « vos ancienne et nouvelle cartes »."""
    return row.small(place + 1) in ("et", "ou") and row.small(place + 2) not in _ARTICLES


def lost_plural_of_count(row: Row, place: int) -> RowSlip | None:
    """Bad: 20 bac, 1 200 habitant. Good: le 12 mars, rue 3, à 20 km."""
    first = place
    while first and _GROUP.fullmatch(row.small(first)) and _BEFORE_GROUP.fullmatch(row.small(first - 1)):
        first -= 1
    is_number = first < place or _SMALL_COUNT.fullmatch(row.small(place))
    many = plural(row.plain(place + 1)) if is_number and _is_counted(row, first, place + 1) else ""
    return RowSlip(first, place + 1, f"{row.typed(first, place)} {many}") if many else None


def _is_counted(row: Row, first: int, place: int) -> bool:
    """Whether a word behind a figure is a noun, and no verb of which the figure is the subject: « 16 produit »."""
    word = row.plain(place)
    is_noun = not may_be_verb(word) or row.small(first - 1) in _ARTICLES
    return is_noun and not infinitive(word) and (_counts(row, first) or word in LISTED["comptes"])


def _counts(row: Row, first: int) -> bool:
    """Whether a figure says how many: behind an article, a verb, or at the beginning of an item."""
    if not first:
        return row.line.startswith(("- ", "* ")) and row.begins_sentence
    return row.small(first - 1) in _BEFORE_COUNT or bool(_COUNTING_VERB.match(row.small(first - 1)))


def lost_singular(row: Row, place: int) -> RowSlip | None:
    """Bad: chaque familles, cette années, un réseaux."""
    article, word = row.small(place), row.plain(place + 1)
    one = singular(word)
    if not one or (article == "son" and row.small(place - 1) in ("de", "du", "le", "un")):  # which one hears
        return None
    found, several = pair(row, place, article, one), PAIRED["articles_au_pluriel"].get(article)
    if several and pairs(one, "N") and not pairs(one, "NA") & DETERMINERS.get(article, EVERY):
        return pair(row, place, several, word)
    return found._replace(others=(f"{row.like(place, several)} {word}",)) if several else found


def lost_singular_of_article(row: Row, place: int) -> RowSlip | None:
    """The same behind what may be a pronoun. Bad: le projets, leur enfants. Good: tu la portes."""
    one = singular(row.plain(place + 1))
    if not one or row.small(place - 1) in _WHO_DOES or may_be_verb(one):
        return None
    if row.small(place) == "leur":
        return pair(row, place, "leurs", row.plain(place + 1))
    return lost_singular(row, place)


def lost_elision(row: Row, place: int) -> RowSlip | None:
    """Bad: le eau, de enfants, que il, je ai."""
    small, word = row.small(place), row.plain(place + 1)
    if not _ELIDED_BEFORE.match(word) or not is_form(word) or (small in _PERHAPS_OF_ONE and singular(word)):
        return None
    elides = word in _SMALL_VOWELS if small in _ELIDES_BEFORE_ALL else False
    return pair(row, place, _ELIDES[small], word) if elides or _is_long(word) else None


def before_vowel(row: Row, place: int) -> RowSlip | None:
    """Bad: sa école, ce hôpital."""
    small, word = row.small(place), row.plain(place + 1)
    if not _ELIDED_BEFORE.match(word) or not is_word(word) or not _is_long(word):
        return None
    is_noun = small != "ce" or (plural(word) and not may_be_verb(word) and word not in _AFTER_CE)
    return pair(row, place, _BEFORE_VOWEL[small], word) if is_noun else None


def before_consonant(row: Row, place: int) -> RowSlip | None:
    """Bad: cet projet, cet coopérative. Good: cet hôtel."""
    word = row.plain(place + 1)
    named = pairs(word, "NA") & {"ms", "fs"}
    if _ELIDED_BEFORE.match(word) or word.startswith("h") or not named or ("fs" in named and "ms" in named):
        return None
    return pair(row, place, "ce" if "ms" in named else "cette", word)


def _is_long(word: str) -> bool:
    return len(word) > len("eu") and word not in LISTED["sans_elision"]


def his_of_her(row: Row, place: int) -> RowSlip | None:
    """Bad: un association, le route, ce formation. Good: le porte."""
    word = row.plain(place + 1)
    if not _is_only(word, "fs"):
        return None
    elided = _OF_HER_ELIDES.get(row.small(place)) if _ELIDED_BEFORE.match(word) else None
    return pair(row, place, elided or _OF_HER[row.small(place)], word)


def hers_of_him(row: Row, place: int) -> RowSlip | None:
    """The same the other way. Bad: une village, la puits. Good: la partage."""
    article, word = row.small(place), row.plain(place + 1)
    if not _is_only(word, "ms", "N" if article == "la" else "NV"):
        return None
    return pair(row, place, "cet" if article == "cette" and _ELIDED_BEFORE.match(word) else _OF_HIM[article], word)


def _is_only(word: str, pair: str, letters: str = "N") -> bool:
    """Whether a word is a noun of one gender, and nothing else than what some letters say."""
    found = letters_of(word) if len(word) >= SHORTEST_FORM else frozenset[str]()
    may_do = "V" in found - {*letters} and (may_be_verb(word) or word.endswith(("s", "t", "d", "x")))
    if may_do or "N" not in found or found - {"N", "V", "A"}:
        return False
    named = pairs(word, "NA")
    return word not in _OF_NO_GENDER and pair in named and {one[0] for one in named} == {pair[0]}


NOUN_RULES: RowRules = (  # each by the words that it looks behind
    ((*_ONLY_OF_SEVERAL, *_PERHAPS_OF_SEVERAL, *NUMBER_WORDS), lost_plural),
    (_OF_HER, his_of_her),
    (_OF_HIM, hers_of_him),
    (_ELIDES, lost_elision),
    (_BEFORE_VOWEL, before_vowel),
    (("cet",), before_consonant),
    (_ONLY_OF_ONE, lost_singular),
    (_PERHAPS_OF_ONE, lost_singular_of_article),
)

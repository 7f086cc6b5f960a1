"""Words that no dictionary has: what one slip makes of them, and what is left as its author types it."""

from __future__ import annotations

import json
from itertools import islice, pairwise

import pytest

from fiches.config import languages
from fiches.content import source
from fiches.core.messages import catalogue
from fiches.core.problems import fault
from fiches.lint import dictionary, held_keys, name_slips, slips, spelling
from fiches.lint.slips import Neighbours
from support.sources import FRONT, text

words = catalogue("fr")
ALONE = Neighbours()
LEFT = (
    "khettara tiwizi seguia moqaddem agdal arganier caroubier tadelakt webinaire réseautage exports cliquez dest "
    "touiza moussem jmaa assif matfia foggara mejmar aghrom habous fqih médersa zellige amlou dayas "
    "gouvernance écotourisme phytoépuration agropastoral fondouk chantassions "
    "maitriser brulent évènement règlementation codéveloppement réassembler relamping perma œuvre âge cliqué terrasse"
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("lassociation", "l'association"),
        ("nest", "n'est"),
        ("trèèès", "très"),
        ("merciiii", "merci"),
        ("dechets", "déchets"),
        ("béneficiaires", "bénéficiaires"),
        ("comunauté", "communauté"),
        ("finnancement", "financement"),
        ("asociation", "association"),
        ("chargmeent", "chargement"),
        ("intermédaire", "intermédiaire"),
        ("notemment", "notamment"),
        ("plusieur", "plusieurs"),
        ("malgrés", "malgré"),
        ("formatoin", "formation"),
        ("cotisaton", "cotisation"),
        ("pqsse", "passe"),
        ("evenement", "événement"),
        ("lacamionnette", "la camionnette"),
    ],
)
def test_a_slip_is_told_with_what_it_was_meant_for(typed, meant):
    assert slips.of_word(typed, "fr", ALONE).meant == meant


@pytest.mark.parametrize(
    "typed",
    LEFT.split(),
)
def test_names_terms_and_new_spelling_are_left_as_they_are(typed):
    assert slips.of_word(typed, "fr", ALONE) is None


@pytest.mark.parametrize(
    ("word", "beside", "parted"),
    [("cultés", Neighbours("diffi"), "diffi cultés"), ("nancement", Neighbours("fi", "du"), "fi nancement")],
)
def test_both_parts_of_a_word_are_told(word, beside, parted):
    assert slips.of_word(word, "fr", beside)[:3] == (parted, parted.replace(" ", ""), True)


def test_few_words_that_may_have_been_meant_are_all_told():
    assert slips.of_word("adhérants", "fr", ALONE) == ("adhérants", "adhérents", False, ("adhérant",))
    parsed, _ = source.parse_bytes(text(FRONT, Contexte="Les adhérants paient.").encode(), "fiche", "fiche.md")
    [one] = spelling.check(parsed, "fr")
    assert "écrivez « adhérents » ou « adhérant »" in words.text(one.hint)


def test_a_lexicon_has_each_form_once_in_the_order_of_its_bytes():
    lines = (languages.of("fr").folder / dictionary.LEXICON_FILE).read_bytes().splitlines()
    lines = [line.partition(b"\t")[0] for line in lines]
    assert len(lines) > 400_000 and all(one < other for one, other in pairwise(lines))
    known = dictionary.lexicon_of("fr")
    assert all(one.decode() in known for one in (lines[0], lines[200_000], lines[-1]))
    assert "plusieur" not in known and "" not in known and not dictionary.lexicon_of("zgh")


def test_a_lexicon_tells_what_a_form_can_be():
    known = dictionary.lexicon_of("fr")
    assert known.kinds("villages") == {"Nmp"} and known.kinds("pauvre") == {"Aes", "Nes"}
    assert known.kinds("construit") == {"Ams", "Pms", "Vi3"} and known.kinds("fasse") == {"Vc1", "Vc3"}
    assert known.kinds("avoir") >= {"I"} and not known.kinds("plusieur") and not known.kinds("")


def test_a_line_in_another_language_has_no_slips():
    assert told("Los miembros de la diáspora que quieren invertir en el país no deben ser vistos.") == []
    assert told("The committee repaired the pump and its members shared the costs of the pipes.") == []


def test_languages_without_a_good_list_have_no_words():
    assert dictionary.words_of("es") == dictionary.words_of("zgh") == dictionary.WITHOUT_LIST
    assert slips.of_word("assosiation", "zgh", ALONE) is None
    assert dictionary.commonest(["a", "b"], dictionary.Frequencies(b'{\n"a": 10,\n"b": 9\n}'), 30) == ""


def told(body, language="fr", front=FRONT):
    parsed, _ = source.parse_bytes(text(front, Contexte=body).encode(), "fiche", "fiche.md")
    return [
        (one.line, one.column, words.text(one.hint).split("« ")[1].split(" »")[0])
        for one in spelling.check(parsed, language)
    ]


def test_words_are_told_at_their_places():
    assert told("Les enfants et\nl'asociation : lécole des menages.") == [
        (15, 3, "association"),
        (15, 16, "l'école"),
        (15, 27, "ménages"),
    ]
    assert told("Rien.", front=f"{FRONT}\nchapeau: Un four pour les menages") == [(4, 27, "ménages")]


def test_what_an_author_writes_twice_is_a_word_but_not_what_a_key_has_done():
    assert told("Une asociation. Une asociation.") == []
    assert len(told("Quand lassociation vient, lassociation trie.")) == 2


@pytest.mark.parametrize(
    "body", ["Un *asociation*, `menages`, [menages]{lang=en}, [ici](https://menages.org/asociation), « asociation »."]
)
def test_words_that_are_none_of_the_language_are_left(body):
    assert told(body) == []


@pytest.mark.parametrize(
    ("line", "better"),
    [
        ("lE CAMION passe", "le"),
        ("La COmmune a voté", "commune"),
        ("Il passe é fois par semaine", "2"),
        ("Il dessert ç douars", "9"),
    ],
)
def test_keys_held_too_long_or_not_at_all(line, better):
    (one,) = (*held_keys.capitals(line), *held_keys.figures(line))
    assert f"« {better} »" in words.text(one.in_file("fiche.md").hint)


def test_capitals_that_are_meant():
    line = "Le pH, 5 kWh, des ONGs, McDonald, LE PUITS À CREUSER ; « é » est une lettre, R & D aussi."
    assert [*held_keys.capitals(line), *held_keys.figures(line)] == []


PLACES = "titre: Lire\nterritoire: {commune: Ouijjane, province: Tiznit}\nrecueilli_aupres: [{nom: Ahmed Abrhaiche}]"


@pytest.mark.parametrize(
    ("typed", "names"),
    [("À Tisnit, selon Abrhaich.", ["Tiznit", "Abrhaiche"]), ("À Tiznit, Ahmad et Ouijjane, des Tiznitis.", [])],
)
def test_names_are_written_as_in_the_header(typed, names):
    parsed, _ = source.parse_bytes(text(PLACES, Contexte=typed).encode(), "fiche", "fiche.md")
    told = [words.text(one.hint) for one in name_slips.check(parsed, "fr")]
    assert len(told) == len(names) and all(f"« {name} »" in one for name, one in zip(names, told, strict=True))


def test_a_list_is_looked_up_as_a_table_of_it_would_be():
    words = dictionary.words_of("fr")
    listed = json.loads(words._data)
    assert words
    assert all(words[one] == listed[one] for one in [*islice(listed, 0, None, 97), max(listed)])
    assert not any(one in words for one in ("", "{", "a\n", "aaab", "zzz", "œœ") if one not in listed)


@pytest.mark.parametrize("known", [True, False])
def test_of_two_spellings_a_gazetteer_knows_the_right_one(known):
    """The header is told then, once; without it, each place of the text is, as either may be right."""
    front = "titre: Lire\nterritoire: {commune: Ouijjane}\ndiaspora: {ville: Montpelier}"
    parsed, _ = source.parse_bytes(text(front, Contexte="À Montpellier. De Montpellier.").encode(), "fiche", "fiche.md")
    slips = name_slips.check(parsed, "fr")
    told = fault("lieu-autrement", 4, 11, typed="Montpelier", name="Montpellier").in_file("fiche.md")
    found = [(one.line, one.code) for one in name_slips.settled([*slips, *([told] if known else [])])]
    assert found == ([(4, "orthographe")] if known else [(one.line, "orthographe") for one in slips])
    assert len(slips) == 2

"""Pull quotes: the author's choice, then the page's best passage, the same each time."""

import pytest

from fiches.content import markdown
from fiches.content.blocks import words_of
from fiches.typography.pull_quotes import choose, unquoted

TWO = "On a dit « Le puits a changé la vie du village. » puis on est parti."
THREE = "Rien à citer ici, sinon « un mot »."


def test_the_author_s_sentence_goes_to_the_page_that_holds_it():
    texts = {2: "Le chantier dura un an.", 3: "L'eau est l'affaire de tous. Rien d'autre."}
    assert choose(texts, ["L’eau est l'affaire de tous."]) == {3: "L’eau est l'affaire de tous."}


def test_a_sentence_found_nowhere_goes_to_the_first_page_without():
    assert choose({2: "Un.", 3: "Deux."}, ["Cette phrase n'est écrite nulle part."])[2].startswith("Cette")


def test_spoken_passages_are_chosen_when_the_author_chose_none():
    assert choose({2: TWO, 3: THREE}, []) == {2: "Le puits a changé la vie du village."}


@pytest.mark.parametrize(
    "passage",
    [
        "trop court",
        "commence par une minuscule et ne se tient donc pas seule",
        " ".join(["Mot"] * 30),
    ],
)
def test_passages_that_cannot_stand_alone_are_left(passage):
    assert choose({2: f"On dit « {passage} »."}, []) == {}


def test_the_length_nearest_to_eleven_words_wins_and_the_first_of_equals():
    long = "Celui-ci compte exactement onze mots, pas un de plus ni moins"
    text = f"« Celui-ci en compte cinq. » puis « {long} » puis « {long.replace('Celui', 'Celle')} »"
    assert choose({2: text}, []) == {2: f"{long}."}


def test_a_long_passage_gives_one_of_its_sentences():
    text = "« Une coordination, c'est donner et recevoir. " + "Le reste est une longue explication " * 6 + ". »"
    assert choose({3: text}, []) == {3: "Une coordination, c'est donner et recevoir."}


def test_sentences_that_lean_on_others_come_last():
    texts = {2: "« C'est parmi les facteurs de réussite principaux. » et « Le village entier a creusé avec nous. »"}
    assert choose(texts, []) == {2: "Le village entier a creusé avec nous."}


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("« Le bus est venu. »", "Le bus est venu. "),
        ("« Le bus est venu ».", "Le bus est venu."),
        ("« Un » et « deux »", "« Un » et « deux »"),
        ("Le bus est venu.", "Le bus est venu."),
    ],
)
def test_guillemets_that_enclose_a_whole_testimony_go(typed, printed):
    blocks, _ = markdown.read(typed, 1)
    assert " ".join(words_of(unquoted(blocks))).strip() == printed.strip()


def test_guillemets_go_over_several_paragraphs_too():
    blocks, _ = markdown.read("« Le bus est venu.\n\nIl est reparti. »", 1)
    assert list(words_of(unquoted(blocks))) == ["Le bus est venu.", "Il est reparti."]


def words(count):
    return " ".join(["Nous", *["allons"] * (count - 1)])


@pytest.mark.parametrize(("count", "chosen"), [(4, False), (5, True), (20, True), (21, False)])
def test_a_quotation_has_from_five_to_twenty_words(count, chosen):
    assert (choose({2: f"« {words(count)}. »"}, []) == {2: f"{words(count)}."}) == chosen


@pytest.mark.parametrize(("one", "other"), [(11, 10), (11, 12), (12, 9), (10, 13), (9, 14), (13, 8), (8, 15), (7, 16)])
def test_the_nearer_to_eleven_words_is_chosen_wherever_it_stands(one, other):
    for first, second in ((one, other), (other, one)):
        assert choose({2: f"« {words(first)}. » et « {words(second)}. »"}, []) == {2: f"{words(one)}."}


@pytest.mark.parametrize(("one", "other"), [(10, 12), (9, 13), (5, 17), (12, 10)])
def test_the_first_of_two_that_are_as_near_is_chosen(one, other):
    assert choose({2: f"« {words(one)}. » et « {words(other)}. »"}, []) == {2: f"{words(one)}."}


@pytest.mark.parametrize("weak", ["C'est", "Ce puits", "Cela", "Cette eau", "Il", "Elles", "Et", "Mais", "Les 3"])
def test_each_weak_beginning_gives_way_to_a_strong_one_of_any_length(weak):
    sentence = f"{weak} a donné du travail à tous les gens du village"
    assert choose({2: f"« {sentence}. » et « {words(20)}. »"}, []) == {2: f"{words(20)}."}
    assert choose({2: f"« {sentence}. »"}, []) == {2: f"{sentence}."}, "better than none"


@pytest.mark.parametrize(("typed", "printed"), [
    ("Nous avons creusé le puits ensemble !", "Nous avons creusé le puits ensemble !"),
    ("Nous avons creusé le puits ensemble,", "Nous avons creusé le puits ensemble."),
    ("Nous avons creusé le puits ensemble", "Nous avons creusé le puits ensemble."),
])  # fmt: skip
def test_a_quotation_ends_with_a_full_stop_or_its_own_mark(typed, printed):
    assert choose({2: f"« {typed} »"}, []) == {2: printed}

"""Pull quotes: the author's choice, then each page's best voice; guillemets that go."""

import pytest

from fiches.content import markdown
from fiches.content.blocks import words_of
from fiches.typography.pull_quotes import PullQuote, choose, spare, unquoted

PAGES = {2: ("demarche",), 3: ("facteurs",), 1: ("contexte",)}


def quotes(*homes, chosen=0):
    """Quotations of those rubrics in the order of their worth, the first so many chosen by the author."""
    return [PullQuote(f"Phrase {n}", rubric=home, is_chosen=n < chosen) for n, home in enumerate(homes)]


def chosen(found, refused=()):
    return {page: int(one.text[-1]) for page, one in choose(PAGES, found, refused).items()}


def test_each_goes_to_the_page_that_holds_it_the_best_first():
    assert chosen(quotes("facteurs", "demarche", "facteurs")) == {3: 0, 2: 1}


def test_one_of_no_page_is_spare_unless_its_author_chose_it():
    assert chosen(quotes("parole")) == {}
    found = quotes("parole")
    assert spare(choose(PAGES, found), found) == tuple(found)


@pytest.mark.parametrize("home", ["", "parole"])
def test_the_author_s_goes_to_the_first_page_without_when_none_holds_it(home):
    assert chosen(quotes("demarche", home, chosen=2)) == {2: 0, 3: 1}


def test_the_author_s_takes_the_place_of_one_that_nobody_chose():
    found = quotes("", "demarche", "facteurs", "contexte", chosen=1)
    assert chosen(found)[2] == 0 and spare(choose(PAGES, found), found) == (found[1],)


def test_a_second_of_the_author_s_for_one_page_is_spare():
    found = quotes("demarche", "demarche", chosen=2)
    assert chosen(found) == {2: 0} and spare(choose(PAGES, found), found) == (found[1],)


def test_one_that_is_refused_leaves_its_page_to_the_next():
    assert chosen(quotes("demarche", "demarche"), {(2, "Phrase 0")}) == {2: 1}


def test_the_author_s_that_is_refused_goes_elsewhere_or_stays_when_there_is_no_place():
    found = quotes("demarche", chosen=1)
    assert chosen(found, {(2, "Phrase 0")}) == {3: 0}
    assert chosen(found, {(page, "Phrase 0") for page in PAGES}) == {2: 0}


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

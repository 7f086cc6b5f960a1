"""Problems that a program mends: what its remedy says, done, and the problem is gone."""

from __future__ import annotations

import pytest

from fiches.lint import collection
from fiches.places.finder import PlaceFinders
from fiches.studio import mending
from support.mistakes import GOOD, MISTAKES
from support.sources import short_project

pytestmark = pytest.mark.no_unit


def mend(typed, code):
    """How a program mends the first problem of this code that it can mend."""
    project = short_project()
    found = collection.read_text(typed.encode(), "four", project, PlaceFinders(project)).problems
    return next((how for one in found if one.code == code and (how := mending.mend(one, typed))), None)


@pytest.mark.parametrize(("right", "typed", "code"), MISTAKES.values(), ids=MISTAKES)
def test_what_a_program_can_mend_is_mended(right, typed, code):
    wrong = GOOD.replace(right, typed, 1)
    while how := mend(wrong, code):  # a tab leaves spaces behind, which are another mistake
        wrong = mending.mended(wrong, how)
    assert wrong == GOOD
    assert mend(GOOD, code) is None


def test_what_asks_for_a_person_is_left_to_one():
    assert mend(GOOD.replace("langue: fr", "zzzz: fr"), "cle-inconnue") is None
    assert mending.mended(GOOD, mending.Mend(9_999, "a", "b")) == GOOD


def test_of_several_that_may_be_meant_a_person_chooses():
    assert mend(f"{GOOD}\nChacun a appris a trier.\n", "orthographe") is None
    how = mend(f"{GOOD}\nTout les jours, on trie.\n", "orthographe")
    assert how and (how.old, how.new) == ("Tout les", "Tous les")

"""How alike names must be, how near a village, how large a rival: each rule at its bound."""

from __future__ import annotations

import pytest

from fiches.places import names
from fiches.places.lookup import Gazetteer
from fiches.places.points import Ambiguous, Found, Municipality, Town, Unknown, kilometres


def alike(typed, name, *, loosely=True):
    return names.candidates(typed, [name, "Zzz"], loosely=loosely) == [0]


@pytest.mark.parametrize(
    ("typed", "name", "found"),
    [
        ("madol", "madot", False),
        ("mardol", "mardot", True),
        ("mardol", "margot", False),
        ("mardolbat", "mardotbad", False),
        ("mardolbati", "mardotbadi", True),
        ("mardolbati", "margotbadi", False),
    ],
    ids=["1 of 5", "1 of 6", "2 of 6", "2 of 9", "2 of 10", "3 of 10"],
)
def test_one_letter_amiss_in_six_and_two_in_ten(typed, name, found):
    """Only within one province or region."""
    assert alike(typed, name) == alike(name, typed) == found
    assert not alike(typed, name, loosely=False)


@pytest.mark.parametrize(("typed", "name", "found"), [("maradal", "murdulu", True), ("marada", "murdu", False)])
def test_four_consonants_are_as_good_as_a_name(typed, name, found):
    """« Rsmouka » and « Irasmouken »: vowels are written as one likes."""
    assert alike(typed, name) == found
    assert not alike(typed, name, loosely=False)


@pytest.mark.parametrize(("one", "other", "most", "steps"), [
    ("agadir", "agadir", 0, 0), ("agadir", "agadr", 1, 1), ("agadir", "agaddir", 1, 1), ("agadir", "agodir", 1, 1),
    ("agadir", "agodr", 1, None), ("agadir", "agodr", 2, 2), ("agadir", "aga", 2, None), ("agadir", "aga", 3, 3),
])  # fmt: skip
def test_letters_added_left_out_or_changed_are_counted(one, other, most, steps):
    assert names.distance(one, other, most) == names.distance(other, one, most) == steps


DEGREE = 111.195  # km from one parallel to the next


def test_a_degree_of_latitude():
    assert kilometres(Town("a", 30, -9), Town("b", 31, -9)) == pytest.approx(DEGREE, abs=0.01)
    assert kilometres(Town("a", 60, 0), Town("b", 60, 1)) == pytest.approx(DEGREE / 2, abs=0.02)


@pytest.mark.parametrize(("km", "level"), [(39.9, "village"), (40.1, "municipality")])
def test_a_village_stands_within_forty_kilometres_of_its_commune(km, level):
    commune = Municipality("Ouijjane", "", "Tiznit", 29.5, -9.5, "Tiznit", "Souss-Massa")
    found = Gazetteer((commune,), (Town("Tamazirt", 29.5 + km / DEGREE, -9.5),), {}, {}, ()).south(
        {"municipality": "Ouijjane", "village": "Tamazirt"}
    )
    assert isinstance(found, Found) and found.level == level
    assert found.asked == ("" if level == "village" else "Tamazirt"), "its own point would have been better"


@pytest.mark.parametrize(("population", "kind"), [(100, Ambiguous), (50, Ambiguous), (49, Found)])
def test_a_town_half_as_large_as_its_namesake_may_be_meant(population, kind):
    towns = (Town("Saint-Denis", 48.9, 2.4, 100, "93"), Town("Saint-Denis", 47.0, 3.0, population, "11"))
    answer = Gazetteer((), (), {}, {}, towns).north({"town": "Saint-Denis"})
    assert type(answer) is kind
    assert kind is Ambiguous or answer.latitude == 48.9


def test_a_name_that_is_no_town_is_unknown():
    assert Gazetteer((), (), {}, {}, (Town("Lille", 50.6, 3.1, 9, "59"),)).north({"town": "Paris"}) == Unknown("Paris")

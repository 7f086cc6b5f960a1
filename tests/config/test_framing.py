"""Where the subject of a photo is: in words or in % of its width and height."""

from __future__ import annotations

import pytest

from fiches.config.fields import Field, read
from fiches.config.framing import Framing, framing
from fiches.config.yaml_reader import parse
from fiches.core.problems import BadValue


@pytest.mark.parametrize(
    ("typed", "point"),
    [
        ("haut", (50, 0)), ("Bas", (50, 100)), ("centre", (50, 50)), ("gauche", (0, 33)),
        ("bas droite", (100, 100)), ("droite, haut", (100, 0)), ("30 40", (30, 40)), ("30 %, 40,5 %", None),
        ("[12.5, 80]", (12.5, 80)), ("[0.5, 0.3]", (50, 30)), ("en haut à gauche", (0, 0)), ("top right", (100, 0)),
        ("1, 1", (1, 1)),
    ],
)  # fmt: skip
def test_words_and_numbers(typed, point):
    if point:
        assert framing([typed]) == point
    else:
        with pytest.raises(BadValue):
            framing([typed])


@pytest.mark.parametrize("typed", ["", "ailleurs", "haut bas", "50", "1, 2, 3", "120, 3"])
def test_what_says_no_point(typed):
    with pytest.raises(BadValue, match="cadrage"):
        framing([typed])


def test_heads_are_kept_where_nothing_is_said():
    assert Framing() == (50, 33)


@pytest.mark.parametrize("typed", ["cadrage: [20, 80]", "cadrage: 20 80", "cadrage:\n  - 20\n  - 80"])
def test_a_sheet_gives_a_list_or_a_text(typed):
    table, _ = parse(typed)
    values, faults = read(table, (Field("cadrage", "framing"),))
    assert faults == [] and values == {"cadrage": (20, 80)}

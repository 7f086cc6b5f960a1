"""The number of a book: thirteen digits, the last of which proves the others."""

from __future__ import annotations

import pytest

from fiches.config.values import isbn
from fiches.core.problems import BadValue


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("978-2-1234-5680-3", "978-2-1234-5680-3"), ("ISBN 9782123456803", "9782123456803"),
     ("ISBN : 978 2 1234 5680 3", "978 2 1234 5680 3"), ("978‑2‑1234‑5680‑3", "978‑2‑1234‑5680‑3"),
     ("979-10-90636-07-1", "979-10-90636-07-1")],
)  # fmt: skip
def test_as_it_was_typed(typed, kept):
    assert isbn(typed) == kept


@pytest.mark.parametrize(
    "typed", ["", "2-1234-5680-2", "978-2-1234-5680", "978-2-1234-5680-4", "123-2-1234-5680-3", "x"]
)
def test_what_is_none(typed):
    with pytest.raises(BadValue):
        isbn(typed)


def test_a_wrong_digit_is_told_with_the_one_that_it_should_be():
    with pytest.raises(BadValue) as told:
        isbn("978-2-1234-5680-4")
    assert dict(told.value.message.values) == {"last": "4", "proof": 3}

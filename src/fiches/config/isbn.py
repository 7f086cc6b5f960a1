"""The number of a book, whose last digit proves the others."""

from __future__ import annotations

import re

from fiches.core.messages import message
from fiches.core.problems import BadValue

_ISBN_DIGITS = 13
_BETWEEN = re.compile(r"[\s\u2010-\u2015-]|^ISBN(?:-13)?\s*:?", re.IGNORECASE)


def isbn(text: str) -> str:
    """An ISBN of thirteen digits as it was typed, without the word; BadValue for one that is none."""
    digits = _BETWEEN.sub("", text.strip())
    if not re.fullmatch(r"97[89][0-9]{10}", digits):
        raise BadValue(message("value.isbn", count=_ISBN_DIGITS))
    proof = (10 - sum(int(digit) * (1, 3)[place % 2] for place, digit in enumerate(digits[:-1])) % 10) % 10
    if proof != int(digits[-1]):
        raise BadValue(message("value.isbn.proof", last=digits[-1], proof=proof))
    return re.sub(r"^ISBN(?:-13)?\s*:?\s*", "", text.strip(), flags=re.IGNORECASE)

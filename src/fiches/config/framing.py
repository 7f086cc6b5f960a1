"""Where the subject of a photo is: the part of it that stays when its place is of another shape."""

from __future__ import annotations

import re
from collections.abc import Iterable
from types import MappingProxyType
from typing import NamedTuple

from fiches.core.messages import listing, message
from fiches.core.problems import BadValue
from fiches.core.text import fold


class Framing(NamedTuple):
    """The point of a photo around which it is cut, in % of its width from the left and of its height from the top."""

    across: float = 50.0
    down: float = 33.0  # heads of people are there


FRAMING_WORDS = ("haut", "centre", "bas", "gauche", "droite")
_DOWN = MappingProxyType({"": 33.0, "haut": 0.0, "centre": 50.0, "bas": 100.0})
_ACROSS = MappingProxyType({"": 50.0, "centre": 50.0, "gauche": 0.0, "droite": 100.0})
_BY_WORDS = MappingProxyType(
    {
        frozenset({one, other} - {""}): Framing(across, down)
        for one, down in _DOWN.items()
        for other, across in _ACROSS.items()
    }
)
_ALSO = MappingProxyType(
    {
        **dict.fromkeys(("en", "a", "au", "de", "du", "la", "le", "the", "of"), ""),
        "top": "haut", "bottom": "bas", "left": "gauche", "right": "droite",
        **dict.fromkeys(("center", "middle", "milieu", "centree"), "centre"),
    }
)  # fmt: skip
_PERCENT = re.compile(r"(\d{1,3}(?:\.\d+)?)\s*%?")


def framing(parts: Iterable[str]) -> Framing:
    """What some words say (« haut », « en bas à gauche », « top left »), or two numbers from 0 to 100, or to 1."""
    text = fold(" ".join(parts)).strip("[] ")
    words = {_ALSO.get(word, word) for word in re.split(r"[\s,;]+", text)} - {""}
    return _BY_WORDS[frozenset(words)] if words and frozenset(words) in _BY_WORDS else _in_figures(text)


def _in_figures(text: str) -> Framing:
    """Two numbers from 0 to 100; shares of one, where both are less and have a decimal point."""
    numbers = [float(number) for number in _PERCENT.findall(text)]
    others = re.sub(r"[\s,;]", "", _PERCENT.sub("", text))
    if others or len(numbers) != 2 or max(numbers) > 100:
        raise BadValue(message("value.framing", words=listing(FRAMING_WORDS)))
    shares = "." in text and "%" not in text and max(numbers) <= 1
    return Framing(*(number * 100 if shares else number for number in numbers))

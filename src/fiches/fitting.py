"""Text is measured before it is placed: a solution is sought with estimates, and kept once all it used is measured."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

U = 4.5  # mm, the vertical unit of the page
MM_PER_POINT = 25.4 / 72
ROUNDS = 8  # three are usual

_CHARACTER = 0.44  # mean width of a character of running French, in em
_FILL = 0.94  # of the measure, on a ragged line


@dataclass(frozen=True, slots=True)
class Text:
    """A block of text as it may be set: measure in mm, size in points, leading in u, columns `gap` mm apart."""

    block: str
    width: float
    size: float
    leading: float
    columns: int = 1
    gap: float = U


Height = Callable[[Text], float]  # in u
Measure = Callable[[Iterable[Text]], Mapping[Text, float]]


@dataclass(frozen=True, slots=True)
class Estimator:
    """Heights of blocks never measured, from their lengths: characters of each paragraph, by block."""

    paragraphs: Mapping[str, tuple[int, ...]]

    def height(self, text: Text, known: Mapping[Text, float]) -> float:
        """In u; scaled from the nearest measured setting of the same block when there is one."""
        guess = self._guess(text)
        kin = [other for other in known if other.block == text.block]
        if not kin:
            return guess
        near = min(kin, key=lambda other: (abs(_column(other) - _column(text)), abs(other.size - text.size)))
        base = self._guess(near)
        return max(text.leading, _whole(known[near] * guess / base, text.leading)) if base else guess

    def _guess(self, text: Text) -> float:
        measure = _column(text) / MM_PER_POINT * _FILL
        lines = sum(max(1, math.ceil(count * _CHARACTER * text.size / measure)) for count in self.paragraphs[text.block])
        return math.ceil(lines / text.columns) * text.leading


def _column(text: Text) -> float:
    return (text.width - text.gap * (text.columns - 1)) / text.columns


def _whole(height: float, leading: float) -> float:
    return math.ceil(height / leading - 0.01) * leading


T = TypeVar("T")


def settle(solve: Callable[[Height], T], measure: Measure, estimator: Estimator) -> T:
    """The solution whose every height is measured.

    `solve` must be a pure function of the heights it asks for. Each round measures, in one layout, whatever
    the last solution asked for and nobody had measured.
    """
    known: dict[Text, float] = {}
    solution: T
    for _ in range(ROUNDS):
        asked: set[Text] = set()

        def height(text: Text, asked: set[Text] = asked) -> float:
            if text in known:
                return known[text]
            asked.add(text)
            return estimator.height(text, known)

        solution = solve(height)
        if not asked:
            break
        known.update(measure(asked))
    return solution

"""Text is measured before it is placed: a solution is sought with estimates, and kept once all it used is measured."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from fiches.core.geometry import POINTS_PER_MM

U = 4.5  # mm, the vertical unit of the page
FITTING_ROUNDS = 16  # four are usual

DIVIDED = "-coupe"  # after the id of a measured block one of whose columns ends within a word

_CHARACTER = 0.44  # mean width of a character of running French, in em
_FILL = 0.94  # of the measure, on a ragged line


@dataclass(frozen=True, slots=True)
class TextSetting:
    """A block of text as it may be set: measure in mm, size in points, leading in u, columns `gap` mm apart.

    `lines` is how many even ones it is broken into, 0 where it breaks as it comes.
    """

    block: str
    width: float
    size: float
    leading: float
    columns: int = 1
    gap: float = U
    lines: int = 0

    @property
    def column(self) -> TextSetting:
        """The same text in one long column as wide as each of its columns."""
        width = (self.width - self.gap * (self.columns - 1)) / self.columns
        return TextSetting(self.block, width, self.size, self.leading, lines=self.lines)


@dataclass(frozen=True, slots=True)
class MeasureRequest:
    """A question to the engine: how high is this text in one column, or do its columns hold it in `limit` u?"""

    text: TextSetting
    limit: float = 0.0


Height = Callable[[TextSetting], float]  # in u
Measure = Callable[
    [Iterable[MeasureRequest]], Mapping[MeasureRequest, float]
]  # the height in u; for columns one of the three below
HOLDS_WHOLE, ENDS_WITHIN_A_WORD, OVERSET = (
    1.0,
    0.5,
    0.0,
)  # columns hold their text; they do, but one ends within a word; they do not


@dataclass(frozen=True, slots=True)
class Estimator:
    """Heights of blocks never measured, from their lengths: characters of each paragraph, by block."""

    paragraphs: Mapping[str, tuple[int, ...]]

    def height(self, text: TextSetting, known: Mapping[TextSetting, float]) -> float:
        """In u; scaled from the nearest measured setting of the same block when there is one."""
        guess = self._guess(text)
        kin = [other for other in known if other.block == text.block and other.columns == 1]
        if not kin:
            return guess
        near = min(kin, key=lambda other: (abs(other.width - text.width), abs(other.size - text.size)))
        base = self._guess(near)
        return max(text.leading, _whole(known[near] * guess / base, text.leading)) if base else guess

    def _guess(self, text: TextSetting) -> float:
        measure = text.width * POINTS_PER_MM * _FILL
        lines = sum(
            max(1, math.ceil(count * _CHARACTER * text.size / measure)) for count in self.paragraphs[text.block]
        )
        return lines * text.leading


def _whole(height: float, leading: float) -> float:
    return math.ceil(height / leading - 0.01) * leading


class _MeasurementLog:
    """What is measured, what the last solution asked for, and how high columns are tried next."""

    def __init__(self, estimator: Estimator, known: Mapping[TextSetting, float]) -> None:
        self.estimator = estimator
        self.known = dict(known)
        self.tried: dict[TextSetting, float] = {}
        self.asked: set[MeasureRequest] = set()

    def height(self, text: TextSetting) -> float:
        if text in self.known:
            return self.known[text]
        if text.columns > 1 and text.column in self.known:
            limit = self.tried.setdefault(text, _whole(self.known[text.column] / text.columns, text.leading))
            self.asked.add(MeasureRequest(text, limit))
            return limit
        column = text.column
        self.asked.add(MeasureRequest(column))
        return _whole(self.estimator.height(column, self.known) / text.columns, text.leading)

    def learn(self, answers: Mapping[MeasureRequest, float], least: float) -> None:
        for probe, answer in answers.items():
            if not probe.limit:
                self.known[probe.text] = answer
            elif answer >= least:
                self.known[probe.text] = probe.limit
            else:
                self.tried[probe.text] = probe.limit + probe.text.leading
        self.asked = set()


SolutionT = TypeVar("SolutionT")
UNMEASURED: Mapping[TextSetting, float] = {}


def settle(
    solve: Callable[[Height], SolutionT],
    measure: Measure,
    estimator: Estimator,
    known: Mapping[TextSetting, float] = UNMEASURED,
    least: float = ENDS_WITHIN_A_WORD,
) -> tuple[SolutionT, Mapping[TextSetting, float]]:
    """The solution whose every height is measured, and all the heights now known; columns answer `least` or more.

    `solve` must be a pure function of the heights it asks for. Each round measures, in one layout, whatever
    the last solution asked for and nobody had measured; columns are tried from the least height upwards.
    """
    ledger = _MeasurementLog(estimator, known)
    solution = solve(ledger.height)
    for _ in range(FITTING_ROUNDS):
        if not ledger.asked:
            break
        ledger.learn(measure(ledger.asked), least)
        solution = solve(ledger.height)
    return solution, ledger.known

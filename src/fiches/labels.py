"""Names beside points of a map, none over another: the layout sets them as text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

from fiches.atlas import Box
from fiches.ornament import Point

LETTER = 0.54  # of the type size, a letter's width on average
POINT = 25.4 / 72  # mm
GAP = 1.2  # mm between a dot's middle and its name
LEADING = 1.25
FEW = 6  # names whose every arrangement can be tried


@dataclass(frozen=True, slots=True)
class Label:
    """Words on a drawing, in its millimetres.

    `x`, `y` is the middle of the first line's near end: words run from it to the `side` (`right`, `left`), or
    around it (`centre`). `kind` names their style: `repere`, `ville`, `mer`, `region`, `numero`, `legende-nord`,
    `legende-sud`, `toute-la-region`, `hors-region`, `a-confirmer`; the last five leave their words to the layout.
    """

    text: str
    x: float
    y: float
    side: str = "right"
    kind: str = "repere"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A name that wants a place beside `point`; `size` in points, `gap` from the point."""

    text: str
    point: Point
    size: float = 6.9
    gap: float = GAP
    kind: str = "repere"
    sides: tuple[str, ...] = ("right", "left")


def box(label: Label, size: float) -> Box:
    """The room that a label takes, estimated."""
    width, half = len(label.text) * size * POINT * LETTER, size * POINT * LEADING / 2
    left = {"right": label.x, "left": label.x - width, "centre": label.x - width / 2}[label.side]
    return left, label.y - half, left + width, label.y + half


def placed(wanted: Sequence[Wanted], obstacles: Iterable[Box], frame: Box) -> tuple[Label, ...]:
    """Each name where it covers least: all level with their point if that covers nothing, else one by one."""
    fixed = list(obstacles)
    level = [_choices(want)[: len(want.sides)] for want in wanted]
    for chosen in product(*level) if len(wanted) <= FEW else ():
        rooms = [box(label, want.size) for (_, label), want in zip(chosen, wanted, strict=True)]
        if sum(_cost(room, [*fixed, *rooms[:index]], frame) for index, room in enumerate(rooms)) == 0:
            return tuple(label for _, label in chosen)
    labels = []
    for want in wanted:
        best = min(_choices(want), key=lambda choice: _cost(box(choice[1], want.size), fixed, frame) + choice[0])[1]
        labels.append(best)
        fixed.append(box(best, want.size))
    return tuple(labels)


def _choices(want: Wanted) -> list[tuple[float, Label]]:
    """Places for a name, each with what it costs to be less natural."""
    line = want.size * POINT * LEADING
    found = []
    for away in (0.0, 2.0, 4.0):
        for rank, shift in enumerate((0.0, 0.75, -0.75, 1.5, -1.5, 2.5, -2.5, 3.5, -3.5)):
            for other, side in enumerate(want.sides):
                x = want.point[0] + (want.gap + away) * (1 if side == "right" else -1)
                label = Label(want.text, x, want.point[1] + shift * line, side, want.kind)
                found.append((rank * 0.5 + other * 0.2 + away * 0.4, label))
    return found


def _cost(room: Box, taken: Iterable[Box], frame: Box) -> float:
    """Square millimetres covered, and much more for what leaves the frame."""
    outside = (room[2] - room[0]) * (room[3] - room[1]) - overlap(room, frame)
    return 20 * outside + 5 * sum(overlap(room, other) for other in taken)


def overlap(one: Box, other: Box) -> float:
    """The area that two boxes share."""
    wide, high = min(one[2], other[2]) - max(one[0], other[0]), min(one[3], other[3]) - max(one[1], other[1])
    return wide * high if wide > 0 and high > 0 else 0.0


def around(point: Point, half: float) -> Box:
    """A square box about a point."""
    return point[0] - half, point[1] - half, point[0] + half, point[1] + half

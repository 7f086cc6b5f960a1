"""Woven ornament as flat SVG: waves, signs, chevrons, the mark, chains; all lengths in millimetres."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import pairwise

Point = tuple[float, float]
Cell = tuple[int, int]  # column, row
Grid = tuple[str, ...]  # rows of equal length: `#` colour, `o` accent, `.` nothing
Colours = Mapping[str, str]  # name in the palette → hex
Frieze = tuple[int, ...]  # depth of each stitch of one period: 0 at a crest, CLIMB in a trough

STITCH = 1.125  # of friezes in pages
PERIOD = 12  # stitches from crest to crest
CLIMB = PERIOD // 2  # stitches from trough to crest
STEPS: Frieze = (0, 1, 2, 3, 4, 5, 6, 5, 4, 3, 2, 1)
SIGN_SIZE = 6.75
NOTCH_STITCH, NOTCH_STEPS, NOTCH_COVER = 0.75, 5, 0.12
BEAD, BEAD_PITCH, HAIRLINE = 0.8, 3.4, 0.3
END_HEIGHT, END_WIDTH = 4.0, 5.0

_CHEVRON_ROWS = 9
UPRIGHT = 62.0  # the width of the field behind an upright channel


def number(value: float) -> str:
    """Micrometres are enough: « 1.125 », « 3 », never « -0 »."""
    written = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


def document(width: float, height: float, body: str, title: str = "", *, beyond: float = 0.0) -> str:
    """A whole `<svg>` whose units are millimetres; its title is in the words of its page; without, it is decoration.

    It shows as much more on every side as is `beyond` its width and height.
    """
    across, down, start = number(width + 2 * beyond), number(height + 2 * beyond), number(-beyond)
    box = f'width="{across}mm" height="{down}mm" viewBox="{start} {start} {across} {down}"'
    voice = f'role="img"><title>{escape(title)}</title>' if title else 'aria-hidden="true">'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box} {voice}{body}</svg>'


def path(rings: Iterable[Sequence[Point]], colour: str) -> str:
    """One flat shape of closed rings; crossing windings leave holes."""
    data = "".join(f"M{_line(ring)}Z" for ring in rings)
    return f'<path fill="{colour}" fill-rule="evenodd" d="{data}"/>' if data else ""


def stroke(lines: Iterable[Sequence[Point]], colour: str, width: float, dashes: str = "") -> str:
    """Lines of one width, not closed, round at the joints; `dashes` as in SVG."""
    data = "".join(f"M{_line(line)}" for line in lines)
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    pen = f'stroke="{colour}" stroke-width="{number(width)}" stroke-linejoin="round"{dashed}'
    return f'<path fill="none" {pen} d="{data}"/>' if data else ""


def _line(points: Sequence[Point]) -> str:
    return "L".join(f"{number(x)} {number(y)}" for x, y in points)


def shore(width: float, stitch: float = STITCH, frieze: Frieze = STEPS) -> list[Point]:
    """The stepped line of a wave from left to right, 0 at its crests."""
    line: list[Point] = []
    for column in range(math.ceil(round(width / stitch, 6))):
        y = stitch * frieze[column % len(frieze)]
        line += [(column * stitch, y), (min((column + 1) * stitch, width), y)]
    return line


def shifted(points: Iterable[Point], x: float = 0.0, y: float = 0.0) -> list[Point]:
    """The same points, moved."""
    return [(left + x, top + y) for left, top in points]


def lowered(frieze: Frieze, climb: int) -> Frieze:
    """The same frieze in fewer stitches, `climb` from trough to crest."""
    period = len(frieze) * climb // CLIMB
    return tuple(round(frieze[column * len(frieze) // period] * climb / CLIMB) for column in range(period))


def band(width: float, stitch: float = STITCH, thickness: float = 2.5, frieze: Frieze = STEPS) -> list[Point]:
    """The ring between two waves, `thickness` stitches apart: the channel."""
    upper = shore(width, stitch, frieze)
    return [*upper, *reversed(shifted(upper, y=thickness * stitch))]


def wave(
    width: float,
    colour: str,
    depth: float = 0.0,
    stitch: float = STITCH,
    *,
    crests_up: bool = True,
    frieze: Frieze = STEPS,
) -> str:
    """A field whose upper (or lower) edge is one shore, and `depth` of plain colour behind it."""
    height = max(frieze) * stitch + depth
    line = [*shore(width, stitch, frieze), (width, height), (0.0, height)]
    ring = line if crests_up else [(x, height - y) for x, y in line]
    return document(width, height, path([ring], colour))


def upright_channel(height: float, colour: str, ground: str = "", frieze: Frieze = STEPS) -> str:
    """The channel stood on end, crests to the left; `ground` is the colour of the field behind it."""
    stitch, thickness = 2 * STITCH, 2.5
    ring = [(y, x) for x, y in band(height, stitch, thickness, frieze)]
    if not ground:
        return document((CLIMB + thickness) * stitch, height, path([ring], colour))
    bank = [(y, x) for x, y in shifted(shore(height, stitch, frieze), y=thickness * stitch / 2)]
    field = path([[*bank, (UPRIGHT, height), (UPRIGHT, 0.0)]], ground)
    return document(UPRIGHT, height, field + path([ring], colour))


def channel(width: float, colour: str, stitch: float = STITCH, frieze: Frieze = STEPS) -> str:
    """The two shores and the water between them."""
    return document(width, (CLIMB + 2.5) * stitch, path([band(width, stitch, 2.5, frieze)], colour))


def sign(grid: Grid, colour: str, accent: str, size: float = SIGN_SIZE) -> str:
    """A woven sign, `size` high."""
    if not grid:
        return ""
    stitch = size / len(grid)
    plain, other = (outlines(_cells(grid, letter), stitch) for letter in "#o")
    return document(stitch * len(grid[0]), size, path(plain, colour) + path(other, accent))


def chevron(colour: str, height: float = SIGN_SIZE, *, mirrored: bool = False) -> str:
    """A woven « ; mirrored, a woven »."""
    half = _CHEVRON_ROWS // 2
    cells = {(abs(row - half) + column, row) for row in range(_CHEVRON_ROWS) for column in (0, 1, 3, 4)}
    if mirrored:
        cells = {(_CHEVRON_ROWS - 1 - column, row) for column, row in cells}
    return document(height, height, path(outlines(cells, height / _CHEVRON_ROWS), colour))


def _cells(grid: Grid, mark: str) -> set[Cell]:
    return {(x, y) for y, row in enumerate(grid) for x, letter in enumerate(row) if letter == mark}


def outlines(cells: set[Cell], stitch: float) -> list[list[Point]]:
    """The rings around `cells`, so that no seam shows between two stitches."""
    edges: dict[Cell, list[Cell]] = {}
    for start, end in _edges(cells):
        edges.setdefault(start, []).append(end)
    rings = []
    while edges:
        corner = first = min(edges)
        ring: list[Cell] = []
        while not ring or corner != first:
            ring.append(corner)
            ends = edges[corner]
            following = ends.pop()
            if not ends:
                del edges[corner]
            corner = following
        rings.append([(x * stitch, y * stitch) for x, y in _corners(ring)])
    return rings


def _edges(cells: set[Cell]) -> Iterator[tuple[Cell, Cell]]:
    """The sides that only one stitch has, clockwise."""
    for x, y in sorted(cells):
        sides = (
            ((x, y - 1), (x, y), (x + 1, y)),
            ((x + 1, y), (x + 1, y), (x + 1, y + 1)),
            ((x, y + 1), (x + 1, y + 1), (x, y + 1)),
            ((x - 1, y), (x, y + 1), (x, y)),
        )
        yield from ((start, end) for neighbour, start, end in sides if neighbour not in cells)


def _corners(ring: list[Cell]) -> list[Cell]:
    """`ring` without the points between two collinear sides."""
    around = zip([ring[-1], *ring], ring, [*ring[1:], ring[0]], strict=False)
    return [here for before, here, after in around if not (before[0] == after[0] or before[1] == after[1])]


def diamond(centre: Point, half: float) -> list[Point]:
    """The ring of a lozenge."""
    x, y = centre
    return [(x, y - half), (x + half, y), (x, y + half), (x - half, y)]


def lozenge(size: float, colour: str) -> str:
    """A plain lozenge, `size` across."""
    return document(size, size, path([diamond((size / 2, size / 2), size / 2)], colour))


def woven_diamond(centre: Point, size: float, rows: int = 13) -> list[Point]:
    """The ring of a stepped lozenge of `rows` stitches, `size` across."""
    half = rows // 2
    cells = {(x, y) for x in range(rows) for y in range(rows) if abs(x - half) + abs(y - half) <= half}
    return shifted(outlines(cells, size / rows)[0], centre[0] - size / 2, centre[1] - size / 2)


def woven_lozenge(size: float, colour: str, count: int = 1) -> str:
    """The stepped lozenge that carries a number, or so many of them in a row."""
    row = [woven_diamond(((place + 0.5) * size, size / 2), size) for place in range(count)]
    return document(size * count, size, path(row, colour))


def notch(colour: str, *, mirrored: bool = False) -> str:
    """The cut of a card's upper right corner in the colour of its ground; mirrored, the upper left one.

    It is larger than the cut by 0.12 above and outwards, or a hairline of the card would show.
    """
    stitch, whole = NOTCH_STITCH, NOTCH_STEPS * NOTCH_STITCH + NOTCH_COVER
    ring: list[Point] = [(0.0, 0.0), (whole, 0.0)]
    for step in reversed(range(NOTCH_STEPS)):
        low = NOTCH_COVER + (step + 1) * stitch
        ring += [(ring[-1][0], low), (step * stitch, low)]
    return document(whole, whole, path([[(whole - x, y) for x, y in ring] if mirrored else ring], colour))


def mark(width: float, colours: Colours, *, horizontal: bool = False, mirrored: bool = False) -> str:
    """Two shores and a link; `width` across, 2.1 times as long; mirrored, the north is right."""
    length, tip, middle = 2.1 * width, 0.78 * width, width / 2
    shapes = (
        ("nuit", [(0.0, 0.0), (width, 0.0), (middle, tip)]),
        ("terre", [(0.0, length), (width, length), (middle, length - tip)]),
        ("safran", diamond((middle, length / 2), 0.17 * width)),
    )
    if not horizontal:
        return document(width, length, "".join(path([ring], colours[name]) for name, ring in shapes))
    turned = ((name, [(length - y if mirrored else y, x) for x, y in ring]) for name, ring in shapes)
    return document(length, width, "".join(path([ring], colours[name]) for name, ring in turned))


def end(tip: Point, *, north: bool, scale: float = 1.0) -> list[Point]:
    """The triangle at the end of a chain, its tip on the point: ▽ in the north, △ in the south."""
    (x, y), half, high = tip, scale * END_WIDTH / 2, scale * (-END_HEIGHT if north else END_HEIGHT)
    return [(x, y), (x + half, y + high), (x - half, y + high)]


def beads(points: Sequence[Point], pitch: float = BEAD_PITCH) -> list[Point]:
    """Points along a line, `pitch` apart, as many on either side of its middle; none on its ends."""
    lengths = [math.dist(a, b) for a, b in pairwise(points)]
    whole = sum(lengths)
    count = max(0, math.ceil(whole / pitch) - 1)
    first = (whole - (count - 1) * pitch) / 2
    return [_along(points, lengths, first + index * pitch) for index in range(count)]


def _along(points: Sequence[Point], lengths: Sequence[float], distance: float) -> Point:
    for (a, b), length in zip(pairwise(points), lengths, strict=True):
        if distance <= length and length > 0:
            share = distance / length
            return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share
        distance -= length
    return points[-1]


def chain(points: Sequence[Point], colour: str, bead: float = BEAD, pitch: float = BEAD_PITCH) -> str:
    """A beaded line without its ends."""
    strung = [diamond(point, bead) for point in beads(points, pitch)]
    return stroke([points], colour, HAIRLINE) + path(strung, colour)

"""What maps for the screen are drawn with: words are text, links are lozenges, points are tenths of a unit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from fiches.content.sheet import Sheet
from fiches.core.geometry import POINTS_PER_MM
from fiches.graphics.maps.labels import Label
from fiches.graphics.svg import Point, diamond, number, woven_diamond

FINE = 3  # tenths of a unit between two points of an outline
NUMBER_SHARE = 1.16  # points of a number for each unit of its lozenge
_ANCHORS = {"right": "start", "left": "end", "centre": "middle"}


@dataclass(frozen=True, slots=True)
class SheetMark:
    """A sheet on the map: its number, what its link says and leads to."""

    sheet: Sheet
    number: int
    title: str
    href: str


def word(label: Label, size: float) -> str:
    """A name as text of the drawing, `size` points high."""
    tall = size / POINTS_PER_MM
    place = f'x="{number(label.x)}" y="{number(label.y + tall * 0.35)}" font-size="{number(tall)}"'
    anchor = _ANCHORS[label.side]
    return f'<text class="nom-{label.kind}" {place} text-anchor="{anchor}">{escape(label.text)}</text>'


def shape(rings: Iterable[Sequence[Point]], colour: str) -> str:
    """One flat shape, its points in tenths of a unit: as fine as a screen shows, in a third of the bytes."""
    data = "".join(f"{_tenths(ring)}z" for ring in rings if len(ring) > 2)
    return f'<path transform="scale(.1)" fill="{colour}" fill-rule="evenodd" d="{data}"/>' if data else ""


def strokes(lines: Iterable[Sequence[Point]], colour: str, width: float) -> str:
    """Lines of one width, likewise."""
    pen = f'fill="none" stroke="{colour}" stroke-width="{number(width * 10)}" stroke-linejoin="round"'
    data = "".join(map(_tenths, lines))
    return f'<path transform="scale(.1)" {pen} d="{data}"/>' if data else ""


def _tenths(line: Sequence[Point]) -> str:
    """A line from its first point, each other as its distance from the one before."""
    x, y = (round(side * 10) for side in line[0])
    said = [f"M{x} {y}l"]
    for point in line[1:]:
        dx, dy = round(point[0] * 10) - x, round(point[1] * 10) - y
        if abs(dx) + abs(dy) >= FINE:
            said.append(f"{dx}{dy}" if dy < 0 else f"{dx} {dy}")
            x, y = x + dx, y + dy
    return said[0] + " ".join(said[1:]) if len(said) > 1 else said[0] + "0 0"


def drawing(width: float, height: float, body: str, title: str, name: str, *, links: bool = True) -> str:
    """A drawing of so many units, called `name` in the document and by its title to those who do not see it."""
    size = f'viewBox="0 0 {number(width)} {number(height)}"'
    role = "group" if links else "img"
    head = f'<svg xmlns="http://www.w3.org/2000/svg" class="{name}" {size} role="{role}" aria-labelledby="{name}">'
    return f'{head}<title id="{name}">{escape(title)}</title>{body}</svg>'


def sheet_link(stop: SheetMark, spot: Point, size: float, colour: str) -> str:
    """The lozenge of a sheet, so many units high, with its number."""
    lozenge = shape([woven_diamond(spot, size)], colour)
    focus = shape([diamond(spot, size * 0.74)], "none").replace("<path", '<path class="anneau"')
    digits = word(Label(str(stop.number), spot[0], spot[1], "centre", "numero"), size * NUMBER_SHARE)
    says = escape(f"{stop.number}. {stop.title}")
    return f'<a href="{escape(stop.href)}" aria-label="{says}"><title>{says}</title>{focus}{lozenge}{digits}</a>'

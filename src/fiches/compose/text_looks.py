"""How style sheets want the words of an element: its type, its size, its measure, what its lines may do."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from fiches.compose.typefaces import TypeStyle
from fiches.config import papers
from fiches.core import css
from fiches.core.css_cascade import Cascade, Element, Path
from fiches.core.geometry import POINTS_PER_MM, PX_PER_MM

UNSAID_SIZE = 12.0  # points, where no style sheet says a size
UNSAID_LEADING = 1.2  # of the size, the same
_NUMERALS = {"lining-nums": "lnum", "tabular-nums": "tnum"}
_MM = {"mm": 1.0, "cm": 10.0, "pt": 1 / POINTS_PER_MM, "px": 1 / PX_PER_MM}
_DISTANCE = re.compile(r"(-?[\d.]+)(mm|cm|pt|px|em|%)?")
FONT_VALUE = re.compile(r"(?:(italic|normal)\s+)?(?:(\d{3}|bold|normal)\s+)?([\d.]+[a-z%]+)(?:/(\S+))?\s+(.+)")
_FIRST, _SECOND = ("left", "inline-start"), ("right", "inline-end")
_BOLDNESS = {"normal": "400", "bold": "700"}


@dataclass(frozen=True, slots=True)
class BoxLook:
    """The box of an element across the page, in mm: its width, 0 where nothing says it, its padding and margins."""

    width: float = 0.0
    padding: tuple[float, float] = (0.0, 0.0)
    margin: tuple[float, float] = (0.0, 0.0)
    holds_padding: bool = False  # its width does: `border-box`

    @property
    def beside(self) -> float:
        """What of the width that it is given its words do not have."""
        return sum(self.padding) + sum(self.margin)

    @property
    def within(self) -> float:
        """What of its own width its words have."""
        return self.width - (sum(self.padding) if self.holds_padding else 0.0)

    @property
    def advance(self) -> float:
        """How much of a line it takes that it stands in."""
        return self.within + self.beside


@dataclass(frozen=True, slots=True)
class TextLook:
    """How words look; `size` in points, `leading` and `indent` in mm."""

    type: TypeStyle = TypeStyle(())  # noqa: RUF009  # a value
    size: float = UNSAID_SIZE
    leading: float = 0.0
    leading_share: float = UNSAID_LEADING  # of the size, where `leading` is 0
    indent: float = 0.0
    divides: bool = False
    even: bool = False
    box: BoxLook = BoxLook()  # its own: what stands in it has another

    @property
    def em(self) -> float:
        """Its size in mm."""
        return self.size / POINTS_PER_MM

    @property
    def line(self) -> float:
        """From one of its lines to the next, in mm."""
        return self.leading or self.leading_share * self.em


UNSAID = TextLook()


@lru_cache(maxsize=1024)
def look_of(cascade: Cascade, path: Path) -> TextLook:
    """The look of the element at the end of a path."""
    return _look(cascade, path, look_of(cascade, path[:-1]) if path[:-1] else UNSAID)


@dataclass(frozen=True, slots=True)
class SetBlock:
    """The element at the end of a path whose text is set at a size (points) and a leading (mm) of its own."""

    path: Path
    size: float
    leading: float

    def look(self, cascade: Cascade, within: Path = ()) -> TextLook:
        """That of an element in it, or its own."""
        return _look_within(cascade, self, within)


@lru_cache(maxsize=1024)
def _look_within(cascade: Cascade, block: SetBlock, within: Path) -> TextLook:
    if not within:
        return replace(look_of(cascade, block.path), size=block.size, leading=block.leading)
    return _look(cascade, (*block.path, *within), block.look(cascade, within[:-1]))


def _look(cascade: Cascade, path: Path, around: TextLook) -> TextLook:
    """The look of the element at the end of a path in what looks as `around`."""
    look = replace(around, box=BoxLook())
    if path[-1].tag in ("b", "strong"):
        look = _weight(look, "bold")
    if path[-1].tag in ("em", "i"):
        look = _style(look, "italic")
    for name, value in _declared(cascade, path):
        look = _DECLARED[name](look, _settled(name, value, around))
    return look


@lru_cache(maxsize=1024)
def _declared(cascade: Cascade, path: Path) -> tuple[tuple[str, str], ...]:
    """What is declared for an element that a look knows of."""
    return tuple((name, value) for name, value in cascade.declared(path) if name in _DECLARED)


def _settled(name: str, value: str, around: TextLook) -> str:
    """A value by what the element stands in: what it inherits, a size in em of that around."""
    if name == "font-size" and value.endswith("em"):
        return f"{length(value, around.em)}mm"
    if value == "inherit":
        slope = "italic" if around.type.italic else "normal"
        return {"line-height": f"{around.line}mm", "font-style": slope}.get(name, value)
    return value


@lru_cache(maxsize=1024)
def measure_of(cascade: Cascade, path: Path) -> float:
    """How wide the lines of an element may be, in mm, by the nearest of it and what it stands in that has a width.

    Where none has, a page between its margins has one.
    """
    taken = 0.0
    for depth in range(len(path), 0, -1):
        box = look_of(cascade, path[:depth]).box
        if box.width:
            return box.within - taken
        taken += box.beside
    return _page_measure(cascade) - taken


def _page_measure(cascade: Cascade) -> float:
    """Between the margins of a page that has no name, in mm."""
    size = cascade.page.get("size", "A4").lower().split()
    sides = papers.size_of(size[0]) or tuple(length(one, 0.0) for one in size)
    width = max(sides) if "landscape" in size else sides[0]
    box = BoxLook()
    for name, value in cascade.page.items():
        box = (
            _DECLARED[name](replace(UNSAID, box=box), value).box
            if name.startswith("margin") and name in _DECLARED
            else box
        )
    return width - box.beside


def elements(selector: str) -> Path:
    """The elements that a selector without combinators but spaces would be of: `.rail p.etiquette`."""
    return tuple(_element(one) for one in selector.split())


def _element(compound: str) -> Element:
    is_first = compound.endswith(":first-child")
    tag, *classes = compound.removesuffix(":first-child").split(".")
    return Element(tag or "div", frozenset(classes), is_first=is_first)


def length(value: str, em: float) -> float:
    """A length in mm where its em has so many; 0 for what is none."""
    found = _DISTANCE.fullmatch(value.strip())
    if found is None:
        return 0.0
    unit = em if found[2] == "em" else _MM.get(found[2] or "", 0.0)
    return float(found[1]) * unit


def _font(look: TextLook, value: str) -> TextLook:
    found = FONT_VALUE.fullmatch(value)
    if found is None:
        return look
    style, weight, size, leading, families = found.groups()
    look = _size(_weight(_style(look, style or "normal"), weight or "normal"), size)
    return _family(_leading(look, leading or str(UNSAID_LEADING)), families)


def _style(look: TextLook, value: str) -> TextLook:
    return replace(look, type=replace(look.type, italic=value in ("italic", "oblique")))


def _weight(look: TextLook, value: str) -> TextLook:
    number = _BOLDNESS.get(value, value)
    return replace(look, type=replace(look.type, weight=int(number))) if number.isdigit() else look


def _size(look: TextLook, value: str) -> TextLook:
    share = float(value[:-1]) / 100 if value.endswith("%") else 0.0
    size = look.size * share if share else length(value, look.em) * POINTS_PER_MM
    return replace(look, size=round(size, 4) or look.size)


def _leading(look: TextLook, value: str) -> TextLook:
    if re.fullmatch(r"[\d.]+", value):
        return replace(look, leading=0.0, leading_share=float(value))
    return replace(look, leading=length(value, look.em) or look.leading)


def _family(look: TextLook, value: str) -> TextLook:
    families = _families(value)
    return look if families == ("inherit",) else replace(look, type=replace(look.type, families=families))


@lru_cache(maxsize=64)
def _families(value: str) -> tuple[str, ...]:
    return tuple(css.families(value))


def _tracking(look: TextLook, value: str) -> TextLook:
    return replace(look, type=replace(look.type, tracking=length(value, look.em) / look.em))


def _numerals(look: TextLook, value: str) -> TextLook:
    return replace(
        look, type=replace(look.type, features=tuple(_NUMERALS[one] for one in value.split() if one in _NUMERALS))
    )


def _box(look: TextLook, **more: Any) -> TextLook:  # noqa: ANN401
    return replace(look, box=replace(look.box, **more))


def _sides(value: str, em: float) -> tuple[float, float]:
    """The left and the right of the shorthand for all four sides."""
    own = [length(one, em) for one in value.split()] or [0.0]
    return own[3 if len(own) == 4 else 1 % len(own)], own[1 % len(own)]


def _side(name: str, *, is_first: bool) -> Declared:
    """What sets one side of the padding or of the margins."""

    def set_side(look: TextLook, value: str) -> TextLook:
        first, second = getattr(look.box, name)
        own = length(value, look.em)
        return _box(look, **{name: (own, second) if is_first else (first, own)})

    return set_side


Declared = Callable[[TextLook, str], TextLook]
_DECLARED: Mapping[str, Declared] = MappingProxyType({
    "font": _font,
    "font-family": _family,
    "font-size": _size,
    "font-style": _style,
    "font-variant-numeric": _numerals,
    "font-weight": _weight,
    "letter-spacing": _tracking,
    "line-height": _leading,
    "hyphens": lambda look, value: replace(look, divides=value == "auto"),
    "text-indent": lambda look, value: replace(look, indent=length(value, look.em)),
    "--lignes": lambda look, value: replace(look, even=value == "egales"),
    "width": lambda look, value: _box(look, width=length(value, look.em)),
    "box-sizing": lambda look, value: _box(look, holds_padding=value == "border-box"),
    "padding": lambda look, value: _box(look, padding=_sides(value, look.em)),
    "margin": lambda look, value: _box(look, margin=_sides(value, look.em)),
    **{f"padding-{side}": _side("padding", is_first=side in _FIRST) for side in (*_FIRST, *_SECOND)},
    **{f"margin-{side}": _side("margin", is_first=side in _FIRST) for side in (*_FIRST, *_SECOND)},
})  # fmt: skip

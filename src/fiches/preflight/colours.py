"""The colour spaces of a PDF → what its numbers put on the plates of a press."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pikepdf import Array, Dictionary, Name, Stream

from fiches.preflight.document import Ink, InkSpace

MAX_SPACE_DEPTH = 6  # spaces within spaces
_PLAIN = {
    "/DeviceGray": (InkSpace.GRAY, 1), "/G": (InkSpace.GRAY, 1), "/CalGray": (InkSpace.GRAY, 1),
    "/DeviceRGB": (InkSpace.RGB, 3), "/RGB": (InkSpace.RGB, 3), "/CalRGB": (InkSpace.RGB, 3),
    "/DeviceCMYK": (InkSpace.CMYK, 4), "/CMYK": (InkSpace.CMYK, 4),
    "/Lab": (InkSpace.LAB, 3), "/Pattern": (InkSpace.PATTERN, 0),
}  # fmt: skip
_BY_COUNT = {1: InkSpace.GRAY, 3: InkSpace.RGB, 4: InkSpace.CMYK}
_PROCESS = {"Cyan": 0, "Magenta": 1, "Yellow": 2, "Black": 3}


@dataclass(frozen=True, slots=True)
class ColourSpace:
    """A space: its kind, how many numbers a colour of it has, the names of its inks; of an index its colours."""

    space: InkSpace
    count: int
    names: tuple[str, ...] = ()
    table: tuple[Ink, ...] = ()

    @property
    def spots(self) -> tuple[str, ...]:
        """Its inks that are none of the four of process printing."""
        return tuple(name for name in self.names if name not in (*_PROCESS, "None", "All"))


GRAY, RGB, CMYK = ColourSpace(InkSpace.GRAY, 1), ColourSpace(InkSpace.RGB, 3), ColourSpace(InkSpace.CMYK, 4)
UNKNOWN_SPACE = ColourSpace(InkSpace.UNKNOWN, 0)


def space(found: Any, named: Any = None, depth: int = 0) -> ColourSpace:  # noqa: ANN401
    """The space that an object is; `named` are those that resources name."""
    if depth > MAX_SPACE_DEPTH or found is None:
        return UNKNOWN_SPACE
    if isinstance(found, Name):
        if str(found) in _PLAIN:
            return ColourSpace(*_PLAIN[str(found)])
        inner = named.get(str(found)) if isinstance(named, Dictionary) else None
        return space(inner, named, depth + 1)
    if not isinstance(found, Array) or not len(found):
        return UNKNOWN_SPACE
    kind = str(found[0])
    if kind in _PLAIN:
        return ColourSpace(*_PLAIN[kind])
    return _special(kind, found, named, depth + 1) if len(found) > 1 else UNKNOWN_SPACE


def _special(kind: str, found: Any, named: Any, depth: int) -> ColourSpace:  # noqa: ANN401
    if kind == "/ICCBased":
        count = int(found[1].get("/N", 0)) if isinstance(found[1], Stream) else 0
        lab = count == 3 and str(found[1].get("/Alternate")) == "/Lab"
        return ColourSpace(InkSpace.LAB if lab else _BY_COUNT.get(count, InkSpace.UNKNOWN), count)
    if kind in ("/Separation", "/DeviceN"):
        names = [found[1]] if kind == "/Separation" else list(found[1])
        return _inked(tuple(str(name).lstrip("/") for name in names))
    if kind in ("/Indexed", "/I"):
        base = space(found[1], named, depth)
        raw = bytes(found[3].read_bytes() if isinstance(found[3], Stream) else bytes(found[3]))
        step = max(base.count, 1)
        rows = (raw[at : at + step] for at in range(0, len(raw) - step + 1, step))
        table = tuple(ink(base, [value / 255 for value in row]) for row in rows)
        return ColourSpace(base.space, 1, base.names, table)
    return UNKNOWN_SPACE


def _inked(names: tuple[str, ...]) -> ColourSpace:
    if names == ("All",):
        return ColourSpace(InkSpace.ALL, 1, names)
    process = all(name in (*_PROCESS, "None") for name in names)
    return ColourSpace(InkSpace.CMYK if process else InkSpace.SPOT, len(names), names)


def ink(of: ColourSpace, values: Sequence[float]) -> Ink:
    """The colour of so many numbers in a space; its first, as PDF has it, when there are not as many."""
    numbers = [min(1.0, max(0.0, value)) for value in values]
    if of.names and len(numbers) == len(of.names):
        return _named(of, numbers)
    if of.space is InkSpace.GRAY and len(numbers) == 1:
        return Ink(InkSpace.GRAY, (0.0, 0.0, 0.0, 1 - numbers[0]))
    if of.space is InkSpace.CMYK and len(numbers) == 4:
        cyan, magenta, yellow, black = numbers
        return Ink(InkSpace.CMYK, (cyan, magenta, yellow, black))
    if of.space is InkSpace.RGB and len(numbers) == 3 and min(numbers) > 0.996:
        return Ink(InkSpace.RGB, (0.0, 0.0, 0.0, 0.0))
    return Ink(of.space)


def _named(of: ColourSpace, numbers: Sequence[float]) -> Ink:
    plates = [0.0, 0.0, 0.0, 0.0]
    spots = []
    for name, tint in zip(of.names, numbers, strict=True):
        if name in _PROCESS:
            plates[_PROCESS[name]] = tint
        elif name == "All":
            plates = [tint] * 4
        elif name != "None":
            spots.append((name, tint))
    cyan, magenta, yellow, black = plates
    return Ink(of.space, (cyan, magenta, yellow, black), tuple(spots))


def initial(of: ColourSpace) -> Ink:
    """The colour that a space begins with."""
    return ink(of, [1.0] * 4 if of.names else [0, 0, 0, 1] if of.space is InkSpace.CMYK else [0.0] * of.count)


def shades(shading: Any, named: Any) -> tuple[ColourSpace, tuple[Ink, ...]]:  # noqa: ANN401
    """The space of a shading, and the colours at the ends of its parts as far as they are told."""
    of = space(shading.get("/ColorSpace"), named)
    return of, tuple(_ends(shading.get("/Function"), of, 0))


def _ends(function: Any, of: ColourSpace, depth: int) -> list[Ink]:  # noqa: ANN401
    if depth > MAX_SPACE_DEPTH or not isinstance(function, Dictionary):
        return []
    if function.get("/FunctionType") == 3:
        return [one for part in function.get("/Functions", ()) for one in _ends(part, of, depth + 1)]
    if function.get("/FunctionType") != 2:
        return []
    ends = ([float(number) for number in function.get(key, ())] for key in ("/C0", "/C1"))
    return [ink(of, numbers) for numbers in ends if len(numbers) == of.count]

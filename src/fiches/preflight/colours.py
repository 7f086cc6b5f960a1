"""The colour spaces of a PDF → what its numbers put on the plates of a press."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from pikepdf import Array, Dictionary, Name, Stream

from fiches.preflight.bounds import TooMuch, unpacked, unpacked_size
from fiches.preflight.document import Ink, InkSpace
from fiches.press.colour import Build

MAX_SPACE_DEPTH = 6  # spaces within spaces
MAX_SAMPLES = 100_000  # bytes of what a gradient is computed with
MAX_TABLE = 256 * 32  # bytes that the colours of an index take, at the most that there may be
TOP_SAMPLE = 255  # of a sample of eight bits
WHITE = 0.996  # red, green and blue above which nothing is printed
_PLAIN = {
    "/DeviceGray": (InkSpace.GRAY, 1), "/G": (InkSpace.GRAY, 1), "/CalGray": (InkSpace.CAL_GRAY, 1),
    "/DeviceRGB": (InkSpace.RGB, 3), "/RGB": (InkSpace.RGB, 3), "/CalRGB": (InkSpace.RGB, 3),
    "/DeviceCMYK": (InkSpace.CMYK, 4), "/CMYK": (InkSpace.CMYK, 4),
    "/Lab": (InkSpace.LAB, 3), "/Pattern": (InkSpace.PATTERN, 0),
}  # fmt: skip
_BY_COUNT = {1: InkSpace.ICC_GRAY, 3: InkSpace.RGB, 4: InkSpace.ICC_CMYK}
_DEFAULTS = {InkSpace.GRAY: "/DefaultGray", InkSpace.RGB: "/DefaultRGB", InkSpace.CMYK: "/DefaultCMYK"}
_PROCESS = {"Cyan": 0, "Magenta": 1, "Yellow": 2, "Black": 3}


@dataclass(frozen=True, slots=True)
class ColourSpace:
    """A space: its kind, how many numbers a colour of it has, the names of its inks; of an index its colours.

    `function` is how many bytes the program has that puts its colours into another space; `under`, of patterns that are
    drawn in any colour, the space of that.
    """

    space: InkSpace
    count: int
    names: tuple[str, ...] = ()
    table: tuple[Ink, ...] = ()
    function: int = 0
    under: ColourSpace | None = None

    @property
    def nothing(self) -> bool:
        """Whether it has no ink at all, so that whatever is painted with it leaves all plates alone."""
        return bool(self.names) and set(self.names) == {"None"}

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
            return meant(ColourSpace(*_PLAIN[str(found)]), named)
        inner = named.get(str(found)) if isinstance(named, Dictionary) else None
        return space(inner, named, depth + 1)
    return _listed(found, named, depth + 1) if isinstance(found, Array) and len(found) else UNKNOWN_SPACE


def meant(plain: ColourSpace, named: Any) -> ColourSpace:  # noqa: ANN401
    """What resources make of a space that is named by its device alone (ISO 32000-1, 8.6.5.6)."""
    name = _DEFAULTS.get(plain.space, "")
    other = named.get(name) if name and isinstance(named, Dictionary) else None
    return space(other) if isinstance(other, Array) else plain


def defaults(named: Any) -> dict[InkSpace, ColourSpace]:  # noqa: ANN401
    """What resources make of each space that is named by its device, of those that they say something of."""
    if not isinstance(named, Dictionary) or not any(name in named for name in _DEFAULTS.values()):
        return {}
    return {one.space: meant(one, named) for one in (GRAY, RGB, CMYK)}


def _listed(found: Any, named: Any, depth: int) -> ColourSpace:  # noqa: ANN401
    """A space that says of what kind it is, then more of it."""
    kind, more = str(found[0]), len(found) > 1
    if kind in _PLAIN:
        under = space(found[1], named, depth) if kind == "/Pattern" and more else None
        return ColourSpace(*_PLAIN[kind], under=under)
    return _special(kind, found, named, depth) if more else UNKNOWN_SPACE


def _special(kind: str, found: Any, named: Any, depth: int) -> ColourSpace:  # noqa: ANN401
    if kind == "/ICCBased":
        return _profiled(found[1])
    if kind in ("/Separation", "/DeviceN"):
        names = [found[1]] if kind == "/Separation" else list(found[1])
        inked = _inked(tuple(str(name).lstrip("/") for name in names))
        return replace(inked, function=_program(found[3]) if len(found) > 3 else 0)
    return _indexed(space(found[1], named, depth), found[3]) if kind in ("/Indexed", "/I") else UNKNOWN_SPACE


def _program(function: Any) -> int:  # noqa: ANN401
    """How many bytes of PostScript a function is; nothing for one that is a table or a formula."""
    written = isinstance(function, Stream) and function.get("/FunctionType") == 4
    return unpacked_size(function) if written else 0


def _profiled(profile: Any) -> ColourSpace:  # noqa: ANN401
    count = int(profile.get("/N", 0)) if isinstance(profile, Stream) else 0
    lab = count == 3 and str(profile.get("/Alternate")) == "/Lab"
    return ColourSpace(InkSpace.LAB if lab else _BY_COUNT.get(count, InkSpace.UNKNOWN), count)


def _indexed(base: ColourSpace, colours: Any) -> ColourSpace:  # noqa: ANN401
    """A space of the colours that a stream or a string lists."""
    raw = unpacked(colours, MAX_TABLE) if isinstance(colours, Stream) else bytes(colours)
    step = max(base.count, 1)
    rows = (raw[at : at + step] for at in range(0, len(raw) - step + 1, step))
    table = tuple(ink(base, [value / 255 for value in row]) for row in rows)
    return replace(base, count=1, table=table)


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
    return Ink(of.space, _plates(of.space, numbers))


def _plates(of: InkSpace, numbers: Sequence[float]) -> Build | None:
    match of, numbers:
        case ((InkSpace.GRAY | InkSpace.ICC_GRAY | InkSpace.CAL_GRAY), [light]):
            return 0.0, 0.0, 0.0, 1 - light
        case ((InkSpace.CMYK | InkSpace.ICC_CMYK), [cyan, magenta, yellow, black]):
            return cyan, magenta, yellow, black
        case InkSpace.RGB, [_, _, _] if min(numbers) > WHITE:
            return 0.0, 0.0, 0.0, 0.0
    return None


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
    return ink(of, [1.0] * 4 if of.names else [0, 0, 0, 1] if of.count == 4 else [0.0] * of.count)


def shade(shading: Any, named: Any) -> tuple[ColourSpace, Ink]:  # noqa: ANN401
    """The space of a shading, and the heaviest of its colours; one of unknown amounts where they cannot be told."""
    of = space(shading.get("/ColorSpace"), named)
    told = [ink(of, numbers) for numbers in _outputs(shading.get("/Function"), 0) if len(numbers) == of.count]
    unknown = Ink(of.space, spots=tuple((name, 1.0) for name in of.spots))
    return of, max(told, key=lambda one: one.total, default=unknown)


def _outputs(function: Any, depth: int) -> list[tuple[float, ...]]:  # noqa: ANN401
    """What a function gives where its parts begin and end, or at its samples; several of them, side by side."""
    if depth > MAX_SPACE_DEPTH:
        return []
    if isinstance(function, Array):
        return _beside([_outputs(one, depth + 1) for one in function])
    match function.get("/FunctionType") if isinstance(function, Dictionary | Stream) else None:
        case 0:
            return list(_samples(function))
        case 2:
            return [tuple(map(float, function.get(*end))) for end in (("/C0", [0.0]), ("/C1", [1.0]))]
        case 3:
            return list(chain.from_iterable(_outputs(part, depth + 1) for part in function.get("/Functions", ())))
    return []


def _beside(columns: Sequence[list[tuple[float, ...]]]) -> list[tuple[float, ...]]:
    """What several functions give together; nothing where some give more than others."""
    alike = len({len(column) for column in columns}) == 1
    return [tuple(chain.from_iterable(row)) for row in zip(*columns, strict=True)] if alike else []


def _samples(function: Any) -> Iterator[tuple[float, ...]]:  # noqa: ANN401
    """The samples of a function, of eight bits or sixteen; none of one that has more than a gradient needs."""
    ends = [float(one) for one in function.get("/Decode", function.get("/Range", ()))]
    bounds, bytes_ = list(zip(ends[::2], ends[1::2], strict=False)), int(function.get("/BitsPerSample", 0)) // 8
    try:
        raw = unpacked(function, MAX_SAMPLES) if bytes_ in (1, 2) and bounds else b""
    except TooMuch:
        return
    shares = [one / TOP_SAMPLE for one in raw[:: bytes_ or 1]]
    step = len(bounds) or 1
    for at in range(0, len(shares) - step + 1, step):
        row = zip(shares[at : at + step], bounds, strict=True)
        yield tuple(least + share * (most - least) for share, (least, most) in row)

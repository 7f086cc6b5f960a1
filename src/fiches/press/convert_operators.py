"""Operators that draw in the colours of the screen are written anew in the inks of a press."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pikepdf
from pikepdf import Matrix, Name, Operator

from fiches.core import flate
from fiches.core.messages import Said, message
from fiches.press import long_paths
from fiches.press.colour import BLACK_ALONE, Build

Colour = Callable[[float, float, float], Build]
OVERPRINTING, KNOCKING_OUT = (
    "/Surimpression",
    "/Defonce",
)  # graphics states: text in black prints over what is under it, or not
STATES = {OVERPRINTING: {"/OP": True, "/op": True, "/OPM": 1}, KNOCKING_OUT: {"/OP": False, "/op": False, "/OPM": 0}}
PAINTED = frozenset(("f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do"))
TEXT_OPERATORS = frozenset(("Tj", "TJ", "'", '"'))
MARKED = frozenset(("BDC", "BMC", "EMC", "DP", "MP"))  # of tags, which a press file has not
SPACES = {"/DeviceGray": 1, "/DeviceRGB": 3, "/DeviceCMYK": 4}
UNFRAMED = ("", "")  # operators before and after a stream: none
CHOSEN = {"g": 1, "rg": 3, "k": 4}  # operators that choose a space and a colour at once, by its numbers


class Unprintable(ValueError):  # noqa: N818  # named for what it is
    """Something in a file that cannot be put into inks; the message is for whoever made the layout."""

    def __init__(self, said: Said) -> None:
        super().__init__(said)
        self.message = said

    def __str__(self) -> str:
        return str(self.message)


@dataclass(frozen=True, slots=True)
class ConvertedStream:
    """A stream put into inks: its operators, packed, the name and matrix (six numbers) of each drawing, its fonts."""

    packed: bytes
    shown: Sequence[tuple[str, tuple[float, ...]]]
    fonts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _PaintState:
    """What `q` keeps: where things are drawn, whether the fill is black alone, and whether it prints over."""

    matrix: Matrix = field(default_factory=Matrix)
    black: bool = False
    over: bool = False
    spaces: Mapping[str, str] = field(default_factory=dict)  # that `cs` and `CS` have chosen


@dataclass(frozen=True, slots=True)
class Repainted:
    """Operators in inks, as far as they go: the drawings and fonts that they use, and the states that they leave."""

    lines: bytes = b""
    shown: tuple[tuple[str, Matrix], ...] = ()
    fonts: frozenset[str] = frozenset()
    state: _PaintState = field(default_factory=_PaintState)
    kept: tuple[_PaintState, ...] = ()
    deep: bool = False  # it went back behind its own beginning

    @property
    def is_fresh(self) -> bool:
        """Whether what follows is drawn as at the beginning of a page."""
        return all(one == _PaintState() for one in (self.state, *self.kept))

    def followed(self, other: Repainted) -> Repainted:
        """The same, then what was drawn as at the beginning of a page."""
        lines = b"\n".join(filter(None, (self.lines, other.lines)))
        return replace(other, lines=lines, shown=self.shown + other.shown, fonts=self.fonts | other.fonts,
                       kept=self.kept + other.kept)  # fmt: skip

    def framed(self, around: Sequence[str]) -> ConvertedStream:
        """All of a stream, with what is `around` before and after it."""
        before, after = around
        packed = flate.packed(b"\n".join(filter(None, (before.encode(), self.lines, after.encode()))))
        shown = [(name, tuple(matrix.shorthand)) for name, matrix in self.shown]
        return ConvertedStream(packed, shown, self.fonts)


def repaint(data: bytes, colour: Colour, begun: Repainted | None = None) -> Repainted:
    """The operators of a stream in the bytes of which it is made, their colours made by `colour`.

    They go on from what was `begun`. Unprintable says what stays.
    """
    begun = begun or Repainted()
    painter = _OperatorConverter(colour, begun)
    others, paths = long_paths.set_aside(data)
    with pikepdf.new() as book:
        for one in pikepdf.parse_content_stream(book.make_stream(others)):
            painter.take(list(one.operands), str(one.operator))
    made = painter.done()
    lines = long_paths.put_back(made.lines, paths)
    return replace(made, lines=b"\n".join(filter(None, (begun.lines, lines))))


class _OperatorConverter:
    """Takes the operators of a stream one by one, and writes those of the press."""

    def __init__(self, colour: Colour, begun: Repainted) -> None:
        self._lines: list[tuple[Sequence[Any], Operator]] = []
        self._shown, self._fonts = list(begun.shown), set(begun.fonts)
        self._colour = colour
        self._state, self._kept, self._deep = begun.state, list(begun.kept), begun.deep

    def done(self) -> Repainted:
        """All that was taken, its lines without those that were begun."""
        lines = pikepdf.unparse_content_stream(self._lines)
        return Repainted(lines, tuple(self._shown), frozenset(self._fonts), self._state, tuple(self._kept), self._deep)

    def take(self, operands: Sequence[Any], name: str) -> None:
        """Writes what one operator becomes."""
        lower = name.lower()
        if name in MARKED:
            return
        if lower in CHOSEN:
            self._paint(name, _numbers(operands), CHOSEN[lower])
        elif lower in ("cs", "sc", "scn"):
            self._special(operands, name)
        elif name == "INLINE IMAGE":
            raise Unprintable(message("press.unprintable.inline-image"))
        else:
            self._follow(operands, name)
            self._write(operands, name)

    def _follow(self, operands: Sequence[Any], name: str) -> None:
        """What an operator changes in the state, and what must be said before it."""
        if name == "q":
            self._kept.append(self._state)
        elif name == "Q":
            self._deep |= not self._kept
            self._state = self._kept.pop() if self._kept else self._state
        elif name == "cm":
            self._state = replace(self._state, matrix=Matrix(*_numbers(operands)) @ self._state.matrix)
        elif name == "Tf":
            self._fonts.add(str(operands[0]))
        elif name in TEXT_OPERATORS:
            self._print_over(self._state.black)
        elif name in PAINTED:
            self._print_over(False)
            if name == "Do":
                self._shown.append((str(operands[0]), self._state.matrix))

    def _print_over(self, over: bool) -> None:
        if over != self._state.over:
            self._write([Name(OVERPRINTING if over else KNOCKING_OUT)], "gs")
            self._state = replace(self._state, over=over)

    def _special(self, operands: Sequence[Any], name: str) -> None:
        """A colour space chosen by its name, or a colour of the one that was chosen."""
        side = "CS" if name[0] == "S" or name == "CS" else "cs"
        if name.lower() == "cs":
            chosen = str(operands[0])
            self._state = replace(self._state, spaces={**self._state.spaces, side: chosen})
            if chosen == "/Pattern":
                self._write(operands, name)
            elif chosen not in SPACES:
                raise Unprintable(message("press.unprintable.space", space=chosen.lstrip("/")))
        elif operands and isinstance(operands[-1], Name):
            self._state = replace(self._state, black=False) if side == "cs" else self._state
            self._write(operands, name)
        else:
            space = self._state.spaces.get(side, "/DeviceGray")
            self._paint({"cs": "k", "CS": "K"}[side], _numbers(operands), SPACES.get(space, 0))

    def _paint(self, name: str, numbers: Sequence[float], count: int) -> None:
        """A colour of 1, 3 or 4 numbers becomes one of four inks."""
        if len(numbers) != count:
            raise Unprintable(message("press.unprintable.components"))
        build = inked(numbers, self._colour)
        self._write(list(build), "K" if name.isupper() else "k")
        if not name.isupper():
            self._state = replace(self._state, black=build == BLACK_ALONE)

    def _write(self, operands: Sequence[Any], name: str) -> None:
        self._lines.append(([_shortest(one) for one in operands], Operator(name)))


def inked(numbers: Sequence[float], colour: Colour) -> Build:
    """The inks of a colour of the screen, of a grey or of four inks, by how many numbers it has."""
    if len(numbers) == 4:
        cyan, magenta, yellow, black = numbers
        return cyan, magenta, yellow, black
    red, green, blue = numbers if len(numbers) == 3 else list(numbers) * 3
    return colour(red, green, blue)


def _numbers(operands: Sequence[Any]) -> list[float]:
    return [float(one) for one in operands]


def _shortest(one: Any) -> Any:  # noqa: ANN401
    """A number of ours as PDF wants it: at most four decimals, none for a whole one."""
    return pikepdf.Object.parse(f"{one:.4f}".rstrip("0").rstrip(".").encode()) if isinstance(one, float) else one

"""QR codes: an address → its squares, as one shape of black for paper, as letters for a terminal."""

from __future__ import annotations

from fiches.graphics import svg

QR_FOLDER = "codes"  # of addresses that pages ask for: /codes/<what the code says>.svg
FRAMED = "cadre/"  # before what it says: the code on a white ground, for pages that are dark around it
LEVEL = "m"  # of correction: more would add squares and no reach
QUIET = 4  # squares of white that a reader needs around the code
QR_BLACK, QR_WHITE = "#000000", "#ffffff"  # which a press prints in black ink alone, and not at all
_HALVES = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}


def squares(text: str) -> tuple[tuple[bool, ...], ...]:
    """The rows of a code, without the white around it: True where it is dark."""
    import segno

    made = segno.make(text, error=LEVEL, boost_error=False, micro=False)
    return tuple(tuple(bool(square) for square in row) for row in made.matrix)


def drawn(asked: str) -> str:
    """The code of what is asked for, as SVG, 1 mm a square and no seam between two; the white is there if `FRAMED`."""
    framed, text = asked.startswith(FRAMED), asked.removeprefix(FRAMED)
    rows, edge = squares(text), QUIET if framed else 0
    dark = {(x + edge, y + edge) for y, row in enumerate(rows) for x, square in enumerate(row) if square}
    size = len(rows) + 2 * edge
    ground = svg.path([[(0, 0), (size, 0), (size, size), (0, size)]], QR_WHITE) if framed else ""
    return svg.document(size, size, ground + svg.path(svg.outlines(dark, 1.0), QR_BLACK), text)


def letters(text: str) -> str:
    """A code for a terminal, dark on light whatever its colours are: two rows of squares a line."""
    side = [False] * QUIET
    rows = [[*side, *row, *side] for row in squares(text)]
    blank = [[False] * len(rows[0])]
    every = [*blank * QUIET, *rows, *blank * (QUIET + 1 if len(rows) % 2 else QUIET)]
    pairs = zip(every[::2], every[1::2], strict=True)
    lines = ("".join(_HALVES[high, low] for high, low in zip(*pair, strict=True)) for pair in pairs)
    return "\n".join(f"\x1b[30;107m{line}\x1b[0m" for line in lines)

"""What a document is whatever its colours are: two that are the same so are drawn alike, but for operands.

The engine asks of a colour whether it is the one before and whether it hides its ground, and nothing else, where none
is mixed, shaded or blended. So colours are numbered by their values, as they first appear: where the numbers are the
same, the same places share a colour. One that has a name may come from anywhere, and keeps it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from fiches.core import css_colours
from fiches.storage import fingerprints

Paint = tuple[str, ...]  # digests of style sheets and of a document but for colours, then these (`rrggbb`); or nothing
Numbers = dict[str, str]  # of colours, by `rrggbb`
_Painting = Callable[[str, int, int], bool]  # whether what stands there in a text paints and does nothing else
_COLOUR = re.compile(r"(?:(?<!&)#|%23)([0-9a-fA-F]{8}|[0-9a-fA-F]{6}|[0-9a-fA-F]{3,4})\b")
_REMARK_OR_QUOTED = re.compile(
    r"""/\*.*?\*/|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'""", re.DOTALL
)  # remarks, and what is in quotes
_ATTRIBUTES, _WITHIN_TAG = (' fill="', ' stroke="'), re.compile(r'"[^<>]*>')
_MAY_BLEND = (  # found sooner than
    "rgb", "hsl", "hwb", "lab(", "lch(", "color(", "color-mix", "cmyk(", "light-dark", "gradient", "shadow", "base64",
    "groove", "ridge", "inset", "outset", "@import", "\\", "stylesheet",
)  # fmt: skip
_BLENDED = re.compile(  # a colour that comes from others, is chosen by a number, written in another way, or elsewhere
    r"\b(?:rgba?|hsla?|hwb|(?:ok)?lab|(?:ok)?lch|color|color-mix|device-cmyk|light-dark)\(|gradient|shadow|svg\+xml;base64"
    r"|\b(?:groove|ridge|inset|outset)\b(?!-|\s*[:(])|@import|@[-\w]*\\|stylesheet"
)


class StylePaint:
    """What style sheets say of colours, for the documents that they serve."""

    def __init__(self, sheets: Iterable[str], drawings: Iterable[str], rest: str) -> None:
        """`rest`: the digest of all else that every document depends on; `drawings`: that style sheets may show."""
        self._numbers = {colour: f"={colour}" for colour in css_colours.named()}
        bare = [*(_of_sheet(one, self._numbers) for one in sheets), *(_bare(one, self._numbers) for one in drawings)]
        said = "" if any(map(_is_blended, bare)) else fingerprints.key(rest, *bare)
        self._paint = (said, *_own(self._numbers))

    def of(self, document: str, drawings: Iterable[str], pictures: str) -> Paint:
        """The paint of a document that shows these drawings, and pictures of that digest."""
        numbers = dict(self._numbers)
        bare = [_bare(document, numbers, _is_attribute), *(_bare(one, numbers) for one in drawings)]
        said, *_ = self._paint
        good = said and not any(map(_is_blended, bare))
        return (said, fingerprints.key(pictures, *bare), *_own(numbers)) if good else ()

    def repaints(self, paint: Paint) -> bool:
        """Whether the style sheets of a paint were these in other colours."""
        said, *colours = self._paint
        return paint[:1] == (said,) and list(paint[2:][: len(colours)]) != colours


def _own(numbers: Numbers) -> Iterable[str]:
    """The colours that have no name."""
    return (colour for colour, number in numbers.items() if not number.startswith("="))


def _of_sheet(text: str, numbers: Numbers) -> str:
    """A style sheet with numbers for its colours, without remarks."""
    bare, end = [], 0
    for found in _REMARK_OR_QUOTED.finditer(text):
        said = " " if found[0].startswith("/*") else _bare(found[0], numbers)
        bare += [_bare(text[end : found.start()], numbers, _is_value), said]
        end = found.end()
    return "".join((*bare, _bare(text[end:], numbers, _is_value)))


def _bare(text: str, numbers: Numbers, paints: _Painting = lambda *_: False) -> str:
    """A text with numbers for its colours, and without those of places that only paint."""

    def numbered(found: re.Match[str]) -> str:
        digits = found[1].lower()
        digits = "".join(digit * 2 for digit in digits) if len(digits) < 6 else digits
        number = numbers.setdefault(digits[:6], str(len(numbers)))
        return f"#{number} {digits[6:]}" if paints(text, *found.span()) else f"{found[0]}#{number}"

    return _COLOUR.sub(numbered, text)


def _is_blended(text: str) -> bool:
    """Whether a colour of a text may depend on more than its own value."""
    small = text.lower()
    return any(word in small for word in _MAY_BLEND) and _BLENDED.search(small) is not None


def _is_value(text: str, start: int, _: int) -> bool:
    """Whether a style sheet declares a colour there, alone or before other words."""
    return text[max(0, start - 9) : start].rstrip().endswith(":")


def _is_attribute(text: str, start: int, end: int) -> bool:
    """Whether an element of a document is painted in it."""
    return text.endswith(_ATTRIBUTES, 0, start) and _WITHIN_TAG.match(text, end) is not None

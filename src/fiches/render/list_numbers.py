"""Numbers of lists, which the engine reads only from style sheets: `start`, `value` and the sign after them as one."""

from __future__ import annotations

import re

from fiches.typography import language_looks
from fiches.typography.html_writer import CLOSED_NUMBERS

_NUMBERS = re.compile(r"<(?:ol\b[^<>]*?\sstart|li\b[^<>]*?\svalue)=\"(-?\d{1,9})\"")
_CLOSED_COUNT = (  # of no weight: a page that shows no marks of lists shows none of these
    f'@counter-style {CLOSED_NUMBERS}{{system:extends decimal;suffix:") "}}'
    f":where(ol.{CLOSED_NUMBERS}){{list-style-type:{CLOSED_NUMBERS}}}"
)


def style(html: str) -> str:
    """What counts the lists of a document as their attributes say; nothing where none says a number."""
    leftward = language_looks.numbers_of_lists() if "<ol" in html and 'dir="rtl"' in html else ""
    closed = _CLOSED_COUNT if f'<ol class="{CLOSED_NUMBERS}"' in html else ""
    return (
        leftward
        + closed
        + "".join(
            f'ol[start="{number}"]{{counter-reset:list-item {number - 1}}}'
            f'li[value="{number}"]{{counter-increment:none;counter-set:list-item {number}}}'
            for number in sorted(set(map(int, _NUMBERS.findall(html))))
        )
    )

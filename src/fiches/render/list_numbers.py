"""Numbers of lists, which the engine reads only from style sheets: `start` and `value` as one."""

from __future__ import annotations

import re

_NUMBERS = re.compile(r"<(?:ol\b[^<>]*?\sstart|li\b[^<>]*?\svalue)=\"(-?\d{1,9})\"")


def style(html: str) -> str:
    """What counts the lists of a document as their attributes say; nothing where none says a number."""
    return "".join(
        f'ol[start="{number}"]{{counter-reset:list-item {number - 1}}}'
        f'li[value="{number}"]{{counter-increment:none;counter-set:list-item {number}}}'
        for number in sorted(set(map(int, _NUMBERS.findall(html))))
    )

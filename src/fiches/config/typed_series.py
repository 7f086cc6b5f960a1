"""Words in a row that were typed as one value, and the sign that is left behind one of a list."""

from __future__ import annotations

import re

_SERIES_COMMAS = re.compile(r"\s*[,;،؛]\s*")
_SERIES_SIGNS = re.compile(r"\s*(?:[|·•،]|\s/\s|\s[-–—]\s)\s*")
_KEYWORD = re.compile(r"[^\W\d_A-ZÀ-Ý][^.!?]{0,30}")
_END_SIGN = re.compile(r"(?P<whole>.*[\w\])»%])\s*[,;،؛]")


def listed(text: str) -> str:
    """The items that the signs of a text part, with a comma between; nothing where it is one item."""
    items = list(filter(None, _SERIES_COMMAS.split(text)))
    if len(items) > 1:
        return ", ".join(items)
    items = list(filter(None, _SERIES_SIGNS.split(text)))
    return ", ".join(items) if len(items) > 1 and all(map(_KEYWORD.fullmatch, items)) else ""


def unended(text: str, *, series: bool) -> str:
    """A value of words without the comma that ends it, as between items of other languages; nothing without one.

    Where a `series` may be meant, other commas make it one, which is told of.
    """
    match = _END_SIGN.fullmatch(text)
    return match["whole"] if match and not (series and listed(match["whole"])) else ""

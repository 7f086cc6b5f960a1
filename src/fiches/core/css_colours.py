"""Colours of style sheets by their values."""

from __future__ import annotations

import re

_IN_SIX = re.compile(r"#[0-9a-fA-F]{6}")  # a colour as nearly all are written


def colour(value: str) -> str | None:
    """A colour that hides its ground as `#rrggbb`, however it is written; None for any other value."""
    if _IN_SIX.fullmatch(value):
        return value.lower()
    from tinycss2.color4 import parse_color

    found = parse_color(value)
    if found is None or isinstance(found, str) or found.alpha < 1:
        return None
    try:
        channels = found.to("srgb").coordinates
    except NotImplementedError:  # a space that screens may not have
        return None
    return "#" + "".join(f"{round(255 * min(max(channel, 0.0), 1.0)):02x}" for channel in channels)


def named() -> frozenset[str]:
    """The colours that have a name in CSS, as `rrggbb`."""
    from tinycss2 import color4

    return frozenset(bytes(channels).hex() for channels in color4._COLOR_KEYWORDS.values())

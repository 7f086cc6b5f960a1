"""Plus codes, which maps of telephones give for a latitude and a longitude: the Open Location Code of Google."""

from __future__ import annotations

import re

_BASE_20 = "23456789CFGHJMPQRVWX"  # digits of base 20
_PAIRS = 5  # of signs, latitude first: each divides the square of the one before in twenty by twenty
_STEPS_NORTH, _STEPS_EAST = 5, 4  # in which each further sign divides it
_FULL_CODE = re.compile(
    rf"(?<![\w+])(?P<head>[{_BASE_20}]{{8}})\+(?P<tail>[{_BASE_20}]{{2,7}})(?![\w+])", re.IGNORECASE
)
_SHORTENED = re.compile(rf"(?<![\w+])[{_BASE_20}]{{2,6}}\+[{_BASE_20}]{{2,3}}(?![\w+])", re.IGNORECASE)


def decoded(text: str) -> tuple[float, float] | None:
    """Latitude and longitude of the middle of the square that a whole code in a text names, if there is one."""
    match = _FULL_CODE.search(text)
    if not match:
        return None
    digits = [_BASE_20.index(sign) for sign in f"{match['head']}{match['tail']}".upper()]
    north, east, height, width = -90.0, -180.0, 400.0, 400.0
    for row, column in zip(digits[: 2 * _PAIRS : 2], digits[1 : 2 * _PAIRS : 2], strict=True):
        height, width = height / 20, width / 20
        north, east = north + row * height, east + column * width
    for digit in digits[2 * _PAIRS :]:
        height, width = height / _STEPS_NORTH, width / _STEPS_EAST
        north, east = north + digit // _STEPS_EAST * height, east + digit % _STEPS_EAST * width
    return round(north + height / 2, 6), round(east + width / 2, 6)


def is_short(text: str) -> bool:
    """Whether a text holds a code that only those know who know which town it is near."""
    return bool(_SHORTENED.search(text))

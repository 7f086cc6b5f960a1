"""Positions as people, telephones and maps write them: degrees, north and east positive."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from fiches.config import plus_codes
from fiches.core.messages import message
from fiches.core.problems import BadValue

Position = tuple[float, float]  # latitude, longitude
MOST_DEGREES = 90 * 10**8  # degrees without their point, of seven decimals
_N = r"[-+]?\d{1,3}(?:\.\d+)?"
_LINKS = tuple(  # of maps: where they give latitude and longitude
    re.compile(pattern)
    for pattern in (
        rf"!3d(?P<latitude>{_N})!4d(?P<longitude>{_N})",  # the place itself, where the middle of the map is another
        rf"[?&](?:q|query|ll|daddr|destination|center|mlat)=(?:loc:)?(?P<latitude>{_N})(?:,|%2C|&mlon=)\s*(?P<longitude>{_N})",
        rf"^geo:(?P<latitude>{_N}),(?P<longitude>{_N})",
        rf"/(?:place|search|dir)/(?P<latitude>{_N}),\+?(?P<longitude>{_N})",
        rf"@(?P<latitude>{_N}),(?P<longitude>{_N})",
        rf"#(?:map=)?[\d.]+/(?P<latitude>{_N})/(?P<longitude>{_N})",
    )
)
_WELL_KNOWN_TEXT = re.compile(
    rf"(?:SRID=\d+;)?\s*POINT\s?Z?\s?\((?P<longitude>{_N}) (?P<latitude>{_N})[^()]*\)", re.IGNORECASE
)
_THREE_WORDS = re.compile(r"/{3}|(?:https?://)?(?:w3w\.co|what3words\.com)/|(?:[^\W\d_]+\.){2}[^\W\d_]+$")
_OTHER_WAYS = (  # of saying where, which need a map
    (re.compile(r"\d{1,2} ?[C-HJ-NP-X],? [\d. ]*\d{6}\b|.*\bUTM\b", re.IGNORECASE), "value.coordinates.utm"),
    (_THREE_WORDS, "value.coordinates.words"),
)
_ADDRESS = re.compile(r"geo:|\w+://|www\.|maps\.|goo\.gl", re.IGNORECASE)
_SIDES = {
    **dict.fromkeys(("n", "nord", "north", "ش", "شمالا", "شمال"), (0, 1)),
    **dict.fromkeys(("s", "sud", "south", "ج", "جنوبا", "جنوب"), (0, -1)),
    **dict.fromkeys(("e", "est", "east", "ق", "شرقا", "شرق"), (1, 1)),
    **dict.fromkeys(("o", "w", "ouest", "west", "غ", "غربا", "غرب"), (1, -1)),
}  # of the globe: latitude or longitude, and its sign
_SIDE = "|".join(sorted(_SIDES, key=len, reverse=True))
_DEGREES = (
    r"(?P<sign>[-+])?(?P<degrees>\d{1,3}(?:\.\d+)?)\s*(?:°|deg|d(?![^\W\d_]))?"
    r"(?:\s*(?P<minutes>\d{1,2}(?:\.\d+)?)\s*['′](?:\s*(?P<seconds>\d{1,2}(?:\.\d+)?)\s*(?:\"|″|''|(?=\s*[^\d\s.'])|$))?)?"
)
_SIDE_WORD = rf"(?<![^\W\d_])(?P<side>{_SIDE})(?![^\W\d_])"
_SIDE_FIRST = re.compile(rf"(?:{_SIDE_WORD})\s*{_DEGREES}", re.IGNORECASE)
_SIDE_LAST = re.compile(rf"{_DEGREES}\s*(?:{_SIDE_WORD})?", re.IGNORECASE)
_BARE = re.compile(rf"(\d{{1,3}}) (\d{{1,2}}) (\d{{1,2}}(?:\.\d+)?)(?=\s*(?:{_SIDE})(?![^\W\d_]))", re.IGNORECASE)
_DECIMAL_COMMAS = re.compile(r"([-+]?\d{1,3}),(\d+)(?=[°\s;,]|[^\W\d_]|$)")
_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?")
_ALTITUDE = re.compile(r"[,;\s]*\(?(?:alt[a-z]*\.? ?:? ?)?[-+]?\d{1,4}(?:[.,]\d{1,3})? ?m(?:[èe]tres?)?\.?\)?$", re.I)
_CALLED = re.compile(  # GPS : 30.52, -7.92
    r"^(?!(?:geo|srid|lat|lon)\w*\b)[^\W\d_]{2,20}(?: [^\W\d_]{2,20}){0,2} ?[:=] ?(?=[-+\d\[(])", re.IGNORECASE
)
_SAID_BEHIND = re.compile(r"\s*\([^()\d]*\)$")
_ONLY_NUMBERS = re.compile(r"[-+\d.,;/|\s()\[\]]+")


def position(text: str) -> Position:
    """The latitude and longitude that a text gives, where it can mean only one.

    Decimal degrees with points or commas, degrees with minutes and seconds and the letters of the sides (N S E O W,
    or Arabic), the four numbers of KoboToolbox (latitude, longitude, altitude, accuracy), `geo:`, links of
    OpenStreetMap and Google Maps, whole plus codes.
    """
    plain = _ALTITUDE.sub("", _SAID_BEHIND.sub("", _CALLED.sub("", _plain(text), count=1)))
    found = plus_codes.decoded(plain) or _read(plain)
    if found is None:
        raise BadValue(message(next((name for way, name in _OTHER_WAYS if way.match(plain)), "value.coordinates")))
    if not -90 <= found[0] <= 90 or not -180 <= found[1] <= 180:
        better = _pointed(*found)
        hint = message("did-you-mean.bare", word=written(better)) if better else ""
        raise BadValue(message("value.coordinates.off-globe"), hint)
    return found


def _read(plain: str) -> Position | None:
    if (point := _WELL_KNOWN_TEXT.fullmatch(plain)) or _THREE_WORDS.match(plain):
        return (float(point["latitude"]), float(point["longitude"])) if point else None
    if _ADDRESS.match(plain):
        return _linked(plain)
    if plus_codes.is_short(plain):
        raise BadValue(message("value.coordinates.short-code"))
    return _sided(plain) if _has_sides(plain) else _numbers(plain)


def _pointed(latitude: float, longitude: float) -> Position | None:
    """The position of degrees that have lost their point, or have it too far right; None where none is likely.

    Up to 180 degrees the two may rather have changed places.
    """
    if max(abs(latitude), abs(longitude)) <= 180 or max(abs(latitude), abs(longitude)) >= MOST_DEGREES:
        return None
    power = _power(latitude, 90)
    together = abs(longitude) > 180 or (latitude.is_integer() and longitude.is_integer())
    other = longitude / (power if together else 1)
    return latitude / power, other / _power(other, 180)


def _power(degrees: float, most: int) -> int:
    """The least power of ten that brings degrees within the globe."""
    return 1 if abs(degrees) <= most else 10 * _power(degrees, 10 * most)


def joined(parts: Sequence[str]) -> str:
    """The text that a list of YAML was typed as: commas may have parted decimals, which no number has twice."""
    if any(";" in part for part in parts):
        return ",".join(parts)
    decimals = len(parts) == 4 and not any("." in part for part in parts) and parts[1].isdigit() and parts[3].isdigit()
    return ";".join([".".join(parts[:2]), ".".join(parts[2:])] if decimals else parts)


def written(found: Position) -> str:
    """How a sheet gives a position: « [30.52, -7.92] »."""
    north, east = (f"{degrees:.8f}".rstrip("0").rstrip(".") for degrees in found)  # without exponent: none is read
    return f"[{north}, {east}]"


def _plain(text: str) -> str:
    """With ordinary digits, points, minus signs and marks of minutes and seconds."""
    digits = "".join(str(unicodedata.digit(one, one)) if one.isdigit() and not one.isascii() else one for one in text)
    signs = str.maketrans(
        {"٫": ".", "،": ",", "؛": ";", "−": "-", "–": "-", "º": "°", "˚": "°", "’": "'", "‘": "'", "”": '"', "“": '"'}
    )
    return re.sub(r"(?<=[NSEOWnseow])\.(?=\s|\d|$)", "", " ".join(digits.translate(signs).split()))


def _linked(text: str) -> Position | None:
    match = next(filter(None, (pattern.search(text) for pattern in _LINKS)), None)
    if match is None:
        raise BadValue(message("value.coordinates.link"))
    return float(match["latitude"]), float(match["longitude"])


def _has_sides(text: str) -> bool:
    return bool(re.search(rf"[°'\"′″]|(?<![^\W\d_])(?:{_SIDE})(?![^\W\d_])", text, re.IGNORECASE))


def _sided(text: str) -> Position | None:
    """Degrees, minutes, seconds and sides; without sides, latitude first."""
    pointed = _DECIMAL_COMMAS.sub(r"\1.\2", text)
    bare = re.sub(r"[,;:]|\b(?:lat|lon)\w*\b|(?<=[^\W\d_]) [-/|](?= )", " ", pointed, flags=re.IGNORECASE).strip()
    pattern = _SIDE_LAST if re.match(r"[-+\d]", bare) else _SIDE_FIRST
    marked = _BARE.sub("\\1°\\2'\\3″", bare)
    pieces = list(pattern.finditer(marked))
    if len(pieces) != 2 or pattern.sub("", marked).strip():
        return None
    degrees, sides = zip(*map(_angle, pieces), strict=True)
    if sides == (None, None):
        return float(degrees[0]), float(degrees[1])
    first = sides[0] if sides[0] is not None else 1 - (sides[1] or 0)
    if sides[1] == first:
        return None
    return (degrees[0], degrees[1]) if first == 0 else (degrees[1], degrees[0])


def _angle(match: re.Match[str]) -> tuple[float, int | None]:
    """Degrees with their sign, and whether they are a latitude (0), a longitude (1) or either (None)."""
    size = float(match["degrees"]) + float(match["minutes"] or 0) / 60 + float(match["seconds"] or 0) / 3600
    axis, sign = _SIDES.get((match["side"] or "").lower(), (None, 1))
    return round(size * (-1 if match["sign"] == "-" else 1) * sign, 6), axis


def _numbers(text: str) -> Position | None:
    """Two numbers, and perhaps an altitude and an accuracy; commas are decimal where there is no point."""
    bare = re.sub(r"\b(?:lat|lon)\w*\b\s*[:=]?", " ", text, flags=re.IGNORECASE)
    if not _ONLY_NUMBERS.fullmatch(bare):
        return None
    bare = re.sub(r"(?<=[,;]) *([-+]) +(?=\d)", r" \1", bare)
    pointed = bare if "." in bare else _DECIMAL_COMMAS.sub(r"\1.\2 ", bare)
    numbers = [float(number) for number in _NUMBER.findall(pointed)]
    exact = [number for number in _NUMBER.findall(pointed)[:2] if "." in number]
    return (numbers[0], numbers[1]) if len(numbers) == 2 or (len(numbers) in (3, 4) and len(exact) == 2) else None

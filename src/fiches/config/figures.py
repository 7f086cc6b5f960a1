"""A figure and what it counts, typed as one text: « 249 habitations »."""

from __future__ import annotations

import re

from fiches.config import languages
from fiches.core.messages import message
from fiches.core.problems import BadValue

_THIN = "[ \u00a0\u202f]"
_QUANTITY = rf"\d{{1,3}}(?:{_THIN}\d{{3}})+(?:[.,]\d+)?\b|\d+(?:[.,/:]\d+)*"  # 1 000, 2,5, 1/3
_SIGN, _UNIT = r"[+\-−±<>≤≥≈~×]?\s?[$€£¥]?\s?", rf"(?:{_THIN}?[%‰€$£¥°+]|[\w²³]+)?"  # signs; 3e, 12h, 40 %
_LETTERED = rf"{_THIN}[^\W\d]\w{{0,11}}[²³]?"  # a unit in letters, parted from its number
_APART = (
    rf"{_THIN}(?:[kK]m²?|[cm]?m|m[²³]|[hH]a|[kK]g|t|g|h|min|l|L|[kM]Wh?|kWc|°C|DH|MDH|MAD)(?=\s)"  # of these, the sign
)
_ARROW = r"\s?(?:[→⟶➔➜]|[=-]{1,2}>)\s?"
_LESS_OR_MORE = rf"{_UNIT}(?P<unit>{_LETTERED})?{_ARROW}(?:{_QUANTITY}){_UNIT}(?(unit)(?:{_LETTERED})?)"  # 2 h → 5 min
_WITH_UNIT = rf"(?:{_APART}|{_UNIT})"
_TYPED = re.compile(
    rf"({_SIGN}(?:{_QUANTITY})(?:{_LESS_OR_MORE}|{_WITH_UNIT}(?:\s?(?:-|–|—|à|to)\s?(?:{_QUANTITY}){_WITH_UNIT})?))"
    r"(?:\s*:)?\s+(?P<counted>\S.*)"
)
_UNIT_ALONE = re.compile(r"[kK]m²?|[cm]?m|m[²³]|[hH]a|[kK]g|[kM]Wh?|kWc|°C|M?DH|MAD|%|€")  # of what?
_LONGEST_UNIT = 3  # letters of what is no word: h, km, min


def several(text: str) -> bool:
    """Whether a text is figures in a row: « 249 habitations, 12 km de conduite »."""
    parts = re.split(r"[,;]\s+", text.strip())
    return len(parts) > 1 and all(_TYPED.fullmatch(part.removeprefix(_about(part))) for part in parts)


def figure(text: str) -> tuple[str, str]:
    """The figure with its unit, and what it counts: (« 249 », « habitations »), (« plus de 40 % », « des foyers »)."""
    typed = text.strip()
    about = _about(typed)
    found = _TYPED.fullmatch(typed.removeprefix(about))
    if (
        not found
        or (found["unit"] and len(found["counted"]) <= _LONGEST_UNIT)
        or _UNIT_ALONE.fullmatch(found["counted"])
    ):
        raise BadValue(message("value.figure"))
    return about + found[1], found["counted"]


def _about(text: str) -> str:
    """The words that it begins with and that say how exact a figure is, in any language: « env. », « plus de »."""
    small = re.sub(_THIN, " ", text.casefold()).replace("’", "'")
    known = (f"{words} " for language in languages.every() for words in language.about)
    return text[: max((len(words) for words in known if small.startswith(words)), default=0)]

"""Signs of Word that are no letters: those of private fonts, and equations, as plain text."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType
from xml.etree.ElementTree import Element

PRIVATE_FONTS = ("symbol", "wingdings", "wingdings 2", "wingdings 3", "webdings", "zapfdingbats")
_WINGDINGS = MappingProxyType(
    {
        0x28: "☎", 0x2A: "✉", 0x4A: "☺", 0x6C: "•", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x75: "◆", 0x76: "❖", 0x77: "•",
        0x9F: "•", 0xA7: "•", 0xA8: "□", 0xD8: "→", 0xDC: "→", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "→",
        0xF0: "⇒", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    }
)  # fmt: skip
_SYMBOL = MappingProxyType(
    {
        0xB7: "•", 0xAE: "→", 0xAC: "←", 0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB0: "°", 0xB9: "≠",
        0xBB: "≈", 0xA5: "∞", 0xD6: "√", 0xE5: "∑", 0x6D: "μ", 0x61: "α", 0x62: "β", 0x67: "γ", 0x64: "δ", 0x70: "π",
        0x44: "Δ", 0x57: "Ω", 0xDE: "⇒", 0xA2: "′", 0xB2: "″", 0xA0: "€", 0x2D: "−",
    }
)  # fmt: skip
_RAISED_SIGNS = str.maketrans("0123456789+-n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ")
_LOWERED = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")


def sign(font: str, code: int) -> str | None:
    """What a letter of a private font shows; None where nobody knows."""
    plain = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    if font.casefold() == "symbol":
        return _SYMBOL.get(plain) or (chr(plain) if 0x20 <= plain < 0x40 else None)
    return _WINGDINGS.get(plain)


def in_plain_letters(text: str, font: str) -> tuple[str, bool]:
    """A text set in a font, its private signs replaced, and whether one of them is known to nobody."""
    if text.isascii():
        return text, False
    made = [_plain(one, font) for one in text]
    return "".join(one or "" for one in made), None in made


def _plain(letter: str, font: str) -> str | None:
    if not "\uf000" <= letter <= "\uf0ff":
        return letter
    return sign(font if font.casefold() in PRIVATE_FONTS else "symbol", ord(letter))


def equation(tree: Element) -> str:
    """An equation on one line: fractions with a stroke, powers raised where there are raised signs."""
    made: Callable[[Element], str] | None = _EQUATIONS.get(tree.tag)
    if made:
        return made(tree)
    if tree.tag == "m:t":
        return tree.text or ""
    return "".join(equation(one) for one in tree if not one.tag.endswith("Pr"))


def _part(tree: Element, name: str) -> str:
    found = tree.find(name)
    return equation(found).strip() if found is not None else ""


def _whole(text: str) -> str:
    return text if len(text) < 2 or text.isalnum() else f"({text})"


def _script(text: str, table: dict[int, int], mark: str) -> str:
    return text.translate(table) if text and all(ord(one) in table for one in text) else f"{mark}{_whole(text)}"


_EQUATIONS: MappingProxyType[str, Callable[[Element], str]] = MappingProxyType(
    {
        "m:f": lambda one: f"{_whole(_part(one, 'm:num'))}/{_whole(_part(one, 'm:den'))}",
        "m:sSup": lambda one: _part(one, "m:e") + _script(_part(one, "m:sup"), _RAISED_SIGNS, "^"),
        "m:sSub": lambda one: _part(one, "m:e") + _script(_part(one, "m:sub"), _LOWERED, "_"),
        "m:rad": lambda one: f"√{_whole(_part(one, 'm:e'))}",
    }
)

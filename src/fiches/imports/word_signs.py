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
    private = font.casefold() in PRIVATE_FONTS
    if private and len(text.strip()) == 1:
        return sign(font, ord(text.strip())) or text, False
    if text.isascii():
        return text, False
    made = [sign(font if private else "symbol", ord(one)) if "\uf000" <= one <= "\uf0ff" else one for one in text]
    return "".join(one or "" for one in made), None in made


def equation(tree: Element) -> str:
    """An equation on one line: fractions with a stroke, powers raised where there are raised signs."""
    made: Callable[[Element], str] | None = _EQUATIONS.get(tree.tag)
    if made:
        return made(tree)
    if tree.tag in _EQUATION_LETTERS:
        return (tree.text or "").strip(_UNWRITTEN_SIGNS)
    if tree.tag == "mathml:annotation":
        return ""
    return "".join(equation(one) for one in tree if not one.tag.endswith("Pr"))


_EQUATION_LETTERS = ("m:t", "mathml:mi", "mathml:mn", "mathml:mo", "mathml:mtext")
_UNWRITTEN_SIGNS = "\u2061\u2062\u2063\u2064"  # signs of a product, of a function


def _part(tree: Element, name: str | int) -> str:
    """A part of an equation, by its name or, in MathML, by its place."""
    found = tree.find(name) if isinstance(name, str) else next(iter(tree[name : name + 1]), None)
    return equation(found).strip() if found is not None else ""


def _whole(text: str) -> str:
    return text if len(text) < 2 or text.isalnum() else f"({text})"


def _script(text: str, table: dict[int, int], mark: str) -> str:
    return text.translate(table) if text and all(ord(one) in table for one in text) else f"{mark}{_whole(text)}"


def _fraction(above: str | int, below: str | int) -> Callable[[Element], str]:
    return lambda one: f"{_whole(_part(one, above))}/{_whole(_part(one, below))}"


def _scripted(base: str | int, script: str | int, table: dict[int, int], mark: str) -> Callable[[Element], str]:
    return lambda one: _part(one, base) + _script(_part(one, script), table, mark)


_EQUATIONS: MappingProxyType[str, Callable[[Element], str]] = MappingProxyType(  # of Word, of OpenDocument
    {
        "m:f": _fraction("m:num", "m:den"),
        "mathml:mfrac": _fraction(0, 1),
        "m:sSup": _scripted("m:e", "m:sup", _RAISED_SIGNS, "^"),
        "mathml:msup": _scripted(0, 1, _RAISED_SIGNS, "^"),
        "m:sSub": _scripted("m:e", "m:sub", _LOWERED, "_"),
        "mathml:msub": _scripted(0, 1, _LOWERED, "_"),
        "m:rad": lambda one: f"√{_whole(_part(one, 'm:e'))}",
        "mathml:msqrt": lambda one: f"√{_whole(''.join(map(equation, one)).strip())}",
    }
)

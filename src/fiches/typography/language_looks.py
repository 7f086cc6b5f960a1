"""What style sheets leave to the data of languages: which faces draw one, whether it slopes, whether it divides."""

from __future__ import annotations

from collections.abc import Iterator

from fiches.config import languages
from fiches.config.languages import Language
from fiches.typography.mixed_lines import ARABIC_MARK

LEFTWARD_NUMBERS = "vers-la-gauche"  # how lists are numbered that are read from right to left


def style_sheet() -> str:
    """The rules of all languages; they count more than what style sheets say of an element."""
    return "\n".join(rule for one in languages.every() for rule in _rules(one))


def numbers_of_lists() -> str:
    """The rules by which the full stop after a number is that of what is read from right to left."""
    leftward = ", ".join(f"ol:lang({one.code})" for one in languages.every() if one.rtl)
    return (
        f'@counter-style {LEFTWARD_NUMBERS}{{system:extends decimal;suffix:"{ARABIC_MARK}. "}}'
        f":where({leftward}){{list-style-type:{LEFTWARD_NUMBERS}}}"
    )


def _rules(one: Language) -> Iterator[str]:
    """Those of a language; faces that are its own draw its titles and labels too, others its passages."""
    if one.faces and one.own_faces:
        yield f":lang({one.code}) {{ font-family: var(--{one.faces}) !important; }}"
    elif one.faces:
        yield f"[lang|={one.code}] {{ font-family: var(--{one.faces}); }}"
    if not one.sloped:
        yield f":lang({one.code}) {{ font-style: normal !important; }}"
        yield f"em:lang({one.code}) {{ font-weight: 700; }}"
    if one.rtl:  # its letters are joined
        yield f"[lang|={one.code}] {{ letter-spacing: 0; }}"
    if not one.patterns:
        yield f"[lang|={one.code}] {{ hyphens: manual; }}"

"""Words that lose their last vowel before another: « auprès d'Abderrahmane », « auprès de Hassna »."""

from __future__ import annotations

import re

from fiches.config import languages
from fiches.core.text import fold

_VOWEL = re.compile(r"[aei]|o(?!u[aeiouy])|u|œ|æ")  # as it is heard: « de Ouafa », « de Yassine »


def joined(before: str, after: str, language: str) -> str:
    """`before` ready to be followed by `after`: with a space, or with an apostrophe where the language elides."""
    last = before.rpartition(" ")[2]
    if last.casefold() in languages.of(language).eliding and _VOWEL.match(fold(after)):
        return f"{before[:-1]}’"
    return f"{before} "

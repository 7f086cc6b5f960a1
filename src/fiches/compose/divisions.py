"""Where words of a language may be divided: between syllables, and none but ordinary ones."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from fiches.config import languages
from fiches.typography.html_writer import is_address

SHORTEST_DIVIDED, LEAST_BEFORE, LEAST_AFTER = 7, 3, 3  # letters of a word that may be divided, and of its parts
_PRIORITIES = "0123456789"
_WITHOUT_PRIORITIES, _HEXADECIMAL = str.maketrans("", "", _PRIORITIES), re.compile(r"\^{2}([0-9a-f]{2})")
_ALTERNATIVE = re.compile(r"/.*=.*")  # another spelling of a word that is divided: lines here are drawn as typed
_NO_PATTERNS = ("%", "#", "LEFTHYPHENMIN", "RIGHTHYPHENMIN", "COMPOUNDLEFTHYPHENMIN", "COMPOUNDRIGHTHYPHENMIN")
_ENCODINGS = {"microsoft-cp1251": "cp1251"}  # as Python calls them


@lru_cache(maxsize=8192)
def may_divide(word: str) -> bool:
    """Whether a word may: no name, acronym, number, compound or address."""
    if word.islower() and word.isalpha():
        return True
    signs = any(char.isupper() or char.isdigit() or char in "-@/" for char in word)
    return not signs and not is_address(word)


def syllables(word: str, language: str) -> tuple[int, ...]:
    """After how many letters a word may be divided."""
    return _syllables(word, languages.of(language).patterns) if len(word) >= SHORTEST_DIVIDED else ()


@lru_cache(maxsize=8192)
def _syllables(word: str, name: str) -> tuple[int, ...]:
    places = _patterns(name).positions(word)
    return tuple(at for at in places if LEAST_BEFORE <= at <= len(word) - LEAST_AFTER)


class Patterns:
    """What says where words may be divided (Liang, 1983), from the text of a dictionary of patterns.

    « 1bl » allows a division before « bl », « 2bl » forbids it: the greatest number between two letters counts, and an
    odd one allows. A pattern is taken apart when a word has its letters: a sheet asks for few.
    """

    def __init__(self, text: str = "") -> None:
        plain = _HEXADECIMAL.sub(lambda found: chr(int(found[1], 16)), _ALTERNATIVE.sub("", text))
        lines = [line.strip() for line in plain.split("\n")[1:] if not line.startswith(_NO_PATTERNS)]
        letters = ((line.translate(_WITHOUT_PRIORITIES), line) for line in lines)
        self._typed = {own: line for own, line in letters if own != line}
        self._longest = max(map(len, self._typed), default=0)

    def positions(self, word: str) -> list[int]:
        """After how many of its letters a word may be divided."""
        around = f".{word.lower()}."
        figures = [0] * (len(around) + 1)
        for start in range(len(around)):
            for end in range(start + 1, min(start + self._longest, len(around)) + 1):
                if typed := self._typed.get(around[start:end]):
                    _weigh(typed, figures, start)
        return [place - 1 for place, figure in enumerate(figures) if figure % 2]


def _weigh(typed: str, figures: list[int], place: int) -> None:
    """Puts the figures of a pattern whose letters begin at a place where they are greater than what is there."""
    for sign in typed:
        if sign in _PRIORITIES:
            figures[place] = max(figures[place], int(sign))
        else:
            place += 1


@lru_cache(maxsize=16)
def _patterns(name: str) -> Patterns:
    """Those of the library that are called so, or begin so; none where there are none. Its code is not wanted."""
    library = find_spec("pyphen") if name else None
    folder = Path(library.origin).with_name("dictionaries") if library and library.origin else Path()
    wanted = f"hyph_{name.replace('-', '_')}".lower()
    files = {path.stem.lower(): path for path in sorted(folder.glob("hyph_*.dic"), reverse=True)}
    found = files.get(wanted) or next((files[one] for one in sorted(files) if one.startswith(f"{wanted}_")), None)
    if found is None:
        return Patterns()
    data = found.read_bytes()
    encoding = data.split(b"\n", 1)[0].decode().strip().lower()
    return Patterns(data.decode(_ENCODINGS.get(encoding, encoding)))

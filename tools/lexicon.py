"""Writes templates/langues/<code>/lexique.txt: every form of the words of a dictionary of hunspell, one a line.

    python tools/lexicon.py fr /usr/share/hunspell/fr

The French one is « Toutes variantes » 7.0 of Dicollecte, by Olivier R. (MPL 2.0, https://grammalecte.net), as Debian's
package hunspell-fr-comprehensive has it: words in small letters, with their suffixes, without elided articles.
Source of the format: hunspell(5).
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
DEEPEST = 3  # suffixes one upon the other


class Suffix(NamedTuple):
    """What a word that ends so loses and gets, and the suffixes that may follow."""

    lost: str
    added: str
    more: tuple[str, ...]
    ends: re.Pattern[str]


def main(code: str, dictionary: str) -> None:
    """Writes the lexicon of a language from the files of a dictionary, `dictionary`.aff and `dictionary`.dic."""
    rules = Path(f"{dictionary}.aff").read_text("utf-8").splitlines()
    suffixes, rootless = read(rules)
    forms = set[str]()
    for line in Path(f"{dictionary}.dic").read_text("utf-8").splitlines()[1:]:
        word, _, flags = line.split()[0].partition("/") if line.strip() else ("", "", "")
        names = in_twos(flags)
        if word.islower():
            forms.update(suffixed(word, names, suffixes), () if rootless in names else (word,))
    lines = sorted(f"{form}\n".encode() for form in forms if form.isalpha() and form.islower())
    path = ROOT / "templates/langues" / code / "lexique.txt"
    path.write_bytes(b"".join(lines))
    print(path, len(lines))  # a tool


def read(rules: Sequence[str]) -> tuple[Mapping[str, Sequence[Suffix]], str]:
    """The suffixes by their flag of two signs (FLAG long), and the flag of words that are none without one."""
    suffixes = defaultdict[str, list[Suffix]](list)
    rootless = ""
    for parts in map(str.split, rules):
        if parts[:1] == ["NEEDAFFIX"]:
            rootless = parts[1]
        if parts[:1] != ["SFX"] or (len(parts) == 4 and parts[2] in "YN"):
            continue
        added, _, more = parts[3].partition("/")
        ends = re.compile(f"{parts[4] if len(parts) > 4 else '.'}$")
        suffixes[parts[1]].append(Suffix(parts[2].strip("0"), added.strip("0"), in_twos(more), ends))
    return suffixes, rootless


def in_twos(flags: str) -> tuple[str, ...]:
    """« a0p+() » → a0, p+, ()."""
    return tuple(re.findall("..", flags))


def suffixed(word: str, flags: Sequence[str], suffixes: Mapping[str, Sequence[Suffix]], deep: int = 0) -> Iterator[str]:
    """All forms that suffixes make of a word."""
    for lost, added, more, ends in (one for flag in flags for one in suffixes.get(flag, ())):
        if word.endswith(lost) and ends.search(word):
            form = word[: len(word) - len(lost)] + added
            yield form
            if deep + 1 < DEEPEST:
                yield from suffixed(form, more, suffixes, deep + 1)


if __name__ == "__main__":
    main(*sys.argv[1:])

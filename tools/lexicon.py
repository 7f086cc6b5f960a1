"""Writes templates/langues/<code>/lexique.txt: every form of the words of a dictionary of hunspell, one a line, and
behind a tabulator what it can be there: `fiches.lint.dictionary.Lexicon` says in which letters.

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


_KINDS = {
    "nom": "N", "adj": "A", "ppas": "P", "infi": "I", "ppre": "G", "adv": "D", "negadv": "D", "mg": "W", "prep": "W",
    "nb": "W",
}  # fmt: skip
_GENDERS = {"mas": "m", "fem": "f"}
_NUMBERS = {"sg": "s", "pl": "p"}
_TENSES = {"ipre": "i", "iimp": "q", "ipsi": "s", "ifut": "f", "cond": "k", "spre": "c", "simp": "j", "impe": "m"}
_PERSONS = {"1sg": "1", "2sg": "2", "3sg": "3", "1pl": "4", "2pl": "5", "3pl": "6"}


class Suffix(NamedTuple):
    """What a word that ends so loses and gets, the suffixes that may follow, and what it then is."""

    lost: str
    added: str
    more: tuple[str, ...]
    ends: re.Pattern[str]
    tags: frozenset[str] = frozenset()


def main(code: str, dictionary: str) -> None:
    """Writes the lexicon of a language from the files of a dictionary, `dictionary`.aff and `dictionary`.dic."""
    rules = Path(f"{dictionary}.aff").read_text("utf-8").splitlines()
    suffixes, rootless = read(rules)
    prefixes = prefixed(rules)
    forms = defaultdict[str, set[str]](set)
    for line in Path(f"{dictionary}.dic").read_text("utf-8").splitlines()[1:]:
        head, *told = line.split() or [""]
        word, _, flags = head.partition("/")
        names, tags = in_twos(flags), tags_of(told)
        if word.islower():
            own = () if rootless in names else ((word, tags),)
            for form, behind in (*own, *suffixed(word, names, suffixes, tags)):
                forms[form].update(written(behind))
            for start, more in (one for name in names for one in prefixes.get(name, ())):  # of units: kilo
                for form, behind in suffixed(start + word, more, suffixes, tags):
                    forms[form].update(written(behind))
    lines = sorted(
        f"{form}\t{' '.join(sorted(kinds))}\n".encode()
        for form, kinds in forms.items()
        if form.isalpha() and form.islower()
    )
    path = ROOT / "templates/langues" / code / "lexique.txt"
    path.write_bytes(b"".join(lines))
    print(path, len(lines))  # a tool


def tags_of(fields: Sequence[str]) -> frozenset[str]:
    """« po:ppas is:mas » → ppas, mas."""
    return frozenset(one.partition(":")[2].rstrip("!").replace("isg", "sg").replace("jsg", "sg") for one in fields)


def written(tags: frozenset[str]) -> Iterator[str]:
    """What a word with such tags can be: Nms, Ams, Vi3."""
    end = _one_of(tags, _GENDERS, "e") + _one_of(tags, _NUMBERS, "i")
    for kind in sorted({_KINDS[one] for one in tags & _KINDS.keys()}):
        yield f"{kind}{end}" if kind in "NAP" else kind
    persons = "".join(sorted(_PERSONS[one] for one in tags & _PERSONS.keys()))
    yield from {f"V{_TENSES[one]}{person}" for one in tags & _TENSES.keys() for person in persons}


def _one_of(tags: frozenset[str], names: Mapping[str, str], other: str) -> str:
    found = {names[one] for one in tags & names.keys()}
    return found.pop() if len(found) == 1 else other


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
        suffixes[parts[1]].append(
            Suffix(parts[2].strip("0"), added.strip("0"), in_twos(more), ends, tags_of(parts[5:]))
        )
    return suffixes, rootless


def prefixed(rules: Sequence[str]) -> Mapping[str, Sequence[tuple[str, tuple[str, ...]]]]:
    """The letters that stand before words, by their flag, with the suffixes of what they make."""
    found = defaultdict[str, list[tuple[str, tuple[str, ...]]]](list)
    for parts in map(str.split, rules):
        if parts[:1] == ["PFX"] and "/" in parts[3]:
            added, _, more = parts[3].partition("/")
            found[parts[1]].append((added.strip("0"), in_twos(more)))
    return found


def in_twos(flags: str) -> tuple[str, ...]:
    """« a0p+() » → a0, p+, ()."""
    return tuple(re.findall("..", flags))


def suffixed(
    word: str,
    flags: Sequence[str],
    suffixes: Mapping[str, Sequence[Suffix]],
    tags: frozenset[str] = frozenset(),
    deep: int = 0,
) -> Iterator[tuple[str, frozenset[str]]]:
    """All forms that suffixes make of a word, with their tags."""
    for lost, added, more, ends, own in (one for flag in flags for one in suffixes.get(flag, ())):
        if word.endswith(lost) and ends.search(word):
            form = word[: len(word) - len(lost)] + added
            yield form, tags | own
            if deep + 1 < DEEPEST:
                yield from suffixed(form, more, suffixes, tags | own, deep + 1)


if __name__ == "__main__":
    main(*sys.argv[1:])

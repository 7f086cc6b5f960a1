"""Which words a language has: all forms of its lexicon, and how often some are written (pyspellchecker, subtitles)."""

from __future__ import annotations

import gzip
import mmap
from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from fiches.config import languages

LEXICON_FILE = "lexique.txt"  # made by tools/lexicon.py
_GOOD_LISTS = ("fr",)  # that of Spanish has lost its accents, that of English its British words


class Frequencies:
    """How often each word of a list is written, by the word in small letters.

    `data` is JSON with a word a line, in the order of their bytes: each is looked up there, since all of them take
    ten times as long to read as those of a sheet to find.
    """

    def __init__(self, data: bytes = b"{\n}") -> None:
        self._data, self._first = data, data.find(b"\n") + 1
        self._found = dict[str, int]()

    def __bool__(self) -> bool:
        return self._data.startswith(b'"', self._first)

    def __contains__(self, word: str) -> bool:
        return bool(self[word])

    def __getitem__(self, word: str) -> int:
        """How often it is written; 0 where the list has no such word."""
        count = self._found.get(word)
        if count is None:
            count = self._found[word] = self._count(f'"{word}":'.encode())
        return count

    def _count(self, entry: bytes) -> int:
        line = _line(self._data, self._first, entry)
        return int(line[len(entry) :].strip(b", \n")) if line else 0


class Lexicon:
    """All the forms of the words of a language, in the order of their bytes: `data` has one a line, and behind a
    tabulator what it can be there, parted by spaces.

    N, A and P are a noun, an adjective and a past participle, each with its gender (m, f, or e where it has either)
    and its number (s, p, or i where it has either); V is a verb in the present (i), imperfect (q), simple past (s),
    future (f), conditional (k), subjunctive (c, of the past j) or imperative (m) with its person (1 to 3 of one, 4 to 6
    of several), I an infinitive, G a present participle, D an adverb, and W another word of grammar.
    """

    def __init__(self, data: bytes | mmap.mmap = b"") -> None:
        self._data = data

    def __bool__(self) -> bool:
        return len(self._data) > 0

    def __contains__(self, word: str) -> bool:
        return _line(self._data, 0, f"{word}\t".encode()) != b""

    def kinds(self, word: str) -> frozenset[str]:
        """What a form can be; nothing of one that it does not have."""
        line = _line(self._data, 0, f"{word}\t".encode()).decode()
        return frozenset(line.partition("\t")[2].split())


def _line(data: bytes | mmap.mmap, low: int, entry: bytes) -> bytes:
    """The line that begins with `entry`, of sorted ones from `low` on; nothing where none does."""
    high = len(data)
    while low < high:  # both at the beginning of a line
        start = data.rfind(b"\n", low, (low + high) // 2) + 1 or low
        end = data.find(b"\n", start) + 1 or len(data)
        line = data[start:end]
        if line.startswith(entry):
            return line
        low, high = (end, high) if line < entry else (low, start)
    return b""


WITHOUT_LIST = Frequencies()


@cache
def words_of(language: str) -> Frequencies:
    """Those of a language, of a region or not; none where no list of it is good enough to judge by."""
    known = languages.of(language)
    lists = find_spec("spellchecker") if known.code in _GOOD_LISTS else None  # whose code is not wanted
    if lists is None or lists.origin is None:
        return WITHOUT_LIST
    path = Path(lists.origin).with_name("resources") / f"{known.code}.json.gz"
    return Frequencies(gzip.decompress(path.read_bytes()))


@cache
def lexicon_of(language: str) -> Lexicon:
    """That of a language, of a region or not, where its folder has one: an empty one else."""
    path = languages.of(language).file(LEXICON_FILE)
    if not path or not path.stat().st_size:
        return Lexicon()
    with path.open("rb") as file:
        return Lexicon(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))


def has(language: str, word: str) -> bool:
    """Whether a language has a word in small letters, common or rare."""
    return word in words_of(language) or word in lexicon_of(language)


def commonest(words: Iterable[str], frequencies: Frequencies, rival: int) -> str:
    """The one of some words that is written `rival` times as often as any other; nothing where there is none."""
    by_use = sorted(((count, word) for word in set(words) if (count := frequencies[word])), reverse=True)
    if not by_use or (len(by_use) > 1 and by_use[0][0] < rival * by_use[1][0]):
        return ""
    return by_use[0][1]

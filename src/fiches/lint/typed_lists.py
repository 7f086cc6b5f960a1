"""Lists that were typed with other marks than Markdown has: they run together in one paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from fiches.core.text import shown
from fiches.lint.leftovers import Mark, are_numbered, groups
from fiches.lint.sought import ANY_FIGURE, LINES_IN_A_ROW, only_with, sought

_PRIVATE_USE = re.compile(r"[\uf000-\uf0ff]")
_WORD_BULLET = re.compile(r"\s*([•·▪‣●◦])\s")
WORD_MARK = re.compile(  # a sign that no keyboard of an author has, a letter, a number that Markdown does not read
    r"\s*(?P<mark>[^\w\s\x00-\x7f«»“”„‘’…€£°¿¡•·▪‣●◦\uf000-\uf0ff]{1,2}|-{2,3}>?|[=~-]>|>{2}"
    r"|o|\.(?= ?[A-ZÀ-Ý])|\(?[A-Za-z]\)|[A-Za-z](?:[./]|-(?= ))|\(\d{1,2}\)|\d{1,2}(?:°\)?| ?[-–]|/)|\[[ xX]?\]"
    r"|[^\W\d_]{3,12} \d{1,2} ?[:.)–-]|[nN][°º] ?\d{1,2}(?: ?[:.)–-])?|\d{1,2}(?:er|[èe]re|[èe]?me|e|nde?|st|rd|th)"
    r"|\d{1,2}(?:\.\d{1,2}){1,3}\.?|[①-⑳❶-➓]"
    r"|(?:[ivx]{1,4}|[IVX]{1,4})[.)]|\\[-*+]|[\d#*]\ufe0f?\u20e3|\d{1,2}\\[.)])\s+(?=\S)"
)
_SYMBOL_BULLET = re.compile(
    r"\s*(?P<mark>[üØ§voq])[ \t\u00a0]+(?=[^\W\d_])"
)  # letters that drew bullets in fonts of signs
_NEVER_A_WORD = "üØ§"
ANY_MARK = re.compile(r"\s*(?:[^\w\s]|\d{1,3}[.)])\s*")
_DASHES_IN_LINE = re.compile(r"(?:^|:)\s(?=-)(?:- (?:[^\s-]|-(?! ))[^:]{0,60}? ){2,}- \S| - .{1,60}; - .{1,60}; - ")
_TOUCHING = re.compile(r"\s*(?P<mark>[-+]|\*(?![^*\n]*[^\s*]\*)|\d{1,2}[.)/–-])(?=[^\W\d_]|(?<=^-)\d)")
_TOUCHING_ITEM = re.compile(r"-(?=[a-zà-ÿ\d])")
_DIALOGUE = re.compile(r"\s*[–—]\s*[^\W\da-zà-ÿ].*[.!?…»]\s*$")
_SAID_ALONE = re.compile(r"\s*-(?P<words>[A-ZÀ-Ý][a-zà-ÿ]*['’ ,!?].*[.!?…»]|[A-ZÀ-Ý][a-zà-ÿ]+ ?[.!?…])\s*$")
_ENDED_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,3}[.)])\s+\S.*[;,]\s*$")
_SHORT_ITEM, _NEW_PART = re.compile(r"(?:[-*+]|\d{1,3}[.)])\s.{2,50}$"), re.compile(r"[A-ZÀ-Ý][a-zà-ÿ]+['’ ]")
_DASH_ITEM, _OTHER_BULLET = re.compile(r"\s*[-*+] \S"), re.compile(r"\s*(?P<mark>[–—•·▪➢▪◦])\s+(?=\S)")
_COUNTED_ITEM = re.compile(r"(\d{1,3})[.)] \S")
_ENDED_PART = re.compile(r"(?![-*+>#|]|\d{1,9}[.)]\s)\S.*[;.]\s*$")


@only_with("•·▪‣●◦", LINES_IN_A_ROW, sought(_PRIVATE_USE.pattern))
def word_lists(lines: Sequence[str]) -> Iterator[Mark]:
    """Lists whose marks are Word's or a typist's: one of a private font, or two lines that begin alike."""
    for index, line in enumerate(lines):
        if match := _PRIVATE_USE.search(line):
            yield index, match.start(), "puce-de-word.private", {}
        if match := _WORD_BULLET.match(line):
            several = line.count(match[1]) > 1
            name = "puce-de-word.inline" if several else "puce-de-word"
            yield index, match.start(1), name, {"bullet": match[1]}
    for pattern, name in ((WORD_MARK, "puce-de-word.lines"), (_TOUCHING, "puce-de-word.touching")):
        for start, group in groups(lines, pattern.match):
            found = pattern.match(group[0])
            if found and not all(map(_DIALOGUE.match, group)):
                yield start, found.start("mark"), name, {"mark": found["mark"]}


@only_with("", sought(r"^-[a-zà-ÿ\d]"))
def touching_apart(lines: Sequence[str]) -> Iterator[Mark]:
    """The same of items each in a paragraph of its own, which no one says. Bad: « -54 tonnes ; », « -17 tonnes. »."""
    full = [index for index, line in enumerate(lines) if line.strip()]
    for start, group in groups([lines[index] for index in full], _TOUCHING_ITEM.match):
        if all(not lines[index - 1].strip() for index in full[start + 1 : start + len(group)]):
            yield full[start], 0, "puce-de-word.apart", {"mark": group[0][0]}


def _slips(numbers: Sequence[int]) -> list[int]:
    """Which numbers, by their places, do not follow the one before; of one that is left out, the next."""
    steps = [after - one for one, after in pairwise(numbers)]
    lost = numbers[0] == 1 and sorted(steps)[:-1] == [1] * (len(steps) - 1)  # all steps but one
    return [place for place, step in enumerate(steps, 1) if step <= 0 or (lost and step > 1)]


@only_with("", sought(r"^\s*-[A-ZÀ-Ý]"))
def lone_dashes(lines: Sequence[str]) -> Iterator[Mark]:
    """A dash that touches what somebody says, where no other line has one. Bad: -Tu lis ?"""
    for index, line in enumerate(lines):
        beside = (*lines[max(index - 1, 0) : index], *lines[index + 1 : index + 2])
        if (match := _SAID_ALONE.match(line)) and not any(map(_TOUCHING.match, beside)):
            yield index, match.start("words") - 1, "puce-de-word.dash", {"text": shown(match["words"], 30)}


@only_with("", sought(" - "))
def dashes_in_line(lines: Sequence[str]) -> Iterator[Mark]:
    """A list whose items follow each other on one line. Bad: « Il faut : - un puits - une pompe »."""
    for index, line in enumerate(lines):
        if match := _DASHES_IN_LINE.search(line) if line.count(" - ") > 1 else None:
            yield index, match.start() + match[0].index("-"), "puce-de-word.dashes", {}


@only_with("", sought(r"^\s*[üØ§voq][ \t\u00a0]"))
def symbols(lines: Sequence[str]) -> Iterator[Mark]:
    """Letters that were bullets in a font of signs, each in a paragraph of its own; the first of each is told."""
    found: dict[str, list[int]] = {}
    for index, (above, line) in enumerate(pairwise(["", *lines])):
        if (match := _SYMBOL_BULLET.match(line)) and not are_marked([above, line]):
            found.setdefault(match["mark"], []).append(index)
    for mark, places in found.items():
        if mark in _NEVER_A_WORD or len(places) > 1:
            yield places[0], lines[places[0]].index(mark), "puce-de-word", {"bullet": mark}


def are_marked(group: Sequence[str]) -> bool:
    """Whether lines in a row are such a list, which is told as one."""
    return sum(bool(WORD_MARK.match(line)) for line in group) > 1 or are_numbered(group)


@only_with("–—•·▪➢◦")
def other_marks(lines: Sequence[str]) -> Iterator[Mark]:
    """A line of a list that begins with another sign: it runs on in the item above."""
    for index, (item, line) in enumerate(pairwise(lines), 1):
        if _DASH_ITEM.match(item) and (match := _OTHER_BULLET.match(line)):
            yield index, match.start("mark"), "puce-de-word", {"bullet": match["mark"]}


@only_with("", sought(r"^\d{1,3}[.)] \S", letters=ANY_FIGURE))
def numbers_amiss(lines: Sequence[str]) -> Iterator[Mark]:
    """Numbers of a list that come twice, run back or leave one out; all alike are numbered anew. Bad: 1. 2. 2. 4."""
    for start, group in groups(lines, _COUNTED_ITEM.match):
        numbers = [int(found[1]) for found in map(_COUNTED_ITEM.match, group) if found]
        slips = _slips(numbers)
        if slips and len(set(numbers)) > 1 and len(slips) < len(numbers) - 1:  # all of them: counted down
            yield start + slips[0], 0, "puce-de-word.number", {"mark": f"{numbers[slips[0]]}."}


@only_with("", LINES_IN_A_ROW)
def lost_items(lines: Sequence[str]) -> Iterator[Mark]:
    """A line that has lost its dash among items that end alike."""
    for index, (item, line) in enumerate(pairwise(lines), 1):
        if (_ENDED_ITEM.match(item) and _ENDED_PART.match(line)) or (_SHORT_ITEM.match(item) and _NEW_PART.match(line)):
            yield index, 0, "puce-de-word.lost", {"text": shown(line, 30)}

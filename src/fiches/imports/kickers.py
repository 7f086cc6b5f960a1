"""What stands above a title and is none: what sort of document it is, its number, date and version, who sends it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fiches.config import calendar_dates, languages, synonyms
from fiches.config.formats import Format
from fiches.core.problems import BadValue
from fiches.core.text import fold

DOCUMENTS, SENDERS = "document", "organisation"  # groups of synonyms: what documents, and those who send them, are
LONGEST_LETTERHEAD = 8  # words
_JOINT = re.compile(r"(\s*[|•·:()]\s*|\s+[–—/-]\s+|\s*\n\s*|,\s+)")
_NUMBER_OF_DOCUMENT = re.compile(r"\b(?:n\s?[°ºo]|no\.?|numero|number|#|v(?:ersion)?)?\s?\d{1,3}(?:\.\d{1,2})?$")


def parted(typed: str, format_: Format) -> tuple[str, str]:
    """The title that a line says, and what is beside it of number, date and version; neither: it is a sort's name."""
    sorts, pieces = _sorts(format_), _JOINT.split(typed)  # parts and what joins them, by turns
    start, end = 0, len(pieces)
    while start < end and _is_kicker(pieces[start], sorts):
        start += 2
    while start < end and _is_kicker(pieces[end - 1], sorts):
        end -= 2
    beside = (*pieces[:start:2], *pieces[max(start, end + 1) :: 2])
    left = " ".join(part.strip() for part in beside if _plain(part) not in sorts)
    return "".join(pieces[start:end]).strip(), left.strip()


def _plain(part: str) -> str:
    return fold(part).strip(" .*#_–—-")


def _is_kicker(part: str, sorts: frozenset[str]) -> bool:
    """Whether some words only say of what sort a document is, and which number it has, or when it was made."""
    words = _plain(part)
    return _NUMBER_OF_DOCUMENT.sub("", words).strip() in {*sorts, ""} or _is_date(words)


def is_letterhead(line: str) -> bool:
    """Whether a line begins as the name of an organisation does."""
    words = f"{fold(line)} "
    return len(line.split()) <= LONGEST_LETTERHEAD and any(words.startswith(f"{one} ") for one in _others(SENDERS))


def _is_date(words: str) -> bool:
    try:
        calendar_dates.date(words)
    except BadValue:
        return False
    return True


def _sorts(format_: Format) -> frozenset[str]:
    """What the sheets of a format and other documents are called in any language, folded."""
    own = (*format_.labels.get("kind", {}).values(), format_.name)
    return frozenset({*map(fold, own), *_others(DOCUMENTS)})


def _others(group: str) -> Iterator[str]:
    """The words of a group in every language that has one, and that which it is called by."""
    yield group
    for language in languages.codes():
        yield from synonyms.others((group,), language)

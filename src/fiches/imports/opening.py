"""What stands before the first rubric: the title of the sheet, facts in lines, and what has no place yet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import StrEnum

from fiches.config import calendar_dates, languages, synonyms
from fiches.config.formats import Format
from fiches.core.problems import BadValue
from fiches.core.text import fold
from fiches.imports import labels, titles
from fiches.imports.facts import FoundFacts, told_in
from fiches.imports.hand import is_captioned
from fiches.imports.sections import CutDocument, PlacedBlock
from fiches.imports.written import WrittenParagraph, plain_paragraph

DOCUMENTS, SENDERS = "document", "organisation"  # groups of synonyms: what documents, and those who send them, are
LONGEST_LETTERHEAD = 8  # words
_JOINT = re.compile(r"(\s*[|•·:()]\s*|\s+[–—/-]\s+|\s*\n\s*|,\s+)")
_NUMBER_OF_DOCUMENT = re.compile(r"\b(?:n\s?[°ºo]|no\.?|numero|number|#|v(?:ersion)?)?\s?\d{1,3}(?:\.\d{1,2})?$")
LONGEST_SHEET_TITLE = 40  # words
LONGEST_FACT = 30  # words of a line that is one
TITLE_STYLES = ("title", "titre")


class TitleSource(StrEnum):
    """Where the title of a sheet was found; the catalogue has what is said of it under `import.title`."""

    SAID = "said"  # to be it
    STYLED = "styled"
    MARKED = "marked"  # by hand
    FIRST = "first"  # of the lines
    PROPERTIES = "properties"  # of the file
    NAME = "name"  # of the file


def read_opening(made: CutDocument) -> tuple[str, TitleSource]:
    """Takes facts and title out of what stands before the first rubric; the title, and where it was."""
    made.loose = list(_without_facts(made.loose, made.facts))
    said = made.facts.values.pop("titre", "")
    if said:
        return str(said), TitleSource.SAID
    made.loose = list(_without_sorts(made))
    lines = {place: one.line for place, one in enumerate(made.loose) if one.line and _entitles(one.line, made)}
    for marked, where in (
        (_is_styled_title, TitleSource.STYLED),
        (titles.is_title_like, TitleSource.MARKED),
        (bool, TitleSource.FIRST),
    ):
        found = {place: line for place, line in lines.items() if marked(line)}
        if found:
            place, line = min(found.items(), key=lambda one: is_letterhead(one[1].text))
            return _taken_title(made, place, line), where
    return "", TitleSource.NAME


def _without_sorts(made: CutDocument) -> Iterator[PlacedBlock]:
    """The blocks without the lines that only say of what sort the document is."""
    for one in made.loose:
        line = one.line
        if line is None or not line.text or line.pictures or any(parted(line.typed, made.format)):
            yield one
        else:
            made.kickers.append(one)


def _taken_title(made: CutDocument, place: int, line: WrittenParagraph) -> str:
    """The title that a line says, taken out of what stands before the first rubric; its kicker is dropped."""
    at = made.loose.pop(place).place
    title, beside = parted(line.typed, made.format)
    if title != line.typed.strip():
        made.dropped.append(line.text)
        made.loose[place:place] = [PlacedBlock(at, plain_paragraph(beside))] if beside else []
    return " ".join(title.split())


def _is_styled_title(paragraph: WrittenParagraph) -> bool:
    return fold(paragraph.style) in TITLE_STYLES or paragraph.level == 1


def _entitles(paragraph: WrittenParagraph, made: CutDocument) -> bool:
    """Whether a line may be a title: not what sorts of documents are called, nor too long."""
    fits = 0 < len(paragraph.text.split()) <= LONGEST_SHEET_TITLE and not paragraph.item
    return fits and bool(parted(paragraph.typed, made.format)[0])


def _without_facts(blocks: Sequence[PlacedBlock], facts: FoundFacts) -> Iterator[PlacedBlock]:
    """The blocks without the lines that are facts, which are taken."""
    asking: labels.Asked | None = None
    pictured = False  # just before
    for one in blocks:
        captions, pictured = pictured and bool(one.line and is_captioned(one.line.text)), _holds_pictures(one)
        if one.line is None or captions:
            yield one
            continue
        if _answers(one.line, asking, facts):
            continue
        label = _label(one.line, facts.format)
        asking = label or (asking if not one.line.text else None)
        if not label:
            yield from _left(one, facts)


def _holds_pictures(one: PlacedBlock) -> bool:
    return bool(one.line and one.line.pictures)


def _answers(line: WrittenParagraph, asking: labels.Asked | None, facts: FoundFacts) -> bool:
    """Whether a line is what the label above it asks for, which is then taken."""
    if not asking or not 0 < len(line.text.split()) <= LONGEST_FACT:
        return False
    return not (told_in(line.typed, facts.format) or titles.is_title_like(line)) and facts.add(asking, line.typed)


def _left(one: PlacedBlock, facts: FoundFacts) -> Iterator[PlacedBlock]:
    """What is left of a paragraph when its facts are taken."""
    line = one.line or plain_paragraph("")
    typed = line.typed.strip().split("\n")
    left = [words for words in typed if words.strip() and not _taken(words, facts)]
    if len(left) == len(typed):
        yield one
    elif left or line.pictures:
        yield PlacedBlock(one.place, replace(plain_paragraph("\n".join(left)), pictures=line.pictures))


def _label(paragraph: WrittenParagraph, format_: Format) -> labels.Asked | None:
    """What a line that is only a label asks the lines below for."""
    text = paragraph.text
    marked = bool(text) and (text.endswith(":") or titles.is_title_like(paragraph))
    says_so = text.endswith((":", "?", "؟"))  # « Un four pour le douar », bold, is no label of a place
    return labels.asked(titles.bare(text), format_, within=says_so) if marked else None


def _taken(line: str, facts: FoundFacts) -> bool:
    told = told_in(line, facts.format)
    return bool(told and 0 < len(told[1].split()) <= LONGEST_FACT and facts.add(*told))


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

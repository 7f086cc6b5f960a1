"""The story of one import: a document that is read is cut at its titles, and each part is written as a sheet has it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from fiches.config.formats import Format
from fiches.content import to_place
from fiches.core.messages import catalogue, message
from fiches.core.text import fold, slugify
from fiches.imports import bodies, heard, lengths, report, sections, voices
from fiches.imports.front import front_matter
from fiches.imports.hand import Hand
from fiches.imports.opening import TitleSource, read_opening
from fiches.imports.report import ReportLine
from fiches.imports.sections import CutDocument, SheetSection
from fiches.imports.written import WrittenDocument, paragraphs

BLANK_LINE = "\n\n"
PHOTOS = "photos"  # the key of every format
_RUN_OF_LETTERS = re.compile(r"[^\W_]+")


class ImportTask(NamedTuple):
    """What an import must know beside the document: the collection's format and language, what we speak."""

    format: Format
    language: str
    spoken: str  # the language of the interface
    name: str = ""  # that the sheet is to have; nothing: after its title
    taken: Collection[str] = ()  # names of pictures that are there


@dataclass(frozen=True, slots=True)
class ImportedSheet:
    """A sheet, its pictures by their names below `sheets/`, and what is to be told of it."""

    slug: str
    title: str
    text: str
    pictures: tuple[tuple[str, bytes], ...]
    lines: tuple[ReportLine, ...]
    words: int  # of the document
    kept: int  # of those, in the sheet or told


def convert(document: WrittenDocument, task: ImportTask, stem: str) -> ImportedSheet:
    """A sheet of a document whose file is called `stem`."""
    lengths.judge_lines([one.text for one in paragraphs(document.blocks)], stem)
    made = sections.cut(document, task.format, task.language)
    title, where = _title(read_opening(made), document, stem)
    heard.gather(made)
    slug = task.name or slugify(title) or slugify(stem) or "fiche"
    hand = Hand(slug, made.language, document.notes, task.taken)
    hand.depict(made.facts.pictures)
    rubrics = (_rubric(section, made.language, task, hand) for section in made.sections)
    loose = hand.part(bodies.prose(made.loose, hand))
    parts = [_to_place(loose, task.spoken), *rubrics]
    text = f"---\n{_front(made, title, task, hand.photos)}\n---\n\n" + "\n\n".join(filter(None, parts)) + "\n"
    lines = report.lines(made, document, (title, where), hand.photos, waiting=to_place.words_in(loose))
    told = tuple(sorted(lines, key=lambda one: one.place))
    words, kept = _counted(document, made, [text, *(str(one.said) for one in told)])
    return ImportedSheet(slug, title, text, hand.files, told, words, kept)


def _title(found: tuple[str, TitleSource], document: WrittenDocument, stem: str) -> tuple[str, TitleSource]:
    """The title that was found, else that of the properties of the file, else the name of the file."""
    if found[0]:
        return found
    return (document.title, TitleSource.PROPERTIES) if document.title else (stem, TitleSource.NAME)


def _front(made: CutDocument, title: str, task: ImportTask, photos: Sequence[dict[str, Any]]) -> str:
    found: dict[str, Any] = {"titre": title, **made.facts.values}
    told = found.get(PHOTOS, [])
    found[PHOTOS] = [*(told if isinstance(told, list) else []), *photos]
    if made.language != task.language:
        found.setdefault("langue", made.language)
    return front_matter(found, made.format)


def _to_place(text: str, spoken: str) -> str:
    """Text that has no place yet: it waits in a comment, which `check` tells."""
    safe = text.replace("-->", "-- >").replace("<!--", "< !--")
    said = message("import.in-comment", n=to_place.words_in(text), place=message("comment.to-place"))
    return f"<!-- {catalogue(spoken).text(said)}\n\n{safe}\n\n-->" if text else ""


def _rubric(section: SheetSection, language: str, task: ImportTask, hand: Hand) -> str:
    write = {"entries": bodies.entries, "testimonies": voices.testimonies}.get(section.spec.holds, bodies.prose)
    own = section.blocks[: _end(section)]
    parts = [write(own, hand), *_strange(section, task.spoken, hand)]
    return f"## {section.spec.title(language)}\n\n{hand.part(BLANK_LINE.join(filter(None, parts)))}".strip()


def _end(section: SheetSection) -> int | None:
    """Where a heading of no rubric begins, but for those that are names; None where none does."""
    return next(iter(section.strangers()), None) if section.spec.holds != "entries" else None


def _strange(section: SheetSection, spoken: str, hand: Hand) -> Iterator[str]:
    """What is under a heading of no rubric: below a comment that `check` tells; in it, where it would be a voice."""
    end = _end(section)
    if end is None:
        return
    text = bodies.prose(section.blocks[end:], hand)
    if section.spec.holds == "testimonies":
        yield _to_place(text, spoken)
    else:
        said = message("import.under-comment", place=message("comment.to-place"))
        yield from (f"<!-- {catalogue(spoken).text(said)} -->", text)


def _counted(document: WrittenDocument, made: CutDocument, written: Sequence[str]) -> tuple[int, int]:
    """How many words a document has, and how many of them are in what is written, or stand for a title or a label."""
    notes = (one for note in document.notes.values() for one in note)
    words = Counter(_words(one.text for one in (*paragraphs(document.blocks), *notes)))
    there = Counter(_words([*written, *_stood_for(made)]))
    return words.total(), (words & there).total()


def _stood_for(made: CutDocument) -> Iterator[str]:
    """What the sheet says in its own words: titles, labels, facts, the questions of the format."""
    yield from (one.text for one in paragraphs([placed.block for placed in made.kickers]))
    yield from (*made.dropped, *made.facts.labels, *made.facts.typed.values())
    for section in made.sections:
        yield from (section.match.typed, *section.joined)
    for field_ in made.format.fields:
        for one in (field_, *field_.fields):
            yield from (one.name, *(words for _, words in one.label.texts))


def _words(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from map(fold, _RUN_OF_LETTERS.findall(text))

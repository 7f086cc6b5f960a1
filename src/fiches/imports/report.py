"""What is told of an import, in the order of the page: where each part went, and what wants a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from fiches.core.messages import Said, listing, message
from fiches.core.text import fold, shown
from fiches.imports import titles
from fiches.imports.opening import TitleSource
from fiches.imports.sections import CutDocument, PlacedBlock, SheetSection
from fiches.imports.titles import Sureness
from fiches.imports.written import Aside, AsideSort, WrittenDocument, paragraphs

LONGEST_QUOTED = 60  # characters of what is quoted
_TRACKED = (AsideSort.INSERTED, AsideSort.DELETED, AsideSort.MOVED)
_WANTS_NOBODY = (AsideSort.CONTENTS, AsideSort.HEADER, AsideSort.FOOTER)


class ReportLine(NamedTuple):
    """One line: how many blocks of the file precede what it speaks of, what is said, whether somebody must look."""

    place: int
    said: Said
    asks: bool = False
    is_change: bool = False  # that was tracked: there may be hundreds


def lines(
    made: CutDocument,
    document: WrittenDocument,
    title: tuple[str, TitleSource],
    photos: Sequence[Mapping[str, Any]],
    *,
    waiting: int,
) -> list[ReportLine]:
    """Every line of the report on one sheet, in which so many words are waiting for a place."""
    return [
        _title(*title),
        *_kickers(made),
        *_facts(made),
        *_loose(made, waiting),
        *(line for section in made.sections if section.match.typed for line in _section(section, made)),
        *_heard(made),
        *_photos(photos),
        *map(_aside, document.asides),
        *_changes(document.asides),
        *_absent(made, len(document.blocks)),
    ]


def _title(title: str, where: TitleSource) -> ReportLine:
    plain = where in (TitleSource.SAID, TitleSource.STYLED)
    return ReportLine(-1, message(f"import.title.{where}", title=shown(title, 80)), not plain)


def _kickers(made: CutDocument) -> Iterator[ReportLine]:
    for one in made.kickers:
        words = shown(one.line.text if one.line else "", LONGEST_QUOTED)
        yield ReportLine(one.place, message("import.kicker", words=words))


def _facts(made: CutDocument) -> Iterator[ReportLine]:
    for name, value in made.facts.values.items():
        typed = made.facts.typed.get(name, "")
        kind = "import.fact.typed" if typed else "import.fact"
        label = next(one.label.in_language(made.language) for one in made.format.fields if one.name == name) or name
        yield ReportLine(-1, message(kind, key=label, value=shown(_said(value), 80), typed=typed))


def _said(value: Any) -> str:  # noqa: ANN401
    if isinstance(value, dict):
        return " · ".join(map(_said, value.values()))
    return " ; ".join(map(_said, value)) if isinstance(value, list) else str(value)


def _loose(made: CutDocument, count: int) -> Iterator[ReportLine]:
    if count:
        first = next((one.line.text for one in made.loose if one.line and one.line.text), "")
        said = message("import.loose", n=count, words=shown(first, LONGEST_QUOTED))
        yield ReportLine(made.loose[0].place, said, asks=True)


def _section(section: SheetSection, made: CutDocument) -> Iterator[ReportLine]:
    title, typed = section.spec.title(made.language), section.match.typed
    count = message("import.words", n=words_in(section.blocks))
    alike = section.match.sureness is not Sureness.LOOKS or _says_as_much(typed, section.spec.titles.values())
    said = message(
        "import.rubric" if alike else "import.rubric.taken-for", title=title, typed=shown(typed, 60), count=count
    )
    yield ReportLine(section.index, said, not alike)
    for at in section.strangers():
        place, typed = section.blocks[at].place, getattr(section.blocks[at].line, "text", "")
        yield ReportLine(place, message("import.stranger", title=title, typed=shown(typed, 60)), asks=True)
    for again in section.joined:
        yield ReportLine(section.index, message("import.rubric.again", title=title, typed=shown(again, 60)), asks=True)


def _heard(made: CutDocument) -> Iterator[ReportLine]:
    """What was moved to the rubric of voices."""
    spec = next((one for one in made.format.rubrics if one.holds == "testimonies"), None)
    title = spec.title(made.language) if spec else ""
    for one in made.heard:
        words = shown(one.line.text if one.line else "", LONGEST_QUOTED)
        yield ReportLine(one.place, message("import.heard", words=words, title=title))


def _says_as_much(typed: str, titles_: Iterable[str]) -> bool:
    """Whether what is typed begins as a title does, and only one of them goes on, or has one letter wrong."""
    one = fold(titles.bare(typed))
    return any(
        fold(title).startswith(one) or one.startswith(fold(title)) or titles.likeness(one, fold(title)) >= titles.ALMOST
        for title in titles_
    )


def words_in(blocks: Sequence[PlacedBlock]) -> int:
    """How many words some blocks have."""
    return sum(len(one.text.split()) for one in paragraphs([placed.block for placed in blocks]))


def _photos(photos: Sequence[Mapping[str, Any]]) -> Iterator[ReportLine]:
    for one in photos:
        name = "import.photo" if one.get("alt") else "import.photo.no-alt"
        yield ReportLine(-1, message(name, file=one["fichier"], alt=shown(one.get("alt", ""), 60)), not one.get("alt"))


def _aside(aside: Aside) -> ReportLine:
    who = [part for part in (aside.who, aside.when) if part]
    name = f"import.aside.{aside.sort}" + (".about" if aside.about and aside.sort is AsideSort.COMMENT else "")
    words, about = shown(aside.words, 200), shown(aside.about, LONGEST_QUOTED)
    said = message(name, words=words, about=about, who=who or message("import.nobody"))
    change = aside.sort in _TRACKED
    return ReportLine(aside.block, said, not change and aside.sort not in _WANTS_NOBODY, change)


def _changes(asides: Sequence[Aside]) -> Iterator[ReportLine]:
    """How many changes were tracked: somebody had not settled them."""
    counts = [sum(aside.sort is sort for aside in asides) for sort in _TRACKED]
    if any(counts):
        values = dict(zip(("inserted", "deleted", "moved"), counts, strict=True))
        yield ReportLine(-1, message("import.changes", n=sum(counts), **values), asks=True)


def _absent(made: CutDocument, last: int) -> Iterator[ReportLine]:
    there = {section.spec.id for section in made.sections}
    absent = [spec.title(made.language) for spec in made.format.rubrics if spec.id not in there]
    if absent:
        yield ReportLine(last, message("import.absent", n=len(absent), titles=listing(absent)), asks=True)

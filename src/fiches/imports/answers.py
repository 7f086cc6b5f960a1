"""Answers to a form (KoboToolbox, ODK, Google Forms, LimeSurvey) become documents, a row each, by their labels."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import NamedTuple

from fiches.config.formats import Format, RubricSpec
from fiches.imports import questions
from fiches.imports.form_tables import BLANKS, LABEL_END
from fiches.imports.media import Media
from fiches.imports.office_zip import USUAL_ENDINGS
from fiches.imports.plain_text import paragraphs_of
from fiches.imports.spreadsheet import Rows
from fiches.imports.word_template import pictured
from fiches.imports.written import (
    Aside,
    AsideSort,
    ListMark,
    TextRun,
    WrittenBlock,
    WrittenDocument,
    WrittenParagraph,
    WrittenPicture,
    WrittenTable,
    plain_paragraph,
)

_TICKED = ("oui", "yes", "y", "1", "x", "true", "sí", "sim", "نعم")
_UNTICKED = ("non", "no", "n", "0", "false", "não", "n/a", "لا")
Row = tuple[tuple[WrittenBlock, ...], ...]


def documents(table: Rows, columns: questions.Targets, format_: Format, media: Media) -> Iterator[WrittenDocument]:
    """A document a row; `media` are the pictures beside the table."""
    for row in table[1:]:
        answered = ((head, cell) for head, cell in zip(table[0], row, strict=False) if head.strip() and cell.strip())
        told = [Answer(columns[head], head, cell.strip(BLANKS).rstrip()) for head, cell in answered]
        yield _document(
            [one for each in told if each.target != questions.IGNORED for one in _chosen(each)], format_, media
        )


class Answer(NamedTuple):
    """What a column answers, what it is called, and what is in its cell."""

    target: str
    head: str
    cell: str


def _chosen(one: Answer) -> Iterator[Answer]:
    """An answer; where a box of a choice is ticked that choice, where it is not none."""
    choice, said = questions.CHOICE.fullmatch(one.head.strip()), one.cell.casefold()
    if choice and said in _TICKED:
        yield one._replace(head=choice[1], cell=choice[2])
    elif not choice or said not in _UNTICKED:
        yield one


def _document(told: Sequence[Answer], format_: Format, media: Media) -> WrittenDocument:
    """Facts as a table of labels, what is for no key as lines, pictures as a table, rubrics under their titles."""
    by_id = {spec.id: spec for spec in format_.rubrics}
    facts, loose, photos, rubrics = list[Row](), list[WrittenBlock](), list[Answer](), list[WrittenBlock]()
    for one in told:
        if one.target in by_id:
            rubrics += _answer(one.cell, by_id[one.target])
        elif one.target.startswith("photo."):
            photos.append(one)
        elif one.target:
            facts.append(((plain_paragraph(one.target),), tuple(map(plain_paragraph, one.cell.splitlines()))))
        else:
            loose.append(replace(plain_paragraph(f"{one.head}{LABEL_END}{one.cell}"), item=ListMark(0)))
    pictures, asides = _photos(photos, format_, media)
    table = [WrittenTable(tuple(facts))] if facts else []
    return WrittenDocument((*table, *loose, *pictures, *rubrics), asides=tuple(asides))


def _answer(cell: str, spec: RubricSpec) -> Iterator[WrittenBlock]:
    """The title of a rubric and the paragraphs of an answer; of names, each begins one."""
    yield WrittenParagraph((TextRun(next(iter(spec.titles.values()))),), level=1)
    for one in paragraphs_of(cell):
        yield replace(one, item=ListMark(0)) if spec.holds == "entries" else one


def _photos(told: Sequence[Answer], format_: Format, media: Media) -> tuple[list[WrittenBlock], list[Aside]]:
    """A table with a row a picture, and what is to be told of those that are not beside the answers."""
    group, by_number = pictured(format_), defaultdict[str, dict[str, str]](dict)
    for one in told:
        _, number, name = one.target.split(".")
        by_number[number][name] = one.cell
    if group is None or not told:
        return [], []
    names = [inner.name for inner in sorted(group.fields, key=lambda inner: inner.kind != "file")]
    rows, asides = [_cells(names)], list[Aside]()
    for own in by_number.values():
        picture = _picture(own.get(names[0], ""), media, asides)
        if picture:
            held = (WrittenParagraph((), pictures=(picture,)),)
            rows.append((held, *_cells([own.get(name, "") for name in names[1:]])))
    return [WrittenTable(tuple(rows))], asides


def _cells(texts: Sequence[str]) -> Row:
    return tuple((plain_paragraph(one),) for one in texts)


def _picture(name: str, media: Media, asides: list[Aside]) -> WrittenPicture | None:
    """The picture of a name, or of the name at the end of an address, which is never fetched."""
    if not name:
        return None
    path = PurePosixPath(name.replace("\\", "/").partition("?")[0])
    read = media.get(path.name.casefold())
    data = read() if read else b""
    if not data:
        asides.append(Aside(AsideSort.LINKED_PICTURE, name))
        return None
    kind = path.suffix.lstrip(".").lower()
    return WrittenPicture(data, USUAL_ENDINGS.get(kind, kind))

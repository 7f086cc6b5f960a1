"""Answers to a form (KoboToolbox, ODK, Google Forms, LimeSurvey) become documents, a row each, by their labels."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import NamedTuple

from fiches.config.formats import Format, RubricSpec
from fiches.core.text import fold
from fiches.imports import guidance, labels, titles
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

IGNORED = "-"  # the target of a column that says nothing of the project
_OF_THE_FORM = re.compile(  # what forms say of themselves
    r"_.*|start|end|today|deviceid|username|simserial|phonenumber|subscriberid|audit|formhub.*|meta.*|__version__|"
    r"submissiondate|key|parent key|set of .*|submitter ?(?:id|name)|attachments ?(?:present|expected)|reviewstate|"
    r"edits|formversion|instance ?(?:id|name)|submitdate|lastpage|startlanguage|startdate|datestamp|ipaddr|refurl|"
    r"token|interviewtime|grouptime.*|nom d'utilisateur|score|"
    r"horodateur|timestamp|marca temporal|id de la reponse|response id|date de soumission|date submitted|derniere page|"
    r"last page|langue de depart|start language|tete de serie|seed|adresse e mail|email address|.*_url|\d+"
)
_PHOTO_COLUMN = re.compile(r"photo[ _]?(\d+)[ _]?(\w*)")
_QUESTION_CODE = re.compile(r"^\w{1,12}(?:\[\w+\])?\.\s+")
_GROUPED = re.compile(r"[\w/-]+")  # a name in the groups that a form has it in
Row = tuple[tuple[WrittenBlock, ...], ...]
Targets = Mapping[str, str]  # by column: a key (`territoire.lieu`), the id of a rubric, `photo.1.alt`, `-`, nothing


def targets(heads: Sequence[str], known: Targets, format_: Format) -> dict[str, str]:
    """What each column answers: as is `known`, else by its label; nothing where it only repeats a choice of another."""
    there = {head.strip() for head in heads}
    return {
        head: known.get(head, IGNORED if head.rpartition("/")[0].strip() in there - {""} else target(head, format_))
        for head in heads
        if head.strip()
    }


def is_of_the_form(head: str) -> bool:
    """Whether a column says something of the form, and nothing of a project."""
    typed = head.strip()
    plain = typed.rpartition("/")[2] if _GROUPED.fullmatch(typed) else typed
    return any(_OF_THE_FORM.fullmatch(one) for one in (typed.casefold(), plain.casefold(), fold(plain)))


def target(head: str, format_: Format) -> str:
    """What a column answers, by its label, its name or its question; nothing where nobody knows."""
    typed = head.strip()
    plain = _QUESTION_CODE.sub("", typed.rpartition("/")[2] if _GROUPED.fullmatch(typed) else typed)
    if is_of_the_form(plain) or is_of_the_form(typed):
        return IGNORED
    each = (_target(one, format_) for one in (plain, typed, plain.rpartition("-")[2]))
    return next(filter(None, each), "")


def _target(label: str, format_: Format) -> str:
    photo = _of_photo(label, format_)
    spec = None if photo else _rubric(label, format_)
    asked = None if photo or spec else labels.asked(label, format_)
    return photo or (spec.id if spec else asked.path if asked else "")


def _of_photo(head: str, format_: Format) -> str:
    group = pictured(format_)
    if group is None:
        return ""
    named = _PHOTO_COLUMN.fullmatch(fold(head).replace(" ", "_"))
    if named:
        inner = next((one for one in group.fields if one.name == named[2]), group.fields[0])
        return f"photo.{named[1]}.{inner.name}"
    numbered = re.fullmatch(r"(.*\D)\s?(\d)", head)
    found = labels.of_group(numbered[1] if numbered else head, group)
    return f"photo.{numbered[2] if numbered else 1}.{found.name}" if found else ""


def _rubric(head: str, format_: Format) -> RubricSpec | None:
    """The rubric that a column is for: its id, its title, its question, or a question that has its key word."""
    folded = fold(head)
    for spec in format_.rubrics:
        questions = {fold(guidance.question(spec, one)) for one in guidance.languages(format_)}
        if folded == fold(spec.id) or folded in questions:
            return spec
    match = titles.matched(WrittenParagraph((TextRun(head.rstrip(" ?*")),), level=1), format_)
    return match.spec if match else _by_key_word(folded, format_)


def _by_key_word(folded: str, format_: Format) -> RubricSpec | None:
    words = set(re.findall(r"\w+", folded))
    found = {
        spec.id: spec
        for spec in format_.rubrics
        for language in spec.titles
        for key in [fold(spec.split_title(language)[0])]
        if len(key) >= labels.SHORTEST_NAME and set(key.split()) <= words
    }
    return next(iter(found.values())) if len(found) == 1 else None


def documents(table: Rows, columns: Targets, format_: Format, media: Media) -> Iterator[WrittenDocument]:
    """A document a row; `media` are the pictures beside the table."""
    for row in table[1:]:
        answered = ((head, cell) for head, cell in zip(table[0], row, strict=False) if head.strip() and cell.strip())
        told = [Answer(columns[head], head, cell.strip(BLANKS).rstrip()) for head, cell in answered]
        yield _document([one for one in told if one.target != IGNORED], format_, media)


class Answer(NamedTuple):
    """What a column answers, what it is called, and what is in its cell."""

    target: str
    head: str
    cell: str


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
            loose.append(plain_paragraph(f"{one.head}{LABEL_END}{one.cell}"))
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

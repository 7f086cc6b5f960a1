"""Forms filled in by a script, as somebody would who has a sheet before them."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.shared import Mm

from fiches.config.fields import Field
from fiches.config.values import Period
from fiches.content.blocks import Block, CodeText, Inline, LineBreak, Span, Words, in_turn, plain
from fiches.content.sheet import Rubric, Sheet
from fiches.imports.word_template import pictured, rows, word_template
from fiches.imports.xls_form import column, photo_column
from support.word_files import house_format


def filled(sheet: Sheet, pictures: Mapping[str, bytes], language: str = "fr") -> bytes:
    """The Word form of the house with what a sheet says written into it."""
    form = docx.Document(io.BytesIO(word_template(house_format(), language)))
    facts, photos = form.tables
    for row, (field, group) in zip(facts.rows, rows(house_format()), strict=True):
        row.cells[1].text = "\n".join(_lines(sheet.fields, field, group))
    _photos(photos, sheet, pictures)
    titles = {one.text: one for one in form.paragraphs if one.style.name.startswith("Rubrique")}
    for rubric in sheet.rubrics:
        here = titles[rubric.spec.title(language)]._p.getnext()  # the question
        for made in _rubric(form, rubric):
            here.addnext(made._element)
            here = made._element
    file = io.BytesIO()
    form.save(file)
    return file.getvalue()


def _lines(values: Mapping[str, Any], field: Field, group: Field | None) -> list[str]:
    """What is written in a cell, a line for each answer."""
    if group:
        records = values.get(group.name, ())
        return [_said(one.get(field.name, "")) for one in records]
    value = values.get(field.name, "")
    return [_said(one) for one in value] if field.kind in ("texts", "records", "figures") and value else [_said(value)]


def _said(value: Any) -> str:
    if isinstance(value, Period):
        return value.printed
    if isinstance(value, Mapping):
        between = " — " if "texte" in value else " " if "valeur" in value else ", "
        return between.join(map(str, value.values()))
    return ", ".join(map(str, value)) if isinstance(value, tuple | list) else str(value)


def _photos(table: Any, sheet: Sheet, pictures: Mapping[str, bytes]) -> None:
    group = pictured(house_format())
    assert group
    photos: Sequence[Mapping[str, Any]] = sheet.fields.get("photos", ())  # type: ignore[assignment]
    for photo, row in zip(photos, [*table.rows[2:], *(table.add_row() for _ in photos)], strict=False):
        for inner, cell in zip(group.fields, row.cells, strict=True):
            if inner.kind == "file":
                data = pictures[str(photo["fichier"].name)]
                cell.paragraphs[0].add_run().add_picture(io.BytesIO(data), width=Mm(25))
            elif inner.name in photo:
                cell.text = _said(photo[inner.name])


def _rubric(form: Any, rubric: Rubric) -> Iterator[Any]:
    for entry in rubric.entries:
        if entry.name:
            yield form.add_paragraph(plain(entry.name), style="Heading 2")
        yield from _blocks(form, entry.blocks)
    for voice in rubric.testimonies:
        yield from _blocks(form, voice.blocks, "Quote")
        yield _paragraph(form, (Words("— "), *voice.attribution), "Normal")
    yield from _blocks(form, rubric.blocks)


def _blocks(form: Any, blocks: Sequence[Block], style: str = "Normal") -> Iterator[Any]:
    for block in blocks:
        if block.kind == "table":
            yield _table(form, block)
        elif block.kind == "list":
            numbers = in_turn(block) if block.ordered else ((None, item) for item in block.children)
            for number, item in numbers:
                mark = f"{number}. " if block.ordered else "• "
                yield from (_paragraph(form, (Words(mark), *one.inlines), style) for one in item.children[:1])
                yield from _blocks(form, item.children[1:], style)
        elif block.kind == "quote":
            yield from _blocks(form, block.children, "Quote")
        elif block.kind == "heading":
            yield form.add_paragraph(plain(block.inlines), style="Heading 2")
        else:
            yield _paragraph(form, block.inlines, style)


def _table(form: Any, block: Block) -> Any:
    rows_ = [row.children for row in block.children if row.children]
    table = form.add_table(rows=len(rows_), cols=len(rows_[0]))
    for row, cells in zip(table.rows, rows_, strict=True):
        for cell, said in zip(row.cells, cells, strict=False):
            _runs(cell.paragraphs[0], said.inlines)
    return table


def _paragraph(form: Any, inlines: Sequence[Inline], style: str) -> Any:
    paragraph = form.add_paragraph(style=style)
    _runs(paragraph, inlines)
    return paragraph


def _runs(
    paragraph: Any, inlines: Sequence[Inline], *, bold: bool = False, italic: bool = False, link: str = ""
) -> None:
    for one in inlines:
        if isinstance(one, Span):
            looks = {"bold": bold or one.tag == "strong", "italic": italic or one.tag == "em"}
            _runs(paragraph, one.children, **looks, link=one.href or link)
        elif isinstance(one, Words | CodeText | LineBreak):
            run = paragraph.add_run("\n" if isinstance(one, LineBreak) else one.text)
            run.bold, run.italic = bold or None, italic or None
            if link:
                _linked(paragraph, run, link)


def _linked(paragraph: Any, run: Any, link: str) -> None:
    id_ = paragraph.part.relate_to(link, docx.opc.constants.RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    element = paragraph._p.makeelement(qn("w:hyperlink"), {qn("r:id"): id_})
    run._r.addprevious(element)
    element.append(run._r)


def answered(sheet: Sheet, pictures: Mapping[str, bytes]) -> tuple[list[str], list[str], dict[str, bytes]]:
    """The answers to the XLSForm of the house that a sheet gives: columns, cells, pictures by their names."""
    cells: dict[str, str] = {}
    for field, group in rows(house_format()):
        cells[column(field, group)] = "\n".join(_lines(sheet.fields, field, group))
    media: dict[str, bytes] = {}
    group = pictured(house_format())
    assert group
    photos: Sequence[Mapping[str, Any]] = sheet.fields.get("photos", ())  # type: ignore[assignment]
    for number, photo in enumerate(photos, 1):
        for inner in group.fields:
            if inner.kind == "file":
                name = str(photo["fichier"].name)
                media[f"{number}-{name.rpartition('/')[2]}"] = pictures[name]
                cells[photo_column(number, inner)] = f"https://kobo.example/{number}-{name.rpartition('/')[2]}"
            else:
                cells[photo_column(number, inner)] = _said(photo.get(inner.name, ""))
    for rubric in sheet.rubrics:
        cells[rubric.spec.id.replace("-", "_")] = "\n".join(_typed(rubric))
    return list(cells), list(cells.values()), media


def _typed(rubric: Rubric) -> Iterator[str]:
    """A rubric as it is typed on a telephone: a line a paragraph, names before a colon, who speaks behind a dash."""
    for entry in rubric.entries:
        first, *others = _typed_blocks(entry.blocks) if entry.blocks else [""]
        yield f"{plain(entry.name)} : {first}" if entry.name else first
        yield from others
    for voice in rubric.testimonies:
        yield from _typed_blocks(voice.blocks)
        yield f"— {plain(voice.attribution)}"
    yield from _typed_blocks(rubric.blocks)


def _typed_blocks(blocks: Sequence[Block]) -> list[str]:
    made: list[str] = []
    for block in blocks:
        if block.kind == "list":
            numbers = in_turn(block) if block.ordered else ((None, item) for item in block.children)
            for number, item in numbers:
                first, *others = _typed_blocks(item.children)
                made += [f"{number}. {first}" if block.ordered else f"• {first}", *others]
        elif block.children:
            made += _typed_blocks(block.children)
        else:
            made.append(plain(block.inlines))
    return [" ".join(one.split()) for one in made if one.strip()]

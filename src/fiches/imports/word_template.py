"""A Word file to fill in, made of a format: a table of facts, a table of photos, a style and a question a rubric."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from fiches.config.fields import Field
from fiches.config.format_roles import CONTRIBUTORS_ROLE
from fiches.config.formats import Format
from fiches.config.languages import is_rtl
from fiches.core.messages import catalogue, message
from fiches.imports import guidance

QUESTION_STYLE = "Fiches – question"
RUBRIC_STYLE = "Rubrique – "
GREY, INK = (0x6B, 0x6B, 0x6B), (0x1B, 0x3A, 0x4B)
PHOTO_ROWS = 3
_MARGIN, _WIDTHS = 20, (45, 75, 50)  # mm
_NOT_ASKED = ("format", "langue")  # keys that nobody fills in by hand


def word_template(format_: Format, language: str) -> bytes:
    """The file, whose words are in a language; ImportError where python-docx is not installed."""
    return _Template(format_, language).data()


def pictured(format_: Format) -> Field | None:
    """The group of a format whose records are pictures."""
    return next((one for one in format_.fields if any(inner.kind == "file" for inner in one.fields)), None)


def rows(format_: Format) -> list[tuple[Field, Field | None]]:
    """The keys of the table of facts, each with its group where it is in one."""
    found: list[tuple[Field, Field | None]] = []
    places = {role.field for role in format_.places}
    for field in format_.fields:
        if field.name in _NOT_ASKED or field == pictured(format_):
            continue
        apart = field.kind in ("records", "record") and field.name != format_.roles.get(CONTRIBUTORS_ROLE)
        found += [(inner, field) for inner in field.fields] if apart or field.name in places else [(field, None)]
    return sorted(found, key=lambda one: (one[0].name != "titre", (one[1] or one[0]).name not in places))


class _Template:
    """The file as it is put together."""

    def __init__(self, format_: Format, language: str) -> None:
        import docx

        self._format, self._language, self._words = format_, language, catalogue(language)
        self._document: Any = docx.Document()
        self._page()
        self._styles()

    def data(self) -> bytes:
        """Its bytes."""
        kind = self._format.labels.get("kind", {})
        self._document.add_paragraph(kind.get(self._language) or self._format.name, style="Subtitle")
        self._document.add_paragraph(self._words.text(message("form.introduction")), style=QUESTION_STYLE)
        self._facts()
        self._photos()
        for spec in self._format.rubrics:
            title = spec.title(self._language)
            self._document.add_paragraph(title, style=f"{RUBRIC_STYLE}{title}")
            self._document.add_paragraph(guidance.question(spec, self._language), style=QUESTION_STYLE)
            self._document.add_paragraph("")
        self._read_from_the_right()
        file = io.BytesIO()
        self._document.save(file)
        return file.getvalue()

    def _page(self) -> None:
        from docx.shared import Mm

        page = self._document.sections[0]
        page.page_width, page.page_height = Mm(210), Mm(297)
        page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(_MARGIN)
        self._document.core_properties.title = ""
        self._document.core_properties.author = ""
        self._document.core_properties.comments = ""

    def _styles(self) -> None:
        from docx.enum.style import WD_STYLE_TYPE
        from docx.shared import Pt, RGBColor

        styles = self._document.styles
        asked = styles.add_style(QUESTION_STYLE, WD_STYLE_TYPE.PARAGRAPH)
        asked.base_style, asked.next_paragraph_style = styles["Normal"], styles["Normal"]
        asked.font.size, asked.font.italic, asked.font.color.rgb = Pt(9), True, RGBColor(*GREY)
        for spec in self._format.rubrics:
            made = styles.add_style(f"{RUBRIC_STYLE}{spec.title(self._language)}", WD_STYLE_TYPE.PARAGRAPH)
            made.base_style, made.next_paragraph_style = styles["Heading 1"], styles["Normal"]
            made.font.color.rgb, made.quick_style = RGBColor(*INK), True

    def _facts(self) -> None:
        found = rows(self._format)
        table = self._table(len(found), _WIDTHS)
        for row, (field, group) in zip(table.rows, found, strict=True):
            row.cells[0].paragraphs[0].add_run(guidance.label(field, self._language, group)).bold = True
            self._ask(row.cells[2], guidance.explanation(field, self._language))

    def _photos(self) -> None:
        group = pictured(self._format)
        if group is None:
            return
        self._document.add_paragraph("")
        table = self._table(PHOTO_ROWS + 2, [170 // len(group.fields)] * len(group.fields))
        for column, inner in enumerate(group.fields):
            said = guidance.label(inner, self._language)
            table.rows[0].cells[column].paragraphs[0].add_run(said).bold = True
            self._ask(table.rows[1].cells[column], guidance.explanation(inner, self._language))

    def _table(self, count: int, widths: Sequence[int]) -> Any:  # noqa: ANN401  # docx has no name for it
        from docx.shared import Mm

        table = self._document.add_table(rows=count, cols=len(widths), style="Table Grid")
        table.autofit = False
        for row in table.rows:
            for cell, width in zip(row.cells, widths, strict=True):
                cell.width = Mm(width)
        return table

    def _ask(self, cell: Any, words: str) -> None:  # noqa: ANN401
        cell.paragraphs[0].text = words
        cell.paragraphs[0].style = QUESTION_STYLE

    def _read_from_the_right(self) -> None:
        """Turns everything round, where the language is read so."""
        if not is_rtl(self._language):
            return
        from docx.oxml.ns import qn

        body = self._document.element.body
        for tag, marked, mark in (("w:p", "get_or_add_pPr", "w:bidi"), ("w:r", "get_or_add_rPr", "w:rtl")):
            for element in list(body.iter(qn(tag))):
                properties = getattr(element, marked)()
                properties.append(properties.makeelement(qn(mark), {}))
        for properties in list(body.iter(qn("w:tblPr"))):
            properties.append(properties.makeelement(qn("w:bidiVisual"), {}))

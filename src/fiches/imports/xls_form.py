"""A form for KoboToolbox or ODK (XLSForm), made of a format: a question for each key and each rubric, no repetition."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from fiches.config import languages as known_languages
from fiches.config.fields import Field
from fiches.config.formats import Format
from fiches.core.messages import catalogue, message
from fiches.core.text import slugify
from fiches.imports import guidance
from fiches.imports.word_template import pictured, rows

MOST_PHOTOS = 4
WIDEST_PHOTO = "max-pixels=2400"  # enough for half a page at 300 dpi
_KINDS = MappingProxyType(
    {"coordinates": "geopoint", "date": "date", "number": "decimal", "integer": "integer", "file": "image"}
)
_OF_LINES = ("texts", "records", "figures")
Question = Mapping[str, Any]


def xls_form(format_: Format, language: str) -> bytes:
    """The form, in every language of the format, first in this one; ImportError where openpyxl is not installed."""
    import openpyxl

    spoken = sorted(guidance.languages(format_), key=lambda one: one != language)
    book: Any = openpyxl.Workbook()
    sheets = book.active, book.create_sheet("choices"), book.create_sheet("settings")
    sheets[0].title = "survey"
    _fill(sheets[0], list(_survey(format_, spoken)))
    _fill(sheets[1], list(_choices(format_, spoken)))
    name = slugify(format_.name).replace("-", "_")
    _fill(sheets[2], [{"form_title": format_.name, "form_id": name, "default_language": _called(language)}])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def column(field: Field, group: Field | None = None) -> str:
    """What the answers to a key are called in an export."""
    return f"{group.name}_{field.name}" if group else field.name


def photo_column(number: int, inner: Field) -> str:
    """The same for what is asked of a picture."""
    return f"photo_{number}_{inner.name}"


def _called(language: str) -> str:
    """A language as columns of a form name it: `Français (fr)`."""
    name = known_languages.of(language).name or language
    return f"{name[:1].upper()}{name[1:]} ({language})"


def _fill(sheet: Any, records: Sequence[Question]) -> None:  # noqa: ANN401  # openpyxl has no types
    heads = list(dict.fromkeys(key for one in records for key in one))
    for row in (heads, *([one.get(head, "") for head in heads] for one in records)):
        sheet.append(row)


def _survey(format_: Format, spoken: Sequence[str]) -> Iterator[Question]:
    for field, group in rows(format_):
        names = {one: guidance.label(field, one, group) for one in spoken}
        hints = {one: guidance.explanation(field, one) for one in spoken}
        yield _question(column(field, group), field, names, hints)
    yield from _photos(format_, spoken)
    for spec in format_.rubrics:
        names = {one: spec.title(one) for one in spoken}
        hints = {one: _asked(spec.holds, guidance.question(spec, one), one) for one in spoken}
        yield _question(re.sub(r"\W", "_", spec.id), Field(spec.id, "texts"), names, hints)


def _asked(holds: str, question: str, language: str) -> str:
    """What a rubric asks where nothing can be marked."""
    words = catalogue(language)
    return words.text(message("form.entries.typed")) if holds == "entries" else question


def _photos(format_: Format, spoken: Sequence[str]) -> Iterator[Question]:
    group = pictured(format_)
    for number in range(1, MOST_PHOTOS + 1) if group else ():
        for inner in group.fields if group else ():
            names = {one: f"{guidance.label(inner, one)} {number}" for one in spoken}
            hints = {one: guidance.explanation(inner, one) for one in spoken}
            yield _question(photo_column(number, inner), inner, names, hints)


def _question(name: str, field: Field, names: Mapping[str, str], hints: Mapping[str, str]) -> Question:
    kind = f"select_one {field.name}" if field.choices else _KINDS.get(field.kind, "text")
    made = {"type": kind, "name": name}
    made |= {f"label::{_called(one)}": said for one, said in names.items()}
    made |= {f"hint::{_called(one)}": said for one, said in hints.items() if said}
    made["required"] = "yes" if field.required and field.name == "titre" else ""
    made["parameters"] = WIDEST_PHOTO if kind == "image" else ""
    made["appearance"] = "multiline" if kind == "text" and field.kind in _OF_LINES else ""
    return made


def _choices(format_: Format, spoken: Sequence[str]) -> Iterator[Question]:
    for field in (inner for one in format_.fields for inner in (one, *one.fields)):
        for choice in field.choices:
            labels = {f"label::{_called(one)}": choice for one in spoken}
            yield {"list_name": field.name, "name": slugify(choice).replace("-", "_"), **labels}

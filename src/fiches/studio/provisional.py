"""A text with errors as its pages can show it: without what cannot be read, with a mark for what is missing."""

from __future__ import annotations

from collections.abc import Iterable

from fiches.config.fields import Field
from fiches.core.problems import Problem, Severity
from fiches.studio import front_values, mending, sheet_text
from fiches.studio.front_values import Value
from fiches.studio.judgements import JudgedText

IN_PLACE = "…"
NOT_GIVEN = "champ-obligatoire"  # the code of problems of keys that are to be filled in
_AS_THEY_ARE = ("text", "texts", "words", "multiline")  # kinds that hold any words


def text(judged: JudgedText, problems: Iterable[Problem]) -> str:
    """The text without its errors, as far as a program can tell."""
    found = judged.text
    for one in problems:
        if one.severity is Severity.ERROR:
            found = _without(one, found, judged)
    return found


def _without(one: Problem, found: str, judged: JudgedText) -> str:
    part, key = judged.where(one)
    field = next((each for each in judged.project.format.fields if each.name == key), None)
    if field:
        return sheet_text.with_key(found, key, front_values.lines(key, _value(field, one, found)))
    if part in ("", sheet_text.FRONT_PART):
        line = mending.without_line(one, judged.text)
        return mending.mended(found, line) if line else sheet_text.with_key(found, judged.key_at(one.line), "")
    there = sheet_text.part_named(found, part, judged.project.format, judged.language)
    if there is None:
        return found
    if part.startswith(sheet_text.SECTION):
        return sheet_text.without_section(found, there, judged.parts_of(found))
    return sheet_text.with_body(found, there, "" if part == sheet_text.BEFORE else IN_PLACE)


def _value(field: Field, one: Problem, found: str) -> Value:
    """What the key of a field says instead of its error."""
    wanted: Value = _something(field) if field.required or one.code == NOT_GIVEN else ""
    given = (sheet_text.values(found) or {}).get(field.name)
    if one.code != NOT_GIVEN:
        return wanted
    if isinstance(wanted, list) and isinstance(given, list):
        return [_filled(each, wanted[0]) for each in given]
    return _filled(given, wanted)


def _filled(given: Value | None, wanted: Value) -> Value:
    """A record that says what it is given, and for the rest what is wanted."""
    if not isinstance(wanted, dict) or not isinstance(given, dict):
        return wanted
    return {**wanted, **{name: said for name, said in given.items() if said}}


def _something(field: Field) -> Value:
    """A value that a field may have: a mark where any words will do, else its example."""
    if field.kind in ("record", "records"):
        first = field.one_of[:1] or (field.fields[0].name,)
        inner = [one for one in field.fields if one.required or (one.name in first)]
        record: Value = {one.name: _something(one) for one in inner}
        return [record] if field.kind == "records" else record
    return IN_PLACE if field.kind in _AS_THEY_ARE else next(iter(field.choices), field.example.in_language(""))

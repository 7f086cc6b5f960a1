"""The JSON Schema of a format's front matter, so that editors complete and check it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from fiches.config.fields import Field
from fiches.config.formats import Format
from fiches.config.values import SHEET_LANGUAGES

Schema = dict[str, Any]

_YEAR = "(19|20)[0-9]{2}"
_SCALAR: Schema = {"type": ["string", "number", "boolean"]}
_SCHEMAS: Mapping[str, Callable[[Field], Schema]] = {
    "text": lambda _: dict(_SCALAR),
    "texts": lambda _: {"type": ["array", "string", "number"], "items": dict(_SCALAR)},
    "references": lambda _: {"type": ["array", "string"], "items": {"type": "string"}},
    "reference": lambda _: {"type": "string"},
    "address": lambda _: {"type": "string"},
    "file": lambda _: {"type": "string", "pattern": r"^(?![/~])(?![A-Za-z][A-Za-z0-9+.-]*:)[^\\%]*$"},
    "period": lambda _: {
        "type": ["string", "integer"],
        "pattern": rf"^(depuis +{_YEAR}|{_YEAR}( *(-|–|—|/|à|au) *({_YEAR}|[Ee]n cours))?)$",
    },
    "date": lambda _: {
        "type": ["string", "integer"],
        "pattern": r"^([0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?|[0-9]{1,2}/[0-9]{1,2}/[0-9]{4})$",
    },
    "number": lambda _: {"type": ["number", "string"]},
    "integer": lambda _: {"type": ["integer", "string"]},
    "yes-no": lambda _: {"enum": ["oui", "non", True, False]},
    "language": lambda _: {"enum": list(SHEET_LANGUAGES)},
    "choice": lambda field: {"enum": list(field.choices)},
    "coordinates": lambda _: {"type": "array", "items": {"type": ["number", "string"]}, "minItems": 2, "maxItems": 2},
    "record": lambda field: _object(field.fields, field.one_of),
    "records": lambda field: _one_or_many(_object(field.fields, field.one_of)),
    "table": lambda _: {"type": "object"},
}


def schema(format_: Format) -> Schema:
    """The schema (draft 2020-12) of the front matter of `format_`."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": format_.description,
        **_object(format_.fields, ()),
    }


def text(format_: Format) -> str:
    """The schema as the file that the package ships."""
    return json.dumps(schema(format_), ensure_ascii=False, indent=2) + "\n"


def _object(fields: tuple[Field, ...], one_of: tuple[str, ...]) -> Schema:
    made: Schema = {
        "type": "object",
        "additionalProperties": False,
        "properties": {field.name: _property(field) for field in fields},
    }
    if required := [field.name for field in fields if field.required]:
        made["required"] = required
    if one_of:
        made["anyOf"] = [{"required": [name]} for name in one_of]
    return made


def _property(field: Field) -> Schema:
    made = _SCHEMAS[field.kind](field)
    if not field.required:
        made = _or_empty(made)
    if field.label:
        made["title"] = field.label
    if field.description:
        made["description"] = field.description
    if field.example:
        made["examples"] = [field.example]
    return made


def _or_empty(made: Schema) -> Schema:
    """The same where nothing is typed after the colon, which the program takes as absent."""
    if "enum" in made:
        return {**made, "enum": [*made["enum"], None]}
    if "oneOf" in made:
        return {**made, "oneOf": [*made["oneOf"], {"type": "null"}]}
    types = made["type"] if isinstance(made["type"], list) else [made["type"]]
    return {**made, "type": [*types, "null"]}


def _one_or_many(one: Schema) -> Schema:
    return {"oneOf": [one, {"type": "array", "items": one}]}

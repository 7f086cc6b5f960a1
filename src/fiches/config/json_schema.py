"""The JSON Schema of a format's front matter, so that editors complete and check it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from fiches.config import languages
from fiches.config.fields import Field
from fiches.config.formats import Format
from fiches.config.translated import FALLBACK_LANGUAGE
from fiches.config.values import period_words

Schema = dict[str, Any]

_YEAR = "(19|20)[0-9]{2}"
_FIGURE_SCHEMA: Schema = {"type": ["number", "string"]}
_SCALAR: Schema = {"type": ["string", "number", "boolean"]}
_IN_LANGUAGES: Schema = {"type": ["string", "object"], "additionalProperties": {"type": "string"}}
_SCHEMAS: Mapping[str, Callable[[Field, str], Schema]] = {
    "text": lambda _, __: dict(_SCALAR),
    "texts": lambda field, language: _texts(field.fields, language),
    "references": lambda _, __: {"type": ["array", "string"], "items": {"type": "string"}},
    "reference": lambda _, __: {"type": "string"},
    "address": lambda _, __: {"type": "string"},
    "isbn": lambda _, __: {"type": ["string", "integer"]},
    "file": lambda _, __: {"type": "string", "pattern": r"^(?![/~])(?![A-Za-z][A-Za-z0-9+.-]*:)[^\\%]*$"},
    "period": lambda _, __: {"type": ["string", "integer"], "pattern": _period()},
    "date": lambda _, __: {
        "type": ["string", "integer"],
        "pattern": r"^([0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?|[0-9]{1,2}/[0-9]{1,2}/[0-9]{4})$",
    },
    "number": lambda field, _: _bounded(field),
    "integer": lambda field, _: {**_bounded(field), "type": ["integer", "string"]},
    "yes-no": lambda _, __: {"enum": ["oui", "non", True, False]},
    "language": lambda _, __: {"enum": list(languages.codes())},
    "choice": lambda field, _: {"enum": list(field.choices)},
    "coordinates": lambda _, __: {"type": "array", "items": _FIGURE_SCHEMA, "minItems": 2, "maxItems": 2},
    "framing": lambda _, __: {"type": ["array", "string"], "items": _FIGURE_SCHEMA, "minItems": 1, "maxItems": 2},
    "figures": lambda field, language: _texts(field.fields, language),
    "record": lambda field, language: _object(field.fields, field.one_of, language),
    "records": lambda field, language: _one_or_many(_object(field.fields, field.one_of, language)),
    "table": lambda field, language: _object_of(field.each, language),
    "words": lambda _, __: dict(_IN_LANGUAGES),
    "by-language": lambda _, __: dict(_IN_LANGUAGES),
    "numbers": lambda field, _: _one_or_many(_bounded(field)),
}


def _period() -> str:
    since, until, ongoing = (words.replace("\\ ", " ") for words in period_words())
    return rf"^(({since}) +{_YEAR}|{_YEAR}( *(-|–|—|/|{until}) *({_YEAR}|{ongoing}|[Ee]n cours))?)$"


def schema(format_: Format, language: str = FALLBACK_LANGUAGE) -> Schema:
    """The schema (draft 2020-12) of the front matter of `format_`, described in a language."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": format_.description.in_language(language),
        **_object(format_.fields, (), language),
    }


def of_file(title: str, known: tuple[Field, ...], language: str = FALLBACK_LANGUAGE) -> Schema:
    """The schema of a file whose keys are these: format.yaml, composition.yaml."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, **_object(known, (), language)}


def text(format_: Format, language: str = FALLBACK_LANGUAGE) -> str:
    """The schema as a file; the one that the package ships is in French."""
    return json.dumps(schema(format_, language), ensure_ascii=False, indent=2) + "\n"


def _object(fields: tuple[Field, ...], one_of: tuple[str, ...], language: str) -> Schema:
    made: Schema = {
        "type": "object",
        "additionalProperties": False,
        "properties": {field.name: _property(field, language) for field in fields},
    }
    if required := [field.name for field in fields if field.required]:
        made["required"] = required
    if one_of:
        made["anyOf"] = [{"required": [name]} for name in one_of]
    return made


def _object_of(field: Field | None, language: str) -> Schema:
    """A table with free keys, each as a field wants it."""
    each = {"additionalProperties": _property(field, language)} if field else {}
    return {"type": "object", **each}


def _bounded(field: Field) -> Schema:
    bounds = {"minimum": field.bounds[0], "maximum": field.bounds[1]} if field.bounds else {}
    return {"type": ["number", "string"], **bounds}


def _property(field: Field, language: str) -> Schema:
    made = _SCHEMAS[field.kind](field, language)
    if not field.required:
        made = _or_empty(made)
    if field.label:
        made["title"] = field.label.in_language(language)
    if field.description:
        made["description"] = field.description.in_language(language)
    if field.example:
        made["examples"] = [field.example.in_language(language)]
    return made


def _or_empty(made: Schema) -> Schema:
    """The same where nothing is typed after the colon, which the program takes as absent."""
    if "enum" in made:
        return {**made, "enum": [*made["enum"], None]}
    if "oneOf" in made:
        return {**made, "oneOf": [*made["oneOf"], {"type": "null"}]}
    types = made["type"] if isinstance(made["type"], list) else [made["type"]]
    return {**made, "type": [*types, "null"]}


def _texts(fields: tuple[Field, ...], language: str) -> Schema:
    """A text or a list of them; where there are `fields`, each may be a group instead."""
    if not fields:
        return {"type": ["array", "string", "number"], "items": dict(_SCALAR)}
    group = _object(fields, (), language)
    return {"oneOf": [{"type": ["array", "string", "number"], "items": {"anyOf": [dict(_SCALAR), group]}}, group]}


def _one_or_many(one: Schema) -> Schema:
    return {"oneOf": [one, {"type": "array", "items": one}]}

"""What a format says in other languages than that of its own file: `langues/<code>/mots/<format>.yaml`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from types import MappingProxyType
from typing import Any, cast

from fiches.config import tables
from fiches.config.fields import Field, Values
from fiches.config.languages import FOLDER
from fiches.config.translated import NO_WORDS, Translated
from fiches.config.yaml_reader import YamlTable, place
from fiches.core.problems import Fault, Problem, fault
from fiches.core.text import did_you_mean

WORDS_FOLDER = "mots"
OF_FIELD = ("label", "description", "example")
OF_RUBRIC = ("title", "key", "question", "reading")
_TABLES, _TRANSLATED = ("title", "key", "reading"), (*OF_FIELD, "question")  # how a format keeps what it says


def _of_field(depth: int) -> Field:
    inner = (Field("fields", "table", each=_of_field(depth - 1)),) if depth else ()
    return Field("field", "record", fields=(*map(Field, OF_FIELD), *inner))


WORDS_KEYS = (
    Field("a_relire", "yes-no"),  # whether a speaker of the language has still to read these words
    Field("description"),
    Field("labels", "table"),
    Field("rubrics", "table", each=Field("rubric", "record", fields=tuple(map(Field, OF_RUBRIC)))),
    Field("fields", "table", each=_of_field(2)),
)


@dataclass(frozen=True, slots=True)
class FormatWords:
    """The words of a format in one language, from one file."""

    language: str
    shown: str  # where they are, from the folder that holds templates/
    values: Mapping[str, Any]
    table: YamlTable


def path_of(language: str, name: str) -> str:
    """Where the words of a format in a language are, from the folder that holds templates/."""
    return f"templates/{FOLDER}/{language}/{WORDS_FOLDER}/{name}.yaml"


def of_format(name: str, roots: Sequence[Path]) -> tuple[list[FormatWords], list[Problem]]:
    """Those of the format `name` in `roots` (folders of templates): the last prevail."""
    found, problems = [], []
    for root in roots:
        for path in sorted(root.glob(f"{FOLDER}/*/{WORDS_FOLDER}/{name}.yaml")):
            table, values, faults = tables.read(path, WORDS_KEYS)
            language = path.parent.parent.name
            shown = path_of(language, name)
            problems += [one.in_file(shown) for one in faults]
            found.append(FormatWords(language, shown, cast(Mapping[str, Any], values), table or YamlTable(())))
    return found, problems


def told(values: Values, words: Sequence[FormatWords]) -> tuple[Values, list[Problem]]:
    """The values of a format with its words in all these languages; names of none of its words are told."""
    strange = [one.in_file(added.shown) for added in words for one in _strange(values, added)]
    return reduce(_with, words, values), strange


def _with(values: Values, added: FormatWords) -> Values:
    given, code, more = cast(Mapping[str, Any], values), added.language, added.values
    said = {**given}
    if "labels" in given and "labels" in more:
        said["labels"] = {
            name: {**words, code: more["labels"][name]} if name in more["labels"] else words
            for name, words in given["labels"].items()
        }
    if "rubrics" in given:
        rubrics = more.get("rubrics", {})
        said["rubrics"] = tuple(_said(spec, rubrics.get(spec["id"], {}), code) for spec in given["rubrics"])
    if "fields" in given:
        said["fields"] = _fields(given["fields"], more.get("fields", {}), code)
    if "description" in more:
        said["description"] = _added(given.get("description", NO_WORDS), code, more["description"])
    return MappingProxyType(said)


def _fields(known: Mapping[str, Any], more: Mapping[str, Any], code: str) -> Mapping[str, Any]:
    return {name: _field(spec, more.get(name, {}), code) for name, spec in known.items()}


def _field(spec: Mapping[str, Any], words: Mapping[str, Any], code: str) -> Mapping[str, Any]:
    said = _said(spec, words, code)
    return {**said, "fields": _fields(said["fields"], words.get("fields", {}), code)} if "fields" in said else said


def _said(spec: Mapping[str, Any], words: Mapping[str, Any], code: str) -> Mapping[str, Any]:
    """A rubric or a field with what is said of it in one more language."""
    tables = {name: {**spec.get(name, {}), code: words[name]} for name in _TABLES if name in words}
    texts = {name: _added(spec.get(name, NO_WORDS), code, words[name]) for name in _TRANSLATED if name in words}
    return {**spec, **tables, **texts}


def _added(words: Translated, code: str, text: str) -> Translated:
    return Translated((*((known, said) for known, said in words.texts if known != code), (code, text)))


def _strange(values: Values, added: FormatWords) -> Iterator[Fault]:
    """Names in a file of words that its format does not have."""
    given = cast(Mapping[str, Any], values)
    known = {
        "labels": list(given.get("labels", {})),
        "fields": list(given.get("fields", {})),
        "rubrics": [spec["id"] for spec in given.get("rubrics", ())],
    }
    for part, names in known.items():
        for name in added.values.get(part, {}):
            if name not in names:
                at = place(added.table, part, name)
                yield fault("format-incomplet.unknown-word", *at, hint=did_you_mean(name, names) or "", name=name)

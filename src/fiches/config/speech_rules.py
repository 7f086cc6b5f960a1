"""What is pulled out of a sheet when its author has chosen nothing, of each language: `exergues.yaml` in its folder."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast

from fiches.config import expressions, languages, tables
from fiches.config.fields import Field
from fiches.config.languages import Language
from fiches.config.yaml_reader import place
from fiches.core.problems import Fault, fault

SPEECH_FILE = "exergues.yaml"
Patterns = tuple[re.Pattern[str], ...]
_TEXT_KEYS, _LIST_KEYS = ("nom", "je", "personne"), ("guillemets", "pronoms", "dire", "avant", "apres")
_WORD_KEYS = ("mini", "mieux", "maxi")
_MARKS_KEY, _SAYING = _LIST_KEYS[0], "{dire}"  # the second stands for all the verbs of saying
_EXPRESSION_KEYS = (*_TEXT_KEYS, *_LIST_KEYS[1:], "refus")
_COUNTS = tuple(Field(name, "integer", required=True) for name in _WORD_KEYS)
_SPEECH_KEYS = (
    *(Field(name, required=True) for name in _TEXT_KEYS),
    *(Field(name, "texts", required=True) for name in _LIST_KEYS),
    Field("mots", "record", required=True, fields=_COUNTS),
    Field("ensemble", "integer", required=True),
    Field("refus", "table", required=True, each=Field("refus", "texts")),
)


@dataclass(frozen=True, slots=True)
class SpeechRules:
    """Of one language: how speech is marked, which sentences stand by themselves, how it is said who speaks."""

    marks: tuple[tuple[str, str], ...]  # what opens and closes it
    least: int  # words
    most: int
    best: int
    together: int  # words of each of two sentences that may be pulled out together
    refusals: Mapping[str, Patterns]  # by the name of the reason
    pronouns: Patterns
    noun: re.Pattern[str]
    personal: re.Pattern[str]  # what somebody says who speaks of himself
    before: Patterns  # the speaker, in a group « qui », at the end of what stands before
    after: Patterns  # the same at the beginning of what stands after
    nobody: re.Pattern[str]  # what is no speaker


def of_language(language: str) -> SpeechRules | None:
    """Those of a language; None where nothing is known of it, and nothing pulled out unless its author says so."""
    return _read(languages.of(language))


@cache
def _read(known: Language) -> SpeechRules | None:
    """Those of a language; none where its file is faulty."""
    path = known.file(SPEECH_FILE)
    if path is None or any(faults(path)):
        return None
    return _rules(cast(Mapping[str, Any], tables.of_ours(path, _SPEECH_KEYS)))


def faults(path: Path) -> Iterator[Fault]:
    """What is wrong with the rules in a file, of which then nothing is used."""
    table, values, found = tables.read(path, _SPEECH_KEYS)
    yield from found
    yield from expressions.of_keys(table, _EXPRESSION_KEYS, lambda text: text.replace(_SAYING, "x"))
    pairs = cast(tuple[str, ...], values.get(_MARKS_KEY, ()))
    if table and any(len(pair) != len("«»") for pair in pairs):
        yield fault("format-invalide.pairs", *place(table, _MARKS_KEY))


def _rules(values: Mapping[str, Any]) -> SpeechRules:
    verbs = "|".join(values["dire"])

    def patterns(texts: tuple[str, ...]) -> Patterns:
        return tuple(_pattern(text.replace(_SAYING, verbs)) for text in texts)

    return SpeechRules(
        marks=tuple((pair[0], pair[1]) for pair in values["guillemets"]),
        least=values["mots"]["mini"],
        most=values["mots"]["maxi"],
        best=values["mots"]["mieux"],
        together=values["ensemble"],
        refusals={name: patterns(texts) for name, texts in values["refus"].items()},
        pronouns=patterns(values["pronoms"]),
        noun=re.compile(values["nom"]),
        personal=_pattern(values["je"]),
        before=patterns(values["avant"]),
        after=patterns(values["apres"]),
        nobody=_pattern(values["personne"]),
    )


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


def names() -> Iterator[tuple[str, str]]:
    """(language, reason) of every reason for which a sentence is left."""
    return ((one.code, reason) for one in languages.every() if (rules := _read(one)) for reason in rules.refusals)

"""Settings that are said by language: `colophon: {fr: …, ar: …}`, each page has its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from fiches.config import fields, languages
from fiches.config.fields import Field, Values
from fiches.config.translated import FALLBACK_LANGUAGE
from fiches.config.yaml_reader import Node, YamlList, YamlTable, YamlText
from fiches.core.problems import Fault

ALL_SAID = ("region",)  # keys whose languages are all printed together


def read(table: YamlTable, known: tuple[Field, ...]) -> tuple[Values, Mapping[str, Values], list[Fault]]:
    """The settings in the language of the collection, those in each other that they are said in, and their faults."""
    typed = (one.value for one in table.entries if one.key.value == "langue")
    usual = next((one.value for one in typed if isinstance(one, YamlText)), FALLBACK_LANGUAGE)
    codes = dict.fromkeys((usual, *_said(table)))
    every = {code: fields.read(_in(table, (code, usual, FALLBACK_LANGUAGE)), known) for code in codes}
    faults = dict.fromkeys(one for _, found in every.values() for one in found)
    spoken = {code: values for code, (values, _) in every.items() if code != usual}
    return every[usual][0], MappingProxyType(spoken), [*faults]


def _is_by_language(node: Node) -> bool:
    """Whether a table has languages for keys, and nothing else."""
    codes = languages.codes()
    return isinstance(node, YamlTable) and bool(node.entries) and all(one.key.value in codes for one in node.entries)


def _said(table: YamlTable) -> Iterator[str]:
    """The languages in which something is said, perhaps more than once."""
    for entry in table.entries:
        if entry.key.value not in ALL_SAID:
            yield from _said_in(entry.value)


def _said_in(node: Node) -> Iterator[str]:
    if isinstance(node, YamlTable):
        if _is_by_language(node):
            yield from (one.key.value for one in node.entries)
        for one in node.entries:
            yield from _said_in(one.value)
    elif isinstance(node, YamlList):
        for item in node.items:
            yield from _said_in(item)


def _in(table: YamlTable, wanted: tuple[str, ...]) -> YamlTable:
    """The table in the first of these languages in which each of its parts is said."""
    entries = (one if one.key.value in ALL_SAID else replace(one, value=_chosen(one.value, wanted))
               for one in table.entries)  # fmt: skip
    return replace(table, entries=tuple(entries))


def _chosen(node: Node, wanted: tuple[str, ...]) -> Node:
    if isinstance(node, YamlList):
        return replace(node, items=tuple(_chosen(item, wanted) for item in node.items))
    if not isinstance(node, YamlTable):
        return node
    if _is_by_language(node):
        said = {one.key.value: one.value for one in node.entries}
        return next((said[code] for code in wanted if code in said), node.entries[0].value)
    return _in(node, wanted)

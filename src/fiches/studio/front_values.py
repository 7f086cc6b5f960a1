"""Values of the front matter as a form shows them, and the lines of YAML that say them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from fiches.config.yaml_reader import Node, YamlList, YamlTable, YamlText, parse

_YAML_MARKS = re.compile(r"^[\[\]{}&*!|>%@`'\"#?,]|^-(?![\d.])|: |:$| #")  # what other readers of YAML stumble over

_PLAIN_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?")
_INDENT = re.compile(" *")
Value = str | list["Value"] | dict[str, "Value"]


def plain(node: Node) -> Value:
    """What a node of YAML says, as typed."""
    if isinstance(node, YamlText):
        return node.value
    if isinstance(node, YamlList):
        return [plain(item) for item in node.items]
    return {entry.key.value: plain(entry.value) for entry in node.entries}


def values(table: YamlTable) -> dict[str, Value]:
    """By key, what a front matter says."""
    return {entry.key.value: plain(entry.value) for entry in table.entries}


def lines(key: str, value: Value) -> str:
    """The lines that give a key its value; none for one without words."""
    cleared = _cleared(value)
    return "".join(f"{line}\n" for line in _of_key(key, cleared)) if cleared else ""


def with_kept_lines(key: str, value: Value, old: str) -> str:
    """The lines of a key; what has not changed of a list or a table stays as it was typed in `old`."""
    table, _ = parse(old)
    node = table.entries[0].value if table and table.entries else None
    said = None
    if isinstance(value, list) and isinstance(node, YamlList):
        said = _kept_list(value, node, old)
    elif isinstance(value, dict) and isinstance(node, YamlTable):
        said = _kept_table(value, node, old)
    if said is None:
        return lines(key, value)
    return "".join((f"{old.partition(chr(10))[0]}\n", *said)) if any(said) else ""


def _kept_list(value: Sequence[Value], node: YamlList, old: str) -> list[str] | None:
    """Of a list whose items have lines of their own."""
    stretches = _stretches([item.line for item in node.items], old)
    if not stretches:
        return None
    kept = list(zip(map(plain, node.items), stretches, strict=True))
    return [_taken(item, kept) or _one(item, _indent(stretches[0])) for item in map(_cleared, value)]


def _kept_table(value: Mapping[str, Value], node: YamlTable, old: str) -> list[str] | None:
    """Of a table whose keys have lines of their own: those that were there in their order, then new ones."""
    stretches = _stretches([entry.key.line for entry in node.entries], old)
    if not stretches:
        return None
    typed = {entry.key.value: lines_ for entry, lines_ in zip(node.entries, stretches, strict=True)}
    was = {entry.key.value: plain(entry.value) for entry in node.entries}
    ordered = sorted(value, key=lambda name: [*was].index(name) if name in was else len(was))
    said = {name: _cleared(value[name]) for name in ordered}
    return [typed[k] if was.get(k) == one else _inside(k, one, _indent(stretches[0])) for k, one in said.items()]


def _inside(key: str, value: Value, indent: str) -> str:
    return "".join(f"{indent}{line}\n" for line in _of_key(key, value)) if value else ""


def _stretches(starts: Sequence[int], old: str) -> list[str]:
    """The lines from each of these on, until the next; none where they do not stand below the key, each apart."""
    typed = old.splitlines(keepends=True)
    if not starts or starts[0] == 1 or len({*starts}) < len(starts):
        return []
    return ["".join(typed[first - 1 : last - 1]) for first, last in pairwise([*starts, len(typed) + 1])]


def _indent(typed: str) -> str:
    found = _INDENT.match(typed)
    return found[0] if found else ""


def _taken(item: Value, kept: list[tuple[Value, str]]) -> str:
    """The lines of an item as they were typed, taken out of `kept`; nothing where it is new."""
    same = next((one for one in kept if one[0] == item), None)
    if same:
        kept.remove(same)
    return same[1] if same else ""


def _one(item: Value, indent: str) -> str:
    return "".join(f"{indent}{line}\n" for line in _items([item])) if item else ""


def _cleared(value: Value) -> Value:
    """Without what says nothing."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, list):
        return [each for each in map(_cleared, value) if each]
    return {key: each for key, each in ((key, _cleared(one)) for key, one in value.items()) if each}


def _of_key(key: str, value: Value) -> Iterator[str]:
    if isinstance(value, str):
        yield from _of_text(key, value)
    elif isinstance(value, list) and all(isinstance(one, str) and _PLAIN_NUMBER.fullmatch(one) for one in value):
        yield f"{key}: [{', '.join(map(str, value))}]"
    elif isinstance(value, list):
        yield f"{key}:"
        yield from (f"  {line}" for line in _items(value))
    else:
        yield f"{key}:"
        yield from (f"  {line}" for line in _of_table(value))


def _of_table(value: Mapping[str, Value]) -> Iterator[str]:
    for key, each in value.items():
        yield from _of_key(key, each)


def _items(items: Sequence[Value]) -> Iterator[str]:
    for item in items:
        inside: list[str] = [_scalar("-", item)] if isinstance(item, str) else [*_nested(item)]
        yield f"- {inside[0]}"
        yield from (f"  {line}" for line in inside[1:])


def _nested(item: list[Value] | dict[str, Value]) -> Iterator[str]:
    return _of_table(item) if isinstance(item, dict) else _items(item)


def _of_text(key: str, text: str) -> Iterator[str]:
    if "\n" not in text:
        yield f"{key}: {_scalar(f'{key}:', text)}"
        return
    yield f"{key}: |-"
    yield from (f"  {line}".rstrip() for line in text.splitlines())


def _scalar(before: str, text: str) -> str:
    """A text of one line, in quotation marks only where YAML, or the program, would take it for something else."""
    words = " ".join(text.split("\n"))
    as_it_is = f"cle: {words}" if before != "-" else f"cle:\n  - {words}"
    table, faults = parse(as_it_is)
    node = table.entries[0].value if table and len(table.entries) == 1 else None
    one = node.items[0] if isinstance(node, YamlList) and len(node.items) == 1 else node
    if not faults and isinstance(one, YamlText) and one.value == words and not _YAML_MARKS.search(words):
        return words
    escaped = words.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
    return f'"{escaped}"'

"""Values of the front matter as a form shows them, and the lines of YAML that say them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

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


def with_kept_records(key: str, value: Value, old: str) -> str:
    """The lines of a key whose value is a list, those of items that have not changed as they were typed in `old`."""
    table, _ = parse(old)
    node = table.entries[0].value if table and table.entries else None
    if not isinstance(value, list) or not isinstance(node, YamlList) or _in_one_line(node):
        return lines(key, value)
    kept = _typed_items(node, old)
    indent = _INDENT.match(kept[0][1])
    said = [_taken(item, kept) or _one(item, indent[0] if indent else "") for item in map(_cleared, value)]
    first = f"{old.partition(chr(10))[0]}\n"
    return "".join((first, *said)) if any(said) else ""


def _typed_items(node: YamlList, old: str) -> list[tuple[Value, str]]:
    """Each item of a list, and its lines as typed."""
    typed, starts = old.splitlines(keepends=True), [item.line for item in node.items]
    stretches = zip(node.items, starts, [*starts[1:], len(typed) + 1], strict=True)
    return [(plain(item), "".join(typed[start - 1 : end - 1])) for item, start, end in stretches]


def _taken(item: Value, kept: list[tuple[Value, str]]) -> str:
    """The lines of an item as they were typed, taken out of `kept`; nothing where it is new."""
    same = next((one for one in kept if one[0] == item), None)
    if same:
        kept.remove(same)
    return same[1] if same else ""


def _one(item: Value, indent: str) -> str:
    return "".join(f"{indent}{line}\n" for line in _items([item])) if item else ""


def _in_one_line(node: YamlList) -> bool:
    """Whether a list, or two items of it, stand on one line: there is nothing to keep by lines."""
    starts = [node.line, *(item.line for item in node.items)]
    return not node.items or len(set(starts[1:])) < len(node.items) or any(line == 1 for line in starts[1:])


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

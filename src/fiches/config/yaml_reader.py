"""YAML whose values stay the text that was typed and remember their line and column.

Read from the parser's events, so that nothing is interpreted (`01` stays `01`), nothing is kept twice
(anchors are refused before they multiply) and no depth can exhaust the stack.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from fiches.config import yaml_kept, yaml_slips
from fiches.config.yaml_lines import with_plain_spaces
from fiches.config.yaml_mending import Mending, applied, mendings
from fiches.core.problems import Fault, fault
from fiches.core.text import refusal, with_plain_line_ends

FAST: type | None = getattr(yaml, "CBaseLoader", None)  # where PyYAML was built with libyaml
MAX_DEPTH = 12
MAX_NODES = 5_000
MOST_MENDED = 30  # mistakes, up to which each is tried for itself
MAX_YAML_BYTES = 100_000  # of a file that is all YAML


@dataclass(frozen=True, slots=True)
class YamlText:
    """A scalar as typed, without its YAML quotes."""

    value: str
    line: int
    column: int
    lines: int = 1  # on which it was typed


@dataclass(frozen=True, slots=True)
class YamlList:
    """A list."""

    items: tuple[Node, ...]
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class YamlEntry:
    """One key and its value."""

    key: YamlText
    value: Node


@dataclass(frozen=True, slots=True)
class YamlTable:
    """A mapping, its keys unique and in the order typed."""

    entries: tuple[YamlEntry, ...]
    line: int = 1
    column: int = 1

    @property
    def texts(self) -> dict[str, str]:
        """By key, the values that are texts."""
        return {one.key.value: one.value.value for one in self.entries if isinstance(one.value, YamlText)}


Node = YamlText | YamlList | YamlTable


class _YamlRefusedError(Exception):
    def __init__(self, fault: Fault) -> None:
        self.fault = fault


def parse(text: str, first_line: int = 1) -> tuple[YamlTable | None, list[Fault]]:
    """The mapping that `text` holds, and what is wrong with it; `text` starts on `first_line` of its file.

    Every fault that can be seen in one pass is reported; a table comes back unless the text is unreadable even when
    the mistakes that we know are mended.
    """
    lines = [with_plain_spaces(line) for line in text.split("\n")]
    found = mendings(lines)
    sure = [one for one in found if one.sure]
    table, faults = _read(applied(lines, sure), first_line)
    if table is None and len(found) > len(sure) and _may_be_mended(faults):
        return _mended(lines, found, first_line)
    return table, [*_told(sure, first_line), *faults]


def _mended(lines: list[str], found: list[Mending], first_line: int) -> tuple[YamlTable | None, list[Fault]]:
    """The mapping in some lines when all that was found is mended."""
    table, left = _read(applied(lines, found), first_line)
    if table is None:
        told = _told(found, first_line)
        seen = {one.line for one in told}
        beyond = any(one.line == lines[one.index] for one in found)  # its cause is told, on whatever line it is found
        return None, [*told, *(one for one in left if one.line not in seen and not beyond)]
    return table, [*_told(_needed(lines, found), first_line), *left]


def _told(found: list[Mending], first_line: int) -> list[Fault]:
    return [one.fault(first_line) for one in found if one.name]


def _may_be_mended(faults: list[Fault]) -> bool:
    return faults[-1].code == "yaml-illisible" or getattr(faults[-1].message, "name", "") == "yaml-refuse.sign"


def _needed(lines: list[str], found: list[Mending]) -> list[Mending]:
    """The mendings of the lines that YAML cannot read, or reads wrongly, without them."""
    kept = list(found)
    for index in dict.fromkeys(one.index for one in found if not one.sure) if len(found) <= MOST_MENDED else ():
        others = [one for one in kept if one.index != index or one.sure]
        if _read(applied(lines, others), 1)[0] is not None:
            kept = others
    return kept


def _read(lines: list[str], first_line: int) -> tuple[YamlTable | None, list[Fault]]:
    """The mapping in some lines; the last fault says why there is none."""
    text = "\n".join(lines)
    faults: list[Fault] = []
    try:
        root = _built(text, first_line, faults)
    except yaml.reader.ReaderError as error:
        return None, [_unprintable(text, error.position, first_line)]
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line, mark.column) if mark else (0, 0)
        return None, [*faults, fault("yaml-illisible.line", line + first_line, column + 1)]
    except _YamlRefusedError as refusal:
        return None, [*faults, refusal.fault]
    if root is None or (isinstance(root, YamlText) and not root.value):
        return YamlTable((), first_line), faults
    if not isinstance(root, YamlTable):
        return None, [*faults, fault("yaml-illisible.not-lines", root.line, root.column)]
    return root, faults


def parse_file(path: Path) -> tuple[YamlTable | None, list[Fault]]:
    """The mapping that the file holds, and what is wrong with it."""
    data, faults = file_bytes(path)
    if faults:
        return None, faults
    table, found = parsed_bytes(path, data)
    return table, [*found]


def file_bytes(path: Path) -> tuple[bytes, list[Fault]]:
    """What a file holds that is small enough to be YAML of ours, and why it cannot be read."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_YAML_BYTES + 1)
    except OSError as error:
        return b"", [fault("fichier-illisible.yaml", refusal=refusal(error))]
    too_large = [fault("fichier-trop-grand.yaml", most=MAX_YAML_BYTES // 1000)] if len(data) > MAX_YAML_BYTES else []
    return data, too_large


@lru_cache(maxsize=128)  # formats, settings and printers are read again at each save and for each command
def parsed_bytes(path: Path, data: bytes) -> tuple[YamlTable | None, tuple[Fault, ...]]:
    """The mapping in the bytes of a file, and what is wrong with it."""
    table = yaml_kept.kept(path, data)
    if table is not None:
        return table, ()
    table, faults = _parsed(data)
    if table is not None and not faults:
        yaml_kept.keep(path, data, table)
    return table, faults


def _parsed(data: bytes) -> tuple[YamlTable | None, tuple[Fault, ...]]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None, (fault("encodage.yaml-16"),)
    data = with_plain_line_ends(data)
    try:
        table, faults = parse(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line, column = data.count(b"\n", 0, error.start) + 1, error.start - data.rfind(b"\n", 0, error.start)
        return None, (fault("encodage.yaml", line, column),)
    return table, tuple(faults)


def _built(text: str, first_line: int, faults: list[Fault]) -> Node | None:
    """The nodes of `text`: by libyaml, five times as quick, unless it stumbles; PyYAML's own parser says where."""
    if FAST is not None:
        found: list[Fault] = []
        with suppress(yaml.YAMLError, _YamlRefusedError):
            node = _NodeBuilder(first_line, found, FAST).build(text)
            faults += found
            return node
    return _NodeBuilder(first_line, faults, yaml.BaseLoader).build(text)


class _NodeBuilder:
    """Folds parser events into nodes with a stack of its own, one open collection a level."""

    def __init__(self, first_line: int, faults: list[Fault], loader: type) -> None:
        self.first_line = first_line
        self.faults = faults
        self.loader = loader

    def build(self, text: str) -> Node | None:
        root: list[Node] = []
        starts: list[yaml.Event] = []
        open_nodes = [root]  # of the collections under way, one within the other
        for count, event in enumerate(self._accepted(text)):
            if count > MAX_NODES:
                raise self._refusal(event, "yaml-refuse.many")
            if len(starts) > MAX_DEPTH:
                raise self._refusal(event, "yaml-refuse.deep")
            if isinstance(event, yaml.CollectionStartEvent):
                starts.append(event)
                open_nodes.append([])
            elif isinstance(event, yaml.CollectionEndEvent):
                nodes = open_nodes.pop()
                open_nodes[-1].append(self._collection(starts.pop(), nodes))
            elif isinstance(event, yaml.ScalarEvent):
                open_nodes[-1].append(YamlText(event.value, *self._place(event), _lines(event)))
        return root[0] if root else None

    def _accepted(self, text: str) -> Iterator[yaml.Event]:
        documents = 0
        for event in yaml.parse(text, Loader=self.loader):
            documents += isinstance(event, yaml.DocumentStartEvent)
            if documents > 1:
                raise self._refusal(event, "yaml-refuse.two-parts")
            sign = "*" if isinstance(event, yaml.AliasEvent) else "&" if getattr(event, "anchor", None) else ""
            if sign or getattr(event, "tag", None):
                raise self._refusal(event, "yaml-refuse.sign", sign=sign or "!")
            yield event

    def _collection(self, start: yaml.Event, nodes: list[Node]) -> Node:
        if isinstance(start, yaml.SequenceStartEvent):
            return YamlList(tuple(nodes), *self._place(start))
        return YamlTable(tuple(self._entries(nodes)), *self._place(start))

    def _entries(self, nodes: list[Node]) -> Iterator[YamlEntry]:
        first_lines, lost_dash = dict[str, int](), False
        for key, value in zip(nodes[::2], nodes[1::2], strict=True):
            if not isinstance(key, YamlText):
                self.faults.append(fault("yaml-illisible.key", key.line, key.column))
            elif key.value in first_lines:
                name = yaml_slips.repeated(list(map(as_typed, nodes[::2])), nodes.index(key) // 2, key.column)
                better = yaml_slips.as_item(key.column, key.value, as_typed(value))
                line, at = first_lines[key.value], (key.line, key.column)
                self.faults.append(fault(name, *at, key=key.value, line=line, better=better))
                if name == yaml_slips.LOST_DASH:
                    first_lines, lost_dash = {key.value: key.line}, True
            else:
                first_lines[key.value] = key.line
                yield from () if lost_dash else (YamlEntry(key, value),)

    def _place(self, event: yaml.Event) -> tuple[int, int]:
        mark = event.start_mark
        return (mark.line + self.first_line, mark.column + 1) if mark else (self.first_line, 1)

    def _refusal(self, event: yaml.Event, name: str, **values: str) -> _YamlRefusedError:
        return _YamlRefusedError(fault(name, *self._place(event), **values))


def _lines(event: yaml.Event) -> int:
    return event.end_mark.line - event.start_mark.line + 1 if event.start_mark and event.end_mark else 1


def _unprintable(text: str, position: int, first_line: int) -> Fault:
    before = text[:position]
    line = before.count("\n") + first_line
    return fault("caractere-interdit.yaml", line, position - before.rfind("\n"))


def place(table: YamlTable, *path: str | int) -> tuple[int, int]:
    """Line and column of what stands at `path` below the table, as far as that is there."""
    node = node_at(table, *path)
    return node.line, node.column


def node_at(table: YamlTable, *path: str | int) -> Node:
    """What stands at `path` below the table (keys, places in lists), as far as that is there."""
    node: Node = table
    for step in path:
        if isinstance(step, str):
            entries = node.entries if isinstance(node, YamlTable) else ()
            node = next((entry.value for entry in entries if entry.key.value == step), node)
        elif isinstance(node, YamlList) and step < len(node.items):
            node = node.items[step]
    return node


def as_typed(node: Node) -> str:
    """A value on one line, as a person would have typed it."""
    if isinstance(node, YamlList):
        return f"[{', '.join(as_typed(item) for item in node.items)}]"
    if isinstance(node, YamlTable):
        return ", ".join(f"{entry.key.value}: {as_typed(entry.value)}" for entry in node.entries)
    return node.value

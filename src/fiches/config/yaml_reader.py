"""YAML whose values stay the text that was typed and remember their line and column.

Read from the parser's events, so that nothing is interpreted (`01` stays `01`), nothing is kept twice
(anchors are refused before they multiply) and no depth can exhaust the stack.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import yaml

from fiches.config.yaml_hints import advice_on, advice_on_indent
from fiches.core.problems import Fault
from fiches.core.text import refusal

FAST: type | None = getattr(yaml, "CBaseLoader", None)  # where PyYAML was built with libyaml
MAX_DEPTH = 12
MAX_NODES = 5_000
MAX_YAML_BYTES = 100_000  # of a file that is all YAML


@dataclass(frozen=True, slots=True)
class YamlText:
    """A scalar as typed, without its YAML quotes."""

    value: str
    line: int
    column: int


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


Node = YamlText | YamlList | YamlTable


class _YamlRefusedError(Exception):
    def __init__(self, fault: Fault) -> None:
        self.fault = fault


def parse(text: str, first_line: int = 1) -> tuple[YamlTable | None, list[Fault]]:
    """The mapping that `text` holds, and what is wrong with it; `text` starts on `first_line` of its file.

    Every fault that can be seen in one pass is reported; a table comes back unless the text is unreadable.
    """
    faults: list[Fault] = []
    try:
        root = _built(text, first_line, faults)
    except yaml.reader.ReaderError as error:
        return None, [_unprintable(text, error.position, first_line)]
    except yaml.MarkedYAMLError as error:
        return None, [*faults, _unreadable(text, error, first_line)]
    except _YamlRefusedError as refusal:
        return None, [*faults, refusal.fault]
    if root is None or (isinstance(root, YamlText) and not root.value):
        return YamlTable((), first_line), faults
    if not isinstance(root, YamlTable):
        return None, [
            *faults,
            Fault(
                "yaml-illisible",
                "ce passage n'est pas fait de lignes « clé: valeur »",
                root.line,
                root.column,
                "écrivez par exemple « titre: » puis le titre",
            ),
        ]
    return root, faults


def parse_file(path: Path) -> tuple[YamlTable | None, list[Fault]]:
    """The mapping that the file holds, and what is wrong with it."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_YAML_BYTES + 1)
    except OSError as error:
        return None, [Fault("fichier-illisible", f"le fichier ne peut pas être ouvert ({refusal(error)})")]
    if len(data) > MAX_YAML_BYTES:
        return None, [
            Fault(
                "fichier-trop-grand",
                f"le fichier dépasse {MAX_YAML_BYTES // 1000} ko",
                hint="retirez-en ce qui est de trop",
            )
        ]
    try:
        return parse(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return None, [
            Fault(
                "encodage",
                "cette ligne n'est pas en UTF-8",
                data.count(b"\n", 0, error.start) + 1,
                error.start - data.rfind(b"\n", 0, error.start),
                "enregistrez le fichier à nouveau en UTF-8",
            )
        ]


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
        stack: list[tuple[yaml.Event, list[Node]]] = []
        root: list[Node] = []
        for count, event in enumerate(self._accepted(text)):
            if count > MAX_NODES or len(stack) > MAX_DEPTH:
                many = count > MAX_NODES
                raise self._refusal(
                    event,
                    "les valeurs sont trop nombreuses" if many else "les valeurs sont trop emboîtées",
                    "retirez celles qui n'ont rien à faire ici",
                )
            open_nodes = stack[-1][1] if stack else root
            if isinstance(event, yaml.CollectionStartEvent):
                stack.append((event, []))
            elif isinstance(event, yaml.CollectionEndEvent):
                start, nodes = stack.pop()
                (stack[-1][1] if stack else root).append(self._collection(start, nodes))
            elif isinstance(event, yaml.ScalarEvent):
                open_nodes.append(YamlText(event.value, *self._place(event)))
        return root[0] if root else None

    def _accepted(self, text: str) -> Iterator[yaml.Event]:
        documents = 0
        for event in yaml.parse(text, Loader=self.loader):
            documents += isinstance(event, yaml.DocumentStartEvent)
            if documents > 1:
                raise self._refusal(event, "une ligne « --- » coupe ce passage en deux", "effacez cette ligne")
            sign = "*" if isinstance(event, yaml.AliasEvent) else "&" if getattr(event, "anchor", None) else ""
            if sign or getattr(event, "tag", None):
                raise self._refusal(
                    event,
                    f"la valeur commence par le signe réservé « {sign or '!'} »",
                    'mettez toute la valeur entre guillemets droits : "…"',
                )
            yield event

    def _collection(self, start: yaml.Event, nodes: list[Node]) -> Node:
        if isinstance(start, yaml.SequenceStartEvent):
            return YamlList(tuple(nodes), *self._place(start))
        return YamlTable(tuple(self._entries(nodes)), *self._place(start))

    def _entries(self, nodes: list[Node]) -> Iterator[YamlEntry]:
        first_lines: dict[str, int] = {}
        for key, value in zip(nodes[::2], nodes[1::2], strict=True):
            if not isinstance(key, YamlText):
                self.faults.append(
                    Fault(
                        "yaml-illisible",
                        "une clé est un simple mot, pas une liste",
                        key.line,
                        key.column,
                        "écrivez « clé: valeur »",
                    )
                )
            elif key.value in first_lines:
                message = f"la clé « {key.value} » est déjà donnée à la ligne {first_lines[key.value]}"
                self.faults.append(
                    Fault("cle-repetee", message, key.line, key.column, "gardez une seule des deux lignes")
                )
            else:
                first_lines[key.value] = key.line
                yield YamlEntry(key, value)

    def _place(self, event: yaml.Event) -> tuple[int, int]:
        mark = event.start_mark
        return (mark.line + self.first_line, mark.column + 1) if mark else (self.first_line, 1)

    def _refusal(self, event: yaml.Event, message: str, hint: str = "") -> _YamlRefusedError:
        return _YamlRefusedError(Fault("yaml-refuse", message, *self._place(event), hint))


def _unprintable(text: str, position: int, first_line: int) -> Fault:
    before = text[:position]
    line = before.count("\n") + first_line
    return Fault(
        "caractere-interdit", "un caractère invisible ne peut pas être lu", line, position - before.rfind("\n")
    )


def _unreadable(text: str, error: yaml.MarkedYAMLError, first_line: int) -> Fault:
    """Where the parser stopped, with a remedy guessed from our own reading of the lines around it."""
    mark = error.problem_mark or error.context_mark
    stop = mark.line if mark else 0
    lines = text.split("\n")
    for index in sorted({stop, max(stop - 1, 0), error.context_mark.line if error.context_mark else stop}):
        line = lines[index] if index < len(lines) else ""
        above = next((text for text in reversed(lines[:index]) if text.strip() and text[0] != "#"), "")
        advice = advice_on_indent(above, line) or advice_on(line)
        if advice:
            offset, message, hint = advice
            return Fault("yaml-illisible", message, index + first_line, offset + 1, hint)
    column = mark.column + 1 if mark else 1
    return Fault(
        "yaml-illisible",
        "cette ligne ne se lit pas comme « clé: valeur »",
        stop + first_line,
        column,
        "vérifiez les deux-points, les retraits et les guillemets droits",
    )


def place(table: YamlTable, key: str) -> tuple[int, int]:
    """Line and column of the value of `key`, else of the table."""
    nodes = [entry.value for entry in table.entries if entry.key.value == key]
    return (nodes[0].line, nodes[0].column) if nodes else (table.line, table.column)

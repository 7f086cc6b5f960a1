"""YAML whose values stay the text that was typed and remember their line and column.

Read from the parser's events, so that nothing is interpreted (`01` stays `01`), nothing is kept twice
(anchors are refused before they multiply) and no depth can exhaust the stack.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from fiches.problems import Fault

MAX_DEPTH = 12
MAX_NODES = 5_000


@dataclass(frozen=True, slots=True)
class Text:
    """A scalar as typed, without its YAML quotes."""

    value: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[Node, ...]
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One key and its value."""

    key: Text
    value: Node


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping, its keys unique and in the order typed."""

    entries: tuple[Entry, ...]
    line: int = 1
    column: int = 1


Node = Text | Items | Table


class _RefusedError(Exception):
    def __init__(self, fault: Fault) -> None:
        self.fault = fault


def parse(text: str, first_line: int = 1) -> tuple[Table | None, list[Fault]]:
    """The mapping that `text` holds, and what is wrong with it; `text` starts on `first_line` of its file.

    Every fault that can be seen in one pass is reported; a table comes back unless the text is unreadable.
    """
    faults: list[Fault] = []
    try:
        root = _Builder(first_line, faults).build(text)
    except yaml.reader.ReaderError as error:
        return None, [_unprintable(text, error.position, first_line)]
    except yaml.MarkedYAMLError as error:
        return None, [*faults, _unreadable(text, error, first_line)]
    except _RefusedError as refusal:
        return None, [*faults, refusal.fault]
    if root is None or (isinstance(root, Text) and not root.value):
        return Table((), first_line), faults
    if not isinstance(root, Table):
        message = "on attend des lignes « clé: valeur »"
        return None, [*faults, Fault("yaml-illisible", message, root.line, root.column)]
    return root, faults


class _Builder:
    """Folds parser events into nodes with a stack of its own, one open collection a level."""

    def __init__(self, first_line: int, faults: list[Fault]) -> None:
        self.first_line = first_line
        self.faults = faults

    def build(self, text: str) -> Node | None:
        stack: list[tuple[yaml.Event, list[Node]]] = []
        root: list[Node] = []
        for count, event in enumerate(self._accepted(text)):
            if count > MAX_NODES or len(stack) > MAX_DEPTH:
                raise self._refusal(event, "trop de valeurs, ou trop emboîtées")
            open_nodes = stack[-1][1] if stack else root
            if isinstance(event, yaml.CollectionStartEvent):
                stack.append((event, []))
            elif isinstance(event, yaml.CollectionEndEvent):
                start, nodes = stack.pop()
                (stack[-1][1] if stack else root).append(self._collection(start, nodes))
            elif isinstance(event, yaml.ScalarEvent):
                open_nodes.append(Text(event.value, *self._place(event)))
        return root[0] if root else None

    def _accepted(self, text: str) -> Iterator[yaml.Event]:
        documents = 0
        for event in yaml.parse(text, Loader=yaml.BaseLoader):
            documents += isinstance(event, yaml.DocumentStartEvent)
            if documents > 1:
                raise self._refusal(event, "un seul document par fichier")
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise self._refusal(event, "les ancres (« & ») et les renvois (« * ») ne sont pas admis",
                                    "si la valeur commence par & ou *, mettez-la entre guillemets droits")
            if getattr(event, "tag", None):
                raise self._refusal(event, "les étiquettes (« ! ») ne sont pas admises",
                                    "si la valeur commence par !, mettez-la entre guillemets droits")
            yield event

    def _collection(self, start: yaml.Event, nodes: list[Node]) -> Node:
        if isinstance(start, yaml.SequenceStartEvent):
            return Items(tuple(nodes), *self._place(start))
        return Table(tuple(self._entries(nodes)), *self._place(start))

    def _entries(self, nodes: list[Node]) -> Iterator[Entry]:
        first_lines: dict[str, int] = {}
        for key, value in zip(nodes[::2], nodes[1::2], strict=True):
            if not isinstance(key, Text):
                message = "une clé est un simple mot"
                self.faults.append(Fault("yaml-illisible", message, key.line, key.column))
            elif key.value in first_lines:
                message = f"la clé « {key.value} » est déjà donnée à la ligne {first_lines[key.value]}"
                self.faults.append(Fault("cle-repetee", message, key.line, key.column,
                                         "gardez une seule des deux lignes"))
            else:
                first_lines[key.value] = key.line
                yield Entry(key, value)

    def _place(self, event: yaml.Event) -> tuple[int, int]:
        return event.start_mark.line + self.first_line, event.start_mark.column + 1

    def _refusal(self, event: yaml.Event, message: str, hint: str = "") -> _RefusedError:
        return _RefusedError(Fault("yaml-refuse", message, *self._place(event), hint))


def _unprintable(text: str, position: int, first_line: int) -> Fault:
    before = text[:position]
    line = before.count("\n") + first_line
    return Fault("caractere-interdit", "un caractère invisible ne peut pas être lu", line,
                 position - before.rfind("\n"))


def _unreadable(text: str, error: yaml.MarkedYAMLError, first_line: int) -> Fault:
    """Where the parser stopped, with a remedy guessed from our own reading of the lines around it."""
    mark = error.problem_mark or error.context_mark
    stop = mark.line if mark else 0
    lines = text.split("\n")
    for index in sorted({stop, max(stop - 1, 0), error.context_mark.line if error.context_mark else stop}):
        advice = _advice(lines[index]) if index < len(lines) else None
        if advice:
            return Fault("yaml-illisible", advice[0], index + first_line, 1, advice[1])
    column = mark.column + 1 if mark else 1
    return Fault("yaml-illisible", "cette ligne ne se lit pas comme « clé: valeur »",
                 stop + first_line, column, "vérifiez les deux-points, les retraits et les guillemets droits")


def _advice(line: str) -> tuple[str, str] | None:
    indent = line[: len(line) - len(line.lstrip())]
    key, colon, value = line.strip().lstrip("- ").partition(":")
    value = value.strip()
    if "\t" in indent:
        return "une tabulation en début de ligne", "remplacez-la par des espaces"
    if value[:1] in ("'", '"') and (len(value) < 2 or value[-1] != value[0]):
        return "un guillemet droit n'est pas refermé", f"terminez la valeur par {value[0]}"
    if value[:1] == "[" and "]" not in value or value[:1] == "{" and "}" not in value:
        return "un crochet ou une accolade n'est pas refermé", "refermez la liste sur la même ligne"
    if value[:1] in ("%", "@", "`", "|", ">") or (value[:1] not in ("'", '"', "[", "{") and ": " in value):
        return f"la valeur de « {key.strip()} » contient un signe réservé", f'écrivez {key.strip()}: "…"'
    if colon and not line.partition(":")[2][:1].isspace() and line.partition(":")[2]:
        return "il manque un espace après les deux-points", f"écrivez « {key.strip()}: {value} »"
    return None

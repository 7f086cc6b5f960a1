"""How deep the lines of YAML stand, and where one belongs that stands between two levels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from fiches.config.yaml_lines import YamlLine, is_whole, quoted, taken_apart
from fiches.core.text import shown

CONTINUATION = "  "  # before a line that goes on with the value above
AFTER_END = "yaml-illisible.after-end"  # words below a value that is closed
_QUOTED = 30  # characters of a line that a message quotes to say where another belongs


@dataclass(frozen=True, slots=True)
class Misplaced:
    """A line that stands at no level, and what it is to be. Places are counted from 0."""

    index: int
    column: int
    name: str
    line: str
    values: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Levels:
    """The levels that are open above a line: columns of keys and of dashes, from the outermost."""

    keys: tuple[int, ...] = ()
    items: tuple[int, ...] = ()
    awaited: int | None = None  # the column of a key or dash above that has no value yet
    last: tuple[int, YamlLine] | None = None  # the line above that has a key or a dash
    parent: str = ""  # the key without a value that this line stands right under, at the same column
    texts: Mapping[int, str] = field(default_factory=dict)  # by open column, how the last line there begins

    @property
    def last_key(self) -> str:
        """The key of the line above."""
        return self.last[1].key if self.last else ""

    @property
    def floor(self) -> int:
        """The column of the line above, before the first -1."""
        return self.last[1].column if self.last else -1

    def may_begin_item(self, column: int) -> bool:
        """Whether a dash at a column would begin an item of a list."""
        return column in self.items or (self.awaited is not None and column >= self.awaited)

    def may_begin_key(self, line: YamlLine) -> bool:
        """Whether a key may stand where the words of a line do."""
        if line.is_item:
            return self.may_begin_item(line.column)
        deeper = self.awaited is not None and line.column > self.awaited
        return line.column in self.keys or deeper or (self.last is None and not line.column)

    def goes_on_with(self, index: int, line: YamlLine) -> bool:
        """Whether a line that has been placed goes on with the value of the one at `index`."""
        return not line.key and not line.is_item and self.last is not None and self.last[0] == index

    def placed(self, index: int, line: YamlLine) -> tuple[Levels, Misplaced | None]:
        """The levels below a line; what it, or the one above, is to be when it stands at no level."""
        if not line.is_item and not line.key:
            return self, self._text(index, line)
        found = self._item(index, line) if line.is_item else self._key(index, line)
        if found is None:
            return self._entered(index, line, line.column), None
        if found.index != index and self.last:  # the line above has lost the indent that this one has kept
            above = replace(self._entered(found.index, self.last[1], line.column), keys=(*self.keys, line.column))
            return above._entered(index, line, line.column), found
        better = taken_apart(found.line)
        return (self._entered(index, better, better.column) if found.line else self), found

    def _item(self, index: int, line: YamlLine) -> Misplaced | None:
        if self.last is None and line.key:
            return Misplaced(index, line.column, "yaml-illisible.first-dash", f"{line.key}{line.colon}{line.value}")
        if self.last is None or self.may_begin_item(line.column):
            return None
        if self.items:
            return self._moved(index, line, _nearest(line.column, self.items))
        better = f"{' ' * self.floor}{line.key}{line.colon}{line.value}" if line.key else ""
        name = "yaml-illisible.lone-dash" if line.key else "yaml-illisible.late-item"
        return Misplaced(index, line.column, name, better, (("above", self._begins(self.floor)),))

    def _key(self, index: int, line: YamlLine) -> Misplaced | None:
        if self.may_begin_key(line):
            return None
        within = tuple(one for one in self.keys if line.column in self.items and one > line.column)
        if self.last is None or line.column <= self.floor:
            return self._moved(index, line, _nearest(line.column, within or self.keys))
        above_index, above = self.last
        if " " in line.key:
            whole = f"{above.key}: {quoted(f'{above.words} {line.key}{line.colon}{line.value}')}"
            column = line.column + len(line.key)
            return Misplaced(index, column, "yaml-illisible.late-colon", "", (("whole", shown(whole, 90)),))
        if self.parent:
            told = (("key", above.key), ("parent", self.parent), ("n", line.column))
            better = above.at(line.column)
            return Misplaced(above_index, above.column, "yaml-illisible.lost-indent", better, told)
        return self._moved(index, line, _nearest(line.column, self.keys))

    def _moved(self, index: int, line: YamlLine, column: int) -> Misplaced:
        told = (("have", line.column), ("n", column), ("above", self._begins(column)))
        name = "yaml-illisible.one-space" if line.column == column + 1 else "yaml-illisible.indent"
        return Misplaced(index, line.column, name if column else "yaml-illisible.no-indent", line.at(column), told)

    def _text(self, index: int, line: YamlLine) -> Misplaced | None:
        """Words without a key: they go on with the value above when they stand deeper than its key."""
        above = self.last[1] if self.last else None
        column = above.key_column if above and above.key else max(self.floor, 0)
        if line.column > column:
            return _after_end(index, line, above)
        if not line.value[:1].isalnum():
            return None
        if above is None:
            return Misplaced(index, line.column, "yaml-illisible.no-colon", "")
        name = "yaml-illisible.no-colon" if self.awaited is not None else "yaml-illisible.next-line"
        better = " " * column + ("# " if self.items else CONTINUATION) + line.value  # of a record, nobody knows what
        return Misplaced(index, line.column, name, better, (("above", self._begins(column)),))

    def _begins(self, column: int) -> str:
        return shown(self.texts.get(column, ""), _QUOTED)

    def _entered(self, index: int, line: YamlLine, column: int) -> Levels:
        """The levels below a line whose first sign stands at a column: those that are deeper are closed."""
        key_column = column + len(line.dashes)
        awaits = not line.words or line.words[0] == "#"
        whole = f"{line.key}{line.colon}{line.value}"
        texts = {one: text for one, text in self.texts.items() if one < column}
        return Levels(
            keys=(*_below(self.keys, column), *((key_column,) if line.key else ())),
            items=(*_below(self.items, column), *((column,) if line.is_item else ())),
            awaited=(key_column if line.key else column) if awaits else None,
            last=(index, line),
            parent=self.last_key if self.awaited == column and not line.is_item else "",
            texts=texts | {column: f"{line.dashes}{whole}", key_column: whole},
        )


def _after_end(index: int, line: YamlLine, above: YamlLine | None) -> Misplaced | None:
    """Words that stand where they would go on with the value above, which is closed."""
    if above is None or above.value[:1] not in ("'", '"', "[", "{") or not is_whole(above.words):
        return None
    better = f"{' ' * line.column}# {line.value}"
    return Misplaced(index, line.column, AFTER_END, better, (("text", shown(line.value, 40)),))


def _below(columns: tuple[int, ...], column: int) -> tuple[int, ...]:
    return tuple(one for one in columns if one < column)


def _nearest(column: int, columns: tuple[int, ...]) -> int:
    """The level nearest to a column, the deeper of two; the outermost where there is none."""
    return min(columns, key=lambda one: (abs(one - column), -one), default=0)

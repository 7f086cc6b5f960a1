"""How deep the lines of YAML stand, and where one belongs that stands between two levels."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from fiches.config.yaml_lines import Line, quoted, taken_apart
from fiches.core.text import shown

CONTINUATION = "  "  # before a line that goes on with the value above


@dataclass(frozen=True, slots=True)
class Misplaced:
    """A line that stands at no level, and what it is to be. Places are counted from 0."""

    index: int
    column: int
    name: str
    line: str
    values: tuple[tuple[str, Any], ...] = ()


@dataclass(slots=True)
class Levels:
    """The levels that are open above a line: columns of keys and of dashes, from the outermost."""

    keys: list[int] = field(default_factory=list)
    items: list[int] = field(default_factory=list)
    awaited: int | None = None  # the column of a key or dash above that has no value yet
    last: tuple[int, Line] | None = None  # the line above that has a key or a dash
    orphan: bool = False  # it stands right under a key without a value, at the same column
    texts: dict[int, str] = field(default_factory=dict)  # by column, how the last line there begins

    @property
    def last_key(self) -> str:
        """The key of the line above, or of the list that it is in."""
        return self.last[1].key if self.last else ""

    def may_begin_item(self, column: int) -> bool:
        """Whether a dash at a column would begin an item of a list."""
        return column in self.items or (self.awaited is not None and column >= self.awaited)

    def may_begin_key(self, line: Line) -> bool:
        """Whether a key may stand where the words of a line do."""
        if line.is_item:
            return self.may_begin_item(line.column)
        deeper = self.awaited is not None and line.column > self.awaited
        return not self.keys or line.column in self.keys or deeper

    def goes_on_with(self, index: int, line: Line) -> bool:
        """Whether a line that has been placed goes on with the value of the one at `index`."""
        return not line.key and not line.is_item and self.last is not None and self.last[0] == index

    def placed(self, index: int, line: Line) -> Misplaced | None:
        """Takes a line in; what it is to be when it stands at no level."""
        if line.is_item:
            found = self._item(index, line)
        elif line.key:
            found = self._key(index, line)
        else:
            return self._text(index, line)
        if found is None:
            self._enter(index, line, line.column)
        elif found.index == index and found.line:
            self._enter(index, taken_apart(found.line), found_column(found.line))
        return found

    def _item(self, index: int, line: Line) -> Misplaced | None:
        if self.last is None or self.may_begin_item(line.column):
            return None
        if self.items:
            return self._moved(index, line, _nearest(line.column, self.items))
        floor = self.last[1].column
        better = f"{' ' * floor}{line.key}{line.colon}{line.value}" if line.key else ""
        name = "yaml-illisible.lone-dash" if line.key else "yaml-illisible.late-item"
        return Misplaced(index, line.column, name, better, (("above", shown(self.texts.get(floor, ""), 30)),))

    def _key(self, index: int, line: Line) -> Misplaced | None:
        if self.last is None and line.column:
            return self._moved(index, line, 0)
        if self.may_begin_key(line):
            return None
        if " " in line.key and self.last and line.column > self.last[1].column:
            whole = f"{self.last[1].key}: {quoted(f'{self.last[1].words} {line.key}{line.colon}{line.value}')}"
            return Misplaced(
                index, line.column + len(line.key), "yaml-illisible.late-colon", "", (("whole", shown(whole, 90)),)
            )
        if self.orphan and self.last and line.column > self.last[1].column:
            return self._adopted(line)
        return self._moved(index, line, _nearest(line.column, self.keys))

    def _adopted(self, line: Line) -> Misplaced | None:
        """The line above has lost the indent that this one has kept."""
        if self.last is None:
            return None
        index, above = self.last
        parent = self.texts.get(-1, "")
        self._enter(index, above, line.column, keep=above.column)
        self._enter(index + 1, line, line.column)
        told = (("key", above.key), ("parent", parent), ("n", line.column))
        return Misplaced(index, above.column, "yaml-illisible.lost-indent", above.at(line.column), told)

    def _moved(self, index: int, line: Line, column: int) -> Misplaced:
        told = (("have", line.column), ("n", column), ("above", shown(self.texts.get(column, ""), 30)))
        name = (
            "yaml-illisible.no-indent"
            if column == 0
            else "yaml-illisible.one-space"
            if line.column == column + 1
            else "yaml-illisible.indent"
        )
        return Misplaced(index, line.column, name, line.at(column), told)

    def _text(self, index: int, line: Line) -> Misplaced | None:
        """Words without a key: they go on with the value above when they stand deeper than its key."""
        floor = self.last[1].column if self.last else None
        if floor is None or line.column > floor or not line.value[:1].isalnum():
            return None
        name = "yaml-illisible.no-colon" if self.awaited is not None else "yaml-illisible.next-line"
        better = " " * floor + CONTINUATION + line.value
        return Misplaced(index, line.column, name, better, (("above", shown(self.texts.get(floor, ""), 30)),))

    def _enter(self, index: int, line: Line, column: int, *, keep: int | None = None) -> None:
        """Opens the levels of a line whose first sign stands at a column, and closes the deeper ones."""
        key_column = column + len(line.dashes)
        self.orphan = self.awaited == column and not line.is_item
        if self.orphan and self.last:
            self.texts[-1] = self.last[1].key
        self.keys = [one for one in self.keys if one < column or one == keep]
        self.items = [one for one in self.items if one <= column if line.is_item or one < column]
        if line.is_item:
            self.items = sorted({*self.items, column})
        if line.key:
            self.keys = sorted({*self.keys, key_column})
        self.texts[key_column] = f"{line.key}{line.colon}{line.value}"
        self.texts[column] = f"{line.dashes}{self.texts[key_column]}"
        empty = not line.words or line.words[0] == "#"
        self.awaited = key_column if empty and line.key else column if empty else None
        self.last = (index, line)


def found_column(line: str) -> int:
    """Where the first sign of a line stands."""
    return len(line) - len(line.lstrip(" "))


def _nearest(column: int, columns: list[int]) -> int:
    """The level nearest to a column, the deeper of two."""
    return min(columns, key=lambda one: (abs(one - column), -one))

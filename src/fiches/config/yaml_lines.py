"""The lines of YAML as people type them: the parts of each, and which go on with a value begun above."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import PureWindowsPath

from fiches.core.text import UNSEEN

FARTHEST = 50  # lines that a value in quotes or brackets may go on for
_WIDE_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_SPACE = rf"[ \t{_WIDE_SPACES}{UNSEEN}]"
_LEAD = re.compile(rf"(?:{_SPACE}|-(?={_SPACE}))*(?:[\w-]+{_SPACE}*:(?={_SPACE}|$){_SPACE}*)?")
_TAIL = re.compile(rf"{_SPACE}+$")
_LINE = re.compile(
    r"(?P<indent>[ \t]*)(?P<dashes>(?:-(?:[ \t]+|$))*)"
    r"(?:(?P<key>[\"']?[^\W\d][\w-]*(?: [\w-]+){0,2}[\"']?)(?P<colon>[ \t]*:(?=[ \t]|$)[ \t]*))?(?P<value>.*)"
)
_KEY_LINE = re.compile(r"\s*(?:- |(?:- +)*[\w-]+ *:(?:\s|$))")
_BLOCK_MARK = re.compile(r"[|>][-+\d]{0,2}\s*(?:#.*)?")
_LINE_COMMENT = re.compile(r"\s+#(?:\s.*)?$")
_PIECES = {'"': re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"'), "'": re.compile(r"'[^']*(?:''[^']*)*'(?!')")}
_BRACKETS = re.compile(r"\"[^\"\\]*(?:\\.[^\"\\]*)*\"|(?<![^\s,\[{])'[^']*(?:''[^']*)*'(?!')|[\[\]{}]")


@dataclass(frozen=True, slots=True)
class YamlLine:
    """One line: what stands before its words, the key if it has one, and the value."""

    indent: str
    dashes: str
    key: str
    colon: str
    value: str

    @property
    def column(self) -> int:
        """Where its first sign stands, from 0."""
        return len(self.indent)

    @property
    def key_column(self) -> int:
        """Where its key or its words stand, behind the dashes."""
        return len(self.indent) + len(self.dashes)

    @property
    def value_column(self) -> int:
        """Where its value begins."""
        return self.key_column + len(self.key) + len(self.colon)

    @property
    def words(self) -> str:
        """The value without a comment behind it."""
        return (_LINE_COMMENT.sub("", self.value) if "#" in self.value else self.value).rstrip()

    @property
    def is_item(self) -> bool:
        """Whether it begins with a dash."""
        return bool(self.dashes)

    def with_value(self, value: str) -> str:
        """The line with another value."""
        return f"{self.indent}{self.dashes}{self.key}{self.colon}{value}"

    def at(self, column: int) -> str:
        """The line with its first sign at another column."""
        return f"{' ' * column}{self.dashes}{self.key}{self.colon}{self.value}"


@lru_cache(maxsize=256)  # many rules look at each line in turn
def taken_apart(line: str) -> YamlLine:
    """The parts of a line."""
    match = _LINE.fullmatch(line)
    found = match.groupdict(default="") if match else {"value": line}
    return YamlLine(*(found.get(name, "") for name in ("indent", "dashes", "key", "colon", "value")))


def with_plain_spaces(line: str) -> str:
    """The line with ordinary spaces around its dash and key, and without the invisible marks of a direction there."""
    head = _LEAD.match(line)
    end = head.end() if head else 0
    if line[end : end + 1] in ("[", "{"):
        line = line[:end] + re.sub(rf"(?<=[:,\[{{])[{_WIDE_SPACES}{UNSEEN}]+", " ", line[end:])
    if line[:end].isascii() and "\t" not in line[:end]:
        return line[:end] + _TAIL.sub("", line[end:])
    plain = re.sub(f"[{UNSEEN}]", "", re.sub(f"[{_WIDE_SPACES}]", " ", line[:end]))
    lead = plain[: len(plain) - len(plain.lstrip())]
    return lead + plain[len(lead) :].replace("\t", " ") + _TAIL.sub("", line[end:])


def without_marks(value: str, *, everywhere: bool = False) -> str:
    """A value without the invisible marks of a direction at its ends, or anywhere."""
    return re.sub(f"[{UNSEEN}]", "", value) if everywhere else value.strip(UNSEEN + " ")


def continued(lines: Sequence[str]) -> frozenset[int]:
    """The places of the lines that go on with a value begun above: in quotes, in brackets or as a block."""
    inside: set[int] = set()
    for index in range(len(lines)):
        if index not in inside:
            inside.update(range(index + 1, _last(lines, index) + 1))
    return frozenset(inside)


def columns_of(lines: Sequence[str]) -> list[int]:
    """Where the first sign of each line stands, of an empty one that of the next which is not; 0 behind the last."""
    columns = [0]
    for line in reversed(lines):
        columns.append(len(line) - len(line.lstrip()) if line.strip() else columns[-1])
    return columns[::-1]


def are_nested(lines: Sequence[str], index: int) -> bool:
    """Whether two keys or more, side by side, stand deeper below a line, and then one that is not deeper."""
    typed = (lines[at] for at in range(index, len(lines)))  # as far as is asked: each line of a deep text may ask
    above, *first = islice(below := map(taken_apart, filter(str.strip, typed)), 3)
    keys = [one for one in first if one.key and not one.is_item and one.column > above.key_column]
    beside = len(keys) == 2 and keys[0].key_column == keys[1].key_column
    return beside and any(one.column <= above.key_column for one in below)


def _last(lines: Sequence[str], index: int) -> int:
    """The last line of the value that begins on one."""
    line = taken_apart(lines[index])
    if _BLOCK_MARK.fullmatch(line.value):
        return index + sum(1 for _ in _deeper(lines[index + 1 :], line.column))
    if line.value[:1] in ("'", '"', "[", "{") and not is_whole(line.value):
        return _closing(lines, index, line)
    return index


def _deeper(lines: Sequence[str], column: int) -> Iterator[str]:
    for line in lines:
        if line.strip() and taken_apart(line).column <= column:
            return
        yield line


def _begins_another(line: YamlLine, after: str) -> bool:
    """Whether a line below one whose value is open begins a key or an item beside it."""
    if line.value[0] == "{" or not _KEY_LINE.match(after):
        return False
    below = taken_apart(after)
    return below.column <= (line.column if below.is_item else line.key_column)


def _closing(lines: Sequence[str], index: int, line: YamlLine) -> int:
    """Where a value that begins in quotes or brackets is closed; on its own line when it never is."""
    text = line.value
    for place, after in enumerate(lines[index + 1 : index + 1 + FARTHEST], index + 1):
        if _begins_another(line, after):
            break
        text += f"\n{after}"
        if is_whole(text):
            return place
    return index


def is_whole(value: str) -> bool:
    """Whether a value that begins with a quotation mark or a bracket has the one that closes it."""
    return closed(value) is not None


def closed(value: str) -> int | None:
    """Where a value that begins with a quotation mark or a bracket is closed, None if it never is."""
    if value[:1] in _PIECES:
        match = _PIECES[value[0]].match(value)
        return match.end() if match else None
    depth = 0
    for mark in _BRACKETS.finditer(value):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(mark[0], 0)
        if depth <= 0:
            return mark.end()
    return None


def unclosed(value: str) -> str:
    """What closes the brackets of a value that are left open."""
    left: list[str] = []
    for mark in _BRACKETS.finditer(value):
        if mark[0] in "[{":
            left.append("]" if mark[0] == "[" else "}")
        elif left and mark[0] == left[-1]:
            left.pop()
    return "".join(reversed(left))


def quoted(value: str) -> str:
    """`value` as YAML reads it whatever signs it holds."""
    return f'"{value}"' if '"' not in value and "\\" not in value else "'" + value.replace("'", "''") + "'"


def copied_file(typed: str) -> str:
    r"""Where a file of somebody's computer is to be copied: « C:\Users\Ali\four.jpg »; nothing of another text."""
    path = PureWindowsPath(typed)
    return quoted(f"images/{path.name}") if path.drive and path.suffix else ""

"""Mistakes in lines of YAML: what was meant instead, so that each is told with its remedy and the rest is read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from fiches.config import yaml_slips
from fiches.config.yaml_levels import AFTER_END, Levels, Misplaced
from fiches.config.yaml_lines import (
    YamlLine,
    are_nested,
    closed,
    columns_of,
    continued,
    copied_file,
    quoted,
    taken_apart,
    unclosed,
)
from fiches.config.yaml_slips import Here, LineRule, Slip, slip
from fiches.core.messages import message
from fiches.core.problems import Fault
from fiches.core.text import shown

MOST_IN_A_LINE = 4  # mistakes that are told of one line
_BULLET = re.compile(r"(?P<indent>[ \t]*)(?P<bullet>[–—‐‑−•·▪‣●◦■➢➤►*+\uf0a7\uf0b7]|\d{1,2}[.)])(?P<gap>\s+)(?=\S)")
_CLOSE_DASH = re.compile(r"(?P<lead>[ \t]*-)(?=[^\W\d]|[\"'«])")
_CLOSE_COLON = re.compile(r"(?P<key>[^\W\d]\w*):(?P<value>[^\s/:].*)")
_OTHER_SIGN = re.compile(
    r"(?P<key>[^\W\d]\w*)[ \t]*(?P<sign>[=-]>|:?=|;|→|[：﹕꞉∶]|(?<=[ \t])[-–—](?=[ \t]))[ \t]*(?P<value>\S.*)"
)
_SCHEMES = ("geo", "http", "https", "mailto", "tel")  # whose colon is no key's
_LONE_WORD = re.compile(r"[^\W\d]\w*")
_SECOND_KEY = re.compile(
    r"(?:(?P<before>[^\"'\[{:,;][^:,;]*)(?:[,;]\s*|(?<=\.[a-z]{3}) +))?(?P<key>[a-z][a-z_]*): +(?P<value>[^:]+)$"
)
_COLON = re.compile(r":(?=\s|$)")
_ESCAPE = re.compile(r"(?<!\\)(?:\\\\)*\\(?![\"\\/nt]|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4})|(?<=[\" ][A-Za-z]:)\\(?!\\)")
_APOSTROPHE = re.compile(r"(?<=[\[, ])'(?P<words>[^',\]\"]*'[^',\]\"]*)'(?=\s*[\],])")
_OPEN_MARK = re.compile(r"(?<=[\[, ])'(?P<words>[^',\[\]\"]+)(?=[\],])")
_HASH = re.compile(r"(?<=[\[, ])#(?P<words>[^,\]\"\s][^,\]\"]*)(?=[\],])")
_MARKS_OF_ITEMS = (
    (_APOSTROPHE, "yaml-illisible.apostrophe"),
    (_OPEN_MARK, "yaml-illisible.open-quote"),
    (_HASH, "yaml-illisible.hash"),
)
_NEVER_BARE = re.compile(r"[%@`,\]}&*!]|\{\{|[|>][-+\d]*\s*[^\s\d+#-]|[|>](?: +\d|\d+[^\s\d])")
_DASH = re.compile(r"[-?](?:\s|$)")
_REFUSED_FIRST = ("&", "*", "!")


@dataclass(frozen=True, slots=True)
class Mending:
    """One mistake, and what its line is to be instead. Places are counted from 0."""

    index: int
    column: int
    name: str  # of what is said, nothing where that is said of another line
    line: str
    values: tuple[tuple[str, Any], ...] = ()
    sure: bool = False  # YAML reads the line, and not as it was meant

    def fault(self, first_line: int) -> Fault:
        """What is told, `first_line` being that of the text."""
        said = message(self.name, **dict(self.values))
        return Fault(self.name.partition(".")[0], said, self.index + first_line, self.column + 1)


def mendings(lines: Sequence[str]) -> list[Mending]:
    """Every mistake in the lines of a text, in their order; those of one line each after the one before."""
    found: list[Mending] = []
    levels, inside, columns = Levels(), continued(lines), columns_of(lines)
    for index, typed in enumerate(lines):
        if index in inside or not typed.strip() or typed.lstrip()[0] == "#":
            continue
        deeper = columns[index + 1] > columns[index]
        spaced = "\t" not in typed[: columns[index]]  # a tab is told, and says nothing of levels
        here = Here(levels, index + 1 in inside, deeper, nested=deeper and spaced and are_nested(lines, index))
        slips = list(_slips(typed, here))
        found += [Mending(index, one.column, one.name, one.line, one.values, one.sure) for one in slips]
        better = slips[-1].line if slips else typed
        levels, placed = levels.placed(index, taken_apart(better))
        goes_on = bool(found) and levels.goes_on_with(found[-1].index, taken_apart(better))
        found += _of_place(index, placed, goes_on=goes_on)
    return found


def _of_place(index: int, placed: Misplaced | None, *, goes_on: bool) -> list[Mending]:
    """What a line is to be for where it stands; nothing where it goes on with a value that is mended and closed."""
    if placed and not (goes_on and placed.name == AFTER_END):
        told = (("line", shown(placed.line, 90)), *placed.values)
        return [Mending(placed.index, placed.column, placed.name, placed.line, told)]
    return [Mending(index, 0, "", "")] if goes_on else []


def applied(lines: Sequence[str], found: Sequence[Mending]) -> list[str]:
    """The lines with what they are to be instead."""
    better = {one.index: one.line for one in found}
    return [better.get(index, line) for index, line in enumerate(lines)]


def _slips(line: str, here: Here) -> Iterator[Slip]:
    """The mistakes among the words of a line, each in what the one before has left."""
    rules = _RULES_OF_MARKS if here.goes_on else (*_RULES_OF_MARKS, *_RULES_OF_VALUES)
    for _ in range(MOST_IN_A_LINE):
        found = next(filter(None, (rule(line, here) for rule in rules)), None)
        if found is None:
            return
        yield found
        if found.line == line:
            return  # nobody can mend it
        line = found.line


def _tab(line: str, _here: Here) -> Slip | None:
    parts = taken_apart(line)
    if "\t" not in parts.indent:
        return None
    indent = parts.indent.replace("\t", "  ")
    typed = line[parts.column :]
    return slip(0, "yaml-illisible.tab", f"{indent}{typed}", indented=f"{indent}{shown(typed, 90)}")


def _bullet(line: str, here: Here) -> Slip | None:
    """Dashes, dots and stars of word processors in place of the hyphen of a list."""
    match = _BULLET.match(line)
    if not match or not here.levels.may_begin_item(match.end("indent")):
        return None
    column = match.end("indent")
    better = f"{match['indent']}- {line[match.end() :]}"
    return slip(column, "yaml-illisible.bullet", better, sure=True, mark=match["bullet"])


def _close_dash(line: str, here: Here) -> Slip | None:
    match = _CLOSE_DASH.match(line)
    if not match or not here.levels.may_begin_item(match.end() - 1):
        return None
    return slip(match.end(), "yaml-illisible.dash-space", f"{match['lead']} {line[match.end() :]}", sure=True)


def _close_colon(line: str, here: Here) -> Slip | None:
    """`titre:Le four`, which YAML takes for one word."""
    parts = taken_apart(line)
    match = _CLOSE_COLON.fullmatch(parts.value)
    if parts.key or not match or match["key"] in _SCHEMES or not here.levels.may_begin_key(parts):
        return None
    better = parts.with_value(f"{match['key']}: {match['value']}")
    return slip(parts.value_column + match.start("value"), "yaml-illisible.no-space", better, sure=True)


def _other_sign(line: str, here: Here) -> Slip | None:
    """`titre = Le four`."""
    parts = taken_apart(line)
    match = _OTHER_SIGN.fullmatch(parts.value)
    if parts.key or not match or not here.levels.may_begin_key(parts):
        return None
    better = parts.with_value(f"{match['key']}: {match['value']}")
    return slip(parts.value_column + match.start("sign"), "yaml-illisible.other-sign", better, sign=match["sign"])


def _no_sign(line: str, here: Here) -> Slip | None:
    """`lieu`, and its keys below."""
    parts = taken_apart(line)
    if parts.key or not here.deeper or not _LONE_WORD.fullmatch(parts.words) or not here.levels.may_begin_key(parts):
        return None
    better = parts.with_value(f"{parts.words}:")
    return slip(parts.value_column + len(parts.words), "yaml-illisible.no-sign", better, key=parts.words)


def _quotation_mark(line: str, _here: Here) -> Slip | None:
    parts = taken_apart(line)
    mark, typed = parts.value[:1], parts.words
    if mark not in ("'", '"'):
        return None
    end = closed(parts.value)
    if end is None:
        whole = typed[:-1] if typed[-1:] in "'\"" and len(typed) > 1 else typed  # another mark closes it
        return slip(parts.value_column, "yaml-illisible.open-quote", parts.with_value(f"{whole}{mark}"), sure=True)
    if mark == '"' and (escape := _ESCAPE.search(parts.value[:end])):
        better = parts.with_value(copied_file(typed[1 : end - 1]) or quoted(typed[1 : end - 1]))
        at = escape.end() - 1
        sign = typed[at : at + 2]
        return slip(parts.value_column + at, "yaml-illisible.escape", better, sure=True, sign=sign)
    if typed[end:].strip():
        return _after_mark(parts, typed, end)
    return None


def _after_mark(parts: YamlLine, typed: str, end: int) -> Slip:
    """Words behind a closing mark, which may be an apostrophe, or the first mark of a quotation within."""
    if typed[end:].strip() in (",", ";"):
        mark = typed[end:].strip()
        return slip(parts.value_column + end, "yaml-illisible.end-mark", parts.with_value(typed[:end]), mark=mark)
    within = typed[-1] == typed[0] and (typed[0] == "'" or typed[end - 2] in " (")
    apostrophe = typed[0] == "'" and typed[end].isalpha()
    inner = typed[1:].removesuffix(typed[0]) if apostrophe or within else typed
    inner = typed.strip(typed[0]) if typed.startswith(typed[0] * 3) else inner
    better = parts.with_value(quoted(inner))
    name = "yaml-illisible.apostrophe" if apostrophe else "yaml-illisible.after-quote"
    return slip(parts.value_column + end - apostrophe, name, better)


def _item_marks(line: str, _here: Here) -> Slip | None:
    """An apostrophe, a # or a quotation mark left open within a list between brackets."""
    parts = taken_apart(line)
    if parts.value[:1] != "[":
        return None
    for pattern, name in _MARKS_OF_ITEMS:
        if match := pattern.search(parts.value):
            better = parts.with_value(pattern.sub(r'"\g<words>"', parts.value))
            return slip(parts.value_column + match.start("words"), name, better)
    return None


def _bracket(line: str, _here: Here) -> Slip | None:
    parts = taken_apart(line)
    typed = parts.words
    if typed[:1] not in ("[", "{"):
        return None
    if typed.count('"') % 2:
        last = len(typed.rstrip("]}"))
        better = parts.with_value(f'{typed[:last]}"{typed[last:]}')
        return slip(parts.value_column + typed.rindex('"'), "yaml-illisible.open-quote", better)
    if missing := unclosed(typed):
        better = parts.with_value(f"{typed}{missing}")
        return slip(parts.value_column, "yaml-illisible.open-bracket", better, opening=typed[0], closing=missing)
    end = closed(typed) or 0
    if typed[end:].strip():
        extra = not typed[end:].strip("]} ")
        better = parts.with_value(typed[:end] if extra else quoted(typed))
        name = "yaml-illisible.extra-bracket" if extra else "yaml-illisible.after-bracket"
        return slip(parts.value_column + end, name, better, closing=typed[end - 1])
    return None


def _sign(line: str, _here: Here) -> Slip | None:
    """A value that begins with a sign of YAML's own."""
    parts = taken_apart(line)
    typed = parts.words
    first = typed[:1]
    dash = bool(_DASH.match(typed)) and bool(parts.key)
    if not dash and not _NEVER_BARE.match(typed):
        return None
    name = "yaml-refuse.sign" if first in _REFUSED_FIRST else "yaml-illisible.reserved-sign"
    return slip(parts.value_column, name, parts.with_value(quoted(typed)), sign=first, key=_named(parts))


def _second_key(line: str, _here: Here) -> Slip | None:
    """`ville: Dakar, pays: Sénégal` and `lieu: ville: Dakar`."""
    parts = taken_apart(line)
    match = _SECOND_KEY.match(parts.words) if parts.key else None
    if match is None:
        return None
    better = match["before"] or f"{{{parts.words}}}"
    second = shown(f"{match['key']}: {match['value']}", 60)
    column = parts.value_column + match.start("key")
    return slip(column, "yaml-illisible.second-key", parts.with_value(better), key=match["key"], second=second)


def _colon(line: str, here: Here) -> Slip | None:
    """A colon within a plain value."""
    parts = taken_apart(line)
    typed = parts.words
    colon = None if typed[:1] in ("[", "{", "'", '"', "|", ">", "?", "") else _COLON.search(typed)
    if colon is None or (not parts.key and not parts.is_item):
        return None
    bare = typed[1:-1] if (typed[0], typed[-1]) in (("“", "”"), ("‘", "’")) else typed
    column = parts.value_column + colon.start()
    better = parts.with_value(quoted(bare))
    return slip(column, "yaml-illisible.colon", better, sure=not parts.key, key=_named(parts, here.levels))


_RULES_OF_MARKS: tuple[LineRule, ...] = (
    yaml_slips.foreign_comment, yaml_slips.quoted_line, _tab, yaml_slips.marked_key, _bullet, _close_dash,
)  # fmt: skip
_RULES_OF_VALUES: tuple[LineRule, ...] = (
    _close_colon, yaml_slips.close_colons, yaml_slips.round_brackets, yaml_slips.template, yaml_slips.value_and_keys,
    yaml_slips.flow_mapping, _other_sign, _no_sign, yaml_slips.lost_colon, yaml_slips.picture, yaml_slips.emphasis,
    yaml_slips.lone_sign, yaml_slips.dashed, yaml_slips.quoted_items, _quotation_mark, _item_marks,
    yaml_slips.double_comma, _bracket, _sign, _second_key, yaml_slips.double_colon, _colon,
)  # fmt: skip


def _named(parts: YamlLine, levels: Levels | None = None) -> str:
    """What a value is the value of."""
    return parts.key or (levels.last_key if levels else "") or "-"

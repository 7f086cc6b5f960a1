"""The comments of a stretch of YAML, which its reader drops: their words, their places, and the values they cut."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress

import yaml

from fiches.config.yaml_lines import YamlLine, closed, continued, quoted, taken_apart
from fiches.config.yaml_reader import FAST, YamlText
from fiches.core.problems import Fault, fault
from fiches.core.text import shown

_CUT = re.compile(r"(?P<all>(?:^|\s+)(?P<sign>#.*))")
_MEANT_AS_COMMENT = re.compile(
    r"(?:^|\s{2,})#(?:\s|$)|\s*#\s*(?:fiches\s*:|par exemple|for example|ex\.|e\.g\.)", re.IGNORECASE
)
_HASHTAGS = re.compile(r"#[^\W\d_][\w-]*(?:[ ,]+#[^\W\d_][\w-]*)*")
_Position = tuple[int, int]  # line and column, both from 0


def comments(text: str, pattern: str, first_line: int = 1) -> tuple[YamlText, ...]:
    """The comments that are as `pattern` says, each from its # on; none where the text cannot be read as YAML.

    `text` starts on `first_line` of its file.
    """
    marks = [
        (number, mark)
        for number, line in enumerate(text.split("\n"))
        for mark in re.finditer(rf"(?:^|(?<=\s))#(?:{pattern}).*", line)
    ]
    quoted = _quoted(text) if marks else []
    return tuple(
        YamlText(mark[0], number + first_line, mark.start() + 1)
        for number, mark in marks
        if quoted is not None and not any(start <= (number, mark.start()) < end for start, end in quoted)
    )


def _quoted(text: str) -> list[tuple[_Position, _Position]] | None:
    """Where each value begins and has ended: a # between is one of its signs."""
    with suppress(yaml.YAMLError):
        return list(_scalars(text))
    return None


def _scalars(text: str) -> Iterator[tuple[_Position, _Position]]:
    for token in yaml.scan(text, Loader=FAST or yaml.BaseLoader):
        if isinstance(token, yaml.ScalarToken):
            start, end = token.start_mark, token.end_mark
            yield (start.line, start.column), (end.line, end.column)


def cut(text: str, first_line: int = 1) -> Iterator[Fault]:
    """Values that a # cuts short, where it does not stand as a comment does: two spaces before, one after.

    `text` starts on `first_line` of its file.
    """
    lines = text.split("\n")
    inside = continued(lines)
    for index, typed in enumerate(lines):
        line = taken_apart(typed)
        end = (closed(line.value) or 0) if line.value[:1] in ("'", '"', "[", "{") else 0
        mark = None if index in inside or not (line.key or line.is_item) else _CUT.search(line.value, end)
        if mark and not _MEANT_AS_COMMENT.match(mark["all"]):
            yield _cut(line, mark, index + first_line)


def _cut(line: YamlLine, mark: re.Match[str], number: int) -> Fault:
    """What is told of one of them: hashtags, or a # among words."""
    if line.key and _HASHTAGS.fullmatch(line.value.strip()):
        items = ", ".join(re.findall(r"[\w-]+", line.value))
        return fault("valeur-coupee.hashtags", number, line.value_column + 1, line=shown(f"{line.key}: [{items}]", 90))
    whole = shown(f"{line.key}{line.colon}{quoted(line.value)}" if line.key else f"- {quoted(line.value)}", 90)
    column = line.value_column + mark.start("sign") + 1
    return fault("valeur-coupee", number, column, cut=shown(mark["sign"], 40), line=whole)

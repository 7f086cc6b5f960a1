"""The comments of a stretch of YAML, which its reader drops: their words and their places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress

import yaml

from fiches.config.yaml_reader import FAST, YamlText

Place = tuple[int, int]  # line and column, both from 0


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


def _quoted(text: str) -> list[tuple[Place, Place]] | None:
    """Where each value begins and has ended: a # between is one of its signs."""
    with suppress(yaml.YAMLError):
        return list(_scalars(text))
    return None


def _scalars(text: str) -> Iterator[tuple[Place, Place]]:
    for token in yaml.scan(text, Loader=FAST or yaml.BaseLoader):
        if isinstance(token, yaml.ScalarToken):
            start, end = token.start_mark, token.end_mark
            yield (start.line, start.column), (end.line, end.column)

"""Addresses that stand apart from the words they belong to: `[words][label]` here, `[label]: https://…` elsewhere.

A definition may stand in any section of its file. One that nothing refers to, or that gives no address, is prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from markdown_it.common.utils import normalizeReference

LinkDefinitions = Mapping[str, str]  # addresses by label, as CommonMark compares labels
DEFINITION = re.compile(
    r" {0,3}\[(?P<label>[^\[\]\n^][^\[\]\n]*)\]:[ \t]*<?(?P<address>(?:https?://|mailto:|tel:|www\.)[^\s<>]+)>?"
    r"(?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\)))?[ \t]*"
)
_REFERENCE = re.compile(r"\[([^\[\]]+)\](?!:)")


def of(texts: Iterable[str]) -> LinkDefinitions:
    """The definitions in some texts of a file that anything in them refers to, the first of each label."""
    every = list(texts)
    used = {normalizeReference(label) for text in every for label in _REFERENCE.findall(text)}
    found: dict[str, str] = {}
    for text in every:
        for line in text.split("\n") if "]:" in text else ():
            if match := DEFINITION.fullmatch(line):
                found.setdefault(normalizeReference(match["label"]), match["address"])
    return {label: address for label, address in found.items() if label in used}


def taken_out(text: str, definitions: LinkDefinitions) -> str:
    """`text` with blank lines where these are defined; as CommonMark has it, they end no paragraph."""
    lines: list[str] = []
    for line in text.split("\n"):
        starts = not lines or not lines[-1].strip()
        lines.append("" if starts and is_one(line, definitions) else line)
    return "\n".join(lines)


def is_one(line: str, definitions: LinkDefinitions) -> bool:
    """Whether a line defines one of these."""
    match = DEFINITION.fullmatch(line) if "]:" in line else None
    return bool(match) and normalizeReference(match["label"]) in definitions  # type: ignore[index]


def is_known(label: str, definitions: LinkDefinitions) -> bool:
    """Whether the label of a reference is defined."""
    return normalizeReference(label) in definitions

"""Signs that no face of the collection can draw: each would be printed as a box, or in whatever font a machine has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from fiches.config.fields import Field
from fiches.config.project import COLLECTION, Project, first, settings_fields, text_of
from fiches.config.yaml_reader import Node, YamlList, YamlTable, YamlText, parse_file
from fiches.content.booklet import booklet_fields
from fiches.content.source import Section, Source
from fiches.core.messages import Said, enumeration, message
from fiches.core.problems import Fault, Problem, fault
from fiches.core.text import blanked
from fiches.typography import coverage

MOST_TOLD = 8  # signs or words that are listed
ALT = "alt"  # the key of what is said to those who see no picture: it is heard, not printed
_PRINTED = ("text", "texts", "words")  # kinds of fields whose words stand on pages
_UNPRINTED = re.compile(r"!\[[^\]]*\]|\]\([^)]*\)")  # what a picture shows, where a link leads


@dataclass(frozen=True, slots=True)
class _Line:
    """Words that would be printed, and where they begin."""

    text: str
    line: int
    column: int


def check(source: Source, project: Project, *, booklet: bool = False) -> list[Problem]:
    """The fault of a sheet, or of a booklet, that holds such signs: one, where the first stands."""
    fields = booklet_fields() if booklet else project.format.fields
    lines = [*_values(source.front, fields), *(one for section in source.sections for one in _prose(section))]
    return [one.in_file(source.path) for one in _judged(lines, project)]


def of_settings(project: Project) -> list[Problem]:
    """The same of what collection.yaml has printed."""
    path = project.root / COLLECTION
    table = parse_file(path)[0] if path.is_file() else None
    lines = _values(table, settings_fields()) if table else ()
    return [one.in_file(COLLECTION) for one in _judged(list(lines), project)]


def _judged(lines: Sequence[_Line], project: Project) -> Iterator[Fault]:
    missing = coverage.undrawable("".join(one.text for one in lines), list(style_sheets(project)), project.styles)
    if missing:
        found = list(_stretches(lines, re.compile(f"[{re.escape(''.join(sorted(missing)))}\u200d\ufe0f]+")))
        first = found[0]
        yield fault("signe-sans-police", first.line, first.column, n=len(missing), signs=_listed(found))


def style_sheets(project: Project) -> Iterator[str]:
    """The texts of those of its format."""
    paths = (first(project.styles, name) for name in project.format.styles)
    return (text_of(path) for path in paths if path)


def _stretches(lines: Iterable[_Line], missing: re.Pattern[str]) -> Iterator[_Line]:
    """Each run of missing signs, and where it stands; joiners and selectors of variants belong to what they join."""
    for one in sorted(lines, key=lambda one: (one.line, one.column)):
        for match in missing.finditer(one.text):
            if match[0].strip("\u200d\ufe0f"):
                yield _Line(match[0], one.line, one.column + match.start())


def _listed(found: Sequence[_Line]) -> Said:
    """« ✅ » (ligne 11), U+F0B7 (ligne 12) and so on, each once."""
    once = {one.text: one for one in reversed(found)}
    told = sorted(once.values(), key=lambda one: (one.line, one.column))
    more = [message("signe-sans-police.more")] if len(told) > MOST_TOLD else []
    return enumeration(
        [message("signe-sans-police.one", sign=_shown(one.text), line=one.line) for one in told[:MOST_TOLD]] + more
    )


def _shown(signs: str) -> Said:
    """A sign between quotation marks, or the number of one that a terminal would not show either."""
    if all(sign.isprintable() for sign in signs):
        return message("list.quoted", word=signs)
    return " ".join(f"U+{ord(sign):04X}" for sign in signs)


def _prose(section: Section) -> Iterator[_Line]:
    yield _Line(section.title, section.line, len("## ") + 1)
    for number, line in enumerate(section.text.split("\n"), start=section.line + 1):
        yield _Line(_UNPRINTED.sub(blanked, line), number, 1)


def _values(node: Node, fields: Sequence[Field]) -> Iterator[_Line]:
    """What front matter has printed, by what its format says that each key holds."""
    known = {field.name: field for field in fields}
    for entry in node.entries if isinstance(node, YamlTable) else ():
        field = known.get(entry.key.value)
        if field and field.name != ALT:
            yield from _of_field(entry.value, field)


def _of_field(node: Node, field: Field) -> Iterator[_Line]:
    if field.kind in ("record", "records"):
        for one in node.items if isinstance(node, YamlList) else (node,):
            yield from _values(one, field.fields)
    elif field.kind in _PRINTED:
        for one in node.items if isinstance(node, YamlList) else (node,):
            if isinstance(one, YamlText):
                yield _Line(one.value, one.line, one.column)
            else:
                yield from _values(one, field.fields)

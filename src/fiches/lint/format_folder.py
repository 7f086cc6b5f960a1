"""A format's folder judged alone, before there is a sheet: its layouts, its languages, pages that can hold nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, cast

from fiches.compose import rules_reader, zone_room
from fiches.compose.rules import CompositionRules
from fiches.compose.zones import FactZone, FreeZone, RailZone
from fiches.config.fields import Values
from fiches.config.formats import FORMAT_FILE, own_values
from fiches.config.project import Project, first, search
from fiches.config.yaml_reader import YamlTable, parse_file, place
from fiches.core.messages import Said, listing
from fiches.core.problems import Fault, Problem, fault
from fiches.lint import house

ROUNDED = 0.005  # of a ratio


def check(project: Project) -> list[Problem]:
    """What a build would refuse, and what only who makes the format would want to know."""
    rules, _ = rules_reader.of_format(project.format)
    return [*house.check(project), *_pages(project, rules), *_languages(project, rules)]


def _pages(project: Project, rules: CompositionRules | None) -> Iterator[Problem]:
    """Layouts that are nowhere, rails too wide, pages too low: each at its place in composition.yaml."""
    path = rules_reader.composition_of(project.format)
    table = parse_file(path)[0] if path else None
    if path is None or table is None or rules is None:
        return
    shown = f"templates/{path.parent.name}/{path.name}"
    for found in (*_layouts(project, rules, table), *_rooms(rules, table)):
        yield found.in_file(shown)


def _layouts(project: Project, rules: CompositionRules, table: YamlTable) -> Iterator[Fault]:
    folders = (*project.format.folders, *search(project.root, "templates"))
    for number, page in enumerate(rules.pages):
        for index, zone in enumerate(page.zones):
            at = place(table, "pages", number, "zones", index, zone.kind)
            if isinstance(zone, FreeZone | RailZone) and first(folders, zone.layout) is None:
                yield fault("format-invalide.no-layout", *at, name=zone.layout)
            if isinstance(zone, RailZone) and zone.width > zone_room.widest_rail(rules.grid):
                yield fault("format-invalide.rail", *at, width=zone.width, most=zone_room.widest_rail(rules.grid))


def _rooms(rules: CompositionRules, table: YamlTable) -> Iterator[Fault]:
    for number, page in enumerate(rules.pages):
        room = zone_room.of_page(page, rules)
        at = place(table, "pages", number)
        shape = rules.grid.width / (room.photo * rules.grid.module) if room.photo else rules.images.least
        if shape < rules.images.least - ROUNDED:
            asked, least = room.photo, rules.images.least
            yield fault("format-invalide.photo-shape", *at, page=number + 1, photo=asked, shape=shape, least=least)
        if room.asked > room.page:
            yield fault("format-invalide.no-room", *at, page=number + 1, asked=room.asked, room=room.page)
        elif room.photo and room.asked + room.photo > room.page:
            left = room.page - room.asked
            yield fault("format-invalide.no-photo-room", *at, page=number + 1, least=room.photo, room=left)


def _languages(project: Project, rules: CompositionRules | None) -> Iterator[Problem]:
    """Words that the format prints in some of its languages and not in others, and questions it asks in some."""
    table, values = own_values(project.format.folders)
    if table is not None:
        shown = f"templates/{project.format.name}/{FORMAT_FILE}"
        for found in (*_printed(table, values, rules, project.language), *_asked(table, values, project.language)):
            yield found.in_file(shown)


def _printed(table: YamlTable, values: Values, rules: CompositionRules | None, plain: str) -> Iterator[Fault]:
    """Titles of rubrics, labels, and the labels of the keys that pages show; `plain` as of `_lacking`."""
    typed = cast(Mapping[str, Any], values)
    rubrics = typed.get("rubrics", ())
    said = {code or plain for spec in rubrics for code in spec["title"]}
    found: list[tuple[Mapping[str, str], tuple[str | int, ...]]]
    found = [(spec["title"], ("rubrics", index, "title")) for index, spec in enumerate(rubrics)]
    found += [(words, ("labels", name)) for name, words in typed.get("labels", {}).items()]
    found += [(dict(words.texts), path) for words, path in _field_labels(typed.get("fields", {}), rules)]
    for words, path in found:
        for languages in _lacking(words, said, plain):
            yield fault("format-incomplet.words", *place(table, *path), languages=languages)


def _field_labels(
    known: Mapping[str, Any], rules: CompositionRules | None
) -> Iterator[tuple[Any, tuple[str | int, ...]]]:
    """(the label, where it stands) of each key that a zone of facts shows and that has one."""
    zones = rules.zones if rules else ()
    for name in (name for zone in zones if isinstance(zone, FactZone) for name in zone.shown):
        outer, _, inner = name.partition(".")
        spec: Mapping[str, Any] = known.get(outer, {})
        spec, path = (spec.get("fields", {}).get(inner, {}), ("fields", inner)) if inner else (spec, ())
        if "label" in spec:
            yield spec["label"], ("fields", outer, *path, "label")


def _asked(table: YamlTable, values: Values, plain: str) -> Iterator[Fault]:
    rubrics = cast(Mapping[str, Any], values).get("rubrics", ())
    questions = [dict(spec["question"].texts) if "question" in spec else {} for spec in rubrics]
    said = {code or plain for words in questions for code in words}
    for index, words in enumerate(questions):
        at = place(table, "rubrics", index, *(("question",) if words else ()))
        for languages in _lacking(words, said, plain):
            yield fault("format-incomplet.question", *at, languages=languages)


def _lacking(words: Mapping[str, str], said: set[str], plain: str) -> Iterator[Said]:
    """The languages in which some words are not said, where there are any.

    What is said without one is in `plain`, that of the collection, or in the only one in which the rest is said.
    """
    own = next(iter(said)) if len(said) == 1 else plain
    if lacking := sorted(said - {code or own for code in words}):
        yield listing(lacking)


def folder_of(path: Path) -> Path:
    """The collection that a format's folder is in, or the folder that it lies in."""
    return path.parent.parent if path.parent.name == "templates" else path.parent

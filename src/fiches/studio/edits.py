"""What was typed since a text was read, laid over the text that is there now; what two people typed is asked about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from fiches.config.formats import Format, RubricSpec
from fiches.studio import front_values, sheet_text
from fiches.studio.front_values import Value
from fiches.studio.sheet_text import Part


@dataclass(frozen=True, slots=True)
class Edits:
    """New bodies of parts by name, new values of keys of the front matter."""

    bodies: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Clash:
    """A part or a key that somebody else has changed meanwhile: what it says there, what was to be said."""

    name: str
    theirs: str
    ours: str


def applied(text: str, edits: Edits, format_: Format, language: str) -> str:
    """The text with the edits; parts that the format does not know and the text does not have are left."""
    for key, value in edits.values.items():
        place = sheet_text.key_lines(text).get(key)
        old = sheet_text.lines_as_read(text[slice(*place)]) if place else ""
        text = sheet_text.with_key(text, key, front_values.with_kept_lines(key, value, old))
    for name, body in edits.bodies.items():
        text = _with_body(text, name, body, format_, language)
    return text


def _with_body(text: str, name: str, body: str, format_: Format, language: str) -> str:
    part = next((one for one in sheet_text.parts(text, format_, language) if one.name == name), None)
    if part:
        return text if sheet_text.body(text, part) == body else sheet_text.with_body(text, part, body)
    spec = next((one for one in format_.rubrics if one.id == name), None)
    return sheet_text.with_rubric(text, spec, body, format_, language) if spec and body.strip() else text


def clashes(read: str, now: str, edits: Edits, format_: Format, language: str) -> list[Clash]:
    """What the edits of a text as it was `read` would overwrite in what it is `now`."""
    before, after = _bodies(read, format_, language), _bodies(now, format_, language)
    found = [
        Clash(name, after.get(name, ""), body) for name, body in edits.bodies.items()
        if before.get(name, "") != after.get(name, "") and after.get(name, "") != body
    ]  # fmt: skip
    old, new = _values(read, edits.values), _values(now, edits.values)
    for key, value in edits.values.items():
        if old[key] != new[key]:
            found.append(Clash(key, new[key], front_values.lines(key, value)))
    return found


def _bodies(text: str, format_: Format, language: str) -> dict[str, str]:
    return {part.name: sheet_text.body(text, part) for part in sheet_text.parts(text, format_, language)}


def _values(text: str, keys: Iterable[str]) -> dict[str, str]:
    places = sheet_text.key_lines(text)
    return {key: text[slice(*places[key])] if key in places else "" for key in keys}


def shown(text: str, format_: Format, language: str) -> Sequence[Mapping[str, object]]:
    """The parts of a text as an editor shows them, every rubric of the format among them, in its order.

    Each: name, title, guiding question, body, the lines of the title and of the body (0: not in the text yet).
    """
    there = {part.name: part for part in sheet_text.parts(text, format_, language)}
    specs = {spec.id: spec for spec in format_.rubrics}
    others = [name for name in there if name not in specs]
    return [_shown(text, name, there.get(name), specs.get(name), language) for name in [*others, *specs]]


def _shown(text: str, name: str, part: Part | None, spec: RubricSpec | None, language: str) -> Mapping[str, object]:
    title, question = (spec.title(language), spec.question.in_language(language)) if spec else ("", "")
    body, line, first = ("", 0, 0)
    if part:
        title = part.title or title
        body, line = sheet_text.body(text, part), part.line
        first = text.count("\n", 0, part.start) + 1
    return {"name": name, "title": title, "question": question, "line": line, "body": body, "first": first}

"""What was typed since a text was read, laid over the text that is there now; what two people typed is asked about."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from fiches.config.formats import Format, RubricSpec
from fiches.content import headings
from fiches.studio import front_values, passages, plain_words, sheet_text
from fiches.studio.front_values import Value
from fiches.studio.sheet_text import BEFORE, Part


@dataclass(frozen=True, slots=True)
class Edits:
    """New bodies of parts by name, new values of keys of the front matter; what parts said before they were typed in.

    A part that is not among `read` said what the text says that the edits are of. `sent` are edits of the same window
    that it has had no answer to: what they say is nobody else's.
    """

    bodies: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Value] = field(default_factory=dict)
    read: Mapping[str, str] = field(default_factory=dict)
    sent: Sequence[Edits] = ()


@dataclass(frozen=True, slots=True)
class Sure:
    """Parts of which somebody was asked: those to be written over another's words, those to become several."""

    mine: frozenset[str] = frozenset()
    split: frozenset[str] = frozenset()


UNSURE = Sure()
_NOT_SENT: Value = "\0"


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
    part = sheet_text.part_named(text, name, format_, language)
    if part:
        return text if sheet_text.body(text, part) == body else sheet_text.with_body(text, part, body)
    spec = format_.rubric(name)
    return sheet_text.with_rubric(text, spec, body, format_, language) if spec and body.strip() else text


def fitting(
    text: str, edits: Edits, format_: Format, language: str, *, split: Collection[str] = ()
) -> tuple[Edits, Sequence[str]]:
    """The edits without the bodies that would change other parts or be nowhere in the text, and the parts of those.

    Other parts than those of `split` stay as they are, whatever is typed in a part.
    """
    held = []
    for name, body in edits.bodies.items():
        new = _with_body(text, name, body, format_, language)
        before, _ = _others(text, name, format_, language)
        others, is_there = _others(new, name, format_, language)
        is_lost = bool(body.strip()) and not is_there
        if name != sheet_text.FRONT_PART and (is_lost or (others != before and name not in split)):
            held.append(name)
        else:
            text = new
    return replace(edits, bodies={name: body for name, body in edits.bodies.items() if name not in held}), held


def _others(text: str, name: str, format_: Format, language: str) -> tuple[list[tuple[str, str]], bool]:
    """The title and the body of every part but one, and whether that one is there."""
    found = sheet_text.parts(text, format_, language)
    others = [(part.title, sheet_text.body(text, part)) for part in found if part.name != name]
    return others, len(others) < len(found)


def clashes(read: str, now: str, edits: Edits, format_: Format, language: str) -> list[Clash]:
    """What the edits of a text as it was `read` would overwrite in what it is `now`."""
    before = {**_bodies(read, format_, language), **edits.read}
    after = _bodies(now, format_, language)
    found = [
        Clash(name, after.get(name, ""), body) for name, body in edits.bodies.items()
        if before.get(name, "") != after.get(name, "")
        and after.get(name, "") not in (sheet_text.kept(name, body), *_sent(name, edits))
    ]  # fmt: skip
    old, new, said = _values(read, edits.values), _values(now, edits.values), sheet_text.values(now) or {}
    for key, value in edits.values.items():
        if old[key] != new[key] and said.get(key) not in [one.values.get(key, _NOT_SENT) for one in edits.sent]:
            found.append(Clash(key, new[key], front_values.lines(key, value)))
    return found


def _sent(name: str, edits: Edits) -> Iterator[str]:
    """What a part said in edits without an answer, as a file says it."""
    yield from (sheet_text.kept(name, one.bodies[name]) for one in edits.sent if name in one.bodies)


def changed(before: str, after: str, format_: Format, language: str) -> Sequence[str]:
    """The parts of a text that another has otherwise, or has not, by name."""
    old, new = _bodies(before, format_, language), _bodies(after, format_, language)
    return [name for name in {**old, **new} if old.get(name) != new.get(name)]


def _bodies(text: str, format_: Format, language: str) -> dict[str, str]:
    return {part.name: sheet_text.body(text, part) for part in sheet_text.parts(text, format_, language)}


def _values(text: str, keys: Iterable[str]) -> dict[str, str]:
    places = sheet_text.key_lines(text)
    return {key: text[slice(*places[key])] if key in places else "" for key in keys}


def joined(text: str, name: str, rubric: str, format_: Format, language: str) -> str | None:
    """The text where a part that is no rubric is one, or the end of one; None where it has none of that name."""
    part, spec = sheet_text.part_named(text, name, format_, language), format_.rubric(rubric)
    if part is None or spec is None or not _is_strange(name):
        return None
    if name == BEFORE:
        return sheet_text.placed(text, spec, format_, language)
    return sheet_text.as_rubric(text, part, spec, format_, language)


def _is_strange(name: str) -> bool:
    return name == BEFORE or name.startswith(sheet_text.SECTION)


def shown(text: str, format_: Format, language: str) -> Sequence[Mapping[str, object]]:
    """The parts of a text as an editor shows them, every rubric of the format among them, in its order.

    Each: name, title, guiding question, what it holds, body, the lines of the title and of the body (0: not in the text
    yet); and of a section that is no rubric, those that it may be, the likeliest first; the passages that
    have no place yet.
    """
    there = {part.name: part for part in sheet_text.parts(text, format_, language)}
    specs = {spec.id: spec for spec in format_.rubrics}
    others = [name for name in there if name not in specs]
    found = [_shown(text, name, there.get(name), specs.get(name), language) for name in [*others, *specs]]
    return [
        {**one, "choices": _choices(there.get(str(one["name"])), there, format_, language),
         "passages": _passages(text, there.get(str(one["name"])), format_)}
        for one in found
    ]  # fmt: skip


def _passages(text: str, part: Part | None, format_: Format) -> Sequence[Mapping[str, str]]:
    return passages.shown(sheet_text.body(text, part), part.name, format_) if part else ()


def _choices(
    part: Part | None, there: Collection[str], format_: Format, language: str
) -> Sequence[Mapping[str, object]]:
    if part is None or not _is_strange(part.name):
        return ()
    likeliest = headings.likeliest(part.title, format_)
    specs = sorted(format_.rubrics, key=lambda spec: spec != likeliest)
    return [{"id": spec.id, "title": spec.title(language), "is_there": spec.id in there} for spec in specs]


def _shown(text: str, name: str, part: Part | None, spec: RubricSpec | None, language: str) -> Mapping[str, object]:
    title, question = (spec.title(language), plain_words.question(spec, language)) if spec else ("", "")
    holds = spec.holds if spec else ""
    body, line, first = ("", 0, 0)
    if part:
        title = part.title or title
        body, line = sheet_text.body(text, part), part.line
        first = text.count("\n", 0, part.start) + 1
    return {
        "name": name, "title": title, "question": question, "holds": holds, "line": line, "body": body, "first": first
    }  # fmt: skip

"""The saves of a text as somebody looks for one: by sitting, what was written in it and by whom, and the way back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from fiches.core.messages import message
from fiches.studio import history, plain_words, sheet_text
from fiches.studio.front_values import Value
from fiches.studio.history import Save
from fiches.studio.judgements import JudgedText
from fiches.studio.service import RefusedError, Workplace

SITTING = timedelta(minutes=15)  # without a save, after which somebody has left


def past(place: Workplace, slug: str) -> list[Mapping[str, Any]]:
    """The sittings, the last first: from when to when, who, in which parts (by title), and each of their saves."""
    titles = {one["name"]: one["title"] for one in place.sheet(slug)["parts"]}
    people = history.people(place.bench.root)
    return [_shown(one, titles, people) for one in sittings(history.saves(place.bench.root, slug))]


def sittings(saves: Iterable[Save]) -> list[list[Save]]:
    """Saves one after the other by the same person in the same parts, together while nobody has left."""
    found: list[list[Save]] = []
    for one in saves:
        last = found[-1][-1] if found else None
        if last and (one.who, one.parts) == (last.who, last.parts) and last.when - one.when <= SITTING:
            found[-1].append(one)
        else:
            found.append([one])
    return found


def _shown(saves: list[Save], titles: Mapping[str, str], people: Mapping[str, str]) -> Mapping[str, Any]:
    last, first = saves[0], saves[-1]
    parts = [part for part in last.parts if part != sheet_text.FRONT_PART]
    return {
        "name": last.name, "when": last.when.isoformat(), "since": first.when.isoformat(),
        "who": people.get(last.who, last.who),
        "parts": [titles.get(part) or part.removeprefix(sheet_text.SECTION) for part in parts],
        "front": sheet_text.FRONT_PART in last.parts,
        "saves": [{"name": one.name, "when": one.when.isoformat()} for one in saves],
    }  # fmt: skip


def difference(place: Workplace, slug: str, save: str) -> list[Mapping[str, Any]]:
    """What has changed since a save, word by word: of each field and each part, its title and its stretches."""
    old, new = (_said(place.judged(text)) for text in (_kept(place, slug, save), place.text(slug)))
    return [
        {"title": title, "changes": [asdict(one) for one in history.changes(before, after)]}
        for title in {**old, **new}
        if (before := old.get(title, "")) != (after := new.get(title, ""))
    ]


def _said(judged: JudgedText) -> dict[str, str]:
    """What a text says, by the labels of its fields and the titles of its parts."""
    fields = plain_words.labels(judged.project.format.fields, judged.words.language)
    facts = sheet_text.values(judged.text)
    parts = {part.title or part.name: sheet_text.body(judged.text, part) for part in judged.parts}
    front = parts.pop(sheet_text.FRONT_PART, "")
    if facts is None:
        return {judged.words.text(message("studio.page.raw")): front, **parts}
    return {**{fields.get(key, key): _plain(value) for key, value in facts.items()}, **parts}


def _plain(value: Value) -> str:
    """A value as one reads it aloud."""
    if isinstance(value, str):
        return value
    return ", ".join(filter(None, map(_plain, value.values() if isinstance(value, dict) else value)))


def returned(place: Workplace, slug: str, save: str, who: str) -> Mapping[str, Any]:
    """A sheet as it was at one of its saves, which is a save too."""
    return place.rewritten(slug, _kept(place, slug, save), who)


def _kept(place: Workplace, slug: str, save: str) -> str:
    """The words of a save; RefusedError where there is none of that name."""
    data = history.read(place.bench.root, slug, save)
    if data is None:
        raise RefusedError(404)
    return data.decode("utf-8", "replace")

"""The saves of a text as somebody looks for one: by sitting, what was written in it and by whom, and the way back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from fiches.studio import history, sheet_text
from fiches.studio.history import Save
from fiches.studio.service import RefusedError, Workplace

SITTING = timedelta(minutes=15)  # without a save, after which somebody has left


def past(place: Workplace, slug: str) -> list[Mapping[str, Any]]:
    """The sittings, the last first: from when to when, who, in which parts (by title), and each of their saves."""
    titles = {one["name"]: one["title"] for one in place.sheet(slug)["parts"]}
    return [_shown(one, titles) for one in sittings(history.saves(place.bench.root, slug))]


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


def _shown(saves: list[Save], titles: Mapping[str, str]) -> Mapping[str, Any]:
    last, first = saves[0], saves[-1]
    parts = [part for part in last.parts if part != sheet_text.FRONT_PART]
    return {
        "name": last.name, "when": last.when.isoformat(), "since": first.when.isoformat(), "who": last.who,
        "parts": [titles.get(part) or part.removeprefix(sheet_text.SECTION) for part in parts],
        "front": sheet_text.FRONT_PART in last.parts,
        "saves": [{"name": one.name, "when": one.when.isoformat()} for one in saves],
    }  # fmt: skip


def difference(place: Workplace, slug: str, save: str) -> list[Mapping[str, str]]:
    """What has changed since a save, word by word."""
    found = history.changes(_kept(place, slug, save), place.text(slug))
    return [{"kind": one.kind, "text": one.text} for one in found]


def returned(place: Workplace, slug: str, save: str, who: str) -> Mapping[str, Any]:
    """A sheet as it was at one of its saves, which is a save too."""
    return place.rewritten(slug, _kept(place, slug, save), who)


def _kept(place: Workplace, slug: str, save: str) -> str:
    """The words of a save; RefusedError where there is none of that name."""
    data = history.read(place.bench.root, slug, save)
    if data is None:
        raise RefusedError(404)
    return data.decode("utf-8", "replace")

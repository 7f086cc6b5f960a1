"""What a form asks of each key of the front matter, in words; and what the sheets say already, to be proposed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from fiches.config import formats, languages
from fiches.config.fields import Field
from fiches.config.project import Project, search
from fiches.content import own_format
from fiches.core.messages import Catalogue
from fiches.studio import sheet_text
from fiches.studio.front_values import Value

MOST_USED = 24  # keywords or names that are proposed


@dataclass(slots=True)
class Fronts:
    """The front matter of each file, read again when the file is another."""

    _read: dict[Path, tuple[tuple[int, int], Mapping[str, Value]]] = field(default_factory=dict)

    def of(self, path: Path) -> Mapping[str, Value]:
        """What a file says by key; nothing where it cannot be read."""
        stat = path.stat()
        stamp = stat.st_mtime_ns, stat.st_size
        known = self._read.get(path)
        if known is None or known[0] != stamp:
            text = path.read_bytes().decode("utf-8", "replace")
            known = self._read[path] = stamp, sheet_text.values(text) or {}
        return known[1]


def used(project: Project, fronts: Fronts) -> dict[str, list[str]]:
    """By key that holds several texts (keywords, people), those that the sheets hold, the most frequent first."""
    names = [one.name for one in project.format.fields if one.kind == "texts"]
    said = [fronts.of(path) for path in project.sources()[0]]
    found = {name: Counter(chain.from_iterable(_texts(front.get(name, [])) for front in said)) for name in names}
    return {name: [one for one, _ in counts.most_common(MOST_USED)] for name, counts in found.items() if counts}


def _texts(value: Value) -> list[str]:
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)]


def asked(fields: Iterable[Field], project: Project, words: Catalogue) -> list[dict[str, Any]]:
    """Each key: its name, kind and choices, and what says to people what belongs there."""
    return [_asked(one, project, words) for one in fields]


def _asked(one: Field, project: Project, words: Catalogue) -> dict[str, Any]:
    spoken = words.language
    return {
        "name": one.name, "kind": one.kind, "required": one.required, "choices": _choices(one, project),
        "label": one.label.in_language(spoken) or one.name.replace("_", " "),
        "description": one.description.in_language(spoken), "example": one.example.in_language(spoken).strip("[]{}"),
        "fields": asked(one.fields, project, words),
        "names": {code: languages.of(code).name for code in languages.codes()} if one.kind == "language" else {},
    }  # fmt: skip


def _choices(one: Field, project: Project) -> list[str]:
    if one.kind == "language":
        return list(languages.codes())
    if one.name == own_format.KEY:
        return formats.names(search(project.root, "templates"))
    return list(one.choices)

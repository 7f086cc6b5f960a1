"""Beside a place that no gazetteer has: the names that may have been meant, each as an edit of the file."""

from __future__ import annotations

from collections.abc import Iterator

from fiches.config.project import Project
from fiches.core.messages import Message
from fiches.core.problems import Problem
from fiches.places import finder
from fiches.places.near_names import near_names
from fiches.studio import mending
from fiches.studio.mending import Mend

UNPLACED = ("lieu-inconnu", "lieu-approche", "lieu-contredit", "lieu-ambigu", "lieu-hors-carte")  # codes


def asked(one: Problem) -> str:
    """The name of a place that a problem is about, as typed; nothing where it is about none."""
    said = dict(one.message.values) if isinstance(one.message, Message) and one.code in UNPLACED else {}
    return str(said.get("asked", ""))


def meant(one: Problem, text: str, project: Project, key: str) -> Iterator[Mend]:
    """What may have been meant by a name that is not known; `key` is that of the place."""
    name = asked(one) if one.code == UNPLACED[0] else ""
    known = finder.load(project.format)[0] if name else None
    if known is None:
        return
    end = next((role.end for role in known.roles if role.field == key), "")
    for other in near_names(name, known, end):
        found = mending.on_its_line(one.line, text, name, other)
        if found and other != name:
            yield found

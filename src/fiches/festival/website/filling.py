"""Layouts of the kit filled in; not again where all that they read of it says what it said the last time."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from html import unescape
from typing import Any, TypeVar

from fiches.config.project import Project
from fiches.core.problems import Problem
from fiches.festival.website.context import Site
from fiches.festival.website.speaker import Speaker
from fiches.festival.website.watched import Facts, Seen, watching
from fiches.html import templates
from fiches.html.context import PageContext
from fiches.storage import apart, fingerprints
from fiches.storage.apart import Piece
from fiches.storage.process_limits import TaskLimits
from fiches.storage.recollection import Recollection
from fiches.typography.french import JOINER

STYLE_MARK = "/*style*/"  # stands for the style sheet until all that the pages say is known
BLANK_LINES = re.compile(r"\n\s*\n+")
_OUTSIDE_WORDS = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.DOTALL)
FilledT = TypeVar("FilledT")
_Watched = tuple[FilledT | None, Sequence[Problem], Sequence[Seen]]  # with what was read meanwhile


@dataclass(frozen=True, slots=True)
class PageRequest:
    """One page: its layout, the source that problems name, how far the kit's root is, what the layout is given.

    A `page` among that is the page of a work or of the site that is given too.
    """

    path: str
    layout: str
    source: str
    root: str
    values: Mapping[str, Any]
    format: str = ""  # whose layouts it has; nothing: those of the collection

    @property
    def key(self) -> str:
        """The digest of all that it gives."""
        given = (f"{name} {_given(value)}" for name, value in self.values.items())
        return fingerprints.key(self.path, self.layout, self.source, self.root, self.format, *given)


@dataclass(frozen=True, slots=True)
class FilledPage:
    """A page, and each sign that it shows, once."""

    text: str
    signs: str


def filled(
    site: Site,
    asked: Sequence[PageRequest],
    fill: Callable[[PageRequest], tuple[FilledT | None, Sequence[Problem]]],
    limits: TaskLimits,
    kept: Recollection,
) -> list[tuple[FilledT | None, Sequence[Problem]]]:
    """What is made of each request, or what is wrong: in processes of which none may ask for more than `limits`.

    What was `kept` of the last time counts where all that was read of the `site` then says the same.
    """
    facts = Facts(site.watched)
    known: list[FilledT | None] = [_known(one, facts, kept) for one in asked]
    due = [one for one, value in zip(asked, known, strict=True) if value is None]
    pieces: list[Piece[_Watched[FilledT] | Problem]] = [
        Piece(f"templates/{one.layout}", partial(_watched, fill, one)) for one in due
    ]
    made = (_entered(one, each, facts, kept) for one, each in zip(due, apart.done(pieces, limits), strict=True))
    return [next(made) if value is None else (value, ()) for value in known]


def page(project: Project, site: Site, one: PageRequest) -> tuple[FilledPage | None, Sequence[Problem]]:
    """A page as its layout makes it."""
    values = {**one.values, "site": site, "root": one.root, "style": STYLE_MARK}
    html, problems = templates.render(project.within(one.format), one.layout, one.source, **values)
    plain = (html or "").replace(JOINER, "")  # of paper: some browsers do not find a word that holds one
    text = BLANK_LINES.sub("\n", plain).strip() + "\n"
    shown = unescape(_OUTSIDE_WORDS.sub("", text))
    return (None if problems else FilledPage(text, "".join(sorted(set(shown))))), problems


def _known(one: PageRequest, facts: Facts, kept: Recollection) -> Any:  # noqa: ANN401
    """What was made of a request the last time; None where what it read is not the same."""
    seen, told, value = kept.of(one.key, lambda: None) or ((), "", None)
    return value if value is not None and facts.key(seen) == told else None


def _watched(
    fill: Callable[[PageRequest], tuple[FilledT | None, Sequence[Problem]]], one: PageRequest
) -> _Watched[FilledT]:
    with watching() as seen:
        value, problems = fill(one)
    return value, problems, sorted(seen)


def _entered(
    one: PageRequest, made: _Watched[FilledT] | Problem, facts: Facts, kept: Recollection
) -> tuple[FilledT | None, Sequence[Problem]]:
    """What was made of a request now, which is kept if nothing is wrong."""
    if isinstance(made, Problem):
        return None, [made]
    value, problems, seen = made
    if value is not None and not problems:
        kept.put(one.key, (seen, facts.key(seen), value))
    return value, problems


def _given(value: object) -> str:
    if isinstance(value, Speaker):
        return f"{value.known_by} {value.shown}"
    return "" if isinstance(value, PageContext) else repr(value)

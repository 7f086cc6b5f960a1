"""What a label of a form or of a table of facts asks for: a key of the front matter, alone or in a group."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from fiches.config import synonyms
from fiches.config.fields import Field
from fiches.config.formats import Format
from fiches.core.text import fold

LONGEST_LABEL = 8  # words
SAME_LABEL = 0.88  # from which ratio of difflib
SHORTEST_NAME = 5  # letters of a key that is enough in a longer label, of a word of what describes it
_WORD_SIGNS = re.compile(r"\w+")
_JOINTS = re.compile(r"[\s._/:>·|–—-]+")
_IN_BRACKETS_ASIDE = re.compile(r"\([^)]*\)|\*+")


@dataclass(frozen=True, slots=True)
class Asked:
    """A key of the front matter, and the key in its group where it is one of those."""

    field: Field
    inner: Field | None = None

    @property
    def path(self) -> str:
        """As it is called in a table of columns: `notice.lieu`."""
        return f"{self.field.name}.{self.inner.name}" if self.inner else self.field.name


def asked(label: str, format_: Format, *, within: bool = True) -> Asked | None:
    """What a label asks for; None where it is no label of the format. `within`: one may be a part of a longer line."""
    typed = _plain(_IN_BRACKETS_ASIDE.sub(" ", label))
    if not typed or len(typed.split()) > LONGEST_LABEL:
        return None
    known = list(_labels(format_))
    exact = next((one for name, one in known if name == typed), None) or _meant(typed, format_)
    return exact or _near(typed, known) or (_asked_within(typed, known, format_) if within else None)


def _asked_within(typed: str, known: list[tuple[str, Asked]], format_: Format) -> Asked | None:
    return _named_within(typed, known) or _meant_within(typed, format_) or _described(typed, format_)


def of_columns(labels: list[str], format_: Format) -> tuple[Field, list[Field | None]] | None:
    """The group whose keys stand at the head of a table, and the key of each column; None where none is."""
    for field in format_.fields:
        if field.kind in ("records", "record"):
            found = [_column(label, field) for label in labels]
            if sum(one is not None for one in found) >= 2:
                return field, found
    return None


def names(field: Field) -> set[str]:
    """What a key is called, folded."""
    return set(_names(field))


def of_group(label: str, group: Field) -> Field | None:
    """The key of a group that is called so."""
    return _column(label, group)


def _column(label: str, field: Field) -> Field | None:
    names = ((name, inner) for inner in field.fields for name in _names(inner))
    return next((inner for name, inner in names if name == _plain(label)), None)


def _plain(label: str) -> str:
    return _JOINTS.sub(" ", fold(label)).strip()


def _names(field: Field) -> Iterator[str]:
    yield _plain(field.name)
    for _, words in field.label.texts:
        yield _plain(words)


def _labels(format_: Format) -> Iterator[tuple[str, Asked]]:
    """Every label of a format with what it asks for; those of a group alone only where the group is a place."""
    places = {role.field for role in format_.places}
    for field in format_.fields:
        yield from ((name, Asked(field)) for name in _names(field))
    for field in format_.fields:
        for inner in field.fields:
            for own in _names(inner):
                if field.name in places:
                    yield own, Asked(field, inner)
                yield from ((f"{above} {own}", Asked(field, inner)) for above in _names(field))


def _meant(typed: str, format_: Format) -> Asked | None:
    """The one key of which a label says the same in other words of its language: « Durée »."""
    found = {
        one.path: one
        for field, one in _every(format_)
        for language, words in field.label.texts
        if typed in synonyms.others((words,), language)
    }
    return next(iter(found.values())) if len(found) == 1 else None


def _every(format_: Format) -> Iterator[tuple[Field, Asked]]:
    """Each key that a label may ask for by itself: those of a format, and those of its places."""
    places = {role.field for role in format_.places}
    for field in format_.fields:
        yield field, Asked(field)
        yield from ((inner, Asked(field, inner)) for inner in field.fields if field.name in places)


def _near(typed: str, known: list[tuple[str, Asked]]) -> Asked | None:
    rated = [(alike(typed, name, SAME_LABEL), one) for name, one in known]
    best = max(rated, key=lambda one: one[0], default=None)
    return best[1] if best and best[0] else None


@lru_cache(maxsize=10_000)  # a document asks again and again
def alike(typed: str, known: str, least: float) -> float:
    """How near two folded texts are, from 0 to 1 (the ratio of difflib); 0 where that is less than the least."""
    if 2 * min(len(typed), len(known)) < least * (len(typed) + len(known)):  # however alike the shorter is
        return 0.0
    matcher = SequenceMatcher(None, typed, known, autojunk=False)
    near = matcher.ratio() if matcher.quick_ratio() >= least else 0.0
    return near if near >= least else 0.0


def _named_within(typed: str, known: list[tuple[str, Asked]]) -> Asked | None:
    """The one key whose name stands in a longer label: « Période du projet »."""
    words = set(typed.split())
    found = {one.path: one for name, one in known if name in words and len(name) >= SHORTEST_NAME}
    return next(iter(found.values())) if len(found) == 1 else None


def spoken(text: str) -> str:
    """The words of a text with a space before and behind each, so that one can look for words in it."""
    return f" {' '.join(_WORD_SIGNS.findall(text))} "


def _meant_within(typed: str, format_: Format) -> Asked | None:
    """The one key of which a longer label says the same as one of its labels: « Dans quel village ? »."""
    asking = spoken(typed)
    found = {
        one.path: one
        for field, one in _every(format_)
        for language, words in field.label.texts
        for name in synonyms.others((words,), language)
        if len(name) >= SHORTEST_NAME and f" {name} " in asking
    }
    return next(iter(found.values())) if len(found) == 1 else None


def _described(typed: str, format_: Format) -> Asked | None:
    """The key of a place that is described by the word that a label is: « Douar »."""
    places = {role.field for role in format_.places}
    found = [
        Asked(field, inner)
        for field in format_.fields
        if field.name in places
        for inner in field.fields
        if any(typed in _plain(words).strip(".").split() for _, words in inner.description.texts)
    ]
    return found[0] if len(found) == 1 and len(typed) >= SHORTEST_NAME else None

"""Whether an imprint says what the law asks of what is printed: who printed it, and its legal deposit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

from fiches.config.yaml_reader import place
from fiches.content.booklet import Booklet
from fiches.content.source import Source
from fiches.core.messages import listing
from fiches.core.problems import Problem, fault

IMPRINT, ASKED = "ours", ("impression", "depot_legal")  # the key of a booklet, and which of its lines


def check(source: Source, book: Booklet) -> Iterator[Problem]:
    """The note of a booklet that has an imprint without one of those lines."""
    said = cast(Mapping[str, object], book.fields.get(IMPRINT, {}))
    if said and (missing := [name for name in ASKED if not said.get(name)]):
        at = place(source.front, IMPRINT)
        yield fault("ours-incomplet", *at, keys=listing([f"{name}:" for name in missing])).in_file(source.path)

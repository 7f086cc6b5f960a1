"""A title that the foot of a page does not hold asks for a short one, where the format has a key for it."""

from __future__ import annotations

from dataclasses import replace

from fiches.lint import measures
from support.sources import judged, short_project, text

LONG = "titre: " + "Une bibliothèque pour tous les villages de la commune et de ses environs " * 2


def codes(without=()):
    source, sheet, _ = judged(text(front=f"{LONG}\nterritoire: {{commune: Ouijjane}}"))
    project = short_project()
    kept = tuple(field for field in project.format.fields if field.name not in without)
    project = replace(project, format=replace(project.format, fields=kept))
    return [one.code for one in measures.check(source, sheet, project)]


def test_a_long_title_asks_for_a_short_one():
    assert codes() == ["titre-sans-court"]


def test_a_format_that_has_no_short_titles_asks_for_none():
    assert codes(without=("titre_court",)) == []

"""What the data of a language say of its looks, as rules of style."""

from __future__ import annotations

import pytest

from fiches.core.css_cascade import Cascade, Element
from fiches.typography import language_looks


def declared(*path):
    """What all languages together say of the last of some elements: (tag, language)."""
    sheet = Cascade(["* { font-family: Sans; font-style: italic }", language_looks.style_sheet()])
    return dict(sheet.declared(tuple(Element(tag, lang=language) for tag, language in path)))


@pytest.mark.parametrize(
    ("path", "family", "slope"),
    [
        ((("html", "fr"), ("p", "")), "Sans", "italic"),
        ((("html", "ar"), ("p", "")), "var(--arabe)", "normal"),
        ((("html", "ar-MA"), ("h1", ""), ("em", "")), "var(--arabe)", "normal"),
        ((("html", "ar"), ("p", "fr")), "Sans", "italic"),
        ((("html", "fr"), ("p", "ar")), "var(--arabe)", "normal"),
        ((("html", "fr"), ("em", "zgh")), "var(--texte)", "normal"),
        ((("html", "zgh"), ("h1", "")), "Sans", "normal"),
        ((("html", "shi"), ("h1", "")), "Sans", "italic"),
    ],
)
def test_faces_and_slope_are_those_of_the_language_around(path, family, slope):
    """Its own faces draw Arabic everywhere; those of others draw passages alone."""
    found = declared(*path)
    assert (found["font-family"], found["font-style"]) == (family, slope)


def test_a_language_without_patterns_is_not_divided():
    assert declared(("html", "zgh"))["hyphens"] == "manual" and "hyphens" not in declared(("html", "es"))


def test_lists_that_are_read_from_right_to_left_have_the_full_stop_of_their_letters():
    rules = language_looks.numbers_of_lists()
    assert 'suffix:"\u061c. "' in rules and "ol:lang(ar)" in rules and ":lang(fr)" not in rules

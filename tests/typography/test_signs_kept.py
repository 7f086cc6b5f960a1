"""Digits and signs come out of typography as typed, in order, but for the spaces and quotation marks that it owns."""

from __future__ import annotations

import html
import re

from hypothesis import example, given
from hypothesis import strategies as st

from fiches.typography.html_writer import HtmlWriter
from fiches.typography.typesetting import typeset
from support.typed_signs import PARAGRAPHS, signs


@given(PARAGRAPHS)
@example("Il fait - 5 °C, - 3 °C")
def test_digits_and_signs_are_as_typed(text):
    assert signs(typeset(text, "fr")) == signs(text)


@example("2000-1000", "en")
@given(PARAGRAPHS, st.sampled_from(["fr", "en", "ar"]))
def test_on_the_page_too(text, language):
    """But for the dash between two years, which English has its own for."""
    shown = html.unescape(re.sub(r"<[^>]*>", "", HtmlWriter(language).text(text)))
    assert signs(shown).replace("–", "-") == signs(text).replace("–", "-")

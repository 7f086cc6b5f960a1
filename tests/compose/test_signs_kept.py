"""Digits and signs come out of the lines that are set as they were typed, from the text of a sheet on."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from fiches.compose.paragraph import DIVISION, TRUE_HYPHEN
from fiches.content import markdown
from support import set_text
from support.typed_signs import PARAGRAPHS, signs


def as_set(text, language, width):
    """What the lines of a paragraph say at so many mm, without the hyphens of divided words."""
    (block,), _ = markdown.read(text, 1)
    lines = set_text.lines(block.inlines, width, language)
    return "".join(line.removesuffix(DIVISION).replace(TRUE_HYPHEN, "-") for line in lines)


@settings(max_examples=30)
@given(PARAGRAPHS, st.sampled_from(["fr", "en", "es", "ar"]), st.sampled_from([28, 54, 120]))
@example("1 234 567,85 DH, 30°12'45\" N, 5*3*2 m", "fr", 28)
def test_digits_and_signs_of_a_paragraph(typed, language, width):
    text = f"Soit {typed}"
    assert signs(as_set(text, language, width)) == signs(text)

"""Rules found by their marks are those of the grammar."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fiches.core import css, css_marks

PIECES = st.sampled_from([*"{};:()[]\"'\\@ a-é!", "/*", "*/", "url(", "@media print", "--x"])
ANYTHING = st.text(max_size=60) | st.lists(PIECES, max_size=40).map("".join)
STYLES = sorted(Path(__file__).parents[2].joinpath("styles").rglob("*.css"))
TOLD_APART = """
p { color: /* ; } */ red; content: "}" } /* } */ q::before { content: '{' } a[href="}"] { b: c }
@media print { .a { x: y } .b, .c:not(.d) { z: 1px } } @page :left { margin: 1mm; @top-left { content: "a;b" } }
.e { background: url(a;b{c}.svg) 0 0; --F: 1 ;; g : H !important } .h\\} { i: j } @import "k.css"; .l { m: n
"""


def every(rules):
    return [(one.within, [(each.name, each.value, each.important) for each in one.declarations]) for one in rules]


@pytest.mark.parametrize("text", [*(path.read_text("utf-8") for path in STYLES), TOLD_APART])
def test_rules_found_by_their_marks_are_those_of_the_grammar(text):
    assert every(css_marks.rules(text)) == [one for one in every(css.rules(text)) if one[0] != ("@font-face",)]


@given(ANYTHING)
def test_rules_of_any_text_are_found_by_their_marks(text):
    every(css_marks.rules(text))

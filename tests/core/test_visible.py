"""What strangers write is seen as it stands, and commands nobody."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fiches.core.messages import catalogue, message
from fiches.core.visible import Printed, as_json, visible, visible_lines

STEERING = (
    "".join(map(chr, [*range(32), *range(0x7F, 0xA0)])) + "\u061c\u200e\u200f\u2028\u2029\u202a\u202e\u2066\u2069"
)
ANY_TEXT = st.text(st.one_of(st.sampled_from(f"{STEERING}:#[vso "), st.characters()))


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("esc\x1b]0;T\x07.md", "esc\\x1b]0;T\\x07.md"),
        ("a\nb\rc\td", "a␊b␍c␉d"),
        ("\x7f\x85\x9b2J", "\\x7f\\x85\\x9b2J"),
        ("rtl\u202efdp.md \u2067x\u2069 \u061c", "rtl\\u202efdp.md \\u2067x\\u2069 \\u061c"),
        ("\u2028\u2029", "\\u2028\\u2029"),
        ("\udcff.md", "\\udcff.md"),
        ("::error file=x::", "\\x3a:error file=x::"),
        (" \u00a0::error::", " \u00a0\\x3a:error::"),
        ("x ##[error] ##vso[task] ##teamcity[x]", "x #\\x23[error] #\\x23vso[task] #\\x23teamcity[x]"),
        ("## Contexte ::", "## Contexte ::"),
        ("مَدْرَسَة الماء 12:30", "مَدْرَسَة الماء 12:30"),
        ("l’eau « à\u202f10\u00a0% »", "l’eau « à\u202f10\u00a0% »"),
    ],
)
def test_visible(typed, seen):
    assert visible(typed) == seen


@given(ANY_TEXT)
def test_nothing_steers_and_what_is_seen_stays_so(text):
    seen = visible(text)
    assert not set(seen) & set(STEERING)
    assert not any(unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp") for sign in seen)
    assert not seen.lstrip().startswith("::")
    assert "##[" not in seen and "##vso[" not in seen
    assert visible(seen) == seen


@given(st.lists(st.dictionaries(ANY_TEXT, ANY_TEXT)))
def test_json_says_the_same_and_steers_nothing(data):
    text = as_json(data)
    assert json.loads(text) == data
    assert not set(text) & set(STEERING) - {"\n"}
    assert "##[" not in text and "##vso[" not in text
    assert not any(line.lstrip().startswith("::") for line in text.splitlines())


def test_values_of_sentences_are_visible_and_our_lines_stay():
    words = catalogue("fr")
    told = message("problem.with-remedy", place="a\n::b", severity="e", message="m\x1b", code="c", remedy="x\ry")
    assert words.text(told) == "a␊::b: e : m\\x1b [c]\n    x␍y"
    assert words.text("un\ndeux") == "un␊deux"
    assert words.text(words.text(told)) == words.text(told), "what is visible already is left alone"
    assert (
        words.text(message("list.and", most=["\x1b"], final=message("list.quoted", word="\x07")))
        == "\\x1b et « \\x07 »"
    )


def test_lines_of_a_traceback():
    assert visible_lines("a\n::error::b\n\x1b[2J") == "a\n\\x3a:error::b\n\\x1b[2J"
    assert isinstance(visible_lines(""), Printed)

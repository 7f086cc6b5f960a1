"""Where words may be divided: by the patterns of the library, as it reads them itself."""

import re

import pyphen
import pytest

from fiches.compose import divisions
from support.repository import ROOT

WORDS = sorted(
    {word for path in (ROOT / "sheets").glob("*.md") for word in re.findall(r"[^\W\d_]{5,}", path.read_text("utf-8"))}
)


LONG = [pytest.param(name, marks=pytest.mark.slow) for name in ("de", "hu")]  # a hundred thousand patterns, no new sort


@pytest.mark.parametrize("name", ["fr", "en", "es", "pt", "pt_PT", "pt-pt", "nl_NL", "ru_RU", "ca", *LONG])
def test_words_are_divided_as_the_library_divides_them(name):
    known = pyphen.Pyphen(lang=name)
    assert len(WORDS) > 2000
    for word in WORDS if name == "fr" else WORDS[::6]:  # of other patterns the kinds of signs, not the words, differ
        syllables = [int(at) for at in known.positions(word) if 3 <= at <= len(word) - 3]
        assert divisions._syllables(word, name) == tuple(syllables), word


@pytest.mark.parametrize("name", ["", "xx", "../fr", "f"])
def test_without_patterns_no_word_is_divided(name):
    assert divisions._syllables("développement", name) == ()


def test_the_greatest_figure_between_two_letters_counts():
    assert divisions.Patterns("UTF-8\n% 1c\n1b\n2bl\n3bla\nc1\n").positions("abable") == [1]
    assert divisions.Patterns("UTF-8\n1b\n2bl\n3bla\n").positions("ablabl") == [1]
    assert divisions.Patterns("UTF-8\n.a1b\nb1a.\n^^e91a/=,1,2\n").positions("ababaéa") == [1, 6]

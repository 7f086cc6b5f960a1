"""The sheets of the house, typed in Word in several hands: every word comes back, in order, in its rubric."""

from __future__ import annotations

import pytest

from support.sources import SLOW
from support.typed_sheets import HANDS, SHEETS, read, typed, words
from support.word_files import imported

pytestmark = pytest.mark.whole  # whole sheets, read from documents

CASES = [(path, hand) for path in SHEETS for hand in HANDS]
FIRST = [(SHEETS[0], hand) for hand in HANDS]


@pytest.mark.parametrize(
    ("path", "hand"),
    [case if case in FIRST else SLOW(*case) for case in CASES],
    ids=lambda one: getattr(one, "stem", one),
)
def test_every_word_comes_back_in_its_rubric(path, hand):
    sheet = imported(*typed(path, HANDS[hand]))
    meant = {section.title: words(section) for section in read(path.read_bytes()).sections}
    found = {section.title: words(section) for section in read(sheet.text.encode()).sections}
    assert found == meant
    assert sheet.kept == sheet.words

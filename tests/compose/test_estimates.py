"""Heights that are guessed before anything is measured: near those of the house's own sheets, and soon given up."""

from __future__ import annotations

from functools import cache

import pytest
from fontTools.ttLib import TTFont

from fiches.compose.copyfit import Estimator, MeasureRequest, TextSetting, settle
from support.repository import ROOT

MM_PER_POINT = 25.4 / 72
MEASURES = [(53.0, 9.6), (57.5, 9.6), (88.5, 9.6), (104.0, 9.6), (57.5, 13.0), (135.0, 17.0)]  # of the pages


@cache
def paragraphs():
    """The running text of the house's sheets."""
    pieces = [piece for path in (ROOT / "sheets").glob("*.md") for piece in path.read_text("utf-8").split("\n\n")]
    return [" ".join(piece.split()) for piece in pieces if piece[0].isalpha()]


@cache
def advances():
    """How wide each character of the running text's face is, in em."""
    face = TTFont(ROOT / "styles/fonts/Vollkorn-Regular.ttf")
    em, widths = face["head"].unitsPerEm, face["hmtx"]
    return {chr(code): widths[name][0] / em for code, name in face.getBestCmap().items()}


@cache
def wide(word):
    return sum(advances().get(character, 0.5) for character in word)


def lines(paragraph, measure):
    """How many lines it takes, set ragged and without hyphens; the measure in em."""
    count, used = 1, 0.0
    for word in paragraph.split():
        if used and used + wide(" ") + wide(word) > measure:
            count, used = count + 1, 0.0
        used += wide(word) + (wide(" ") if used else 0.0)
    return count


@cache
def estimated_and_real(width, size):
    estimator = Estimator({"texte": tuple(map(len, paragraphs()))})
    real = sum(lines(paragraph, width / MM_PER_POINT / size) for paragraph in paragraphs())
    return estimator.height(TextSetting("texte", width, size, 1), {}), real


@pytest.mark.parametrize(("width", "size"), MEASURES)
def test_estimates_are_as_the_face_of_the_house_would_set_its_sheets(width, size):
    assert len(paragraphs()) > 200
    estimated, real = estimated_and_real(width, size)
    assert 0.96 < estimated / real < 1.07


def test_estimates_are_rather_too_high_than_too_low_on_the_whole():
    """Too low, photos come and go in each round; much too high, the first round leaves pages hollow."""
    pairs = [estimated_and_real(*measure) for measure in MEASURES]
    assert 1.0 < sum(one for one, _ in pairs) / sum(real for _, real in pairs) < 1.04


@pytest.mark.parametrize(("known", "lines"), [(10.0, 20), (10.004, 20), (10.01, 21), (0.2, 1)])
def test_a_scaled_estimate_is_of_whole_lines_one_at_least(known, lines):
    """Twice as many characters on the half of the measure; a hundredth of a line is rounding."""
    estimator = Estimator({"texte": (100_000,)})
    wide, narrow = TextSetting("texte", 200, 10, 1), TextSetting("texte", 100, 10, 1)
    assert estimator.height(narrow, {wide: known}) == lines


def test_an_estimate_is_scaled_from_the_nearest_measure_then_the_nearest_size():
    estimator = Estimator({"texte": (100_000,), "autre": (9,)})
    known = {
        TextSetting("texte", 120, 10, 1): 100.0,
        TextSetting("texte", 120, 12, 1): 500.0,
        TextSetting("texte", 60, 11, 1): 900.0,
        TextSetting("autre", 100, 11, 1): 7.0,
        TextSetting("texte", 101, 11, 1, columns=2): 3.0,
    }
    assert estimator.height(TextSetting("texte", 100, 10.5, 1), known) == pytest.approx(126, abs=1)
    assert estimator.height(TextSetting("texte", 100, 11.5, 1), known) == pytest.approx(575, abs=1)


def columns_that_hold_from(least, asked):
    """An engine whose two columns hold their text from so many lines on; it notes what it is asked."""

    def measure(requests):
        asked.append(set(requests))
        return {one: float(one.limit >= least) if one.limit else 20.0 for one in requests}

    return measure


@pytest.mark.parametrize("more", [0, 1, 8, 13])
def test_columns_may_need_many_rounds(more):
    """The one column is 20 lines; two columns of a text that cannot be divided need more than ten."""
    asked = []
    text = TextSetting("texte", 100, 10, 1, columns=2)
    tall, known = settle(
        lambda height: height(text), columns_that_hold_from(10 + more, asked), Estimator({"texte": (1,)})
    )
    assert tall == known[text] == 10 + more
    assert [one.limit for requests in asked for one in requests] == [0, *range(10, 11 + more)]


def test_what_never_settles_is_given_up():
    """A solver that asks for another measure each time: rounds are counted, and not many."""
    widths = iter(range(1, 1000))
    rounds = []

    def measure(requests):
        rounds.append(requests)
        return dict.fromkeys(requests, 1.0)

    settle(lambda height: height(TextSetting("texte", next(widths), 10, 1)), measure, Estimator({"texte": (1,)}))
    assert 12 <= len(rounds) <= 20
    assert all(isinstance(one, MeasureRequest) for requests in rounds for one in requests)

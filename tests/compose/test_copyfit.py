"""Heights are estimated, asked for, measured; the solution that comes back rests on measured ones alone."""

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from fiches.compose.copyfit import ENDS_WITHIN_A_WORD, HOLDS_WHOLE, Estimator, MeasureRequest, TextSetting, settle

LENGTHS = {"un": (400, 300), "deux": (1200,)}


def engine(probes):
    """A typesetter in three lines: 2.2 characters an em, columns filled evenly, one line lost at each break."""
    answers = {}
    for probe in probes:
        text = probe.text
        per_line = text.column.width / (25.4 / 72) / text.size * 2.2
        lines = sum(math.ceil(count / per_line) for count in LENGTHS[text.block])
        if probe.limit:
            answers[probe] = float(lines + text.columns <= round(probe.limit / text.leading) * text.columns)
        else:
            answers[probe] = lines * text.leading
    return answers


def test_an_estimate_is_near_what_real_french_takes():
    height = Estimator(LENGTHS).height(TextSetting("deux", 57.5, 9.6, 1), {})
    assert 28 <= height <= 40


def test_an_estimate_is_scaled_from_what_is_known_of_the_same_block():
    known = {TextSetting("un", 100, 10, 1): 40.0}
    assert Estimator(LENGTHS).height(TextSetting("un", 100, 10, 1), known) == 40
    assert 70 <= Estimator(LENGTHS).height(TextSetting("un", 50, 10, 1), known) <= 90


def test_a_solution_rests_on_measured_heights():
    text = TextSetting("un", 100, 9.6, 1)
    assert (
        settle(lambda height: height(text), engine, Estimator(LENGTHS))[0]
        == engine([MeasureRequest(text)])[MeasureRequest(text)]
    )


def test_columns_are_raised_until_they_hold():
    text = TextSetting("deux", 120, 9.6, 1, columns=2)
    found = settle(lambda height: height(text), engine, Estimator(LENGTHS))[0]
    assert engine([MeasureRequest(text, found)])[MeasureRequest(text, found)] == 1
    assert engine([MeasureRequest(text, found - 1)])[MeasureRequest(text, found - 1)] == 0


@settings(max_examples=40, derandomize=True, deadline=None)
@given(st.lists(st.sampled_from([9.2, 9.6, 10.2, 12.0]), min_size=1), st.integers(1, 3), st.floats(20, 60))
def test_every_height_of_a_solution_is_what_the_engine_says(sizes, columns, room):
    """The solver takes the first size that fits, as the composition does."""

    def solve(height):
        texts = [TextSetting("deux", 150, size, 1, columns) for size in sizes]
        return next(((text, height(text)) for text in texts if height(text) <= room), (texts[-1], height(texts[-1])))

    (text, tall), _ = settle(solve, engine, Estimator(LENGTHS))
    probe = MeasureRequest(text, tall) if columns > 1 else MeasureRequest(text)
    assert engine([probe])[probe] == (1 if columns > 1 else tall)


def test_columns_are_raised_past_a_height_at_which_one_ends_within_a_word():
    """When that is asked for: else the first height that holds them is good."""
    text = TextSetting("deux", 120, 9.6, 1, columns=2)

    def answers(probes):
        found = engine(probes)
        least = min((probe.limit for probe, answer in found.items() if probe.limit and answer), default=0)
        return {
            probe: ENDS_WITHIN_A_WORD if probe.limit == least and answer else answer for probe, answer in found.items()
        }

    first, _ = settle(lambda height: height(text), answers, Estimator(LENGTHS))
    whole, _ = settle(lambda height: height(text), engine_but(first), Estimator(LENGTHS), least=HOLDS_WHOLE)
    assert whole == first + text.leading


def engine_but(divided):
    """The same typesetter, whose columns end within a word at one height."""

    def answers(probes):
        return {
            probe: ENDS_WITHIN_A_WORD if probe.limit == divided else answer for probe, answer in engine(probes).items()
        }

    return answers

"""Names on maps: none over another when there is room, and always in the same place."""

from __future__ import annotations

from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fiches.core.geometry import POINTS_PER_MM, Box
from fiches.graphics.maps import labels
from fiches.graphics.maps.labels import Label, LabelRequest

FRAME = Box(0, 0, 100, 100)
SPOTS = st.tuples(st.floats(5, 95), st.floats(5, 95))
NAMES = st.sampled_from(["Agadir", "Tiznit", "Taroudant", "Ivry-sur-Seine", "Tata"])
WANTED = st.lists(st.builds(LabelRequest, NAMES, SPOTS), max_size=5, unique_by=lambda want: want.point)


def rooms(wanted, obstacles=(), frame=FRAME):
    """The boxes that names take when they are placed."""
    found = labels.placed(wanted, obstacles, frame)
    return [labels.box(label, want.size) for label, want in zip(found, wanted, strict=True)]


def free(boxes, obstacles, frame):
    """Does nothing cover anything, nor leave the frame?"""
    inside = all(frame.covers(box) for box in boxes)
    apart = all(not labels.overlap(one, other) for one, other in combinations(boxes, 2))
    return inside and apart and not any(labels.overlap(box, other) for box in boxes for other in obstacles)


def beside(want):
    """The four rooms beside its point: right, left, above, below."""
    (x, y), line = want.point, want.size / POINTS_PER_MM * labels.LEADING
    high = want.gap + line / 2
    four = ((x + want.gap, y, "right"), (x - want.gap, y, "left"), (x, y - high, "centre"), (x, y + high, "centre"))
    return [labels.box(Label(want.text, *place), want.size) for place in four]


@settings(deadline=None)
@given(WANTED)
def test_no_name_covers_another_or_a_point_when_there_is_room_for_all(wanted):
    dots = [labels.around(want.point, 0.7) for want in wanted]
    if any(free(chosen, dots, FRAME) for chosen in product(*map(beside, wanted))):
        assert free(rooms(wanted, dots), dots, FRAME)


@settings(deadline=None)
@given(WANTED)
def test_the_same_names_stand_in_the_same_places(wanted):
    assert labels.placed(wanted, [], FRAME) == labels.placed(list(wanted), [], FRAME)


@pytest.mark.parametrize(
    ("obstacles", "frame", "side"),
    [
        ([], FRAME, "right"),
        ([(51, 45, 70, 55)], FRAME, "left"),
        ([], (0, 0, 55, 100), "left"),
        ([(51, 49, 70, 51), (30, 49, 49, 51)], FRAME, "centre"),
    ],
)
def test_a_name_goes_where_there_is_room(obstacles, frame, side):
    assert labels.placed([LabelRequest("Agadir", (50, 50))], obstacles, frame)[0].side == side


def test_a_name_stays_clear_of_the_dot_of_another():
    """Agadir and Taroudant, close by: a name that ends at the dot of another would seem to name it."""
    wanted = [LabelRequest("Agadir", (40, 50)), LabelRequest("Taroudant", (54, 50))]
    dots = [labels.around(want.point, 0.7) for want in wanted]
    for room in rooms(wanted, dots, (0, 0, 55, 100)):
        assert not any(labels.overlap((room[0] - 0.4, room[1], room[2] + 0.4, room[3]), dot) for dot in dots)


def test_a_name_is_nearer_to_its_own_dot_than_to_a_mark_without_name():
    """Below the end of a chain it would seem to name that."""
    wanted, taken = [LabelRequest("Taroudant", (50, 50))], [Box(0, 44, 99, 54)]
    (free_,), (beside_mark,) = (labels.placed(wanted, taken, FRAME, marks=marks) for marks in ((), [(50, 55)]))
    assert free_.y > 54 and beside_mark.y < 44


def test_many_names_at_one_point_are_set_apart():
    wanted = [LabelRequest(f"Ville {index}", (50, 50)) for index in range(8)]
    assert all(labels.overlap(one, other) == 0 for one, other in combinations(rooms(wanted), 2))


def test_a_line_is_crossed_only_for_want_of_room():
    line = [labels.around((56, y), 0.4) for y in range(40, 60)]
    assert labels.placed([LabelRequest("Agadir", (50, 50))], [], FRAME, line)[0].side == "left"
    assert (
        labels.placed([LabelRequest("Agadir", (50, 50), sides=("right",))], [], (45, 47, 100, 53), line)[0].side
        == "right"
    )


def test_a_name_is_nearer_to_its_own_point_than_to_another():
    """« Agadir » between the dots of Agadir and Taroudant could be either's: it goes to the other side."""
    agadir, taroudant = (50.0, 50.0), (62.0, 50.0)
    found = labels.placed([LabelRequest("Agadir", agadir), LabelRequest("Taroudant", taroudant)], [], FRAME)
    assert [label.side for label in found] == ["left", "right"]

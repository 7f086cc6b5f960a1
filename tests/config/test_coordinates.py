"""Positions as people, telephones and maps write them."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fiches.config.coordinates import joined, position, written
from fiches.core.problems import BadValue

ASRARGH = (30.52, -7.92)


@pytest.mark.parametrize("typed", [
    "30.52, -7.92", "30,52, -7,92", "30,52 ; -7,92", "30,52 -7,92", "30,52,-7,92", "30.52/-7.92", "(30.52, −7.92)",
    "lat: 30.52, lon: -7.92", "30.52 -7.92 1200 5", "30.52 -7.92 0 0", "30.52, -7.92, 1200",
    "30°31'12\"N, 7°55'12\"W", "30° 31’ 12” N 7° 55’ 12” O", "30°31'12''N 7°55'12''O", "30°31.2'N 7°55.2'W",
    "N 30°31'12\" O 7°55'12\"", "7°55'12\"O 30°31'12\"N", "30 31 12 N 7 55 12 W", "30°31'12\", -7°55'12\"",
    "30.52 N, 7.92 O", "N 30.52 W 7.92", "30.52°, -7.92°", "Nord 30,52 Ouest 7,92", "30.52 , 7.92 W",
    "٣٠٫٥٢ ، -٧٫٩٢", "30°31′12″ش 7°55′12″غ", "30.52° شمالا 7.92° غربا",
    "https://www.google.com/maps/@30.52,-7.92,15z", "https://maps.google.com/?q=30.52,-7.92",
    "https://www.google.com/maps/place/Asrargh/@30.5,-7.9,17z/data=!3m1!4b1!8m2!3d30.52!4d-7.92",
    "https://www.google.com/maps?q=30.52%2C-7.92", "https://maps.apple.com/?ll=30.52,-7.92&q=x",
    "https://www.openstreetmap.org/#map=15/30.52/-7.92", "geo:30.52,-7.92;u=35",
    "https://www.openstreetmap.org/?mlat=30.52&mlon=-7.92#map=5/1/2",
    "30° 31′ 12″ N – 7° 55′ 12″ O", "30.52, – 7.92", "POINT(-7.92 30.52)", "SRID=4326;POINT Z (-7.92 30.52 1200)",
])  # fmt: skip
def test_whatever_can_mean_one_thing_is_understood(typed):
    assert position(typed) == pytest.approx(ASRARGH)


@pytest.mark.parametrize("items", [
    ["30.52", "-7.92"], ["30,52", "-7,92"], ["30", "52", "-7", "92"], ["30.52", "-7.92", "1200", "5"],
    ["30°31'12\"N", "7°55'12\"W"], ["30.52 N", "7.92 O"],
])  # fmt: skip
def test_so_are_the_items_of_a_list(items):
    assert position(joined(items)) == pytest.approx(ASRARGH)


@pytest.mark.parametrize(("code", "south", "west", "side"), [  # of the test data of the specification
    ("7FG49QCJ+2V", 20.37, 2.782125, 0.000125), ("8FVC2222+22", 47.0, 8.0, 0.000125),
    ("4VCPPQGP+Q9", -41.273125, 174.785875, 0.000125), ("7FG49QCJ+2VX", 20.3701, 2.78221875, 0.000025),
])  # fmt: skip
def test_a_whole_plus_code_is_the_middle_of_its_square(code, south, west, side):
    latitude, longitude = position(f"{code.lower()} Tiznit")
    assert south < latitude < south + side and west < longitude < west + side * 1.3


@pytest.mark.parametrize(("typed", "said"), [
    ("30.52", "ne donne pas"), ("", "ne donne pas"), ("8C4P2R+22", "un plus code"), ("au village", "ne donne pas"),
    ("30 52 -7", "ne donne pas"), ("30.52 N 7.92 N", "ne donne pas"),
    ("29R 512345 3376543", "UTM"), ("///pain.four.village", "what3words"),
    ("91, 0", "sort du globe"), ("0, 181", "sort du globe"), ("https://maps.app.goo.gl/abcd", "un lien court"),
])  # fmt: skip
def test_the_rest_is_refused(typed, said):
    with pytest.raises(BadValue, match=said):
        position(typed)


@given(st.floats(-90, 90), st.floats(-180, 180))
@example(0.0, 0.00001)
def test_what_is_written_is_read_again(north, east):
    here = round(north, 5), round(east, 5)
    assert position(f"{here[0]:.5f}, {here[1]:.5f}") == here
    assert position(written(here).strip("[]")) == pytest.approx(here)


@given(st.text(alphabet="0123456789.,;°'\"NSEOW+- @/:#=geo", max_size=40))
def test_no_text_makes_it_raise_otherwise(typed):
    try:
        north, east = position(typed)
    except BadValue:
        return
    assert -90 <= north <= 90 and -180 <= east <= 180

"""What was compiled once is found again as it was; what is damaged, or may not be kept, is compiled as ever."""

from __future__ import annotations

import dataclasses
import re
import sys
from functools import cache, partial

import pytest

from fiches.storage import compiled, fingerprints

WORDS = r"(?P<début>\bl['’])?(œufs?|[à-ü]{2,})(?=\s|$)"
TEXT = "un œuf, l'œuf"
RUN = partial(compiled._key, "executed")


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(compiled, "_place", lambda: tmp_path / "kept")
    monkeypatch.setattr(compiled, "LEAST_NEW", 1)
    for holder, name in ((re._compiler, "compile"), (re._compiler, "_sre")):
        monkeypatch.setattr(holder, name, getattr(holder, name))  # restored afterwards
    monkeypatch.setattr(dataclasses, "exec", exec, raising=False)
    return tmp_path / "kept"


def begun() -> compiled._CodeStore:
    """As in a new process."""
    re.purge()
    here = compiled._CodeStore()
    here.take_over()
    return here


def both() -> tuple[object, ...]:
    """All that a pattern and a value say."""
    found = re.compile(WORDS, re.IGNORECASE)
    value = dataclasses.make_dataclass("Mesure", ["mm", ("u", float, 4.5)], frozen=True, slots=True, order=True)
    said = [(one.span(), one.groups()) for one in found.finditer(TEXT)]
    return said, found.flags, found.groupindex, found.groups, repr(value(3)), value(3) < value(4), hash(value(1))


def test_what_was_compiled_is_found(place):
    expected = both()
    here = begun()
    assert both() == expected
    here.keep()
    again = begun()
    assert both() == expected and not again._new
    assert place.stat().st_size > 500


@pytest.mark.parametrize("damage", [b"", b"{", b"0" * 64 + b"\n{", b"0" * 64 + b" 1\n{", b"0 -1\n"])
def test_what_is_damaged_is_nothing(place, damage):
    expected = both()
    place.write_bytes(damage)
    here = begun()
    assert both() == expected and here._new


@pytest.mark.usefixtures("place")
def test_others_keep_theirs_too():
    one, other = begun(), begun()
    one.run("def method(): return 1", {})
    other.run("def method(): return 2", {})
    one.keep(), other.keep()
    assert compiled._read().every().keys() == {RUN("def method(): return 1"), RUN("def method(): return 2")}


@pytest.mark.usefixtures("place")
def test_what_grows_is_begun_anew(monkeypatch):
    monkeypatch.setattr(compiled, "MOST_BYTES", 300)
    for number in range(3):
        here = begun()
        here.run(f"def method(): return {number}", {})
        here.keep()
    assert list(compiled._read().every()) == [RUN("def method(): return 2")]


def test_a_few_patterns_are_not_worth_writing(place, monkeypatch):
    monkeypatch.setattr(compiled, "LEAST_NEW", 3)
    here = begun()
    for number, there in enumerate((False, False, True)):
        here.run(f"def method(): return {number}", {})
        here.keep()
        assert place.exists() == there


def test_one_dear_value_is_worth_writing(place, monkeypatch):
    monkeypatch.setattr(compiled, "LEAST_NEW", 3)
    here, key = begun(), compiled._key("made", "of much")
    here.made(key, lambda: "dear", is_dear=True)
    here.keep()
    assert begun().made(key, str) == "dear"
    before = place.read_bytes()
    here.made(compiled._key("executed", "of little"), lambda: "cheap")
    here.keep()
    assert place.read_bytes() == before


def test_nothing_is_kept_where_python_keeps_nothing(place, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    here = begun()
    both()
    here.keep()
    assert not place.exists()


@pytest.mark.usefixtures("place")
def test_what_is_no_pattern_is_said_to_be_none():
    begun()
    with pytest.raises(re.error, match="unterminated"):
        re.compile("(")
    with pytest.raises(TypeError):
        re.compile(3)


def test_what_is_damaged_behind_the_table_is_compiled_anew(place):
    expected, here = both(), begun()
    both()
    here.keep()
    kept = bytearray(place.read_bytes())
    kept[-40] ^= 1  # in the last of them
    place.write_bytes(kept)
    here = begun()
    assert both() == expected and len(here._new) == 1


@pytest.mark.usefixtures("place")
def test_a_value_is_made_once():
    here, key = begun(), compiled._key("made", "all that it is made of")
    assert here.made(key, lambda: {"made": (1, b"2")}) == {"made": (1, b"2")}
    here.keep()
    assert begun().made(key, dict) == {"made": (1, b"2")}
    assert begun().made(compiled._key("made", "all that another is made of"), dict) == {}


@pytest.mark.usefixtures("place")
def test_another_version_of_the_program_makes_its_values_anew(monkeypatch):
    monkeypatch.setattr(compiled, "_here", cache(compiled._CodeStore))
    compiled._here()
    assert compiled.made("of the same", lambda: "made") == compiled.made("of the same", lambda: "anew") == "made"
    monkeypatch.setattr(fingerprints, "program", lambda: "of other modules")
    assert compiled.made("of the same", lambda: "anew") == "anew"

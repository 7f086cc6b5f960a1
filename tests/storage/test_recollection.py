"""What was found is found again as long as all else is as it was, and only by whoever kept it."""

from __future__ import annotations

import pytest

from fiches.storage import seal
from fiches.storage.memory import Memory
from fiches.storage.recollection import Recollection


def never():
    raise AssertionError("found once more")


@pytest.fixture
def memory(tmp_path):
    return Memory(tmp_path, "lues")


def kept(memory, ground="a", **values):
    last = Recollection(memory, "livret", ground)
    for name, value in values.items():
        assert last.of(name, lambda value=value: value) == value
    last.keep()


def test_what_was_asked_for_is_there_the_next_time(memory):
    kept(memory, page=(1, 2))
    assert Recollection(memory, "livret", "a").of("page", never) == (1, 2)
    assert Recollection(memory, "autre", "a").of("page", lambda: 3) == 3


def test_only_what_was_asked_for_is_kept(memory):
    kept(memory, page=1, other=2)
    kept(memory, page=1)
    last = Recollection(memory, "livret", "a")
    assert (last.of("page", never), last.of("other", lambda: 4)) == (1, 4)


def test_it_holds_on_its_ground_alone(memory):
    kept(memory, page=1)
    assert Recollection(memory, "livret", "b").of("page", lambda: 2) == 2


def test_none_is_asked_for_again(memory):
    found = Recollection(memory, "livret")
    assert found.of("page", lambda: None) is None
    assert found.of("page", lambda: 5) == 5


def test_without_a_memory_it_is_found_once_a_run():
    found = Recollection()
    assert found.of("page", lambda: 1) == found.of("page", never)
    found.keep()


@pytest.mark.parametrize("change", [lambda data: data[:-4], lambda _: b"", lambda data: data.replace(b"\n", b"\nx", 1)])
def test_what_is_damaged_is_forgotten(memory, tmp_path, change):
    kept(memory, page=1)
    [path] = tmp_path.rglob("*.z")
    path.write_bytes(change(path.read_bytes()))
    assert Recollection(memory, "livret", "a").of("page", lambda: 2) == 2


def test_what_another_user_kept_is_never_unpickled(memory, monkeypatch):
    monkeypatch.setattr(seal, "_key", lambda: bytes(32))
    kept(memory, page=1)
    monkeypatch.setattr(seal, "_key", lambda: b"1" * 32)
    monkeypatch.setattr("fiches.storage.recollection.pickle.loads", lambda _: never())
    assert Recollection(memory, "livret", "a").of("page", lambda: 2) == 2


def test_another_value_takes_the_place_of_the_last(memory):
    kept(memory, page=1, other=2)
    now = Recollection(memory, "livret", "a")
    assert now.of("other", never) == 2
    now.put("page", 3)
    assert now.of("page", never) == 3
    now.keep()
    last = Recollection(memory, "livret", "a")
    assert (last.of("page", never), last.of("other", never)) == (3, 2)

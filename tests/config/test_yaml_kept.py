"""What our own YAML says is kept between runs, by its bytes; what a collection's says never is."""

from __future__ import annotations

import pytest

from fiches.config import yaml_kept, yaml_reader
from fiches.storage.fingerprints import HOUSE

DATA = b"titre: Un four\nmots: [pain, {farine: oui}]\n"
TABLE, _ = yaml_reader.parse(DATA.decode())


@pytest.fixture
def ours(monkeypatch):
    """The place of a file of the house, and that of what is kept of it, which is removed again."""
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    path = HOUSE / "templates" / "essai-de-test.yaml"
    yield path, yaml_kept._place(path)
    yaml_kept._place(path).unlink(missing_ok=True)


def test_what_is_kept_of_our_files_is_what_they_say(ours):
    path, _ = ours
    assert yaml_kept.kept(path, DATA) is None
    yaml_kept.keep(path, DATA, TABLE)
    assert yaml_kept.kept(path, DATA) == TABLE
    assert yaml_kept.kept(path, DATA + b" ") is None


@pytest.mark.parametrize("damage", [lambda _: b"", lambda data: data[:-1] + b"x", lambda data: b"x" + data])
def test_what_is_damaged_is_nothing(ours, damage):
    path, place = ours
    yaml_kept.keep(path, DATA, TABLE)
    place.write_bytes(damage(place.read_bytes()))
    assert yaml_kept.kept(path, DATA) is None


def test_nothing_is_kept_where_python_keeps_nothing(ours, monkeypatch):
    path, place = ours
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    yaml_kept.keep(path, DATA, TABLE)
    assert not place.exists()


def test_nothing_of_a_collection_is_kept(tmp_path):
    path = tmp_path / "templates" / "essai.yaml"
    yaml_kept.keep(path, DATA, TABLE)
    assert yaml_kept.kept(path, DATA) is None and not yaml_kept._place(path).exists()

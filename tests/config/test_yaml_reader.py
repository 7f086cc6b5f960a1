"""YAML whose values stay as typed and know their place."""

from __future__ import annotations

import pytest

from fiches.config import yaml_reader
from fiches.config.yaml_reader import YamlEntry, YamlList, YamlTable, YamlText, parse


def value(typed):
    table, faults = parse(f"cle: {typed}")
    assert table is not None and not faults
    return table.entries[0].value


@pytest.mark.parametrize(
    "typed", ["01", "No", "12:30", "null", "~", "1_000", "0x1F", "2022-11-05", "1e3", "yes", "=", ".5"]
)
def test_values_stay_as_typed(typed):
    assert value(typed).value == typed


def test_quotes_are_taken_off():
    assert value('"34"').value == "34"
    assert value("'l''eau'").value == "l'eau"


def test_places_count_from_one():
    table, _ = parse("a: un\nb:\n  - deux\n  - {c: trois}", first_line=2)
    assert table == YamlTable(
        (
            YamlEntry(YamlText("a", 2, 1), YamlText("un", 2, 4)),
            YamlEntry(
                YamlText("b", 3, 1),
                YamlList(
                    (
                        YamlText("deux", 4, 5),
                        YamlTable((YamlEntry(YamlText("c", 5, 6), YamlText("trois", 5, 9)),), 5, 5),
                    ),
                    4,
                    3,
                ),
            ),
        ),
        2,
        1,
    )


@pytest.mark.parametrize("text", ["", "\n", "# rien", "''"])
def test_nothing_is_an_empty_table(text):
    table, faults = parse(text)
    assert table is not None and not table.entries and not faults


def test_duplicates_keep_the_first():
    table, faults = parse("a: 1\nb: 2\na: 3")
    assert [entry.value.value for entry in table.entries] == ["1", "2"]
    assert [(fault.code, fault.line, fault.column) for fault in faults] == [("cle-repetee", 3, 1)]


@pytest.mark.parametrize(
    ("text", "line", "column", "code"),
    [
        ("a: [1", 1, 4, "yaml-illisible"),
        ("a: b: c", 1, 4, "yaml-illisible"),
        ("a:\n\t- b", 2, 1, "yaml-illisible"),
        ("a: 'b", 1, 4, "yaml-illisible"),
        ("a: un\n   b: deux", 2, 4, "yaml-illisible"),
        ("a: un\nrien\nc: trois", 2, 1, "yaml-illisible"),
        ("- a", 1, 1, "yaml-illisible"),
        ("mot", 1, 1, "yaml-illisible"),
        ("a: &x b", 1, 4, "yaml-refuse"),
        ("a: *x", 1, 4, "yaml-refuse"),
        ("a: !!int 3", 1, 4, "yaml-refuse"),
        ("a: 1\n--- \nb: 2", 2, 1, "yaml-refuse"),
        ("a: " + "[" * 30, 1, 16, "yaml-refuse"),
        ("a: b\nc: \x01", 2, 4, "caractere-interdit"),
    ],
)
def test_faults(text, line, column, code):
    _, faults = parse(text)
    assert [(fault.line, fault.column, fault.code) for fault in faults] == [(line, column, code)]


def test_depth_does_not_exhaust_the_stack():
    assert parse("[" * 20_000)[0] is None
    assert parse("a:\n" + "".join(" " * n + "- \n" for n in range(1, 1_200)))[0] is None


def test_many_values_are_refused():
    table, faults = parse("a: [" + "x, " * 10_000 + "]")
    assert table is None and str(faults[0].message) == "les valeurs sont trop nombreuses"


def test_place_of_a_key():
    table, _ = parse("a: un\nb: deux")
    assert yaml_reader.place(table, "b") == (2, 4)
    table, _ = parse("a: 1\nb:\n  - c: 2\n    d: [3, 4]\n")
    assert yaml_reader.place(table, "b", 0, "d", 1) == (4, 12)
    assert yaml_reader.place(table, "b", 0, "e") == yaml_reader.place(table, "b", 0) == (3, 5)
    assert yaml_reader.place(table, "z") == (1, 1)


def test_file(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\r\nb: 2")
    table, faults = yaml_reader.parse_file(path)
    assert [entry.key.value for entry in table.entries] == ["a", "b"] and not faults


@pytest.mark.parametrize(
    ("data", "code"),
    [(None, "fichier-illisible"), (b"a: \xe9", "encodage"), (b"a" * 100_001, "fichier-trop-grand")],
)
def test_unreadable_file(tmp_path, data, code):
    path = tmp_path / "a.yaml"
    if data is not None:
        path.write_bytes(data)
    table, faults = yaml_reader.parse_file(path)
    assert table is None and [fault.code for fault in faults] == [code]

"""What a format says of its maps is checked against its own keys."""

from __future__ import annotations

import pytest

from fiches.config import formats
from fiches.config.project import search
from support.repository import ROOT
from support.sources import HERE, write

FORMAT = """
name: Essai
extends: commun
fields:
  siege: {kind: record, fields: {ville: {}}}
  lieux: {kind: records, fields: {ville: {}, avec: {}}}
"""


def loaded(root, text):
    write(root, {"templates/essai/format.yaml": FORMAT + text})
    return formats.load("essai", (root / "templates", *formats_of_the_house()))


def formats_of_the_house():
    return search(HERE, "templates")


def test_roles_and_rules_are_values_of_the_format(tmp_path):
    fmt, problems = loaded(
        tmp_path, "places: [{field: lieux, town: ville, link: avec}]\nmap: {kind: world, least: 20}\n"
    )
    assert not problems
    assert fmt.places[0].inner == ("ville", "avec") and (fmt.map.kind, fmt.map.least) == ("world", 20)
    assert fmt.map.colours["sea"] == "nuit", "what it does not say is as in the house"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("places: [{field: villes}]", "« villes »"),
        ("places: [{field: lieux, town: cite}]", "« cite », que « lieux » n'a pas"),
        ("places: [{field: lieux, linked_to: siege}]", "« siege », dont `places` ne dit rien"),
        ("map: {kind: lune}", "lune"),
        ("map: {kind: world, least: 900}", "900"),
        ("map: {kind: world, colours: {sky: nuit}}", "sky"),
    ],
)
def test_what_contradicts_the_format_is_told(tmp_path, text, words):
    fmt, problems = loaded(tmp_path, text + "\n")
    assert fmt is None and [problem.code for problem in problems] in (
        ["format-invalide"],
        ["champ-invalide"],
        ["cle-inconnue"],
    )
    assert words in f"{problems[0].message} {problems[0].hint}"


@pytest.mark.parametrize("page", ["formats.md", "formats.en.md"])
def test_the_format_of_the_manual_has_a_map_of_the_world(tmp_path, page):
    text = (ROOT / "docs" / page).read_text("utf-8").split("# templates/federation/format.yaml\n")[1].split("```")[0]
    write(tmp_path, {"templates/federation/format.yaml": text})
    fmt, problems = formats.load("federation", (tmp_path / "templates", *formats_of_the_house()))
    assert not problems and fmt.map.kind == "world" and [role.field for role in fmt.places] == ["siege", "lieux"]


def test_the_house_keeps_its_two_shores_as_data():
    fmt, _ = formats.load("capitalisation", formats_of_the_house())
    assert {(role.field, role.end) for role in fmt.places} == {("territoire", "south"), ("diaspora", "north")}

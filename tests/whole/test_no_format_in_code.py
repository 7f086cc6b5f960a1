"""No module, layout or style that every format uses knows a rubric or a key of one shipped format."""

from __future__ import annotations

import ast
import re
from functools import cache

import pytest

from fiches.compose.zones import KIND_NAMES
from fiches.config import formats
from support.repository import ROOT, syntax

pytestmark = pytest.mark.no_unit

TEMPLATES, PACKAGE = ROOT / "templates", ROOT / "src/fiches"
PACKAGES = ("build", "compose", "content", "festival", "graphics", "html", "lint", "places", "render")
ORDINARY = {"contact", "lieu", "notice", "objectif", "public", "voix"}  # keys whose words mean other things as well
FRONT_PAGES = {"_projets", "_liste-1", "_lecture"}  # of the house's booklet
KINDS = {"texte"}  # a kind of zone, of text and of typeface too; « commun » happens to call its one rubric so


@cache
def ids():
    """Those of the rubrics of every format that is shipped."""
    found = (formats.load(name, (TEMPLATES,)) for name in formats.names((TEMPLATES,)))
    return {spec.id for one, problems in found if not problems for spec in one.rubrics}


def texts(path):
    """The texts in a module that are no documentation."""
    tree = syntax(path)
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    opened = [node.body[0] for node in ast.walk(tree) if isinstance(node, documented) and node.body]
    documents = {id(node.value) for node in opened if isinstance(node, ast.Expr)}
    nodes = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in documents)
    return [node.value for node in nodes if isinstance(node.value, str)]


def named(path, words):
    """Which of some words stand in a text of a module."""
    return words & {word for text in texts(path) for word in re.findall(r"[\w-]+", text)}


@pytest.mark.parametrize("package", PACKAGES)
def test_no_module_knows_a_rubric_or_a_key_of_a_format(package):
    words = (ids() | own_keys() | FRONT_PAGES) - KINDS - ORDINARY - set(KIND_NAMES.values())
    assert {"porteur", "valeur-ajoutee", "parole", "territoire", "periode", "resume"} <= words, "the formats are read"
    found = {}
    for path in sorted((PACKAGE / package).rglob("*.py")):
        name = ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
        found |= {name: known} if (known := named(path, words)) else {}
    assert found == {}


@cache
def own_keys():
    """The keys that one shipped format has in its front matter, and that no sheet of every format has."""
    every = {field.name for field in formats.load("commun", (TEMPLATES,))[0].fields}
    found = (formats.load(name, (TEMPLATES,))[0] for name in formats.names((TEMPLATES,)))
    return {field.name for one in found for field in one.fields} - every


def test_no_module_holds_a_word_of_the_house_for_a_place_not_even_in_a_comment():
    """Neither its two ends nor the levels above a village: formats say which keys they are."""
    house = formats.load("capitalisation", (TEMPLATES,))[0]
    words = {role.field for role in house.places} | {key for role in house.places for key in role.levels}
    asked = re.compile(rf"\b({'|'.join(sorted(words - ORDINARY - {'region', 'ville'}))})\b")
    assert {"territoire", "diaspora", "commune", "cercle", "province", "departement"} <= set(
        asked.pattern[3:-3].split("|")
    )
    found = {path.name: set(asked.findall(path.read_text("utf-8"))) for path in PACKAGE.rglob("*.py")}
    assert {name: words for name, words in found.items() if words} == {}


@pytest.mark.parametrize("folder", ["commun", "kit"])
def test_no_layout_of_every_format_knows_a_key_or_a_rubric_of_one(folder):
    """Asked for as `fields.name`, `fields.get("name")`, `rubric("id")`, `id == "id"`."""
    asked = re.compile(r"""fields(?:\.get\(|\[)["'](\w+)|fields\.(\w+)|rubric\(["']([\w-]+)|id == ["']([\w-]+)""")
    assert {"territoire", "notice", "budget", "chiffres"} <= own_keys(), "the formats are read"
    paths = sorted((TEMPLATES / folder).rglob("*.html"))
    named = {path.name: {word for hit in asked.findall(path.read_text("utf-8")) for word in hit} for path in paths}
    assert {"auteurs", "photos"} & set().union(*named.values()), "layouts are read"
    assert {name: words & (own_keys() | ids()) for name, words in named.items() if words & (own_keys() | ids())} == {}


def test_no_style_of_every_format_knows_a_rubric_of_one():
    own = re.compile(r"(?:capitalisation|themes/)")
    paths = [path for path in sorted((ROOT / "styles").rglob("*.css")) if not own.search(path.as_posix())]
    asked = re.compile(r"\.(?:rubrique|tete|bloc|zone)-([\w-]+)")
    found = {path.name: set(asked.findall(path.read_text("utf-8"))) & ids() - KINDS for path in paths}
    assert len(found) > 5 and {name: words for name, words in found.items() if words} == {}

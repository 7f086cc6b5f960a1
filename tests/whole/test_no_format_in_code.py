"""No module that lays, writes or checks pages knows a rubric of a shipped format, nor the places of the house."""

from __future__ import annotations

import ast
import re
from functools import cache

import pytest

from fiches.config import formats
from support.repository import ROOT, syntax

TEMPLATES, PACKAGE = ROOT / "templates", ROOT / "src/fiches"
PACKAGES = ("build", "compose", "content", "festival", "graphics", "html", "lint", "places", "render")
PLACES = {"territoire", "diaspora", "recueilli_aupres"}  # keys of the house for what stands on its two shores
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
def test_no_module_knows_a_rubric_or_a_place_of_a_format(package):
    words = (ids() | PLACES) - KINDS
    assert {"porteur", "valeur-ajoutee", "parole"} <= words, "the formats are read"
    found = {}
    for path in sorted((PACKAGE / package).rglob("*.py")):
        name = ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
        found |= {name: known} if (known := named(path, words)) else {}
    assert found == {}

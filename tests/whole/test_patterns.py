"""Searches that Python 3.11 makes as it should: possessive ones and atomic groups err until 3.11.4."""

from __future__ import annotations

import ast
from re import _constants, _parser  # there is no other list of what a pattern holds

import pytest

from support.repository import ROOT, syntax

pytestmark = pytest.mark.no_unit

ERRING = {_constants.POSSESSIVE_REPEAT, _constants.ATOMIC_GROUP}


def operations(parsed):
    """The names of all operations of a pattern, at whatever depth."""
    for name, values in parsed:
        yield name
        for value in values if isinstance(values, tuple | list) else ():
            for part in value if isinstance(value, list) else [value]:
                if isinstance(part, _parser.SubPattern):
                    yield from operations(part)


def patterns(path):
    """The texts of a module that are given to `re` whole, without values put into them."""
    for node in ast.walk(syntax(path)):
        called = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args
        if called and isinstance(node.func.value, ast.Name) and node.func.value.id == "re":
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str | bytes):
                yield node.lineno, first.value


@pytest.mark.parametrize("pattern", [r"a*+b", r"(?:x(?>ab))?"])
def test_what_errs_is_seen(pattern):
    assert ERRING & set(operations(_parser.parse(pattern)))


def test_no_pattern_errs():
    found = [
        (path.name, line)
        for path in sorted((ROOT / "src").rglob("*.py"))
        for line, pattern in patterns(path)
        if ERRING & set(operations(_parser.parse(pattern)))
    ]
    assert found == []

"""The versions that are promised are those that were tried."""

from __future__ import annotations

import re
import tomllib

import pytest

from support.repository import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
BOUNDS = dict(re.match(r"([\w-]+)>=([\d.]+)", one).groups() for one in PROJECT["dependencies"])


def pinned(name):
    """The versions in a constraints file, by library, as numbers."""
    lines = (ROOT / name).read_text("utf-8").splitlines()
    pairs = (line.split(" ;")[0].split("==") for line in lines if "==" in line)
    return {library: numbers(version) for library, version in pairs}


def numbers(version):
    return tuple(map(int, (*version.split("."), "0", "0")[:3]))


@pytest.mark.parametrize("name", sorted(BOUNDS))
def test_bounds(name):
    """The lowest tried is the lowest allowed, and the newest tried is above it."""
    assert pinned("constraints-lowest.txt")[name] == numbers(BOUNDS[name])
    assert pinned("constraints-newest.txt")[name] >= numbers(BOUNDS[name])


def test_every_library_is_listed_with_its_licence():
    """In the architecture page: those that we name, and those that they bring."""
    page = (ROOT / "docs" / "dependencies.md").read_text("utf-8").lower()
    missing = [name for name in pinned("constraints-newest.txt") if f"{name}" not in page]
    assert missing == []

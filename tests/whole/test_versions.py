"""The versions that are promised are those that were tried."""

from __future__ import annotations

import io
import re
import tomllib

import pikepdf
import pypdf
import pytest
from pypdf import errors, filters

from support import pdf_reader
from support.repository import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
BOUND = re.compile(r"([\w-]+)>=([\d.]+)(?:,<([\d.]+))?")
USED, JUDGES = (
    {name.lower(): bounds for name, *bounds in (BOUND.fullmatch(one).groups() for one in listed)}
    for listed in (PROJECT["dependencies"], PROJECT["optional-dependencies"]["dev"])
)


def pinned(name):
    """The versions in a constraints file, by library, as numbers."""
    lines = (ROOT / name).read_text("utf-8").splitlines()
    pairs = (line.split(" ;")[0].split("==") for line in lines if "==" in line)
    return {library: numbers(version) for library, version in pairs}


def numbers(version):
    return tuple(map(int, (*version.split("."), "0", "0")[:3]))


@pytest.mark.parametrize(("name", "bounds"), sorted({**USED, **JUDGES}.items()))
def test_bounds(name, bounds):
    """The lowest tried is the lowest allowed, and the newest tried is within what is allowed."""
    least, above = bounds
    assert pinned("constraints-lowest.txt")[name] == numbers(least)
    assert pinned("constraints-newest.txt")[name] >= numbers(least)
    assert above is None or pinned("constraints-newest.txt")[name] < numbers(above)


def test_a_new_release_of_what_judges_us_is_not_taken_unseen():
    """Neither a major one, by its bound, nor any, by the versions that the tests are installed with."""
    assert [name for name, (_, above) in JUDGES.items() if above is None] == []
    assert "--constraint constraints-newest.txt" in (ROOT / "tools/setup.sh").read_text("utf-8")
    assert not USED.keys() & JUDGES.keys()


def test_every_library_is_listed_with_its_licence():
    """In the architecture page: those that we name, and those that they bring."""
    page = (ROOT / "docs" / "dependencies.md").read_text("utf-8").lower()
    missing = [name for name in pinned("constraints-newest.txt") if f"{name}" not in page]
    assert missing == []


@pytest.mark.unit
def test_a_program_that_is_being_installed_does_not_stop_the_reader_of_pdfs(monkeypatch):
    """pypdf would refuse any file (`jbig2dec` found by one of its modules and not by the other)."""
    monkeypatch.setattr(filters, "JBIG2DEC_BINARY", "/usr/bin/jbig2dec-just-installed")
    file = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(file)
    assert len(pdf_reader.opened(file.getvalue()).pages) == 1
    with pytest.raises(errors.DeprecationError):
        pypdf.PdfReader(file)


def test_only_one_module_of_the_tests_opens_files_with_pypdf():
    naming = [path.name for path in (ROOT / "tests").rglob("*.py") if "import pypdf\n" in path.read_text("utf-8")]
    assert sorted(naming) == ["pdf_reader.py", "test_versions.py"]

"""The engine started sooner is the engine: the same declarations, and what can wait comes when it is called for."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import cffi
import pytest

from fiches.render import fast_import

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))
import declarations  # a tool, not a package

DRAWN = """
import weasyprint.pdf.fonts as fonts
fonts.harfbuzz_subset = None  # as where HarfBuzz cannot cut fonts
data = weasyprint.HTML(string="<p>Une source").write_pdf()
import sys, fontTools.subset
assert data.startswith(b"%PDF") and type(sys.modules["fontTools.subset"]).__name__ == "module"
"""
IMPORTED = """
from fiches.render import fast_import as start
with start.sooner():
    import weasyprint
"""


@pytest.mark.engine
def test_declarations_are_those_of_the_engine():
    source = declarations.source()
    if fast_import.parsed(source) is None:
        pytest.skip("another WeasyPrint: run tools/declarations.py")
    assert json.loads(fast_import.PARSED.read_bytes()) == declarations.parse(source)


def test_other_declarations_are_parsed():
    assert fast_import.parsed("int puts(const char *);") is None
    interface = fast_import._Declared(cffi.FFI)
    interface.cdef("typedef struct { int large; } paper;")
    assert interface.sizeof("paper") == 4


@pytest.mark.engine
@pytest.mark.parametrize("damage", [b"", b"{}", b"[]", b'{"digest": 1, "_types": 2}'])
def test_without_what_was_parsed_ahead(monkeypatch, tmp_path, damage):
    path = tmp_path / "start.json"
    path.write_bytes(damage)
    monkeypatch.setattr(fast_import, "PARSED", path)
    assert fast_import.parsed(declarations.source()) is None


def test_what_can_wait_comes_when_it_is_called():
    subprocess.run([sys.executable, "-W", "ignore", "-c", IMPORTED + DRAWN], check=True)

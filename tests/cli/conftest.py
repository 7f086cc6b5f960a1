"""What the tests of the command share."""

from __future__ import annotations

import pytest

from support.notes import GOOD, NOTE
from support.sources import write


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A collection of one good sheet, and the current folder."""
    monkeypatch.chdir(write(tmp_path, {**NOTE, "une-note": GOOD}))
    return tmp_path

"""`fiches studio`: what it is asked and what it says before it serves."""

from __future__ import annotations

import pytest

from fiches.cli import main as program
from fiches.core.problems import ExitCode
from fiches.studio import server
from support.sources import SHORT, text, write

pytestmark = pytest.mark.no_unit


@pytest.fixture
def root(tmp_path):
    return write(tmp_path, {**SHORT, "four": text()})


@pytest.fixture
def served(monkeypatch):
    """The addresses of what was served, for no time."""
    found = []

    def serve(self):
        found.append(self.address)
        self._listening.close()

    monkeypatch.setattr(server.OpenedStudio, "serve", serve)
    return found


@pytest.mark.parametrize("more", [[], ["--reseau"]])
def test_it_says_where_it_is_open_and_serves(root, more, served, capsys):
    code = program.run(["studio", "-C", str(root), "--sans-navigateur", *more])
    said = capsys.readouterr().out
    assert code == ExitCode.DONE and served and served[0] in said
    assert more or "Depuis un autre" not in said


def test_a_collection_is_begun_in_an_empty_folder(tmp_path, served, capsys):
    assert program.run(["studio", "-C", str(tmp_path), "--sans-navigateur"]) == ExitCode.DONE
    assert served and (tmp_path / "sheets/collection.yaml").is_file() and str(tmp_path) in capsys.readouterr().out


def test_a_folder_that_is_no_collection_is_told(tmp_path, served, capsys):
    (tmp_path / "liste.txt").write_text("Pain", "utf-8")
    assert program.run(["studio", "-C", str(tmp_path), "--sans-navigateur"]) == ExitCode.UNUSABLE
    assert "Traceback" not in capsys.readouterr().err and not served


def test_help_names_its_options():
    assert program.run(["studio", "--help"]) == ExitCode.DONE

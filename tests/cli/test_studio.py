"""`fiches studio`: what it is asked and what it says before it serves."""

from __future__ import annotations

import pytest

from fiches.cli import main as program
from fiches.core.problems import ExitCode
from fiches.studio import server
from support.sources import SHORT, text, write


@pytest.fixture
def root(tmp_path):
    return write(tmp_path, {**SHORT, "four": text()})


@pytest.mark.parametrize("more", [[], ["--reseau"]])
def test_it_says_where_it_is_open_and_serves(root, more, monkeypatch, capsys):
    served = []

    def serve(self):
        served.append(self.address)
        self._listening.close()

    monkeypatch.setattr(server.OpenedStudio, "serve", serve)
    code = program.run(["studio", "-C", str(root), "--sans-navigateur", *more])
    said = capsys.readouterr().out
    assert code == ExitCode.DONE and served and served[0] in said
    assert more or "Depuis un autre" not in said


def test_a_folder_that_is_no_collection_is_told(tmp_path, capsys):
    assert program.run(["studio", "-C", str(tmp_path), "--sans-navigateur"]) == ExitCode.UNUSABLE
    assert "Traceback" not in capsys.readouterr().err


def test_help_names_its_options():
    assert program.run(["studio", "--help"]) == ExitCode.DONE

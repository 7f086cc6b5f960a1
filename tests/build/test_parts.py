"""A build in parts on many machines: shares are whole and apart, joined they are what one machine makes."""

from __future__ import annotations

import shutil

import pytest

from fiches.build import parts
from fiches.build.parts import BuildShare
from fiches.build.pipeline import Options
from fiches.cli import main as program
from fiches.config.project import open_project
from fiches.core.problems import ExitCode, FichesError
from fiches.storage import seal
from support.small_collection import clean, collection, make, pdfs, sheet


def opened(root, out):
    project, problems = open_project(root, out)
    assert project, problems
    return project


@pytest.fixture
def root(tmp_path):
    return collection(tmp_path / "collection")


@pytest.fixture
def shares(root, tmp_path, monkeypatch):
    """Two shares, each built by another user on another machine: what they seal, nobody here believes."""
    folders = []
    for number in (1, 2):
        monkeypatch.setattr(seal, "_key", lambda number=number: bytes([number]) * 32)
        folders.append(tmp_path / f"machine-{number}")
        parts.build_part(opened(root, folders[-1]), BuildShare(number, 2), Options())
    monkeypatch.setattr(seal, "_key", lambda: bytes(32))
    return folders


@pytest.mark.parametrize("of", [1, 2, 3, 5])
def test_shares_are_all_the_sheets_each_once(root, of):
    project = opened(root, None)
    shares = [BuildShare(number, of).share(project) for number in range(1, of + 1)]
    assert sorted(slug for share in shares for slug in share) == ["a", "b", "c"]


def test_joined_shares_are_what_one_machine_makes_and_no_sheet_is_made_again(root, shares, tmp_path):
    assert [sorted(pdfs(folder)) for folder in shares] == [["fiches/a.pdf", "fiches/c.pdf"], ["fiches/b.pdf"]]
    result = parts.join(opened(root, tmp_path / "ici"), shares, Options())
    assert {one.path.name for one in result.written} == {"livret.pdf", "livret-eau.pdf"} and result.fresh == 3
    assert pdfs(tmp_path / "ici") == clean(root).files
    assert make(root, out=tmp_path / "ici").made == set()  # and it is ours from now on


def test_what_has_changed_since_is_made_again(root, shares, tmp_path):
    (root / "sheets/a.md").write_text(sheet("Note neuve"), "utf-8")
    result = parts.join(opened(root, tmp_path / "ici"), shares, Options())
    assert {one.path.name for one in result.written} == {"a.pdf", "livret.pdf", "livret-eau.pdf"}
    assert pdfs(tmp_path / "ici") == clean(root).files


def test_a_file_that_is_not_as_it_was_recorded_is_not_taken(root, shares, tmp_path):
    bad = shares[1] / "fiches/b.pdf"
    bad.write_bytes(bad.read_bytes()[:-9])
    result = parts.join(opened(root, tmp_path / "ici"), shares, Options())
    assert "b.pdf" in {one.path.name for one in result.written}
    assert pdfs(tmp_path / "ici") == clean(root).files


def test_a_folder_without_records_is_told(root, shares, tmp_path):
    shutil.rmtree(shares[0] / ".fiches")
    for folder in (shares[0], tmp_path / "nulle-part"):
        with pytest.raises(FichesError):
            parts.join(opened(root, tmp_path / "ici"), [folder], Options())


@pytest.mark.parametrize("part", ["0/2", "3/2", "2", "a/b", "1/0", "-1/2"])
def test_what_is_no_share_is_told(root, part, capsys):
    assert program.run(["build", "-C", str(root), "--part", part]) == ExitCode.USAGE
    assert part in capsys.readouterr().err


def test_the_commands_say_what_they_did(root, tmp_path, capsys):
    for number in (1, 2):
        out = str(tmp_path / f"p{number}")
        assert program.run(["build", "-C", str(root), "-o", out, "--part", f"{number}/2"]) == ExitCode.DONE
    folders = [str(tmp_path / f"p{number}") for number in (1, 2)]
    assert program.run(["join", "-C", str(root), "-o", str(tmp_path / "tout"), *folders]) == ExitCode.DONE
    assert "2 PDF faits, 3 à jour" in capsys.readouterr().out

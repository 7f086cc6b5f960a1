"""What `serve` gives out: files that the manifest of this machine lists, as they were made, and no others."""

from __future__ import annotations

import os

import pytest

from fiches.config.project import open_project
from fiches.festival.serve import session
from fiches.festival.website.pieces import KIT, known
from fiches.storage import seal
from fiches.storage.artifacts import ArtifactSet, Pace
from support import small_collection

pytestmark = pytest.mark.no_unit

PAGES = {"index.html": b"<p>Les fiches", "pdf/a.pdf": b"%PDF- a", "pdf/b.pdf": b"%PDF- b"}


@pytest.fixture
def project(tmp_path):
    """A collection with a kit of three files."""
    made, _ = open_project(small_collection.collection(tmp_path / "collection"))
    return made if made and bring(made, PAGES) else None


def bring(project, pages):
    with ArtifactSet(project.out, KIT, Pace()) as kit:
        list(kit.update([known(name, data) for name, data in pages.items()]))
        kit.remember()
    return True


def given(project):
    """What may be had, by name."""
    found = {}
    for name, opened in session.given_out(project, KIT).items():
        with opened() as file:
            found[name.removeprefix("kit/")] = file.read()
    return found


def test_what_was_made_here_and_nothing_beside(project):
    (project.out / "kit/secret.html").write_bytes(b"mine")
    (project.out / "kit/pdf/c.pdf").symlink_to("/etc/passwd")
    assert given(project) == PAGES


def test_what_is_no_longer_as_it_was_made(project):
    (project.out / "kit/pdf/a.pdf").write_bytes(b"/JavaScript")
    (project.out / "kit/pdf/b.pdf").unlink()
    (project.out / "kit/pdf/b.pdf").symlink_to("/etc/passwd")
    os.utime(project.out / "kit/index.html")
    assert given(project) == {"index.html": PAGES["index.html"]}


def test_a_file_that_changes_after_the_look(project):
    found = session.given_out(project, KIT)
    (project.out / "kit/pdf/a.pdf").unlink()
    (project.out / "kit/pdf/a.pdf").symlink_to("/etc/passwd")
    bring(project, {"pdf/b.pdf": b"%PDF- new"})
    for name in ("kit/pdf/a.pdf", "kit/pdf/b.pdf"):
        with pytest.raises(OSError, match=r"Errno|kit/pdf"):
            found[name]()
    assert given(project)["pdf/b.pdf"] == b"%PDF- new"


def test_a_kit_that_came_by_mail_is_not_given_out(project, monkeypatch):
    monkeypatch.setattr(seal, "_key", lambda: b"another key")
    assert given(project) == {}

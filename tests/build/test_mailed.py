"""An output folder that came with its collection: everything is made again here, and nothing of it is printed."""

from __future__ import annotations

import shutil

import pytest

from fiches.storage import fingerprints, folders, output, seal, whole_runs
from support.small_collection import agrees, make, pdfs, picture, sheet
from support.sources import write

pytestmark = pytest.mark.no_unit

PHOTO = {"b": sheet("Note b", photo="images/photo.png", key="terre")}


def test_everything_is_made_again_quietly(here, monkeypatch):
    """What another machine has poisoned, its PDFs, its photos, its booklets' own pages, is neither kept nor printed."""
    honest = pdfs(here / "build")
    memory = here / "build" / output.MEMORY_FOLDER
    for path in memory.glob("*/*"):
        if path.parent.name != "manifest":
            path.write_bytes(fingerprints.key(picture(250)).encode() + b"\n" + picture(250))
    monkeypatch.setattr(seal, "_key", lambda: b"the key of this machine")
    assert whole_runs.unchanged(here, None, "build") is None
    built = make(here)
    assert (built.files, built.codes, built.made) == (honest, [], set(honest))
    assert not make(here).made


def test_a_collection_that_moves_to_another_machine_and_is_edited(here, monkeypatch):
    """Nothing is complained of, there, when it comes back, and when its memory did not come with it."""
    for number, key in enumerate((b"the other machine", b"this one again")):
        monkeypatch.setattr(seal, "_key", lambda key=key: key)
        built = make(write(here, {name: sheet(f"Note {name}", f"Des mots {number}.") for name in "ac"}))
        assert built.codes == [] and {"fiches/a.pdf", "fiches/c.pdf", "livret.pdf"} <= built.made
    shutil.rmtree(here / "build" / output.MEMORY_FOLDER)
    assert make(write(here, {"a": sheet("Note a", "Encore d'autres mots.")})).codes == []
    agrees(here)


def test_what_another_machine_made_of_a_sheet_that_is_withdrawn_goes(here, monkeypatch):
    """As it would on that machine, once all is good; a file that somebody has changed since stays."""
    (here / "sheets/livret-eau.md").unlink()
    (here / "build/livret-eau.pdf").write_bytes(b"annotated")
    (here / "sheets/c.md").unlink()
    write(here, {"b": "---\ntitre:\n---\n"})
    monkeypatch.setattr(seal, "_key", lambda: b"the key of this machine")
    make(here)
    assert (here / "build/fiches/c.pdf").exists()
    write(here, {"b": sheet("Note b"), "livret": "---\ntitre: Un livret\n---\n"})
    assert make(here).codes == []
    assert set(pdfs(here / "build")) == {"fiches/a.pdf", "fiches/b.pdf", "livret.pdf", "livret-eau.pdf"}


def test_a_file_of_the_user_in_the_folder_that_is_asked_for(here, tmp_path):
    """Only what would take its place is not made."""
    desk = tmp_path / "Bureau"
    desk.mkdir()
    for name in ("livret.pdf", "index.json", "notes.txt"):
        (desk / name).write_bytes(b"mine")
    built = make(here, out=desk)
    told = {(one.path, one.code) for one in built.problems}
    assert told == {("sheets/livret.md", "fichier-etranger"), ("index.json", "fichier-etranger")}
    assert built.made == {"fiches/a.pdf", "fiches/b.pdf", "fiches/c.pdf", "livret-eau.pdf"}
    assert {(desk / name).read_bytes() for name in ("livret.pdf", "index.json", "notes.txt")} == {b"mine"}


def test_a_name_that_is_too_long_stops_its_own_sheet(here):
    name = "x" * 252
    (here / "sheets" / f"{name}.md").write_text(sheet("Un nom long", key="terre"))
    built = make(write(here, {"a": sheet("Note a", "D'autres mots.")}))
    (told,) = (one for one in built.problems if one.code == "nom-de-fichier")
    assert told.path == f"sheets/{name}.md" and "fiches/a.pdf" in built.made
    (here / "sheets" / f"{name}.md").unlink()
    agrees(here)


@pytest.mark.skipif(not folders.DESCRIPTORS, reason="has no descriptors of folders")
def test_a_link_that_comes_during_a_build(here, tmp_path):
    """It is refused in words, and nothing is written where it leads."""
    away = tmp_path / "ailleurs"
    away.mkdir()

    def swap(*_):
        if not (here / "build/fiches").is_symlink():
            shutil.move(here / "build/fiches", tmp_path / "garde")
            (here / "build/fiches").symlink_to(away)

    write(here, {name: sheet(f"Note {name}", "D'autres mots.") for name in "abc"})
    with pytest.raises(folders.FichesError, match="un raccourci"):
        make(here, tell=swap)
    assert list(away.iterdir()) == []

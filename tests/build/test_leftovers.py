"""What is no longer made goes; what somebody else wrote, or changed, stays."""

from __future__ import annotations

import pytest

from fiches.storage import clean, output
from support.small_collection import LIST, agrees, make
from support.sources import write

pytestmark = pytest.mark.no_unit

A, B, C, BOTH, WATER = "fiches/a.pdf", "fiches/b.pdf", "fiches/c.pdf", "livret.pdf", "livret-eau.pdf"
ALL = {A, B, C, BOTH, WATER}


def test_renamed_and_removed(here):
    (here / "sheets" / "a.md").rename(here / "sheets" / "d.md")
    (here / "sheets" / "b.md").unlink()
    (here / "sheets" / "livret.md").rename(here / "sheets" / "livret-un.md")
    built = make(write(here, {"livret-un": LIST % "c, d"}))
    assert built.removed == {A, B, BOTH}
    assert built.made == {"fiches/d.pdf", "livret-un.pdf", WATER}
    assert set(built.files) == {"fiches/d.pdf", C, "livret-un.pdf", WATER}
    agrees(here)


def test_what_is_remembered_of_sources_that_are_gone_goes(here):
    memory = here / "build" / output.MEMORY_FOLDER
    (memory / "verdicts" / "b.txt").write_text("a moi")
    (here / "sheets" / "b.md").rename(here / "sheets" / "b.en.md")
    for booklet in ("livret", "livret-eau"):
        (here / "sheets" / f"{booklet}.md").unlink()
    make(here)
    left = {path.relative_to(memory).as_posix() for path in memory.rglob("*") if path.is_file()}
    assert {"verdicts/a.json", "verdicts/b.en.json", "hauteurs/b.en.json", "verdicts/b.txt"} <= left
    assert not {"verdicts/b.json", "hauteurs/b.json"} & left and not any(path.startswith("jaquettes/") for path in left)


@pytest.mark.parametrize("changed", [True, False])
def test_a_file_of_the_user_stays(here, changed):
    """What nobody of ours wrote, or somebody changed since, is not removed."""
    (here / "build" / "fiches" / "z.pdf").write_bytes(b"a moi")
    if changed:
        (here / "build" / A).write_bytes(b"a moi")
    for name in ("a", "livret"):
        (here / "sheets" / f"{name}.md").unlink()
    built = make(here)
    assert built.files["fiches/z.pdf"] == b"a moi"
    assert (A in built.files) == changed and BOTH not in built.files
    assert built.removed == {BOTH} | ({A} if not changed else set())


def test_clean(here):
    (here / "build" / "a-moi.txt").write_text("a moi")
    (here / "build" / B).write_bytes(b"a moi")
    removed, kept = clean.clear(here / "build")
    assert {path.relative_to(here / "build").as_posix() for path in removed} == ALL - {B} | {"index.json"}
    assert kept == [here / "build" / B]
    left = {path.relative_to(here / "build").as_posix() for path in (here / "build").rglob("*") if path.is_file()}
    assert left == {"a-moi.txt", B}
    assert clean.clear(here / "build") == ([], [])
    built = make(here)
    assert built.made == ALL - {B} and built.codes == ["fichier-etranger"] and built.files[B] == b"a moi"
    (here / "build" / B).unlink()
    assert make(here).made == {B}


def test_clean_where_nothing_was_made(here):
    assert clean.clear(here / "ailleurs") == ([], [])
    assert not (here / "ailleurs").exists()

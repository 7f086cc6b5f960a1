"""A store holds what was made by what it was made from, and is believed only as far as it proves true."""

from __future__ import annotations

import threading

import pytest

from fiches.core.problems import FichesError, fault
from fiches.storage import store
from fiches.storage.artifacts import ArtifactSet, Pace
from fiches.storage.makers import Artifact, Made, Maker
from fiches.storage.store import ArtifactStore

PROBLEM = fault("livret-incomplet", sheet="a").in_file("sheets/b.md")
MADE = Made({"fiches/a.pdf": (b"%PDF-a", 4)}, (PROBLEM,), {"look": "abc", "images": ["images/p.jpg"]})


def entries(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def test_what_is_kept_is_found_by_its_key_and_by_no_other(tmp_path):
    ArtifactStore(str(tmp_path)).keep("ab12", MADE)
    other = ArtifactStore(str(tmp_path))
    assert other.made("ab12") == MADE
    assert other.made("ab13") is None


def test_what_is_dear_is_made_by_one_machine_for_all(tmp_path):
    """Of a family whose artifacts are known by their keys: files for printers, the kit."""
    made = []

    def make(recipe):
        made.append(recipe)
        return Made({f"impression/{recipe}.pdf": (b"%PDF-", 1)})

    def run(out, *artifacts):
        pace = Pace(store=ArtifactStore(str(tmp_path / "store")))
        with ArtifactSet(tmp_path / out, "press", pace, Maker(make)) as family:
            return [one.record.files for one in family.update(artifacts)], made.copy()

    dear, cheap = Artifact("a", "k", "a"), Artifact("b", "k", "b", dear=False)
    assert run("one", dear, cheap)[1] == ["a", "b"]
    files, so_far = run("two", dear, cheap)
    assert so_far == ["a", "b", "b"] and [*files[0]] == ["impression/a.pdf"]
    assert (tmp_path / "two/impression/a.pdf").read_bytes() == b"%PDF-"
    assert run("three", Artifact("a", "other", "a"))[1] == ["a", "b", "b", "a"]


def test_a_store_may_be_of_any_kind_that_fsspec_knows():
    kept = ArtifactStore("memory://fiches-test/ici")
    kept.check()
    kept.keep("cd34", MADE)
    assert kept.made("cd34") == MADE


def test_whoever_does_not_know_the_secret_is_not_believed(tmp_path):
    ArtifactStore(str(tmp_path), "le leur").keep("ab12", MADE)
    for secret in ("", "un autre"):
        assert ArtifactStore(str(tmp_path), secret).made("ab12") is None


@pytest.mark.parametrize("end", [b"", b"x" * 9, None])
def test_what_was_cut_or_changed_is_as_good_as_absent(tmp_path, end):
    kept = ArtifactStore(str(tmp_path))
    kept.keep("ab12", MADE)
    for path in entries(tmp_path):
        whole = path.read_bytes()
        path.write_bytes(whole[:-3] if end is None else end)
        assert kept.made("ab12") is None
        path.write_bytes(whole)
    assert kept.made("ab12") == MADE


def test_an_entry_does_not_hold_under_another_key(tmp_path):
    kept = ArtifactStore(str(tmp_path))
    kept.keep("ab12", MADE)
    [record] = [path for path in entries(tmp_path) if path.name == "ab12"]
    record.rename(record.with_name("ab13"))
    assert kept.made("ab13") is None


def test_no_link_that_another_user_has_left_there_is_followed(tmp_path):
    kept, mine = ArtifactStore(str(tmp_path / "store")), tmp_path / "mine"
    kept.keep("ab12", MADE)
    mine.write_text("à moi")
    for path in entries(tmp_path / "store"):
        path.unlink()
        path.symlink_to(mine)
    assert kept.made("ab12") is None
    kept.check()
    kept.keep("ab12", MADE)
    assert kept.made("ab12") == MADE and mine.read_text() == "à moi"


def test_a_store_that_fails_on_the_way_is_left_alone_for_a_while(monkeypatch):
    """Else each of a thousand sheets waits for it."""
    asked, kept = [], ArtifactStore("memory://fiches-test/panne")
    kept.keep("ab12", MADE)

    def fail(*_, **__):
        asked.append(1)
        raise ConnectionError

    monkeypatch.setattr("fsspec.implementations.memory.MemoryFileSystem.cat_file", fail)
    monkeypatch.setattr(store, "_silent", {})
    assert [kept.made("ab12") for _ in range(9)] == [None] * 9 and len(asked) == 1


def test_a_store_that_never_answers_is_told(monkeypatch):
    waiting = threading.Event()
    monkeypatch.setattr("fsspec.implementations.memory.MemoryFileSystem.pipe_file", lambda *_: waiting.wait())
    monkeypatch.setattr(store, "ANSWER_TIME", 0.05)
    monkeypatch.setattr(store, "_silent", {})
    with pytest.raises(FichesError) as told:
        store.named("memory://fiches-test/muet")
    waiting.set()
    assert told.value.message.name == "store.unreachable"


def test_what_is_no_folder_below_the_place_that_was_named_is_made_there(monkeypatch):
    """But not that place: a bucket of a mistyped name is nobody's wish."""
    from fsspec.implementations.memory import MemoryFileSystem

    there, put = {"/fiches-test/ici"}, MemoryFileSystem.pipe_file

    def pipe(disk, path, data, **rest):
        if path.rpartition("/")[0] not in there:
            raise FileNotFoundError(path)
        put(disk, path, data, **rest)

    def mkdir(_, path, create_parents=True, **__):
        if create_parents or path.rpartition("/")[0] not in there:
            raise FileNotFoundError(path)
        there.add(path)

    monkeypatch.setattr(MemoryFileSystem, "pipe_file", pipe)
    monkeypatch.setattr(MemoryFileSystem, "mkdir", mkdir)
    monkeypatch.setattr(store, "_silent", {})
    assert store.named("memory://fiches-test/ici")
    with pytest.raises(FichesError):
        store.named("memory://fiches-test/la-bas")


@pytest.mark.parametrize("path", ["../dehors.pdf", "/etc/a.pdf", "fiches/a.exe", ".fiches/a.pdf"])
def test_no_file_is_taken_to_where_the_program_does_not_write(tmp_path, path):
    kept = ArtifactStore(str(tmp_path))
    kept.keep("ab12", Made({path: (b"%PDF-a", 4)}))
    assert kept.made("ab12") is None


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"files": 3},
        {"files": {"fiches/a.pdf": ["x", 1e999]}},
        {"files": {"fiches/a.pdf": 3}, "problems": [], "note": {}},
    ],
)
def test_a_record_of_another_shape_is_none(tmp_path, said):
    kept = ArtifactStore(str(tmp_path))
    kept.note("ab12", said)
    assert kept.made("ab12") is None


def test_a_store_that_cannot_be_written_is_told_at_once(tmp_path):
    (tmp_path / "fichier").write_text("rien")
    for address in (str(tmp_path / "fichier"), "inconnu://ici"):
        with pytest.raises(FichesError) as told:
            store.named(address)
        assert address in str(told.value.message)
    assert store.named("") is None

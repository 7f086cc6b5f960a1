"""What is believed of what stands beside the output: what a run of this user has sealed, nothing that came by mail."""

from __future__ import annotations

import json
import os
import shutil
from contextlib import nullcontext
from dataclasses import asdict

import pytest

from fiches.core.problems import FichesError
from fiches.storage import clean, fingerprints, journal, made, manifest, memory, output, seal, whole_runs
from fiches.storage.artifacts import ArtifactSet, Pace
from fiches.storage.folders import RefusedFile
from fiches.storage.made import FileRecord, MadeFile
from fiches.storage.makers import Artifact, Made
from fiches.storage.manifest import ArtifactRecord, Manifest

PDF, OTHER = b"%PDF- a", b"%PDF- b"
RECORDS, LOG = ".fiches/manifest/build.json", ".fiches/manifest/build.log"


@pytest.fixture
def out(tmp_path):
    """An output folder in which a run made two files."""
    return brought(tmp_path / "build", {"a": PDF, "b": OTHER})


def brought(out, files, *, recorded=True):
    """The output folder after a run that made of each name a PDF of these bytes; what was refused is in `.refused`."""
    artifacts = [Artifact(name, "", lambda n=name, d=data: Made({f"fiches/{n}.pdf": (d, 1)}), f"sheets/{name}.md")
                 for name, data in files.items()]  # fmt: skip
    with ArtifactSet(out, "build", Pace()) as family:
        for _ in family.update(artifacts):
            pass
        if recorded:
            family.finish(lambda name: name not in files)
            family.remember(lambda name: name not in files)
    brought.refused = [problem for one in family.records.values() for problem in one.problems]
    return out


def mailed(monkeypatch):
    """From here on, this is the machine of somebody else."""
    monkeypatch.setattr(seal, "_key", lambda: b"another key")


def unsealed(**files):
    """The bytes of a manifest that vouches for these files, sealed as anybody can."""
    records = {name: asdict(FileRecord(fingerprints.key(data), (), 1)) for name, data in files.items()}
    said = {"version": manifest.MANIFEST_VERSION, **asdict(Manifest(run="x"))}
    said["artifacts"] = {"a": {"key": "k", "files": records, "problems": [], "note": {}}}
    text = json.dumps(said).encode()
    return fingerprints.key(text).encode() + b"\n" + text


def test_what_a_run_recorded_is_there_for_the_next(out):
    found = manifest.read(out, "build")
    assert set(found.files) == {"fiches/a.pdf", "fiches/b.pdf"} and not found.claimed
    assert MadeFile(out, "fiches/a.pdf", found.files["fiches/a.pdf"].digest).read() == PDF


def test_a_memory_of_another_machine_is_forgotten(out, monkeypatch):
    mailed(monkeypatch)
    found = manifest.read(out, "build")
    assert (found.artifacts, found.known, found.run, found.note) == ({}, {}, "", {})
    assert found.claimed == {"fiches/a.pdf": fingerprints.key(PDF), "fiches/b.pdf": fingerprints.key(OTHER)}
    assert whole_runs.unchanged(out.parent, out, "build") is None
    brought(out, {"a": b"new", "b": OTHER})
    assert (brought.refused, (out / "fiches/a.pdf").read_bytes()) == ([], b"new")
    assert set(manifest.read(out, "build").files) == {"fiches/a.pdf", "fiches/b.pdf"}


def test_what_a_memory_of_another_machine_claims_stays_replaceable(out, monkeypatch):
    """Also in the run after the next: one sheet was asked for first."""
    mailed(monkeypatch)
    with ArtifactSet(out, "build", Pace()) as family:
        list(family.update([Artifact("a", "", lambda: Made({"fiches/a.pdf": (b"new", 1)}))]))
        family.remember()
    assert manifest.read(out, "build").claimed == {"fiches/b.pdf": fingerprints.key(OTHER)}
    assert brought(out, {"a": b"new", "b": b"new too"}) and brought.refused == []


def test_a_forged_manifest_vouches_for_nothing(out):
    (out / "fiches/a.pdf").write_bytes(b"/JavaScript")
    (out / RECORDS).write_bytes(unsealed(**{"fiches/a.pdf": b"/JavaScript"}))
    (out / LOG).unlink()
    assert not manifest.read(out, "build").files
    assert brought(out, {"a": PDF}) and brought.refused == []
    assert (out / "fiches/a.pdf").read_bytes() == PDF


@pytest.mark.parametrize(
    "path",
    ["../../thesis.txt", "/etc/passwd", "", "fiches/../../x.pdf", "sheets/a.md", ".fiches/verrou", "fiches/a.exe",
     "fiches/.a.pdf", "notes.txt", "affiches/notes.txt", "kit", "kit/.htaccess"],
)  # fmt: skip
def test_a_path_that_the_program_does_not_make_spoils_its_manifest(out, path):
    """Even sealed: a program of ours that could write such a one has a fault."""
    assert not made.is_output(path)
    bad = Manifest({"a": ArtifactRecord("k", {path: FileRecord(fingerprints.key(PDF), (), 1)})})
    (out / LOG).unlink()
    manifest.write(out, "build", bad)
    assert manifest.read(out, "build").files == {}


@pytest.mark.parametrize(
    "path",
    ["livret.pdf", "index.json", "kit.zip", "fiches/a.pdf", "brouillons/a.pdf", "affiches/é.pdf",
     "impression/copieur/affiches/a.pdf", "kit/f/1/index.html", "kit/SHA256SUMS"],
)  # fmt: skip
def test_paths_that_it_makes(path):
    assert made.is_output(path)


def test_lines_of_others_are_not_believed(out):
    """Neither in their own words nor in those of another family."""
    theirs = json.dumps(["x", "fiches/x.pdf", fingerprints.key(b"x"), 1, "0" * 64]).encode() + b"\n"
    (out / "fiches/x.pdf").write_bytes(b"x")
    ours = (out / LOG).read_bytes()
    (out / ".fiches/manifest/posters.log").write_bytes(ours)
    (out / LOG).write_bytes(ours + theirs + b'["cut short"\n[1]\n[[[[')
    assert "fiches/x.pdf" not in manifest.read(out, "build").files and not manifest.read(out, "posters").files
    assert clean.clear(out)[0] and (out / "fiches/x.pdf").exists()


def test_what_is_remembered_under_another_name_is_not_believed(out):
    photos = memory.Memory(out, "photos")
    photos.keep("a", b"photo of a")
    photos.keep("b", b"photo of b")
    assert photos.kept("a") == b"photo of a"
    shutil.copy(out / ".fiches/photos/b", out / ".fiches/photos/a")
    assert photos.kept("a") is None and photos.kept("b") and photos.kept("c") is None
    (out / ".fiches/photos/b").write_bytes(fingerprints.key(b"red").encode() + b"\nred")
    assert photos.kept("b") is None


def test_a_run_that_is_cut_short_knows_its_own_files(out):
    """It had put them down before it wrote them, and no time to record them."""
    brought(out, {"c": b"c"}, recorded=False)
    assert "fiches/c.pdf" in manifest.read(out, "build").files
    brought(out, {"c": b"new"})
    assert brought.refused == [] and (out / "fiches/c.pdf").read_bytes() == b"new"


def test_a_run_that_is_signed_leaves_what_was_put_down(out):
    brought(out, {"c": b"c"}, recorded=False)
    before, there = (out / LOG).read_bytes(), manifest.read(out, "build")
    whole_runs.sign(out, "build", {}, Manifest(note={"language": "fr"}))
    found = manifest.read(out, "build")
    assert (out / LOG).read_bytes() == before and found.files == there.files and found.note == {"language": "fr"}
    known = {(path, file.digest) for path, file in found.files.items()}
    assert len(known) == 3 and not list(journal.lines(out, "build", known))


def test_a_file_of_somebody_else_is_kept_and_told(out):
    (out / "fiches/c.pdf").write_bytes(b"my own thesis")
    brought(out, {"a": b"new", "b": OTHER, "c": b"c"})
    (problem,) = brought.refused
    assert (problem.path, problem.code) == ("sheets/c.md", "fichier-etranger") and problem.hint
    assert "« build/fiches/c.pdf »" in str(problem.message)
    assert (out / "fiches/c.pdf").read_bytes() == b"my own thesis" and (out / "fiches/a.pdf").read_bytes() == b"new"
    assert "fiches/c.pdf" not in manifest.read(out, "build").files
    (out / "fiches/c.pdf").unlink()
    brought(out, {"a": b"new", "b": OTHER, "c": b"c"})
    assert brought.refused == [] and (out / "fiches/c.pdf").read_bytes() == b"c"


def test_whose_a_file_is(out):
    """The same bytes are as good as ours; what another machine claims, and is no longer so, is somebody's work."""
    claimed = {"fiches/c.pdf": fingerprints.key(b"theirs")}
    ours = journal.Journal(out, "build", frozenset(), claimed)
    (out / "fiches/c.pdf").write_bytes(b"theirs, then mine")
    with pytest.raises(RefusedFile):
        ours.written("c", "fiches/c.pdf", (b"new", 1))
    (out / "fiches/c.pdf").write_bytes(b"theirs")
    assert ours.written("c", "fiches/c.pdf", (b"new", 1)).digest == fingerprints.key(b"new")
    (out / "fiches/d.pdf").write_bytes(b"the same")
    assert ours.written("d", "fiches/d.pdf", (b"the same", 1)).stamp
    (out / "fiches/e.pdf").symlink_to(out / "fiches/a.pdf")
    (out / "fiches/f.pdf").mkdir()
    for name in ("e", "f"):
        with pytest.raises(RefusedFile):
            ours.written(name, f"fiches/{name}.pdf", (PDF, 1))
    assert (out / "fiches/a.pdf").read_bytes() == PDF


def test_a_file_that_says_it_is_of_the_program(tmp_path):
    """In its own folder it is replaced, where no memory tells of it; elsewhere it may be an edition that is kept."""
    for folder, kept in (("build", False), ("Bureau", True)):
        ours = journal.Journal(tmp_path / folder, "build")
        output.write(ours.out, "livret.pdf", b"%PDF- <xmp:CreatorTool>fiches</xmp:CreatorTool>")
        output.write(ours.out, "autre.pdf", b"%PDF- <xmp:CreatorTool>Word</xmp:CreatorTool> fiches")
        for path, refused in (("livret.pdf", kept), ("autre.pdf", True), ("kit.zip", False)):
            with pytest.raises(RefusedFile) if refused else nullcontext():
                ours.written("x", path, (b"new", 1))
            assert (output.read(ours.out, path, 99) == b"new") is not refused


def test_what_goes_into_another_file_is_proved(out):
    file = manifest.made_files(out, "build")["fiches/a.pdf"]
    before = (out / "fiches/a.pdf").stat()
    (out / "fiches/a.pdf").write_bytes(b"%PDF- z")
    os.utime(out / "fiches/a.pdf", ns=(before.st_atime_ns, before.st_mtime_ns))
    with pytest.raises(FichesError, match="n'est plus le fichier"):
        file.read()
    (out / "fiches/a.pdf").unlink()
    (out / "fiches/a.pdf").symlink_to(out / "fiches/b.pdf")
    with pytest.raises(FichesError):
        file.read()


def test_clean_removes_what_was_written_and_nothing_else(out):
    for name in (".fiches/notes.txt", ".fiches/photos/vacances.jpg", "fiches/mien.pdf", "kit/x.html"):
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_bytes(b"mine")
    memory.Memory(out, "hauteurs").keep("a.json", b"{}")
    (out / ".fiches/hauteurs/.fiches-0.tmp").write_bytes(b"{")
    gone, kept = clean.clear(out)
    assert ({path.name for path in gone}, kept) == ({"a.pdf", "b.pdf"}, [])
    left = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    assert left == {".fiches/notes.txt", ".fiches/photos/vacances.jpg", "fiches/mien.pdf", "kit/x.html"}


def test_clean_believes_no_memory_of_another_machine(out, monkeypatch):
    mailed(monkeypatch)
    assert clean.clear(out) == ([], [])
    assert (out / "fiches/a.pdf").read_bytes() == PDF and not (out / ".fiches").exists()


def test_what_is_no_longer_made_goes_unless_it_is_another(out):
    (out / "fiches/b.pdf").write_bytes(b"mine now")
    brought(out, {})
    assert output.names(out, "fiches") == ["b.pdf"] and manifest.read(out, "build").files == {}

"""What befalls a machine: no memory, a wrong clock, a folder that moves, caches that refuse; nothing is lost."""

from __future__ import annotations

import io
import os
import shutil
import subprocess

import pytest
from PIL import Image

from fiches import ledger
from fiches.problems import ExitCode
from helpers import write
from small import SETTINGS, agrees, make, pdfs, sheet, whole
from test_crashes import EDITED, build, completes, start

YEARS = 20 * 365 * 24 * 3600


@pytest.mark.slow
def test_out_of_memory(here):
    """Only the sheet that asks for too much is not made; its old PDF stays whole, and the next run completes."""
    old = pdfs(here / "build")
    file = io.BytesIO()
    Image.new("RGB", (9_000, 9_000)).save(file, "PNG", compress_level=1)
    settings = f"{SETTINGS}limites: {{memoire: 220}}\n"
    made = make(write(here, {**EDITED, "sheets/images/grande.png": file.getvalue(), "collection": settings,
                             "b": sheet("Note b", photo="images/grande.png", key="terre")}), jobs=2)
    (lost,) = (one for one in made.problems if one.path == "sheets/b.md")
    assert lost.code == "trop-lourd" and "« b » demande plus de 220 Mo de mémoire" in lost.message and lost.hint
    assert made.files["fiches/b.pdf"] == old["fiches/b.pdf"]
    assert made.files["fiches/a.pdf"] != old["fiches/a.pdf"]
    completes(write(here, {"collection": SETTINGS}))


@pytest.mark.parametrize("shift", [-YEARS, YEARS])
def test_a_clock_that_is_wrong(here, shift):
    """Sources older or newer than all that was made of them: it is their bytes that count."""
    for path in (here / "sheets").rglob("*"):
        os.utime(path, (path.stat().st_atime + shift,) * 2)
    agrees(here)
    write(here, {"a": EDITED["a"]})
    os.utime(here / "sheets" / "a.md", (1, 1))
    assert "fiches/a.pdf" in make(here).made
    agrees(here)


def test_an_edit_that_keeps_size_and_time(here):
    """As some programs restore a file: its time is that of before, its size too."""
    path = here / "sheets" / "a.md"
    before = path.stat()
    write(here, {"a": path.read_text().replace("Des mots", "Des tons")})
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert "fiches/a.pdf" in make(here).made


@pytest.mark.parametrize("name", ["photos", "hauteurs", "jaquettes"])
def test_a_cache_that_cannot_be_written(here, name):
    """A file stands where its folder should be."""
    folder = here / "build" / ledger.FOLDER / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.write_bytes(b"")
    completes(write(here, EDITED))


def test_a_machine_without_caches_of_its_own(program, here):
    """No home, no folder for the caches of fontconfig."""
    write(here, EDITED)
    nowhere = {"HOME": "/nonexistent", "XDG_CACHE_HOME": "/dev/null/non", "XDG_DATA_HOME": "/dev/null/non"}
    run = subprocess.run([program, "build"], cwd=here, env={**os.environ, **nowhere}, capture_output=True,
                         encoding="utf-8", check=False)
    assert run.returncode == ExitCode.DONE, run.stderr
    completes(here)


@pytest.mark.parametrize("jobs", [pytest.param("1", marks=pytest.mark.slow), "2"])
def test_the_folder_moves_while_it_builds(program, here, jobs):
    """What was there is whole wherever it is now; in its new place, the next build completes."""
    write(here, {**EDITED, **{f"z{number}": sheet(f"Note z{number}") for number in range(6)}})
    old = pdfs(here / "build")
    run = start(program, here, "-j", jobs, "-C", str(here))
    run.stderr.readline()
    moved = here.rename(here.parent / "ailleurs")
    _, err = run.communicate()
    assert run.returncode in (ExitCode.DONE, ExitCode.PROBLEMS, ExitCode.UNUSABLE) and "Traceback" not in err, err
    now = pdfs(moved / "build")
    assert set(old) <= set(now) and all(map(whole, now.values()))
    shutil.rmtree(here, ignore_errors=True)
    completes(moved)


def test_sources_that_go_while_they_are_read(program, here):
    write(here, EDITED)
    run = start(program, here, "-j", "2")
    run.stderr.readline()
    for path in (here / "sheets").glob("*.md"):
        path.unlink()
    _, err = run.communicate()
    assert run.returncode in (ExitCode.DONE, ExitCode.PROBLEMS) and "Traceback" not in err, err
    assert build(program, write(here, EDITED))[0] in (ExitCode.DONE, ExitCode.PROBLEMS)

"""What befalls a machine: no memory, a wrong clock, a folder that moves, caches that refuse; nothing is lost."""

from __future__ import annotations

import errno
import io
import os
import shutil
import subprocess
import sys

import pytest
from PIL import Image

from fiches.core.problems import ExitCode
from fiches.storage import output
from support.small_collection import LAYOUT, SETTINGS, agrees, make, pdfs, sheet, whole
from support.sources import SLOW, write
from support.stopped_builds import EDITED, build, completes, start

pytestmark = pytest.mark.no_unit

YEARS = 20 * 365 * 24 * 3600


@pytest.mark.slow
def test_out_of_memory(here):
    """Only the sheet that asks for too much is not made; its old PDF stays whole, and the next run completes."""
    old = pdfs(here / "build")
    file = io.BytesIO()
    Image.new("RGB", (9_000, 9_000)).save(file, "PNG", compress_level=1)
    settings = f"{SETTINGS}limites: {{memoire: 220}}\n"
    made = make(
        write(
            here,
            {
                **EDITED,
                "sheets/images/grande.png": file.getvalue(),
                "collection": settings,
                "b": sheet("Note b", photo="images/grande.png", key="terre"),
            },
        ),
        jobs=2,
    )
    (lost,) = (one for one in made.problems if one.path == "sheets/b.md")
    assert (
        lost.code == "trop-lourd" and "« b » demande plus de 220 Mo de mémoire" in str(lost.message) and str(lost.hint)
    )
    assert made.files["fiches/b.pdf"] == old["fiches/b.pdf"]
    assert made.files["fiches/a.pdf"] != old["fiches/a.pdf"]
    completes(write(here, {"collection": SETTINGS}), ["image-vide"])


def test_a_pdf_that_somebody_reads(here, monkeypatch):
    """Windows lets nobody replace a file that is open in a reader: that sheet is told, the others are made."""
    old, replace = pdfs(here / "build"), os.replace

    def refuse(source, target, **folders):
        if target == "a.pdf":
            raise PermissionError(errno.EACCES, "Access is denied")
        return replace(source, target, **folders)

    monkeypatch.setattr(os, "replace", refuse)
    made = make(write(here, {**EDITED, "a": sheet("Autre", "D'autres mots.")}))
    (told,) = (one for one in made.problems if one.path == "sheets/a.md")
    assert told.code == "ouvert-ailleurs" and "fermez-le" in str(told.hint)
    assert made.files["fiches/a.pdf"] == old["fiches/a.pdf"] and "fiches/b.pdf" in made.made
    assert [one.code for one in make(here).problems].count("ouvert-ailleurs") == 1
    monkeypatch.undo()
    assert "fiches/a.pdf" in make(here).made
    agrees(here)


# What a system that is not Linux lacks: processes are not forked, nothing limits them, locks are taken otherwise.
ELSEWHERE = """
import fcntl, multiprocessing, os, signal, subprocess, sys, types
locks = types.ModuleType("msvcrt")
flock, at_once = fcntl.flock, fcntl.LOCK_EX | fcntl.LOCK_NB
locks.LK_NBLCK, locks.locking = 2, lambda file, *_: flock(file, at_once)
sys.modules |= {"fcntl": None, "resource": None, "pwd": None, "grp": None, "msvcrt": locks}
spawn = multiprocessing.get_context("spawn")
multiprocessing.get_context = lambda method=None: spawn
del os.sched_getaffinity, os.fork, signal.pthread_sigmask
if __name__ == "__main__":
    from fiches.cli.main import main
    main()
"""


def elsewhere(here, out, *command):
    """What a command does to the collection `here` on such a system: (its run, the PDFs in `out`)."""
    program = out.with_suffix(".py")
    program.write_text(ELSEWHERE)
    run = subprocess.run(
        [sys.executable, program, *command, "-C", here, "-o", out], capture_output=True, encoding="utf-8", check=False
    )
    assert "Traceback" not in run.stderr, run.stderr
    return run, pdfs(out)


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(("build", "-j", "2"), marks=pytest.mark.slow),
        pytest.param(("print",), marks=pytest.mark.slow),
        pytest.param(("kit",), marks=pytest.mark.slow),
    ],
    ids=" ".join,
)
def test_where_nothing_is_forked(here, tmp_path, command):
    """The same bytes come of it."""
    run, made = elsewhere(write(here, EDITED), tmp_path / "sortie", *command)
    assert run.returncode == ExitCode.DONE, run.stderr
    expected = make(here).files
    assert {path: made[path] for path in expected} == expected


@pytest.mark.slow
def test_time_where_nothing_else_is_limited(here, tmp_path):
    """A sheet that never ends is stopped, the others are made."""
    endless = "{% for a in range(90000) %}{% for b in range(90000) %}{% endfor %}{% endfor %}"
    write(
        here,
        {
            "z": sheet("Sans fin"),
            "collection": f"{SETTINGS}limites: {{calcul: 1}}\n",
            "templates/note/fiche.html": f'{LAYOUT}{{% if page.sheet.slug == "z" %}}{endless}{{% endif %}}',
        },
    )
    run, made = elsewhere(here, tmp_path / "sortie", "build", "-j", "2")
    assert run.returncode == ExitCode.PROBLEMS
    assert "z.md" in run.stderr and "demande plus de 1 s de calcul" in run.stderr
    assert "fiches/a.pdf" in made and "fiches/z.pdf" not in made


@pytest.mark.parametrize("shift", [pytest.param(shift, marks=pytest.mark.slow) for shift in (-YEARS, YEARS)])
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


@pytest.mark.parametrize("name", ["photos", SLOW("hauteurs"), SLOW("jaquettes")])
def test_a_cache_that_cannot_be_written(here, name):
    """A file stands where its folder should be."""
    folder = here / "build" / output.MEMORY_FOLDER / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.write_bytes(b"")
    completes(write(here, EDITED))


@pytest.mark.slow
def test_a_machine_without_caches_of_its_own(program, here):
    """No home, no folder for the caches of fontconfig: it is told that the next run will know nothing of this one."""
    write(here, EDITED)
    nowhere = {"HOME": "/nonexistent", "XDG_CACHE_HOME": "/dev/null/non", "XDG_DATA_HOME": "/dev/null/non"}
    run = subprocess.run(
        [program, "build"], cwd=here, env={**os.environ, **nowhere}, capture_output=True, encoding="utf-8", check=False
    )
    assert run.returncode == ExitCode.DONE and "HOME ne mène" in run.stderr, run.stderr
    completes(here)


@pytest.mark.parametrize("jobs", [pytest.param(jobs, marks=pytest.mark.slow) for jobs in ("1", "2")])
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

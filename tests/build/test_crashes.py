"""Builds that are killed, short of room, refused or held up: what was whole stays whole, the next one completes."""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from fiches.core.problems import ExitCode, FichesError
from fiches.storage import lock, output
from support.small_collection import make, pdfs, sheet, whole
from support.sources import SLOW, write
from support.stopped_builds import EDITED, build, completes, start

pytestmark = pytest.mark.no_unit

LONG = "\n\n".join(f"Un paragraphe de plus, le {number}e. {'Des mots. ' * 40}" for number in range(120))
CHILDREN = Path("/proc/self/task").exists()


def killed(root, jobs, delay):
    """Builds in a group of processes of its own, all killed after a while."""
    child = os.fork()
    if child == 0:
        try:
            os.setsid()
            make(root, jobs=jobs)
        finally:
            os._exit(0)
    time.sleep(delay)
    try:
        os.killpg(child, signal.SIGKILL)
    except ProcessLookupError:  # not yet a group, or no more
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def kill_again_and_again(done, root, times):
    chance = random.Random(20221105)
    old = pdfs(done / "build")
    new = make(write(shutil.copytree(done, root / "apres"), EDITED)).files
    assert not set(old.values()) & {new[name] for name in new if "fiches" in name}
    for number in range(times):
        one = shutil.copytree(done, root / "essai" / "collection")
        killed(write(one, EDITED), 1 + number % 2, chance.uniform(0, 0.7))
        now = pdfs(one / "build")
        assert set(now) == set(old)
        assert all(data in (old[name], new[name]) and whole(data) for name, data in now.items())
        if number % 3 == 0:  # what was made of a source that is gone when somebody comes back
            (one / "sheets" / "b.md").unlink()
        completes(one)
        shutil.rmtree(root / "essai")


def test_killed_at_any_time(small_built, tmp_path):
    kill_again_and_again(small_built, tmp_path, 2)


@pytest.mark.slow
def test_killed_many_times(small_built, tmp_path):
    kill_again_and_again(small_built, tmp_path, 50)


def test_what_a_killed_build_left_is_ours(here):
    """A half-written file goes, and so does the PDF of a sheet that is removed before anybody entered it."""
    (here / "build" / "fiches" / ".fiches-abcdefgh.tmp").write_bytes(b"%PDF-")
    (here / "build" / output.MEMORY_FOLDER / "hauteurs").mkdir(exist_ok=True)
    (here / "build" / output.MEMORY_FOLDER / "hauteurs" / ".fiches-abcdefgh.tmp").write_bytes(b"{")
    (here / "build" / ".a-moi.tmp").write_bytes(b"a moi")
    child = os.fork()
    if child == 0:
        try:
            make(write(here, {"d": sheet("Note d")}), tell=lambda *_: os._exit(0))
        finally:
            os._exit(1)
    assert os.waitpid(child, 0)[1] == 0
    assert (here / "build" / "fiches" / "d.pdf").exists()
    (here / "sheets" / "d.md").unlink()
    assert "fiches/d.pdf" in make(here).removed
    assert [path.name for path in (here / "build").rglob("*.tmp")] == [".a-moi.tmp"]


def test_interrupted_work_is_not_lost(here):
    def tell(_name, done, _total):
        if done == 1:
            raise KeyboardInterrupt

    write(here, EDITED)
    with pytest.raises(KeyboardInterrupt):
        make(here, tell=tell)
    assert "fiches/a.pdf" not in make(here).made
    completes(here)


@pytest.mark.skipif(not CHILDREN, reason="needs /proc")
def test_one_process_is_killed(program, here):
    """It loses its own sheet, which is said; the rest is made, and the next build completes."""
    write(here, {**EDITED, "a": sheet("Note a", LONG)})
    run = start(program, here, "-j", "2")
    assert run.stderr.readline().startswith("[1/3] b")
    children = sorted(map(int, Path(f"/proc/{run.pid}/task/{run.pid}/children").read_text().split()))
    os.kill(children[0], signal.SIGKILL)  # the first was given the first, which is long
    _, err = run.communicate()
    assert run.returncode == ExitCode.PROBLEMS
    (lost,) = (line for line in err.splitlines() if "[fabrication-arretee]" in line)
    assert lost.startswith("sheets/a.md:1:1: erreur : la machine a arrêté la fabrication")
    assert "« a » a des erreurs" in err
    assert pdfs(here / "build")["fiches/c.pdf"] == make(here, "c", out=here.parent / "c").files["fiches/c.pdf"]
    code, out, _ = build(program, here)
    assert code == ExitCode.DONE and out.count(" page") == 3
    completes(here)


@pytest.mark.slow
@pytest.mark.skipif(not CHILDREN, reason="needs /proc")
def test_interrupted_with_several_processes(program, here):
    """Ctrl-C on a terminal reaches them all: nobody is left, nothing is said but that it is interrupted."""
    write(here, {**EDITED, "a": sheet("Note a", LONG)})
    run = start(
        program,
        here,
        "-j",
        "2",
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    run.stderr.readline()
    os.killpg(run.pid, signal.SIGINT)
    _, err = run.communicate()
    assert run.returncode == ExitCode.INTERRUPTED
    assert err.splitlines()[-1].startswith("interrompu") and "Traceback" not in err
    with pytest.raises(ProcessLookupError):
        os.killpg(run.pid, 0)
    completes(here)


def test_two_builds_at_once(program, here):
    with lock.held(here / "build", lambda: None):
        second = start(program, write(here, EDITED))
        waits = second.stderr.readline()
        assert waits == "une autre fabrication est en cours dans ce dossier : j'attends qu'elle finisse\n"
        assert second.poll() is None
    assert second.wait() == ExitCode.DONE
    second.communicate()
    completes(here)


WAITER = """
import sys
from pathlib import Path
from fiches.storage import lock
out = Path(sys.argv[1])
with lock.held(out, lambda: print("attend", flush=True)):
    print((out / lock.LOCK).exists(), flush=True)
"""


def test_a_build_waits_while_the_folder_is_cleaned(here):
    """Who waited for a lock that is gone takes the new one, never both."""
    out = here / "build"
    with lock.held(out, lambda: None):
        child = subprocess.Popen([sys.executable, "-c", WAITER, out], stdout=subprocess.PIPE, encoding="utf-8")
        assert child.stdout.readline() == "attend\n"
        (out / lock.LOCK).unlink()
    assert child.communicate()[0] == "True\n"


@pytest.fixture(params=["taille", pytest.param("disque", marks=pytest.mark.slow)])
def tight(request, here):
    """A build folder, or a whole machine, with next to no room: (collection, how to build, how to make room)."""
    if request.param == "taille":
        limit = {"preexec_fn": lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))}
        yield here, limit, limit.clear
        return
    folder = here / "build"
    kept = shutil.move(folder, here.parent / "garde")
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder]
    if os.geteuid() or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("needs root, and to mount a file system")
    try:
        shutil.copytree(kept, folder, dirs_exist_ok=True)
        filler = folder / "a-moi"
        with filler.open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(4096))
            except OSError:
                pass
        yield here, {}, filler.unlink
    finally:
        subprocess.run(["umount", folder], check=True)


def test_a_full_disk(program, tight):
    root, limits, make_room = tight
    old = pdfs(root / "build")
    write(root, EDITED)
    for arguments in ([],) if limits else ([], ["-j", "1"]):
        code, _, err = build(program, root, *arguments, **limits)
        assert code == ExitCode.UNUSABLE, err
        assert "» ne peut pas être écrit : " in err and ("avec -o" in err or "TMPDIR" in err)
        assert limits or "libérez de la place" in err  # where it is the disk that has none
        assert pdfs(root / "build") == old
        assert not list((root / "build").rglob("*.tmp"))
    make_room()
    assert build(program, root, **limits)[0] == ExitCode.DONE
    completes(root)


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root, to mount a file system")
def test_a_read_only_folder(program, here):
    folder, old = here / "build", pdfs(here / "build")
    if subprocess.run(["mount", "--bind", folder, folder], capture_output=True, check=False).returncode:
        pytest.skip("needs to mount a file system")
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", folder], check=True)
        assert build(program, here)[0] == ExitCode.UNUSABLE  # copied files have new stamps, and it would look at them
        code, _, err = build(program, write(here, EDITED))
        assert code == ExitCode.UNUSABLE, err
        assert err.startswith("erreur : « build » ne peut pas être écrit : ") and "avec -o" in err
        assert pdfs(folder) == old
    finally:
        subprocess.run(["umount", folder], check=True)
    completes(here)


def emptied(memory, name):
    """A folder stands where a file should be, or a file where a folder should be."""
    there = memory / name
    is_folder = there.is_dir()
    shutil.rmtree(there) if is_folder else there.unlink()
    there.write_bytes(b"a moi") if is_folder else there.mkdir()


@pytest.mark.parametrize("name", [SLOW("manifest/build.json"), SLOW("jaquettes")])
def test_a_memory_that_cannot_be_written_or_read(here, name):
    """It costs work, and nothing else."""
    emptied(here / "build" / output.MEMORY_FOLDER, name)
    completes(write(here, EDITED))
    completes(here)


@pytest.mark.parametrize("name", ["", "manifest/build.log"])
def test_where_it_cannot_be_said_what_is_written(here, name):
    """Nothing is written: the next run would take it for somebody else's."""
    old = pdfs(here / "build")
    emptied(here / "build" / output.MEMORY_FOLDER, name)
    with pytest.raises(FichesError, match="ne peut pas être écrit"):
        make(write(here, EDITED))
    assert pdfs(here / "build") == old


def test_a_damaged_memory(here):
    """What would be written again the same is taken for ours, and so is what says so itself; not another's."""

    def damage():
        for path in (here / "build" / output.MEMORY_FOLDER).rglob("*"):
            if path.is_file():
                path.write_bytes(b"\xff{")

    damage()
    completes(here)
    damage()
    (here / "build/fiches/b.pdf").write_bytes(b"%PDF- mine")
    built = make(write(here, EDITED))
    assert {one.path for one in built.problems if one.code == "fichier-etranger"} == {"sheets/b.md"}
    assert built.files["fiches/b.pdf"] == b"%PDF- mine" and "fiches/a.pdf" in built.made
    shutil.rmtree(here / "build")
    completes(here)

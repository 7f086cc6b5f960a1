"""The installed command as a process: terminals, pipes, signals, folders that refuse, and a broken installation."""

from __future__ import annotations

import os
import pty
import shutil
import signal
import subprocess
import sys

import pytest

from fiches.core.problems import ExitCode
from support.notes import BAD, BOOKLET, GOOD, NOTE
from support.processes import started
from support.repository import ROOT
from support.sources import write

pytestmark = pytest.mark.no_unit

COLOUR, BAR = "\x1b[31;1m", "━"


@pytest.fixture
def here(tmp_path):
    return write(tmp_path / "collection", {**NOTE, "une-note": GOOD, "fautive": BAD})


def _run(program, folder, *arguments, **more):
    return subprocess.run([program, *arguments], cwd=folder, capture_output=True, encoding="utf-8", **more, check=False)


def _on_terminal(program, folder, *arguments, **environment):
    """(exit code, everything shown) of a run whose three streams are a terminal."""
    ours, theirs = pty.openpty()
    run = subprocess.Popen(
        [program, *arguments],
        cwd=folder,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm-256color", "COLUMNS": "100", **environment},
    )
    os.close(theirs)
    shown = b""
    try:
        while chunk := os.read(ours, 65536):
            shown += chunk
    except OSError:  # Linux says so when the other side is closed
        pass
    os.close(ours)
    return run.wait(), shown.decode()


def test_exit_codes(program, here):
    assert _run(program, here, "check", "une-note").returncode == ExitCode.DONE
    assert _run(program, here, "check").returncode == ExitCode.PROBLEMS
    assert _run(program, here, "chek").returncode == ExitCode.USAGE
    assert _run(program, here, "check", "-C", "sheets").returncode == ExitCode.UNUSABLE


def test_no_colour_outside_a_terminal(program, here):
    run = _run(program, here, "build")
    assert run.returncode == ExitCode.PROBLEMS
    assert "erreur :" in run.stderr
    assert "\x1b" not in run.stdout + run.stderr


def test_terminal(program, here):
    code, shown = _on_terminal(program, here, "build", NO_COLOR="")
    assert code == ExitCode.PROBLEMS
    assert COLOUR in shown and BAR in shown
    assert "1 PDF fait, 0 à jour" in shown and ": 1 erreur" in shown


def test_no_color(program, here):
    code, shown = _on_terminal(program, here, "check", NO_COLOR="1")
    assert code == ExitCode.PROBLEMS
    assert "erreur : la clé" in shown
    assert "\x1b[3" not in shown


def test_a_reader_who_leaves_changes_nothing(program, here):
    """`fiches … | head -0`: the work is done and the exit code tells of it."""
    for arguments, code in ((["build"], ExitCode.PROBLEMS), (["build", "une-note"], ExitCode.DONE)):
        shutil.rmtree(here / "build", ignore_errors=True)
        reading, writing = os.pipe()
        os.close(reading)
        run = subprocess.run([program, *arguments], cwd=here, stdout=writing, stderr=subprocess.PIPE, check=False)
        os.close(writing)
        assert run.returncode == code, run.stderr
        assert b"Traceback" not in run.stderr and b"Exception" not in run.stderr
        assert (here / "build" / "fiches" / "une-note.pdf").is_file()


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")  # noqa: PTH110
def test_a_full_disk_behind_the_output(program, here):
    with open("/dev/full", "w") as full:  # noqa: PTH123
        run = subprocess.run(
            [program, "schema"], cwd=here, stdout=full, stderr=subprocess.PIPE, encoding="utf-8", check=False
        )
    assert run.returncode == ExitCode.UNUSABLE
    assert run.stderr.startswith("erreur : la sortie standard ne peut pas être écrite")


def test_a_console_without_arabic(program, here):
    write(here, {"سوس": GOOD})
    run = subprocess.run(
        [program, "check"], cwd=here, capture_output=True, check=False, env={**os.environ, "PYTHONIOENCODING": "cp1252"}
    )
    assert run.returncode == ExitCode.PROBLEMS
    assert "n'a droit qu'aux minuscules" in run.stderr.decode("cp1252")


def test_interrupted(program, tmp_path):
    """Ctrl-C once the first page is under way: no traceback, and what was there before is whole."""
    write(tmp_path, {**NOTE, **{f"note-{number:02}": GOOD for number in range(40)}})
    old = tmp_path / "build" / "fiches" / "note-39.pdf"
    old.parent.mkdir(parents=True)
    old.write_bytes(b"ancien")
    run = started(program, "build", tmp_path)
    assert run.stderr.readline().startswith("[1/40]")
    run.send_signal(signal.SIGINT)
    _, err = run.communicate()
    assert run.returncode == ExitCode.INTERRUPTED
    assert err.rstrip().endswith("interrompu ; les fichiers déjà écrits sont entiers")
    assert "Traceback" not in err
    assert old.read_bytes() == b"ancien"
    made = [path for path in old.parent.iterdir() if path != old]
    assert all(path.name.startswith(".") or path.read_bytes().rstrip().endswith(b"%%EOF") for path in made)


def test_an_output_folder_that_refuses(program, here):
    write(here, {"fautive": GOOD, "livret": BOOKLET})
    assert _run(program, here, "build").returncode == ExitCode.DONE
    before = {path: path.read_bytes() for path in (here / "build").rglob("*.pdf")}
    assert len(before) == 3
    (here / "notes.txt").write_text("mine")
    run = _run(program, here, "build", "-o", "notes.txt")
    assert run.returncode == ExitCode.UNUSABLE
    assert "notes.txt » ne peut pas être écrit" in run.stderr
    assert "avec -o" in run.stderr
    assert "Traceback" not in run.stderr
    assert {path: path.read_bytes() for path in (here / "build").rglob("*.pdf")} == before
    assert (here / "notes.txt").read_text() == "mine"


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root, to become somebody else")
def test_an_output_folder_of_somebody_else(here):
    """Somebody without the right to write gets a sentence; the file that was there is whole."""
    out = here / "build" / "fiches"
    out.mkdir(parents=True)
    (out / "une-note.pdf").write_bytes(b"ancien")
    out.chmod(0o555)
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.setuid(65534)
            code = _refused(out)
        finally:  # whatever is raised, what was forked ends here: it would run the tests that follow
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert (out / "une-note.pdf").read_bytes() == b"ancien"
    assert [path.name for path in out.iterdir()] == ["une-note.pdf"]


def _refused(out):
    """0 when nothing can be written into a folder, and the refusal says so."""
    from fiches.core.problems import FichesError
    from fiches.storage.files import write as write_whole

    try:
        os.open(out / "essai", os.O_WRONLY | os.O_CREAT)
    except PermissionError:
        try:
            write_whole(out / "une-note.pdf", b"nouveau")
        except FichesError as error:
            return 0 if "ne peut pas être écrit" in str(error.message) else 2
    return 1


def test_a_broken_installation_is_a_bug(here, tmp_path):
    """A file of the package is gone: the traceback, what it is, and whom to tell."""
    copy = tmp_path / "copie"
    for name in ("src", "templates", "styles"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    command = [sys.executable, "-c", "from fiches.cli.main import main; main(['check', 'une-note'])"]
    environment = {**os.environ, "PYTHONPATH": str(copy / "src")}
    whole = subprocess.run(command, cwd=here, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert whole.returncode == ExitCode.DONE, whole.stderr
    (copy / "templates" / "collection.yaml").unlink()
    broken = subprocess.run(command, cwd=here, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert broken.returncode == ExitCode.BUG
    assert "Traceback" in broken.stderr and "templates/collection.yaml" in broken.stderr
    assert "c'est une panne de fiches" in broken.stderr.splitlines()[-1]


def test_the_shell_completes_names(program, here):
    run = _run(
        program,
        here,
        env={**os.environ, "_FICHES_COMPLETE": "bash_complete", "COMP_WORDS": "fiches build un", "COMP_CWORD": "2"},
    )
    assert run.stdout.strip() == "plain,une-note"

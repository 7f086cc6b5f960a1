"""A hostile collection reads its own files and the program's, asks nothing of the network, and spoils only itself."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from fiches.cli.main import run
from fiches.config.project import leaves, open_project
from fiches.core.problems import ExitCode
from support import hostile_collection
from support.repository import ROOT
from support.small_collection import collection, make, sheet
from support.sources import write

pytestmark = pytest.mark.no_unit

LIBRARIES = {Path(path).resolve() for path in (sys.prefix, sys.base_prefix, *filter(None, sys.path)) if path}
SYSTEM = [
    Path(path)
    for path in (
        "/etc/fonts",
        "/etc/ld.so.cache",
        "/etc/localtime",
        "/etc/locale.alias",
        "/etc/mime.types",
        "/lib",
        "/lib64",
        "/usr/lib",
        "/usr/lib64",
        "/usr/local/lib",
        "/usr/share/fonts",
        "/usr/local/share/fonts",
        "/usr/share/locale",
        "/usr/share/zoneinfo",
        "/usr/share/fontconfig",
        "/usr/share/xml/fontconfig",
        "/usr/share/icu",
        "/usr/share/terminfo",
        "/var/cache/fontconfig",
        "/proc/self",
        "/proc/cpuinfo",
        "/proc/filesystems",
        "/proc/meminfo",
        "/sys/devices/system/cpu",
        "/dev/null",
        "/dev/urandom",
        "/dev/shm",
        "/usr/bin",
        "/usr/lib/locale",
        "/root/.cache/fontconfig",
        "/etc/ssl",
    )
]
# The engine unpacks its fonts there, in the folder of its process.
TEMPORARY = re.compile(
    rf"{tempfile.gettempdir()}/(?:fiches-[a-z0-9_]{{8}}(?:/weasyprint-|$)|weasyprint-|[a-z0-9_]{{8}}$)"
)


def allowed(name, *more):
    path = Path(name)
    homes = [
        *LIBRARIES,
        *SYSTEM,
        ROOT,
        Path.home() / ".cache" / "fontconfig",
        Path.home() / ".fonts",
        Path.home() / ".local" / "share" / "fonts",
        Path(os.environ["XDG_STATE_HOME"], "fiches"),  # the key of this user
        *more,
    ]
    return any(one.is_relative_to(home) for one in (path, path.resolve()) for home in homes)


@pytest.fixture(scope="module")
def attacked(tmp_path_factory):
    """A hostile collection, built under watch: (root, attacks, what was said, all that was opened)."""
    base = tmp_path_factory.mktemp("hostile")
    root, tried = hostile_collection.collection(base / "collection", base / "secret")
    ran, events = hostile_collection.watched(root, base / "journal.txt", "build")
    return root, tried, ran, events


def test_nothing_outside_is_opened(attacked):
    root, _, ran, events = attacked
    opened = [name for event, name in events if event.startswith(("open", "os."))]
    assert len(opened) > 500 and str(root / "templates/note/note.html") in opened
    strange = {name for name in opened if not allowed(name, root) and not TEMPORARY.match(name)}
    assert strange - {str(root.parent), tempfile.gettempdir()} == set(), ran.stderr[-2000:]
    assert not [name for name in opened if "/secret/" in name or name.endswith("/secret")]


def test_nobody_is_asked(attacked):
    """No socket is opened, no program started."""
    assert [one for one in attacked[3] if not one[0].startswith(("open", "os."))] == []


def test_each_attack_spoils_only_its_own_sheet(attacked):
    root, tried, ran, _ = attacked
    assert ran.returncode == ExitCode.PROBLEMS and "Traceback" not in ran.stderr
    made = {path.stem for path in (root / "build" / "fiches").glob("*.pdf")}
    blamed = set(re.findall(r"(?m)^.*sheets/([a-z-]+)\.md:\d+:\d+: erreur", ran.stderr))
    harmless = {"objet", "inclus", "cadre", "dessin-etranger"}  # the engine knows nothing of these
    assert "note" in made and "note" not in blamed
    assert blamed >= set(tried) - harmless - made | {"lien"}
    for name in made:
        data = (root / "build" / "fiches" / f"{name}.pdf").read_bytes()
        assert b"CANARI" not in data and b"/EmbeddedFile" not in data and b"javascript:" not in data
    assert made <= harmless | {"note", "feuille-xml"} | {name for name in tried if name.startswith("svg-")}


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace")
def test_the_system_s_own_record(tmp_path, program):
    """The same, by what the kernel was asked: libraries in C open files too."""
    root, _ = hostile_collection.collection(tmp_path / "collection", tmp_path / "secret")
    log = tmp_path / "strace.txt"
    calls = "trace=open,openat,openat2,creat,socket,connect,execve"
    subprocess.run(
        ["strace", "-f", "-qq", "-e", calls, "-o", log, program, "build", "-C", root], capture_output=True, check=False
    )
    told = log.read_text("utf-8", "replace")
    assert not re.findall(r"(?m)^.*\b(?:socket|connect)\(.*$", told)
    assert len(re.findall(r"\bexecve\(", told)) == 1
    opened = {match[1] for match in re.finditer(r'open(?:at2?)?\((?:[^,"]+, )?"([^"]*)".* = \d+', told)}
    absolute = {name for name in opened if name.startswith("/")}
    strange = {name for name in absolute if not allowed(name, root) and not TEMPORARY.match(name)}
    assert strange - {"/", tempfile.gettempdir(), str(root.parent)} == set()
    assert not [name for name in opened if "/secret/" in name or name.endswith("/secret")]


@pytest.mark.parametrize(
    "name",
    [
        "sheets/collection.yaml",
        "templates/note/fiche.html",
        "templates/note",
        "styles/note.css",
        "styles",
        "templates",
        "sheets",
        "build",
        "build/fiches",
    ],
)
def test_a_link_out_of_the_collection(tmp_path, name):
    """Nothing is read or written there, and the command says which it is."""
    root = collection(tmp_path / "collection")
    away = tmp_path / "ailleurs"
    (root / name).parent.mkdir(exist_ok=True)
    if (root / name).exists():
        shutil.move(root / name, away)
    else:
        away.mkdir()
    before = sorted(away.rglob("*"))
    (root / name).symlink_to(away)
    project, (problem,) = open_project(root)
    assert project is None
    assert (problem.path, problem.code) == (name, "lien-hors-collection") and problem.hint
    assert run(["build", "-C", str(root)]) == ExitCode.PROBLEMS
    assert sorted(away.rglob("*")) == before


def test_a_link_inside_is_followed(tmp_path):
    root = collection(tmp_path / "collection")
    shutil.move(root / "styles", root / "aspect")
    (root / "styles").symlink_to(root / "aspect")
    assert not make(root).codes


def test_a_sheet_that_is_a_link_out(tmp_path):
    (tmp_path / "z.md").write_text(sheet("Un secret"))
    root = collection(tmp_path / "collection")
    (root / "sheets" / "z.md").symlink_to(tmp_path / "z.md")
    made = make(root)
    assert [(one.path, one.code) for one in made.problems] == [("sheets/z.md", "lien-hors-collection")]
    assert "fiches/a.pdf" in made.files and "fiches/z.pdf" not in made.files


def test_pipes_do_not_hold_a_build(tmp_path):
    root = collection(tmp_path / "collection")
    for name in ("sheets/tube.md", "sheets/images/tube.svg"):
        os.mkfifo(root / name)
    assert not make(root).codes
    os.mkfifo(root / "styles" / "tube.css")
    assert [problem.code for problem in open_project(root)[1]] == ["lien-hors-collection"]


def test_a_folder_that_links_to_the_whole_machine(tmp_path):
    """It is not walked through."""
    root = collection(tmp_path / "collection")
    (root / "sheets" / "tout").symlink_to("/")
    assert not make(root).codes


def test_a_great_file_is_not_read(tmp_path):
    root = write(collection(tmp_path / "collection"), {"b": sheet("Note b", photo="images/grande.png", key="terre")})
    with (root / "sheets" / "images" / "grande.png").open("wb") as file:
        file.truncate(1 << 40)
    assert "image-format" in make(root).codes


@pytest.mark.parametrize(
    ("name", "out"),
    [
        ("images/a.jpg", False),
        ("a.jpg", False),
        ("images/../a.jpg", False),
        ("12:30.jpg", False),
        ("images/été 1.jpg", False),
        ("../a.jpg", True),
        ("images/../../a.jpg", True),
        ("/etc/passwd", True),
        (r"\\hote\partage\a.jpg", True),
        ("//h/a", True),
        (r"..\a.jpg", True),
        ("C:/a.jpg", True),
        ("c:a.jpg", True),
        ("a\0.jpg", True),
        (r"\a.jpg", True),
    ],
)
def test_names_that_leave(name, out):
    """Judged by their letters on any system: to look for a file on another machine is to tell it who we are."""
    assert leaves(name) == out


@pytest.mark.parametrize(
    "name", ["/etc/passwd", r"\\\\hote\\a.jpg", "../../secret.jpg", "file:///etc/passwd", "http://localhost:9/a.jpg"]
)
def test_pictures_that_a_sheet_names(tmp_path, name):
    root = write(collection(tmp_path / "collection"), {"b": sheet("Note b", photo=f'"{name}"', key="terre")})
    (code,) = make(root, "b").codes
    assert code in ("image-hors-collection", "image-format", "image-absente")

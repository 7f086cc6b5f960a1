"""What is true of a build is true of posters, press files and the kit: edits, kills, full disks, two runs at once."""

from __future__ import annotations

import errno
import os
import re
import shutil
import subprocess
import sys
from contextlib import suppress
from itertools import count as count_from
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, note, seed, settings
from hypothesis import strategies as st

from fiches.core.problems import FichesError
from fiches.storage import clean, manifest, output, whole_runs
from fiches.storage.folders import Folder
from support import families, small_collection
from support.edits import BROKEN, GOOD, NAMES, STEP, Desk
from support.families import FAMILIES
from support.small_collection import BOOK, LAYOUT, SETTINGS, STYLE, sheet
from support.sources import SLOW, write

pytestmark = [pytest.mark.no_unit, pytest.mark.usefixtures("fonts_cut_once")]
PUBLIC = f"{SETTINGS}adresse: https://fiches.example.org\n"  # so that posters and kit have their codes
CALM = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]
EDITED = {"a": sheet("Note a", "D'autres mots."), "d": sheet("Note d")}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Everything made once of the small collection; not to be touched."""
    root = small_collection.collection(tmp_path_factory.mktemp("familles") / "collection", collection=PUBLIC)
    families.make(root)
    return root


@pytest.fixture
def here(made, tmp_path):
    return shutil.copytree(made, tmp_path / "collection")


def mended(desk):
    """The collection without a fault: errors leave older files on purpose, and those are not compared."""
    for name in NAMES:
        desk.replace(name, BROKEN, GOOD)
        desk.replace(name, " ☃", "")  # which no font has
    for name in ("livret", "livret-eau"):
        (desk.root / f"sheets/{name}.md").unlink(missing_ok=True)
    desk.write("sheets/collection.yaml", PUBLIC)
    desk.write("templates/note/fiche.html", LAYOUT)
    desk.write("templates/note/livret.html", BOOK)
    desk.write("styles/note.css", STYLE)
    if not any(desk.source(name).exists() for name in NAMES):
        desk.add("a", 2)
    desk.write("sheets/livret.md", "---\ntitre: Un livret\n---\n")


@pytest.fixture(scope="module")
def edited(made, tmp_path_factory):
    """What a clean run makes once the collection is edited."""
    root = write(shutil.copytree(made, tmp_path_factory.mktemp("retouche") / "collection"), EDITED)
    return families.make(root, out=root / "nouveau")


def agree(root, expected, foreign=()):
    """All families leave what a clean run makes, and make nothing the next time."""
    built = families.make(root)
    more = {path: data for path, data in built.items() if path not in expected}
    assert all(data == dict(foreign).get(path) for path, data in more.items()), sorted(more)
    assert {path: built.get(path) for path in expected} == expected
    before = {
        path: path.stat().st_mtime_ns for path in sorted((root / "build").rglob("*.*")) if ".fiches" not in path.parts
    }
    families.make(root)
    assert {path: path.stat().st_mtime_ns for path in before} == before
    assert not list((root / "build").rglob("*.tmp"))


def stopped(desk, family, number):
    """A run of a family whose process is gone after some of its tasks."""
    child = os.fork()
    if child == 0:
        try:
            families.make(desk.root, family, tell=lambda _name, done, _total: done == number and os._exit(0))
        finally:
            os._exit(0)
    os.waitpid(child, 0)


def tried(base, made, steps):
    shutil.rmtree(base, ignore_errors=True)
    desk = Desk(base / "autre")
    shutil.rmtree(desk.root)
    shutil.copytree(made, desk.root)
    for (edit, name, extent, _), family in steps:
        note(f"{edit} {name} {extent}, then {family}")
        getattr(desk, edit)(name, extent)
        with suppress(AssertionError, FichesError):  # settings that cannot be read
            stopped(desk, family, extent) if extent % 2 else families.make(desk.root, family)
    mended(desk)
    agree(desk.root, families.make(desk.root, out=base / "nouveau"), desk.spoilt)


STEPS = st.tuples(STEP, st.sampled_from(sorted(FAMILIES)))


SOME = [
    (("words", "a", 2, False), "build"),
    (("photo", "b", 1, False), "press"),
    (("rename", "c", 3, False), "kit"),
]


@settings(max_examples=1, deadline=None, database=None, suppress_health_check=CALM)
@given(steps=st.just(SOME))
def test_some_edits(tmp_path, made, steps):
    """An edit before each run; after an odd number of tasks its process is gone."""
    tried(tmp_path / "essai", made, steps)


@pytest.mark.slow
@seed(20221105)
@settings(max_examples=100, deadline=None, database=None, suppress_health_check=CALM)
@given(steps=st.lists(STEPS, min_size=1, max_size=10))
def test_many_edits(tmp_path, made, steps):
    tried(tmp_path / "essai", made, steps)


@pytest.mark.parametrize("family", [SLOW("build"), SLOW("kit"), SLOW("posters"), SLOW("press")])
def test_killed_after_its_first_file(here, edited, tmp_path, family):
    desk = Desk(tmp_path / "desk")
    desk.root = write(here, EDITED)
    stopped(desk, family, 0)
    agree(here, edited)


@pytest.mark.parametrize("family", [SLOW("build"), SLOW("kit"), SLOW("posters"), SLOW("press")])
def test_a_full_disk_leaves_the_last_files_and_the_next_run_completes(here, edited, monkeypatch, family):
    before = families.files(here / "build")
    write(here, EDITED)
    real, count = Folder.put, count_from(0)

    def full(folder, name, data):
        if output.MEMORY_FOLDER not in Path(folder.path).parts and next(count) >= 1:
            raise OSError(errno.ENOSPC, "full")
        return real(folder, name, data)

    monkeypatch.setattr(Folder, "put", full)
    with pytest.raises(FichesError):
        families.make(here, family)
    monkeypatch.undo()
    left = families.files(here / "build")
    assert all(left[path] for path in left), "half a file"
    assert set(before) <= set(left)
    agree(here, edited)


@pytest.mark.parametrize("family", [SLOW("build"), SLOW("kit"), SLOW("posters"), SLOW("press")])
def test_two_runs_at_once_take_turns(here, edited, family):
    write(here, EDITED)
    child = os.fork()
    if child == 0:
        try:
            families.make(here, family)
        finally:
            os._exit(0)
    families.make(here, family)
    os.waitpid(child, 0)
    agree(here, edited)


@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_clean_knows_what_each_family_wrote(here, family):
    mine = here / "build" / "a-moi.txt"
    mine.write_text("à moi")
    written = manifest.read(here / "build", family).files
    assert written and all((here / "build" / path).is_file() for path in written)
    clean.clear(here / "build")
    assert [path for path in (here / "build").rglob("*") if path.is_file()] == [mine]


def test_the_files_of_a_family_are_its_own(made):
    every = [path for family in FAMILIES for path in manifest.read(made / "build", family).files]
    assert len(every) == len(set(every)) and set(every) == set(families.files(made / "build"))


def test_a_poster_goes_with_its_sheet_even_while_another_has_errors(here):
    (here / "sheets/c.md").unlink()
    write(here, {"b": "---\ntitre:\n---\n", "livret": "---\ntitre: Un livret\nfiches: [a]\n---\n"})
    families.make(here, "posters")
    names = {path.name for path in (here / "build/affiches").iterdir()}
    assert "affiche-c.pdf" not in names and {"affiche-a.pdf", "affiche-b.pdf"} <= names


HEAVY = ("weasyprint", "jinja2", "markdown_it", "pikepdf", "yaml", "fiches.build.pipeline", "fiches.config.project")
TWICE = """
import sys
from fiches.cli.main import run
code = run(sys.argv[1:])
print([name for name in {heavy!r} if name in sys.modules])
sys.exit(code)
"""


@pytest.mark.parametrize(
    ("command", "families"),
    [
        SLOW("posters", ["posters"]),
        ("print", ["press", "build", "posters"]),
        SLOW("kit", ["kit", "build", "posters"]),
    ],
)
def test_nothing_is_loaded_when_nothing_changed(here, command, families):
    """As for a build: the second run finds all as it was by its stamps alone; a change of any source is seen."""

    def say():
        asked = [sys.executable, "-c", TWICE.format(heavy=HEAVY), command]
        return subprocess.run(asked, cwd=here, capture_output=True, encoding="utf-8", check=False)

    first, second = say(), say()
    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    assert second.stdout.splitlines()[-1] == "[]"
    assert not re.search(r"[1-9]\d* PDF faits?", second.stdout)
    assert [line for line in second.stderr.splitlines() if ": " in line] == [
        line for line in first.stderr.splitlines() if ": " in line and not line.startswith("[")
    ]
    assert whole_runs.unchanged(here, None, *families)
    write(here, {"a": sheet("Note a", "D'autres mots.")})
    assert not whole_runs.unchanged(here, None, *families)

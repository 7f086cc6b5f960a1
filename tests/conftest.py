"""What all tests share: their kinds, and the collection of sheets/ built once for those that look at finished files."""

from __future__ import annotations

import atexit
import functools
import gc
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import hypothesis
import pytest

from fiches.render import fast_import
from fiches.storage.fingerprints import key
from fiches.typography import font_subsets
from support import kinds, small_collection
from support.repository import ROOT, SLUGS

MEMORY, ROOM = Path("/dev/shm"), 4 << 30  # a folder of Linux that no disk holds; bytes


def _quick_folder() -> str:
    """Where tests write: in memory where it has room and programs may start, as disks make them wait."""
    if not os.access(MEMORY, os.W_OK) or os.statvfs(MEMORY).f_flag & os.ST_NOEXEC:
        return tempfile.gettempdir()
    return str(MEMORY) if shutil.disk_usage(MEMORY).free > ROOM else tempfile.gettempdir()


os.environ["LC_ALL"] = "C.UTF-8"  # answers in French, whatever the machine speaks
if "PYTEST_XDIST_WORKER" not in os.environ:  # a key of their own and a temporary folder, the same for a whole run
    temporary = os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", _quick_folder())  # where tmp_path of what fails stays
    tempfile.tempdir = tempfile.mkdtemp("", "fiches-tests-", temporary)
    os.environ["TMPDIR"] = os.environ["XDG_STATE_HOME"] = tempfile.tempdir
    atexit.register(shutil.rmtree, tempfile.tempdir, ignore_errors=True)
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's `&` ignores it, and so would every child
KIND = pytest.StashKey[str]()
GUARD = kinds.Guard()


def pytest_configure(config):
    """Random examples are the same in every run, but for those of the slow tests; unit tests alone have a few each."""
    hypothesis.settings.register_profile("same", derandomize=True, max_examples=50)
    hypothesis.settings.register_profile("few", derandomize=True, max_examples=10)
    if "slow" not in config.option.markexpr:
        hypothesis.settings.load_profile("few" if config.option.markexpr == "unit" else "same")
    gc.disable()  # while thousands of tests are found, and nothing is left behind


def pytest_collection_finish():
    """The tests and what they import stay to the end: passing over them at each collection is a tenth of the time."""
    gc.freeze()
    gc.enable()


def pytest_ignore_collect(collection_path, config):
    """What imports the engine holds no unit test: where only those are wanted it is not even loaded."""
    wanted = config.option.markexpr == "unit" and collection_path.suffix == ".py"
    return True if wanted and kinds.ENGINE.search(collection_path.read_text("utf-8")) else None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    """Each test has the mark of its kind; the slow ones run only when they are asked for."""
    for item, kind in kinds.kinds(items).items():
        item.stash[KIND] = kind
        item.add_marker(kind)
    if "slow" not in config.option.markexpr:
        slow = {item for item in items if item.get_closest_marker("slow")}
        config.hook.pytest_deselected(items=[*slow])
        items[:] = [item for item in items if item not in slow]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item):
    """The engine is loaded once, shared by the processes that builds are made in, and only if a test needs it."""
    if item.stash[KIND] not in kinds.WITHOUT_ENGINE and "weasyprint" not in sys.modules:
        fast_import.load()
    with GUARD.watching(item.stash[KIND]):
        return (yield)


@pytest.fixture(scope="session")
def fonts_cut_once():
    """A kit costs most for its fonts, and nearly all kits of a run have the same: whichever process asks, one cuts."""
    kept, cut = Path(tempfile.gettempdir(), "polices"), font_subsets.subset
    kept.mkdir(exist_ok=True)

    @functools.wraps(cut)  # by whose name it goes to other processes
    def subset(file: Path, characters: str) -> bytes:
        place = kept / key(file.read_bytes(), characters)
        if not place.exists():
            half = place.with_suffix(f".{os.getpid()}")
            half.write_bytes(cut(file, characters))
            half.replace(place)
        return place.read_bytes()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(font_subsets, "subset", subset)
        yield


@dataclass(frozen=True)
class Finished:
    """What a build of sheets/ left: its folder, and what the command said."""

    out: Path
    said: str

    @property
    def booklet(self) -> Path:
        return self.out / "livret.pdf"

    def sheet(self, slug: str) -> Path:
        return self.out / "fiches" / f"{slug}.pdf"

    @property
    def files(self) -> list[Path]:
        return [*map(self.sheet, SLUGS), self.booklet]


@pytest.fixture(scope="session")
def program() -> str:
    """The installed command of this environment."""
    found = shutil.which("fiches", path=Path(sys.executable).parent)
    assert found, "fiches is not installed beside this Python"
    return found


@pytest.fixture(scope="session")
def finished(program) -> Finished:
    """The ten sheets and the booklet; where tests run in several processes, one builds and the others find it done."""
    out = Path(tempfile.gettempdir(), "fini")
    run = subprocess.run([program, "build", "-C", ROOT, "-o", out], capture_output=True, encoding="utf-8", check=False)
    if run.returncode:
        pytest.fail(f"the collection does not build:\n{run.stdout}{run.stderr[-1500:]}", pytrace=False)
    return Finished(out, run.stdout + run.stderr)


@pytest.fixture(scope="session")
def small_built(tmp_path_factory) -> Path:
    """The small collection, built once; not to be touched."""
    root = small_collection.collection(tmp_path_factory.mktemp("petite") / "collection")
    small_collection.make(root)
    return root


@pytest.fixture
def here(small_built, tmp_path) -> Path:
    """A copy of it, built; the stamps of its files differ, their bytes do not."""
    return shutil.copytree(small_built, tmp_path / "collection")

"""What all tests share: where they write, their kinds, and what those of a kind are spared."""

from __future__ import annotations

import atexit
import gc
import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path

import hypothesis
import pytest
from hypothesis.internal.conjecture import providers

from support import forks, kinds

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
    """Random examples are the same in every run, but for those of the slow tests; unit tests alone have a few each.

    Among a few are no numbers and texts of our own code, which Hypothesis would read whole for them, in each process.
    """
    hypothesis.settings.register_profile("same", derandomize=True, max_examples=50)
    hypothesis.settings.register_profile("few", derandomize=True, max_examples=6)
    if "slow" not in config.option.markexpr:
        hypothesis.settings.load_profile("few" if config.option.markexpr == "unit" else "same")
    if config.option.markexpr == "unit":
        providers._get_local_constants = lambda: providers._local_constants
    if config.option.dist == "no" or hasattr(config, "workerinput"):  # what only hands tests out runs none
        config.pluginmanager.import_plugin("support.shared")
    if forks.are_wanted(config):
        config.pluginmanager.register(forks)
    gc.disable()  # while thousands of tests are found, and nothing is left behind


def pytest_collection_finish():
    """The tests and what they import stay to the end: passing over them at each collection is a tenth of the time."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    gc.enable()


def pytest_ignore_collect(collection_path, config):
    """What a file says of all its tests, or that it imports the engine, counts before it is even loaded."""
    wanted = config.option.markexpr
    if collection_path.suffix != ".py" or "slow" in wanted:
        return None
    text = collection_path.read_text("utf-8")
    unwanted = kinds.NO_UNIT if wanted == "unit" else {"slow"}
    return True if kinds.of_all(text) & unwanted or (wanted == "unit" and kinds.ENGINE.search(text)) else None


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
        from fiches.render import fast_import

        fast_import.load()
    with GUARD.watching(item.stash[KIND]):
        return (yield)

"""Work shared among processes: the order of results, what is raised, who dies, and that nobody is left behind."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
import time
from functools import partial
from multiprocessing.reduction import ForkingPickler
from pathlib import Path
from types import MappingProxyType

import pytest

from fiches.build import tasks
from fiches.build.session import RenderSession
from fiches.config.project import open_project
from fiches.storage import workers
from fiches.storage.fingerprints import Digests
from fiches.storage.workers import TaskLost
from support import small_collection

pytestmark = pytest.mark.no_unit


class Refusing(Exception):  # noqa: N818
    """An exception that cannot be made again from what it says."""

    def __init__(self, one, two):
        super().__init__(f"{one} {two}")


def _twice(number):
    return 2 * number


def _waits_for(path, number):
    """The first ends only when somebody says so."""
    while number == 0 and not path.exists():
        time.sleep(0.001)
    return number


def _dies(number):
    if number == 1:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def _raises(kind, number):
    raise kind(f"numéro {number}", "mal") if kind is Refusing else kind(f"numéro {number}")


def _sleeps(_):
    time.sleep(60)


@pytest.mark.parametrize("jobs", [1, 2, 3, 9])
def test_every_task_once(jobs):
    assert sorted(workers.run(range(7), _twice, jobs)) == [(number, 2 * number) for number in range(7)]
    assert not multiprocessing.active_children()


def test_nothing_to_do():
    assert list(workers.run([], _twice, 4)) == []


def test_one_job_needs_no_process():
    assert [pid for _, pid in workers.run([1, 2], lambda _: os.getpid(), 1)] == [os.getpid()] * 2
    assert os.getpid() not in [pid for _, pid in workers.run([1, 2], lambda _: os.getpid(), 2)]


def test_results_as_they_are_ready(tmp_path):
    results = workers.run(range(3), partial(_waits_for, tmp_path / "va"), 2)
    assert [next(results)[0], next(results)[0]] == [1, 2]
    (tmp_path / "va").touch()
    assert list(results) == [(0, 0)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_is_raised_is_raised_here(jobs):
    with pytest.raises(ValueError, match="numéro") as raised:
        list(workers.run(range(4), partial(_raises, ValueError), jobs))
    assert jobs == 1 or "in _raises" in raised.value.__notes__[0]
    assert not multiprocessing.active_children()


def test_an_exception_that_cannot_travel():
    with pytest.raises(RuntimeError, match=r"(?s)in _raises.*Refusing: numéro \d mal"):
        list(workers.run(range(2), partial(_raises, Refusing), 2))


def test_a_process_that_dies_loses_its_task_alone():
    found = dict(workers.run(range(6), _dies, 2))
    assert isinstance(found.pop(1), TaskLost)
    assert found == {number: number for number in (0, 2, 3, 4, 5)}


def _where(_):
    return os.getpid()


def test_no_process_makes_more_than_its_share(monkeypatch):
    """What libraries never give back would grow with the number of sheets."""
    monkeypatch.setattr(workers, "MOST_TASKS", 3)
    with workers.WorkerPool(_where, 2) as pool:
        found = [pid for turn in (range(7), range(4)) for _, pid in pool.run(turn)]
    assert len(found) == 11 and os.getpid() not in found
    assert max(found.count(pid) for pid in found) == 3


def test_processes_that_die_between_two_tasks():
    """Each task has its answer, or is lost; the others go on in new processes."""
    found = []
    for task, result in workers.run(range(12), _twice, 2):
        found.append((task, result))
        for process in multiprocessing.active_children() if task % 3 == 0 else ():
            process.kill()
            process.join()
    assert sorted(task for task, _ in found) == list(range(12))
    assert all(isinstance(result, TaskLost) or result == 2 * task for task, result in found)


def _unpacks(number):
    Path(tempfile.mkdtemp(), "police").write_bytes(bytes(1000))
    return _dies(number)


def test_nothing_unpacked_is_left(tmp_path, monkeypatch):
    """By those who are done, those who die and those who are stopped: 5 MB of fonts each filled a disk in a month."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    found = dict(workers.run(range(6), _unpacks, 2))
    assert isinstance(found[1], TaskLost)
    assert not list(tmp_path.iterdir())
    results = workers.run([0, 1, 2], lambda task: _sleeps(task) if task else _unpacks(task), 2)
    next(results)
    assert len(list(tmp_path.iterdir())) == 2
    results.close()
    assert not list(tmp_path.iterdir())


def test_nothing_unpacked_is_left_when_the_parent_is_killed(tmp_path):
    said = (
        "import sys; from fiches.storage import workers; from test_workers import _unpacks;"
        "[(print(one, flush=True), sys.stdin.read()) for one in workers.run([0, 2, 3], _unpacks, 2)]"
    )
    paths = os.pathsep.join([*sys.path, str(Path(__file__).parent)])
    alone = subprocess.Popen(  # it waits for us at its first answer, with its workers
        [sys.executable, "-c", said],
        env=os.environ | {"TMPDIR": str(tmp_path), "PYTHONPATH": paths},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    alone.stdout.readline()
    assert list(tmp_path.iterdir())
    alone.kill()
    alone.communicate()
    for _ in range(1000):
        if not list(tmp_path.iterdir()):
            return
        time.sleep(0.01)
    assert not list(tmp_path.iterdir())


def test_a_reader_who_leaves(tmp_path):
    """Ctrl-C, or the first fault: whoever still works is stopped."""
    results = workers.run([0, 1, 2], lambda task: _sleeps(task) if task else (tmp_path / "0").touch(), 2)
    assert next(results)[0] == 0
    assert len(multiprocessing.active_children()) == 2
    results.close()
    assert not multiprocessing.active_children()


def test_read_only_mappings_travel():
    """The values of front matters are such; without it two booklets cannot be made at once."""
    given = MappingProxyType({"titre": MappingProxyType({"fr": "Un"})})
    assert [result for _, result in workers.run([given, given], dict, 2)] == [dict(given)] * 2


def test_what_goes_to_a_process_that_is_not_forked(tmp_path):
    """As on macOS and Windows: the work and its tasks are copied, and make the same."""
    project, _ = open_project(small_collection.collection(tmp_path / "collection"))
    list(workers.run([1, 2], _twice, 2))
    work = partial(tasks.make, RenderSession(project, Digests({})))
    copied = ForkingPickler.loads(ForkingPickler.dumps(work))
    done = copied(tasks.Task("a", project.sheets / "a.md"))
    assert done.good and done.files["fiches/a.pdf"][0].startswith(b"%PDF-")
    assert ForkingPickler.loads(ForkingPickler.dumps(done)) == done

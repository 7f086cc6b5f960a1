"""`pytest` on all cores: the tests are found once, and forks of the process that found them run them.

What each worker of xdist would import and find anew is there when they begin. Whoever asks for workers (`-n`, `-n 0`
too), a debugger, durations or a report gets what pytest does without this, and so does whoever runs few tests, or
slow ones, some of which want to be the only ones. Each fork has a share of the tests, in their order, as their modules
make what several of them need; whoever is done takes half of what another has left.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Iterator
from itertools import chain, pairwise
from multiprocessing.connection import Connection, wait
from typing import Any

import pytest

FEW = 500  # tests that one process runs
ELSEWHERE = ("numprocesses", "usepdb", "trace", "durations", "xmlpath", "collectonly")  # asked by who wants it so


def are_wanted(config: pytest.Config) -> bool:
    """Whether a run is one of many tests, in whatever way is quick; engines survive no fork but Linux's."""
    given = [config.getoption(name, None) for name in ELSEWHERE]
    asked = any(one is not None and one is not False for one in given)  # 0 workers are asked for too
    whole = sys.platform == "linux" and "slow" not in config.option.markexpr
    forks = "fork" in multiprocessing.get_all_start_methods() and (os.cpu_count() or 1) > 1
    return (whole or config.option.markexpr == "unit") and forks and not asked and not hasattr(config, "workerinput")


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool | None:
    """Runs all tests in forks, and tells what they say; None where that is not worth it."""
    if len(session.items) < FEW or session.testsfailed:
        return None
    session.config._tmp_path_factory.getbasetemp()  # type: ignore[attr-defined]  # one for all, which goes with the run
    terminal: Any = session.config.pluginmanager.getplugin("terminalreporter")
    terminal.showfspath = False  # files come by turns
    context, telling = multiprocessing.get_context("fork"), dict[Connection, tuple[Any, Any]]()
    count = os.cpu_count() or 1
    bounds = [len(session.items) * number // count for number in range(count + 1)]
    shares = context.Array("i", [*chain.from_iterable(pairwise(bounds))])
    for number in range(count):
        ours, theirs = context.Pipe(duplex=False)
        at = context.RawValue("i", 0)
        fork = context.Process(target=_run, args=(session, _mine(shares, 2 * number), at, theirs))
        fork.start()
        theirs.close()
        telling[ours] = fork, at
    try:
        _tell(session, telling)
    finally:
        for fork, _ in telling.values():
            fork.terminate()
    return True


def _tell(session: pytest.Session, telling: dict[Connection, tuple[Any, Any]]) -> None:
    """Tells each report as if the test had run here, and of each fork that ended in the middle of a test."""
    hook = session.config.hook
    while telling:
        for ours in wait([*telling]):
            assert isinstance(ours, Connection)
            try:
                report = hook.pytest_report_from_serializable(config=session.config, data=ours.recv())
            except EOFError:
                fork, at = telling.pop(ours)
                fork.join()
                if not fork.exitcode:
                    continue
                item = session.items[at.value]
                said = f"its process ended with {fork.exitcode}: the test that it had taken next was not run"
                report = pytest.TestReport(item.nodeid, item.location, {}, "failed", said, "call")
            hook.pytest_runtest_logreport(report=report)
            if session.shouldfail:
                raise session.Failed(session.shouldfail)


def _run(session: pytest.Session, places: Iterator[int], at: Any, theirs: Connection) -> None:
    """In a fork: runs what nobody else has taken, and hands over what tells something."""
    config = session.config
    config.pluginmanager.unregister(name="terminalreporter")
    capture: Any = config.pluginmanager.getplugin("capturemanager")
    capture.stop_global_capturing()  # into a file that all forks would write to
    capture.start_global_capturing()
    config.pluginmanager.register(_Teller(config, theirs))
    for number, following in pairwise(chain(places, [None])):
        assert number is not None
        at.value = number
        after = None if following is None else session.items[following]
        config.hook.pytest_runtest_protocol(item=session.items[number], nextitem=after)


def _mine(shares: Any, own: int) -> Iterator[int]:
    """The places of tests that this fork runs: its own share, then the latter half of the largest that is left.

    `shares`: the first place of each and the one behind its last, of which `own` is the place of ours.
    """
    while True:
        with shares.get_lock():
            if shares[own] == shares[own + 1]:
                other = max(range(0, len(shares), 2), key=lambda one: shares[one + 1] - shares[one])
                end = shares[other + 1]
                shares[other + 1] = (shares[other] + end) // 2
                shares[own : own + 2] = [shares[other + 1], end]
            place = shares[own]
            if place == shares[own + 1]:
                return
            shares[own] = place + 1
        yield place


class _Teller:
    """Sends the reports of tests to who shows them, but for those of passed beginnings and ends, which say nothing."""

    def __init__(self, config: pytest.Config, theirs: Connection) -> None:
        self._config, self._theirs = config, theirs

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" or not report.passed:
            hook = self._config.hook
            self._theirs.send(hook.pytest_report_to_serializable(config=self._config, report=report))

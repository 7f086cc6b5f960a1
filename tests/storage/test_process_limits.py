"""The bounds that a process is given, beside those that the machine has set already."""

from __future__ import annotations

import json
import os

import pytest

from fiches.storage import process_limits
from fiches.storage.process_limits import MEGABYTE, TaskLimits

pytestmark = pytest.mark.no_unit

resource = pytest.importorskip("resource")
NAMES = ("RLIMIT_CPU", "RLIMIT_AS", "RLIMIT_FSIZE")


def bounds(less):
    """What a process may use once it is given 800 MB, 60 s and 10 MB, where the machine allows `less` of something."""
    ours, theirs = os.pipe()
    if os.fork() == 0:
        try:
            for name, most in less.items():
                resource.setrlimit(getattr(resource, name), (most, most))
            process_limits.limit(TaskLimits(800, 60, 10), 0)
            os.write(theirs, json.dumps([resource.getrlimit(getattr(resource, name))[0] for name in NAMES]).encode())
        finally:
            os._exit(0)
    os.close(theirs)
    with os.fdopen(ours, "rb") as told:
        found = dict(zip(NAMES, json.loads(told.read()), strict=True))
    os.wait()
    return found


@pytest.mark.parametrize("less", [{}, {"RLIMIT_CPU": 30}, {"RLIMIT_AS": 700 * MEGABYTE}, {"RLIMIT_FSIZE": 2000}])
def test_what_the_machine_refuses_of_one_leaves_the_others(less):
    found = bounds(less)
    assert found["RLIMIT_CPU"] in (30, *range(61, 120))
    assert {name: found[name] for name in less} == less
    assert {name: found[name] for name in NAMES[1:] if name not in less} == {
        name: most for name, most in zip(NAMES[1:], (800 * MEGABYTE, 10 * MEGABYTE), strict=True) if name not in less
    }

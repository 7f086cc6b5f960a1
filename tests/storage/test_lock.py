"""A folder held by one run: where the system grants no locks, runs go on without."""

from __future__ import annotations

import errno
import fcntl

import pytest

from fiches.core.problems import FichesError
from fiches.storage import lock


def refusing(monkeypatch, number):
    def refuse(*_):
        raise OSError(number, "refused")

    monkeypatch.setattr(fcntl, "flock", refuse)


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.EOPNOTSUPP, errno.EINVAL, errno.ENOSYS])
def test_a_share_without_locks(tmp_path, monkeypatch, number):
    refusing(monkeypatch, number)
    with lock.held(tmp_path / "build", lambda: pytest.fail("it waits")):
        assert (tmp_path / "build" / lock.LOCK).exists()


def test_another_fault_of_the_disk_is_told(tmp_path, monkeypatch):
    refusing(monkeypatch, errno.EIO)
    with pytest.raises(FichesError, match="le disque ne répond pas"), lock.held(tmp_path, lambda: None):
        pytest.fail("it is held")


def test_a_lock_that_is_a_link_is_not_made_elsewhere(tmp_path):
    (tmp_path / "build/.fiches").mkdir(parents=True)
    (tmp_path / "build" / lock.LOCK).symlink_to(tmp_path / "ailleurs")
    with pytest.raises(FichesError), lock.held(tmp_path / "build", lambda: None):
        pytest.fail("it is held")
    assert not (tmp_path / "ailleurs").exists()

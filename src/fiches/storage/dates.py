"""How new a file is: a date that is true, and the same for the same sources."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path


def newest(paths: Iterable[Path], epoch: str = "") -> str:
    """The day of the newest of some files, as 2026-11-29T00:00:00 (UTC): no run of the same day differs from another.

    `epoch`, in seconds since 1970, is the instant that whoever builds gives instead (SOURCE_DATE_EPOCH).
    """
    with suppress(ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(int(epoch), UTC).isoformat()[:19]
    times = [0.0]
    for path in paths:
        with suppress(OSError):
            times.append(path.stat().st_mtime)
    return f"{datetime.fromtimestamp(max(times), UTC).date().isoformat()}T00:00:00"


def in_pdf(date: str) -> str:
    """A date in ISO 8601, which may be a year alone, as PDF says it: D:20261129000000Z, D:2026 (ISO 32000-1, 7.9.4)."""
    return f"D:{''.join(one for one in date if one.isdigit() or one == 'Z')}"

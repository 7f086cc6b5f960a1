"""What a run is asked to share with other machines: their work, and what they made."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from fiches.cli.console import Console
from fiches.core.messages import message
from fiches.core.problems import ExitCode, FichesError

if TYPE_CHECKING:
    from fiches.storage.cluster import Cluster

DASK = click.option("--dask", default="", metavar="metavar.cluster", help="option.build.dask")
STORE = click.option("--store", default="", envvar="FICHES_STORE", metavar="metavar.store", help="option.store")
_SCHEDULER = re.compile(r"(?:[a-z]+://)?[^\s/]+:\d{1,5}")


def cluster(asked: str, console: Console) -> Cluster | None:
    """The cluster that was asked for, an address or « local:4 »; FichesError where it is none."""
    from fiches.storage.cluster import LOCAL, Cluster

    if not asked:
        return None
    if not LOCAL.fullmatch(asked) and not _SCHEDULER.fullmatch(asked):
        raise FichesError(message("cluster.misread", address=asked), exit_code=ExitCode.USAGE)
    return Cluster(asked, lambda said: console.say(said, err=True))

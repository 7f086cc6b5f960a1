"""The arguments that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

PATH = click.Path(path_type=Path)
FOLDER_OPTION = click.option(
    "-C", "folder", type=PATH, default=Path(), metavar="metavar.folder", help="option.collection"
)
OUT_OPTION = click.option("-o", "out", type=PATH, metavar="metavar.folder", help="option.out")
JOBS = click.option("-j", "jobs", type=click.IntRange(1, 64), metavar="metavar.number", help="option.jobs")
NO_CACHE = click.option("--no-cache", is_flag=True, help="option.no-cache")
STRICT = click.option("--strict", is_flag=True, help="option.strict")
FAIL_FAST = click.option("--fail-fast", is_flag=True, help="option.fail-fast")

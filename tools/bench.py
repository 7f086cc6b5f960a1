"""What fiches costs in CPU seconds, beside plain WeasyPrint, Typst and others; writes docs/performance.md.

`bench.py`: everything but what takes many minutes; `bench.py --big`: that too; `bench.py ten hundred`: those sections.
What is not measured again stays in the page as it was.
"""

from __future__ import annotations

import os
import platform
import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmark import house, peers, publishing, screen
from benchmark.rows import ROOT, RUNS, Row

REPORT = ROOT / "docs" / "performance.md"
HEAD = "| measure | found | bar | held |\n|---|---:|---:|---|"


@dataclass(frozen=True)
class Section:
    """A table of the page."""

    name: str
    title: str
    measures: tuple[Callable[[], Iterable[Row]], ...]
    slow: bool = False


def sections(*, big: bool) -> tuple[Section, ...]:
    """Every table, in the order of the page."""
    return (
        Section("ten", "Ten sheets and their booklet, plain format", (publishing.ten,)),
        Section("design", "Ten sheets and their booklet, full design", (publishing.design,)),
        Section("hundred", "A hundred sheets in one booklet, plain format", (partial(publishing.hundred, big=big),)),
        Section("thousand", "A thousand sheets in fifty booklets, plain format", (publishing.thousand,), slow=True),
        Section("peers", "Other tools, one process a file, plain format", (peers.peers,)),
        Section("house", "Reading and fitting, full design", (house.check, house.fitting)),
        Section("press", "Files for a printer, full design", (house.pressing,)),
        Section("screen", "Weight of the files for the screen, full design", (screen.weights,)),
    )


def machine() -> str:
    """What all this was measured on."""
    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.is_file():
        lines = info.read_text().splitlines()
        names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
        model = next(names, model)
    libraries = ", ".join(
        f"{name} {_version(package)}"
        for name, package in (("WeasyPrint", "weasyprint"), ("pikepdf", "pikepdf"), ("Typst", "typst"))
    )
    return (
        f"{model}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, {libraries}"
    )


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "(absent)"


def introduction() -> str:
    """What the tables mean."""
    return f"""# Performance

Written by `make bench` (tools/bench.py); run it again to measure your machine: it takes about 13 minutes of CPU, and
longer on the clock. `make bench BIG=1` takes many minutes more and measures a thousand sheets too; their table
stands here once it has.

Seconds are CPU time, user and system, children included: the least of {RUNS} runs that take turns (a hundred and a
thousand sheets are made cold once). Memory is the peak of the largest process. Compare ratios, which hold within one
run, rather than seconds.

- *Plain format*: sheets of 1,600 French words and three JPEGs of 2000 × 1500 pixels, in two columns with headings, a
  coloured box and page numbers; a booklet adds a cover and contents with page numbers. The thirty photos of ten sheets
  serve again in more sheets. *Full design*: the ten sheets of this repository.
- *Photos made before*: cut, reduced to 150 dpi and light; that is done once a photo, and plain WeasyPrint, which would
  put each into the file as it is, is spared it.
- *Plain WeasyPrint* is given the very HTML, style sheets, files and options that a build gives it, every sheet and then
  the booklet in one pass, in one process with one font configuration, and it is told the folios of the contents.
- *Typst* compiles the same text with a layout of the same complexity, every sheet and then the booklet, in one process.
- *One edit* begins in a new process, except where the process is said to be warm, as that of `fiches watch` is.

Measured on: {machine()}.
"""


def report(measured: dict[str, str], kept: dict[str, str], last: str) -> str:
    """The page of the manual: tables of this run, else of the last, then what was written by hand."""
    parts = [introduction()]
    for section in sections(big=False):
        table = measured.get(section.title) or kept.get(section.title)
        parts += [f"## {section.title}\n\n{table.strip()}\n"] if table else []
    return "\n".join([*parts, *([last] if last else [])])


def main(arguments: list[str]) -> None:
    """Measures, and writes the page."""
    text = REPORT.read_text("utf-8") if REPORT.exists() else ""
    tables = dict(re.findall(r"^## (.+)\n\n((?:\|.*\n)+)", text, re.MULTILINE))
    hand = re.search(r"^## Floors\n.*", text, re.MULTILINE | re.DOTALL)
    big, wanted = "--big" in arguments, [name for name in arguments if name != "--big"]
    found: dict[str, str] = {}
    for section in sections(big=big):
        if section.name in wanted or (not wanted and (big or not section.slow)):
            rows = [row for measure in section.measures for row in measure()]
            found[section.title] = "\n".join([HEAD, *map(str, rows)]) + "\n"
            print(f"## {section.title}\n\n{found[section.title]}", flush=True)
            REPORT.write_text(report(found, tables, hand[0] if hand else ""), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])

"""What fiches costs in CPU seconds, beside plain WeasyPrint, Typst and others.

`bench.py`: what takes minutes; `bench.py --big`: everything; `bench.py ten hundred`: those sections; with `--pages`
nothing is measured. What is measured goes to benchmark/measured.json; docs/performance.md, its picture and
docs/measurements.md are written from there, and what is not measured again stays as it was.
"""

from __future__ import annotations

import os
import platform
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmark import changes, house, measured, peers, picture, publishing, screen
from benchmark.measured import Measured
from benchmark.rows import ROOT, Row, yardstick

REPORT, TABLES = ROOT / "docs" / "performance.md", ROOT / "docs" / "measurements.md"
ONE = re.compile(r"(?:fitting|press stage) ÷ .*?, (?!the ten)")  # of a sheet among ten
TABLE = re.compile(r"^\| measure \|.*\n(?:\|.*\n)+", re.MULTILINE)
HEAD = "| measure | found | bar | held |\n|---|---:|---:|---|"


@dataclass(frozen=True)
class Section:
    """A table: its name in commands, its title, and what it is called where there is no room for that."""

    name: str
    title: str
    short: str
    measures: tuple[Callable[[], Iterable[Row]], ...]
    slow: bool = False


def sections(*, big: bool) -> tuple[Section, ...]:
    """Every table, in the order of the page."""
    return (
        Section("ten", "Ten sheets and their booklet, plain format", "ten sheets", (publishing.ten,)),
        Section(
            "growth", "Ten, a hundred, a thousand short sheets", "short sheets", (partial(publishing.growth, big=big),)
        ),
        Section("design", "Ten sheets and their booklet, full design", "full design", (publishing.design,), slow=True),
        Section(
            "hundred",
            "A hundred sheets in one booklet, plain format",
            "a hundred sheets",
            (partial(publishing.hundred, big=big),),
            slow=True,
        ),
        Section("peers", "Other tools, one process a file, plain format", "other tools", (peers.peers,), slow=True),
        Section("house", "Reading and fitting, full design", "full design", (house.check, house.fitting), slow=True),
        Section("thousand", "A thousand short sheets judged", "a thousand sheets", (house.thousand,), slow=True),
        Section("changes", "What a change costs, full design", "full design", (changes.changes,), slow=True),
        Section("commands", "Printers' files and kit, full design", "full design", (changes.commands,), slow=True),
        Section("press", "Files for a printer, full design", "printers", (house.pressing,), slow=True),
        Section(
            "screen", "Weight of the files for the screen, full design", "full design", (screen.weights,), slow=True
        ),
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
    return f"""# Measurements

Written by `make bench` (tools/bench.py), every table as it was measured last; what they come to stands in
[performance.md](performance.md). `make bench` measures the first two in minutes; `make bench BIG=1` all of them, and a
thousand sheets, in an hour or more.

Seconds are CPU time, user and system, children included: the least of two or three runs that take turns (a hundred and
a thousand sheets are made cold once). Memory is that of all processes together, pages that they share counted once; in
tables that do not say their noise it is that of the largest process. *Noise*: between the measures of a table the same
loop is run again; the dearest of these runs ÷ the cheapest. Compare ratios, which hold within one table, rather than
seconds.

- *Plain format*: sheets of 1,600 French words and three JPEGs of 2000 × 1500 pixels, in two columns with headings, a
  coloured box and page numbers; a booklet adds a cover and contents with page numbers. The thirty photos of ten sheets
  serve again in more sheets. *Short sheets*: the same with 100 words. *Full design*: the ten sheets of this repository.
- *Photos made before*: cut, reduced to 150 dpi and light; that is done once a photo, and plain WeasyPrint, which would
  put each into the file as it is, is spared it.
- *Plain WeasyPrint* is given the very HTML, style sheets, files and options that a build gives it, every sheet and then
  the booklet in one pass, in one process with one font configuration, and it is told the folios of the contents.
- *Its user's own HTML* is what a user of WeasyPrint alone would have written for the same text, photos as they are.
- *Typst* compiles the same text with a layout of the same complexity, every sheet and then the booklet, in one process.
- *The program of fc78ac8e*, of 22 November, is ours before it composed pages, as Git has it, on its ten sheets.
- *One edit* begins in a new process, except where the process is said to be warm, as that of `fiches watch` is.

Measured on: {machine()}.
"""


def tables(found: Mapping[str, Measured], last: str) -> str:
    """The page of all tables, then what was written by hand."""
    parts = [introduction()]
    for section in sections(big=False):
        one = found.get(section.name)
        if one:
            noise = f", noise {one.unrest}" if one.unrest else ""
            parts.append(f"## {section.title}\n\n{one.day}{noise}.\n\n{_table(one.rows)}\n")
    return "\n".join([*parts, *([last] if last else [])])


def _table(rows: Iterable[Row]) -> str:
    return "\n".join([HEAD, *map(str, rows)])


def barred(found: Mapping[str, Measured]) -> str:
    """The table of what was asked for: the first sections, and of the others what is said of all sheets together."""
    rows = []
    for section in sections(big=False):
        asked = [row for row in (found[section.name].rows if section.name in found else ()) if row.bar is not None]
        rows += [replace(row, what=f"{section.short}: {row.what}") for row in asked if not ONE.search(row.what)]
    return _table(rows)


def main(arguments: list[str]) -> None:
    """Measures, and writes the pages."""
    big, wanted = "--big" in arguments, [name for name in arguments if not name.startswith("--")]
    found = measured.read()
    for section in sections(big=big):
        due = section.name in wanted or (not wanted and (big or not section.slow))
        if due and "--pages" not in arguments:
            found[section.name] = one = _measured(section, found.get(section.name))
            print(f"## {section.title}, noise {one.unrest}\n\n{_table(one.rows)}\n", flush=True)
            measured.write(found)
    TABLES.write_text(tables(found, _by_hand(TABLES)), "utf-8")
    text = REPORT.read_text("utf-8")
    REPORT.write_text(TABLE.sub(lambda _: f"{barred(found)}\n", text, count=1), "utf-8")
    picture.write([row for one in found.values() for row in one.rows])


def _measured(section: Section, last: Measured | None) -> Measured:
    """A section, between whose measures the yardstick is laid; of numbers of sheets not measured now, what was last."""
    rows, noise = [], [yardstick()]
    for measure in section.measures:
        for row in measure():
            rows.append(row)
            noise.append(yardstick())
    counts = {row.sheets for row in rows}
    rows += [row for row in (last.rows if last else ()) if row.sheets not in counts]
    return Measured(rows, date.today().isoformat(), (min(noise), max(noise)))


def _by_hand(page: Path) -> str:
    """What stands below the tables of a page."""
    found = re.search(r"^## Floors\n.*", page.read_text("utf-8"), re.MULTILINE | re.DOTALL) if page.exists() else None
    return found[0] if found else ""


if __name__ == "__main__":
    main(sys.argv[1:])

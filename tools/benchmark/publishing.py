"""Sheets and their booklets: made cold, after one edit, with nothing changed; beside plain WeasyPrint and Typst."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator

from benchmark.plain_format import Plan
from benchmark.prose import FEW_WORDS
from benchmark.rows import RUNS, Cost, Job, Row, environment, least, measured
from benchmark.trials import Bench, full_design, generated

TEN, HUNDRED = Plan(10, 10), Plan(100, 100)
SHORT = tuple(Plan(sheets, together, FEW_WORDS) for sheets, together in ((10, 10), (100, 20), (1000, 20)))
COLD, EDIT, STILL = "cold", "one edit, sheet and booklet", "nothing changed"
WORKER = 200  # MB, the most that its processes may take together
COLD_RUNS = 2


def ten() -> Iterator[Row]:
    """Ten sheets in the plain format, beside plain WeasyPrint and Typst."""
    with generated(TEN) as one:
        measured(one.build())
        yield from _cold(one, typst=True)
        yield from _edit(one, typst=0.7)
        yield from _still(one, 0.1)
        yield from _warm(one)


def design() -> Iterator[Row]:
    """The ten sheets of the house in their full design, beside plain WeasyPrint."""
    with full_design() as one:
        measured(one.build())
        yield from _cold(one)
        yield from _edit(one)
        yield from _still(one, 0.1)
        yield from _warm(one)


def hundred(*, big: bool) -> Iterator[Row]:
    """A hundred sheets in one booklet; plain WeasyPrint only when minutes do not matter."""
    with generated(HUNDRED) as one:
        ours, typst = measured(one.cold()), measured(one.typst())
        yield Row(COLD, ours.cpu)
        if big:
            plain = measured(one.plain())
            yield Row("plain WeasyPrint", plain.cpu)
            yield Row("cold ÷ plain WeasyPrint", ours.cpu / plain.cpu, "×", bar=0.65)
            yield Row("memory, plain WeasyPrint", plain.memory, "MB")
        yield Row("Typst", typst.cpu)
        yield Row("memory, cold", ours.memory, "MB", bar=WORKER)
        yield Row("memory, Typst", typst.memory, "MB")
        yield from _edit(one, typst=0.25, plain=False, runs=2)
        yield from _still(one)


def growth(*, big: bool) -> Iterator[Row]:
    """Short sheets in booklets of twenty, ten to a thousand of them, beside Typst: what grows with their number."""
    edits = {}
    for plan in SHORT if big else SHORT[:2]:
        with generated(plan) as one:
            ours, typst = measured(one.cold("-j", "1")), measured(one.typst())
            edit, peer = least(one.build("-j", "1", edited=True), one.typst(edited=True), runs=2)
            measured(one.check())
            still, judged = least(one.build(), one.check(), runs=2)
        count = plan.sheets
        edits[count] = edit.cpu
        curves = {
            "fiches, cold": ours.cpu,
            "Typst, cold": typst.cpu,
            "fiches, one edit": edit.cpu,
            "Typst, one edit": peer.cpu,
            "fiches, nothing changed": still.cpu,
            "`fiches check`, after a build": judged.cpu,
        }
        for series, seconds in curves.items():
            yield Row(f"{series}, {count} sheets", seconds, bar=_bar(series, count), series=series, sheets=count)
        yield Row(f"fiches, memory of all processes, cold, {count} sheets", ours.memory, "MB")
        yield Row(f"Typst, memory, cold, {count} sheets", typst.memory, "MB")
    few, *_, many = edits
    yield Row(f"one edit, {many} sheets ÷ {few}", edits[many] / edits[few], "×", bar=2)


def _bar(series: str, sheets: int) -> float | None:
    """What may be asked of a thousand sheets, and of ten."""
    bars = {"fiches, nothing changed": {10: 0.1, 1000: 0.5}, "`fiches check`, after a build": {1000: 3.0}}
    return bars.get(series, {}).get(sheets)


def _cold(one: Bench, *, typst: bool = False) -> Iterator[Row]:
    peers = [one.typst(), one.own_html()] if typst else []
    jobs = [one.cold("-j", "1"), one.photos_made("-j", "1"), one.cold(), one.plain(), *peers]
    alone, spared, shared, plain, *peer = least(*jobs, runs=COLD_RUNS)
    yield Row("cold in one process", alone.cpu)
    yield Row("cold in one process, photos made before", spared.cpu)
    yield Row("plain WeasyPrint, in one process, photos made before", plain.cpu)
    yield Row("cold ÷ plain WeasyPrint, each in one process, photos made before", spared.cpu / plain.cpu, "×", bar=0.65)
    if typst:
        compiled, own = peer
        yield Row("WeasyPrint on its user's own HTML, photos as they are", own.cpu)
        yield Row("cold ÷ WeasyPrint on its user's own HTML", alone.cpu / own.cpu, "×")
        yield Row("Typst", compiled.cpu)
        yield Row("cold ÷ Typst", alone.cpu / compiled.cpu, "×", bar=3)
        yield Row("cold, photos made before ÷ Typst", spared.cpu / compiled.cpu, "×", bar=2)
    yield Row("cold on all cores", shared.cpu)
    yield Row("cold on all cores ÷ plain WeasyPrint in one process", shared.cpu / plain.cpu, "×")
    yield Row("time on the clock, all cores ÷ one process", shared.wall / alone.wall, "×", bar=1)
    yield Row("memory, cold", shared.memory, "MB", bar=WORKER)
    yield Row("memory, plain WeasyPrint", plain.memory, "MB")
    yield from (Row("memory, Typst", cost.memory, "MB") for cost in peer[:1])


def _edit(one: Bench, *, typst: float | None = None, plain: bool = True, runs: int = RUNS) -> Iterator[Row]:
    """The bar is what share of Typst's seconds ours may be."""
    jobs = [one.build(edited=True), *([one.plain(edited=True)] if plain else ())]
    ours, *others = least(*jobs, *([one.typst(edited=True)] if typst else ()), runs=runs)
    yield Row(EDIT, ours.cpu)
    if plain:
        yield Row("one edit, plain WeasyPrint", others[0].cpu)
        yield Row("one edit ÷ plain WeasyPrint", ours.cpu / others[0].cpu, "×")
    if typst:
        yield Row("one edit, Typst", others[-1].cpu)
        yield Row("one edit ÷ Typst", ours.cpu / others[-1].cpu, "×", bar=typst)
    yield Row("memory, one edit", ours.memory, "MB", bar=WORKER)


def _still(one: Bench, bar: float | None = None) -> Iterator[Row]:
    measured(one.build())
    still: Cost = least(one.build())[0]
    yield Row(STILL, still.cpu, bar=bar)


def _warm(one: Bench) -> Iterator[Row]:
    measured(Job(one.build().command, one.edit))
    done = subprocess.run(one.warm(), env=environment(), check=True, capture_output=True, text=True)
    edit, render, page = map(float, done.stdout.split())
    yield Row("one edit in a warm process", edit, bar=0.25)
    yield Row("of which that sheet laid out and drawn", render)
    yield Row("the pages of an edited sheet as the studio shows them, warm", page, bar=0.08)
    yield Row("one edit in a warm process ÷ laying out that sheet", edit / render, "×", bar=1.3)

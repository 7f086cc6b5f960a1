"""Sheets and their booklets: made cold, after one edit, with nothing changed; beside plain WeasyPrint and Typst."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator

from benchmark.plain_format import Plan
from benchmark.rows import RUNS, Cost, Job, Row, environment, least, measured
from benchmark.trials import Bench, full_design, generated

TEN, HUNDRED, THOUSAND = Plan(10, 10), Plan(100, 100), Plan(1000, 20)
COLD, EDIT, STILL = "cold", "one edit, sheet and booklet", "nothing changed"
WORKER = 200  # MB, the most that a process may take


def ten() -> Iterator[Row]:
    """Ten sheets in the plain format, beside plain WeasyPrint and Typst."""
    with generated(TEN) as one:
        measured(one.build())
        yield from _cold(one, typst=True)
        yield from _edit(one, typst=0.8)
        yield from _still(one, 0.25)
        yield from _warm(one)


def design() -> Iterator[Row]:
    """The ten sheets of the house in their full design, beside plain WeasyPrint."""
    with full_design() as one:
        measured(one.build())
        yield from _cold(one)
        yield from _edit(one)
        yield from _still(one, 0.25)
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
        yield from _edit(one, typst=0.4, plain=False, runs=2)
        yield from _still(one)


def thousand() -> Iterator[Row]:
    """A thousand sheets in fifty booklets, beside ourselves with ten."""
    with generated(TEN) as few, generated(THOUSAND) as many:
        measured(few.build())
        cold = measured(many.cold())
        yield Row(COLD, cold.cpu)
        yield Row("memory, cold", cold.memory, "MB", bar=WORKER)
        small, large = least(few.build(edited=True), many.build(edited=True))
        yield Row(EDIT, large.cpu)
        yield Row("memory, one edit", large.memory, "MB", bar=WORKER)
        yield Row("one edit, ten sheets", small.cpu)
        yield Row("a thousand ÷ ten", large.cpu / small.cpu, "×", bar=2)
        yield from _still(many, 2)


def _cold(one: Bench, *, typst: bool = False) -> Iterator[Row]:
    jobs = [one.cold("-j", "1"), one.photos_made("-j", "1"), one.cold(), one.plain(), *([one.typst()] if typst else ())]
    alone, spared, shared, plain, *peer = least(*jobs)
    yield Row("cold in one process", alone.cpu)
    yield Row("cold in one process, photos made before", spared.cpu)
    yield Row("plain WeasyPrint, in one process, photos made before", plain.cpu)
    yield Row("cold ÷ plain WeasyPrint, each in one process, photos made before", spared.cpu / plain.cpu, "×", bar=0.65)
    yield from (Row("Typst", cost.cpu) for cost in peer)
    yield Row("cold on all cores", shared.cpu)
    yield Row("cold on all cores ÷ plain WeasyPrint in one process", shared.cpu / plain.cpu, "×")
    yield Row("time on the clock, all cores ÷ one process", shared.wall / alone.wall, "×", bar=1)
    yield Row("memory, cold", shared.memory, "MB", bar=WORKER)
    yield Row("memory, plain WeasyPrint", plain.memory, "MB")
    yield from (Row("memory, Typst", cost.memory, "MB") for cost in peer)


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
    edit, render = map(float, done.stdout.split())
    yield Row("one edit in a warm process", edit, bar=0.35)
    yield Row("of which that sheet laid out and drawn", render)
    yield Row("one edit in a warm process ÷ laying out that sheet", edit / render, "×", bar=1.3)

"""Reading and fitting: what the sheets of the house cost before and beside the drawing of their pages."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

from benchmark.rows import ROOT, RUNS, Job, Row, fiches, least


def check() -> Iterator[Row]:
    """Reading and judging the ten sheets."""
    yield Row("`fiches check`, ten sheets and a booklet", least(Job(fiches("check")))[0].cpu, bar=0.5)


def fitting() -> Iterator[Row]:
    """What it costs to make each sheet fit its four pages, against laying these pages out once."""
    ratios = {slug: fit / laid for slug, (fit, laid) in _fitted().items()}
    for slug, ratio in sorted(ratios.items()):
        yield Row(f"fitting ÷ one layout, {slug}", ratio, "×", bar=3)
    yield Row("fitting ÷ one layout, the ten sheets", sum(ratios.values()) / len(ratios), "×", bar=3)


def _fitted() -> dict[str, tuple[float, float]]:
    """CPU seconds of fitting and of one plain layout, by sheet, each the least of RUNS in one warm process."""
    from fiches import collection, layout
    from fiches.project import open_project
    from fiches.workshop import Workshop

    project, _ = open_project(ROOT)
    assert project is not None
    shop, found = Workshop(project), {}
    for slug, one in collection.read(project).sheets.items():
        times = [_fit_once(shop, layout, one) for _ in range(RUNS)]
        found[slug] = (min(fit for fit, _ in times), min(laid for _, laid in times))
    return found


def _fit_once(shop: Any, layout: Any, one: Any) -> tuple[float, float]:
    start = time.process_time()
    composed, _ = layout.lay_out(one, shop._studio, shop._measure)
    fitted = time.process_time()
    shop._measure(shop._studio.sheet(one, composed)[0], one.path)
    return fitted - start, time.process_time() - fitted

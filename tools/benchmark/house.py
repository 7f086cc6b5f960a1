"""Reading, fitting and inks: what the sheets of the house cost before, beside and after the drawing of their pages."""

from __future__ import annotations

import time
from collections.abc import Iterator
from functools import partial
from typing import Any

from benchmark.plain_format import Plan
from benchmark.prose import FEW_WORDS
from benchmark.rows import ROOT, RUNS, Job, Row, fiches, least, measured
from benchmark.trials import full_design, generated


def check() -> Iterator[Row]:
    """Reading and judging the ten sheets: where nothing was ever built, where all was, where one was edited since."""
    with full_design() as one:
        command = fiches("check", "-C", one.folder)
        never = least(Job(command))[0]
        measured(one.build())
        measured(Job(command))
        same, edited = least(Job(command), Job(command, one.edit))
    what = "`fiches check`, ten sheets and a booklet"
    yield Row(f"{what}, after a build", same.cpu, bar=0.6)
    yield Row(f"{what}, after an edit", edited.cpu, bar=0.6)
    yield Row(f"{what}, never built", never.cpu, bar=0.6)


def thousand() -> Iterator[Row]:
    """A thousand short sheets in fifty booklets judged, never built: without pages, one of them, and composed too."""
    what = "`fiches check`, in fifty booklets"
    with generated(Plan(1000, 20, FEW_WORDS)) as one:
        never = measured(one.check())
        yield Row(f"{what}, never built", never.cpu, bar=3)
        yield Row(f"{what}, never built, on the clock", never.wall)
        single = least(Job([*one.check().command, one.sheet]))[0]
        yield Row("`fiches check` of one of them", single.cpu, bar=0.3)
    with generated(Plan(1000, 20, FEW_WORDS, pages=1)) as one:
        yield Row(f"{what}, never built, each fitted to its page", measured(one.check()).cpu, bar=25)


def fitting() -> Iterator[Row]:
    """What it costs to make each sheet fit its four pages, against laying these pages out once."""
    ratios = {slug: fit / laid for slug, (fit, laid) in _fitted().items()}
    for slug, ratio in sorted(ratios.items()):
        yield Row(f"fitting ÷ one layout, {slug}", ratio, "×", bar=3)
    yield Row("fitting ÷ one layout, the ten sheets", sum(ratios.values()) / len(ratios), "×", bar=3)


def _fitted() -> dict[str, tuple[float, float]]:
    """CPU seconds of fitting and of one plain layout, by sheet, each the least of RUNS in one warm process."""
    from fiches.build.session import RenderSession
    from fiches.config.project import open_project
    from fiches.lint import collection
    from fiches.lint import fitting as layout

    project, _ = open_project(ROOT)
    assert project is not None
    shop, found = RenderSession(project), {}
    for slug, one in collection.read(project).sheets.items():
        times = [_fit_once(shop, layout, one) for _ in range(RUNS)]
        found[slug] = (min(fit for fit, _ in times), min(laid for _, laid in times))
    return found


def _fit_once(shop: Any, layout: Any, one: Any) -> tuple[float, float]:
    start = time.process_time()
    composed = layout.lay_out(one, shop.project).layout
    fitted = time.process_time()
    html = shop.studio.sheet(one, composed)[0]
    shop.engine._laid_out(shop.engine._source(html), html)
    return fitted - start, time.process_time() - fitted


def pressing() -> Iterator[Row]:
    """What it costs to make each finished sheet ready for a printer, nothing remembered, against laying it out."""
    ratios = _pressed("offset-france")
    for slug, (press, laid) in sorted(ratios.items()):
        yield Row(f"press stage ÷ layout, {slug}", press / laid, "×", bar=1.5)
    for printer, found in (("offset-france", ratios), ("copieur, with leaflet", _pressed("copieur"))):
        press, laid = (sum(times) for times in zip(*found.values(), strict=True))
        yield Row(f"press stage ÷ layout, the ten sheets, {printer}", press / laid, "×", bar=1.5)


def _pressed(printer: str) -> dict[str, tuple[float, float]]:
    """CPU seconds of the press stage and of a sheet laid out, by sheet, each the least of RUNS in one process."""
    from fiches.build.session import RenderSession
    from fiches.config.project import first, open_project, search
    from fiches.graphics import ornaments
    from fiches.images import photos
    from fiches.lint import collection
    from fiches.press import colour, profiles
    from fiches.printing import printer_files
    from fiches.storage.fingerprints import key

    project, _ = open_project(ROOT)
    assert project is not None
    asked, _ = profiles.load(printer, search(ROOT, "templates"))
    path = first(project.styles, ornaments.PALETTE)
    assert asked is not None and path is not None
    palette, _ = colour.builds(path.read_text("utf-8"), asked.ink)
    plates, shop, found = (
        colour.Inks(asked.icc.read_bytes(), asked.ink, palette),
        RenderSession(project, remember=False),
        {},
    )
    known = {key(path.read_bytes()): path for path in (ROOT / "sheets/images").glob("*.jpg")}
    original = partial(photos.original, known=known, memory=None)
    for slug, one in collection.read(project).sheets.items():
        times = [
            _press_once(shop, one, lambda data: printer_files.deliver(data, asked, plates, original))
            for _ in range(RUNS)
        ]
        found[slug] = (min(press for press, _ in times), min(laid for _, laid in times))
    return found


def _press_once(shop: Any, one: Any, deliver: Any) -> tuple[float, float]:
    from fiches.lint import fitting as layout
    from fiches.printing.printer_files import FinishedPdf

    start = time.process_time()
    made = shop.sheet(one, layout.lay_out(one, shop.project))
    laid = time.process_time()
    deliver(FinishedPdf(one.slug, False, made.pdf.data))
    return time.process_time() - laid, laid - start

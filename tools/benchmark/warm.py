"""What an edit costs in a process that stays warm, as `fiches watch` does: run as a module, it prints CPU seconds.

First: the edited sheet and its booklet brought up to date. Then: that sheet laid out and drawn, by an engine as warm,
which like the first finds its photos made ready. Last: its pages as the studio shows them, without an engine.
"""

from __future__ import annotations

import itertools
import os
import re
import sys
import time
from pathlib import Path
from typing import Any

ROUNDS = 6  # the first one only warms the engines


def main(folder: Path, out: Path, slug: str) -> None:
    """Edits a sheet of a collection that is up to date in `out`, again and again."""
    from fiches.build import watch
    from fiches.build.session import RenderSession
    from fiches.config.project import open_project

    source, versions, spent = folder / "sheets" / f"{slug}.md", itertools.count(10), list[float]()
    text = source.read_text("utf-8")

    def edit(*_: object) -> None:
        """Where `watch` waits for a change: all that it does while nobody waits is done."""
        source.write_text(re.sub(r"Version \d+|version \d+", f"Version {next(versions)}", text), "utf-8")
        spent.append(_spent())

    watch._wait_for_change = edit
    rebuilds = watch.watch(folder, out, (), lambda: None)
    next(rebuilds)
    project, _ = open_project(folder, out)
    assert project is not None
    shop, pairs = RenderSession(project), []
    for _ in range(ROUNDS):
        seen = next(rebuilds)
        both = _spent() - spent[-1]
        assert {made.path.stem for made in seen.written} >= {slug}, seen
        pairs.append((both, _laid_out(shop, source), _page(shop, source)))
    print(*(min(times[1:]) for times in zip(*pairs, strict=True)))


def _spent() -> float:
    """CPU seconds of this process and of those that it has started and that are done."""
    return sum(os.times()[:4])


def _page(shop: Any, source: Path) -> float:
    """CPU seconds of a sheet read, judged, fitted and written as the HTML of its pages, which the studio shows."""
    from fiches.lint import collection, fitting

    start = time.process_time()
    one = collection.read_sheet(source, shop.project, shop.finders).sheet
    shop.studio.sheet(one, fitting.lay_out(one, shop.project).layout)
    return time.process_time() - start


def _laid_out(shop: Any, source: Path) -> float:
    """CPU seconds of the layout of one sheet and of writing its PDF."""
    from fiches.lint import collection, fitting

    one = collection.read_sheet(source, shop.project, shop.finders).sheet
    assert one is not None
    html, _ = shop.studio.sheet(one, fitting.lay_out(one, shop.project).layout)
    start = time.process_time()
    shop.engine.render(html, str(source))
    return time.process_time() - start


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])

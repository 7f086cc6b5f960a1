"""What an edit costs in a process that stays warm, as `fiches watch` does: run as a module, it prints CPU seconds.

First: the edited sheet and its booklet brought up to date. Then: that sheet laid out and drawn, by an engine as warm,
which like the first finds its photos made ready.
"""

from __future__ import annotations

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

    watch._wait_for_change = lambda *_: None
    rebuilds = watch.watch(folder, out, (), lambda: None)
    next(rebuilds)
    project, _ = open_project(folder, out)
    assert project is not None
    shop, source = RenderSession(project), folder / "sheets" / f"{slug}.md"
    text, pairs = source.read_text("utf-8"), []
    for version in range(ROUNDS):
        source.write_text(re.sub(r"Version \d+|version \d+", f"Version {version + 10}", text), "utf-8")
        start = _spent()
        seen = next(rebuilds)
        both = _spent() - start
        assert {made.path.stem for made in seen.written} >= {slug}, seen
        pairs.append((both, _laid_out(shop, source)))
    print(*(min(times[1:]) for times in zip(*pairs, strict=True)))


def _spent() -> float:
    """CPU seconds of this process and of those that it has started and that are done."""
    return sum(os.times()[:4])


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

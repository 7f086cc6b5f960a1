"""Other tools that a machine may have, on the HTML of the plain format; those that it has not are passed over."""

from __future__ import annotations

import os
import pickle
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmark.plain_format import Plan
from benchmark.rows import Cost, Job, Row, measured
from benchmark.trials import generated

HTML, PDF = "{html}", "{pdf}"
CHROMIUM = ("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--print-to-pdf={PDF}", HTML)
PEERS = {  # what their command lines are, one file a process
    "weasyprint": (HTML, PDF),
    "prince": (HTML, "-o", PDF),
    "chromium": CHROMIUM,
    "google-chrome": CHROMIUM,
}


def peers() -> Iterator[Row]:
    """Ten sheets and their booklet, one process a file; the booklet in one pass."""
    with generated(Plan(10, 10)) as one:
        measured(one.build())
        one.plain()
        seen = pickle.loads((one.folder / "plain" / "documents.pickle").read_bytes())
        documents = seen["documents"].items()
        files = [_page(one.folder, name, html, seen["roots"], seen["styles"]) for name, html in documents]
        for name, arguments in PEERS.items():
            command = shutil.which(name, path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
            if command:
                costs = [_cost([command, *arguments], file) for file in files]
                edit = costs[0].cpu + costs[-1].cpu
                yield Row(f"{name}: cold", sum(cost.cpu for cost in costs))
                yield Row(f"{name}: one edit, sheet and booklet", edit)
                yield Row(f"{name}: memory", max(cost.memory for cost in costs), "MB")


def _page(folder: Path, name: str, html: str, roots: dict[str, list[str]], styles: Sequence[str]) -> Path:
    """The document as a file among those of the collection, with its style sheets by their paths."""
    links = ""
    for url in styles:
        prefix = next(prefix for prefix in roots if url.startswith(prefix))
        found = (Path(base, url.removeprefix(prefix)) for base in roots[prefix])
        links += f'<link rel="stylesheet" href="{next(path for path in found if path.is_file()).as_uri()}">\n'
    path = folder / "sheets" / f"{name}.html"
    path.write_text(html.replace("</head>", f"{links}</head>"), "utf-8")
    return path


def _cost(command: Sequence[str], file: Path) -> Cost:
    words = {HTML: str(file), PDF: str(file.with_suffix(".pdf"))}
    return measured(Job([_filled(part, words) for part in command]))


def _filled(part: str, words: dict[str, str]) -> str:
    for name, word in words.items():
        part = part.replace(name, word)
    return part

"""How good the lines of a collection are, from its composed pages: python tools/lines.py [folder]."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

from fiches.build.session import RenderSession
from fiches.compose.copyfit import TextSetting, U
from fiches.compose.model import CARD_PAD, Layout
from fiches.compose.paragraph import DIVISION
from fiches.compose.text_blocks import SetParagraph, SetText
from fiches.config.project import Project, open_project
from fiches.core.geometry import POINTS_PER_MM
from fiches.festival.posters import OF_ALL, titled
from fiches.html.documents import BoundSheet
from fiches.html.lined import VOID
from fiches.lint import collection, fitting
from fiches.lint.collection import Collection

DISPLAYED = re.compile(r"titre|exergue|parole|acteur|porteur|recueilli")
SHORT = re.compile(r"(?:^|[\s«])(?:[\w’']{1,3}|\w{1,2}[’'](?:une?|en|y|on|ils?))$")
LAST = 20.0  # mm


def main(folder: str = ".") -> None:
    project, problems = open_project(Path(folder).resolve())
    if project is None:
        sys.exit("\n".join(map(str, problems)))
    every: Counter[str] = Counter()
    found = collection.read(project)
    for slug, one in found.sheets.items():
        laid = fitting.lay_out(one, project).layout
        figures = Counter() if laid is None else sum((figures_of(*each) for each in blocks(laid)), Counter())
        every += figures
        print(f"{slug:28}", told(figures))
    print(f"{'all':28}", told(every))
    print(f"{'heads, facts, front matter':28}", told(sum(map(of_document, documents(project, found)), Counter())))


def documents(project: Project, found: Collection) -> Iterator[str]:
    """The HTML of every sheet, booklet and poster."""
    studio = RenderSession(project, remember=False).studio
    numbered = list(enumerate(found.sheets.values(), start=1))
    book = titled(project, found)
    folios = {sheet.slug: 4 * number for number, sheet in numbered}
    made = [
        *(studio.sheet(sheet, fitting.lay_out(sheet, project).layout) for _, sheet in numbered),
        *(studio.poster(sheet, number) for number, sheet in numbered),
        studio.booklet(book, [BoundSheet(sheet, 4) for _, sheet in numbered], folios),
        *(studio.stand(f"{name}.html", book, numbered) for name in OF_ALL),
    ]
    yield from (html for html, _ in made if html)


class _Lines(HTMLParser):
    """Collects the lines of passages that stand where their element does, not in a block that is composed."""

    def __init__(self) -> None:
        super().__init__()
        self.passages, self._open = list[str](), list[bool]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            return
        told = dict(attrs)
        begins = "lignes" in (told.get("class") or "").split() and "style" not in told
        self._open.append(begins or (bool(self._open) and self._open[-1]))
        if begins:
            self.passages.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1]:
            self.passages[-1] += data


def of_document(html: str) -> Counter[str]:
    """What is counted of all that layouts say."""
    reader = _Lines()
    reader.feed(html)
    every = [passage.split("\n") for passage in reader.passages if passage.strip()]
    ends = [line.rstrip(" ") for lines in every for line in lines[:-1]]
    return Counter(
        lines=sum(map(len, every)),
        divided=sum(end.endswith(DIVISION) for end in ends),
        paragraphs=sum(len(lines) > 1 for lines in every),
        stubs=sum(len(lines) > 1 and " " not in lines[-1].strip() for lines in every),
        displayed=len(ends),
        short=sum(bool(SHORT.search(end)) for end in ends),
    )


def blocks(laid: Layout) -> Iterator[tuple[str, SetText]]:
    """(name, how it is set) of every block on the pages."""
    for number, page in enumerate(laid.pages, start=1):
        for place, frame in page.frames.items():
            name = f"exergue-{number}" if place == "exergue" else place
            if laid.text and name in laid.text.blocks:
                width = frame.width - (2 * CARD_PAD if name.startswith("acteur-") else 0)
                yield name, laid.text.set(TextSetting(name, width, frame.size, frame.leading, frame.columns))


def figures_of(name: str, block: SetText) -> Counter[str]:
    """What is counted of one block."""
    found = sum((_of_paragraph(name, one) for one in block.paragraphs), Counter())
    uneven = len(block.columns) > 1 and max(block.columns) - min(block.columns) > U * 1.5
    return found + Counter(columns=int(len(block.columns) > 1), uneven=int(uneven))


def _of_paragraph(name: str, one: SetParagraph) -> Counter[str]:
    lines = [line for piece in one.pieces for line in piece.lines]
    divided = [line.is_divided for line in lines]
    ends = [one.text[line.start : line.end].rstrip() for line in lines[:-1]]
    shown = DISPLAYED.match(name) and (one.block.kind != "paragraph" or not name.startswith(("acteur", "porteur")))
    last = lines[-1].width * one.size / POINTS_PER_MM if lines else 0
    stub = len(lines) > 1 and (is_stub_of(one) or last < LAST)
    return Counter(
        lines=len(lines),
        divided=sum(divided),
        twice=sum(both == (True, True) for both in pairwise(divided)),
        paragraphs=int(len(lines) > 1),
        stubs=int(stub),
        displayed=len(ends) if shown else 0,
        short=sum(bool(SHORT.search(end)) for end in ends) if shown else 0,
    )


def is_stub_of(one: SetParagraph) -> bool:
    """Whether the last line of a paragraph is one word."""
    last = one.pieces[-1].lines[-1]
    return " " not in one.text[last.start : last.end].strip()


def told(figures: Counter[str]) -> str:
    share = 100 * figures["divided"] / max(1, figures["lines"])
    return (
        f"{figures['lines']:5} lines, {share:4.1f} % divided, {figures['twice']} twice in a row; "
        f"{figures['stubs']} stubs in {figures['paragraphs']} paragraphs; "
        f"{figures['short']} short words at {figures['displayed']} ends of titles, quotations, names; "
        f"{figures['uneven']} uneven of {figures['columns']} in columns"
    )


if __name__ == "__main__":
    main(*sys.argv[1:])

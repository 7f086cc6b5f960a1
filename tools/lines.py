"""How good the lines of collections are, from their composed pages: python tools/lines.py [folder …] [--random 300]."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from fiches.build.session import RenderSession
from fiches.compose.model import Layout
from fiches.compose.paragraph import DIVISION
from fiches.config.project import Project, open_project
from fiches.festival.posters import OF_ALL, titled
from fiches.html.documents import BoundSheet
from fiches.html.lined import VOID
from fiches.lint import collection, fitting
from fiches.lint.collection import Collection

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from support import line_figures, random_sheets  # noqa: E402  # stand beside the tests


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, help="of collections; none: this one")
    parser.add_argument("--random", type=int, default=0, metavar="N", help="so many random sheets too")
    given = parser.parse_args()
    for folder in given.folders or [ROOT]:
        project = opened(folder)
        report(layouts(project))
        found = sum(map(of_document, documents(project, collection.read(project))), Counter())
        print(f"{'heads, facts, front matter':28}", told(found))
    if given.random:
        report(random_layouts(opened(ROOT), given.random), each=False)


def opened(folder: Path) -> Project:
    project, problems = open_project(folder.resolve())
    if project is None:
        sys.exit("\n".join(map(str, problems)))
    return project


def layouts(project: Project) -> Iterator[tuple[str, Layout]]:
    """(slug, the composed pages) of every sheet of a collection that can be composed."""
    for slug, one in collection.read(project).sheets.items():
        if laid := fitting.lay_out(one, project).layout:
            yield slug, laid


def random_layouts(project: Project, count: int) -> Iterator[tuple[str, Layout]]:
    """The same of random sheets."""
    for seed in range(count):
        if laid := fitting.lay_out(random_sheets.read(seed, project), project).layout:
            yield str(seed), laid


def report(composed: Iterator[tuple[str, Layout]], *, each: bool = True) -> None:
    """Prints the figures of all sheets, and of each."""
    every: Counter[str] = Counter()
    for slug, laid in composed:
        figures = line_figures.figures(laid)
        every += figures
        if each:
            print(f"{slug:28}", told(figures))
    print(f"{'all':28}", told(every))


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
        short=sum(bool(line_figures.SHORT.search(end)) for end in ends),
    )


def told(figures: Counter[str]) -> str:
    share = 100 * figures["divided"] / max(1, figures["lines"])
    return (
        f"{figures['lines']:5} lines, {share:4.1f} % divided, {figures['twice']} twice and {figures['thrice']} thrice "
        f"in a row; {figures['stubs']} stubs in {figures['paragraphs']} paragraphs; {figures['hollow']} hollow, "
        f"{figures['needless']} needlessly; "
        f"{figures['short']} short words at {figures['displayed']} ends of titles, quotations, names; "
        f"{figures['uneven']} uneven and {figures['whole']} of whole items of {figures['columns']} in columns; "
        f"{figures['last_divided']} divided, {figures['thin']} thin at {figures['cuts']} cuts"
    )


if __name__ == "__main__":
    main()

"""The collections that are measured, each in a folder that is thrown away, and the processes at work on them."""

from __future__ import annotations

import itertools
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from benchmark import plain, plain_format, typst_peer, weasyprint_peer
from benchmark.plain_format import Plan
from benchmark.prose import text
from benchmark.rows import ROOT, Job, fiches, measured, python

FULL_DESIGN = "cnsm"  # the sheet of the house that is edited


@dataclass(frozen=True)
class Bench:
    """One collection: the sheet that is edited, the booklet that it is in, and how it gets another version."""

    folder: Path
    sheet: str
    booklet: str
    change: Callable[[int], None]
    everything: tuple[str, ...] = ()  # names of all sheets and booklets, for Typst
    versions: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def edit(self) -> None:
        """Another word in one sheet."""
        self.change(next(self.versions))

    def build(self, *options: str, edited: bool = False) -> Job:
        """Our own, after an edit or on what is there."""
        command = fiches("build", "-C", self.folder, "-o", self.folder / "build", *options)
        return Job(command, self.edit if edited else lambda: None)

    def check(self) -> Job:
        """All that is judged, on what is there."""
        return Job(fiches("check", "-C", self.folder))

    def cold(self, *options: str) -> Job:
        """Our own, with nothing made before."""
        return Job(self.build(*options).command, lambda: shutil.rmtree(self.folder / "build", ignore_errors=True))

    def photos_made(self, *options: str) -> Job:
        """Our own, with nothing made before but photos, which plain WeasyPrint is given made as well."""
        return Job(self.build(*options).command, self._forget)

    def _forget(self) -> None:
        out, photos = self.folder / "build", self.folder / "photos"
        (out / ".fiches" / "photos").rename(photos)
        shutil.rmtree(out)
        (out / ".fiches").mkdir(parents=True)
        photos.rename(out / ".fiches" / "photos")

    def plain(self, *, edited: bool = False) -> Job:
        """WeasyPrint alone on the documents of a collection that is built: all, or those that an edit touches."""
        file = self.folder / "plain" / "documents.pickle"
        file.parent.mkdir(exist_ok=True)
        record, render = plain.commands(self.folder, self.folder / "build", file)
        if not file.exists():
            measured(Job(record))
        return Job([*render, *((self.sheet, self.booklet) if edited else ())])

    def typst(self, *, edited: bool = False) -> Job:
        """Typst on the same work."""
        names = (self.sheet, self.booklet) if edited else self.everything
        command = typst_peer.command(self.folder, self.folder / "typst", *names)
        return Job(command, self.edit if edited else lambda: None)

    def own_html(self, *, edited: bool = False) -> Job:
        """WeasyPrint alone on what its user would have written, photos as they are."""
        names = (self.sheet, self.booklet) if edited else self.everything
        command = weasyprint_peer.command(self.folder, self.folder / "own", *names)
        return Job(command, self.edit if edited else lambda: None)

    def warm(self) -> list[str]:
        """See the module `warm`."""
        return python("warm", self.folder, self.folder / "build", self.sheet)


@contextmanager
def generated(plan: Plan) -> Iterator[Bench]:
    """Sheets in the plain format."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plain_format.write(folder, plan)
        typst_peer.write(folder, plan)
        weasyprint_peer.write(folder, plan)
        slugs = [text(number).slug for number in range(plan.sheets)]
        booklets = [slug for slug, _ in plan.booklets]
        yield Bench(folder, slugs[0], booklets[0], partial(_change, folder, plan.words), (*slugs, *booklets))


def _change(folder: Path, words: int, version: int) -> None:
    plain_format.edit(folder, 0, version, words)
    typst_peer.edit(folder, 0, version, words)
    weasyprint_peer.edit(folder, 0, version, words)


@contextmanager
def full_design() -> Iterator[Bench]:
    """The ten sheets of the house."""
    with tempfile.TemporaryDirectory() as name:
        shutil.copytree(ROOT / "sheets", Path(name, "sheets"))
        source = Path(name, "sheets", f"{FULL_DESIGN}.md")
        before, head, after = source.read_text("utf-8").partition("## Contexte\n\n")

        def change(version: int) -> None:
            source.write_text(f"{before}{head}Version {version % 90 + 10}. {after}", "utf-8")

        yield Bench(Path(name), FULL_DESIGN, "livret", change)

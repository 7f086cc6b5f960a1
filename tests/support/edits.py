"""Somebody who edits the small collection, spoils what was made of it, and stops what makes it: one step at a time."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path

from hypothesis import strategies as st

from fiches.storage import journal, output
from support import small_collection
from support.repository import ROOT
from support.small_collection import BOOK, LAYOUT, LIST, SETTINGS, STYLE, make, picture, sheet

MEMORY = Path("build") / output.MEMORY_FOLDER
LAYOUTS = (
    LAYOUT,
    LAYOUT.replace("maison 1", "maison 2"),
    LAYOUT.replace("<p>Note", "{# rien ne change #}<p>Note"),
    LAYOUT.replace("Note de", "{{ page.inconnu }}"),
)
STYLES = (
    STYLE,
    STYLE.replace("#102030", "#903010"),
    f"/* rien ne change */\n{STYLE}",
    f"{STYLE}h1 {{ couleur: rouge }}\n",
    f"@import url(file:///etc/hostname);\n{STYLE}",
    f"{STYLE}body {{ background: url(/sheets/images/photo.png) }}\n",
)
HOUSE_PALETTE = (ROOT / "styles" / "palette.css").read_text("utf-8")
HUES = ("#14304f", "#102030", "#203040", "#000000", "#234", "#4a6829")
BOOKS = (BOOK, BOOK.replace("Livret", "Un livret"), BOOK.replace('style="break-before: page" id="_dos"', 'id="_dos"'))
SETS = (
    SETTINGS,
    SETTINGS.replace("Notes", "Cahiers"),
    SETTINGS.replace("Au dos", "Derrière"),
    f"{SETTINGS}financeurs:\n  - {{nom: Un bailleur, logo: images/photo.png}}\n",
    f"{SETTINGS}inconnue: 1\n",
)
NAMES = "abcde"
GOOD, BROKEN = "mots_cles", "motscles"


class Desk:
    """Where somebody edits the small collection; each method is one thing that may happen there."""

    def __init__(self, root: Path) -> None:
        self.root, self.spoilt = small_collection.collection(root), {}

    def source(self, name):
        return self.root / "sheets" / f"{name}.md"

    def write(self, name, text):
        path = self.root / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())

    def add(self, name, number):
        self.source(name).write_text(sheet(f"Note {number}", photo="images/photo.png" if number % 2 else ""))

    def remove(self, name, _):
        self.source(name).unlink(missing_ok=True)

    def rename(self, name, number):
        if self.source(name).exists():
            self.source(name).replace(self.source(NAMES[number % len(NAMES)]))

    def replace(self, name, old, new):
        if self.source(name).exists():
            self.source(name).write_text(self.source(name).read_text().replace(old, new))

    def words(self, name, number):
        self.replace(name, "Des mots", f"{'Encore ' * number}des mots ☃"[: 16 + number * 7])

    def title(self, name, number):
        self.replace(name, "Note", f"Note {number} et")

    def theme(self, name, number):
        self.replace(name, *(("eau", "terre") if number % 2 else ("terre", "eau")))

    def fault(self, name, _):
        self.replace(name, GOOD, BROKEN)

    def mend(self, name, _):
        self.replace(name, BROKEN, GOOD)

    def touch(self, name, _):
        self.replace(name, "", "")

    def reorder(self, name, number):
        others = [one for one in "ac" if self.source(one).exists()][:: -1 if number % 2 else 1]
        self.write("sheets/livret.md", LIST % ", ".join([name, *(one for one in others if one != name)][: 1 + number]))

    def booklet(self, _, number):
        path = self.root / "sheets" / "livret-eau.md"
        self.write("sheets/livret-eau.md", small_collection.CHOICE) if number % 2 else path.unlink(missing_ok=True)

    def photo(self, _, number):
        self.write("sheets/images/photo.png", picture(20 * number + 1))

    def layout(self, _, number):
        self.write("templates/note/fiche.html", LAYOUTS[number % len(LAYOUTS)])

    def book(self, _, number):
        self.write("templates/note/livret.html", BOOKS[number % len(BOOKS)])

    def style(self, _, number):
        self.write("styles/note.css", STYLES[number % len(STYLES)])

    def colour(self, _, number):
        """Of the palette: of what the house names, and of what a style sheet does."""
        hue = HUES[number % len(HUES)]
        palette = re.sub(r"(?<=--nuit: )#\w+|(?<=--argan: )#\w+", lambda _: hue, HOUSE_PALETTE, count=1 + number % 2)
        self.write("styles/palette.css", palette)
        self.write("styles/note.css", STYLE.replace("#102030", hue))

    def setting(self, _, number):
        self.write("sheets/collection.yaml", SETS[number % len(SETS)])

    def damage(self, _, number):
        """One file of the memory: cut short, or no longer what it was."""
        kept = sorted(
            path for path in (self.root / MEMORY).rglob("*") if path.is_file() and path.suffix != journal.WRITTEN
        )
        if kept:
            path = kept[number * 7 % len(kept)]
            data = path.read_bytes()
            path.write_bytes(data[: len(data) // 2] if number % 2 else data.replace(b"1", b"2"))

    def spoil(self, name, number):
        """One output: deleted, cut short, or changed."""
        for path in (self.root / "build" / f"fiches/{name}.pdf", self.root / "build" / "livret.pdf")[number // 3 :]:
            if path.exists() and number % 3 == 0:
                path.unlink()
            elif path.exists():
                path.write_bytes(path.read_bytes()[:500] if number % 3 == 1 else path.read_bytes() + b"\n% a moi")
                self.spoilt[path.relative_to(self.root / "build").as_posix()] = path.read_bytes()

    def build(self, name, number):
        """In part, or without the memory."""
        if number % 2 and self.source(name).exists():
            make(self.root, name)
        else:
            make(self.root, cache=bool(number))

    def stop(self, _, number):
        """A build that stops at its first fault, or is interrupted after some of its tasks."""

        def tell(_name, done, _total):
            if done == number:
                raise KeyboardInterrupt

        with suppress(KeyboardInterrupt):
            make(self.root, fail_fast=number % 2 == 0, tell=tell)

    def kill(self, _, number):
        """A build whose process is gone after some of its tasks."""
        child = os.fork()
        if child == 0:
            try:
                make(self.root, tell=lambda _name, done, _total: done == number and os._exit(0))
            finally:
                os._exit(0)
        os.waitpid(child, 0)


EDITS = [
    name
    for name, value in vars(Desk).items()
    if callable(value) and name not in ("__init__", "source", "write", "replace")
]
STEP = st.tuples(st.sampled_from(EDITS), st.sampled_from(NAMES), st.integers(0, 5), st.booleans())
STEPS = st.lists(STEP, min_size=1, max_size=5)

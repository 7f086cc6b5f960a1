"""A booklet is brought up to date from the last one: what changed in it is what some sheets gave to it.

The bytes are those of a booklet that is put together anew: they depend on what objects say and on which of them refer
to which, not on how they came into the file.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pikepdf

from fiches.merge import assembly, dating, outline, resources, tree, united
from fiches.merge.assembly import AssemblyError
from fiches.merge.joined import BookParts, JoinedBook, JoinedSheet, JoinMemory, SheetInsert
from fiches.merge.outline import Unlike
from fiches.merge.resources import ImageRegister
from fiches.merge.tree import CopiedSheet, TaggedSheet
from fiches.merge.writing import written
from fiches.storage import fingerprints

_MOST_CHANGED = 0.5  # of the sheets may have changed: to put a booklet of others together anew is no dearer


def renewed(last: bytes, memory: JoinMemory, parts: BookParts) -> JoinedBook | None:
    """What `assemble` makes of these parts, made of the last booklet, of which there is a memory.

    None where more has changed than what few of its sheets hold, or where that changes what others gave to it.
    """
    ordered = parts.in_order
    is_same = [(one.slug, one.at) for one in ordered] == [(one.slug, one.at) for one in memory.sheets]
    if not is_same or memory.ground != parts.ground or memory.book != fingerprints.key(last):
        return None
    pairs = zip(ordered, memory.sheets, strict=True)
    changed = [number for number, (new, old) in enumerate(pairs) if new.digest != old.digest]
    if len(changed) > len(ordered) * _MOST_CHANGED:
        return None
    with pikepdf.open(io.BytesIO(last)) as book:
        try:
            return _Renewal(book, memory, ordered, changed).made(parts.addresses)
        except (Unlike, AssemblyError):
            return None


class _Renewal:
    """A booklet under way from the last to the next, the sheets of some positions in it (from 0) changed."""

    def __init__(
        self, book: pikepdf.Pdf, memory: JoinMemory, inserts: Sequence[SheetInsert], changed: Sequence[int]
    ) -> None:
        self._book, self._memory, self._changed = book, memory, changed
        kids = list(book.Root.Pages.Kids)
        self._pages = [kids[one.at : one.at + one.pages] for one in memory.sheets]
        self._inserts = [inserts[number] for number in changed]
        self._before = [memory.sheets[number] for number in changed]
        self._sheets = [self._brought(insert, number) for insert, number in zip(self._inserts, changed, strict=True)]

    def _brought(self, insert: SheetInsert, number: int) -> CopiedSheet:
        rooms = dict(enumerate(self._pages[number], start=insert.at))
        return assembly.brought(self._book, insert, number + 1, rooms, ImageRegister({}))

    def made(self, addresses: Mapping[str, str]) -> JoinedBook:
        """The booklet; Unlike where it must be put together anew."""
        book, sheets, memory = self._book, self._sheets, self._memory
        there = [TaggedSheet(one.start, pages) for one, pages in zip(memory.sheets, self._pages, strict=True)]
        fonts = next(page.Resources.Font for page in book.Root.Pages.Kids if "/Font" in page.get("/Resources", {}))
        starts = tree.join(book, sheets, there)
        self._show()
        told = outline.join(book, sheets, tree.replaced(sheets), addresses, [one.told for one in self._before])
        renaming, known = united.renew(book, fonts, memory.fonts, self._fonts())
        resources.make_equal_one(book, renaming)
        every = self._remembered(starts, told)
        self._date(every)
        data = written(book)
        return JoinedBook(data, replace(memory, book=fingerprints.key(data), sheets=every, fonts=known))

    def _show(self) -> None:
        """Puts the pages of the sheets, with the stamps of those before them, in their places."""
        for sheet in self._sheets:
            for index, (page, old) in enumerate(zip(sheet.pages, sheet.waiting, strict=True), start=sheet.at):
                form = old.Resources.get("/XObject", {}).get(assembly.stamp_name(index))
                assembly.stamp(self._book, page, form, index)

    def _fonts(self) -> dict[str, Any]:
        """The dictionary of fonts that the pages of each sheet name; Unlike where one has several, or came to one."""
        found = {sheet.slug: one for sheet in self._sheets for one in _fonts(sheet)}
        if found.keys() != {one.slug for one in self._before} & {*self._memory.fonts.owners}:
            raise Unlike
        return found

    def _remembered(self, starts: Sequence[int], told: Sequence[outline.Told]) -> tuple[JoinedSheet, ...]:
        """All sheets as they are now; Unlike where one that changed says other things of all tags."""
        every = [replace(one, start=start) for one, start in zip(self._memory.sheets, starts, strict=True)]
        for number, insert, sheet, said in zip(self._changed, self._inserts, self._sheets, told, strict=True):
            now = assembly.remembered(insert, sheet, starts[number], said)
            if now.maps != every[number].maps:
                raise Unlike
            every[number] = now
        return tuple(every)

    def _date(self, sheets: Sequence[JoinedSheet]) -> None:
        """Gives the booklet the newest date; Unlike where that is its own again, as its own pages say it."""
        dates, own = [one.made for one in sheets], self._memory.own
        if max(own, *dates) == own != dating.of(self._book):
            raise Unlike
        dating.tell(self._book, dates, own)


def _fonts(sheet: CopiedSheet) -> list[Any]:
    """The one dictionary of fonts that the pages of a sheet name, or none; Unlike for several."""
    named = (page.Resources.Font for page in sheet.pages if "/Font" in page.get("/Resources", {}))
    found = list({fonts.objgen: fonts for fonts in named}.values())
    if len(found) > 1:
        raise Unlike
    return found

"""One tag tree of a booklet and of the sheets that were brought into it, in the order of the pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import pikepdf
from pikepdf import NameTree, NumberTree

from fiches.merge.outline import CopiedFile, Id
from fiches.render import tags as tagging

_HEADINGS = f"/{tagging.HEADINGS}"
KIND_MAPS = ("/RoleMap", "/ClassMap")  # what a tree says of its tags as a whole


@dataclass(frozen=True, slots=True)
class CopiedSheet(CopiedFile):
    """What was copied of a sheet: beside its pages its tag tree, its language, its date.

    It begins at the page `at` of the book, is its sheet number `position` (from 1), and takes the place of the pages
    that stand there.
    """

    at: int
    position: int
    tree: Any
    language: str
    made: str
    waiting: Sequence[Any]


@dataclass(frozen=True, slots=True)
class TaggedSheet:
    """A sheet that is in the book already: the first number by which its tags are found, its pages."""

    start: int
    pages: Sequence[Any]


def replaced(sheets: Sequence[CopiedSheet]) -> dict[Id, Any]:
    """The page of a sheet that stands where another stood."""
    return {old.objgen: new for sheet in sheets for old, new in zip(sheet.waiting, sheet.pages, strict=True)}


def join(book: pikepdf.Pdf, sheets: Sequence[CopiedSheet], there: Sequence[TaggedSheet] = ()) -> tuple[int, ...]:
    """Brings the tags of `sheets` into those of the book; the first number of each sheet that the book has then.

    Where all sheets of the book are `there` already, some
    as they were before, those before go.
    """
    root, language, gone = book.Root.StructTreeRoot, str(book.Root.get("/Lang", "")), replaced(sheets)
    order = {page.objgen: index for index, page in enumerate(book.Root.Pages.Kids)}
    tops = [(order[top.Pg.objgen], top) for top in root.K[0].K if top.Pg.objgen not in gone]
    for sheet in sheets:
        tops += _adopted(sheet, root.K[0], language)
        for key in (key for key in KIND_MAPS if key in sheet.tree):
            root[key] = pikepdf.Dictionary({**sheet.tree[key], **root.get(key, {})})
    root.K[0].K = pikepdf.Array([top for _, top in sorted(tops, key=lambda pair: pair[0])])
    _lower(root, sheets)
    _name(root, sheets, again=bool(there))
    return _number_again(root, sheets, there) if there else _number(root, sheets)


def _adopted(sheet: CopiedSheet, parent: Any, language: str) -> Iterator[tuple[int, Any]]:  # noqa: ANN401
    """(page in the book, element) of the highest elements of a sheet, now below another; it says its own language."""
    order = {page.objgen: index for index, page in enumerate(sheet.pages, start=sheet.at)}
    for top in sheet.tree.K[0].K:
        top.P = parent
        if sheet.language not in ("", language):
            top.Lang = pikepdf.String(sheet.language)
        yield order[top.Pg.objgen], top


def _lower(root: Any, sheets: Sequence[CopiedSheet]) -> None:  # noqa: ANN401
    """One title, the booklet's: every other heading goes down by one level."""
    for heading in chain(list(root.get(_HEADINGS, ()))[1:], *(sheet.tree.get(_HEADINGS, ()) for sheet in sheets)):
        heading.S = pikepdf.Name(f"/H{min(int(str(heading.S)[2:]) + 1, 6)}")
    if _HEADINGS in root:
        del root[_HEADINGS]


# --- numbers, by which pages and links find their tags: they go on from one sheet to the next ------------------------


def _number(root: Any, sheets: Sequence[CopiedSheet]) -> tuple[int, ...]:  # noqa: ANN401
    numbers = numbered(root)
    start = max(numbers, default=-1) + 1
    for page in (page for sheet in sheets for page in sheet.waiting):
        numbers.pop(int(page.StructParents), None)
    return _renumbered(root, numbers, start, [(sheet.pages, 0, numbered(sheet.tree)) for sheet in sheets])


def _number_again(root: Any, sheets: Sequence[CopiedSheet], there: Sequence[TaggedSheet]) -> tuple[int, ...]:  # noqa: ANN401
    before, new = numbered(root), {sheet.position: sheet for sheet in sheets}
    ends, parts = [*(one.start for one in there[1:]), int(root.ParentTreeNextKey)], []
    for position, (one, end) in enumerate(zip(there, ends, strict=True), start=1):
        if position in new:
            parts.append((new[position].pages, 0, numbered(new[position].tree)))
        else:
            parts.append((one.pages, one.start, {n: before[n] for n in range(one.start, end) if n in before}))
    start = there[0].start
    return _renumbered(root, {number: tags for number, tags in before.items() if number < start}, start, parts)


def _renumbered(
    root: Any,  # noqa: ANN401
    numbers: dict[int, Any],
    start: int,
    parts: Sequence[tuple[Sequence[Any], int, Mapping[int, Any]]],
) -> tuple[int, ...]:
    """Gives each part (its pages, the number that is its first, its tags by their numbers) those that come next."""
    starts = []
    for pages, first, tags in parts:
        starts.append(start)
        if start != first:
            _raise(pages, start - first)
        numbers |= {start + number - first: tag for number, tag in tags.items()}
        start = max(numbers) + 1
    root.ParentTree = pikepdf.Dictionary(Nums=pikepdf.Array(chain.from_iterable(numbers.items())))
    root.ParentTreeNextKey = start
    return tuple(starts)


def _raise(pages: Sequence[Any], by: int) -> None:
    """Adds to the number of each page, and of each of their links that has one."""
    for page in pages:
        page.StructParents += by
        for annotation in page.get("/Annots", ()):
            if "/StructParent" in annotation:
                annotation.StructParent += by


def numbered(tree: Any) -> dict[int, Any]:  # noqa: ANN401
    """The tags of each page and link, by its number."""
    return dict(NumberTree(tree.ParentTree).items())


# --- names, by which the cells of tables find their heads ------------------------------------------------------------


def _name(root: Any, sheets: Sequence[CopiedSheet], *, again: bool) -> None:  # noqa: ANN401
    """Every file gives names on its own: each gets its own again, and those of the same sheet before go."""
    gone = tuple(f"{sheet.position}-" for sheet in sheets) if again else ()
    new = (_renamed(sheet.tree.K[0], f"{sheet.position}-") for sheet in sheets if "/IDTree" in sheet.tree)
    if listed := sorted(chain(_heads(root, gone), *new), key=lambda head: head[0]):
        names = chain.from_iterable((pikepdf.String(name), head) for name, head in listed)
        root.IDTree = pikepdf.Dictionary(Names=pikepdf.Array(names))
    elif gone and "/IDTree" in root:
        del root.IDTree


def _heads(root: Any, gone: tuple[str, ...]) -> list[tuple[str, Any]]:  # noqa: ANN401
    """The heads that a tree has, by their names, but those of names that begin with one of these."""
    heads = NameTree(root.IDTree).items() if "/IDTree" in root else ()
    return [(name, head) for name, head in heads if not name.startswith(gone)]


def _renamed(element: Any, prefix: str) -> Iterator[tuple[str, Any]]:  # noqa: ANN401
    """Puts `prefix` before the name of each head below an element, and where cells give it; yields the heads."""
    kids = element.get("/K", ())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if not isinstance(kid, pikepdf.Dictionary):
            continue
        if "/ID" in kid:
            kid.ID = pikepdf.String(f"{prefix}{kid.ID}")
            yield str(kid.ID), kid
        if "/A" in kid and "/Headers" in kid.A:
            kid.A.Headers = pikepdf.Array([pikepdf.String(f"{prefix}{head}") for head in kid.A.Headers])
        yield from _renamed(kid, prefix)

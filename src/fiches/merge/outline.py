"""The outline and the named places of a file that other files were brought into."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import pikepdf
from pikepdf import NameTree

Id = tuple[int, int]  # of an object in its file


@dataclass(frozen=True, slots=True)
class CopiedFile:
    """What a file brought along: its name here, its pages, and the roots of its outline and its named places."""

    slug: str
    pages: Sequence[Any]
    outlines: Any | None
    names: Any | None


def join(
    book: pikepdf.Pdf, brought: Sequence[CopiedFile], replaced: Mapping[Id, Any], addresses: Mapping[str, str]
) -> None:
    """One outline in the order of the pages, and one list of named places.

    `replaced` gives the page that stands where another stood. A name of a page that was there already stays there; a
    name that two files use for other places is changed in the second, with the links to it. A link to the public
    address of another file leads to it here: `addresses` gives the name of each.
    """
    _outline(book, brought, replaced)
    _names(book, brought, replaced)
    for one in brought:
        _stay_inside(one, addresses)


def _outline(book: pikepdf.Pdf, brought: Sequence[CopiedFile], replaced: Mapping[Id, Any]) -> None:
    roots = [book.Root.get("/Outlines"), *(one.outlines for one in brought)]
    order = {page.objgen: index for index, page in enumerate(book.Root.Pages.Kids)}
    for item in all_items(roots[0]):
        place = place_of(item)
        place[0] = replaced.get(place[0].objgen, place[0])
    items = sorted(
        (item for root in roots for item in _children(root)), key=lambda item: order[place_of(item)[0].objgen]
    )
    if not items:
        return
    root = book.make_indirect(pikepdf.Dictionary(First=items[0], Last=items[-1]))
    root.Count = len(items) + sum(max(int(item.get("/Count", 0)), 0) for item in items)
    for item, before, after in zip(items, [None, *items], [*items[1:], None], strict=False):
        item.Parent = root
        _link(item, "/Prev", before)
        _link(item, "/Next", after)
    book.Root.Outlines = root


def _link(item: Any, key: str, other: Any | None) -> None:  # noqa: ANN401
    if other is not None:
        item[key] = other
    elif key in item:
        del item[key]


def _children(item: Any | None) -> Iterator[Any]:  # noqa: ANN401
    child = item.get("/First") if item is not None else None
    while child is not None:
        yield child
        child = child.get("/Next")


def all_items(item: Any | None) -> Iterator[Any]:  # noqa: ANN401
    """Those of an outline, or below one of them, in order."""
    for child in _children(item):
        yield child
        yield from all_items(child)


def place_of(held: Any) -> Any:  # noqa: ANN401
    """The page and the point on it to which a bookmark leads, or what a name stands for."""
    while isinstance(held, pikepdf.Dictionary):
        held = held.get("/Dest", held.get("/A", held.get("/D")))
    return held


def _names(book: pikepdf.Pdf, brought: Sequence[CopiedFile], replaced: Mapping[Id, Any]) -> None:
    places = dict(_places(book, book.Root.get("/Names")))
    for place in map(place_of, places.values()):
        place[0] = replaced.get(place[0].objgen, place[0])
    for one in brought:
        renamed = {}
        for name, place in _places(book, one.names):
            if name not in places:
                places[name] = place
            elif name != one.slug:
                renamed[name] = f"{one.slug}/{name}"
                places[renamed[name]] = place
        _follow(one.pages, renamed)
    if places:
        listed = [pikepdf.String(name) for name in places]
        pairs = sorted(zip(listed, places.values(), strict=True), key=lambda pair: bytes(pair[0]))
        names = book.Root.get("/Names", pikepdf.Dictionary())
        names.Dests = pikepdf.Dictionary(Names=pikepdf.Array(chain.from_iterable(pairs)))
        book.Root.Names = names


def _places(book: pikepdf.Pdf, names: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401
    """(name, place) of each."""
    if names is not None and "/Dests" in names:
        tree = NameTree(book.make_indirect(names.Dests))  # older versions read none that a copied file holds itself
        yield from ((str(name), place) for name, place in tree.items())


def _stay_inside(one: CopiedFile, addresses: Mapping[str, str]) -> None:
    for annotation in (link for page in one.pages for link in page.get("/Annots", ())):
        address = str(annotation.get("/A", pikepdf.Dictionary()).get("/URI", ""))
        if addresses.get(address, one.slug) != one.slug:
            annotation.Dest = pikepdf.String(addresses[address])
            annotation.Contents = pikepdf.String(str(annotation.get("/Contents", "")).removesuffix(f" ({address})"))
            del annotation.A


def _follow(pages: Sequence[Any], renamed: Mapping[str, str]) -> None:
    for annotation in (one for page in pages for one in page.get("/Annots", ()) if renamed):
        target = annotation.get("/Dest")
        if isinstance(target, pikepdf.String) and str(target) in renamed:
            annotation.Dest = pikepdf.String(renamed[str(target)])

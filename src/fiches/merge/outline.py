"""The outline and the named places of a file that other files were brought into."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
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


class Unlike(Exception):  # noqa: N818  # named for what it is
    """A booklet is not to be brought up to date from the last one: it is to be put together anew."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a file has told the outline of a book: the name there of each of its places, and how many items."""

    names: Mapping[str, str]  # without any where a place of the book has that name
    items: int


def join(
    book: pikepdf.Pdf,
    brought: Sequence[CopiedFile],
    replaced: Mapping[Id, Any],
    addresses: Mapping[str, str],
    told: Sequence[Told] = (),
) -> list[Told]:
    """One outline in the order of the pages, and one list of named places; what each file told them.

    `replaced` gives the page that stands where another stood. A name of a page that was there already stays there; a
    name that two files use for other places is changed in the second, with the links to it. A link to the public
    address of another file leads to it here: `addresses` gives the name of each. Where the files have `told` their
    own before, that goes; Unlike, where other files would have to follow.
    """
    counts = [sum(1 for _ in all_items(one.outlines)) for one in brought]
    if told:
        _forget(book, replaced, told)
    _outline(book, brought, replaced)
    names = _names(book, brought, replaced, told)
    for one in brought:
        _stay_inside(one, addresses)
    return [Told(*both) for both in zip(names, counts, strict=True)]


def _forget(book: pikepdf.Pdf, replaced: Mapping[Id, Any], told: Sequence[Told]) -> None:
    """Takes the items of pages that go out of the outline, if files have told them all."""
    root = book.Root.get("/Outlines")
    gone = sum(place_of(item)[0].objgen in replaced for item in all_items(root))
    kept = [item for item in _children(root) if place_of(item)[0].objgen not in replaced]
    if gone != sum(one.items for one in told) or not kept:
        raise Unlike
    _chain(book, kept)


def _outline(book: pikepdf.Pdf, brought: Sequence[CopiedFile], replaced: Mapping[Id, Any]) -> None:
    roots = [book.Root.get("/Outlines"), *(one.outlines for one in brought)]
    order = {page.objgen: index for index, page in enumerate(book.Root.Pages.Kids)}
    for item in all_items(roots[0]):
        place = place_of(item)
        place[0] = replaced.get(place[0].objgen, place[0])
    items = sorted(
        (item for root in roots for item in _children(root)), key=lambda item: order[place_of(item)[0].objgen]
    )
    if items:
        _chain(book, items)


def _chain(book: pikepdf.Pdf, items: Sequence[Any]) -> None:
    """Makes an outline of items and all below them."""
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


def _names(
    book: pikepdf.Pdf, brought: Sequence[CopiedFile], replaced: Mapping[Id, Any], told: Sequence[Told]
) -> list[dict[str, str]]:
    """The name that each place of each file has in the book; none where it is that of another place."""
    places = _places_that_stay(book, replaced, told)
    found = []
    for index, one in enumerate(brought):
        own = dict(_places(book, one.names))
        if told and [*own] != [*told[index].names]:
            raise Unlike
        given = told[index].names if told else _given(own, places, one.slug)
        places |= {given[name]: place for name, place in own.items() if given[name]}
        _follow(one.pages, {name: other for name, other in given.items() if other not in ("", name)})
        found.append(dict(given))
    if places:
        _list_places(book, places)
    return found


def _places_that_stay(book: pikepdf.Pdf, replaced: Mapping[Id, Any], told: Sequence[Told]) -> dict[str, Any]:
    """The places of a book but those that files have told, those of pages that go on the pages that come."""
    gone = {name for one in told for name in one.names.values()}
    places = {name: place for name, place in _places(book, book.Root.get("/Names")) if name not in gone}
    for place in map(place_of, places.values()):
        place[0] = replaced.get(place[0].objgen, place[0])
    return places


def _list_places(book: pikepdf.Pdf, places: Mapping[str, Any]) -> None:
    listed = [pikepdf.String(name) for name in places]
    pairs = sorted(zip(listed, places.values(), strict=True), key=lambda pair: bytes(pair[0]))
    names = book.Root.get("/Names", pikepdf.Dictionary())
    names.Dests = pikepdf.Dictionary(Names=pikepdf.Array(chain.from_iterable(pairs)))
    book.Root.Names = names


def _given(own: Iterable[str], taken: Collection[str], slug: str) -> dict[str, str]:
    """The names that the places of a file get in a book where some are taken."""
    given: dict[str, str] = {}
    for name in own:
        is_free = name not in taken and name not in given.values()
        given[name] = name if is_free else "" if name == slug else f"{slug}/{name}"
    return given


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

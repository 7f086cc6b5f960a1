"""A finished file as PDF 2.0: PDF/UA-2 and PDF/A-4 in the place of PDF/UA-1 and PDF/A-2a, the same pages.

PDF 2.0 (ISO 32000-2) parts the kinds of tags into namespaces, and lets a destination name the tag that it leads to;
PDF/UA-2 (ISO 14289-2) asks for both, PDF/A-4 (ISO 19005-4) for a file that speaks of itself in XMP alone.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, NameTree, String

from fiches.merge.outline import all_items, place_of
from fiches.merge.writing import written
from fiches.render import xmp

VERSION_TWO = "2.0"
NAMESPACE = "http://iso.org/pdf2/ssn"
NAMESPACE_KINDS = frozenset(  # of tags that this namespace has and ours have; the others are those of PDF 1.7
    {f"/H{level}" for level in range(1, 7)}
    | {"/Document", "/Part", "/Sect", "/Div", "/NonStruct", "/P", "/Lbl", "/Span", "/Link", "/L", "/LI", "/LBody"}
    | {"/Table", "/TR", "/TH", "/TD", "/THead", "/TBody", "/TFoot", "/Caption", "/Figure"}
)


def conformed(data: bytes) -> bytes:
    """A file of our engine, or a booklet of such files, as PDF/UA-2 and PDF/A-4; the same bytes for the same file."""
    with pikepdf.open(io.BytesIO(data)) as book:
        tree = book.Root.StructTreeRoot
        space = book.make_indirect(Dictionary(Type=Name.Namespace, NS=String(NAMESPACE)))
        tree.Namespaces = Array([space])
        for tag in list(_all(tree.K[0])):
            _hold_captions(book, tag)
        _lead(book, tree.K[0])
        for tag in _all(tree.K[0]):
            if str(tag.S) in NAMESPACE_KINDS:
                tag.NS = space
        packet = xmp.as_pdf_two(book.Root.Metadata.read_bytes())
        book.Root.Metadata = book.make_stream(packet, Type=Name.Metadata, Subtype=Name.XML)
        if "/Info" in book.trailer:
            del book.trailer["/Info"]
        return written(book, VERSION_TWO)


def _held(tag: Any) -> list[Any]:  # noqa: ANN401
    """What a tag holds: tags, numbers of contents, references to objects."""
    held = tag.get("/K", Array())
    return list(held) if isinstance(held, Array) else [held]


def _kind(held: Any) -> str:  # noqa: ANN401
    return str(held.S) if isinstance(held, Dictionary) and "/S" in held else ""


def _all(tag: Any) -> Iterator[Any]:  # noqa: ANN401
    """A tag and all below, in reading order."""
    yield tag
    for kid in filter(_kind, _held(tag)):
        yield from _all(kid)


def _hold_captions(book: pikepdf.Pdf, tag: Any) -> None:  # noqa: ANN401
    """Puts a figure and its caption into a section of their own: a caption begins or ends what it stands in.

    It does not go into its figure, which is read by its alternate text alone.
    """
    held, made = _held(tag), list[Any]()
    if len(held) <= 2:  # it begins and ends what is here already
        return
    for kid in held:
        if _kind(kid) == "/Caption" and made and _kind(made[-1]) == "/Figure":
            figure = made.pop()
            both = Dictionary(Type=Name.StructElem, S=Name.Sect, P=tag, Pg=figure.Pg, K=Array([figure, kid]))
            made.append(book.make_indirect(both))
            figure.P = kid.P = made[-1]
        else:
            made.append(kid)
    tag.K = Array(made)


# --- where links and bookmarks lead ---------------------------------------------------------


def _lead(book: pikepdf.Pdf, top: Any) -> None:  # noqa: ANN401
    """Names the tag that each bookmark and each place leads to, beside its page: viewers know the one or the other.

    Where the engine names none, it is the first of its page.
    """
    tags = {tag.objgen: tag for tag in _all(top) if tag.objgen != top.objgen}
    firsts = {tag.Pg.objgen: tag for tag in reversed(tags.values()) if "/Pg" in tag}

    def led(place: Any, named: Any) -> dict[str, Array]:  # noqa: ANN401
        usual = firsts.get(place[0].objgen, top)
        target = usual if named is None else tags.get(named.objgen, usual)
        return {"/D": place, "/SD": Array([target, *list(place)[1:]])}

    for item in all_items(book.Root.get("/Outlines")):
        item.A = Dictionary({"/S": Name.GoTo, **led(place_of(item), item.get("/SE"))})
        if "/Dest" in item:
            del item["/Dest"]
    if "/Dests" in book.Root.get("/Names", {}):
        named = NameTree(book.Root.Names.Dests)
        for name, held in list(named.items()):
            target = held.get("/SD", [None])[0] if isinstance(held, Dictionary) else None
            named[name] = Dictionary(led(place_of(held), target))
        _refer(top, named)


def _refer(top: Any, named: Mapping[str, Any]) -> None:  # noqa: ANN401
    """Says of each line of a table of contents which tag it speaks of."""
    for line in (tag for tag in _all(top) if str(tag.S) == "/TOCI"):
        targets = [named[name].SD[0] for name in dict.fromkeys(_linked(line)) if name in named]
        if targets:
            line.Ref = Array(targets)


def _linked(tag: Any) -> Iterator[str]:  # noqa: ANN401
    """The names of the places to which links in a tag lead."""
    for one in _all(tag):
        links = (kid.Obj for kid in _held(one) if isinstance(kid, Dictionary) and "/Obj" in kid)
        yield from (str(link.Dest) for link in links if isinstance(link.get("/Dest"), String))

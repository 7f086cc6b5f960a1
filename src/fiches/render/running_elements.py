"""Stamps, the marks that a page owes to its place, stand in streams of their own and outside the tag tree.

A stamp is an element of the class `tampon` (a foot line, a thumb tab, the number of a sheet), with all that is in it,
or a margin box of the page. The engine knows of no such thing: it tags running text as content (its issue 1836), and a
page is one stream of operators. Both are mended here, while a document is written. A stamp may not hold a link, nor
stand in a box that is clipped or translucent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from fiches.render import weasyprint_private as private
from fiches.render.weasyprint_private import DrawContext, TaggedBoxes

CLASS = "tampon"
STAMP_STYLE = f":where(.{CLASS}) {{ position: relative }}"  # the engine then draws it at one go, where it stood
STAMP_KEY = "FichesStamp"  # of a content stream: [a b c d e f], the matrix from the stamp's units to the page's
PLACEHOLDER = "attente"  # the class of an element whose pages wait for those of another file, named by its id
WAITING = "FichesWaiting"  # of a page: that id


class _Begin(bytes):
    """The operators that begin a stamp; knows the matrix that it is drawn with."""

    matrix: tuple[float, ...]


class _End(bytes):
    """The operators that end a stamp."""


@contextmanager
def apart(root: Any) -> Iterator[TaggedBoxes]:  # noqa: ANN401  # the element of a document
    """While the block runs, the engine writes the stamps below `root` as pagination artifacts, for `finish` to find.

    Gives the tags of all else that it writes, with their boxes.
    """
    elements = {inner for outer in root.iter() if CLASS in outer.get("class", "").split() for inner in outer.iter()}

    def is_stamp(box: Any) -> bool:  # noqa: ANN401
        return private.is_margin(box) or box.element in elements

    with private.contexts_drawn(_marking(is_stamp)), private.tags_built(is_stamp) as tagged:
        yield tagged


def _marking(is_stamp: Callable[[Any], bool]) -> Callable[[DrawContext, Any, Any], None]:
    """Draws a context as the engine does, but a stamp between its marks and untagged."""

    def around(draw: DrawContext, stream: Any, context: Any) -> None:  # noqa: ANN401
        if not private.is_tagged(stream) or not is_stamp(context.box):  # no tags: already in a stamp
            draw(stream, context)
            return
        begin = _Begin(b"q\n/Artifact <</Type /Pagination>> BDC")
        begin.matrix = private.matrix(stream)
        stream.stream.append(begin)
        with private.untagged(stream):
            draw(stream, context)
        if stream.stream[-1] is begin:
            stream.stream.pop()
        else:
            stream.stream.append(_End(b"EMC\nQ"))

    return around


def finish(root: Any, document: Any, pdf: Any) -> None:  # noqa: ANN401  # as a WeasyPrint finisher, but for `root`
    """Makes the stamps of each page whole streams, with their matrix under `STAMP_KEY`; says what pages wait for."""
    import pydyf

    awaited = {outer.get("id") for outer in root.iter() if PLACEHOLDER in outer.get("class", "").split()}
    for page, laid in zip(private.pages(pdf), document.pages, strict=True):
        for id_ in (id_ for id_ in laid.anchors if id_ in awaited):
            page[WAITING] = pydyf.String(id_)
        _split(pdf, page)


def _split(pdf: Any, page: Any) -> None:  # noqa: ANN401
    """Cuts the content of a page where stamps begin and end; its first part stays the object that it was."""
    import pydyf

    whole = private.referred(pdf, page["Contents"])
    (_, whole.stream), *parts = _parts(whole.stream)
    streams = [whole]
    for matrix, operators in parts:
        extra = {STAMP_KEY: pydyf.Array(matrix)} if matrix else None
        streams.append(pydyf.Stream(operators, extra, compress=whole.compress))
        pdf.add_object(streams[-1])
    if parts:
        page["Contents"] = pydyf.Array(stream.reference for stream in streams)


def _parts(operators: list[Any]) -> list[tuple[tuple[float, ...], list[Any]]]:
    """(matrix, operators) of each part of a page; what is no stamp has no matrix."""
    parts: list[tuple[tuple[float, ...], list[Any]]] = [((), [])]
    for operator in operators:
        if isinstance(operator, _Begin):
            parts.append((operator.matrix, []))
        parts[-1][1].append(operator)
        if isinstance(operator, _End):
            parts.append(((), []))
    return [part for part in parts if part[1]]

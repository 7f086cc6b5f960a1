"""Stamps, the marks that a page owes to its place, stand in streams of their own and outside the tag tree.

A stamp is an element of the class `tampon` (a foot line, a thumb tab, the number of a sheet), with all that is in it,
or a margin box of the page. The engine knows of no such thing: it tags running text as content (its issue 1836), and a
page is one stream of operators. Both are mended here, while a document is written, through private parts of the engine:
`draw.draw_stacking_context`, `pdf.tags._build_box_tree`, and of a stream `stream`, `ctm`, `_tags` and the state that it
remembers. A stamp may not hold a link, nor stand in a box that is clipped or translucent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

CLASS = "tampon"
STAMP_STYLE = f":where(.{CLASS}) {{ position: relative }}"  # the engine then draws it at one go, where it stood
STAMP_KEY = "FichesStamp"  # of a content stream: [a b c d e f], the matrix from the stamp's units to the page's
PLACEHOLDER = "attente"  # the class of an element whose pages wait for those of another file, named by its id
WAITING = "FichesWaiting"  # of a page: that id
REMEMBERED = ("color", "color_stroke", "alpha", "alpha_stroke", "font")  # what a stream need not say again


class _Begin(bytes):
    """The operators that begin a stamp; knows the matrix that it is drawn with."""

    matrix: tuple[float, ...]


class _End(bytes):
    """The operators that end a stamp."""


@contextmanager
def apart(root: Any) -> Iterator[None]:  # noqa: ANN401  # the element of a document
    """While the block runs, the engine writes the stamps below `root` as pagination artifacts, for `finish` to find."""
    from weasyprint import draw
    from weasyprint.formatting_structure.boxes import MarginBox
    from weasyprint.pdf import tags

    elements = {inner for outer in root.iter() if CLASS in outer.get("class", "").split() for inner in outer.iter()}

    def is_stamp(box: Any) -> bool:  # noqa: ANN401
        return isinstance(box, MarginBox) or box.element in elements

    drawn, tagged = draw.draw_stacking_context, tags._build_box_tree
    draw.draw_stacking_context = _marking(drawn, is_stamp)
    tags._build_box_tree = lambda box, *rest: () if is_stamp(box) else tagged(box, *rest)
    try:
        yield
    finally:
        draw.draw_stacking_context, tags._build_box_tree = drawn, tagged


def _marking(drawn: Callable[[Any, Any], None], is_stamp: Callable[[Any], bool]) -> Callable[[Any, Any], None]:
    """Draws a context as the engine does, but a stamp between its marks and untagged."""

    def draw(stream: Any, context: Any) -> None:  # noqa: ANN401
        tags = stream._tags
        if tags is None or not is_stamp(context.box):  # no tags: already in a stamp
            drawn(stream, context)
            return
        begin = _Begin(b"q\n/Artifact <</Type /Pagination>> BDC")
        begin.matrix = tuple(stream.ctm.values)
        stream.stream.append(begin)
        _forget(stream)
        stream._tags = None
        drawn(stream, context)
        stream._tags = tags
        _forget(stream)
        if stream.stream[-1] is begin:
            stream.stream.pop()
        else:
            stream.stream.append(_End(b"EMC\nQ"))

    return draw


def _forget(stream: Any) -> None:  # noqa: ANN401
    """Makes a stream say its colours and font anew: a stamp and what surrounds it may be drawn without each other."""
    for name in REMEMBERED:
        setattr(stream, f"_current_{name}", None)


def finish(root: Any, document: Any, pdf: Any) -> None:  # noqa: ANN401  # as a WeasyPrint finisher, but for `root`
    """Makes the stamps of each page whole streams, with their matrix under `STAMP_KEY`; says what pages wait for."""
    import pydyf

    waiting = {outer.get("id") for outer in root.iter() if PLACEHOLDER in outer.get("class", "").split()}
    for number, laid in zip(pdf.pages["Kids"][::3], document.pages, strict=True):
        page = pdf.objects[number]
        for id_ in (id_ for id_ in laid.anchors if id_ in waiting):
            page[WAITING] = pydyf.String(id_)
        _split(pdf, page)


def _split(pdf: Any, page: Any) -> None:  # noqa: ANN401
    """Cuts the content of a page where stamps begin and end; its first part stays the object that it was."""
    import pydyf

    whole = pdf.objects[int(page["Contents"].split()[0])]
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

"""Stamps, the marks that a page owes to its place, stand in streams of their own and outside the tag tree.

So does what is for the eye alone (`aria-hidden`), if it is placed by itself, but in the stream of its page; and in one
that no viewer shows what is for the press alone (the class `miroir`: a photo beyond the trim).

A stamp is an element of the class `tampon` (a foot line, a thumb tab, the number of a sheet), with all that is in it,
or a margin box of the page. The engine knows of no such thing: it tags running text as content (its issue 1836), and a
page is one stream of operators. Both are mended here, while a document is written. A stamp may not hold a link, nor
stand in a box that is clipped or translucent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from fiches.core.geometry import BLEED_KEY
from fiches.render import weasyprint_private as private
from fiches.render.weasyprint_private import DrawContext, TaggedBoxes

CLASS = "tampon"
STAMP_STYLE = f":where(.{CLASS}) {{ position: relative }}"  # the engine then draws it at one go, where it stood
STAMP_KEY = "FichesStamp"  # of a content stream: [a b c d e f], the matrix from the stamp's units to the page's
MIRROR_CLASS = "miroir"
PLACEHOLDER = "attente"  # the class of an element whose pages wait for those of another file, named by its id
WAITING = "FichesWaiting"  # of a page: that id


DrawApart = Callable[[Any], AbstractContextManager[None]]  # what is around the drawing of something on a stream


class _Begin(bytes):
    """The operators that begin a stamp; knows the matrix that it is drawn with."""

    matrix: tuple[float, ...]


class _End(bytes):
    """The operators that end a stamp."""


class _Bleed(bytes):
    """Stands where something was drawn for the press alone, and has its operators."""

    operators: list[Any]


@contextmanager
def apart(root: Any) -> Iterator[TaggedBoxes]:  # noqa: ANN401  # the element of a document
    """While the block runs, the engine writes the stamps below `root` as pagination artifacts, for `finish` to find.

    Gives the tags of all else that it writes, with their boxes.
    """
    drawers = {inner: drawer for outer in root.iter() for drawer in _drawers(outer) for inner in outer.iter()}

    def drawer_of(box: Any) -> DrawApart | None:  # noqa: ANN401
        return _stamped if private.is_margin(box) else drawers.get(box.element)

    with private.contexts_drawn(_marking(drawer_of)), private.tags_built(lambda box: bool(drawer_of(box))) as tagged:
        yield tagged


def _drawers(element: Any) -> Iterator[DrawApart]:  # noqa: ANN401
    """How an element is drawn apart, and all that is in it."""
    classes = element.get("class", "").split()
    if element.get("aria-hidden") == "true":
        yield _hidden
    if MIRROR_CLASS in classes:
        yield _bled
    if CLASS in classes:
        yield _stamped


def _marking(drawer_of: Callable[[Any], DrawApart | None]) -> Callable[[DrawContext, Any, Any], None]:
    """Draws a context as the engine does, but what stands apart untagged."""

    def around(draw: DrawContext, stream: Any, context: Any) -> None:  # noqa: ANN401
        drawer = drawer_of(context.box) if private.is_tagged(stream) else None  # no tags: already apart
        if drawer is None:
            draw(stream, context)
            return
        with drawer(stream), private.untagged(stream):
            draw(stream, context)

    return around


@contextmanager
def _stamped(stream: Any) -> Iterator[None]:  # noqa: ANN401
    """Puts a stamp between its marks."""
    begin = _Begin(b"q\n/Artifact <</Type /Pagination>> BDC")
    begin.matrix = private.matrix(stream)
    stream.stream.append(begin)
    yield
    if stream.stream[-1] is begin:
        stream.stream.pop()
    else:
        stream.stream.append(_End(b"EMC\nQ"))


@contextmanager
def _hidden(stream: Any) -> Iterator[None]:  # noqa: ANN401
    """Puts what is for the eye alone between marks that say so."""
    stream.stream.append(b"/Artifact BMC")
    yield
    stream.stream.append(b"EMC")


@contextmanager
def _bled(stream: Any) -> Iterator[None]:  # noqa: ANN401
    """Puts what is for the press alone aside."""
    shown, stream.stream = stream.stream, []
    yield
    bleed = _Bleed()
    bleed.operators = [b"q %s cm" % " ".join(f"{number:f}" for number in private.matrix(stream)).encode(),
                       *stream.stream, b"Q"]  # fmt: skip
    stream.stream = [*shown, bleed]


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
    _set_bleed_aside(pdf, page, whole)
    (_, whole.stream), *parts = _parts(whole.stream)
    streams = [whole]
    for matrix, operators in parts:
        extra = {STAMP_KEY: pydyf.Array(matrix)} if matrix else None
        streams.append(pydyf.Stream(operators, extra, compress=whole.compress))
        pdf.add_object(streams[-1])
    if parts:
        page["Contents"] = pydyf.Array(stream.reference for stream in streams)


def _set_bleed_aside(pdf: Any, page: Any, whole: Any) -> None:  # noqa: ANN401
    """Puts what is for the press alone out of the content of a page, into a stream under `BLEED_KEY`."""
    import pydyf

    operators = [operator for one in whole.stream if isinstance(one, _Bleed) for operator in one.operators]
    if operators:
        whole.stream = [one for one in whole.stream if not isinstance(one, _Bleed)]
        painted = pydyf.Stream(operators, compress=whole.compress)
        pdf.add_object(painted)
        page[BLEED_KEY] = painted.reference


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

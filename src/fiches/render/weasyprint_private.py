"""All that we use of the engine beyond what it promises: a release that changes one of these parts is met here alone.

Each part is a function or a context manager; tests/render/test_weasyprint_private.py has one test a part, which fails
when the engine has changed it or no longer needs us. What WeasyPrint and pydyf document is used where it is needed.
"""

from __future__ import annotations

import atexit
import importlib
import re
import sys
import weakref
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from hashlib import md5
from importlib.resources import files
from types import ModuleType
from typing import Any

from fiches.core.messages import message
from fiches.core.problems import FichesError

TRIED_FROM, TRIED_BELOW = "70.0", "71"  # the versions of WeasyPrint that pyproject.toml allows
TaggedBoxes = dict[int, tuple[Any, Any]]  # by number: a tag, and the box that it is of
DrawContext = Callable[[Any, Any], None]  # draws a stacking context on a stream
_REMEMBERED = ("color", "color_stroke", "alpha", "alpha_stroke", "font")  # what a stream need not say again


def check_version(version: str) -> None:
    """FichesError when the engine is of a version that was not tried: its private parts may be others."""
    if not _numbers(TRIED_FROM) <= _numbers(version) < _numbers(TRIED_BELOW):
        raise FichesError(message("weasyprint.untried", found=version, least=TRIED_FROM, below=TRIED_BELOW))


def _numbers(version: str) -> list[int]:
    return [int(digits) for digits in re.findall(r"\d+", version)]


def fonts_of_a_run() -> Any:  # noqa: ANN401  # a weasyprint.text.fonts.FontConfiguration
    """Fonts whose folder goes while the interpreter can still remove it; at its end the engine's own way raises."""
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    atexit.register(_without_folder, weakref.ref(fonts))
    return fonts


def _without_folder(fonts: Callable[[], Any]) -> None:
    if there := fonts():
        there.__del__()
        there._folder = None


# --- how it starts: cffi declarations parsed at import, modules imported and seldom needed ---------------------------


@contextmanager
def declared_by(make: Callable[[Callable[[], Any]], Any]) -> Iterator[None]:
    """While the block imports the engine, its C interface is what `make` gives, who is handed cffi's own class."""
    import cffi

    whole = cffi.FFI
    cffi.FFI = lambda: make(whole)
    try:
        yield
    finally:
        cffi.FFI = whole


def interface(arguments: Mapping[str, Any]) -> Any:  # noqa: ANN401  # as cffi.FFI, without cdef
    """A C interface from what cffi writes into a module that it has made ahead."""
    import _cffi_backend

    return _cffi_backend.FFI("fiches", **arguments)


@contextmanager
def postponed(names: Collection[str]) -> Iterator[None]:
    """While the block imports the engine, modules that it names are not imported before one of their functions runs."""
    later = {name: _Later(name) for name in names if name not in sys.modules}
    sys.modules.update(later)
    try:
        yield
    finally:
        for name in later:
            del sys.modules[name]


class _Later(ModuleType):
    """Stands for a module of which only functions and classes are used: it is imported when one of them is called."""

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        if name.startswith("__"):
            raise AttributeError(name)

        def called(*given: Any, **named: Any) -> Any:  # noqa: ANN401
            return getattr(importlib.import_module(self.__name__), name)(*given, **named)

        return called


# --- what is laid out: boxes, which pages keep to themselves ----------------------------------------------------------


def page_box(page: Any) -> Any:  # noqa: ANN401  # a weasyprint.document.Page
    """The box of a page, in which all others are."""
    return page._page_box


def is_text(box: Any) -> bool:  # noqa: ANN401
    """Whether a box is a run of words, with its `text`."""
    return type(box).__name__ == "TextBox"


def is_line(box: Any) -> bool:  # noqa: ANN401
    """Whether a box is a line of a paragraph."""
    return type(box).__name__ == "LineBox"


def is_margin(box: Any) -> bool:  # noqa: ANN401
    """Whether a box stands in the margin of a page, by an @page rule."""
    from weasyprint.formatting_structure.boxes import MarginBox

    return isinstance(box, MarginBox)


def attribute(box: Any, name: str) -> str:  # noqa: ANN401
    """An attribute of the element of a box; "" for the boxes that no element asked for."""
    return str(box.element.get(name, "")) if hasattr(box.element, "get") else ""


def link_annotation(box: Any) -> Any | None:  # noqa: ANN401  # a pydyf.Dictionary
    """What a finished page holds of the link that a box is."""
    return box.link_annotation


# --- how pages are drawn and tagged -----------------------------------------------------------------------------------


@contextmanager
def contexts_drawn(around: Callable[[DrawContext, Any, Any], None]) -> Iterator[None]:
    """While the block runs, each stacking context is drawn by `around`: (how the engine does it, stream, context)."""
    from weasyprint import draw

    drawn = draw.draw_stacking_context
    draw.draw_stacking_context = lambda stream, context: around(drawn, stream, context)
    try:
        yield
    finally:
        draw.draw_stacking_context = drawn


def is_tagged(stream: Any) -> bool:  # noqa: ANN401  # a weasyprint.pdf.stream.Stream
    """Whether what is drawn on a stream is marked for the tag tree."""
    return stream._tags is not None


@contextmanager
def untagged(stream: Any) -> Iterator[None]:  # noqa: ANN401
    """While the block runs, nothing drawn on a stream is marked for the tag tree.

    It says its colours and font anew, and so does what follows: each can be drawn without the other.
    """
    tags = stream._tags
    _forget(stream)
    stream._tags = None
    try:
        yield
    finally:
        stream._tags = tags
        _forget(stream)


def _forget(stream: Any) -> None:  # noqa: ANN401
    for name in _REMEMBERED:
        setattr(stream, f"_current_{name}", None)


def matrix(stream: Any) -> tuple[float, ...]:  # noqa: ANN401
    """[a b c d e f], from the units of what is drawn now to those of the page."""
    return tuple(stream.ctm.values)


@contextmanager
def tags_built(is_left_out: Callable[[Any], bool]) -> Iterator[TaggedBoxes]:
    """While the block runs, takes down each tag that the engine makes, and its box; some boxes get none."""
    from weasyprint.pdf import tags

    built, found = tags._build_box_tree, TaggedBoxes()

    def build(box: Any, *rest: Any) -> Iterator[Any]:  # noqa: ANN401
        for tag in () if is_left_out(box) else built(box, *rest):
            found.setdefault(tag.number, (tag, getattr(box, "_box", box)))  # the innermost box comes first
            yield tag

    tags._build_box_tree = build
    try:
        yield found
    finally:
        tags._build_box_tree = built


def texts(box: Any) -> Iterator[tuple[str, bool]]:  # noqa: ANN401  # a box of the engine
    """What stands in a box itself and in none within it, piece by piece, as it is tagged; whether its line goes on."""
    for child in box.children if hasattr(box, "children") else ():
        parts = child.children if is_line(child) else (child,)
        for part in filter(is_text, parts):
            yield part.text, not is_line(child) or child is box.children[-1] or part is not parts[-1]


# --- the objects of a finished file -----------------------------------------------------------------------------------


def referred(pdf: Any, reference: str | bytes) -> Any:  # noqa: ANN401  # a pydyf.PDF and one of its objects
    """The object that a reference, « 12 0 R », stands for."""
    return pdf.objects[number(reference)]


def number(reference: str | bytes) -> int:
    """Of the object that a reference stands for."""
    return int(reference.split()[0])


def take_out(pdf: Any, unwanted: Collection[int]) -> None:  # noqa: ANN401
    """Takes objects out of a file, by number, that come after its pages; nothing may refer to them."""
    kept = [held for held in pdf.objects if held.number not in unwanted]
    renamed = {}
    for number_, held in enumerate(kept):
        if held.number != number_:
            before, held.number = held.reference, number_
            renamed[before] = renamed[before.decode()] = held.reference
    pdf.objects[:] = kept
    for held in kept:
        if isinstance(held, dict | list):
            _rename(held, renamed)
        _rename(getattr(held, "extra", {}), renamed)  # of a stream


def _rename(held: Any, renamed: Mapping[Any, bytes]) -> None:  # noqa: ANN401
    """Says each reference in an object anew."""
    for place, value in list(held.items() if isinstance(held, dict) else enumerate(held)):
        if isinstance(value, bytes | str):
            held[place] = renamed.get(value, value)
        elif isinstance(value, dict | list):
            _rename(value, renamed)


def pages(pdf: Any) -> list[Any]:  # noqa: ANN401
    """The dictionaries of the pages, in order."""
    return [referred(pdf, reference) for reference in pdf.page_references]


def image_streams(pdf: Any, addresses: Collection[str]) -> Iterator[tuple[str, Any]]:  # noqa: ANN401
    """(address, stream) of the images that came from some addresses.

    The engine calls an image by the MD5 of its address, between a letter and a digit.
    """
    import pydyf

    known = {md5(address.encode(), usedforsecurity=False).hexdigest(): address for address in addresses}
    for resources in (held for held in pdf.objects if isinstance(held, pydyf.Dictionary) and "XObject" in held):
        for name, reference in resources["XObject"].items():
            if address := known.get(name[1:-1]):
                yield address, referred(pdf, reference)


def drawings(pdf: Any) -> Iterator[list[Any]]:  # noqa: ANN401
    """The commands of each stream that shows text: the lists may be changed."""
    import pydyf

    yield from (held.stream for held in pdf.objects if isinstance(held, pydyf.Stream) and b"BT" in held.stream)


def srgb_profile() -> bytes:
    """The ICC profile of sRGB that the engine brings."""
    import weasyprint

    return (files(weasyprint) / "pdf/sRGB2014.icc").read_bytes()


# --- pictures whose drawing says its proportions and no size, in lines from right to left -----------------------------


def place_pictures_in_lines() -> None:
    """Gives pictures in lines a place before they have one, for a width that is read from it where lines run leftwards.

    A side effect on the engine. Without it every page with such a picture fails: `block_level_width` moves the picture
    before the line puts it where it goes, which it does whatever was there.
    """
    from weasyprint.formatting_structure.boxes import InlineReplacedBox

    InlineReplacedBox.position_x = 0

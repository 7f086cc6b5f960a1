"""Where the lines of text of each page stand, as whoever renders the file sees them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any

from fiches.core.geometry import Box

Lines = Callable[[int], tuple[Box, ...]]  # the boxes of the lines of a page, by its number


def load() -> None:
    """Loads whoever renders: processes that are parted from this one need not."""
    import pypdfium2  # noqa: F401


@contextmanager
def reader(data: bytes) -> Iterator[Lines]:
    """What gives the boxes of the lines of a page, in points of the page, from 1; nothing where it cannot be read."""
    import pypdfium2

    def lines(number: int) -> tuple[Box, ...]:
        try:
            with closing(book[number - 1]) as page:
                return tuple(_lines(page))
        except (pypdfium2.PdfiumError, IndexError):
            return ()

    try:
        book = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        yield lambda _: ()
        return
    with book:
        yield lines


def _lines(page: Any) -> Iterator[Box]:  # noqa: ANN401
    with closing(page.get_textpage()) as text:
        for index in range(text.count_rects()):
            yield Box(*text.get_rect(index))

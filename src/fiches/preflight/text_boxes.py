"""Where the lines of text of each page stand, as whoever renders the file sees them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fiches.core.geometry import Box


def lines(data: bytes) -> list[tuple[Box, ...]]:
    """The boxes of the lines of each page, in points of the page; nothing for what cannot be read."""
    import pypdfium2

    found: list[tuple[Box, ...]] = []
    try:
        with pypdfium2.PdfDocument(data) as book:
            for number in range(len(book)):
                found.append(tuple(_lines(book[number])))
    except pypdfium2.PdfiumError:
        return found
    return found


def _lines(page: Any) -> Iterator[Box]:  # noqa: ANN401
    text = page.get_textpage()
    for index in range(text.count_rects()):
        yield Box(*text.get_rect(index))

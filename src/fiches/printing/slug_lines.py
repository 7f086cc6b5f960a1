"""The line below each page of a press file: the work, its date, the page, and each plate in its own ink."""

from __future__ import annotations

from collections.abc import Iterator

from fiches.core.geometry import POINTS_PER_MM
from fiches.core.messages import catalogue, message
from fiches.press.crop_marks import half_width
from fiches.press.pdfx import PdfSummary
from fiches.typography import outlines

SLUG_SIZE, LEAST_SLUG = 2.1, 1.2  # mm: of its type, and of the smallest that can be read
PLATES = ("1 0 0 0 k", "0 1 0 0 k", "0 0 1 0 k", "0 0 0 1 k")  # the ink of each


def of_pages(slug: str, made: str, sight: PdfSummary, face: bytes) -> list[str]:
    """Operators of each line, in points from its left end; none where the face cannot say it, or there is no room."""
    words = catalogue(sight.language)
    plates = words.text(message("printing.slug.plates")).split()
    numbers = range(1, sight.pages + 1)
    told = (message("printing.slug", name=slug, day=made[:10], page=page, pages=sight.pages) for page in numbers)
    return [_line([words.text(one), *plates], face, half_width(sight.trim)) for one in told]


def _line(parts: list[str], face: bytes, room: float) -> str:
    """What is on every plate, then the name of each in its ink."""
    drawn = [outlines.of(f"{part}  ", face) for part in parts]
    width = sum(one.width for one in drawn if one)
    size = min(SLUG_SIZE, room / width) if width and None not in drawn else 0.0
    return "\n".join(_placed([one for one in drawn if one], size * POINTS_PER_MM)) if size >= LEAST_SLUG else ""


def _placed(drawn: list[outlines.Outlines], scale: float) -> Iterator[str]:
    across = 0.0
    for ink, one in zip(("", *PLATES), drawn, strict=True):
        yield f"q {ink} {scale:.4f} 0 0 {scale:.4f} {across:.3f} 0 cm\n{one.operators}\nQ"
        across += one.width * scale

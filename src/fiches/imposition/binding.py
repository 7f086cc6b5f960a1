"""What binding asks of a booklet: how many pages it has, how thick its spine is, and the title on it.

Letters of the title are outlines, since whoever binds a cover has no fonts at hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from fiches.config.project import first
from fiches.core import css
from fiches.core.geometry import POINTS_PER_MM
from fiches.core.messages import message
from fiches.core.problems import Fault, fault
from fiches.press.profiles import Printer
from fiches.typography import font_subsets, outlines

LEAST_SPINE = 5.0  # mm of a spine that has room for a title
TYPE_SHARE, LARGEST, SMALLEST = 0.55, 4.5, 2.4  # the size of its type: of the spine, and in mm at most and at least
TITLE_HEAD, TITLE_REACH = 13.5, 0.42  # mm from the head of the book, and of it, as far as it goes: above the water
WEIGHT = "700"
TITLE_STACK = "titres"  # the custom property that names the families of titles
COVER_PAGES = 4  # pages: both sides of its two halves


def has_cover_apart(pages: int, printer: Printer) -> bool:
    """Whether the cover of a booklet of so many pages is a file of its own: there must be pages within it."""
    return printer.apart and pages > COVER_PAGES


def spine(pages: int, printer: Printer) -> float:
    """How thick (mm) the pages inside a cover are, two on a sheet of paper."""
    return pages / 2 * printer.paper


def judge(pages: int, printer: Printer) -> Iterator[Fault]:
    """What this printer will say of a booklet of so many pages, its cover counted."""
    apart = has_cover_apart(pages, printer)
    inside = pages - COVER_PAGES if apart else pages
    over = inside % printer.multiple
    if over:
        yield fault(
            "pages-du-livret.multiple",
            inside=message("imposition.pages-inside" if apart else "count.pages", n=inside),
            printer=printer.title,
            multiple=printer.multiple,
            more=message("count.pages", n=printer.multiple - over),
            over=over,
        )
    if not printer.stapled:
        return
    if printer.most and pages > printer.most:
        yield fault("livret-trop-epais", pages=pages, printer=printer.title, most=printer.most)
    elif printer.delicate and pages >= printer.delicate:
        yield fault("pages-du-livret.limit", pages=pages, printer=printer.title)


def spine_face(styles: Sequence[Path]) -> bytes:
    """The bold face of titles that the style sheets in these folders declare; nothing when there is none."""
    sheet = first(styles, font_subsets.FAMILIES)
    text = sheet.read_text("utf-8", "replace") if sheet else ""
    stack = css.properties(text).get(TITLE_STACK)
    family = next(iter(css.families(stack.value)), None) if stack else None
    found = (one.file for one in font_subsets.faces(text, styles) if (one.family, one.weight) == (family, WEIGHT))
    return next((file.read_bytes() for file in found), b"")


def on_spine(words: str, program: bytes, thick: float, high: float) -> str:
    """Operators that draw words in white upwards on a spine `thick` and `high` mm, in points from its middle.

    Nothing when it is too thin or they are too long for it, or when the face has not all their letters, or is damaged.
    """
    drawn = outlines.of(words, program) if thick >= LEAST_SPINE else None
    if drawn is None:
        return ""
    size = min(thick * TYPE_SHARE, LARGEST, high * TITLE_REACH / drawn.width)
    if size < SMALLEST:
        return ""
    scale = size * POINTS_PER_MM
    across, up = drawn.capitals * scale / 2, (high / 2 - TITLE_HEAD) * POINTS_PER_MM - drawn.width * scale
    return f"0 0 0 0 k 0 {scale:.6f} {-scale:.6f} 0 {across:.4f} {up:.4f} cm\n{drawn.operators}"

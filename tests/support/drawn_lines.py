"""The lines that the engine lays out for a sheet, held against those that were composed: widths, frames, grid."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

from fiches.build.session import RenderSession
from fiches.compose.model import Layout, PagePlan
from fiches.compose.set_text import SetParagraph
from fiches.compose.typefaces import TypeStyle
from fiches.content.sheet import Sheet
from fiches.core.geometry import POINTS_PER_MM, PX_PER_MM
from fiches.html.composed import BESIDE_LINES, _space
from fiches.html.templates import Document
from fiches.lint import fitting
from fiches.render import weasyprint_private as private
from support import line_figures
from support.set_text import faces

WIDTH, GRID = 0.05, 0.2 / POINTS_PER_MM  # mm: the most that a line may be off


class Comparison(NamedTuple):
    """How many lines were drawn, and each that is not as composed: what it says, what is wrong with it."""

    lines: int
    wrong: tuple[tuple[str, str], ...]


def composed(laid: Layout, page: PagePlan) -> dict[str, list[float]]:
    """The widths in mm at which each line of a page was composed, by what it says."""
    found = defaultdict(list)
    for _, block in line_figures.blocks_of(laid, page):
        for paragraph in (one for own in block.paragraphs for one in _paragraphs(own)):
            for line in (line for piece in paragraph.pieces for line in piece.lines):
                said = paragraph.text[line.start : line.end]
                found[signs(said) + line.mark].append(line.width * paragraph.size / POINTS_PER_MM)
    return found


def _paragraphs(one: SetParagraph) -> Iterator[SetParagraph]:
    """A paragraph, or those of a table."""
    if one.table is None:
        yield one
    else:
        yield from filter(None, (one.table.caption, *(cell for row in one.table.rows for cell in row)))


def signs(text: str) -> str:
    """A line without the space at its end and without what is drawn as nothing."""
    return re.sub("[\u061c\u200b\u202c\u202d]", "", text).strip()


def drawn(shop: RenderSession, document: Document) -> Iterator[Any]:
    """The pieces of text that the engine lays out for a document."""
    return itertools.chain.from_iterable(drawn_pages(shop, document))


def drawn_pages(shop: RenderSession, document: Document) -> list[Iterator[Any]]:
    """The same, of each page."""
    html, problems = document
    assert problems == []
    return [_pieces(page) for page in shop.engine._laid_out(shop.engine._source(html), html).pages]


def _pieces(page: Any) -> Iterator[Any]:
    boxes = private.page_box(page).descendants(placeholders=True)
    named = (box for box in boxes if {"lignes", "rang"} & set(private.attribute(box, "class").split()) == {"lignes"})
    return (box for box in named if any(map(private.is_line, getattr(box, "children", ()))))


def is_placed(box: Any) -> bool:
    """Whether a piece stands where the composition has said, not where its element does."""
    return bool(private.attribute(box, "style"))


def compared(shop: RenderSession, one: Sheet, laid: Layout | None = None) -> Comparison:
    """Every line of a sheet against what was composed of its page."""
    laid = laid or fitting.lay_out(one, shop.project).layout
    count, wrong = 0, list[tuple[str, str]]()
    for page, boxes in zip(laid.pages, drawn_pages(shop, shop.studio.sheet(one, laid)), strict=True):
        known = composed(laid, page)
        for box in filter(is_placed, boxes):
            for index, line in enumerate(filter(private.is_line, box.children)):
                said = "".join(part.text for part in line.descendants() if private.is_text(part))
                wrong += [(said, fault) for fault in _faults(box, (index, line), known, said)]
                count += 1
    return Comparison(count, tuple(wrong))


def _faults(box, numbered, known, said) -> Iterator[str]:
    index, line = numbered
    width, key = width_of(line), signs(said)
    key = key if key in known else key.replace("\u2011", "-\u2011")
    nearest = min(known[key], key=lambda one: abs(one - width), default=None)
    if nearest is None:
        yield "is not composed"
    elif abs(nearest - width) > WIDTH:
        yield f"{width:.3f} mm wide, composed {nearest:.3f}"
    if width > box.width / PX_PER_MM - BESIDE_LINES + WIDTH:
        yield f"{width:.3f} mm wide, its frame {box.width / PX_PER_MM - BESIDE_LINES:.3f}"
    if abs(line.position_y - box.position_y - index * line.height) > GRID * PX_PER_MM:
        yield "off the grid"


def width_of(line: Any) -> float:
    """How wide a line is drawn, in mm, without the space that ends it."""
    words = [one for one in line.descendants() if private.is_text(one)]
    right = max(one.position_x + one.width for one in words)
    return (right - min(one.position_x for one in words) - space_after(words[-1])) / PX_PER_MM


def space_after(words: Any) -> float:
    """How wide the space is that ends a run of words, in px."""
    look = words.style
    if not words.text.endswith(" "):
        return 0.0
    spaced = 0 if look["letter_spacing"] == "normal" else look["letter_spacing"] / look["font_size"]
    kind = TypeStyle(tuple(look["font_family"]), look["font_weight"], look["font_style"] == "italic", tracking=spaced)
    whole = faces().widths(words.text, kind)
    return (whole[-1] - whole[-2]) * look["font_size"]


def from_left(box: Any) -> list[str]:
    """The stretches of text of a piece in the order in which they stand on the page, without spaces around them."""
    words = [one for one in box.descendants() if private.is_text(one)]
    said = ((one.position_x, signs(one.text).replace("\u00a0", " ").replace("\u202f", " ").strip()) for one in words)
    return [text for _, text in sorted(said) if text]


def justified(laid: Layout) -> Iterator[list[tuple[float, str]]]:
    """(how much wider its spaces are drawn, what it says) of each line of each piece of justified text."""
    for _, block in line_figures.blocks(laid):
        for one in block.paragraphs:
            for piece in one.pieces if one.paragraph and one.paragraph.narrowed else ():
                yield [(_space(one, piece, line), one.text[line.start : line.end] + line.mark) for line in piece.lines]


def ends(box: Any) -> list[tuple[str, float]]:
    """(what it says, how far beyond its frame it is drawn in mm) of each line of a piece."""
    found = []
    for line in filter(private.is_line, box.children):
        words = [one for one in line.descendants() if private.is_text(one)]
        rtl = box.style["direction"] == "rtl"
        frame = box.width - BESIDE_LINES * PX_PER_MM
        left = min(one.position_x for one in words) - (box.position_x + BESIDE_LINES * PX_PER_MM)
        right = max(one.position_x + one.width for one in words) - box.position_x
        space = space_after(words[-1])
        over = -(left + space) if rtl else right - space - frame
        found.append((signs("".join(one.text for one in words)), over / PX_PER_MM))
    return found

"""Running text that is of no sheet, in columns from page to page: the front pages of a booklet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, repeat
from typing import NamedTuple

from markupsafe import Markup

from fiches.compose.copyfit import TextSetting
from fiches.compose.text_blocks import TextComposer
from fiches.compose.text_styles import RUNNING_ON, TextStyles
from fiches.config.languages import is_rtl
from fiches.content.blocks import Block
from fiches.html import composed
from fiches.html.lined import LineSetter
from fiches.typography.html_writer import HtmlWriter

TEXT = "texte"  # the name of its only block
SQUARE = 1.0  # the height of a picture beside its width, where it is not known


class ColumnGrid(NamedTuple):
    """How the element named by a selector divides on each page: into columns so many mm high, `gap` mm apart.

    Pages after the last height are as high as it.
    """

    selector: str
    heights: Sequence[float]
    columns: int = 1
    gap: float = 0.0


def pages(blocks: Sequence[Block], writer: HtmlWriter, setter: LineSetter, grid: ColumnGrid) -> list[Markup]:
    """What stands on each page; the element is as wide, and its text as large, as style sheets say."""
    look, width = setter.element(grid.selector)
    styles = TextStyles(setter.faces, writer.language, setter.sheets)
    composer = TextComposer({TEXT: tuple(blocks)}, {TEXT: RUNNING_ON}, styles, setter.rules, writer, lambda _: SQUARE)
    text = TextSetting(TEXT, width, look.size, look.line, grid.columns, grid.gap, 1.0)
    rtl = is_rtl(writer.language)
    return [composed.part(composer, text, cuts, rtl=rtl) for cuts in _cuts(composer, text, grid.heights)]


def _cuts(composer: TextComposer, text: TextSetting, heights: Sequence[float]) -> Iterator[tuple[int, ...]]:
    """The lines at which the columns of each page begin, then end."""
    start = 0
    for height in chain(heights, repeat(heights[-1])):
        found = composer.pour(text, start, height)
        if found.cuts[-1] == start and height == heights[-1]:  # what no page holds stands on one all the same
            found = composer.pour(text, start, float("inf"))
        yield found.cuts
        if not found.share_left:
            break
        start = found.cuts[-1]

"""How good composed lines are: what is counted of the blocks of a sheet, against the rules of good setting."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from fiches.compose.line_ends import LineRules, Measure
from fiches.compose.lines import TextLine, _best, is_stub
from fiches.compose.model import Layout, PagePlan, text_of
from fiches.compose.paragraph import divided
from fiches.compose.set_text import SetParagraph, SetPiece, SetText
from fiches.core.geometry import POINTS_PER_MM

DISPLAYED = re.compile(r"titre|exergue|parole|acteur|porteur|champ")
SHORT = re.compile(r"(?:^|[\s«])(?:[\w’']{1,3}|\w{1,2}[’'](?:une?|en|y|on|ils?))$")
LAST, UNEVEN = 20.0, 6.75  # mm
HOLLOW = 0.25  # of the measure
ROUNDING = 1e-6
STRICT = LineRules(hollow=1e4, last=1e4, run=1e4)  # of lines that keep all the rules where any can


def blocks(laid: Layout) -> Iterator[tuple[str, SetText]]:
    """(name, how it is set) of every block on the pages."""
    return (each for page in laid.pages for each in blocks_of(laid, page))


def blocks_of(laid: Layout, page: PagePlan) -> Iterator[tuple[str, SetText]]:
    """The same, of one of its pages."""
    for place, frame in page.frames.items():
        name = page.quoted if place == "exergue" else place
        if laid.text and name in laid.text.blocks:
            yield name, laid.text.set(text_of(name, frame, laid.grid))


def figures(laid: Layout) -> Counter[str]:
    """What is counted of a sheet."""
    return sum((figures_of(*each) for each in blocks(laid)), Counter())


def figures_of(name: str, block: SetText) -> Counter[str]:
    """What is counted of one block."""
    found = sum((_of_paragraph(name, one) for one in block.paragraphs), Counter())
    uneven = len(block.columns) > 1 and max(block.columns) - min(block.columns) > UNEVEN
    kind = "whole" if any(one.mark for one in block.paragraphs) else "uneven"  # items are cut by no column
    return found + Counter({"columns": int(len(block.columns) > 1), kind: int(uneven)})


def _of_paragraph(name: str, one: SetParagraph) -> Counter[str]:
    lines = [line for piece in one.pieces for line in piece.lines]
    cut_words, hollow = [line.is_divided for line in lines], 0 if _is_even(name, one) else sum(_hollows(one))
    ends = [one.text[line.start : line.end].rstrip() for line in lines[:-1]]
    shown = DISPLAYED.match(name) and (one.block.kind != "paragraph" or not name.startswith(("acteur", "porteur")))
    return Counter(
        lines=len(lines),
        divided=sum(cut_words),
        twice=sum(both == (True, True) for both in pairwise(cut_words)),
        thrice=sum(all(cut_words[place : place + 3]) for place in range(len(cut_words) - 2)),
        paragraphs=int(len(lines) > 1),
        stubs=int(_is_stub(one, lines)),
        hollow=hollow,
        needless=int(hollow > 0 and _keeps_all_rules(one)),
        cuts=len(one.pieces) - 1,
        thin=sum(min(len(before.lines), len(after.lines)) < 2 for before, after in pairwise(one.pieces)),
        last_divided=sum(piece.lines[-1].is_divided for piece in one.pieces if piece.lines),
        displayed=len(ends) if shown else 0,
        short=sum(bool(SHORT.search(end)) for end in ends) if shown else 0,
    )


def _is_even(name: str, one: SetParagraph) -> bool:
    """Whether its lines are made as long as each other, and so not as long as can be."""
    return name.startswith(("titre", "exergue", "champ-chapeau", "etiquette-chiffres")) or one.block.kind == "heading"


def _is_stub(one: SetParagraph, lines: Sequence[TextLine]) -> bool:
    """Whether the last line of a paragraph of several is one word, or shorter than a last line should be."""
    if len(lines) < 2:
        return False
    last = lines[-1]
    return " " not in one.text[last.start : last.end].strip() or last.width * one.size / POINTS_PER_MM < LAST


def _keeps_all_rules(one: SetParagraph) -> bool:
    """Whether a paragraph has lines without any that is hollow, no bad last one and no two divided in a row."""
    piece = one.pieces[0]
    em = one.size / POINTS_PER_MM
    measure = Measure(piece.width / em, piece.indent / em, LAST / em)
    whole = tuple(place for place in divided(one.paragraph) if not place.after_short)
    lines = _best(whole, measure, STRICT, even=False)
    is_long = any(line.width > measure.width + ROUNDING for line in lines)
    in_a_row = any(line.is_divided and other.is_divided for line, other in pairwise(lines))
    return not (is_long or in_a_row or is_stub(one.paragraph, lines[-1], measure.last)
                or any(_hollows(one._replace(pieces=(piece._replace(lines=lines),)))))  # fmt: skip


def _hollows(one: SetParagraph) -> Iterator[bool]:
    """Of each line but the last, whether a quarter of it is white in which the next word would have found room.

    But a short one, where such do not end lines.
    """
    for piece in one.pieces:
        for index, line in enumerate(piece.lines):
            room = _room(one, piece, first=index == 0)
            white = room - line.width
            yield white > HOLLOW * room and not line.is_last and line.width + _next(one, line) <= room + ROUNDING


def _room(one: SetParagraph, piece: SetPiece, *, first: bool) -> float:
    """How wide a line may be, in em."""
    return (piece.width - (piece.indent if first else 0.0)) * POINTS_PER_MM / one.size


def _next(one: SetParagraph, line: TextLine) -> float:
    """How much longer a line would be with the next word, in em."""
    widths, rest = one.paragraph.widths, one.text[line.end :]
    shorts = "" if one.paragraph.divides else r"(?:[\w’']{1,3} )*"
    word = re.match(rf"{shorts}[^ \n]*", rest)[0]
    kept = len(one.text[: line.end].rstrip())
    return widths[line.end + len(word)] - widths[kept]

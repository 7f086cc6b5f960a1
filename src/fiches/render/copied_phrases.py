"""What is read from right to left on a line that is read from left to right is copied in its order by PDFium.

PDFium cuts a line where the kind of its characters changes, turns round the letters of each piece that is read from
right to left, but not the row of its words; where there are more of such pieces than in Latin letters, the whole line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby

from fiches.render.shown_text import BidiKind, DrawnText
from fiches.render.told_pieces import (
    BEGINNING_STEP,
    LEADING_SPACES,
    ReadGlyph,
    ToldPiece,
    as_read,
    at,
    begun,
    shape,
    text_of,
    turned,
)


def redrawn(line: Sequence[DrawnText]) -> Iterator[tuple[int, list[bytes]]]:
    """The commands that draw the texts of a line, by where they were, if PDFium would not copy it as it is read."""
    read = as_read(line)
    if any(text.raised or not text.font.space for text in line) or _copied(line) == text_of(read):
        return
    pieces = list(_pieces(line, read))
    for number, text in enumerate(line):
        own = [piece for piece in pieces if piece.glyphs[0].text == number]
        yield text.place, [*(part for piece in own for part in begun(text, piece)), at(text.glyphs[-1].end, text.y)]


def _copied(line: Sequence[DrawnText]) -> str:
    """What PDFium copies of a line."""
    glyphs = [glyph for text in sorted(line, key=lambda one: one.glyphs[0].x) for glyph in text.glyphs]
    groups = [(kind, "".join(one.text for one in group)) for kind, group in groupby(glyphs, key=lambda one: one.kind)]
    is_turned = _is_turned([kind for kind, _ in groups])
    told, leftwards = list[str](), is_turned
    for kind, text in groups[::-1] if is_turned else groups:
        leftwards = _goes_on(kind, leftwards=leftwards)
        told.append(turned(text[::-1]) if leftwards and kind is not BidiKind.WEAK else text)
    return "".join(told)


def _is_turned(kinds: Sequence[BidiKind]) -> bool:
    """Whether PDFium takes a line of groups of such kinds for one that is read from right to left."""
    return kinds.count(BidiKind.LEFTWARDS) > kinds.count(BidiKind.RIGHTWARDS)


def _goes_on(kind: BidiKind, *, leftwards: bool) -> bool:
    """Whether PDFium reads leftwards from a group on, where it did before or not."""
    return kind is BidiKind.LEFTWARDS or (leftwards and kind is not BidiKind.RIGHTWARDS)


def _pieces(line: Sequence[DrawnText], read: Sequence[ReadGlyph]) -> Iterator[ToldPiece]:
    """The pieces of a line, each beginning where PDFium meets it in its turn."""
    groups = [list(group) for _, group in groupby(read, key=lambda one: one.glyph.kind)]
    is_turned = _is_turned([group[0].glyph.kind for group in groups])
    told = list(_told(groups, leftwards=is_turned))
    left, met = min(text.glyphs[0].x for text in line), list[tuple[int, ...]]()
    for glyphs, through in chain.from_iterable(told[::-1] if is_turned else told):
        x = left + BEGINNING_STEP * line[glyphs[0].text].size * len(met)
        yield ToldPiece(glyphs, x, LEADING_SPACES * (1 + met.count(shape(glyphs))), turned=through)
        met.append(shape(glyphs))


def _told(
    groups: Iterable[Sequence[ReadGlyph]], *, leftwards: bool
) -> Iterator[list[tuple[Sequence[ReadGlyph], bool]]]:
    """The pieces of each group as PDFium is to meet them, and whether it goes through them leftwards."""
    for group in groups:
        kind = group[0].glyph.kind
        leftwards = _goes_on(kind, leftwards=leftwards)
        pieces = [(one, leftwards and kind is not BidiKind.WEAK) for one in _unbroken(group)]
        yield pieces[::-1] if kind is BidiKind.LEFTWARDS else pieces


def _unbroken(group: Sequence[ReadGlyph]) -> Iterator[Sequence[ReadGlyph]]:
    """Glyphs of one kind, those together that stand in one text; neutral ones each by itself."""
    if group[0].glyph.kind is BidiKind.NEUTRAL:
        yield from ([one] for one in group)
    else:
        yield from (list(own) for _, own in groupby(group, key=lambda one: one.text))

"""What the blocks of a section may not be: text of no rubric, headings out of place, images in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from fiches.content import markdown
from fiches.content.blocks import Block, Inline, InlineImage, Span, plain, words_of
from fiches.content.source import Section
from fiches.core.problems import Fault, fault
from fiches.core.text import shown

UNDERLINED = 2  # the level of a heading by the hyphens below: `##` begins another section
LONGEST_ACTOR = 80  # characters of what may be the name of somebody
_LEADS_TO_PAGE = re.compile(
    r".{0,80}?\S[ \t.…·_]{2,}\d{1,3}[ \t]*(?:\n|$)|.{0,80}\t\d{1,3}[ \t]*(?:\n|$)"
    r"|\[\[?_?toc_?\]|(?:[-*+]|\d{1,2}[.)]) \[[^\[\]]{1,120}\]\(#",
    re.IGNORECASE,
)  # Contexte ....... 3


def stray_text(preamble: Section) -> Iterator[Fault]:
    """The fault of text before the first `##`, with the faults of that text."""
    blocks, faults = markdown.read(preamble.text, preamble.line + 1)
    yield from faults
    if blocks:
        name = "texte-hors-rubrique.heading" if blocks[0].kind == "heading" else "texte-hors-rubrique"
        name = "texte-hors-rubrique.contents" if _LEADS_TO_PAGE.match(preamble.text.strip()) else name
        yield fault(name, blocks[0].line, words=opening_words(blocks[0]))


def heading_faults(blocks: Sequence[Block], *, inside: bool = False) -> Iterator[Fault]:
    """Headings that are not `###` at the top level of a rubric."""
    for block in blocks:
        if block.kind == "heading" and inside:
            yield fault("titre-mal-place.inside", block.line)
        elif block.kind == "heading" and block.level != 3:
            name = "titre-mal-place.underlined" if block.level == UNDERLINED else "titre-mal-place"
            yield fault(name, block.line, words=shown(plain(block.inlines), 40), level=block.level)
        yield from heading_faults(block.children, inside=True)


def misplaced_pictures(blocks: Sequence[Block]) -> Iterator[Fault]:
    """Images in running text, which no page has a place for."""
    for block in blocks:
        for picture in _pictures(block.inlines):
            yield fault("image-mal-placee", block.line, name=shown(picture.name, 40))
        yield from misplaced_pictures(block.children)


def _pictures(inlines: Sequence[Inline]) -> Iterator[InlineImage]:
    for inline in inlines:
        if isinstance(inline, InlineImage):
            yield inline
        elif isinstance(inline, Span):
            yield from _pictures(inline.children)


def likely_name(block: Block) -> str:
    """Who a block without a heading begins with, if any: bold words, those before a colon, a line of its own."""
    first = block.children[0] if block.kind == "list" and block.children else block
    words = next(words_of((first,)), "").strip()
    bold = plain([one for one in first.inlines[:1] if isinstance(one, Span) and one.tag == "strong"])
    name = (bold or _named_in(words)).strip(" :")
    return name if len(name) <= LONGEST_ACTOR and name[:1].isupper() else ""


def _named_in(words: str) -> str:
    """Before a colon, behind a label (« Nom : Tamazirt »), or the whole where it is no sentence."""
    before, colon, behind = words.partition(":")
    if words.endswith((".", "!", "?", "…")):
        return before if colon else ""
    return behind if colon and " " not in before.strip() else before


def opening_words(block: Block) -> str:
    """The first words of a block, to quote in a message."""
    return shown(next(words_of((block,)), ""), 40)


def no_name(block: Block) -> Fault:
    """The fault of words that stand under no name, where the first of them may be one."""
    told = {"words": opening_words(block), "better": likely_name(block)}
    return fault("nom-absent.own" if told["better"] else "nom-absent", block.line, **told)

"""What the blocks of a section may not be: text of no rubric, headings out of place, images in the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fiches.content import markdown
from fiches.content.blocks import Block, Inline, InlineImage, Span, plain, words_of
from fiches.content.source import Section
from fiches.core.problems import Fault
from fiches.core.text import shown


def stray_text(preamble: Section) -> Iterator[Fault]:
    """The fault of text before the first `##`, with the faults of that text."""
    blocks, faults = markdown.read(preamble.text, preamble.line + 1)
    yield from faults
    if blocks:
        words = opening_words(blocks[0])
        hint = "placez-le sous un titre « ## … »"
        if blocks[0].kind == "heading":
            hint = f"écrivez « ## {words} » si c'est une rubrique ; si c'est le titre, effacez-le : l'en-tête le donne"
        yield Fault(
            "texte-hors-rubrique",
            f"du texte précède la première rubrique : « {words} »",
            blocks[0].line,
            hint=hint,
        )


def heading_faults(blocks: Sequence[Block], *, inside: bool = False) -> Iterator[Fault]:
    """Headings that are not `###` at the top level of a rubric."""
    for block in blocks:
        if block.kind == "heading" and inside:
            yield Fault(
                "titre-mal-place",
                "un titre est pris dans une liste ou une citation",
                block.line,
                1,
                "sortez-le : une ligne « ### … » seule",
            )
        elif block.kind == "heading" and block.level != 3:
            words = shown(plain(block.inlines), 40)
            yield Fault(
                "titre-mal-place",
                f"« {words} » est un titre de niveau {block.level}, qui n'a pas sa place ici",
                block.line,
                1,
                "une rubrique s'écrit « ## … », un intertitre « ### … », sans souligner de = ni de -",
            )
        yield from heading_faults(block.children, inside=True)


def misplaced_pictures(blocks: Sequence[Block]) -> Iterator[Fault]:
    """Images in running text, which no page has a place for."""
    for block in blocks:
        for picture in _pictures(block.inlines):
            yield Fault(
                "image-mal-placee",
                f"l'image « {shown(picture.name, 40)} » est placée dans le texte",
                block.line,
                1,
                "nommez les photos dans l'en-tête, sous « photos: » ; un logo va juste sous un titre « ### »",
            )
        yield from misplaced_pictures(block.children)


def _pictures(inlines: Sequence[Inline]) -> Iterator[InlineImage]:
    for inline in inlines:
        if isinstance(inline, InlineImage):
            yield inline
        elif isinstance(inline, Span):
            yield from _pictures(inline.children)


def opening_words(block: Block) -> str:
    """The first words of a block, to quote in a message."""
    return shown(next(words_of((block,)), ""), 40)

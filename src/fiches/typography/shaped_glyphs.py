"""What the glyphs of a face stand for where letters are joined: found by shaping words, whoever drew them first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, groupby
from typing import Any, NamedTuple

BRACKETS = (("(", ")"), ("[", "]"), ("{", "}"), ("<", ">"), ("«", "»"), ("‹", "›"))
QUAD = "\u2003"
EXTENSION = "\u0640"  # what a glyph stands for that only makes a letter longer


class ShapedGlyphs(NamedTuple):
    """The text of each glyph of a face that words are drawn with; which belong to which letters at their right."""

    texts: Mapping[int, str]
    extensions: Mapping[int, frozenset[int]]  # one that is typed stands by itself
    space: tuple[int, int] = (0, 0)  # the glyph of a space, its advance in thousandths of an em
    stem: tuple[int, int] = (0, 0)  # those of an alef, which is as high as a line
    quad: tuple[int, int] = (0, 0)  # those of a space of one em


@lru_cache(maxsize=32)
def plain_glyph(face: bytes, char: str) -> tuple[int, int]:
    """The glyph that a character has by itself in a font file, 0 for none; its advance, in thousandths of an em."""
    import uharfbuzz

    return _plain(uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob(face))), char)


@lru_cache(maxsize=16)
def shaped_glyphs(face: bytes, words: frozenset[str]) -> ShapedGlyphs:
    """What the glyphs of a font file stand for in words that are read from right to left.

    Brackets stand for what they look like: programs that read a page know that they were turned.
    """
    import uharfbuzz

    font = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob(face)))
    texts = _brackets(font)
    longer = dict[int, frozenset[int]]()
    for text, (first, *rest) in chain.from_iterable(_clusters(font, word) for word in sorted(words)):
        texts.setdefault(first, text)
        longer |= {one: longer.get(one, frozenset()) | {first} for one in rest}
    return ShapedGlyphs(texts, _extensions(longer, texts), *(_plain(font, char) for char in (" ", "\u0627", QUAD)))


def _brackets(font: Any) -> dict[int, str]:  # noqa: ANN401  # a uharfbuzz.Font
    """What the glyphs of brackets look like."""
    turned = dict(pair for one, other in BRACKETS for pair in ((one, other), (other, one)))
    texts = {codes[0]: turned[char] for char in turned for _, codes in _clusters(font, char)}
    return texts | {glyph: char for char in turned if (glyph := font.get_nominal_glyph(ord(char)))}


def _extensions(longer: Mapping[int, frozenset[int]], texts: Mapping[int, str]) -> Mapping[int, frozenset[int]]:
    """Of glyphs that come second in a letter, those that stand for none themselves, unless somebody typed them."""
    return {one: letters for one, letters in longer.items() if texts.get(one, EXTENSION) == EXTENSION}


def _plain(font: Any, char: str) -> tuple[int, int]:  # noqa: ANN401  # a uharfbuzz.Font
    """The glyph that a character has by itself, and its advance."""
    glyph = font.get_nominal_glyph(ord(char)) or 0
    return glyph, round(font.get_glyph_h_advance(glyph) * 1000 / font.face.upem)


def _clusters(font: Any, word: str) -> Iterator[tuple[str, Sequence[int]]]:  # noqa: ANN401  # a uharfbuzz.Font
    """(letter or letters, their glyphs in the order of reading) of a word, as far as the face has them."""
    import uharfbuzz

    buffer = uharfbuzz.Buffer()
    buffer.cluster_level = uharfbuzz.BufferClusterLevel.CHARACTERS
    buffer.add_str(word)
    buffer.guess_segment_properties()
    buffer.direction, buffer.script = "rtl", "Arab"
    uharfbuzz.shape(font, buffer)
    glyphs = buffer.glyph_infos[::-1]
    starts = sorted({glyph.cluster for glyph in glyphs})
    ends = dict(zip(starts, [*starts[1:], len(word)], strict=True))
    for start, group in groupby(glyphs, key=lambda glyph: glyph.cluster):
        codes = [glyph.codepoint for glyph in group]
        if all(codes):
            yield word[start : ends[start]], codes

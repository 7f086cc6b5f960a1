"""A document is cut at the titles of a format: what stands before the first rubric, and each rubric."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from fiches.config.formats import Format, RubricSpec
from fiches.core.text import fold
from fiches.imports import guidance, titles
from fiches.imports.facts import FoundFacts
from fiches.imports.form_tables import unfolded
from fiches.imports.titles import Sureness, TitleMatch
from fiches.imports.written import WrittenBlock, WrittenDocument, WrittenParagraph, WrittenTable, plain_paragraph


class PlacedBlock(NamedTuple):
    """A block and how many blocks of the file precede it."""

    place: int
    block: WrittenBlock

    @property
    def line(self) -> WrittenParagraph | None:
        """The paragraph that it is, if it is one."""
        return self.block if isinstance(self.block, WrittenParagraph) else None


@dataclass(slots=True)
class SheetSection:
    """What stands under the title of one rubric."""

    spec: RubricSpec
    match: TitleMatch
    index: int
    blocks: list[PlacedBlock] = field(default_factory=list)
    joined: list[str] = field(default_factory=list)  # later titles of the same rubric, as typed
    level: int = 0  # of its heading; 0 where its title is marked otherwise

    def strangers(self) -> list[int]:
        """The places, among the blocks, of headings as high as its own, which are those of no rubric."""
        lines = ((at, one.line) for at, one in enumerate(self.blocks) if one.line and one.line.text)
        return [at for at, line in lines if self._is_as_high(line)]

    def _is_as_high(self, line: WrittenParagraph) -> bool:
        """Whether a line is a heading of its level or, where it has none, marked by hand and numbered as its title."""
        if self.level or line.level:
            return 0 < line.level <= self.level
        return all(map(titles.is_numbered, (self.match.typed, line.text))) and titles.is_marked(line)


@dataclass(slots=True)
class CutDocument:
    """A document cut into what a sheet has."""

    format: Format
    language: str
    facts: FoundFacts
    sections: list[SheetSection] = field(default_factory=list)
    loose: list[PlacedBlock] = field(default_factory=list)  # before the first rubric
    kickers: list[PlacedBlock] = field(default_factory=list)  # that only say of what sort the document is: left aside
    heard: list[PlacedBlock] = field(default_factory=list)  # what people say, moved to the rubric of voices
    dropped: list[str] = field(default_factory=list)  # questions of the format, lists of its titles


def cut(document: WrittenDocument, format_: Format, language: str) -> CutDocument:
    """The document, cut; `language` is that of a sheet whose titles do not say another."""
    made = CutDocument(format_, language, FoundFacts(format_))
    known = guidance.known(format_)
    blocks = [
        PlacedBlock(index, one)
        for index, block in enumerate(document.blocks)
        for kept in _unasked([block], known, made.dropped)
        for one in unfolded(kept, format_, made.facts)
    ]
    openings = _openings(blocks, made)
    spoken = Counter(one.language for one in openings.values())
    made.language = language if spoken[language] or not spoken else spoken.most_common(1)[0][0]
    _fill(blocks, openings, made)
    return made


def _unasked(blocks: Sequence[WrittenBlock], known: Collection[str], dropped: list[str]) -> Iterator[WrittenBlock]:
    """The blocks without what a form asks, in tables too."""
    for block in blocks:
        if isinstance(block, WrittenTable):
            rows = (tuple(tuple(_unasked(cell, known, dropped)) for cell in row) for row in block.rows)
            yield WrittenTable(tuple(rows))
        elif block.text and fold(block.text) in known:
            dropped.append(block.text)
        else:
            yield block


def _openings(blocks: Sequence[PlacedBlock], made: CutDocument) -> dict[int, TitleMatch]:
    """By place in `blocks`, the titles of rubrics: of each those that say so most plainly, or plainly mean it."""
    found = {
        place: match
        for place, one in enumerate(blocks)
        if one.line and (match := titles.matched(one.line, made.format))
    }
    best: dict[str, Sureness] = {}
    for match in found.values():
        best[match.spec.id] = max(match.sureness, best.get(match.spec.id, Sureness.BEGINS))
    lowest = _lowest([(match, one) for place, match in found.items() if (one := blocks[place].line)])
    kept = {
        place: match
        for place, match in found.items()
        if (one := blocks[place].line) and _opens(match, one, best[match.spec.id], lowest)
    }
    return _without_listings(kept, blocks)


def _lowest(found: Sequence[tuple[TitleMatch, WrittenParagraph]]) -> int:
    """The level of the lowest headings that say the title of a rubric, else of the highest that mean one; 0: none."""
    levels = {
        sureness: {one.level for match, one in found if match.sureness is sureness} - {0} for sureness in Sureness
    }
    return max(levels[Sureness.SAYS], default=min(levels[Sureness.MEANS], default=0))


def _opens(match: TitleMatch, line: WrittenParagraph, best: Sureness, lowest: int) -> bool:
    """Whether a line opens its rubric, for which the plainest line is as sure as `best`.

    In other words than the title, it is as high as the others that do: « Partenaires » in a part of a rubric is none.
    """
    if match.sureness is not Sureness.MEANS:
        return match.sureness == best
    if lowest and line.level > lowest:
        return False
    return best is Sureness.MEANS or (titles.is_title_like(line) and bool(line.level) == bool(lowest))


def _without_listings(found: dict[int, TitleMatch], blocks: Sequence[PlacedBlock]) -> dict[int, TitleMatch]:
    """The titles without those that a table of contents lists: nothing stands under them, and they come again."""
    counts = Counter(match.spec.id for match in found.values())
    kept = dict(found)
    for place, match in found.items():
        following = next((later for later in range(place + 1, len(blocks)) if _has_words(blocks[later].block)), None)
        listed = following is None or (following in found and found[following].spec is not match.spec)
        if counts[match.spec.id] > 1 and not match.rest and listed:
            del kept[place]
            counts[match.spec.id] -= 1
    return kept


def _has_words(block: WrittenBlock) -> bool:
    return not isinstance(block, WrittenParagraph) or bool(block.text or block.pictures)


def _fill(blocks: Sequence[PlacedBlock], openings: dict[int, TitleMatch], made: CutDocument) -> None:
    """Puts each block under the title above it."""
    by_id: dict[str, SheetSection] = {}
    here, current = made.loose, None
    for place, one in enumerate(blocks):
        match = openings.get(place)
        if match is None or (match.sureness is Sureness.MEANS and match.spec is current):
            here.append(_lowered(one, by_id[match.spec.id]) if match else one)
            continue
        section, current = _section(match, one, made, by_id), match.spec
        here = section.blocks
        if one.line and (match.rest or one.line.pictures):
            here.append(PlacedBlock(one.place, replace(one.line, runs=match.rest, level=0)))


def _section(match: TitleMatch, one: PlacedBlock, made: CutDocument, by_id: dict[str, SheetSection]) -> SheetSection:
    """That which a title opens, or goes on with."""
    section = by_id.get(match.spec.id)
    if section is None:
        section = by_id[match.spec.id] = SheetSection(match.spec, match, one.place)
        section.level = one.line.level if one.line else 0
        made.sections.append(section)
    else:
        section.joined.append(match.typed)
        section.blocks += [_lowered(one, section)] if match.sureness is Sureness.MEANS else []
    return section


def _lowered(one: PlacedBlock, section: SheetSection) -> PlacedBlock:
    """Another title of a rubric that has begun: a heading in it, where it is marked as a title."""
    if one.line is None or not titles.is_title_like(one.line):
        return one
    words = replace(plain_paragraph(titles.bare(one.line.text)), level=max(one.line.level, section.level + 1))
    return PlacedBlock(one.place, words)

"""What people say in another rubric, with who says it behind, goes to the rubric that holds voices."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fiches.config.formats import RubricSpec
from fiches.imports import titles
from fiches.imports.sections import CutDocument, PlacedBlock, SheetSection
from fiches.imports.titles import Sureness, TitleMatch
from fiches.imports.written import WrittenParagraph

LEAST_SAID, MOST_WHO = 6, 14  # words of a quotation; of the line that says whose it is
_WHOSE = r"[^\W\d_a-zß-ÿ][^«»“”\".!?:;]*"
_VOICE_LINE = re.compile(rf"[«“\"][^«“]+[»”\"]\s*[.,]?(?:\s*[—–-]\s*(?P<who>{_WHOSE}))?\s*", re.DOTALL)
_WHO = re.compile(rf"(?:[—–-]\s*)?(?P<who>{_WHOSE})")


def gather(made: CutDocument) -> None:
    """Moves such lines of a document, which keeps those that begin one as `heard`."""
    spec = next((one for one in made.format.rubrics if one.holds == "testimonies"), None)
    if spec is None:
        return
    moved = [one for blocks in _others(made) for one in _taken(blocks, made)]
    if moved:
        _home(made, spec, moved[0].place).blocks.extend(moved)


def _home(made: CutDocument, spec: RubricSpec, place: int) -> SheetSection:
    """The rubric that voices go to, which the document may not have."""
    there = next((one for one in made.sections if one.spec is spec), None)
    if there is None:
        there = SheetSection(spec, TitleMatch(spec, made.language, Sureness.SAYS, ""), place)
        made.sections.append(there)
    return there


def _others(made: CutDocument) -> Iterator[list[PlacedBlock]]:
    """What stands under no title, or under those of prose."""
    yield made.loose
    yield from (one.blocks for one in made.sections if one.spec.holds == "prose")


def _taken(blocks: list[PlacedBlock], made: CutDocument) -> list[PlacedBlock]:
    """The lines of voices among some blocks, which are left without them."""
    voices = [blocks[at : at + count] for at in range(len(blocks)) if (count := _voice(blocks, at))]
    made.heard += [first for first, *_ in voices]
    taken = [one for voice in voices for one in voice]
    blocks[:] = [one for one in blocks if one not in taken]
    return taken


def _voice(blocks: list[PlacedBlock], at: int) -> int:
    """How many blocks, from a place on, are what somebody says and who: none, one or two."""
    line = _plain(blocks, at)
    said = _VOICE_LINE.fullmatch(line.text) if line and len(line.text.split()) >= LEAST_SAID else None
    if said is None:
        return 0
    if said["who"]:
        return 1
    below = _plain(blocks, at + 1)
    who = below.text if below and not titles.is_marked(below) else ""
    return 2 if len(who.split()) <= MOST_WHO and _WHO.fullmatch(who) else 0


def _plain(blocks: list[PlacedBlock], at: int) -> WrittenParagraph | None:
    """A paragraph of words alone."""
    line = blocks[at].line if at < len(blocks) else None
    return line if line and line.text and not (line.level or line.item or line.pictures) else None

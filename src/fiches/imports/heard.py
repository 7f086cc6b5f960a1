"""What people say in another rubric, with who says it behind, goes to the rubric that holds voices."""

from __future__ import annotations

import re

from fiches.imports import titles
from fiches.imports.sections import CutDocument, PlacedBlock, SheetSection
from fiches.imports.titles import Sureness, TitleMatch
from fiches.imports.written import WrittenParagraph

LEAST_SAID, MOST_WHO = 6, 14  # words of a quotation; of the line that says whose it is
_NAME = r"[^\W\d_a-zß-ÿ][^«»“”\".!?:;]*"
_SAID = re.compile(rf"[«“\"][^«“]+[»”\"]\s*[.,]?(?:\s*[—–-]\s*(?P<who>{_NAME}))?\s*", re.DOTALL)
_WHO = re.compile(rf"(?:[—–-]\s*)?(?P<who>{_NAME})")


def gather(made: CutDocument) -> None:
    """Moves such lines of a document, which keeps those that begin one as `heard`."""
    spec = next((one for one in made.format.rubrics if one.holds == "testimonies"), None)
    if spec is None:
        return
    home = next((one for one in made.sections if one.spec is spec), None)
    moved: list[PlacedBlock] = []
    for blocks in (made.loose, *(one.blocks for one in made.sections if one is not home and one.spec.holds == "prose")):
        voices = [blocks[at : at + count] for at in range(len(blocks)) if (count := _voice(blocks, at))]
        made.heard += [one for one, *_ in voices]
        gone = [one for voice in voices for one in voice]
        moved += gone
        blocks[:] = [one for one in blocks if one not in gone]
    if moved and home is None:
        match = TitleMatch(spec, made.language, Sureness.SAYS, "")
        home = SheetSection(spec, match, moved[0].place)
        made.sections.append(home)
    if home:
        home.blocks += moved


def _voice(blocks: list[PlacedBlock], at: int) -> int:
    """How many blocks, from a place on, are what somebody says and who: none, one or two."""
    line = _plain(blocks, at)
    said = _SAID.fullmatch(line.text) if line and len(line.text.split()) >= LEAST_SAID else None
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

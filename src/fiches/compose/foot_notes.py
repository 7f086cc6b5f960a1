"""Notes on the foot of the page that calls them, where the format has them there: what flows ends above them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from fiches.compose.copyfit import TextSetting
from fiches.compose.model import PageInputs, PagePlan, PlacedZone, set_text
from fiches.compose.page_flow import PageFlow
from fiches.compose.rules import CompositionRules
from fiches.compose.text_blocks import joined_name
from fiches.compose.zones import Anchor, CardZone, NoteZone, VoiceZone, Zone
from fiches.content import notes
from fiches.content.blocks import Block
from fiches.content.sheet import Rubric, Sheet

NOTE_BLOCK = "note"  # before the number of a note
ABOVE_NOTES = 1.5  # u between them and what flows


def laid(flow: PageFlow) -> PagePlan:
    """What flows down a page above the notes that it calls."""
    plan, noted = flow.plan(), tuple[int, ...]()
    while not set(called := _called(flow.inputs, plan)) <= set(noted):
        noted = tuple(sorted({*noted, *called}))
        plan = flow._replace(limit=flow.limit - flow.inputs.height(_text(flow, noted)) - ABOVE_NOTES).plan()
    return replace(plan, zones=(*plan.zones, _placed(flow, plan, called))) if called else plan


def taken_out(sheet: Sheet, rules: CompositionRules) -> tuple[Sheet, dict[str, tuple[Block, ...]]]:
    """A sheet without the notes that stand on the foot of its pages, and those by the names of their blocks."""
    keeping = {id_ for zone in rules.zones if _keeps_notes(zone) for id_ in zone.rubrics}
    noted = dict[str, tuple[Block, ...]]()
    if not rules.foot_notes:
        return sheet, noted

    def bare(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        body, own = notes.apart(blocks)
        noted.update({f"{NOTE_BLOCK}-{notes.number_of(note)}": (note,) for note in own})
        return body

    rubrics = tuple(one if one.spec.id in keeping else _bare(one, bare) for one in sheet.rubrics)
    return (replace(sheet, rubrics=rubrics) if noted else sheet), noted


def _bare(rubric: Rubric, bare: Callable[[tuple[Block, ...]], tuple[Block, ...]]) -> Rubric:
    entries = tuple(replace(one, blocks=bare(one.blocks)) for one in rubric.entries)
    testimonies = tuple(replace(one, notes=bare(one.notes)) for one in rubric.testimonies)
    return replace(rubric, blocks=bare(rubric.blocks), entries=entries, testimonies=testimonies)


def _called(inputs: PageInputs, plan: PagePlan) -> tuple[int, ...]:
    """The notes that texts of a page are the first to call."""
    whole = (name for zone in plan.zones if not zone.poured for name in zone.frames)
    own = {number for name in whole for number in inputs.calls(name)}
    return tuple(sorted(own.union(plan.poured.calls if plan.poured else ())))


def _text(flow: PageFlow, numbers: Iterable[int]) -> TextSetting:
    """Notes as wide as what flows, in as many columns as running text so wide."""
    width = flow.area.span(flow.inputs)
    return flow.inputs.setting(block_of(numbers), width, flow.inputs.body, flow.inputs.columns(width))


def _placed(flow: PageFlow, plan: PagePlan, numbers: tuple[int, ...]) -> PlacedZone:
    """Notes that end where what flows would, on the ground that this has there."""
    text = _text(flow, numbers)
    tall = flow.inputs.height(text)
    frame = set_text(flow.area.x(flow.inputs), flow.limit - tall, text, tall)
    return PlacedZone(NoteZone(name=NOTE_BLOCK, ground=plan.ground_under(frame)), {text.block: frame})


def block_of(numbers: Iterable[int]) -> str:
    """The name of the block that some notes are."""
    return joined_name(f"{NOTE_BLOCK}-{number}" for number in numbers)


def _keeps_notes(zone: Zone) -> bool:
    """Whether the texts of a zone have their notes with them: on a card, with a testimony, on the foot of the page."""
    return isinstance(zone, CardZone | VoiceZone) or zone.anchor is Anchor.FOOT

"""A sheet laid out: measured by the engine, composed by its format's rules, and judged against its pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial, reduce
from types import MappingProxyType

from fiches.compose import rules_reader, solver
from fiches.compose.copyfit import (
    DIVIDED,
    ENDS_WITHIN_A_WORD,
    HOLDS_WHOLE,
    OVERSET,
    UNMEASURED,
    Estimator,
    MeasureRequest,
    TextSetting,
    U,
    settle,
)
from fiches.compose.inventory import matter_of
from fiches.compose.model import Layout, PagePlan
from fiches.compose.rules import CLOSING, OPENING, QUOTED_RUBRICS, CompositionRules
from fiches.config.formats import Format
from fiches.content.sheet import Sheet, records
from fiches.core.geometry import Box
from fiches.core.messages import Message, enumeration, listing, message
from fiches.core.problems import Fault, Problem, fault
from fiches.core.text import shown
from fiches.html.documents import DocumentBuilder
from fiches.lint import resolution
from fiches.render import overset
from fiches.storage.fingerprints import key

Measured = tuple[Mapping[str, Box], list[Problem]]  # where each id is on its page, in mm
Measurer = Callable[[str, str], Measured]  # lays out a document that came from a source
KnownHeights = Mapping[TextSetting, float]
Heights = Mapping[str, float]  # answers by the content of what was asked
BLOCK = "<!-- bloc -->"  # before each block of a measuring document
_BLOCK_NUMBER = re.compile(r'(?<= id=")(?:m|fin)\d+')
NO_HEIGHTS: Heights = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """A sheet composed, what is wrong with it, and all that its blocks are now known to measure.

    `layout` is None where the format lets pages flow, and when the sheet cannot be composed at all.
    """

    layout: Layout | None
    problems: tuple[Problem, ...]
    heights: Heights


def lay_out(sheet: Sheet, studio: DocumentBuilder, measurer: Measurer, heights: Heights = NO_HEIGHTS) -> SheetLayout:
    """The sheet composed; `heights` is what blocks were known to measure before, by their content."""
    rules, problems = rules_reader.of_format(studio.project.format)
    if rules is None:
        return SheetLayout(None, tuple(problems), heights)
    composer = _Composer(rules, studio, measurer)
    found = composer.compose(sheet, heights)
    if found.layout.fits:
        judged = [
            *resolution.as_printed(sheet, studio.project, places(found.layout)),
            *bare_pages(found.layout, sheet, studio.project.format, rules),
        ]
    else:
        found, judged = composer.with_cuts(sheet, found), []
    engine = dict.fromkeys((*problems, *found.problems))
    return SheetLayout(found.layout, (*engine, *judge(found.layout, sheet), *judged), found.heights)


def places(layout: Layout) -> dict[int, tuple[float, float]]:
    """Width and height (mm) at which each photo is printed, by its index."""
    frames = {page.photo: page.frames["photo"] for page in layout.pages if page.photo is not None}
    return {index: (frame.width, frame.height * U) for index, frame in frames.items()}


@dataclass(frozen=True, slots=True)
class _Composed:
    """Four pages, the heights that they rest on, all that was measured so far, and what was objected to."""

    layout: Layout
    known: KnownHeights
    heights: Heights
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Composer:
    """Composes sheets of one format."""

    rules: CompositionRules
    studio: DocumentBuilder
    measurer: Measurer

    def compose(self, sheet: Sheet, heights: Heights, known: KnownHeights = UNMEASURED) -> _Composed:
        """The four pages, laid from the heights that are `known` or else measured.

        Columns are a line higher where one would end within a word, if nothing else gives way for it.
        """
        matter = matter_of(sheet)
        answers, measured, problems = dict[MeasureRequest, float](), dict(heights), list[Problem]()

        def measure(probes: Iterable[MeasureRequest]) -> dict[MeasureRequest, float]:
            asked = sorted(probes, key=repr)
            html, faults = self.studio.measure(sheet, matter, asked)
            problems.extend(faults)
            if html is None:
                return dict.fromkeys(asked, OVERSET)
            names, new, faults = self._measured(asked, html, sheet.path, measured)
            problems.extend(faults)
            measured.update(new)
            found = {probe: measured[name] for probe, name in zip(asked, names, strict=True)}
            answers.update(found)
            return found

        settled = partial(settle, partial(solver.compose, matter, self.rules), measure, Estimator(matter.lengths))
        layout, settings = settled(known)
        if layout.fits and ENDS_WITHIN_A_WORD in {answer for probe, answer in answers.items() if probe.limit}:
            single = {text: tall for text, tall in settings.items() if text.columns == 1}
            whole, _ = settled(single, HOLDS_WHOLE)
            layout = whole if whole.fits and whole.choice == layout.choice else layout
        return _Composed(layout, settings, measured, tuple(problems))

    def _measured(
        self, asked: Sequence[MeasureRequest], html: str, path: str, heights: Heights
    ) -> tuple[list[str], Heights, list[Problem]]:
        """The blocks of a measuring document by the names of their content, and the heights of those that are new."""
        head, *blocks = html.split(BLOCK)
        names = [key(_BLOCK_NUMBER.sub("", block)) for block in blocks]
        new = [block for name, block in zip(names, blocks, strict=True) if name not in heights]
        boxes, problems = self.measurer(head + "".join(new), path) if new else ({}, [])
        found: dict[str, float] = {}
        for index, (probe, name) in enumerate(zip(asked, names, strict=True)):
            if name not in heights:
                found.setdefault(name, _answer(probe, boxes, index))
        return names, found, problems

    def with_cuts(self, sheet: Sheet, whole: _Composed) -> _Composed:
        """A sheet that is too long with the words to cut, sought in shortened ones."""
        last = whole

        def lay(short: Sheet) -> Layout:
            nonlocal last
            found = self.compose(short, last.heights, _unchanged(short, sheet, whole.known))
            last = replace(found, problems=(*last.problems, *found.problems))
            return found.layout

        layout = overset.measured(sheet, whole.layout, lay)
        return replace(last, layout=layout)


def _unchanged(short: Sheet, whole: Sheet, known: KnownHeights) -> KnownHeights:
    """The heights that a shortened sheet has from the whole one: of the rubrics that are the same, no quotations."""
    pairs = zip(short.rubrics, whole.rubrics, strict=True)
    changed = (*(rubric.spec.id for rubric, other in pairs if rubric != other), "exergue")
    return {text: tall for text, tall in known.items() if not text.block.startswith(changed)}


def _answer(probe: MeasureRequest, boxes: Mapping[str, Box], index: int) -> float:
    block = boxes.get(f"m{index}", Box(0.0, 0.0, 0.0, 0.0))
    if not probe.limit:
        return round(block.height / U, 3)
    end = boxes.get(f"fin{index}")
    if end is None or end.x0 >= block.x1 - 0.1:  # what does not fit opens one more column
        return OVERSET
    return ENDS_WITHIN_A_WORD if f"m{index}{DIVIDED}" in boxes else HOLDS_WHOLE


def judge(layout: Layout, sheet: Sheet) -> Iterator[Problem]:
    """Pages that hold too much, and photos that found no place."""
    for number, page in enumerate(layout.pages, start=1):
        if page.excess > 0:
            yield _overfull(number, page, sheet).in_file(sheet.path)
    placed = {page.photo for page in layout.pages}
    for index, photo in enumerate(records(sheet, "photos")):
        if index not in placed and layout.fits:
            name = photo["fichier"]
            yield fault("photo-sans-place", name.line, name=shown(name.name, 40)).in_file(sheet.path)


def _overfull(number: int, page: PagePlan, sheet: Sheet) -> Fault:
    """That a page holds too much, and how many words of which rubrics, if those are what is long."""
    rubrics = {rubric.spec.id: rubric for rubric in sheet.rubrics}
    long = [(rubrics[id_], words) for id_, words in page.cuts.items() if id_ in rubrics]
    if not long:
        return fault("trop-long.no-room", page=number, slug=sheet.slug)
    cuts = [
        message("trop-long.cut", n=words, rubric=rubric.spec.split_title(sheet.language)[0]) for rubric, words in long
    ]
    return fault("trop-long.page", long[0][0].line, page=number, cuts=enumeration(cuts), slug=sheet.slug)


def bare_pages(layout: Layout, sheet: Sheet, format_: Format, rules: CompositionRules) -> Iterator[Problem]:
    """That pages are nearly blank, and the rubrics that would fill each."""
    fillers = dict[int, Message]()
    placed = zip(layout.pages, (OPENING, *QUOTED_RUBRICS.values(), CLOSING), strict=True)
    for number, (page, ids) in enumerate(placed, start=1):
        titles = _to_write(ids, sheet, format_) if page.hollow >= rules.hollow_told else []
        if titles:
            fillers[number] = message("page-presque-vide.filler", rubrics=listing(titles, "or"), page=number)
    if fillers:
        pages, filling = enumeration(map(str, fillers)), reduce(_and_then, fillers.values())
        yield fault("page-presque-vide", n=len(fillers), pages=pages, filling=filling).in_file(sheet.path)


def _to_write(ids: Iterable[str], sheet: Sheet, format_: Format) -> list[str]:
    """The titles of those rubrics of a format, given by their ids, that a sheet does not have, or of all."""
    titles = {spec.id: spec.split_title(sheet.language)[0] for spec in format_.rubrics}
    own = [id_ for id_ in ids if id_ in titles]
    written = {rubric.spec.id for rubric in sheet.rubrics}
    return [titles[id_] for id_ in own if id_ not in written] or [titles[id_] for id_ in own]


def _and_then(first: Message, second: Message) -> Message:
    return message("page-presque-vide.and-then", first=first, second=second)

"""A sheet laid out: measured by the engine, composed by its format's rules, and judged against its pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

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
from fiches.compose.model import Layout
from fiches.compose.rules import CLOSING, OPENING, QUOTED_RUBRICS, CompositionRules
from fiches.config.formats import Format
from fiches.content.sheet import Sheet, records
from fiches.core.messages import Said, listing
from fiches.core.problems import Fault, Problem
from fiches.core.text import shown
from fiches.html.documents import DocumentBuilder
from fiches.lint import resolution
from fiches.render import overset
from fiches.storage.fingerprints import key

MOST_CHARACTERS = 60_000  # of a sheet that is laid out at all: four times what four pages hold
MeasuredBoxes = Mapping[str, tuple[float, ...]]  # by id: left, top, right, bottom, in mm
Measurer = Callable[[str, str], tuple[MeasuredBoxes, list[Problem]]]  # lays out a document that came from a source
KnownHeights = Mapping[TextSetting, float]
Heights = dict[str, float]  # answers by the content of what was asked
BLOCK = "<!-- bloc -->"  # before each block of a measuring document
_BLOCK_NUMBER = re.compile(r'(?<= id=")(?:m|fin)\d+')


def lay_out(
    sheet: Sheet, studio: DocumentBuilder, measurer: Measurer, heights: Heights | None = None
) -> tuple[Layout | None, list[Problem]]:
    """The sheet composed, in formats that compose their pages; None in those that let them flow.

    `heights` remembers what blocks measured, by their content; it is added to.
    """
    rules, problems = rules_reader.of_format(studio.project.format)
    if rules is None:
        return None, problems
    total = sum(map(sum, matter_of(sheet).lengths.values()))
    if total > MOST_CHARACTERS:
        message = f"la fiche compte environ {total // 6} mots ; quatre pages en tiennent 2\u202f200"
        return None, [Fault("trop-long", message, hint="coupez-la en plusieurs fiches").in_file(sheet.path)]
    composer = _Composer(rules, studio, measurer, problems, {} if heights is None else heights)
    layout, known = composer.compose(sheet)
    if not layout.fits:
        layout = overset.measured(sheet, layout, lambda short: composer.shorter(short, sheet, known))
    weak = resolution.as_printed(sheet, studio.project, places(layout)) if layout.fits else ()
    bare = bare_pages(layout, sheet, studio.project.format, rules) if layout.fits else ()
    return layout, [*dict.fromkeys(problems), *judge(layout, sheet), *weak, *bare]


def places(layout: Layout) -> dict[int, tuple[float, float]]:
    """Width and height (mm) at which each photo is printed, by its index."""
    frames = {page.photo: page.frames["photo"] for page in layout.pages if page.photo is not None}
    return {index: (frame.width, frame.height * U) for index, frame in frames.items()}


@dataclass(frozen=True, slots=True)
class _Composer:
    """Composes sheets of one format; what the engine objects to is added to `problems`."""

    rules: CompositionRules
    studio: DocumentBuilder
    measurer: Measurer
    problems: list[Problem]
    heights: Heights

    def compose(self, sheet: Sheet, known: KnownHeights = UNMEASURED) -> tuple[Layout, KnownHeights]:
        """The four pages, and the heights that were measured for them.

        Columns are a line higher where one would end within a word, if nothing else gives way for it.
        """
        matter = matter_of(sheet)
        answers: dict[MeasureRequest, float] = {}

        def measure(probes: Iterable[MeasureRequest]) -> dict[MeasureRequest, float]:
            asked = sorted(probes, key=repr)
            html, faults = self.studio.measure(sheet, matter, asked)
            self.problems.extend(faults)
            found = self._measured(asked, html, sheet.path) if html else dict.fromkeys(asked, OVERSET)
            answers.update(found)
            return found

        settled = partial(settle, partial(solver.compose, matter, self.rules), measure, Estimator(matter.lengths))
        layout, heights = settled(known)
        if layout.fits and ENDS_WITHIN_A_WORD in {answer for probe, answer in answers.items() if probe.limit}:
            single = {text: tall for text, tall in heights.items() if text.columns == 1}
            whole, _ = settled(single, HOLDS_WHOLE)
            layout = whole if whole.fits and whole.choice == layout.choice else layout
        return layout, heights

    def _measured(self, asked: Sequence[MeasureRequest], html: str, path: str) -> dict[MeasureRequest, float]:
        """The answers of a measuring document, without the blocks whose heights are remembered."""
        head, *blocks = html.split(BLOCK)
        names = [key(_BLOCK_NUMBER.sub("", block)) for block in blocks]
        new = [block for name, block in zip(names, blocks, strict=True) if name not in self.heights]
        boxes, problems = self.measurer(head + "".join(new), path) if new else ({}, [])
        self.problems.extend(problems)
        for index, (probe, name) in enumerate(zip(asked, names, strict=True)):
            if name not in self.heights:
                self.heights[name] = _answer(probe, boxes, index)
        return {probe: self.heights[name] for probe, name in zip(asked, names, strict=True)}

    def shorter(self, short: Sheet, whole: Sheet, known: KnownHeights) -> Layout:
        """A shortened sheet, measuring only the rubrics that differ from the whole one and the quotations."""
        pairs = zip(short.rubrics, whole.rubrics, strict=True)
        changed = (*(rubric.spec.id for rubric, other in pairs if rubric != other), "exergue")
        still = {text: tall for text, tall in known.items() if not text.block.startswith(changed)}
        return self.compose(short, still)[0]


def _answer(probe: MeasureRequest, boxes: MeasuredBoxes, index: int) -> float:
    _left, top, right, bottom = boxes.get(f"m{index}", (0.0, 0.0, 0.0, 0.0))
    if not probe.limit:
        return round((bottom - top) / U, 3)
    if boxes.get(f"fin{index}", (right,))[0] >= right - 0.1:  # what does not fit opens one more column
        return OVERSET
    return ENDS_WITHIN_A_WORD if f"m{index}{DIVIDED}" in boxes else HOLDS_WHOLE


def judge(layout: Layout, sheet: Sheet) -> Iterator[Problem]:
    """Pages that hold too much, and photos that found no place."""
    rubrics = {rubric.spec.id: rubric for rubric in sheet.rubrics}
    for number, page in enumerate(layout.pages, start=1):
        if page.excess > 0:
            found = [(rubrics[id_], words) for id_, words in page.cuts.items() if id_ in rubrics]
            cuts = " et ".join(
                f"{words} mots de trop dans {rubric.spec.split_title(sheet.language)[0]}" for rubric, words in found
            )
            line = found[0][0].line if found else 1
            message = f"page {number} : environ {cuts}" if cuts else f"page {number} : les textes ne tiennent pas"
            yield Fault(
                "trop-long",
                message,
                line,
                hint=f"raccourcissez ; voyez brouillons/{sheet.slug}.pdf",
            ).in_file(sheet.path)
    placed = {page.photo for page in layout.pages}
    for index, photo in enumerate(records(sheet, "photos")):
        if index not in placed and layout.fits:
            name = photo["fichier"]
            yield Fault(
                "photo-sans-place",
                f"la photo « {shown(name.name, 40)} » n'a pas trouvé de place",
                name.line,
                hint="raccourcissez les textes, ou retirez cette photo",
            ).in_file(sheet.path)


def bare_pages(layout: Layout, sheet: Sheet, format_: Format, rules: CompositionRules) -> Iterator[Problem]:
    """That pages are nearly blank, and the rubrics that would fill each: those that are not written, else all of it."""
    written = {rubric.spec.id for rubric in sheet.rubrics}
    keys = {spec.id: spec.split_title(sheet.language)[0] for spec in format_.rubrics}
    found = dict[int, Said]()
    for number, (page, ids) in enumerate(
        zip(layout.pages, (OPENING, *QUOTED_RUBRICS.values(), CLOSING), strict=True), start=1
    ):
        own = [id_ for id_ in ids if id_ in keys]
        if own and page.hollow >= rules.hollow_told:
            missing = [keys[id_] for id_ in own if id_ not in written]
            found[number] = listing(missing or [keys[id_] for id_ in own], "or")
    if found:
        *most, last = map(str, found)
        message = f"la page {last} est presque vide"
        if most:
            message = f"les pages {', '.join(most)} et {last} sont presque vides"
        fill = " ; ".join(f"{words} en page {number}" for number, words in found.items())
        yield Fault("page-presque-vide", message, hint=f"écrivez {fill} ; une photo aide aussi").in_file(sheet.path)

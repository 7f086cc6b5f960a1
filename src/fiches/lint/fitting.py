"""A sheet laid out on its pages, without the engine, and what is wrong with it there: too long, nearly blank."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import reduce
from typing import NamedTuple

from fiches.compose import foot_notes, nearness, overset, room, rules_reader, solver
from fiches.compose.inventory import matter_of
from fiches.compose.kept_sizes import KeptSizes
from fiches.compose.model import FLOW, Layout, PagePlan, text_of
from fiches.compose.overset import Draft
from fiches.compose.picture_frames import USUAL_SHAPE
from fiches.compose.rules import CompositionRules
from fiches.compose.sheet_blocks import composer
from fiches.config.formats import Format
from fiches.config.project import Project
from fiches.content.sheet import Sheet, records
from fiches.core.messages import Message, enumeration, listing, message
from fiches.core.problems import Fault, Problem, fault
from fiches.core.text import shown
from fiches.images import headers
from fiches.lint import cropping, length, pulled, resolution

MOST_REFUSALS = 6  # times that pages are laid anew for quotations that stand too near to their source


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """A sheet composed, and what is wrong with it.

    `layout` is None where the format lets pages flow, and when the sheet cannot be composed at all.
    """

    layout: Layout | None
    problems: tuple[Problem, ...]


class RubricRoom(NamedTuple):
    """A rubric of a sheet, the words that it has and how many more it may have: see `compose.room.Room`."""

    path: str
    line: int
    page: int
    rubric: str
    words: int
    most: int
    kept: int

    @property
    def is_least(self) -> bool:
        """Whether it may have yet more words: no more are sought."""
        return self.most >= room.MOST_SOUGHT


def lay_out(sheet: Sheet, project: Project, kept: KeptSizes | None = None) -> SheetLayout:
    """The sheet composed by the rules of its format, its blocks as high as the last run has `kept` them."""
    rules, problems = rules_reader.of_format(project.format)
    if rules is None:
        return SheetLayout(None, tuple(problems))
    layout = _composed(sheet, project, rules, kept)
    if layout.fits:
        judged = [
            *resolution.as_printed(sheet, project, places(layout)),
            *cropping.as_printed(sheet, project, places(layout), rules.images.told),
            *bare_pages(layout, sheet, project.format, rules),
            *pulled.unshown(sheet, layout, rules),
        ]
    else:
        shortened = overset.measured(sheet, layout, lambda short: _composed(short, project, rules))
        layout, judged = shortened, []
    return SheetLayout(layout, (*problems, *judge(layout, sheet, len(rules.slots)), *judged))


def draft(sheet: Sheet, project: Project, layout: Layout) -> Draft | None:
    """Of a sheet that is too long for its pages, as far as they hold it."""
    rules, _ = rules_reader.of_format(project.format)
    return overset.drafted(sheet, layout, lambda short: _composed(short, project, rules)) if rules else None


def rooms(
    sheet: Sheet, project: Project, only: str = "", *, step: Callable[[], object] = lambda: None
) -> Iterator[RubricRoom]:
    """What each rubric of running text of a sheet that fits still holds, in turn; nothing where pages flow.

    Or that rubric alone which has the id `only`. `step` is called before each layout that is tried.
    """
    rules, _ = rules_reader.of_format(project.format)
    layout = _composed(sheet, project, rules) if rules else None
    if rules is None or layout is None or not layout.fits:
        return

    def lay(long: Sheet) -> Layout:
        step()
        return _composed(long, project, rules)

    found = room.rooms(sheet, layout, lay, only)
    for one in found:
        title, _ = one.rubric.spec.split_title(sheet.language)
        words = length.words_by_rubric(sheet)[one.rubric.spec.id]  # as everywhere that they are told
        yield RubricRoom(sheet.path, one.rubric.line, one.page, title, words, one.most, one.kept)


def crops(sheet: Sheet, project: Project, layout: Layout) -> Iterator[cropping.Crop]:
    """Each photo of a sheet as its place on its page shows it."""
    high = layout.grid.height / layout.grid.module
    pages = {
        page.photo: (number, (page.frames["photo"].y + page.frames["photo"].height / 2) / high)
        for number, page in enumerate(layout.pages, start=1) if page.photo is not None
    }  # fmt: skip
    return cropping.crops(sheet, project, pages, places(layout))


def places(layout: Layout) -> dict[int, tuple[float, float]]:
    """Width and height (mm) at which each photo is printed, by its index."""
    frames = {page.photo: page.frames["photo"] for page in layout.pages if page.photo is not None}
    return {index: (frame.width, frame.height * layout.grid.module) for index, frame in frames.items()}


def shape(project: Project, name: str) -> float:
    """The width of a photo of a sheet beside its height; a usual one for a drawing or what is no picture."""
    width, height = headers.pixels(project.sheets / name) or (0, 0)
    return width / height if width and height else USUAL_SHAPE


def _composed(sheet: Sheet, project: Project, rules: CompositionRules, kept: KeptSizes | None = None) -> Layout:
    """The pages, from the lines that its texts are set in, no quotation near to the words that it repeats."""
    refused, (bare, noted) = frozenset[tuple[int, str]](), foot_notes.taken_out(sheet, rules)
    for _ in range(MOST_REFUSALS):
        matter = matter_of(bare, rules, lambda name: shape(project, name), refused)
        matter = replace(matter, given=_given(sheet, project))
        text = composer(bare, matter, rules, project, lambda name: headers.ratio(project.sheets / name))
        text = replace(text, kept=kept).with_foot_notes(noted)
        pages = solver.compose(matter, rules, text.setter)
        layout = replace(pages, text=text)
        near = nearness.too_near(layout, matter, text)
        if near <= refused:
            break
        refused |= near
    return layout


def _given(sheet: Sheet, project: Project) -> frozenset[str]:
    """What stands in the settings of its collection, by key; `versions` for a sheet that has others."""
    return frozenset(project.settings.typed) | ({"versions"} if sheet.versions else frozenset())


def judge(layout: Layout, sheet: Sheet, slots: int) -> Iterator[Problem]:
    """Pages that hold too much, tables too wide for their place, photos that found none of so many."""
    for number, page in enumerate(layout.pages, start=1):
        if page.excess > 0:
            yield _overfull(number, page, sheet).in_file(sheet.path)
    for line in sorted(_tight_tables(layout)):
        yield fault("tableau-large", line).in_file(sheet.path)
    placed = {page.photo for page in layout.pages}
    for index, photo in enumerate(records(sheet, "photos")):
        if index not in placed and layout.fits:
            name = photo["fichier"]
            if index < slots:
                yield fault("photo-sans-place", name.line, name=shown(name.name, 40)).in_file(sheet.path)
            else:
                many = fault("photo-sans-place.most", name.line, name=shown(name.name, 40), count=slots)
                yield many.in_file(sheet.path)


def _tight_tables(layout: Layout) -> set[int]:
    """The lines of the tables that are too wide for where they stand."""
    composer, grid = layout.text, layout.grid
    if composer is None:
        return set()
    frames = (
        (zone, name, frame) for page in layout.pages for zone in page.zones for name, frame in zone.frames.items()
    )
    texts = (text_of(FLOW if zone.poured else name, frame, grid) for zone, name, frame in frames if frame.size)
    return {table.line for text in texts for table in composer.tight_tables(text)}


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
    for number, (page, spec) in enumerate(zip(layout.pages, layout.numbers, strict=True), start=1):
        ids = [id_ for zone in rules.pages[spec - 1].zones for id_ in zone.rubrics] or rules.flowing
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

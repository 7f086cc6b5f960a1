"""A Source judged against a Format becomes a Sheet: valid, frozen, never checked again."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any, cast

from fiches.config import fields
from fiches.config.fields import Values
from fiches.config.formats import Format, RubricSpec
from fiches.config.languages import is_rtl
from fiches.config.project import Project
from fiches.config.values import FileName
from fiches.config.yaml_reader import YamlTable, place
from fiches.content import (
    answers,
    directions,
    headings,
    link_definitions,
    markdown,
    named_files,
    notes,
    to_place,
    versions,
)
from fiches.content.attributions import attributed, is_name, is_reported, unsigned
from fiches.content.blocks import Block, Inline, InlineImage, plain, words_of
from fiches.content.source import Section, Source
from fiches.content.structure import heading_faults, misplaced_pictures, no_name, opening_words, stray_text
from fiches.content.versions import Version
from fiches.core.problems import Fault, Problem, fault, has_errors


@dataclass(frozen=True, slots=True)
class Logo:
    """The mark of an organisation: a file beside the sheet, and what it shows."""

    file: str
    alt: str
    line: int


@dataclass(frozen=True, slots=True)
class Organisation:
    """One organisation of a rubric that holds entries: its name, its logo, what is said of it."""

    name: tuple[Inline, ...]
    blocks: tuple[Block, ...]
    logo: Logo | None
    line: int


@dataclass(frozen=True, slots=True)
class Testimony:
    """What somebody said, and who; or what the sheet reports of it, in its own words."""

    blocks: tuple[Block, ...]
    attribution: tuple[Inline, ...]
    line: int
    notes: tuple[Block, ...] = ()
    is_reported: bool = False


@dataclass(frozen=True, slots=True)
class Rubric:
    """One rubric that has text; of the last three, the one that its spec says it holds."""

    spec: RubricSpec
    line: int
    blocks: tuple[Block, ...] = ()
    entries: tuple[Organisation, ...] = ()
    testimonies: tuple[Testimony, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything that one sheet says, in the format's order."""

    slug: str
    path: str
    title: str
    language: str
    fields: Values
    rubrics: tuple[Rubric, ...]
    format: str = ""  # its name; nothing: that of the collection
    versions: tuple[Version, ...] = ()  # the same in other languages

    @property
    def direction(self) -> str:
        """`rtl` or `ltr`."""
        return "rtl" if is_rtl(self.language) else "ltr"


def check(source: Source, project: Project) -> tuple[Sheet | None, list[Problem]]:
    """The sheet, and everything wrong with it; None when it has errors."""
    values, faults = fields.read(source.front, project.format.fields)
    faults = headings.not_keys(faults, source.front, project.format, project.language)
    faults += [*named_files.faults(values, project), *to_place.waiting(source)]
    problems = [one.in_file(source.path) for one in faults]
    tongue = _tongue(source, values, project)
    others = versions.beside(source.slug, project.sheets, project.language)
    named = tongue, str(values.get("langue", tongue))
    told = versions.contradictions(others, named, place(source.front, "langue"))
    problems += [one.in_file(source.path) for one in told]
    rubrics, rubric_problems = _rubrics(source, project, tongue)
    problems += rubric_problems
    if has_errors(problems):
        return None, problems
    title = str(values["titre"])
    return Sheet(source.slug, source.path, title, tongue, values, rubrics, project.format.name, others), problems


def language(source: Source, project: Project) -> str:
    """The language that a source says it is in, by its name or in it, good or not; else that of its collection."""
    said = tuple(entry for entry in source.front.entries if entry.key.value == "langue")
    values, _ = fields.read(YamlTable(said), tuple(one for one in project.format.fields if one.name == "langue"))
    return _tongue(source, values, project)


def _tongue(source: Source, values: Values, project: Project) -> str:
    return versions.split(source.slug)[1] or str(values.get("langue", project.language))


def pictures(sheet: Sheet) -> list[FileName]:
    """Every picture of a sheet, where it is named: those of its front matter, then the logos of its rubrics."""
    logos = (entry.logo for rubric in sheet.rubrics for entry in rubric.entries if entry.logo)
    return [*named_files.references(sheet.fields), *(FileName(logo.file, logo.line) for logo in logos)]


def picture_names(sheet: Sheet) -> tuple[str, ...]:
    """The names of the pictures of a sheet: photos and logos."""
    return tuple(sorted({file.name for file in pictures(sheet)}))


def _rubrics(source: Source, project: Project, language: str) -> tuple[tuple[Rubric, ...], list[Problem]]:
    """The rubrics that have text, in the format's order; the sheet is in this language."""
    format_ = project.format
    problems = [one.in_file(source.path) for one in stray_text(source.preamble)]
    named, strange, name_faults = _named(source, format_, language)
    full: dict[str, Rubric] = {}
    texts, faults_of = _texts(source, named, format_)
    for section, spec in named:
        rubric, more = _rubric(section, spec, directions.told(texts[spec.id], language), project, language)
        problems += [one.in_file(source.path, spec.title(language)) for one in (*faults_of[spec.id], *more)]
        full |= {spec.id: rubric} if rubric else {}
    faults = [*name_faults, *_answer_faults(source, named, full)]
    faults += _order_faults(source, (named, strange), format_, language)
    problems += [one.in_file(source.path) for one in faults]
    return tuple(full[spec.id] for spec in format_.rubrics if spec.id in full), problems


def _texts(
    source: Source, named: Sequence[tuple[Section, RubricSpec]], format_: Format
) -> tuple[dict[str, tuple[Block, ...]], dict[str, list[Fault]]]:
    """The text of each rubric, its notes numbered in the format's order; by rubric, what is wrong with it."""
    links = link_definitions.of(map(attrgetter("text"), source.sections))
    read = {spec.id: markdown.read(section.text, section.line + 1, links) for section, spec in named}
    ordered = {spec.id: read[spec.id][0] for spec in format_.rubrics if spec.id in read}
    texts, noted = notes.settled(ordered, source.slug)
    return texts, {id_: [*faults, *noted.get(id_, ())] for id_, (_, faults) in read.items()}


def _answer_faults(
    source: Source, named: Sequence[tuple[Section, RubricSpec]], full: Collection[str]
) -> Iterator[Fault]:
    """What is amiss with what answers the questions of rubrics, of which those that are `full` have text."""
    answered = dict(answers.misplaced(source, named, full))
    yield from answered.values()
    told = {*full, *answered}
    yield from headings.empty([(section.title, section.line) for section, spec in named if spec.id not in told])


def _order_faults(
    source: Source, read: tuple[list[tuple[Section, RubricSpec]], list[Section]], format_: Format, language: str
) -> Iterator[Fault]:
    """What is missing or out of order among the sections that were `read`: those that are rubrics, and the others."""
    named, strange = read
    places = {spec.id: section.line for section, spec in named}
    unmarked = headings.unmarked((source.preamble, *source.sections), places, format_)
    yield from headings.otherwise_marked(unmarked, format_, language)
    yield from headings.absent(
        strange, {**places, **{id_: line for id_, (line, _) in unmarked.items()}}, format_, language
    )
    yield from headings.disordered(places, format_, language)


def _named(
    source: Source, format_: Format, language: str
) -> tuple[list[tuple[Section, RubricSpec]], list[Section], list[Fault]]:
    """The sections that are a rubric, the first of each; those that are none; what is wrong with their titles."""
    named, strange, faults = list[tuple[Section, RubricSpec]](), list[Section](), list[Fault]()
    places: dict[str, int] = {}
    for section in source.sections:
        spec = headings.meant(section, format_, language, named[-1][1] if named else None)
        if isinstance(spec, Fault):
            strange.append(section)
            faults.append(spec)
        elif spec.id in places:
            faults.append(headings.repeated(section, spec, places, language))
        else:
            places[spec.id] = section.line
            faults += headings.remarks(section, format_, language)
            named.append((section, spec))
    return named, strange, faults


def _rubric(
    section: Section, spec: RubricSpec, blocks: tuple[Block, ...], project: Project, language: str
) -> tuple[Rubric | None, list[Fault]]:
    faults = list(heading_faults(blocks))
    rubric = Rubric(spec, section.line)
    if not blocks:
        return None, faults
    body, own = notes.apart(blocks)
    if spec.holds == "entries":
        entries = _entries(body, faults, project)
        rubric = replace(rubric, entries=tuple(replace(one, blocks=notes.ended(one.blocks, own)) for one in entries))
    elif spec.holds == "testimonies":
        said = _testimonies(body, faults, project.format.label("reported", language))
        rubric = replace(rubric, testimonies=tuple(_noted(one, own) for one in said))
    else:
        rubric = replace(rubric, blocks=blocks)
    texts = blocks
    if spec.holds == "entries":
        texts = tuple(b for e in rubric.entries for b in (Block("heading", e.line, e.name), *e.blocks))
    return rubric, [*faults, *misplaced_pictures(texts)]


def _entries(blocks: Sequence[Block], faults: list[Fault], project: Project) -> Iterator[Organisation]:
    """Cuts at each `###`; what precedes the first is an entry without a name."""
    starts = [index for index, block in enumerate(blocks) if block.kind == "heading"]
    if not starts:
        faults.append(no_name(blocks[0]))
    if not starts or starts[0] > 0:
        starts.insert(0, 0)
    for start, end in zip(starts, [*starts[1:], len(blocks)], strict=True):
        head = blocks[start]
        has_name = head.kind == "heading"
        logo, body = _logo(tuple(blocks[start + has_name : end]), faults, project)
        yield Organisation(head.inlines if has_name else (), body, logo, head.line)


def _logo(body: tuple[Block, ...], faults: list[Fault], project: Project) -> tuple[Logo | None, tuple[Block, ...]]:
    picture, *rest = body[0].inlines if body and body[0].inlines else (None,)
    if not isinstance(picture, InlineImage):
        return None, body
    faults += named_files.image_fault(picture.name, body[0].line, 1, project)
    left = (replace(body[0], inlines=tuple(rest)), *body[1:]) if plain(rest).strip() else body[1:]
    return Logo(picture.name, picture.alt, body[0].line), left


def _testimonies(blocks: Sequence[Block], faults: list[Fault], reported: str) -> Iterator[Testimony]:
    apart = {index for index in range(1, len(blocks)) if blocks[index - 1].kind == "quote" and is_name(blocks[index])}
    for index, block in enumerate(blocks):
        if index in apart:
            faults.append(fault("attribution-absente.apart", block.line, name=opening_words(block)))
            continue
        if block.kind != "quote":
            faults.append(fault("structure-rubrique", block.line, words=opening_words(block)))
            continue
        body, attribution = attributed(block.children)
        if not attribution and index + 1 not in apart:
            faults.append(unsigned(block))
        yield Testimony(body, attribution, block.line, is_reported=is_reported(attribution, reported))


def _noted(one: Testimony, own: Sequence[Block]) -> Testimony:
    """A testimony with those notes that are called in it."""
    said = Block("paragraph", one.line, one.attribution)
    return replace(one, notes=notes.called(own, (*one.blocks, said)))


def texts(sheet: Sheet) -> Iterator[str]:
    """What a sheet says, each paragraph, name and title of it once."""
    yield sheet.title
    for rubric in sheet.rubrics:
        yield from texts_of(rubric)


def texts_of(rubric: Rubric) -> Iterator[str]:
    """What a rubric says, its own title left out."""
    yield from words_of(rubric.blocks)
    for entry in rubric.entries:
        yield from (plain(entry.name), *words_of(entry.blocks))
    for testimony in rubric.testimonies:
        yield from (*words_of(testimony.blocks), plain(testimony.attribution), *words_of(testimony.notes))


def records(sheet: Sheet, name: str) -> tuple[Mapping[str, Any], ...]:
    """The records of one field, none when it is not given."""
    return cast(tuple[Mapping[str, Any], ...], sheet.fields.get(name, ()))

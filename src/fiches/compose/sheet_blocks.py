"""The texts of a sheet that are set by themselves, by the names of their frames: each a few blocks of prose."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from fiches.compose import fact_texts, text_styles, typefaces
from fiches.compose.inventory import BEGINNING, END, FIELD_BLOCK, captions_of, head_parts
from fiches.compose.model import ALONE, CAPTION_BLOCK, FLOW, HEAD_BLOCK, HEAD_REST, ContentInventory, quote_block
from fiches.compose.rules import CompositionRules
from fiches.compose.text_blocks import TextComposer
from fiches.compose.text_flow import LOGO
from fiches.compose.text_styles import TextStyles
from fiches.compose.typefaces import style_sheets
from fiches.compose.zones import CardZone, FieldZone, FlowZone, PairZone, TextZone, VoiceZone, Zone
from fiches.config import languages
from fiches.config.project import Project
from fiches.config.values import printed
from fiches.content import notes
from fiches.content.blocks import Block, Inline, InlineImage, Span, Words, plain
from fiches.content.sheet import Organisation, Rubric, Sheet, Testimony
from fiches.typography.elision import joined
from fiches.typography.french import NBSP
from fiches.typography.html_writer import HtmlWriter
from fiches.typography.pull_quotes import Manner, PullQuote, unquoted


def composer(
    sheet: Sheet, matter: ContentInventory, rules: CompositionRules, project: Project, picture: Callable[[str], float]
) -> TextComposer:
    """What sets the texts of a sheet; `picture` gives the height of one beside its width, by its name."""
    language = sheet.language
    sheets = style_sheets(project.format.styles, project.styles)
    styles = TextStyles(typefaces.of_styles(project.format.styles, project.styles), language, sheets)
    writer = HtmlWriter(language, project.narrow_guillemets)
    zones = rules.zones
    blocks = dict(_of_fields(sheet, zones, lambda name: project.format.label(name, language)))
    blocks |= {**dict(_of_rubrics(sheet, zones)), FLOW: _all_flowing(sheet, zones, rules.flowing)}
    blocks |= {name: (_line(*_captioned(words, credit)),) for name, words, credit in captions_of(sheet)}
    roles = dict(roles_of(matter, zones)) | dict(_reported_roles(sheet))
    for name, kind, said in fact_texts.blocks_of(sheet, zones, project.format.fields):
        blocks[name], roles[name] = said, kind
    found = {name: one for name, one in blocks.items() if matter.has(name)}
    found |= dict(_pulled(matter, project.format.label("reported", language)))
    return TextComposer(found, roles, styles, rules.lines, writer, picture, dict(classes_of(found, zones)))


def classes_of(blocks: Iterable[str], zones: Sequence[Zone]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """(block, the classes that layouts give it beside those of its kind): its rubric's, its ground's."""
    for id_, classes in (own for zone in zones for own in _rubric_classes(zone)):
        yield from ((name, classes) for name in blocks if f"{name}-".startswith(f"{id_}-"))


def _rubric_classes(zone: Zone) -> Iterator[tuple[str, tuple[str, ...]]]:
    """(rubric, the classes of its text) of a zone."""
    if isinstance(zone, TextZone):
        yield zone.rubric, (f"bloc-{zone.rubric}", *_on(zone.ground))
    elif isinstance(zone, PairZone):
        colours = dict(zone.grounds)
        yield from ((id_, (f"bloc-{id_}", *_on(colours.get(id_, "")))) for id_ in zone.pair)
    elif isinstance(zone, VoiceZone):
        yield zone.rubric, _on(zone.ground)


def _on(ground: str) -> tuple[str, ...]:
    """The class of a text on a ground."""
    return (f"sur-{ground}",) if ground else ()


def roles_of(matter: ContentInventory, zones: Sequence[Zone]) -> Iterator[tuple[str, str]]:
    """(block, its kind of text) of all that is not running text."""
    yield "titre", text_styles.TITLE
    yield FLOW, text_styles.RUNNING_ON
    for part, kind in ((HEAD_BLOCK, text_styles.HEAD), (HEAD_REST, text_styles.HEAD_END)):
        yield from ((name, kind) for name in matter.lengths if name.startswith(f"{part}-"))
    yield from ((name, text_styles.PHOTO_CAPTION) for name in matter.lengths if name.startswith(f"{CAPTION_BLOCK}-"))
    yield from _quote_roles(matter)
    for zone in zones:
        yield from _zone_roles(zone, matter)


def _zone_roles(zone: Zone, matter: ContentInventory) -> Iterator[tuple[str, str]]:
    """The same of what stands in a zone, and of both parts of a rubric that ends on a later page."""
    if isinstance(zone, FieldZone):
        yield f"{FIELD_BLOCK}-{zone.field}", text_styles.FIELD
    elif isinstance(zone, TextZone):
        kind = text_styles.PRESENTED if zone.rubric in matter.counts else zone.style
        yield from ((name, kind) for name in (zone.rubric, *filter(_is_part(zone.rubric), matter.lengths)))
    elif isinstance(zone, CardZone | VoiceZone):
        kind = text_styles.CARD if isinstance(zone, CardZone) else text_styles.VOICE
        yield from ((f"{zone.rubric}-{index}", kind) for index in range(matter.counts.get(zone.rubric, 0)))


def _reported_roles(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """(block, its kind) of the testimonies that are no quotations."""
    for rubric in sheet.rubrics:
        reported = (index for index, one in enumerate(rubric.testimonies) if one.is_reported)
        yield from ((f"{rubric.spec.id}-{index}", text_styles.REPORTED) for index in reported)


def _is_part(rubric: str) -> Callable[[str], bool]:
    """Whether a block, by its name, is one of the parts of a rubric that may stand on two pages."""
    return lambda name: name.startswith((f"{rubric}-{BEGINNING}-", f"{rubric}-{END}-"))


def _quote_roles(matter: ContentInventory) -> Iterator[tuple[str, str]]:
    for name, quote in _quotes(matter):
        kind = text_styles.QUOTE if quote.manner is Manner.SPOKEN else text_styles.PULLED
        yield from ((block, kind) for block in (name, name + ALONE))


def _quotes(matter: ContentInventory) -> Iterator[tuple[str, PullQuote]]:
    """(block, quotation) of all that may be pulled out."""
    yield from ((quote_block(page), quote) for page, quote in matter.quotes.items())
    yield from matter.lent.items()


def _pulled(matter: ContentInventory, reported: str) -> Iterator[tuple[str, tuple[Block, ...]]]:
    """Each quotation over who says it, and alone; of what is not said so, that it is `reported`."""
    for name, quote in _quotes(matter):
        said = Block("paragraph", 1, (Words(quote.text),))
        yield name + ALONE, (said,)
        by = f"{quote.speaker} ({reported})" if quote.manner is Manner.REPORTED else quote.speaker
        yield name, (said, Block("attribution", 1, (Words(by),))) if quote.speaker else (said,)


def _of_fields(
    sheet: Sheet, zones: Sequence[Zone], label: Callable[[str], str]
) -> Iterator[tuple[str, tuple[Block, ...]]]:
    yield "titre", (_line(Words(sheet.title)),)
    for zone in zones:
        if isinstance(zone, FieldZone):
            yield f"{FIELD_BLOCK}-{zone.field}", (Block("paragraph", 1, said_by(sheet, zone, label)),)


def said_by(sheet: Sheet, zone: FieldZone, label: Callable[[str], str]) -> tuple[Inline, ...]:
    """What a zone says of a key: its label before the value, which it may join."""
    said = tuple(_said_of(sheet, zone))
    before = Words(joined(label(zone.label), plain(said), sheet.language)) if zone.label else Words("")
    return before, *said


def _line(*inlines: Inline) -> Block:
    return Block("line", 1, inlines)


def _captioned(words: str, credit: str) -> Iterator[Inline]:
    """What is said of a photo, and who made it, as layouts write it: the sign before, or the colon on the same line."""
    yield Words(f"{words} ")
    if credit:
        yield Span(
            "b", (Words(credit.replace(": ", f":{NBSP}", 1) if ":" in credit or "©" in credit else f"© {credit}"),)
        )


def _said_of(sheet: Sheet, zone: FieldZone) -> Iterator[Inline]:
    """The value of a key: of records the first key named stands out on one line, the others follow it."""
    value, language = sheet.fields.get(zone.field), languages.of(sheet.language)
    if not isinstance(value, tuple):
        yield Words(printed(value, sheet.language))
        return
    for index, one in enumerate(value):
        is_record = isinstance(one, Mapping)
        if index:
            yield Words(language.semicolon if is_record else language.comma)
        if not is_record:
            yield Words(printed(one, sheet.language))
            continue
        first, *others = [printed(one[key], sheet.language) for key in zone.keys or one if one.get(key)]
        yield Span("b", (Words(first.replace(" ", NBSP)),))
        yield from (Words(language.comma + other) for other in others)


def _of_rubrics(sheet: Sheet, zones: Sequence[Zone]) -> Iterator[tuple[str, tuple[Block, ...]]]:
    """Those of each rubric."""
    for rubric in sheet.rubrics:
        yield from ((name, (_line(Words(words)),)) for name, words in head_parts(rubric, sheet.language))
        yield from _of_rubric(rubric, zones)


def _all_flowing(sheet: Sheet, zones: Sequence[Zone], flowing: Sequence[str]) -> tuple[Block, ...]:
    """All that flows, as one."""
    rubrics = {rubric.spec.id: rubric for rubric in sheet.rubrics}
    here = (rubrics[id_] for id_ in flowing if id_ in rubrics)
    headed = all(zone.heads for zone in zones if isinstance(zone, FlowZone))
    return tuple(block for rubric in here for block in _flowing(rubric, sheet.language if headed else ""))


def _of_rubric(rubric: Rubric, zones: Sequence[Zone]) -> Iterator[tuple[str, tuple[Block, ...]]]:
    id_ = rubric.spec.id
    logos = any(isinstance(zone, CardZone) and zone.rubric == id_ for zone in zones)
    yield id_, (*rubric.blocks, *(block for one in rubric.entries for block in _presented(one, logo=False)))
    yield from ((f"{id_}-{index}", _said(one)) for index, one in enumerate(rubric.testimonies))
    yield from ((f"{id_}-{index}", _presented(one, logo=logos)) for index, one in enumerate(rubric.entries))
    for count in notes.cuts(rubric.blocks):
        yield f"{id_}-{BEGINNING}-{count}", rubric.blocks[:count]
        yield f"{id_}-{END}-{count}", rubric.blocks[count:]


def _flowing(rubric: Rubric, language: str) -> Iterator[Block]:
    """A rubric under its head in a language, or in none under those within it, as it goes on from page to page."""
    if language:
        yield Block("heading", rubric.line, (Words(rubric.spec.title(language)),), level=2)
    yield from rubric.blocks if language else map(_raised, rubric.blocks)
    for entry in rubric.entries:
        yield from _presented(entry, logo=True)
    for one in rubric.testimonies:
        yield Block("quote", one.line, children=unquoted(one.blocks))
        if one.attribution:
            yield Block("attribution", one.line, one.attribution)
        yield from one.notes


def _raised(block: Block) -> Block:
    """A heading one level higher."""
    return replace(block, level=block.level - 1) if block.kind == "heading" else block


def _presented(entry: Organisation, *, logo: bool) -> tuple[Block, ...]:
    """An organisation: its name, its mark, what is said of it."""
    name = (Block("heading", entry.line, entry.name, level=3),) if entry.name else ()
    mark = (Block(LOGO, entry.line, (InlineImage(entry.logo.file, entry.logo.alt),)),) if logo and entry.logo else ()
    return (*name, *mark, *entry.blocks)


def _said(testimony: Testimony) -> tuple[Block, ...]:
    """A testimony without the guillemets around the whole of it, and who gave it."""
    name = (Block("attribution", testimony.line, testimony.attribution),) if testimony.attribution else ()
    return (Block("testimony", testimony.line, children=(*unquoted(testimony.blocks), *name)), *testimony.notes)

"""The texts of a sheet that are set by themselves, by the names of their frames: each a few blocks of prose."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from fiches.compose import typefaces
from fiches.compose.inventory import BEGINNING, END
from fiches.compose.lines import LineRules
from fiches.compose.model import ContentInventory
from fiches.compose.text_blocks import TextComposer
from fiches.compose.text_flow import LOGO
from fiches.compose.text_styles import TextStyles
from fiches.config.project import Project
from fiches.content.blocks import Block, Inline, InlineImage, Span, Words
from fiches.content.sheet import Organisation, Rubric, Sheet, Testimony, records
from fiches.typography.french import NBSP
from fiches.typography.html_writer import HtmlWriter
from fiches.typography.pull_quotes import unquoted

BETWEEN = " · "  # people


def composer(sheet: Sheet, matter: ContentInventory, project: Project, picture: Callable[[str], float]) -> TextComposer:
    """What sets the texts of a sheet; `picture` gives the height of one beside its width, by its name."""
    language = sheet.language
    styles = TextStyles(typefaces.of_styles(project.format.styles, project.styles), language)
    writer = HtmlWriter(language, project.narrow_guillemets)
    blocks = blocks_of(sheet, matter, project.format.label("gathered_from", language))
    return TextComposer(blocks, styles, LineRules(), writer, picture)


def blocks_of(sheet: Sheet, matter: ContentInventory, gathered: str) -> Mapping[str, tuple[Block, ...]]:
    """(blocks by name) of all that `matter` names; `gathered` is what stands before the people that were asked."""
    found = dict(_of_fields(sheet, matter, gathered))
    for rubric in sheet.rubrics:
        found |= dict(_of_rubric(rubric))
    return {name: blocks for name, blocks in found.items() if matter.has(name)}


def _of_fields(sheet: Sheet, matter: ContentInventory, gathered: str) -> Iterator[tuple[str, tuple[Block, ...]]]:
    yield "titre", (_line(Words(sheet.title)),)
    yield "recueilli", (Block("paragraph", 1, (Words(f"{gathered} "), *_people(sheet))),)
    for page, quote in matter.quotes.items():
        yield f"exergue-{page}", (_line(Words(quote)),)


def _line(*inlines: Inline) -> Block:
    return Block("line", 1, inlines)


def _people(sheet: Sheet) -> Iterator[Inline]:
    """Each name on one line, and what the person does."""
    for index, person in enumerate(records(sheet, "recueilli_aupres")):
        if index:
            yield Words(BETWEEN)
        yield Span("b", (Words(str(person["nom"]).replace(" ", NBSP)),))
        if person.get("fonction"):
            yield Words(f", {person['fonction']}")


def _of_rubric(rubric: Rubric) -> Iterator[tuple[str, tuple[Block, ...]]]:
    id_ = rubric.spec.id
    if rubric.testimonies:
        yield from ((f"{id_}-{index}", _said(one)) for index, one in enumerate(rubric.testimonies))
    elif id_ == "acteurs":
        yield from ((f"acteur-{index}", _presented(one, logo=True)) for index, one in enumerate(rubric.entries))
    elif rubric.entries:
        yield id_, tuple(block for one in rubric.entries for block in _presented(one, logo=False))
    else:
        yield id_, rubric.blocks
        for count in range(1, len(rubric.blocks)):
            yield f"{id_}-{BEGINNING}-{count}", rubric.blocks[:count]
            yield f"{id_}-{END}-{count}", rubric.blocks[count:]


def _presented(entry: Organisation, *, logo: bool) -> tuple[Block, ...]:
    """An organisation: its name, its mark, what is said of it."""
    name = (Block("heading", entry.line, entry.name, level=3),) if entry.name else ()
    mark = (Block(LOGO, entry.line, (InlineImage(entry.logo.file, entry.logo.alt),)),) if logo and entry.logo else ()
    return (*name, *mark, *entry.blocks)


def _said(testimony: Testimony) -> tuple[Block, ...]:
    """A testimony without the guillemets around the whole of it, and who gave it."""
    name = (Block("attribution", testimony.line, testimony.attribution),) if testimony.attribution else ()
    return (Block("testimony", testimony.line, children=(*unquoted(testimony.blocks), *name)),)

"""What standfirsts, facts with their labels and large figures say, by the names of their blocks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from fiches.compose import text_styles
from fiches.compose.inventory import FIELD_BLOCK, LABEL_BLOCK, value_of
from fiches.compose.zones import FactZone, FigureZone, StandfirstZone, Zone
from fiches.config import languages
from fiches.config.fields import Field
from fiches.config.values import printed
from fiches.content.blocks import Block, Words
from fiches.content.sheet import Sheet, records

FactText = tuple[str, str, tuple[Block, ...]]


def blocks_of(sheet: Sheet, zones: Sequence[Zone], fields: Sequence[Field]) -> Iterator[FactText]:
    """(block, its kind of text, its paragraphs) of what these zones show of the front matter of a sheet."""
    line, language = partial(_line, language=sheet.language), sheet.language
    for zone in zones:
        if isinstance(zone, StandfirstZone):
            yield f"{FIELD_BLOCK}-{zone.field}", text_styles.STANDFIRST, line(sheet.fields.get(zone.field))
        elif isinstance(zone, FactZone):
            for name in zone.shown:
                said = texts(value_of(sheet, name), language)
                paragraphs = tuple(Block("paragraph", 1, (Words(text),)) for text in said)
                yield f"{FIELD_BLOCK}-{name}", text_styles.FACT_VALUE, paragraphs
                yield f"{LABEL_BLOCK}-{name}", text_styles.FACT_LABEL, line(called(name, fields, language))
        elif isinstance(zone, FigureZone):
            for index, one in enumerate(records(sheet, zone.field)):
                yield f"{FIELD_BLOCK}-{zone.field}-{index}", text_styles.FIGURE, line(one.get(zone.figure))
                yield f"{LABEL_BLOCK}-{zone.field}-{index}", text_styles.COUNTED, line(one.get(zone.counts))


def _line(value: object, language: str) -> tuple[Block, ...]:
    return (Block("line", 1, (Words(printed(value, language)),)),)


def called(name: str, fields: Sequence[Field], language: str) -> str:
    """The label of a key, or its own name."""
    outer, _, inner = name.partition(".")
    found = next((field for field in fields if field.name == outer), None)
    if found and inner:
        return called(inner, found.fields, language)
    return found.label.in_language(language) if found and found.label else name


def texts(value: object, language: str) -> Iterator[str]:
    """The paragraphs that a value is: one for each record, one for a list; a position on a map is none."""
    comma = languages.of(language).comma
    values = value if isinstance(value, tuple) else (value,)
    if any(isinstance(one, Mapping) for one in values):
        for one in values:
            said = one.values() if isinstance(one, Mapping) else (one,)
            yield comma.join(printed(part, language) for part in said if part and not isinstance(part, tuple))
    else:
        yield comma.join(printed(one, language) for one in values)

"""The pages of a format that only says how many it has: title, facts, images, text, voices, foot."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from fiches.compose.zones import (
    Anchor,
    FactZone,
    FlowZone,
    FreeZone,
    ImageZone,
    PageSpec,
    QuotePlace,
    TitleZone,
    VoiceZone,
    Zone,
)
from fiches.config import formats
from fiches.config.formats import Format
from fiches.storage.fingerprints import HOUSE

IMAGE_LEAST, IMAGE_MOST = (8.0, 7.0), (22.0, 18.0)  # u, of the first page and of the others
KICKER, FOOT = 2.0, 9.25  # u
USUAL_IMAGES = 4
SIGNED = ("colophon", "editeur", "adresse", "versions")  # of which the colophon says one


def pages_of(format_: Format) -> tuple[PageSpec, ...]:
    """As many as the format says; the rubrics that hold no testimony flow through them."""
    return tuple(PageSpec(tuple(_zones(number, format_))) for number in range(1, format_.pages + 1))


def _zones(number: int, format_: Format) -> Iterator[Zone]:
    is_first, is_last = number == 1, number == format_.pages
    if is_first:
        yield TitleZone(name="titre", kicker=KICKER)
        yield from _facts(format_)
    if number <= USUAL_IMAGES:
        least, most = IMAGE_LEAST[not is_first], IMAGE_MOST[not is_first]
        quote = QuotePlace.UNDER if number == min(2, format_.pages) else QuotePlace.NONE
        yield ImageZone(name=f"image-{number}", rank=number, least=least, most=most, quote=quote)
    yield FlowZone(name="suite")
    if is_last:
        for spec in format_.rubrics:
            if spec.holds == "testimonies":
                yield VoiceZone(name=spec.id, rubric=spec.id, ground="terre", anchor=Anchor.FOOT, fills=True)
        yield FreeZone(name="colophon", layout="colophon.html", height=FOOT, anchor=Anchor.FOOT, needs=SIGNED)


def _facts(format_: Format) -> Iterator[Zone]:
    """The keys that are the format's own, where it says what they are called."""
    if own := tuple(field.name for field in format_.fields if field.label and field.name not in _every_sheet()):
        yield FactZone(name="faits", shown=own)


@cache
def _every_sheet() -> frozenset[str]:
    """The keys of every format, which pages show in their own ways."""
    base, _ = formats.load("commun", (HOUSE / "templates",))
    return frozenset(field.name for field in base.fields) if base else frozenset()

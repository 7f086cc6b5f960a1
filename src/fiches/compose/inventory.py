"""What a sheet has to place on its pages: blocks, their lengths, photos, quotations."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from fiches.compose.model import CAPTION_BLOCK, FLOW, HEAD_BLOCK, HEAD_REST, ContentInventory, quote_block
from fiches.compose.picture_frames import USUAL_SHAPE
from fiches.compose.rules import CompositionRules
from fiches.compose.voices import quotes_of
from fiches.compose.zones import FigureZone, FlowZone, ImageZone, PageSpec, PairZone, QuotePlace, TextZone, Zone
from fiches.content import notes
from fiches.content.blocks import plain, words_of
from fiches.content.sheet import Rubric, Sheet, records
from fiches.typography.pull_quotes import Refused, choose, spare

BEGINNING, END = "debut", "suite"  # of a rubric that goes on on a later page
FIELD_BLOCK, LABEL_BLOCK = "champ", "etiquette"  # before the name of a key of the front matter: its value, its label


def matter_of(
    sheet: Sheet, rules: CompositionRules, shape: Callable[[str], float] = lambda _: USUAL_SHAPE, refused: Refused = ()
) -> ContentInventory:
    """The matter of one sheet, for the pages of its format; `shape` says that of a photo, by its name.

    `refused`: quotations and pages that do not come together.
    """
    rubrics = {rubric.spec.id: rubric for rubric in sheet.rubrics}
    found, places = quotes_of(sheet, rules), dict(quoted(rules))
    quotes = choose(places, found, refused)
    own = {quote_block(page): quote for page, quote in quotes.items()}
    lent = {quote_block(f"libre-{index}"): quote for index, quote in enumerate(spare(quotes, found))}
    return ContentInventory(
        lengths=_lengths(sheet, rules),
        counts={id_: len(one.entries) or len(one.testimonies) for id_, one in rubrics.items() if not one.blocks},
        logos=frozenset(filter(lambda id_: _has_logo(rubrics[id_]), rubrics)),
        captions=tuple(map(_is_captioned, records(sheet, "photos"))),
        shapes=tuple(shape(photo["fichier"].name) for photo in records(sheet, "photos")),
        quotes=quotes,
        lent=lent,
        named=frozenset(name for name, quote in (*own.items(), *lent.items()) if quote.speaker),
        refused=frozenset(refused),
        mirrored=sheet.direction == "rtl",
    )


def _lengths(sheet: Sheet, rules: CompositionRules) -> dict[str, tuple[int, ...]]:
    """By block, the characters of its paragraphs; of all that flows, those of its rubrics."""
    zones = rules.zones
    found = {name: tuple(map(len, paragraphs)) for name, paragraphs in _blocks(sheet, _said_by(zones))}
    for zone in zones:
        found |= {name: (len(text),) for name, text in _figures(sheet, zone)} if isinstance(zone, FigureZone) else {}
    found |= {name: (len(f"{words} {credit}".strip()),) for name, words, credit in captions_of(sheet)}
    flowing = tuple(length for id_ in rules.flowing for length in found.get(id_, ()))
    return {**found, FLOW: flowing} if flowing else found


def captions_of(sheet: Sheet) -> Iterator[tuple[str, str, str]]:
    """(block, its words, the credit after them) of each photo of which something is said."""
    for index, photo in enumerate(records(sheet, "photos")):
        if _is_captioned(photo):
            yield f"{CAPTION_BLOCK}-{index}", str(photo.get("legende", "")), str(photo.get("credit", ""))


def _has_logo(rubric: Rubric) -> bool:
    return bool(rubric.entries and rubric.entries[0].logo)


def _is_captioned(photo: Mapping[str, object]) -> bool:
    return bool(photo.get("legende") or photo.get("credit"))


def quoted(rules: CompositionRules) -> Iterator[tuple[int, tuple[str, ...]]]:
    """(page, the rubrics that are quoted there) of each page that has a place for it, the largest places first.

    What flows from page to page is quoted on the first such page.
    """
    found = [
        (places == {QuotePlace.WHITE}, number, _quotable(page))
        for number, page in enumerate(rules.pages, start=1)
        if (places := _quote_places(page))
    ]
    first = next((number for _, number, _ in found if any(rules.pages[number - 1].of(FlowZone))), 0)
    return ((number, ids + rules.flowing * (number == first)) for _, number, ids in sorted(found))


def _quotable(page: PageSpec) -> tuple[str, ...]:
    """The rubrics that have their place on a page and may be quoted there."""
    texts = (zone for zone in page.zones if isinstance(zone, TextZone | PairZone) and zone.is_quoted)
    return tuple(id_ for zone in texts for id_ in zone.rubrics)


def _quote_places(page: PageSpec) -> set[QuotePlace]:
    """Where a pull quote may stand on a page."""
    images = {zone.quote for zone in page.zones if isinstance(zone, ImageZone)} - {QuotePlace.NONE}
    hanging = {QuotePlace.UNDER for zone in page.zones if isinstance(zone, PairZone) and zone.hangs}
    return images | hanging


def _said_by(zones: Sequence[Zone]) -> list[str]:
    """The keys that zones show, but for those whose records stand apart."""
    return [name for zone in zones if not isinstance(zone, FigureZone) for name in zone.says]


def value_of(sheet: Sheet, name: str) -> object:
    """The value of a key of the front matter, or of one within a record: « notice.pays »; None where there is none.

    Of one within records, the values of all of them.
    """
    outer, _, inner = name.partition(".")
    value = sheet.fields.get(outer)
    if not inner or value is None:
        return value
    tables = value if isinstance(value, tuple) else (value,)
    found = tuple(one[inner] for one in tables if isinstance(one, Mapping) and inner in one)
    return found or None


def _figures(sheet: Sheet, zone: FigureZone) -> Iterator[tuple[str, str]]:
    """(block, its text) of each figure, and of what it counts."""
    for index, one in enumerate(records(sheet, zone.field)):
        for before, key in ((FIELD_BLOCK, zone.figure), (LABEL_BLOCK, zone.counts)):
            if one.get(key):
                yield f"{before}-{zone.field}-{index}", str(one[key])


def _blocks(sheet: Sheet, fields: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """(block, its paragraphs) of everything that may be set in running text."""
    yield "titre", [sheet.title]
    for name in fields:
        if value := value_of(sheet, name):
            yield f"{FIELD_BLOCK}-{name}", [str(value)]
            yield f"{LABEL_BLOCK}-{name}", [name]
    for rubric in sheet.rubrics:
        yield from ((name, [words]) for name, words in head_parts(rubric, sheet.language))
        yield rubric.spec.id, list(_paragraphs(rubric))
        yield from _parts(rubric)


def head_parts(rubric: Rubric, language: str) -> Iterator[tuple[str, str]]:
    """(block, its words) of the key word of a head, and of what follows it."""
    parts = zip((HEAD_BLOCK, HEAD_REST), rubric.spec.split_title(language), strict=True)
    yield from ((f"{part}-{rubric.spec.id}", words) for part, words in parts)


def _parts(rubric: Rubric) -> Iterator[tuple[str, list[str]]]:
    """What of a rubric may stand by itself: each entry, each testimony, both parts after each of its blocks."""
    id_ = rubric.spec.id
    for index, entry in enumerate(rubric.entries):
        yield f"{id_}-{index}", [plain(entry.name), *words_of(entry.blocks)]
    for index, testimony in enumerate(rubric.testimonies):
        said = (*testimony.blocks, *testimony.notes)
        yield f"{id_}-{index}", [*words_of(said), plain(testimony.attribution)]
    for count in notes.cuts(rubric.blocks):
        yield f"{id_}-{BEGINNING}-{count}", list(words_of(rubric.blocks[:count]))
        yield f"{id_}-{END}-{count}", list(words_of(rubric.blocks[count:]))


def _paragraphs(rubric: Rubric) -> Iterator[str]:
    yield from words_of(rubric.blocks)
    for entry in rubric.entries:
        yield plain(entry.name)
        yield from words_of(entry.blocks)
    for testimony in rubric.testimonies:
        yield from words_of((*testimony.blocks, *testimony.notes))

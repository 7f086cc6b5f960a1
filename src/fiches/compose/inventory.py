"""What a sheet has to place on its four pages: blocks, their lengths, photos, quotations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fiches.compose.model import ContentInventory
from fiches.compose.rules import QUOTED_RUBRICS
from fiches.content.blocks import plain, words_of
from fiches.content.sheet import Rubric, Sheet, records
from fiches.typography.pull_quotes import choose

BEGINNING, END = "debut", "suite"  # of a rubric that goes on on the next page
_GATHERED = 32  # characters of « Données recueillies auprès de »


def matter_of(sheet: Sheet) -> ContentInventory:
    """The matter of one sheet."""
    rubrics = {rubric.spec.id: rubric for rubric in sheet.rubrics}
    texts = {page: _text(rubrics, ids) for page, ids in (*QUOTED_RUBRICS.items(), (1, ("contexte",)))}
    quotes = choose(texts, _exergues(sheet))
    lengths = {name: tuple(map(len, paragraphs)) for name, paragraphs in _blocks(sheet, rubrics)}
    lengths |= {f"exergue-{page}": (len(quote),) for page, quote in quotes.items()}
    actors, voices = rubrics.get("acteurs"), rubrics.get("parole")
    return ContentInventory(
        lengths=lengths,
        actors=len(actors.entries) if actors else 0,
        testimonies=len(voices.testimonies) if voices else 0,
        logo=_has_logo(rubrics.get("porteur")),
        captions=tuple(bool(photo.get("legende") or photo.get("credit")) for photo in records(sheet, "photos")),
        quotes=quotes,
        mirrored=sheet.direction == "rtl",
    )


def _exergues(sheet: Sheet) -> tuple[str, ...]:
    chosen = sheet.fields.get("exergue", ())
    return chosen if isinstance(chosen, tuple) else ()


def _has_logo(carrier: Rubric | None) -> bool:
    return bool(carrier and carrier.entries and carrier.entries[0].logo)


def _text(rubrics: dict[str, Rubric], ids: Sequence[str]) -> str:
    return "\n".join(text for id_ in ids if id_ in rubrics for text in words_of(rubrics[id_].blocks))


def _blocks(sheet: Sheet, rubrics: dict[str, Rubric]) -> Iterator[tuple[str, list[str]]]:
    """(block, its paragraphs) of everything that is set in running text."""
    yield "titre", [sheet.title]
    people = [f"{person['nom']}, {person.get('fonction', '')}" for person in records(sheet, "recueilli_aupres")]
    if people:
        yield "recueilli", [" " * _GATHERED + " · ".join(people)]
    for id_, rubric in rubrics.items():
        if id_ == "acteurs":
            for index, entry in enumerate(rubric.entries):
                yield f"acteur-{index}", [plain(entry.name), *words_of(entry.blocks)]
            yield id_, list(_paragraphs(rubric))  # never placed as one block, but counted
        elif id_ == "parole":
            for index, testimony in enumerate(rubric.testimonies):
                yield f"parole-{index}", [*words_of(testimony.blocks), plain(testimony.attribution)]
        else:
            yield id_, list(_paragraphs(rubric))
            if id_ == "contexte":
                yield from _parts(rubric)


def _parts(rubric: Rubric) -> Iterator[tuple[str, list[str]]]:
    """A rubric cut after its first block, its second, …: both parts, each a block of its own."""
    for count in range(1, len(rubric.blocks)):
        yield f"{rubric.spec.id}-{BEGINNING}-{count}", list(words_of(rubric.blocks[:count]))
        yield f"{rubric.spec.id}-{END}-{count}", list(words_of(rubric.blocks[count:]))


def _paragraphs(rubric: Rubric) -> Iterator[str]:
    yield from words_of(rubric.blocks)
    for entry in rubric.entries:
        yield plain(entry.name)
        yield from words_of(entry.blocks)

"""What a format says of its composition: the sizes that blocks may take, places of photos, what gives way in order."""

from __future__ import annotations

from dataclasses import dataclass

from fiches.compose.frame import PAGE_HEIGHT
from fiches.compose.lines import LineRules

QUOTED_RUBRICS = {
    2: ("demarche", "resultats"),
    3: ("facteurs", "difficultes", "valeur-ajoutee"),
}  # that show quotations
OPENING, CLOSING = ("porteur", "contexte", "acteurs"), ("lecons", "parole")  # the rubrics of pages 1 and 4
PLACED = (*OPENING, *QUOTED_RUBRICS[2], *QUOTED_RUBRICS[3], *CLOSING)  # the rubrics of the four pages


@dataclass(frozen=True, slots=True)
class TypeSize:
    """One size that a block may take."""

    size: float
    leading: float
    most_lines: float = 99
    columns: int = 1


@dataclass(frozen=True, slots=True)
class PhotoSlot:
    """Where a photo may stand: a page, and the least and greatest height of the image."""

    page: int
    least: float
    most: float


@dataclass(frozen=True, slots=True)
class CompositionRules:
    """The composition's data, from composition.yaml."""

    body: float
    titles: tuple[TypeSize, ...]
    pulled: tuple[TypeSize, ...]
    fields: tuple[TypeSize, ...]
    lessons: tuple[TypeSize, ...]
    voices: tuple[TypeSize, ...]
    cards: tuple[float, ...]
    slots: tuple[PhotoSlot, ...]
    field_least: float
    field_most: float
    photo_beside_quote: float
    wide_ratio: float
    too_long: tuple[tuple[str, float], ...]
    too_short: tuple[tuple[str, float], ...]
    large: tuple[TypeSize, ...]
    hollow: float
    hollow_page: float  # from which a page takes larger text of its own
    hollow_quote: float  # from which page 1 shows a quotation in its white
    hollow_told: float = PAGE_HEIGHT  # from which the author is told that a page says almost nothing
    lines: LineRules = LineRules()  # noqa: RUF009  # a value
    mirrored: TypeSize = TypeSize(1, 1)  # by how much running text grows in a script read from right to left

    def slot(self, page: int) -> PhotoSlot | None:
        """Of the photo of `page`; None when that page has none."""
        return next((slot for slot in self.slots if slot.page == page), None)

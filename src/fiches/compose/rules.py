"""What a format says of its composition: grid, pages, the sizes that texts may take, what gives way in order."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from fiches.compose.frame import Grid
from fiches.compose.line_ends import LineRules
from fiches.compose.picture_frames import ImageRules
from fiches.compose.zones import ImageZone, PageSpec, TitleZone, Zone
from fiches.core.geometry import POINTS_PER_MM

LEAST_LEADING_FROM_RIGHT = 1.25  # of the size: Arabic has marks above and below its letters


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
    """The composition's data, from composition.yaml. Ladders are sizes by name, the largest first."""

    grid: Grid
    pages: tuple[PageSpec, ...]
    flowing: tuple[str, ...]  # the rubrics that go on from page to page
    body: float
    ladders: Mapping[str, tuple[TypeSize, ...]]
    cards: tuple[float, ...]
    head_above: float  # u, of a rubric above its text: sign, key word, complement, white
    head_beside: float  # u, the least of the same at the side of its text
    measure: float  # mm, the widest that one column of running text is
    field_least: float
    field_most: float
    photo_beside_quote: float
    too_long: tuple[tuple[str, float], ...]
    too_short: tuple[tuple[str, float], ...]
    hollow: float
    hollow_page: float  # from which a page takes larger text of its own
    hollow_band: float  # from which a lighter field stands in its white
    hollow_quote: float  # from which a page shows a quotation in its white
    hollow_told: float  # from which the author is told that a page says almost nothing
    speakers: tuple[str, ...] = ()  # the key of those whom a sheet was gathered from, and what names each
    lines: LineRules = LineRules()  # noqa: RUF009  # a value
    images: ImageRules = ImageRules()  # noqa: RUF009  # a value
    foot_notes: bool = False  # notes stand on the foot of the page that calls them, not at the end of their text
    mirrored: TypeSize = TypeSize(1, 1)  # by how much running text grows in a script read from right to left

    @property
    def zones(self) -> tuple[Zone, ...]:
        """All of them, page by page."""
        return tuple(zone for page in self.pages for zone in page.zones)

    @property
    def has_kicker(self) -> bool:
        """Whether a line stands above the title, which ends with the number of the sheet."""
        return any(isinstance(zone, TitleZone) and zone.kicker for zone in self.pages[0].zones)

    @property
    def slots(self) -> tuple[PhotoSlot, ...]:
        """The places of photos, in the order in which photos take them."""
        zones = [(zone, number) for number, page in enumerate(self.pages, start=1) for zone in page.zones]
        images = sorted(
            ((zone, number) for zone, number in zones if isinstance(zone, ImageZone)), key=lambda one: one[0].rank
        )
        return tuple(PhotoSlot(number, zone.least, zone.most) for zone, number in images)

    @property
    def least_photo(self) -> tuple[float, float] | None:
        """Width and height in mm of the smallest place of a wide photo; None where there is none."""
        high = min((slot.least * self.grid.module for slot in self.slots), default=0.0)
        return (high * self.images.least, high) if high else None

    def columns(self, width: float) -> int:
        """How many columns running text has on so many mm."""
        return max(1, math.ceil(width / self.measure))

    def from_right(self, size: float, leading: float) -> TypeSize:
        """A size of running text as it is in a script read from right to left, no larger than its leading allows."""
        apart = leading * self.mirrored.leading
        most = apart * self.grid.module * POINTS_PER_MM / LEAST_LEADING_FROM_RIGHT
        return TypeSize(round(min(size * self.mirrored.size, most), 2), apart)

    def zone(self, name: str) -> tuple[Zone, int] | None:
        """A zone by its name, and the page that it stands on unless it moves."""
        named = ((zone, number) for number, page in enumerate(self.pages, start=1) for zone in page.zones)
        return next(((zone, number) for zone, number in named if zone.name == name), None)

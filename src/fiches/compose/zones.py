"""What a format says of its pages: zones from head to foot, each a kind of place and what stands in it.

Lengths are in u (one module of the grid) down the page and in mm across it. A zone's `name` is that of its rubric or
field, else of its kind: what gives way and style sheets call it so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

GROUND_FRAME = "fond-"  # what the name of a frame begins with that is a ground


class HeadPlace(StrEnum):
    """Where the head of a rubric stands."""

    ABOVE = "dessus"
    BESIDE = "a-gauche"  # at the side where lines begin
    INLINE = "en-ligne"  # its complement on the line of its key word
    NONE = "sans"


class Anchor(StrEnum):
    """From where a zone is placed."""

    FLOW = "suite"  # under the one before
    FOOT = "pied"  # on the foot of the page, or on the zone after it


class QuotePlace(StrEnum):
    """Where a pull quote may stand in an image zone."""

    NONE = "sans"
    UNDER = "dessous"  # under the photo; without photo, on a field of colour
    FIELD = "champ"  # without photo, on a field of colour
    WHITE = "blanc"  # without photo, in the white that the page has


class PageEdge(StrEnum):
    """An edge of the page."""

    OUTER = "dehors"
    INNER = "dedans"


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """What every zone says: its name, its ground (the name of a colour), from where it is placed, where it may go."""

    name: str
    ground: str = ""
    anchor: Anchor = Anchor.FLOW
    goes_to: int = 0  # the page to whose head it may move
    fills: bool = False  # it takes half of what the page leaves empty

    @property
    def kind(self) -> str:
        """What layouts call its kind."""
        return KIND_NAMES[type(self)]

    @property
    def rubrics(self) -> tuple[str, ...]:
        """The ids of the rubrics that it shows."""
        return ()

    @property
    def says(self) -> tuple[str, ...]:
        """The keys of the front matter that it shows; « notice.pays » is one within another."""
        return ()

    @property
    def painted(self) -> Mapping[str, str]:
        """The frame of each of its grounds, and its colour."""
        return {f"{GROUND_FRAME}{self.name}": self.ground} if self.ground else {}

    @property
    def can_fill(self) -> bool:
        """Whether it has a ground that may grow: on the foot of the page."""
        return self.anchor is Anchor.FOOT and bool(self.painted)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyZone(Zone):
    """One that shows a key of the front matter."""

    field: str

    @property
    def says(self) -> tuple[str, ...]:
        """That key."""
        return (self.field,)


@dataclass(frozen=True, slots=True, kw_only=True)
class RubricZone(Zone):
    """One that shows one rubric."""

    rubric: str

    @property
    def rubrics(self) -> tuple[str, ...]:
        """That rubric."""
        return (self.rubric,)


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleZone(Zone):
    """The title of the sheet, and what it has above it, in u.

    `kicker`: how much higher a line stands that says what the sheet is; `white`: above that, under an image.
    """

    ladder: str = "titre"
    kicker: float = 0.0
    white: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldZone(KeyZone):
    """The value of a key of the front matter, set small, after a label; of records, the keys named."""

    label: str = ""
    size: float
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StandfirstZone(KeyZone):
    """The value of a key of the front matter, set between title and text in size."""

    ladder: str = "chapeau"


@dataclass(frozen=True, slots=True, kw_only=True)
class FactZone(Zone):
    """Keys of the front matter in rows of cells, each value under the label of its key."""

    shown: tuple[str, ...]
    size: float = 8.6
    per_row: int = 4

    @property
    def says(self) -> tuple[str, ...]:
        """Its own."""
        return self.shown


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureZone(KeyZone):
    """Large figures side by side, each over what it counts: two keys of the records of one.

    `in_rail`: one below the other at the foot of the page's rail, where that has room for them.
    """

    figure: str
    counts: str
    ladder: str = "chiffres"
    per_row: int = 4
    in_rail: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RailZone(Zone):
    """A strip along an edge, down to what stands on the foot of the page: a layout of the format fills it.

    `keeps`: how many mm of it figures leave to that layout.
    """

    side: PageEdge = PageEdge.OUTER
    width: float  # mm, to the trim
    layout: str
    keeps: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageZone(Zone):
    """A place for a photo: the first photo takes the zone of `rank` 1; least and greatest height of the image."""

    rank: int
    least: float
    most: float
    quote: QuotePlace = QuotePlace.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class TextZone(RubricZone):
    """One rubric in columns."""

    head: HeadPlace = HeadPlace.ABOVE
    head_columns: int = 2  # of the grid, when the head stands beside
    ladder: str = ""  # of sizes; else the size of running text
    style: str = "texte"  # what kind of text it is
    ends_on: int = 0  # the page at whose head it may end
    logo: bool = False  # the logo of its first entry, under its head
    is_quoted: bool = True
    short: int = 0  # characters under which it keeps one column


@dataclass(frozen=True, slots=True, kw_only=True)
class PairZone(Zone):
    """Rubrics side by side on one height; the split of the grid's columns that ends lowest and evenest is kept."""

    pair: tuple[str, ...]
    splits: tuple[tuple[float, ...], ...]  # in columns of the grid, or halves of them
    grounds: tuple[tuple[str, str], ...] = ()  # (rubric, colour)
    hangs: bool = False  # a pull quote may stand under the shorter one
    is_quoted: bool = True

    @property
    def rubrics(self) -> tuple[str, ...]:
        """All of them."""
        return self.pair

    @property
    def painted(self) -> Mapping[str, str]:
        """One under each rubric that has a colour."""
        return {f"{GROUND_FRAME}{id_}": colour for id_, colour in self.grounds}


@dataclass(frozen=True, slots=True, kw_only=True)
class CardZone(RubricZone):
    """The entries of a rubric as cards in rows."""

    per_row: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceZone(RubricZone):
    """Testimonies on a ground: one below the other beside its head, or from `per_row` on under it, side by side."""

    ladder: str = "temoignages"
    head_columns: int = 3
    per_row: int = 3
    wave: float = 0.0  # how high the ornament is that the ground's edge is, in u


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeZone(Zone):
    """A box of a given height that a layout of the format fills: a colophon at the foot, a map from edge to edge.

    `needs`: it stands where the collection gives one of these keys at least; none: everywhere.
    """

    layout: str
    height: float
    bleeds: bool = False  # it is as wide as the page, and begins at its head when it comes first
    needs: tuple[str, ...] = ()

    @property
    def can_fill(self) -> bool:
        """The box itself may grow."""
        return self.anchor is Anchor.FOOT


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowZone(Zone):
    """What is left of the page, for the rubrics that stand in no other zone: they flow from page to page.

    Without `heads`, the titles of the rubrics are not printed, and those within them take their rank.
    """

    heads: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteZone(Zone):
    """The notes that a page calls, on its foot: no format places it, its pages have one where they need it."""


KIND_NAMES: dict[type[Zone], str] = {
    TitleZone: "titre", FieldZone: "champ", StandfirstZone: "chapeau", FactZone: "faits", FigureZone: "chiffres",
    RailZone: "rail", ImageZone: "image", TextZone: "texte", PairZone: "cote_a_cote", CardZone: "cartes",
    VoiceZone: "temoignages", FreeZone: "libre", FlowZone: "suite", NoteZone: "notes",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PageSpec:
    """One page: its zones from head to foot; whether its running text grows when it stays hollow.

    `least`, `most`: how many such pages there are, one after the other, as the text that flows asks for.
    """

    zones: tuple[Zone, ...]
    grows: bool = False
    least: int = 1
    most: int = 1

    @property
    def comes_as_needed(self) -> bool:
        """Whether the text that flows says how often it comes."""
        return (self.least, self.most) != (1, 1)

    def of(self, kind: type[Zone]) -> Iterator[Zone]:
        """Its zones of one kind."""
        return (zone for zone in self.zones if isinstance(zone, kind))

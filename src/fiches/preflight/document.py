"""What a PDF holds, as plain values that any check may read without fear."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from fiches.core.geometry import Box
from fiches.core.messages import Message, Said, message
from fiches.press.colour import Build

PLAIN_BLENDS = ("Normal", "Compatible")


class InkSpace(Enum):
    """What a colour is made of, in the order in which reports list it."""

    CMYK = "cmyk"
    LAB = "lab"
    RGB = "rgb"
    GRAY = "gray"
    ICC_CMYK = "icc-cmyk"
    ICC_GRAY = "icc-gray"
    CAL_GRAY = "cal-gray"
    UNKNOWN = "unknown"
    PATTERN = "pattern"
    ALL = "registration"
    SPOT = "spot"

    def said(self) -> Message:
        """« CMJN »."""
        return message(f"preflight.space.{self.value}")


INK_SPACES = (InkSpace.CMYK, InkSpace.ICC_CMYK, InkSpace.SPOT)  # of several inks


class PaintKind(Enum):
    """What an operator paints."""

    TEXT = "text"
    FILL = "fill"
    STROKE = "stroke"
    IMAGE = "image"
    SHADING = "shading"

    def said(self) -> Message:
        """« un aplat »."""
        return message(f"preflight.paint.{self.value}")


class PixelFate(Enum):
    """What became of the pixels of an image when they were unpacked."""

    WHOLE = "whole"
    UNMEASURED = "unmeasured"  # there are too many, or they lie in a way that is not followed
    DAMAGED = "damaged"  # they end before the image does
    LOST = "lost"  # nothing unpacks them


class Extra(Enum):
    """What a file carries beside its pages, or a page beside what is drawn, and no two presses print alike."""

    FORM = "form"
    OPEN_ACTION = "open-action"
    AUTOMATIC_ACTION = "automatic-action"
    PORTFOLIO = "portfolio"
    ATTACHMENT = "attachment"
    SCRIPT = "script"
    POSTSCRIPT = "postscript"
    REFERENCE = "reference"
    ALTERNATE = "alternate"
    TRANSFER = "transfer"


class UnreadPart(Enum):
    """What of a file cannot be read, or why none of it."""

    NOT_A_PDF = "not-a-pdf"
    LOCKED = "locked"
    BROKEN = "broken"
    REPAIRED = "repaired"
    INFO = "info"
    XMP = "xmp"
    INTENTS = "intents"
    CATALOG = "catalog"
    LAYERS = "layers"
    PAGES = "pages"
    PAGE = "page"
    DRAWING = "drawing"
    NESTED = "nested"  # a drawing draws itself, or drawings are too deep in each other
    HEAVY = "heavy"  # there is more than is followed
    SWOLLEN = "swollen"  # it unpacks to more than any page holds
    MEMORY = "memory"  # for which more is asked than a file may
    TIME = "time"
    STOPPED = "stopped"  # whoever read it was


class _Kept:
    """A value that is remembered by the thousand: pickled by its fields alone, ten times as fast as dataclasses are."""

    __slots__: tuple[str, ...] = ()

    def __reduce__(self) -> tuple[type, tuple[Any, ...]]:
        return type(self), tuple(getattr(self, name) for name in self.__slots__)


@dataclass(frozen=True, slots=True)
class Ink(_Kept):
    """A colour: its space, what it puts on the four plates (None when not known), and on others."""

    space: InkSpace
    cmyk: Build | None = None
    spots: tuple[tuple[str, float], ...] = ()

    @property
    def total(self) -> float:
        """All inks, in %."""
        return 100 * (sum(self.cmyk or ()) + sum(tint for _, tint in self.spots))

    @property
    def white(self) -> bool:
        """Whether it leaves the paper as it is."""
        return self.cmyk is not None and not self.spots and max(self.cmyk) < 0.004


@dataclass(frozen=True, slots=True)
class ImagePixels(_Kept):
    """The pixels of an image: how many, their space and bits, the ink that they take (%), the quality of a JPEG."""

    width: int
    height: int
    bits: int
    space: InkSpace
    spots: tuple[str, ...] = ()
    ink: float | None = None
    quality: int | None = None
    stencil: bool = False  # it is painted with the colour of fills
    fate: PixelFate = PixelFate.WHOLE
    veiled: bool = False  # it shows through a soft mask of its own


@dataclass(frozen=True, slots=True)
class PaintedObject(_Kept):
    """One thing that a page shows. Lengths are points of the page: what is drawn is cut by its clip."""

    kind: PaintKind
    box: Box
    ink: Ink
    over: bool = False  # overprints what is under it, zero inks left alone
    measure: float = 0.0  # of a line its width, of text its size; of a fill its smaller side
    alpha: float = 1.0
    blend: str = "Normal"
    mask: bool = False  # shows through a soft mask alone
    picture: ImagePixels | None = None
    size: tuple[float, float] = (0.0, 0.0)  # of an image, before it is cut
    whole: bool = True  # it fills its box
    pen: float | None = None  # of text that is drawn by its outline alone: how thick that is

    @property
    def transparent(self) -> bool:
        """Whether what is under it shows through."""
        veiled = self.picture is not None and self.picture.veiled
        return self.mask or veiled or self.alpha < 1 or self.blend not in PLAIN_BLENDS

    def reaches(self, box: Box, slack: float = 0.0) -> bool:
        """Whether it is in a box by more than the slack (points) and half of its own thickness."""
        less = slack + (self.measure / 2 if self.kind is PaintKind.STROKE else 0.0)
        (left, foot, right, head), (x0, y0, x1, y1) = self.box, box
        return left < x1 - less and right > x0 + less and foot < y1 - less and head > y0 + less


@dataclass(frozen=True, slots=True)
class PdfFont(_Kept):
    """A font that sets words of a page."""

    name: str  # nothing when it has none
    kind: str
    embedded: bool
    readable: bool  # its glyphs can be told as letters
    blanks: frozenset[bytes] = frozenset()  # the codes that draw .notdef, what a font draws for what it does not have
    code_bytes: int = 1  # of each of its codes
    defined: bool = True  # the page says what font the name stands for

    @property
    def named(self) -> Said:
        """What messages call it."""
        return self.name or message("preflight.unnamed-font")


@dataclass(frozen=True, slots=True)
class PdfPage:
    """One page: its boxes by name as the file gives them, and all that it shows, in the order of painting."""

    number: int
    boxes: Mapping[str, Box]
    turn: int = 0
    unit: float = 1.0
    painted: tuple[PaintedObject, ...] = ()
    fonts: frozenset[PdfFont] = frozenset()
    groups: tuple[tuple[InkSpace, bool], ...] = ()  # of transparency: the space of each, whether it is the page's own
    annotations: tuple[tuple[str, Box], ...] = ()
    words: tuple[Box, ...] = ()  # where lines of text stand
    boxed: tuple[Box, ...] = ()  # where the .notdef of a font is shown
    carried: frozenset[Extra] = frozenset()
    pictures: tuple[str, ...] = ()  # the digests of its images, where what was told of them is remembered
    digest: str = field(default="", compare=False)  # of all but its number, where what is told of it is remembered

    @property
    def trim(self) -> Box:
        """What is cut; what the page shows when the file does not say."""
        return self.boxes.get("TrimBox") or self.boxes.get("CropBox") or self.boxes["MediaBox"]

    @property
    def bleed(self) -> Box:
        """What is printed; the trim when the file does not say."""
        return self.boxes.get("BleedBox") or self.trim


@dataclass(frozen=True, slots=True)
class OutputIntent:
    """An output intent: for whom, under which name, and its profile: how many inks (0: no profile), of what class.

    `told` is what else it says about the printing condition and what its profile does, `digest` the SHA-256 of that.
    """

    kind: str
    condition: str
    inks: int = 0
    profile: str = ""
    told: tuple[str, ...] = ()
    digest: str = ""


@dataclass(frozen=True, slots=True)
class ReadingFault:
    """What cannot be read, of a page (0: of the file), and whether all the rest can."""

    page: int
    part: UnreadPart
    rest: bool


@dataclass(frozen=True, slots=True)
class Document:
    """One file: what it says of itself, what it carries beside its pages, its pages, and what could not be read."""

    name: str
    weight: int
    version: str = ""
    encrypted: bool = False
    info: Mapping[str, str] = field(default_factory=dict)
    xmp: Mapping[str, str] = field(default_factory=dict)
    has_id: bool = False
    intents: tuple[OutputIntent, ...] = ()
    extras: tuple[Extra, ...] = ()
    layers: int = 0
    pages: tuple[PdfPage, ...] = ()
    faults: tuple[ReadingFault, ...] = ()
    turned: bool = False  # it asks to be printed on both sides, turned about the short edge

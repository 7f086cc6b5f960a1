"""What the kit has of a finished PDF: a file to take away with its weight, the pictures of its first page."""

from __future__ import annotations

from dataclasses import dataclass

from fiches.config.languages import Language
from fiches.core.messages import Message, message
from fiches.festival.website.watched import Watched
from fiches.storage.process_limits import MEGABYTE

KILOBYTE = 1_000


@dataclass(frozen=True, slots=True)
class Download(Watched):
    """A file to take away: where it is in the kit, its bytes."""

    href: str
    size: int

    @property
    def known_by(self) -> str:
        """See `Watched`."""
        return self.href

    @property
    def name(self) -> str:
        """The name of the file."""
        return self.href.rpartition("/")[2]

    @property
    def weight(self) -> Message:
        """« 0,5 Mo », « 80 ko », as a language says it."""
        if self.is_small:
            return message("kit.kilobytes", size=self.kilobytes)
        return message("kit.megabytes", size=self.size / MEGABYTE)

    def weight_in(self, language: Language) -> str:
        """The same in the units of a language; nothing where its data name none."""
        if not language.bytes_:
            return ""
        thousand, million = language.bytes_
        if self.is_small:
            return f"{self.kilobytes}\u00a0{thousand}"
        return f"{self.size / MEGABYTE:.1f}\u00a0{million}".replace(".", language.decimal, 1)

    @property
    def is_small(self) -> bool:
        """Whether its weight is told in kilobytes."""
        return self.size < MEGABYTE / 20

    @property
    def kilobytes(self) -> int:
        """Its weight, never nothing."""
        return max(1, round(self.size / KILOBYTE))


@dataclass(frozen=True, slots=True)
class Cover:
    """The pictures of a first page: for a card and for a status; its width and height in points."""

    small: str
    status: str
    size: tuple[float, float]

    @property
    def ratio(self) -> float:
        """How high it is, for a width of 1."""
        return self.size[1] / self.size[0]

"""What is remembered of a booklet that was put together, to bring it up to date when some of its sheets change."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from fiches.merge.outline import Told
from fiches.merge.united import FontMemory
from fiches.storage import fingerprints


@dataclass(frozen=True, slots=True)
class SheetInsert:
    """A sheet for the booklet: its slug, its PDF, and the index in the jacket of the first page that waits for it.

    The files of many PDFs cost less memory than their bytes: each is read when its turn comes. The digest is of those
    bytes.
    """

    slug: str
    data: bytes | Callable[[], bytes]
    at: int
    digest: str = ""

    def read(self) -> bytes:
        """The bytes of its PDF."""
        return self.data if isinstance(self.data, bytes) else self.data()


@dataclass(frozen=True, slots=True)
class BookParts:
    """What a booklet is put together from: its jacket, its sheets, and the sheet that each public address leads to."""

    jacket: bytes
    inserts: Sequence[SheetInsert]
    addresses: Mapping[str, str] = field(default_factory=dict)

    @property
    def in_order(self) -> list[SheetInsert]:
        """The sheets in the order of their pages."""
        return sorted(self.inserts, key=lambda insert: insert.at)

    @property
    def ground(self) -> str:
        """The digest of all but the sheets."""
        return fingerprints.key(fingerprints.tool(), self.jacket, *map(repr, sorted(self.addresses.items())))


@dataclass(frozen=True, slots=True)
class JoinedSheet:
    """A sheet in a booklet: the digest of its PDF, its place there, and what it gave to parts that are not its own."""

    slug: str
    digest: str
    at: int
    pages: int
    start: int  # the first of the numbers by which its tags are found
    told: Told  # the outline
    made: str  # its date
    maps: str  # what its tags say of themselves as a whole


@dataclass(frozen=True, slots=True)
class JoinMemory:
    """What a booklet was put together from: all of it but the sheets, the sheets in order, their fonts."""

    ground: str
    book: str  # the digest of its bytes
    own: str  # the date of its own pages
    sheets: tuple[JoinedSheet, ...]
    fonts: FontMemory


@dataclass(frozen=True, slots=True)
class JoinedBook:
    """The bytes of a booklet, and what is remembered of it: nothing where another sheet may change any part of it."""

    data: bytes
    memory: JoinMemory | None = None

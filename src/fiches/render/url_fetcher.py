"""The virtual root that pages are made from: an address gives bytes of the collection or the house, or nothing.

No path of this machine enters a file, and nothing outside the two folders is ever read.
"""

from __future__ import annotations

import html
import re
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from fiches.config.project import Project, leaves
from fiches.graphics import ornaments as artwork
from fiches.graphics import qr
from fiches.graphics.ornaments import Artwork
from fiches.images import drawings, photos
from fiches.storage.fingerprints import HOUSE, MAX_BYTES, stored
from fiches.storage.memory import Memory

BASE = "https://fiches.invalid/"
FETCHED_TYPES = {  # of what pages show; the machine's own list would differ from the next one's
    ".css": "text/css", ".svg": "image/svg+xml", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png",
    ".gif": "image/gif", ".webp": "image/webp", ".tif": "image/jpeg", ".tiff": "image/jpeg",
    ".heic": "image/jpeg", ".heif": "image/jpeg", ".ttf": "font/ttf", ".otf": "font/otf", ".woff": "font/woff",
    ".woff2": "font/woff2",
}  # fmt: skip
_PHOTO_ADDRESS = re.compile(r"(\d{2,3})/([^/]+)/(.+)")  # dpi, place, name
_NAMED_ADDRESS = re.compile(r"""\b(?:src|data|href)=["']([^"']+)|\burl\(\s*["']?([^)"']+)""")


@dataclass(frozen=True, slots=True)
class FetchRoot:
    """What may be served: folders by the first word of an address, the roots they must stay in, ornaments."""

    folders: dict[str, tuple[Path, ...]]
    roots: tuple[Path, ...]
    artwork: Artwork
    memory: Memory | None = None  # where photos made ready are kept

    def serve(self, url: str) -> tuple[bytes, str] | None:
        """The bytes at `url` and their media type; None for anything that is not ours to give.

        BadValue says why a picture cannot be printed.
        """
        held = drawings.photo(url)
        if held is not None:  # in a drawing: no file is asked for
            return photos.embedded(held, self.memory), "image/*"
        parts = urlsplit(url)
        if f"{parts.scheme}://{parts.netloc}/" != BASE:
            return None
        name, _, rest = unquote(parts.path).lstrip("/").partition("/")
        if name == artwork.ORNAMENT_FOLDER:
            drawn = self.artwork.draw(rest)
            return (drawn.encode(), "image/svg+xml") if drawn else None
        if name == qr.QR_FOLDER:
            return qr.drawn(rest.removesuffix(".svg")).encode(), "image/svg+xml"
        photo = _photo(name, rest)
        if photo:
            found = self._read("sheets", photo.name)
            return (photos.ready(found[0], photo.place, photo.use, self.memory), found[1]) if found else None
        found = self._read(name, rest)
        return (photos.published(found[0], self.memory), found[1]) if found else None

    def _read(self, name: str, rest: str) -> tuple[bytes, str] | None:
        for folder in self.folders.get(name, ()) if not leaves(rest) else ():
            with suppress(OSError, RuntimeError, ValueError):  # a name that no disk takes, links that go in circles
                path = stored(folder / rest).resolve()
                if any(path.is_relative_to(root) for root in self.roots) and path.is_file():
                    kind = FETCHED_TYPES.get(path.suffix.lower(), "application/octet-stream")
                    return (path.read_bytes(), kind) if path.stat().st_size <= MAX_BYTES else None
        return None


def of(project: Project, art: Artwork, memory: Memory | None = None) -> FetchRoot:
    """The root of one collection; `memory` is for what is dear to make."""
    folders = {"sheets": (project.sheets,), "styles": project.styles}
    return FetchRoot(folders, (project.root.resolve(), HOUSE.resolve()), art, memory)


@dataclass(frozen=True, slots=True)
class PhotoRequest:
    """A photo that a document asks for: its name in sheets/, where it is shown, and how fine."""

    name: str
    place: photos.PhotoFrame
    use: photos.PhotoUse


def _photo(folder: str, rest: str) -> PhotoRequest | None:
    """The photo of an address whose first word is `folder`."""
    found = _PHOTO_ADDRESS.fullmatch(rest) if folder == photos.PHOTO_FOLDER else None
    place = photos.place(found[2]) if found else None
    return PhotoRequest(found[3], place, photos.screen(int(found[1]))) if found and place else None


def sources(document: str) -> tuple[str, ...]:
    """The files of sheets/ that an HTML document asks for, by their names there."""
    names = {name for folder, name in map(_split, _addresses(document)) if folder == "sheets"}
    return tuple(sorted(names | {photo.name for photo in photographs(document).values()}))


def photographs(document: str) -> dict[str, PhotoRequest]:
    """The photos that an HTML document asks for, by their whole addresses."""
    found = {address: _photo(*_split(address)) for address in _addresses(document)}
    return {address: photo for address, photo in found.items() if photo}


@lru_cache(maxsize=1)  # each document is asked three times
def _addresses(document: str) -> frozenset[str]:
    """The addresses that a document names, but for places in itself."""
    named = (html.unescape(attribute or style).strip(" '\"") for attribute, style in _NAMED_ADDRESS.findall(document))
    return frozenset(urljoin(f"{BASE}sheets/", address) for address in named if not address.startswith("#"))


def _split(address: str) -> tuple[str, str]:
    folder, _, rest = unquote(urlsplit(address).path).lstrip("/").partition("/")
    return folder, rest

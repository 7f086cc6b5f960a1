"""The virtual root that pages are made from: an address gives bytes of the collection or the house, or nothing.

No path of this machine enters a file, and nothing outside the two folders is ever read.
"""

from __future__ import annotations

import html
import mimetypes
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from fiches import artwork, codes, photos
from fiches.artwork import Artwork
from fiches.inputs import HOUSE
from fiches.project import Project

BASE = "https://fiches.invalid/"
_SIZE = re.compile(r"(\d{1,4})x(\d{1,4})/")  # mm
_NAMED = re.compile(r"""\b(?:src|data|href)=["']([^"']+)|\burl\(\s*["']?([^)"']+)""")


@dataclass(frozen=True, slots=True)
class VirtualRoot:
    """What may be served: folders by the first word of an address, the roots they must stay in, ornaments."""

    folders: dict[str, tuple[Path, ...]]
    roots: tuple[Path, ...]
    artwork: Artwork
    memory: Path | None = None  # where photos made ready are kept

    def serve(self, url: str) -> tuple[bytes, str] | None:
        """The bytes at `url` and their media type; None for anything that is not ours to give."""
        parts = urlsplit(url)
        if f"{parts.scheme}://{parts.netloc}/" != BASE:
            return None
        name, _, rest = unquote(parts.path).lstrip("/").partition("/")
        if name == artwork.FOLDER:
            drawn = self.artwork.draw(rest)
            return (drawn.encode(), "image/svg+xml") if drawn else None
        if name == codes.FOLDER:
            return codes.drawn(rest.removesuffix(".svg")).encode(), "image/svg+xml"
        size = _SIZE.match(rest) if name == photos.FOLDER else None
        if size:
            found = self._read("sheets", rest[size.end() :])
            return (photos.ready(found[0], float(size[1]), float(size[2]), self.memory), found[1]) if found else None
        return self._read(name, rest)

    def _read(self, name: str, rest: str) -> tuple[bytes, str] | None:
        for folder in self.folders.get(name, ()):
            path = (folder / rest).resolve()
            if path.is_file() and any(path.is_relative_to(root) for root in self.roots):
                return path.read_bytes(), mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        return None


def of(project: Project, art: Artwork, memory: Path | None = None) -> VirtualRoot:
    """The root of one collection; `memory` is a folder for what is dear to make."""
    folders = {"sheets": (project.sheets,), "styles": project.styles}
    return VirtualRoot(folders, (project.root.resolve(), HOUSE.resolve()), art, memory)


def sources(document: str) -> tuple[str, ...]:
    """The files of sheets/ that an HTML document asks for, by their names there."""
    found = set()
    for attribute, style in _NAMED.findall(document):
        address = html.unescape(attribute or style).strip(" '\"")
        path = unquote(urlsplit(urljoin(f"{BASE}sheets/", address)).path) if not address.startswith("#") else ""
        folder, _, name = path.lstrip("/").partition("/")
        size = _SIZE.match(name) if folder == photos.FOLDER else None
        if size or folder == "sheets":
            found.add(name[size.end() :] if size else name)
    return tuple(sorted(found))

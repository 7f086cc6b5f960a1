"""An archive of XML (.docx, .odt, .xlsx), opened within bounds; nothing of it is unpacked, fetched or run."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from fiches.core.messages import message
from fiches.core.problems import FichesError
from fiches.imports.written import Aside, AsideSort, WrittenPicture
from fiches.storage.process_limits import MEGABYTE

MOST_XML, MOST_PICTURE, MOST_PICTURES, MOST_PARTS = 25 * MEGABYTE, 60 * MEGABYTE, 400 * MEGABYTE, 20_000
USUAL_ENDINGS = MappingProxyType({"jpeg": "jpg", "jpe": "jpg", "jfif": "jpg"})  # endings that have a more usual one
PRINTED_KINDS = ("jpg", "png", "gif", "tif", "tiff", "svg", "webp", "heic", "heif")
_OLD_WORD, _ENCRYPTED = b"\xd0\xcf\x11\xe0", "EncryptedPackage".encode("utf-16-le")
# As zipfile tells it.
DAMAGED_ZIP = (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, ValueError)
_NAMESPACES = (  # by how the address of a namespace ends, whichever edition of the standard wrote it
    ("/wordprocessingml/main", "w"),
    ("/spreadsheetml/main", "s"),
    ("/drawingml/main", "a"),
    ("/drawingml/wordprocessingDrawing", "wp"),
    ("/drawingml/picture", "pic"),
    ("/drawingml/diagram", "dgm"),
    ("/drawingml/chart", "c"),
    ("/officeDocument/relationships", "r"),
    ("/officeDocument/math", "m"),
    ("/markup-compatibility/2006", "mc"),
    ("/package/2006/relationships", "rel"),
    ("schemas-microsoft-com:vml", "v"),
    ("schemas-microsoft-com:office:office", "o"),
    ("/wordprocessingShape", "wps"),
    ("/purl.org/dc/elements/1.1/", "dc"),
    ("/XML/1998/namespace", "xml"),
    ("/1999/xlink", "xlink"),
    ("/Math/MathML", "mathml"),
    *((f"opendocument:xmlns:{name}:1.0", name) for name in ("office", "style", "text", "table", "meta", "manifest")),
    ("opendocument:xmlns:drawing:1.0", "draw"),
    ("opendocument:xmlns:xsl-fo-compatible:1.0", "fo"),
    ("opendocument:xmlns:svg-compatible:1.0", "svg"),
)


class _RefusedXmlError(Exception):
    """A declaration of entities, which no word processor writes."""


class _Shortened(ElementTree.TreeBuilder):
    """Builds a tree whose names have the prefixes that everybody writes: `w:p`."""

    def __init__(self) -> None:
        super().__init__()
        self._known: dict[str, str] = {}

    def start(self, tag: Any, attrs: Any) -> Element:  # noqa: ANN401  # as its base
        """An element, renamed."""
        return super().start(self._short(tag), {self._short(name): value for name, value in attrs.items()})

    def end(self, tag: Any) -> Element:  # noqa: ANN401
        """Its end."""
        return super().end(self._short(tag))

    def doctype(self, *_: object) -> None:
        """Refuses what may define entities."""
        raise _RefusedXmlError

    def _short(self, name: str) -> str:
        known = self._known.get(name)
        if known is None:
            known = self._known[name] = _short_name(name)
        return known


def _short_name(name: str) -> str:
    space, _, local = name.rpartition("}")
    if not space:
        return local
    plain = space.replace("/2006/", "/").replace("/2010/", "/")
    prefix = next((short for end, short in _NAMESPACES if plain.endswith(end) or space.endswith(end)), "x")
    return f"{prefix}:{local}"


@dataclass(frozen=True, slots=True)
class Relation:
    """Where a part of the archive refers to: another part, or an address outside."""

    kind: str  # the last word of its type: image, hyperlink, …
    target: str
    outside: bool


class OfficeZip:
    """The parts of one archive; FichesError says why it cannot be read."""

    def __init__(self, data: bytes, name: str) -> None:
        self._name = name
        if data.startswith(_OLD_WORD):
            raise self.refusal("encrypted" if _ENCRYPTED in data else "old-word")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except DAMAGED_ZIP as error:
            raise self.refusal("damaged") from error
        self.names = frozenset(self._zip.namelist())
        if len(self.names) > MOST_PARTS:
            raise self.refusal("too-heavy")
        self._pictures = 0

    def refusal(self, why: str) -> FichesError:
        """That of this file, for a reason of the catalogue."""
        return FichesError(message(f"import.refused.{why}", name=self._name))

    def has(self, part: str) -> bool:
        """Whether there is such a part."""
        return part in self.names

    def xml(self, part: str) -> Element | None:
        """The tree of a part; None where there is none."""
        if part not in self.names:
            return None
        parser = ElementTree.XMLParser(target=_Shortened())
        try:
            parser.feed(self.read(part))
            return parser.close()
        except _RefusedXmlError as error:
            raise self.refusal("entities") from error
        except (ElementTree.ParseError, ValueError, LookupError) as error:
            raise self.refusal("damaged") from error

    def picture(self, part: str) -> bytes | None:
        """The bytes of a picture; None where it is not there, is damaged, or all of them are too heavy."""
        if part not in self.names:
            return None
        try:
            size = self._zip.getinfo(part).file_size
            if size > MOST_PICTURE or self._pictures + size > MOST_PICTURES:
                return None
            data = self.read(part, MOST_PICTURE)
        except FichesError:
            return None
        self._pictures += len(data)
        return data

    def placed(self, part: str, alt: str, width: float) -> WrittenPicture | Aside:
        """A picture that the text shows, `width` mm wide; where it cannot be printed, what is to be told of it."""
        kind = posixpath.splitext(part)[1].lstrip(".").lower()
        kind = USUAL_ENDINGS.get(kind, kind)
        if kind not in PRINTED_KINDS:
            return Aside(AsideSort.UNPRINTABLE_PICTURE, kind.upper())
        data = self.picture(part)
        return (
            WrittenPicture(data, kind, alt, width) if data else Aside(AsideSort.LOST_PICTURE, posixpath.basename(part))
        )

    def relations(self, part: str) -> Mapping[str, Relation]:
        """What a part refers to, by the names that it uses."""
        folder, name = posixpath.split(part)
        tree = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        return dict(_relations(tree, folder)) if tree is not None else {}

    def read(self, part: str, most: int = MOST_XML) -> bytes:
        """The bytes of a part, of which no more is unpacked than it may have."""
        try:
            with self._zip.open(part) as file:
                data = file.read(most + 1)
        except RuntimeError as error:  # as zipfile says that there is a password
            raise self.refusal("encrypted") from error
        except DAMAGED_ZIP as error:
            raise self.refusal("damaged") from error
        if len(data) > most:
            raise self.refusal("too-heavy")
        return data


def _relations(tree: Element, folder: str) -> Iterator[tuple[str, Relation]]:
    for one in tree:
        target, outside = one.get("Target", ""), one.get("TargetMode") == "External"
        if not outside:
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        yield one.get("Id", ""), Relation(one.get("Type", "").rpartition("/")[2], target, outside)


def within(element: Element, *names: str) -> Element | None:
    """What stands in an element at the end of a path of names; None where it ends before."""
    found: Element | None = element
    for name in names:
        found = found.find(name) if found is not None else None
    return found

"""One EPUB 3 file: documents and pictures with their package, contents and printed pages (https://www.w3.org/TR/epub-33/).

The same bytes for the same values.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement

from fiches.config.languages import is_rtl
from fiches.festival.epub import xhtml
from fiches.festival.epub.xhtml import Heading
from fiches.festival.xml_trees import DUBLIN_CORE, XHTML, named, tell, written
from fiches.html import metadata
from fiches.html.metadata import WorkRecord
from fiches.storage import zips
from fiches.storage.zips import PackedFile

MEDIA_TYPE = "application/epub+zip"
PACKAGE_FILE, NAVIGATION = "livre.opf", "navigation.xhtml"
_OPF = "http://www.idpf.org/2007/opf"
_CONTAINER = "urn:oasis:names:tc:opendocument:xmlns:container"
_MEDIA_TYPES = {
    "xhtml": "application/xhtml+xml", "css": "text/css", "svg": "image/svg+xml",
    "jpg": "image/jpeg", "png": "image/png", "webp": "image/webp",
}  # fmt: skip
_LIST_ROLES = {"toc": "doc-toc", "page-list": "doc-pagelist"}  # of the lists of addresses
_EPUB_FEATURES = (
    "alternativeText",
    "structuralNavigation",
    "tableOfContents",
    "readingOrder",
    "displayTransformability",
)
_PAGE_FEATURES = ("pageNavigation", "pageBreakMarkers")  # of one that says where printed pages begin


class PageMark(NamedTuple):
    """Where a printed page begins: the document, the name in it, the folio."""

    path: str
    id: str
    folio: str


class VolumeWords(NamedTuple):
    """What the file says by itself, in its language."""

    contents: str
    pages: str
    cover: str
    summary: str  # of what it does for who cannot see or hold a book


@dataclass(frozen=True, slots=True)
class Chapter:
    """One document: where it is, its title, itself as XHTML, its headings that can be gone to."""

    path: str
    title: str
    text: str
    heads: tuple[Heading, ...] = ()


@dataclass(frozen=True, slots=True)
class Volume:
    """All that an EPUB holds. The first of its chapters shows the cover."""

    record: WorkRecord
    modified: str  # the instant of its newest source, as 2026-11-29T00:00:00 (UTC)
    words: VolumeWords
    chapters: Sequence[Chapter]
    files: Mapping[str, bytes]  # pictures and style sheets by path
    cover: str  # the path of a picture
    pages: Sequence[PageMark] = ()
    printed: str = ""  # what the printed edition is known by


def packed(volume: Volume, documents: Mapping[str, PackedFile]) -> bytes:
    """The file; `documents`: the chapters by path, with all that is put into them."""
    made = {"META-INF/container.xml": _container(), PACKAGE_FILE: _package(volume), NAVIGATION: _navigation(volume)}
    before = {"mimetype": MEDIA_TYPE.encode()} | {name: text.encode() for name, text in made.items()}
    first, last = (
        {path: zips.member(path, data) for path, data in files.items()}
        for files in (before, dict(sorted(volume.files.items())))
    )
    return zips.packed([*first.items(), *documents.items(), *last.items()])


def identifier(record: WorkRecord) -> str:
    """That of a work: its address, or a number that stays that of its name."""
    if ":" in record.identifier:
        return record.identifier
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{record.publisher}/{record.identifier}").urn


def _container() -> str:
    root = Element(named(_CONTAINER, "container"), version="1.0")
    files = SubElement(root, named(_CONTAINER, "rootfiles"))
    attributes = {"full-path": PACKAGE_FILE, "media-type": "application/oebps-package+xml"}
    SubElement(files, named(_CONTAINER, "rootfile"), attributes)
    return written(root, {"": _CONTAINER})


def _package(volume: Volume) -> str:
    record = volume.record
    attributes = {"version": "3.0", "unique-identifier": "id", "xml:lang": record.language}
    root = Element(named(_OPF, "package"), attributes)
    _metadata(SubElement(root, named(_OPF, "metadata")), volume)
    manifest = SubElement(root, named(_OPF, "manifest"))
    for number, (path, properties) in enumerate(_items(volume)):
        item = {"id": f"n{number}", "href": path, "media-type": _MEDIA_TYPES[path.rpartition(".")[2]]}
        SubElement(manifest, named(_OPF, "item"), item | ({"properties": properties} if properties else {}))
    direction = {"page-progression-direction": "rtl"} if is_rtl(record.language) else {}
    spine = SubElement(root, named(_OPF, "spine"), direction)
    for number, _ in enumerate(volume.chapters, start=1):
        SubElement(spine, named(_OPF, "itemref"), idref=f"n{number}")
    return written(root, {"": _OPF, "dc": DUBLIN_CORE})


def _items(volume: Volume) -> Iterator[tuple[str, str]]:
    """(path, properties) of every file: the contents, the documents in their order, then what they show."""
    yield NAVIGATION, "nav"
    for one in volume.chapters:
        yield one.path, "svg" if "<svg" in one.text else ""
    for path in sorted(volume.files):
        yield path, "cover-image" if path == volume.cover else ""


def _metadata(element: Element, volume: Volume) -> None:
    record = volume.record
    SubElement(element, named(DUBLIN_CORE, "identifier"), id="id").text = identifier(record)
    for name, text in metadata.dublin_core(record):
        if name not in ("identifier", "type"):
            tell(element, DUBLIN_CORE, {name: text})
    if volume.pages:
        tell(element, DUBLIN_CORE, {"source": volume.printed})
    features = (*_EPUB_FEATURES, *(_PAGE_FEATURES if volume.pages else ()))
    said = [
        ("dcterms:modified", f"{volume.modified}Z"),
        ("schema:accessMode", "textual"),
        ("schema:accessMode", "visual"),
        ("schema:accessModeSufficient", "textual"),
        *(("schema:accessibilityFeature", one) for one in features),
        ("schema:accessibilityHazard", "none"),
        ("schema:accessibilitySummary", volume.words.summary),
        ("pageBreakSource", volume.printed if volume.pages else "none"),
    ]
    for name, text in said:
        SubElement(element, named(_OPF, "meta"), property=name).text = text


def _navigation(volume: Volume) -> str:
    language = volume.record.language
    direction = "rtl" if is_rtl(language) else "ltr"
    root = Element(named(XHTML, "html"), {"xml:lang": language, "lang": language, "dir": direction})
    tell(SubElement(root, named(XHTML, "head")), XHTML, {"title": volume.record.title})
    body = SubElement(root, named(XHTML, "body"))
    _nav(body, "toc", volume.words.contents, _contents(volume))
    if volume.pages:
        _nav(body, "page-list", volume.words.pages, [(f"{one.path}#{one.id}", one.folio, []) for one in volume.pages])
    cover, first = volume.chapters[:2]
    marks = [("cover", cover.path, volume.words.cover), ("bodymatter", first.path, first.title)]
    landmarks = _nav(body, "landmarks", volume.words.contents, [(path, words, []) for _, path, words in marks])
    landmarks.set("hidden", "hidden")
    for link, (kind, _, _) in zip(landmarks.iter(named(XHTML, "a")), marks, strict=True):
        link.set(named(xhtml.OPS, "type"), kind)
    return written(root, {"": XHTML, "epub": xhtml.OPS})


_Entry = tuple[str, str, list["_Entry"]]  # address, words, what stands below it


def _contents(volume: Volume) -> list[_Entry]:
    """The chapters after the cover, with their headings below them."""
    return [
        (one.path, one.title, [(f"{one.path}#{head.id}", head.words, [])
                               for head in one.heads if head.level == 2])
        for one in volume.chapters[1:]
    ]  # fmt: skip


def _nav(body: Element, kind: str, title: str, entries: Sequence[_Entry]) -> Element:
    role = {"role": _LIST_ROLES[kind]} if kind in _LIST_ROLES else {}
    nav = SubElement(body, named(XHTML, "nav"), {named(xhtml.OPS, "type"): kind, "aria-label": title, **role})
    tell(nav, XHTML, {"h1": title} if kind == "toc" else {})
    _list(nav, entries)
    return nav


def _list(parent: Element, entries: Sequence[_Entry]) -> None:
    listed = SubElement(parent, named(XHTML, "ol"))
    for address, words, below in entries:
        item = SubElement(listed, named(XHTML, "li"))
        SubElement(item, named(XHTML, "a"), href=address).text = words
        if below:
            _list(item, below)

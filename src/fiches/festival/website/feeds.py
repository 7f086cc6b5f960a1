"""What machines fetch of a kit that is online: the map of its pages, and its records for harvesters of archives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement

from fiches.config.project import Project
from fiches.festival.website.context import Site
from fiches.festival.xml_trees import DUBLIN_CORE, XHTML, named, tell, written
from fiches.html import metadata
from fiches.html.metadata import WorkRecord

SITEMAP, HARVEST = "sitemap.xml", "oai.xml"
LONG_PAST = "2000-01-01"  # of a record whose sheet says no date: harvesters want one
_OAI, _SITEMAP = "http://www.openarchives.org/OAI/2.0/", "http://www.sitemaps.org/schemas/sitemap/0.9"
_STATIC, _OAI_DC = f"{_OAI}static-repository", f"{_OAI}oai_dc/"
_XML_PREFIXES = {"oai": _OAI, "dc": DUBLIN_CORE, "oai_dc": _OAI_DC, "xhtml": XHTML}
_FORMAT = {"metadataPrefix": "oai_dc", "schema": f"{_OAI}oai_dc.xsd", "metadataNamespace": _OAI_DC}


class PageAddress(NamedTuple):
    """A page that is online: where, the day that it says, and (language, address) of all its versions."""

    address: str
    date: str = ""
    versions: Sequence[tuple[str, str]] = ()


def files(project: Project, site: Site) -> Mapping[str, bytes]:
    """Both files by path; nothing for a collection without a public address, whose pages nobody can name."""
    if not site.home:
        return {}
    records = [metadata.of_sheet(leaf.page.sheet, project) for leaf in site.leaves]
    books = [metadata.of_booklet(book.booklet, project) for book in site.books]
    pages = [PageAddress(site.public("index.html"))]
    for leaf, record in zip(site.leaves, records, strict=True):
        every = (leaf, *site.versions(leaf))
        others = [(one.page.language, site.public(one.href)) for one in every] if every[1:] else []
        pages.append(PageAddress(site.public(leaf.href), record.date, others))
    pages += [PageAddress(site.public(book.href)) for book in site.books]
    told = harvest(site.page.plain(site.title), site.public(HARVEST), [*records, *books])
    return {SITEMAP: sitemap(pages).encode(), HARVEST: told.encode()}


def sitemap(pages: Iterable[PageAddress]) -> str:
    """Each page with its day and its versions in other languages (sitemaps.org, 0.9)."""
    root = Element(named(_SITEMAP, "urlset"))
    for page in pages:
        url = SubElement(root, named(_SITEMAP, "url"))
        tell(url, _SITEMAP, {"loc": page.address, "lastmod": page.date})
        for language, address in page.versions:
            SubElement(url, named(XHTML, "link"), rel="alternate", hreflang=language, href=address)
    return written(root, {**_XML_PREFIXES, "": _SITEMAP})


def harvest(title: str, address: str, records: Sequence[WorkRecord]) -> str:
    """All records as an OAI static repository: what a gateway serves, and what harvesters read as it is."""
    days = [_day(one.date) for one in records]
    root = Element(named(_STATIC, "Repository"))
    about = {"repositoryName": title, "baseURL": address, "protocolVersion": "2.0"}
    dates = {"earliestDatestamp": min(days, default=LONG_PAST), "deletedRecord": "no", "granularity": "YYYY-MM-DD"}
    tell(SubElement(root, named(_STATIC, "Identify")), _OAI, about | dates)
    formats = SubElement(root, named(_STATIC, "ListMetadataFormats"))
    tell(SubElement(formats, named(_OAI, "metadataFormat")), _OAI, _FORMAT)
    listed = SubElement(root, named(_STATIC, "ListRecords"), metadataPrefix="oai_dc")
    for one, day in zip(records, days, strict=True):
        record = SubElement(listed, named(_OAI, "record"))
        tell(SubElement(record, named(_OAI, "header")), _OAI, {"identifier": one.identifier, "datestamp": day})
        told = SubElement(SubElement(record, named(_OAI, "metadata")), named(_OAI_DC, "dc"))
        for name, text in metadata.dublin_core(one):
            tell(told, DUBLIN_CORE, {name: text})
    return written(root, {**_XML_PREFIXES, "": _STATIC})


def _day(date: str) -> str:
    """A whole day of a date that may say less: 2025 is its first."""
    return f"{date}-01-01"[:10] if len(date) == 4 else f"{date}-01"[:10] if len(date) == 7 else date or LONG_PAST

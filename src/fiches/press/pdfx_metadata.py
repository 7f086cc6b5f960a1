"""What a file for a press says of itself: PDF/X-4 and PDF/A-2b, its intent, its dates and names, all in both places."""

from __future__ import annotations

from html import escape
from uuid import UUID

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from fiches.core import flate
from fiches.core.xmp import packet
from fiches.storage import dates
from fiches.storage.fingerprints import key

PDFX_VERSION = "PDF/X-4"
UNDATED = "2000-01-01T00:00:00"  # of a file of which nobody says how new its sources are: never the day of a run
DATE_DIGITS = 14  # of a date in PDF, from the year to the second
REGISTRY = "http://www.color.org"
CREATOR = "fiches"
_PRESS_DESCRIPTIONS = """{extensions}
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<pdf:Producer>{producer}</pdf:Producer><pdf:Trapped>False</pdf:Trapped>
<pdfxid:GTS_PDFXVersion>{version}</pdfxid:GTS_PDFXVersion>
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
<xmp:CreateDate>{made}Z</xmp:CreateDate><xmp:ModifyDate>{made}Z</xmp:ModifyDate><xmp:MetadataDate>{made}Z</xmp:MetadataDate>
<xmpMM:DocumentID>uuid:{document}</xmpMM:DocumentID><xmpMM:InstanceID>uuid:{instance}</xmpMM:InstanceID>
<xmpMM:VersionID>1</xmpMM:VersionID><xmpMM:RenditionClass>default</xmpMM:RenditionClass>
</rdf:Description>"""
_EXTENSIONS = """<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag>{schemas}</rdf:Bag></pdfaExtension:schemas></rdf:Description>"""
_SCHEMA = """<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>{schema}</pdfaSchema:schema>
<pdfaSchema:namespaceURI>{space}</pdfaSchema:namespaceURI><pdfaSchema:prefix>{prefix}</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>{name}</pdfaProperty:name>
<pdfaProperty:valueType>Text</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>{about}</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property></rdf:li>"""
_OURS = (  # what PDF/X has in XMP and PDF/A does not know
    ("PDF/X", "http://www.npes.org/pdfx/ns/id/", "pdfxid", "GTS_PDFXVersion", "Version of PDF/X"),
    ("Adobe PDF", "http://ns.adobe.com/pdf/1.3/", "pdf", "Trapped", "Whether the document has been trapped"),
)


def declare(book: pikepdf.Pdf, seed: str, *, made: str = "", work: str = "") -> None:
    """Gives a file its words about itself in XMP and in Info; `seed` tells it from any other.

    `made` is when the newest of its sources was, in ISO 8601 and UTC; else what the file says already. `work` names
    what keeps its identifier from one version to the next; else it is what the file is a part of, and its title.
    """
    made = made or _dated(book)
    title, producer = (str(book.docinfo.get(name, "")) for name in ("/Title", "/Producer"))
    words = {"title": title, "producer": producer, "creator": CREATOR, "version": PDFX_VERSION, "made": made}
    document = UUID(key("document", work or f"{bytes(book.trailer.ID[0]).hex()} {title}")[:32])
    ids = {"document": str(document), "instance": str(UUID(key("instance", seed)[:32]))}
    book.trailer.ID = Array([String(document.bytes)] * 2)  # the second is replaced when the file is written
    keys = ("schema", "space", "prefix", "name", "about")
    schemas = "".join(_SCHEMA.format(**dict(zip(keys, one, strict=True))) for one in _OURS)
    told = {name: escape(text, quote=False) for name, text in (words | ids).items()}
    descriptions = _PRESS_DESCRIPTIONS.format(**told, extensions=_EXTENSIONS.format(schemas=schemas))
    book.Root.Metadata = book.make_stream(packet(descriptions), Type=Name.Metadata, Subtype=Name.XML)
    date = dates.in_pdf(f"{made}Z")
    book.trailer.Info = book.make_indirect(
        Dictionary(
            Title=String(title),
            Producer=String(producer),
            Creator=String(CREATOR),
            CreationDate=String(date),
            ModDate=String(date),
            Trapped=Name("/False"),
        )
    )


def inform(book: pikepdf.Pdf) -> None:
    """Has Info say what a file of PDF 2.0 says in XMP alone."""
    if "/Info" not in book.trailer:
        words = book.open_metadata()
        for key, element in (("/Title", "dc:title"), ("/Producer", "pdf:Producer")):
            book.docinfo[key] = String(str(words.get(element, "")))


def _dated(book: pikepdf.Pdf) -> str:
    """What a file says of its day."""
    said = str(book.docinfo.get("/CreationDate", ""))[2:16]
    if len(said) != DATE_DIGITS or not said.isdigit():
        return UNDATED
    year, month, day, *time = said[:4], said[4:6], said[6:8], said[8:10], said[10:12], said[12:]
    return f"{year}-{month}-{day}T{':'.join(time)}"


def intend(book: pikepdf.Pdf, profile: bytes, condition: str) -> None:
    """Says for which press the inks of a file are, by its ICC profile and the name of its condition.

    It says so twice, for PDF/X and for PDF/A, whose validators can then judge fonts, colours and transparency.
    """
    if flate.ends_badly(profile):  # nothing may be put after a profile
        stream = book.make_stream(profile, N=4)
    else:
        stream = book.make_stream(flate.packed(profile), N=4, Filter=Name.FlateDecode)
    book.Root.OutputIntents = Array(
        book.make_indirect(
            Dictionary(
                Type=Name.OutputIntent,
                S=kind,
                OutputConditionIdentifier=String(condition),
                OutputCondition=String(condition),
                RegistryName=String(REGISTRY),
                Info=String(condition),
                DestOutputProfile=stream,
            )
        )
        for kind in (Name.GTS_PDFX, Name.GTS_PDFA1)
    )

"""What a file for a press says of itself: PDF/X-4, its output intent, its dates and names, the same in both places."""

from __future__ import annotations

import zlib
from html import escape
from uuid import UUID

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from fiches.inputs import key

VERSION = "PDF/X-4"
MADE = "2000-01-01T00:00:00"  # a file does not depend on the day it is made: the same sources give the same bytes
REGISTRY = "http://www.color.org"
CREATOR = "fiches"
_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<pdf:Producer>{producer}</pdf:Producer><pdf:Trapped>False</pdf:Trapped>
<pdfxid:GTS_PDFXVersion>{version}</pdfxid:GTS_PDFXVersion>
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
<xmp:CreateDate>{made}Z</xmp:CreateDate><xmp:ModifyDate>{made}Z</xmp:ModifyDate><xmp:MetadataDate>{made}Z</xmp:MetadataDate>
<xmpMM:DocumentID>uuid:{document}</xmpMM:DocumentID><xmpMM:InstanceID>uuid:{instance}</xmpMM:InstanceID>
<xmpMM:VersionID>1</xmpMM:VersionID><xmpMM:RenditionClass>default</xmpMM:RenditionClass>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def declare(book: pikepdf.Pdf, seed: str) -> None:
    """Gives a file its words about itself in XMP and in Info; `seed` tells it from any other."""
    title, producer = (str(book.docinfo.get(name, "")) for name in ("/Title", "/Producer"))
    words = {"title": title, "producer": producer, "creator": CREATOR, "version": VERSION, "made": MADE}
    ids = {"document": str(UUID(key("document", seed)[:32])), "instance": str(UUID(key("instance", seed)[:32]))}
    packet = _PACKET.format(**{name: escape(text, quote=False) for name, text in (words | ids).items()})
    book.Root.Metadata = book.make_stream(packet.encode(), Type=Name.Metadata, Subtype=Name.XML)
    date = "D:" + "".join(char for char in MADE if char.isdigit()) + "Z"
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


def intend(book: pikepdf.Pdf, profile: bytes, condition: str) -> None:
    """Says for which press the inks of a file are, by its ICC profile and the name of its condition."""
    stream = book.make_stream(zlib.compress(profile), N=4, Filter=Name.FlateDecode)
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFX,
        OutputConditionIdentifier=String(condition),
        OutputCondition=String(condition),
        RegistryName=String(REGISTRY),
        Info=String(condition),
        DestOutputProfile=stream,
    )
    book.Root.OutputIntents = Array([book.make_indirect(intent)])

"""What a finished file says of itself: its Dublin Core, its date, that it is PDF/UA-1 and PDF/A-2a, how it is bound."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from types import MappingProxyType
from typing import Any

from fiches.config.languages import is_rtl
from fiches.core.xmp import packet
from fiches.render import weasyprint_private as private
from fiches.storage import dates

CONDITION = "sRGB IEC61966-2.1"
DATES_IN_XMP, DATES_IN_INFO = ("xmp:CreateDate", "xmp:ModifyDate"), ("CreationDate", "ModDate")
PREFIX = "dc."  # of the names of <meta> elements that hold Dublin Core
SEQUENCES: Mapping[str, str] = MappingProxyType(  # how XMP holds each element of Dublin Core; the others hold a text
    {
        "title": "Alt", "description": "Alt", "rights": "Alt", "creator": "Seq", "date": "Seq", "contributor": "Bag",
        "language": "Bag", "publisher": "Bag", "relation": "Bag", "subject": "Bag", "type": "Bag",
    }
)  # fmt: skip
TEXT_PROPERTIES = frozenset(("coverage", "format", "identifier", "source"))
_ACCESSIBLE = """<pdfaExtension:schemas xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<rdf:Bag><rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file follows</pdfaProperty:description></rdf:li></rdf:Seq>
</pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>"""
_IDENTIFIED = (  # as PDF/UA-1 and PDF/A-2a; as PDF/UA-2 and PDF/A-4
    "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>",
    "<pdfaid:part>4</pdfaid:part><pdfaid:rev>2020</pdfaid:rev><pdfuaid:part>2</pdfuaid:part><pdfuaid:rev>2024</pdfuaid:rev>",
)
_SCREEN_DESCRIPTION = """<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/">
%s
</rdf:Description>"""


def finish(root: Any, document: Any, pdf: Any) -> None:  # noqa: ANN401  # a WeasyPrint finisher, but for `root`
    """Writes the packet of a file: what Info says, and the Dublin Core of its `<meta name="DC.…">` elements.

    The date there, which its author says, is that of the file too: it is the same on every machine.
    """
    import pydyf

    info = document.metadata
    core, language = _of_info(info) | _of_elements(root), info.lang or ""
    made = max(core.get("date", ()), default="")
    also = {
        "pdf:Producer": pdf.info["Producer"].string,
        "pdf:Keywords": ", ".join(info.keywords),
        "xmp:CreatorTool": info.generator or "",
        **dict.fromkeys(DATES_IN_XMP, made),
    }
    pdf.info |= dict.fromkeys(DATES_IN_INFO if made else (), pydyf.String(dates.in_pdf(made)))
    lines = [*_core(core, language), *(_element(name, escape(text)) for name, text in also.items() if text)]
    stream = private.referred(pdf, pdf.catalog["Metadata"])
    stream.stream = [packet(_SCREEN_DESCRIPTION % "\n".join([_IDENTIFIED[0], *lines, _ACCESSIBLE]))]
    stream.compress = False  # archives read it without a PDF library
    _intend(pdf)
    _bind(pdf, language)


def as_pdf_two(packet: bytes) -> bytes:
    """The packet of a file of PDF 2.0, which knows PDF/UA without being told of it."""
    first, second = (one.encode() for one in _IDENTIFIED)
    return packet.replace(first, second).replace(_ACCESSIBLE.encode(), b"")


def _bind(pdf: Any, language: str) -> None:  # noqa: ANN401
    """Says that a file is bound on the right: viewers show its pages, and printers' programs lay them, so."""
    if is_rtl(language):
        pdf.catalog["ViewerPreferences"]["Direction"] = "/R2L"


def _of_info(info: Any) -> dict[str, list[str]]:  # noqa: ANN401  # a weasyprint DocumentMetadata
    """What the document says of itself, by the elements of Dublin Core."""
    said = {
        "title": [info.title],
        "creator": info.authors,
        "description": [info.description],
        "language": [info.lang],
        "format": ["application/pdf"],
    }
    return {name: texts for name, held in said.items() if (texts := [text for text in held if text])}


def _of_elements(root: Any) -> dict[str, list[str]]:  # noqa: ANN401
    """What the `<meta>` elements of a document say, by the elements of Dublin Core."""
    said = dict[str, list[str]]()
    for meta in root.iter("meta"):
        name, content = meta.get("name", "").casefold(), meta.get("content", "").strip()
        if name.startswith(PREFIX) and content:
            said.setdefault(name.removeprefix(PREFIX), []).append(content)
    return said


def _intend(pdf: Any) -> None:  # noqa: ANN401
    """Says what the colours of the screen are: sRGB, by the profile that the engine brings."""
    import pydyf

    profile = pydyf.Stream([private.srgb_profile()], {"N": 3}, compress=True)
    pdf.add_object(profile)
    named = {"Type": "/OutputIntent", "S": "/GTS_PDFA1", "DestOutputProfile": profile.reference}
    told = dict.fromkeys(("OutputConditionIdentifier", "Info"), pydyf.String(CONDITION))
    pdf.catalog["OutputIntents"] = pydyf.Array([pydyf.Dictionary(named | told)])


def _core(core: Mapping[str, Sequence[str]], language: str) -> Iterator[str]:
    """Each element of Dublin Core as XMP."""
    for name, texts in sorted(core.items()):
        if container := SEQUENCES.get(name):
            items = "".join(_items(container, texts, language))
            yield _element(f"dc:{name}", f"<rdf:{container}>{items}</rdf:{container}>")
        elif name in TEXT_PROPERTIES:
            yield _element(f"dc:{name}", escape(" ; ".join(texts)))


def _items(container: str, texts: Sequence[str], language: str) -> Iterator[str]:
    """The items of a container; those of an Alt are one text, in the language of the document and as the default."""
    if container == "Alt":
        for tongue in dict.fromkeys(("x-default", language or "x-default")):
            yield f'<rdf:li xml:lang="{tongue}">{escape(texts[0])}</rdf:li>'
    else:
        yield from (f"<rdf:li>{escape(text)}</rdf:li>" for text in texts)


def _element(name: str, content: str) -> str:
    return f"<{name}>{content}</{name}>"

"""What a finished file says of itself to archives: its Dublin Core, and that it is PDF/UA-1 and PDF/A-2a."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from fiches.core.xmp import packet

PROFILE, CONDITION = "pdf/sRGB2014.icc", "sRGB IEC61966-2.1"
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
_SCREEN_DESCRIPTION = """<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>
%s
</rdf:Description>"""


def finish(root: Any, document: Any, pdf: Any) -> None:  # noqa: ANN401  # a WeasyPrint finisher, but for `root`
    """Writes the packet of a file: what Info says, and the Dublin Core of its `<meta name="DC.…">` elements."""
    said, words = dict[str, list[str]](), document.metadata
    for meta in root.iter("meta"):
        name, content = meta.get("name", "").casefold(), meta.get("content", "").strip()
        if name.startswith(PREFIX) and content:
            said.setdefault(name.removeprefix(PREFIX), []).append(content)
    info = {
        "title": [words.title],
        "creator": words.authors,
        "description": [words.description],
        "language": [words.lang],
        "format": ["application/pdf"],
    }
    core = {name: texts for name, held in info.items() if (texts := [text for text in held if text])} | said
    also = {
        "pdf:Producer": pdf.info["Producer"].string,
        "pdf:Keywords": ", ".join(words.keywords),
        "xmp:CreatorTool": words.generator or "",
    }
    lines = [*_core(core, words.lang or ""), *(_element(name, escape(text)) for name, text in also.items() if text)]
    stream = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    stream.stream = [packet(_SCREEN_DESCRIPTION % "\n".join([*lines, _ACCESSIBLE]))]
    stream.compress = False  # archives read it without a PDF library
    _intend(pdf)


def _intend(pdf: Any) -> None:  # noqa: ANN401
    """Says what the colours of the screen are: sRGB, by the profile that the engine brings."""
    import pydyf

    profile = pydyf.Stream([(files("weasyprint") / PROFILE).read_bytes()], {"N": 3}, compress=True)
    pdf.add_object(profile)
    named = {"Type": "/OutputIntent", "S": "/GTS_PDFA1", "DestOutputProfile": profile.reference}
    told = dict.fromkeys(("OutputConditionIdentifier", "Info"), pydyf.String(CONDITION))
    pdf.catalog["OutputIntents"] = pydyf.Array([pydyf.Dictionary(named | told)])


def _core(core: Mapping[str, Sequence[str]], language: str) -> Iterator[str]:
    """Each element of Dublin Core as XMP."""
    for name, texts in sorted(core.items()):
        held = SEQUENCES.get(name)
        if held == "Alt":
            tongues = dict.fromkeys(("x-default", language or "x-default"))
            items = "".join(f'<rdf:li xml:lang="{tongue}">{escape(texts[0])}</rdf:li>' for tongue in tongues)
            yield _element(f"dc:{name}", f"<rdf:Alt>{items}</rdf:Alt>")
        elif held:
            items = "".join(f"<rdf:li>{escape(text)}</rdf:li>" for text in texts)
            yield _element(f"dc:{name}", f"<rdf:{held}>{items}</rdf:{held}>")
        elif name in TEXT_PROPERTIES:
            yield _element(f"dc:{name}", escape(" ; ".join(texts)))


def _element(name: str, content: str) -> str:
    return f"<{name}>{content}</{name}>"

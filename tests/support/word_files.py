"""Word files written by hand: the XML that Word, LibreOffice and Google Docs write, a part at a time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from functools import cache
from html import escape

from fiches.config import formats
from fiches.config.formats import Format
from fiches.config.project import HOUSE, search
from fiches.imports.convert import ImportedSheet, ImportTask, convert
from fiches.imports.word import read_word

SPACES = " ".join(
    f'xmlns:{name}="{address}"'
    for name, address in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
        "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
    }.items()
)
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{id_}"><w:name w:val="{name}"/></w:style>'
    for id_, name in (("Titre", "Title"), ("Titre1", "heading 1"), ("Titre2", "heading 2"), ("Titre3", "heading 3"),
                      ("Citation", "Quote"), ("Lgende", "caption"), ("TM1", "toc 1"))
)  # fmt: skip
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
    "</w:lvlOverride></w:num>"
)
RUBRICS = (
    "Porteur du projet", "Contexte", "Acteurs impliqués", "Démarche de mise en œuvre du projet", "Résultats",
    "Facteurs de réussite", "Difficultés", "Valeur-ajoutée de la diaspora dans le développement du territoire",
    "Leçons tirées de l'expérience et précieux conseils", "La parole au territoire",
)  # fmt: skip


def r(text: str, *looks: str) -> str:
    """A run; `looks` are properties: b, i, u, rtl, vanish, or whole elements."""
    marks = "".join(one if one.startswith("<") else f'<w:{one} w:val="single"/>' if one == "u" else f"<w:{one}/>"
                    for one in looks)  # fmt: skip
    words = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in text.split("\n"))
    return f"<w:r>{f'<w:rPr>{marks}</w:rPr>' if marks else ''}{words}</w:r>"


def p(*runs: str, style: str = "", item: tuple[int, int] | None = None, more: str = "") -> str:
    """A paragraph of runs, or of plain words; `item`: (list, depth)."""
    own = f'<w:pStyle w:val="{style}"/>' if style else ""
    own += f'<w:numPr><w:ilvl w:val="{item[1]}"/><w:numId w:val="{item[0]}"/></w:numPr>' if item else ""
    inside = "".join(run if run.startswith("<") else r(run) for run in runs)
    return f"<w:p><w:pPr>{own}{more}</w:pPr>{inside}</w:p>"


def h(text: str, level: int = 1) -> str:
    """A heading."""
    return p(text, style=f"Titre{level}")


def table(*rows: tuple[str, ...]) -> str:
    """A table of cells of words, or of whole blocks."""
    cells = ("".join(f"<w:tc>{cell if cell.startswith('<') else p(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def picture(id_: str, alt: str = "", width: float = 100, *, link: bool = False) -> str:
    """A run with a picture, `width` mm wide."""
    name = "r:link" if link else "r:embed"
    return (
        f'<w:r><w:drawing><wp:inline><wp:extent cx="{int(width * 36000)}" cy="36000"/><wp:docPr id="1" name="Image"'
        f' descr="{escape(alt)}"/><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip {name}="{id_}"/>'
        "</pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def part(root: str, inside: str) -> str:
    """A part of the file whose outermost element is `root`."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} {SPACES}>{inside}</w:{root}>'


def word_file(
    *body: str,
    parts: Mapping[str, str | bytes] = {},
    links: Mapping[str, str] = {},
    raw: Mapping[str, str | bytes] = {},
) -> bytes:
    """A .docx of these blocks.

    `parts` are files in word/, related by their stem (`comments.xml`, `media/a.png`), whose XML lacks its outermost
    element; `links` are addresses by their ids; `raw` are files of the archive as they are.
    """
    own = {"styles.xml": STYLES, "numbering.xml": NUMBERING, **parts}
    files: dict[str, str | bytes] = {
        "_rels/.rels": _relations(f'<Relationship Id="d" Type="{KINDS}/officeDocument" Target="word/document.xml"/>'),
        "word/document.xml": part("document", f"<w:body>{''.join(body)}<w:sectPr/></w:body>"),
    }
    related = []
    for name, inside in own.items():
        stem = name.rpartition("/")[2].partition(".")[0]
        kind = "image" if name.startswith("media/") else stem.rstrip("0123456789")
        related.append(f'<Relationship Id="{stem}" Type="{KINDS}/{kind}" Target="{name}"/>')
        bare = isinstance(inside, str) and not inside.startswith("<?xml")
        files[f"word/{name}"] = part(kind, inside) if bare and isinstance(inside, str) else inside
    related += [
        f'<Relationship Id="{id_}" Type="{KINDS}/hyperlink" Target="{escape(address)}" TargetMode="External"/>'
        for id_, address in links.items()
    ]
    files["word/_rels/document.xml.rels"] = _relations("".join(related))
    files["[Content_Types].xml"] = _content_types([name for name in files if name.endswith(".xml")])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in {**files, **raw}.items():
            archive.writestr(name, data)
    return out.getvalue()


def _content_types(parts: Sequence[str]) -> str:
    """Of what sort each part is: LibreOffice opens nothing without."""
    sort = "application/vnd.openxmlformats-officedocument.wordprocessingml."
    said = {name: name.rpartition("/")[2].removesuffix(".xml") for name in parts}
    each = "".join(
        f'<Override PartName="/{name}" ContentType="{sort}{"document.main" if stem == "document" else stem}+xml"/>'
        for name, stem in said.items()
    )
    kinds = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "png": "image/png"}
    usual = "".join(f'<Default Extension="{one}" ContentType="{kind}"/>' for one, kind in kinds.items())
    return f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{usual}{each}</Types>'


def _relations(inside: str) -> str:
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'
    )


@cache
def house_format() -> Format:
    """« Fiche de capitalisation »."""
    found, _ = formats.load("capitalisation", search(HOUSE, "templates"))
    assert found
    return found


def imported(*body: str, language: str = "fr", name: str = "recu", **more: Mapping[str, str | bytes]) -> ImportedSheet:
    """The sheet that is made of a Word file of these blocks."""
    document = read_word(word_file(*body, **more), f"{name}.docx")  # type: ignore[arg-type]
    return convert(document, ImportTask(house_format(), language, "fr"), name)


def rubric(sheet: ImportedSheet, title: str) -> str:
    """What stands under a title of a sheet."""
    return sheet.text.split(f"## {title}\n")[1].split("\n## ")[0].strip()


def told(sheet: ImportedSheet) -> list[str]:
    """The lines of its report that wait for a person."""
    return [str(line.said) for line in sheet.lines if line.asks]

"""What validators and our own eyes find in a PDF for the screen: PDF/UA-1, PDF/A-2a, and what no validator looks at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import page as validator
import pikepdf

from support import pdf_reader

PROFILES = ("ua1", "2a")


def broken(path: Path, *profiles: str) -> list[str]:
    """The rules of PDF/UA-1 and PDF/A-2a that a file breaks, as page-validation says."""
    found = []
    for profile in profiles or PROFILES:
        report = validator.validate_pdf(path, profile=profile)
        said = str(report)
        lines = [line for line in said.splitlines() if line.startswith("[")]
        assert report.is_compliant or "[" in said, said
        found += [f"{profile} {line}" for line in lines]
    return found


# --- what no validator looks at ------------------------------------------------------

SCRIPTS = {"ar": re.compile("[\u0600-\u06ff]{2}"), "tifinagh": re.compile("[\u2d30-\u2d7f]{2}")}
SPOKEN = {"ar": ("ar",), "tifinagh": ("zgh", "shi")}  # the languages that are written so
PAINTS = frozenset("f F f* S s B B* b b* sh Do TJ Tj ' \" EI".split())
FILE_NAME = re.compile(r"\S+\.(jpe?g|png|svg|gif|webp)", re.I)


@dataclass(frozen=True)
class Tag:
    """One tag: its kind, its dictionary, the language that holds there, and the (page, mark) of its own content."""

    kind: str
    held: pikepdf.Object
    language: str
    marks: tuple[tuple[int, int], ...]
    kids: tuple[Tag, ...]


def tags(pdf: pikepdf.Pdf) -> list[Tag]:
    """The tree of a file, in reading order, each tag before what it holds."""
    pages = {page.objgen: index for index, page in enumerate(pdf.pages)}

    def made(held, language: str, page: int) -> Tag:
        language = str(held.get("/Lang", language))
        page = pages.get(held.Pg.objgen, -1) if "/Pg" in held else page
        whole = held.get("/K", pikepdf.Array())
        kids = list(whole) if isinstance(whole, pikepdf.Array) else [whole]
        marks = tuple(_mark(kid, page) for kid in kids if not isinstance(kid, pikepdf.Object) or "/MCID" in kid)
        below = [made(kid, language, page) for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]
        return Tag(str(held.S), held, language, marks, tuple(below))

    def _mark(kid, page: int) -> tuple[int, int]:
        """The content that a number, or a reference to one of another page, stands for."""
        return (pages[kid.Pg.objgen], int(kid.MCID)) if isinstance(kid, pikepdf.Object) else (page, int(kid))

    def walk(tag: Tag) -> Iterator[Tag]:
        yield tag
        for kid in tag.kids:
            yield from walk(kid)

    root = pdf.Root.get("/StructTreeRoot")
    return list(walk(made(root.K[0], str(pdf.Root.get("/Lang", "")), -1))) if root is not None else []


def unseen(path: Path) -> list[str]:
    """What is wrong with a file though validators may pass it; each line begins with its sort."""
    with pikepdf.open(path) as pdf:
        found = tags(pdf)
        return [
            *_of_file(pdf),
            *_of_marks(pdf, found),
            *_of_headings(found),
            *_of_kinds(found),
            *_of_words(path, found),
            *_of_links(pdf),
            *_of_fonts(pdf),
        ]


def _of_file(pdf) -> Iterator[str]:
    root = pdf.Root
    if not str(root.get("/Lang", "")):
        yield "langue : le fichier ne dit pas la sienne"
    with pdf.open_metadata() as words:
        if not words.get("dc:title") or not str(pdf.docinfo.get("/Title", "")):
            yield "titre : absent"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False):
        yield "titre : le nom du fichier s'affiche à sa place"
    if "/Outlines" not in root and len(pdf.pages) > 1:
        yield "signets : aucun"


def _of_marks(pdf, found: list[Tag]) -> Iterator[str]:
    """All that is painted is an artifact or in the tree, once; all that the tree names is painted, and no artifact."""
    named = [mark for tag in found for mark in tag.marks]
    painted = {(number, mark) for number, page in enumerate(pdf.pages) for mark in _painted(page)}
    if any(mark is None for _, mark in painted):
        yield "marques : un contenu n'est ni étiqueté ni décoratif"
    content = {one for one in painted if isinstance(one[1], int)}
    if len(named) != len(set(named)):
        yield "marques : un contenu est lu deux fois"
    if content - set(named):
        yield "marques : un contenu étiqueté n'est pas dans l'arbre"
    if set(named) - content:
        yield "marques : l'arbre tient un décor, ou rien"


def _painted(page) -> Iterator[int | str | None]:
    """Under which mark each thing of a page is painted: its number, « Artifact », or None."""
    under: list[int | str | None] = []
    for one in pikepdf.parse_content_stream(page):
        name = str(one.operator)
        if name in ("BDC", "BMC"):
            kind, *rest = one.operands
            number = rest[0].get("/MCID") if rest and isinstance(rest[0], pikepdf.Dictionary) else None
            under.append("Artifact" if str(kind) == "/Artifact" else under[-1] if number is None and under else number)
            if str(kind) != "/Artifact" and number is not None:
                yield int(number)
        elif name == "EMC":
            under.pop()
        elif name in PAINTS:
            yield next((mark for mark in reversed(under) if mark is not None), None)


def _of_headings(found: list[Tag]) -> Iterator[str]:
    levels = [int(tag.kind[2:]) for tag in found if re.fullmatch("/H[1-6]", tag.kind)]
    if levels[:1] != [1] or levels.count(1) != 1:
        yield "titres : il n'y a pas un titre de niveau 1, et un seul"
    if any(after > before + 1 for before, after in pairwise(levels)):
        yield "titres : un niveau est sauté"


def _of_kinds(found: list[Tag]) -> Iterator[str]:
    for tag in found:
        kids = {kid.kind for kid in tag.kids}
        alt = str(tag.held.get("/Alt", "")).strip()
        if tag.kind == "/Figure" and (not alt or FILE_NAME.fullmatch(alt)):
            yield f"figure : « {alt} » ne dit pas ce qu'on voit"
        if tag.kind == "/L" and (not kids or kids - {"/LI", "/L", "/Caption"}):
            yield "liste : elle tient autre chose que des éléments"
        if tag.kind == "/L" and "/ListNumbering" not in tag.held.get("/A", {}):
            yield "liste : on ne sait pas si elle est numérotée"
        if tag.kind == "/LI" and "/LBody" not in kids:
            yield "liste : un élément n'a pas de corps"
        if tag.kind == "/TH" and "/Scope" not in tag.held.get("/A", {}):
            yield "tableau : un en-tête n'est ni de ligne ni de colonne"


def _of_words(path: Path, found: list[Tag]) -> Iterator[str]:
    lines = list(pdf_reader._page_lines(path))
    for tag in found:
        text = " ".join(lines[page][mark].text for page, mark in tag.marks if page >= 0 and mark in lines[page])
        for script, letters in SCRIPTS.items():
            if letters.search(text) and tag.language.split("-")[0] not in SPOKEN[script]:
                yield f"langue : « {text} » est dit en « {tag.language} »"
        if "\ufffd" in text or "\x00" in text:
            yield f"texte : « {text} » ne se lit pas"


def _of_links(pdf) -> Iterator[str]:
    for note in (note for page in pdf.pages for note in page.get("/Annots", ())):
        words = str(note.get("/Contents", "")).strip()
        target = str(note.get("/Dest", note.get("/A", {}).get("/URI", "")))
        if note.Subtype == "/Link" and (not words or words == target):
            yield f"lien : « {words} » ne dit pas où il mène"


def _of_fonts(pdf) -> Iterator[str]:
    for page in pdf.pages:
        for name, font in page.Resources.get("/Font", {}).items():
            if "/ToUnicode" not in font:
                yield f"texte : la police {name} n'a pas de table de lettres"

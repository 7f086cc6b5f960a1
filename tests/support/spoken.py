"""A PDF as a screen reader says it: one line an element of its tag tree, in order, with what it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pikepdf

from support import pdf_reader

NAMES = {
    "/Art": "article", "/BlockQuote": "citation", "/Caption": "légende", "/Figure": "image", "/H1": "titre 1",
    "/H2": "titre 2", "/H3": "titre 3", "/H4": "titre 4", "/L": "liste", "/LI": "élément", "/P": "texte",
    "/Reference": "renvoi", "/TOC": "sommaire", "/TOCI": "entrée", "/Table": "tableau", "/TR": "ligne",
    "/TH": "tête", "/TD": "cellule",
}  # fmt: skip
HOLDERS = ("/Art", "/BlockQuote", "/L", "/TOC", "/Table", "/TR")  # that are told before what they hold


def said(path: Path) -> Iterator[str]:
    """« titre 2 : Porteur du projet », line by line."""
    lines = [{mark: line.text for mark, line in page.items()} for page in pdf_reader._page_lines(path)]
    with pikepdf.open(path) as pdf:
        pages = {page.objgen: index for index, page in enumerate(pdf.pages)}
        yield from _said(pdf.Root.StructTreeRoot.K[0], lines, pages)


def _said(tag, lines, pages) -> Iterator[str]:
    kind = str(tag.S)
    kids = _kids(tag)
    if kind == "/Figure":
        yield f"image : {tag.get('/Alt', '')}"
    elif kind in HOLDERS or not any(_is_words(kid) for kid in kids):
        if kind in HOLDERS:
            yield f"{NAMES[kind]} ({len(kids)})" if kind in ("/L", "/TOC") else NAMES[kind]
        for kid in kids:
            yield from _said(kid, lines, pages)
    else:
        words = "".join(_words(tag, tag, lines, pages)).replace("\u00ad", "")
        yield f"{NAMES.get(kind, kind)} : {' '.join(words.split())}"


def _kids(tag) -> list:
    whole = tag.get("/K", pikepdf.Array())
    return list(whole) if isinstance(whole, pikepdf.Array) else [whole]


def _is_words(kid) -> bool:
    return not isinstance(kid, pikepdf.Object) or "/MCID" in kid or str(kid.get("/S")) in ("/Span", "/Link")


def _words(kid, holder, lines, pages) -> Iterator[str]:
    if not isinstance(kid, pikepdf.Object):
        yield lines[pages[holder.Pg.objgen]].get(int(kid), "")
    elif "/MCID" in kid:
        yield lines[pages[kid.Pg.objgen]].get(int(kid.MCID), "")
    elif "/ActualText" in kid:
        yield str(kid.ActualText)
    elif "/K" in kid:
        link = str(kid.S) == "/Link"
        yield "[lien] " if link else ""
        for one in _kids(kid):
            yield from _words(one, kid, lines, pages)

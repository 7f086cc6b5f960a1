"""Objects of a PDF that may be anything → the numbers and fonts that were asked for."""

from __future__ import annotations

from typing import Any

import pikepdf
from pikepdf import Dictionary, Matrix

from fiches.preflight.document import PdfFont


def font(font: Any) -> PdfFont:  # noqa: ANN401
    """What a font is, and whether its glyphs are in the file."""
    kind, parts = str(font.get("/Subtype", "")).lstrip("/"), font.get("/DescendantFonts")
    inner = parts[0] if isinstance(parts, pikepdf.Array) and len(parts) else font
    told = inner.get("/FontDescriptor") if isinstance(inner, Dictionary) else None
    files = ("/FontFile", "/FontFile2", "/FontFile3")
    embedded = kind == "Type3" or (isinstance(told, Dictionary) and any(key in told for key in files))
    name = str(font.get("/BaseFont", font.get("/Name", ""))).lstrip("/")
    coded = str(font.get("/Encoding", "")).startswith("/Identity")
    return PdfFont(name, kind, embedded, "/ToUnicode" in font or (kind != "Type3" and not coded))


def of(holder: Any, name: str) -> Any:  # noqa: ANN401
    """What a dictionary holds under a name; None for anything that is no dictionary."""
    return holder.get(name) if isinstance(holder, Dictionary) else None


def inherited(page: Any, name: str) -> Any:  # noqa: ANN401
    """What a page, or a branch of the tree that it hangs from, has under a name."""
    for _ in range(50):
        if name in page:
            return page[name]
        page = page.get("/Parent")
        if not isinstance(page, Dictionary):
            break
    return None


def matrix(one: Any) -> Matrix:  # noqa: ANN401
    """The matrix of a form or of a pattern."""
    return Matrix(*map(float, one["/Matrix"])) if "/Matrix" in one else Matrix()

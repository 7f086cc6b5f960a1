"""Objects of a PDF that may be anything → the numbers and fonts that were asked for."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Any

import pikepdf
from pikepdf import Dictionary, Matrix

from fiches.preflight.bounds import is_deflated, start
from fiches.preflight.document import PdfFont
from fiches.press import long_paths

PROGRAM_HEADS = (  # of TrueType, OpenType, collections, Type 1 and CFF
    b"\0\1\0\0", b"true", b"OTTO", b"ttcf", b"typ1", b"%!", b"\x80\1", b"\1\0",
)  # fmt: skip
SIMPLE_CODES = 256  # of a simple font
_TO_NOTDEF = re.compile(rb"<([0-9A-Fa-f]{4})>\s+(?:<[0-9A-Fa-f]{4}>\s+)?0(?!\d)")  # a line of cidchar or cidrange


def font(font: Any) -> PdfFont:  # noqa: ANN401
    """What a font is, and whether its glyphs are in the file."""
    kind, parts = str(font.get("/Subtype", "")).lstrip("/"), font.get("/DescendantFonts")
    inner = parts[0] if isinstance(parts, pikepdf.Array) and len(parts) else font
    told = inner.get("/FontDescriptor") if isinstance(inner, Dictionary) else None
    files = ("/FontFile", "/FontFile2", "/FontFile3")
    embedded = kind == "Type3" or (isinstance(told, Dictionary) and any(_is_there(told.get(key)) for key in files))
    name = str(font.get("/BaseFont", font.get("/Name", ""))).lstrip("/")
    coded = str(font.get("/Encoding", "")).startswith("/Identity")
    readable = "/ToUnicode" in font or (kind != "Type3" and not coded)
    if kind == "Type0":
        return PdfFont(name, kind, embedded, readable, frozenset(_unmapped(font.get("/Encoding"))), 2)
    return PdfFont(name, kind, embedded, readable, frozenset(_unnamed(of(font, "/Encoding"))))


def _is_there(program: Any) -> bool:  # noqa: ANN401
    """Whether the program of a font is a stream that begins as one, as far as that can be told."""
    if not isinstance(program, pikepdf.Stream):
        return False
    begins = start(program, 20).lstrip()
    return begins.startswith(PROGRAM_HEADS) or (bool(begins) and not is_deflated(program))


def _unmapped(encoding: Any) -> list[bytes]:  # noqa: ANN401
    """The two-byte codes that a CMap gives to CID 0, which is .notdef (ISO 32000-1, 9.7.5)."""
    if not isinstance(encoding, pikepdf.Stream):
        return [b"\0\0"] if str(encoding).startswith("/Identity") else []
    return [bytes.fromhex(code.decode()) for code in _TO_NOTDEF.findall(encoding.read_bytes())]


def _unnamed(encoding: Any) -> Iterator[bytes]:  # noqa: ANN401
    """The codes of a simple font that its encoding gives to .notdef."""
    return (bytes([code]) for code, name in _differences(encoding) if name == "/.notdef")


def _differences(encoding: Any) -> Iterator[tuple[int, Any]]:  # noqa: ANN401
    """The codes of a simple font and the names that its encoding gives them (ISO 32000-1, 9.6.6)."""
    differences, code = of(encoding, "/Differences"), 0
    for one in differences if isinstance(differences, pikepdf.Array) else ():
        if isinstance(one, pikepdf.Name):
            yield from [(code, one)] if 0 <= code < SIMPLE_CODES else []
            code += 1
        else:
            code = int(one)


def glyphs(font: Any) -> dict[int, pikepdf.Stream]:  # noqa: ANN401
    """The drawings of a Type 3 font by their codes (ISO 32000-1, 9.6.5)."""
    drawn = of(font, "/CharProcs")
    named = {code: of(drawn, str(name)) for code, name in _differences(of(font, "/Encoding"))}
    return {code: one for code, one in named.items() if isinstance(one, pikepdf.Stream)}


def of(holder: Any, name: str) -> Any:  # noqa: ANN401
    """What a dictionary holds under a name; None for anything that is no dictionary."""
    return holder.get(name) if isinstance(holder, Dictionary) else None


def operators(stream: Any) -> tuple[Sequence[Any], list[bytes]]:  # noqa: ANN401
    """The operators of a page or a drawing, and the long paths that stand aside."""
    held = stream.get("/Contents") if isinstance(stream, Dictionary) else stream
    parts: list[Any] = list(held) if isinstance(held, pikepdf.Array) else [held]
    if all(isinstance(one, pikepdf.Stream) for one in parts):
        others, paths = long_paths.set_aside(b"\n".join(one.read_bytes() for one in parts))
        if paths:
            with pikepdf.new() as book:
                return pikepdf.parse_content_stream(book.make_stream(others)), paths
    return pikepdf.parse_content_stream(stream), []


def shows_blank(strings: Collection[bytes], font: PdfFont) -> bool:
    """Whether what is written has a code that draws .notdef."""
    return any(code in _codes(one, font) for one in strings for code in font.blanks)


def _codes(shown: bytes, font: PdfFont) -> Collection[bytes]:
    if font.code_bytes == 1:
        return {shown[at : at + 1] for at in range(len(shown))}
    return {shown[at : at + 2] for at in range(0, len(shown), 2)}


def inherited(page: Any, name: str) -> Any:  # noqa: ANN401
    """What a page, or a branch of the tree that it hangs from, has under a name."""
    for _ in range(50):
        if name in page:
            return page[name]
        page = page.get("/Parent")
        if not isinstance(page, Dictionary):
            break
    return None


def matrix(one: Any, key: str = "/Matrix") -> Matrix:  # noqa: ANN401
    """The matrix of a form, of a pattern, or of a font."""
    return Matrix(*map(float, one[key])) if key in one else Matrix()

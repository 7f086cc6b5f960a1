"""What a file for a press paints with, read from every object in it."""

from __future__ import annotations

import re

import pikepdf

SPACES = {"/DeviceCMYK", "/DeviceGray"}


def drawings(pdf):
    """Every stream of operators in a file, in whatever object it hides."""
    yield from pdf.pages
    for one in pdf.objects:
        if isinstance(one, pikepdf.Stream) and (one.get("/Subtype") == "/Form" or "/PatternType" in one):
            yield one


def operators(pdf):
    for drawing in drawings(pdf):
        for one in pikepdf.parse_content_stream(drawing):
            yield str(one.operator), [str(operand) for operand in one.operands]


def spaces(pdf):
    """Every colour space that an object of a file names."""
    for one in pdf.objects:
        holder = one.stream_dict if isinstance(one, pikepdf.Stream) else one
        for text in re.findall(rb"/(?:CS|ColorSpace) (/\w+|\[[^\]]*\]|<<.*?>>)", holder.unparse(resolved=True)):
            yield text.decode()


def words(pdf):
    """Every dictionary of a file, as it is written."""
    return b"".join(
        (one.stream_dict if isinstance(one, pikepdf.Stream) else one).unparse(resolved=True) for one in pdf.objects
    )


def texts(page):
    """(fill, whether it prints over) of every text of a page."""
    fill, over, kept = (), False, []
    for one in pikepdf.parse_content_stream(page):
        name = str(one.operator)
        if name == "q":
            kept.append((fill, over))
        elif name == "Q":
            fill, over = kept.pop()
        elif name == "k":
            fill = tuple(map(float, one.operands))
        elif name == "gs":
            over = bool(page.Resources.ExtGState[str(one.operands[0])].get("/op", over))
        elif name in ("TJ", "Tj"):
            yield fill, over
        assert not (over and name in ("f", "f*", "S", "sh", "Do")), "what is no text does not print over"


def assert_inked(pdf):
    """Every colour, image, shading and group of the file is of four inks, grey, or of every ink at once."""
    found = list(operators(pdf))
    assert {name for name, _ in found} & {"rg", "RG", "ri", "sc", "SC", "BI"} == set()
    assert {operands[0] for name, operands in found if name in ("cs", "CS")} <= {"/Pattern", "/Repere", "/All"}
    for one in spaces(pdf):
        assert one in SPACES or one.startswith(("<<", "[ /Separation /All")), one
    assert not re.search(rb"/(DeviceRGB|CalRGB|ICCBased|Lab|Indexed)", words(pdf))

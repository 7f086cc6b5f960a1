"""A booklet is as new as the newest of its parts, and says so in both places."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pikepdf

from fiches.render.xmp import DATES_IN_INFO, DATES_IN_XMP
from fiches.storage import dates

_IN_PACKET = rb"(<(?:%s)>)([^<]*)" % "|".join(DATES_IN_XMP).encode()
_END = b"</rdf:Description>"


def of(book: pikepdf.Pdf) -> str:
    """When a file of our engine was made, as its XMP says it; nothing where it does not."""
    found = re.search(_IN_PACKET, book.Root.Metadata.read_bytes()) if "/Metadata" in book.Root else None
    return found[2].decode() if found else ""


def tell(book: pikepdf.Pdf, parts: Iterable[str], own: str | None = None) -> None:
    """Gives a file the newest date of its own and those of its parts; its `own` is what it says, if not another."""
    said = of(book)
    newest = max((said if own is None else own, *parts))
    if newest == said:
        return
    packet, new = book.Root.Metadata.read_bytes(), newest.encode()
    lines = b"".join(b"<%s>%s</%s>" % (name, new, name) for name in map(str.encode, DATES_IN_XMP))
    told = re.sub(_IN_PACKET, rb"\g<1>%s" % new, packet) if said else packet.replace(_END, lines + _END, 1)
    book.Root.Metadata.write(told)
    for name in DATES_IN_INFO:
        book.docinfo[f"/{name}"] = pikepdf.String(dates.in_pdf(newest))

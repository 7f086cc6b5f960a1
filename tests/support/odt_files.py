"""OpenDocument texts written by hand: the XML that LibreOffice writes, a part at a time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_NAMES = ("office", "style", "text", "table", "meta", "manifest")
_OTHERS = {
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "dc": "http://purl.org/dc/elements/1.1/",
    "math": "http://www.w3.org/1998/Math/MathML",
}
_SPACES = {name: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" for name in _NAMES} | _OTHERS
_DECLARED = " ".join(f'xmlns:{name}="{address}"' for name, address in _SPACES.items())


def part(root: str, inside: str) -> str:
    """A part of the file whose outermost element is `root`."""
    return f'<?xml version="1.0" encoding="UTF-8"?><{root} {_DECLARED}>{inside}</{root}>'


def odt_file(*body: str, styles: str = "", parts: Mapping[str, str | bytes] = {}) -> bytes:
    """An .odt of these blocks, with automatic styles; `parts` are other files of the archive."""
    content = f"<office:automatic-styles>{styles}</office:automatic-styles>"
    content += f"<office:body><office:text>{''.join(body)}</office:text></office:body>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("content.xml", part("office:document-content", content))
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()

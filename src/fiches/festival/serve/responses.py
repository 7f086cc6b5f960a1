"""What a request of the network is answered: an address is looked up among the files there are, never made a path."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote, unquote_to_bytes

from fiches.core.messages import INTERFACE_LANGUAGES, SOURCE_LANGUAGE, catalogue, message

MAX_ADDRESS_BYTES = 2000  # bytes of an address
SERVED_TYPES = {
    ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".txt": "text/plain; charset=utf-8",
    ".js": "text/javascript; charset=utf-8", ".json": "application/json", ".webmanifest": "application/manifest+json",
    ".xml": "application/xml", ".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg",
    ".webp": "image/webp", ".gif": "image/gif",
    ".ico": "image/x-icon", ".ttf": "font/ttf", ".woff2": "font/woff2", ".pdf": "application/pdf",
    ".zip": "application/zip",
}  # fmt: skip
UNKNOWN_TYPE = "application/octet-stream"
SHOWN_POLICIES = {  # by ending: what a browser may do with it; a PDF has none, or some would not show it
    ".html": "default-src 'self'; style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'",
    ".svg": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox",
}
SAFE_FIELDS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}
INDEX_PAGE = "index.html"
METHODS = ("GET", "HEAD")
REFUSAL_PAGE = (
    '<!doctype html><html lang="{language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    '<title>{words}</title><h1>{words}</h1><p><a href="/">{all_sheets}</a></p></html>\n'
)
WORDS = {HTTPStatus.NOT_FOUND: "serve.not-here", HTTPStatus.SERVICE_UNAVAILABLE: "serve.full"}

_REQUEST = re.compile(rb"([A-Z]{1,20}) ([!-~]+) HTTP/1\.([01])")
_FIELD = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_CONTROL = re.compile(rb"[\x00-\x08\x0a-\x1f\x7f]")
_ENCODED = re.compile(rb"(?:[^%]|%[0-9A-Fa-f]{2})*")
_UNNAMEABLE = re.compile(r"[\\\x00-\x1f\x7f]")
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


class RefusedRequest(Exception):  # noqa: N818  # named for what it is
    """A request that gets nothing but a status."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status)
        self.status = status


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for: the name of a file below the root, and on which terms."""

    name: str
    head: bool = False  # its description alone
    stays: bool = True  # another request may follow on the same connection
    fields: Mapping[str, str] = field(default_factory=dict)

    @property
    def language(self) -> str:
        """The first language of ours that the phone asks for, or the source's."""
        asked = (part.strip()[:2].lower() for part in self.fields.get("accept-language", "").split(","))
        return next((code for code in asked if code in INTERFACE_LANGUAGES), SOURCE_LANGUAGE)


@dataclass(frozen=True, slots=True)
class ServedFiles:
    """Everything that is given out: files, each with what opens it, and pages made for the occasion, by name.

    What opens a file raises OSError when it is not there any more, or another.
    """

    files: Mapping[str, Callable[[], BinaryIO]]
    pages: Mapping[str, bytes] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        """Whether something has this name."""
        return name in self.files or name in self.pages


@dataclass(frozen=True, slots=True)
class Response:
    """A head, and what follows it: bytes, or a part of the file that was found."""

    head: bytes
    body: bytes = b""
    start: int = 0
    length: int = 0  # of the part of the file


def read(head: bytes) -> Request:
    """The request that a head makes; Refused when it is none that we answer."""
    first, *lines = head.removesuffix(b"\r\n\r\n").split(b"\r\n")
    request = _REQUEST.fullmatch(first)
    if len(first) > MAX_ADDRESS_BYTES:
        raise RefusedRequest(HTTPStatus.REQUEST_URI_TOO_LONG)
    if request is None:
        raise RefusedRequest(HTTPStatus.BAD_REQUEST)
    fields = dict(map(_field, lines))
    if request[1].decode() not in METHODS:
        raise RefusedRequest(HTTPStatus.METHOD_NOT_ALLOWED)
    newer = request[3] == b"1"
    if "transfer-encoding" in fields or fields.get("content-length", "0") != "0" or (newer and "host" not in fields):
        raise RefusedRequest(HTTPStatus.BAD_REQUEST)
    stays = newer and fields.get("connection", "").lower() != "close"
    return Request(_name(request[2]), request[1] == b"HEAD", stays, fields)


def _field(line: bytes) -> tuple[str, str]:
    name, colon, value = line.partition(b":")
    if not colon or not _FIELD.fullmatch(name) or _CONTROL.search(value):
        raise RefusedRequest(HTTPStatus.BAD_REQUEST)
    return name.decode().lower(), value.strip(b" \t").decode("latin-1")


def _name(target: bytes) -> str:
    """The name that an address gives, `index.html` where it names a folder."""
    path = target.partition(b"?")[0].partition(b"#")[0]
    if not path.startswith(b"/") or not _ENCODED.fullmatch(path):
        raise RefusedRequest(HTTPStatus.BAD_REQUEST)
    try:
        name = unquote_to_bytes(path).decode()[1:]
    except UnicodeDecodeError:
        raise RefusedRequest(HTTPStatus.BAD_REQUEST) from None
    if {".", ".."} & set(name.split("/")) or _UNNAMEABLE.search(name):
        raise RefusedRequest(HTTPStatus.BAD_REQUEST)
    return f"{name}{INDEX_PAGE}" if not name or name.endswith("/") else name


def answer(request: Request, size: int, version: str) -> Response:
    """The file asked for, which has so many bytes: whole, in part, or only that it is still the same."""
    tag = f'"{version}"'
    common = {"ETag": tag, "Cache-Control": "no-cache", "Accept-Ranges": "bytes", **_of_its_kind(request.name)}
    if tag in request.fields.get("if-none-match", "").replace(",", " ").split():
        return Response(written(HTTPStatus.NOT_MODIFIED, request, common))
    asked = request.fields.get("range", "")
    found = None if request.head or request.fields.get("if-range", tag) != tag else _RANGE.fullmatch(asked)
    if found is None or found[0] == "bytes=-":
        length = 0 if request.head else size
        return Response(written(HTTPStatus.OK, request, {**common, "Content-Length": size}), length=length)
    part = _part(found[1], found[2], size)
    if part is None:
        nothing = {**common, "Content-Range": f"bytes */{size}", "Content-Length": 0}
        return Response(written(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, request, nothing))
    start, end = part
    told = {"Content-Range": f"bytes {start}-{end - 1}/{size}", "Content-Length": end - start}
    return Response(written(HTTPStatus.PARTIAL_CONTENT, request, {**common, **told}), start=start, length=end - start)


def _part(first: str, last: str, size: int) -> tuple[int, int] | None:
    """Where a range begins and ends (its end left out); None when the file has nothing there."""
    start = int(first) if first else max(0, size - int(last))
    end = min(size, int(last) + 1) if first and last else size
    return (start, end) if start < end else None


def page(request: Request, data: bytes) -> Response:
    """A page made for the occasion."""
    head = {**_of_its_kind(request.name), "Content-Length": len(data), "Cache-Control": "no-store"}
    return Response(written(HTTPStatus.OK, request, head), b"" if request.head else data)


def moved(request: Request) -> Response:
    """That a name is that of a folder: its address ends with a slash."""
    head = {"Location": f"/{quote(request.name)}/", "Content-Length": 0}
    return Response(written(HTTPStatus.MOVED_PERMANENTLY, request, head))


def refusal(status: HTTPStatus, request: Request | None = None) -> Response:
    """Why there is nothing, with a link to what there is; what could not be read ends the connection."""
    known = request or Request("", stays=False)
    words = catalogue(known.language)
    said, all_sheets = (
        html.escape(words.text(message(name)))
        for name in (WORDS.get(status, "serve.not-understood"), "serve.all-sheets")
    )
    body = REFUSAL_PAGE.format(language=words.language, words=said, all_sheets=all_sheets).encode()
    head = {**_of_its_kind(INDEX_PAGE), "Content-Length": len(body)}
    allowed = {"Allow": ", ".join(METHODS)} if status is HTTPStatus.METHOD_NOT_ALLOWED else {}
    again = {"Retry-After": 5} if status is HTTPStatus.SERVICE_UNAVAILABLE else {}
    return Response(written(status, known, {**head, **allowed, **again}), b"" if known.head else body)


def written(status: HTTPStatus, request: Request, fields: Mapping[str, object]) -> bytes:
    """The head of an answer."""
    safe = {**SAFE_FIELDS, "Connection": "keep-alive" if request.stays else "close"}
    lines = (f"{name}: {value}" for name, value in {**fields, **safe}.items())
    return "\r\n".join([f"HTTP/1.1 {status.value} {status.phrase}", *lines, "", ""]).encode("latin-1")


def _of_its_kind(name: str) -> dict[str, object]:
    """What is said of a file by its name: its type, and what a browser may do with it."""
    policy = SHOWN_POLICIES.get(Path(name).suffix.lower())
    return {"Content-Type": media(name), **({"Content-Security-Policy": policy} if policy else {})}


def media(name: str) -> str:
    """The type of a file by its name."""
    return SERVED_TYPES.get(Path(name).suffix.lower(), UNKNOWN_TYPE)

"""Who may speak to the studio, and how: one address, one key, no other page's requests, bodies within bounds."""

from __future__ import annotations

import asyncio
import hmac
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from fiches.core.messages import INTERFACE_LANGUAGES, catalogue, message

COOKIE, KEY_NAME, DOOR = "fiches_studio", "cle", "/entrer"
MOST_JSON, MOST_UPLOAD = 2_000_000, 80_000_000  # bytes of a body
WRONG_CODES, SHUT_SECONDS = 5, 60.0  # codes that may be wrong, and the s for which nobody is let in then
JSON_TYPE, BYTES_TYPE, PDF_TYPE = "application/json", "application/octet-stream", "application/pdf"
PIECE = 262_144  # bytes of an answer that are sent at once: the next ones wait until they were taken
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self' blob: data:; font-src 'self'; "
    "style-src 'self' 'nonce-{nonce}'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
SHEET_POLICY = (  # of what authors made: it may be looked at, and runs nothing
    "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; base-uri 'self'; "
    "frame-ancestors 'self'; sandbox allow-same-origin"
)
PDF_POLICY = (  # a sandbox would keep the browser's own reader from showing it
    "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'self'"
)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long somebody may take, in s: to say what they ask, to send all of it, to take a piece of the answer."""

    head: float = 10.0
    body: float = 300.0
    answer: float = 30.0


USUAL_PATIENCE = Patience()


@dataclass(slots=True)
class Door:
    """What lets somebody in: the key of the first address, and on a network the code that the host's screen shows."""

    hosts: frozenset[str]  # « 127.0.0.1:8000 », as browsers name us
    key: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    code: str = ""  # six digits; none: only the key opens
    now: Callable[[], float] = time.monotonic
    tokens: tuple[str, ...] = field(default_factory=lambda: (secrets.token_urlsafe(32),))  # ours, and any other known
    _wrong: int = 0
    _shut_until: float = 0.0

    @property
    def cookie(self) -> str:
        """The name of the cookie: that of our port, for a browser sends those of one host to all of its ports."""
        return f"{COOKIE}_{min(self.hosts).rpartition(':')[2]}"

    def opens(self, code: str) -> bool:
        """Whether a code is right; after WRONG_CODES that are not, none is for a while."""
        if not self.code or self.now() < self._shut_until:
            return False
        if hmac.compare_digest(code.encode(), self.code.encode()):
            self._wrong = 0
            return True
        self._wrong += 1
        if self._wrong >= WRONG_CODES:
            self._wrong, self._shut_until = 0, self.now() + SHUT_SECONDS
        return False

    def has_key(self, given: str) -> bool:
        """Whether this is the key of the first address."""
        return hmac.compare_digest(given.encode(), self.key.encode())

    def knows(self, headers: Headers) -> bool:
        """Whether somebody was let in before."""
        try:
            jar = SimpleCookie(headers.get("cookie", ""))
        except CookieError:
            return False
        given = jar[self.cookie].value.encode() if self.cookie in jar else b""
        return any(hmac.compare_digest(given, one.encode()) for one in self.tokens)

    def let_in(self, response: Response) -> Response:
        """The same answer, which lets its receiver in."""
        response.set_cookie(self.cookie, self.tokens[0], httponly=True, samesite="strict", path="/")
        return response


class TooMuchError(Exception):
    """A body that is larger, or slower, than any of ours."""


@dataclass(frozen=True, slots=True)
class Guard:
    """Stands before the whole application."""

    app: ASGIApp
    door: Door
    patience: Patience = USUAL_PATIENCE

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lets a request through, or answers it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        answer = self._refused(scope, headers) or self._welcomed(scope, headers)
        if answer:
            await answer(scope, receive, _marked(send))
            return
        await self.app(scope, _bounded(receive, headers, self.patience), _marked(_in_pieces(send)))

    def _refused(self, scope: Scope, headers: Headers) -> Response | None:
        """The answer to what no page of ours asks."""
        host = headers.get("host", "")
        if host not in self.door.hosts:  # a name that leads here by somebody else's doing
            return PlainTextResponse("", 421)
        if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return PlainTextResponse("", 403) if scope["path"] != "/" else None
        if scope["method"] in ("GET", "HEAD"):
            return None
        if headers.get("origin") != f"http://{host}":
            return PlainTextResponse("", 403)
        if headers.get("content-type", "").partition(";")[0] not in (JSON_TYPE, BYTES_TYPE):
            return PlainTextResponse("", 415)
        told = headers.get("content-length", "")
        return PlainTextResponse("", 413) if told.isdecimal() and int(told) > _most(headers) else None

    def _welcomed(self, scope: Scope, headers: Headers) -> Response | None:
        """The answer to somebody who is not in yet."""
        given = parse_qs(scope["query_string"].decode("latin-1")).get(KEY_NAME, [""])[0]
        if scope["path"] == "/" and given and self.door.has_key(given):
            return self.door.let_in(RedirectResponse("/", 303))
        if self.door.knows(headers) or scope["path"] == DOOR or scope["path"].startswith("/page/"):
            return None
        if self.door.code and scope["path"] == "/":
            return RedirectResponse(DOOR, 303)
        return PlainTextResponse(_how_to_enter() if scope["path"] == "/" else "", 403)


def _how_to_enter() -> str:
    """What is told, in every language, to somebody who comes back without the key."""
    return "\n\n".join(catalogue(language).text(message("studio.no-key")) for language in INTERFACE_LANGUAGES)


def _most(headers: Headers) -> int:
    """The bytes that a body may have."""
    return MOST_UPLOAD if headers.get("content-type", "").startswith(BYTES_TYPE) else MOST_JSON


def _bounded(receive: Receive, headers: Headers, patience: Patience) -> Receive:
    """Receives no more than a body of ours holds, in no more time than it takes."""
    begun, came = time.monotonic(), 0

    async def bounded() -> Message:
        nonlocal came
        left = patience.body - (time.monotonic() - begun)
        done = came < 0
        try:
            found = await (receive() if done else asyncio.wait_for(receive(), max(left, 0.01)))
        except TimeoutError:
            raise TooMuchError from None
        if found["type"] == "http.request":
            came += len(found.get("body", b""))
            if came > _most(headers):
                raise TooMuchError
            if not found.get("more_body", False):
                came = -1
        return found

    return bounded


def _in_pieces(send: Send) -> Send:
    """Sends an answer piece by piece: the next waits until the last was taken, and who takes none can be told."""

    async def sent(found: Message) -> None:
        body, more = found.get("body", b""), found.get("more_body", False)
        for start in range(0, len(body) - PIECE, PIECE):
            await send({**found, "body": body[start : start + PIECE], "more_body": True})
        last = (len(body) - 1) // PIECE * PIECE if body else 0
        await send({**found, "body": body[last:], "more_body": more} if "body" in found else found)

    return sent


def _marked(send: Send) -> Send:
    """Sends every answer with HEADERS, and a policy where it says none."""

    async def marked(found: Message) -> None:
        if found["type"] == "http.response.start":
            named = {name.lower() for name, _ in found["headers"]}
            is_pdf = (b"content-type", PDF_TYPE.encode()) in found["headers"]
            more = {**HEADERS, "Content-Security-Policy": PDF_POLICY if is_pdf else SHEET_POLICY}
            found["headers"] = [
                *found["headers"],
                *((k.lower().encode(), v.encode()) for k, v in more.items() if k.lower().encode() not in named),
            ]
        await send(found)

    return marked

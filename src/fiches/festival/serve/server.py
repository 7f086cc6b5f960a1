"""Files handed out on the local network: many phones at once, one process, memory that does not grow with them."""

from __future__ import annotations

import asyncio
import os
import time
from asyncio import StreamReader, StreamWriter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from socket import socket
from typing import BinaryIO

from fiches.festival.serve import responses
from fiches.festival.serve.responses import RefusedRequest, Request, Response, ServedFiles

MAX_HEAD_BYTES = 8192  # bytes of the head of a request
MAX_CONNECTIONS = 1000  # connections: 200 phones open up to six each, and most have left before the next comes
SPARED = 64  # files that the process itself may have open
REQUEST_SECONDS = 10.0  # s that a request may take to arrive, and a phone to ask for the next
SLOWEST = 4000  # bytes a second that a phone must take
FRESH = 2.0  # s after which the files are looked at again for one that is not known
FAREWELL = 1.0  # s in which a phone that was refused may still talk, so that it hears why


@dataclass(frozen=True, slots=True)
class ServerConfig:
    """Where files are handed out: a socket that listens, how to see what there is, how long a phone may take (s)."""

    socket: socket
    look: Callable[[], ServedFiles]
    patience: float = REQUEST_SECONDS
    most: int = MAX_CONNECTIONS


class Server:
    """Answers requests for the files of a shelf until it is closed."""

    def __init__(self, desk: ServerConfig) -> None:
        self._desk = desk
        self._shelf, self._seen = desk.look(), time.monotonic()
        self._most = min(desk.most, _open_files())
        self._talks: set[StreamWriter] = set()
        self._waiting: dict[StreamWriter, None] = {}  # those who have asked for nothing yet, the oldest first

    async def open(self) -> asyncio.Server:
        """Begins to answer."""
        return await asyncio.start_server(self._talk, sock=self._desk.socket, limit=MAX_HEAD_BYTES)

    async def _talk(self, reader: StreamReader, writer: StreamWriter) -> None:
        """One connection, from its first request to its last."""
        if len(self._talks) >= self._most and not self._make_room():
            await self._end(reader, writer, HTTPStatus.SERVICE_UNAVAILABLE)
            return
        self._talks.add(writer)
        count = 0
        try:
            while await self._exchange(reader, writer, count):
                count += 1
        except (OSError, TimeoutError, asyncio.IncompleteReadError, asyncio.CancelledError):
            writer.transport.abort()  # the phone has left or takes too long, or the server is closed
        finally:
            self._talks.discard(writer)
            writer.close()

    def _make_room(self) -> bool:
        """Sends away whoever has waited longest without asking; False when everybody is being served."""
        oldest = next(iter(self._waiting), None)
        if oldest is None:
            return False
        self._waiting.pop(oldest)
        self._talks.discard(oldest)
        oldest.transport.abort()
        return True

    async def _exchange(self, reader: StreamReader, writer: StreamWriter, before: int) -> bool:
        """One request, which comes after so many on the same connection, and its answer; whether another may follow."""
        self._waiting[writer] = None
        try:
            async with asyncio.timeout(self._desk.patience):
                head = await reader.readuntil(b"\r\n\r\n")
            request = responses.read(head)
        except asyncio.LimitOverrunError:
            return await self._end(reader, writer, HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
        except TimeoutError:
            return False if before else await self._end(reader, writer, HTTPStatus.REQUEST_TIMEOUT)
        except RefusedRequest as refused:
            return await self._end(reader, writer, refused.status)
        finally:
            self._waiting.pop(writer, None)
        await self._serve(writer, request)
        return request.stays

    async def _serve(self, writer: StreamWriter, request: Request) -> None:
        shelf = self._known(request.name)
        if request.name in shelf.pages:
            await self._send(writer, responses.page(request, shelf.pages[request.name]))
        elif (file := self._opened(request.name)) is None:
            folder = shelf.has(f"{request.name}/{responses.INDEX_PAGE}")
            await self._send(writer, responses.moved(request) if folder else _absent(request))
        else:
            with file:
                found = os.fstat(file.fileno())
                version = f"{found.st_mtime_ns:x}-{found.st_size:x}"
                await self._send(writer, responses.answer(request, found.st_size, version), file)

    def _known(self, name: str) -> ServedFiles:
        """What there is, looked at again when a name is not in it: files may have been made since."""
        if not self._shelf.has(name) and time.monotonic() - self._seen > FRESH:
            self._look()
        return self._shelf

    def _look(self) -> None:
        self._shelf, self._seen = self._desk.look(), time.monotonic()

    def _opened(self, name: str) -> BinaryIO | None:
        """A file to give out, looked for again when it is another since; None when it is not there."""
        for _ in range(2):
            if name not in self._shelf.files:
                return None
            try:
                return self._shelf.files[name]()
            except OSError:
                self._look()
        return None

    async def _send(self, writer: StreamWriter, answer: Response, file: BinaryIO | None = None) -> None:
        async with asyncio.timeout(self._desk.patience + (len(answer.body) + answer.length) / SLOWEST):
            writer.write(answer.head + answer.body)
            await writer.drain()
            if file and answer.length:
                loop = asyncio.get_running_loop()
                await loop.sendfile(writer.transport, file, answer.start, answer.length)

    async def _end(self, reader: StreamReader, writer: StreamWriter, status: HTTPStatus) -> bool:
        """Says why there is no answer, and that no request may follow; what the phone still says is let go."""
        await self._send(writer, responses.refusal(status))
        writer.write_eof()
        with suppress(TimeoutError):
            async with asyncio.timeout(FAREWELL):
                while await reader.read(MAX_HEAD_BYTES):
                    pass
        return False


def _absent(request: Request) -> Response:
    return responses.refusal(HTTPStatus.NOT_FOUND, request)


def _open_files() -> int:
    """How many connections this process may hold; the system is asked for as many as it grants."""
    try:
        import resource
    except ImportError:
        return MAX_CONNECTIONS
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 2 * MAX_CONNECTIONS + SPARED  # each may have a file open
    if soft < wanted:
        granted = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (granted, hard))
        soft = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return max(1, (soft - SPARED) // 2)


async def serve(desk: ServerConfig) -> None:
    """Hands files out until it is cancelled."""
    async with await Server(desk).open() as server:
        await server.serve_forever()

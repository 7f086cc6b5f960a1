"""The studio opened: a port of this machine alone, or of its network, and the address that leads to it."""

from __future__ import annotations

import secrets
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import uvicorn

from fiches.core.messages import Catalogue, message
from fiches.core.problems import FichesError
from fiches.core.text import refusal
from fiches.festival.serve import network
from fiches.storage import fingerprints, seal
from fiches.studio.events import Events
from fiches.studio.guards import KEY_NAME, USUAL_PATIENCE, Door, Guard, Patience
from fiches.studio.jobs import Jobs
from fiches.studio.preview import Bench
from fiches.studio.punctual import PunctualProtocol
from fiches.studio.routes import Studio, application
from fiches.studio.service import Workplace

OWN_PORTS = range(20_000, 30_000)  # among which each collection has one, so that its windows find it again
LET_IN_AGAIN = timedelta(days=1)  # after which a window that was let in by an earlier run is so no more
LOOPBACK, ALL_NETWORKS = "127.0.0.1", "0.0.0.0"  # where `network` was asked for
MOST_AT_ONCE = 400  # connections


@dataclass(frozen=True, slots=True)
class OpenedStudio:
    """A studio on its port: the address for this machine, those for others with their code, and how it runs."""

    address: str
    others: tuple[str, ...]
    code: str
    events: Events
    _listening: socket.socket
    _app: Guard

    def serve(self) -> None:
        """Answers until Ctrl-C."""
        self.server().run(sockets=[self._listening])

    def server(self) -> uvicorn.Server:
        """What answers, not begun yet."""
        punctual: Any = partial(PunctualProtocol, patience=self._app.patience)
        asked = uvicorn.Config(
            self._app, log_level="error", access_log=False, server_header=False, limit_concurrency=MOST_AT_ONCE,
            timeout_graceful_shutdown=1, h11_max_incomplete_event_size=64_000, lifespan="off", http=punctual,
        )  # fmt: skip
        return _Server(asked, self.events)


class _Server(uvicorn.Server):
    """Which ends the streams of events before it waits for what is still asked."""

    def __init__(self, asked: uvicorn.Config, events: Events) -> None:
        super().__init__(asked)
        self._events = events

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """No window is told anything more."""
        self._events.end()
        await super().shutdown(sockets)


def opened(
    root: Path, out: Path | None, words: Catalogue, port: int = 0, *,
    on_network: bool = False, patience: Patience = USUAL_PATIENCE,
) -> OpenedStudio:  # fmt: skip
    """The studio of a collection, ready to serve; FichesError where the collection or the port cannot be used."""
    bench = Bench(root, out)
    bench.project  # noqa: B018  # says now why it cannot be used
    listening = _listening(ALL_NETWORKS if on_network else LOOPBACK, port, bench.root)
    number = listening.getsockname()[1]
    others = [place for place in network.addresses() if place != LOOPBACK] if on_network else []
    code = f"{secrets.randbelow(10**6):06}" if on_network else ""
    hosts = frozenset(f"{host}:{number}" for host in (LOOPBACK, "localhost", *others))
    door = Door(hosts, code=code) if code else Door(hosts, tokens=_tokens(bench.root, number, datetime.now(UTC)))
    events = Events()
    jobs = Jobs(bench.root, out, lambda kind, said: events.tell("work", step=kind, said=said))
    app = application(Studio(Workplace(bench, words), door, events, jobs), patience)
    first = f"http://{LOOPBACK}:{number}/?{KEY_NAME}={door.key}"
    return OpenedStudio(first, _addresses(others, number), code, events, listening, app)


def _addresses(places: Sequence[str], number: int) -> tuple[str, ...]:
    return tuple(f"http://{place}:{number}/" for place in places)


def own_port(root: Path) -> int:
    """That of a collection, by its folder."""
    return OWN_PORTS[int(fingerprints.key(str(root)), 16) % len(OWN_PORTS)]


def _tokens(root: Path, port: int, now: datetime) -> tuple[str, ...]:
    """What lets the windows of this user in, of this run and of those of the day before, at one port of one machine."""
    if not seal.outlasts():
        return (secrets.token_urlsafe(32),)
    days = (f"{day:%Y-%m-%d} {port}".encode() for day in (now, now - LET_IN_AGAIN))
    return tuple(seal.sealed(f"studio {root}", one).decode() for one in days)


def _listening(host: str, port: int, root: Path) -> socket.socket:
    """The port that is asked for; else that of the collection or, where it is taken, any."""
    if port:
        return _bound(host, port)
    try:
        return _bound(host, own_port(root))
    except FichesError:
        return _bound(host, 0)


def _bound(host: str, port: int) -> socket.socket:
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((host, port))
        found.listen(MOST_AT_ONCE)  # from now on it is nobody else's
    except OSError as error:
        found.close()
        raise FichesError(message("studio.no-port", port=port, why=refusal(error))) from error
    return found

"""HTTP with clients that keep to the time: who neither says what they ask nor takes the answer is cut."""

from __future__ import annotations

import asyncio
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from fiches.studio.guards import Patience

MOST_OF_ONE_MACHINE = 60  # connections of one machine: nobody holds every place


class PunctualProtocol(H11Protocol):
    """A connection whose requests are said, and whose answers are taken, as long as our patience lasts."""

    def __init__(self, *given: Any, patience: Patience, **named: Any) -> None:  # noqa: ANN401  # as uvicorn makes it
        super().__init__(*given, **named)
        self._patience = patience
        self._waits: dict[str, asyncio.TimerHandle] = {}

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Somebody is there, who may have too many connections already."""
        super().connection_made(transport)
        hosts = [client[0] for one in self.connections if (client := getattr(one, "client", None))]
        if self.client and hosts.count(self.client[0]) > MOST_OF_ONE_MACHINE:
            transport.abort()
        else:
            self._wait("asked", self._patience.head)

    def data_received(self, data: bytes) -> None:
        """What is asked, or a part of it."""
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE:
            self._came("asked")
        elif "asked" not in self._waits:
            self._wait("asked", self._patience.head)

    def pause_writing(self) -> None:
        """They do not take what they are sent."""
        super().pause_writing()
        self._wait("taken", self._patience.answer)

    def resume_writing(self) -> None:
        """They took it."""
        super().resume_writing()
        self._came("taken")

    def connection_lost(self, exc: Exception | None) -> None:
        """They are gone."""
        for what in tuple(self._waits):
            self._came(what)
        super().connection_lost(exc)

    def _wait(self, what: str, seconds: float) -> None:
        self._waits[what] = self.loop.call_later(seconds, self.transport.abort)

    def _came(self, what: str) -> None:
        if timer := self._waits.pop(what, None):
            timer.cancel()

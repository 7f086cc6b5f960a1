"""What every open window is told as it happens, as server-sent events."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

ALIVE = 15.0  # s between two signs of life
NO_MORE = ""  # told when the studio closes
MOST_WAITING = 500  # events that a window which does not listen may be behind


@dataclass(slots=True)
class Events:
    """The windows that listen; anything may tell them something, from any thread."""

    loop: asyncio.AbstractEventLoop | None = None
    _queues: set[asyncio.Queue[str]] = field(default_factory=set)

    def tell(self, kind: str, **what: object) -> None:
        """Tells every window, in a moment."""
        if self.loop and not self.loop.is_closed():
            self.loop.call_soon_threadsafe(self._put, json.dumps({"kind": kind, **what}, ensure_ascii=False))

    def end(self) -> None:
        """Every stream is over; for the thread of the loop."""
        self._put(NO_MORE)

    def _put(self, said: str) -> None:
        for queue in self._queues:
            if queue.full():
                queue.get_nowait()
            queue.put_nowait(said)

    async def stream(self) -> AsyncIterator[str]:
        """The events for one window, until it goes."""
        self.loop = asyncio.get_running_loop()
        queue: asyncio.Queue[str] = asyncio.Queue(MOST_WAITING)
        self._queues.add(queue)
        try:
            yield ": ici\n\n"
            while True:
                try:
                    said = await asyncio.wait_for(queue.get(), ALIVE)
                except TimeoutError:
                    yield ": ici\n\n"
                    continue
                if said == NO_MORE:
                    return
                yield f"data: {said}\n\n"
        finally:
            self._queues.discard(queue)

"""Requests to an ASGI application, without a server or a port: what a browser would send, and the whole answer."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def told(self):
        return json.loads(self.body)


@dataclass
class Browser:
    """A browser at one address, with the cookie that it was given."""

    app: object
    host: str
    cookie: str = ""
    more: dict[str, str] = field(default_factory=dict)

    def ask(self, method, path, body=b"", **headers):
        """The answer to one request; underscores of names of headers are hyphens, None leaves one out."""
        return asyncio.run(self._ask(method, path, body, headers))

    def get(self, path, **headers):
        return self.ask("GET", path, **headers)

    def post(self, path, body=None, **headers):
        return self.ask(
            "POST", path, json.dumps(body or {}).encode(), **{"content_type": "application/json", **headers}
        )

    async def _ask(self, method, path, body, headers):
        usual = {
            "host": self.host,
            "cookie": self.cookie,
            **({} if method == "GET" else {"origin": f"http://{self.host}"}),
        }
        named = {**usual, **self.more, **{name.replace("_", "-"): value for name, value in headers.items()}}
        address, _, query = path.partition("?")
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "path": address,
            "raw_path": address.encode(), "query_string": query.encode(), "scheme": "http", "root_path": "",
            "headers": [(name.encode(), str(value).encode()) for name, value in named.items() if value is not None],
            "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 80),
        }  # fmt: skip
        parts = [body[start : start + 65_536] for start in range(0, len(body), 65_536)] or [b""]
        sent, found = iter(parts), []
        left = len(parts)

        async def receive():
            nonlocal left
            part = next(sent, None)
            left -= 1
            return {"type": "http.request", "body": part or b"", "more_body": left > 0}

        async def send(event):
            found.append(event)

        await self.app(scope, receive, send)
        head = {name.decode(): value.decode() for name, value in found[0]["headers"]}
        if "set-cookie" in head:
            self.cookie = head["set-cookie"].partition(";")[0]
        return Answer(found[0]["status"], head, b"".join(one.get("body", b"") for one in found[1:]))

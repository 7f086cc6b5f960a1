"""Clients that are slow, or many: they are cut, and nobody else waits for them."""

from __future__ import annotations

import contextlib
import http.client
import socket
import time
from threading import Thread

import pytest

from fiches.core.messages import catalogue
from fiches.studio import server
from fiches.studio.guards import Patience
from fiches.studio.punctual import MOST_OF_ONE_MACHINE
from support.sources import SHORT, text, write

pytestmark = pytest.mark.no_unit

SHORT_PATIENCE = Patience(head=0.3, body=0.3, answer=2)  # the last for longer than a busy machine keeps us from reading
HEAD = "{method} {path} HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\nOrigin: http://{host}\r\n{more}\r\n"


class Served:
    """A studio that answers in a thread, on a port of its own."""

    def __init__(self, root):
        self.place = server.opened(root, None, catalogue("fr"), patience=SHORT_PATIENCE)
        self.host = self.place.address.partition("?")[0].removeprefix("http://").rstrip("/")
        self.server = self.place.server()
        self.clients = []
        self.thread = Thread(target=self.server.run, kwargs={"sockets": [self.place._listening]})
        self.thread.start()
        first = self.asked(self.place.address.removeprefix(f"http://{self.host}"))
        self.cookie = first.headers["set-cookie"].partition(";")[0]

    def asked(self, path, **headers):
        client = http.client.HTTPConnection(self.host, timeout=20)
        with contextlib.closing(client):
            client.request("GET", path, headers=headers)
            found = client.getresponse()
            found.read()
            return found

    def answers(self):
        return self.asked("/api/fiches/four", cookie=self.cookie).status == 200

    def opened(self, begun=b"", **how):
        self.clients.append(found := socket.socket())
        for option, value in how.items():
            found.setsockopt(socket.SOL_SOCKET, getattr(socket, option), value)
        found.settimeout(20)
        found.connect((self.host.partition(":")[0], int(self.host.partition(":")[2])))
        found.sendall(begun)
        return found

    def head(self, method, path, more=""):
        return HEAD.format(method=method, path=path, host=self.host, cookie=self.cookie, more=more).encode()

    def stop(self):
        for client in self.clients:
            client.close()
        self.server.should_exit = True
        self.thread.join()


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    found = Served(write(tmp_path_factory.mktemp("slow"), {**SHORT, "four": text()}))
    yield found
    found.stop()


def until(holds):
    end = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)


def hears(client, events):
    """Takes all that comes, until these many events have come."""
    end = b""
    while events > 0:
        part = client.recv(1_000_000)
        assert part, "it was cut"
        events -= (end + part).count(b"data: ") - end.count(b"data: ")
        end = part[-5:]


def rest(client):
    """All that still comes until it is cut."""
    parts = []
    with contextlib.suppress(ConnectionError):
        while part := client.recv(65_536):
            parts.append(part)
    return b"".join(parts)


def test_who_never_says_what_they_ask_is_cut_and_nobody_waits(served):
    mute = [served.opened(begun) for begun in (b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: x\r\n") * 5]
    assert served.answers()
    assert [rest(client) for client in mute] == [b""] * len(mute)


def test_a_body_that_does_not_come_is_cut_and_nobody_waits(served):
    head = served.head("POST", "/api/fiches/four/essai", "Content-Type: application/json\r\nContent-Length: 900\r\n")
    slow = [served.opened(head + b'{"base') for _ in range(5)]
    assert served.answers()
    assert all(rest(client).startswith(b"HTTP/1.1 413") for client in slow)


def test_a_body_that_says_that_it_is_too_large_is_not_waited_for(served):
    more = "Content-Type: application/octet-stream\r\nContent-Length: 99000000000\r\nConnection: close\r\n"
    assert rest(served.opened(served.head("PUT", "/api/images?name=x.png", more))).startswith(b"HTTP/1.1 413")


def test_who_takes_nothing_of_what_happens_is_cut_and_others_are_told(served):
    stalled = served.opened(served.head("GET", "/api/evenements"), SO_RCVBUF=4096)
    listening = served.opened(served.head("GET", "/api/evenements"))
    assert b"event-stream" in listening.recv(4096) and b"200" in stalled.recv(15)
    for _ in range(200):
        served.place.events.tell("work", step="line", said="x" * 50_000)
    hears(listening, 200)
    assert served.answers()
    ports = lambda: {one.client[1] for one in served.server.server_state.connections}  # noqa: E731
    until(lambda: stalled.getsockname()[1] not in ports())
    served.place.events.tell("work", step="line", said="")
    hears(listening, 1)


def test_one_machine_does_not_hold_every_place(served):
    many = [served.opened() for _ in range(MOST_OF_ONE_MACHINE + 5)]
    cut = [client for client in many if not rest(client)]
    assert len(cut) == len(many) and served.answers()

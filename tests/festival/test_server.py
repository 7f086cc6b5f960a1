"""Files handed out to a hall: hostile and slow clients, many at once, and an end on Ctrl-C."""

from __future__ import annotations

import asyncio
import os
import queue
import re
import signal
import socket
import subprocess
import sys
import threading
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

import pytest

from fiches.festival.serve import network, responses
from fiches.festival.serve.server import ServerConfig, serve

SECRET = b"un secret"
BIG = os.urandom(300_000)


@pytest.fixture(scope="module")
def kit(tmp_path_factory):
    root = tmp_path_factory.mktemp("salle")
    (root / "secret").write_bytes(SECRET)
    (root / "kit/f/3").mkdir(parents=True)
    for name, data in {"index.html": b"<p>Les fiches", "gros.pdf": BIG, "f/3/index.html": b"<p>Fiche 3"}.items():
        (root / "kit" / name).write_bytes(data)
    return root / "kit"


def shelf(kit):
    """Every file of a folder."""
    return responses.ServedFiles(
        {path.relative_to(kit).as_posix(): partial(path.open, "rb") for path in kit.rglob("*") if path.is_file()}
    )


@contextmanager
def serving(kit, look=shelf, **options):
    """A server of what `look` sees in `kit`, in a thread of its own; yields its port."""
    listening, tasks = network.listen(0), queue.Queue()

    async def run():
        tasks.put((asyncio.get_running_loop(), asyncio.current_task()))
        with suppress(asyncio.CancelledError):
            await serve(ServerConfig(listening, partial(look, kit), **options))

    thread = threading.Thread(target=lambda: asyncio.run(run()))
    thread.start()
    loop, task = tasks.get()
    try:
        yield listening.getsockname()[1]
    finally:
        loop.call_soon_threadsafe(task.cancel)
        thread.join()


@pytest.fixture(scope="module")
def port(kit):
    with serving(kit) as port:
        yield port


def opened(port):
    return socket.create_connection(("127.0.0.1", port), timeout=20)


def said(port, words):
    """All that the server says to `words` before it hangs up."""
    with opened(port) as client:
        client.sendall(words)
        client.shutdown(socket.SHUT_WR)
        return b"".join(iter(partial(client.recv, 65536), b""))


def get(target, *fields, method="GET"):
    return "\r\n".join([f"{method} {target} HTTP/1.1", "Host: salle", "Connection: close", *fields, "", ""]).encode()


def status(answer):
    return int(answer.split(b" ", 2)[1])


@pytest.mark.parametrize(
    ("target", "code", "body"),
    [
        ("/", 200, b"<p>Les fiches"),
        ("/gros.pdf", 200, BIG),
        ("/f/3/", 200, b"<p>Fiche 3"),
        ("/f/3", 301, b""),
        ("/f/", 404, None),
        ("/f", 404, None),
        ("/absent", 404, None),
    ],
)
def test_what_is_there_is_given(port, target, code, body):
    head, _, given = said(port, get(target)).partition(b"\r\n\r\n")
    assert status(head) == code
    assert body is None or given == body
    assert code != 301 or b"\r\nLocation: /f/3/\r\n" in head


def test_parts_and_heads(port):
    head, _, given = said(port, get("/gros.pdf", "Range: bytes=1000-1999")).partition(b"\r\n\r\n")
    assert (status(head), given) == (206, BIG[1000:2000])
    head, _, given = said(port, get("/gros.pdf", method="HEAD")).partition(b"\r\n\r\n")
    assert (status(head), given) == (200, b"") and b"\r\nContent-Length: 300000\r\n" in head


def test_several_requests_on_one_connection(port):
    ask = b"GET /f/3/ HTTP/1.1\r\nHost: salle\r\n\r\n"
    answer = said(port, ask + ask + get("/"))
    assert re.findall(rb"<p>(Fiche 3|Les fiches)", answer) == [b"Fiche 3", b"Fiche 3", b"Les fiches"]


@pytest.mark.parametrize(
    "words",
    [
        *(
            get(target)
            for target in (
                "/../secret",
                "/%2e%2e/secret",
                "/..%2fsecret",
                "/%2e%2e%2fsecret",
                "/..%5csecret",
                "/..\\secret",
                "//secret",
                "/f/../../secret",
                "/f/..;/..;/secret",
                "/%252e%252e/secret",
                "/%c0%ae%c0%ae/secret",
                "/\u202e/secret",
                "/.%00./secret",
                "/secret%00.html",
                "file:///secret",
                "http://127.0.0.1/../secret",
                "/" + "../" * 600 + "secret",
                "/" + "a" * 3000,
                "/%",
                "/index.html/../../secret",
                "/~root/secret",
                "/C:/secret",
            )
        ),
        b"\x00" * 100 + b"\r\n\r\n",
        b"GET /../secret\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: s\r\nContent-Length: 3\r\n\r\nabc",
        b"PUT /index.html HTTP/1.1\r\nHost: s\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: s\r\n" + b"X: y\r\n" * 5000 + b"\r\n",
        b"GET / HTTP/1.1\r\nHost: s\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"OPTIONS * HTTP/1.1\r\nHost: s\r\n\r\n",
        b"A" * 100_000 + b"\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\r\n\r\n",
    ],
)
def test_hostile_requests_get_a_refusal_and_nothing_else(port, words):
    answer = said(port, words)
    assert 400 <= status(answer) < 500
    assert answer.count(b"HTTP/1.1 ") == 1 and SECRET not in answer and b"Les fiches" not in answer


def test_the_slow_are_sent_away(kit):
    """One that never ends its request is told so; the others are served meanwhile."""
    with serving(kit, patience=0.3) as port, opened(port) as slow:
        slow.sendall(b"GET / HTTP/1.1\r\nHost")
        assert status(said(port, get("/"))) == 200
        assert b" 408 " in slow.recv(65536)
    with serving(kit, patience=0.3) as port, opened(port) as deaf:
        deaf.sendall(b"GET / HTTP/1.1\r\nHost: s\r\n\r\n")
        answer = b"".join(iter(partial(deaf.recv, 65536), b""))
        assert status(answer) == 200 and answer.endswith(b"<p>Les fiches"), "who asks for nothing more is hung up on"


def test_those_who_wait_make_room_for_those_who_ask(kit):
    """Many connections that ask for nothing keep nobody out."""
    with serving(kit, most=8) as port:
        idle = [opened(port) for _ in range(30)]
        assert [status(said(port, get("/"))) for _ in range(5)] == [200] * 5
        for one in idle:
            one.close()


def test_files_that_are_made_later_are_found(kit, monkeypatch):
    monkeypatch.setattr("fiches.festival.serve.server.FRESH", 0.0)
    with serving(kit) as port:
        assert status(said(port, get("/neuf.txt"))) == 404
        (kit / "neuf.txt").write_text("neuf")
        assert said(port, get("/neuf.txt")).endswith(b"neuf")
        (kit / "neuf.txt").unlink()
        assert status(said(port, get("/neuf.txt"))) == 404


def crowd(port, count, size):
    """`count` clients at once that each fetch the file, half of them by parts; how many got what is there."""

    async def one(number):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        part = "Range: bytes=1000-200999" if number % 2 else "X-Rien: 1"
        writer.write(get("/gros.pdf", part))
        answer = await reader.read(-1)
        writer.close()
        wanted = BIG[1000:201_000] if number % 2 else BIG
        return answer.endswith(wanted) and len(answer) < size + 1000

    async def every():
        return await asyncio.gather(*map(one, range(count)))

    return sum(asyncio.run(every()))


def test_a_crowd(port):
    assert crowd(port, 40, len(BIG)) == 40


PROGRAM = """
import asyncio, sys
from functools import partial
from fiches.festival.serve import network
from fiches.festival.serve.responses import ServedFiles
from fiches.festival.serve.server import ServerConfig, serve
listening = network.listen(0)
print(listening.getsockname()[1], flush=True)
try:
    files = {name: partial(open, f"{sys.argv[1]}/{name}", "rb") for name in ("index.html", "gros.pdf")}
    asyncio.run(serve(ServerConfig(listening, partial(ServedFiles, files))))
except KeyboardInterrupt:
    print("fini", flush=True)
"""


@contextmanager
def process(kit):
    """A server in a process of its own, and its port."""
    run = subprocess.Popen([sys.executable, "-c", PROGRAM, kit], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        yield run, int(run.stdout.readline())
    finally:
        run.kill()
        run.communicate()


def test_a_file_that_is_another_since_is_looked_for_again(kit):
    """Once: the kit may have been made again; what is still not as it was made is not given out."""

    def gone():
        raise FileNotFoundError

    looks = [{"a": gone, "b": gone}, {"a": partial((kit / "index.html").open, "rb"), "b": gone}]

    def look(_):
        return responses.ServedFiles(looks.pop(0) if len(looks) > 1 else looks[0])

    with serving(kit, look) as port:
        assert [status(said(port, get(name))) for name in ("/a", "/b")] == [200, 404]


def test_ctrl_c_ends_it_with_nothing_to_say(kit):
    with process(kit) as (run, port), opened(port) as waiting:
        waiting.sendall(b"GET /")
        assert status(said(port, get("/"))) == 200
        run.send_signal(signal.SIGINT)
        assert run.communicate(timeout=30) == (b"fini\n", b"")
        assert run.returncode == 0


def memory(run):
    """KiB that a process holds."""
    return int(re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{run.pid}/status").read_text())[1])


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
def test_two_hundred_phones_at_once_in_flat_memory(kit):
    """Each wave of 200 gets all it asks for; memory after ten waves is what it was after the first."""
    with process(kit) as (run, port):
        after = []
        for _ in range(10):
            assert crowd(port, 200, len(BIG)) == 200
            after.append(memory(run))
        assert after[-1] < after[0] + 4096
        assert after[0] < 64 * 1024


@pytest.mark.slow
def test_a_slow_crowd_keeps_nobody_out(kit):
    """A thousand who never end their request, and two hundred who do."""
    with process(kit) as (_, port):
        idle = [opened(port) for _ in range(900)]
        for one in idle:
            one.sendall(b"GET / HTTP/1.1\r\n")
        assert crowd(port, 200, len(BIG)) == 200
        for one in idle:
            one.close()


def test_a_port_that_is_taken_is_told_or_left(monkeypatch):
    with network.listen(0) as first:
        taken = first.getsockname()[1]
        with pytest.raises(OSError, match="in use"):
            network.listen(taken)
        monkeypatch.setattr(network, "PORT", taken)
        with network.listen() as other:
            assert other.getsockname()[1] != taken


def test_addresses_are_of_this_machine_and_of_no_loop():
    for address in network.addresses():
        assert not address.startswith("127.")
        with socket.socket() as probe:
            probe.bind((address, 0))

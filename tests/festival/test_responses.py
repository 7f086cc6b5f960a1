"""What requests are answered: files by their names, parts of them, and nothing else whatever is asked."""

from __future__ import annotations

from contextlib import suppress
from http import HTTPStatus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fiches.festival.serve import responses
from fiches.festival.serve.responses import RefusedRequest, Request

HOST = b"Host: salle\r\n"


def head(target=b"/", method=b"GET", fields=HOST, version=b"HTTP/1.1"):
    return b"%s %s %s\r\n%s\r\n" % (method, target, version, fields)


def refused(words):
    with pytest.raises(RefusedRequest) as caught:
        responses.read(words)
    return caught.value.status


@pytest.mark.parametrize(
    ("target", "name"),
    [
        (b"/", "index.html"),
        (b"/f/3/", "f/3/index.html"),
        (b"/fiches/cnsm.pdf?p=affiche", "fiches/cnsm.pdf"),
        (b"/%C3%A9t%C3%A9.html", "été.html"),
        (b"/a%20b", "a b"),
        (b"//etc/passwd", "/etc/passwd"),
        (b"/a#b", "a"),
    ],
)
def test_an_address_names_a_file_of_the_shelf(target, name):
    assert responses.read(head(target)).name == name


@pytest.mark.parametrize(
    "target",
    [
        b"/../secret",
        b"/a/../../secret",
        b"/%2e%2e/secret",
        b"/%2E%2e%2fsecret",
        b"/..%5csecret",
        b"/a%5cb",
        b"/./a",
        b"/%00",
        b"/a%00.html",
        b"/%0d%0aX: y",
        b"/%7f",
        b"/%",
        b"/%zz",
        b"/%e0%80%af",
        b"/%ff",
        b"http://salle/",
        b"*",
        b"secret",
        b"C:\\secret",
        b"salle:443",
    ],
)
def test_tricks_with_addresses_are_no_requests(target):
    assert refused(head(target)) == HTTPStatus.BAD_REQUEST


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (b"\r\n\r\n", 400),
        (b"GET /\r\n\r\n", 400),
        (b"GET  / HTTP/1.1\r\n\r\n", 400),
        (head(version=b"HTTP/2.0"), 400),
        (b"get / HTTP/1.1\r\n\r\n", 400),
        (b"\x16\x03\x01\x02\x00\x01\r\n\r\n", 400),
        (head(fields=b""), 400),
        (head(fields=HOST + b"a b: c\r\n"), 400),
        (head(fields=HOST + b" folded\r\n"), 400),
        (head(fields=HOST + b"X: \x00\r\n"), 400),
        (head(fields=HOST + b"X\r\n"), 400),
        (head(fields=HOST + b"Content-Length: 5\r\n"), 400),
        (head(fields=HOST + b"Transfer-Encoding: chunked\r\n"), 400),
        (head(method=b"POST"), 405),
        (head(method=b"DELETE"), 405),
        (head(method=b"CONNECT", target=b"salle:443"), 405),
        (head(b"/" + b"a" * responses.MAX_ADDRESS_BYTES), 414),
    ],
)
def test_what_is_no_request_of_ours(words, status):
    assert refused(words) == status


@given(st.binary(max_size=200))
def test_bytes_are_a_request_or_refused(noise):
    for words in (noise, head(b"/" + noise), head(fields=HOST + noise)):
        with suppress(RefusedRequest):
            name = responses.read(words + b"\r\n\r\n").name
            assert ".." not in name.split("/") and "\\" not in name and "\0" not in name


@pytest.mark.parametrize(
    ("asked", "status", "start", "length"),
    [
        ("", 200, 0, 100),
        ("bytes=0-9", 206, 0, 10),
        ("bytes=90-", 206, 90, 10),
        ("bytes=-5", 206, 95, 5),
        ("bytes=0-999", 206, 0, 100),
        ("bytes=-999", 206, 0, 100),
        ("bytes=100-", 416, 0, 0),
        ("bytes=-0", 416, 0, 0),
        ("bytes=9-3", 416, 0, 0),
        ("bytes=0-1,5-6", 200, 0, 100),
        ("bytes=-", 200, 0, 100),
        ("pages=1-2", 200, 0, 100),
    ],
)
def test_parts_of_a_file(asked, status, start, length):
    """Phones read a PDF by parts; what they ask that we do not know gets the whole."""
    given_ = responses.answer(Request("a.pdf", fields={"range": asked}), 100, "v1")
    assert given_.head.startswith(b"HTTP/1.1 %d " % status)
    assert (given_.start, given_.length) == (start, length)
    assert b"\r\nContent-Length: %d\r\n" % length in given_.head
    assert (b"\r\nContent-Range: bytes %d-%d/100\r\n" % (start, start + length - 1) in given_.head) == (status == 206)


def test_a_part_of_another_version_is_the_whole():
    fields = {"range": "bytes=0-9", "if-range": '"v0"'}
    assert responses.answer(Request("a.pdf", fields=fields), 100, "v1").length == 100


def test_a_file_that_a_phone_has_is_not_sent_again():
    again = responses.answer(Request("a.pdf", fields={"if-none-match": 'W/"v0", "v1"'}), 100, "v1")
    assert again.head.startswith(b"HTTP/1.1 304 ") and again.length == 0


def test_a_head_is_the_same_without_what_follows():
    whole, head_ = (responses.answer(Request("a.pdf", head=one), 100, "v1") for one in (False, True))
    assert (whole.head, head_.length) == (head_.head, 0)
    assert responses.page(Request("index.html", head=True), b"mots").body == b""


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("x.pdf", "application/pdf"),
        ("a/index.html", "text/html; charset=utf-8"),
        ("X.JPG", "image/jpeg"),
        ("a.webp", "image/webp"),
        ("a.svg", "image/svg+xml"),
        ("LISEZMOI.txt", "text/plain; charset=utf-8"),
        ("kit.zip", "application/zip"),
        ("SHA256SUMS", "application/octet-stream"),
    ],
)
def test_types(name, kind):
    given_ = responses.answer(Request(name), 1, "v").head.decode()
    assert f"\r\nContent-Type: {kind}\r\n" in given_ and "\r\nX-Content-Type-Options: nosniff\r\n" in given_


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("index.html", "frame-ancestors 'none'"),
        ("A.HTML", "object-src 'none'"),
        ("images/a.svg", "sandbox"),
        ("x.pdf", ""),
        ("photo.jpg", ""),
    ],
)
def test_what_a_browser_may_do(name, told):
    page, file = (responses.page(Request(name), b"x"), responses.answer(Request(name), 1, "v"))
    for given_ in (page.head.decode(), file.head.decode()):
        policies = [line for line in given_.split("\r\n") if line.startswith("Content-Security-Policy: ")]
        assert len(policies) == bool(told) and told in "".join(policies)
        assert "\r\nReferrer-Policy: no-referrer\r\n" in given_
        assert "script-src" not in given_ and "'unsafe-eval'" not in given_


def test_a_refusal_leads_to_what_there_is():
    assert b"Content-Security-Policy: default-src 'self'" in responses.refusal(HTTPStatus.NOT_FOUND).head
    told = responses.refusal(HTTPStatus.METHOD_NOT_ALLOWED)
    assert b"\r\nAllow: GET, HEAD\r\n" in told.head and b'href="/"' in told.body
    assert b"\r\nConnection: close\r\n" in told.head


@pytest.mark.parametrize(("asked", "said"), [("", "pas ici"), ("ar, en;q=0.8", "not here"), ("fr-FR, en", "pas ici")])
def test_a_refusal_speaks_the_language_of_the_phone(asked, said):
    told = responses.refusal(HTTPStatus.NOT_FOUND, Request("", fields={"accept-language": asked}))
    assert said.encode() in told.body

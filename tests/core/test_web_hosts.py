"""Which addresses a reader elsewhere cannot open."""

from __future__ import annotations

import pytest

from fiches.core.web_hosts import is_private


@pytest.mark.parametrize(
    "address",
    [
        "http://localhost",
        "http://LOCALHOST:8000/a",
        "http://127.0.0.1/",
        "http://127.1/",
        "http://0.0.0.0:8000",
        "https://192.168.1.20/index.html",
        "http://10.0.0.3",
        "http://172.20.0.1/",
        "http://169.254.3.3/",
        "http://[::1]/",
        "http://[fe80::1]:80/",
        "http://intranet/page",
        "https://serveur.local/",
        "http://nas.lan",
        "http://a.localhost/",
    ],
)
def test_private(address):
    assert is_private(address)


@pytest.mark.parametrize(
    "address",
    [
        "https://fiches.example.org",
        "http://www.migdev.org/f/3",
        "https://8.8.8.8/",
        "https://[2001:4860:4860::8888]/",
        "mailto:bureau@example.org",
        "tel:+33100000000",
        "",
        "http://[",
        "https://local.example.org/localhost",
    ],
)
def test_public(address):
    assert not is_private(address)

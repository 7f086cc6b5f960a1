"""Which addresses of the web only one machine, or one network, can open."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import urlsplit

PRIVATE_ENDS = (
    ".localhost",
    ".local",
    ".lan",
    ".home",
    ".internal",
    ".home.arpa",
    ".intranet",
)  # ends of names of a network


def is_private(address: str) -> bool:
    """Whether a reader elsewhere cannot open `address`: `http://localhost/`, `http://192.168.1.20:8000`."""
    try:
        host = (urlsplit(address).hostname or "").rstrip(".")
    except ValueError:
        return False
    if not host:  # mailto:, tel:
        return False
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return "." not in host or host.endswith(PRIVATE_ENDS) or bool(re.fullmatch(r"[\d.]+", host))

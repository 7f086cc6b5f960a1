"""Which addresses of the web only one machine, or one network, can open."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import unquote, urlsplit

PRIVATE_ENDS = (
    ".localhost",
    ".local",
    ".lan",
    ".home",
    ".internal",
    ".home.arpa",
    ".intranet",
)  # ends of names of a network

_SHARED = re.compile(
    r"https?://(?:(?:docs|drive)\.google\.com/|[\w-]+(?:-my)?\.sharepoint\.com/|onedrive\.live\.com/|1drv\.ms/|"
    r"mail\.google\.com/|web\.whatsapp\.com/|(?:www\.)?notion\.so/|(?:chat\.openai|chatgpt)\.com/)",
    re.IGNORECASE,
)
_DETOUR = re.compile(  # of search engines, of mail programs and of social networks
    r"https?://(?:www\.google\.[a-z.]{2,6}/url|[\w.-]+\.safelinks\.protection\.outlook\.com/"
    r"|lm?\.facebook\.com/l\.php)\?(?:[^#]*&)?(?:q|url|u)=(?P<beyond>https?(?::|%3A)[^&#]+)",
    re.IGNORECASE,
)

_FOLLOWED = re.compile(r"(?<=[?&])(?:utm_\w+|fbclid|gclid|igshid|mc_[ce]id|msclkid)=[^&#\s]*&?", re.IGNORECASE)


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


def is_shared(address: str) -> bool:
    """Whether `address` is a document that its owner shares, with some or with all: Google Docs, SharePoint."""
    return bool(_SHARED.match(address))


def beyond_detour(address: str) -> str:
    """Where `address` leads in the end, when it first goes to a service that follows readers; else nothing."""
    match = _DETOUR.match(address)
    return unquote(match["beyond"]) if match else ""


def untracked(address: str) -> str:
    """`address` without what tells somebody where its readers come from: `?utm_source=…`, `fbclid=…`; else nothing."""
    bare = _FOLLOWED.sub("", address)
    return "" if bare == address else re.sub(r"([?&])&+", r"\1", bare).replace("?#", "#").rstrip("?&")

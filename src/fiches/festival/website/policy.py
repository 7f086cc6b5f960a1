"""What a browser may do with a page of the kit, told in the page itself: static hosts and USB sticks send no headers.

Scripts, pictures and fonts come from files of the kit, styles from the page as it was made; nothing is asked of anybody
else, and nothing is sent (https://www.w3.org/TR/CSP3/).
"""

from __future__ import annotations

import base64
import hashlib
import re

FILES = "'self' file:"  # on a stick some browsers take no file for the same site; no website can show one of a machine
_HEAD = re.compile(r"<head\b[^>]*>|<!doctype[^>]*>(?!.*<head\b)", re.IGNORECASE | re.DOTALL)
_STYLE = re.compile(r"<style\b[^>]*>(.*?)</style\s*>", re.IGNORECASE | re.DOTALL)


def bound(page: str) -> str:
    """The same HTML, which says first of all what it may do."""
    told = (
        f'\n<meta http-equiv="Content-Security-Policy" content="{_policy(page)}">'
        '\n<meta name="referrer" content="no-referrer">'
    )
    head = _HEAD.search(page)
    start = head.end() if head else 0
    return f"{page[:start]}{told}{page[start:]}"


def _policy(page: str) -> str:
    styles = " ".join(dict.fromkeys(f"'{_digest(text)}'" for text in _STYLE.findall(page))) or "'none'"
    return (
        f"default-src 'none'; script-src {FILES}; style-src {styles}; img-src {FILES}; font-src {FILES}; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"

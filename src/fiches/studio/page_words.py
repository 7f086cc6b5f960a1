"""The words of the studio's own page, in the language of its user, and the empty document that sheets are shown in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from html import escape
from pathlib import Path

from fiches.config.languages import is_rtl
from fiches.core.messages import Catalogue, message

PAGE = Path(__file__).with_name("page")
_HOLE = re.compile(r"\{\{ (\w+) \}\}")
HOLES = {"name": "{name}", "count": "{count}", "more": "{more}", "when": "{when}"}  # which the page fills itself
PAGE_WORDS = """
    title sheets booklets aside new-sheet new-title create cancel search back facts text pictures voices history
    pages problems no-problem room-left room-kept words saved saving unsaved offline duplicate rename put-aside
    take-back file-changed keep-mine keep-theirs yours theirs written-by your-name mend go download build print
    kit posters stop running done failed stopped made order up down add-picture file focus remove add choose
    candidates chosen raw zoom-in zoom-out facing errors warnings notes fits-not unreadable code enter
    wrong-code changes restore nothing drop close review read-by changed-since go-there reopen settle i-have-read
    remark-on
    remark on-map pick-place search-place example import-word kept
"""  # of what the page says


def as_json(words: Catalogue) -> str:
    """Every word of the page by the end of its name, as JSON that may stand in a page."""
    said = {name: words.text(message(f"studio.page.{name}", **HOLES)) for name in PAGE_WORDS.split()}
    return json.dumps(said, ensure_ascii=False).replace("<", "\\u003c").replace("&", "\\u0026")


def page(words: Catalogue, script: str, nonce: str) -> str:
    """The document that one of our scripts fills in, in the language of its user."""
    holes = {
        "language": words.language, "direction": "rtl" if is_rtl(words.language) else "ltr", "nonce": nonce,
        "script": script, "words": as_json(words),
    }  # fmt: skip
    return _HOLE.sub(lambda found: holes[found[1]], (PAGE / "index.html").read_text("utf-8"))


def frame(styles: Iterable[str]) -> str:
    """A document with the style sheets of a format, in the order in which the engine reads them, and no page yet."""
    links = "".join(f'<link rel="stylesheet" href="/styles/{escape(name)}">' for name in styles)
    own = '<style id="papier"></style><link rel="stylesheet" href="/page/apercu.css">'
    head = f'<meta charset="utf-8"><base href="/sheets/"><title></title>{links}{own}'
    return f'<!doctype html><html><head>{head}</head><body class="document"></body></html>'

"""The words of the studio's own page, in the language of its user, and the empty document that sheets are shown in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from html import escape
from pathlib import Path

from fiches.config.languages import is_rtl
from fiches.core.messages import Catalogue, message
from fiches.studio.guards import MOST_UPLOAD

PAGE = Path(__file__).with_name("page")
_HOLE = re.compile(r"\{\{ (\w+) \}\}")
HOLES = {"name": "{name}", "count": "{count}", "more": "{more}", "when": "{when}"}  # which the page fills itself
PAGE_WORDS = """
    a-name add add-entries add-picture add-testimonies add-text aside back before before-help booklet-of
    booklet-title booklets build build-help came-back cancel candidates changed-ago changed-since changes choose
    chosen close code create crop delete-it done down download drop duplicate enter errors example facing facts
    failed file file-changed first-save fit fits-not focus focus-help for-copier for-copier-help for-data
    for-data-help for-draft for-draft-help for-kit for-kit-help for-printer for-printer-help for-screen
    for-screen-help for-wall for-wall-help go go-there held-keep held-split history history-empty history-help
    i-have-read import-help import-word importing is-rubric join-rubric keep keep-mine keep-theirs kept kit kit-help
    language language-own loading log made map-none map-shores map-world mend mend-it model model-help model-own
    more-actions new-booklet new-booklet-help new-sheet new-title no-photos no-place no-problem no-problem-help
    no-rubric no-voice-chosen no-voices not-done not-in-booklet not-placed notes nothing-made offline on-map
    one-per-line ongoing open order own-pages page-of pages pair pdf photo-above photo-below photo-later
    photo-middle photo-page photo-sooner pick-day pick-place pictures posters posters-help present print print-help
    problems provisional publisher publisher-colophon publisher-format publisher-help publisher-nom publisher-site
    put-aside put-away put-choose put-there put-where raw read-by remark remark-on remarks remarks-there remove
    remove-text remove-text-help rename rename-help reopen required restore restore-help retitle review review-help
    room-full room-kept room-least room-left running said-words same-as-now save saved saves saving search
    search-place see-pages see-text settle severity-error severity-note severity-warning sheet-empty
    sheet-empty-help sheet-language sheets somebody stop stopped take-away take-back text text-title texts
    texts-help theirs title to-year too-heavy unreadable unsaved up used-elsewhere voices voices-help voices-wait
    waits-for waits-help warnings who-speaks words written-by wrong-code your-name your-name-why yours zoom-in
    zoom-out
"""  # of what the page says


def as_json(words: Catalogue) -> str:
    """Every word of the page by the end of its name, as JSON that may stand in a page."""
    said = {name: _counted(words, name) for name in PAGE_WORDS.split()}
    return json.dumps(said, ensure_ascii=False).replace("<", "\\u003c").replace("&", "\\u0026")


def _counted(words: Catalogue, name: str) -> str | list[str]:
    """What is said; where one thing is told otherwise than several, both."""
    one, many = (str(words.text(message(f"studio.page.{name}", n=n, **HOLES))) for n in (1, 2))
    return one if one == many else [one, many]


def page(words: Catalogue, script: str, nonce: str) -> str:
    """The document that one of our scripts fills in, in the language of its user."""
    holes = {
        "language": words.language, "direction": "rtl" if is_rtl(words.language) else "ltr", "nonce": nonce,
        "script": script, "words": as_json(words), "most": str(MOST_UPLOAD),
    }  # fmt: skip
    return _HOLE.sub(lambda found: holes[found[1]], (PAGE / "index.html").read_text("utf-8"))


def frame(styles: Iterable[str]) -> str:
    """A document with the style sheets of a format, in the order in which the engine reads them, and no page yet."""
    links = "".join(f'<link rel="stylesheet" href="/styles/{escape(name)}">' for name in styles)
    own = '<style id="papier"></style><link rel="stylesheet" href="/page/apercu.css">'
    head = f'<meta charset="utf-8"><base href="/sheets/"><title></title>{links}{own}'
    return f'<!doctype html><html><head>{head}</head><body class="document"></body></html>'

"""What is said of an element of HTML that stands in a text, by what it was meant to do."""

from __future__ import annotations

import re

_ANY_TAG = re.compile(r"</?(?P<name>[a-z][\w:]*)", re.IGNORECASE)
_TO_REPLACE = re.compile(r"<[A-Za-z][\w'’-]*(?: [\w'’-]+)+>")  # to fill in: of an element, words would have values
_OF_LOOK = [
    "span", "font", "div", "p", "center", "u", "s", "small", "mark", "details", "aside", "hr", "kbd", "blockquote",
    "figure", "figcaption", "code", "pre", "q", "cite", "abbr", "dl", "dt", "dd", "section", "article", "header",
]  # fmt: skip
_BY_TAG = {
    "br": "break",
    "a": "link",
    "img": "picture",
    **dict.fromkeys(("table", "thead", "tbody", "tr", "td", "th"), "table"),
    **dict.fromkeys((f"h{level}" for level in range(1, 7)), "heading"),
    **dict.fromkeys(("sup", "sub"), "raised"),
    **dict.fromkeys(_OF_LOOK, "tags"),
}


def refusal(tag: str) -> str:
    """The name of what is said of a tag, `<span style="color:red">`."""
    if _TO_REPLACE.fullmatch(tag):
        return "html-refuse.blank"
    found = _ANY_TAG.match(tag)
    kind = _BY_TAG.get(found["name"].lower(), "") if found else ""
    return f"html-refuse.{kind}" if kind else "html-refuse"

"""Pages of HTML as XML: each element closed, each sign by itself (https://html.spec.whatwg.org/#the-xhtml-syntax)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple
from xml.etree import ElementTree

from fiches.festival.xml_trees import XHTML

OPS = "http://www.idpf.org/2007/ops"
_VALUES = r"""(?:[^>"']|"[^"]*"|'[^']*')*?"""
_VOID = re.compile(rf"<(area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)\b({_VALUES})\s*/?>")
_NAMED_SIGNS = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)[A-Za-z][A-Za-z0-9]*;")
_HEADS = {f"{{{XHTML}}}h{level}": level for level in (1, 2)}


class Heading(NamedTuple):
    """A heading that can be gone to: its level, its name in the page, its words."""

    level: int
    id: str
    words: str


def of_html(page: str) -> str:
    """The same page as XML, if its elements are closed in their order; ElementTree.ParseError where they are not."""
    made = _NAMED_SIGNS.sub(lambda name: unescape(name[0]), _VOID.sub(r"<\1\2/>", page))
    ElementTree.fromstring(made)
    return made


def headings(page: str) -> Iterator[Heading]:
    """Those of the first two levels that have a name, in order."""
    for element in ElementTree.fromstring(page).iter():
        if element.tag in _HEADS and (name := element.get("id")):
            yield Heading(_HEADS[element.tag], name, " ".join("".join(element.itertext()).split()))


def title(page: str) -> str:
    """What a page is called."""
    return ElementTree.fromstring(page).findtext(f"{{{XHTML}}}head/{{{XHTML}}}title", "").strip()

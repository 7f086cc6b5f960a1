"""Pages of a document that stay as they were are not laid out again in a process that stays.

Composed pages stand each in an element of its own, the children of one element, and nothing flows from one to the next.
A page is what it was when the document around it, its own words and all pictures are; where anything could still lead
from one page to another (a margin box, a counter, what is repeated on each page), all are laid out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from fiches.render import weasyprint_pages as engine_pages

PAGE_CLASS = "feuille"
_PAGE = re.compile(rf'(?=<section class="{PAGE_CLASS}\b)')
_LEADS_ON = re.compile(r"target-|-quote|footnote|note\(")  # in a style sheet or a document: from one page to another


class DocumentWords(NamedTuple):
    """What a document is made of: its HTML, the digest of its pictures, the words of its style sheets."""

    html: str
    pictures: str
    styles: str


class _LaidPage(NamedTuple):
    """A page as it was laid out: what it says, its element, the page."""

    said: str
    element: Any
    page: Any  # a weasyprint.document.Page


@dataclass(frozen=True, slots=True)
class LaidPages:
    """The pages of the document that was laid out last, its element, and what it says around them."""

    around: tuple[str, ...] = ()
    root: Any = None
    pages: tuple[_LaidPage, ...] = ()

    def alike(self, around: tuple[str, ...], said: Sequence[str]) -> dict[int, _LaidPage]:
        """Those of its pages that a document has too, by their place."""
        if around != self.around:
            return {}
        return {
            place: one for place, (one, words) in enumerate(zip(self.pages, said, strict=True)) if one.said == words
        }


def laid_out(source: Any, said: DocumentWords, lay: Callable[[], Any], last: LaidPages) -> tuple[Any, LaidPages]:  # noqa: ANN401
    """What `lay` makes of a document (of a weasyprint.HTML a weasyprint.Document), and its pages for the next one."""
    head, *words = _PAGE.split(said.html)
    elements = list(_holder(source.etree_element))
    if not elements or len(words) != len(elements) or _LEADS_ON.search(said.styles) or _LEADS_ON.search(said.html):
        return lay(), LaidPages()
    around = (head, said.pictures, *(one.partition(">")[0] for one in words))
    kept = last.alike(around, words)
    document = _laid_beside(kept, source, last.root, lay) if kept else lay()
    elements = list(_holder(source.etree_element))
    if not _is_apart(document, elements):
        return (lay() if kept else document), LaidPages()
    pages = map(_LaidPage, words, elements, document.pages)
    return document, LaidPages(around, source.etree_element, tuple(pages))


def _holder(root: Any) -> Any:  # noqa: ANN401  # the element of a document
    """The element whose children are its pages; an empty one where something stands beside them."""
    body = root.find("body")
    holder = body[0] if body is not None and len(body) == 1 else ()
    return holder if all(PAGE_CLASS in one.get("class", "").split() for one in holder) else ()


def _laid_beside(kept: Mapping[int, _LaidPage], source: Any, root: Any, lay: Callable[[], Any]) -> Any:  # noqa: ANN401
    """A document laid out but for the pages that are kept; the others go into the tree that those are of."""
    holder = _holder(root)
    for place, element in enumerate(_holder(source.etree_element)):
        holder[place] = kept[place].element if place in kept else element
    engine_pages.plant(source, root)
    with engine_pages.without_contents(source, [one.element for one in kept.values()]):
        document = lay()
    if len(document.pages) == len(holder):
        for place, one in kept.items():
            document.pages[place] = one.page
    return document


def _is_apart(document: Any, elements: Sequence[Any]) -> bool:  # noqa: ANN401  # a weasyprint.Document
    """Whether each page stands in its own element, and nothing leads from one to another."""
    return len(document.pages) == len(elements) and all(map(engine_pages.is_alone, document.pages, elements))

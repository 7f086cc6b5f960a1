"""The elements that prose is in: what stands before the content of each, and after it."""

from __future__ import annotations

from html import escape

from fiches.config.languages import is_rtl
from fiches.content.blocks import Block, Inline, NoteMark, NotePlace, Span, Words, plain

LINK = "a"
VERBATIM = "verbatim"  # the class of a « … » passage
ORDERED = "bdo"  # what is read as it is typed, from left to right
ISOLATED = "bdi"  # words that are read from left to right, whatever stands beside them


def cell_tags(cell: Block, class_: str = "") -> tuple[str, str]:
    """What stands before the content of a cell and after it."""
    tag, scope = ("th", ' scope="col"') if cell.kind == "head" else ("td", "")
    own = f' class="{class_}"' if class_ else ""
    return f"<{tag}{scope}{own}{language_attributes(cell.lang)}>", f"</{tag}>"


def language_attributes(lang: str) -> str:
    """What says the language of an element and which way it is read."""
    if not lang:
        return ""
    direction = "rtl" if is_rtl(lang) else "ltr"
    return f' lang="{escape(lang)}" dir="{direction}"'


def inside(span: Span | NoteMark) -> tuple[Inline, ...]:
    """What an element holds: a link only its words, since the engine makes a link of its own of all in a link."""
    if isinstance(span, NoteMark):
        return (Words(span.text),)
    return (Words(plain(span.children)),) if span.tag == LINK else span.children


def _of_note(mark: NoteMark) -> tuple[str, str]:
    """The same of a number of a note: from its first call to the note, and back."""
    name = escape(f"{mark.sheet}-{mark.number}" if mark.sheet else str(mark.number))
    if mark.place is NotePlace.NOTE:
        return f'<a class="numero-note" id="note-{name}" href="#appel-{name}" role="doc-backlink">', "</a>"
    own = f' id="appel-{name}"' if mark.place is NotePlace.CALL else ""
    return f'<sup class="appel"><a href="#note-{name}"{own} role="doc-noteref">', "</a></sup>"


def opening(span: Span | NoteMark, more: str = "") -> tuple[str, str]:
    """What stands before the content of a span, with `more` attributes where it is a link, and after it."""
    if isinstance(span, NoteMark):
        return _of_note(span)
    if span.tag == VERBATIM:
        return f'<span class="{VERBATIM}">', "</span>"
    if span.tag in (ORDERED, ISOLATED):
        return f'<{span.tag} dir="ltr">', f"</{span.tag}>"
    target = f' href="{escape(span.href)}"{more}' if span.href else ""
    return f"<{span.tag}{target}{language_attributes(span.lang)}>", f"</{span.tag}>"

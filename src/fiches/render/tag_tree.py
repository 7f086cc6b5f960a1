"""The tag tree that the engine makes, read as values, made what a reader should be told, and written back.

The engine makes a tag of each box: of each line of a paragraph, of each part of what a column or a page cuts, of what
only stands somewhere. Whoever listens to a page is told of one element for each thing that its author wrote.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from fiches.compose.set_text import GOES_ON
from fiches.render import weasyprint_private as private
from fiches.render.weasyprint_private import TaggedBoxes

CONTENTS_ROLE = "doc-toc"  # the role of a list that is a table of contents (DPUB-ARIA)
_STRUCTURE_KEYS = frozenset(("Type", "S", "K", "Pg", "P"))  # all that a tag says that has nothing to say
_MEANINGLESS = ("/Span", "/NonStruct", "/Div")  # they mean nothing unless they say something
_HOLDER_KINDS = ("/Document", "/Part", "/Art", "/Sect", "/Div", "/BlockQuote")  # of blocks, never of words
_INLINE_KINDS = ("/Span", "/NonStruct", "/Link", "/Lbl", "/Reference")
_CELL_KINDS = ("/TD", "/TH", "/TR")  # that may be empty


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that stands on a page: the number of a content, or the object that refers to a link."""

    page: bytes
    content: int | bytes


@dataclass(slots=True)
class Tag:
    """One element: its kind, the element of the source, what it says, and what it holds in order."""

    kind: str
    held: Any  # a pydyf.Dictionary; None before it is written
    box: Any = None
    kids: list[Tag | Mark] = field(default_factory=list)

    @property
    def is_plain(self) -> bool:
        """Whether it says nothing at all."""
        return self.kind in _MEANINGLESS and (self.held is None or self.held.keys() <= _STRUCTURE_KEYS)

    @property
    def is_apart(self) -> bool:
        """Whether it stands by itself, and not in a line of words, though it means nothing."""
        return self.kind == "/Div" or (self.kind == "/NonStruct" and self.box.style["display"][0] != "inline")

    def attribute(self, name: str) -> str:
        """Of that element; nothing where there is none."""
        return private.attribute(self.box, name) if self.box is not None else ""

    @property
    def element(self) -> Any:  # noqa: ANN401
        """The element of the source; None for what the engine made by itself."""
        return getattr(self.box, "element", None)


def finish(pdf: Any, root: Any, tagged: TaggedBoxes) -> None:  # noqa: ANN401  # a pydyf.PDF, its StructTreeRoot
    """Makes the tree one of what its source holds: one element each, none of them empty or without meaning."""
    tree = _read(pdf, private.referred(pdf, root["K"][0]), tagged)
    before = set(_numbers(tree))
    _join(tree, {}, ())
    tree.kids = _blocks(list(_made(tree.kids)))
    _write(pdf, tree, root)
    private.take_out(pdf, before - set(_numbers(tree)))


def _read(pdf: Any, held: Any, tagged: TaggedBoxes) -> Tag:  # noqa: ANN401
    kids: list[Tag | Mark] = []
    for kid in held["K"]:
        if isinstance(kid, int):
            kids.append(Mark(held["Pg"], kid))
        elif (other := private.referred(pdf, kid)).get("Type") == "/OBJR":
            kids.append(Mark(other["Pg"], kid))
        else:
            kids.append(_read(pdf, other, tagged))
    return Tag(held["S"], held, tagged.get(held.number, (None, None))[1], kids)


def _numbers(tag: Tag) -> Iterator[int]:
    """Of the objects of a tag and of all below."""
    yield tag.held.number
    for kid in tag.kids:
        if isinstance(kid, Tag):
            yield from _numbers(kid)


# --- one element for each thing ----------------------------------------------------------


def _join(tag: Tag, known: dict[object, Tag], around: tuple[Tag, ...]) -> None:
    """Puts the parts of what is cut into the first of them."""
    kids, tag.kids = tag.kids, []
    seen = {} if tag.kind == "/Table" else known  # a table that is cut is several, each under its head
    for kid in kids:
        if isinstance(kid, Mark):
            tag.kids.append(kid)
            continue
        first = seen.setdefault(_identity(kid), kid)
        if first is kid:
            tag.kids.append(kid)
            _join(kid, seen, (*around, tag))
            continue
        part = Tag(kid.kind, kid.held, kid.box, kid.kids)
        _join(part, seen, (*around, tag))
        inside = first is tag or first in around  # a box within one of the same element
        (tag if inside else first).kids += part.kids


def _identity(tag: Tag) -> object:
    """What parts of one thing have in common."""
    if tag.kind == "/P" and (name := _cut_name(tag)):
        return name
    return (id(tag.element), tag.box.element_tag, tag.kind) if tag.element is not None else id(tag)


def _cut_name(tag: Tag) -> str:
    """The name of a cut paragraph, which its lines give."""
    for kid in tag.kids:
        if isinstance(kid, Tag):
            return kid.attribute(GOES_ON)
    return ""


# --- nothing that means nothing ------------------------------------------------------------


def _made(kids: Iterable[Tag | Mark]) -> Iterator[Tag | Mark]:
    """What a tag holds, made right: what says nothing gives way to what is in it, what is empty to nothing."""
    for kid in kids:
        if isinstance(kid, Mark):
            yield kid
            continue
        kid.kids = list(_made(kid.kids))
        if kid.attribute("role") == CONTENTS_ROLE and kid.kind == "/L":
            yield _contents(kid)
        elif (
            kid.kids or kid.kind in _CELL_KINDS or not (kid.kind in _HOLDER_KINDS or kid.kind in ("/P", *_INLINE_KINDS))
        ):
            yield from _settled(kid)


def _settled(tag: Tag) -> Iterator[Tag | Mark]:
    """One tag, its content made right."""
    if tag.is_plain and not tag.is_apart:
        yield from tag.kids
    elif tag.is_plain or (tag.kind == "/P" and any(map(_is_block, tag.kids))):
        yield from _blocks(tag.kids, tag)
    else:
        tag.kind = "/Span" if tag.kind == "/NonStruct" and not tag.is_apart else tag.kind
        tag.kids = _blocks(tag.kids) if tag.kind in _HOLDER_KINDS else _words(tag)
        yield tag


def _is_block(kid: Tag | Mark) -> bool:
    return isinstance(kid, Tag) and kid.kind not in (*_INLINE_KINDS, "/Figure")


def _is_words(kid: Tag | Mark) -> bool:
    return isinstance(kid, Mark) or kid.kind in _INLINE_KINDS


def _blocks(kids: list[Tag | Mark], of: Tag | None = None) -> list[Tag | Mark]:
    """What holds blocks alone: words that stand between them become paragraphs, the first of them `of` itself."""
    found = list[Tag | Mark]()
    for words, run in groupby(kids, _is_words):
        if not words:
            found += run
            continue
        held, box = (of.held, of.box) if of else (None, None)
        found.append(Tag("/P", held, box, list(run)))
        of = None
    return found


def _words(tag: Tag) -> list[Tag | Mark]:
    """What a heading or a link holds: the words of paragraphs in it are its own."""
    if tag.kind[:2] != "/H" and tag.kind != "/Link":
        return tag.kids
    return [word for kid in tag.kids for word in (kid.kids if isinstance(kid, Tag) and kid.kind == "/P" else [kid])]


def _contents(tag: Tag) -> Tag:
    """A table of contents: its entries refer to where they lead."""
    entries = list[Tag | Mark]()
    for item in tag.kids:
        if isinstance(item, Tag):
            labels = [kid for kid in item.kids if isinstance(kid, Tag) and kid.kind == "/Lbl"]
            told = Tag("/Reference", None, None, [kid for kid in _inline(item) if kid not in labels])
            entries.append(Tag("/TOCI", item.held, item.box, [*labels, told]))
    tag.held.pop("A", None)
    return Tag("/TOC", tag.held, tag.box, entries)


def _inline(tag: Tag) -> Iterator[Tag | Mark]:
    """The words of an entry, out of the bodies and paragraphs that hold them."""
    for kid in tag.kids:
        if isinstance(kid, Tag) and kid.kind not in _INLINE_KINDS:
            yield from _inline(kid)
        else:
            yield kid


# --- as the file has it ------------------------------------------------------------------


def _write(pdf: Any, tree: Tag, root: Any) -> None:  # noqa: ANN401
    """Writes a tree back, and which tag each content and each link is of."""
    import pydyf

    pages = [(reference, dict[int, bytes]()) for reference in pdf.page_references]
    links = dict[int, bytes]()
    _hold(pdf, tree, tree.held["P"])
    for tag in _every(tree):
        for mark in (kid for kid in tag.kids if isinstance(kid, Mark)):
            if isinstance(mark.content, int):
                dict(pages)[mark.page][mark.content] = tag.held.reference
            else:
                link = private.referred(pdf, private.referred(pdf, mark.content)["Obj"])
                links[link["StructParent"]] = tag.held.reference
    numbered = pydyf.Array()
    for index, (_, marks) in enumerate(pages):
        numbered += [index, pydyf.Array(reference for _, reference in sorted(marks.items()))]
    for number, reference in sorted(links.items()):
        numbered += [number, reference]
    private.referred(pdf, root["ParentTree"])["Nums"] = numbered


def _every(tag: Tag) -> Iterator[Tag]:
    yield tag
    for kid in tag.kids:
        if isinstance(kid, Tag):
            yield from _every(kid)


def _hold(pdf: Any, tag: Tag, parent: Any) -> None:  # noqa: ANN401
    """Puts what a tag holds into its object, which is made where there is none."""
    import pydyf

    page = next((mark.page for one in _every(tag) for mark in one.kids if isinstance(mark, Mark)), None)
    if tag.held is None:
        tag.held = pydyf.Dictionary({"Type": "/StructElem"})
        pdf.add_object(tag.held)
    tag.held |= {"S": tag.kind, "P": parent} | ({"Pg": page} if page else {})
    held = pydyf.Array()
    for kid in tag.kids:
        if isinstance(kid, Tag):
            _hold(pdf, kid, tag.held.reference)
            held.append(kid.held.reference)
        elif isinstance(kid.content, bytes) or kid.page == page:
            held.append(kid.content)
        else:
            held.append(pydyf.Dictionary({"Type": "/MCR", "Pg": kid.page, "MCID": kid.content}))
    tag.held["K"] = held

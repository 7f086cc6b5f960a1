"""What the engine's tags leave unsaid: languages, lists, heads, notes, links, divided words, where figures stand.

It knows the language of each box and tells only that of the document; it lists no heads, numbers no list, calls a link
by its address and places figures in the pixels of its own page. All is added here, while a document is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from fiches.compose.paragraph import DIVISION, TRUE_HYPHEN
from fiches.core.geometry import POINTS_PER_PX
from fiches.render import tag_tree
from fiches.render import weasyprint_private as private
from fiches.render.drawn_spaces import DrawnSpaces
from fiches.render.weasyprint_private import TaggedBoxes
from fiches.typography.french import JOINER

HEADINGS = "FichesHeadings"  # of a tag tree: its headings, in order
SOFT_HYPHEN = "\u00ad"
SUMMARY = "data-resume"  # the attribute of a table that says what it is about
_ROLES: Mapping[str, str] = MappingProxyType(
    {"note-texte": "/Note", "appel": "/Reference"}  # by the class of an element
)
PRINTED = 4  # of an annotation: it is there on paper too
_NUMBERING: Mapping[str, str] = MappingProxyType(
    {
        "none": "/None", "disc": "/Disc", "circle": "/Circle", "square": "/Square", "decimal": "/Decimal",
        "lower-roman": "/LowerRoman", "upper-roman": "/UpperRoman",
        "lower-alpha": "/LowerAlpha", "upper-alpha": "/UpperAlpha",
    }
)  # fmt: skip


def finish(pdf: Any, tagged: TaggedBoxes, *, named: bool = False) -> None:  # noqa: ANN401  # a pydyf.PDF
    """Says what is unsaid of each tag, and lists the headings and the heads of tables.

    Places that links lead to are `named` by their tags too, as PDF 2.0 knows them.
    """
    tagged = {one: (pdf.objects[one], box) for one, (_, box) in tagged.items()}  # a file may be written again
    for tag, box in tagged.values():
        kind = tag["S"]
        if kind in ("/TH", "/L", "/Table"):
            _attribute(tag, box)
        elif kind == "/Figure":
            _place(tag, pdf)
        elif role := _ROLES.get(private.attribute(box, "class")):
            tag["S"] = role
        if link := private.link_annotation(box):
            _tell(link, box)
    ends = DrawnSpaces(pdf)
    _join_words(pdf, tagged, ends)
    _name_notes(tag for tag, _ in tagged.values())
    _part_heads(pdf, tagged, ends)
    _languages(pdf, tagged)
    tree = private.referred(pdf, pdf.catalog["StructTreeRoot"])
    tag_tree.finish(pdf, tree, tagged)
    _list_heads(tree, pdf)
    _list_headings(tree, pdf)
    if named:
        _name_targets(pdf, tagged)


def _attribute(tag: Any, box: Any) -> None:  # noqa: ANN401
    """How a list is numbered; whether a head is that of a row or of a column; what a table is about."""
    import pydyf

    if tag["S"] == "/Table":
        if summary := box.element.get(SUMMARY):
            tag["A"] = pydyf.Dictionary({"O": "/Table", "Summary": pydyf.String(summary)})
    elif tag["S"] == "/L":
        usual = "decimal" if box.element_tag == "ol" else "disc"
        style = box.style["list_style_type"]
        numbering = _NUMBERING.get(style if isinstance(style, str) else usual, _NUMBERING[usual])
        tag["A"] = pydyf.Dictionary({"O": "/List", "ListNumbering": numbering})
    elif "A" in tag:
        tag["A"]["Scope"] = "/Row" if box.element.get("scope") == "row" else "/Column"


def _name_notes(tags: Iterable[Any]) -> None:
    """Gives each note the name that PDF/UA demands of it."""
    import pydyf

    for number, tag in enumerate((tag for tag in tags if tag["S"] == "/Note"), start=1):
        tag["ID"] = pydyf.String(f"note-{number:03}")


def _place(tag: Any, pdf: Any) -> None:  # noqa: ANN401
    """A figure's box, from CSS pixels below the top of its page to points above its foot."""
    import pydyf

    _, _, _, height = private.referred(pdf, tag["Pg"])["TrimBox"]
    left, top, right, foot = (side * POINTS_PER_PX for side in tag["A"]["BBox"])
    tag["A"]["BBox"] = pydyf.Array(round(side, 3) for side in (left, height - foot, right, height - top))


def _tell(link: Any, box: Any) -> None:  # noqa: ANN401
    """Calls a link by its words; one that leads out of the file, by its address too."""
    import pydyf

    words = " ".join("".join(box.element.itertext()).split())
    address = link["A"]["URI"].string if "A" in link else ""
    said = f"{words} ({address})" if address and words not in address else words or address
    if said:
        link["Contents"] = pydyf.String(said)
    link["F"] = PRINTED


def _join_words(pdf: Any, tagged: TaggedBoxes, ends: DrawnSpaces) -> None:  # noqa: ANN401
    """Says the hyphen of each divided word as one that is none, and the space that the end of a line stands for.

    Where that space can not be drawn, as where there is a hyphen, the line keeps a tag, which says what the line says.
    """
    import pydyf

    for tag, box in tagged.values():
        for line, (text, goes_on) in zip(_lines(pdf, tagged, tag), private.texts(box), strict=False):
            said = text.replace(JOINER, "")
            if text.endswith(DIVISION):
                line["ActualText"] = pydyf.String(said.removesuffix(DIVISION) + SOFT_HYPHEN)
            elif not goes_on and not text.endswith((" ", TRUE_HYPHEN, "-")) and not ends.spaced(line, text):
                line["ActualText"] = pydyf.String(f"{said} ")


def _lines(pdf: Any, tagged: TaggedBoxes, tag: Any) -> Iterator[Any]:  # noqa: ANN401
    """The tags of the lines that a tag holds itself."""
    for kid in tag["K"]:
        if isinstance(kid, bytes) and private.number(kid) not in tagged:
            line = private.referred(pdf, kid)
            if "K" in line:  # and it is no link of the page
                yield line


def _part_heads(pdf: Any, tagged: TaggedBoxes, ends: DrawnSpaces) -> None:  # noqa: ANN401
    """Says the space between two parts of a heading that stand on lines of their own: the engine draws none."""
    import pydyf

    for tag, box in tagged.values():
        head, _ = tagged.get(private.number(tag["P"]), ({}, None))
        if tag["S"] == "/Span" and head.get("S", "")[:2] == "/H" and head["K"][-1] != tag.reference:
            line, text = _last_line(pdf, tagged, tag, box)
            if line and text.strip() and not text.endswith(" ") and not ends.spaced(line, text):
                line["ActualText"] = pydyf.String(f"{text.replace(JOINER, '')} ")


def _last_line(pdf: Any, tagged: TaggedBoxes, tag: Any, box: Any) -> tuple[Any, str]:  # noqa: ANN401
    """The tag of the last line of words that stands in a box, and its words; nothing where it is no line alone."""
    while tag["K"] and isinstance(tag["K"][-1], bytes) and (number := private.number(tag["K"][-1])) in tagged:
        tag, box = tagged[number]
    words = list(private.texts(box))
    return (private.referred(pdf, tag["K"][-1]), words[-1][0]) if tag["K"] and words else (None, "")


def _languages(pdf: Any, tagged: TaggedBoxes) -> None:  # noqa: ANN401
    """Gives its language to each tag that is in another than what holds it."""
    import pydyf

    whole = pdf.catalog["Lang"].string
    for tag, box in tagged.values():
        held = tagged.get(private.number(tag["P"]))
        around = (held[1].style["lang"] if held else None) or whole
        own = box.style["lang"] or whole
        if own != around:
            tag["Lang"] = pydyf.String(own)


def _name_targets(pdf: Any, tagged: TaggedBoxes) -> None:  # noqa: ANN401
    """Says of each bookmark, and of each place that has a name, which tag stands there, where one does."""
    there = {id(held) for held in pdf.objects}
    kept = [(tag, box) for tag, box in tagged.values() if id(tag) in there]
    _name_of_bookmarks(pdf, kept)
    _name_of_places(pdf, {box.style["anchor"]: tag for tag, box in reversed(kept)})


def _name_of_bookmarks(pdf: Any, kept: Iterable[tuple[Any, Any]]) -> None:  # noqa: ANN401
    import pydyf

    marked = dict[bytes, list[Any]]()  # by page
    for tag, box in kept:
        if box.bookmark_label and box.style["bookmark_level"] != "none":
            marked.setdefault(tag["Pg"], []).append(tag)
    for item in (held for held in pdf.objects if isinstance(held, pydyf.Dictionary) and "Title" in held):
        if left := marked.get(item["Dest"][0]):
            item["SE"] = left.pop(0).reference


def _name_of_places(pdf: Any, targets: Mapping[str, Any]) -> None:  # noqa: ANN401
    import pydyf

    names = pdf.catalog.get("Names", {}).get("Dests", {}).get("Names", [])
    for at in range(0, len(names), 2):
        name, place = names[at : at + 2]
        if name.string in targets:
            named = pydyf.Array([targets[name.string].reference, *place[1:]])
            names[at + 1] = pydyf.Dictionary({"D": place, "SD": named})


def _list_heads(tree: Any, pdf: Any) -> None:  # noqa: ANN401
    """Lists notes and the heads of tables by their names: PDF demands it, the engine leaves it out."""
    import pydyf

    heads = [one for one in pdf.objects if isinstance(one, pydyf.Dictionary) and "ID" in one]
    if heads:
        names = [half for one in sorted(heads, key=lambda one: one["ID"].data) for half in (one["ID"], one.reference)]
        tree["IDTree"] = pydyf.Dictionary({"Names": pydyf.Array(names)})


def _list_headings(tree: Any, pdf: Any) -> None:  # noqa: ANN401
    import pydyf

    def below(tag: Any) -> Iterator[str]:  # noqa: ANN401
        if tag.get("S", "")[:2] == "/H" and tag["S"][2:].isdigit():
            yield tag.reference
        for kid in tag.get("K", ()):
            if isinstance(kid, str | bytes):
                yield from below(private.referred(pdf, kid))

    tree[HEADINGS] = pydyf.Array(below(private.referred(pdf, tree["K"][0])))

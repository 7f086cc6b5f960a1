"""What the engine's tags leave unsaid: languages, lists, heads, notes, links, divided words, where figures stand.

It knows the language of each box and tells only that of the document; it lists no heads, numbers no list, calls a link
by its address and places figures in the pixels of its own page. All is added here, while a document is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from fiches.compose.paragraph import DIVISION
from fiches.core.geometry import POINTS_PER_PX
from fiches.render import weasyprint_private as private
from fiches.render.weasyprint_private import TaggedBoxes
from fiches.typography.french import JOINER

HEADINGS = "FichesHeadings"  # of a tag tree: its headings, in order
LINE = frozenset(("Type", "S", "K", "Pg", "P"))  # all that the tag of a line of text says
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


def finish(pdf: Any, tagged: TaggedBoxes) -> None:  # noqa: ANN401  # a pydyf.PDF
    """Says what is unsaid of each tag, and lists the headings and the heads of tables."""
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
    _join_words(pdf, tagged)
    _name_notes(tag for tag, _ in tagged.values())
    _languages(pdf, tagged)
    tree = private.referred(pdf, pdf.catalog["StructTreeRoot"])
    _list_heads(tree, pdf)
    _list_headings(tree, pdf)
    _drop_lines(tree, pdf, tagged)


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


def _join_words(pdf: Any, tagged: TaggedBoxes) -> None:  # noqa: ANN401
    """Says the hyphen of each divided word as one that is none: its line keeps a tag, which says what the line says."""
    import pydyf

    for tag, box in tagged.values():
        lines = (kid for kid in tag["K"] if isinstance(kid, bytes) and private.number(kid) not in tagged)
        for line, text in zip(lines, private.texts(box), strict=False):
            if text.endswith(DIVISION):
                said = text.removesuffix(DIVISION).replace(JOINER, "") + SOFT_HYPHEN
                private.referred(pdf, line)["ActualText"] = pydyf.String(said)


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


def _drop_lines(tree: Any, pdf: Any, tagged: TaggedBoxes) -> None:  # noqa: ANN401
    """Gives what each line of text marks to the tag of its paragraph: the engine makes one of every line."""
    owners = dict[bytes, bytes]()
    for tag, place, line in list(_lines(pdf, tagged)):
        owners[tag["K"][place]] = tag.reference
        [tag["K"][place]] = line["K"]
    for marks in private.referred(pdf, tree["ParentTree"])["Nums"][1::2]:
        if isinstance(marks, list):  # of a page
            marks[:] = [owners.get(mark, mark) for mark in marks]
    private.take_out(pdf, {private.number(line) for line in owners})


def _lines(pdf: Any, tagged: TaggedBoxes) -> Iterator[tuple[Any, int, Any]]:  # noqa: ANN401
    """(tag, its place among what that holds, line) of each tag of a line that says nothing but what it marks."""
    for tag, _ in tagged.values():
        for place, kid in enumerate(tag["K"]):
            if isinstance(kid, bytes) and private.number(kid) not in tagged:
                line = private.referred(pdf, kid)
                if line.keys() == LINE and line["Pg"] == tag["Pg"]:
                    yield tag, place, line

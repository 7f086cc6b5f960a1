"""What the styles and the lists of a Word file say of a paragraph: heading, quotation, item and its number, bold."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from fiches.core.text import fold
from fiches.imports.written import ListMark

DEEPEST_STYLE = 20  # styles that go on from others, from one to the next
_HEADING_STYLE = re.compile(r"(?:heading|titre|titulo|uberschrift|titolo|kop|العنوان|عنوان) ?([1-9])")
QUOTE_STYLES = "quote|intense quote|quotations|block text|citation|citation intense|temoignage"  # folded
CAPTION_STYLES = "caption|legende|illustration|figure|photo"
CONTENTS_STYLES = "toc |table of figures|contents heading|tm "  # how they begin
_OFF = ("0", "false", "off", "none")
_COUNTED = ("bullet", "none")  # the two sorts of marks that are no numbers


@dataclass(frozen=True, slots=True)
class WordStyle:
    """A style, or what a paragraph or a run adds to it; None where nothing is said."""

    name: str = ""
    level: int | None = None  # of a heading, from 1; 0: none
    bold: bool | None = None
    italic: bool | None = None
    underlined: bool | None = None
    hidden: bool | None = None
    font: str = ""
    list: tuple[str, int] | None = None  # the list and how deep in it

    @property
    def folded(self) -> str:
        """Its name as names are compared."""
        return fold(self.name)

    @property
    def is_quote(self) -> bool:
        """Whether what has it is said by somebody else."""
        return self.folded in QUOTE_STYLES.split("|")

    @property
    def is_caption(self) -> bool:
        """Whether what has it belongs to a picture."""
        return self.folded in CAPTION_STYLES.split("|")

    @property
    def is_contents(self) -> bool:
        """Whether what has it is a line of a table of contents."""
        return self.folded.startswith(tuple(CONTENTS_STYLES.split("|")))


PLAIN = WordStyle()


def value(properties: Element | None, name: str) -> str | None:
    """What a property says; None where there is none."""
    found = properties.find(name) if properties is not None else None
    return None if found is None else found.get("w:val", "")


def whole(said: str | None, usual: int) -> int:
    """A whole number that a property says, else the usual one."""
    return int(said) if said and said.isdigit() and len(said) < 7 else usual


def _switch(properties: Element | None, name: str) -> bool | None:
    said = value(properties, name)
    return None if said is None else said not in _OFF


def look(own: Element | None, above: WordStyle = PLAIN) -> WordStyle:
    """What the properties of a run (`w:rPr`) make of the look above it."""
    script = "Cs" if _switch(own, "w:rtl") else ""
    bold, italic = _switch(own, f"w:b{script}"), _switch(own, f"w:i{script}")
    underlined, hidden = _switch(own, "w:u"), _switch(own, "w:vanish")
    fonts = own.find("w:rFonts") if own is not None else None
    return replace(
        above,
        bold=above.bold if bold is None else bold,
        italic=above.italic if italic is None else italic,
        underlined=above.underlined if underlined is None else underlined,
        hidden=above.hidden if hidden is None else hidden,
        font=above.font if fonts is None else fonts.get("w:ascii", above.font),
    )


def _placed(own: Element | None, above: WordStyle) -> WordStyle:
    """What the properties of a paragraph (`w:pPr`) make of its style."""
    outline = value(own, "w:outlineLvl") or ""
    level = int(outline) + 1 if outline.isdigit() and int(outline) < 9 else above.level
    numbering = own.find("w:numPr") if own is not None else None
    if numbering is None:
        return replace(above, level=level)
    id_, depth = value(numbering, "w:numId"), value(numbering, "w:ilvl") or ""
    usual = above.list or ("", 0)
    place = (usual[0] if id_ is None else id_, int(depth) if depth.isdigit() else usual[1])
    return replace(above, level=level, list=place)


def levelled(style: WordStyle) -> WordStyle:
    """A style with the level of the heading that it is called after."""
    heading = _HEADING_STYLE.fullmatch(style.folded)
    return replace(style, level=int(heading[1])) if heading else style


class WordStyles:
    """The styles of a file, by their ids, each with what it goes on from."""

    def __init__(self, tree: Element | None) -> None:
        found = tree.findall("w:style") if tree is not None else []
        self._styles = {one.get("w:styleId", ""): one for one in found}
        self._known: dict[str, WordStyle] = {}
        self._usual = next(
            (one.get("w:styleId", "") for one in found if one.get("w:default") and one.get("w:type") == "paragraph"), ""
        )

    def style(self, id_: str | None) -> WordStyle:
        """The style of an id; the usual one where nothing is said."""
        return self._resolved(self._usual if id_ is None else id_, DEEPEST_STYLE)

    def of_paragraph(self, own: Element | None) -> WordStyle:
        """That of a paragraph with these properties (`w:pPr`)."""
        return _placed(own, self.style(value(own, "w:pStyle")))

    def of_run(self, own: Element | None, above: WordStyle) -> WordStyle:
        """That of a run with these properties in a paragraph of a style."""
        id_ = value(own, "w:rStyle")
        said = self.style(id_) if id_ else PLAIN
        styled = replace(
            above,
            bold=above.bold if said.bold is None else said.bold,
            italic=above.italic if said.italic is None else said.italic,
            font=said.font or above.font,
        )
        return look(own, styled)

    def _resolved(self, id_: str, left: int) -> WordStyle:
        known = self._known.get(id_)
        if known is not None or id_ not in self._styles:
            return known or WordStyle(id_)
        style = self._styles[id_]
        base = value(style, "w:basedOn")
        above = self._resolved(base, left - 1) if base and left else PLAIN
        name = value(style, "w:name") or id_
        made = _placed(style.find("w:pPr"), look(style.find("w:rPr"), replace(above, name=name)))
        self._known[id_] = levelled(made)
        return self._known[id_]


class WordLists:
    """The lists of a file, which count as they are read."""

    def __init__(self, tree: Element | None) -> None:
        kinds = (
            {one.get("w:abstractNumId", ""): one for one in tree.findall("w:abstractNum")} if tree is not None else {}
        )
        lists = tree.findall("w:num") if tree is not None else []
        self._kinds = {one.get("w:numId", ""): kinds.get(value(one, "w:abstractNumId") or "") for one in lists}
        self._lists = {one.get("w:numId", ""): one for one in lists}
        self._counts: defaultdict[str, dict[int, int]] = defaultdict(dict)

    def mark(self, place: tuple[str, int] | None) -> ListMark | None:
        """That of the next item of a list at a depth; None where there is no such list."""
        kind = self._kinds.get(place[0]) if place else None
        if not place or kind is None:
            return None
        id_, depth = place
        family = kind.get("w:abstractNumId", "") if self._shares(id_) else id_
        counts = self._counts[family] = {at: count for at, count in self._counts[family].items() if at <= depth}
        level = self._level(kind, depth)
        if (value(level, "w:numFmt") or "decimal") in _COUNTED:
            return ListMark(depth)
        first = whole(value(level, "w:start"), 1)
        counts[depth] = counts.get(depth, first - 1) + 1
        return ListMark(depth, counts[depth])

    def _shares(self, id_: str) -> bool:
        """Whether a list goes on counting where others of its kind have ended: it says no first number of its own."""
        return not self._lists[id_].findall("w:lvlOverride")

    def _level(self, kind: Element, depth: int) -> Element | None:
        return next((one for one in kind.findall("w:lvl") if one.get("w:ilvl") == str(depth)), None)

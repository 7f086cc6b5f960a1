"""What the styles and the lists of an OpenDocument text say of a paragraph, a passage or an item."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from xml.etree.ElementTree import Element

from fiches.imports.word_styles import DEEPEST_STYLE, PLAIN, WordStyle, levelled, whole
from fiches.imports.written import ListMark

_BOLD = ("bold", "600", "700", "800", "900")


class OdtStyles:
    """The styles of paragraphs and of passages in some trees, by their names, each with what it goes on from."""

    def __init__(self, trees: Iterable[Element]) -> None:
        found = [one for tree in trees for one in tree.iter("style:style")]
        self._styles = {(one.get("style:family", ""), one.get("style:name", "")): one for one in found}
        self._known: dict[tuple[str, str], WordStyle] = {}

    def of_paragraph(self, element: Element) -> WordStyle:
        """That of a paragraph or a heading, whose level it has."""
        style = self._style("paragraph", element.get("text:style-name", ""), DEEPEST_STYLE)
        return replace(style, level=whole(element.get("text:outline-level"), 1)) if element.tag == "text:h" else style

    def of_passage(self, element: Element, above: WordStyle) -> WordStyle:
        """What a passage of a style adds to what is around it."""
        own = self._style("text", element.get("text:style-name", ""), DEEPEST_STYLE)
        said = {name: getattr(own, name) for name in ("bold", "italic", "underlined", "hidden", "font")}
        return replace(above, **{name: how for name, how in said.items() if how not in (None, "")})

    def _style(self, family: str, name: str, left: int) -> WordStyle:
        key = family, name
        if key not in self._known:
            style = self._styles.get(key)
            above = style.get("style:parent-style-name", "") if style is not None else ""
            base = self._style(family, above, left - 1) if above and left else PLAIN
            self._known[key] = _added(style, name, base) if style is not None else WordStyle(name)
        return self._known[key]


def _added(style: Element, name: str, base: WordStyle) -> WordStyle:
    """A style with what it says itself; one that a program made for a single paragraph is called as its base."""
    own = style.find("style:text-properties")
    said = own.attrib if own is not None else {}
    called = style.get("style:display-name") or (base.name if _is_automatic(name) and base.name else name)
    made = replace(
        base,
        name=called.replace("_20_", " "),
        font=said.get("style:font-name", base.font).rstrip("0123456789"),
        bold=said["fo:font-weight"] in _BOLD if "fo:font-weight" in said else base.bold,
        italic=said["fo:font-style"] != "normal" if "fo:font-style" in said else base.italic,
        underlined=said["style:text-underline-style"] != "none"
        if "style:text-underline-style" in said
        else base.underlined,
        hidden=said["text:display"] == "none" if "text:display" in said else base.hidden,
    )
    outline = style.get("style:default-outline-level")
    return replace(made, level=whole(outline, 0)) if outline else levelled(made)


def _is_automatic(name: str) -> bool:
    return name[:1] == "P" and name[1:].isdigit()


class OdtLists:
    """The lists of a file, which count as they are read."""

    def __init__(self, trees: Iterable[Element]) -> None:
        self._kinds = {one.get("style:name", ""): one for tree in trees for one in tree.iter("text:list-style")}
        self._counts: defaultdict[str, dict[int, int]] = defaultdict(dict)

    def begins(self, element: Element, style: str, depth: int) -> None:
        """A list of a style begins: it counts from its first number, unless it goes on."""
        if element.get("text:continue-numbering") != "true" and "text:continue-list" not in element.attrib:
            self._counts[style] = {at: count for at, count in self._counts[style].items() if at < depth}

    def mark(self, item: Element, style: str, depth: int) -> ListMark:
        """That of its next item, at a depth from 0."""
        level = next((one for one in self._kinds.get(style, ()) if one.get("text:level") == str(depth + 1)), None)
        if level is None or level.tag != "text:list-level-style-number" or not level.get("style:num-format", "1"):
            return ListMark(depth)
        counts = self._counts[style] = {at: count for at, count in self._counts[style].items() if at <= depth}
        usual = counts.get(depth, whole(level.get("text:start-value"), 1) - 1) + 1
        counts[depth] = whole(item.get("text:start-value"), usual)
        return ListMark(depth, counts[depth])


def plain_words(element: Element | None, but: Sequence[str] = ()) -> str:
    """The words of an element on one line, without those of some elements in it; nothing where there is none."""
    return " ".join("".join(_letters(element, but)).split()) if element is not None else ""


def _letters(element: Element, but: Sequence[str]) -> Iterator[str]:
    yield element.text or ""
    for one in element:
        if one.tag not in but:
            yield from _letters(one, but)
        yield " " if one.tag in ("text:p", "text:h", "text:s", "text:tab", "text:line-break") else ""
        yield one.tail or ""

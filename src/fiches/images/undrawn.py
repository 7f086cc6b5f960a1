"""What a drawing holds that the engine does not draw as browsers do, and of how many pixels the photos in it are.

Tried against the `svg` module of WeasyPrint 70; tests/render/test_drawings.py says of each when it is drawn after all.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from xml.etree.ElementTree import Element

from fiches.core import css
from fiches.core.problems import BadValue
from fiches.images import decoding, drawings
from fiches.images.drawings import Drawing
from fiches.storage.fingerprints import while_same

_ACTIVE = {  # by element: the name of what is said of it
    **dict.fromkeys(("animate", "animateMotion", "animateTransform", "set"), "dessin-approche.animation"),
    **dict.fromkeys(("font", "font-face"), "dessin-approche.font"),
    "script": "dessin-approche.script",
}
_SHOWING = ("image", "use", "feImage")  # elements that show what they refer to
_ASIDE = ("defs", "pattern", "symbol", "marker", "mask", "clipPath")  # whose photos are as large as who uses them
_PROPERTIES = {  # by property: the name of what is said of it
    "backdrop-filter": "dessin-approche.filter",
    "filter": "dessin-approche.filter",
    "mask": "dessin-approche.mask",
    "mask-image": "dessin-approche.mask",
    "mix-blend-mode": "dessin-approche.blending",
    "transform-box": "dessin-approche.transform",
}
_COMPUTED = {"var(": "dessin-approche.variable", "color-mix(": "dessin-approche.colour"}  # by what stands in a value
_ON_SCREENS = re.compile(r"prefers-|hover|animation|@keyframes")  # what no print follows
_NOTHING = ("", "none", "normal", "inherit", "initial", "unset", "view-box")
_LENGTH = re.compile(r"\s*(\d*\.?\d+(?:e[-+]?\d+)?)\s*(?:px|pt|pc|mm|cm|in|q|em|ex)?\s*", re.IGNORECASE)
_SVG_NUMBER = re.compile(r"[-+]?\d*\.?\d+(?:e[-+]?\d+)?", re.IGNORECASE)
_TRANSFORM = re.compile(r"(matrix|scale)\s*\(([^)]*)\)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Undrawn:
    """One thing that is not drawn: the name of what is said of it, on which line, and which file it names."""

    name: str
    line: int
    address: str = ""


@while_same
def of_file(path: Path) -> list[Undrawn]:
    """What is not drawn of a picture; nothing where it is no drawing. BadValue: see `drawings.read`."""
    drawing = drawings.of_file(path)
    return undrawn(drawing) if drawing else []


def undrawn(drawing: Drawing) -> list[Undrawn]:
    """Everything that is not drawn, each sort once, where it comes first."""
    switches = [one for one in drawing.root.iter("switch") if drawings.chosen(one) is not None]
    stood_for = {child for one in switches for child in one if child.tag == "foreignObject"}
    drawn = (one for one in drawing.root.iter() if one not in stood_for)
    found = [*_size(drawing), *chain.from_iterable(_of(one, drawing) for one in drawn)]
    first: dict[tuple[str, str], Undrawn] = {}
    for one in found:
        first.setdefault((one.name, one.address), one)
    return sorted(first.values(), key=lambda one: one.line)


def _size(drawing: Drawing) -> Iterator[Undrawn]:
    root = drawing.root
    if not _box(root) and None in (_length(root, "width"), _length(root, "height")):
        yield Undrawn("dessin-incomplet.no-size", drawing.lines[root])


def _of(element: Element, drawing: Drawing) -> Iterator[Undrawn]:
    line = drawing.lines[element]
    yield from (Undrawn(name, line, address) for name, address in _elements(element))
    if any(name.startswith("on") for name in element.attrib):  # events: onload, onclick
        yield Undrawn(_ACTIVE["script"], line)
    declared = css.declarations(element.get("style", ""))
    properties = [*element.attrib.items(), *((one.name, one.value) for one in declared)]
    yield from (Undrawn(name, line) for name in _properties(properties))
    if element.tag == "style":
        yield from (_moved(one, line) for one in _sheet(element.text or ""))


def _elements(element: Element) -> Iterator[tuple[str, str]]:
    """What an element is, or refers to, that is not drawn."""
    address = drawings.href(element)
    if element.tag == "foreignObject" and not element.get("requiredExtensions"):
        yield "dessin-incomplet.foreign-text", ""
    elif element.tag == "textPath":
        yield "dessin-incomplet.text-path", ""
    elif element.tag in _SHOWING and address and not address.startswith("#"):
        held = drawings.photo(address)
        if held is None:
            yield "dessin-incomplet.linked", address
        elif not _pixels(held):
            yield "dessin-incomplet.photo", ""
    elif element.tag in _ACTIVE:
        yield _ACTIVE[element.tag], ""


def _properties(properties: Iterable[tuple[str, str]]) -> Iterator[str]:
    for name, value in properties:
        computed = next((told for sign, told in _COMPUTED.items() if sign in value), "")
        if computed:
            yield computed
        elif value.strip() not in _NOTHING:
            yield from _property(name, value.lstrip())


def _property(name: str, value: str) -> Iterator[str]:
    if name in _PROPERTIES:
        yield _PROPERTIES[name]
    elif name == "clip-path" and not value.startswith("url("):
        yield "dessin-approche.clip"
    elif name == "d" and value.startswith("path("):  # as style sheets give the line of a shape
        yield "dessin-incomplet.path"


def _sheet(text: str) -> Iterator[Undrawn]:
    """What the rules of a style element ask for, on their lines in it."""
    for address in css.addresses(text):
        if not address.startswith("#") and not address.startswith("data:"):
            yield Undrawn("dessin-incomplet.linked", 1, address)
    for rule in css.rules(text):
        first = rule.declarations[0].line if rule.declarations else 1
        if rule.within[-1] == "@font-face":
            yield Undrawn("dessin-approche.font", first)
        if _is_skipped(rule):
            yield Undrawn("dessin-approche.rule", first)
        for one in rule.declarations:
            yield from (Undrawn(name, one.line) for name in _properties([(one.name, one.value)]))


def _is_skipped(rule: css.Rule) -> bool:
    """Whether a rule that print would follow stands within another, where the engine reads none."""
    return bool(rule.declarations) and len(rule.within) > 1 and not _ON_SCREENS.search(rule.within[0])


def _moved(one: Undrawn, start: int) -> Undrawn:
    """The same, in a drawing whose `style` begins on the line `start`."""
    return Undrawn(one.name, start + one.line - 1, one.address)


def pixels(drawing: Drawing) -> tuple[int, int] | None:
    """How many pixels the whole drawing would have if all of it were as fine as the coarsest photo in it; else None.

    A photo that is drawn as large as its user says (in a pattern, a symbol) is not judged.
    """
    width, height = _extent(drawing.root)
    finest = [density for density in _densities(drawing.root, 1.0) if density]
    return (math.ceil(width * min(finest)), math.ceil(height * min(finest))) if finest and width and height else None


def _densities(element: Element, scale: float) -> Iterator[float]:
    """Pixels of each photo a unit of the drawing, in which `scale` units of the element are one."""
    if element.tag in _ASIDE:
        return
    scale *= _scaling(element.get("transform", ""))
    if element.tag == "image" and (held := drawings.photo(drawings.href(element))):
        shown = [(_length(element, name) or 0.0) * scale for name in ("width", "height")]
        each = zip(_pixels(held) or (0, 0), shown, strict=True)
        yield min(count / length for count, length in each) if all(shown) else 0.0
    for child in element:
        yield from _densities(child, scale)


def _scaling(transform: str) -> float:
    """How much larger a transformation draws."""
    product = 1.0
    for name, held in _TRANSFORM.findall(transform):
        numbers = [float(one) for one in _SVG_NUMBER.findall(held)]
        if numbers:
            product *= math.hypot(*numbers[:2]) if name.lower() == "matrix" else abs(numbers[0])
    return product


def _extent(root: Element) -> tuple[float, float]:
    """Width and height of a drawing, in its own units."""
    box = _box(root)
    return (box[2], box[3]) if box else (_length(root, "width") or 0.0, _length(root, "height") or 0.0)


def _box(root: Element) -> list[float] | None:
    """The four numbers of a `viewBox`; None where there is none that can be drawn in."""
    numbers = [float(one) for one in _SVG_NUMBER.findall(root.get("viewBox", ""))]
    return numbers if len(numbers) == 4 and numbers[2] > 0 and numbers[3] > 0 else None


def _length(element: Element, name: str) -> float | None:
    """A length that does not depend on what is around, in its own unit."""
    found = _LENGTH.fullmatch(_declared(element).get(name, element.get(name) or ""))
    return float(found[1]) if found else None


def _declared(element: Element) -> Mapping[str, str]:
    return {one.name: one.value for one in css.declarations(element.get("style", ""))}


def _pixels(data: bytes) -> tuple[int, int] | None:
    """Width and height of an embedded photo; None where it cannot be shown."""
    try:
        with decoding.opened(data) as image:
            return image.width, image.height
    except (BadValue, OSError, ValueError, SyntaxError, EOFError):
        return None

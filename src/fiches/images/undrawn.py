"""What a drawing holds that the engine does not draw as browsers do, and of how many pixels the photos in it are.

Tried against the `svg` module of WeasyPrint 70; tests/render/test_drawings.py says of each when it is drawn after all.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from unicodedata import bidirectional
from xml.etree.ElementTree import Element

from fiches.core import css
from fiches.core.problems import BadValue
from fiches.images import decoding, drawings
from fiches.images.drawings import Drawing
from fiches.storage.fingerprints import while_same

_UNLIKE = "dessin-approche.property"  # what is said of properties that have nothing of their own
_ACTIVE = {  # by element: the name of what is said of it
    **dict.fromkeys(("animate", "animateMotion", "animateTransform", "set"), "dessin-approche.animation"),
    **dict.fromkeys(("font", "font-face"), "dessin-approche.font"),
    "script": "dessin-approche.script",
}
_FLOWING = ("foreignObject", "flowRoot")  # that hold text of other kinds
_UNKNOWN = {
    **_ACTIVE,
    **dict.fromkeys(_FLOWING, "dessin-incomplet.foreign-text"),
    **dict.fromkeys(("meshgradient", "meshGradient", "hatch", "solidcolor", "solidColor"), _UNLIKE),
    "textPath": "dessin-incomplet.text-path",
}
_SHAPES = ("path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "image", "use", *_FLOWING)
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
_COMPUTED = {  # by what stands in a value
    "var(": "dessin-approche.variable",
    "color-mix(": "dessin-approche.colour",
    "(from": "dessin-approche.colour",
    "calc(": "dessin-incomplet.length",
}
_NOTHING = ("", "none", "normal", "inherit", "initial", "unset", "view-box")
_UNFOLLOWED: dict[str, tuple[str, ...]] = {  # by property: the values with which all is drawn as it should be
    "vector-effect": (),
    "writing-mode": ("horizontal-tb", "lr", "lr-tb"),
    "font": (),
    "font-variant": (),
    "font-variant-caps": (),
    "text-decoration": (),
    "text-decoration-line": (),
    "text-transform": (),
    "word-spacing": ("0", "0px"),
    "baseline-shift": ("0", "0%", "baseline"),
    "rotate": (),
    "translate": (),
    "scale": (),
}
_MOVING = ("rotate", "translate", "scale")  # properties of styles; an attribute of this name turns letters
_AS_VALUED = {  # by property: the values of which something is said, and its name
    "clip-path": (re.compile("^(?!url)"), "dessin-approche.clip"),
    "stroke": (re.compile(r"url\("), "dessin-approche.stroke"),
    "d": (re.compile(r"path\("), "dessin-incomplet.path"),  # as style sheets give the line of a shape
    "transform": (re.compile(r"3d\(|turn\b|\bscale[XY]?\([^)]*%"), _UNLIKE),
}
_GENERIC = ("serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui", *_NOTHING)
_ON_SCREENS = re.compile(r"prefers-|hover|animation|@keyframes")  # what no print follows
_LENGTH = re.compile(r"\s*(\d*\.?\d+(?:e[-+]?\d+)?)\s*(?:px|pt|pc|mm|cm|in|q|em|ex)?\s*", re.IGNORECASE)
_SVG_NUMBER = re.compile(r"[-+]?\d*\.?\d+(?:e[-+]?\d+)?", re.IGNORECASE)
_TRANSFORM = re.compile(r"(matrix|scale)\s*\(([^)]*)\)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Undrawn:
    """One thing that is not drawn: the name of what is said of it, its line, the file, words or property it names."""

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
    aside = _stood_for(drawing.root)
    drawn = (one for one in drawing.root.iter() if one not in aside)
    each = chain.from_iterable(_of(one, drawing) for one in drawn)
    found = [*_size(drawing), *_faces(drawing), *each] or [*_blank(drawing)]
    first = {(one.name, one.address): one for one in reversed(found)}
    return sorted(first.values(), key=lambda one: one.line)


def _stood_for(root: Element) -> set[Element]:
    """The texts of other kinds for which a `switch` has something that is drawn."""
    switches = [one for one in root.iter("switch") if drawings.chosen(one) is not None]
    return {child for one in switches for child in one if child.tag == "foreignObject"}


def _size(drawing: Drawing) -> Iterator[Undrawn]:
    root = drawing.root
    if not _box(root) and None in (_length(root, "width"), _length(root, "height")):
        yield Undrawn("dessin-incomplet.no-size", drawing.lines[root])


def _blank(drawing: Drawing) -> Iterator[Undrawn]:
    if not _shows(drawing.root):
        yield Undrawn("image-vide", drawing.lines[drawing.root])


def _shows(element: Element) -> bool:
    """Whether an element, or one in it, is drawn at all."""
    if element.tag in _ASIDE or "none" in (element.get("display"), _declared(element).get("display")):
        return False
    return element.tag in _SHAPES or any(map(_shows, element))


def _faces(drawing: Drawing) -> Iterator[Undrawn]:
    """The first family that each style names, where there is text; who knows those that are there takes them out."""
    if any("".join(one.itertext()).strip() for one in drawing.root.iter("text")):
        named = (one for element in drawing.root.iter() for one in _styles(element, drawing) if one[0] == "font-family")
        for _, value, line in named:
            first = next(iter(css.families(value)), "")
            if first.lower() not in _GENERIC:
                yield Undrawn("dessin-approche.face", line, first)


def _styles(element: Element, drawing: Drawing) -> Iterator[tuple[str, str, int]]:
    """(property, value, line) of all that an element says of how it, or others, are drawn."""
    line = drawing.lines[element]
    yield from ((name, value, line) for name, value in element.attrib.items() if name not in _MOVING)
    yield from ((one.name, one.value, line) for one in css.declarations(element.get("style", "")))
    for rule in css.rules(element.text or "") if element.tag == "style" else ():
        if rule.within[-1] != "@font-face":
            yield from ((one.name, one.value, line + one.line - 1) for one in rule.declarations)


def _of(element: Element, drawing: Drawing) -> Iterator[Undrawn]:
    line = drawing.lines[element]
    yield from (Undrawn(name, line, about) for name, about in _elements(element))
    if any(name.startswith("on") for name in element.attrib):  # events: onload, onclick
        yield Undrawn(_ACTIVE["script"], line)
    for name, value, where in _styles(element, drawing):
        if told := _property(name, value.strip()):
            yield Undrawn(told, where, name if told == _UNLIKE else "")
    if element.tag == "style":
        yield from (Undrawn(one.name, line + one.line - 1, one.address) for one in _sheet(element.text or ""))


def _elements(element: Element) -> Iterator[tuple[str, str]]:
    """What an element is, or refers to, that is not drawn."""
    address, words = drawings.href(element), (element.text or "").strip()
    if element.tag in _SHOWING:
        yield from _shown(address)
    elif element.tag in ("text", "tspan") and any(bidirectional(sign) in ("R", "AL") for sign in words):
        yield "dessin-incomplet.right-to-left", words
    elif element.tag == "clipPath" and any(map(_clips_otherwise, element.iter())):
        yield "dessin-approche.clip", ""
    elif element.tag in _UNKNOWN and not element.get("requiredExtensions"):
        yield _UNKNOWN[element.tag], element.tag


def _shown(address: str) -> Iterator[tuple[str, str]]:
    held = drawings.photo(address)
    if not address or address.startswith("#"):
        return
    if held is None:
        yield "dessin-incomplet.linked", address
    elif not _pixels(held):
        yield "dessin-incomplet.photo", ""


def _clips_otherwise(element: Element) -> bool:
    """Whether the engine cuts otherwise along an element: it has no letters there, nor holes."""
    is_odd = "evenodd" in (element.get("clip-rule"), _declared(element).get("clip-rule"))
    return element.tag == "text" or (is_odd and len(re.findall("[mM]", element.get("d", ""))) > 1)


def _property(name: str, value: str) -> str:
    """The name of what is said of a property that the engine does not follow; nothing when it does."""
    computed = next((told for sign, told in _COMPUTED.items() if sign in value), "")
    if computed or value in _NOTHING:
        return computed
    like = _AS_VALUED.get(name)
    if like and like[0].search(value):
        return like[1]
    return _UNLIKE if value not in _UNFOLLOWED.get(name, (value,)) else _PROPERTIES.get(name, "")


def _sheet(text: str) -> Iterator[Undrawn]:
    """What the rules of a style element ask for, on their lines in it."""
    for address in css.addresses(text):
        if not address.startswith(("#", "data:", drawings.SVG, drawings.XLINK)):
            yield Undrawn("dessin-incomplet.linked", 1, address)
    for rule in css.rules(text):
        first = rule.declarations[0].line if rule.declarations else 1
        if rule.within[-1] == "@font-face":
            yield Undrawn("dessin-approche.font", first)
        if _is_skipped(rule):
            yield Undrawn("dessin-approche.rule", first)


def _is_skipped(rule: css.Rule) -> bool:
    """Whether a rule that print would follow stands within another, where the engine reads none."""
    return bool(rule.declarations) and len(rule.within) > 1 and not _ON_SCREENS.search(rule.within[0])


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

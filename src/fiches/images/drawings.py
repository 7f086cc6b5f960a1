"""An SVG as it is drawn and published: read without entities, and of what it holds only what draws, by a list.

No script, event, animation, link, foreign text, editor's note or comment is left, and no address but a place in the
drawing itself or a photo embedded in it. The elements and attributes are those of SVG 2 (https://www.w3.org/TR/SVG2/).
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from types import MappingProxyType
from urllib.parse import unquote_to_bytes
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from fiches.core import css
from fiches.core.messages import message
from fiches.core.problems import BadValue
from fiches.images.decoding import CODE

SVG, XLINK, XML = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink", "http://www.w3.org/XML/1998/namespace"
HEAD_BYTES = 4_096  # of a picture, by which it is known what it is
DEEPEST = 100  # elements within elements
LONGEST_ENTITY = 100  # characters: Illustrator names its namespaces so
MOST_RULES = 10_000  # of its style sheets: a second of reading
MOST_ELEMENTS = 50_000  # half a second of reading; a dense map has some thousands
MOST_TEXT = 6_000_000  # characters of all values, entities put in: twice what a file may weigh
_IN_ATTRIBUTES = str.maketrans({sign: f"&#{ord(sign)};" for sign in '&<>"\n\r\t'})
HREFS = ("href", f"{{{XLINK}}}href")


DRAWN_ELEMENTS = """
    a circle clipPath defs desc ellipse feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix
    feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR
    feGaussianBlur feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile
    feTurbulence filter g image line linearGradient marker mask path pattern polygon polyline radialGradient
    rect stop style svg switch symbol text textPath title tspan use
"""
DRAWN_ATTRIBUTES = """
    amplitude aria-describedby aria-hidden aria-label aria-labelledby azimuth baseFrequency baseline-shift bias
    class clip clip-path clip-rule clipPathUnits color color-interpolation color-interpolation-filters
    color-rendering cx cy d diffuseConstant direction display divisor dominant-baseline alignment-baseline dx dy
    edgeMode elevation exponent fill fill-opacity fill-rule filter filterUnits flood-color flood-opacity font
    font-family font-feature-settings font-kerning font-size font-size-adjust font-stretch font-style
    font-variant font-weight fr fx fy glyph-orientation-vertical gradientTransform gradientUnits height href id
    image-rendering in in2 intercept isolation k1 k2 k3 k4 kernelMatrix kernelUnitLength lang lengthAdjust
    letter-spacing lighting-color limitingConeAngle marker marker-end marker-mid marker-start markerHeight
    markerUnits markerWidth mask mask-type maskContentUnits maskUnits media method mix-blend-mode mode
    numOctaves offset opacity operator order orient overflow paint-order pathLength patternContentUnits
    patternTransform patternUnits points pointsAtX pointsAtY pointsAtZ preserveAlpha preserveAspectRatio
    primitiveUnits r radius refX refY requiredExtensions requiredFeatures result role rotate rx ry scale seed
    shape-rendering side slope spacing specularConstant specularExponent spreadMethod startOffset stdDeviation
    stitchTiles stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin
    stroke-miterlimit stroke-opacity stroke-width style surfaceScale systemLanguage tableValues targetX targetY
    text-anchor text-decoration text-rendering textLength transform transform-origin type unicode-bidi values
    vector-effect version viewBox visibility white-space width word-spacing writing-mode x x1 x2
    xChannelSelector xml:space y y1 y2 yChannelSelector z
"""
ELEMENTS, ATTRIBUTES = frozenset(DRAWN_ELEMENTS.split()), frozenset(DRAWN_ATTRIBUTES.split())
_WITH_WORDS = ("desc", "style", "text", "textPath", "title", "tspan", "a")  # whose text is kept
_PREFIXES = MappingProxyType({XLINK: "xlink:", XML: "xml:"})
_PHOTO = re.compile(r"\s*data:\s*image/(?:png|jpe?g|gif|webp)\s*(;base64)?\s*,(.*)", re.IGNORECASE | re.DOTALL)
_TYPES = ((b"\xff\xd8", "jpeg"), (b"\x89PNG", "png"), (b"GIF8", "gif"), (b"RIFF", "webp"))
_SUSPECT = re.compile(r"url|image|src|element|expression|\\", re.IGNORECASE)

Photo = Callable[[bytes], bytes]  # a photo embedded in a drawing → the same, fit to be shown; BadValue


@dataclass(frozen=True, slots=True)
class Drawing:
    """The elements of an SVG, and the line on which each begins; names are `{namespace}name`, of SVG's own `name`."""

    root: Element
    lines: Mapping[Element, int]


def is_drawing(data: bytes) -> bool:
    """Whether a picture is of letters, not of pixels, by its first sign."""
    return data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def of_file(path: Path) -> Drawing | None:
    """The drawing in a file, of which a photo's pixels are not read; None where it is none. BadValue: see `read`."""
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
        return read(head + file.read()) if is_drawing(head) else None


def read(data: bytes) -> Drawing:
    """The drawing that `data` holds; BadValue when it is none that can be read safely."""
    try:
        drawing = _XmlReading().read(data)
    except BadValue:
        raise
    except (expat.ExpatError, ValueError, LookupError):  # LookupError: of a character set
        raise _unreadable() from None
    rules = sum((one.text or "").count("{") for one in drawing.root.iter("style"))
    if drawing.root.tag != "svg" or rules > MOST_RULES:
        raise _unreadable()
    return drawing


def _unreadable() -> BadValue:
    return BadValue(message("image-format.drawing"), code=CODE)


class _XmlReading:
    """One parse under way, and the text that it has met; whatever a parser could be made to do is refused."""

    def __init__(self) -> None:
        self._parser = expat.ParserCreate(namespace_separator="}")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.EntityDeclHandler = self._entity
        self._parser.SkippedEntityHandler = self._refuse
        self._builder, self._lines = TreeBuilder(), dict[Element, int]()
        self._met, self._depth = 0, 0

    def read(self, data: bytes) -> Drawing:
        """Everything, once."""
        self._parser.Parse(data, True)
        return Drawing(self._builder.close(), self._lines)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            self._refuse()
        self._count(sum(map(len, attributes.values())))
        made = self._builder.start(_named(name), {_named(key): value for key, value in attributes.items()})
        self._lines[made] = self._parser.CurrentLineNumber
        if len(self._lines) > MOST_ELEMENTS:
            raise BadValue(message("image-format.crowded", most=MOST_ELEMENTS), code=CODE)

    def _end(self, name: str) -> None:
        self._depth -= 1
        self._builder.end(_named(name))

    def _text(self, text: str) -> None:
        self._count(len(text))
        self._builder.data(text)

    def _count(self, more: int) -> None:
        self._met += more
        if self._met > MOST_TEXT:
            self._refuse()

    def _entity(self, *declared: object) -> None:
        """Only short names for short texts: none that names another, a file or an address."""
        _, is_parameter, value, _, address, _, _ = declared
        harmless = isinstance(value, str) and len(value) <= LONGEST_ENTITY and not {"&", "%", "<"} & set(value)
        if is_parameter or address or not harmless:
            self._refuse()

    def _refuse(self, *_: object) -> None:
        raise ValueError


def _named(name: str) -> str:
    """A name as ElementTree writes it, SVG's own and those without a namespace plain."""
    space, apart, own = name.rpartition("}")
    return own if not apart or space == SVG else f"{{{space}}}{own}"


def href(element: Element) -> str:
    """What an element refers to, in SVG 2 or as it was before; nothing when it does not."""
    return next((element.attrib[name].strip() for name in HREFS if name in element.attrib), "")


def photo(address: str) -> bytes | None:
    """The bytes of a photo that an address holds itself (`data:image/png;base64,…`); None where it holds none."""
    found = _PHOTO.fullmatch(address)
    if not found:
        return None
    data = unquote_to_bytes(found[2])
    try:
        return base64.b64decode(b"".join(data.split()), validate=True) if found[1] else data
    except binascii.Error:
        return b""


def clean(data: bytes, ready: Photo) -> bytes:
    """The drawing of `data` without anything that does not draw, its photos made `ready`; BadValue where it is none."""
    root = read(data).root
    _complete(root)
    body = "".join(_written(root, ready))
    spaces = f' xmlns="{SVG}"' + (f' xmlns:xlink="{XLINK}"' if "xlink:href" in body else "")
    return body.replace("<svg", f"<svg{spaces}", 1).encode()


def _complete(root: Element) -> None:
    """Writes what a drawing leaves out and the engine takes for something else: sizes of the whole, half a radius."""
    symbols = {f"#{one.get('id')}" for one in root.iter("symbol")}
    for one in root.iter():
        if one.tag == "svg" or (one.tag == "use" and href(one) in symbols):
            for side in ("width", "height"):
                if one is not root:
                    one.attrib.setdefault(side, "100%")
        elif one.tag == "radialGradient" and one.get("gradientUnits") != "userSpaceOnUse":
            _in_shares(one)


def _in_shares(gradient: Element) -> None:
    """Radii in shares of the shape: the engine takes those in % of its diagonal."""
    if not href(gradient):
        gradient.attrib.setdefault("r", "50%")
    for name in ("r", "fr"):
        value = gradient.get(name, "")
        if re.fullmatch(r"\s*[\d.]+%\s*", value):
            gradient.set(name, f"{float(value.strip().rstrip('%')) / 100:g}")


def _written(element: Element, ready: Photo) -> Iterator[str]:
    """An element that draws, and all in it that does."""
    if element.tag not in ELEMENTS:
        return
    attributes = dict(_kept(element, ready))
    if element.tag in ("image", "use") and not attributes.keys() & {"href", "xlink:href"}:
        return
    said = (f' {name}="{value.translate(_IN_ATTRIBUTES)}"' for name, value in attributes.items())
    yield f"<{element.tag}{''.join(said)}"
    children = [chosen(element)] if element.tag == "switch" else element
    drawn = (part for child in children if child is not None for part in _child(element, child, ready))
    inside = [_words(element), *drawn]
    yield f">{text}</{element.tag}>" if (text := "".join(inside)) else "/>"


def chosen(switch: Element) -> Element | None:
    """What stands for a `switch`: its first element that needs nothing more than SVG."""
    fit = (one for one in switch if one.tag in ELEMENTS and not one.get("requiredExtensions"))
    return next(fit, None)


def _child(parent: Element, child: Element, ready: Photo) -> Iterator[str]:
    yield from _written(child, ready)
    if parent.tag in _WITH_WORDS and parent.tag != "style":
        yield escape(child.tail or "", quote=False)


def _words(element: Element) -> str:
    if element.tag not in _WITH_WORDS:
        return ""
    text = element.text or ""
    return escape(css.confined(text) if element.tag == "style" else text, quote=False)


def _kept(element: Element, ready: Photo) -> Iterator[tuple[str, str]]:
    """The attributes of an element that draw, by their names with prefixes."""
    for name, value in element.attrib.items():
        space, _, own = name.removeprefix("{").rpartition("}")
        if name in HREFS:
            kept = _own_address(element, value, ready)
        elif name == "style":
            kept = css.confined_declarations(value)
        else:
            kept = value if not _SUSPECT.search(value) or css.is_confined(value) else ""
        written = f"{_PREFIXES.get(space, '')}{own}"
        if (written in ATTRIBUTES or name in HREFS) and (kept or not value):
            yield written, kept
    yield from _other_radius(element)


def _other_radius(element: Element) -> Iterator[tuple[str, str]]:
    """The radius that an ellipse leaves to be as the other, without which the engine draws none."""
    if element.tag == "ellipse":
        for name, other in (("rx", "ry"), ("ry", "rx")):
            if name not in element.attrib and other in element.attrib:
                yield name, element.attrib[other] if not _SUSPECT.search(element.attrib[other]) else "0"


def _own_address(element: Element, address: str, ready: Photo) -> str:
    """An address that leads nowhere else: a place in the drawing, or an embedded photo, made ready."""
    address = address.strip()
    if address.startswith("#") and element.tag != "a":
        return address
    found = photo(address) if element.tag == "image" else None
    return embedded(ready(found)) if found else ""


def embedded(data: bytes) -> str:
    """The address that holds a photo."""
    kind = next((name for head, name in _TYPES if data.startswith(head)), "png")
    return f"data:image/{kind};base64,{base64.b64encode(data).decode()}"

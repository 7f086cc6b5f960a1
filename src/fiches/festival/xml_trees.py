"""XML as trees of elements, written with names that need no prefix where that can be."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

DUBLIN_CORE, XHTML = "http://purl.org/dc/elements/1.1/", "http://www.w3.org/1999/xhtml"


def named(space: str, name: str) -> str:
    """The name of an element in a namespace."""
    return f"{{{space}}}{name}"


def tell(element: Element, space: str, said: Mapping[str, str]) -> None:
    """Says texts in elements of their own; those that are empty not at all."""
    for name, text in said.items():
        if text:
            SubElement(element, named(space, name)).text = text


def written(root: Element, prefixes: Mapping[str, str]) -> str:
    """The file; `prefixes`: namespaces by their prefixes, that of the empty one needs none."""
    for prefix, space in prefixes.items():
        register_namespace(prefix, space)
    indent(root)
    return tostring(root, "unicode", xml_declaration=True) + "\n"

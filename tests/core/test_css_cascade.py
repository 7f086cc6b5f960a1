"""What style sheets declare for an element: by which selectors, in which order."""

from __future__ import annotations

import pytest

from fiches.core.css_cascade import Cascade, Element

ROOT = Element("html", lang="ar", dir="rtl")


def declared(sheet, *path):
    """What a style sheet says at the end of `ROOT` and some elements, by the names of properties."""
    return dict(Cascade([sheet]).declared((ROOT, *path)))


def element(tag, *classes, **more):
    return Element(tag, frozenset(classes), **more)


@pytest.mark.parametrize(
    "selector",
    ["p", ".nom", "p.nom", "p.nom.long", "*", "div p", ".carte p", "html .carte > p", "[dir=rtl] p",
     ":root .carte .nom", "[lang|=ar] .nom", ":lang(ar)", ".carte p:lang(ar)",
     '[lang="ar"] p', "p:first-child", "h1, .carte p, h2"],
)  # fmt: skip
def test_selectors_that_are_of_the_element(selector):
    path = (element("div", "carte"), element("p", "nom", "long", is_first=True))
    assert declared(f"{selector} {{ color: red }}", *path) == {"color": "red"}


@pytest.mark.parametrize(
    "selector",
    ["h1", ".autre", "p.autre", "p .nom", "html > p", "[dir=ltr] p", "[lang|=a] p", ":root.nom", "p:first-child",
     "p:hover", ":lang(fr)", ":lang(a)", "p + p", "p ~ p", "div:has(p) p", "p::before", "p[title]", "@page"],
)  # fmt: skip
def test_selectors_that_are_not_or_that_nobody_here_can_judge(selector):
    path = (element("div", "carte"), element("p", "nom"))
    assert declared(f"{selector} {{ color: red }}", *path) == {}


@pytest.mark.parametrize(
    ("sheet", "found"),
    [
        ("p { color: red } p { color: blue }", "blue"),
        (".nom { color: red } p { color: blue }", "red"),
        (".carte .nom { color: red } p.nom { color: blue }", "red"),
        ("p { color: red !important } .nom { color: blue }", "red"),
        ("div p { color: red } p { color: blue }", "red"),
        ("@media print { p { color: red } } @media screen { p { color: blue } }", "red"),
        (":root { --rouge: red } p { color: var(--rouge) }", "red"),
        ("p { color: var(--absente) }", "var(--absente)"),
    ],
)
def test_what_counts_most_comes_last(sheet, found):
    assert declared(sheet, element("div", "carte"), element("p", "nom"))["color"] == found


@pytest.mark.parametrize(
    ("selector", "suits"), [("p + p", True), ("div > p + p", True), ("h2 + p", False), ("h1 p + p", False)]
)
def test_what_comes_before_is_known_by_its_tag(selector, suits):
    path = (element("div"), element("p", before="p"))
    assert bool(declared(f"{selector} {{ color: red }}", *path)) == suits


def test_a_later_style_sheet_counts_more_and_gives_its_variables_to_all():
    sheets = (":root { --a: 1mm } p { width: var(--a) }", ":root { --a: 2mm }", "p { height: var(--a) }")
    assert dict(Cascade(sheets).declared((ROOT, element("p")))) == {"width": "2mm", "height": "2mm"}

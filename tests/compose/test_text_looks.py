"""How words look by style sheets: what is inherited, what is computed, how wide lines may be."""

from __future__ import annotations

import pytest

from fiches.compose.text_looks import elements, look_of, measure_of
from fiches.core.css_cascade import Cascade, Element

ROOT = (Element("html", lang="fr", dir="ltr"),)
MM = 25.4 / 72


def look(sheet, selector="p"):
    return look_of(Cascade([sheet]), ROOT + elements(selector))


def test_type_is_inherited_and_boxes_are_not():
    sheet = "html { font: italic 500 10pt/5mm Une, 'Deux Mots'; hyphens: auto } p { width: 40mm } b { font-size: 50% }"
    around, inner = look(sheet), look(sheet, "p b")
    assert (around.type.families, around.type.weight, around.type.italic) == (("Une", "Deux Mots"), 500, True)
    assert (around.size, around.line, around.divides, around.box.width) == (10, 5, True, 40)
    assert (inner.type.weight, inner.type.italic, inner.size, inner.box.width) == (700, True, 5, 0)


@pytest.mark.parametrize(
    ("declared", "line"),
    [
        ("font-size: 10pt; line-height: 1.5", 15 * MM),
        ("line-height: 1.5; font-size: 10pt", 15 * MM),
        ("font-size: 10pt; line-height: 2em", 20 * MM),
        ("font: 10pt/4mm Une", 4),
        ("line-height: 7mm; font: 10pt Une", 12 * MM),
    ],
)
def test_leading(declared, line):
    assert look(f"p {{ {declared} }}").line == pytest.approx(line)


def test_a_length_so_many_times_is_worked_out():
    """As large as a paper asks: --ampleur."""
    own = look(":root { --k: 1.5 } p { font: 600 calc(10pt * var(--k))/calc(4mm * var(--k)) Une }")
    assert (own.size, own.line, own.type.families) == (15, 6, ("Une",))


def test_a_share_of_the_leading_is_that_of_who_inherits_it():
    assert look("p { font-size: 10pt; line-height: 2 } b { font-size: 5pt }", "p b").line == pytest.approx(10 * MM)


@pytest.mark.parametrize(
    ("declared", "name", "value"),
    [
        ("letter-spacing: -0.015em", "tracking", -0.015),
        ("font-size: 10pt; letter-spacing: 1pt", "tracking", 0.1),
        ("font-weight: bold", "weight", 700),
        ("font-variant-numeric: lining-nums", "features", ("lnum",)),
        ("font-style: italic", "italic", True),
    ],
)
def test_type(declared, name, value):
    assert getattr(look(f"p {{ {declared} }}").type, name) == pytest.approx(value)


@pytest.mark.parametrize(
    "declared", ["font: caption", "line-height: normal", "font-size: larger", "width: 50%", "width: auto"]
)
def test_what_is_not_known_changes_nothing(declared):
    assert look(f"p {{ {declared} }}") == look("")


@pytest.mark.parametrize(
    ("sheet", "measure"),
    [
        ("p { width: 40mm; padding: 1mm 2mm }", 40),
        ("p { width: 40mm; padding: 1mm 2mm; box-sizing: border-box }", 36),
        (".carte { width: 50mm } p { padding: 0 4mm 0 1mm }", 45),
        (".carte { width: 50mm } p { padding-left: 3mm; margin: 0 2mm }", 43),
        (".carte { width: 50mm } p { margin-inline-start: 3mm; padding-right: 1mm }", 46),
        (".carte { width: calc(50mm - 1mm) }", 210),
        ("@page { margin: 10mm 15mm } @page :right { margin-right: 5mm } @page x { margin: 0 }", 190),
        ("@page { size: A5 } p { padding: 0 8mm }", 132),
        ("@page { size: A5 landscape }", 210),
        ("@page { size: 100mm 200mm; margin: 1cm }", 80),
    ],
)
def test_lines_are_as_wide_as_the_nearest_width_leaves(sheet, measure):
    assert measure_of(Cascade([sheet]), ROOT + elements(".carte p")) == measure


def test_an_element_among_words_takes_its_box():
    box = look(".perle { display: inline-block; width: 3mm; margin: 0 1mm 2mm; padding-left: 1mm }", "p span.perle").box
    assert box.advance == 6

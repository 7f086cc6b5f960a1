"""What a style sheet changes of how words are drawn, and that their lines are not measured with, is told."""

from __future__ import annotations

import pytest

from fiches.config.project import HOUSE, open_project
from fiches.core.messages import catalogue
from fiches.lint import house, unmeasured
from support.small_collection import collection

WORDS = catalogue("fr")


def told(sheet):
    return [(one.line, WORDS.text(one.message).partition(" »")[0]) for one in unmeasured.faults(sheet, {})]


@pytest.mark.parametrize(
    "said",
    [
        "text-transform: uppercase", "word-spacing: 1mm", "font-stretch: condensed", "font-variant: small-caps",
        "font-variant-numeric: oldstyle-nums", 'font-feature-settings: "smcp"', "font-size: 1.2rem",
        "font-size: larger", "font-weight: bolder", "letter-spacing: 1ch", "line-height: normal",
        "font: 600 calc(9pt + 1mm)/4mm Vollkorn", "font-kerning: none", "text-indent: 10%",
    ],
)  # fmt: skip
def test_what_is_drawn_and_not_measured_is_told_with_its_line(said):
    assert told(f"p {{\n  color: red;\n  {said}\n}}") == [(3, f"« {said}")]


@pytest.mark.parametrize(
    "said",
    [
        "text-transform: none", "word-spacing: 0", "font-variant: normal",
        "font-variant-numeric: lining-nums tabular-nums", "font-size: 92%", "letter-spacing: -0.01em",
        "line-height: 1.3", "font: italic 600 9pt/4mm var(--titres)", "text-indent: 4.5mm", "font-weight: 550",
        "line-height: inherit", "color: calc(1)",
    ],
)  # fmt: skip
def test_what_is_measured_or_changes_nothing_is_not(said):
    assert told(f".bloc p {{ {said} }} @media screen {{ p {{ text-transform: uppercase }} }}") == []


def test_a_value_is_that_of_its_variable():
    assert told(":root { --corps: 2rem; --bon: 2mm } p { font-size: var(--bon) }") == []
    assert told(":root { --corps: 2rem }\np { font-size: var(--corps) }") == [(2, "« font-size: var(--corps)")]


@pytest.mark.parametrize("selector", ["p:nth-child(2)", "#un", "p ~ p", "p::first-letter", "[class^=bloc] p"])
def test_type_of_elements_that_no_look_is_sought_of_is_told(selector):
    assert told(f".a, {selector} {{ font-size: 9pt }}") == [(1, f"« {selector}")]
    assert told(f"{selector} {{ color: red }}") == []


@pytest.mark.parametrize(
    "selector", ["p::before", "a:hover", ".a > b + i", "p:first-child", "[lang] b", ":root[dir=rtl] p"]
)
def test_those_that_are_understood_or_stand_beside_words_are_not(selector):
    assert told(f"{selector} {{ font-size: 9pt }}") == []


def test_only_style_sheets_of_the_collection_are_judged_and_only_where_lines_are_composed(tmp_path):
    sheet = ".bloc-texte p { text-transform: uppercase }"
    (tmp_path / "sheets").mkdir()
    (tmp_path / "styles").mkdir()
    (tmp_path / "styles/capitalisation.css").write_text(f"@import 'x';\n{sheet}", "utf-8")
    project, _ = open_project(tmp_path)
    assert [(one.path, one.line) for one in house.check(project) if one.code == "style-non-mesure"] == [
        ("styles/capitalisation.css", 2)
    ]
    assert list(unmeasured.check(open_project(collection(tmp_path / "flux"))[0])) == []


def test_the_house_has_none():
    """Whose measures say `var(--ampleur)`, which is that of another style sheet."""
    texts = [path.read_text("utf-8") for path in (HOUSE / "styles").rglob("*.css")
             if "kit" not in path.parts and "controle" not in path.name]  # fmt: skip
    known = unmeasured.variables(texts)
    assert [one for text in texts for one in unmeasured.faults(text, known)] == []

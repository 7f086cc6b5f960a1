"""Palettes whose words cannot be read are refused before anything is made."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fiches.build.pipeline import build
from fiches.config.project import HOUSE, open_project
from fiches.core import css, css_colours
from fiches.core.problems import has_errors
from fiches.graphics import contrast
from support.sources import write

PALETTE = (HOUSE / "styles/palette.css").read_text("utf-8")
PAIRS = (HOUSE / "templates/capitalisation/contrastes.txt").read_text("utf-8")
SHEET = "---\ntitre: Un puits\nterritoire: {commune: Ouijjane}\n---\n\n## Contexte\n\nUn texte.\n"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("#000000", "#ffffff", 21), ("#ffffff", "#ffffff", 1), ("#767676", "#ffffff", 4.54), ("#14304f", "#ffffff", 13.4)],
)
def test_ratio(one, other, expected):
    assert contrast.ratio(one, other) == pytest.approx(expected, abs=0.05)
    assert contrast.ratio(other, one) == contrast.ratio(one, other)


def test_the_house_s_palette_passes_and_every_pair_is_of_it():
    declared = css.properties(PALETTE)
    colours = {name: css_colours.colour(one.value) for name, one in declared.items()}
    names = {name for line in PAIRS.split("\n") if not line.startswith("#") for name in line.split()}
    assert names <= set(colours) and len(names) > 10
    assert list(contrast.check(colours, {}, PAIRS)) == []


@pytest.mark.parametrize(
    ("ground", "expected"),
    [("blanc", ""), ("ecume", ""), ("pise", ""), ("argan-pale", ""), ("nuit", "sombre"), ("terre", "sombre"),
     ("argan", "sombre"), ("terre-vive", "sombre"), ("encre", "sombre"), ("safran", "vif"), ("filet", "vif"),
     ("inconnu", "")],
)  # fmt: skip
def test_what_words_are_in_is_chosen_from_the_ground_they_stand_on(ground, expected):
    colours = {name: css_colours.colour(one.value) for name, one in css.properties(PALETTE).items()}
    assert contrast.tone(colours, ground) == expected


@given(st.tuples(*[st.integers(0, 255)] * 3))
def test_on_any_ground_the_better_of_light_and_dark_words_is_taken(channels):
    colours = {"encre": "#000000", "blanc": "#ffffff", "fond": "#{:02x}{:02x}{:02x}".format(*channels)}
    taken = "#ffffff" if contrast.tone(colours, "fond") == contrast.DARK_GROUND else "#000000"
    assert contrast.ratio(taken, colours["fond"]) == contrast.best(colours, "fond") >= contrast.LEAST_CONTRAST


def test_a_pale_palette_is_refused_on_its_line(tmp_path):
    pale = PALETTE.replace("--pierre: #66625d", "--pierre: #aaaaaa")
    project, problems = open_project(write(tmp_path, {"sheets/un-puits.md": SHEET, "styles/palette.css": pale}))
    assert project is not None and problems == []
    result = build(project)
    assert has_errors(result.problems) and not result.written
    found = [problem for problem in result.problems if problem.code == "contraste"]
    line = next(number for number, text in enumerate(pale.split("\n"), 1) if "--pierre" in text)
    assert {(problem.path, problem.line) for problem in found} == {("styles/palette.css", line)}
    assert "« pierre » sur « blanc »" in str(found[0].message) and "2,3" in str(found[0].message)


@pytest.mark.parametrize(
    ("grounds", "words"), [(("#14304f", "#1e4468"), "#ffffff"), (("#e1edf1", "#cfc8bf", "#e9efd8"), "#1c1b1a")]
)
def test_names_on_a_map_are_in_what_stands_out_from_all_its_grounds(grounds, words):
    assert contrast.of_words({"encre": "#1c1b1a", "blanc": "#ffffff"}, grounds) == words
    assert contrast.of_words({}, grounds) == ""

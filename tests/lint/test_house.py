"""What a build would refuse in a format, a theme or its maps, `check` says too, on the same line."""

from __future__ import annotations

import pytest

from fiches.build.pipeline import build
from fiches.config.project import HOUSE, open_project
from fiches.core.problems import Severity
from fiches.lint import collection, grounds
from support.sources import write

FORMAT_FILE, COMPOSITION = "templates/capitalisation/format.yaml", "templates/capitalisation/composition.yaml"
MAPS, PALETTE, SIGNS = "templates/capitalisation/cartes", "styles/palette.css", "styles/signes.txt"
SHEET = "---\ntitre: Un puits\nterritoire: {commune: Ouijjane}\n---\n\n## Contexte\n\nUn texte.\n"
RUBRIC = "  - id: suites\n    title: {fr: Suites}\n\nlabels:\n"
PLACES = {
    name: (HOUSE / MAPS / name).read_text("utf-8") for name in ("sud.json", "nord.json", "fond.json", "cartes.yaml")
}


def house(name):
    return (HOUSE / name).read_text("utf-8")


FAULTY = {
    "pale": {PALETTE: house(PALETTE).replace("--pierre: #66625d", "--pierre: #aaaaaa")},
    "colourless": {PALETTE: house(PALETTE).replace("--pierre: #66625d;", "")},
    "empty palette": {PALETTE: ""},
    "uneven signs": {SIGNS: "contexte\n#o\n.\n"},
    "low frieze": {SIGNS: "frise\n" + "##########..\n" * 5},
    "a rubric more": {FORMAT_FILE: house(FORMAT_FILE).replace("\nlabels:\n", RUBRIC)},
    "no size": {COMPOSITION: house(COMPOSITION).replace("corps: 8.2", "corps: 0")},
    "no number": {COMPOSITION: house(COMPOSITION).replace("mini: 8, maxi: 18", "mini: 8")},
    "no rule": {COMPOSITION: house(COMPOSITION).replace("blancs 0.75", "blanc 0.75")},
    "no yaml": {COMPOSITION: "[\n"},
    "not utf-8": {COMPOSITION: house(COMPOSITION).encode("utf-16")},
    "empty composition": {COMPOSITION: ""},
    "no maps": {f"{MAPS}/{name}": text for name, text in {**PLACES, "cartes.yaml": "rail: 3\n"}.items()},
    "maps without width": {
        f"{MAPS}/{name}": text.replace("west: -13.6", "west: 9") for name, text in PLACES.items()
    },
    "no outlines": {f"{MAPS}/{name}": text for name, text in {**PLACES, "fond.json": "{}"}.items()},
    "odd outlines": {f"{MAPS}/{name}": text for name, text in {**PLACES, "fond.json": '{"terres": [[1]]}'}.items()},
    "no places": {f"{MAPS}/{name}": text for name, text in {**PLACES, "nord.json": '{"01": 3}'}.items()},
    "no choices": {FORMAT_FILE: house(FORMAT_FILE).replace("    kind: period", "    kind: choice")},
    "unknown kind": {FORMAT_FILE: house(FORMAT_FILE).replace("    kind: period", "    kind: periods")},
}  # fmt: skip


def errors(problems):
    return {(one.path, one.line, one.code) for one in problems if one.severity is Severity.ERROR}


@pytest.mark.parametrize("name", FAULTY)
def test_what_build_refuses_check_says(name, tmp_path):
    root = write(tmp_path, {"un-puits": SHEET, **FAULTY[name]})
    project, problems = open_project(root)
    if project is None:  # neither goes on
        assert errors(problems)
        return
    result = build(project)
    assert result.written == () and errors(result.problems)
    told = collection.read(project).problems
    assert errors(told) >= errors(result.problems)
    assert errors(collection.read(project, ["un-puits"]).problems) >= errors(result.problems)


def test_a_style_sheet_that_is_not_there(tmp_path):
    text = house(FORMAT_FILE).replace("styles: [capitalisation.css", "styles: [absente.css, capitalisation.css")
    project, _ = open_project(write(tmp_path, {"un-puits": SHEET, FORMAT_FILE: text}))
    [said] = [one for one in collection.read(project).problems if one.severity is Severity.ERROR]
    assert (said.path, str(said.message)) == (FORMAT_FILE, "la feuille de style « absente.css » est introuvable")


def test_a_ground_on_which_nothing_can_be_read_is_told_at_its_zone():
    project, _ = open_project(HOUSE)
    grey = {
        "encre": "#444444",
        "blanc": "#aaaaaa",
        **dict.fromkeys(("ecume", "pise", "argan-pale", "terre"), "#777777"),
    }
    told = grounds.check(project, grey)
    found = {(one.code, one.path) for one in told}
    assert found == {("contraste", "templates/capitalisation/composition.yaml")}


def test_the_house_is_in_order(tmp_path):
    project, _ = open_project(write(tmp_path, {"un-puits": SHEET}))
    assert not errors(collection.read(project).problems)

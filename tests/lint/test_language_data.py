"""Files of a language that a collection has itself: faulty, they are told with their line, and nothing stops."""

from __future__ import annotations

import pytest

from fiches.config import languages, speech_rules, synonyms
from fiches.lint import habits, language_data, misspellings
from support.sources import read, text, write

JUDGES = {
    "habitudes": habits.faults,
    "synonymes": synonyms.faults,
    "exergues": speech_rules.faults,
    "fautes": misspellings.faults,
}
OF_THE_HOUSE = [path for path in sorted(languages.home().glob("*/*.yaml")) if path.stem in JUDGES]
GOOD = (languages.home() / "fr/exergues.yaml").read_text("utf-8")


@pytest.mark.parametrize("path", OF_THE_HOUSE, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_those_of_the_house_are_good(path):
    assert list(JUDGES[path.stem](path)) == []


@pytest.mark.parametrize(
    ("name", "typed", "line", "told"),
    [
        ("habitudes", "a_faire: [bon, '(a revoir']\n", 1, "n'est pas une expression régulière"),
        ("habitudes", "a_faire:\n  - 'x*'\n", 2, "se trouve partout"),
        ("habitudes", "a_faire:\n  - 'a'\n  - '(?i)tout'\n", 3, "n'est pas une expression régulière"),
        ("habitudes", "a_faires: [bon]\n", 1, "la clé « a_faires » n'existe pas"),
        ("habitudes", "a_faire: [bon\n", 1, "n'est pas refermé"),
        ("synonymes", "Contexte: le contexte\n", 1, "n'a pas de liste"),
        ("fautes", "puit: puits\nparmis: [parmi]\n", 2, "ne dit pas comment il s'écrit"),
        ("exergues", "mots: [\n", 1, "n'est pas refermé"),
        ("exergues", GOOD.replace("guillemets: [", "guillemets: [«, "), None, "n'est pas avec celui qui le ferme"),
    ],
)
def test_faults(tmp_path, name, typed, line, told):
    path = tmp_path / f"{name}.yaml"
    path.write_text(typed, "utf-8")
    found = list(JUDGES[name](path))
    assert told in str(found[0].message)
    assert line is None or found[0].line == line


def test_they_are_told_of_a_collection_whose_sheets_are_still_judged(tmp_path):
    """Also a file that nothing reads, its language being unknown."""
    files = {
        "templates/langues/oc/langue.yaml": "nom: occitan\n",
        "templates/langues/oc/habitudes.yaml": "a_faire: ['de far', '(']\n",
        "templates/langues/oc/exergues.yaml": "nom: '('\n",
        "templates/langues/wo/synonymes.yaml": "Contexte: [xeet]\n",
        "fiche": text(Contexte="Le puits est de far."),
    }
    found = [(one.path, one.code, one.line) for one in read(tmp_path / "own", files).problems]
    read(tmp_path / "other", {"fiche": text()})  # the process forgets the language again
    assert ("sheets/fiche.md", "texte-provisoire", 14) in found
    assert ("templates/langues/oc/habitudes.yaml", "format-invalide", 1) in found
    assert ("templates/langues/wo/synonymes.yaml", "format-invalide", 1) in found
    assert any(path.endswith("oc/exergues.yaml") for path, *_ in found)


def test_those_of_the_house_are_not_judged_at_each_run(tmp_path):
    assert list(language_data.check(write(tmp_path, {}))) == []
    assert list(language_data.check(languages.home().parents[1])) == []

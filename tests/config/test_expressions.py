"""Many expressions joined into one find wherever one of them does."""

from __future__ import annotations

import re

import pytest

from fiches.config.expressions import any_of, good
from fiches.config.fields import Field

EXPRESSIONS = (
    "[Vv]oir page",
    "voir (?:plus|moins)",
    r"\(?[Ss]uite\)?",
    "(?:le |la )?tableau (?:suivant|joint)",
    "(?i:dès|fin) 2099",
    r"(?<=[a-z] )(?<!les )virgule",
    r"[\[(]à (?:faire|dire)",
    "(?:bla ?){2,4}$",
    r"\d{2,4} mots",
    "<?(?:transféré|envoyé)>?",
)
LINES = (
    "Voir page 3", "voir plus", "voir", "(Suite)", "suite", "la tableau joint", "tableau suivant", "le tableau",
    "Dès 2099", "fin 2099", "FIN 2098", "un virgule", "les virgule", "virgule",
    "[à faire", "à faire", "(à dire)", "bla bla", "bla",
    "12 mots", "1 mots", "<envoyé>", "envoyé", "transféré>", "enfin", "",
)  # fmt: skip


@pytest.mark.parametrize("line", LINES)
def test_each_is_found(line):
    for one in EXPRESSIONS:
        assert bool(re.search(any_of([one]), line)) == bool(re.search(one, line)), one
    assert bool(re.search(any_of(EXPRESSIONS), line)) == any(re.search(one, line) for one in EXPRESSIONS)


def test_those_that_begin_alike_stand_together():
    assert any_of(["voir ici", "[Vv]ers", "v?a"]) == "v(?:oir ici|ers|a)|V(?:ers)|a(?:)"


def test_those_of_a_file_are_read_anew_when_it_says_others(tmp_path):
    path, known = tmp_path / "habitudes.yaml", (Field("debut", "texts"), Field("fin", "texts"))
    path.write_text("debut: [bonjour, '(', 'x*']\nautre: [x]", "utf-8")
    assert good(path, known) == {"debut": ("bonjour",)}
    path.write_text("fin: [au revoir]", "utf-8")
    assert good(path, known) == {"fin": ("au revoir",)}

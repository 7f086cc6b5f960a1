"""Passages that an import found no place for go into a rubric, a field or away; a text with errors has pages."""

from __future__ import annotations

import pytest

from fiches.core.messages import catalogue
from fiches.studio import passages, provisional
from fiches.studio.judgements import JudgedText
from fiches.studio.passages import Place
from fiches.studio.preview import Bench
from fiches.studio.service import Workplace
from fiches.studio.sheet_text import BEFORE
from support.sources import FRONT, SHORT, short_project, text, write

WAITS = "<!-- À placer : ce texte n'est dans aucune rubrique\nUn mot.\n\n### Les débuts\n\nIl *pleuvait*.\n\nFin.\n-->"


def judged(body=WAITS):
    return JudgedText(text().replace("\n## ", f"\n{body}\n\n## ", 1), short_project(), "fr", catalogue("fr"))


def test_a_passage_is_a_paragraph_with_the_heading_above_it():
    assert passages.waiting(WAITS) == ["Un mot.", "### Les débuts\n\nIl *pleuvait*.", "Fin."]
    shown = passages.shown(f"{WAITS}\n\n### Contexe\n\nLà.", BEFORE, short_project().format)
    assert [one["said"] for one in shown][1] == "Les débuts\n\nIl pleuvait."
    assert [one["meant"] for one in shown] == ["", "", "", "contexte"]


def test_passages_go_one_by_one_and_with_the_last_the_comment_goes():
    one = judged()
    found = passages.put(one, "### Les débuts\n\nIl *pleuvait*.", Place(rubric="contexte"))
    assert "\n\n### Les débuts\n\nIl *pleuvait*.\n\n## La parole" in found and "Un mot.\n\nFin." in found
    found = passages.put(JudgedText(found, one.project, "fr", one.words), "Fin.", Place(key="titre_court"))
    assert "\ntitre_court: Fin.\n" in found and found.count("Fin.") == 1
    found = passages.put(JudgedText(found, one.project, "fr", one.words), "Un mot.", Place())
    assert "<!-- À placer" not in found and "Un mot." not in found
    assert passages.put(one, "Rien de tel.", Place()) is None


BELOW = "<!-- à placer : ce titre n'est celui d'aucune rubrique -->\n\n### En chemin\n\nUn maçon.\n\nDeux devis."
IN_A_VOICE = "> Oui.\n>\n> — Fadma\n\n<!-- à placer : 3 mots\n\n### Annexe\n\nLes plans.\n\n-->"


def within(contexte="Il pleuvait.", territoire="> Oui.\n>\n> — Fadma"):
    return JudgedText(text(Contexte=contexte, territoire=territoire), short_project(), "fr", catalogue("fr"))


def test_what_waits_below_the_first_known_title_is_placed_as_what_waits_before_it():
    own = f"Il pleuvait.\n\n{BELOW}"
    assert passages.waiting(own, "contexte") == ["### En chemin\n\nUn maçon.", "Deux devis."]
    assert passages.waiting(IN_A_VOICE, "parole") == ["### Annexe\n\nLes plans."]
    assert passages.waiting("Il pleuvait. <!-- vu -->\n\nEncore.", "contexte") == []
    one = within(own)
    found = passages.put(one, "### En chemin\n\nUn maçon.", Place(rubric="contexte"), "contexte")
    assert "Il pleuvait.\n\n### En chemin\n\nUn maçon.\n\n<!-- à placer" in found and found.count("Deux devis.") == 1
    found = passages.put(JudgedText(found, one.project, "fr", one.words), "Deux devis.", Place(), "contexte")
    assert "à placer" not in found and "Deux devis" not in found and "Un maçon.\n\n## La parole" in found
    assert passages.put(one, "Deux devis.", Place(), "parole") is None


def test_what_waits_beside_a_voice_goes_and_the_voice_stays():
    one = within(territoire=IN_A_VOICE)
    found = passages.put(one, "### Annexe\n\nLes plans.", Place(rubric="contexte"), "parole")
    assert "\n\n### Annexe\n\nLes plans.\n\n## La parole" in found and found.endswith("> — Fadma\n")


@pytest.mark.parametrize(
    ("before", "passage"),
    [
        ("Un puits pour dix villages.", "dix"),
        ("### Budget 2020\n\n10 villages.", "### Budget\n\n10"),
        ("Fin de tout.", "Fin"),
    ],
)
def test_a_passage_is_taken_from_where_it_stands_and_no_other_loses_words(before, passage):
    body = f"<!-- À placer : ce texte n'est dans aucune rubrique\n{before}\n\n\n{passage}\n-->"
    found = passages.put(judged(body), passage, Place())
    assert f"\n{before}\n" in found and found.count(passage) == before.count(passage)


WRONG = {
    "a value": text(f"{FRONT}\nperiode: 2012-2010"),
    "a value and a rubric": text(f"{FRONT}\nperiode: deux ans", Contexte="## Quoi donc"),
    "nothing but a title": "---\ntitre: Un four\n---\n",
    "a place without its country": text(f"{FRONT}\nformat: osim\nlieux: [{{ville: Tambaga}}]"),
    "a line that is none": text(f"{FRONT}\n[[["),
}


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return Workplace(Bench(write(tmp_path_factory.mktemp("c"), SHORT)), catalogue("fr"))


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_a_text_with_errors_has_pages_and_its_own_problems(place, wrong):
    path = place.project.sheets / "four.md"
    path.write_text(wrong, "utf-8")
    told = place.state("four")
    assert told["html"] and told["provisional"] and told["counts"]["error"]
    assert provisional.IN_PLACE not in path.read_text("utf-8")

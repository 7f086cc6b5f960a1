"""A sheet goes into another format with its places, its titles and its words; a collection, without its sheets."""

from __future__ import annotations

import pytest

from fiches.config.project import COLLECTION, open_project
from fiches.core.messages import catalogue
from fiches.studio import imprint, models
from fiches.studio.judgements import JudgedText
from fiches.studio.preview import Bench
from fiches.studio.service import Workplace
from support.sources import write

pytestmark = pytest.mark.no_unit

HOUSE = """---
titre: L'eau de Tambaga
diaspora: {ville: Lyon, departement: "69"}
territoire:
  - lieu: Tambaga
    province: Tapoa
    coordonnees: [11.9, 1.9]
  - commune: Yirini
---

## Contexte

Rien ne marchait.

## Démarche de mise en œuvre du projet

Trois comités.
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    root = write(tmp_path_factory.mktemp("c"), {"eau": HOUSE, COLLECTION: "editeur: {nom: Nous}\nlangue: fr\n"})
    return Workplace(Bench(root), catalogue("fr"))


def test_every_format_is_told_by_what_it_is_for_and_by_its_map(place):
    told = {one["id"]: one["map"] for one in models.offered(place)}
    assert next(iter(told)) == "capitalisation"
    assert (told["capitalisation"], told["osim"], told["recit"]) == ("shores", "world", "none")
    assert all(one["said"] for one in models.offered(place))


def test_a_sheet_takes_its_places_into_another_format_and_back(place):
    world = place.project.within("osim").format
    text = models.reformed(JudgedText(HOUSE, place.project, "fr", place.words), world, "osim")
    assert "format: osim\n" in text and "## Démarche\n\nTrois comités.\n" in text and "territoire" not in text
    assert "siege:\n  ville: Lyon\n" in text
    assert "lieux:\n  - ville: Tambaga\n    point: [11.9, 1.9]\n  - ville: Yirini\n" in text
    back = models.reformed(JudgedText(text, place.project.within("osim"), "fr", place.words), place.project.format, "")
    assert "format:" not in back and "territoire:\n  - lieu: Tambaga\n    coordonnees: [11.9, 1.9]\n" in back
    assert "diaspora:\n  - ville: Lyon\n" in back and "## Démarche de mise en œuvre du projet\n" in back


def test_a_collection_takes_another_format_and_its_sheets_stay_as_they_are(place):
    before = (place.project.sheets / "eau.md").read_text("utf-8")
    assert imprint.shown(place)["format"] == "capitalisation"
    imprint.written(place, {"format": "osim"})
    project, _ = open_project(place.project.root)
    assert project.format.name == "osim" and "nom: Nous" in (project.sheets / "collection.yaml").read_text("utf-8")
    assert (project.sheets / "eau.md").read_text("utf-8") == before.replace(
        "\n---\n\n", "\nformat: capitalisation\n---\n\n"
    )

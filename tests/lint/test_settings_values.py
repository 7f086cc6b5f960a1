"""Values of collection.yaml and of a booklet are read as those of a sheet are: printed otherwise, they are told."""

from __future__ import annotations

import pytest

from fiches.content import source
from fiches.lint import front_matter, verdicts
from support.sources import SHORT, project, short_project


@pytest.mark.parametrize(
    ("typed", "code", "told"),
    [
        ("editeur:\n  nom: à compléter", "texte-provisoire", "« à compléter »"),
        ("editeur:\n  nom: ASSOCIATION TAMAZIRT", "tout-en-capitales", "ASSOCIATION TAMAZIRT"),
        ("editeur:\n  nom: Tamazirt\n  site: contact@tamazirt.org", "lien-coupe", "contact@tamazirt.org"),
        ("editeur:\n  nom: Tamazirt\n  site: www tamazirt org", "lien-coupe", "www tamazirt org"),
        ("colophon: “Cette fiche est de Tamazirt.”", "guillemets-courbes", "colophon"),
        ("financeurs:\n  - nom: Enabel\n  - nom: Enabel", "passage-en-double", "nom: Enabel"),
        ("accroche: Le cafÃ© des deux rives", "encodage-abime", "cafÃ©"),
    ],
)
def test_settings_that_are_told(tmp_path, typed, code, told):
    (found,) = front_matter.of_settings(project(tmp_path, {**SHORT, "collection": f"format: essai\n{typed}"}))
    assert found.code == code and told in str(found.message) and found.hint
    assert found.path == "sheets/collection.yaml" and found.line > 1


def test_settings_that_are_good(tmp_path):
    """How to reach who publishes is there to be read; acronyms are in capitals."""
    typed = """format: essai
editeur: {nom: Tamazirt, site: www.tamazirt.org}
colophon: Écrivez à contact@tamazirt.org, appelez le 05 28 12 34 56.
financeurs: [{nom: AFD}, {nom: UNICEF}]
sigles: [{sigle: ANDZOAMM, sens: une agence}]
admis: [embleme-absent]
"""
    assert front_matter.of_settings(project(tmp_path, {**SHORT, "collection": typed})) == []


def test_a_booklet_is_read_as_its_sheets_are():
    typed = b"---\ntitre: Le livret (v2)\nfiches: [fiche]\n---\n\n## Avant-propos\n\nBonjour Ali, voici le texte.\n"
    parsed, _ = source.parse_bytes(typed, "livret", "livret.md")
    assert parsed
    told = [one.code for one in verdicts.of_booklet(parsed, None, short_project(), {})]
    assert told == ["titre-a-revoir", "reste-de-collage"]

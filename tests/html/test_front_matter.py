"""What a page that is not composed tells of a front matter is what composed pages show of it."""

from __future__ import annotations

import pytest

from fiches.compose import rules_reader
from fiches.config.project import open_project
from fiches.content.blocks import plain
from fiches.html.context import SheetContext
from fiches.html.front_matter import front_matter
from fiches.lint import collection
from support.sources import write

pytestmark = pytest.mark.no_unit

FORMAT = """name: Essai
extends: commun
fields:
  resume: {label: {fr: Résumé}}
  notice: {kind: record, label: {fr: Notice}, fields: {lieu: {label: {fr: Où}}, cout: {label: {fr: Coût}}}}
  pays: {kind: texts, label: {fr: Pays}}
  compte: {kind: figures, label: {fr: Comptes}, fields: {combien: {}, quoi: {}}}
  temoin: {kind: records, label: {fr: Témoin}, fields: {nom: {}, role: {}}}
rubrics:
  - {id: qui, title: {fr: Qui}, holds: entries}
labels: {dit_par: {fr: "Dit par "}}
"""
ZONES = """pages:
  - zones:
      - titre: {}
      - champ: {champ: temoin, etiquette: dit_par, corps: 8, cles: [nom, role]}
      - chapeau: {champ: resume}
      - faits: {champs: [notice.lieu, notice.cout, pays]}
      - chiffres: {champ: compte, cles: [combien, quoi]}
      - texte: {rubrique: qui, logo: oui}
"""
SHEET = """---
titre: Une
resume: En deux mots.
notice: {lieu: Là-bas}
pays: [Mali, Niger]
compte: [{combien: 12, quoi: puits}]
temoin: {nom: Awa Ba, role: présidente}
---

## Qui

### Nous autres

Du texte.
"""


def told(root, zones=ZONES, format_=FORMAT):
    files = {"templates/essai/format.yaml": format_, "collection": "format: essai\n", "une": SHEET}
    files |= {"templates/essai/composition.yaml": zones} if zones else {}
    project, problems = open_project(write(root, files))
    assert not problems
    [sheet] = collection.read(project).sheets.values()
    rules, _ = rules_reader.of_format(project.format)
    return front_matter(SheetContext("fr", project.format, None, None, None, None, rules, (), sheet=sheet))


def test_every_zone_of_the_front_matter_is_told(tmp_path):
    front = told(tmp_path)
    assert front.standfirst == "En deux mots." and plain(front.carrier) == "Nous autres"
    assert [plain(one).replace("\u00a0", " ") for one in front.named] == ["Dit par Awa Ba, présidente"]
    assert [tuple(one) for one in front.facts] == [("Où", ("Là-bas",)), ("Pays", ("Mali, Niger",))]
    assert front.figures == (("12", "puits"),)


def test_pages_that_flow_show_none_of_it_and_usual_ones_each_key_of_the_format(tmp_path):
    assert not any(told(tmp_path / "a", ""))
    format_ = FORMAT.replace("extends: commun", "extends: commun\npages: 2")
    assert [one.label for one in told(tmp_path / "b", "", format_).facts] == [
        "Résumé",
        "Notice",
        "Pays",
        "Comptes",
        "Témoin",
    ]

"""What archives are told: the same in the PDF and in build/index.json, never of a sheet that is not there."""

from __future__ import annotations

import json

import pikepdf
import pytest

from fiches.config import fields
from fiches.config.project import HOUSE, open_project
from fiches.content import source
from fiches.content.sheet import Sheet, check
from fiches.html import metadata
from fiches.storage import clean, whole_runs
from support.small_collection import SETTINGS, agrees, make, sheet
from support.sources import write

FULL = """---
titre: Le four d'été, « chaud »
periode: 2019 - en cours
territoire: {lieu: Asrargh, province: Taroudant, coordonnees: [30.5, -7.9]}
diaspora: {ville: Montpellier}
auteurs: [Fatima Exemple, Les Fours]
mots_cles: [pain, four]
date_fiche: 2022-11-05
---

## Contexte

Le village n'avait plus de four.
"""
PUBLISHED = "editeur: {nom: Les Fours}\nadresse: https://example.org/f/\nlicence: CC BY 4.0\n"


def of(root, words=FULL, settings=PUBLISHED):
    project, problems = open_project(write(root, {"fiche": words, "collection": settings}))
    assert project, problems
    parsed, _ = source.read(root / "sheets/fiche.md", "fiche.md")
    return metadata.of_sheet(check(parsed, project)[0], project)


def index(root):
    path = root / "build" / metadata.INDEX_FILE
    return {one["identifier"]: one for one in json.loads(path.read_text())["@graph"]} if path.exists() else None


def test_a_record_says_all_that_a_sheet_tells(tmp_path):
    one = of(tmp_path)
    core = metadata.dublin_core(one)
    assert ("identifier", "https://example.org/f/fiche") in core and ("rights", "CC BY 4.0") in core
    assert [text for name, text in core if name == "creator"] == ["Fatima Exemple", "Les Fours"]
    assert [text for name, text in core if name == "coverage"] == ["Asrargh, Taroudant", "Montpellier"]
    said = metadata.linked_data(one, "fiches/fiche.pdf")
    assert said["name"] == one.title == "Le four d’été, « chaud »"
    assert [author["@type"] for author in said["author"]] == ["Person", "Organization"]
    assert said["spatialCoverage"][0]["geo"] == {"@type": "GeoCoordinates", "latitude": 30.5, "longitude": -7.9}
    assert said["temporalCoverage"] == "2019/.." and said["datePublished"] == "2022-11-05"
    assert said["encoding"]["contentUrl"] == "fiches/fiche.pdf"
    assert {name.removeprefix("dcterms:"): texts for name, texts in said.items() if name.startswith("dcterms:")} == {
        name: [text for other, text in core if other == name] for name, _ in core
    }


def test_a_sheet_that_tells_little_has_a_record(tmp_path):
    words = "---\ntitre: Un four\nterritoire: {region: Souss-Massa}\n---\n"
    said = metadata.linked_data(of(tmp_path, words, ""), "f.pdf")
    assert said["@id"] == "#fiche" and "author" not in said and "copyrightNotice" not in said and "abstract" not in said


@pytest.mark.parametrize(("period", "span"), [("2012", "2012"), ("2010-2012", "2010/2012")])
def test_periods(tmp_path, period, span):
    assert of(tmp_path, FULL.replace("2019 - en cours", period)).period == span


def test_the_pdf_says_the_same(small_built):
    for name, said in index(small_built).items():
        with pikepdf.open(small_built / f"build/fiches/{name}.pdf") as pdf, pdf.open_metadata() as words:
            assert words["dc:title"] == said["name"] == said["dcterms:title"][0]
            assert words["dc:subject"] == set(said["dcterms:subject"]) == set(said["keywords"])
            assert words["dc:identifier"] == name and words["dc:language"] == {"fr"}
            assert words["dc:description"] == said["abstract"]


@pytest.mark.slow
def test_it_follows_every_edit(here):
    assert sorted(index(here)) == ["a", "b", "c"]
    make(write(here, {"a": sheet("Note neuve", "Du vent.")}), "a")
    assert index(here)["a"]["name"] == "Note neuve" and index(here)["a"]["abstract"] == "Du vent."
    (here / "sheets/c.md").unlink()
    write(here, {"livret": "---\ntitre: Un livret\nfiches: [a]\n---\n"})
    make(here)
    assert sorted(index(here)) == ["a", "b"]
    make(write(here, {"collection": f"{SETTINGS}licence: CC BY 4.0\n"}))
    assert index(here)["b"]["copyrightNotice"] == "CC BY 4.0"
    agrees(here)
    built = (here / "build" / metadata.INDEX_FILE).read_bytes()
    make(here, out=here / "ailleurs")
    assert (here / "ailleurs" / metadata.INDEX_FILE).read_bytes() == built


def test_it_comes_back_and_goes(here):
    (here / "build" / metadata.INDEX_FILE).unlink()
    assert whole_runs.unchanged(here, None, "build") is None
    make(here)
    assert sorted(index(here)) == ["a", "b", "c"] and whole_runs.unchanged(here, None, "build") is not None
    clean.clear(here / "build")
    assert index(here) is None


@pytest.mark.parametrize(
    ("name", "said", "summed_up", "period"),
    [
        ("deux-pages", "resume: On sème.\nperiode: 2021-2023", "On sème.", "2021/2023"),
        (
            "pratiques",
            "resume: On partage.\nnotice: {public: a, lieu: b, periode: 2019, temps: c}",
            "On partage.",
            "2019",
        ),
        ("recit", "chapeau: Elle raconte.", "Elle raconte.", ""),
    ],
)
def test_each_format_says_which_key_sums_a_sheet_up_and_when_it_was(name, said, summed_up, period):
    project, _ = open_project(HOUSE)
    own = project.within(name)
    parsed, _ = source.parse_bytes(f"---\ntitre: Un essai\n{said}\n---\n".encode(), "essai", "essai.md")
    values, _ = fields.read(parsed.front, own.format.fields)
    record = metadata.of_sheet(Sheet("essai", "essai.md", "Un essai", "fr", values, (), format=name), project)
    assert (record.description, record.period) == (summed_up, period)

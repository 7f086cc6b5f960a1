"""Settings that are said by language."""

from __future__ import annotations

from fiches.config.project import open_project
from support.sources import SHORT, project, write

SAID = """format: essai
langue: fr
titre_courant: {fr: Nos puits, ar: آبارنا}
colophon: {ar: [نص], fr: [Un texte, deux]}
editeur: {nom: {fr: Association, ar: جمعية}, site: www.example.org}
financeurs:
  - {nom: {fr: Région, en: Region}, mention: {ar: بتمويل}}
region: {fr: Souss-Massa, ar: سوس ماسة}
"""


def opened(tmp_path, words=SAID):
    return project(tmp_path, {**SHORT, "collection": words})


def test_each_language_has_its_own(tmp_path):
    """Those of the collection's where it says nothing, at any depth; the region keeps all its names."""
    made = opened(tmp_path)
    french, arabic, english = (made.speaking(code).settings for code in ("fr", "ar", "en"))
    assert (french.running_title, french.colophon, french.publisher.name) == (
        "Nos puits",
        ("Un texte", "deux"),
        "Association",
    )
    assert (arabic.running_title, arabic.colophon, arabic.publisher.name) == ("آبارنا", ("نص",), "جمعية")
    assert (english.running_title, english.funders[0].name, arabic.funders[0].name) == ("Nos puits", "Region", "Région")
    assert french.funders[0].credit == "بتمويل"
    assert arabic.publisher.site == french.publisher.site and arabic.typed["region"] == french.typed["region"]
    assert arabic.typed["titre_courant"] == "آبارنا"
    assert made.speaking("fr") is made and made.speaking("pt").settings is french


def test_the_language_of_the_collection_comes_first(tmp_path):
    assert opened(tmp_path, SAID.replace("langue: fr", "langue: ar")).settings.running_title == "آبارنا"


def test_what_is_wrong_is_told_once_where_it_is(tmp_path):
    words = "format: essai\ntitre_courant: {fr: [a], en: b}\ncolophon: {fr: a, xx: b}\ncouleur: bleu\n"
    made, problems = open_project(write(tmp_path, {**SHORT, "collection": words}))
    assert made is None
    assert [(one.line, one.code) for one in problems] == [
        (2, "champ-invalide"),
        (3, "champ-invalide"),
        (4, "cle-inconnue"),
    ]

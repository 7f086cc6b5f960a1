"""Words compared as people read them."""

from __future__ import annotations

import pytest

from fiches.core import text as wording
from fiches.core.messages import listing


@pytest.mark.parametrize(
    "variant",
    [
        "Démarche de mise en œuvre",
        "DEMARCHE DE MISE EN OEUVRE",
        "demarche  de\tmise en\u00a0oeuvre :",
        "Démarche-de-mise–en—œuvre.",
        "De\u0301marche de mise en œuvre",
    ],
)
def test_fold(variant):
    assert wording.fold(variant) == "demarche de mise en oeuvre"


def test_fold_reads_every_apostrophe():
    assert {wording.fold(f"l{sign}eau") for sign in "'’ʼ`´‘"} == {"l'eau"}


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("Contexe", "Contexte"),
        ("CONTEXTES", "Contexte"),
        ("Le contexte du projet", "Contexte"),
        ("Porteurs de projets", "Porteur du projet"),
        ("Budget", None),
        ("", None),
        ("x" * 10_000, None),
    ],
)
def test_nearest(word, found):
    assert wording.nearest(word, ["Contexte", "Porteur du projet"]) == found


def test_did_you_mean():
    assert str(wording.did_you_mean("photo", ["photos"])) == "vouliez-vous dire « photos » ?"
    assert wording.did_you_mean("xyz", ["photos"]) == ""


@pytest.mark.parametrize(
    ("words", "text"),
    [([], ""), (["a"], "« a »"), (["a", "b"], "« a » et « b »"), (["a", "b", "c"], "« a », « b » et « c »")],
)
def test_listing(words, text):
    assert str(listing(words)) == text


def test_listing_with_ou():
    assert str(listing(["a", "b"], "or")) == "« a » ou « b »"


@pytest.mark.parametrize(("number", "text"), [(0, "0 fiche"), (1, "1 fiche"), (2, "2 fiches")])
def test_count(number, text):
    assert wording.count(number, "fiche") == text


def test_shown_is_one_short_line():
    assert wording.shown("un\n  deux") == "un deux"
    assert wording.shown("x" * 99, 10) == "x" * 9 + "…"


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Un réseau d'eau à Tiznit", "un-reseau-d-eau-a-tiznit"),
        ("Œuvre n° 3", "oeuvre-n-3"),
        ("ماء", ""),
        ("--", ""),
    ],
)
def test_slugify(title, slug):
    assert wording.slugify(title) == slug


def test_slug_is_short_and_whole():
    slug = wording.slugify("mot " * 40)
    assert len(slug) <= 60 and not slug.endswith("-")

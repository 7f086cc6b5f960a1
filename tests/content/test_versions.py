"""Files that are one sheet in several languages."""

from __future__ import annotations

import pytest

from fiches.content import booklet, source, versions
from fiches.content.versions import Version
from support.sources import FRONT, SHORT, project, read, text


@pytest.mark.parametrize(
    ("slug", "parts"),
    [
        ("puits", ("puits", "")),
        ("puits.ar", ("puits", "ar")),
        ("puits.wo", ("puits.wo", "")),
        (".ar", (".ar", "")),
        ("a.en.ar", ("a.en", "ar")),
    ],
)
def test_a_name_may_say_a_language(slug, parts):
    assert versions.split(slug) == parts


def test_versions_stand_under_the_name_that_they_share():
    """First the one that is called just so."""
    assert versions.works(["a.ar", "a", "b"]) == {"a": ("a", "a.ar"), "b": ("b",)}


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("---\ntitre: a\nlangue: en\n---\n", "en"),
        ('---\nlangue: "ar"\n---\n', "ar"),
        ("---\ntitre: a\n---\nlangue: en\n", ""),
        ("", ""),
    ],
)
def test_a_file_says_its_language_in_its_front_matter(tmp_path, words, language):
    (tmp_path / "a.md").write_text(words, "utf-8")
    assert versions.said(tmp_path / "a.md") == language
    assert versions.said(tmp_path / "absent.md") == ""


def test_a_sheet_knows_its_other_versions(tmp_path):
    """Its language is that of its name; nothing is wrong with such a name."""
    found = read(tmp_path, {"a": text(), "sheets/a.ar.md": text(), "sheets/a.en.md": text(), "b": text()})
    assert found.sheets["a"].versions == (Version("a.ar", "ar"), Version("a.en", "en"))
    assert found.sheets["a.en"].versions == (Version("a", "fr"), Version("a.ar", "ar"))
    assert found.sheets["a.ar"].direction == "rtl"
    assert found.sheets["b"].versions == ()


def test_a_language_that_contradicts_the_name_is_told(tmp_path):
    """And two versions in one language."""
    files = {"sheets/a.ar.md": text(f"langue: en\n{FRONT}"), "sheets/b.fr.md": text(), "b": text()}
    told = [(one.path, one.line, str(one.message)) for one in read(tmp_path, files).problems
            if one.code in ("champ-invalide", "nom-en-double")]  # fmt: skip
    assert [(path, line) for path, line, _ in told] == [
        ("sheets/a.ar.md", 2),
        ("sheets/b.fr.md", 2),
        ("sheets/b.md", 2),
    ]
    assert "« ar »" in told[0][2] and "« b.md »" in told[1][2]


SLUGS = ("a", "a.ar", "b", "c.ar", "c.en")


@pytest.mark.parametrize(
    ("front", "chosen"),
    [
        ("langue: fr", ("a", "b", "c.ar")),
        ("langue: ar", ("a.ar", "b", "c.ar")),
        ("langue: en", ("a", "b", "c.en")),
        ("langue: ar\nfiches: [b, a]", ("b", "a.ar")),
        ("langue: fr\nfiches: [a.ar, c]", ("a.ar", "c.ar")),
        ("langues: [fr, ar]", ("a", "b", "c.ar", "a.ar")),
        ("langues: [fr, ar]\ndisposition: fiche", ("a", "a.ar", "b", "c.ar")),
        ("selection: {mots_cles: eau}", ("a",)),
    ],
)
def test_a_booklet_has_each_sheet_in_its_languages(tmp_path, front, chosen):
    """In the first that there is where there is none in them; one that is named with its language, in that."""
    parsed, _ = source.parse_bytes(f"---\ntitre: L\n{front}\n---\n".encode(), "livret", "sheets/livret.md")
    made, problems = booklet.check(
        parsed, project(tmp_path), booklet.shelf(SLUGS, {"a.ar": {"mots_cles": ("eau",)}}, "fr")
    )
    assert problems == [] and made.sheets == chosen


def test_a_booklet_in_a_language_of_nobody(tmp_path):
    parsed, _ = source.parse_bytes(b"---\ntitre: L\nlangues: [fr, xx]\n---\n", "livret", "sheets/livret.md")
    _, problems = booklet.check(parsed, project(tmp_path, SHORT), booklet.shelf(SLUGS, {}, "fr"))
    assert [(one.code, one.line) for one in problems] == [("champ-invalide", 3)]

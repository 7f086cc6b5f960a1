"""A sign that no face has is one error of its file, with the place of the first and all of them listed."""

from __future__ import annotations

import pytest

from support.sources import FRONT, read, text

pytestmark = pytest.mark.no_unit


def told(tmp_path, **files):
    """(path, line, column, words) of what is said of signs."""
    problems = read(tmp_path, files).problems
    return [(one.path, one.line, one.column, str(one.message))
            for one in problems if one.code == "signe-sans-police"]  # fmt: skip


def test_all_of_a_sheet_are_told_at_once_where_the_first_stands(tmp_path):
    words = "Le puits ✅ est là 👍🏽.\n\nAvec प्रिया, sans \uf0b7.\n\nEncore ✅."
    [(path, line, column, said)] = told(tmp_path, a=text(Contexte=words))
    first = text(Contexte=words).split("\n").index("Le puits ✅ est là 👍🏽.") + 1
    assert (path, line, column) == ("sheets/a.md", first, 10)
    listed = (f"« ✅ » (ligne {first})", f"« 👍🏽 » (ligne {first})", f"« प्रिया » (ligne {first + 2})",
              f"U+F0B7 (ligne {first + 2})")  # fmt: skip
    assert said == "aucune police de la collection n'a ces signes : {}, {}, {} et {}".format(*listed)


@pytest.mark.parametrize(
    ("files", "place"),
    [
        ({"a": text(FRONT.replace("douar", "douar ✅"))}, ("sheets/a.md", 2)),
        ({"a": text(f"{FRONT}\nrecueilli_aupres:\n  - nom: Ali ✅")}, ("sheets/a.md", 5)),
        ({"a": text(Contexte="### Titre ✅\n\nMots.")}, ("sheets/a.md", 14)),
        ({"a": text(Contexte="Un [lien ✅](https://example.org/).")}, ("sheets/a.md", 14)),
        (
            {"a": text(), "livret": "---\ntitre: Un livret\nfiches: [a]\n---\n\n## Avant ✅\n\nMots."},
            ("sheets/livret.md", 6),
        ),
        ({"a": text(), "collection": "format: essai\ncolophon:\n  - Merci ✅"}, ("sheets/collection.yaml", 3)),
        ({"a": text(), "collection": "format: essai\nediteur: {nom: Nous ✅}"}, ("sheets/collection.yaml", 2)),
    ],
    ids=["title", "name", "heading", "link", "booklet", "settings", "publisher"],
)
def test_wherever_it_would_be_printed(tmp_path, files, place):
    assert [found[:2] for found in told(tmp_path, **files)] == [place]


@pytest.mark.parametrize(
    "words",
    ["Un [lien](https://example.org/✅).", "Un <!-- ✅ --> mot.", "L’eau\u00a0: 12\u202f°C – « œuvre » ⴰⵎⴰⵏ ماء ɣ ẓ"],
    ids=["address", "comment", "fonts"],
)
def test_what_is_not_printed_or_is_there_is_left_alone(tmp_path, words):
    assert told(tmp_path, a=text(Contexte=words)) == []


def test_it_stops_its_sheet(tmp_path):
    assert read(tmp_path, {"a": text(Contexte="✅"), "b": text()}).sheets.keys() == {"b"}

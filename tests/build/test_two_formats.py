"""Sheets of two formats in one collection and in one booklet, each drawn as its own format says."""

from __future__ import annotations

import shutil

import pypdfium2
import pytest

from fiches.storage.fingerprints import HOUSE
from support import small_collection
from support.small_collection import LIST, make, sheet

pytestmark = pytest.mark.no_unit

LETTER = """
name: Lettre
extends: commun
styles: [lettre.css]
rubrics:
  - {id: texte, title: {fr: Texte}}
  - {id: suite, title: {fr: Suite}}
"""
THREE = """<article class="sheet" id="{{ page.sheet.slug }}"><h1>{{ page.text(page.sheet.title) }}</h1>
{% for rubric in page.rubrics %}<section class="lettre">{{ page.prose(rubric.blocks) }}</section>{% endfor %}
<section class="lettre">Le dos de la lettre</section></article>
"""
OTHER = {
    "templates/lettre/format.yaml": LETTER,
    "templates/lettre/fiche.html": THREE,
    "styles/lettre.css": ".lettre { break-before: page }",
    "lettre": sheet("Une lettre", "Chère amie.").replace("titre:", "format: lettre\ntitre:") + "\n## Suite\n\nAdieu.\n",
    "livret": LIST % "lettre, a",
}
SAID = ["Une lettre", "Chère amie.", "Adieu.", "Le dos de la lettre"]


def texts(data):
    """What each page says."""
    document = pypdfium2.PdfDocument(data)
    return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def test_a_booklet_holds_sheets_of_two_formats_and_of_two_lengths(tmp_path):
    root = small_collection.collection(tmp_path, **OTHER)
    built = make(root)
    assert {"fiches/lettre.pdf", "fiches/a.pdf", "livret.pdf"} <= built.made, built.problems
    own, whole = texts(built.files["fiches/lettre.pdf"]), texts(built.files["livret.pdf"])
    assert [page[: len(said)] for page, said in zip(own, SAID, strict=True)] == SAID
    first = next(index for index, page in enumerate(whole) if page.startswith(SAID[0]))
    assert [page[: len(said)] for page, said in zip(whole[first:], SAID, strict=False)] == SAID
    assert "Note de la maison" in whole[first + len(SAID)] and first % 2 == 0  # on a right-hand page
    assert not make(root).made


@pytest.mark.slow
def test_the_number_of_a_sheet_stands_behind_its_kicker_whatever_the_format_of_its_booklet(tmp_path):
    """That of the house has a sign before it, that of the other has none."""
    other, example = HOUSE / "templates/osim/exemple", HOUSE / "templates/commun/exemple/fr/sheets"
    shutil.copytree(other / "fr/sheets", tmp_path / "sheets")
    for images in (other / "images", example / "images"):
        shutil.copytree(images, tmp_path / "sheets/images", dirs_exist_ok=True)
    source = (example / "ma-premiere-fiche.md").read_text("utf-8").replace("---\n", "---\nformat: capitalisation\n", 1)
    (tmp_path / "sheets/source.md").write_text(source, "utf-8")
    (tmp_path / "sheets/collection.yaml").write_text("format: osim\nlangue: fr\n", "utf-8")
    (tmp_path / "sheets/livret.md").write_text("---\ntitre: Deux\nfiches: [exemple, source]\n---\n", "utf-8")
    made = make(tmp_path)
    assert "livret.pdf" in made.files, made.problems
    data = made.files["livret.pdf"]
    for number in ("n° 1", "n° 2"):
        [page] = [one for one in pypdfium2.PdfDocument(data) if number in one.get_textpage().get_text_range()]
        ends = [end_of(page, "Fiche de capitalisation")[1], end_of(page, number)[0]]
        assert 0 < ends[1] - ends[0] < 9, "points between the kicker and the number"


def end_of(page, words):
    """Where some words begin and end across the page."""
    text = page.get_textpage()
    place = text.get_text_range().index(words)
    boxes = [text.get_charbox(place + at) for at in (0, len(words) - 1)]
    return boxes[0][0], boxes[1][2]

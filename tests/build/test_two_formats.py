"""Sheets of two formats in one collection and in one booklet, each drawn as its own format says."""

from __future__ import annotations

import pypdfium2

from support import small_collection
from support.small_collection import LIST, make, sheet

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

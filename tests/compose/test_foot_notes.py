"""Notes on the foot of the page that calls them: each once, on its page, below all that flows there."""

from __future__ import annotations

import random

import pytest

from fiches.compose.frame import Frame
from fiches.compose.model import PagePlan, PlacedZone
from fiches.compose.zones import CardZone, NoteZone, TextZone
from fiches.config.project import open_project
from fiches.content import sheet, source
from fiches.lint import fitting
from support.small_collection import collection

pytestmark = pytest.mark.engine  # whole sheets, composed
HEAD = """---
titre: Partager une source
resume: Un tour d'eau écrit.
notice: {public: Communes, lieu: Vallée, periode: "2019", temps: Six mois, contact: contact@example.org, licence: CC BY}
---

## La pratique

"""
FOOT = "\n## Pour aller plus loin\n\nLe cahier[^c] du comité.\n\n[^c]: À la commune.\n"


def typed(words, notes):
    """So many words in paragraphs, a note called in every so many of them, typed below."""
    dice = random.Random(18)
    said = [dice.choice(("eau", "tour", "canal", "montre", "semaine", "partage")) for _ in range(words)]
    for number in range(notes):
        said[number * words // notes + 5] += f"[^{number}]"
    paragraphs = (" ".join(said[at : at + 60]) + "." for at in range(0, words, 60))
    below = (f"[^{number}]: La note {number} dit ceci, en assez de mots pour deux lignes." for number in range(notes))
    return HEAD + "\n\n".join(paragraphs) + "\n\n" + "\n".join(below) + "\n" + FOOT


@pytest.fixture(scope="module")
def lay(tmp_path_factory):
    root = collection(tmp_path_factory.mktemp("notes"), collection="format: pratiques\n")
    project = open_project(root)[0]

    def laid(text):
        found, problems = sheet.check(source.parse_bytes(text.encode(), "essai", "sheets/essai.md")[0], project)
        assert found, problems
        return fitting.lay_out(found, project).layout

    return laid


@pytest.mark.parametrize(("words", "notes"), [(900, 12), (1500, 1), (700, 40)])
def test_each_note_stands_once_on_the_page_that_calls_it_below_what_flows(lay, words, notes):
    layout = lay(typed(words, notes))
    assert layout.fits
    shown = []
    for page in layout.pages:
        [noted] = [one.frames for one in page.zones if one.zone.kind == "notes"] or [{}]
        called = page.poured.calls if page.poured else ()
        assert [int(name.removeprefix("note-")) for block in noted for name in block.split("+")] == sorted(called)
        shown += called
        for frame in noted.values():
            flowing = [one for zone in page.zones if zone.poured for one in zone.frames.values()]
            assert max(one.foot for one in flowing) < frame.y
            assert frame.foot <= layout.grid.bottom
    assert shown == list(range(1, notes + 1))


def test_a_text_on_the_foot_of_the_page_keeps_its_notes_and_a_sheet_without_any_has_no_place_for_them(lay):
    assert [block.kind for block in lay(typed(700, 2)).text.said("ressources")] == ["paragraph", "notes"]
    bare = lay(HEAD + "Des mots.\n\n## Pour aller plus loin\n\nLe cahier.\n")
    assert {zone.zone.kind for page in bare.pages for zone in page.zones}.isdisjoint({"notes"})


def test_notes_are_on_the_ground_that_holds_them_and_not_on_the_band_below():
    """A band on the foot of the page is under the foot line only: what stands above it is on paper."""
    band = PlacedZone(CardZone(name="bande", rubric="bande", ground="terre"), {"fond-bande": Frame(0, 50, 210, 16)})
    text = PlacedZone(TextZone(name="fin", rubric="fin", ground="nuit"), {"fond-fin": Frame(0, 20, 210, 46)})
    above, within = Frame(20, 44, 170, 4), Frame(20, 56, 170, 4)
    assert [PagePlan((band,)).ground_under(one) for one in (above, within)] == ["", "terre"]
    assert PagePlan((PlacedZone(NoteZone(name="note"), {"note-1": above}), text)).ground_under(above) == "nuit"

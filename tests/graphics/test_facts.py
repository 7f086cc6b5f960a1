"""The map of a rail ends above the facts at its foot, whatever they say: as far above them as the engine sets them."""

from __future__ import annotations

import pypdfium2
import pytest

from fiches.build.pipeline import build
from fiches.build.session import RenderSession
from fiches.config.project import open_project
from fiches.graphics.maps.service import MapService
from fiches.lint import collection, fitting
from support.sources import write

pytestmark = pytest.mark.no_unit

MM = 25.4 / 72
SHEET = "---\ntitre: Une note\n%s---\n\n## Contexte\n\nDes mots.\n"
SOUTH, CITY, PERIOD = "territoire: {commune: Tiznit}\n", "diaspora: {ville: Lille}\n", "periode: 2010-2012\n"
FACTS = {
    "un-lieu": SOUTH,
    "la-periode": SOUTH + PERIOD,
    "la-distance": SOUTH + CITY,
    "les-deux": SOUTH + PERIOD + CITY,
    "deux-lieux": "territoire: [{commune: Tiznit}, {commune: Ouijjane, province: Tiznit}]\n",
    "tout-dit": "territoire: {lieu: Aday, commune: Ouijjane, cercle: Anzi, province: Tiznit}\n",
    "la-region": "territoire: {region: Souss-Massa}\n",
    "long": "territoire: {lieu: Un douar dit bien long, commune: Ouijjane, province: Tiznit}\n",
}


@pytest.fixture(scope="module")
def whites(tmp_path_factory):
    """By sheet, the millimetres from the end of its map to its facts."""
    root = write(tmp_path_factory.mktemp("faits"), {name: SHEET % facts for name, facts in FACTS.items()})
    project, _ = open_project(write(root, {"collection": "langue: fr\n"}))
    words, plain = {}, MapService.rail

    def noted(self, sheet, heights, title):
        words[sheet.slug] = heights[1]
        return plain(self, sheet, heights, title)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(MapService, "rail", noted)
        studio = RenderSession(project, remember=False).studio
        for sheet in collection.read(project).sheets.values():
            assert studio.sheet(sheet, fitting.lay_out(sheet, project).layout)[0]
    return {one.path.stem: top_of_facts(one.path) - (297 - 13.5 - words[one.path.stem])
            for one in build(project).written}  # fmt: skip


def top_of_facts(path):
    """In mm from the head of page 1, on which the facts end above the foot line."""
    with pypdfium2.PdfDocument(path) as document:
        page = document[0]
        words, high = page.get_textpage(), page.get_height()
        boxes = [words.get_rect(index) for index in range(words.count_rects())]
        [top] = [high - box[3] for box in boxes if words.get_text_bounded(*box) == "Rive sud"]
        return top * MM


@pytest.mark.parametrize("name", sorted({*FACTS} - {"long", "deux-lieux"}))
def test_the_white_above_the_facts_is_the_same_whatever_they_say(whites, name):
    """Eight millimetres and a half: so names on the map keep clear of them, and no hole opens."""
    assert whites[name] == pytest.approx(10.7, abs=0.3)


def test_the_margin_of_a_second_place_comes_off_that_white(whites):
    assert whites["deux-lieux"] == pytest.approx(10.7 - 1.5, abs=0.3)


def test_a_long_name_is_given_two_lines_of_the_usual_size(whites):
    """It is set smaller, in two lines: a little more is left than it needs."""
    assert whites["long"] == pytest.approx(10.7 + 2 * (6.75 - 5.6), abs=0.3)

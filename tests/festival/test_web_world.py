"""The world on the pages of the kit: names and numbers as text, a link at each place of each sheet, none too near."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from itertools import combinations

import pytest

from fiches.festival.website import web_world
from fiches.festival.website.web_drawing import SheetMark
from fiches.graphics import ornaments
from fiches.graphics.maps import service
from fiches.graphics.maps.world_places import MapWords
from support.world_format import parsed, world_project

PROJECT = world_project()
CHARTS, _ = service.load(PROJECT, ornaments.load(PROJECT)[0])
WORDS = MapWords("fr", "Carte :", "Liens :", "une")


def marks(*fronts):
    sheets = [parsed(front)[1] for front in fronts]
    return [
        SheetMark(one, number, f"Fiche & {number}", f"fiches/{number}.html") for number, one in enumerate(sheets, 1)
    ]


def links(svg):
    """(where it leads, what it says, where its number stands) of each link."""
    found = re.findall(r'<a href="([^"]+)" aria-label="([^"]+)">.*?<text class="nom-numero" x="(\S+)" y="(\S+)"', svg)
    return [(href, says, (float(x), float(y))) for href, says, x, y in found]


def test_a_sheet_shows_its_places_with_their_names_as_text_and_says_them_to_who_does_not_see():
    [mark] = marks("siege: {ville: Lyon}\nlieux: [{ville: Dakar, pays: Sénégal}]")
    shown = web_world.of_sheet(CHARTS, mark.sheet, WORDS)
    assert re.findall(r'<text class="nom-lieu"[^>]*>([^<]+)<', shown.svg) == ["Lyon", "Dakar"] and shown.legend == ()
    assert ">Carte : Lyon (France), Dakar (Sénégal). Liens : Lyon – Dakar</title>" in shown.svg
    assert web_world.of_sheet(CHARTS, marks("")[0].sheet, WORDS) is None


def test_numbers_that_stand_for_names_are_explained():
    towns = ", ".join(f"'{one}, France'" for one in ("Paris", "Créteil", "Nanterre", "Bobigny", "Versailles", "Meaux"))
    shown = web_world.of_sheet(CHARTS, marks(f"etapes: [{towns}]")[0].sheet, WORDS)
    assert [number for number, _ in shown.legend] == ["1", "2", "3", "4", "5", "6"]
    assert re.findall(r'<text class="nom-lieu-numero"[^>]*>(\d)<', shown.svg) == ["1", "2", "3", "4", "5", "6"]


def test_each_sheet_is_a_link_at_each_of_its_places_and_what_it_is_linked_to_a_dot_with_its_name():
    stops = marks(
        "siege: {ville: Lyon}\nlieux: [{ville: Dakar}, {ville: Quito}]",
        "siege: {ville: Lyon}\nlieux: [{ville: Dakar}]",
        "",
    )
    svg = web_world.of_site(CHARTS, stops, "Carte")
    assert [(href, says) for href, says, _ in links(svg)] == [
        *[("fiches/1.html", "1. Fiche &amp; 1")] * 2, ("fiches/2.html", "2. Fiche &amp; 2"),
    ]  # fmt: skip
    assert re.findall(r'<text class="nom-ville"[^>]*>([^<]+)<', svg) == ["Lyon"]
    spots = [spot for *_, spot in links(svg)]
    apart = [abs(x - u) + abs(y - v) for (x, y), (u, v) in combinations(spots, 2)]
    assert min(apart) > web_world.LINK_SIZE - 0.1 and max(math.dist(a, b) for a, b in combinations(spots, 2)) > 10


@pytest.mark.parametrize("front", ["", "etapes: [Xyzzy]"])
def test_a_site_without_a_known_place_has_no_map(front):
    assert web_world.of_site(CHARTS, marks(front), "Carte") == ""
    assert web_world.of_site(replace(CHARTS, finder=None), marks("etapes: [Dakar]"), "Carte") == ""


def test_where_links_have_no_room_places_are_dots(monkeypatch):
    monkeypatch.setattr(web_world, "MOST_LINKS", 2)
    svg = web_world.of_site(CHARTS, marks("etapes: [Dakar, Quito, Lima]"), "Carte")
    assert links(svg) == [] and svg.count("Z") > 6

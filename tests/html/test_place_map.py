"""The map of the world on a page of a format that asks for one, as HTML."""

from __future__ import annotations

import re

import pytest

from fiches.config.project import open_project
from fiches.graphics import ornaments
from fiches.graphics.maps import service
from fiches.html.documents import DocumentBuilder
from support.sources import write
from support.world_format import FILES, FORMAT, parsed


def document(root, front, language="fr", **changed):
    """The HTML of a sheet in that format."""
    project, problems = open_project(write(root, {**FILES, **changed}))
    assert project and not problems
    charts, problems = service.load(project, ornaments.load(project)[0])
    assert not problems
    html, problems = DocumentBuilder(project, charts).sheet(parsed(front, language)[1], None)
    assert html and not problems, problems
    return html


def test_a_page_has_the_map_of_its_places_with_their_names_over_it(tmp_path):
    html = document(tmp_path, "siege: {ville: Lyon, pays: France}\nlieux: [{ville: Dakar, pays: Sénégal}]")
    assert re.findall(r'<span class="nom-carte nom-lieu[^>]*>([^<]*)</span>', html) == ["Lyon", "Dakar"]
    assert "<title>Carte : Lyon (France), Dakar (Sénégal). Liens : Lyon – Dakar</title>" in html.replace("\u00a0", " ")
    assert "<figcaption" not in html


def height_of(html):
    """That of the map, in mm."""
    return float(re.search(r'class="fond-monde[^>]*height:([\d.]+)mm', html)[1])


@pytest.mark.parametrize(("land", "ink"), [("nuit-claire", "#ffffff"), ("pise", "#1c1b1a")])
def test_names_are_light_or_dark_by_the_colours_of_the_map(tmp_path, land, ink):
    shown = FORMAT.replace("kind: world", f"kind: world, colours: {{sea: {land}, land: {land}, countries: {land}}}")
    html = document(tmp_path, "etapes: [Dakar]", **{"templates/monde/format.yaml": shown})
    assert f";color:{ink}" in html and f'fill="{ink}"' in html


def test_numbers_are_explained_below_the_map_within_its_box(tmp_path):
    """They stood over what follows: a map that has them is lower by their lines."""
    towns = ", ".join(
        f"'{town}, France'" for town in ("Paris", "Créteil", "Nanterre", "Bobigny", "Versailles", "Meaux")
    )
    html = document(tmp_path, f"etapes: [{towns}]")
    legend = html.split("<figcaption")[1].split("</figcaption>")[0]
    assert [int(number) for number in re.findall(r"<b>(\d+)</b>", legend)] == [1, 2, 3, 4, 5, 6]
    assert "Versailles" in legend
    [tall, plain] = [height_of(one) for one in (html, document(tmp_path / "un", "etapes: ['Paris, France']"))]
    lines = legend.count("\n") + 1
    assert tall == pytest.approx(plain - 1.5 - 4 * lines)


@pytest.mark.parametrize("front", ["", "etapes: [Xyzzy]"])
def test_a_sheet_without_a_known_place_has_no_map(tmp_path, front):
    assert "carte-monde" not in document(tmp_path, front)


def test_a_zone_that_a_map_fills_shows_the_world_where_no_place_is_known(tmp_path):
    """It was a hole at the head of the page; who does not see it misses nothing."""
    [(name, layout)] = [(name, text) for name, text in FILES.items() if "place_map" in text]
    html = document(tmp_path, "etapes: [Xyzzy]", **{name: layout.replace("120, 80)", "120, 80, always=true)")})
    shown = html.split('class="carte-monde"')[1].split("</figure>")[0]
    assert 'aria-hidden="true"' in shown and "nom-carte" not in shown and "<path" in shown


def test_a_format_may_have_no_map(tmp_path):
    without = FORMAT.replace("kind: world", "kind: none")
    html = document(tmp_path, "etapes: [Dakar]", **{"templates/monde/format.yaml": without})
    assert "carte-monde" not in html


def test_an_arabic_page_names_its_places_in_arabic(tmp_path):
    html = document(tmp_path, "etapes: ['داكار، السنغال']", "ar")
    assert "<title>خريطة: داكار (السنغال)</title>" in html

"""The artwork of a house: its colours are those that its pages have, however the palette writes them."""

from __future__ import annotations

import re

import pytest

from fiches.compose.rules_reader import MOST_PAPER
from fiches.config.project import HOUSE, open_project
from fiches.graphics import ornaments
from fiches.graphics.maps import service
from fiches.press import colour
from support.sources import write

PALETTE = (HOUSE / "styles/palette.css").read_text("utf-8")
NIGHT = "--nuit: #14304f; /* cmjn 100 80 40 35: titles, northern shore, sea */"
BEFORE = 52.5 + 2 * 5  # mm: one of its periods stands before the page; bleed
SIGHTS = ("signe/contexte/nuit/safran.svg", "vague/nuit/haut.svg", "marque.svg", "chevron/terre.svg")


def loaded(root, palette):
    project, problems = open_project(write(root, {"styles/palette.css": palette}))
    art, faults = ornaments.load(project)
    charts, more = service.load(project, art, (210, 297))
    assert [*problems, *faults, *more] == []
    return [art.draw(sight) for sight in SIGHTS], charts.overview((), "fr", "").svg, dict(art.colours)


@pytest.fixture(scope="module")
def before(tmp_path_factory):
    return loaded(tmp_path_factory.mktemp("palette"), PALETTE)


@pytest.mark.parametrize(
    "palette",
    [
        PALETTE + "/* ancienne valeur : --nuit: #4b0082; */\n",
        PALETTE + "/* --nuit: #ff0000; /* cmjn 0 100 100 0 */\n",
        PALETTE.replace(NIGHT, "--nuit:/* #4b0082 */#14304F/* plus sombre */ ;/* cmjn 100 80 40 35 */"),
        PALETTE.replace(NIGHT, "--nuit: #4b0082; --nuit: rgb(20, 48, 79); /* cmjn 100 80 40 35 */"),
        PALETTE.replace(NIGHT, "--nuit: #14304f !important; /* cmjn 100 80 40 35 */ --nuit: #4b0082;"),
        PALETTE.replace(NIGHT, '--avis: "url(--nuit: #4b0082;"; --nuit: #14304f; /* cmjn 100 80 40 35 */'),
        PALETTE.replace("#ffffff", "white").replace(NIGHT, NIGHT.replace("nuit: #", "nuit : #")),
        PALETTE + "@media screen { :root { --nuit: #4b0082 } }\n",
        PALETTE.replace("\n", "\r\n"),
        "\ufeff" + PALETTE,
    ],
)
def test_a_palette_prints_as_before(palette, before, tmp_path):
    """Maps, ornaments, contrast and builds, whatever old value or remark a designer leaves beside."""
    assert loaded(tmp_path, palette) == before
    assert colour.builds(palette, 300) == colour.builds(PALETTE, 300)


def test_woven_lozenges_stand_in_a_row(tmp_path):
    """Seven of them, each as wide as one alone."""
    project, _ = open_project(write(tmp_path, {"styles/palette.css": PALETTE}))
    artwork = ornaments.load(project)[0]
    one, row = (artwork.draw(f"losange-tisse/nuit-claire{more}.svg") for more in ("", "/rang"))
    assert [re.search(r'width="([\d.]+)mm"', drawn)[1] for drawn in (one, row)] == ["8", "56"]
    assert row.count("Z") == 7 * one.count("Z") == 7
    assert artwork.draw("losange-tisse/nuit-claire/colonne.svg") is None


def test_the_wave_of_a_cover_is_as_wide_as_the_widest_paper(tmp_path):
    """A cover in A3 had one as far as its middle."""
    project, _ = open_project(write(tmp_path, {"styles/palette.css": PALETTE}))
    drawn = ornaments.load(project)[0].draw("vague/nuit/haut/grand.svg")
    assert float(re.search(r'width="([\d.]+)mm"', drawn)[1]) >= MOST_PAPER + BEFORE

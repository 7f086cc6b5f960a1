"""A picture that changes makes the pages that show it, however they name it."""

from __future__ import annotations

import pytest

from fiches.storage import whole_runs
from support.small_collection import LAYOUT, SETTINGS, STYLE, agrees, make, picture, sheet
from support.sources import SLOW, write

pytestmark = pytest.mark.no_unit

A, B, C, BOTH, WATER = "fiches/a.pdf", "fiches/b.pdf", "fiches/c.pdf", "livret.pdf", "livret-eau.pdf"
ALL = {A, B, C, BOTH, WATER}

GROUND, SQUARE, LAID = "sheets/images/fond.svg", "sheets/images/carre.svg", "templates/note/fiche.html"
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="%d" height="9"/></svg>'


@pytest.mark.parametrize("name", ["l'été & la mer.png", pytest.param("a b+c.png", marks=pytest.mark.slow)])
def test_a_photo_by_any_name(here, name):
    files = {f"sheets/images/{name}": picture(50), "b": sheet("Note b", photo=f'"images/{name}"', key="terre")}
    assert not make(write(here, files)).codes
    assert make(write(here, {f"sheets/images/{name}": picture(150)})).made == {B}
    agrees(here)


@pytest.mark.parametrize(
    ("name", "files", "made"),
    [
        (
            "sheets/images/logo.svg",
            {"collection": f"{SETTINGS}financeurs:\n  - {{nom: L'eau, logo: images/logo.svg}}\n"},
            {BOTH, WATER},
        ),
        SLOW(
            "sheets/images/l'eau.svg",
            {"collection": f"{SETTINGS}financeurs:\n  - {{nom: L'eau, logo: \"images/l'eau.svg\"}}\n"},
            {BOTH, WATER},
        ),
        (GROUND, {"styles/note.css": f"{STYLE}h1 {{ background: url(/sheets/images/fond.svg) }}"}, ALL),
        pytest.param(
            GROUND,
            {"styles/note.css": f"{STYLE}h1 {{ background: url('../sheets/images/fond.svg') }}"},
            ALL,
            marks=pytest.mark.slow,
        ),
        (SQUARE, {LAID: f'{LAYOUT}<img src="images/carre.svg" alt="Carré">'}, ALL),
        pytest.param(
            SQUARE, {LAID: f"{LAYOUT}<img alt='Carré' src='/sheets/images/carre.svg'>"}, ALL, marks=pytest.mark.slow
        ),
        pytest.param(
            SQUARE, {LAID: f'{LAYOUT}<p style="background: url(images/carre.svg)">.</p>'}, ALL, marks=pytest.mark.slow
        ),
        SLOW("styles/carre.svg", {LAID: f'{LAYOUT}<img src="../styles/carre.svg" alt="Carré">'}, ALL),
    ],
)
def test_a_picture_that_is_no_photo_of_a_sheet(here, name, files, made):
    """The logo of a funder, the ground of a style sheet, the drawing of a layout."""
    first, second = (picture(9), picture(99)) if name.endswith("png") else ((LOGO % 4).encode(), (LOGO % 9).encode())
    assert not make(write(here, {name: first, **files})).codes
    assert make(write(here, {name: second})).made == made
    agrees(here)


def test_pictures_behind_a_link(here):
    """A linked folder is followed; the build that does not even look knows of it too."""
    (here / "photos").mkdir()
    (here / "photos" / "x.png").write_bytes(picture(5))
    (here / "sheets" / "liens").symlink_to(here / "photos")
    (here / "sheets" / "liens" / "boucle").symlink_to(here / "sheets")
    make(write(here, {"b": sheet("Note b", photo="liens/x.png", key="terre")}))
    assert whole_runs.unchanged(here, None, "build")
    (here / "photos" / "x.png").write_bytes(picture(155))
    assert not whole_runs.unchanged(here, None, "build")
    assert make(here).made == {B}

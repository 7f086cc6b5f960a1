"""What `check` says of drawings: which file, on which line, and what to do."""

from __future__ import annotations

import base64
import io

import pytest
from PIL import Image

from support.sources import FRONT, read, text

pytestmark = pytest.mark.no_unit

HEAD = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30">'
LOGO = "### Association\n\n![Le logo](images/logo.svg)\n\nElle réunit les familles."


def told(root, drawing: bytes, **more: str):
    files = {"fiche": text(f"{FRONT}\nphotos:\n  - {{fichier: images/a.svg, alt: Un puits}}"), **more}
    problems = read(root, {"sheets/images/a.svg": HEAD + drawing + b"</svg>", **files}).problems
    return [(one.path, one.line, one.code, str(one.message), str(one.hint)) for one in problems if "dessin" in one.code]


def test_where_it_is_named_and_where_it_is(tmp_path):
    [(path, line, code, said, hint)] = told(tmp_path, b"\n<rect/>\n<foreignObject/>")
    assert (path, line, code) == ("sheets/fiche.md", 5, "dessin-incomplet")
    assert "« images/a.svg » (ligne 3)" in said and "PNG" in hint


def test_logos_too(tmp_path):
    [(path, line, code, _, _)] = told(
        tmp_path,
        b"<rect/>",
        fiche=text(projet=LOGO),
        **{"sheets/images/logo.svg": HEAD + b"<g filter='blur(1px)'/></svg>"},
    )
    assert (path, line, code) == ("sheets/fiche.md", 10, "dessin-approche")
    settings = "format: essai\nfinanceurs:\n  - nom: Bailleur\n    logo: images/a.svg\n"
    every = told(tmp_path, b"<image href='photo.jpg'/>", fiche=text(), collection=settings)
    assert [one[:3] for one in every] == [("sheets/collection.yaml", 4, "dessin-incomplet")]
    assert "« photo.jpg »" in every[0][3]


def test_a_good_drawing_is_not_told(tmp_path):
    assert told(tmp_path, b"<rect width='9' height='9'/>") == []


@pytest.mark.parametrize(("pixels", "codes"), [((60, 45), {"photo-trop-petite"}), ((2400, 1800), set())])
def test_a_photo_in_a_drawing_is_judged_as_a_photo(tmp_path, pixels, codes):
    file = io.BytesIO()
    Image.new("L", pixels).save(file, "PNG")
    address = b"data:image/png;base64," + base64.b64encode(file.getvalue())
    drawing = HEAD + b'<image width="40" height="30" href="' + address + b'"/></svg>'
    sheet = text(f"{FRONT}\nphotos:\n  - {{fichier: images/a.svg, alt: Un puits}}")
    problems = read(tmp_path, {"sheets/images/a.svg": drawing, "fiche": sheet}).problems
    assert {one.code for one in problems if one.code.startswith(("photo", "dessin"))} == codes


@pytest.mark.parametrize(
    ("drawing", "words"),
    [
        ("<text>الفرن</text>", "« الفرن » s'imprimerait à l'envers"),
        ("<text>Le four <tspan>الفرن</tspan></text>", "« الفرن » s'imprimerait à l'envers"),
        ("<rect style='width:calc(1px + 2%)'/>", "(calc)"),
        ("<circle r='9' stroke='url(#g)'/>", "un contour en dégradé"),
        ("<style>.a{stroke:url(#g)}</style><circle r='9' class='a'/>", "un contour en dégradé"),
        ("<text style='writing-mode:tb'>Four</text>", "« writing-mode »"),
        ("<text text-decoration='underline'>Four</text>", "« text-decoration »"),
        ("<rect style='scale:2'/>", "« scale »"),
        ("<rect transform='translate3d(1px,0,0)'/>", "« transform »"),
        ("<flowRoot><flowPara>Four</flowPara></flowRoot>", "(flowRoot)"),
        ("<clipPath id='c'><text>Four</text></clipPath><rect/>", "(clip-path)"),
        ("<clipPath id='c'><path clip-rule='evenodd' d='M0 0H9V9ZM1 1H3V3Z'/></clipPath><rect/>", "(clip-path)"),
        ("<text font-family='Montserrat, sans-serif'>Four</text>", "« Montserrat »"),
        ("<style>.a{font-family:'Gill Sans'}</style><text class='a'>Four</text>", "« Gill Sans »"),
    ],
)
def test_what_the_engine_does_not_draw_is_told_by_its_name(tmp_path, drawing, words):
    [(_, line, _, said, hint)] = told(tmp_path, drawing.encode())
    assert line == 5 and words in said and hint


@pytest.mark.parametrize(
    "drawing",
    [
        "<text style='writing-mode:lr-tb;text-decoration:none;font-variant:normal;baseline-shift:baseline'>Four</text>",
        "<rect clip-rule='evenodd' font-family='Montserrat'/>",  # no text is set in it
        "<text font-family='sans-serif' rotate='9'>Four</text>",
        "<style>@namespace svg url(http://www.w3.org/2000/svg);</style><rect transform='rotate(9)'/>",
    ],
)
def test_what_it_draws_is_not_told(tmp_path, drawing):
    assert told(tmp_path, drawing.encode()) == []


@pytest.mark.parametrize("drawing", [b"", b"<g display='none'><rect/></g>", b"<defs><rect/></defs>"])
def test_a_drawing_of_nothing_is_told(tmp_path, drawing):
    sheet = text(f"{FRONT}\nphotos:\n  - {{fichier: images/a.svg, alt: Un puits}}")
    problems = read(tmp_path, {"sheets/images/a.svg": HEAD + drawing + b"</svg>", "fiche": sheet}).problems
    assert "image-vide" in {one.code for one in problems}

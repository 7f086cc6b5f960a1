"""Drawings on paper: a clean one looks as it came, embedded photos are drawn, and what is told as undrawn is so."""

from __future__ import annotations

import base64
import io
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from fiches.config.project import open_project
from fiches.graphics import ornaments
from fiches.images import photos
from fiches.render import url_fetcher
from fiches.render.engine import Engine
from support.small_collection import collection

pytestmark = pytest.mark.no_unit

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 40 30">'
STYLE = "@page{size:40px 30px;margin:0}body{margin:0}img{display:block;width:40px;height:30px}p{font-size:0}"


def full(fill: str, more: str = "") -> str:
    """Everything of one colour."""
    return f"<rect width='40' height='30' fill='{fill}' {more}/>"


HONEST = {
    "shapes": full("#e8dcc0") + '<circle cx="20" cy="15" r="9" style="fill:#2a6;stroke:#000"/>',
    "styles": "<style>.a{fill:#c30} #b{fill:#06c!important}</style>"
    + full("", "class='a'")
    + '<g id="b" class="x"><path d="M0 0L20 0L0 20z" fill="inherit"/></g><rect id="b" class="a" width="9" height="9"/>',
    "gradient": '<defs><linearGradient id="g"><stop offset="0" stop-color="#f00"/><stop offset="1" stop-color="#00f"/>'
    "</linearGradient></defs>" + full("url(#g)"),
    "text": '<text x="2" y="20" font-size="14" fill="#333">Eau <tspan fill="#c00">vive</tspan> !</text>',
    "use": '<defs><g id="q"><rect width="8" height="8" fill="#080"/></g></defs><use xlink:href="#q" x="4"/>'
    '<use href="#q" transform="translate(20 10) rotate(20)"/>'
    '<clipPath id="c"><circle cx="20" cy="20" r="6"/></clipPath><g clip-path="url(#c)">' + full("#808") + "</g>",
    "editor": "<!-- x --><metadata>x</metadata><a xlink:href='https://example.org'><rect width='9' height='9'/></a>",
}


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    root = collection(tmp_path_factory.mktemp("dessins"))
    project, _ = open_project(root)
    return Engine(project, url_fetcher.of(project, ornaments.load(project)[0])), root


def drawn(engine, data: str | bytes, direction: str = "ltr", head: str = STYLE) -> Image.Image:
    """The one page that shows a drawing; nothing is said of it."""
    made, root = engine
    path = Path(root, "sheets/images/dessin.svg")
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    shown = f'<style>{head}</style><p><img alt="x" src="images/dessin.svg"></p>'
    page = f'<html dir="{direction}" lang="fr"><title>x</title>{shown}'
    pdf, problems = made.render(page, "a.md")
    assert pdf is not None and problems == []
    return pypdfium2.PdfDocument(pdf.data)[0].render(scale=4).to_pil().convert("RGB")


def photo(colour: tuple[int, int, int], kind: str = "PNG") -> str:
    file = io.BytesIO()
    Image.new("RGB", (8, 6), colour).save(file, kind)
    return f"data:image/{kind.lower()};base64,{base64.b64encode(file.getvalue()).decode()}"


@pytest.mark.parametrize("name", HONEST)
def test_a_clean_drawing_looks_as_it_came(name):
    """The engine alone draws both, which it is given as they are."""
    from weasyprint import HTML

    data = f"{HEAD}{HONEST[name]}</svg>".encode()
    pages = []
    for one in (data, photos.published(data, None)):
        address = f"data:image/svg+xml;base64,{base64.b64encode(one).decode()}"
        pdf = HTML(string=f"<style>{STYLE}</style><img src='{address}'>").write_pdf()
        pages.append(pypdfium2.PdfDocument(pdf)[0].render(scale=4).to_pil())
    assert pages[0].getcolors() != [(pages[0].width * pages[0].height, (255, 255, 255))], "something is drawn"
    assert pages[0].tobytes() == pages[1].tobytes()


def test_embedded_photos_are_drawn(engine):
    for kind in ("PNG", "JPEG", "WEBP"):
        page = drawn(engine, f'{HEAD}<image width="40" height="30" xlink:href="{photo((0, 0, 200), kind)}"/></svg>')
        red, green, blue = page.getpixel((page.width // 2, page.height // 2))
        assert red < 10 and green < 10 and 190 < blue < 210


def test_nothing_outside_is_asked_for(engine):
    """A drawing that names other files is drawn without them: what it names is never fetched."""
    outside = '<image href="http://localhost/x.jpg"/><image href="photo.png" width="9" height="9"/>'
    style = "<style>@import 'x.css';@font-face{font-family:x;src:url(http://localhost/x.ttf)}</style>"
    page = drawn(engine, HEAD + style + outside + full("#080") + "</svg>")
    assert page.getpixel((9, 9)) == (0, 136, 0)


def test_an_ellipse_has_the_radius_that_it_leaves_out(engine):
    page = drawn(engine, HEAD + '<ellipse cx="20" cy="15" rx="14" fill="#c00"/></svg>')
    assert page.getpixel((page.width // 2, page.height // 2)) == (204, 0, 0)


def test_a_drawing_without_a_size_stands_in_lines_from_right_to_left(engine):
    """As it does with one, and in lines from left to right."""
    sized = HEAD.replace("<svg ", '<svg width="40" height="30" ')
    style = "@page{size:80px 30px;margin:0}body,p{margin:0;font-size:0}img{max-width:30px;max-height:20px}"
    pages = [
        [drawn(engine, head + full("#c00") + "</svg>", way, style) for head in (HEAD, sized)] for way in ("ltr", "rtl")
    ]
    for (left, right), corner in zip(pages, (2, -2), strict=True):
        assert left.tobytes() == right.tobytes()
        assert left.getpixel((corner % left.width, 9)) == (204, 0, 0)
        assert left.getpixel((-corner % left.width, 9)) == (255, 255, 255)


RED = (204, 0, 0)


WHOLE = {  # what is left out, and where it is then of which colour
    "a symbol as large as the drawing": (
        '<symbol id="s" viewBox="0 0 4 3"><rect width="4" height="3" fill="#c00"/></symbol><use href="#s"/>',
        (36, 26),
        RED,
    ),
    "a drawing within": ('<svg viewBox="0 0 4 3"><rect width="4" height="3" fill="#c00"/></svg>', (36, 26), RED),
    "the radius of a gradient": (
        '<radialGradient id="g"><stop stop-color="#fff"/><stop offset="1" stop-color="#c00"/></radialGradient>'
        + full("url(#g)"),
        (39, 29),
        RED,
    ),
    "a radius in shares": (
        '<radialGradient id="g" r="40%"><stop stop-color="#fff"/><stop offset="1" stop-color="#c00"/></radialGradient>'
        + full("url(#g)"),
        (37, 15),
        RED,
    ),
}


@pytest.mark.parametrize("name", WHOLE)
def test_what_a_drawing_leaves_out_is_as_browsers_take_it(engine, name):
    body, (across, down), colour = WHOLE[name]
    page = drawn(engine, f"{HEAD}{body}</svg>")
    seen = page.getpixel((across * page.width // 40, down * page.height // 30))
    assert all(abs(one - other) < 3 for one, other in zip(seen, colour, strict=True))


@pytest.mark.parametrize(
    ("body", "right"),
    [
        (
            '<linearGradient id="g"><stop stop-color="#c00"/><stop offset="1" stop-color="#c00"/></linearGradient>'
            '<path d="M0 0L40 20" stroke-width="40" stroke="url(#g)"/>',
            RED,
        ),
        ("<style>:root{--c:#c00}.a{fill:var(--c)}</style>" + full("", "class='a'"), RED),
        (full("#c00") + full("#fff", "style='clip-path:circle(2px at 2px 2px)'"), RED),
        (full("color-mix(in srgb, #c00, #c00)"), RED),
        ("<style>g{rect{fill:#c00}}</style><g>" + full("") + "</g>", RED),
        (full("#ff0") + full("#f0f", "style='mix-blend-mode:multiply'"), (255, 0, 0)),
        (
            '<filter id="f"><feFlood flood-color="#c00"/></filter>' + full("#00f", "filter='url(#f)'"),
            RED,
        ),
        (
            '<mask id="m" maskUnits="userSpaceOnUse" x="0" y="0" width="40" height="30"><rect width="9" height="9" '
            'fill="#fff"/></mask>' + full("#c00") + f"<g mask='url(#m)'>{full('#00f')}</g>",
            RED,
        ),
    ],
)
def test_what_is_told_as_undrawn_is_so(engine, body, right):
    """When the engine draws one of these as browsers do, `images.undrawn` no longer needs to tell it."""
    page = drawn(engine, f"{HEAD}{body}</svg>")
    assert page.getpixel((page.width // 2, page.height // 2)) != right

"""What is left of a published SVG: what draws, and nothing that runs, leads elsewhere or tells of a machine."""

from __future__ import annotations

import base64
import io
import re
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from fiches.core.problems import BadValue
from fiches.images import drawings, photos, undrawn

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 40 30"{}>{}</svg>'
)
XHTML = 'xmlns="http://www.w3.org/1999/xhtml"'
ENTITIES = '<!DOCTYPE svg [{}]><svg xmlns="http://www.w3.org/2000/svg"><text>&a;</text></svg>'
SECRET = "SECRET"  # is in all that must not be published
EXIF = Image.Exif()
EXIF[0x010F] = SECRET


def svg(body: str, more: str = "") -> bytes:
    return SVG.format(more, body).encode()


def cleaned(body: str, more: str = "") -> str:
    """What is left inside of the drawing that holds `body`."""
    whole = photos.published(svg(body, more), None).decode()
    return re.fullmatch(r"<svg [^>]*?(?:/>|>(.*)</svg>)", whole, re.DOTALL)[1] or ""


def photo(kind: str = "JPEG", mode: str = "RGB", size: tuple[int, int] = (8, 6), **more: object) -> bytes:
    file = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert(mode).save(file, kind, **more)
    return file.getvalue()


def data_uri(data: bytes, kind: str = "jpeg") -> str:
    return f"data:image/{kind};base64,{base64.b64encode(data).decode()}"


@pytest.mark.parametrize(
    "body",
    [
        "<script>SECRET</script>",
        "<script href='http://SECRET/x.js'/>",
        f"<x:script xmlns:x='http://www.w3.org/2000/svg'>{SECRET}</x:script>",
        f"<foreignObject><p {XHTML}>SECRET</p></foreignObject>",
        f"<img {XHTML} src='x' onerror='SECRET'/>",
        f"<iframe {XHTML} src='http://SECRET'/>",
        "<rect onclick='SECRET' ONLOAD='SECRET'/>",
        "<metadata>SECRET</metadata>",
        "<!-- /home/SECRET -->",
        "<?xml-stylesheet href='http://SECRET'?>",
        "<sodipodi:namedview xmlns:sodipodi='http://SECRET' inkscape:export='SECRET' xmlns:inkscape='http://SECRET'/>",
        "<g xmlns:inkscape='http://x' inkscape:export-filename='/home/SECRET/logo.png'/>",
        "<g data-name='SECRET' xml:base='http://SECRET/'/>",
        "<a xlink:href='javascript:SECRET'><path d='M0 0'/></a>",
        "<a href='  java&#10;script:SECRET'/>",
        "<a href='https://SECRET'/>",
        "<use href='http://SECRET#x'/>",
        "<use xlink:href='data:image/svg+xml,SECRET'/>",
        "<image href='SECRET.jpg'/>",
        "<image href='file:///SECRET'/>",
        "<image href='data:image/svg+xml;base64,SECRET'/>",
        "<image href='data:text/html,SECRET'/>",
        "<feImage href='http://SECRET'/>",
        "<set attributeName='href' to='javascript:SECRET'/>",
        "<a><animate attributeName='href' values='javascript:SECRET'/></a>",
        "<handler xmlns='http://www.w3.org/2001/xml-events'>SECRET</handler>",
        "<rect fill='url(http://SECRET)' filter='url(//SECRET#f)'/>",
        "<rect fill=' u\\72l(http://SECRET)'/>",
        "<rect style='fill:url(http://SECRET);-moz-binding:url(#SECRET)'/>",
        "<rect style='background:image-set(\"http://SECRET\" 1x)'/>",
        "<rect style='fill:url(/**/ \"http://SECRET\")'/>",
        "<style>@import 'http://SECRET';</style>",
        "<style>@font-face{font-family:x;src:url(http://SECRET)}</style>",
        "<style>a{fill:url(http://SECRET)}@media print{b{fill:URL('http://SECRET')}}/* SECRET */</style>",
        "<style>a{--x:url(http://SECRET)}@namespace x 'SECRET';</style>",
        "<style type='text/css'>a{background:src('SECRET')}</style>",
        "<font-face-uri xlink:href='http://SECRET'/><cursor xlink:href='SECRET'/>",
        "<text>a<script>SECRET</script></text>",
    ],
)
def test_nothing_else_is_left(body):
    assert SECRET in body
    made = photos.published(svg(body), None)
    assert SECRET.encode() not in made
    drawings.read(made)


def test_what_draws_is_left():
    body = (
        '<title>Un puits</title><defs><linearGradient id="g">'
        '<stop offset="0" stop-color="#c00"/></linearGradient></defs>'
        "<style>.a{fill:url(#g);stroke:red!important}@media print{.a{opacity:.5}}</style>"
        '<g transform="matrix(1 0 0 1 2 3)" class="a"><path d="M0 0 L5 5" style="fill:url(#g);stroke-width:2px"/></g>'
        '<text x="1" xml:space="preserve">L\'eau <tspan dy="2">d\'ici</tspan> &amp; là</text><use xlink:href="#g"/>'
    )
    assert cleaned(body) == body.replace("&#39;", "'")


def test_words_are_kept_where_they_are_read_only():
    assert cleaned("<g> SECRET <desc>Dit <g/>x</desc> SECRET </g>") == "<g><desc>Dit <g/>x</desc></g>"
    assert cleaned("<text>a &lt;script> b</text>") == "<text>a &lt;script&gt; b</text>"


def test_what_stands_for_a_switch():
    """As browsers choose where they draw no foreign text."""
    both = f"<foreignObject><p {XHTML}>x</p></foreignObject><text>x</text><text>y</text>"
    assert cleaned(f"<switch>{both}</switch>") == "<switch><text>x</text></switch>"
    assert cleaned('<switch><g requiredExtensions="x"/><rect/></switch>') == "<switch><rect/></switch>"


def test_a_drawing_without_a_namespace_gets_one():
    assert photos.published(b"<svg><rect/></svg>", None) == b'<svg xmlns="http://www.w3.org/2000/svg"><rect/></svg>'


def test_short_entities_are_put_in_and_gone():
    made = photos.published(ENTITIES.format('<!ENTITY a "http://www.w3.org/">').encode(), None)
    assert b"<text>http://www.w3.org/</text>" in made and b"ENTITY" not in made and b"&" not in made


BOMB = "".join(f'<!ENTITY b{n} "{f"&b{n - 1};" * 9}">' for n in range(1, 12))
FILE = '<!ENTITY a SYSTEM "file:///etc/hostname">'
MANY = f"<svg>{'<g>' * 101}{'</g>' * 101}</svg>"
REPEATED = ENTITIES.format(f'<!ENTITY a "{"x" * 100}">').replace("&a;", "&a;" * 70_000)


@pytest.mark.parametrize(
    "text",
    [
        ENTITIES.format(f'<!ENTITY b0 "x">{BOMB}<!ENTITY a "&b11;">'),
        ENTITIES.format(FILE),
        ENTITIES.format('<!ENTITY % p SYSTEM "http://localhost/x.dtd"> %p;<!ENTITY a "x">'),
        ENTITIES.format(f'<!ENTITY a "{"x" * 101}">'),
        ENTITIES.format('<!ENTITY a "<script/>">'),
        ENTITIES.format(""),
        '<!DOCTYPE svg SYSTEM "http://localhost/x.dtd"><svg>&nbsp;</svg>',
        pytest.param(MANY, id="deep"),
        pytest.param(REPEATED, id="repeated"),
        "<html/>",
        "<svg>",
        '<?xml version="1.0" encoding="rot13"?><svg/>',
    ],
)
def test_what_no_parser_should_be_given(text):
    with pytest.raises(BadValue, match="SVG lisible"):
        drawings.read(text.encode())


@given(st.binary(max_size=60), st.integers(0, 200))
def test_no_bytes_make_it_raise_anything_else(noise, at):
    data = svg("<style>a{fill:url(#b)}</style><rect style='fill:red'/><text>é</text>")
    with suppress(BadValue):
        made = drawings.clean(data[:at] + noise + data[at:], bytes)
        drawings.read(made)


@pytest.mark.parametrize(
    ("kind", "more", "becomes"),
    [
        ("JPEG", {"comment": b"SECRET"}, "JPEG"),
        ("PNG", {"exif": EXIF}, "PNG"),
        ("WEBP", {"xmp": b"SECRET", "lossless": True}, "PNG"),
        ("GIF", {"comment": b"SECRET"}, "PNG"),
    ],
)
def test_embedded_photos_keep_their_pixels_and_nothing_else(kind, more, becomes):
    data = photo(kind, "L", **more)
    assert SECRET.encode() in data
    left = cleaned(f'<image width="40" height="30" href="{data_uri(data, kind.lower())}"/>')
    held = drawings.photo(re.search(r'href="([^"]*)"', left)[1])
    assert SECRET.encode() not in held
    with Image.open(io.BytesIO(held)) as made, Image.open(io.BytesIO(data)) as before:
        assert made.format == becomes
        assert made.convert("RGB").tobytes() == before.convert("RGB").tobytes()


def test_a_damaged_photo_is_refused():
    with pytest.raises(BadValue, match="abîmée"):
        photos.published(svg(f'<image href="{data_uri(photo("PNG")[:40], "png")}"/>'), None)


def found(body: str, more: str = "") -> list[tuple[str, int]]:
    return [(one.name, one.line) for one in undrawn.undrawn(drawings.read(svg(body, more)))]


@pytest.mark.parametrize("event", ["onload", "onclick", "onmouseover"])
def test_what_an_event_draws_is_told(event):
    assert found(f"<g {event}='draw()'/>") == [("dessin-approche.script", 1)]


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("<foreignObject/>", "dessin-incomplet.foreign-text"),
        ("<image href='x.jpg'/>", "dessin-incomplet.linked"),
        ("<image xlink:href='https://example.org/x.jpg'/>", "dessin-incomplet.linked"),
        ("<use href='autre.svg#x'/>", "dessin-incomplet.linked"),
        ("<style>@import 'x.css';a{fill:url(x.svg#a)}</style>", "dessin-incomplet.linked"),
        ("<image href='data:image/png;base64,AAAA'/>", "dessin-incomplet.photo"),
        ("<rect fill='var(--c)'/>", "dessin-approche.variable"),
        ("<rect style='fill:var(--c, red)'/>", "dessin-approche.variable"),
        ("<style>\n.a{fill:red}\n.b{fill:var(--c)}</style>", "dessin-approche.variable"),
        ("<rect fill='color-mix(in srgb, red, blue)'/>", "dessin-approche.colour"),
        ("<rect style='transform-box:fill-box'/>", "dessin-approche.transform"),
        ("<style>g{rect{fill:red}}</style>", "dessin-approche.rule"),
        ("<style>@media print{rect{fill:red}}</style>", "dessin-approche.rule"),
        ("<text><textPath href='#a'>Ali</textPath></text>", "dessin-incomplet.text-path"),
        ("<g mask='url(#m)'/>", "dessin-approche.mask"),
        ("<g filter='url(#f)'/>", "dessin-approche.filter"),
        ("<style>g{filter:blur(2px)}</style>", "dessin-approche.filter"),
        ("<g style='mix-blend-mode:multiply'/>", "dessin-approche.blending"),
        ("<g clip-path='circle(5px)'/>", "dessin-approche.clip"),
        ("<path style='d: path(\"M0 0H9V9Z\")'/>", "dessin-incomplet.path"),
        ("<style>@font-face{font-family:x;src:url(data:font/ttf,x)}</style>", "dessin-approche.font"),
        ("<set attributeName='x' to='1'/>", "dessin-approche.animation"),
        ("<script/>", "dessin-approche.script"),
    ],
)
def test_what_is_not_drawn_has_a_name_and_a_line(body, name):
    line = 1 + body.partition(".b")[0].count("\n") if ".b" in body else 1
    assert found(body) == [(name, line)]
    assert found(f"<rect/>\n\n{body}{body}") == [(name, line + 2)], "told once"


@pytest.mark.parametrize(
    "body",
    [
        "<style>@media (prefers-color-scheme:dark){rect{fill:red}}</style>",
        "<g mask='none' filter='none' style='mix-blend-mode:normal;clip-path:none'/>",
        "<g clip-path='url(#c)'/><use href='#x'/><a href='https://example.org'><path d='M0 0'/></a>",
        "<switch><foreignObject/><text>x</text></switch>",
        "<switch><foreignObject requiredExtensions='x'/><g/></switch>",
        f"<image href='{data_uri(photo())}'/>",
    ],
)
def test_what_is_drawn_is_not_told(body):
    assert found(f"<rect/>{body}") == []


@pytest.mark.parametrize(
    ("attributes", "told"),
    [
        ("", True),
        ("width='100%' height='100%'", True),
        ("width='40'", True),
        ("viewBox='0 0 0 30'", True),
        ("width='40mm' height='3e1'", False),
        ("viewBox='0,0,40,30' width='100%'", False),
    ],
)
def test_a_drawing_says_how_large_it_is(attributes, told):
    drawing = drawings.read(f"<svg {attributes}><rect/></svg>".encode())
    assert [one.name for one in undrawn.undrawn(drawing)] == ["dessin-incomplet.no-size"] * told


@pytest.mark.parametrize(
    ("body", "pixels"),
    [
        ("<rect/>", None),
        ("<image width='40' height='30' href='{}'/>", (80, 60)),
        ("<image width='20' height='15' href='{}'/>", (160, 120)),
        ("<image width='80' height='60' transform='matrix(.25 0 0 .25 3 4)' href='{}'/>", (160, 120)),
        ("<g transform='scale(0.5)'><image style='width:80px' height='60' href='{}'/></g>", (80, 60)),
        ("<image width='10' height='10' href='{}'/><image width='40' height='30' href='{}'/>", (80, 60)),
        ("<image href='{}'/>", None),
        ("<pattern><image width='40' height='30' href='{}'/></pattern>", None),
    ],
)
def test_a_drawing_is_as_fine_as_the_coarsest_photo_in_it(body, pixels):
    data = svg(body.replace("{}", data_uri(photo(size=(80, 60)))))
    assert undrawn.pixels(drawings.read(data)) == pixels


def test_a_drawing_of_too_many_elements_is_told_as_soon_as_they_are_counted(monkeypatch):
    monkeypatch.setattr(drawings, "MOST_ELEMENTS", 4)
    assert drawings.read(svg("<g/>" * 3)).root.tag == "svg"
    with pytest.raises(BadValue) as caught:
        drawings.read(svg("<g/>" * 4) + b"<not read")
    assert (caught.value.code, caught.value.message.name) == ("image-format", "image-format.crowded")
    assert caught.value.hint

"""Stamps: in streams of their own, whatever they hold and wherever they stand, and never in the tag tree."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest

from fiches.graphics import ornaments
from fiches.render import running_elements, url_fetcher
from fiches.render.engine import Engine
from support import conformity, pdf_reader
from support.sources import project

pytestmark = pytest.mark.no_unit

HEAD = "<!doctype html><html lang=fr><title>Essai</title><body>"
FEUILLE = HEAD + '<section class="feuille recto"><h1>Titre</h1><p>Avant. {} Après.</p><p>Fin.</p></section>'
MARK = "background:url(/ornements/losange/argan.svg) 0 0 / 5mm no-repeat"
CASES = {
    "a foot line": '<footer class="pied tampon">pied <b>7</b></footer>',
    "a word in a line": '<span class="tampon">sept</span>',
    "a word in the colour and size around it": '<span style="color:#a00">rouge <i class="tampon">sept</i> rouge</span>',
    "an inline block": '<span class="tampon" style="display:inline-block;border:1mm solid">sept</span>',
    "a block in the flow": f'<span class="tampon" style="display:block;background:#ddd;{MARK}">sept</span>',
    "a float": '<span class="tampon" style="float:right;outline:1mm solid">sept</span>',
    "a link of lines": '<span class="tampon" style="text-decoration:underline overline">sept</span>',
    "a translucent box": '<span class="fond tampon" style="top:60mm;background:red;opacity:.5">sept</span>',
    "a turned box": '<span class="fond tampon" style="top:60mm;transform:rotate(30deg);background:red">sept</span>',
    "a box in a turned box": '<b style="display:block;transform:scale(.5)"><i class="tampon">sept</i> et</b>',
    "a box behind": '<span class="fond tampon" style="top:0;z-index:-1;background:#eee">sept</span>',
    "what is placed by another": '<b class="tampon">six <i class="fond" style="top:9mm;z-index:3">sept</i></b>',
    "an ornament before it": f'<i class="tampon avant" style="{MARK};padding-left:5mm">sept</i>',
    "a stamp in a stamp": '<b class="tampon">six <i class="tampon">sept</i></b>',
    "a hidden stamp with one seen": '<b class="tampon" style="visibility:hidden">six '
    '<i style="visibility:visible">sept</i></b>',
    "a picture": '<svg class="tampon" xmlns="http://www.w3.org/2000/svg" width="30" height="30"><title>t</title>'
    '<rect width="30" height="30" fill="teal"/></svg>',
    "a list": '<span class="tampon" style="display:list-item;list-style:disc inside">sept</span>',
}


@pytest.fixture(scope="module")
def engine(tmp_path_factory) -> Engine:
    opened = project(tmp_path_factory.mktemp("tampons"))
    return Engine(opened, url_fetcher.of(opened, ornaments.load(opened)[0]))


def _made(engine, html, style=""):
    made, problems = engine.render(html.replace("<body>", f"<style>{style}</style><body>"), "essai")
    assert made and {one.code for one in problems} <= {"chevauchement"}, problems
    return made.data


def _rasters(data):
    with pypdfium2.PdfDocument(data) as document:
        return [bytes(page.render(scale=2).buffer) for page in document]


def _words(data):
    with pypdfium2.PdfDocument(data) as document:
        return [word for page in document for word in page.get_textpage().get_text_range().split()]


def _kept(data, *, stamped):
    """The file with its stamps alone, each where it stood, or with all but them."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            streams = page.Contents if isinstance(page.Contents, pikepdf.Array) else [page.Contents]
            kept = b""
            for one in (one for one in streams if ("/FichesStamp" in one) == stamped):
                matrix = " ".join(f"{float(number):f}" for number in one.get("/FichesStamp", ()))
                before = b"q\n%s cm" % matrix.encode() if stamped else b""
                kept += b"\n".join([before, one.read_bytes(), b"Q" if stamped else b"", b""])
            page.Contents = pdf.make_stream(kept)
        file = io.BytesIO()
        pdf.save(file)
    return file.getvalue()


@pytest.mark.parametrize("stamp", CASES.values(), ids=CASES.keys())
def test_stamps_and_the_rest_stand_alone(engine, tmp_path, stamp):
    """Neither needs the other to be drawn, and the tag tree knows only the rest."""
    html = FEUILLE.format(stamp)
    data = _made(engine, html)
    without = ".tampon, .tampon * { visibility: hidden !important }"
    assert _rasters(_kept(data, stamped=False)) == _rasters(_made(engine, html, without))
    alone = "body :not(.tampon, .tampon *) { visibility: hidden } .tampon { visibility: visible }"
    assert _rasters(_kept(data, stamped=True)) == _rasters(_made(engine, html, alone))
    path = tmp_path / "essai.pdf"
    path.write_bytes(data)
    assert conformity.broken(path) == []
    read = pdf_reader.read(path).split()
    assert [word for word in read if word not in ("rouge", "et")] == ["titre", "avant", "après", "fin"]
    assert not {"sept", "six", "pied"} & set(_words(_kept(data, stamped=False)))


def test_an_ornament_of_a_style_sheet(engine):
    """What only a pseudo-element of a stamp draws belongs to it."""
    style = '.tampon::before { content: "onze"; position: absolute; top: 90mm; width: 40mm; border: 1mm solid }'
    data = _made(engine, FEUILLE.format('<i class="tampon">sept</i>'), style)
    assert "onze" in _words(_kept(data, stamped=True))
    assert "onze" not in _words(_kept(data, stamped=False))


def test_margin_boxes_are_stamps(engine, tmp_path):
    style = '@page { @bottom-right { content: "page " counter(page) } @top-center { content: element(haut) } }'
    html = HEAD + '<p style="position:running(haut)">courant <b style="position:relative">fort</b></p><h1>Titre</h1>'
    data = _made(engine, html, style)
    assert sorted(_words(_kept(data, stamped=True))) == ["1", "courant", "fort", "page"]
    assert _words(_kept(data, stamped=False)) == ["Titre"]
    (tmp_path / "essai.pdf").write_bytes(data)
    assert conformity.broken(tmp_path / "essai.pdf") == []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert len(pdf.Root.StructTreeRoot.ParentTree.Nums[1]) == 1


def test_a_page_without_stamps_is_one_stream(engine):
    with pikepdf.open(io.BytesIO(_made(engine, FEUILLE.format('<i class="tampon"></i>')))) as pdf:
        assert isinstance(pdf.pages[0].Contents, pikepdf.Stream)


def test_pages_that_wait_say_so(engine):
    page = '<section class="feuille"><footer class="tampon">1</footer></section>'
    sheets = f'<article class="sheet attente" id="une">{page * 2}</article><article id="autre">{page}</article>'
    html = f'{HEAD}<section class="feuille"><h1>Titre</h1></section>{sheets}'
    with pikepdf.open(io.BytesIO(_made(engine, html))) as pdf:
        assert [str(page.obj.get("/FichesWaiting", "")) for page in pdf.pages] == ["", "une", "une", ""]


def test_heads_of_tables_are_listed(engine):
    html = HEAD + "<h1>Titre</h1>" + "<table><tr><th>a<th>b<tr><td>1<td>2</table>" * 2
    with pikepdf.open(io.BytesIO(_made(engine, html))) as pdf:
        listed = pdf.Root.StructTreeRoot.IDTree.Names
        names = [bytes(name) for name in list(listed)[::2]]
        assert names == sorted(set(names)) and len(names) == 4
        assert [bytes(head.ID) for head in list(listed)[1::2]] == names


def _interrupted():
    import weasyprint.draw
    from weasyprint import HTML

    with running_elements.apart(HTML(string="<p>").etree_element):
        assert weasyprint.draw.draw_stacking_context.__module__ == "fiches.render.weasyprint_private"
        raise KeyboardInterrupt


def test_the_engine_is_left_as_it_was(engine):
    import weasyprint.draw
    from weasyprint.pdf import tags

    before = weasyprint.draw.draw_stacking_context, tags._build_box_tree
    _made(engine, FEUILLE.format(CASES["a foot line"]))
    with pytest.raises(KeyboardInterrupt):
        _interrupted()
    assert (weasyprint.draw.draw_stacking_context, tags._build_box_tree) == before


def test_the_engine_still_needs_us():
    """When this fails the engine marks running text as artifacts: `stamps` may leave that to it."""
    from weasyprint import HTML

    html = "<html lang=fr><title>t</title><style>@page { @top-left { content: 'haut' } }</style><h1>Titre</h1>"
    data = HTML(string=html).write_pdf(pdf_variant="pdf/ua-1")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert len(pdf.Root.StructTreeRoot.ParentTree.Nums[1]) == 2
        assert b"/Pagination" not in pdf.pages[0].Contents.read_bytes()

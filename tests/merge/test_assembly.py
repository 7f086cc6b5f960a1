"""An assembled booklet is the one that a single pass over all its pages would have made."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, replace

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from fiches.graphics import ornaments
from fiches.merge import assembly, pdf_two
from fiches.merge.assembly import AssemblyError
from fiches.merge.joined import BookParts, SheetInsert
from fiches.merge.outline import all_items
from fiches.render import url_fetcher
from fiches.render.engine import Engine
from support import conformity, pdf_reader
from support.sources import SHORT, project

pytestmark = pytest.mark.no_unit

LOSANGE = "background:url(/ornements/losange/argan.svg) 0 0 / 5mm no-repeat"
ONE = (
    "<h1>Une source</h1><h2>L'eau</h2><p>À l'été, <em>chacun</em> puise : « voilà »."
    "<table><tr><th>Année<th>Mètres<tr><td>2012<td>180</table><img src='images/carre.png' alt='Carré'>",
    f"<h2>La suite</h2><p id='note'>Un champ.<p><a href='#note'>Voir</a>, <a href='https://example.org'>ici</a>."
    f"<p style='{LOSANGE}'>Ornement",
)
TWO = (
    "<h1>Deux écoles</h1><h2>Le four</h2><p>Où ŵ et ½ vont.<p lang='ar' dir='rtl'>سوس ماسة</p>"
    f"<p style='{LOSANGE}'>Ornement<img src='images/carre.png' alt='Carré'>",
)
FRONT = 2  # pages before the first sheet
COVER, BACK = '<section class="feuille"><h1>Le livret</h1></section>', "<h1>Fin</h1><p>Adieu."


@dataclass(frozen=True)
class Sheet:
    """What tests bind: its pages' content, its language and the class of its article."""

    slug: str
    pages: tuple[str, ...]
    language: str = "fr"


SHEETS = (Sheet("une", ONE), Sheet("deux", TWO))


@pytest.fixture(scope="module")
def engine(tmp_path_factory) -> Engine:
    picture = io.BytesIO()
    Image.radial_gradient("L").convert("RGB").save(picture, "PNG")
    files = {**SHORT, "sheets/images/carre.png": picture.getvalue()}
    opened = project(tmp_path_factory.mktemp("livret"), files)
    return Engine(opened, url_fetcher.of(opened, ornaments.load(opened)[0]))


def assemble(jacket, inserts):
    return assembly.assemble(BookParts(jacket, inserts)).data


def _stamps(folio, tab):
    """The foot of a page and, in a booklet, its tab."""
    foot = f'<footer class="pied tampon">Une page <span class="folio">{folio}</span></footer>'
    mark = f'<div class="fond tampon" style="top:100mm;left:99mm;width:9mm;height:5mm;{LOSANGE}"></div>'
    return foot + (f'<div class="fond onglet tampon" style="top:{tab * 20}mm">{tab}</div>{mark}' if tab else "")


def _article(sheet, folio=1, tab=0, waits=False):
    pages = "".join(
        f'<section class="feuille {"verso" if number % 2 else "recto"}">{"" if waits else content}'
        f"{_stamps(folio + number, tab)}</section>"
        for number, content in enumerate(sheet.pages)
    )
    kind = "sheet attente" if waits else "sheet"
    return f'<article class="{kind}" lang="{sheet.language}" id="{sheet.slug}">{pages}</article>'


def _document(body, language="fr"):
    return f'<!doctype html><html lang="{language}"><title>Essai</title><body>{body}'


def _book(sheets, waits):
    """The HTML of a booklet, and the page where each sheet starts."""
    links = "".join(f'<p><a href="#{one.slug}">{one.slug}</a>' for one in sheets)
    parts, starts = [COVER, f'<section class="feuille" id="_interieur"><h1>Sommaire</h1>{links}</section>'], []
    for tab, one in enumerate(sheets, start=1):
        starts.append(FRONT + sum(len(other.pages) for other in sheets[: tab - 1]))
        parts.append(_article(one, starts[-1], tab, waits))
    parts.append(f'<section class="feuille" id="_dos">{BACK}</section>')
    return _document("".join(parts)), starts


def _made(engine, html):
    made, problems = engine.render(html, "essai")
    assert made, problems
    return made.data


def _parts(engine, sheets=SHEETS):
    """A jacket and what goes into it."""
    html, starts = _book(sheets, waits=True)
    leaflets = [_made(engine, _document(_article(one), one.language)) for one in sheets]
    pairs = zip(sheets, leaflets, starts, strict=True)
    return _made(engine, html), [SheetInsert(one.slug, data, at) for one, data, at in pairs]


@pytest.fixture(scope="module")
def both(engine, tmp_path_factory):
    """The files of the assembled booklet and of the one made at one go."""
    folder = tmp_path_factory.mktemp("deux")
    paths = folder / "assemble.pdf", folder / "passe.pdf"
    paths[0].write_bytes(assemble(*_parts(engine)))
    paths[1].write_bytes(pdf_reader.lowered(_made(engine, _book(SHEETS, waits=False)[0])))
    return paths


def _rasters(path):
    with pypdfium2.PdfDocument(path) as document:
        return [bytes(page.render(scale=100 / 72).buffer) for page in document]


def _outline(reader):
    def walk(items):
        return [
            walk(item)
            if isinstance(item, list)
            else (item.title, reader.get_destination_page_number(item), item.left, item.top)
            for item in items
        ]

    return walk(reader.outline)


def _places(reader):
    return {
        name: (reader.get_destination_page_number(place), place.left, place.top)
        for name, place in reader.named_destinations.items()
    }


def _links(reader):
    return [
        [
            (str(one["/Contents"]), str(one.get("/Dest", "")), [float(side) for side in one["/Rect"]])
            for one in page.get("/Annots", [])
        ]
        for page in reader.pages
    ]


def _boxes(reader):
    return [
        [[float(side) for side in page[name]] for name in ("/MediaBox", "/TrimBox", "/BleedBox")]
        for page in reader.pages
    ]


def _catalog(reader):
    root = reader.trailer["/Root"]
    named = {key: str(root[key].get_object()) for key in ("/Lang", "/MarkInfo", "/ViewerPreferences")}
    return {**named, "labels": reader.page_labels, "xmp": root["/Metadata"].get_data(), "info": dict(reader.metadata)}


def _fonts(path):
    with pikepdf.open(path) as pdf:
        return sorted(
            str(one.BaseFont)
            for one in pdf.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/Subtype") == "/Type0"
        )


@pytest.mark.parametrize("read", [pdf_reader.read, pdf_reader.tags, pdf_reader.columns, _rasters, _fonts])
def test_the_same_to_see_and_to_read(both, read):
    assembled, at_one_go = both
    assert read(assembled) == read(at_one_go)


@pytest.mark.parametrize("read", [_outline, _places, _links, _boxes, _catalog])
def test_the_same_to_navigate_and_to_archive(both, read):
    assembled, at_one_go = map(pdf_reader.opened, both)
    assert read(assembled) == read(at_one_go)


def test_links_lead_to_tags_and_tags_to_links(both):
    """Both ways, for each page, link and text: as PDF numbers them."""
    for path in both:
        with pikepdf.open(path) as pdf:
            listed = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
            numbers = dict(zip(map(int, listed[::2]), listed[1::2], strict=True))
            assert len(numbers) == len(listed) / 2 and sorted(numbers) == list(map(int, listed[::2]))
            for page in pdf.pages:
                for mark, tag in enumerate(numbers[int(page.StructParents)]):
                    assert mark in tag.K and tag.Pg.objgen == page.objgen
                for link in page.get("/Annots", []):
                    tag = numbers[int(link.StructParent)]
                    held = [kid.Obj.objgen for kid in tag.K if isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid]
                    assert tag.S == "/Link" and held == [link.objgen]


def test_pdf_ua_1(both):
    assert [line for path in both for line in conformity.broken(path)] == []


def test_stamps_are_those_of_the_place(both):
    with pypdfium2.PdfDocument(both[0]) as document:
        texts = [page.get_textpage().get_text_range() for page in document]
    folios = [re.findall(r"Une page\s+(\d+)", text) for text in texts]
    assert folios == [[], [], ["2"], ["3"], ["4"], [], []], "the last leaf has what ends a booklet at its right"


def test_equal_streams_are_kept_once(both):
    """The picture of both sheets, and the ornament that both draw at one size."""
    drawn = []
    for path in both:
        with pikepdf.open(path) as pdf:
            streams = [one for one in pdf.objects if isinstance(one, pikepdf.Stream)]
            drawn.append(
                [
                    (one.Subtype == "/Image", one.read_raw_bytes(), one.stream_dict.unparse(resolved=True))
                    for one in streams
                    if one.get("/Subtype") in ("/Image", "/Form")
                ]
            )
    assert sorted(set(drawn[0])) == sorted(drawn[0])
    assert [sum(image for image, *_ in one) for one in drawn] == [1, 1]
    assert len(drawn[0]) < len(drawn[1]) + 2 * len(SHEETS)


def test_same_files_same_bytes(engine):
    jacket, inserts = _parts(engine)
    made = assemble(jacket, inserts)
    assert assemble(jacket, inserts[::-1]) == made
    assert assemble(*_parts(engine)) == made
    other = assemble(jacket, [inserts[0], SheetInsert("deux", *_other(engine, inserts[1]))])
    assert other != made
    ids = [[bytes(name) for name in pikepdf.open(io.BytesIO(data)).trailer.ID] for data in (made, other)]
    assert [len(set(names)) for names in ids] == [1, 1]
    assert ids[0] != ids[1]


def test_sheets_are_read_from_their_files(engine, tmp_path):
    jacket, inserts = _parts(engine)
    for one in inserts:
        (tmp_path / f"{one.slug}.pdf").write_bytes(one.data)
    from_files = [SheetInsert(one.slug, (tmp_path / f"{one.slug}.pdf").read_bytes, one.at) for one in inserts]
    assert assemble(jacket, from_files) == assemble(jacket, inserts)


def _other(engine, insert):
    other = Sheet("deux", (TWO[0].replace("four", "puits"),))
    return _made(engine, _document(_article(other))), insert.at


def test_a_sheet_in_another_language(engine, tmp_path):
    path = tmp_path / "livret.pdf"
    path.write_bytes(assemble(*_parts(engine, (SHEETS[0], Sheet("deux", TWO, "ar")))))
    tree = pdf_reader.opened(path).trailer["/Root"]["/StructTreeRoot"]["/K"][0]
    languages = [kid.get_object().get("/Lang") for kid in tree["/K"]]
    assert languages == [None, None, None, "ar", None]
    assert conformity.broken(path) == []


def test_names_that_two_sheets_use(engine, tmp_path):
    """Each link goes on to its own sheet, each cell to its own head."""
    again = Sheet("deux", ONE)
    path = tmp_path / "livret.pdf"
    path.write_bytes(assemble(*_parts(engine, (SHEETS[0], again))))
    reader = pdf_reader.opened(path)
    places = {name: page for name, (page, _, _) in _places(reader).items()}
    assert places == {"_dos": 6, "_interieur": 1, "une": 2, "deux": 4, "note": 3, "deux/note": 5}
    assert [[link[1] for link in page] for page in _links(reader)] == [
        [],
        ["une", "deux"],
        [],
        ["note", ""],
        [],
        ["deux/note", ""],
        [],
    ]
    assert conformity.broken(path) == []
    with pikepdf.open(path) as pdf:
        cells = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") in ("/TH", "/TD")]
        heads = [str(cell.ID) for cell in cells if cell.S == "/TH"]
        assert len(heads) == len(set(heads)) == 4
        assert sorted(str(head) for cell in cells if cell.S == "/TD" for head in cell.A.Headers) == sorted(heads)
        listed = list(pdf.Root.StructTreeRoot.IDTree.Names)
        assert sorted(heads) == [str(name) for name in listed[::2]] == [str(head.ID) for head in listed[1::2]]


def test_the_same_sheet_twice(engine, tmp_path):
    jacket, (one, _) = _parts(engine, (SHEETS[1], Sheet("bis", TWO)))
    path = tmp_path / "livret.pdf"
    path.write_bytes(assemble(jacket, [one, SheetInsert("bis", one.data, FRONT + 1)]))
    assert conformity.broken(path) == []
    assert len(pdf_reader.opened(path).pages) == FRONT + 3


def test_fonts_that_measure_otherwise(engine, tmp_path):
    """One file's widths are not another's: text is set by those of its own file."""
    jacket, (one, two) = _parts(engine)
    with pikepdf.open(io.BytesIO(two.data)) as pdf:
        fonts = {str(font.BaseFont).split("+")[1]: font for font in pdf.pages[0].Resources.Font.values()}
        inner = fonts["Vollkorn"].DescendantFonts[0]
        inner.W = pikepdf.Object.parse(inner.W.unparse().replace(b" [ ", b" [ 9", 1))
        pdf.save(file := io.BytesIO())
    made = assemble(jacket, [one, SheetInsert("deux", file.getvalue(), two.at)]), assemble(jacket, [one, two])
    paths = tmp_path / "livret.pdf", tmp_path / "passe.pdf"
    for path, data in zip(paths, made, strict=True):
        path.write_bytes(data)
    assert len(_fonts(paths[0])) == len(_fonts(paths[1])) + 1
    first, second = map(_rasters, paths)
    assert [index for index, page in enumerate(first) if page != second[index]] == [two.at]


def test_characters_that_the_fonts_lack(engine, tmp_path):
    """Each file numbers them on its own: such fonts are not united, and every text stays what it is."""
    sheets = (Sheet("une", ("<h1>Une</h1><p>\U0001f9ffa",)), Sheet("deux", ("<h1>Deux</h1><p>\U00012000b",)))
    path = tmp_path / "livret.pdf"
    path.write_bytes(assemble(*_parts(engine, sheets)))
    with pypdfium2.PdfDocument(path) as document:
        texts = [page.get_textpage().get_text_range() for page in document]
    assert "\U0001f9ff" in texts[FRONT] and "\U00012000" in texts[FRONT + 1]


def test_pages_in_the_flow_with_running_feet(engine, tmp_path):
    """The foot that a style sheet gives to every page is a stamp too."""
    flow = '<article class="{}" id="une" data-court="Titre" style="break-before:recto;break-after:page">{}</article>'
    full, empty = flow.format("sheet", "<h1>Titre</h1><p>Des mots.</p>"), flow.format("sheet attente", "")
    bodies = full, f"<h1>Livret</h1>{empty}<p>Fin", f"<h1>Livret</h1>{full}<p>Fin"
    leaflet, jacket, whole = (_made(engine, _document(body)) for body in bodies)
    paths = tmp_path / "assemble.pdf", tmp_path / "passe.pdf"
    paths[0].write_bytes(assemble(jacket, [SheetInsert("une", leaflet, 2)]))
    paths[1].write_bytes(pdf_reader.lowered(whole))
    assert pdf_reader.tags(paths[0]) == pdf_reader.tags(paths[1])
    assert _rasters(paths[0]) == _rasters(paths[1])


def test_rooms_that_do_not_fit(engine):
    jacket, (one, two) = _parts(engine)
    wrong = {
        r"« deux », qui manque": [one],
        r"« une », qui manque": [two],
        r"« une » a 2 pages .* page 4 sont : 3, 4": [SheetInsert("une", one.data, 3), two],
        r"« une » a 1 page .* sont : 3, 4": [SheetInsert("une", two.data, 2), two],
        r"« deux » a 2 pages .* sont : 5": [one, SheetInsert("deux", one.data, 4)],
        r"« trois » a 1 page .* sont : aucune": [one, two, SheetInsert("trois", two.data, 5)],
        r"« une » a 2 pages .* sont : aucune": [one, one, two],
    }
    for message, inserts in wrong.items():
        with pytest.raises(AssemblyError, match=message) as misfit:
            assemble(jacket, inserts)
        assert misfit.value.fault.code == "gabarit" and "attente.html" in str(misfit.value.fault.hint)


def test_rooms_of_another_size(engine):
    small = "<style>@page feuille { size: A5 }</style>"
    jacket, inserts = _parts(engine)
    leaflet = _made(engine, small + _document(_article(SHEETS[1])))
    with pytest.raises(AssemblyError, match="la page 5 n'a pas le format de la fiche « deux »"):
        assemble(jacket, [inserts[0], SheetInsert("deux", leaflet, 4)])


@pytest.mark.parametrize("content", ["<p>Un mot</p>", '<a href="https://example.org">ici</a>'])
def test_rooms_that_are_not_empty(engine, content):
    html, _ = _book(SHEETS, waits=True)
    _, inserts = _parts(engine)
    full = html.replace('<section class="feuille recto"><footer', f'<section class="feuille recto">{content}<footer')
    with pytest.raises(AssemblyError, match="la page 3 attend la fiche « une », mais porte autre chose"):
        assemble(_made(engine, full), inserts)


def test_a_jacket_without_outline(engine, tmp_path):
    leaflet = _made(engine, _document(_article(SHEETS[1])))
    nothing = '<section class="feuille"><p>Rien</section>'
    path = tmp_path / "livret.pdf"
    jacket = _made(engine, _document(nothing + _article(SHEETS[1], 2, 1, waits=True)))
    path.write_bytes(assemble(jacket, [SheetInsert("deux", leaflet, 1)]))
    reader = pdf_reader.opened(path)
    assert [item[0] for item in _outline(reader) if isinstance(item, tuple)] == ["Deux écoles"]
    assert _places(reader)["deux"][0] == 1
    assert len(pdf_reader.opened(io.BytesIO(assemble(_made(engine, _document(nothing)), []))).pages) == 1


# --- as PDF 2.0 ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def second(engine):
    """The booklet as PDF/UA-2, of files that are."""
    engine.pdf_two = True
    jacket, inserts = _parts(engine, SHEETS[:1])
    engine.pdf_two = False
    inserts = [replace(one, data=pdf_two.conformed(one.data)) for one in inserts]
    return pdf_two.conformed(assemble(pdf_two.conformed(jacket), inserts))


def test_bookmarks_and_places_of_a_booklet_name_their_tags(second, tmp_path):
    path = tmp_path / "livret.pdf"
    path.write_bytes(second)
    with pikepdf.open(path) as book:
        read = {tag.held.objgen: tag for tag in conformity.tags(book)}
        lines = list(pdf_reader._page_lines(path))

        def told(target):
            """The kind of a tag, and the words that stand in it."""
            tag = read[target.objgen]
            return tag.kind, " ".join(lines[page][mark].text for page, mark in tag.marks)

        items = list(all_items(book.Root.Outlines))
        assert len(items) == 6
        for item in items:
            kind, words = told(item.A.SD[0])
            assert kind.startswith("/H") and words == str(item.Title)
            assert item.A.D[0].objgen == item.A.SD[0].Pg.objgen
        places = {name: told(place.SD[0]) for name, place in pikepdf.NameTree(book.Root.Names.Dests).items()}
        assert places["note"] == ("/P", "Un champ.")
        assert places["une"][0] == "/Art"

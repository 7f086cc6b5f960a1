"""What a reader who does not see the page is given, and that each defect of it would be found."""

from __future__ import annotations

import io
import os
import re

import page as validator
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from fiches.config import languages
from fiches.core import flate
from fiches.core.geometry import BLEED_KEY
from fiches.graphics import ornaments
from fiches.render import url_fetcher
from fiches.render.engine import Engine
from support import conformity, pdf_reader, spoken, verapdf
from support.repository import ROOT, SLUGS
from support.sources import SHORT, project

pytestmark = pytest.mark.no_unit

ADDRESS = "https://example.org/note"
PAGE = f"""<!doctype html><html lang="fr"><title>Essai</title><meta name="author" content="Une autrice">
<meta name="description" content="Ce que c'est"><meta name="DC.subject" content="eau"><body>
<article class="sheet" id="une"><h1>Le titre</h1><p>Un <a href="{ADDRESS}">premier
lien</a> et <a href="#fin">la fin</a>.</p>
<h2>Des listes</h2><ul><li>puce<ol><li>un</li><li>deux</li></ol></li></ul><ol><li>seul</li></ol>
<p>En arabe <span lang="ar" dir="rtl">سوس ماسة <b lang="fr">et retour</b></span>, en amazighe
<i lang="zgh">ⵙⵓⵙ ⵎⴰⵙⵙⴰ</i>.</p><p lang="en">In English.</p>
<h3>Un tableau</h3><table><tr><th>Année</th><th>Mètres</th></tr><tr><th scope="row">2012</th><td>180</td></tr></table>
<blockquote><p>Le pain arrivait froid.</p></blockquote>
<figure style="position:absolute;left:20mm;top:150mm"><img src="images/photo.png" alt="Un four de terre"
style="width:30mm;height:20mm"><figcaption>Le four</figcaption></figure>
<h2 id="fin">Fin</h2><p>Des mots.</p><footer class="pied tampon" style="top:200mm">Pied 1</footer></article>"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    file = io.BytesIO()
    Image.linear_gradient("L").convert("RGB").save(file, "PNG")
    opened = project(tmp_path_factory.mktemp("acces"), {**SHORT, "sheets/images/photo.png": file.getvalue()})
    return Engine(opened, url_fetcher.of(opened, ornaments.load(opened)[0]))


@pytest.fixture(scope="module")
def good(engine, tmp_path_factory):
    pdf, problems = engine.render(PAGE, "essai")
    assert pdf and not problems, problems
    path = tmp_path_factory.mktemp("bon") / "bon.pdf"
    path.write_bytes(pdf.data)
    return path


def found(path, kind):
    with pikepdf.open(path) as pdf:
        return [
            (tag.language, dict(tag.held.get("/A", {})), printed_text(path, tag))
            for tag in conformity.tags(pdf)
            if tag.kind == kind
        ]


def printed_text(path, tag):
    lines = list(pdf_reader._page_lines(path))
    own = " ".join(lines[page][mark].text for page, mark in tag.marks if mark in lines[page])
    return " ".join(" ".join([own, *(printed_text(path, kid) for kid in tag.kids)]).split())


# --- what is said --------------------------------------------------------------------


def test_nothing_is_wrong_with_a_page_of_everything(good):
    assert conformity.broken(good) == [] and conformity.unseen(good) == []


def test_lines_are_marks_of_their_paragraph_and_no_tags(engine, tmp_path):
    path = tmp_path / "lignes.pdf"
    made, _ = engine.render(f"{PAGE}<p style='width:20mm'>Une ligne, une autre, et <em>une</em> encore.", "essai")
    path.write_bytes(made.data)
    last = [tag for tag in _tree(path) if tag.kind == "/P"][-1]
    assert len(last.marks) + len(last.kids) > 2 and {kid.kind for kid in last.kids} <= {"/Span"}
    assert conformity.broken(path) == []


def test_the_space_between_two_lines_is_drawn_and_no_tag_says_it(engine, tmp_path):
    """But where it cannot be: from right to left the end of a line is not where the next text would begin."""
    path = tmp_path / "espaces.pdf"
    lines = "<p style='width:30mm;text-align:justify'>Une ligne, une autre, une troisième et encore une.</p>"
    leftwards = "<p lang=ar dir=rtl style='width:20mm'>سطر أول ثم سطر ثان ثم سطر ثالث</p>"
    for more, tags in (("", 0), (leftwards, 1)):
        made, _ = engine.render(PAGE.replace("</article>", f"{lines}{more}</article>"), "essai")
        path.write_bytes(made.data)
        said = list(spoken.said(path))
        assert "texte : Une ligne, une autre, une troisième et encore une." in said
        with pikepdf.open(path) as pdf:
            told = [str(tag.held["/ActualText"]) for tag in conformity.tags(pdf) if "/ActualText" in tag.held]
        assert (len(told) > 1) == bool(tags) and all(re.search("[\u0620-\u064a] $", line) for line in told)
        assert conformity.broken(path) == []


def test_a_file_that_is_written_again_says_the_same(engine, good, tmp_path, monkeypatch):
    """As one is where a reader would miscount a stream."""
    answers = iter((True, True, False))
    monkeypatch.setattr(flate, "is_miscounted", lambda _: next(answers))
    path = tmp_path / "encore.pdf"
    path.write_bytes(engine.render(PAGE, "essai")[0].data)
    assert next(answers, None) is None and conformity.broken(path) == []
    said = [[(tag.kind, tag.language, tag.marks) for tag in _tree(one)] for one in (good, path)]
    assert said[0] == said[1] and found(path, "/L") == found(good, "/L") and found(path, "/TH") == found(good, "/TH")


def _tree(path):
    with pikepdf.open(path) as pdf:
        return conformity.tags(pdf)


WHOLE = """<p>Un <a href="https://example.org/une/adresse">lien de trois lignes, ou plus, dans une étroite
colonne</a> et la fin.</p><p></p><div></div><div><span></span></div><div>Un texte <b>sans</b> paragraphe.</div>
<div class="seul" style="position:absolute;top:180mm"><p>Dans <p>un autre</p></div>
<ol role="doc-toc"><li><p><a href="#une">Le titre</a> <span>3</span></p></li><li><a href="#fin">Fin</a> 4</li></ol>
<span aria-hidden="true" style="position:absolute;top:220mm">Pour l'œil</span>
<p><span class="lignes" data-suite="texte-1-ab">Elle s'est </span></p><figure><img src="images/photo.png" alt="Un four"
style="width:9mm"></figure><p><span class="lignes" data-suite="texte-1-ab">appelée ainsi.</span></p>"""


def test_what_is_cut_is_one_and_what_is_empty_is_nothing(engine, tmp_path):
    """By a line, by a page, by a frame; a table of contents is one; what is for the eye alone is not said."""
    path = tmp_path / "entier.pdf"
    column = f"<div style='width:22mm;break-before:page'>{WHOLE}</div>{'<p>Un mot.</p>' * 3}"
    tall = f"<p style='line-height:60mm;white-space:pre-wrap'>{'une ligne ' * 40}</p><p>Après.</p>"
    path.write_bytes(engine.render(PAGE.replace("</article>", f"{column}{tall}</article>"), "essai")[0].data)
    lines = list(spoken.said(path))
    whole = [line.replace(" ", "") for line in lines]  # lines of a link that the engine breaks have no space
    assert "texte:Un[lien]liendetroislignes,ouplus,dansuneétroitecolonneetlafin." in whole
    assert "texte:Untextesansparagraphe." in whole and "texte : Elle s'est appelée ainsi." in lines
    assert f"texte : {'une ligne ' * 40}".strip() in lines, "a space between lines"
    assert {"sommaire (2)", "renvoi : [lien] Le titre 3", "renvoi : [lien] Fin 4"} <= set(lines)
    assert not any("Pour l'œil" in line for line in lines)
    tree = _tree(path)
    assert [tag.kind for tag in tree].count("/Art") == 1 and not any(tag.kind in ("/Div", "/NonStruct") for tag in tree)
    assert [tag.kind for tag in tree if not tag.marks and not tag.kids and tag.kind not in ("/TD", "/TH")] == []
    assert not any(kid.kind == "/P" for tag in tree if tag.kind == "/P" for kid in tag.kids)
    pages = [{page for page, _ in tag.marks} for tag in tree]
    assert max(map(len, pages)) > 1, "one of two pages"
    assert [len(tag.marks) > 3 for tag in tree if tag.kind == "/Link"].count(True) == 1, "of several lines"
    assert conformity.broken(path) == [] and conformity.unseen(path) == []


SHOWN_LINES = 21  # of what is said of a sheet, from its title on, that the manual shows


def test_a_sheet_is_said_as_the_manual_shows(finished):
    """docs/accessibilite.md, and its English twin, have what a screen reader says; FICHES_ECRIRE=1 writes it anew."""
    shown = re.compile(r"(?<=```text\n)titre 1.*?(?=```)", re.DOTALL)
    said = list(spoken.said(finished.sheet("backup-rural")))
    start = next(place for place, line in enumerate(said) if line.startswith("titre 1"))
    lines = "\n".join(said[start : start + SHOWN_LINES]) + "\n"
    for path in (ROOT / "docs/accessibilite.md", ROOT / "docs/accessibilite.en.md"):
        text = path.read_text("utf-8")
        if os.environ.get("FICHES_ECRIRE"):
            path.write_text(shown.sub(lambda _: lines, text), "utf-8")
        assert shown.findall(path.read_text("utf-8")) == [lines]


def test_photos_go_on_beyond_the_trim_for_the_press_alone(finished):
    with pikepdf.open(finished.sheet("aods-ouijjane")) as pdf:
        pages = [page for page in pdf.pages if f"/{BLEED_KEY}" in page.obj]
        for page in pages:
            shown = [str(one.operands[0]) for one in pikepdf.parse_content_stream(page) if str(one.operator) == "Do"]
            beyond = [str(one.operands[0]) for one in pikepdf.parse_content_stream(page.obj[f"/{BLEED_KEY}"])
                      if str(one.operator) == "Do"]  # fmt: skip
            assert beyond and len(shown) == len(set(shown)), "no photo is painted twice"
    assert pages


def test_each_passage_says_its_language(good):
    spans = {text: language for kind in ("/Span", "/NonStruct", "/P") for language, _, text in found(good, kind)}
    assert spans["et retour"] == "fr" and spans["In English."] == "en" and spans["Des mots."] == "fr"
    assert {language for language, _, text in found(good, "/Span") if "ⵙⵓⵙ" in text} >= {"zgh"}


def test_lists_and_heads_say_what_they_are(good):
    assert [one["/ListNumbering"] for _, one, _ in found(good, "/L")] == ["/None", "/Decimal", "/Decimal"]
    assert [one["/Scope"] for _, one, _ in found(good, "/TH")] == ["/Column", "/Column", "/Row"]
    assert len(found(good, "/BlockQuote")) == 1 and len(found(good, "/Caption")) == 1


def test_links_say_where_they_lead(good):
    with pikepdf.open(good) as pdf:
        said = [str(note.Contents) for note in pdf.pages[0].Annots]
    assert set(said) == {f"premier lien ({ADDRESS})", "la fin"}  # a link of two lines is two


def test_figures_say_where_they_stand(good):
    ((_, held, _),) = found(good, "/Figure")
    mm = [round(float(side) / 72 * 25.4, 1) for side in held["/BBox"]]
    assert mm[2] - mm[0] == pytest.approx(30, abs=0.2) and mm[3] - mm[1] == pytest.approx(20, abs=0.2)
    assert mm[3] < 297 - 150


def test_archives_are_told(good):
    with pikepdf.open(good) as pdf:
        assert "/Filter" not in pdf.Root.Metadata
        with pdf.open_metadata() as words:
            assert words["pdfaid:part"] == "2" and words["pdfaid:conformance"] == "A" and words["pdfuaid:part"] == "1"
            assert words["dc:title"] == "Essai" and words["dc:creator"] == ["Une autrice"]
            assert words["dc:subject"] == {"eau"} and words["dc:language"] == {"fr"}
        [intent] = pdf.Root.OutputIntents
        assert intent.S == "/GTS_PDFA1" and intent.DestOutputProfile.N == 3


# --- what the engine leaves unsaid: each fails when it begins to say it -----------------


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    """The same page as the engine makes it without us."""
    from weasyprint import HTML

    path = tmp_path_factory.mktemp("nu") / "nu.pdf"
    html = PAGE.replace("images/photo.png", "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E")
    margin = "<style>@page { @top-center { content: 'En-tête' } }</style>"
    HTML(string=html.replace("<body>", f"{margin}<body>")).write_pdf(path, pdf_variant="pdf/ua-1")
    return path


@pytest.mark.parametrize("gap", ["langue :", "liste : on ne", "tableau :", "lien :"])
def test_a_gap_of_the_engine_is_still_there(plain, gap):
    assert any(line.startswith(gap) for line in conformity.unseen(plain))


def test_the_engine_puts_margin_boxes_among_the_content(plain):
    assert any("pas dans l'arbre" in line for line in conformity.unseen(plain))


def test_the_engine_lists_no_heads_and_measures_figures_in_pixels(plain):
    with pikepdf.open(plain) as pdf:
        assert "/IDTree" not in pdf.Root.StructTreeRoot
    ((_, held, _),) = found(plain, "/Figure")
    assert float(held["/BBox"][3]) > 500  # from the top of the page


def test_the_engine_is_one_thing_or_the_other(plain):
    assert not conformity.broken(plain, "ua1") and conformity.broken(plain, "2a")


def test_the_engine_has_pictures_smoothed(engine, tmp_path):
    pdf, _ = engine.render(PAGE.replace("width:30mm", "image-rendering:auto;width:30mm"), "essai")
    (tmp_path / "lisse.pdf").write_bytes(pdf.data)
    assert any("Interpolate" in line for line in conformity.broken(tmp_path / "lisse.pdf"))


# --- defects, one by one ---------------------------------------------------------------


def every(pdf, kind):
    return [tag.held for tag in conformity.tags(pdf) if tag.kind == kind]


def of_tags(pdf):
    return pdf.Root.StructTreeRoot


def retag(kind, new):
    def defect(pdf):
        every(pdf, kind)[0].S = Name(new)

    return defect


def dropped(key, *kinds):
    """Without a key: of the catalog, or of every tag of some kinds."""

    def defect(pdf):
        for held in [held for kind in kinds for held in every(pdf, kind)] or [pdf.Root]:
            if key in held:
                del held[key]

    return defect


def rewritten(change):
    """The page's operators, as `change` leaves them."""

    def defect(pdf):
        page = pdf.pages[0]
        operators = change(list(pikepdf.parse_content_stream(page)))
        page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(operators))

    return defect


def untagged(operators):
    """One marked content loses its marks."""
    start = next(at for at, one in enumerate(operators) if str(one.operator) == "BDC" and "/MCID" in str(one.operands))
    end = next(at for at in range(start, len(operators)) if str(operators[at].operator) == "EMC")
    return [one for at, one in enumerate(operators) if at not in (start, end)]


def tagged_artifact(operators):
    """An artifact gets a number that the tree does not know."""
    at = next(at for at, one in enumerate(operators) if str(one.operator) == "BDC" and "Artifact" in str(one.operands))
    mark = pikepdf.ContentStreamInstruction([Name.Span, Dictionary(MCID=999)], pikepdf.Operator("BDC"))
    return [*operators[:at], mark, *operators[at + 1 :]]


def made_artifact(operators):
    """A content that the tree names becomes an artifact."""
    at = next(at for at, one in enumerate(operators) if str(one.operator) == "BDC" and "/MCID" in str(one.operands))
    mark = pikepdf.ContentStreamInstruction([Name.Artifact], pikepdf.Operator("BMC"))
    return [*operators[:at], mark, *operators[at + 1 :]]


def no_title(pdf):
    del pdf.docinfo["/Title"]
    packet = pdf.Root.Metadata.read_bytes().decode()
    pdf.Root.Metadata.write(packet.split("<dc:title>")[0].encode() + packet.split("</dc:title>")[1].encode())


def no_declaration(pdf):
    packet = pdf.Root.Metadata.read_bytes().decode()
    pdf.Root.Metadata.write(packet.replace("<pdfuaid:part>1</pdfuaid:part>", "").encode())


def wrong_order(pdf):
    article = every(pdf, "/Art")[0]
    article.K = Array(reversed(list(article.K)))


def read_twice(pdf):
    paragraph = every(pdf, "/P")[0]
    paragraph.K.append(paragraph.K[0])


def no_letters(pdf):
    for font in pdf.pages[0].Resources.Font.values():
        if "/ToUnicode" in font:
            del font["/ToUnicode"]


def no_font(pdf):
    for font in pdf.pages[0].Resources.Font.values():
        descriptor = font.DescendantFonts[0].FontDescriptor
        for key in ("/FontFile2", "/FontFile3"):
            if key in descriptor:
                del descriptor[key]


def link_without_words(pdf):
    del pdf.pages[0].Annots[0].Contents


def link_told_by_its_address(pdf):
    pdf.pages[0].Annots[0].Contents = String(ADDRESS)


def file_name_for_a_text(pdf):
    every(pdf, "/Figure")[0].Alt = String("IMG_2041.jpg")


def name_shown(pdf):
    pdf.Root.ViewerPreferences.DisplayDocTitle = False


def in_another_tongue(pdf):
    for tag in conformity.tags(pdf):
        if str(tag.held.get("/Lang", "")) == "ar":
            tag.held.Lang = String("en")


def smoothed(pdf):
    for one in pdf.pages[0].Resources.XObject.values():
        one.Interpolate = True


def script(pdf):
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def tab_order(pdf):
    del pdf.pages[0]["/Tabs"]


DEFECTS = {
    "no language": dropped("/Lang"),
    "no language of a part": dropped("/Lang", "/Span", "/NonStruct", "/P"),
    "a wrong language of a part": in_another_tongue,
    "no text for a figure": dropped("/Alt", "/Figure"),
    "a file name for a text": file_name_for_a_text,
    "a heading skipped": retag("/H2", "/H4"),
    "no heading of level 1": retag("/H1", "/P"),
    "two headings of level 1": retag("/H2", "/H1"),
    "untagged text": rewritten(untagged),
    "an artifact in the structure": rewritten(made_artifact),
    "content outside the structure": rewritten(tagged_artifact),
    "text read twice": read_twice,
    "the wrong order": wrong_order,
    "no tree": dropped("/StructTreeRoot"),
    "not said to be tagged": dropped("/MarkInfo"),
    "a font without its letters": no_letters,
    "a font left out": no_font,
    "no title": no_title,
    "the name of the file for a title": name_shown,
    "a link without words": link_without_words,
    "a link told by its address": link_told_by_its_address,
    "lists that do not say how they are numbered": dropped("/A", "/L"),
    "heads without their side": dropped("/A", "/TH"),
    "a list of paragraphs": retag("/LI", "/P"),
    "no declaration": no_declaration,
    "no profile of colours": dropped("/OutputIntents"),
    "pictures smoothed": smoothed,
    "a script": script,
    "links in no order": tab_order,
}


@pytest.mark.parametrize("name", DEFECTS)
def test_a_defect_is_found(good, tmp_path, name):
    path = tmp_path / "mauvais.pdf"
    with pikepdf.open(good) as pdf:
        DEFECTS[name](pdf)
        pdf.save(path, fix_metadata_version=False)
    found = [*conformity.broken(path), *conformity.unseen(path)]
    if name == "the wrong order":
        assert pdf_reader.read(path) != pdf_reader.read(good)
    else:
        assert found, name


# --- the collection --------------------------------------------------------------------


@pytest.mark.parametrize("name", [*SLUGS, "livret"])
def test_a_finished_file(finished, name):
    path = finished.booklet if name == "livret" else finished.sheet(name)
    assert conformity.broken(path) == []
    assert conformity.unseen(path) == []


@pytest.mark.slow
@pytest.mark.parametrize("flavour", ["ua1", "2a"])
def test_verapdf_agrees(finished, flavour):
    try:
        verdicts = verapdf.validate_all(finished.files, flavour)
    except verapdf.Absent as absent:
        pytest.skip(str(absent))
    assert {name: verdict.broken for name, verdict in verdicts.items() if not verdict.compliant} == {}


@pytest.mark.slow
def test_verapdf_agrees_with_wcag(finished):
    """What its engine sees of contrast, size, figures, links, headings and contents; and it does see a pale text."""
    try:
        broken = {path.name: verapdf.validate_wcag(path).broken for path in finished.files}
    except verapdf.Absent as absent:
        pytest.skip(str(absent))
    assert {name: rules for name, rules in broken.items() if rules} == {}


@pytest.mark.slow
def test_verapdf_sees_a_pale_text(engine, tmp_path):
    made, _ = engine.render(PAGE.replace("<p lang", "<p style='color:#bbb' lang"), "essai")
    (tmp_path / "pale.pdf").write_bytes(made.data)
    try:
        assert "1.4.3 1" in verapdf.validate_wcag(tmp_path / "pale.pdf").broken
    except verapdf.Absent as absent:
        pytest.skip(str(absent))


@pytest.mark.slow
def test_verapdf_is_awake(good, tmp_path):
    with pikepdf.open(good) as pdf:
        DEFECTS["no text for a figure"](pdf)
        pdf.save(tmp_path / "mauvais.pdf")
    try:
        assert not verapdf.validate(tmp_path / "mauvais.pdf", "ua1").compliant
    except verapdf.Absent as absent:
        pytest.skip(str(absent))


def test_the_validator_is_awake(finished):
    assert not validator.validate_pdf(finished.sheet(SLUGS[0]), profile="1a").is_compliant


# --- letters ---------------------------------------------------------------------------

FACE = re.compile(r'@font-face\s*{[^}]*font-family: "([^"]+)"[^}]*}')
SAID = {
    "fr": "Où l'été, « ça » œuvre : fi, ffi, fl ; Ÿ, ÀÉÈ, 1 250 €, n° 3 — et après.",
    "en": "Efficient fluffy office; « quoted » (2012).",
    "ar": "سوس ماسة شبكة صغيرة للماء في القرية، والجمعية تعمل مع السكان.",
    "zgh": "ⵙⵓⵙ ⵎⴰⵙⵙⴰ ⵜⴰⵎⴰⵣⵉⵖⵜ",
    "shi-Latn": "Azul, tamaziɣt d iḍ, aɛrrim.",
}


@pytest.mark.parametrize("family", sorted(set(FACE.findall((ROOT / "styles/fonts.css").read_text("utf-8")))))
@pytest.mark.parametrize("language", SAID)
def test_every_letter_comes_back(engine, tmp_path, family, language):
    """In each family, weight and slant: what is copied, searched and read aloud is what was written."""
    words = SAID[language]
    faces = ("400 1em", "700 1em", "italic 400 1em")
    lines = "".join(f"<p style='font:{face} \"{family}\"'>{words}</p>" for face in faces)
    root = f'<html lang="{language}" dir="{languages.of(language).direction}">'
    html = f"{root}<title>Lettres</title><body><h1>{words}</h1>{lines}"
    pdf, _ = engine.render(html, "essai")
    (tmp_path / "lettres.pdf").write_bytes(pdf.data)
    assert pdf_reader.read(tmp_path / "lettres.pdf") == " ".join([pdf_reader.folded(words)] * 4)
    assert not [line for line in conformity.unseen(tmp_path / "lettres.pdf") if not line.startswith("signets")]

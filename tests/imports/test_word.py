"""What Word files hold, whatever wrote them: words in order, looks, notes, changes, what stands beside."""

from __future__ import annotations

import io
import random
import zipfile
from xml.etree import ElementTree

import pytest

from fiches.core.problems import FichesError
from fiches.imports.convert import ImportTask, convert
from fiches.imports.word import read_word
from fiches.imports.written import WrittenTable, paragraphs
from support.sources import SLOW
from support.word_files import h, house_format, imported, p, part, picture, r, rubric, table, told, word_file

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40
BOX = "<w:txbxContent>{}</w:txbxContent>"


def read(*body, **more):
    return read_word(word_file(*body, **more), "recu.docx")


def words(*body, **more):
    return [one.text for one in paragraphs(read(*body, **more).blocks) if one.text]


def field(asked, *answer):
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{asked}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + "".join(answer)
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def change(kind, *inside, who="Anna"):
    return f'<w:{kind} w:id="9" w:author="{who}" w:date="2022-11-05T10:00:00Z">{"".join(inside)}</w:{kind}>'


def gone(text):
    return f"<w:r><w:delText>{text}</w:delText></w:r>"


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (r("un ") + "<w:r><w:tab/><w:t>deux</w:t><w:noBreakHyphen/><w:t>trois</w:t></w:r>", "un deux-trois"),
        ('<w:smartTag><w:customXml>' + r("le village") + "</w:customXml></w:smartTag>", "le village"),
        ("<w:sdt><w:sdtPr/><w:sdtContent>" + r("rempli") + "</w:sdtContent></w:sdt>", "rempli"),
        ("<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + r("Cliquez") + "</w:sdtContent></w:sdt>", ""),
        (r("page ") + field("PAGEREF x", r("4")), "page 4"),
        (field('HYPERLINK "https://exemple.org"', r("le site")), "le site"),
        ('<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="a"/>'
         '<w:listEntry w:val="eau"/></w:ddList></w:ffData></w:fldChar></w:r>'
         '<w:r><w:fldChar w:fldCharType="end"/></w:r>', "eau"),
        ('<w:r><w:ruby><w:rt>' + r("haut") + "</w:rt><w:rubyBase>" + r("bas") + "</w:rubyBase></w:ruby></w:r>",
         "hautbas"),
        ("<m:oMath><m:r><m:t>a=</m:t></m:r><m:f><m:num><m:r><m:t>x+1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r>"
         "</m:den></m:f></m:oMath>", "a=(x+1)/2"),
        ("<m:oMath><m:sSup><m:e><m:r><m:t>m</m:t></m:r></m:e><m:sup><m:r><m:t>3</m:t></m:r></m:sup></m:sSup></m:oMath>",
         "m³"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0E8"/><w:t> suite</w:t></w:r>', "→ suite"),
        (r("\uf0b7 point", '<w:rFonts w:ascii="Symbol"/>'), "• point"),
    ],
)  # fmt: skip
def test_letters_of_every_sort_are_kept(inside, expected):
    assert words(p(inside)) == ([expected] if expected else [])


def test_what_is_inserted_or_moved_is_kept_and_what_is_deleted_is_gone_and_all_is_told():
    sheet = imported(
        h("Contexte"),
        p(r("Il faut "), change("ins", r("se"), r("pt")), change("del", gone("cinq")), r(" jours.")),
        p(change("moveFrom", r("parti"), who="Ali"), change("moveTo", r("Arrivé."), who="Ali")),
    )
    assert rubric(sheet, "Contexte") == "Il faut sept jours.\n\nArrivé."
    assert [str(line.said) for line in sheet.lines if line.is_change] == [
        "ajout suivi, accepté (Anna, 2022-11-05) : « sept »",
        "suppression suivie, acceptée (Anna, 2022-11-05) : « cinq »",
        "déplacement suivi, accepté (Ali, 2022-11-05) : « Arrivé. »",
    ]
    counted = "elles sont acceptées (ajouts : 1, suppressions : 1, déplacements : 1)"
    assert f"3 modifications suivies étaient en attente, {counted}" in told(sheet)


def test_a_paragraph_whose_end_is_deleted_goes_on_in_the_next():
    assert words(p("Le four ", more="<w:rPr><w:del/></w:rPr>"), p("du village")) == ["Le four du village"]


def test_a_deleted_row_is_gone():
    rows = table(("a", "b"), ("c", "d")).replace("<w:tr>", "<w:tr><w:trPr><w:del/></w:trPr>", 1)
    assert words(rows) == ["c", "d"]


def test_comments_are_told_with_what_they_are_about_and_never_kept():
    said = f'<w:comment w:id="0" w:author="Anna" w:date="2022-11-05T10:00:00Z">{p("Vérifier")}</w:comment>'
    body = '<w:commentRangeStart w:id="0"/>' + r("249 foyers") + '<w:commentRangeEnd w:id="0"/>'
    sheet = imported(
        h("Résultats"), p(body + '<w:r><w:commentReference w:id="0"/></w:r>'), parts={"comments.xml": said}
    )
    assert rubric(sheet, "Résultats") == "249 foyers"
    assert "commentaire (Anna, 2022-11-05) sur « 249 foyers » : « Vérifier »" in told(sheet)
    assert "Vérifier" not in sheet.text


def test_notes_of_both_sorts_stand_under_the_rubric_that_calls_them():
    call = '<w:r><w:{}Reference w:id="2"/></w:r>'
    sheet = imported(
        h("Contexte"), p("Un four", call.format("endnote"), r(" et un puits"), call.format("footnote")),
        h("Résultats"), p("Oui."),
        parts={"footnotes.xml": f'<w:footnote w:type="separator" w:id="0">{p("—")}</w:footnote><w:footnote w:id="2">'
                                f'{p("En 2012.")}</w:footnote>',
               "endnotes.xml": f'<w:endnote w:id="2">{p("À bois.")}</w:endnote>'},
    )  # fmt: skip
    assert rubric(sheet, "Contexte") == "Un four[^1] et un puits[^2]\n\n[^1]: À bois.\n[^2]: En 2012."


@pytest.mark.parametrize("writings", [("Choice", "Fallback"), SLOW(("Fallback",)), SLOW(("Choice",))])
def test_a_text_box_is_read_once_after_the_paragraph_that_holds_it(writings):
    inner = {
        "Choice": f"<w:drawing><wps:txbx>{BOX}</wps:txbx></w:drawing>",
        "Fallback": f"<w:pict><v:textbox>{BOX}</v:textbox></w:pict>",
    }
    both = "".join(f"<mc:{one}>{inner[one].format(p('Encadré'))}</mc:{one}>" for one in writings)
    assert words(p("Avant", f"<w:r><mc:AlternateContent>{both}</mc:AlternateContent></w:r>"), p("Après")) == [
        "Avant", "Encadré", "Après"]  # fmt: skip


def test_the_words_of_a_diagram_are_kept():
    shapes = "".join(
        f"<dgm:pt><dgm:t><a:p><a:r><a:t>{one}</a:t></a:r></a:p></dgm:t></dgm:pt>" for one in ("Réunir", "Bâtir")
    )
    data = part("x", "").replace("></w:x>", f"><dgm:ptLst>{shapes}</dgm:ptLst></w:x>")
    drawn = '<w:r><w:drawing><a:graphic><dgm:relIds r:dm="data1"/></a:graphic></w:drawing></w:r>'
    assert words(p(drawn), parts={"diagrams/data1.xml": data}) == ["Réunir", "Bâtir"]


def test_lists_count_as_word_does():
    sheet = imported(
        h("Démarche"), p("un", item=(2, 0)), p("deux", item=(2, 0)), p("sous", item=(1, 1)), p("Entre deux."),
        p("trois", item=(2, 0)), p("encore un", item=(3, 0)),
    )  # fmt: skip
    assert rubric(sheet, "Démarche de mise en œuvre du projet") == (
        "1. un\n2. deux\n   - sous\n\nEntre deux.\n\n3. trois\n1. encore un"
    )


def test_cells_that_are_joined_keep_their_columns():
    rows = "<w:tbl><w:tr>{}</w:tr><w:tr>{}</w:tr></w:tbl>".format(
        f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{p("Ans")}</w:tc>',
        f"<w:tc><w:tcPr><w:vMerge/></w:tcPr>{p()}</w:tc><w:tc>{p('9')}</w:tc>",
    )
    [found] = read(rows).blocks
    assert isinstance(found, WrittenTable)
    assert [len(row) for row in found.rows] == [2, 2]


@pytest.mark.parametrize(
    "body",
    [
        p("Contexte", style="TM1"),
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{p('Contexte')}</w:sdtContent></w:sdt>",
        p(field("TOC", r("Contexte 2"))),
    ],
)
def test_a_table_of_contents_is_left_aside_and_told(body):
    found = read(body)
    assert [one.text for one in paragraphs(found.blocks) if one.text] == []
    assert [one.sort for one in found.asides] == ["contents"]


def test_what_is_hidden_and_what_stands_on_every_page_is_told_and_not_kept():
    found = read(p("Visible", r(" caché", "vanish")), parts={"header1.xml": p("M&D 2022").replace("M&D", "M&amp;D")})
    assert words(p("Visible", r(" caché", "vanish"))) == ["Visible"]
    assert {(one.sort, one.words.strip()) for one in found.asides} == {("hidden", "caché"), ("header", "M&D 2022")}


def test_pictures_go_beside_the_sheet_with_what_is_said_of_them_and_each_once():
    sheet = imported(
        h("Contexte"), p("Mots.", picture("four", "Un four à pain"), picture("four", "Un four à pain")),
        parts={"media/four.jpeg": PNG},
    )  # fmt: skip
    assert [name for name, _ in sheet.pictures] == ["images/recu-1.jpg"]
    assert "photos:\n  - fichier: images/recu-1.jpg\n    alt: Un four à pain\n" in sheet.text


@pytest.mark.parametrize("caption", [p("Un four neuf", style="Lgende"), p("Photo 2 : Un four neuf")])
def test_what_is_written_below_a_picture_is_its_caption(caption):
    body = (h("Contexte"), p("Mots."), p(picture("four", "Un four")), caption, p("Suite."))
    sheet = imported(*body, parts={"media/four.png": PNG})
    assert "    alt: Un four\n    legende: Un four neuf\n" in sheet.text
    assert rubric(sheet, "Contexte") == "Mots.\n\nSuite."


@pytest.mark.parametrize("title", ["Contexte", "D'où l'on est parti"])  # before the first rubric too
@pytest.mark.parametrize(
    "made_by", ["© Awa Lankoandé", "(c) Awa Lankoandé", "– Crédit : Awa Lankoandé", "(© Awa Lankoandé)"]
)
def test_who_made_a_picture_is_said_by_its_caption_and_is_no_other_picture(title, made_by):
    body = (
        h("Un four"),
        p("Mots."),
        h(title),
        p(picture("four")),
        p(f"Photo : le four de Yirini, mars 2023 {made_by}"),
    )
    sheet = imported(*body, h("Résultats"), p("Suite."), parts={"media/four.png": PNG})
    only = "  - fichier: images/un-four-1.png\n    legende: le four de Yirini, mars 2023\n    credit: Awa Lankoandé\n"
    assert f"photos:\n{only}" in sheet.text and sheet.text.count("fichier:") == 1


def test_what_only_says_the_sort_of_a_document_is_told():
    sheet = imported(p("FICHE PROJET"), h("Un four"), h("Contexte"), p("Mots."))
    assert "FICHE PROJET" not in sheet.text
    assert any("FICHE PROJET" in str(one.said) for one in sheet.lines)


@pytest.mark.parametrize(
    ("run", "more", "sort"),
    [
        (picture("loin", link=True), {"links": {"loin": "http://exemple.org/x.png"}}, "linked-picture"),
        (picture("vu"), {"parts": {"media/vu.emf": b"\x01"}}, "unprintable-picture"),
        (picture("rien"), {}, "linked-picture"),
        ('<w:r><w:drawing><c:chart r:id="x"/></w:drawing></w:r>', {}, "chart"),
        ('<w:r><w:object><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r>', {}, "object"),
    ],
)
def test_what_cannot_be_printed_is_told(run, more, sort):
    assert [one.sort for one in read(p(run), **more).asides] == [sort]


def test_the_older_and_the_stricter_edition_of_the_standard_are_read():
    data = word_file(p("Le four"))
    strict = word_file(p("Le four"), raw={})
    assert b"PK" == data[:2] == strict[:2]
    body = part("document", f"<w:body>{p('Le four')}</w:body>").replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert words(raw={"word/document.xml": body}) == ["Le four"]


def google(text, *looks):
    return r(text, *looks, '<w:rtl w:val="0"/>')


def test_a_file_of_google_docs():
    """Its styles, its controls around what is commented or proposed, its links underlined by hand."""
    around = "<w:sdt><w:sdtPr><w:tag w:val='goog_rdk_0'/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    link = f'<w:hyperlink r:id="site">{google("https://exemple.org", "u")}</w:hyperlink>'
    named = (("Title", "Title"), ("Heading1", "heading 1"))
    bold = '<w:rPr><w:b w:val="1"/></w:rPr>'
    styles = "".join(f'<w:style w:styleId="{id_}"><w:name w:val="{name}"/>{bold}</w:style>' for id_, name in named)
    sheet = imported(
        p(google("Le four"), style="Title"), p(google("Contexte"), style="Heading1"),
        p(google("Un four"), around.format(change("ins", google(" neuf"))), around.format(change("del", gone("x")))),
        p(link), p('<w:r><w:br w:type="page"/></w:r>'), "<w:p><w:pPr><w:sectPr/></w:pPr></w:p>",
        p(google("un"), item=(2, 0)), p(google("sous"), item=(2, 1)), p(google("deux"), item=(2, 0)),
        links={"site": "https://exemple.org"}, parts={"styles.xml": styles},
    )  # fmt: skip
    assert sheet.title == "Le four"
    assert rubric(sheet, "Contexte") == (
        "Un four neuf\n\n[https://exemple.org](https://exemple.org)\n\n1. un\n   1. sous\n2. deux"
    )


HOSTILE = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><w:document xmlns:w="x">&b;</w:document>'
)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "abîmé"),
        (b"PK\x03\x04rien", "abîmé"),
        (word_file(p("a"))[:900], "abîmé"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "ancien Word"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "mot de passe"),
        (word_file(raw={"word/document.xml": HOSTILE}), "entités"),
        (word_file(raw={"word/document.xml": HOSTILE.encode("utf-16")}), "entités"),
        (word_file(raw={"word/document.xml": "<w:document"}), "abîmé"),
        (word_file(raw={"word/document.xml": part("document", "<w:p>" * 3000 + "</w:p>" * 3000)}), "Word"),
        (word_file(raw={"word/document.xml": part("document", "")}), "pas un texte de Word"),
        (word_file(raw={"word/document.xml": " " * 50_000_000}), "trop lourd"),
    ],
    ids="empty cut truncated old-word encrypted entities entities-utf-16 no-xml nested no-body bomb".split(),
)
def test_a_file_that_cannot_be_read_is_told_why(data, why):
    with pytest.raises(FichesError, match=why):
        read_word(data, "recu.docx")


def test_a_text_nested_without_end_is_refused():
    deep = "<w:smartTag>" * 5000 + r("fond") + "</w:smartTag>" * 5000
    with pytest.raises(FichesError, match="abîmé"):
        read(p(deep))


def test_macros_are_told_and_paths_that_lead_out_are_not_followed():
    found = read(p("Mots"), parts={"../../../etc/passwd.xml": "", "vbaProject.bin": b"MZ"})
    assert [one.sort for one in found.asides] == ["macros"]


WHOLE = (
    h("Contexte"), p("Un ", r("four", "b"), item=(2, 0)), table(("An", "Pains"), (p("2020"), "249")),
    p("Avec ", picture("four", "Un four"), '<w:r><w:footnoteReference w:id="2"/></w:r>'),
    p('<w:commentRangeStart w:id="0"/>', r("mot"), '<w:r><w:commentReference w:id="0"/></w:r>'),
    p(field('HYPERLINK "x"', r("lien")), change("ins", r("sept"))),
    p('<w:r><w:sym w:font="Wingdings" w:char="F0E8"/></w:r>'),
)  # fmt: skip
PARTS = {
    "media/four.png": PNG,
    "footnotes.xml": f'<w:footnote w:id="2">{p("Note")}</w:footnote>',
    "comments.xml": f'<w:comment w:id="0" w:author="A">{p("Vérifier")}</w:comment>',
}


@pytest.mark.parametrize("seed", [0, *map(SLOW, range(1, 40))])
def test_whatever_is_taken_out_of_a_file_or_exchanged_in_it_it_is_read_or_told(seed):
    dice = random.Random(seed)
    with zipfile.ZipFile(io.BytesIO(word_file(*WHOLE, parts=PARTS))) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    for _ in range(10):
        name = dice.choice([one for one in files if one.endswith((".xml", ".rels"))])
        tree = ElementTree.fromstring(files[name])
        above = dice.choice([one for one in tree.iter() if len(one)] or [tree])
        if len(above) and dice.random() < 0.5:
            del above[dice.randrange(len(above))]
        elif above.attrib or len(above):
            one = dice.choice([*tree.iter()])
            for key in one.attrib:
                one.set(key, dice.choice(["", "-1", "x", "99999999999", "é", "../..", "0"]))
        try:
            made = read_word(word_file(raw={**files, name: ElementTree.tostring(tree)}), "recu.docx")
            convert(made, ImportTask(house_format(), "fr", "fr"), "recu")
        except FichesError:
            pass

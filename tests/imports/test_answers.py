"""Answers to forms of every sort become sheets: columns by names, labels and questions, in a file one may correct."""

from __future__ import annotations

import csv
import io
import re
import zipfile

import pytest

from fiches.content import named_files
from fiches.content.blocks import plain
from fiches.core.messages import catalogue
from fiches.core.problems import FichesError
from fiches.imports import answers, columns, questions, repeats
from fiches.imports.convert import ImportTask, convert
from fiches.imports.media import beside
from fiches.imports.spreadsheet import read_csv, read_xlsx
from fiches.imports.xls_form import xls_form
from support.checked_sheets import bare, checked
from support.filled_forms import answered
from support.sources import SLOW
from support.typed_sheets import SHEETS, read, words
from support.word_files import house_format, rubric, told

pytestmark = pytest.mark.whole  # whole sheets, read from what was filled in

NAMES = "Al Amal : elle donne.\nTamazirt : il creuse."
SAID = ("Le puits", "Asrargh", "30.52 -7.92 0 0", "Fatima Idrissi, présidente", NAMES, "Il n'y avait pas d'eau.",
        "« On boit. »\n— Zineb", "puits.jpg", "Un puits")  # fmt: skip
KOBO = (
    "titre", "lieux/territoire_lieu", "lieux/territoire_coordonnees", "recueilli_aupres", "acteurs", "contexte",
    "parole", "photo_1_fichier", "photo_1_alt", "start",
    "_lieux/territoire_coordonnees_latitude", "photo_1_fichier_URL",
    "_id",
)  # fmt: skip
LABELS = ("Titre", "Rive sud – Lieu", "Rive sud – Coordonnées", "Données recueillies auprès de", "Acteurs impliqués",
          "Contexte", "La parole au territoire", "Image 1", "Ce que l'on voit 1")  # fmt: skip
GOOGLE = (
    "Titre du projet", "Lieu (douar ou village)", "Coordonnées GPS", "Données recueillies auprès de",
    "Qui sont les acteurs du projet ?", "Quel était le contexte ?", "Témoignages (la parole des habitants)", "Photo 1",
    "Ce que l'on voit", "Horodateur", "Adresse e-mail",
)  # fmt: skip
LIME = (
    "G1Q1. Titre", "G1Q2. Lieu", "G1Q3. Coordonnées", "G2Q1. Données recueillies auprès de", "G3Q1. Acteurs impliqués",
    "G3Q2. Où, quand, pourquoi ce projet ? Quel besoin des habitants ? (100 à 200 mots)",
    "G3Q3. La parole au territoire", "photo_1", "photo_1_alt", "id. ID de la réponse",
)  # fmt: skip
ODK = tuple(one.replace("/", "-") for one in KOBO)
FORMS = {"kobo": (KOBO, ";"), "labels": (LABELS, ","), "google": (GOOGLE, ","), "lime": (LIME, "\t"), "odk": (ODK, ",")}
SECTIONS = (
    "## Acteurs impliqués\n\n### Al Amal\n\nElle donne.\n\n### Tamazirt\n\nIl creuse.\n\n"
    "## Contexte\n\nIl n'y avait pas d'eau.\n\n## La parole au territoire\n\n> « On boit. »\n>\n> — Zineb\n"
)


def sheets(data, folder, language="fr", read=read_csv):
    table = repeats.joined(read(data, "reponses.csv"), house_format())
    learnt = columns.learnt(folder, table[0], house_format(), catalogue("fr"))
    media = beside(folder / "reponses.csv")
    made = answers.documents(table, learnt, house_format(), media)
    return [convert(one, ImportTask(house_format(), language, "fr"), "reponses") for one in made]


def quoted(rows, delimiter):
    """Cells with breaks in quotation marks, as exports have them."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode()


@pytest.mark.parametrize("form", FORMS)
def test_the_same_sheet_of_the_exports_of_every_form(form, tmp_path):
    heads, delimiter = FORMS[form]
    (tmp_path / "media").mkdir()
    (tmp_path / "media/puits.jpg").write_bytes(b"\xff\xd8\xff")
    row = [*SAID, *("12" for _ in heads[len(SAID) :])]
    [made] = sheets(quoted([heads, row], delimiter), tmp_path)
    assert made.text == (
        "---\ntitre: Le puits\nterritoire:\n  - lieu: Asrargh\n    coordonnees: [30.52, -7.92]\n"
        "photos:\n  - fichier: images/le-puits-1.jpg\n    alt: Un puits\n"
        f"recueilli_aupres:\n  - nom: Fatima Idrissi\n    fonction: présidente\n---\n\n{SECTIONS}"
    )


@pytest.mark.parametrize(
    ("head", "target"),
    [
        ("Quel est le titre du projet ?", "titre"),
        ("Dans quel village ou douar ?", "territoire.lieu"),
        ("Quelles sont les dates du projet ?", "periode"),
        ("Qui sont les partenaires ?", "acteurs"),
        ("Quels conseils donneriez-vous ?", "lecons"),
        ("Project title", "titre"),
        ("Le projet/Obstacles rencontrés", "difficultes"),
        ("Q2[SQ002]. Lieu [Commune]", "territoire.commune"),
        ("Thématiques [Eau]", "mots_cles"),
        ("grp-lessons_learned", "lecons"),
        ("Ajoutez une photo", "photo.1.fichier"),
        ("Légende photo 2", "photo.2.legende"),
        ("startlanguage. Langue de départ", "-"),
        ("Que faites-vous demain ?", ""),
    ],
)
def test_a_column_is_known_by_its_question(head, target):
    assert questions.target(head, house_format()) == target


def test_boxes_that_are_ticked_points_in_two_columns_and_titles_that_come_twice(tmp_path):
    heads = ["Titre", "Thème [eau]", "Thème [pain]", "Thème [bois]", "g-Latitude", "g-Longitude", "g-Accuracy"]
    rows = [["Le four", "Oui", "Non", "Oui", "30.5", "-7.9", "4"], ["Le four", "", "", "", "", "", ""]]
    first, second = sheets(quoted([heads, *rows], ";"), tmp_path)
    assert "coordonnees: [30.5, -7.9]\nmots_cles: [eau, bois]\n" in first.text
    assert second.text == "---\ntitre: Le four\n---\n\n\n"


def test_what_no_column_is_for_waits_and_a_picture_that_is_not_there_is_told(tmp_path):
    data = quoted([["Titre", "Budget", "Photo 1"], ["Le puits", "20 000 €", "https://exemple.org/a.jpg"]], ",")
    [made] = sheets(data, tmp_path)
    assert "- Budget : 20 000 €\n\n-->" in made.text
    assert "image qui n'est pas dans le fichier, laissée de côté : « https://exemple.org/a.jpg »" in told(made)


def test_columns_are_written_down_and_what_is_corrected_holds(tmp_path):
    data = quoted([["Titre", "Budget", "Remarques"], ["Le puits", "20 000 €", "Bien."]], ",")
    sheets(data, tmp_path)
    path = tmp_path / columns.COLUMNS_FILE
    assert path.read_text("utf-8").splitlines()[1:] == ['"Titre": titre', '"Budget":', '"Remarques":']
    path.write_text('"Budget": "-"\n"Remarques": resultats\n', "utf-8")
    [made] = sheets(data, tmp_path)
    assert rubric(made, "Résultats") == "Bien."
    assert "20 000" not in made.text
    assert '"Titre": titre' in path.read_text("utf-8")
    path.write_text('"Budget": argent\n', "utf-8")
    with pytest.raises(FichesError, match="argent"):
        sheets(data, tmp_path)


def xlsx(*rows, **others):
    """An .xlsx of texts, numbers (as they are), dates (`d` before the number of a day); `others` are more sheets."""

    def cell(value):
        if isinstance(value, str) and value[:1] == "d" and value[1:].isdigit():
            return f'<c s="1"><v>{value[1:]}</v></c>'
        return f"<c><v>{value}</v></c>" if isinstance(value, int) else f'<c t="inlineStr"><is><t>{value}</t></is></c>'

    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    related = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    tables = {"reponses": rows, **others}
    named = "".join(f'<sheet name="{name}" r:id="{name}"/>' for name in tables)
    links = "".join(
        f'<Relationship Id="{name}" Type="{related}/worksheet" Target="worksheets/{name}.xml"/>' for name in tables
    )
    files = {
        "xl/workbook.xml": f'<workbook {main} xmlns:r="{related}"><sheets>{named}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{links}</Relationships>",
        "xl/styles.xml": f'<styleSheet {main}><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
    }
    for name, table in tables.items():
        body = "".join(f"<row>{''.join(map(cell, row))}</row>" for row in table)
        files[f"xl/worksheets/{name}.xml"] = f"<worksheet {main}><sheetData>{body}</sheetData></worksheet>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return out.getvalue()


def test_what_is_asked_several_times_is_read_from_the_tables_beside(tmp_path):
    with zipfile.ZipFile(tmp_path / "medias.zip", "w") as archive:
        archive.writestr("moi/attachments/b2/puits.jpg", b"\xff\xd8\xff")
    made = xlsx(
        ["titre", "contexte", "_index"], ["Le four", "Rien.", 1], ["Le puits", "Pas d'eau.", 2],
        acteurs=[["acteurs/nom", "acteurs/role", "_index", "_parent_index"], ["Al Amal", "elle donne.", 1, 2],
                 ["Tamazirt", "il creuse.", 2, 2], ["Afoulki", "elle cuit.", 3, 1]],
        parole=[["texte", "qui", "fonction", "_parent_index"], ["« On boit. »", "Zineb", "élue", 2]],
        photos=[["photos/fichier", "photos/alt", "_parent_index"], ["https://kobo.example/a/puits.jpg", "Un puits", 2]],
    )  # fmt: skip
    first, second = sheets(made, tmp_path, read=read_xlsx)
    assert rubric(first, "Acteurs impliqués") == "### Afoulki\n\nElle cuit."
    assert rubric(second, "Acteurs impliqués") == "### Al Amal\n\nElle donne.\n\n### Tamazirt\n\nIl creuse."
    assert rubric(second, "La parole au territoire") == "> « On boit. »\n>\n> — Zineb, élue"
    assert "- fichier: images/le-puits-1.jpg\n    alt: Un puits\n" in second.text
    assert (first.kept, second.kept) == (first.words, second.words)


def test_the_choices_of_a_question_and_what_forms_say_of_themselves_are_no_answers(tmp_path):
    heads = ["titre", "lieux/qui", "lieux/qui/commune", "lieux/qui/region", "SubmissionDate", "KEY", "instanceID"]
    [made] = sheets(
        quoted([heads, ["Le puits", "commune region", "1", "1", "2022-11-05", "uuid:1", "uuid:1"]], ","), tmp_path
    )
    assert "territoire" not in made.text and "uuid" not in made.text and "2022" not in made.text
    assert "lieux/qui : commune region" in made.text


def test_an_excel_file_is_a_table_too():
    [(_, rows)] = read_xlsx(xlsx(["Titre", "Date", "Nombre"], ["Le puits", "d44870", 12]), "reponses.xlsx")
    assert rows == [["Titre", "Date", "Nombre"], ["Le puits", "2022-11-05", "12"]]


@pytest.mark.parametrize("data", [b"", b"PK", xlsx()])
def test_a_table_that_is_none_is_told(data):
    with pytest.raises(FichesError, match=r"abîmé|pas de tableau"):
        read_xlsx(data, "reponses.xlsx")


def test_the_form_asks_each_key_and_each_rubric_in_each_language():
    (_, survey), *_ = read_xlsx(xls_form(house_format(), "fr"), "formulaire.xlsx")
    heads = survey[0]
    assert heads[:3] == ["type", "name", "label::Français (fr)"]
    assert "label::English (en)" in heads
    named = {row[1]: dict(zip(heads, row, strict=False)) for row in survey[1:]}
    assert named["territoire_coordonnees"]["type"] == "geopoint"
    assert named["photo_1_fichier"]["type"] == "image"
    assert named["photo_1_consentement"]["type"] == "select_one consentement"
    assert {spec.id.replace("-", "_") for spec in house_format().rubrics} <= set(named)
    assert all(questions.target(name, house_format()) for name in named)


@pytest.mark.slow
@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_the_form_is_good_for_kobo_and_odk(language, tmp_path):
    pyxform = pytest.importorskip("pyxform.xls2xform")
    path = tmp_path / "formulaire.xlsx"
    path.write_bytes(xls_form(house_format(), language))
    assert pyxform.convert(xlsform=str(path)).warnings == []


def through_the_form(one, folder, pictures):
    """What comes of a sheet that somebody types into the XLSForm: an export with its pictures beside."""
    heads, cells, media = answered(one, pictures)
    assert set(heads) <= {row[1] for row in read_xlsx(xls_form(house_format(), "fr"), "formulaire.xlsx")[0][1]}
    for name, data in media.items():
        (folder / name).write_bytes(data)
    [made] = sheets(quoted([heads, cells], ";"), folder)
    assert made.kept == made.words and "<!--" not in made.text
    return made.text.encode()


@pytest.mark.parametrize("path", [SHEETS[-1], *map(SLOW, SHEETS[:-1])], ids=lambda one: one.stem)
def test_a_sheet_that_is_answered_comes_back(path, tmp_path, monkeypatch):
    """All its facts and pictures; every word in its rubric, under its name, of its voice."""
    one, named = checked(path.read_bytes()), re.findall("fichier: (.*)", path.read_text("utf-8"))
    found = through_the_form(one, tmp_path, {name: (path.parent / name).read_bytes() for name in named})
    monkeypatch.setattr(named_files, "faults", lambda *_: ())
    again = checked(found)
    assert bare(again)["fields"] == bare(one)["fields"]
    assert [*map(outline, again.rubrics)] == [*map(outline, one.rubrics)]
    said, meant = ({one.title: words(one) for one in read(data).sections} for data in (found, path.read_bytes()))
    assert said == meant


def outline(rubric):
    """Whom a rubric names, and who speaks in it."""
    voices = [plain(voice.attribution) for voice in rubric.testimonies]
    return rubric.spec.id, [plain(entry.name) for entry in rubric.entries if entry.name], voices

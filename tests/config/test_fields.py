"""Tables checked against fields, formats read from their folders, collections opened."""

from __future__ import annotations

import pytest

from fiches.config import fields, formats
from fiches.config.fields import Field
from fiches.config.project import HOUSE, of_settings, open_project, search, settings_fields
from fiches.config.settings import Publisher, Settings
from fiches.config.yaml_reader import parse
from fiches.core.problems import BadValue, FichesError
from support.sources import FORMAT, JPEG, SHORT, project, text, write

KNOWN = (
    Field("titre", required=True),
    Field("alt", advised=True),
    Field("mots", "texts"),
    Field("lieu", "records", fields=(Field("ville"), Field("code", required=True)), one_of=("ville",)),
    Field("noms", "table"),
    Field("point", "coordinates"),
)


def read(typed):
    table, faults = parse(typed)
    assert table is not None and not faults
    values, found = fields.read(table, KNOWN)
    return dict(values), [(fault.line, fault.column, fault.code) for fault in found]


def test_values():
    values, faults = read("titre:  un   mot \nalt: x\nmots: [a, '', b]\nnoms: {fr: A, ar: B}\npoint: [1, '2,5']")
    assert values == {
        "titre": "un mot",
        "alt": "x",
        "mots": ("a", "b"),
        "noms": {"fr": "A", "ar": "B"},
        "point": (1.0, 2.5),
    }
    assert faults == []


@pytest.mark.parametrize("typed", ["|\n  Un.\n\n  Deux.", ">\n  Un.\n\n  Deux.", "\n  Un.\n\n  Deux.", "[Un., Deux.]"])
def test_blank_lines_part_the_texts_of_a_list(typed):
    assert read(f"titre: a\nalt: b\nmots: {typed}")[0]["mots"] == ("Un.", "Deux.")


def test_lines_without_a_blank_one_are_one_text():
    assert read("titre: a\nalt: b\nmots: |\n  un texte\n  sur deux lignes.")[0]["mots"] == (
        "un texte sur deux lignes.",
    )


def test_a_list_of_one_may_be_bare():
    values, _ = read("titre: a\nalt: b\nmots: un\nlieu: {ville: A, code: 01}")
    assert values["mots"] == ("un",)
    assert values["lieu"] == ({"ville": "A", "code": "01"},)


@pytest.mark.parametrize(
    ("typed", "faults"),
    [
        ("alt: x", [(1, 1, "champ-obligatoire")]),
        ("titre:\nalt: x", [(1, 1, "champ-obligatoire")]),
        ("titre: x", [(1, 1, "champ-conseille")]),
        ("titres: x\nalt: x", [(1, 1, "cle-inconnue")]),
        ("titre: x\nalt: x\nzut: x", [(3, 1, "cle-inconnue")]),
        ("titre: [x]\nalt: x", [(1, 8, "champ-invalide")]),
        ("titre: x\nalt: x\nmots: [a, [b]]", [(3, 11, "champ-invalide")]),
        ("titre: x\nalt: x\nlieu: Ici", [(3, 7, "champ-invalide")]),
        ("titre: x\nalt: x\nlieu:\n  - {ville: A, code: B}\n  - Ici", [(5, 5, "champ-invalide")]),
        ("titre: x\nalt: x\nlieu: [{code: A}]", [(3, 8, "champ-obligatoire")]),
        ("titre: x\nalt: x\nlieu: [{ville: A}]", [(3, 8, "champ-obligatoire")]),
        ("titre: x\nalt: x\nlieu: [{viles: A, code: B}]", [(3, 9, "cle-inconnue")]),
        ("titre: x\nalt: x\nnoms: A", [(3, 7, "champ-invalide")]),
        ("titre: x\nalt: x\nnoms: {fr: [A]}", [(3, 12, "champ-invalide")]),
        ("titre: x\nalt: x\npoint: [1, 2, 3]", [(3, 8, "champ-invalide")]),
        ("titre: x\nalt: x\npoint: [nord, sud]", [(3, 8, "champ-invalide")]),
        ("titre: x\nalt: x\npoint: {a: b}", [(3, 8, "champ-invalide")]),
    ],
)
def test_faults(typed, faults):
    assert read(typed)[1] == faults


def test_house_formats_are_good():
    for name in formats.names((HOUSE / "templates",)):
        assert formats.load(name, (HOUSE / "templates",))[1] == []


def test_house_format_has_its_ten_rubrics():
    house, _ = formats.load("capitalisation", (HOUSE / "templates",))
    assert len(house.rubrics) == 10
    assert house.rubrics[0].split_title("fr") == ("Porteur", "du projet")
    assert house.rubrics[1].split_title("fr") == ("Contexte", "")
    assert house.rubrics[0].title("shi") == "Bab n usnfar"
    assert house.label("north", "en") == "Northern shore"


def test_a_format_adds_to_what_it_extends(tmp_path):
    own = (
        "name: B\nextends: essai\npages: 2\nstyles: [b.css]\n"
        "fields:\n  titre: {required: true, label: Nom}\nlabels: {a: {fr: b}}"
    )
    one = project(tmp_path, {**SHORT, "collection": "format: b", "templates/b/format.yaml": own}).format
    house, _ = formats.load("capitalisation", (HOUSE / "templates",))
    assert [field.name for field in one.fields] == [field.name for field in house.fields]
    assert str(one.fields[0].label) == "Nom"
    assert [spec.id for spec in one.rubrics] == ["porteur", "contexte", "parole"]
    assert one.styles == (*house.styles, "b.css")
    assert one.pages == 2 and one.labels["a"] == {"fr": "b"}
    assert [folder.name for folder in one.folders] == ["b", "essai", "capitalisation", "commun"]


@pytest.mark.parametrize("name", ["absent", "../capitalisation", "/etc", ".", ""])
def test_formats_that_are_not_there(name):
    found, problems = formats.load(name, (HOUSE / "templates",))
    assert found is None and [problem.code for problem in problems] == ["format-invalide"]


def test_unknown_base_is_shown_where_it_is_named(tmp_path):
    write(tmp_path, {"collection": "format: a", "templates/a/format.yaml": "name: A\nextends: comun"})
    _, (problem,) = open_project(tmp_path)
    assert (problem.path, problem.line, problem.column) == ("templates/a/format.yaml", 2, 10)
    assert str(problem.hint) == "vouliez-vous dire « commun » ?"


def test_rubrics_of_several_languages_may_share_no_title(tmp_path):
    twice = FORMAT.replace("السياق", "Porteur du projet")
    write(tmp_path, {"collection": "format: a", "templates/a/format.yaml": twice})
    assert [problem.code for problem in open_project(tmp_path)[1]] == ["format-invalide"]


def test_faults_of_ours_are_refused(tmp_path):
    (tmp_path / "good.yaml").write_text("fields: {a: {kind: date}}", "utf-8")
    (tmp_path / "bad.yaml").write_text("fields: {a: {sorte: date}}", "utf-8")
    assert formats.fields_of_ours(tmp_path / "good.yaml") == (Field("a", "date"),)
    with pytest.raises(ValueError, match="cle-inconnue"):
        formats.fields_of_ours(tmp_path / "bad.yaml")


def test_settings_are_all_described():
    assert all(field.description for field in settings_fields())


def test_project(tmp_path):
    one = project(
        tmp_path,
        {**SHORT, "collection": "format: essai\nlangue: en\nediteur: {nom: A}\nespace_guillemets: insécable"},
    )
    assert (one.root, one.out, one.language, one.narrow_guillemets) == (
        tmp_path,
        tmp_path / "build",
        "en",
        False,
    )
    assert one.settings == Settings(Publisher("A"), format="essai", language="en", narrow_guillemets=False)
    assert one.shown(one.sheets / "a.md") == "sheets/a.md"


def test_project_without_settings(tmp_path):
    one = project(tmp_path, {})
    assert (one.language, one.narrow_guillemets, one.format.pages) == ("fr", True, 4)


def test_sources(tmp_path):
    names = [
        "b",
        "a",
        "livret",
        "livret-x",
        "README.md",
        "_brouillon.md",
        ".cache.md",
        "~a.md",
        "notes.txt",
        "c.MD",
    ]
    sheets, booklets = project(tmp_path, {**SHORT, **dict.fromkeys(names, text())}).sources()
    assert [path.name for path in sheets] == ["a.md", "b.md", "c.MD"]
    assert [path.name for path in booklets] == ["livret-x.md", "livret.md"]


def test_no_collection(tmp_path):
    with pytest.raises(FichesError, match="n'est pas une collection"):
        open_project(tmp_path)


def test_search_puts_the_collection_first(tmp_path):
    (tmp_path / "styles").mkdir()
    assert search(tmp_path, "styles") == (tmp_path / "styles", HOUSE / "styles")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("images/a.jpg", ""),
        ("images/../images/a.JPG", "image-absente"),
        ("images/lien.jpg", ""),
        ("images/b.jpg", "image-absente"),
        ("images/a.jpg/b.jpg", "image-absente"),
        ("x" * 5_000 + ".jpg", "image-absente"),
        ("images/boucle.jpg", "image-absente"),
        ("images/dossier.jpg", "image-absente"),
        ("../../a.jpg", "image-hors-collection"),
        ("images/dehors.jpg", "image-hors-collection"),
        ("images/a.pdf", "image-format"),
        ("images", "image-format"),
    ],
)
def test_images(tmp_path, name, code):
    one = project(tmp_path / "c", {"sheets/images/a.jpg": JPEG, "sheets/images/a.pdf": "x", "../dehors.jpg": "x"})
    images = one.sheets / "images"
    (images / "lien.jpg").symlink_to("a.jpg")
    (images / "boucle.jpg").symlink_to("boucle.jpg")
    (images / "dehors.jpg").symlink_to(tmp_path / "dehors.jpg")
    (images / "dossier.jpg").mkdir()
    if code:
        with pytest.raises(BadValue) as caught:
            one.image(name)
        assert caught.value.code == code and caught.value.hint
    else:
        assert one.image(name) == (images / "a.jpg").resolve()


@pytest.mark.parametrize(
    ("there", "typed"),
    [
        ("station.jpg", "stattion.jpg"),
        ("station.jpg.jpg", "station.jpg"),  # Windows hides the second
        ("station.JPG", "station.jpeg"),
        ("station.jpg", "station.jpg.jpg"),
    ],
)
def test_missing_image_names_its_like(tmp_path, there, typed):
    one = project(tmp_path, {f"sheets/images/{there}": "x"})
    with pytest.raises(BadValue) as caught:
        one.image(f"images/{typed}")
    assert str(caught.value.hint) == f"vouliez-vous dire « images/{there} » ?"


@pytest.mark.parametrize(
    ("name", "words"),
    [("a.mp4", "vidéo"), ("a.jpg.crdownload", "télécharger"), ("a.jfif", "JPEG"), ("a.odt", "document")],
)
def test_what_is_no_picture_is_told_by_what_it_is(tmp_path, name, words):
    with pytest.raises(BadValue) as caught:
        project(tmp_path).image(f"images/{name}")
    assert words in str(caught.value.message)


def test_words_without_a_language_are_those_of_a_format_in_its_own(tmp_path):
    """« title: Déroulé » as « label: Séance »; beside others, by language; a language that is none is told."""
    root = write(tmp_path, {"templates/atelier/format.yaml": PLAIN_WORDS})
    made, problems = formats.load("atelier", (root / "templates",))
    assert made and problems == []
    [one] = made.rubrics
    assert (one.titles, one.split_title("en"), one.reading) == ({"": "Le déroulé"}, ("Le", "déroulé"), {"": "Tout."})
    assert made.label("kind", "en") == "Compte rendu"
    other = PLAIN_WORDS.replace("title: Le déroulé", "title: {français: Le déroulé}")
    write(tmp_path, {"templates/atelier/format.yaml": other})
    _, [found] = formats.load("atelier", (root / "templates",))
    assert (found.code, found.line) == ("cle-inconnue", 4)


@pytest.mark.parametrize(
    ("typed", "cut"), [("{alt: Un puits, et sa pompe}", True), ("{alt: Un puits, pompe: }", False)]
)
def test_a_text_between_braces_that_its_comma_cuts_is_told_so(typed, cut):
    table, _ = parse(f"lieu: [{typed}]")
    _, [found] = fields.read(table, (Field("lieu", "records", fields=(Field("alt"),)),))
    assert ("guillemets droits" in str(found.hint)) == cut


PLAIN_WORDS = """name: Atelier
labels: {kind: Compte rendu}
rubrics:
  - {id: deroule, key: Le, reading: Tout., title: Le déroulé}
"""


@pytest.mark.parametrize(("kind", "line"), [("kind: figures", 4), ("kind: choice", 4)])
def test_a_field_that_lacks_what_its_kind_asks_for_is_told_on_its_line(kind, line, tmp_path):
    root = write(tmp_path, {"templates/a/format.yaml": f"name: A\nfields:\n  titre: {{}}\n  chiffres: {{{kind}}}\n"})
    _, [found] = formats.load("a", (root / "templates",))
    assert (found.code, found.line) == ("format-invalide", line)


def test_a_key_word_may_be_without_the_hyphen_of_its_title():
    spec = formats.RubricSpec("temps", {"fr": "Mi-temps de chacun"}, {"fr": "Mi temps"})
    assert spec.split_title("fr") == ("Mi temps", "de chacun")


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        (
            "sigles:\n  AEP: adduction d'eau\n  ONG: association, coopérative\n  OS: organisation\n",
            '- {sigle: AEP, sens: adduction d\'eau}, - {sigle: ONG, sens: "association, coopérative"}, …',
        ),
        ("colophon:\n  - Contact : Lire au douar\n", '- "Contact : Lire au douar"'),
        ("colophon:\n  - Contact: Lire au douar\n", '- "Contact: Lire au douar"'),
    ],
)
def test_what_yaml_makes_keys_of_is_told_with_the_line_to_write(tmp_path, typed, written):
    _, problems = open_project(write(tmp_path, {"collection": typed}))
    told = [str(one.hint) for one in problems if one.code == "champ-invalide"]
    assert [hint.endswith(written) for hint in told] == [True], told


@pytest.mark.parametrize("name", ["collection.yml", "Collection.yaml", "collection.yaml.txt"])
def test_settings_of_another_name_are_to_be_renamed(tmp_path, name):
    root = write(tmp_path, {})
    (root / "sheets").mkdir(exist_ok=True)
    (root / "sheets" / name).write_text("langue: fr\n", "utf-8")
    made, _ = open_project(root)
    told = next(of_settings(made))
    assert (told.code, str(told.hint)) == ("reglages-absents", "renommez-le collection.yaml")
    assert name in str(told.message)

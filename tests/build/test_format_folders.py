"""Formats are listed and judged alone; those that come with the program are blameless, and so are their examples."""

from __future__ import annotations

import json
import re

import pytest

from fiches.build import format_folders, pipeline
from fiches.compose import rules_reader
from fiches.config import key_words
from fiches.config.project import HOUSE, open_project
from fiches.content import new_files
from fiches.content.booklet import Booklet
from fiches.core.messages import INTERFACE_LANGUAGES, catalogue
from fiches.core.problems import FichesError
from fiches.graphics.maps.service import MapService
from fiches.html.documents import BoundSheet, DocumentBuilder, traits
from fiches.lint import collection, fitting
from support.sources import SLOW, write

PAGES = {"bonne-pratique": 4, "capitalisation": 4, "deux-pages": 2, "osim": 4, "pratiques": 4, "recit": 8}
EXAMPLES = sorted(set(PAGES) - {"capitalisation"})
FORMAT = """name: Essai
extends: commun
fields:
  lieu: {label: {fr: Lieu, en: Place}}
rubrics:
  - {id: un, title: {fr: Un, en: One}, question: {fr: Quoi ?, en: What?}}
  - {id: deux, title: {fr: Deux, en: Two}, question: {fr: Qui ?, en: Who?}}
labels:
  rappel: {fr: Rappel, en: Reminder}
"""
COMPOSITION = """papier: A5
pages:
  - zones:
      - titre: {surtitre: 1}
      - faits: {champs: [lieu]}
      - texte: {rubrique: un}
      - suite: {}
      - libre: {modele: rappel.html, hauteur: 5, ancre: pied}
"""
FILES = {
    "templates/essai/format.yaml": FORMAT,
    "templates/essai/composition.yaml": COMPOSITION,
    "templates/essai/rappel.html": "<p>{{ page.label('rappel') }}</p>\n",
}
BROKEN = {  # what is changed, to what; where it is told, in which words
    "a rubric that there is not": (
        ("composition", "rubrique: un", "rubrique: trois"),
        ("composition.yaml:6", "le format n'a pas de rubrique « trois »"),
    ),
    "a key that there is not": (
        ("composition", "champs: [lieu]", "champs: [pays]"),
        ("composition.yaml:5", "le format n'a pas de clé « pays »"),
    ),
    "no such zone": (
        ("composition", "- suite: {}", "- siute: {}"),
        ("composition.yaml:7", "la clé « siute » n'existe pas"),
    ),
    "a ground that is painted nowhere": (
        ("composition", "- faits: {champs: [lieu]}", "- faits: {champs: [lieu], fond: bleu}"),
        (
            "composition.yaml:5",
            "« bleu » n'est pas une couleur de la palette, et aucune feuille",
        ),
    ),
    "a ground for what has none": (
        ("composition", "- suite: {}", "- suite: {fond: ecume}"),
        ("composition.yaml:7", "la clé « fond » n'existe pas"),
    ),
    "a zone that would fill nothing": (
        ("composition", "- texte: {rubrique: un}", "- texte: {rubrique: un, fond: pise, remplit: oui}"),
        ("composition.yaml:6", "« remplit » ne change rien à cette zone « texte »"),
    ),
    "a page that comes as needed and shows a rubric": (
        ("composition", "  - zones:", "  - zones: [{suite: }]\n  - repete: 3\n    zones:"),
        ("composition.yaml:6", "ne peut avoir de zone « titre »"),
    ),
    "a page that comes as needed and on which nothing flows": (
        (
            "composition",
            "  - zones:",
            "  - au_besoin: oui\n    zones: [{rail: {largeur: 20, modele: rappel.html}}]\n  - zones:",
        ),
        ("composition.yaml:3", "la page 1 vient autant que le demande le texte qui coule, et rien n'y coule"),
    ),
    "no page that always comes": (
        ("composition", "  - zones:", "  - au_besoin: oui\n    zones:"),
        ("composition.yaml:3", "toutes les pages ne viennent qu'au besoin"),
    ),
    "a role of a key that there is not": (
        ("format", "extends: commun", "extends: commun\nsummary: lieux"),
        ("format.yaml:3", "« summary » nomme la clé « lieux », que le format n'a pas"),
    ),
    "an id that no style sheet could name": (
        ("format", "id: deux", "id: Les deux"),
        ("format.yaml:7", "« Les deux » n'est pas un id"),
    ),
    "margins that leave nothing": (
        ("composition", "papier: A5", "papier: A5\ngrille: {dedans: 80, dehors: 70}"),
        ("composition.yaml:2", "les marges et les gouttières ne laissent que 0 mm de 148 au texte"),
    ),
    "a head that leaves its text nothing": (
        ("composition", "texte: {rubrique: un}", "texte: {rubrique: un, tete: a-gauche, tete_colonnes: 14}"),
        ("composition.yaml:6", "une tête de 14 colonnes sur 12 ne laisse que 0 mm à son texte"),
    ),
    "a text that would flow twice": (
        ("composition", "- suite: {}", "- suite: {}\n      - suite: {nom: autre}"),
        ("composition.yaml:3", "la page 1 a deux zones « suite »"),
    ),
    "a photo that no wide picture fills": (
        ("composition", "- faits:", "- image: {rang: 1, mini: 30, maxi: 31}\n      - faits:"),
        ("composition.yaml:3", "une photo large n'y entre pas (rapport 1,10, sous 1,2)"),
    ),
    "a layout that is nowhere": (
        ("composition", "rappel.html", "rapel.html"),
        ("composition.yaml:8", "le gabarit « rapel.html » n'est dans aucun dossier du format"),
    ),
    "more than the page is high": (
        ("composition", "hauteur: 5", "hauteur: 44"),
        ("composition.yaml:3", "les zones de la page 1 demandent au moins 53,8 u : la page en a 46,7"),
    ),
    "a photo that finds no room": (
        ("composition", "- faits:", "- image: {rang: 1, mini: 40, maxi: 50}\n      - faits:"),
        ("composition.yaml:3", "la photo de la page 1 demande 40 u : le reste de la page n'en laisse que 31,9"),
    ),
    "a head that has no room for a word": (
        ("composition", "texte: {rubrique: un}", "texte: {rubrique: un, tete: a-gauche, tete_colonnes: 1}"),
        ("composition.yaml:6", "une tête n'aurait que 5,83 mm à côté de son texte"),
    ),
    "a rubric too narrow beside another": (
        ("composition", "texte: {rubrique: un}", "cote_a_cote: {rubriques: [un, deux], partages: [10/2]}"),
        ("composition.yaml:6", "une rubrique n'aurait que 16,2 mm de large à côté d'une autre"),
    ),
    "a rail that leaves no column": (
        ("composition", "- faits:", "- rail: {largeur: 140, modele: rappel.html}\n      - faits:"),
        ("composition.yaml:5", "un rail de 140 mm ne laisse aucune colonne à côté de lui"),
    ),
    "a paper that is none": (
        ("composition", "papier: A5", "papier: A9"),
        ("composition.yaml:1", "« A9 » n'est pas un papier"),
    ),
    "a label in one language": (
        ("format", "rappel: {fr: Rappel, en: Reminder}", "rappel: {fr: Rappel}"),
        ("format.yaml:9", "ces mots ne sont pas dits en « en », comme les titres des rubriques le sont"),
    ),
    "a key that pages show in one language": (
        ("format", "label: {fr: Lieu, en: Place}", "label: Lieu"),
        ("format.yaml:4", "ces mots ne sont pas dits en « en », comme les titres des rubriques le sont"),
    ),
    "a question in one language": (
        ("format", "{fr: Qui ?, en: Who?}", "{fr: Qui ?}"),
        ("format.yaml:7", "la question de cette rubrique n'est pas dite en « en », comme d'autres le sont"),
    ),
    "a style sheet that is nowhere": (
        ("format", "extends: commun", "extends: commun\nstyles: [essai.css]"),
        ("format.yaml:3", "la feuille de style « essai.css » est introuvable"),
    ),
    "a layout that is not written as one": (
        ("rappel", "{{ page.label('rappel') }}", "{{ page.label('rappel') }"),
        ("rappel.html:1", "unexpected '}'"),
    ),
}


def judged(root, asked="essai"):
    """What is told of a format: where it is, in which words."""
    return [
        (f"{one.path.rpartition('/')[2]}:{one.line}", catalogue("fr").text(one.message))
        for one in format_folders.judged(root, asked)
    ]


def test_a_sound_format_is_told_nothing_of_by_its_name_its_folder_or_that_of_its_collection(tmp_path):
    write(tmp_path, FILES)
    for asked in ("essai", str(tmp_path / "templates/essai"), ""):
        assert judged(tmp_path, asked) == []


def test_what_is_said_without_a_language_is_said_in_the_only_one_of_the_titles(tmp_path):
    english = "name: Trial\nextends: commun\nfields:\n  lieu: {label: Place}\n"
    english += "rubrics:\n  - {id: un, title: {en: One}}\n"
    write(tmp_path, {**FILES, "templates/essai/format.yaml": f"{english}labels:\n  rappel: {{en: Reminder}}\n"})
    assert judged(tmp_path) == []


@pytest.mark.parametrize("wrong", BROKEN)
def test_what_is_wrong_in_a_folder_is_told_at_its_place(wrong, tmp_path):
    (name, old, new), (place, words) = BROKEN[wrong]
    path = next(path for path in FILES if path.rpartition("/")[2].startswith(name))
    assert old in FILES[path]
    write(tmp_path, {**FILES, path: FILES[path].replace(old, new, 1)})
    assert any(at == place and words in told for at, told in judged(tmp_path)), judged(tmp_path)


def test_what_is_no_format_is_refused(tmp_path):
    with pytest.raises(FichesError, match="aucun format ne s'appelle"):
        format_folders.judged(tmp_path, "esai")
    with pytest.raises(FichesError, match="pas de format à elle"):
        format_folders.judged(tmp_path)


@pytest.mark.whole
@pytest.mark.parametrize("name", [*PAGES, "commun"])
def test_the_formats_of_the_house_are_blameless(name, tmp_path):
    assert judged(tmp_path, name) == []


def test_formats_are_listed_with_their_pages_and_paper(tmp_path):
    path = "templates/essai/format.yaml"
    write(tmp_path, {path: FORMAT.replace("extends: commun", "extends: commun\npages: 3")})
    found = {one.name: one for one in format_folders.known(tmp_path)}
    assert {name: one.pages[0] for name, one in found.items()} == {**PAGES, "commun": 0, "essai": 3}
    assert found["pratiques"].pages == (4, 12)
    assert {one.paper for one in found.values()} == {"A4", "A5", ""}
    said = {name: dict(one.description.texts) for name, one in found.items()}
    assert said.pop("essai")["fr"] == said["commun"]["fr"] and all({"fr", "en"} <= set(one) for one in said.values())


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_example_of_a_format_holds_on_its_pages_and_gets_no_remark(name, tmp_path):
    new_files.init(tmp_path / "x", asked=new_files.Beginning(name))
    project, problems = open_project(tmp_path / "x")
    read = collection.read(project)
    [sheet] = read.sheets.values()
    laid = fitting.lay_out(sheet, project)
    assert [*problems, *read.problems, *laid.problems] == []
    assert len(laid.layout.pages) == PAGES[name]
    assert [rubric.spec.id for rubric in sheet.rubrics] == [spec.id for spec in project.format.rubrics]
    assert "inventé" in " ".join((tmp_path / "x/sheets/exemple.md").read_text("utf-8").split())


@pytest.mark.parametrize("name", ["osim", *map(SLOW, sorted(set(EXAMPLES) - {"osim"}))])
def test_the_example_of_a_format_is_printed_without_a_remark(name, tmp_path):
    new_files.init(tmp_path / "x", asked=new_files.Beginning(name))
    project, _ = open_project(tmp_path / "x")
    result = pipeline.build(project)
    assert result.problems == ()
    assert [(one.path.name, one.pages) for one in result.written] == [("exemple.pdf", PAGES[name])]


@pytest.mark.whole
@pytest.mark.parametrize("kind", format_folders.KEYS)
def test_the_schema_of_each_file_takes_those_of_the_house_and_refuses_a_misspelt_key(kind):
    jsonschema, yaml = pytest.importorskip("jsonschema"), pytest.importorskip("yaml")
    made = json.loads((HOUSE / "templates" / f"{kind}.schema.json").read_text("utf-8"))
    judge = jsonschema.validators.validator_for(made)(made)
    judge.check_schema(made)
    paths = sorted((HOUSE / "templates").glob(f"*/{kind}.yaml"))
    assert len(paths) >= len(PAGES)
    for path in paths:
        typed = json.loads(json.dumps(yaml.safe_load(path.read_text("utf-8")), default=str))  # dates as they are typed
        judge.validate(typed)
        assert not judge.is_valid({**typed, "papeir": "A4"})
    assert rules_reader.COMPOSITION_FIELDS in format_folders.KEYS.values()


@pytest.mark.parametrize("kind", format_folders.KEYS)
def test_every_key_of_the_files_of_a_format_says_what_it_is_for_in_each_language_and_no_other_is_said(kind):
    def every(known, holder=""):
        for field in known:
            yield holder, field
            yield from every(field.fields, field.name)
            yield from every(field.each.fields if field.each else (), field.name)

    told = list(every(format_folders.described_keys(kind)))
    assert not [field.name for _, field in told if set(dict(field.description.texts)) != set(INTERFACE_LANGUAGES)]
    called = {name for holder, field in told for name in (field.name, f"{holder}.{field.name}")}
    assert set(key_words.of_file(kind)) <= called


def test_a_booklet_on_another_paper_has_its_lines_within_it_and_its_numbers_above_titles(tmp_path):
    """A5 pages, of which the first begins with a picture: the number of the sheet stands where its title does."""
    root = write(
        tmp_path, {**FILES, "collection": "format: essai\ncolophon: [" + "Une phrase assez longue. " * 9 + "]\n"}
    )
    map_ = "- libre: {modele: rappel.html, hauteur: 20, bord_a_bord: oui}"
    zones = "\n      ".join([map_, "- titre: {surtitre: 1}", "- texte: {rubrique: un}", "- suite: {}"]) + "\n"
    path = root / "templates/essai/composition.yaml"
    path.write_text(f"papier: A5\npages:\n  - zones:\n      {zones}", "utf-8")
    (root / "sheets").mkdir(exist_ok=True)
    (root / "sheets/une.md").write_text("---\ntitre: Une\n---\n\n## Un\n\nDu texte.\n\n## Deux\n\nEncore.\n", "utf-8")
    project, _ = open_project(root)
    rules, _ = rules_reader.of_format(project.format)
    [sheet] = collection.read(project).sheets.values()
    laid = fitting.lay_out(sheet, project)
    known = traits(laid.layout)
    assert known == ("surtitre-94.5",)
    builder = DocumentBuilder(project, MapService(None, None, {}), rules)
    book = Booklet("livret", "sheets/livret.md", "Un livret", "fr", {}, (), ("une",))
    html, problems = builder.booklet(book, [BoundSheet(sheet, 1, known)], {"une": 3})
    assert problems == [] and 'style="visibility:hidden;top:94.5mm"' in html
    back = html.partition('class="quatrieme"')[2]
    assert back.count("\n") and len(max(back.partition("</p>")[0].splitlines(), key=len)) < 120


def test_a_head_that_its_place_does_not_hold_is_set_smaller_its_words_whole(tmp_path):
    titles = {"Un": "Approvisionnement énergétique des institutions", "Deux": "Pourquoi"}
    zones = "- titre: {}\n      - cote_a_cote: {rubriques: [un, deux], partages: [2/4]}\n"
    format_ = FORMAT
    for old, new in titles.items():
        format_ = format_.replace(f"fr: {old}, ", f"fr: {new}, ")
    root = write(tmp_path, {"collection": "format: essai\n", "templates/essai/format.yaml": format_})
    path = root / "templates/essai/composition.yaml"
    path.write_text(f"papier: A5\ngrille: {{colonnes: 6}}\npages:\n  - zones:\n      {zones}", "utf-8")
    text = "".join(f"\n## {title}\n\nDu texte.\n" for title in titles.values())
    (root / "sheets/une.md").write_text(f"---\ntitre: Une\n---\n{text}", "utf-8")
    project, _ = open_project(root)
    rules, _ = rules_reader.of_format(project.format)
    [sheet] = collection.read(project).sheets.values()
    builder = DocumentBuilder(project, MapService(None, None, {}), rules)
    html, problems = builder.sheet(sheet, fitting.lay_out(sheet, project).layout)
    heads = re.findall(r'<span class="(cle[^"]*)"><span class="lignes[^>]*>(.*?)</span></span>', html, re.DOTALL)
    assert problems == [] and [name for name, _ in heads] == ["cle petite", "cle"]
    assert heads[0][1].split()[0] == "Approvisionnement"


def test_a_folder_that_is_called_as_the_file_of_a_format_makes_none(tmp_path):
    (tmp_path / "templates/essai/format.yaml").mkdir(parents=True)
    assert "essai" not in [one.name for one in format_folders.known(tmp_path)]
    with pytest.raises(FichesError, match="essai"):
        format_folders.judged(tmp_path, "essai")

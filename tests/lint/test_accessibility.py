"""What `fiches check` asks for, so that those who do not see the page are not left out."""

from __future__ import annotations

import pytest

from fiches.content import source
from fiches.content.sheet import check
from fiches.lint import accessibility
from support.sources import FRONT, JPEG, read, short_project, text

PHOTO = f"{FRONT}\nphotos:\n  - fichier: images/four.jpg\n"


def found(words, glossary=()):
    parsed, faults = source.parse_bytes(words.encode(), "fiche", "fiche.md")
    assert parsed and not faults
    one, problems = check(parsed, short_project())
    assert one, problems
    return [(problem.code, problem.line) for problem in accessibility.check(parsed, one, glossary)]


@pytest.fixture
def photo(tmp_path):
    """A sheet with a photo, whatever its words, in a folder that has it."""

    def judged(more):
        files = {"fiche": text(PHOTO + "".join(f"    {line}\n" for line in more)), "sheets/images/four.jpg": JPEG}
        made = read(tmp_path, files)
        return [problem.code for problem in made.problems]

    return judged


def test_a_good_sheet_is_blameless():
    assert found(text()) == []


@pytest.mark.parametrize(
    "alt", ["IMG_2041", "IMG_2041.jpg", "four.jpeg", "DSC00012", "Photo 3", "WhatsApp Image 2022-05-01 at 10"]
)
def test_the_name_of_a_file_describes_nothing(photo, alt):
    assert photo([f"alt: {alt}"]) == ["alt-nom-de-fichier"]


def test_a_description_is_told_where_it_stands(tmp_path):
    typed = text(PHOTO + "    credit: Ali\n    alt: four.jpg\n")
    made = read(tmp_path, {"fiche": typed, "sheets/images/four.jpg": JPEG})
    [told] = made.problems
    assert typed.split("\n")[told.line - 1][told.column - 1 :] == "four.jpg"


def test_a_word_for_any_photo_describes_nothing(tmp_path):
    words = text(PHOTO + "    alt: photo\n")
    made = read(tmp_path, {"fiche": words, "sheets/images/four.jpg": JPEG})
    assert [problem.message.name for problem in made.problems] == ["alt-nom-de-fichier.word"]


@pytest.mark.parametrize(
    "alt", ["Un four de terre, sa bouche noire de suie", "Images et sons d'un four", "Photo 3 du four en 2012"]
)
def test_a_sentence_describes(photo, alt):
    assert photo([f"alt: {alt}"]) == []


def test_a_caption_repeated_describes_nothing(photo):
    assert photo(["alt: Le four solidaire", "legende: le four solidaire"]) == ["alt-legende"]
    assert photo([]) == ["champ-conseille"]


@pytest.mark.parametrize(
    ("lines", "codes"),
    [
        (["alt: Deux femmes devant un four"], ["consentement"]),
        (["alt: Deux femmes devant un four", "consentement: oui"], []),
        (["alt: Deux femmes devant un four", "consentement: sans objet"], []),
        (["alt: Un four", "consentement: non"], ["consentement"]),
        (["alt: Un four", "legende: Les enfants de l'école"], ["consentement"]),
        (["alt: Un four"], []),
    ],
)
def test_people_have_agreed(photo, lines, codes):
    assert photo(lines) == codes


@pytest.mark.parametrize(
    ("link", "codes"),
    [
        ("[https://example.org](https://example.org)", ["lien-adresse"]),
        ("<https://example.org/page>", ["lien-adresse"]),
        ("[www.example.org](https://example.org)", ["lien-adresse"]),
        ("[example.org/notes](https://example.org/notes)", ["lien-adresse"]),
        ("[example.org](https://example.org)", []),
        ("[le site du village](https://example.org)", []),
    ],
)
def test_links_are_told_in_words(link, codes):
    assert [code for code, _ in found(text(Contexte=f"Voir *{link}* : tout y est."))] == codes


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("Le CDR a tranché.", ["sigle"]),
        ("Le Comité du douar (CDR) a tranché. Le CDR veille.", []),
        ("Le CDR (comité du douar rural) a tranché.", []),
        ("Connue sous le sigle CDR, elle veille.", []),
        ("Le CDR et le CDR.", ["sigle"]),
        ("Le CDR et l'OPX.", ["sigle", "sigle"]),
        ('Il recule ADDIN ZOTERO_ITEM CSL_CITATION {"citationID":"a1"} ici.', []),  # told as what a program left
        ("Objet : TR: cartons", []),
        ("Page { PAGE \\* MERGEFORMAT } sur 3", []),
        ("Au XXI siècle, Mohamed VI, en USB et en PDF.", []),
        ("Les adhérents de M&C sont là.", ["sigle"]),
        ("Migrations et Cultures (M&C).", []),
        ("La COVID-19 a duré.", []),
        ("Voir `CDR` et [la page](https://example.org/CDR).", []),
        ("TOUT EST EN CAPITALES ICI", []),
    ],
)
def test_acronyms_are_explained_once(words, codes):
    assert [code for code, _ in found(text(Contexte=words))] == codes


def test_the_collection_explains_some_for_all():
    words = text(Contexte="Le CDR a tranché.")
    assert found(words, ["CDR"]) == []
    assert found(words.replace("titre:", "langue: ar\ntitre:")) == []


def test_the_settings_list_them(tmp_path):
    files = {
        "fiche": text(Contexte="Le CDR a tranché."),
        "collection": "format: essai\nsigles:\n  - {sigle: CDR, sens: Comité du douar}\n",
    }
    assert read(tmp_path, files).problems == ()
    files["collection"] = "format: essai\n"
    [problem] = read(tmp_path, files).problems
    assert (problem.code, problem.line, problem.column) == ("sigle", 14, 4)


def test_a_logo_is_described(tmp_path):
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect/></svg>'
    for alt, codes in (("", ["alt-absent"]), ("Logo de Tamazirt", [])):
        words = f"### Association Tamazirt\n\n![{alt}](images/logo.svg)\n\nElle réunit les familles."
        made = read(tmp_path, {"fiche": text(projet=words), "sheets/images/logo.svg": svg})
        assert [problem.code for problem in made.problems] == codes


@pytest.mark.parametrize(("alt", "told"), [("logo", True), ("l.png", True), ("Le logo de Tamazirt", False)])
def test_a_logo_says_whose_it_is(tmp_path, alt, told):
    words = text(projet=f"### Association\n\n![{alt}](images/l.png)\n\nElle réunit les familles.")
    problems = read(tmp_path, {"fiche": words, "sheets/images/l.png": JPEG}).problems
    assert [one.line for one in problems if one.code == "alt-nom-de-fichier"] == [10] * told

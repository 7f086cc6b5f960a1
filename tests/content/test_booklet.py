"""A booklet: what it is called, which sheets it gathers, what stands before them."""

from __future__ import annotations

import pytest

from support.sources import read, text

pytestmark = pytest.mark.no_unit

WATER = text("titre: Eau\nterritoire: {province: Tiznit, commune: A}\nmots_cles: [eau, école]\nperiode: 2010-2012")
LAND = text("titre: Terre\nterritoire: [{province: Taroudant}, {province: TIZNIT}]\nmots_cles: [terre]\nlangue: fr")
BAD = text("titre: Faute\nterritoire: {province: Tiznit}\nperiode: hier")


def gathered(root, front, body="", name="livret", **sheets):
    """The booklet of this front matter, over two good sheets unless others are given, and its problems."""
    files = {**(sheets or {"eau": WATER, "terre": LAND}), name: f"---\n{front}\n---\n{body}"}
    found = read(root, files)
    own = [problem for problem in found.problems if problem.path == f"sheets/{name}.md"]
    return found.booklets.get(name), [(problem.line, problem.column, problem.code) for problem in own]


def test_all_sheets_by_name(tmp_path):
    made, problems = gathered(tmp_path, "titre: Tout", z=WATER, a=LAND)
    assert (made.sheets, made.title, made.language, problems) == (("a", "z"), "Tout", "fr", [])


def test_list_gives_the_order(tmp_path):
    assert gathered(tmp_path, "titre: Tout\nfiches: [terre, eau]")[0].sheets == ("terre", "eau")


@pytest.mark.parametrize(
    ("selection", "slugs"),
    [
        ("{mots_cles: eau}", ("eau",)),
        ("{mots_cles: ÉCOLE}", ("eau",)),
        ("{province: Tiznit}", ("eau", "terre")),
        ("{province: taroudant}", ("terre",)),
        ("{province: Tiznit, mots_cles: terre}", ("terre",)),
        ("{titre: Eau}", ("eau",)),
        ("{periode: 2010-2012}", ("eau",)),
        ("{langue: fr}", ("eau", "terre")),
    ],
)
def test_selection(tmp_path, selection, slugs):
    made, problems = gathered(tmp_path, f"titre: Tout\nselection: {selection}")
    assert (made.sheets, problems) == (slugs, [])


def test_bad_sheets_are_named_but_not_selected(tmp_path):
    sheets = {"eau": WATER, "faute": BAD}
    assert gathered(tmp_path / "a", "titre: Tout", **sheets)[0].sheets == ("eau", "faute")
    assert gathered(tmp_path / "b", "titre: Tout\nselection: {province: Tiznit}", **sheets)[0].sheets == ("eau",)


@pytest.mark.parametrize(
    ("front", "problems"),
    [
        ("titre: T\nfiches: [eau, feu]", [(3, 15, "fiche-absente")]),
        ("titre: T\ntete_beche: livret", [(3, 13, "fiche-absente")]),
        ("titre: T\nfiches: [eau, eau]", [(3, 15, "champ-invalide")]),
        ("titre: T\nfiches: eau\nselection: {mots_cles: eau}", [(4, 1, "champ-invalide")]),
        ("titre: T\nselection: {mots_cles: feu}", [(3, 12, "livret-vide")]),
        ("titre: T\nselection: {motcle: eau}", [(3, 13, "cle-inconnue")]),
        ("titre: T\nselection: {mots_cles: [eau]}", [(3, 24, "champ-invalide")]),
        ("titre: T\nselection: eau", [(3, 12, "champ-invalide")]),
        ("surtitre: T", [(2, 1, "champ-obligatoire")]),
        ("titre: T\nlangue: xx", [(3, 9, "champ-invalide")]),
    ],
)
def test_faults(tmp_path, front, problems):
    assert gathered(tmp_path, front) == (None, problems)


def test_a_selection_that_only_sheets_with_errors_could_match_says_so(tmp_path):
    chosen = "---\ntitre: T\nselection: {mots_cles: eau}\n---\n"
    found = read(tmp_path, {"livret": chosen, "eau": "---\ntitre: Eau\n"})
    [empty] = [one for one in found.problems if one.code == "livret-vide"]
    assert "erreurs" in str(empty.hint)


def test_a_sheet_that_waits_for_its_name_is_told_once_as_such(tmp_path):
    found = read(tmp_path, {"livret": "---\ntitre: T\nfiches: [le-four]\n---\n", "sheets/Le Four.md": text()})
    assert [one.code for one in found.problems] == ["nom-de-fichier", "fiche-absente"]
    assert all("le-four.md" in str(one.hint) for one in found.problems)


def test_empty_collection(tmp_path):
    found = read(tmp_path, {"livret": "---\ntitre: T\n---\n"})
    assert [problem.code for problem in found.problems] == ["livret-vide"]


@pytest.mark.parametrize("name", ["livret", "livret-eau", "livret-2012-eau"])
def test_names(tmp_path, name):
    assert gathered(tmp_path, "titre: T", name=name)[0].slug == name


@pytest.mark.parametrize("name", ["livretx", "livret2", "livrets-eau", "livret-", "livret_a"])
def test_bad_names(tmp_path, name):
    _, problems = gathered(tmp_path, "titre: T", name=name)
    assert problems == [(1, 1, "nom-de-fichier")]


def test_front_pages(tmp_path):
    made, problems = gathered(
        tmp_path, "titre: T", "\n## Note introductive\n\nUn.\n\n### Deux\n\n## Merci\n\nTrois.\n\n## Vide\n"
    )
    assert [(page.title, page.line, len(page.blocks)) for page in made.front] == [
        ("Note introductive", 5, 2),
        ("Merci", 11, 1),
    ]
    assert [(line, code) for line, _, code in problems] == [(9, "rubrique-vide")]


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("Un.\n\n## Note\n\nDeux.", (4, 1, "texte-hors-rubrique")),
        ("## Note\n\n<b>Un</b>", (6, 1, "html-refuse")),
        ("## Note\n\n![un](a.jpg)", (6, 1, "image-mal-placee")),
        ("## Note\n\n# Un", (6, 1, "titre-mal-place")),
    ],
)
def test_faults_of_front_pages(tmp_path, body, problem):
    assert gathered(tmp_path, "titre: T", body) == (None, [problem])

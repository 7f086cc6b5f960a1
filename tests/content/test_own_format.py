"""A sheet or a booklet may be in another format than its collection."""

from __future__ import annotations

import pytest

from support.sources import SHORT, project, read, text

NOTE = "name: Note\nextends: commun\nrubrics: [{id: texte, title: {fr: Texte}}]\nfields: {nombre: {kind: integer}}\n"
OTHER = {**SHORT, "templates/note/format.yaml": NOTE, "templates/cassee/format.yaml": "name: Cassée\npages: trois\n"}
LETTER = "---\ntitre: Une note\nformat: note\nnombre: 3\n---\n\n## Texte\n\nDes mots.\n"
SMALL = {
    "templates/petite/format.yaml": f"{NOTE}pages: 2\n",
    "templates/petite/composition.yaml": "papier: A5\npages: [{zones: [{titre: {}}, {suite: {}}]}]\n",
}
PAPERS = {**OTHER, **SMALL, "templates/grande/format.yaml": f"{NOTE}pages: 2\n"}


def told(found):
    return [(one.path, one.line, one.column, one.code) for one in found.problems]


def test_each_sheet_has_the_keys_and_the_rubrics_of_its_own(tmp_path):
    found = read(tmp_path, {**OTHER, "fiche": text(), "note": LETTER})
    assert {slug: (one.format, len(one.rubrics)) for slug, one in found.sheets.items()} == {
        "fiche": ("essai", 3),
        "note": ("note", 1),
    }
    assert found.sheets["note"].fields["nombre"] == 3
    wrong = read(tmp_path, {"note": LETTER.replace("format: note\n", "")})
    assert ("sheets/note.md", 3, 1, "cle-inconnue") in told(wrong)


@pytest.mark.parametrize("name", ["essai", '""'])
def test_the_format_of_the_collection_may_be_said(tmp_path, name):
    found = read(tmp_path, {**OTHER, "fiche": text(f"titre: A\nformat: {name}\nterritoire: {{commune: B}}")})
    assert {one.format for one in found.sheets.values()} == {"essai"}


def test_a_format_that_does_not_exist_is_told_where_it_is_named(tmp_path):
    found = read(tmp_path, {**OTHER, "note": LETTER.replace("format: note", "format: notte")})
    (problem,) = (one for one in found.problems if one.path == "sheets/note.md")
    assert (problem.line, problem.column, problem.code) == (3, 9, "format-invalide")
    assert "note" in str(problem.hint) and found.sheets == {}


def test_a_faulty_format_is_told_in_its_own_file(tmp_path):
    found = read(tmp_path, {**OTHER, "note": LETTER.replace("format: note", "format: cassee")})
    assert found.sheets == {} and {path for path, *_ in told(found)} == {"templates/cassee/format.yaml"}


def test_a_format_is_read_once(tmp_path):
    opened = project(tmp_path, OTHER)
    assert opened.within("note").format is opened.within("note").format
    assert opened.within("note").within("essai").format.name == "essai"
    assert opened.within("") is opened and opened.within("essai") is opened


def test_a_booklet_selects_by_the_keys_and_by_the_name_of_any_format(tmp_path):
    choices = {f"livret-{key}": f"---\ntitre: T\nselection: {{{key}: {value}}}\n---\n" for key, value in
               (("nombre", 3), ("format", "note"))}  # fmt: skip
    found = read(tmp_path, {**OTHER, "fiche": text(), "note": LETTER, **choices})
    assert {slug: one.sheets for slug, one in found.booklets.items()} == dict.fromkeys(choices, ("note",))


@pytest.mark.parametrize(
    ("own", "refused"), [("grande", {"petite"}), ("petite", {"grande"}), ("note", set())], ids=["A4", "A5", "flowing"]
)
def test_a_booklet_is_of_one_paper(tmp_path, own, refused):
    sheets = {name: LETTER.replace("format: note", f"format: {name}") for name in ("grande", "petite")}
    book = f"---\ntitre: Tout\nformat: {own}\nfiches: [grande, petite]\n---\n"
    found = read(tmp_path, {**PAPERS, **sheets, "livret": book})
    faults = [one for one in found.problems if one.code == "papier-du-livret"]
    assert {dict(one.message.values)["sheet"] for one in faults} == refused
    assert ("livret" in found.booklets) == (not refused)

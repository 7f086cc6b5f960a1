"""A source judged against a format: the sheet it becomes, and what is wrong with it."""

from __future__ import annotations

import pytest

from fiches.config.values import FileName, Period
from fiches.content import named_files, sheet
from fiches.content.blocks import plain, words_of
from support.sources import FRONT, JPEG, SHORT, good, judge, places, project, read, text


def rubric(made, id_):
    return next(rubric for rubric in made.rubrics if rubric.spec.id == id_)


def spoken(typed):
    return rubric(good(text(territoire=typed)), "parole").testimonies


def words(blocks):
    return list(words_of(blocks))


def test_good_sheet():
    made = good(text())
    assert (made.slug, made.title, made.language, made.direction) == (
        "fiche",
        "Une bibliothèque pour le douar",
        "fr",
        "ltr",
    )
    assert [rubric.spec.id for rubric in made.rubrics] == ["porteur", "contexte", "parole"]
    assert [rubric.line for rubric in made.rubrics] == [6, 12, 16]


def test_values():
    front = (
        FRONT
        + "\nperiode: 2010-2012\nmots_cles: eau\nauteurs: [A, B]"
        + "\nexergue:\ndiaspora: [{ville: No, departement: 01}]"
    )
    fields = good(text(front)).fields
    assert fields["periode"] == Period(2010, 2012)
    assert (fields["mots_cles"], fields["auteurs"]) == (("eau",), ("A", "B"))
    assert "exergue" not in fields
    assert dict(fields["diaspora"][0]) == {"ville": "No", "departement": "01"}


@pytest.mark.parametrize(
    ("front", "communes"),
    [
        ("titre: A\nterritoire: {commune: B}", ["B"]),
        ("titre: A\nterritoire:\n  - commune: B\n  - commune: C", ["B", "C"]),
        ("titre: A\nterritoire: {region: D}", [None]),
    ],
)
def test_places_of_a_project(front, communes):
    made = good(text(front))
    assert [place.get("commune") for place in sheet.records(made, "territoire")] == communes
    assert sheet.records(made, "diaspora") == ()


def test_arabic_sheet_runs_from_right_to_left():
    made, _ = judge(text(FRONT + "\nlangue: ar").replace("## Contexte", "## السياق"))
    assert (made.language, made.direction) == ("ar", "rtl")


@pytest.mark.parametrize("title", ["contexte", "CONTEXTE", "  Contexte :", "Con\u0301texte", "Contexte ##"])
def test_headings_match_as_people_read_them(title):
    assert rubric(good(text().replace("Contexte", title)), "contexte").line == 12


def test_rubrics_come_in_the_order_of_the_format():
    head, first, second, third = text().split("\n## ")
    made, problems = judge("\n## ".join([head, third, first, second]))
    assert [rubric.spec.id for rubric in made.rubrics] == ["porteur", "contexte", "parole"]
    assert [problem.code for problem in problems] == ["rubrique-ordre"]


def test_absent_and_empty_rubrics_leave_no_trace():
    made, problems = judge(text(Contexte=None, territoire="<!-- rien -->"))
    assert [rubric.spec.id for rubric in made.rubrics] == ["porteur"]
    assert [problem.code for problem in problems] == ["rubrique-absente", "rubrique-vide"]


def test_title_alone_is_a_sheet():
    made, problems = judge(f"---\n{FRONT}\n---\n")
    assert made.rubrics == ()
    assert {problem.code for problem in problems} == {"rubrique-absente"}


def test_entries():
    made = good(text(projet="Un mot.\n\n### A *b*\n\nUn.\n\nDeux.\n\n### C\n\nTrois."))
    entries = rubric(made, "porteur").entries
    assert [plain(entry.name) for entry in entries] == ["", "A b", "C"]
    assert [words(entry.blocks) for entry in entries] == [["Un mot."], ["Un.", "Deux."], ["Trois."]]
    assert [entry.line for entry in entries] == [8, 10, 16]


def test_entry_without_words():
    found, problems = judge(text(projet="### A"))
    assert rubric(found, "porteur").entries[0].blocks == ()
    assert [one.code for one in problems] == ["rubrique-vide"]


def test_logos(tmp_path):
    entry = "### A\n\n![La marque](images/a.svg)\n\nUn.\n\n"
    entry += "### B\n\n![Autre](images/a.svg) Deux.\n\n### C\n\nTrois."
    found = read(tmp_path, {"fiche": text(projet=entry), "sheets/images/a.svg": "<svg viewBox='0 0 4 3'/>"})
    entries = rubric(found.sheets["fiche"], "porteur").entries
    assert [entry.logo.file if entry.logo else None for entry in entries] == [
        "images/a.svg",
        "images/a.svg",
        None,
    ]
    assert entries[0].logo.alt == "La marque"
    assert [[part.strip() for part in words(entry.blocks)] for entry in entries] == [
        ["Un."],
        ["Deux."],
        ["Trois."],
    ]


@pytest.mark.parametrize(
    "body",
    [
        "### ![x](a.svg) A\n\nUn.",
        "### A\n\n*![x](a.svg)*",
        "### A\n\nUn. ![x](a.svg)",
        "### A\n\nUn.\n\n![x](a.svg)",
        "### A\n\n- ![x](a.svg)",
    ],
)
def test_pictures_that_are_no_logo(body):
    assert "image-mal-placee" in {code for _, _, code in places(text(projet=body))}


@pytest.mark.parametrize(
    "typed",
    [
        "> Un.\n>\n> — Une femme",
        "> Un.\n>\n> – Une femme",
        "> Un.\n>\n> -- Une femme",
        "> Un. — Une femme",
        "> Un. -- Une femme",
        "> Un.\n> — Une femme",
        "> Un. — Une *femme*",
    ],
)
def test_attributions(typed):
    (one,) = spoken(typed)
    assert (words(one.blocks), plain(one.attribution)) == (["Un."], "Une femme")


def test_testimony_of_several_paragraphs():
    (one,) = spoken("> Un – ou deux.\n>\n> Trois.\n>\n> — *Aïcha*, élève")
    assert words(one.blocks) == ["Un – ou deux.", "Trois."]
    assert plain(one.attribution) == "Aïcha, élève"


@pytest.mark.parametrize(
    ("name", "reported"),
    [
        ("Une femme", False),
        ("Une femme (propos rapportés)", True),
        ("Aïcha, élève, propos rapportés.", True),
        ("Une femme (Propos  Rapportes)", True),
        ("Une femme, dont les propos rapportés sont vifs", False),
    ],
)
def test_a_testimony_that_the_sheet_tells_in_its_own_words_says_so(name, reported):
    (one,) = spoken(f"> Elle dit que oui.\n>\n> — {name}")
    assert (plain(one.attribution), one.is_reported) == (name, reported)


def test_that_is_said_in_the_language_of_the_sheet():
    said = "> She said yes.\n>\n> — A woman (as reported)"
    made = {code: judge(text(territoire=said, front=f"{FRONT}\nlangue: {code}"))[0] for code in ("en", "fr")}
    assert [rubric(one, "parole").testimonies[0].is_reported for one in made.values()] == [True, False]


def test_several_testimonies():
    found = spoken("> Un.\n>\n> — A\n\n> Deux.\n>\n> — B")
    assert [(one.line, plain(one.attribution)) for one in found] == [(18, "A"), (22, "B")]


@pytest.mark.parametrize("typed", ["> Un.", "> Un – deux.", "> Un.\n>\n> - A", "> — Un."])
def test_testimony_of_nobody(typed):
    made, problems = judge(text(territoire=typed))
    assert [problem.code for problem in problems] == ["attribution-absente"]
    assert rubric(made, "parole").testimonies[0].attribution == ()


def test_references(tmp_path):
    front = FRONT + "\nphotos:\n  - {fichier: images/a.jpg, alt: A}\n  - {fichier: ./images/../images/a.jpg, alt: B}"
    made = read(tmp_path, {"fiche": text(front), "sheets/images/a.jpg": JPEG}).sheets["fiche"]
    assert [file.line for file in named_files.references(made.fields)] == [5, 6]


def test_only_files_are_looked_for(tmp_path):
    format_ = "name: A\nextends: commun\nfields:\n  suite: {kind: reference}\n  plan: {kind: file}"
    own = {"collection": "format: a", "templates/a/format.yaml": format_, "p.svg": "<svg viewBox='0 0 4 3'/>"}
    one = "---\ntitre: A\nsuite: autre\nplan: p.svg\n---\n\n## Texte\n\nUn.\n"
    found = read(tmp_path, {**own, "fiche": one})
    assert list(named_files.references(found.sheets["fiche"].fields)) == [FileName("p.svg", 4, 7)]


def test_bad_values_make_no_sheet():
    made, problems = judge(text(FRONT + "\nperiode: hier"))
    assert made is None
    assert [problem.path for problem in problems] == ["fiche.md"]


def test_default_language_is_the_collections(tmp_path):
    one = project(tmp_path, {**SHORT, "collection": "format: essai\nlangue: ar"})
    assert one.language == "ar"

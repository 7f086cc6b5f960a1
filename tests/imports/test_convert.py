"""A document becomes a sheet: titles however they are marked, names, voices, facts; all words, in their order."""

from __future__ import annotations

import re

import pytest

from fiches.content import source, to_place
from fiches.core.text import fold
from support.sources import SLOW
from support.word_files import RUBRICS, h, imported, p, picture, r, rubric, table, told

TITLE = p("Un four solidaire", style="Titre")
TEXTS = {title: f"Ce que dit la partie {number}." for number, title in enumerate(RUBRICS)}


def cut(text):
    return p(*(r(text[start : start + 5], "b") for start in range(0, len(text), 5)))


WAYS = {
    "heading 1": h,
    "heading 3": lambda text: h(text, 3),
    "bold, in pieces": cut,
    "underlined": lambda text: p(r(text, "u")),
    "capitals and colon": lambda text: p(r(f"{text.upper()} :", "b")),
    "number": lambda text: p(r(f"2.1. {text}")),
    "roman number": lambda text: p(r(f"IV – {text}", "b")),
    "bullet": lambda text: p(r(f"• {text}", "b")),
    "plain": p,
    "without accents": lambda text: p(r(fold(text), "b")),
    "a letter wrong": lambda text: p(r(text[:4] + text[5:], "b")),
    "in a list": lambda text: p(text, item=(2, 0)),
    "in a cell": lambda text: table((p(r(text, "b")),)),
    "behind tabs": lambda text: p(r(f"\u00a0 {text} \u00a0", "b")),
    "heading with its end of line": lambda text: h(f"{text}\n"),
}


@pytest.mark.parametrize("way", [SLOW(one) if place else one for place, one in enumerate(WAYS)])
def test_titles_are_found_in_whatever_way_they_are_marked(way):
    body = [part for title, text in TEXTS.items() for part in (WAYS[way](title), p(text))]
    sheet = imported(TITLE, *body)
    assert re.findall("^## (.*)$", sheet.text, re.MULTILINE) == [*RUBRICS]
    assert all(rubric(sheet, title).removeprefix("> ") == text for title, text in TEXTS.items())
    assert sheet.kept == sheet.words


def test_every_way_of_marking_a_title_in_one_document():
    body = [
        part
        for (title, text), way in zip(TEXTS.items(), [*WAYS.values()][2:], strict=False)
        for part in (way(title), p(text))
    ]
    sheet = imported(TITLE, *body)
    assert {title: rubric(sheet, title).removeprefix("> ") for title in RUBRICS} == TEXTS


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("Contexte et problématique", "Contexte"),
        ("Le contexte", "Contexte"),
        ("Résultats obtenus", "Résultats"),
        ("Facteurs de succès", "Facteurs de réussite"),
        ("Les difficultés rencontrées", "Difficultés"),
        ("Leçons apprises", "Leçons tirées de l'expérience et précieux conseils"),
        ("Démarche", "Démarche de mise en œuvre du projet"),
        ("Valeur ajoutée", "Valeur-ajoutée de la diaspora dans le développement du territoire"),
        ("2. Problématique :", "Contexte"),
        ("Quels ont été les freins ?", "Difficultés"),
        ("Ce qui a bien marché", "Facteurs de réussite"),
        ("OBSTACLES RENCONTRES", "Difficultés"),
        ("Enseignments", "Leçons tirées de l'expérience et précieux conseils"),
        ("Enseignements / leçons", "Leçons tirées de l'expérience et précieux conseils"),
        ("Leçons et enseignements", "Leçons tirées de l'expérience et précieux conseils"),
        ("Freins, limites & difficultés", "Difficultés"),
        ("Activités (démarche)", "Démarche de mise en œuvre du projet"),
        ("Leçons / difficultés", "Leçons tirées de l'expérience et précieux conseils"),
    ],
)
def test_a_title_that_says_nearly_the_same_is_taken_for_it(typed, title):
    assert rubric(imported(TITLE, h(typed), p("Oui.")), title) == "Oui."


@pytest.mark.parametrize("typed", ["Budget", "Annexe 2", "Le village", "Remerciements", "Association Al Amal"])
def test_a_title_of_nothing_is_taken_for_no_rubric(typed):
    sheet = imported(TITLE, h("Contexte"), p("Avant."), p(r(typed, "b")), p("Après."))
    assert rubric(sheet, "Contexte") == f"Avant.\n\n### {typed}\n\nAprès."


def test_a_heading_of_no_rubric_keeps_its_text_at_its_place_under_a_comment_that_check_tells():
    sheet = imported(TITLE, h("Contexte"), p("Avant."), h("Budget"), p("20 000 €."), h("Résultats"), p("Oui."))
    before, comment, *after = rubric(sheet, "Contexte").split("\n\n")
    assert (before, comment[:15], after) == ("Avant.", "<!-- à placer :", ["### Budget", "20 000 €."])
    assert "« Budget » n'est le titre d'aucune rubrique : ce qui le suit reste dans Contexte" in told(sheet)
    read, _ = source.parse_bytes(sheet.text.encode(), "x", "x")
    assert [one.message.name for one in to_place.waiting(read)] == ["texte-a-placer.below"]


def test_a_title_of_no_rubric_that_is_numbered_as_the_others_waits_too():
    body = (p(r("1. Contexte", "b")), p("Avant."), p("1. un"), p(r("2. Budget", "b")), p("20 000 €."))
    sheet = imported(TITLE, *body, p(r("3. Résultats", "b")), p("Oui."))
    before, item, comment, *after = rubric(sheet, "Contexte").split("\n\n")
    assert (before, item, comment[:15]) == ("Avant.", "1. un", "<!-- à placer :")
    assert after == ["### 2\\. Budget", "20 000 €."]


def test_what_follows_the_voices_under_another_heading_is_no_voice():
    sheet = imported(TITLE, h("La parole au territoire"), p(SAID), p("— Ali"), h("Annexes"), p("Le plan."))
    voice, waiting = rubric(sheet, "La parole au territoire").split("\n\n", 1)
    assert voice == f"> {SAID}\n>\n> — Ali"
    assert waiting.startswith("<!-- à placer : 3 mots")
    assert sheet.kept == sheet.words


@pytest.mark.parametrize(
    ("titles", "language"),
    [(("Context", "Difficulties"), "en"), (("السياق", "النتائج"), "ar")],
)
def test_a_sheet_is_in_the_language_of_its_titles(titles, language):
    sheet = imported(TITLE, *(part for one in titles for part in (h(one), p("x"))))
    assert f"langue: {language}" in sheet.text
    assert [f"## {one}" in sheet.text for one in titles] == [True, True]


def test_a_title_begins_a_paragraph():
    sheet = imported(
        TITLE,
        p(r("Contexte :", "b"), r(" Le four manquait.")),
        p(
            r("Résultats\nOn cuit."),
        ),
    )
    assert (rubric(sheet, "Contexte"), rubric(sheet, "Résultats")) == ("Le four manquait.", "On cuit.")


def test_titles_that_only_list_the_others_are_none():
    sheet = imported(TITLE, p("Contexte"), p("Résultats"), h("Contexte"), p("Un."), h("Résultats"), p("Deux."))
    assert (rubric(sheet, "Contexte"), rubric(sheet, "Résultats")) == ("Un.", "Deux.")


def test_another_word_for_a_rubric_that_has_begun_is_a_sub_heading_and_none_unless_it_is_marked():
    sheet = imported(TITLE, h("Contexte"), p("Un."), h("Problématique"), p("Deux."), p("Constat"), p("Trois."))
    assert rubric(sheet, "Contexte") == "Un.\n\n### Problématique\n\nDeux.\n\nConstat\n\nTrois."
    assert sheet.kept == sheet.words
    sheet = imported(TITLE, h("Contexte"), h("Problématique"), p("Un."))
    assert rubric(sheet, "Contexte") == "### Problématique\n\nUn."


def test_another_word_for_a_rubric_in_a_part_of_one_opens_none():
    body = (h("Contexte"), p("Un."), h("Partenaires", 2), p("Deux."), h("Acteurs impliqués"))
    names = (h("Partenaires locaux", 2), p("Trois."), p(r("Partenaires", "b")), p("Quatre."))
    sheet = imported(TITLE, *body, *names)
    assert rubric(sheet, "Contexte") == "Un.\n\n### Partenaires\n\nDeux."
    assert rubric(sheet, "Acteurs impliqués") == "### Partenaires locaux\n\nTrois.\n\n### Partenaires\n\nQuatre."


def test_a_title_that_comes_again_adds_to_its_rubric_and_is_told():
    sheet = imported(TITLE, h("Contexte"), p("Un."), h("Résultats"), p("Deux."), h("Contexte"), p("Trois."))
    assert rubric(sheet, "Contexte") == "Un.\n\nTrois."
    assert any("est ajouté à la fin" in one for one in told(sheet))


@pytest.mark.parametrize(
    "names",
    [
        (h("Al Amal", 2) + p("Elle donne.")),
        (p(r("Al Amal", "b")) + p("Elle donne.")),
        p(r("Al Amal :", "b"), r(" elle donne.")),
        p(r("Al Amal", "b"), r("\nElle donne.")),
        p("Al Amal : elle donne.", item=(1, 0)),
        p("• Al Amal – elle donne."),
        table((p(r("Acteur", "b")), p(r("Rôle", "b"))), ("Al Amal", "Elle donne.")),
        table(("Al Amal", "Elle donne.")),
    ],
)
def test_the_names_of_those_who_took_part_are_found(names):
    assert rubric(imported(TITLE, h("Acteurs impliqués"), names), "Acteurs impliqués") == "### Al Amal\n\nElle donne."


def test_a_small_picture_beside_a_name_is_its_mark():
    sheet = imported(
        TITLE, h("Acteurs impliqués"), h("Al Amal", 2), p(picture("a", "Logo d'Al Amal", 20)), p("Elle donne."),
        parts={"media/a.png": b"\x89PNG"},
    )  # fmt: skip
    assert (
        rubric(sheet, "Acteurs impliqués")
        == "### Al Amal\n\n![Logo d'Al Amal](images/un-four-solidaire-1.png)\n\nElle donne."
    )


SAID = "« On sent le pain. »"
VOICE = f"> {SAID}\n>\n> — Fatima, boulangère"


@pytest.mark.parametrize(
    "body",
    [
        (p(SAID), p("— Fatima, boulangère")),
        (p(SAID), p("- Fatima, boulangère")),
        (p(SAID), p(r("Fatima, boulangère", "i"))),
        (p(f"{SAID}\n— Fatima, boulangère"),),
        (p(f"{SAID} — Fatima, boulangère"),),
        (p(f"{SAID} (Fatima, boulangère)"),),
        (p(f"{SAID} Fatima, boulangère"),),
        (p(f"Fatima, boulangère : {SAID}"),),
        (p(r("Fatima, boulangère :", "b")), p(SAID)),
        (h("Fatima, boulangère", 2), p(SAID)),
        (p(SAID, style="Citation"), p("— Fatima, boulangère", style="Citation")),
        (table((SAID, "Fatima, boulangère")),),
    ],
)
def test_who_speaks_is_found(body):
    assert rubric(imported(TITLE, h("La parole au territoire"), *body), "La parole au territoire") == VOICE


HEARD = "« Nous n'allons plus chercher le pain ailleurs. »"


@pytest.mark.parametrize("lines", [(HEARD, "Zahra, du douar"), (f"{HEARD} — Zahra, du douar",)])
def test_what_somebody_says_in_another_rubric_goes_to_that_of_voices_with_who_says_it(lines):
    sheet = imported(TITLE, h("Résultats"), p("Le four chauffe."), *map(p, lines), p("Chaque jour."))
    assert rubric(sheet, "Résultats") == "Le four chauffe.\n\nChaque jour."
    assert rubric(sheet, "La parole au territoire") == f"> {HEARD}\n>\n> — Zahra, du douar"
    assert any(str(one.said).startswith("mis sous « La parole au territoire »") for one in sheet.lines)


@pytest.mark.parametrize("line", ["La suite vient au printemps.", "« Et nous aussi », dit-elle", "Résultats"])
def test_a_quotation_that_nobody_signs_stays_where_it_is(line):
    sheet = imported(TITLE, h("Contexte"), p(HEARD), p(line))
    assert HEARD in rubric(sheet, "Contexte")


def test_voices_stay_apart_and_long_ones_whole():
    sheet = imported(
        TITLE, h("La parole au territoire"), p("Un début."), p("Une fin."), p("— Ali"), p(SAID), p(SAID), p("— Zineb")
    )
    assert rubric(sheet, "La parole au territoire") == (
        f"> Un début.\n>\n> Une fin.\n>\n> — Ali\n\n> {SAID}\n\n> {SAID}\n>\n> — Zineb"
    )


def front(sheet):
    return sheet.text.split("---")[1]


def test_facts_of_a_table_go_into_the_front_matter_and_what_has_no_key_waits():
    facts = table(
        ("Période du projet", "de 2010 à 2012"), ("Douar :", "Asrargh"), ("Commune", "Agadir Melloulen"),
        ("Ville", "Montpellier"), ("Budget", "20 000 €"),
        ("Données recueillies auprès de", "Fatima Idrissi, présidente\nAhmed (trésorier)"),
        ("Mots-clés", "eau, pain"), ("Coordonnées", "30.52, -7.92"),
    )  # fmt: skip
    sheet = imported(TITLE, facts, h("Contexte"), p("Oui."))
    assert front(sheet) == (
        "\ntitre: Un four solidaire\nperiode: 2010-2012\nterritoire:\n  - lieu: Asrargh\n"
        "    commune: Agadir Melloulen\n    coordonnees: [30.52, -7.92]\ndiaspora:\n  - ville: Montpellier\n"
        "mots_cles: [eau, pain]\nrecueilli_aupres:\n  - nom: Fatima Idrissi\n    fonction: présidente\n"
        "  - nom: Ahmed\n    fonction: trésorier\n"
    )
    assert "Budget : 20 000 €\n\n-->" in sheet.text
    waiting = to_place.words_in(to_place.uncovered(sheet.text[sheet.text.index("<!--") : sheet.text.index("-->") + 3]))
    assert any(f"{waiting} mots sans rubrique, à placer" in one for one in told(sheet))
    assert "Date du projet : « 2010-2012 » (« de 2010 à 2012 »)" in [str(one.said) for one in sheet.lines]


def test_facts_in_lines_and_under_their_labels():
    sheet = imported(
        TITLE, p("Localité : Asrargh\nProvince : Taroudant"), p(r("Auteurs", "b")), p("Zineb A."), h("Contexte"), p("x")
    )
    assert "lieu: Asrargh\n    province: Taroudant" in front(sheet)
    assert "auteurs: [Zineb A.]" in front(sheet)


def test_a_place_in_one_line_is_taken_apart():
    sheet = imported(
        TITLE, p("Rive sud : Asrargh, commune d'Agadir Melloulen, province de Taroudant"), h("Contexte"), p("x")
    )
    assert "- lieu: Asrargh\n    commune: Agadir Melloulen\n    province: Taroudant" in front(sheet)


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ((p("FICHE DE CAPITALISATION"), p(r("Le four", "b")), p("Une phrase.")), "Le four"),
        ((p("Le four"), p("Une phrase.")), "Le four"),
        ((p("FICHE PROJET", style="Titre"), p("Le four", style="Titre")), "Le four"),
        ((p(r("Fiche de projet n° 4 – version provisoire", "b")), p(r("Le four", "b"))), "Le four"),
        ((p(r("Association Al Amal", "b")), p(r("Juin 2021", "b")), p(r("Le four", "b"))), "Le four"),
        ((h("Rapport final : le four, 2012"),), "le four"),
        ((h("Association et école à Asrargh"),), "Association et école à Asrargh"),
        ((p("Fiche projet"),), "recu"),
        ((h("Le four"),), "Le four"),
        ((table(("Titre", "Le four")),), "Le four"),
        ((), "recu"),
    ],
)
def test_the_title_of_the_sheet_is_found(lines, title):
    assert imported(*lines, h("Contexte"), p("x")).title == title


def test_what_stands_above_a_title_and_says_more_than_the_sort_of_document_waits():
    sheet = imported(p("FICHE PROJET"), p("Fiche n° 4 : Le four"), p("Association Al Amal"), h("Contexte"), p("x"))
    waiting = sheet.text.split("-->")[0]
    assert "Fiche n° 4" in waiting and "Association Al Amal" in waiting and "FICHE PROJET" not in waiting
    assert sheet.kept == sheet.words


def test_bullets_that_were_typed_make_lists():
    within, tight = p("Nous avons :\n– acheté ;\n–\u202fbâti."), (p("-un mur"), p("-un banc"))
    sheet = imported(TITLE, h("Contexte"), within, h("Résultats"), *tight, p("Fin"), p("-20 degrés"), p("◦ et"))
    assert rubric(sheet, "Contexte") == "Nous avons :\n\n- acheté ;\n- bâti."
    assert rubric(sheet, "Résultats") == "- un mur\n- un banc\n\nFin\n\n\\-20 degrés\n\n- et"


def test_what_has_no_place_waits_in_a_comment_that_closes():
    sheet = imported(TITLE, p("Avant --> tout <!-- cela"), h("Contexte"), p("x"))
    read, faults = source.parse_bytes(sheet.text.encode(), "x", "x")
    assert faults == []
    assert [section.title for section in read.sections] == ["Contexte"]
    assert read.preamble.text.strip() == ""


def test_a_table_of_figures_stays_one():
    assert rubric(imported(TITLE, h("Résultats"), table(("An", "Pains | four"), ("2020", "249"))), "Résultats") == (
        "| An | Pains \\| four |\n| --- | --- |\n| 2020 | 249 |"
    )


def test_passages_in_arabic_are_marked():
    sheet = imported(
        TITLE, h("Contexte"), p(r("On dit "), r("السلام عليكم", "rtl"), r(" au four.")), p(r("الفرن للجميع.", "rtl"))
    )
    assert rubric(sheet, "Contexte") == "On dit [السلام عليكم]{lang=ar} au four.\n\nالفرن للجميع.\n{: lang=ar }"


def test_looks_and_links():
    link = '<w:hyperlink r:id="site">{}</w:hyperlink>'.format(r("le site"))
    sheet = imported(
        TITLE, h("Contexte"), p(r("Un "), r("four ", "b"), r("et", "i"), r(" "), link, r(".")),
        links={"site": "https://exemple.org/a b"},
    )  # fmt: skip
    assert rubric(sheet, "Contexte") == "Un **four** *et* le site."


def test_a_title_that_names_a_douar_asks_for_no_place_and_a_second_answer_is_not_lost():
    title, place = "Un four pour le douar d'Asrargh", "Lieu : Asrargh, commune d'Agadir Melloulen"
    sheet = imported(p(r(title, "b")), p("Date : 2019 – 2021"), p(place), p("Lieu : Ailleurs"), h("Contexte"), p("x"))
    assert sheet.title == title and "- lieu: Asrargh\n    commune: Agadir Melloulen" in front(sheet)
    waiting = sheet.text.split("-->")[0].split("<!--")[1]
    assert "Date : 2019 – 2021" in waiting and "Lieu : Ailleurs" in waiting and sheet.kept == sheet.words

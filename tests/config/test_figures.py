"""Figures typed with what they count, and what is none."""

from __future__ import annotations

import pytest

from fiches.config.fields import Field, read
from fiches.config.figures import figure
from fiches.config.yaml_reader import parse
from fiches.core.problems import BadValue

FIGURES = Field("chiffres", "figures", fields=(Field("valeur", required=True), Field("legende", required=True)))


@pytest.mark.parametrize(
    ("typed", "value", "counts"),
    [
        ("249 habitations", "249", "habitations"), ("1 000 personnes à table", "1 000", "personnes à table"),
        ("1\u202f000 personnes", "1\u202f000", "personnes"), ("2,5 hectares", "2,5", "hectares"),
        ("40 % des foyers", "40 %", "des foyers"), ("30 000 € réunis", "30 000 €", "réunis"),
        ("800 à 1 000 personnes", "800 à 1 000", "personnes"), ("12h d'eau par jour", "12h", "d'eau par jour"),
        ("2 h → 5 min pour l'eau", "2 h → 5 min", "pour l'eau"),
        ("10 -> 45 élèves", "10 -> 45", "élèves"),
        ("40 % → 85 % des filles", "40 % → 85 %", "des filles"),
        ("3e prix", "3e", "prix"), ("+ 31 % de récolte", "+ 31 %", "de récolte"),
        ("2017–2019 chantier", "2017–2019", "chantier"),
        ("12 345 678 litres", "12 345 678", "litres"), ("1/3 des femmes", "1/3", "des femmes"),
        ("£2.5 each", "£2.5", "each"), ("٢٤٩ بيتا", "٢٤٩", "بيتا"), ("3 20 litres", "3", "20 litres"),
        ("12 m de large", "12 m", "de large"), ("310 Kg de safran", "310 Kg", "de safran"),
        ("2,5\u00a0km² boisés", "2,5\u00a0km²", "boisés"),
        ("3 h à pied", "3 h", "à pied"), ("4 000 DH par an", "4 000 DH", "par an"),
        ("plus de 400 élèves", "plus de 400", "élèves"), ("env. 50 accompagnateurs", "env. 50", "accompagnateurs"),
        ("jusqu’à 3 000 visiteurs", "jusqu’à 3 000", "visiteurs"), ("mais de 40 famílias", "mais de 40", "famílias"),
        ("environ\u00a012 km de pistes", "environ\u00a012 km", "de pistes"),
        ("Nearly 1,200 people", "Nearly 1,200", "people"), ("حوالي 249 بيتا", "حوالي 249", "بيتا"),
        ("6 m2 de toile", "6", "m2 de toile"), ("2 mares", "2", "mares"), ("30 t-shirts", "30", "t-shirts"),
    ],
)  # fmt: skip
def test_the_figure_and_what_it_counts(typed, value, counts):
    assert figure(typed) == (value, counts)


@pytest.mark.parametrize("typed", ["", "249", "2 h → 5 min", "plus de place", "habitations : 249", "%"])
def test_what_does_not_begin_with_one(typed):
    with pytest.raises(BadValue):
        figure(typed)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("chiffres: 249 habitations", [("249", "habitations")]),
        ("chiffres:\n  - 9 puits\n  - {valeur: 400 ?, legende: élèves}", [("9", "puits"), ("400 ?", "élèves")]),
    ],
)  # fmt: skip
def test_a_sheet_gives_one_or_several_as_texts_or_groups(typed, found):
    values, faults = read(parse(typed)[0], (FIGURES,))
    assert faults == [] and [(one["valeur"], one["legende"]) for one in values["chiffres"]] == found


@pytest.mark.parametrize(
    ("typed", "code"),
    [("chiffres: beaucoup de monde", "champ-invalide"), ("chiffres: [{valeur: 3}]", "champ-obligatoire"),
     ("chiffres: {249: habitations}", "champ-invalide")],
)  # fmt: skip
def test_what_is_told(typed, code):
    assert [one.code for one in read(parse(typed)[0], (FIGURES,))[1]] == [code]

"""French words that depend on others further off, and those that seem to."""

from __future__ import annotations

import pytest

from fiches.lint import homophones
from fiches.lint.french_kinds import agreeing, conjugated, subjunctive


def told(line):
    """What is to be written instead of what is told of a line."""
    return [str(one.in_file("fiche.md").hint).removeprefix("écrivez ").strip("« »") for one in homophones.check(line)]


@pytest.mark.parametrize(
    ("line", "better"),
    [
        ("La route nouvelle coupent le village.", "La route nouvelle coupe"),
        ("Les membres du bureau de Tiznit n'a rien dit.", "Les membres du bureau de Tiznit n'ont"),
        ("Les femmes aide les enfants.", "Les femmes aident"),
        ("La caisse commune peux payer.", "La caisse commune peut"),
        ("On sait que les élus vient demain.", "les élus viennent"),
        ("Il y a des jeunes qui part.", "des jeunes qui partent"),
        ("Ils ont creusé une citerne fermé.", "une citerne fermée"),
        ("Voici les maisons construit par les anciens.", "les maisons construites"),
        ("La piste est très abîmé.", "La piste est très abîmée"),
        ("Les réunions ont été animé par Fadma.", "Les réunions ont été animées"),
        ("Elle est devenu maire.", "Elle est devenue"),
        ("Un petite maison.", "Une petite"),
        ("Les femmes ont obtenues un prêt.", "ont obtenu"),
        ("La pompe que nous avons acheté tourne.", "La pompe que nous avons achetée"),
        ("Il faut que le village reçoit son eau.", "que le village reçoive"),
        ("Si on aurait su, on serait venus.", "Si on avait"),
        ("Ils travailler ensemble.", "Ils travaillent » ou « Ils travaillaient"),
        ("Ce sont des travaux réaliser par la commune.", "travaux réalisés"),
        ("Cela permet de réalisé les travaux.", "de réaliser"),
        ("Le comité et composé de huit membres.", "Le comité est"),
        ("Le village ou elle est née n'a pas de route.", "village où"),
        ("La pluie leurs a manqué.", "leur a"),
        ("C'est pour sa que l'on paie.", "ça"),
        ("Les enfants on lu.", "on lu"),
        ("Le comité ce réunit le jeudi.", "se réunit"),
        ("Le maire la décidé.", "l'a décidé"),
        ("Il faut quelle vienne.", "qu'elle vienne"),
        ("Tout va bien mes il manque un toit.", "mais il"),
        ("Chacun peu emprunter un livre.", "Chacun peut"),
        ("La commune à fourni le terrain.", "a fourni"),
        ("Ils ont planté quatre-vingt arbres.", "quatre-vingts"),
    ],
)  # fmt: skip
def test_what_depends_on_a_word_further_off(line, better):
    assert any(better.replace("on lu", "ont lu") in one for one in told(line)), told(line)


@pytest.mark.parametrize(
    "line",
    [
        "La majorité des femmes sont venues, une dizaine d'entre elles ont payé.",
        "Cette année ont été plantés mille arbres ; ce jour-là sont nés deux agneaux.",
        "Des échanges est née une charte, du travail commun sont venus les fruits.",
        "L'une des femmes qui sait lire tient le cahier, et le chef de famille absent signe plus tard.",
        "Les conseils municipal et régional ont voté ; les langues berbère, arabe et française se parlent.",
        "Les pixels du calque inchangés, les dimensions de la salle connues, tout allait.",
        "On sait bien que l'eau est rare ; la preuve que nous avons travaillé, les outils qu'on a appris à tenir.",
        "Le savoir-faire et les compétences que ces gens ont acquis servent à tous.",
        "Pour ce faire, un petit peu négocier ne nuit pas. Ce doit être dit, ce sont eux qui le disent.",
        "Je me demande si on aurait pu mieux faire. Peut-on commencer ? Faut-il attendre ?",
        "Un des leurs a payé. Quand au printemps, l'eau monte, on ferme. Quelle est la raison ?",
        "Deux cent dix arbres, quatre-vingt mille dirhams, deux cents personnes.",
        "Le pain est cuit le matin, les olives se vendent cher, les femmes restent ensemble et debout.",
        "Les gens sont contents. La plupart sont partis. Les plus pauvres sont aidés. Tous les autres sont restés.",
        "Le réseau en fait partie, avec une interface utilisateur, entre les acteurs parties prenantes.",
        "Beaucoup de pédagogie a changé les habitudes ; des bacs et beaucoup de pédagogie ont suffi.",
        "Ce qu'il a rend service, on peut de nouveau marcher, le prix à payer, cet hôtel, une grand mère.",
        "Les femmes les ont fait venir, on les a laissé partir ; cela peut être utile.",
        "Le centre d'accueil des jeunes ouvre ; le fils et successeur a signé ; chaque homme et chaque femme a voté.",
        "Le soir nous allons au puits. Le maire et les élus, qui viennent, parlent.",
        "La décision que, hier, la commune a prise ; personne ne vient ; une somme de 120 DH, dont 20 DH d'aide.",
        "Chaque élu vient dans la salle accompagné de ses amis ; il marche sur la place entouré d'enfants.",
        "La commune est maître d'ouvrage, les femmes sont partie prenante, le nôtre est neuf, ma bien-aimée aussi.",
        "Avec elle est venu le maire ; après les avoir comptés, sans l'avoir cherchée, ils sont rentrés.",
    ],
)
def test_what_seems_to(line):
    assert told(line) == []


def test_forms_that_agree():
    assert [agreeing("vieux", "fs"), agreeing("local", "mp"), agreeing("décidé", "fp")] == [
        "vieille",
        "locaux",
        "décidées",
    ]
    assert [conjugated("peux", "3"), conjugated("reçoit", "6"), conjugated("zut", "3")] == ["peut", "reçoivent", ""]
    assert [subjunctive("reçoit"), subjunctive("est"), subjunctive("paie")] == ["reçoive", "soit", ""]

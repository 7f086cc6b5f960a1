"""What a paste leaves in prose is told with its line; what people write on purpose is not."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from fiches.core.problems import CODES, Severity
from fiches.lint import pasted
from support.sources import judge, places, text

TOLD = [
    ("lignes-sans-blanc", 1, "Le puits est creusé.\nLa pompe marche.\nLe comité se réunit."),
    ("lignes-sans-blanc", 1, "Chiffres clés\nUn puits de 40 mètres de profondeur\nUne pompe\nDeux bassins"),
    ("puce-de-word", 1, "\uf0b7 un puits"),
    ("puce-de-word", 2, "On a dû :\n– creuser un puits\n– poser une pompe"),
    ("puce-de-word", 1, "— creuser ;\n— poser ;\n— élire un bureau."),
    ("puce-de-word", 1, "a) creuser\nb) poser"),
    ("puce-de-word", 1, "1°) creuser\n2°) poser"),
    ("puce-de-word", 1, "o creuser\no poser"),
    ("puce-de-word", 1, "➢ creuser\n➢ poser"),
    ("puce-de-word", 1, "-du pain\n-du bois"),
    ("tableau", 2, "| Poste | Montant |\n|---|---:|---|\n| Pompe | 12 000 DH |"),
    ("tableau", 1, "Poste\tMontant\nPompe\t12 000 DH"),
    ("note-de-bas-de-page", 1, "Le débit a doublé¹."),
    ("note-de-bas-de-page", 1, "Le débit a doublé[1], dit-on."),
    ("commentaire-de-word", 1, "Le débit a doublé [FM1] depuis."),
    ("imprime-tel-quel", 1, "un prix ~~barré~~"),
    ("imprime-tel-quel", 1, "==surligné=="),
    ("imprime-tel-quel", 1, "voir [[autre page]]"),
    ("imprime-tel-quel", 1, "- [ ] à faire"),
    ("imprime-tel-quel", 1, "{{ variable|sort }}"),
    ("imprime-tel-quel", 1, "[TOC]"),
    ("imprime-tel-quel", 1, "!!! note"),
    ("imprime-tel-quel", 1, "####Titre"),
    ("imprime-tel-quel", 1, "un m^2^ d'eau"),
    ("imprime-tel-quel", 1, "du CO~2~"),
    ("imprime-tel-quel", 1, "*[ONG]: organisation"),
    ("imprime-tel-quel", 1, "**L'**eau est là"),
    ("imprime-tel-quel", 1, "** gras ** ici"),
    ("imprime-tel-quel", 1, "*ital *suite"),
    ("lien-coupe", 1, "[le site] (https://example.org)"),
    ("lien-coupe", 1, "[le plan](https://example.org/plan 2.pdf)"),
    ("donnee-personnelle", 1, "Appelez le 06 12 34 56 78."),
    ("donnee-personnelle", 1, "Appelez le +212 6 61 23 45 67."),
    ("donnee-personnelle", 1, "Écrivez à ali@example.org."),
    ("texte-provisoire", 1, "TODO : relire"),
    ("texte-provisoire", 1, "En [à vérifier avec Ali] 2012"),
    ("texte-provisoire", 1, "Le coût est de ??? dirhams"),
    ("encodage-abime", 1, "BÃ¢tissez un four"),
    ("encodage-abime", 1, "lâ€™eau du village"),
    ("tout-en-capitales", 1, "LE VILLAGE A CREUSÉ UN PUITS POUR TOUS"),
    ("ponctuation", 1, "Restez au sec ,et couvrez"),
    ("ponctuation", 1, "couvrez.Puis attendez"),
    ("ponctuation", 1, "couvrez.. Puis attendez"),
    *[
        ("puce-de-word", 1, words)
        for words in ("A) un\nB) deux", "1- un\n2- deux", "1/ un\n2/ deux", "(1) un\n(2) deux")
    ],
    *[("puce-de-word", 1, words) for words in ("(a) un\n(b) deux", "1.un\n2.deux", "1)un\n2)deux")],
    ("tableau", 1, "|-|-|"),
    ("note-de-bas-de-page", 1, "voir ici [1]"),
    *[("imprime-tel-quel", 1, words) for words in ("[!NOTE] ici", "$x^2$", "un {.classe}", "++souligné++", "^^haut^^")],
    *[("lien-coupe", 1, words) for words in ("[le plan](https://a.org", "[un]<https://a.org>", "(un)[https://a.org]")],
    ("donnee-personnelle", 1, "La maison est à 30.42155, -9.58310."),
    ("donnee-personnelle", 1, "La maison est à 30°25'17\" N."),
    ("lignes-sans-blanc", 1, "Ligne un\nLigne deux\nLigne trois"),
    ("lignes-sans-blanc", 1, f"{'Le puits donne assez. ' * 7}\nLe comité se réunit."),  # Word's two paragraphs
    *[("texte-provisoire", 1, words) for words in ("Cela coûte XX DH.", "Le JJ/MM/AAAA, xxx a dit", "XX familles")],
]
LEFT_ALONE = [
    "Au XXe siècle, puis au XX e siècle.",
    f"{'Le puits donne assez, ' * 3}\nLe comité se réunit.",
    "Le village est à 30.42, -9.58 ; la piste fait 12.3456 km.",
    "Il coûte 5 $ ou 6 $ l'un.",
    "Écrivez à contact@example.org, ou [au bureau](mailto:fatima@example.org).",
    "— Bonjour, dit-elle.\n— Entrez donc !\n— Merci.",
    "Le village – deux cents habitants – se mobilise.",
    "- creuser\n- poser",
    "1. creuser\n2. poser",
    "| Poste | Montant |\n|---|---:|\n| Pompe | 12 000 DH |\n| Deux  bassins |   |",
    "Poste | Montant\n:-- | --:\nUne pompe. | 12 000\nUn puits. | 3 000\nUn four. | 5",
    "Un puits de 30 m (voir [le plan](https://example.org/plan.pdf)).",
    "Le débit est de 1 500 m³, soit 12,5 l/s.",
    "En 2012, 300 familles ; en 2013, 412.",
    "Une cuve de 5*3*2 m, un rapport 4:3.",
    "**gras** et *italique*, ***les deux***.",
    "\\*une étoile\\*",
    "`~~code~~` et `a@b.org`",
    "```\nnom\tvaleur\n| a | b |\n|---|---|\n```",
    "M. Idder, Mme Aït et l'U.R.S.S. d'alors",
    "https://example.org/a,b.html?x=1..2",
    "La loi n° 12-90 du 17 juin 1992, art. 3.",
    "Il a dit : « Non... ».",
    "Comment ? Pourquoi ?!",
    "Des habitant(e)s, des instituteur(trice)s, chaque élève[s] ; un terrain de 12 ha² près du km³.",
    "Une cuve de 30 m², 10³ litres et 5 dm³, soit 2 kWh/m² (1) ; puis (2) rien.",
    "Un porte-\nParole et un va-et-vient -\nsans fin.",
    "Le 3/12, page 3 sur 12, la pompe tourne.\nEt la route.",
    "M. Idder vient.\nMme Aït aussi, dit-on, dès qu'il pleut.",
    "Le prix est de 1 000 000 DH, de 20 $, de 30$ et de $40 ; le code +215.27.",
    "Il a dit ~ 10 fois « A < B », puis B > A ; l'eau, qu'il pleuve.",
    "Le `code`   est   `ici`\nLe `code`   est   `là`",
    "```\n```txt\nnom\tvaleur\nautre\tvaleur\n```",
    "- un bassin, profond de deux mètres et large\n  de trois ;\n- une pompe.",
    "Le débit a doublé[^1], puis[^2] baissé[^3].\n\n[^1]: Mesuré en mai.\n[^2]: Puis en juin.\n[^3]: Et en août.",
]


def marks(words):
    """(code, line counted from the first of `words`) of what is told of them."""
    body = text(Contexte=words)
    first = body.split("\n").index("## Contexte") + 3
    return [(code, line - first + 1) for line, _, code in places(body)]


@pytest.mark.parametrize(("code", "line", "words"), TOLD)
def test_told_once_with_its_line(code, line, words):
    assert marks(words).count((code, line)) == 1


@pytest.mark.parametrize("words", LEFT_ALONE)
def test_left_alone(words):
    assert marks(words) == []


@given(
    st.lists(
        st.sampled_from("Le puits du village est creusé. La pompe marche, dit-on ; Ouijjane attend".split()),
        min_size=20,
    ),
    st.integers(50, 110),
)
def test_prose_that_an_editor_wrapped_is_left_alone(words, width):
    lines = textwrap.wrap(" ".join(words), width)
    assume(2 * sum(line.endswith(".") for line in lines) < len(lines))  # or nobody could know
    assert list(pasted.lines_without_blank(lines)) == []


@given(st.text("- –—*_[]()|~^:.,;!?#1aÉ\t\n`\\", max_size=60))
def test_no_text_raises(words):
    for problem in judge(text(Contexte=words))[1]:
        assert str(problem.message)


def test_all_of_it_may_be_left_as_it_is():
    assert {CODES[code] for code, _, _ in TOLD} == {Severity.WARNING}


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("UNE SOURCE PROTÉGÉE POUR LE VILLAGE ENTIER", 1),
        ("وأدت الجمعية ثمن الأنابيب (PVC) للدوار كله", 0),
        ("ⵜⴰⵎⵙⵎⵓⵏⵜ ⵏ ⵓⵎⴷⵢⴰ ⵏ ⵓⴷⵓⵡⵡⴰⵔ (ONG)", 0),
        ("UNE SOURCE PROTÉGÉE POUR LE VILLAGE ENTIER, سوس", 1),
    ],
)
def test_scripts_without_capitals_do_not_shout(line, told):
    assert len([*pasted.shouting([line])]) == told

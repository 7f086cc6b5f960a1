"""Words that do not go together in French, by what stands beside them, and those that do."""

from __future__ import annotations

from pathlib import Path

import pytest

from fiches.lint import homophones

LIVELY = (Path(__file__).parent / "good_french.txt").read_text("utf-8").splitlines()


@pytest.mark.parametrize(
    ("line", "better"),
    [
        ("Les association", "Les associations"),
        ("Ils ont 20 bac.", "20 bacs"),
        ("On compte 1 200 habitant.", "1 200 habitants"),
        ("des animal", "des animaux"),
        ("dans les place", "les places"),
        ("trois femme", "trois femmes"),
        ("Chaque familles paie", "Chaque famille"),
        ("avec leur enfants", "leurs enfants"),
        ("un réseaux", "un réseau » ou « des réseaux"),
        ("le eau", "l'eau"),
        ("beaucoup de enfants", "d'enfants"),
        ("sa école", "son école"),
        ("un association", "une association"),
        ("une village", "un village"),
        ("Ils ont créer un four.", "ont créé"),
        ("Ils sont arriver.", "sont arrivés » ou « sont arrivées"),
        ("appris a trier", "a trié » ou « à trier"),
        ("Il faut préparé le terrain.", "faut préparer"),
        ("venus pour aidé les femmes", "pour aider"),
        ("Ils travaille ensemble.", "Ils travaillent"),
        ("Il sont venus.", "Ils sont » ou « Il est"),
        ("Les habitants a décidé.", "Les habitants ont"),
        ("On peux venir.", "On peut"),
        ("Je fait le pain.", "Je fais"),
        ("Elles sont content.", "sont contents"),
        ("La commune à financé le camion.", "a financé"),
        ("Le puits à été creusé.", "a été"),
        ("Il a finit.", "a fini"),
        ("Elle se réuni.", "se réunit"),
        ("Les femmes on construit.", "ont construit"),
        ("Ont a commencé.", "On a"),
        ("Les bacs son placés.", "sont placés"),
        ("Se projet a grandi.", "Ce projet"),
        ("Il ce trouve là.", "se trouve"),
        ("Oui, ces les femmes.", "c'est les"),
        ("C'est enfants", "Ces enfants"),
        ("Sa marche, sa va.", "ça va"),
        ("Ca commence.", "Ça commence"),
        ("le jour ou il vient", "jour où"),
        ("Quant le camion passe", "Quand"),
        ("quand à elle", "quant à"),
        ("On peu dire", "On peut"),
        ("Tout les jours", "Tous les"),
        ("Grâce a eux", "Grâce à"),
        ("Ils ont du attendre.", "dû attendre"),
        ("Les ONGs du pays.", "ONG"),
        ("Les irrigant paient l'eau.", "Les irrigants"),
        ("Elles ont bouturer les oliviers.", "ont bouturé"),
        ("Ils cofinance le projet.", "Ils cofinancent"),
        ("Vingt lampes ont été réparer.", "ont été réparés » ou « ont été réparées"),
        ("La pompe a été réparer.", "a été réparé"),
        ("un hameau de bergers, a 1 800 mètres d'altitude", "à 1 800 mètres"),
        ("un puits, a trois cents mètres de la place", "à trois"),
        ("le moulin, a deux heures de Midelt", "à deux"),
        ("Elle est rentrée en mai, a la fin de la moisson.", "à la"),
        ("le plan accroché a l'entrée du lavoir", "à l'entrée"),
        ("le bois vient, a dos de mulet", "à dos"),
        ("aux voisines, a celles qui tissent", "à celles"),
        ("des amis venus a leurs frais", "à leurs"),
        ("Trois maçons sont montés a la carrière.", "à la"),
        ("Le meunier vend sa farine a la cantine.", "à la"),
        ("La mairie a participé a la fête.", "à la"),
        ("Le chemin descend a la ferme.", "à la"),
        ("Les séances se tiennent a la mairie.", "à la"),
        ("Le lavoir est a trois kilomètres du moulin.", "à trois"),
        ("Elle habite a la lisière du bois.", "à la"),
        ("Le tarif a été fixé a 20 dirhams.", "à 20 dirhams"),
        ("Un arbre qui a résisté a deux incendies donne encore.", "à deux"),
        ("La cour ou sont rangées les charrues.", "cour où"),
    ],
)
def test_words_that_do_not_go_together(line, better):
    (one,) = (found.in_file("fiche.md") for found in homophones.check(line))
    assert f"« {better} »" in str(one.hint)


@pytest.mark.parametrize(
    "line",
    [
        *LIVELY,
        "Des familles, ces quatre bacs, des cent familles, le 12 avril, 20 km, aux environs, ces jeunes.",
        "Ils les animent et les portent ; vos ancienne et nouvelle cartes ; des aide-soignantes ; 2 août.",
        "Ce qui se duplique ou se décode, on les flashe ; 60 pourcent, certains errata ; près du golfe.",
        "Jusqu'à midi, à côté du puits ; il a du blé, du maïs ; ils ont du pain à vendre.",
    ],
)
def test_words_that_do(line):
    assert list(homophones.check(line)) == []

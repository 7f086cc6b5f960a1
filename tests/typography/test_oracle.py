"""An outside opinion: polytypo's French, where both claim a rule.

It sets full no-break spaces inside « »; we do the same with narrow=False, and so are compared. The other
differences are on purpose, and each is written down in OURS with its reason.
"""

from __future__ import annotations

import pytest
from polytypo.text import transform

from fiches.typography.typesetting import typeset

SAME = """
Vraiment ?
Vraiment?
Non !
Quoi ?!
(voir ?)
un ; deux
un : deux
L'eau est là : elle coule.
Il n'y a qu'un puits ; l'autre est à sec.
Aujourd'hui, l'association d'Agadir s'agrandit.
« L'eau », dit-elle.
«L'eau», dit-elle.
"L'eau", dit-elle.
Il dit "oui" et part.
« Oui ! » dit-il.
Est-ce « vrai » ?
Elle dit : « Viens ! »
« il dit "oui" »
Des livres, des cahiers...
Ils lisent... puis dorment.
n° 5
Voir la fiche n° 12 !
M. Idder est venu.
MM. Idder et Oubella sont venus.
Mme Aït est venue.
50 %
20 °C
5 km
2010-2012
à 12:30
J.-C.
""".strip().splitlines()
OURS = {  # what is typed: what we print, and why
    "n°5": "n°\u00a05",  # the sheets are typed both ways and must look one way
    "10 000 DH": "10\u202f000\u00a0DH",  # thousands keep together, and with their unit
    "3 mètres": "3\u00a0mètres",  # a number stays with what it counts
    "XIXe siècle": "XIXe\u00a0siècle",  # nor does a century leave its number
    "12 h 30": "12\u00a0h\u00a030",  # as a time does
    "p. 12": "p.\u00a012",
    "Dr Idder": "Dr\u00a0Idder",
    "2ème": "2e",  # Lexique de l'Imprimerie nationale, « ordinaux »
    "un - deux": "un – deux",  # in books of ours the dash between words is the en dash
    "un -- deux": "un – deux",
}


@pytest.mark.parametrize("sentence", SAME)
def test_we_agree(sentence):
    assert typeset(sentence, "fr", narrow=False) == transform(sentence, locale="fr")


@pytest.mark.parametrize("sentence", SAME)
def test_it_leaves_our_lines_as_they_are(sentence):
    ours = typeset(sentence, "fr", narrow=False)
    assert transform(ours, locale="fr") == ours


@pytest.mark.parametrize(("sentence", "printed"), OURS.items())
def test_we_differ_on_purpose(sentence, printed):
    assert typeset(sentence, "fr") == printed
    assert transform(sentence, locale="fr") != printed

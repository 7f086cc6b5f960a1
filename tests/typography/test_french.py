"""What is typed, and what is printed: ~ stands for U+00A0, _ for U+202F, | for a seam."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fiches.typography.french import NBSP
from fiches.typography.typesetting import typeset
from support.typed_signs import MARKS

CASES = """
apostrophes
l'eau → l’eau
qu'il n'y a → qu’il n’y a
aujourd'hui → aujourd’hui
rock'n'roll → rock’n’roll
l’eau → l’eau
l`eau et l´eau → l’eau et l’eau
n'«osez» → n’«_osez_»
l'"eau" → l’«_eau_»
l' eau → l' eau
' → '
guillemets
« bonjour » → «_bonjour_»
«bonjour» → «_bonjour_»
"bonjour" → «_bonjour_»
“bonjour” → «_bonjour_»
«   bonjour  » → «_bonjour_»
«~bonjour~» → «_bonjour_»
« mot» et «mot » → «_mot_» et «_mot_»
(« mot ») → («_mot_»)
« a », « b » → «_a_», «_b_»
« Oui ! » → «_Oui_!_»
"Oui", dit-il. → «_Oui_», dit-il.
« un « deux » trois » → «_un «_deux_» trois_»
« il dit "oui" » → «_il dit “oui”_»
« il dit “ oui ” » → «_il dit “oui”_»
il dit "l'eau "claire" est là" → il dit «_l’eau “claire” est là_»
"un" et "deux → "un" et "deux
5" de pluie → 5" de pluie
« ouvert → «_ouvert
fermé » → fermé_»
«» → «_»
high punctuation
Vraiment ? → Vraiment_?
Vraiment? → Vraiment_?
Vraiment~? → Vraiment_?
Non ?! → Non_?!
un ; deux → un_; deux
un: deux → un~: deux
un :deux → un~:deux
Il dit :"oui". → Il dit~:«_oui_».
« Mot » : « pierre » → «_Mot_»~: «_pierre_»
(voir ?) → (voir_?)
Quoi ?Oui → Quoi_?Oui
a;b → a;b
un:deux → un:deux
: début → : début
ellipsis, commas, full stops
etc... → etc…
mots .... → mots…
« L'eau »... → «_L’eau_»…
...puis → …puis
un..deux → un..deux
un , deux . → un, deux.
à 10 h 30 , 3 livres , puis 4 , et 5 . → à 10~h~30, 3~livres, puis 4, et 5.
un  deux → un deux
3 ,5 → 3 ,5
dashes
un -- deux → un – deux
un - deux → un – deux
un - deux - trois. → un –~deux~– trois.
deux--trois → deux–trois
2010-2012 → 2010-2012
2010 – 2012 → 2010 – 2012
porte-à-faux → porte-à-faux
ordinals
2ème, 3ième, 4eme → 2e, 3e, 4e
1ère, 1er, 1ières → 1re, 1er, 1res
1ere, 1éres, 2éme → 1re, 1res, 2e
XIXème siècle → XIXe~siècle
au XXe siècle, au 1er étage → au XXe~siècle, au 1er~étage
la 2e phase, le 14e → la 2e~phase, le 14e
numerals
Migrations & Développement II → Migrations & Développement~II
Hassan II et Mohammed VI → Hassan~II et Mohammed~VI
François Ier, Louis XIV → François~Ier, Louis~XIV
chapitre IV, Tome II → chapitre~IV, Tome~II
un IV, le vélo X → un IV, le vélo X
Le IIIe âge, Le I-phone → Le IIIe~âge, Le I-phone
le numéro 2 du journal → le numéro~2 du journal
Phase 2 : les zones 3 et 4 → Phase~2~: les zones~3 et 4
des familles 300 → des familles 300
numbers and units
10 000 DH → 10_000~DH
10.000 DH → 10.000~DH
1.500.000 DH → 1.500.000~DH
1 234 567 → 1_234_567
10000 → 10000
100 000 habitants → 100_000~habitants
en 2012 300 familles → en 2012 300~familles
06 12 34 56 78 → 06~12~34~56~78
+212 528 12 34 56 → +212~528~12~34~56
+33 (0)4 91 46 27 08 → +33~(0)4~91~46~27~08
0528-12-34-56 → 0528-12-34-56
1 234 567,85 DH → 1_234_567,85~DH
3 500,50 DH → 3_500,50~DH
-1 500 DH, A-1 500 → -1_500~DH, A-1 500
(30.523, -8.912) → (30.523, -8.912)
192.168.100.200 → 192.168.100.200
pH 7.125, chapitre 3.125 → pH 7.125, chapitre~3.125
100 dh, 1 500 dh, 250 Dhs → 100~dh, 1_500~dh, 250~Dhs
3 M€, 500 k€, 220 V → 3~M€, 500~k€, 220~V
€ 50, MAD 300 → €~50, MAD~300
1:50 000 → 1:50~000
30°12'45" N, 8°54'10" O → 30°12'45" N, 8°54'10" O
un tube de 2" et une vanne de 3" → un tube de 2" et une vanne de 3"
il a dit "en 2012" → il a dit «_en 2012_»
un "tube" de 2" → un «_tube_» de 2"
10 - 5 = 5 → 10 - 5 = 5
de 1...10 → de 1...10
le 022 780 → le 022 780
1,5 km → 1,5~km
50%, 50 % → 50~%, 50~%
3%! → 3~%_!
20°C → 20~°C
12 h 30 → 12~h~30
12h30 → 12h30
5 m de haut → 5~m de haut
12.500,50 → 12.500,50
v. 1.2.3 → v. 1.2.3
abbreviations
n°5, N° 6, nº 7 → n°~5, N°~6, n°~7
M. Idder et Mme Aït → M.~Idder et Mme~Aït
MM. A et B → MM.~A et B
p. 12, art. 3 → p.~12, art.~3
Fin. Le → Fin. Le
addresses and times
http://a.org/x?y=1;z: là → http://a.org/x?y=1;z~: là
www.migdev.org : le site → www.migdev.org~: le site
écrire à nom@exemple.org ! → écrire à nom@exemple.org_!
voir l'annexe.pdf ? → voir l’annexe.pdf_?
à 12:30, puis → à 12:30, puis
seams
l'|eau → l’|eau
«|mot|» → «|_mot|_»
« |mot| » → «_|mot|_»
mot| ! → mot|_!
"|mot|" → «|_mot|_»
|? → |_?
"""
TABLE = [tuple(line.split(" → ")) for line in CASES.splitlines() if " → " in line]


def french(text, **options):
    return typeset(text.translate(MARKS), "fr", **options)


@pytest.mark.parametrize(("typed", "printed"), TABLE)
def test_french(typed, printed):
    assert french(typed) == printed.translate(MARKS)


@pytest.mark.parametrize("printed", sorted({printed for _, printed in TABLE}))
def test_what_is_printed_stays(printed):
    assert french(printed) == printed.translate(MARKS)


def test_table_is_long():
    assert len(TABLE) >= 80


def signs(text):
    """All that is typed but spaces, quotation marks and what French owns: the digits and signs, in order."""
    return re.findall(r"\d|[-+*/=.,:;%°²³€$#()]", text.replace("…", "..."))


PIECE = st.one_of(
    st.from_regex(r"[-+]?[0-9]{1,4}([ .,:/x*°-][0-9]{1,4}){0,4}", fullmatch=True),
    st.sampled_from(
        "DH dh € k€ M€ % km² °C h V kW n° l'eau « » \" ' -- – ; ! ? : ( ) = 1er ... Le four de 5*3*2".split(" ")
    ),
)


@given(st.lists(PIECE, max_size=12).map(" ".join))
@example("9.999 DH et 1.500.000")
@example("1 234 567,85 DH")
@example("2... 3")
def test_digits_and_signs_are_printed_as_typed(typed):
    plain = typed.replace("--", "–")
    assert signs(typeset(plain, "fr")) == signs(plain)


@pytest.mark.parametrize("language", ["wo", "de", ""])
@pytest.mark.parametrize("text", ['l\'eau : "oui" !', "« نعم » ؟", "2ème -- 10 000 %", "ⴰⵎⴰⵏ !"])
def test_languages_of_which_nothing_is_said_are_left_alone(text, language):
    assert typeset(text, language) == text


def test_full_guillemets():
    assert french("« Oui ! »", narrow=False) == "«~Oui_!~»".translate(MARKS)


def test_empty():
    assert typeset("", "fr") == ""


def test_long_runs_are_quick_enough_to_type():
    for run in ('"', "« ", NBSP, "a@", "a-", "1 000 ", "www.", "– a "):
        text = run * 5_000
        assert typeset(typeset(text, "fr"), "fr") == typeset(text, "fr")

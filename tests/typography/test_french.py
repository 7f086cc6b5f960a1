"""What is typed, and what is printed: ~ stands for U+00A0, _ for U+202F, | for a seam."""

from __future__ import annotations

import pytest

from fiches.typography.french import NBSP, typeset
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
XIXème siècle → XIXe siècle
numbers and units
10 000 DH → 10_000~DH
10.000 DH → 10_000~DH
1 234 567 → 1_234_567
10000 → 10000
100 000 habitants → 100_000~habitants
en 2012 300 familles → en 2012 300~familles
06 12 34 56 78 → 06 12 34 56 78
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


@pytest.mark.parametrize("language", ["ar", "en", "zgh", "shi", "shi-Latn"])
@pytest.mark.parametrize("text", ['l\'eau : "oui" !', "« نعم » ؟", "2ème -- 10 000 %", "ⴰⵎⴰⵏ !"])
def test_other_languages_are_left_alone(text, language):
    assert typeset(text, language) == text


def test_full_guillemets():
    assert french("« Oui ! »", narrow=False) == "«~Oui_!~»".translate(MARKS)


def test_empty():
    assert typeset("", "fr") == ""


def test_long_runs_are_quick_enough_to_type():
    for run in ('"', "« ", NBSP, "a@", "a-", "1 000 ", "www.", "– a "):
        text = run * 5_000
        assert typeset(typeset(text, "fr"), "fr") == typeset(text, "fr")

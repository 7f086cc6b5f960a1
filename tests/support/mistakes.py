"""Mistakes that a program can mend, and the sheet that they are made in."""

from __future__ import annotations

from support.sources import FRONT, text

MISTAKES = {  # what is typed in place of what, and the code of what is wrong then
    "a rubric misspelt": ("## Contexte", "## Contexe", "rubrique-inconnue"),
    "a rubric of the wrong level": ("## Contexte", "# Contexte", "rubrique-absente"),
    "a key misspelt": ("periode", "period", "cle-inconnue"),
    "years the wrong way round": ("2010-2012", "2012-2010", "champ-invalide"),
    "a year cut short": ("2010-2012", "2010-12", "champ-invalide"),
    "a language by its name": ("langue: fr", "langue: francais", "champ-invalide"),
    "a quotation mark not closed": ('"Un four"', '"Un four', "yaml-illisible"),
    "a colon without a space": ("periode: ", "periode:", "yaml-illisible"),
    "a tab before a key": ("langue", "\tlangue", "yaml-illisible"),
}
GOOD = text(f'{FRONT}\ntitre_court: "Un four"\nperiode: 2010-2012\nlangue: fr')

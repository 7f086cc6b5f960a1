"""Sheets of French words that mean little: as many of them as are asked for, each with words of its own."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

NOUNS = (
    "la source,la commune,l'association,la citerne,le village,l'école,le chemin,la récolte,la terrasse,l'atelier,"
    "le conseil,la coopérative,le marché,la famille,le chantier,la pompe,le réseau,l'ingénieur,la réunion,le projet,"
    "le territoire,la jeunesse,l'expérience,la migration,le partenaire,l'assemblée,la vallée,le financement,la rive,"
    "l'assainissement,l'irrigation,la gouvernance,le savoir-faire,l'accompagnement,la diaspora,le développement"
).split(",")
VERBS = (
    "porte,ouvre,bâtit,demande,reçoit,transmet,finance,accompagne,nettoie,répare,organise,apprend,élargit,entretient,"
    "mesure,protège,réunit,prépare,soutient,achève,complète,améliore,renouvelle,explique,traverse,relie,conduit"
).split(",")
ENDS = (
    "depuis l'été,avec les élèves,pour tout le monde,chaque année,malgré la sécheresse,en quelques mois,au printemps,"
    "à la main,sans attendre,grâce aux anciens,près de la rivière,dès la rentrée,avec méthode,peu à peu,en commun,"
    "où chacun vient,comme autrefois,devant la mairie,après la fête,jusqu'au soir"
).split(",")
LINKS = ("et", "mais", "car", "puis", "tandis que", "parce que", "quand")
RUBRICS = ("Le contexte", "La démarche", "Les résultats", "Les difficultés", "Les leçons")
WORDS, FEW_WORDS, PARAGRAPH = 1600, 100, 64  # of a sheet, of a short one, of a paragraph


@dataclass(frozen=True)
class Text:
    """One sheet: its title, its paragraphs by rubric, the numbers of its three photos."""

    slug: str
    title: str
    rubrics: tuple[tuple[str, tuple[str, ...]], ...]
    photos: tuple[int, int, int]


def text(number: int, edit: int = 0, words: int = WORDS) -> Text:
    """Sheet `number` of so many words; another `edit` changes one word and nothing of how much there is."""
    rng = random.Random(number)
    title = f"{_capital(rng.choice(NOUNS))} {rng.choice(VERBS)} {rng.choice(NOUNS)}"
    share = words // len(RUBRICS)
    rubrics = [(name, tuple(_paragraphs(rng, share))) for name in RUBRICS]
    name, (first, *rest) = rubrics[0]
    rubrics[0] = (name, (f"Voici la version {edit % 90 + 10}. {first}", *rest))
    own = number % 10 * 3
    return Text(f"fiche-{number:04}", title, tuple(rubrics), (own, own + 1, own + 2))


def _paragraphs(rng: random.Random, words: int) -> Iterator[str]:
    while words > 0:
        made = ""
        while len(made.split()) < min(PARAGRAPH, words):
            made += f" {_sentence(rng)}"
        words -= len(made.split())
        yield made.strip()


def _sentence(rng: random.Random) -> str:
    parts = [f"{rng.choice(NOUNS)} {rng.choice(VERBS)} {rng.choice(NOUNS)} {rng.choice(ENDS)}"]
    for _ in range(rng.randint(0, 2)):
        parts.append(f"{rng.choice(LINKS)} {rng.choice(NOUNS)} {rng.choice(VERBS)} {rng.choice(NOUNS)}")
    whole = " ".join(parts)
    kind = rng.random()
    if kind < 0.1:
        whole = f"on le dit ici : « {whole} »"
    elif kind < 0.2:
        whole = f"{whole} ; {rng.choice(NOUNS)} le confirme"
    return f"{_capital(whole)}{rng.choice('....?')}".replace("?", " ?")


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]

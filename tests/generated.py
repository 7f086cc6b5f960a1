"""Sheets of random shape, in words that mean little: any number of rubrics, actors, photos, testimonies."""

from __future__ import annotations

import random

WORDS = [
    "eau",
    "village",
    "école",
    "route",
    "puits",
    "chemin",
    "source",
    "commune",
    "association",
    "travail",
    "maison",
    "atelier",
    "récolte",
    "terrasse",
    "argan",
    "olive",
    "réunion",
    "décision",
    "famille",
    "jeune",
    "ancien",
    "conseil",
    "président",
    "ingénieur",
    "chantier",
    "tuyau",
    "pompe",
    "citerne",
    "financement",
    "partenaire",
    "formation",
    "coopérative",
    "marché",
    "vente",
    "transport",
    "élève",
    "habitant",
    "diaspora",
    "migration",
    "projet",
    "développement",
    "assainissement",
    "environnement",
    "accompagnement",
    "gouvernance",
    "solidarité",
    "territoire",
]
VERBS = [
    "porte",
    "ouvre",
    "bâtit",
    "demande",
    "reçoit",
    "transmet",
    "finance",
    "accompagne",
    "nettoie",
    "répare",
    "organise",
    "apprend",
    "discute",
]
WEIGHTS = {
    "contexte": 160,
    "demarche": 240,
    "resultats": 120,
    "facteurs": 210,
    "difficultes": 200,
    "valeur-ajoutee": 120,
    "lecons": 220,
}
TITLES = {
    "contexte": "Contexte",
    "demarche": "Démarche de mise en œuvre du projet",
    "resultats": "Résultats",
    "facteurs": "Facteurs de réussite",
    "difficultes": "Difficultés",
    "valeur-ajoutee": "Valeur-ajoutée de la diaspora dans le développement du territoire",
    "lecons": "Leçons tirées de l'expérience et précieux conseils",
}
IMAGE = "images/plan.svg"
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200"><path fill="#1f6a96" d="M0 0h300v200H0z"/></svg>'
)


def sheet(seed: int) -> str:
    """The Markdown of one sheet; the same for the same seed."""
    rng = random.Random(seed)
    share = rng.uniform(0.35, 1.05)
    parts = [_front(rng), "## Porteur du projet", f"### Association {seed}", _prose(rng, int(75 * share))]
    for id_, weight in WEIGHTS.items():
        if id_ == "demarche":
            parts += _actors(rng, share)
        if rng.random() < 0.95:
            parts += [f"## {TITLES[id_]}", _prose(rng, max(12, int(weight * share * rng.uniform(0.8, 1.2))))]
    parts += ["## La parole au territoire", *(_testimony(rng, share) for _ in range(rng.randint(1, 3)))]
    return "\n\n".join(parts) + "\n"


def _front(rng: random.Random) -> str:
    title = _sentence(rng, rng.randint(3, 18)).rstrip(".")
    places = "territoire: {commune: Ouijjane, province: Tiznit}\n"
    north = "diaspora: {ville: Carpentras, departement: '84'}\n" if rng.random() < 0.7 else ""
    photos = "".join(
        f'  - {{fichier: {IMAGE}, alt: Un plan, legende: "{_sentence(rng, 8)}"}}\n' for _ in range(rng.randint(0, 4))
    )
    return f"---\ntitre: '{title}'\n{places}{north}" + (f"photos:\n{photos}" if photos else "") + "---"


def _actors(rng: random.Random, share: float) -> list[str]:
    count = rng.randint(0, 6)
    cards = [text for index in range(count) for text in (f"### Acteur {index}", _prose(rng, max(6, int(25 * share))))]
    return ["## Acteurs impliqués", *cards] if cards else []


def _testimony(rng: random.Random, share: float) -> str:
    return "> " + _prose(rng, int(70 * share)).replace("\n\n", "\n>\n> ") + "\n>\n> — Un habitant"


def _prose(rng: random.Random, count: int) -> str:
    paragraphs, words = [[]], 0
    while words < count:
        sentence = _sentence(rng, rng.randint(6, 24))
        if rng.random() < 0.12:
            sentence = f"On a dit : « {sentence} »"
        paragraphs[-1].append(sentence)
        words += len(sentence.split())
        if rng.random() < 0.25:
            paragraphs.append([])
    return "\n\n".join(" ".join(paragraph) for paragraph in paragraphs if paragraph)


def _sentence(rng: random.Random, count: int) -> str:
    words = [rng.choice(VERBS if index % 5 == 2 else WORDS) for index in range(count)]
    return " ".join(words).capitalize() + rng.choice([".", ".", ".", " !", " ?"])

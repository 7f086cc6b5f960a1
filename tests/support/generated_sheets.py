"""Sheets of any shape, in words that mean little: the variants that a designer thinks of, and random ones."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace

WORDS = (
    "eau village école route puits chemin source commune association travail maison atelier récolte terrasse argan "
    "olive réunion décision famille jeune ancien conseil président ingénieur chantier tuyau pompe citerne financement "
    "partenaire formation coopérative marché vente transport élève habitant diaspora migration projet développement "
    "assainissement environnement accompagnement gouvernance solidarité territoire"
).split()
VERBS = ("porte ouvre bâtit demande reçoit transmet finance accompagne nettoie répare organise apprend discute").split()
SMALL = "de la le les et un une pour dans par qui à avec sur des ce leur plus".split()
WEIGHTS = {  # words of a usual sheet
    "porteur": 75,
    "contexte": 160,
    "demarche": 240,
    "resultats": 120,
    "facteurs": 210,
    "difficultes": 200,
    "valeur-ajoutee": 120,
    "lecons": 220,
    "parole": 100,
}
TITLES = {
    "porteur": "Porteur du projet",
    "contexte": "Contexte",
    "demarche": "Démarche de mise en œuvre du projet",
    "resultats": "Résultats",
    "facteurs": "Facteurs de réussite",
    "difficultes": "Difficultés",
    "valeur-ajoutee": "Valeur-ajoutée de la diaspora dans le développement du territoire",
    "lecons": "Leçons tirées de l'expérience et précieux conseils",
    "parole": "La parole au territoire",
}
IMAGE = "images/plan.svg"
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200"><path fill="#1f6a96" d="M0 0h300v200H0z"/></svg>'
)
PLACES = {
    "un lieu": "territoire: {commune: Ouijjane, province: Tiznit}\n",
    "deux lieux": "territoire:\n  - {commune: Ouijjane, province: Tiznit}\n  - {commune: Imsouane, province: Agadir}\n",
    "la région": "territoire: {region: Souss-Massa}\n",
}


@dataclass(frozen=True)
class Shape:
    """What a sheet is made of; a rubric of 0 words is absent."""

    seed: int = 0
    words: dict[str, int] = field(default_factory=lambda: dict(WEIGHTS))
    title: int = 9  # words
    actors: int = 3
    actor: int = 25  # words of each
    photos: int = 2
    testimonies: int = 1
    quotes: float = 0.12  # share of sentences that are speech
    place: str = "un lieu"
    city: bool = True
    date: bool = True
    logo: bool = False
    headings: bool = False
    lists: bool = False


def scaled(share: float, **more: object) -> Shape:
    """The usual sheet, its texts `share` times as long."""
    return replace(Shape(), words={id_: max(8, round(count * share)) for id_, count in WEIGHTS.items()}, **more)


VARIANTS = {
    "sans-photo-ni-logo": Shape(photos=0),
    "logo": Shape(logo=True, actors=2),
    "titre-long": Shape(title=28, actors=8, photos=0),
    "un-acteur": Shape(actors=1, actor=50),
    "quatre-acteurs": Shape(actors=4, photos=1),
    "douze-acteurs": Shape(actors=12, actor=14, photos=1),
    "sans-acteur": Shape(actors=0),
    "deux-phrases": Shape(words=dict.fromkeys(WEIGHTS, 30), photos=0, actors=2),
    "tres-courte": scaled(0.45, photos=1),
    "intertitres": Shape(headings=True),
    "listes": Shape(lists=True, photos=1),
    "deux-temoignages": Shape(testimonies=2, words={**WEIGHTS, "parole": 130}),
    "trois-temoignages": Shape(testimonies=3, words={**WEIGHTS, "parole": 150, "lecons": 150}),
    "deux-lieux": Shape(place="deux lieux", date=False),
    "region-sans-ville": Shape(place="la région", city=False, date=False),
    "rubriques-absentes": Shape(words={**WEIGHTS, "resultats": 0, "difficultes": 0, "valeur-ajoutee": 0}),
    "longue": scaled(1.28, photos=3, actors=5),
    "contexte-long": Shape(words={**WEIGHTS, "contexte": 420}, photos=0, actors=5, actor=35),
    "valeur-longue": Shape(words={**WEIGHTS, "valeur-ajoutee": 230, "facteurs": 350, "difficultes": 340, "lecons": 90}),
}


def shape(seed: int) -> Shape:
    """A random sheet, from 700 to about 2,200 words; the same for the same seed."""
    rng = random.Random(seed)
    share = rng.uniform(0.4, 1.25)
    words = {id_: max(10, round(count * share * rng.uniform(0.75, 1.2))) for id_, count in WEIGHTS.items()}
    words |= {id_: 0 for id_ in list(WEIGHTS)[1:-1] if rng.random() < 0.04}
    actors = rng.choice([0, 1, 2, 2, 3, 3, 4, 5, 6, 8, 10])
    return Shape(
        seed=seed, words=words, title=rng.randint(3, 20), actors=actors, actor=round(max(6, 28 * share - actors)),
        photos=rng.randint(0, 4), testimonies=rng.choice([1, 1, 1, 2, 3]), quotes=rng.choice([0, 0.1, 0.2]),
        place=rng.choice(list(PLACES)), city=rng.random() < 0.8, date=rng.random() < 0.7, logo=rng.random() < 0.3,
        headings=rng.random() < 0.2, lists=rng.random() < 0.2,
    )  # fmt: skip


def sheet(made: Shape) -> str:
    """The Markdown of one sheet."""
    rng = random.Random(made.seed)
    parts = [_front(rng, made)]
    for id_, count in made.words.items():
        if id_ == "demarche" and made.actors:
            parts.append("## Acteurs impliqués")
            for index in range(made.actors):
                parts += [f"### Acteur {index}", _prose(rng, made.actor, 0)]
        if not count:
            continue
        parts.append(f"## {TITLES[id_]}")
        if id_ == "porteur":
            parts += ["### Association des puits", f"![Le logo]({IMAGE})\n\n" * made.logo + _prose(rng, count, 0)]
        elif id_ == "parole":
            parts += [_testimony(rng, count // made.testimonies) for _ in range(made.testimonies)]
        else:
            parts.append(_rubric(rng, made, count))
    return "\n\n".join(parts) + "\n"


def _front(rng: random.Random, made: Shape) -> str:
    lines = [f"titre: '{_sentence(rng, made.title).rstrip(' .!?')}'\n", PLACES[made.place]]
    lines += ["diaspora: {ville: Carpentras, departement: '84'}\n"] * made.city + ["periode: 2019\n"] * made.date
    lines += ["photos:\n"] * bool(made.photos)
    lines += [f'  - {{fichier: {IMAGE}, alt: Un plan, legende: "{_sentence(rng, 8)}"}}\n' for _ in range(made.photos)]
    return f"---\n{''.join(lines)}---"


def _rubric(rng: random.Random, made: Shape, count: int) -> str:
    if made.headings and count > 90:
        pieces = [f"### {_sentence(rng, 4).rstrip(' .!?')}\n\n{_prose(rng, count // 3, made.quotes)}" for _ in range(3)]
        return "\n\n".join(pieces)
    if made.lists and count > 60:
        items = "\n".join(f"- {_sentence(rng, 9)}" for _ in range(4))
        return f"{_prose(rng, count - 40, made.quotes)}\n\n{items}"
    return _prose(rng, count, made.quotes)


def _testimony(rng: random.Random, count: int) -> str:
    return "> " + _prose(rng, count, 0).replace("\n\n", "\n>\n> ") + "\n>\n> — Un habitant"


def _prose(rng: random.Random, count: int, quotes: float) -> str:
    paragraphs, words = [[]], 0
    while words < count:
        sentence = _sentence(rng, min(rng.randint(6, 24), max(6, count - words)))
        if rng.random() < quotes:
            sentence = f"On a dit : « {sentence} »"
        paragraphs[-1].append(sentence)
        words += len(sentence.split())
        if rng.random() < 0.25:
            paragraphs.append([])
    return "\n\n".join(" ".join(paragraph) for paragraph in paragraphs if paragraph)


def _sentence(rng: random.Random, count: int) -> str:
    kinds = (WORDS, SMALL, VERBS, SMALL, WORDS, SMALL)  # as long on the whole as French words are
    words = [rng.choice(kinds[index % 6]) for index in range(count)]
    return " ".join(words).capitalize() + rng.choice([".", ".", ".", " !", " ?"])

"""Random formats, each with a random sheet: papers, grids, zones, rubrics, languages; the same for the same seed."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

WORDS = {
    "fr": "eau village école route source commune travail maison récolte décision famille conseil chantier pompe",
    "en": "water village school road spring council work house harvest decision family board site pump",
    "es": "agua pueblo escuela camino fuente consejo trabajo casa cosecha familia bomba taller",
    "ar": "الماء القرية المدرسة الطريق المجلس العمل الدار القرار الأسرة المضخة",
}
GROUNDS = ("", "", "ecume", "pise", "nuit", "terre", "argan", "safran", "atlantique", "filet")
HEADS, QUOTES = ("dessus", "a-gauche", "en-ligne", "sans"), ("sans", "dessous", "champ", "blanc")
PROSE = tuple(f"prose-{letter}" for letter in "abcdefg")
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="{1}"><path fill="#1f6a96" d="M0 0h{0}v{1}H0z"/></svg>'
)


Zone = dict[str, dict[str, object]]  # its kind, its keys


@dataclass(frozen=True)
class RandomFormat:
    """A collection of one sheet in a format of its own: its files, and a sign for each piece of its text."""

    files: dict[str, str]
    signs: tuple[int, ...]


class _Dice(random.Random):
    def maybe(self, share: float = 0.5) -> bool:
        return self.random() < share


class _Writer:
    """Prose that means nothing; each piece begins with a sign of its own, that no line divides."""

    def __init__(self, dice: _Dice, language: str) -> None:
        self.dice, self.words, self.signs = dice, WORDS[language].split(), list[int]()
        self.parts = dice.choice((1, 2, 4))  # of a rubric, at most: short sheets are built, long ones refused

    def piece(self, least: int, most: int) -> str:
        self.signs.append(len(self.signs))
        said = [self.dice.choice(self.words) for _ in range(self.dice.randint(least, most))]
        return f"k{self.signs[-1]}z {' '.join(said)}"

    def prose(self, notes: list[str]) -> str:
        parts = [f"{self.piece(4, 45)}." for _ in range(self.dice.randint(1, self.parts))]
        if self.dice.maybe(0.25):
            parts.insert(self.dice.randint(0, len(parts)), f"### {self.piece(1, 6)}\n\n{self.piece(3, 20)}.")
        if self.dice.maybe(0.25):
            parts.append("\n".join(f"- {self.piece(2, 12)}" for _ in range(self.dice.randint(2, 5))))
        if self.dice.maybe(0.25):
            parts.append(self.table())
        if self.dice.maybe(0.3):
            label = f"n{len(self.signs)}"
            parts[0] = parts[0].removesuffix(".") + f"[^{label}]."
            notes.append(f"[^{label}]: {self.piece(2, 25)}.")
        return "\n\n".join(parts)

    def table(self) -> str:
        columns = self.dice.randint(2, 4) if self.dice.maybe(0.7) else self.dice.randint(5, 9)  # too wide for a column
        rows = [[self.piece(0, 2) for _ in range(columns)] for _ in range(self.dice.randint(2, 6))]
        return "\n".join(f"| {' | '.join(row)} |" for row in (rows[0], ["---"] * columns, *rows[1:]))


def made(seed: int) -> RandomFormat:
    """The one of a seed."""
    dice = _Dice(seed)
    language = dice.choice(("fr", "fr", "en", "es", "ar"))
    writer = _Writer(dice, language)
    held = _Held(dice.sample(PROSE, dice.randint(1, 6)), dice.maybe(), dice.maybe())
    files = {
        "sheets/collection.yaml": f"format: hasard\nlangue: {language}\ncolophon: [Essai.]\n",
        "sheets/essai.md": _sheet(dice, writer, held),
        "templates/hasard/format.yaml": _format(dice, language, held),
        "templates/hasard/composition.yaml": json.dumps(_composition(dice, held), ensure_ascii=False, indent=1),
        "templates/hasard/bande.html": '<div class="fond nuit" style="{{ place.style }}"></div>\n',
    }
    for number, shape in enumerate(((300, 200), (200, 300), (400, 130))):
        files[f"sheets/images/p{number}.svg"] = SVG.format(*shape)
    return RandomFormat(files, tuple(writer.signs))


class _Held(NamedTuple):
    """What a format's sheets hold: rubrics of prose, entries, testimonies."""

    prose: list[str]
    entries: bool
    voices: bool


def _format(dice: _Dice, language: str, held: _Held) -> str:
    ids = [(id_, "prose") for id_ in held.prose]
    ids += [("groupes", "entries")] * held.entries + [("voix", "testimonies")] * held.voices
    dice.shuffle(ids)
    listed = [{"id": id_, "title": {language: f"Titre {id_}"}, "holds": holds} for id_, holds in ids]
    fields = {name: {"label": name.title()} for name in ("resume", "lieu", "cout")}
    return json.dumps({"name": "Hasard", "extends": "commun", "fields": fields, "rubrics": listed}, ensure_ascii=False)


def _sheet(dice: _Dice, writer: _Writer, held: _Held) -> str:
    front = [f"titre: {writer.piece(1, 12)}"]
    for key, most in (("resume", 30), ("lieu", 4)):
        front += [f"{key}: {writer.piece(1, most)}"] if dice.maybe() else []
    if count := dice.randint(0, 3):
        captions = (
            " ".join(dice.choices(writer.words, k=dice.randint(1, 9))) for _ in range(count)
        )  # may have no place
        photos = (f"{{fichier: images/p{dice.randrange(3)}.svg, alt: Vue, legende: {words}}}" for words in captions)
        front.append(f"photos: [{', '.join(photos)}]")
    notes = list[str]()
    parts = [f"## Titre {id_}\n\n{writer.prose(notes)}" for id_ in held.prose]
    if held.entries:
        named = (f"### {writer.piece(1, 4)}\n\n{writer.piece(3, 30)}." for _ in range(dice.randint(1, 6)))
        parts.append("## Titre groupes\n\n" + "\n\n".join(named))
    if held.voices:
        said = (f"> {writer.piece(4, 40)}.\n>\n> — {writer.piece(1, 4)}" for _ in range(dice.randint(1, 4)))
        parts.append("## Titre voix\n\n" + "\n\n".join(said))
    return "---\n" + "\n".join(front) + "\n---\n\n" + "\n\n".join((*parts, *notes)) + "\n"


def _composition(dice: _Dice, held: _Held) -> dict[str, object]:
    columns = dice.randint(4, 14)
    pages: list[list[Zone]] = [[] for _ in range(dice.randint(1, 4))]
    flows = dice.maybe(0.3)
    for zone in (*_texts(dice, list(held.prose), columns, flows=flows), *_others(dice, held, columns)):
        dice.choice(pages).append(zone)
    for number, page in enumerate(pages, 1):
        if dice.maybe(0.6):
            keys = {"rang": number, "mini": 5, "maxi": dice.randint(6, 30), "exergue": dice.choice(QUOTES)}
            page.insert(dice.randint(0, len(page)), {"image": keys})
    facts = {"champs": ["lieu", "cout"], "par_rang": dice.randint(1, 3)}
    band = {"fond": dice.choice(GROUNDS)}
    title, standfirst = {"surtitre": dice.choice((0, 1.5)), **band}, {"champ": "resume", **band}
    pages[0][:0] = [{"titre": title}, {"chapeau": standfirst}, {"faits": facts}]
    pages[-1] += [{"suite": {}}] if flows else []
    pages[-1] += [{"libre": {"modele": "colophon.html", "hauteur": 9, "ancre": "pied"}}] if dice.maybe() else []
    if dice.maybe(0.2):
        rail = {"largeur": dice.randint(20, 60), "modele": "bande.html", "cote": dice.choice(("dehors", "dedans"))}
        dice.choice(pages).append({"rail": rail})
    zones = [{"zones": page or [{"suite": {}}], "grandit": dice.maybe()} for page in pages]
    return {**_paper(dice, columns), "notes": dice.choice(("rubrique", "pied")), "pages": zones}


def _paper(dice: _Dice, columns: int) -> dict[str, object]:
    sized = f"{dice.randint(100, 320)} x {dice.randint(110, 320)}"
    margins = {side: dice.randint(10, 24) for side in ("dedans", "dehors", "tete", "pied")}
    grid = {
        "module": dice.choice((4, 4.5, 5, 6)),
        "colonnes": columns,
        "gouttiere": dice.choice((3, 4.5, 6)),
        **margins,
    }
    paper = dice.choice(("A4", "A5", "Letter", "A4 paysage", "Letter paysage", sized))
    return {"papier": paper, "grille": grid, "mesure": dice.randint(60, 130), "corps": dice.choice((8.4, 9.6, 11))}


def _texts(dice: _Dice, ids: list[str], columns: int, *, flows: bool) -> Iterator[Zone]:
    """Zones for rubrics of prose, side by side or alone; those that flow have none."""
    while ids:
        if flows and dice.maybe():
            ids.pop()
        elif len(ids) > 1 and dice.maybe(0.3):
            first = dice.randint(columns // 3, columns - columns // 3)
            shares = {"rubriques": [ids.pop(), ids.pop()], "partages": [f"{first}/{columns - first}"]}
            yield {"cote_a_cote": {**shares, **_anchor(dice)}}
        else:
            yield {"texte": {"rubrique": ids.pop(), "tete": dice.choice(HEADS), **_headed(dice, columns)}}


def _others(dice: _Dice, held: _Held, columns: int) -> Iterator[Zone]:
    if held.entries:
        yield {"cartes": {"rubrique": "groupes", "par_rang": dice.randint(1, 4), **_on(dice), **_anchor(dice)}}
    if held.voices:
        yield {"temoignages": {"rubrique": "voix", **_headed(dice, columns)}}


def _headed(dice: _Dice, columns: int) -> dict[str, object]:
    keys = {"tete_colonnes": dice.randint(1, min(4, columns - 1)), **_on(dice), **_anchor(dice)}
    return {**keys, "remplit": dice.maybe()} if {"fond", "ancre"} <= keys.keys() else keys


def _on(dice: _Dice) -> dict[str, str]:
    return {"fond": ground} if (ground := dice.choice(GROUNDS)) else {}


def _anchor(dice: _Dice) -> dict[str, str]:
    return {"ancre": "pied"} if dice.maybe(0.2) else {}

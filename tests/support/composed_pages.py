"""Sheets of a given length, composed by rule of thumb, and pages laid from the heights of their texts."""

from __future__ import annotations

from dataclasses import replace

from fiches.compose import page as pages
from fiches.compose.copyfit import Setter, never_tight, no_calls
from fiches.compose.model import ContentInventory, Decision, PageInputs
from fiches.compose.rules_reader import load
from fiches.compose.solver import compose
from fiches.compose.zones_checked import names_of
from fiches.config import formats
from fiches.config.project import HOUSE

FORMAT, _ = formats.load("capitalisation", (HOUSE / "templates",))
FOLDER = HOUSE / "templates/capitalisation"
RULES, FAULTS = load(FOLDER / "composition.yaml", names_of(FORMAT, FOLDER))
GRID = RULES.grid
CARDS = {"porteur": 1, "acteurs": 2, "parole": 1}  # rubrics of entries and of testimonies, and how many
POINTS_PER_MM = 72 / 25.4


def matter(share=1.0, **more):
    """A usual sheet, its texts `share` times as long as usual."""
    words = {
        "porteur": 75,
        "contexte": 150,
        "acteurs": 50,
        "demarche": 240,
        "resultats": 120,
        "facteurs": 200,
        "difficultes": 180,
        "valeur-ajoutee": 110,
        "lecons": 200,
        "parole": 110,
        "parole-0": 110,
    }
    lengths = {name: (int(count * 6.25 * share),) for name, count in words.items()}
    lengths |= {"titre": (80,), "champ-recueilli_aupres": (90,), "acteurs-0": (150,), "acteurs-1": (150,)}
    quotes = {2: "Une phrase à citer en page deux.", 3: "Une autre en page trois."}
    lengths |= {f"exergue-{page}": (len(text),) for page, text in quotes.items()}
    return ContentInventory(lengths, counts=more.pop("counts", CARDS), quotes=quotes, **more)


def height_of(what):
    """How high blocks are by rule of thumb: 2.25 characters an em."""

    def height(text):
        per_line = max(1, text.column * POINTS_PER_MM / text.size * 2.25)
        lines = sum(-(-count // per_line) for count in what.lengths[text.block])
        return -(-lines // text.columns) * text.leading

    return height


def composed(what, rules=RULES):
    """Laid out by rule of thumb."""
    return compose(what, rules, Setter(height_of(what)))


def inputs(number, heights, height=None, **choice):
    """What page `number` is laid from, of blocks so many u high at whatever setting; `choice` is what was decided.

    A block is as long as it says, else some characters; a quotation is shown on the pages that have one.
    """
    numbered = {name: name.rpartition("-")[0] for name in heights if name.startswith(("acteurs-", "parole-"))}
    lengths = {name: (round(tall * 40),) for name, tall in heights.items()}
    lengths |= dict.fromkeys(numbered.values(), (1,))
    quotes = {int(name[-1]): "Une phrase." for name in heights if name.startswith("exergue-")}
    photos = dict(choice.pop("photos", {}))
    counts = {rubric: list(numbered.values()).count(rubric) for rubric in ("acteurs", "parole")}
    inventory = ContentInventory(
        lengths=lengths | choice.pop("lengths", {}),
        counts={**counts, "porteur": 1},
        logos=frozenset(choice.pop("logos", ())),
        captions=(choice.pop("captioned", False),) * len(photos),
        quotes=quotes,
        shapes=tuple(choice.pop("shapes", ())),
    )
    rules, rests = choice.pop("rules", RULES), choice.pop("rests", {})
    setter = Setter(
        height or (lambda text: heights[text.block]),
        calls=choice.pop("calls", no_calls),
        is_tight=choice.pop("is_tight", never_tight),
    )
    decision = Decision(rules.body, rules.cards[0], photos=photos, quotes=frozenset(quotes), **choice)
    return PageInputs(number, number, inventory, rules, decision, **setter._asdict(), rests=rests)


def page(number, heights, height=None, **choice):
    """One page of the house laid from the heights of its blocks."""
    return pages.lay(inputs(number, heights, height, **choice))


def measured(number, heights, **choice):
    """The frames of a page, and how its texts were measured: block, width, size, leading, columns."""
    given, asked = inputs(number, heights, **choice), set()

    def height(text):
        asked.add((text.block, text.width, text.size, text.leading, text.columns))
        return given.height(text)

    return pages.lay(replace(given, height=height)).frames, asked


def edges(frame):
    """Its upper and its lower edge."""
    return frame.y, frame.foot


def x_width(frame):
    """Where it begins, and how wide it is."""
    return frame.x, frame.width

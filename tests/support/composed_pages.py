"""Sheets of a given length, composed by rule of thumb."""

from __future__ import annotations

from dataclasses import replace

from fiches.compose.model import ContentInventory, Decision, PageInputs
from fiches.compose.rules_reader import load
from fiches.compose.solver import compose
from fiches.config.project import HOUSE

RULES, FAULTS = load(HOUSE / "templates/capitalisation/composition.yaml")


def matter(share=1.0, **more):
    """A usual sheet, its texts `share` times as long as usual."""
    words = {
        "porteur": 75,
        "contexte": 150,
        "demarche": 240,
        "resultats": 120,
        "facteurs": 200,
        "difficultes": 180,
        "valeur-ajoutee": 110,
        "lecons": 200,
        "parole-0": 110,
    }
    lengths = {name: (int(count * 6.25 * share),) for name, count in words.items()}
    lengths |= {"titre": (80,), "recueilli": (90,), "acteur-0": (150,), "acteur-1": (150,)}
    quotes = {2: "Une phrase à citer en page deux.", 3: "Une autre en page trois."}
    lengths |= {f"exergue-{page}": (len(text),) for page, text in quotes.items()}
    return ContentInventory(lengths, actors=2, testimonies=1, quotes=quotes, **more)


def composed(what, rules=RULES):
    """Laid out by rule of thumb: 2.25 characters an em."""

    def height(text):
        per_line = (text.width - text.gap * (text.columns - 1)) / text.columns / (25.4 / 72) / text.size * 2.25
        lines = sum(-(-count // per_line) for count in what.lengths[text.block])
        return -(-lines // text.columns) * text.leading

    return compose(what, rules, height)


def inputs(heights, height=None, **choice):
    """One page's inputs from the heights of its blocks, in u, at whatever setting; `choice` is what was decided.

    A block is as long as it says, else some characters; a quotation is shown on the pages that have one.
    """
    lengths = {name: (round(tall * 40),) for name, tall in heights.items()}
    quotes = {int(name[-1]): "Une phrase." for name in heights if name.startswith("exergue-")}
    photos = dict(choice.pop("photos", {}))
    inventory = ContentInventory(
        lengths=lengths | choice.pop("lengths", {}),
        actors=sum(name.startswith("acteur-") for name in heights),
        testimonies=sum(name.startswith("parole-") for name in heights),
        logo=choice.pop("logo", False),
        captions=(choice.pop("captioned", False),) * len(photos),
        quotes=quotes,
    )
    decision = Decision(RULES.body, RULES.cards[0], photos=photos, quotes=frozenset(quotes), **choice)
    return PageInputs(inventory, RULES, decision, height or (lambda text: heights[text.block]))


def measured(compose_page, given):
    """The frames of a page, and how its texts were measured: block, width, size, leading, columns."""
    asked = set()

    def height(text):
        asked.add((text.block, text.width, text.size, text.leading, text.columns))
        return given.height(text)

    return compose_page(replace(given, height=height)).frames, asked

"""Text of the house made ready for its lines, without pages: its faces, its paragraphs, random ones."""

from __future__ import annotations

import random
from functools import cache

from fiches.compose import typefaces
from fiches.compose.line_ends import LineRules, Measure
from fiches.compose.lines import fitted
from fiches.compose.paragraph import ParagraphStyle, ready, runs_of
from fiches.compose.text_blocks import TextComposer
from fiches.compose.text_styles import TextStyles
from fiches.compose.typefaces import TypeStyle
from fiches.config.project import HOUSE
from fiches.content.blocks import Words
from fiches.core.geometry import POINTS_PER_MM
from fiches.typography.html_writer import HtmlWriter
from support.generated_sheets import SMALL, VERBS, WORDS

RULES = LineRules()
STYLES = ("fonts.css", "commun.css", "pages.css", "capitalisation.css")
BODY = 9.6  # points


@cache
def faces():
    """Those of the house."""
    return typefaces.of_styles(("fonts.css",), (HOUSE / "styles",))


def style(role="texte", *, divides=True, **more):
    """A paragraph's, in the faces of a role."""
    return ParagraphStyle(TypeStyle(faces().families(role), **more), divides=divides, holds=not divides)


def paragraph(words, language="fr", how=None):
    """Some words ready for their lines: text, or the content of a paragraph."""
    how = how or style()
    content = (Words(words),) if isinstance(words, str) else words
    inlines = HtmlWriter(language).typeset(content)
    return ready(tuple(runs_of(inlines, how, language)), how, language, faces())


def measure(width, size=BODY, indent=0.0):
    """`width` and `indent` mm, and the least last line, in em."""
    em = size / POINTS_PER_MM
    return Measure(width / em, indent / em, RULES.last_least / em)


def lines(words, width, language="fr", **more):
    """What each line of some words says at so many mm, its mark at its end."""
    found = paragraph(words, language, more.pop("how", None))
    cut = fitted(found, measure(width), more.pop("rules", RULES), more.pop("extra", 0), **more)
    return [found.text[line.start : line.end].rstrip(" ") + line.mark for line in cut]


def prose(seed, words=120):
    """French that means nothing, in sentences, of so many words."""
    dice = random.Random(seed)
    said = [dice.choice((WORDS, SMALL, SMALL, VERBS)[dice.randrange(4)]) for _ in range(words)]
    for place in range(0, words, 9):
        said[place] = said[place].capitalize()
        if place:
            said[place - 1] += "."
    return " ".join(said) + "."


def composer(blocks, language="fr", roles=None):
    """What sets blocks of text by their names; `roles`: what kind of text each is, unless running text."""
    sheets = typefaces.style_sheets(STYLES, (HOUSE / "styles",))
    styles, writer = TextStyles(faces(), language, sheets), HtmlWriter(language)
    return TextComposer(blocks, roles or {}, styles, RULES, writer, lambda _: 0.5)

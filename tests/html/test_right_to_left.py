"""What style sheets say of pages that are read from right to left."""

from __future__ import annotations

import pytest

from fiches.compose.text_looks import elements, look_of
from fiches.core.css_cascade import Element, cascade
from support.repository import ROOT

LEAST, LEADING = 9.0, 1.25  # pt, of the size: Arabic letters are low in their em, with marks above and below
ALWAYS, CAPITALISATION = ("commun.css", "pages.css"), ("commun.css", "pages.css", "capitalisation.css")
BOOKLET = ("commun.css", "livret.css")
SMALL = [
    (ALWAYS, ".feuille figure.photo figcaption"),
    (ALWAYS, ".feuille p.genre"),
    (ALWAYS, ".feuille .bloc-champ p"),
    (ALWAYS, ".feuille h2.tete span.suite"),
    (ALWAYS, ".feuille footer.pied"),
    (ALWAYS, ".zone-colophon footer.colophon .mentions p"),
    (ALWAYS, ".zone-colophon footer.colophon .financeurs p"),
    (ALWAYS, ".zone-colophon footer.colophon figure.code figcaption"),
    (CAPITALISATION, ".feuille figure.photo figcaption"),
    (BOOKLET, "figure figcaption"),
    (BOOKLET, ".garde .ours p"),
    (BOOKLET, ".quatrieme .bas figure.code figcaption"),
]


def look(names, selector, direction="rtl"):
    styles = cascade(tuple((ROOT / "styles" / name).read_text("utf-8") for name in names))
    root = Element("html", lang="ar" if direction == "rtl" else "fr", dir=direction)
    return look_of(styles, (root, *elements(selector)))


@pytest.mark.parametrize(("names", "selector"), SMALL)
def test_small_text_grows_as_running_text_does(names, selector):
    latin, arabic = look(names, selector, "ltr"), look(names, selector)
    assert arabic.size >= max(LEAST, latin.size + 0.8)
    assert arabic.line * 72 / 25.4 >= LEADING * arabic.size

"""The voice of a poster that has no picture: as large as there is room, upright where it is no quotation."""

from __future__ import annotations

import re

import pytest

from fiches.build.session import RenderSession
from fiches.lint import collection
from support.sources import FRONT, project, text

SHORT_ONE = "Le puits est à tous."
LONG_ONE = "Le puits est à tous, et qui l'a creusé " + "le sait, " * 34 + "dit-on ici."
VOICE = re.compile(r'<p class="voix-affiche ([^"]*?)\s*">')


def poster(root, said, chosen, language="fr"):
    """The HTML of the poster of a sheet that says something, of which so much is chosen."""
    front = f"{FRONT}\nlangue: {language}\nexergue:\n{chosen}"
    own = project(root, {"fiche": text(front, Contexte=said)})
    html, problems = RenderSession(own, remember=False).studio.poster(collection.read(own).sheets["fiche"], 1)
    assert problems == []
    return html


@pytest.mark.parametrize(("said", "size"), [(SHORT_ONE, "bref"), (LONG_ONE, "tres-long")])
def test_a_voice_is_as_large_as_its_words_allow(said, size, tmp_path):
    assert VOICE.search(poster(tmp_path, said, f'  - "{said}"'))[1].split() == [size, "phrase"]


@pytest.mark.parametrize(
    ("said", "chosen", "classes", "told"),
    [
        (f"« {SHORT_ONE} »", f"  - {{texte: {SHORT_ONE}, qui: Aïcha}}", ["bref"], False),
        (SHORT_ONE, f"  - {{texte: {SHORT_ONE}, qui: Aïcha}}", ["bref", "phrase"], True),
    ],
)
def test_what_is_reported_is_upright_and_says_so(said, chosen, classes, told, tmp_path):
    html = poster(tmp_path, said, chosen)
    assert VOICE.search(html)[1].split() == classes
    assert ("propos rapportés" in html.replace("\u00a0", " ")) == told and "Aïcha" in html


def test_figures_of_a_poster_follow_its_direction(tmp_path):
    """The first is where lines begin."""
    figures = "  - صوت\nchiffres:\n  - 5 بيوت\n  - 7 آبار"
    ways = {code: poster(tmp_path / code, SHORT_ONE, figures, code) for code in ("fr", "ar")}
    found = {code: re.findall(r'"compte-affiche" style="(left|right):([\d.]+)mm', ways[code]) for code in ways}
    assert [side for side, _ in found["fr"]] == ["left"] * 2 and [side for side, _ in found["ar"]] == ["right"] * 2
    assert 0 == float(found["ar"][0][1]) < float(found["ar"][1][1])

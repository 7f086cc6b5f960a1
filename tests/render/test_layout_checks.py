"""Words that leave the page, or stand on others, and pages that say almost nothing: told, each with its remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from fiches.build import pipeline
from fiches.build.session import RenderSession
from fiches.config.project import open_project
from fiches.storage.fingerprints import HOUSE
from support import sources
from support.sources import write

pytestmark = pytest.mark.no_unit

FORMAT = "name: Note\nextends: commun\nrubrics:\n  - {id: texte, title: {fr: Texte}}\n"
NOTE = {
    "collection": "format: note",
    "templates/note/format.yaml": FORMAT,
    "une-note": "---\ntitre: Une note\n---\n\n## Texte\n\nDes mots.\n",
}
PAGE = "<!doctype html><html lang=fr><title>Note</title><style>@page { margin: 0; %s }</style><body>%s</body>"
BARE = " ".join(f"@{place} {{ content: none }}" for place in ("bottom-left", "bottom-right", "top-center"))
AT = '<div class="%s" style="position:absolute;white-space:nowrap;%s">%s</div>'
LONG = "Interminable" * 25


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    return RenderSession(sources.project(tmp_path_factory.mktemp("note"), NOTE)).engine


@pytest.fixture
def said(engine):
    """What is said of a page with blocks (class, style, words) on it."""

    def call(*blocks):
        html = PAGE % (BARE, "".join(AT % block for block in blocks))
        return [(one.code, str(one.message)) for one in engine.render(html, "note.md")[1]]

    return call


LEFT, RIGHT = ("", "left:20mm;top:50mm", "À gauche"), ("", "left:100mm;top:50mm", "À droite")
COVERED = [("chevauchement", "page 1 : « À gauche » et « Dessus » s'impriment l'un sur l'autre")]


def test_words_beside_words(said):
    assert said(LEFT, RIGHT, ("", "left:20mm;top:56mm", "Dessous")) == []


@pytest.mark.parametrize("place", ["left:-8mm;top:50mm", "left:203mm;top:50mm", "left:20mm;top:295mm"])
def test_words_out_of_the_page(said, place):
    assert said(("", place, "Dehors")) == [("debordement", "page 1 : « Dehors » sort de la page")]


def test_words_on_words_or_where_they_are_to_stand(said):
    assert said(LEFT, ("", "left:22mm;top:52mm", "Dessus")) == COVERED
    tall = ("", "left:20mm;top:50mm;width:80mm;height:30mm", "À gauche")
    assert said(tall, ("", "left:70mm;top:70mm", "Dessus")) == COVERED


def test_what_is_no_fault(said):
    """A block in another, a ground without words, what is turned or hidden, a name on a map beside a name."""
    inner = AT % ("", "left:40mm;top:0", "Dedans")
    assert said(("", "left:20mm;top:50mm;width:90mm;height:9mm", f"Dehors{inner}")) == []
    assert said(LEFT, ("", "left:0;top:0;width:210mm;height:90mm", "")) == []
    assert said(LEFT, ("", "left:20mm;top:50mm;transform:rotate(90deg)", "Tourné")) == []
    assert said(LEFT, ("", "left:20mm;top:50mm;visibility:hidden", "Caché")) == []
    names = [("nom-carte", f"left:{x}mm;top:50mm", "Agadir") for x in (20, 22)]
    assert said(*names) == []
    out = ("nom-carte", "left:205mm;top:50mm", "Taroudant")
    assert said(out) == [("debordement", "page 1 : la carte manque de place, « Taroudant » en sort")]


@pytest.fixture(scope="module")
def composed(tmp_path_factory):
    """What a build says of sheets in the house's format: by the name of each, (code, message, hint)."""
    whole = (HOUSE / "templates/commun/exemple/fr/sheets/ma-premiere-fiche.md").read_text("utf-8")
    image = (HOUSE / "templates/commun/exemple/fr/sheets/images/exemple.svg").read_text("utf-8")
    short = "---\ntitre: Une source\nterritoire: {commune: Tiznit}\n---\n\n## Contexte\n\nPeu\n\n## Résultats\n\nEau.\n"
    root = write(tmp_path_factory.mktemp("composees"), {
        "collection": "langue: fr", "sheets/images/exemple.svg": image,
        "titre": whole.replace("titre: Une source protégée", f"titre: {LONG}"),
        "legende": whole.replace("legende: Le bassin", "legende: " + "Le bassin de la source " * 60),
        "lieu": whole.replace("lieu: Exemple", f"lieu: {LONG}"),
        "presque-vide": short,
    })  # fmt: skip
    project, _ = open_project(root)
    problems = pipeline.build(project).problems
    found = {name: [] for name in ("titre", "legende", "lieu", "presque-vide")}
    for one in problems:
        found[Path(one.path).stem].append((one.code, str(one.message), str(one.hint)))
    return found


def test_a_word_longer_than_its_line_is_broken(composed):
    assert [code for code, *_ in composed["titre"]] == ["titre-sans-court"]  # nothing that stands out of its place


def test_what_covers_another_block(composed):
    [(code, message, hint)] = composed["lieu"]
    assert (code, hint) == ("chevauchement", "raccourcissez le plus long des deux")
    assert message.startswith("page 1 : « ") and message.endswith("s'impriment l'un sur l'autre")


def test_a_caption_has_the_room_of_its_lines(composed):
    assert [code for code, *_ in composed["legende"]] == ["valeur-longue"], "too long to be read, and over nothing"


def test_pages_that_say_almost_nothing(composed):
    """They are told together, with what is not written yet and would stand there."""
    [(message, hint)] = [(one, hint) for code, one, hint in composed["presque-vide"] if code == "page-presque-vide"]
    assert message == "les pages 1, 2, 3 et 4 sont presque vides"
    assert "« Porteur » ou « Acteurs » en page 1 ; « Démarche » en page 2 ; « Facteurs », « Difficultés » ou" in hint
    assert "« Leçons » ou « La parole » en page 4" in hint

"""Notes of composed pages as the engine draws them: their calls, their lines, their tags, the links both ways."""

from __future__ import annotations

import pikepdf
import pytest

from fiches.build.session import RenderSession
from fiches.config.project import open_project
from fiches.content import sheet, source
from fiches.lint import fitting
from support import conformity, drawn_lines, pdf_reader
from support.repository import ROOT

pytestmark = pytest.mark.no_unit

SHEET = """---
titre: Une bibliothèque
territoire: {commune: Ouijjane}
diaspora: {ville: Montpellier}
---

## Contexte

Le village a compté ses livres[^1], puis ceux que l'école avait prêtés aux familles du douar[^prêt] [^1].

| Année | Livres[^3] |
|---|--:|
| 2010 | 12 |
| 2012 | 1 050[^1] |

[^1]: En janvier 2010, par les élèves de la dernière classe, sous le regard de l'instituteur et de deux parents.
[^prêt]: Voir le [cahier](https://example.org/cahier) de l'école.
[^3]: Sans les manuels.

## Acteurs impliqués

### Association des parents

Elle *garde la clé[^1]* de la salle.

[^1]: Depuis 2011.

## La parole au territoire

> Nous lisons le soir[^a].
>
> — Habitante du village

[^a]: Après le repas.
"""
ARABIC = """---
titre: خزانة القرية
langue: ar
territoire: {commune: Ouijjane}
diaspora: {ville: Montpellier}
---

## السياق

حسبت القرية كتبها[^1] ثم كتب المدرسة سنة 2010[^2]، وما جاء بعدها من كتب القرى المجاورة.

[^1]: في يناير، بمساعدة CNSM.
[^2]: دون المقررات.
"""


@pytest.fixture(scope="module")
def shop():
    return RenderSession(open_project(ROOT)[0], remember=False)


def read(shop, text):
    found, problems = sheet.check(source.parse_bytes(text.encode(), "essai", "sheets/essai.md")[0], shop.project)
    assert found, problems
    return found


@pytest.mark.parametrize("text", [SHEET, ARABIC])
def test_lines_with_calls_and_notes_are_drawn_as_they_were_composed(shop, text):
    found = drawn_lines.compared(shop, read(shop, text))
    assert found.wrong == ()
    assert found.lines >= 5


@pytest.fixture(scope="module")
def printed(shop, tmp_path_factory):
    html, _ = shop.studio.sheet(one := read(shop, SHEET), fitting.lay_out(one, shop.project).layout)
    pdf, problems = shop.engine.render(html, "essai")
    assert problems == []
    path = tmp_path_factory.mktemp("notes") / "essai.pdf"
    path.write_bytes(pdf.data)
    return path


def test_calls_are_references_and_notes_have_names_that_the_file_lists(printed):
    assert conformity.broken(printed) == []
    with pikepdf.open(printed) as pdf:
        tags = conformity.tags(pdf)
        named = [str(tag.held.ID) for tag in tags if tag.kind == "/Note"]
        assert len(named) == len(set(named)) == 5
        listed = dict(pikepdf.NameTree(pdf.Root.StructTreeRoot.IDTree).items())
        assert set(named) <= set(listed)
        calls = [tag for tag in tags if tag.kind == "/Reference"]
        assert [[kid.kind for kid in tag.kids] for tag in calls] == [["/Link"]] * 7


def test_links_lead_to_the_notes_and_back(printed):
    with pikepdf.open(printed) as pdf:
        places = set(dict(pikepdf.NameTree(pdf.Root.Names.Dests).items()))
        led = [str(one.Dest) for page in pdf.pages for one in page.get("/Annots", ()) if "/Dest" in one]
    assert {f"{way}-essai-{number}" for way in ("note", "appel") for number in range(1, 6)} == set(led)
    assert set(led) <= places


def test_who_copies_a_page_gets_its_notes_behind_their_rubric(printed):
    words = pdf_reader.read(printed)
    order = [
        "compté ses livres",
        "en janvier 2010",
        "voir le cahier",
        "sans les manuels",
        "garde la clé4",
        "depuis 2011",
    ]
    assert sorted(map(words.index, order)) == list(map(words.index, order))

"""Tables of composed pages as the engine draws them: their lines, their tags, what is copied out of them."""

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

Le village a compté ses livres.

| Année | Livres prêtés | Coût (DH) | Remarque |
|---|--:|--:|---|
| 2010 | 12 | 1 234,5 | les premières familles, puis toutes les autres du douar |
| 2012 | 1 050 | — | [أغبالو]{lang=ar}, avec *l'aide* de tous |

Tableau : les livres

Après.

## Résultats

| السنة | الماء |
|---|---|
| ماء القرية | الكتاب |
"""
CELLS = ["Année", "Livres prêtés", "Coût (DH)", "Remarque", "2010", "12", "1 234,5",
         "les premières familles, puis toutes les autres du douar", "2012", "1 050", "—"]  # fmt: skip


@pytest.fixture(scope="module")
def shop():
    return RenderSession(open_project(ROOT)[0], remember=False)


@pytest.fixture(scope="module")
def one(shop):
    found, problems = sheet.check(source.parse_bytes(SHEET.encode(), "essai", "sheets/essai.md")[0], shop.project)
    assert found, problems
    return found


def test_lines_of_cells_are_drawn_as_they_were_composed(shop, one):
    found = drawn_lines.compared(shop, one)
    assert found.wrong == () and found.lines >= 20


def test_tags_say_heads_and_summary_and_cells_come_out_whole(shop, one, tmp_path):
    html, _ = shop.studio.sheet(one, fitting.lay_out(one, shop.project).layout)
    path = tmp_path / "essai.pdf"
    path.write_bytes(shop.engine.render(html, "essai")[0].data)
    assert conformity.broken(path) == []
    with pikepdf.open(path) as pdf:
        tags = conformity.tags(pdf)
        tables = [tag.held.A for tag in tags if tag.kind == "/Table"]
        assert [str(own.Summary) for own in tables] == ["Les livres", "السنة, الماء"]
        assert {str(tag.held.A.Scope) for tag in tags if tag.kind == "/TH"} == {"/Column"}
        assert [tag.kind for tag in tags if tag.kind in ("/Caption", "/THead", "/TBody")] == [
            "/Caption", "/THead", "/TBody", "/THead", "/TBody"
        ]  # fmt: skip
        lines = list(pdf_reader._page_lines(path))
        cells = [" ".join(_words(lines, tag).split()) for tag in tags if tag.kind in ("/TH", "/TD")]
    assert [cell.replace("\u202f", " ").replace("\u00a0", " ") for cell in cells[: len(CELLS)]] == CELLS


def _words(lines, tag):
    own = (lines[page][mark].text for page, mark in tag.marks if mark in lines[page])
    return " ".join([*own, *(_words(lines, kid) for kid in tag.kids)])


ARABIC = """---
titre: خزانة القرية
langue: ar
territoire: {commune: Ouijjane}
diaspora: {ville: Montpellier}
---

## السياق

| السنة | الكتب المعارة | ملاحظة |
|---|--:|---|
| 2010 | 1234,5 | الأسر الأولى |
| 2012 | 98,25 | بمساعدة CNSM وكل أهل القرية ومن جاء بعدهم من القرى المجاورة |
"""


def test_in_arabic_rows_are_parts_of_their_block_and_drawn_as_composed(shop):
    found, _ = sheet.check(source.parse_bytes(ARABIC.encode(), "essai", "sheets/essai.md")[0], shop.project)
    assert drawn_lines.compared(shop, found).wrong == ()
    html, _ = shop.studio.sheet(found, fitting.lay_out(found, shop.project).layout)
    assert shop.engine.render(html, "essai")[1] == []

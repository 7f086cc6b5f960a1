"""A sheet in Arabic: four mirrored pages, every word printed, nothing off the page."""

from __future__ import annotations

import random
from collections import Counter

import pikepdf
import pytest

from fiches.build.pipeline import build
from fiches.config.project import open_project
from fiches.html.documents import mirrored
from fiches.lint import collection
from fiches.lint.fitting import lay_out
from fiches.places.finder import PlaceFinders
from support import conformity, pdf_reader, source_reader
from support.glyphs import POINTS_PER_MM, check_page, glyphs, pages_of

pytestmark = pytest.mark.no_unit

WORDS = (
    "القرية الماء السكان الجمعية المدرسة الطريق العمل النساء الشباب المشروع البئر الأطفال فرنسا التعاون صغير نافع"
).split()
TITLES = {
    "حامل المشروع": 70,
    "السياق": 150,
    "مقاربة تنفيذ المشروع": 220,
    "النتائج": 110,
    "عوامل النجاح": 190,
    "الصعوبات": 170,
    "القيمة المضافة للجالية في تنمية المجال الترابي": 110,
    "الدروس المستخلصة ونصائح ثمينة": 180,
}
FRONT = """---
titre: شبكة صغيرة للماء في القرية
langue: ar
periode: 2010-2012
territoire: {commune: Agadir Melloul, province: Taroudant}
diaspora: {ville: Ganges, departement: "34"}
---
"""


def sentence(rng, count):
    return " ".join(rng.choice(WORDS) for _ in range(count)) + "."


def sheet(share):
    rng, parts = random.Random(7), [FRONT]
    for title, count in TITLES.items():
        name = ["### جمعية الماء"] if title == "حامل المشروع" else []
        texts = [" ".join(sentence(rng, 11) for _ in range(4)) for _ in range(max(1, round(count * share / 44)))]
        parts += [f"## {title}", *name, *texts]
        if title == "السياق":
            parts += ["## الفاعلون المنخرطون", "### الجماعة", sentence(rng, 12), "### المدرسة", sentence(rng, 14)]
    parts += ["## الكلمة للمجال", f"> {sentence(rng, 30)}\n>\n> — إحدى نساء القرية"]
    return "\n\n".join(parts) + "\n"


@pytest.mark.parametrize("share", [1.0])
def test_four_mirrored_pages(tmp_path, share):
    path = tmp_path / "sheets" / "fiche.md"
    path.parent.mkdir()
    path.write_text(sheet(share), "utf-8")
    path.with_name("collection.yaml").write_text("langue: fr", "utf-8")
    path.with_name("livret.md").write_text("---\ntitre: مشاريعنا\nlangue: ar\n---\n\n## تقديم\n\nهذا كتيب.\n", "utf-8")
    project, problems = open_project(tmp_path)
    assert project and not problems
    result = build(project)
    assert result.problems == () and len(result.written) == 2
    pages = pages_of(result.written[0].path)
    assert len(pages) == 4
    for number, page in enumerate(pages, start=1):
        check_page(page)
        assert number != 1 or rail_is_left(list(glyphs(page)))
    wanted = Counter(" ".join(source_reader.read(path).passages).split())
    told = Counter(pdf_reader.read(result.written[0].path).split())
    assert wanted - told == {}  # words of sorted letters: programs read Arabic from either side
    assert conformity.broken(result.written[0].path) == [] and conformity.unseen(result.written[0].path) == []
    with pikepdf.open(result.written[0].path) as pdf:
        assert pdf.Root.ViewerPreferences.Direction == "/R2L"
        maps = [tag for tag in conformity.tags(pdf) if tag.kind == "/Figure"]
        assert [tag.language for tag in maps] == ["ar"]
        assert all(word in str(maps[0].held.Alt) for word in ("خريطة الضفتين", "Ganges"))
    check_booklet(result.written[1].path)
    one = collection.read_sheet(path, project, PlaceFinders(project)).sheet
    laid = lay_out(one, project).layout
    assert close(mirrored(mirrored(laid)), laid)
    assert laid.pages[0].frames["rail"].x > laid.grid.width / 2 > mirrored(laid).pages[0].frames["rail"].x


def check_booklet(path):
    """Bound on the right; its one sheet opens on the third page, a left one, so that its pages face."""
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages) == 12 and pdf.Root.ViewerPreferences.Direction == "/R2L"
        labels = [str(page.label) for page in pdf.pages]
    opening = pages_of(path)[labels.index("3")]
    assert rail_is_left(list(glyphs(opening)))


def rail_is_left(found):
    """The city is set on the left of page 1, the title on its right."""
    city = [glyph for glyph in found if "Bold" in glyph.font and glyph.char in "Ganges" and glyph.top < 80]
    title = [glyph for glyph in found if glyph.size > 15.5]
    return max(g.right for g in city) < 60 * POINTS_PER_MM < min(g.left for g in title)


def close(one, other):
    return all(
        abs(frame.x - same.x) < 1e-6
        for page, twin in zip(one.pages, other.pages, strict=True)
        for frame, same in zip(page.frames.values(), twin.frames.values(), strict=True)
    )

"""What stands at the edges of pages of the formats that come with the program: codes, maps."""

from __future__ import annotations

import re

import pytest

from fiches.build.session import RenderSession
from fiches.config.project import open_project
from fiches.content import new_files, sheet, source
from fiches.lint import fitting

pytestmark = pytest.mark.no_unit

CODE = re.compile(r'zone-colophon[^"]*" style="left:[^;]*;top:([\d.]+)mm;.*?--code:([\d.]+)mm')
LINE, ADDRESS = 4.5, 5.0  # mm: the foot line, and an address under a code


def page_of(root, name):
    """The example of a format, as HTML, and its grid."""
    new_files.init(root, "fr", new_files.Beginning(name))
    (root / "sheets/collection.yaml").write_text(f"format: {name}\nadresse: https://fiches.example.org\n", "utf-8")
    shop = RenderSession(open_project(root)[0], remember=False)
    read, _ = source.read(root / "sheets/exemple.md", "sheets/exemple.md")
    one, problems = sheet.check(read, shop.project)
    assert one, problems
    layout = fitting.lay_out(one, shop.project).layout
    return shop.studio.sheet(one, layout, "https://fiches.example.org/f/1")[0], layout.grid


@pytest.mark.parametrize("name", ["osim", "bonne-pratique", "deux-pages", "pratiques", "recit"])
def test_a_code_ends_above_the_foot_line(name, tmp_path):
    html, grid = page_of(tmp_path, name)
    top, side = map(
        float, re.search(r'zone-colophon[^"]*" style="left:[^;]*;top:([\d.]+)mm;.*?--code:([\d.]+)mm', html).groups()
    )
    foot = top + grid.module + side + (ADDRESS if "etroit" in html else 0.0)
    assert side >= 18
    assert foot <= grid.height - (grid.foot - 2 * grid.module + LINE)


def test_the_ground_of_a_map_goes_on_where_its_page_is_cut(tmp_path):
    html, _ = page_of(tmp_path, "osim")
    assert 'class="sol-monde" style="left:-5.0mm;top:-5.0mm;width:220.0mm' in html
    assert 'viewBox="-5 -5 220' in html

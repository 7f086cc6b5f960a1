"""What the engine makes of pages that are bound at the right: foot lines of their own parity, whole thumb tabs."""

from __future__ import annotations

import pytest
import weasyprint

from support.repository import ROOT

BODY = '<body class="document" data-courant="recueil"><p>un</p><p class="coupe">deux</p></body>'
SHEET = (
    '<article class="sheet" data-court="fiche"><p class="coupe">trois</p><p class="coupe">quatre</p></article></body>'
)
TABS = '<section class="{}"><div class="fond onglet">1</div></section>'


def pages(direction, body):
    """Pages with the styles that all formats have."""
    styles = [
        weasyprint.CSS(string=(ROOT / "styles" / name).read_text("utf-8")) for name in ("commun.css", "pages.css")
    ]
    apart = weasyprint.CSS(string=".coupe { break-before: page } .onglet { position: absolute; background: none }")
    document = weasyprint.HTML(string=f'<html lang="ar" dir="{direction}">{body}</html>')
    return document.render(stylesheets=[*styles, apart]).pages


def boxes(page, name):
    return [box for box in page._page_box.descendants() if getattr(box, "element_tag", None) == name]


def foot(page):
    """The words of its margin boxes."""
    margins = [box for box in page._page_box.children if hasattr(box, "at_keyword")]
    return [box.text for margin in margins for box in margin.descendants() if hasattr(box, "text")]


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_a_recto_says_its_sheet_and_a_verso_the_booklet_whichever_way_it_is_bound(direction):
    found = ["".join(foot(page)) for page in pages(direction, BODY.removesuffix("</body>") + SHEET)]
    assert [("recueil" in words, "fiche" in words) for words in found] == [
        (False, False), (True, False), (False, True), (True, False),
    ]  # fmt: skip


@pytest.mark.parametrize(("direction", "side", "open_side"), [
    ("ltr", "recto", "right"), ("ltr", "verso", "left"), ("rtl", "recto", "left"), ("rtl", "verso", "right"),
])  # fmt: skip
def test_a_tab_is_outlined_but_where_it_is_cut(direction, side, open_side):
    (page,) = pages(direction, f"<body>{TABS.format(side)}</body>")
    (tab,) = (box for box in boxes(page, "div") if box.element.get("class") == "fond onglet")
    drawn = {one for one in ("top", "right", "bottom", "left") if getattr(tab, f"border_{one}_width") > 0}
    assert drawn == {"top", "right", "bottom", "left"} - {open_side}

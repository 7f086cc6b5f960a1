"""What layouts ask of a page: text set as its language and its line want it."""

from __future__ import annotations

from types import SimpleNamespace

from fiches.html.context import PageContext
from fiches.typography.html_writer import HtmlWriter


def test_numbers_on_a_line_that_nothing_cuts_keep_their_order():
    page = SimpleNamespace(setter=HtmlWriter("ar"))
    assert PageContext.text(page, "للشرب (2019–2021)") == "للشرب (2019–2021)"
    assert PageContext.text(page, "للشرب (2019–2021)", running=True) == 'للشرب (<bdo dir="ltr">2019–2021</bdo>)'

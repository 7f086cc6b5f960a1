"""Finished lines as HTML: elements are closed and opened anew, marks drawn, spaces kept."""

from __future__ import annotations

import pytest

from fiches.content.blocks import CodeText, LineBreak, Span, Words
from fiches.typography.html_writer import HtmlWriter
from fiches.typography.line_writer import LineWriter

TEXT = (Words("un mot "), Span("em", (Words("deux mots "), Span("strong", (Words("forts"),)))), Words(" & rien"))


def test_a_line_ends_after_its_space_within_its_element():
    writer = LineWriter(TEXT, {7: "", 12: "", 29: ""})
    assert writer.html(0, 29) == "un mot \n<em>deux \nmots <strong>forts</strong></em> &amp; rien"


def test_a_stretch_has_the_elements_that_it_needs():
    writer = LineWriter(TEXT, {12: "", 29: ""})
    assert writer.html(0, 12) == "un mot <em>deux </em>"
    assert writer.html(12, 29) == "<em>mots <strong>forts</strong></em> &amp; rien"


@pytest.mark.parametrize(
    ("content", "marks", "html"),
    [
        ((Words("association"),), {4: "\u2010", 11: ""}, "asso\u2010\nciation"),
        ((Words("socio-économique"),), {6: "\u2011", 16: ""}, "socio\u2011\néconomique"),
        ((Words("exemple.org/un"),), {12: "", 14: ""}, "exemple.org/\nun"),
        ((Words("un"), LineBreak(), Words("deux")), {3: "", 7: ""}, "un\ndeux"),
        ((CodeText("a < b"),), {5: ""}, "<code>a &lt; b</code>"),
    ],
)
def test_ends_of_lines(content, marks, html):
    assert LineWriter(content, marks).html(0, max(marks)) == html


def test_a_stretch_that_ends_within_a_word_draws_its_mark():
    assert LineWriter((Words("association"),), {4: "\u2010", 11: ""}).html(0, 4) == "asso\u2010"


def test_links_and_languages_are_kept_and_a_link_has_no_element_in_it():
    link = Span("a", (Words("le "), Span("em", (Words("site"),))), href="https://exemple.org/?a=1&b=2")
    other = Span("span", (Words("house"),), lang="en")
    html = LineWriter((link, Words(" "), other), {13: ""}).html(0, 13)
    assert html == ('<a href="https://exemple.org/?a=1&amp;b=2">le site</a> <span lang="en" dir="ltr">house</span>')


def test_what_is_set_says_the_same_as_what_flows():
    content = HtmlWriter("fr").typeset((Words("Il dit : « oui ! » puis rien."),))
    said = LineWriter(content, {}).html(0, 100)
    assert said == HtmlWriter("fr").inlines((Words("Il dit : « oui ! » puis rien."),))

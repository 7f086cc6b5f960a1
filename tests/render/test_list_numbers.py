"""What counts lists as their attributes say."""

from __future__ import annotations

import pytest

from fiches.render import list_numbers


@pytest.mark.parametrize("html", ["<ol><li>un</li></ol>", '<input value="3">', "start=&quot;5&quot;", '<ol start="x">'])
def test_nothing_counts_what_says_no_number(html):
    assert list_numbers.style(html) == ""


def test_numbers_that_are_closed_by_a_bracket_say_so():
    assert 'suffix:") "' in list_numbers.style('<ol class="parenthese"><li>un</li></ol>')


def test_each_number_has_its_rules_once():
    html = '<ol class="a" start="5"><li value="9">neuf</li><li value="9">encore</li></ol>'
    assert list_numbers.style(html) == (
        'ol[start="5"]{counter-reset:list-item 4}li[value="5"]{counter-increment:none;counter-set:list-item 5}'
        'ol[start="9"]{counter-reset:list-item 8}li[value="9"]{counter-increment:none;counter-set:list-item 9}'
    )

"""Numbered lists as they are typed: their numbers, years that are no list, signs that nobody sees after a mark."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fiches.content import markdown
from fiches.typography.html_writer import HtmlWriter

CASES = {
    "5. cinq\n6. six": '<ol start="5"><li><p>cinq</p></li><li><p>six</p></li></ol>',
    "3) a\n4) b": '<ol class="parenthese" start="3"><li><p>a</p></li><li><p>b</p></li></ol>',
    "1. un\n1. deux\n1. trois": "<ol><li><p>un</p></li><li><p>deux</p></li><li><p>trois</p></li></ol>",
    "1. un\n3. deux\n4. trois": ('<ol><li><p>un</p></li><li value="3"><p>deux</p></li><li><p>trois</p></li></ol>'),
    "10. dix\n9. neuf\n8. huit": (
        '<ol start="10"><li><p>dix</p></li><li value="9"><p>neuf</p></li><li value="8"><p>huit</p></li></ol>'
    ),
    "2. un\n0. deux\n1. trois": (
        '<ol start="2"><li><p>un</p></li><li value="0"><p>deux</p></li><li><p>trois</p></li></ol>'
    ),
    "1. un\n\nmots\n\n2. deux": '<ol><li><p>un</p></li></ol><p>mots</p><ol start="2"><li><p>deux</p></li></ol>',
    "> 4. un\n> 5. deux": '<blockquote><ol start="4"><li><p>un</p></li><li><p>deux</p></li></ol></blockquote>',
    "1986. Une pluie.": "<p>1986. Une pluie.</p>",
    "1986. Pluie.\n1990. Vent.": "<p>1986. Pluie.</p><p>1990. Vent.</p>",
    "12. mai 1986": "<p>12. mai 1986</p>",
    "12) mai": "<p>12) mai</p>",
    "1986.": "<p>1986.</p>",
    "> 1986. Pluie.": "<blockquote><p>1986. Pluie.</p></blockquote>",
    "1986. - un\n      - deux": "<p>1986.</p><ul><li><p>un</p></li><li><p>deux</p></li></ul>",
    "une cuve de 5*3*2 m": "<p>une cuve de 5*3*2\u00a0m</p>",
    "5_3_2": "<p>5_3_2</p>",
    "###\u00a0Titre": "<h3>Titre</h3>",
    "-\u00a0un\n-\u202fdeux": "<ul><li><p>un</p></li><li><p>deux</p></li></ul>",
    "1.\u00a0un\n2.\u00a0deux": "<ol><li><p>un</p></li><li><p>deux</p></li></ol>",
    "\u200e- un\n\u200e- deux": "<ul><li><p>un</p></li><li><p>deux</p></li></ul>",
    "\u200e### Titre": "<h3>Titre</h3>",
    "\u00a0\u00a0mots": "<p>mots</p>",
    "mots\u00a0: oui": "<p>mots\u00a0: oui</p>",
}


@pytest.mark.parametrize(("typed", "printed"), CASES.items())
def test_as_typed(typed, printed):
    blocks, faults = markdown.read(typed, 1)
    assert HtmlWriter("fr").blocks(blocks).replace("\n", "") == printed
    assert faults == []


NUMBERS = st.lists(st.integers(0, 12) | st.integers(0, 2100), min_size=1, max_size=6)


@given(NUMBERS.filter(lambda numbers: len(numbers) == 1 or len(set(numbers)) > 1))
def test_the_numbers_of_a_list_are_printed_as_typed(numbers):
    blocks, _ = markdown.read("\n".join(f"{number}. mots" for number in numbers), 1)
    html, count, printed = HtmlWriter("fr").blocks(blocks), 0, []
    for tag, start, value, year in re.findall(r'<(ol|li|p)(?: start="(\d+)")?(?: value="(\d+)")?>(\d+)?', html):
        if tag == "ol":
            count = int(start or 1)
        elif tag == "li":
            count = int(value or count)
            printed.append(count)
            count += 1
        elif year:
            printed.append(int(year))
    assert printed == numbers

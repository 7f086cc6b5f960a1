"""Text that is set as HTML: where its lines and the numbers before them stand."""

from __future__ import annotations

import re

import pytest

from fiches.compose.copyfit import TextSetting
from fiches.compose.text_styles import RUNNING
from fiches.content import markdown
from fiches.html import composed
from support.set_text import composer

PLACED = re.compile(
    r'class="lignes( rang)?"(?: dir="(?:rtl|ltr)")? style="(?:left|right):(-?[\d.]+)mm;[^"]*?width:([\d.]+)mm'
)


@pytest.mark.parametrize(("language", "other"), [("ar", "fr"), ("fr", "ar")])
def test_an_item_in_another_direction_has_its_number_where_others_have_it(language, other):
    """Its lines begin at the other side of the same measure, so their box is wider on this one."""
    said = {"fr": "Un four", "ar": "الماء"}
    blocks, _ = markdown.read(f"1. {said[language]}\n2. {said[other]}\n   {{: lang={other} }}", 1)
    made = composer({"suite": blocks}, language, {"suite": RUNNING})
    html = composed.text(made, TextSetting("suite", 80, 10, 1, 1, 4.5, 4.5), rtl=language == "ar")
    numbers, lines = ([found[1:] for found in PLACED.findall(html) if bool(found[0]) == rank] for rank in (True, False))
    own = {"ar": "rtl", "fr": "ltr"}[language]
    assert html.count('class="lignes rang"') == 2 and html.count(f'class="lignes rang" dir="{own}"') == 1
    assert numbers == [("0", "5.5")] * 2
    assert html.count('<span dir="ltr">1</span>. ') == (language == "ar")  # else it is copied as « .1 »
    assert lines == [("5.5", "79.5"), ("0.5", "79.5")]


def test_spaces_of_a_justified_line_are_wider_each_but_the_one_that_ends_it():
    """Those at the end of an element's words are elements: half of their word spacing would be drawn."""
    said = composed._spaced("Un four <em>ici</em>, «\u00a0là <b>x</b> ", 1.5)
    words, alone = '<span style="word-spacing:1.5pt">{}</span>', '<span style="letter-spacing:1.5pt"> </span>'
    expected = words.format("Un four") + alone + "<em>ici</em>" + words.format(", «\u00a0là") + alone + "<b>x</b> "
    assert said == expected

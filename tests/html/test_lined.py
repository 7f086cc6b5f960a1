"""Passages of HTML in finished lines: what is in them stays, lines end where they were composed."""

from __future__ import annotations

import re

import pytest

from fiches.compose.line_ends import LineRules
from fiches.core.css_cascade import Element
from fiches.html.lined import LineSetter, pieces_of
from support.set_text import faces

SHEET = """
html { font: 10pt/5mm Vollkorn; hyphens: manual } b { font-weight: 700 }
.egal { --lignes: egales } .courant { hyphens: auto }
.perle { display: inline-block; width: 10mm; margin: 0 2mm }
"""
ROOT = (Element("html", lang="fr", dir="ltr"),)


def setter():
    return LineSetter(faces(), (SHEET,), LineRules(), ROOT)


def lines(html, width, selector="p"):
    return setter().cut(html, selector, width).html.split("\n")


def test_lines_end_where_the_measure_does_and_elements_go_on():
    found = lines("Un four à pain <b>pour tout le village</b> de montagne, et son grenier", 40)
    assert len(found) == 3 and " ".join(map(str.strip, found)).startswith("Un four à pain <b>pour tout")
    assert all(line.endswith(" ") for line in found[:-1]), "whoever copies the text copies the space"


def test_white_space_is_one_space_and_none_begins_or_ends():
    found = setter().cut("\n  Un <b> four </b>\n et <i>\n</i> <i> rien </i>  \n", "p", 200).html
    assert found == "Un <b>four </b>et <i></i><i>rien</i>"


def test_signs_stay_escaped_and_spaces_that_hold_stay():
    assert lines("Sel &amp; eau &lt;pure&gt; 12&nbsp;%", 200) == ["Sel &amp; eau &lt;pure&gt; 12\u00a0%"]


def test_breaks_end_lines():
    assert lines("Un four<br>à pain<br/>neuf", 200) == ["Un four", "à pain", "neuf"]


def test_no_short_word_ends_an_even_line():
    for width in range(40, 90, 7):
        found = lines("Le four à pain de la commune et son eau " * 3, width, "p.egal")
        ends = {re.search(r"[^ ]*$", line.strip())[0] for line in found[:-1]}
        assert not {"à", "de", "la", "et", "Le", "son"} & ends


def test_words_are_divided_only_where_style_sheets_let_them():
    words = "des échanges internationalement reconnus " * 6
    assert "\u2010" in "".join(lines(words, 40, "p.courant")) and "\u2010" not in "".join(lines(words, 40))


def test_even_lines_are_as_long_as_each_other():
    words = "Mobiliser les acteurs des deux rives pour leurs villages"
    plain, even = (setter().cut(words, selector, 75).lines for selector in ("p", "p.egal"))
    spread = [max(line.width for line in cut) - min(line.width for line in cut) for cut in (plain, even)]
    assert len(even) == len(plain) == 2 and spread[1] < spread[0]


def test_what_is_read_the_other_way_is_said_line_by_line():
    arabic = LineSetter(faces(), (SHEET,), LineRules(), (Element("html", lang="ar", dir="rtl"),))
    space = "\u202d \u202c"  # the engine draws no text that is only spaces
    said = '<b>الماء</b> 2019 – 2021 <span class="perle"></span>(34)<br>&amp; Agadir'
    assert arabic.cut(said, "p", 200).html.split("\n") == [
        f'<b>الماء</b>{space}<span dir="ltr">2019 – 2021</span>{space}'
        '<span class="perle"></span>\u061c(<span dir="ltr">34</span>\u061c)',
        '\u061c&amp; <span dir="ltr">Agadir</span>',
    ]
    assert setter().cut("Le mot <i>جمعية</i> ici", "p", 200).html == 'Le mot <i><span dir="rtl">جمعية</span></i> ici'


def test_an_empty_element_takes_the_room_of_its_box():
    words = "Une perle {} entre les mots"
    with_it, without = (setter().cut(words.format(one), "p") for one in ('<span class="perle"></span>', ""))
    more = (with_it.lines[0].width - without.lines[0].width) * with_it.look.em
    assert more == pytest.approx(
        14
        + setter().cut("a a", "p").lines[0].width * with_it.look.em
        - setter().cut("aa", "p").lines[0].width * with_it.look.em,
        abs=0.05,
    )
    assert '<span class="perle"></span>' in with_it.html


def test_what_is_in_an_element_looks_as_it_does():
    plain, strong = (setter().cut(html, "p").lines[0].width for html in ("un four", "<b>un four</b>"))
    assert strong > plain


def test_a_passage_without_words_has_no_lines():
    assert setter().cut("", "p", 20).html == "" and setter().cut(" <b></b> ", "p", 20).html == "<b></b>"


def test_every_block_of_some_html_is_cut_by_its_own_look():
    sheet = SHEET + "p { width: 40mm } p + p { text-indent: 5mm } li { width: 60mm }"
    words = "Un four à pain pour tout le village de montagne, et son grenier"
    html = f"<h2>Un <b>four</b></h2> <p>{words}</p><p>{words}</p><ul><li>{words}</li></ul>"
    found = LineSetter(faces(), (sheet,), LineRules(), ROOT).flow(html, "article")
    head, one, other, item = re.findall(r'<span class="lignes(.*?)">(.*?)</span></', found, re.S)
    assert head == ("", "Un <b>four</b>")
    assert (one[0], other[0], item[0]) == (" suivies", " suivies retrait", " suivies")
    assert one[1].count("\n") > item[1].count("\n") and one[1] != other[1]
    assert re.sub(r"</?span[^>]*>|\n(?!<)", "", found) == html


def test_tables_pictures_and_code_stay_as_they_are():
    for html in ("<table><tr><td>un four</td></tr></table>", '<p><img src="a.png"> un four</p>', "<pre>un  four</pre>"):
        assert setter().flow(html, "article") == html


@pytest.mark.parametrize("html", ["<b>a", "a</b>", "<", "&", "<b", "<!-- a -->b", "<p><p></i>", "a" * 90])
def test_whatever_a_layout_gives_is_read(html):
    assert isinstance(setter().cut(html, "p", 20).html, str)
    assert pieces_of(html, ROOT) is not None and isinstance(setter().flow(html, "p"), str)

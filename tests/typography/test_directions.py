"""How the characters of a paragraph are embedded: numbers, addresses, foreign passages keep their own order."""

from __future__ import annotations

import random

import pytest

from fiches.content.blocks import CodeText, LineBreak, Span, Words, plain
from fiches.typography import fribidi
from fiches.typography.directions import Passage, bound, is_mixed, levels
from fiches.typography.html_writer import HtmlWriter
from fiches.typography.latin_runs import undecided
from fiches.typography.mixed_lines import MixedLineWriter, leaves

LEFTWARDS, RIGHTWARDS, OVERRIDE, ENDS = "\u2067", "\u2066", "\u202d", "\u202c\u2069"


def visual(embedded):
    """The offsets of the characters of one line from left to right, by rule L2 of UAX 9."""
    places = list(range(len(embedded)))
    for level in range(max(embedded, default=0), 0, -1):
        start = 0
        while start < len(places):
            end = start
            while end < len(places) and embedded[places[end]] >= level:
                end += 1
            places[start:end] = places[start:end][::-1]
            start = end + 1
    return places


def seen(text, *passages, rtl=True):
    """The text as it is drawn from left to right."""
    return "".join(text[place] for place in visual(levels(text, passages, rtl=rtl)))


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("سنة 2019.", 'سنة <span dir="ltr">2019</span>\u061c.'),
        ("(2019)", '\u061c(<span dir="ltr">2019</span>\u061c)'),
        ("رقم 14/2018-B. ثم", 'رقم <span dir="ltr">14/2018-B</span>. ثم'),
        ("انتهى.", "انتهى."),
    ],
)
def test_a_full_stop_that_stands_with_no_letter_says_that_it_is_an_arabic_one(typed, html):
    """The face draws it as after a letter: by the script of the text that it stands in."""
    drawn = MixedLineWriter(leaves([Words(typed)]), {}, levels(typed, rtl=True), rtl=True)
    assert drawn.html(0, len(typed)) == html


@pytest.mark.parametrize(
    "number",
    [
        "184\u00a0500,50", "12 000 €", "17 000 $", "70%", "%35", "35 %", "2019-2021", "2019 – 2021",
        "2019\u00a0–\u00a02021", "12/05/2019", "-5", "14/2018-B", "18\u00a0°C", "−2 °C",
        "18 %–22 %", "18%-22%", "3–5\u00a0°C", "2.18.14-B", "5-C/2020", "3G",
        "1:50 000", "0528 12 34 56", "0528-123456", "+212 528 12 34 56", "+212 6 12 34 56 78",
        "+33 (0)4 67 12 34 56", "١٢ ٥٠٠", "٢٠١٩–٢٠٢١",
        "٠٥٢٨-١٢٣٤٥٦", "contact@example.org", "https://www.example.org/ar/page-1", "migdev.org",
    ],
)  # fmt: skip
@pytest.mark.parametrize(("before", "after"), [("في ", " درهم"), ("", " درهم"), ("في (", ")."), ("ADSL في ", "، ADSL")])
def test_numbers_and_addresses_are_read_in_their_own_order(number, before, after):
    for rtl in (True, False):
        assert number in seen(before + number + after, rtl=rtl)


def test_a_word_of_one_letter_before_an_address_is_none_of_it():
    for address in ("contact@example.org", "www.example.org/ar", "migdev.org"):
        assert seen(f"كتب و{address} هنا") == f"انه {address}و بتك"


def test_the_arabic_percent_sign_stands_at_the_left_of_arabic_digits():
    assert "\u066a٩٥" in seen("بنسبة ٩٥\u066a هنا")
    assert "95\u066a" in seen("بنسبة 95\u066a هنا")


def test_latin_names_are_read_in_theirs():
    for name in (
        "Article 12",
        "COVID-19",
        "SARL AU Tifawt & Fils (Agadir)",
        "Migrations & Développement",
        "M. El Khayat, 12 ans",
    ):
        assert name in seen(f"الشركة {name} هنا")
    assert seen("جمعية ADSL، هنا").endswith("ةيعمج")


@pytest.mark.parametrize(
    "words",
    [
        "12, rue de la République, 34000 Montpellier", "RC n° 12345/Agadir", "8h à 12h", "1er janvier 2016",
        "2e édition", "TVA 20 %", "3 M€", "C++", "n° 7", "@compte", "#safran_2021", "Thermo S.A.R.L.", "80000 Agadir",
        "15 kVA", "40-45 km/h", "± 2 dB", "5 x 3 = 15", "U2 (1976–)", "A4 / A3", "Épices & Co.", "14 bis, impasse A",
        "Lot 4B-12", "rue [3]", "Caffè “Roma”", "Ω 3", "ISO 9001:2015 (AFNOR)", "2 k€ HT", "D’Aubigné & fils",
    ],
)  # fmt: skip
def test_a_word_with_a_latin_letter_takes_its_figures_and_signs_with_it(words):
    for before, after in (("قال ", " هنا."), ("", "، ثم"), ("(", ") و"), ("كتب «", "».")):
        assert words in seen(before + words + after)


@pytest.mark.parametrize("said", ["Bonjour !", "Et alors ?", "Non…", "Oui, monsieur.", "Vite! Vite!"])
def test_what_is_quoted_whole_keeps_its_punctuation(said):
    for opener, closer in ("«»", "“”", "”“", '""', "()"):
        assert said in seen(f"قال {opener}{said}{closer} ثم")


def test_what_is_no_latin_word_s_is_ordered_with_the_paragraph():
    assert seen("ADSL، SARL، 12") == "12 ،SARL ،ADSL"
    assert seen("زار ADSL (12 قرية)") == ")ةيرق 12( ADSL راز"
    assert seen("مع 12 SARL هنا") == "انه SARL 12 عم"
    assert seen("الـADSL-المغرب") == "برغملا-ADSLـلا"


@pytest.mark.parametrize("degrees", ["45 °م", "45°م", "-5 °ف", "40-45 °م", "٤٥ °م"])
def test_an_arabic_unit_stands_at_the_left_of_its_number(degrees):
    number, unit = degrees.split("°")[0], degrees[-1]
    assert seen(f"في {degrees} هنا") == f"انه {unit}°{' ' * number.endswith(' ')}{number.strip()} يف"


@pytest.mark.parametrize(
    "point", ["30°31'12\"N, 7°55'12\"W", "30.52°N, 7.91°W", "30° 31′ 12″ N", "30.53, -7.92", "45°30'", "-30.5° S"]
)
def test_coordinates_are_read_in_their_own_order(point):
    assert point in seen(f"الموقع {point}، هنا")


@pytest.mark.parametrize(
    "phone", ["00212 5 28 53 10 22", "00 212 661-23-45-67", "+212 5 28 53 10 22", "0033 (0)4 67 00 00 00"]
)
def test_a_telephone_number_from_abroad_is_read_in_its_own_order(phone):
    assert phone in seen(f"هاتف {phone}، هنا")


def test_signs_that_keep_a_word_on_one_line_change_nothing():
    """HTML that is read again to be cut has them: on covers, in captions, colophons and imprints."""
    phone = "+212 661-23-45-67"
    held = phone.replace("-", "-\u2060")
    assert held in seen(f"هاتف {held}.")
    assert levels("\u2060", rtl=True) == (1,)
    start = len("قال \u2060")
    assert seen("قال \u2060ab!\u2060 ثم", Passage(start, start + 4, False)) == "مث ab!\u2060\u2060 لاق"


def test_thousands_are_parted_by_a_narrow_space_and_telephone_numbers_are_not():
    assert bound("34 500 و+212 661 234 567") == "34\u202f500 و+212\u00a0661\u00a0234\u00a0567"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("في 2016 Horizon Sud", ["2016 Horizon"]),
        ("مع 12 SARL و15 kVA", ["12 SARL"]),
        ("في Agadir 12", []),
        ("12, rue A", []),
    ],
)
def test_figures_before_a_name_are_told(text, told):
    assert [words for _, words in undecided(text)] == told


def test_running_lines_have_elements_for_what_keeps_its_order():
    line = HtmlWriter("ar", apart=True)
    assert (
        line.text("قال «Oui, chef !» هنا") == 'قال <span class="verbatim">«<bdi dir="ltr">Oui, chef !</bdi>»</span> هنا'
    )
    assert line.text("+212 661 23 هنا") == '<bdo dir="ltr">+212\u00a0661\u00a023</bdo> هنا'


def test_passages_are_ordered_by_themselves():
    text = "Le nom est جمعية 12 والماء puis 35 %"
    start, end = text.index("جمعية"), text.index(" puis")
    assert seen(text, Passage(start, end, True), rtl=False) == "Le nom est ءاملاو 12 ةيعمج puis 35 %"
    french = "قال l’eau, 12 l et le reste! ثم"
    start, end = french.index("l’eau"), french.index(" ثم")
    assert seen(french, Passage(start, end, False)) == "مث l’eau, 12 l et le reste! لاق"


def test_the_number_after_a_word_of_the_other_script_stays_on_its_side():
    assert seen("La commune جمعية 12 000 € ici", rtl=False) == "La commune ةيعمج 12 000 € ici"


ARABIC = "الماء جمعية في أو خط و".split()
LATIN = ["(SARL) & Fils", "Agadir", "A-12", "1er janvier 2016", "C++", "n° 12/B", "SARL, Lyon (2019)", "15 kVA"]
NUMBERS = ["12 %", "0528 12 34 56", "12 000 €", "٢٠١٩–٢٠٢١", "contact@exemple.org", "± 3", "30.5°N, 7.9°W"]


def test_levels_are_those_of_the_whole_algorithm_with_isolates():
    """FriBidi, given the same text with its own marks around what is ordered by itself."""
    dice = random.Random(3)
    for _ in range(80):
        rtl = dice.random() < 0.7
        said = [(dice.choice(ARABIC), dice.choice([*NUMBERS, *(LATIN if rtl else LATIN[:2])])) for _ in range(6)]
        marked = " ".join(
            f"{word} {RIGHTWARDS}{OVERRIDE}{own}{ENDS}" if rtl or own in NUMBERS else f"{word} {own}"
            for word, own in said
        )
        shown = "".join(marked[place] for place in visual(fribidi.levels(marked, rtl=rtl)))
        for mark in (RIGHTWARDS, OVERRIDE, *ENDS):
            shown = shown.replace(mark, "")
        assert seen(" ".join(map(" ".join, said)), rtl=rtl) == shown


def test_paragraphs_that_are_read_one_way_are_not_looked_at():
    assert not is_mixed("Le village 12 000 €", rtl=False)
    assert is_mixed("Le village جمعية", rtl=False) and is_mixed("ADSL", rtl=True)


def test_numbers_stay_on_one_line_in_arabic():
    assert HtmlWriter("ar").text("من 184 500,50 درهم") == "من 184\u202f500,50\u00a0درهم"
    assert bound("0528 12 34 56 و 12 و 70 %") == "0528\u00a012\u00a034\u00a056 و 12 و 70\u00a0%"


def written(*inlines, marks=None, rtl=True):
    text = plain(inlines)
    return MixedLineWriter(leaves(inlines), marks or {}, levels(text, rtl=rtl), rtl=rtl).html(0, len(text))


def test_what_is_read_the_other_way_stands_in_an_element_that_says_so():
    assert written(Words("من 12 أو ADSL هنا")) == 'من <span dir="ltr">12</span> أو <span dir="ltr">ADSL</span> هنا'
    assert written(Words("Le mot جمعية ici"), rtl=False) == 'Le mot <span dir="rtl">جمعية</span> ici'
    assert written(Words("Le mot & <b>"), rtl=False) == "Le mot &amp; &lt;b&gt;"


def test_a_lone_space_within_a_line_is_drawn():
    assert written(Words("12 a@b.org")) == '<span dir="ltr">12</span>\u202d \u202c<span dir="ltr">a@b.org</span>'


def test_the_elements_of_the_text_are_those_of_each_stretch():
    name = Span("em", (Words("Tifawt جمعية"),))
    assert written(Words("شركة SARL "), name) == ('شركة <span dir="ltr">SARL <em>Tifawt</em></span><em> جمعية</em>')
    link = Span("a", (Words("الماء "), CodeText("x-1")), href="https://exemple.org")
    assert written(link) == (
        '<a href="https://exemple.org">الماء </a><span dir="ltr"><a href="https://exemple.org">x-1</a></span>'
    )


def test_an_element_that_holds_all_of_its_words_is_one():
    assert written(Span("b", (Words("الماء 12 هنا"),))) == '<b>الماء <span dir="ltr">12</span> هنا</b>'
    city = Span("em", (Words("Agadir"),), lang="fr")
    assert written(Words("في "), city) == 'في <em lang="fr" dir="ltr">Agadir</em>'
    assert written(Words("في SARL "), city) == ('في <span dir="ltr">SARL <em lang="fr" dir="ltr">Agadir</em></span>')


def test_leftward_digits_are_kept_in_order_by_a_mark():
    assert written(Words("من ١٢-٥٠")) == 'من <span dir="ltr">\u202d١٢-٥٠\u202c</span>'


def test_lines_end_at_the_level_of_the_paragraph():
    text = "من ADSL هنا"
    assert written(Words(text), marks={8: ""}) == 'من <span dir="ltr">ADSL</span> \nهنا'
    assert written(Words("Le village جمعية"), marks={7: "‐"}, rtl=False) == 'Le vill‐\nage <span dir="rtl">جمعية</span>'
    assert written(Words("من"), LineBreak(), Words("في"), marks={3: ""}) == "من\nفي"


def test_a_passage_in_a_language_is_read_as_its_letters_are():
    other = Span("span", (Words("ADSL, 12"),), lang="ar")
    assert (
        written(Words("Un "), other, rtl=False) == 'Un <span lang="ar" dir="rtl"><span dir="ltr">ADSL, 12</span></span>'
    )

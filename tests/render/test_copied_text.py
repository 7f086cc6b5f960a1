"""What PDFium copies of lines read both ways is what was typed: letters, marks, brackets, numbers, Latin words."""

from __future__ import annotations

import random
from html import escape
from unicodedata import normalize

import pypdfium2
import pytest

from fiches.build.session import RenderSession
from fiches.content.blocks import NoteMark, Words
from fiches.render import copied_order, copied_text, shown_text
from fiches.render.shown_text import DrawnFont
from fiches.typography.directions import bound, levels
from fiches.typography.mixed_lines import MixedLineWriter, leaves
from fiches.typography.shaped_glyphs import ShapedGlyphs
from support import sources
from support.small_collection import FORMAT

SAID = (
    "تأسست الجمعية سنة 1998 وبدأت بشراء الكتب",
    "للشرب (2019-2021) في الدوار",
    "اللقاء يوم 12/03/2020 ثم",
    "اتصلوا بنا: 0528 12 34 56 أو +212 6 12 34 56 78 شكرا",
    "انخفض بنسبة 50% (من 0,8 إلى 0,4 لتر)",
    "بلغ ٣٥ من ١٢ ٥٠٠ درهم",
    "قالت المعلمة: «الماء قبل الطريق».",
    "والكتب المدرسية الحين لكل كلب",
    "مُحَمَّدٌ يَقْرَأُ الكُتُبَ كُلَّهَا لَكُمْ",
    "مُنِحَ المَشْرُوعُ جَائِزَةَ الإِقْلِيمِ وَكُلُّ النِّسَاءِ يَذْكُرْنَهَا",
    "في مدينة Agadir، سنة 1998",
    "المبلغ 184 500,50 درهم أو 17 000 €",
    "منح 12 000، و17 000؛ ثم 5: كذا في سنة 1998.",
    "12، 13، 14، ثم ٣٥، من 70%، أي 50%.",
    "النسبة:5 ثم",
    "كتب إلى contact@example.org، ثم https://example.org/a-b.c؛",
    "جمعية (Migrations & Développement)، سنة 1998، في Agadir Melloul",
    "«Fonds d’amorçage pour tous» ومشروع COVID-19 في Ait Ali ou Hssain.",
    "شكرًا، ثم معًا. وأيضًا: مُحَمَّدٌ، يَقْرَأُ",
    "Migrations & Développement, www.example.org",
)
WORDS = "القرية الماء والمدرسة السكان، لله كلها الحين والكتب لأن: هؤلاء شيء آلاف؛ مئة؟ و".split()
VOWELLED = "مُحَمَّدٌ يَقْرَأُ الكُتُبَ كُلَّهَا ولَكُمْ تَمَّ جِدًّا حقٍّ اللَّه شكرًا مـاء العـــمل كـتـاب الجمعيـة".split()
NAMES = "Agadir|Ait Ali ou Hssain|Migrations & Développement|COVID-19|PVC|Article 12|l’eau|Montpellier (34)".split("|")
FIGURES = (
    "12|1998|12 000|184 500,50|17 000 €|50%|٪50|٣٥|١٢ ٥٠٠|٥٠٪|2019-2021|2019–2021|12/03/2020|0528 12 34 56|1:50 000"
    "|-8,1|+212 6 12 34 56 78|(0528) 12 34 56|10:30|contact@example.org|https://www.example.org/ar/a?id=3|example.org/f/2"
).split("|")
MARKS = "«» “” () []".split()
GENERATED = 100


def generated(count, drawn_out=VOWELLED):
    """Lines of what is read from right to left, from left to right, vocalised, drawn out, between marks."""
    rng = random.Random(21)
    return [
        f"{rng.choice(WORDS)} {' '.join(part(rng, drawn_out) for _ in range(rng.randint(1, 5)))}" for _ in range(count)
    ]


def part(rng, drawn_out, depth=0):
    if not depth and rng.random() < 0.2:
        opened, closed = rng.choice(MARKS)
        return f"{opened}{' '.join(part(rng, drawn_out, 1) for _ in range(rng.randint(1, 3)))}{closed}"
    return rng.choice(rng.choice((WORDS, drawn_out, NAMES, FIGURES))) + rng.choice(("", "", "", "،", ":", " –"))


NOTE = {"collection": "format: note", "templates/note/format.yaml": FORMAT.replace("styles: [note.css]\n", ""),
        "une-note": "---\ntitre: Une note\n---\n\n## Texte\n\nDes mots.\n"}  # fmt: skip


def line(*said, rtl=True):
    inlines = [Words(bound(one)) if isinstance(one, str) else one for one in said]
    text = "".join(one.text for one in inlines)
    drawn = MixedLineWriter(leaves(inlines), {}, levels(text, rtl=rtl), rtl=rtl)
    return f'<p><span class="lignes">{drawn.html(0, len(text))}</span></p>'


CALLED = line("مما كان قبل الانهيار.", NoteMark("1", number=1), " ويوضح الجدول ما تغير.") + "<p id=note-1>"
ROW = (
    f"<table><tr><td style='width:40mm'>{line('ثمن الطن')}<td style='width:30mm'>{line('25–30')}<td>{line('4')}</table>"
)


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    return RenderSession(sources.project(tmp_path_factory.mktemp("note"), NOTE)).engine


def read(engine, lines, root):
    """What is copied of lines; one that goes from edge to edge says that they are lines."""
    style = "@page { size: 300mm 1100mm } p { margin: 0; white-space: nowrap; font-size: 10pt }"
    raised = "sup { font-size: 6.5pt; vertical-align: 0.5em }"
    head = f"<title>{escape('قول')}</title><style>{style}{raised}</style><body><p dir=ltr>{'mot ' * 32}"
    pdf, problems = engine.render(f"<!doctype html><html {root}>{head}{''.join(lines)}", "note.md")
    assert problems == []
    said = pypdfium2.PdfDocument(pdf.data)[0].get_textpage().get_text_range()
    return [plain(one) for one in said.splitlines()]


@pytest.fixture(scope="module")
def copied(engine):
    return read(engine, [CALLED, ROW, *map(line, (*SAID, *generated(GENERATED)))], "lang=ar dir=rtl")


def plain(said):
    return normalize("NFC", " ".join(said.split()))


@pytest.mark.parametrize("text", SAID)
def test_what_is_copied_is_what_was_typed(copied, text):
    assert plain(text) in copied


@pytest.mark.parametrize("text", ["مما كان قبل الانهيار.1 ويوضح الجدول ما تغير.", "ثمن الطن 25–30 4"])
def test_raised_numbers_stay_on_their_line_and_cells_apart(copied, text):
    """PDFium ends a line where a number is raised, and puts no space between another cell and a range of numbers."""
    assert text in copied


def test_so_is_whatever_else_stands_on_such_lines(copied):
    assert [one for one in map(plain, generated(GENERATED)) if one not in copied] == []


def test_phrases_within_lines_in_latin_letters_are_copied_as_they_are_read(engine):
    """Not of more than one vocalised word: some of its marks stand above the line to PDFium."""
    said = [f"Le mot {one} (2019) dit." for one in generated(GENERATED, VOWELLED[-4:])]
    assert set(map(plain, said)) - set(read(engine, [line(one, rtl=False) for one in said], "lang=fr")) == set()


def test_what_is_in_order_is_drawn_as_it_was():
    """A word in Latin letters between Arabic ones, a number before a space: no reader has to be helped."""
    face = DrawnFont({1: "ل", 2: " ", 3: "A", 4: "7", 5: "،"}, dict.fromkeys(range(6), 500), 2)
    words = [*text_at(20, 1, 2), *text_at(10, 3), *text_at(0, 2, 1)]
    assert copied_order.ordered(words, {"F": face}, rtl=True) == words
    assert copied_order.ordered([*text_at(20, 1), *text_at(10, 4), *text_at(5, 5)], {"F": face}, rtl=True) != words


def test_a_number_that_is_drawn_together_with_words_is_read_rightwards():
    """So the engine draws a line that is placed: all in one, from left to right."""
    face = DrawnFont({1: "ل", 2: " ", 4: "7", 5: "8"}, dict.fromkeys(range(6), 500), 2)
    begin, _, font, number, _ = text_at(0, 5, 4)
    _, place, _, words, end = text_at(10, 1, 2)
    ((first, then),) = shown_text.runs([begin, font, b"1 0 0 -1 0 9 Tm", number, place, words, end], {"F": face})
    assert ["".join(one.text for one in text.read()) for text in (first, then)] == ["ل ", "78"]


def text_at(x, *glyphs):
    """What draws glyphs from right to left or from left to right, each of 5 points."""
    shown = b" ".join(b"<%04x>" % glyph for glyph in reversed(glyphs))
    return b"BT", b"1 0 0 -1 %d 9 Tm" % x, b"/F 10 Tf", b"[%s] TJ" % shown, b"ET"


GLYPHS = ShapedGlyphs({1: "ل", 2: "\u064e", 4: "،", 5: "\u0651"}, {3: frozenset((1,))}, (9, 200), (7, 300), (8, 1000))


def drawn(*commands):
    stream = [b"/ABCDEF 12 Tf", *commands]
    return [one.decode() for one in copied_text._drawn(stream, {"ABCDEF": GLYPHS})][1:]


def test_an_extension_is_drawn_with_its_letter():
    assert drawn(b"[<0001>0<00030001>0] TJ") == [
        "[<0001> 0] TJ",
        "/Span <</ActualText <feff0644>>> BDC",
        "[<0003> <0001>] TJ",
        "EMC",
        "[0] TJ",
    ]


def test_an_extension_that_is_typed_is_one():
    assert drawn(b"[<0003>0<0004>] TJ") == ["[<0003> 0 <0004>] TJ"]


def test_behind_a_mark_an_extension_says_that_it_is_none():
    assert drawn(b"[<0002><0003><0001>] TJ")[-4:] == [
        "/Read <</ActualText <fefffffd>>> BDC",
        "[<0003>] TJ",
        "EMC",
        "[<0001>] TJ",
    ]


def test_a_mark_says_its_text_before_its_letter_on_the_line():
    """What says it is not drawn and as high as a line; readers count what is drawn above the line to it."""
    said = ["/Span <</ActualText <feff064e>>> BDC", "3 Tr", "[5.05 <0009> 194.95 5.05 <0007> 294.95] TJ", "0 Tr"]
    mark = "5 <0009> 195 -62.5 <0002> -62"
    assert drawn(b"[<>-62.5<0002>-62<0001>] TJ") == [*said, f"[{mark}] TJ", "EMC", "[<0001>] TJ"]
    raised = [*said, "0.5 Ts", "[5 <0008> 995 <0002> 0 <0008> 1000] TJ", "EMC", "0 Ts"]
    assert drawn(b"0.5 Ts", b"[<0002>] TJ", b"0 Ts") == raised


def test_a_second_mark_has_another_stem_than_the_first():
    assert "[4.55 <0009> 195.45 4.55 <0007> <0007> 595.45] TJ" in drawn(b"[<0005>0<0001>] TJ")


def test_a_letter_that_is_moved_comes_after_its_mark_too():
    assert "[45 <0009> 155 -62.5 <0002> -62] TJ" in drawn(b"[<>-62.5<0002>-62<>40.2<0001>] TJ")


def test_other_fonts_and_commands_stay():
    assert drawn(b"0.5 Ts", b"/OTHERS 9 Tf", b"[<0003>] TJ") == ["0.5 Ts", "/OTHERS 9 Tf", "[<0003>] TJ"]

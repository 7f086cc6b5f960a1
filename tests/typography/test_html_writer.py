"""Prose as HTML: ~ stands for U+00A0, _ for U+202F."""

from __future__ import annotations

import pytest

from fiches.content import markdown, notes
from fiches.typography.french import JOINER
from fiches.typography.html_writer import HtmlWriter
from support.typed_signs import MARKS

V = '<span class="verbatim">'


def paragraph(typed, language="fr"):
    """The inside of the one paragraph that `typed` holds."""
    blocks, faults = markdown.read(typed, 1)
    assert not faults
    return HtmlWriter(language).blocks(blocks).removeprefix("<p>").removesuffix("</p>")


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("un « deux » trois", f"un {V}«_deux_»</span> trois"),
        ("un (« deux »), trois", f"un {V}(«_deux_»),</span> trois"),
        ("« un », « deux »", f"{V}«_un_»,</span> {V}«_deux_»</span>"),
        ("« un « deux » trois »", f"{V}«_un «_deux_» trois_»</span>"),
        ("« un *deux* trois »", f"{V}«_un <em>deux</em> trois_»</span>"),
        ("« *un* »", f"{V}«_<em>un</em>_»</span>"),
        ("**« un »** deux", f"<strong>{V}«_un_»</span></strong> deux"),
        ("« un `a «` deux »", f"{V}«_un <code>a «</code> deux_»</span>"),
        ("« un  \ndeux »", f"{V}«_un<br>deux_»</span>"),
        ("l'« un »", f"{V}l’«_un_»</span>"),
        ("« un deux", "«_un deux"),
        ("un » deux", "un_» deux"),
        ("« un « deux »", f"«_un {V}«_deux_»</span>"),
        ('"un" deux', f"{V}«_un_»</span> deux"),
    ],
)
def test_spoken_passages(typed, printed):
    assert paragraph(typed) == printed.translate(MARKS)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("*un* !", "<em>un</em>_!"),
        ("l'*eau*", "l’<em>eau</em>"),
        ("`l'eau !`", "<code>l'eau !</code>"),
        ("[un](https://a.org?b&c) !", '<a href="https://a.org?b&amp;c">un</a>_!'),
        ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
        ("&lt;b&gt;", "&lt;b&gt;"),
        ("voir www.a.org.", 'voir <span class="adresse">www.a.org</span>.'),
        ("voir https://a.org/b?c=d ;", 'voir <span class="adresse">https://a.org/b?c=d</span>_;'),
        ("[l'eau : oui]{lang=en} : l'eau", '<span lang="en" dir="ltr">l’eau : oui</span>~: l’eau'),
        ("l'[ماء]{lang=ar} !", 'l’<span lang="ar" dir="rtl">ماء</span>_!'),
        ("« [ماء]{lang=ar} »", f'{V}«_<span lang="ar" dir="rtl">ماء</span>_»</span>'),
        ("[*l'eau*]{lang=en} l'eau", '<span lang="en" dir="ltr"><em>l’eau</em></span> l’eau'),
        ("[un [l'eau]{lang=fr} it's]{lang=en}",
         '<span lang="en" dir="ltr">un <span lang="fr" dir="ltr">l’eau</span> it’s</span>'),
        ("[azul]{lang=shi-Latn}", '<span lang="shi-Latn" dir="ltr">azul</span>'),
    ],
)  # fmt: skip
def test_inline_forms(typed, printed):
    assert paragraph(typed) == printed.translate(MARKS)


def test_base_language():
    assert paragraph("it's « so »", "en") == f"it’s {V}«so»</span>"
    assert paragraph("[l'eau]{lang=fr} it's", "en") == '<span lang="fr" dir="ltr">l’eau</span> it’s'


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("### Un", "<h3>Un</h3>"),
        ("- un\n- deux", "<ul>\n<li>\n<p>un</p>\n</li>\n<li>\n<p>deux</p>\n</li>\n</ul>"),
        ("1. un", "<ol>\n<li>\n<p>un</p>\n</li>\n</ol>"),
        ("> un", "<blockquote>\n<p>un</p>\n</blockquote>"),
        ("```\na < b\n```", "<pre><code>a &lt; b\n</code></pre>"),
        ("ماء {: lang=ar }", '<p lang="ar" dir="rtl">ماء</p>'),
        ("l'eau {: lang=en }", '<p lang="en" dir="ltr">l’eau</p>'),
    ],
)
def test_blocks(typed, printed):
    assert HtmlWriter("fr").blocks(markdown.read(typed, 1)[0]) == printed


def test_notes_and_their_calls_lead_to_each_other():
    blocks, _ = markdown.read("Un[^1] *deux[^1]*.\n\n[^1]: Trois & *quatre*.", 1)
    noted, _ = notes.settled({"": blocks}, "four")
    assert HtmlWriter("fr").blocks(noted[""]).split("\n") == [
        '<p>Un<sup class="appel"><a href="#note-four-1" id="appel-four-1" role="doc-noteref">1</a></sup> '
        '<em>deux<sup class="appel"><a href="#note-four-1" role="doc-noteref">1</a></sup></em>.</p>',
        '<div class="notes-texte">',
        '<p class="note-texte" role="doc-footnote">'
        '<a class="numero-note" id="note-four-1" href="#appel-four-1" role="doc-backlink">1</a>. '
        "Trois &amp; <em>quatre</em>.</p>",
        "</div>",
    ]


def test_text_is_escaped():
    assert HtmlWriter("fr").text("<b> & 'l'eau'") == "&lt;b&gt; &amp; 'l’eau'"


def test_pictures_are_left_to_the_page():
    assert HtmlWriter("fr").blocks(markdown.read("un ![deux](a.jpg) trois", 1)[0]) == "<p>un  trois</p>"


def test_full_guillemets():
    assert "«\u00a0un\u00a0»" in HtmlWriter("fr", narrow=False).text("« un »")


def test_many_open_guillemets_are_read_once():
    assert HtmlWriter("fr").text("« a " * 3_000).count("«") == 3_000


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("que constate-t-il", "que constate-^t-^il"),
        ("les appartiendraient-elles", "les appartiendraient-elles"),  # 25 characters would leave too much white
        ("le Souss-Massa, demain", "le Souss-^Massa, demain"),
        ("en Auvergne-Rhône-Alpes", "en Auvergne-^Rhône-^Alpes"),
        ("la valeur-ajoutée", "la valeur-ajoutée"),
        ("est-ce", "est-^ce"),
        ("« Peut-être »", f"{V}«_Peut-^être_»</span>"),
        ("www.a-b.org", '<span class="adresse">www.a-b.org</span>'),
        ("un - deux", "un – deux"),
        ("Débit (l/s)", 'Débit <span class="unite">(l/s)</span>'),
    ],
)
def test_compounds_stay_on_one_line_when_they_are_short(typed, printed):
    assert HtmlWriter("fr").text(typed) == printed.translate(MARKS).replace("^", JOINER)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("un village qui dégage tout de même ce qui est commun à tous.", "commun ^à ^tous."),
        ("un village qui dégage tout de même ce qui est commun aux deux.", "commun aux ^deux."),
        ("un village qui dégage ce qui est anticonstitutionnellement à tous.", "nnellement à tous."),
        ("à tous.", "à tous."),
    ],
)
def test_a_paragraph_does_not_end_on_a_short_word_alone(typed, printed):
    assert paragraph(typed).endswith(printed.replace("^", JOINER))


def test_numbers_and_addresses_stand_apart_for_who_orders_the_lines_by_himself():
    apart = HtmlWriter("ar", apart=True)
    assert apart.text("من 2019 – 2021 أو a@exemple.org") == (
        'من <bdo dir="ltr">2019\u00a0–\u00a02021</bdo> أو <bdo dir="ltr">a@exemple.org</bdo>'
    )
    assert "bdo" not in HtmlWriter("ar").text("من 12") + HtmlWriter("fr", apart=True).text("En 2019")

"""What is written with our shortcuts is what the engine writes without them, byte for byte, with less work.

But for distances of 0 between glyphs, which a shortcut leaves out.

The documents hold what each shortcut takes, and beside it what it must leave alone.
"""

from __future__ import annotations

import io
import re
from collections import Counter

import pikepdf
import pytest
from weasyprint import HTML, css
from weasyprint.css import StyleFor
from weasyprint.layout import background
from weasyprint.svg import SVG
from weasyprint.text import line_break

from fiches.render import weasyprint_shortcuts as shortcuts

HEAD = "<!doctype html><html lang=fr><title>Essai</title><style>p { white-space: pre }</style><body>"
DRAWN = (
    '<path d="M0 0L60.5 0L60.5 99.263L0 99.263Z"/>',
    '<path d="M1 2L3.5 -4M-0.25 1000.125L7 8L9 10ZM1 1L2 2"/>',
    '<path fill="none" stroke="#a34" stroke-dasharray="1 2" d="M1 2L3 4"/>',
    '<clipPath id="bord"><path d="M0 0L9 0L9 9Z"/></clipPath><g clip-path="url(#bord)"><path d="M0 0L20 0L0 20Z"/></g>',
    '<path d="M1 2"/>',  # a point
    '<path d="M1 2Z"/>',  # what the engine does not close
    '<path d="M1 2C3 4 5 6 7 8"/>',
    '<path d="m1 2l3 4z"/>',
    '<path d="M 1 2 L 3 4"/>',
    '<path d="M1 2 3 4L5 6"/>',
    '<path d="M-0 0.50L1e1 010"/>',
    '<path d="M1.1234567 0.0000001L3 4"/>',
    '<path d="M1 2L3"/>',
    '<path d="M1px 2mmL3 4%"/>',
    '<path d=""/>',
    '<marker id="m" markerWidth="4" markerHeight="4"><path d="M0 0L4 2L0 4Z"/></marker>'
    '<path marker-mid="url(#m)" marker-end="url(#m)" stroke="#000" d="M1 2L30 4L50 60"/>',
)
SET = (
    "<p>une ligne \nune autre, plus longue \nla dernière",
    "<p>une <em>ligne \nde</em> mots <b>gras</b>, <a href='https://example.org'>liée \nà un</a> site",
    "<p>\nun blanc devant \n\nun autre, et derrière\n",
    "<p>un tabulateur\t: \nou deux\t\t.",
    "<p style='letter-spacing: 0.1em; word-spacing: 1mm; text-indent: 5mm'>des lettres \net des mots \nespacés",
    "<p style='text-align: justify; text-align-last: justify; width: 90mm'>une ligne \ncomplétée \nici",
    "<p style='text-decoration: underline overline line-through'>une ligne \nsoulignée",
    "<p style='width: 20mm; overflow: hidden; text-overflow: ellipsis'>une ligne bien trop longue \nune autre",
    "<p style='font-variant-numeric: oldstyle-nums; font-feature-settings: \"smcp\"'>12 000 \nécrit",
    "<p dir=rtl lang=ar>\u0633\u0637\u0631 12 \n\u0622\u062e\u0631 fin",
    "<p style='background: #eee; border: 1pt solid'>sur <span style='background: #fda'>un \nfond</span>",
    "<p style='float: left'>flottant \nà gauche</p><p>à côté \nde lui",
    "<div style='width: 40mm; hyphens: auto'>Des mots qui coulent, que le moteur coupe internationalement.</div>",
    "<pre>du code\n  en retrait</pre>",
    "<ul><li>un<li>deux<ol style='list-style-type: lower-roman'><li>trois</ol></ul><q>cité</q><br><details>de tout",
    "<div style='margin-inline-start: 9mm; border-block-end: 2pt solid; border-top-style: dashed'>sens",
    "<div dir=rtl style='padding-inline-start: 9mm; margin-left: 3mm; inset-inline: 1mm'>sens</div>",
    "<style>div::first-line { color: red } div::first-letter { font-size: 2em }</style><div>des<br>lignes",
    "<style>b::before { content: 'un'; margin-inline: 2mm } @page { @top-left { content: 'haut' } }</style><b>mot",
    "<table style='border-collapse: collapse'><tr><th style='padding: 2mm'>tête<td>case</table>",
    "<div style='--e: 3mm; padding: var(--e); page: droite'>a<p style='margin: inherit; float: right'>b",
    "<svg width='50mm' height='50mm' viewBox='0 0 50 50'><title>Carte</title><text x='5' y='9'>mot</text></svg>",
)
MARKED = (
    "<style>span { float: footnote } span::footnote-call { color: red }</style><p>Un mot<span>une note</span> de plus",
    "<p>Un mot<span style='float: footnote'>une note</span> de plus",
    "<style>div { display: list-item; list-style: square inside }</style><div>un<div>deux",
    "<p style='display: list-item; margin-left: 9mm'>un",
)


def drawing(paths):
    return f"<svg width='60mm' height='99mm' viewBox='0 0 60 99'><title>Carte</title>{paths}</svg>"


def written(body, *, quick):
    document = HTML(string=f"{HEAD}{body}")
    if quick:
        shortcuts.without_marks(document, body, "p { white-space: pre }")
    return document.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=True, uncompressed_pdf=True)


@pytest.fixture
def both(monkeypatch):
    """Gives what is written of a body: quickly, then by the engine as it is, but for those shortcuts that stay."""

    def of(body, *, stay=("show_text",)):
        before = shortcuts.take()
        quickly = written(body, quick=True)
        with monkeypatch.context() as patch:
            for where, name, part in before:
                if name not in stay:
                    patch.setattr(where, name, part)
            return quickly, written(body, quick=False)

    return of


@pytest.mark.parametrize("body", [*DRAWN, *SET, *MARKED])
def test_the_file_stays_the_same(both, body):
    quickly, slowly = both(drawing(body) if body in DRAWN else body)
    assert quickly == slowly


def shown(data):
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return b"".join(line + b"\n" for line in pdf.pages[0].Contents.read_bytes().splitlines() if b"TJ" in line)


def test_glyphs_that_follow_each_other_are_shown_together(both):
    quickly, slowly = map(shown, both("<p>une ligne justifiée, <em>fi</em> AVANT</p>", stay=()))
    assert b">0<" in slowly
    assert quickly == slowly.replace(b">0<", b"")


def test_a_style_sheet_that_asks_for_marks_is_given_all_the_rules():
    for styles in (
        "p { float: footnote }",
        "p { position: note(page) }",
        "p { display: LIST-ITEM }",
        "@import 'a.css'",
    ):
        document = HTML(string=HEAD)
        shortcuts.without_marks(document, "", styles)
        assert document._ua_stylesheets() == HTML(string=HEAD)._ua_stylesheets()


def test_it_is_less_work(both, monkeypatch):
    """When this fails the engine no longer needs a shortcut."""
    done, write = [], written

    def begun(*given, **named):
        done.append(Counter())
        return write(*given, **named)

    def count(where, name):
        part = getattr(where, name)

        def counted(*given, **named):
            done[-1][name] += 1
            return part(*given, **named)

        monkeypatch.setattr(where, name, counted)

    shortcuts.take()
    count(line_break.Layout, "get_first_line")
    count(line_break.Layout, "setup")
    count(SVG, "point")
    count(StyleFor, "set_computed_styles")
    count(background, "resolve_radii_percentages")
    count(css, "check_math")
    count(re, "compile")
    monkeypatch.setitem(globals(), "written", begun)
    both("<style>@page { size: A5 }</style>" + SET[0] + drawing(DRAWN[0]))
    quickly, slowly = done
    assert len(slowly) == 7 and all(quickly[name] < slowly[name] for name in slowly), done

"""Markdown read into blocks, each form in turn."""

from __future__ import annotations

import pytest

from fiches.content import markdown
from fiches.content.blocks import Block, CodeText, InlineImage, LineBreak, Span, Words, plain, words_of


def read(text):
    blocks, faults = markdown.read(text, 1)
    assert not faults
    return blocks


def inlines(text):
    (block,) = read(text)
    return block.inlines


def faults(text, first_line=1):
    return [(fault.line, fault.column, fault.code) for fault in markdown.read(text, first_line)[1]]


@pytest.mark.parametrize(
    ("typed", "tree"),
    [
        ("mot", (Words("mot"),)),
        ("un\ndeux", (Words("un deux"),)),
        ("*un*", (Span("em", (Words("un"),)),)),
        ("_un_", (Span("em", (Words("un"),)),)),
        ("**un**", (Span("strong", (Words("un"),)),)),
        ("***un***", (Span("em", (Span("strong", (Words("un"),)),)),)),
        ("`a «b»`", (CodeText("a «b»"),)),
        ("un  \ndeux", (Words("un"), LineBreak(), Words("deux"))),
        ("un\\\ndeux", (Words("un"), LineBreak(), Words("deux"))),
        ("[un](https://a.org)", (Span("a", (Words("un"),), href="https://a.org"),)),
        ("[un](mailto:a@b.fr)", (Span("a", (Words("un"),), href="mailto:a@b.fr"),)),
        ("[un](HTTPS://a.org)", (Span("a", (Words("un"),), href="HTTPS://a.org"),)),
        ("<https://a.org>", (Span("a", (Words("https://a.org"),), href="https://a.org"),)),
        ("https://a.org", (Words("https://a.org"),)),
        ("![un](a.jpg)", (InlineImage("a.jpg", "un"),)),
        ("[un]{lang=ar}", (Span("span", (Words("un"),), "ar"),)),
        ("[un]{: lang=shi-Latn }", (Span("span", (Words("un"),), "shi-Latn"),)),
        ('[un]{lang="ar"}', (Span("span", (Words("un"),), "ar"),)),
        (
            "[*un* deux]{lang=en} trois",
            (Span("span", (Span("em", (Words("un"),)), Words(" deux")), "en"), Words(" trois")),
        ),
        ("*[un]{lang=ar}*", (Span("em", (Span("span", (Words("un"),), "ar"),)),)),
        (
            "[[un]{lang=en} deux]{lang=ar}",
            (Span("span", (Span("span", (Words("un"),), "en"), Words(" deux")), "ar"),),
        ),
        ("[un] et (deux)", (Words("[un] et (deux)"),)),
        ("[un]: https://a.org", (Words("[un]: https://a.org"),)),
        ("&amp; &lt; &eacute;", (Words("& < é"),)),
        ("\\*un\\*", (Words("*un*"),)),
        ("5 * 3 * 2", (Words("5 * 3 * 2"),)),
        ("5 < 6 et 7 > 2", (Words("5 < 6 et 7 > 2"),)),
    ],
)
def test_inline_forms(typed, tree):
    assert inlines(typed) == tree


def test_paragraphs_and_lines():
    assert [(block.kind, block.line) for block in read("un\nun\n\ndeux\n\n\ntrois")] == [
        ("paragraph", 1),
        ("paragraph", 4),
        ("paragraph", 7),
    ]


def test_indented_text_is_no_code():
    assert read("    un") == (Block("paragraph", 1, (Words("un"),)),)


def test_headings():
    blocks = read("### Un\n\n#### Deux ####\n\nTrois\n---")
    assert [(block.kind, block.level, block.line) for block in blocks] == [
        ("heading", 3, 1),
        ("heading", 4, 3),
        ("heading", 2, 5),
    ]


def test_lists():
    (block,) = read("- un\n- deux\n\n  encore\n  1. trois")
    assert (block.kind, block.ordered) == ("list", False)
    assert [item.kind for item in block.children] == ["item", "item"]
    assert [child.kind for child in block.children[1].children] == ["paragraph", "paragraph", "list"]
    assert block.children[1].children[2].ordered


def test_quotes():
    (block,) = read("> un\n>\n> deux\nsuite")
    assert block.kind == "quote"
    assert list(words_of(block.children)) == ["un", "deux suite"]
    assert [child.line for child in block.children] == [1, 3]


def test_code_block():
    assert read("```\n*un*\n```") == (Block("code", 1, (CodeText("*un*\n"),)),)


def test_rules_alone_are_not_printed_which_is_told():
    blocks, [fault] = markdown.read("un\n\n***\n\ndeux", 1)
    assert [block.line for block in blocks] == [1, 5]
    assert (fault.code, fault.line) == ("ne-s-imprime-pas", 3)


def test_a_link_without_words_leaves_nothing_on_the_page():
    blocks, [fault] = markdown.read("voir [](https://example.org)", 1)
    assert (fault.code, fault.column) == ("ne-s-imprime-pas", 6)
    assert "".join(words_of(blocks)) == "voir "


def test_a_language_without_words_is_told():
    _, [fault] = markdown.read("un\n\n{: lang=ar }", 1)
    assert (fault.code, fault.line) == ("attribut-inconnu", 3)


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("un {: lang=ar }", "paragraph"),
        ("un\n{: lang=ar }", "paragraph"),
        ("### un {: lang=ar }", "heading"),
    ],
)
def test_language_of_a_block(typed, kind):
    (block,) = read(typed)
    assert (block.kind, block.lang, plain(block.inlines)) == (kind, "ar", "un")


def test_language_of_an_item():
    (block,) = read("- un {: lang=ar }\n- deux")
    assert [item.children[0].lang for item in block.children] == ["ar", ""]


def test_empty_blocks_disappear():
    assert read("-\n\n>\n\n###") == ()


def test_words_in_reading_order():
    blocks = read("un *deux* `trois`\n\n- quatre\n- > cinq\n\n### six")
    assert list(words_of(blocks)) == ["un deux trois", "quatre", "cinq", "six"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("<b>un</b>", [(1, 1, "html-refuse")]),
        ("un <br> deux", [(1, 4, "html-refuse")]),
        ("un\n\n<div>\ndeux\n</div>", [(3, 1, "html-refuse")]),
        ("un <!-- deux", []),
        ("<!-- un", [(1, 1, "html-refuse")]),
        ("<?php ?>", [(1, 1, "html-refuse")]),
        ("<![CDATA[x]]>", [(1, 1, "html-refuse")]),
        ("un\ndeux [x](y)", [(2, 10, "lien-refuse")]),
        ("[x](JavaScript:a)", [(1, 5, "lien-refuse")]),
        ("[x](data:text/html,a)", [(1, 5, "lien-refuse")]),
        ("[x](//a.org)", [(1, 5, "lien-refuse")]),
        ("[x]{lang=français}", [(1, 5, "attribut-inconnu")]),
        ("[x]{}", [(1, 1, "attribut-inconnu")]),
        ("[x]{.classe lang=ar}", [(1, 5, "attribut-inconnu")]),
        ("un {: .classe }", [(1, 7, "attribut-inconnu")]),
        ("un {: lang=ar } deux", [(1, 4, "attribut-inconnu")]),
        ("un{lang=ar}", [(1, 3, "attribut-inconnu")]),
        ("> " * 12 + "un", [(1, 1, "imbrication")]),
    ],
)
def test_faults(typed, found):
    assert faults(typed) == found


def test_faults_know_the_line_of_the_file():
    assert faults("un\n\ndeux\n<i>", 40) == [(43, 1, "html-refuse")]


@pytest.mark.parametrize("typed", ["{un} et {deux}", "a{b}c", "f(x) = {x}"])
def test_plain_braces_are_words(typed):
    assert inlines(typed) == (Words(typed),)


def test_deep_nesting_is_one_fault():
    assert len(faults("\n".join("  " * depth + "- un" for depth in range(40)))) == 1

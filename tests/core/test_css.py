"""Style sheets by their grammar: a comment is a comment, and any text can be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fiches.core import css, css_colours
from support.examples import times
from support.sources import SLOW

PIECES = st.sampled_from(
    ["--nuit", ":", "#14304f", ";", "{", "}", "(", ")", "/*", "*/", " ", "\n", "url(", '"', "'", "\\", "@media print",
     "@font-face", "rgb(1,2,3)", "!important", "a", ",", "\0", "-", "1e3", "é", "<!--", "[", "]", "color-mix("]
)  # fmt: skip
ANYTHING = st.text(max_size=60) | st.lists(PIECES, max_size=40).map("".join)


def values(text):
    return {name: one.value for name, one in css.properties(text).items()}


@pytest.mark.parametrize(
    "text",
    [
        ":root { --nuit: #14304f; }",
        ":root { --nuit: #14304f; /* ancienne valeur : --nuit: #4b0082; */ }",
        "/* :root { --nuit: #4b0082; } */ html{--nuit:#14304f}",
        ":root { --nuit: /* pas #4b0082 */ #14304f /* ni --nuit: red; */; }",
        ":root { --nuit: #14304f !important; --nuit: #4b0082; }",
        ":root { --nuit: #4b0082; --nuit: #14304f; }",
        ":root, .page { --nuit: #14304f } .page { --nuit: #4b0082 }",
        "@media print { :root { --nuit: #14304f } } @media screen { :root { --nuit: #4b0082 } }",
        ":root { --a: '--nuit: #4b0082;'; --nuit: #14304f; --b: url(--nuit:#4b0082) }",
        ":root { --nuit: #14304f; } /* --nuit: #4b0082;",
        "\ufeff:root { zut; --nuit: #14304f; } }",
    ],
)
def test_a_property_is_what_the_document_has(text):
    assert values(text)["nuit"] == "#14304f"


def test_names_are_told_apart():
    assert set(values(":root { --nuit: a; --nuit-claire: b; --Nuit: c; nuit: d }")) == {"nuit", "nuit-claire", "Nuit"}


@pytest.mark.parametrize(
    ("typed", "colour"),
    [
        ("#14304f", "#14304f"),
        ("#14304F", "#14304f"),
        ("#abc", "#aabbcc"),
        ("#aabbccff", "#aabbcc"),
        ("rgb(20, 48, 79)", "#14304f"),
        ("rgb(20 48 79)", "#14304f"),
        ("RGB(100%, 0%, 0%)", "#ff0000"),
        ("rgb(300 -5 0)", "#ff0000"),
        ("hsl(0 100% 50%)", "#ff0000"),
        ("white", "#ffffff"),
        ("RebeccaPurple", "#663399"),
        ("rgb(20 48 79 / 50%)", None),
        ("#14304f80", None),
        ("transparent", None),
        ("currentcolor", None),
        ("lab(50% 40 59)", None),
        ("#12", None),
        ("12px", None),
        ("#fff #000", None),
        ("var(--nuit)", None),
        ("", None),
    ],
)
def test_a_colour_however_it_is_written(typed, colour):
    assert css_colours.colour(typed) == colour


def test_remarks_stand_beside_their_declaration():
    text = (
        ":root {\n  --a: #fff; /* une */ /* deux */\n  /* trois */\n  --b: #000 /* quatre */; --c: #111;/*cinq*/"
        "\n --d: #222 /* six */ }"
    )
    found = css.properties(text)
    assert {name: (one.line, one.remarks) for name, one in found.items()} == {
        "a": (2, ("une", "deux")),
        "b": (4, ("quatre",)),
        "c": (4, ("cinq",)),
        "d": (5, ("six",)),
    }


def test_faces_and_their_files():
    text = (
        "/* @font-face { font-family: Ancienne } */ @font-face { FONT-FAMILY: 'Noto Serif'; font-weight: 700;"
        ' src: local("x"), url( fonts/a.ttf ) format("truetype"), url("fonts/b.ttf") } @font-face {}'
    )
    face, empty = css.font_faces(text)
    assert css.families(face["font-family"]) == ["Noto Serif"] and face["font-weight"] == "700"
    assert css.addresses(face["src"]) == ["fonts/a.ttf", "fonts/b.ttf"]
    assert empty == {}


def test_addresses_are_those_of_urls_alone():
    text = (
        "a { b: url(../x.png) url('y \\'z.png') } @media screen { c { d: \"url(non)\" image(url( 'é.png' )) } }"
        " /* url(non) */ .url\\(non\\) {}"
    )
    assert css.addresses(text) == ["../x.png", "y 'z.png", "é.png"]


def test_families_and_numbers():
    assert css.families('"Noto Serif", Noto Sans, /* , */ Amiri,') == ["Noto Serif", "Noto Sans", "Amiri"]
    assert css.numbers("700 1rem/1.4 var(--texte), 'Roboto 300'") == ["700", "1.4"]


def test_a_sheet_is_written_again():
    text = """/* tête */
    @font-face { src: url(a) }
    a  >  b { c: url( x/y.svg ) "deux  blancs /* gardés */";   /* ôté */
      d: url("z") calc( 1px  + /* ôté */ 2px ) }
    @media print { e { f: g } }"""
    made = css.rewritten(text, lambda address: f"../{address}", without=("font-face",))
    assert made == (
        ' a > b { c: url(../x/y.svg) "deux  blancs /* gardés */"; d: url("../z") calc( 1px + 2px ) }'
        " @media print { e { f: g } }"
    )


@given(ANYTHING)
@times(1.5)
def test_any_text_can_be_read(text):
    for one in (one for rule in css.rules(text) for one in rule.declarations):
        css_colours.colour(one.value), css.families(one.value), css.numbers(one.value)
    css.properties(text), css.font_faces(text), css.addresses(text)
    written = css.rewritten(text, str)
    assert values(css.rewritten(written, str)) == values(written)


@pytest.mark.parametrize(
    "piece", ["{", "(", SLOW("["), SLOW("a{"), "a(", SLOW("a:{"), "@media print{", "url(", "/*", "--a:", "#"]
)
def test_nothing_is_too_deep(piece):
    text = ":root { --nuit: #14304f; --b: " + piece * 2_000
    assert values(text)["nuit"] == "#14304f"
    css.addresses(text), css.rewritten(text, str), css_colours.colour(text), css.families(text)

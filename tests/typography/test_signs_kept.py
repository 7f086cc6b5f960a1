"""Digits and signs come out of typography as typed, in order, but for the spaces and quotation marks that it owns."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from fiches.typography.french import JOINER, SEAM, typeset
from fiches.typography.html_writer import HtmlWriter

FIGURES = st.from_regex(r"[1-9]\d{0,2}(?: \d{3}){0,2}(?:[.,]\d{1,3})?", fullmatch=True)
UNITS = st.sampled_from(["DH", "dh", "MAD", "€", "k€", "M€", "%", "m³", "l/s", "km", "°C", "ans", "kWh", "V", ""])
FIXED = st.sampled_from(
    '30.523, -8.912|192.168.100.200|pH 7.125|30°12\'45" N|2"|5*3*2|v1.2.3|1:50 000|+212 528 12 34 56|0528 12 34 56|'
    "2019-2021|1.500.000 DH|"
    "1986.|n° 12|art. 3.125|12h30|3/4|4 x 4|50%|± 2|−5|12;|5 - 3|[12, 7]|(1 500)|#3|1+1=2".split("|")
)
WORDS = st.sampled_from(["Le puits", "vaut", "soit", "« environ »", "jusqu'à", "et", ", dit-on,", ":", "?", "œuvre"])
PIECES = st.one_of(st.builds("{} {}".format, FIGURES, UNITS), FIXED, WORDS)
OWNED = re.compile(rf"[\s{SEAM}{JOINER}«»“”]")
TYPED = str.maketrans({"’": "'", "″": '"', "…": "..."})


def signs(text):
    """What nobody but the author may change."""
    return OWNED.sub("", text.translate(TYPED))


def typed(pieces):
    return " ".join(pieces)


@given(st.lists(PIECES, max_size=8).map(typed))
def test_digits_and_signs_are_as_typed(text):
    assert signs(typeset(text, "fr")).replace("–", "-") == signs(text).replace("–", "-")


@given(st.lists(PIECES, max_size=8).map(typed), st.sampled_from(["fr", "en", "ar"]))
def test_on_the_page_too(text, language):
    shown = re.sub(r"<[^>]*>", "", HtmlWriter(language).text(text)).replace("&amp;", "&")
    assert signs(shown).replace("–", "-") == signs(text).replace("–", "-")

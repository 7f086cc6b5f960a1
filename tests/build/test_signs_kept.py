"""The digits and signs of a paragraph come out of the real PDF as typed, in order."""

from __future__ import annotations

import io
import re

import pypdfium2
import pytest

from support import small_collection

pytestmark = pytest.mark.no_unit

PARAGRAPHS = (
    "Le prix : 1 234 567,85 DH, 100 dh, 3 M€ et 12,5 % en 2019-2021 ; n° 12, 1:50 000.",
    "30.523, -8.912, pH 7.125, 192.168.100.200 et 5*3*2 m.",
    "1986 fut une année de 12 h 30, soit v1.2.3 ; +212 528 12 34 56.",
    "Il fait - 5 °C, −5 °C, ±2 °C ; ½ l, 3° de pente, 10^3, 25 % et 1'234 CHF.",
    "Le 01/02/2023 à 12:30, de 8h30–17h00, 5 x 3, 5 × 3, XXIe, 1er, 1.234,56 et 1,234.56.",
    "Au (212) 661-234567, 0475/12.34.56, +212.6.61.23.45.67, (+33) 6-12-34-56-78 ou 06 12 345 678.",
    "Au 1/25 000, 1:1 000 000 et 1 : 50 000 ; 30° 31' 12\" N, 8°54,2' O, 31.5°N 8,9°O et N30.52 W7.92.",
)
LISTS = (
    "5. cinq puits\n6. six pompes",
    "7. sept\n\nPuis :\n\n8. huit",
    "10. dix ans\n9. neuf ans\n0. zéro an",
    "0. le départ\n3. le puits\n2. la pompe",
    "3) un puits\n4) une pompe\n9) un bassin",
)
OURS = re.compile(r"[\s\u2060«»“”]")


def signs(text):
    return OURS.sub("", text.replace("’", "'").replace("\ufffe", "-"))


def pages(root, words):
    """The text of a sheet's PDF."""
    small_collection.collection(root, signes=small_collection.sheet(words=words))
    built = small_collection.make(root, "signes")
    data = next(data for name, data in built.files.items() if "signes" in name)
    with pypdfium2.PdfDocument(io.BytesIO(data)) as document:
        return "".join(page.get_textpage().get_text_range() for page in document)


def test_digits_and_signs_are_as_typed(tmp_path):
    shown = signs(pages(tmp_path, "\n\n".join(PARAGRAPHS)))
    at = 0
    for paragraph in PARAGRAPHS:
        found = shown.find(signs(paragraph), at)
        assert found >= 0, (paragraph, shown)
        at = found


def test_numbers_of_lists_are_as_typed(tmp_path):
    """The engine draws the marks of a page behind its words."""
    shown = pages(tmp_path, "\n\nPuis :\n\n".join(LISTS))
    assert re.findall(r"\d+[.)](?!\d)", shown) == re.findall(r"\d+[.)](?= )", "\n".join(LISTS))

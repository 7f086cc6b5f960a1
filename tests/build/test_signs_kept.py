"""The digits and signs of a paragraph come out of the real PDF as typed, in order."""

from __future__ import annotations

import io
import re

import pypdfium2

from support import small_collection

PARAGRAPHS = (
    "Le prix : 1 234 567,85 DH, 100 dh, 3 M€ et 12,5 % en 2019-2021 ; n° 12, 1:50 000.",
    "30.523, -8.912, pH 7.125, 192.168.100.200 et 5*3*2 m.",
    "1986. Une année de 12 h 30, soit v1.2.3 ; +212 528 12 34 56.",
    "5. cinq puits\n6. six pompes",
    "7. sept\n\nPuis :\n\n8. huit",
    "10. dix ans\n9. neuf ans\n8. huit ans\n0. zéro an",
    "0. le départ\n3. le puits\n2. la pompe",
    "Il fait - 5 °C, −5 °C, ±2 °C ; ½ l, 3° de pente, 10^3, 25 % et 1'234 CHF.",
    "Le 01/02/2023 à 12:30, de 8h30–17h00, 5 x 3, 5 × 3, XXIe, 1er, 1.234,56 et 1,234.56.",
)
OURS = re.compile(r"[\s\u2060«»“”]")


def signs(text):
    return OURS.sub("", text.replace("’", "'").replace("\ufffe", "-"))


def test_digits_and_signs_are_as_typed(tmp_path):
    words = small_collection.sheet(words="\n\n".join(PARAGRAPHS))
    small_collection.collection(tmp_path, signes=words)
    built = small_collection.make(tmp_path, "signes")
    data = next(data for name, data in built.files.items() if "signes" in name)
    with pypdfium2.PdfDocument(io.BytesIO(data)) as document:
        shown = signs("".join(page.get_textpage().get_text_range() for page in document))
    at = 0
    for paragraph in PARAGRAPHS:
        found = shown.find(signs(paragraph), at)
        assert found >= 0, (paragraph, shown)
        at = found

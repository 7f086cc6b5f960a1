"""Plain text and the Markdown of others become documents; what is no text is told."""

from __future__ import annotations

import pytest

from fiches.core.problems import FichesError
from fiches.imports.convert import ImportTask, convert
from fiches.imports.markdown_text import read_markdown
from fiches.imports.plain_text import read_text
from fiches.imports.written import paragraphs
from support.sources import SLOW
from support.typed_sheets import SHEETS, read, words
from support.word_files import house_format, rubric

TEXT = """Un four solidaire

Lieu : Asrargh
CONTEXTE
Le village n'avait plus de four.
Le pain arrivait froid.

Résultats :

- 249 pains par jour
- du bois épargné
"""
WRAPPED = """Contexte

Le village n'avait plus de four, et le pain que l'on achetait
à la ville arrivait froid. Les femmes se sont réunies, et elles
ont demandé à la commune un terrain qui ne servait à personne,
près de la source.
Elles l'ont eu.
"""


def lines(text):
    return [one.text for one in paragraphs(read_text(text, "x.txt").blocks)]


def sheet(document):
    return convert(document, ImportTask(house_format(), "fr", "fr"), "recu")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", SLOW("\r")])
def test_text_of_any_encoding_and_any_line_ends(encoding, end):
    made = sheet(read_text(TEXT.replace("\n", end).encode(encoding), "x.txt"))
    assert made.title == "Un four solidaire"
    assert "territoire:\n  - lieu: Asrargh" in made.text
    assert rubric(made, "Contexte") == "Le village n'avait plus de four.\n\nLe pain arrivait froid."
    assert rubric(made, "Résultats") == "- 249 pains par jour\n- du bois épargné"


def test_lines_that_a_program_has_cut_are_joined():
    first, *others = lines(WRAPPED.encode())
    assert first == "Contexte"
    assert [one.split()[-1] for one in others] == ["source.", "eu."]


@pytest.mark.parametrize("data", [b"\0\1\2", b"MZ\0\0"])
def test_what_is_no_text_is_told(data):
    with pytest.raises(FichesError, match="pas un texte"):
        read_text(data, "x.txt")


MARKDOWN = """---
title: Un four solidaire
lieu: Asrargh
tags: [pain, eau]
---

# Contexte

Un **four** et *un puits*[^a], [le site](https://exemple.org).

1. un
2. deux
   - sous

| An | Pains |
|----|-------|
| 2020 | 249 |

[^a]: À bois.
"""


def test_markdown_of_others():
    made = sheet(read_markdown(MARKDOWN.encode(), "x.md"))
    assert made.text == (
        "---\ntitre: Un four solidaire\nterritoire:\n  - lieu: Asrargh\nmots_cles: [pain, eau]\n---\n\n## Contexte\n\n"
        "Un **four** et *un puits*[^1], [le site](https://exemple.org).\n\n1. un\n2. deux\n   - sous\n\n"
        "| An | Pains |\n| --- | --- |\n| 2020 | 249 |\n\n[^1]: À bois.\n"
    )


@pytest.mark.parametrize(
    "path", [SLOW(path) if place else path for place, path in enumerate(SHEETS)], ids=lambda one: one.stem
)
def test_our_own_sheets_come_back_whole(path):
    made = sheet(read_markdown(path.read_bytes(), path.name))
    meant = {section.title: words(section) for section in read(path.read_bytes()).sections}
    assert {section.title: words(section) for section in read(made.text.encode()).sections} == meant

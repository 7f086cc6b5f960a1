"""How the elements of a block of text look: as style sheets say, whichever says it."""

from __future__ import annotations

import pytest

from fiches.compose import rules_reader, sheet_blocks, typefaces
from fiches.compose.model import ContentInventory
from fiches.compose.text_styles import (
    ADVICE,
    CARD,
    FIELD,
    PRESENTED,
    PULLED,
    QUOTE,
    REPORTED,
    RUNNING,
    TITLE,
    VOICE,
    TextStyles,
)
from fiches.config.project import HOUSE, open_project
from support.repository import ROOT
from support.set_text import STYLES, composer, faces

SHEETS = typefaces.style_sheets(STYLES, (HOUSE / "styles",))


def style(role, more="", language="fr"):
    return TextStyles(faces(), language, (*SHEETS, more)).of(role)


@pytest.mark.parametrize("role", [RUNNING, CARD, VOICE, ADVICE])
def test_text_is_as_large_as_its_block_and_its_heads_as_the_sheets_say(role):
    found = style(role)
    assert (found.paragraph.size, found.paragraph.scale, found.paragraph.leading) == (0, 1, 0)
    assert found.heading.size > 8 and found.heading.leading and found.attribution.size == 8.6


def test_a_size_that_another_style_sheet_says_is_the_size():
    said = (
        ".bloc h3 { font: italic 500 14pt/6mm Vollkorn } .carte p { font-size: 90% } .bloc-champ b { font-weight: 550 }"
    )
    head, card = style(RUNNING, said).heading, style(CARD, said).paragraph
    assert (head.size, head.leading, head.style.type.weight, head.style.type.italic) == (14, 6, 500, True)
    assert head.style.type.families == ("Vollkorn",)
    assert (card.size, card.scale) == (0, 0.9)
    assert style(FIELD, said).paragraph.style.strong == 550 and style(FIELD).paragraph.style.strong == 600


def test_a_kind_that_a_format_names_is_set_as_its_class_says():
    said = ".bloc-encadre p { font-weight: 600; line-height: 5mm }"
    found = style("encadre", said).paragraph
    assert (found.style.type.weight, found.leading) == (600, 5)


def test_what_is_said_of_one_rubric_or_ground_is_measured():
    """A class that no style sheet names makes no style of its own."""
    said = ".bloc-contexte { font-weight: 600 } .bloc-contexte.sur-ecume p { font-size: 8.4pt }"
    styles = TextStyles(faces(), "fr", (*SHEETS, said))
    named = (styles.of_classes(("bloc-contexte", *more)) for more in ((), ("sur-ecume",)))
    found = [(one.paragraph.size, one.paragraph.style.type.weight) for one in (each.of(RUNNING) for each in named)]
    assert found == [(0, 600), (8.4, 600)]
    assert styles.of_classes(("bloc-demarche",)) is styles


def test_blocks_of_a_rubric_have_its_class_and_that_of_its_ground():
    project, _ = open_project(ROOT)
    rules, _ = rules_reader.of_format(project.format)
    names = ("contexte", "contexte-debut-1", "demarche", "lecons-2", "titre")
    found = dict(sheet_blocks.classes_of(names, rules.zones))
    assert found["contexte"] == found["contexte-debut-1"] and found["contexte"][0] == "bloc-contexte"
    assert found["demarche"] == ("bloc-demarche",) and "titre" not in found


def test_parts_of_a_rubric_that_ends_on_a_later_page_are_set_as_the_whole_of_it():
    project, _ = open_project(ROOT)
    rules, _ = rules_reader.of_format(project.format)
    names = ("lecons", "lecons-debut-2", "lecons-suite-2", "lecons-2")
    matter = ContentInventory(dict.fromkeys(names, (80,)))
    roles = dict(sheet_blocks.roles_of(matter, rules.zones))
    assert [roles.get(name) for name in names] == [ADVICE, ADVICE, ADVICE, None]


def test_whites_are_those_of_style_sheets_where_they_say_some():
    said = (
        ".bloc p { --alinea: 2mm } .bloc-conseils p { --avant: 1lh; --retrait: 2em } .carte h3 { --avant: 3mm }"
        " .exergue .qui { --avant: 1mm } .bloc h3 { --avant: 2em }"
    )
    found, usual = style(RUNNING, said), style(RUNNING)
    assert (usual.paragraph.indent, usual.heading.above) == (4.5, 4.5)
    assert (found.paragraph.indent, found.heading.above) == (2, 4.5)  # in a unit that is not read
    advice, card = style(ADVICE, said).paragraph, style(CARD, said)
    assert (advice.above_lines, advice.inset_em, style(ADVICE).paragraph.inset_em) == (1, 2, 1.1)
    assert (card.paragraph.indent, card.heading.above, style(CARD).paragraph.indent) == (2, 3, 3.9)
    assert (style(QUOTE, said).attribution.above, style(QUOTE).attribution.above) == (1, 2.25)


def test_lists_and_quotations_stand_as_far_in_as_style_sheets_say():
    said = ".bloc ol { --rentree: 8mm } .bloc-conseils ul { --rentree: 2em } .carte blockquote { --rentree: 3mm }"
    assert style(RUNNING).insets == style(ADVICE, said).insets._replace(ol=5.5) == (4.5, 5.5, 4.5)
    assert style(RUNNING, said).insets == (4.5, 8, 4.5) and style(CARD, said).insets == (4.5, 8, 3)
    assert style(VOICE, said).insets == (4.5, 8, 0)  # all of it is a quotation


def test_slopes_letters_and_figures_are_those_that_are_drawn():
    title, quote, said = (style(role).paragraph.style.type for role in (TITLE, QUOTE, VOICE))
    assert (title.weight, title.tracking, title.features) == (800, -0.015, ("lnum",))
    assert quote.italic and said.italic and quote.weight == said.weight == 500
    assert not style(VOICE).attribution.style.type.italic
    told, reported = (style(role).paragraph.style.type for role in (PULLED, REPORTED))
    assert not told.italic and not reported.italic and told.weight == reported.weight == 500


@pytest.mark.parametrize("role", [RUNNING, CARD, PRESENTED, ADVICE])
def test_arabic_heads_are_larger_than_the_text_under_them_and_names_than_latin_ones(role):
    head, name = style(role, language="ar").heading, style(role, language="ar").attribution
    assert (head.size, head.scale, head.leading) == (0, 1.05, 0)
    assert name.size == style(QUOTE, language="ar").attribution.size > style(role).attribution.size


def test_arabic_letters_have_no_slope():
    title = style(TITLE, language="ar").paragraph.style.type
    assert (title.weight, title.tracking) == (700, 0)
    assert not style(QUOTE, language="ar").paragraph.style.type.italic


def test_text_is_set_in_the_size_that_is_said():
    assert composer({}).styles.of(FIELD).paragraph.size == 8.2

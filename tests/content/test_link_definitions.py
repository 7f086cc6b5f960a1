"""An address may stand apart from its words, anywhere in the file; what is none stays in print."""

from __future__ import annotations

import pytest

from fiches.content import link_definitions, markdown
from fiches.content.blocks import Span, Words
from fiches.content.sheet import texts
from support.sources import good, judge, text

ADDRESS = "https://www.example.org/plan"


def links(words):
    """(words, address) of every link of the blocks of some words."""
    blocks, faults = markdown.read(words, 1, link_definitions.of([words]))
    assert not faults
    return [("".join(one.text for one in span.children), span.href)
            for block in blocks for span in block.inlines if isinstance(span, Span)]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (f"Voir [le plan][p].\n\n[p]: {ADDRESS}", "le plan"),
        (f"Voir [le plan][P].\n\n[p]: <{ADDRESS}> 'Le plan'", "le plan"),
        (f"Voir [le plan][].\n\n[Le  plan]: {ADDRESS} (Plan)", "le plan"),
        (f"Voir [le plan].\n\n[le plan]: {ADDRESS}", "le plan"),
        (f'[p]: {ADDRESS} "Le plan"\n\nVoir [le plan][p].', "le plan"),
    ],
    ids=["full", "case", "collapsed", "shortcut", "before"],
)
def test_words_lead_to_an_address_that_stands_apart(words, shown):
    assert links(words) == [(shown, ADDRESS)]


def test_it_may_stand_in_another_section_and_is_not_printed():
    sheet = good(text(Contexte="Voir [le plan][p].", territoire=f"> Bien.\n>\n> — Elle\n\n[p]: {ADDRESS}"))
    assert not any("[p]" in said or ADDRESS in said for said in texts(sheet))
    [context] = [rubric for rubric in sheet.rubrics if rubric.spec.id == "contexte"]
    assert context.blocks[0].inlines[1] == Span("a", (Words("le plan"),), href=ADDRESS)


@pytest.mark.parametrize("line", [f"[p]: {ADDRESS}", "[Note]: important", "[p]: ailleurs"])
def test_what_nothing_refers_to_or_is_no_address_is_printed_as_typed(line):
    blocks, _ = markdown.read(f"Un [mot](https://example.org/).\n\n{line}", 1, link_definitions.of([line]))
    assert blocks[1].inlines == (Words(line),)


@pytest.mark.parametrize(
    ("words", "column"), [("Voir [le plan][p].", 6), (f"[p]: {ADDRESS}", 1), ("Voir [le plan][].", 6)]
)
def test_one_that_does_not_find_the_other_is_told(words, column):
    told = [(one.column, one.message.name) for one in judge(text(Contexte=words))[1]]
    assert told == [(column, "imprime-tel-quel.reference")]


@pytest.mark.parametrize("href", ["javascript:alert(1)", "http://192.168.1.4/"])
def test_its_address_is_judged(href):
    words = f"Voir [le plan][p].\n\n[p]: {href}"
    codes = {one.code for one in judge(text(Contexte=words))[1]}
    assert codes & {"imprime-tel-quel", "adresse-privee"}


@pytest.mark.parametrize("mark", ["\u200e", "\u2068", "\u00a0"])
def test_signs_that_nobody_sees_are_no_part_of_an_address(mark):
    assert links(f"Voir [le plan]({mark}{ADDRESS}{mark}).") == [("le plan", ADDRESS)]

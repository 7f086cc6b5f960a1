"""Notes: numbered as they are called, in whatever rubric they are typed; what is wrong with them is told."""

from __future__ import annotations

import pytest

from fiches.content import markdown, notes
from fiches.content.blocks import NOTES_KIND, NoteMark, NotePlace, plain


def settled(**texts):
    read = {name: markdown.read(text, 1) for name, text in texts.items()}
    assert [fault for _, faults in read.values() for fault in faults] == []
    return notes.settled({name: blocks for name, (blocks, _) in read.items()}, "essai")


def said(blocks):
    """(number, words) of each note at the end of a text."""
    return [(notes.number_of(one), plain(one.inlines).removeprefix(". ")) for one in notes.apart(blocks)[1]]


def numbers(blocks):
    return [mark.number for mark in notes.calls(blocks)]


def test_notes_are_numbered_in_the_order_of_their_calls_over_all_texts():
    found, faults = settled(
        one="Un[^b] et deux[^a], un encore[^b].\n\n[^a]: Deux.\n[^b]: Un.", two="Trois[^a].\n\n[^a]: Trois."
    )
    assert faults == {"one": [], "two": []}
    assert [numbers(found[name]) for name in ("one", "two")] == [[1, 2, 1], [3]]
    assert [said(found[name]) for name in ("one", "two")] == [[(1, "Un."), (2, "Deux.")], [(3, "Trois.")]]
    assert [mark.place for mark in notes.calls(found["one"])] == [NotePlace.CALL, NotePlace.CALL, NotePlace.AGAIN]
    assert {mark.sheet for mark in notes.calls(found["one"])} == {"essai"}


def test_a_note_may_be_typed_in_another_text_and_stands_where_it_is_called_first():
    found, faults = settled(one="Mot[^x].", two="Suite[^x].\n\n[^x]: À la fin du fichier.")
    assert not any(faults.values())
    assert said(found["one"]) == [(1, "À la fin du fichier.")]
    assert said(found["two"]) == []
    assert numbers(found["two"]) == [1]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Mot[^1].\n[^1]: Sans ligne vide.\n[^2]: Autre.\n\nFin[^2].", ["Sans ligne vide.", "Autre."]),
        ("Mot[^1].\n\n[^1]: Une\nligne puis\n\n  un paragraphe.\n\nFin.", ["Une ligne puis un paragraphe."]),
        ("> Cité[^1].\n>\n> [^1]: Dans la citation.", ["Dans la citation."]),
        ("- un[^1]\n- [^1]: Dans la liste.", ["Dans la liste."]),
        ("| A |\n|---|\n| b[^1] |\n[^1]: Sous le tableau.", ["Sous le tableau."]),
        ("Mot[^É].\n\n[^é]: De la même étiquette.", ["De la même étiquette."]),
        ("Mot [^1] \n\n[^1]:   *Penchée*, [liée](https://example.org).", ["Penchée, liée."]),
    ],
)
def test_a_note_is_read_wherever_it_is_typed(typed, words):
    found, faults = settled(one=typed)
    assert faults == {"one": []}
    assert [text for _, text in said(found["one"])] == words
    assert all(block.inlines or block.children for block in found["one"])


def test_a_call_stands_right_behind_its_word_and_two_are_kept_apart():
    found, _ = settled(one="Mot [^1] [^2] *et* [^1].\n\n[^1]: Un.\n[^2]: Deux.")
    first = found["one"][0].inlines
    assert [one.text if hasattr(one, "text") else plain([one]) for one in first] == [
        "Mot", "1", ",\u202f", "2", " ", "et", "1", "."
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("Mot[^1].", [("unknown", 1, 4)]),
        ("Mot.\n\n[^1]: Seule.", [("uncalled", 3, 1)]),
        ("Mot[^1].\n\n[^1]: Un.\n\n[^1]: Deux.", [("twice", 5, 1)]),
        ("### Tête[^1]\n\nMot[^1].\n\n[^1]: Un.", [("place", 1, 9)]),
        ("Mot[^1].\n\n[^1]: Un[^2].\n[^2]: Deux.", [("place", 3, 9), ("uncalled", 4, 1)]),
        ("| A |\n|---|\n| b |\n\nTableau : les b[^1]\n\nMot[^1].\n\n[^1]: Un.", [("place", 5, 16)]),
    ],
)
def test_what_is_wrong_with_a_note_is_told_and_printed_as_typed(typed, told):
    found, faults = settled(one=typed)
    assert [(one.message.name.rpartition(".")[2], one.line, one.column) for one in faults["one"]] == told
    printed = "".join(map(plain, _contents(found["one"])))
    assert printed.count("[^") == sum(name in ("unknown", "place") for name, _, _ in told)


def _contents(blocks):
    for block in blocks:
        yield block.inlines
        yield from _contents(block.children)


def test_a_text_without_notes_stays_as_it_is():
    texts = {"one": markdown.read("Des mots [1] et 2^e^.", 1)[0]}
    assert notes.settled(texts) == (texts, {})


def test_a_part_of_a_text_keeps_the_notes_that_it_calls_first():
    found, _ = settled(one="Un[^a].\n\nDeux[^b], un[^a].\n\n[^a]: A.\n[^b]: B.")
    body, own = notes.apart(found["one"])
    assert [said(notes.ended(body[:1], own)), said(notes.ended(body[1:], own))] == [[(1, "A.")], [(2, "B.")]]
    assert notes.ended((), own) == ()
    assert list(notes.cuts(found["one"])) == [1]
    assert found["one"][-1].kind == NOTES_KIND


def test_what_stands_for_the_second_time_is_nothing_that_a_note_leads_back_to():
    found, _ = settled(one="Un[^a].\n\n[^a]: A.")
    assert [type(one) for one in notes.again(found["one"][0].inlines)][1] is NoteMark
    assert [mark.place for mark in notes.calls_in(notes.again(found["one"][0].inlines))] == [NotePlace.AGAIN]

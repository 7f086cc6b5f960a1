"""What may be pulled out of a sheet, who says it, and how far it stands from its own words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fiches.compose import rules_reader, solver
from fiches.compose.copyfit import TextSetting
from fiches.compose.inventory import matter_of
from fiches.compose.nearness import LEAST_DISTANCE, too_near
from fiches.compose.sheet_blocks import composer
from fiches.compose.voices import candidates, offered, quotes_of
from fiches.lint import fitting
from fiches.typography.pull_quotes import Manner
from support.sources import good, judge, short_project, text

ONE = "recueilli_aupres: [{nom: Amina Tahiri, fonction: Présidente}]"
TWO = "recueilli_aupres: [{nom: Amina Tahiri, fonction: Présidente}, {nom: Ali Baha, fonction: Trésorier}]"
FRONT = "titre: Une bibliothèque\nterritoire: {commune: Ouijjane}\n"
SAID = "On a ouvert. « Nous lisons ensemble tous les soirs de la semaine. » On rit."
RULES = replace(rules_reader.of_format(short_project().format)[0], speakers=("recueilli_aupres", "nom", "fonction"))


def quotes(front="", rules=RULES, **rubrics):
    return quotes_of(good(text(FRONT + front, **rubrics)), rules)


def told(front="", **rubrics):
    return [(one.text, one.speaker, one.manner) for one in quotes(front, **rubrics)]


def test_what_the_only_person_asked_says_is_hers():
    spoken = "Nous lisons ensemble tous les soirs de la semaine."
    assert told(ONE, Contexte=SAID) == [(spoken, "Amina Tahiri, Présidente", Manner.SPOKEN)]


@pytest.mark.parametrize("front", ["", TWO])
def test_nobody_is_made_to_speak_where_it_is_not_said_who_does(front):
    assert told(front, Contexte=SAID) == []
    assert quotes(ONE, replace(RULES, speakers=()), Contexte=SAID) == ()


def test_the_text_says_it_before_all_and_a_testimony_its_own():
    named = SAID.replace(" On rit.", "").replace("»", "», dit une élève.").replace("semaine. ", "semaine ")
    spoken = "> « Nous lisons ensemble tous les soirs de la semaine. »\n>\n> — Habitante du douar"
    assert [one[1] for one in told(ONE, Contexte=named)] == ["Une élève"]
    assert [one[1] for one in told(ONE, territoire=spoken)] == ["Habitante du douar"]
    assert told(ONE, territoire=spoken.replace("« ", "").replace(" »", "")) == [], "reported"


def test_an_author_is_offered_each_sentence_then_the_whole_of_what_is_said_with_marks_or_without():
    mine = ("Nous lisons ensemble tous les soirs de la semaine.", "Les enfants du douar viennent avec nous.")
    long = "Avant le four nous allions très tôt chaque matin à pied jusqu'au village voisin pour acheter du pain."
    hers = (long, "La porte est ouverte à toutes.")
    testimony = f"> {' '.join(hers)}\n>\n> — Une élève"
    sheet = good(text(FRONT + ONE, Contexte=f"« {' '.join(mine)} »", territoire=testimony))
    found = {(one.text, one.speaker) for one in offered(sheet, RULES)}
    assert found == {(one, "Amina Tahiri, Présidente") for one in (*mine, " ".join(mine))} | {
        (one, "Une élève") for one in (*hers, " ".join(hers))
    }
    assert len(candidates(sheet, RULES)) == 1


@pytest.mark.parametrize(("front", "speaker", "manner"), [
    ("exergue: Les enfants lisaient dehors", "", Manner.TOLD),
    ("exergue: {texte: Les enfants lisaient dehors, qui: Une élève}", "Une élève", Manner.REPORTED),
    ("exergue: [{texte: Les enfants lisaient dehors, qui: Une élève}]", "Une élève", Manner.REPORTED),
    (ONE + "\nexergue: Nous lisons ensemble", "Amina Tahiri, Présidente", Manner.SPOKEN),
    (ONE + "\nexergue: {texte: Nous lisons ensemble, qui: Une élève}", "Une élève", Manner.SPOKEN),
    ("exergue: Nous lisons ensemble", "", Manner.TOLD),
])  # fmt: skip
def test_what_its_author_chose_is_spoken_reported_or_told(front, speaker, manner):
    (found,) = quotes(front, Contexte=f"Les enfants lisaient dehors. {SAID}")
    assert (found.speaker, found.manner, found.rubric, found.is_chosen) == (speaker, manner, "contexte", True)


@pytest.mark.parametrize(("typed", "shown"), [
    ("Les enfants lisaient dehors", "Les enfants lisaient dehors."),
    ("Les enfants lisaient dehors.", "Les enfants lisaient dehors."),
    ("Qui lisait dehors ?", "Qui lisait dehors ?"),
    ("Les enfants lisaient...", "Les enfants lisaient..."),
])  # fmt: skip
def test_a_chosen_sentence_ends_like_all_others(typed, shown):
    (found,) = quotes(f"exergue: {typed}", Contexte="Les enfants lisaient dehors. Qui lisait dehors ?")
    assert found.text == shown


def test_a_group_without_its_sentence_or_with_another_key_is_told():
    for typed in ("{qui: Une élève}", "{texte: Oui, auteur: Elle}"):
        sheet, problems = judge(text(f"{FRONT}exergue: {typed}"))
        assert sheet is None and {one.code for one in problems} & {"champ-obligatoire", "cle-inconnue"}


def test_candidates_are_best_first_with_their_line_and_what_keeps_them():
    words = f"« C'est une chance pour nous tous ici. »\n\n{SAID}"
    sheet = good(text(FRONT, Contexte=words))
    found = candidates(sheet, RULES)
    assert [(one.refusal, one.speaker) for one in found] == [("", ""), ("pronom", "")]
    assert found[1].line + 2 == found[0].line


# --- distances --------------------------------------------------------------------------------


def laid(words, **rubrics):
    """Two pages that face each other and what was laid on them, its quotation spoken in Contexte."""
    sheet, _ = judge(text(FRONT + ONE, Contexte=words, **rubrics))
    matter = matter_of(sheet, RULES)
    setter = composer(sheet, matter, RULES, short_project(), lambda _: 1.0)
    return sheet, matter, replace(solver.compose(matter, RULES, setter.setter), text=setter)


def heights(layout, word):
    """Of the quotation of page 1 its foot, and of the first line of Contexte that holds a word its top, in mm."""
    grid, frames = layout.grid, layout.pages[0].frames
    frame, quote = frames["contexte"], frames["exergue"]
    setting = TextSetting("contexte", frame.width, frame.size, frame.leading, frame.columns, grid.gutter, grid.module)
    tops = [
        frame.y * grid.module + piece.y + row * one.leading
        for one in layout.text.set(setting).paragraphs
        for piece in one.pieces
        for row, line in enumerate(piece.lines)
        if word in one.text[line.start : line.end]
    ]
    return quote.foot * grid.module, min(tops)


@pytest.mark.parametrize("porteur", [None, "### Association Tamazirt\n\nElle réunit les familles du douar."])
@pytest.mark.parametrize("before", [0, 4, 8])
def test_a_quotation_is_too_near_by_what_is_measured_between_the_lines(before, porteur):
    filler = "Les enfants lisaient dehors, à la lumière du soir, sous les arbres du douar. "
    _, matter, layout = laid(filler * before + SAID + " " + filler * (12 - before), projet=porteur)
    foot, top = heights(layout, "ensemble")
    assert bool(too_near(layout, matter, layout.text)) == (top - foot < LEAST_DISTANCE)
    assert porteur or before != 0 or top - foot < LEAST_DISTANCE, "one is near"
    assert porteur is None or before == 0 or top - foot > LEAST_DISTANCE, "the others are not"


def test_no_quotation_of_a_sheet_stands_near_its_source():
    project = short_project()
    sheet = good(text(FRONT + ONE, Contexte=SAID))
    _, matter, first = laid(SAID)
    refused, layout = too_near(first, matter, first.text), fitting.lay_out(sheet, project).layout
    assert refused and too_near(layout, matter_of(sheet, RULES, refused=refused), layout.text) == set()

"""Two people at one sheet: who holds what, what is merged, what is asked about; and every save can be come back to."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from fiches.studio import edits, history, saves
from fiches.studio.edits import Clash, Edits
from fiches.studio.history import Save
from fiches.studio.presence import HELD, Presence, Writer
from support.sources import short_project, text

FORMAT = short_project().format
ALI, ZAHRA = Writer("1", "Ali"), Writer("2", "Zahra")


def test_a_part_has_one_writer_and_a_writer_one_part():
    now = [0.0]
    place = Presence(lambda: now[0])
    assert place.take("four", "contexte", ALI) is None
    assert place.take("four", "contexte", ZAHRA) == ALI and place.other("four", "contexte", "2") == ALI
    assert place.take("four", "parole", ZAHRA) is None and dict(place.held("four")) == {
        "contexte": ALI,
        "parole": ZAHRA,
    }
    assert place.take("four", "porteur", ALI) is None  # who goes elsewhere has left
    assert place.take("four", "contexte", ZAHRA) is None and place.other("four", "parole", "1") is None
    now[0] += HELD + 1  # whose window was closed is forgotten
    assert not dict(place.held("four"))
    place.take("four", "parole", ALI)
    place.leave("1")
    assert not dict(place.held("four"))


def test_what_others_wrote_elsewhere_stays_and_what_they_wrote_there_is_asked_about():
    read = text()
    now = edits.applied(read, Edits({"porteur": "### Autre\n\nÀ eux."}), FORMAT, "fr")
    mine = Edits({"contexte": "À moi."}, {"periode": "2012"})
    assert edits.clashes(read, now, mine, FORMAT, "fr") == []
    both = edits.applied(now, mine, FORMAT, "fr")
    assert "À eux." in both and "À moi." in both and "periode: 2012" in both
    also = Edits({"porteur": "### Autre\n\nÀ moi aussi."})
    assert edits.clashes(read, now, also, FORMAT, "fr") == [
        Clash("porteur", "### Autre\n\nÀ eux.", "### Autre\n\nÀ moi aussi.")
    ]
    for same in ("### Autre\n\nÀ eux.", "### Autre\n\nÀ eux. ", "\n### Autre\n\nÀ eux.\n\n"):
        assert edits.clashes(read, now, Edits({"porteur": same}), FORMAT, "fr") == []


@pytest.mark.parametrize("body", ["À moi.\n", " À moi. ", "À moi :\u00a0"])
def test_what_a_window_sent_without_an_answer_is_nobody_else_s(body):
    read, first = text(), Edits({"contexte": body}, {"periode": "2012"})
    now = edits.applied(read, first, FORMAT, "fr")
    mine = Edits({"contexte": "À moi seul."}, {"periode": "2013"})
    assert [one.name for one in edits.clashes(read, now, mine, FORMAT, "fr")] == ["contexte", "periode"]
    assert edits.clashes(read, now, replace(mine, sent=[first]), FORMAT, "fr") == []


def test_a_value_that_two_people_changed_is_asked_about():
    read = text("titre: Un four\nperiode: 2011")
    now = edits.applied(read, Edits(values={"periode": "2012"}), FORMAT, "fr")
    found = edits.clashes(read, now, Edits(values={"periode": "2013"}), FORMAT, "fr")
    assert found == [Clash("periode", "periode: 2012\n", "periode: 2013\n")]


def test_every_save_is_kept_once_and_found_again(tmp_path):
    assert list(history.saves(tmp_path, "four")) == []
    history.keep(tmp_path, "four", b"un", who="Zahra B.", parts=("contexte", "section-0"))
    history.keep(tmp_path, "four", b"un")  # nothing new
    history.keep(tmp_path, "four", b"deux mots", parts=["entete"])
    second, first = history.saves(tmp_path, "four")
    assert (first.who, first.parts, second.who, second.parts) == (
        "zahra-b", ("contexte", "section-0"), "", ("entete",)
    )  # fmt: skip
    assert history.read(tmp_path, "four", first.name) == b"un"
    assert history.read(tmp_path, "four", "../four.md") is None
    history.moved(tmp_path, "four", "moulin")
    assert len(list(history.saves(tmp_path, "moulin"))) == 2 and not list(history.saves(tmp_path, "four"))


def test_saves_of_one_sitting_in_one_rubric_are_shown_as_one():
    def save(minute, who="zahra", parts=("contexte",)):
        return Save(f"{minute}", datetime(2026, 1, 1, 10, minute), who, parts)

    every = [save(50), save(30), save(20), save(19, "ali"), save(18, "ali", ("lecons",)), save(17, "ali", ("lecons",))]
    assert [[one.name for one in some] for some in saves.sittings(every)] == [
        ["50"],
        ["30", "20"],
        ["19"],
        ["18", "17"],
    ]


def test_what_changed_is_told_word_by_word():
    found = [(one.kind, one.text) for one in history.changes("le four est neuf", "le moulin est neuf, lui")]
    assert found == [
        ("same", "le "),
        ("gone", "four"),
        ("new", "moulin"),
        ("same", " est "),
        ("gone", "neuf"),
        ("new", "neuf, lui"),
    ]

"""A sheet's text taken apart and put back: what was not edited keeps every byte."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fiches.studio import edits, front_values, sheet_text
from fiches.studio.edits import Edits
from support.sources import short_project, text

FORMAT = short_project().format
TYPED = text().replace("Les enfants", "<!-- Où, quand, pourquoi ce projet ? -->\n\nLes enfants")
ENDS = {"unix": "\n", "windows": "\r\n", "old mac": "\r"}


def parts(typed):
    return {part.name: part for part in sheet_text.parts(typed, FORMAT, "fr")}


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
@pytest.mark.parametrize("before", ["", "\ufeff"], ids=["", "with Notepad's mark"])
def test_each_part_put_back_as_it_is_leaves_the_file_as_it_was(end, before):
    typed = before + TYPED.replace("\n", end)
    assert list(parts(typed)) == ["entete", "porteur", "contexte", "parole"]
    for part in parts(typed).values():
        assert sheet_text.with_body(typed, part, sheet_text.body(typed, part)) == typed


def test_a_part_is_edited_alone_and_its_lines_end_as_those_of_the_file():
    typed = TYPED.replace("\n", "\r\n")
    new = sheet_text.with_body(typed, parts(typed)["contexte"], "Un.\n\nDeux.")
    old = sheet_text.body(typed, parts(typed)["contexte"]).replace("\n", "\r\n")
    assert new == typed.replace(old, "Un.\r\n\r\nDeux.")


def test_the_question_that_guides_is_no_part_of_what_is_written():
    question = str(next(one for one in FORMAT.rubrics if one.id == "contexte").question)
    typed = text(Contexte=f"<!-- {question} -->\n\n")
    assert sheet_text.body(typed, parts(typed)["contexte"]) == ""
    new = sheet_text.with_body(typed, parts(typed)["contexte"], "Il pleuvait.")
    assert f"<!-- {question} -->\n\nIl pleuvait.\n\n## La parole" in new


def test_a_rubric_that_is_missing_comes_where_the_format_has_it():
    spec = next(one for one in FORMAT.rubrics if one.id == "contexte")
    new = sheet_text.with_rubric(text(Contexte=None), spec, "Il pleuvait.", FORMAT, "fr")
    assert [part.title for part in sheet_text.parts(new, FORMAT, "fr")][1:] == [
        "Porteur du projet", "Contexte", "La parole au territoire"]  # fmt: skip
    assert sheet_text.body(new, parts(new)["contexte"]) == "Il pleuvait."


def test_a_title_that_nobody_knows_and_one_that_comes_twice_keep_their_places():
    typed = text() + "\n## Contextes et choses\n\nA.\n\n## Contexte\n\nB.\n"
    assert list(parts(typed))[-2:] == ["section-contextes-et-choses", "section-contexte"]
    first, *others = list(parts(text() + "\n## Un\n\nA.\n\n## Un\n\nB.\n\n## مقدمة\n\nC.\n"))[-3:]
    assert (first, others[0]) == ("section-un", "section-un-2") and others[1].startswith("section-")


HELD = {
    "a title": "A.\n\n## Suite",
    "a title being typed": "A.\n\n##",
    "the title of a rubric": "## Porteur du projet\n\nA.",
    "code that is not closed": "A.\n\n```\n## B",
}


@pytest.mark.parametrize("body", HELD.values(), ids=HELD)
def test_what_is_typed_in_a_part_never_changes_another(body):
    typed = Edits({"contexte": body, "parole": "Nous."})
    kept, held = edits.fitting(TYPED, typed, FORMAT, "fr")
    assert held == ["contexte"] and kept.bodies == {"parole": "Nous."}
    assert edits.fitting(TYPED, Edits({"contexte": "### B\n\n```\n## C\n```"}), FORMAT, "fr")[1] == []


def test_what_is_typed_in_a_part_that_has_left_the_text_is_held():
    assert edits.fitting(TYPED, Edits({"section-0": "A."}), FORMAT, "fr")[1] == ["section-0"]
    assert edits.fitting(TYPED, Edits({"section-0": "A."}), FORMAT, "fr", split=["section-0"])[1] == ["section-0"]


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
def test_a_section_becomes_the_rubric_that_it_is_or_a_part_of_it(end):
    specs = {one.id: one for one in FORMAT.rubrics}
    twice = (text() + "\n## Contexte\n\nB.\n\n## Autre\n\nC.\n").replace("\n", end)
    joined = sheet_text.as_rubric(twice, parts(twice)["section-contexte"], specs["contexte"], FORMAT, "fr")
    own = sheet_text.body(text(), parts(text())["contexte"])
    assert sheet_text.body(joined, parts(joined)["contexte"]) == f"{own}\n\nB."
    assert joined.endswith(f"{end}{end}## Autre{end}{end}C.{end}") and joined.count("##") == twice.count("##") - 1
    strange = text().replace("## Contexte", "## Contextes").replace("\n", end)
    told = next(one for one in edits.shown(strange, FORMAT, "fr") if one["name"] == "section-contextes")
    assert told["choices"][0] == {"id": "contexte", "title": "Contexte", "is_there": False}
    mended = sheet_text.as_rubric(strange, parts(strange)["section-contextes"], specs["contexte"], FORMAT, "fr")
    assert mended == text().replace("\n", end)


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
def test_what_waits_before_the_first_rubric_is_placed_at_the_end_of_one(end):
    waits = "<!-- à placer : 4 mots -->\n\nAutre.\n\n<!-- à placer : deux mots\n\n### Un\n\n## Deux\n\n-->\n\n"
    typed = text().replace("## Porteur", f"{waits}## Porteur", 1).replace("\n", end)
    placed = edits.joined(typed, "avant", "contexte", FORMAT, "fr")
    own = sheet_text.body(text(), parts(text())["contexte"])
    assert sheet_text.body(placed, parts(placed)["contexte"]) == f"{own}\n\nAutre.\n\n### Un\n\n### Deux"
    back = sheet_text.with_body(placed, parts(placed)["contexte"], own)
    assert back == text().replace("\n", end)
    assert edits.joined(typed, "contexte", "contexte", FORMAT, "fr") is None


def test_what_is_no_sheet_has_no_parts():
    assert sheet_text.parts("", FORMAT, "fr") == sheet_text.parts("Bonjour", FORMAT, "fr") == ()
    assert sheet_text.key_lines("Bonjour") == {}


FRONT = """titre: Un four
# ce qui suit est à vérifier
periode: 2012   # ou 2013

photos:
  - fichier: images/a.jpg
    # prise en mai
    alt: Un four

  - {fichier: images/b.jpg, alt: Deux}
auteurs: [Ali, Zahra]
"""


def test_the_lines_of_a_key_are_its_own_and_those_of_no_other():
    typed = text(FRONT)
    lines = {key: typed[slice(*place)] for key, place in sheet_text.key_lines(typed).items()}
    assert lines["titre"] == "titre: Un four\n"
    assert lines["periode"] == "periode: 2012   # ou 2013\n"
    assert lines["photos"].startswith("photos:\n") and lines["photos"].endswith("alt: Deux}\n")
    assert typed == typed.replace(lines["photos"], lines["photos"])


def test_a_photo_changed_leaves_the_other_as_it_was_typed():
    typed = text(FRONT)
    photos = [{"fichier": "images/a.jpg", "alt": "Un four"}, {"fichier": "images/b.jpg", "alt": "Deux: ou trois"}]
    new = edits.applied(typed, Edits(values={"photos": photos}), FORMAT, "fr")
    assert "    # prise en mai\n    alt: Un four\n" in new
    assert '  - fichier: images/b.jpg\n    alt: "Deux: ou trois"\n' in new
    assert front_values.values(sheet_text.front_table(new))["photos"] == photos


def test_a_place_changed_leaves_the_rest_of_its_table_as_it_was_typed():
    front = "titre: Un four\nterritoire:\n  lieu: Assads   # le douar\n  # à vérifier\n  commune: 'Ouijjane'\n"
    places = {"lieu": "Assads", "commune": "Tiznit", "coordonnees": ["29.7", "-9.0"]}
    new = edits.applied(text(front), Edits(values={"territoire": places}), FORMAT, "fr")
    typed = "  lieu: Assads   # le douar\n  # à vérifier\n  commune: Tiznit\n  coordonnees: [29.7, -9.0]\n"
    assert f"territoire:\n{typed}---" in new


def test_a_value_without_words_takes_its_key_away_and_a_new_one_comes_last():
    new = edits.applied(text(FRONT), Edits(values={"periode": " ", "pays": "Maroc"}), FORMAT, "fr")
    assert "periode" not in new and "# ce qui suit est à vérifier\n" in new
    assert "auteurs: [Ali, Zahra]\npays: Maroc\n---" in new


SAID = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Co", "Cn")), max_size=20).map(
    lambda one: " ".join(one.replace("\u2028", "").split())
)


@settings(max_examples=25, deadline=None)
@given(
    st.recursive(
        SAID,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
        max_leaves=4,
    )
)
def test_whatever_a_form_says_is_read_back_the_same(value):
    lines = front_values.lines("cle", value)
    table, faults = front_values.parse(lines) if lines else (None, [])
    assert not faults
    assert (front_values.values(table) if table else {}) == ({"cle": front_values._cleared(value)} if lines else {})


NAMES = st.sampled_from(["porteur", "contexte", "parole"])


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(NAMES, st.sampled_from(["", "Un mot.", "Deux\n\nlignes.", "- a\n- b"])), max_size=8))
def test_edits_one_after_the_other_leave_what_a_plain_editor_would_have(steps):
    typed, bodies = TYPED, {name: sheet_text.body(TYPED, part) for name, part in parts(TYPED).items()}
    for name, new in steps:
        typed = edits.applied(typed, Edits({name: new}), FORMAT, "fr")
        bodies[name] = new
    assert {name: sheet_text.body(typed, part) for name, part in parts(typed).items()} == bodies
    back = Edits({name: sheet_text.body(TYPED, part) for name, part in parts(TYPED).items() if name != "entete"})
    again = edits.applied(typed, back, FORMAT, "fr")
    assert again.split() == TYPED.split()


def test_a_photo_changed_in_a_file_of_windows():
    typed = text(FRONT).replace("\n", "\r\n")
    photos = [{"fichier": "images/a.jpg", "alt": "Un four"}, {"fichier": "images/b.jpg", "alt": "Trois"}]
    new = edits.applied(typed, Edits(values={"photos": photos}), FORMAT, "fr")
    assert "    # prise en mai\r\n    alt: Un four\r\n" in new and "alt: Trois\r\n" in new
    assert new.count("\n") == new.count("\r\n")


def test_numbers_stand_in_one_line():
    assert front_values.lines("territoire", {"coordonnees": ["29.7240", "-8.9750"]}) == (
        "territoire:\n  coordonnees: [29.7240, -8.9750]\n"
    )

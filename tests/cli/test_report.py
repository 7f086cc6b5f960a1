"""What is told of problems: which in full, what has changed since they were last told."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from fiches.cli import report
from fiches.compose.room import MOST_SOUGHT
from fiches.core.messages import catalogue
from fiches.core.problems import Problem
from fiches.lint.fitting import RubricRoom


def error(line=1, path="a.md", message="la clé « x » n'existe pas"):
    return Problem(path, line, 1, "cle-inconnue", message)


def warning(line=1, path="a.md"):
    return Problem(path, line, 1, "sigle", f"« X{line} » n'est expliqué nulle part")


def test_errors_stand_last_beside_a_few_warnings():
    few = [error(3), *(warning(line) for line in range(report.FEW))]
    assert report.urgent(few) == [*few[1:], few[0]]
    many = [*few, warning(99, "b.md"), *(warning(line, "b.md") for line in range(report.MOST_BESIDE))]
    assert report.urgent(many) == [*few[1:], few[0]]
    assert report.urgent(many, strict=True) == [*many[1:], few[0]]
    assert report.urgent(many[1:]) == many[1:]
    assert str(report.later(many[1:])).endswith("18 avertissements : sigle (18)")


def test_beside_an_error_the_warnings_of_its_sheet_are_told_unless_they_fill_a_screen():
    elsewhere = [warning(line, "b.md") for line in range(report.FEW)]
    beside = [warning(line) for line in range(report.MOST_BESIDE)]
    assert report.urgent([error(), *beside, *elsewhere]) == [*beside, error()]
    assert report.urgent([error(), *beside, warning(99)]) == [error()]


def test_what_has_changed():
    assert report.since([], [error()]) == ([error()], 0)
    assert report.since([error(1)], [error(9)]) == ([], 0), "a line further down is no news"
    assert report.since([error(), error(5)], [error()]) == ([], 1)
    assert report.since([error()], [error(), error(5)]) == ([error(5)], 0)
    assert report.since([error()], [error(path="b.md")]) == ([error(path="b.md")], 1)


ROOM = RubricRoom("sheets/a.md", 12, 2, "Démarche", 220, 435, 160)


def test_what_a_rubric_still_holds_is_said_in_words():
    said = {language: catalogue(language).text(report.room(ROOM, "x/")) for language in ("fr", "en")}
    assert said["fr"] == (
        "x/sheets/a.md:12: page 2, Démarche : 220 mots, place pour 435 de plus,"
        " dont 160 sans perdre de photo ni d'exergue"
    )
    assert said["en"].endswith("220 words, room for 435 more, 160 of them without losing a photo or a pull quote")
    much = report.room(ROOM._replace(most=MOST_SOUGHT), "")
    assert "place pour au moins 640 de plus" in catalogue("fr").text(much)
    nothing_lost = catalogue("fr").text(report.room(ROOM._replace(kept=435, words=1), ""))
    assert nothing_lost.endswith("Démarche : 1 mot, place pour 435 de plus")


def test_programs_read_problems_and_room_in_one_document():
    found = json.loads(report.with_room([error()], [ROOM], catalogue("fr"), "x/"))
    (told,) = found["room"]
    assert (found["problems"][0]["path"], told) == ("x/a.md", {**ROOM._asdict(), "path": "x/sheets/a.md"})


STRANGE = "cr\r\n::error file=x::\x1b]0;T\x07 \u202e ##vso[x],50%: é"
SEEN = "cr␍␊::error file=x::\\x1b]0;T\\x07 \\u202e #\\x23vso[x],50%: é"


@pytest.mark.parametrize("colour", [False, True])
def test_a_stranger_s_text_stays_on_its_line(colour):
    text = report.render([error(path=STRANGE, message=STRANGE)], catalogue("fr"), colour=colour)
    assert len(text.splitlines()) == 1
    assert text.startswith(f"{SEEN}:1:1: ") and f" : {SEEN} [" in text
    assert ("\x1b" in text.replace("\x1b[31;1merreur\x1b[0m", "")) is False


def test_a_stranger_s_folder_begins_no_command():
    for style in ("text", "github"):
        text = report.render([error(path="a.md")], catalogue("fr"), style, prefix="::error::/")
        assert text.count("::error") == (style == "github")


def test_annotations_are_escaped_as_the_forge_reads_them():
    text = report.render([error(path=STRANGE, message=STRANGE)], catalogue("fr"), "github")
    place, _, told = text.removeprefix("::error ").partition("::")
    assert place.split(",")[0] == ("file=cr␍␊%3A%3Aerror file=x%3A%3A\\x1b]0;T\\x07 \\u202e #\\x23vso[x]%2C50%25%3A é")
    assert told == SEEN.replace("%", "%25")
    two_lines = report.render([replace(error(), hint="a\nb")], catalogue("fr"), "github")
    assert two_lines.endswith("existe pas%0Aa␊b")


def test_json_names_the_file_as_it_is():
    text = report.render([error(path=STRANGE, message=STRANGE)], catalogue("fr"), "json")
    told = json.loads(text)[0]
    assert (told["path"], told["message"]) == (STRANGE, SEEN)
    assert "\u202e" not in text and "##vso[" not in text

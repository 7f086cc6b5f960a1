"""Which language the command answers in, and that click answers in it too."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import click
import pytest
from babel.messages.pofile import read_po

from fiches.cli import language, main
from fiches.core.messages import LOCALE
from fiches.core.problems import ExitCode
from support.notes import BAD, GOOD, numbered
from support.repository import syntax
from support.sources import write

FRENCH = re.compile(r"[àâçéèêëîïôùûœ«»]|\b(le|la|les|des|une?|et|ou|dans|pas|pour)\b")
CLICK = {
    language: {
        one.id if isinstance(one.id, str) else one.id[0]: one
        for one in read_po((LOCALE / language / "click.po").read_text("utf-8").splitlines())
    }
    for language in ("fr", "en")
}
STRAIGHT = re.compile(r"['\"`]|!r|\.\.\.")  # what no sentence shows; `!r` puts straight quotation marks around a value


@pytest.fixture
def said(capsys):
    """Runs the command in English: (exit code, standard output, standard error)."""

    def call(*arguments):
        code = main.run([*map(str, arguments), "--langue", "en"])
        return (code, *capsys.readouterr())

    return call


# --- which ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("environment", "wanted"),
    [
        ({}, "fr"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "fr_MA.UTF-8"}, "fr"),
        ({"LC_ALL": "en", "LC_MESSAGES": "fr_FR", "LANG": "fr_FR"}, "en"),
        ({"LC_ALL": "", "LANG": "en_US"}, "en"),
        ({"LC_ALL": "C", "LANG": "en_US"}, "fr"),
        *(({"LANG": name}, "fr") for name in ("C", "POSIX", "C.UTF-8", "de_DE.UTF-8", "ar_MA", "zgh_MA", "e")),
    ],
)
def test_the_machine_chooses(environment, wanted):
    assert language.chosen([], environment) == wanted


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("--langue fr", "fr"),
        ("--lang fr check", "fr"),
        ("check --langue=fr", "fr"),
        ("check --lang fr --langue en", "en"),
        ("check --langue en --lang=fr", "fr"),
        ("check --langue de", "en"),
        ("check --langue", "en"),
        ("new -- --langue=fr", "en"),
        ("check --langues fr", "en"),
    ],
)
def test_the_option_comes_first(typed, wanted):
    assert language.chosen(typed.split(), {"LANG": "en_US.UTF-8"}) == wanted


@pytest.mark.parametrize(
    ("settings", "wanted"),
    [
        ("langue_interface: en", "en"),
        ("langue: fr\nlangue_interface:   'en'  # comme ailleurs", "en"),
        ('langue_interface: "en"\nformat: [', "en"),
        ("# langue_interface: en", "fr"),
        ("editeur:\n  langue_interface: en", "fr"),
        ("langue_interface: de", "fr"),
        ("langue_interface:\n  en", "fr"),
        ("", "fr"),
    ],
)
def test_the_collection_chooses(tmp_path, settings, wanted, monkeypatch):
    write(tmp_path, {"collection": settings})
    machine = {"LANG": "fr_FR.UTF-8"}
    assert language.chosen(["check", "-C", str(tmp_path)], machine) == wanted
    assert language.chosen(["check", f"-C{tmp_path}"], machine) == wanted
    assert language.chosen(["check", "-C", str(tmp_path), "--lang", "fr"], machine) == "fr"
    monkeypatch.chdir(tmp_path)
    assert language.chosen(["check"], machine) == wanted


def test_settings_that_cannot_be_read_choose_nothing(tmp_path):
    (tmp_path / "sheets/collection.yaml").mkdir(parents=True)
    assert language.chosen(["check", "-C", str(tmp_path)], {"LANG": "en_US"}) == "en"


# --- what is said --------------------------------------------------------------------


@pytest.mark.parametrize("command", ["", *main.cli.commands])
def test_help_is_english(said, command):
    code, out, err = said(*filter(None, [command]), "--help")
    assert (code, err) == (ExitCode.DONE, "")
    assert out.startswith(f"Usage: fiches {command}".rstrip()) and "Options:" in out
    assert "Show this message and exit." in out
    assert not FRENCH.search(out.replace("--langue", "")), out


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("buid", "there is no command “buid”; did you mean “build”?"),
        ("build --stric", "did you mean “--strict”?"),
        ("-C sheets check", "it goes after the command: fiches build -C …"),
        ("build --strict=yes", "does not take a value"),
        ("build -o", "requires an argument: -o FOLDER"),
        ("check --format xml", "Invalid value for “--format”: write “text”, “json” or “github”"),
        ("serve --port 0", "Invalid value for “--port”: 0 is not in the range 1<=x<=65535"),
        ("new", "Missing argument “TITLE”"),
        ("new My sheet", "“sheet” is one argument too many; put"),
        ("schema a b", "“a”, “b” are arguments too many"),
    ],
)
def test_mistyped(capsys, typed, words):
    first, *rest = typed.split()
    code = main.run(["--lang", "en", first, *rest])
    out, err = capsys.readouterr()
    assert (code, out) == (ExitCode.USAGE, "")
    assert words in err and "\nerror: " in err and " --help\n" in err
    assert not FRENCH.search(err), err


def test_what_is_made_is_told_in_english(here, said):
    write(here, {"fautive": BAD, "livret": "---\ntitre: Le livret\n---\n"})
    out = said("build")[1]
    assert re.search(r"build/fiches/une-note.pdf \(1 page\)\n1 PDF made, 0 up to date, in \d+\.\d s: 2 errors\n$", out)
    write(here, {"fautive": numbered(GOOD, 2)})
    assert "2 PDFs made, 1 up to date, in" in said("build")[1]
    assert re.fullmatch(r"0 PDFs made, 3 up to date, in \d+\.\d s: nothing to report\n", said("build")[1])
    assert said("clean")[1] == "4 files removed\n"
    assert said("check")[1] == "2 sheets without errors: nothing to report\n"


def test_a_run_that_has_nothing_to_do_says_it_again_in_another_language(here, said, capsys):
    write(here, {"fautive": BAD})
    main.run(["build"])
    capsys.readouterr()
    assert "sheets/fautive.md:3:1: error: " in said("build")[2]
    main.run(["build"])
    assert "sheets/fautive.md:3:1: erreur : " in capsys.readouterr().err


def test_programs_are_told_identities(here, said, capsys):
    import json

    write(here, {"fautive": BAD})
    english = json.loads(said("check", "--format", "json")[1])
    main.run(["check", "--format", "json"])
    french = json.loads(capsys.readouterr().out)
    keys = ("path", "line", "column", "severity", "code", "rubric")
    assert [[one[key] for key in keys] for one in english] == [[one[key] for key in keys] for one in french]
    assert english[0]["hint"] == "did you mean “mots_cles”?"


# --- click ---------------------------------------------------------------------------


def marked():
    """The sentences that the installed click hands to gettext."""
    found = set()
    for path in Path(click.__file__).parent.glob("*.py"):
        for node in ast.walk(syntax(path)):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("_", "gettext", "ngettext"):
                found |= {ast.literal_eval(node.args[0])} if isinstance(node.args[0], ast.Constant) else set()
    return found


def test_every_sentence_of_click_is_in_french():
    found = marked()
    assert len(found) > 50
    assert found - set(CLICK["fr"]) == set()


def test_every_sentence_of_click_has_typographic_marks_in_english():
    plain = {name for name, one in CLICK["fr"].items() if STRAIGHT.search(" ".join(forms(one.id)))}
    assert plain == set(CLICK["en"]) - {""}
    assert [name for name, one in CLICK["en"].items() if STRAIGHT.search(" ".join(forms(one.string)))] == []


def forms(text):
    """A sentence in each of its numbers."""
    return text if isinstance(text, tuple) else (text,)


@pytest.mark.parametrize("language", CLICK)
def test_what_click_puts_into_its_sentences_is_there(language):
    """A sentence may leave out what click gives it, and never asks for more."""
    for name, one in CLICK[language].items():
        for text in forms(one.string):
            given = set(re.findall(r"[{(](\w+)", " ".join(forms(one.id))))
            assert set(re.findall(r"\{(\w+)", text)) <= given, name
            assert text or not name

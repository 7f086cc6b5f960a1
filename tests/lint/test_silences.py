"""What is silenced in the open: where a silence holds, what it may name, what remains of it in every command."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

import fiches
from fiches.build import pipeline
from fiches.cli import main
from fiches.config.project import open_project
from fiches.content import source
from fiches.core.problems import CODES, ExitCode, Problem, Severity, heard
from fiches.lint import collection, silences
from support.sources import FRONT, SHORT, project, read, short_project, text, write

WORD = "dans dans"  # one mot-double
PAGES = "---\n{comment}titre: Une source\nterritoire: {{commune: Tiznit}}\n---\n\n## Contexte\n\nPeu.\n"


def held(words):
    """(code, line, column, first and last line) of every silence of a sheet."""
    parsed, faults = source.parse_bytes(words.encode(), "fiche", "fiche.md")
    assert parsed and not faults
    return [(one.code, one.line, one.column, *one.extent) for one in silences.of(parsed)]


def lines(body):
    """The lines that the one silence of this prose holds for, the first line of the prose being 1."""
    head = "---\ntitre: A\n---\n## Contexte\n"
    [(_, _, _, first, last)] = held(head + body)
    return first - head.count("\n"), last - head.count("\n")


@pytest.mark.parametrize(
    ("body", "extent"),
    [
        ("<!-- fiches: sigle -->\nun\ndeux\n\ntrois", (2, 3)),
        ("<!-- fiches: sigle -->\n\n\nun\ndeux\n\ntrois", (4, 5)),
        ("zéro\n\nun\ndeux <!-- fiches: sigle -->\ntrois\n\nquatre", (3, 5)),
        ("un <!-- fiches: sigle\n--> deux\n\ntrois", (1, 2)),
        ("<!-- fiches: sigle -->\n- un\n- deux\n\n  trois\n\nquatre", (2, 6)),
        ("- un\n- deux <!-- fiches: sigle -->\n- trois", (2, 2)),
        ("1. un\n\n   <!-- fiches: sigle -->\n   deux\n\n   trois", (4, 4)),
        ("<!-- fiches: sigle -->\n> un\n>\n> deux\n\ntrois", (2, 4)),
        ("> un\n>\n> <!-- fiches: sigle -->\n> deux\n\ntrois", (4, 4)),
        ("<!-- fiches: sigle -->\n### Un\n\ndeux", (2, 2)),
        ("<!-- fiches: sigle -->\n## Résultats\n\ndeux", (2, 2)),
        ("## Résultats <!-- fiches: sigle -->\n\ndeux", (1, 1)),
        ("<!-- fiches: sigle -->\n![un](a.svg)\n\ndeux", (2, 2)),
        ("<!-- fiches: sigle -->\n```\nun\n\n```\ndeux", (2, 5)),
        ("<!-- fiches: sigle -->\n<!-- une remarque -->\nun", (3, 3)),
    ],
)
def test_in_prose_it_holds_for_its_block_or_the_next(body, extent):
    assert lines(body) == extent


def test_after_the_last_block_it_holds_for_nothing():
    assert held("---\ntitre: A\n---\n## Contexte\n\nun\n\n<!-- fiches: sigle -->\n") == [("sigle", 8, 14, 0, 0)]


@pytest.mark.parametrize(
    ("front", "extent"),
    [
        ("titre: A\n# fiches: sigle\nphotos:\n  - fichier: a\n    alt: b\n  - fichier: c\nlangue: fr", (4, 7)),
        ("titre: A\nphotos:\n  # fiches: sigle\n  - fichier: a\n    alt: b\n  - fichier: c\nlangue: fr", (5, 6)),
        ("titre: A\nphotos:\n  - fichier: a # fiches: sigle\n    alt: b\n  - fichier: c\nlangue: fr", (4, 5)),
        ("titre: A\nphotos:\n- fichier: a\n  alt: b # fiches: sigle\n- fichier: c", (5, 5)),
        ("titre: A\nphotos: [{fichier: a, alt: b}] # fiches: sigle\nlangue: fr", (3, 3)),
        ("titre: A\n# fiches: sigle\n\n# une remarque\nlangue: fr\n", (6, 7)),
        ("# fiches: sigle\ntitre: >\n  A\n  B\nlangue: fr", (1, 5)),
        ("titre: A # fiches: sigle\nlangue: fr", (1, 2)),
    ],
)
def test_in_front_matter_it_holds_for_its_key_or_the_next(front, extent):
    [(code, _, _, *found)] = held(f"---\n{front}\n---\n## Contexte\n\nun")
    assert (code, tuple(found)) == ("sigle", extent)


@pytest.mark.parametrize(
    "words",
    [
        "---\ntitre: 'A # fiches: sigle'\n---\n",
        "---\ntitre: A# fiches:sigle\n---\n",
        "---\ntitre: |\n  A\n  # fiches: sigle\n---\n",
        '---\ntitre: "A\n  # fiches: sigle"\n---\n',
        "---\ntitre: A\n---\n```\n<!-- fiches: sigle -->\n```",
        "---\ntitre: A\n---\n<!-- fiches: sigle\n\nun",
        "---\ntitre: A\n---\n# fiches: sigle",
        "---\ntitre: A\n---\n<!-- des fiches: sigle -->\n",
    ],
)
def test_what_is_no_comment_silences_nothing(words):
    assert held(words) == []


def test_several_codes_each_have_their_place():
    words = "---\ntitre: A\n---\nun <!-- fiches: sigle,mot-double ; etc-suivi\n  alt-absent -->"
    found = [("sigle", 4, 17), ("mot-double", 4, 23), ("etc-suivi", 4, 36), ("alt-absent", 5, 3)]
    assert [one[:3] for one in held(words)] == found


def test_a_booklet_s_list_turned_into_a_comment_is_no_silence():
    """`fiches` is a key there; in a sheet it is none."""
    front = "---\ntitre: A\n# fiches: [ma-fiche, sigle-2]\n# fiches:\n# fiches: sigle, sigl\n---\n"
    parsed, _ = source.parse_bytes(front.encode(), "livret-a", "sheets/livret-a.md")
    assert [one.code for one in silences.of(parsed)] == ["sigle", "sigl"]
    assert [one[0] for one in held(front)] == ["[ma-fiche", "sigle-2]", "", "sigle", "sigl"]


def test_no_number_of_brackets_or_levels_stops_it():
    assert len(held("---\ntitre: A\n---\n<!-- fiches: sigle -->\n" + "[" * 9_000 + "\n\n" + "> " * 900 + "un")) == 1


@pytest.mark.parametrize("code", sorted(CODES))
def test_only_warnings_and_notes_are_silenced(code):
    """A silence of an error is told, and so is the error."""
    parsed, _ = source.parse_bytes(text(Contexte=f"<!-- fiches: {code} -->\nUn puits.").encode(), "fiche", "fiche.md")
    problem = Problem("fiche.md", 15, 1, code, "des mots")
    found = silences.settled([problem], [parsed], short_project(), unseen=(), whole=True)
    if CODES[code] is Severity.ERROR:
        assert [(one.code, one.silenced) for one in found] == [("silence-refuse", False), (code, False)]
    else:
        assert found == (replace(problem, silenced=True),)
    elsewhere = replace(problem, line=14)
    assert elsewhere in silences.settled([elsewhere], [parsed], short_project(), unseen=(), whole=True)


def test_the_codes_of_later_stages_are_those_that_their_packages_tell():
    """`check` does not say of a silence that it is of no use when only a build can know."""
    package = Path(fiches.__file__).parent

    def told_by(*names):
        paths = [path for name in names for path in (*(package / name).rglob("*.py"), *package.glob(f"{name}.py"))]
        code = "".join(path.read_text("utf-8") for path in paths)
        return {name for name in CODES if re.search(rf'"{name}["./]', code) and CODES[name] is not Severity.ERROR}

    assert told_by("render", "build", "lint/fitting", "lint/cropping") | {"photo-faible"} == silences.PAGE_CODES
    later = told_by("press", "preflight", "imposition", "printing", "festival", "merge") | {"sans-adresse"}
    assert later - {"photo-faible"} == silences.DELIVERY_CODES


def test_admitted_by_the_collection(tmp_path):
    other = text(FRONT.replace("douar", "village"), Contexte="Voici l'OPX.")
    files = {"fiche": text(Contexte=f"Le CDR est {WORD}."), "autre": other}
    made = read(tmp_path, {**files, "collection": "format: essai\nadmis: [sigle]"})
    assert [(one.code, one.silenced) for one in made.problems] == [
        ("sigle", True),
        ("sigle", True),
        ("mot-double", False),
    ]
    assert sorted(made.sheets) == ["autre", "fiche"]


def test_one_sheet_alone_does_not_know_what_is_of_use_to_the_collection(tmp_path):
    files = {
        **SHORT,
        "fiche": text(),
        "autre": text(Contexte="Voici l'OPX."),
        "collection": "format: essai\nadmis: [sigle]",
    }
    opened = project(tmp_path, files)
    assert collection.read(opened, ["fiche"]).problems == ()
    (tmp_path / "sheets/autre.md").unlink()
    assert [one.code for one in collection.read(opened).problems] == ["silence-inutile"]


def test_errors_leave_open_whether_a_silence_is_of_use(tmp_path):
    comment = "<!-- fiches: sigle -->\nUn puits."
    good, bad = (read(tmp_path / name, {"fiche": text(front, Contexte=comment)}) for name, front in
                 (("bon", FRONT), ("faux", "titre: A\nterritoire: {commune: A}\npuits: B")))  # fmt: skip
    assert [one.code for one in good.problems] == ["silence-inutile"]
    assert [one.code for one in bad.problems if one.code != "lieu-inconnu"] == ["cle-inconnue"]


def test_what_is_wrong_with_the_settings_can_be_admitted_there(tmp_path):
    settings = "format: essai\nadresse: http://localhost\nadmis: [adresse-privee]\n"
    made = read(tmp_path, {"fiche": text(), "collection": settings})
    assert [(one.code, one.path, one.silenced) for one in made.problems] == [
        ("adresse-privee", "sheets/collection.yaml", True)
    ]


@pytest.fixture
def said(tmp_path, monkeypatch, capsys):
    """Runs a command on a collection: (exit code, standard output, standard error)."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments):
        code = main.run(list(arguments))
        return (code, *capsys.readouterr())

    return call


def test_strict_hears_no_silence_and_the_rest_is_counted(tmp_path, said):
    write(tmp_path, {**SHORT, "fiche": text(Contexte=f"<!-- fiches: mot-double, sigle -->\nLe CDR est {WORD} {WORD}.")})
    assert said("check", "--strict") == (
        ExitCode.DONE, "1 fiche sans erreur : rien à signaler, 3 avertissements tus\n", ""
    )  # fmt: skip
    write(tmp_path, {"fiche": text(Contexte=f"<!-- fiches: sigle -->\nLe CDR est {WORD}.")})
    code, out, err = said("check", "--strict")
    assert (code, out) == (ExitCode.PROBLEMS, "1 fiche sans erreur : 1 avertissement, 1 avertissement tu\n")
    assert "[mot-double]" in err and "[sigle]" not in err


def test_programs_are_told_what_is_silenced(tmp_path, said):
    write(tmp_path, {**SHORT, "fiche": text(Contexte=f"<!-- fiches: sigle -->\nLe CDR est {WORD}.")})
    found = json.loads(said("check", "--format", "json")[1])
    assert [(one["code"], one["silenced"]) for one in found] == [("sigle", True), ("mot-double", False)]
    assert "sigle" not in said("check", "--format", "github")[1]


def test_what_only_pages_show_is_silenced_too(tmp_path, said):
    """At line 1, by the first comment of the front matter or by the settings; nothing need be drawn again for it."""
    sheet, comment = "sheets/source.md", "# fiches: page-presque-vide, rubrique-absente\n"
    write(tmp_path, {"collection": "langue: fr", "source": PAGES.format(comment="")})
    assert "[page-presque-vide]" in said("build", "-j", "1")[2]
    (tmp_path / sheet).write_text(PAGES.format(comment=comment), "utf-8")
    assert said("check", "--strict")[0] == ExitCode.DONE, "check does not look at pages, and does not say: of no use"
    code, out, err = said("build", "-j", "1", "--strict")
    assert (code, "[page-presque-vide]" in err) == (ExitCode.DONE, False)
    assert re.fullmatch(r"0 PDF fait, 1 à jour, en \d+,\d s : rien à signaler, 2 avertissements tus\n", out)
    code, again, err = said("build", "--strict")
    assert (code, again.partition(", en ")[0], err) == (ExitCode.DONE, out.partition(", en ")[0], "")
    (tmp_path / sheet).write_text(PAGES.format(comment=""), "utf-8")
    assert "[page-presque-vide]" in said("build", "-j", "1")[2], "it is told again when nobody silences it"
    write(tmp_path, {"collection": "langue: fr\nadmis: [page-presque-vide, rubrique-absente, chevauchement]"})
    problems = pipeline.build(open_project(tmp_path)[0]).problems
    assert [one.code for one in heard(problems)] == ["silence-inutile"]
    assert {one.code for one in problems if one.silenced} == {"page-presque-vide", "rubrique-absente"}


def test_a_silence_of_what_a_machine_may_lack_is_never_said_to_be_idle(tmp_path):
    comment = "<!-- fiches: grammaire -->\nUn puits."
    files = {"fiche": text(Contexte=comment), "collection": "format: essai\nadmis: [grammaire]"}
    assert read(tmp_path, files).problems == ()

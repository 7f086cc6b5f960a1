"""The command as people meet it: what it prints, what it writes, and its exit codes."""

from __future__ import annotations

import json
import re

import pytest

from fiches import __version__
from fiches.cli import console, main, report
from fiches.core.problems import ExitCode
from support.notes import BAD, BOOKLET, GOOD, NOTE, WARNED, numbered
from support.sources import write

COMMANDS = (
    "build",
    "check",
    "print",
    "proof",
    "preflight",
    "kit",
    "posters",
    "deposit",
    "serve",
    "studio",
    "join",
    "clean",
    "watch",
    "new",
    "import",
    "template",
    "init",
    "formats",
    "langues",
    "format",
    "schema",
    "completion",
)
ENGLISH = re.compile(r"\b(Usage|Show|this|Error|Missing|COMMAND|ARGS|default|Got|such|unexpected|Commands|takes?)\b")


@pytest.fixture
def said(capsys):
    """Runs the command: (exit code, standard output, standard error)."""

    def call(*arguments):
        code = main.run([str(argument) for argument in arguments])
        return (code, *capsys.readouterr())

    return call


@pytest.mark.parametrize("command", ["", *COMMANDS])
@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help_is_french(said, command, option):
    code, out, err = said(*filter(None, [command, option]))
    assert (code, err) == (ExitCode.DONE, "")
    assert out.startswith(f"Utilisation : fiches {command}".rstrip())
    assert "Affiche cette aide." in out
    assert "Options :" in out
    assert not ENGLISH.search(out), out


def test_help_names_every_command(said):
    assert re.findall(r"(?m)^  (\w+)  +\S", said("--help")[1].partition("Commandes :")[2]) == list(COMMANDS)


def test_version(said):
    assert said("--version") == said("-V") == (ExitCode.DONE, f"fiches {__version__}\n", "")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("buid", "la commande « buid » n'existe pas ; vouliez-vous dire « build » ?"),
        ("quoi", "la commande « quoi » n'existe pas ; les commandes sont « build », « check »"),
        ("build --stric", "l'option « --stric » n'existe pas ; vouliez-vous dire « --strict » ?"),
        ("build -z", "l'option « -z » n'existe pas"),
        ("-C sheets check", "l'option « -C » n'existe pas ; elle suit la commande : fiches build -C …"),
        ("build --strict=oui", "l'option « --strict » n'attend pas de valeur"),
        ("build -o", "l'option « -o » attend une valeur : -o DOSSIER"),
        ("check --format", "l'option « --format » attend une valeur : --format FORME"),
        (
            "check --format xml",
            "« --format » : cette valeur ne convient pas ; écrivez « text », « json » ou « github »",
        ),
        ("completion tcsh", "cette valeur ne convient pas ; écrivez « bash », « zsh » ou « fish »"),
        ("new", "il manque « TITRE »"),
        ("init", "il manque « DOSSIER »"),
        ("new Ma fiche", "« fiche » : c'est un argument de trop ; écrivez entre guillemets droits"),
        ("schema a b", "« a », « b » : c'est un argument de trop"),
        ("build absente", "aucune fiche ni livret « absente »"),
        ("check une-nota", "vouliez-vous dire « une-note » ?"),
    ],
)
@pytest.mark.usefixtures("here")
def test_mistyped(said, typed, words):
    code, out, err = said(*typed.split())
    assert (code, out) == (ExitCode.USAGE, "")
    assert words in err
    assert "erreur : " in err
    assert not ENGLISH.search(err), err


def test_nothing_typed(said):
    code, out, err = said()
    assert (code, out) == (ExitCode.USAGE, "")
    assert err.startswith("Utilisation : fiches [OPTIONS] COMMANDE")
    assert "erreur" not in err


def test_build(here, said):
    code, out, err = said("build")
    assert (code, err) == (ExitCode.DONE, "[1/1] une-note\n")
    made = r"build/fiches/une-note.pdf \(1 page\)\n1 PDF fait, 0 à jour, en \d+,\d s : rien à signaler\n"
    assert re.fullmatch(made, out), out
    assert (here / "build" / "fiches" / "une-note.pdf").read_bytes().startswith(b"%PDF-")


def test_folders(here, said, tmp_path_factory, monkeypatch):
    away, out = tmp_path_factory.mktemp("loin"), tmp_path_factory.mktemp("ici") / "un dossier"
    monkeypatch.chdir(away)
    assert said("build", "-C", here, "-o", out)[0] == ExitCode.DONE
    assert (out / "fiches" / "une-note.pdf").is_file()
    assert not (here / "build").exists()
    assert not list(away.iterdir())
    write(here, {"une-note": BAD})
    assert said("check", "-C", here)[2].startswith(f"{here.as_posix()}/sheets/une-note.md:3:1: erreur : ")


@pytest.mark.parametrize("name", ["autre", "autre.md", "sheets/autre.md"])
def test_names(here, said, name):
    write(here, {"autre": GOOD})
    code, out, _ = said("build", name)
    assert (code, out.splitlines()[0]) == (ExitCode.DONE, "build/fiches/autre.pdf (1 page)")
    assert [path.name for path in (here / "build" / "fiches").iterdir()] == ["autre.pdf"]


def test_a_bad_sheet_stops_only_itself_and_its_booklet(here, said):
    write(here, {"fautive": BAD, "livret": BOOKLET})
    code, out, err = said("build")
    assert code == ExitCode.PROBLEMS
    one, summary = out.splitlines()
    assert one == "build/fiches/une-note.pdf (1 page)"
    assert summary.startswith("1 PDF fait, 0 à jour, en ") and summary.endswith(" s : 2 erreurs")
    assert "vouliez-vous dire « mots_cles » ?" in err
    (refused,) = (line for line in err.splitlines() if "livret-incomplet" in line)
    assert refused.startswith("sheets/livret.md:1:1: erreur : le livret n'est pas fait : ") and "« fautive »" in refused
    write(here, {"fautive": GOOD})
    assert said("build")[0] == ExitCode.DONE
    assert (here / "build" / "livret.pdf").is_file()
    write(here, {"fautive": BAD})
    assert said("build")[1].startswith("0 PDF fait, 1 à jour, 2 restés d'avant, en ")


def test_what_a_build_takes_away_is_told_with_its_reason(here):
    """The draft of a sheet that has become good, and the PDF of one that is no more."""
    reasons = [console._sourceless(here / "build" / path, here) for path in ("brouillons/une-note.pdf", "fiches/x.pdf")]
    assert list(map(str, reasons)) == ["il n'est plus à faire", "sa fiche n'existe plus"]


def test_fail_fast(here, said):
    write(here, {"a-fautive": BAD, "b-fautive": BAD})
    assert "b-fautive" in said("check")[2]
    code, _, err = said("check", "--fail-fast")
    assert (code, "a-fautive" in err, "b-fautive" in err) == (ExitCode.PROBLEMS, True, False)
    assert said("build", "--fail-fast")[0] == ExitCode.PROBLEMS
    assert not list((here / "build").rglob("*.pdf"))


def test_strict(here, said):
    write(here, {"vide": WARNED})
    assert said("check")[0] == said("build")[0] == ExitCode.DONE
    assert said("check", "--strict")[0] == said("build", "--strict")[0] == ExitCode.PROBLEMS
    assert "« --strict »" in said("build", "--strict")[2] and "« --strict »" not in said("build")[2]
    assert said("check", "--strict", "une-note")[0] == ExitCode.DONE


@pytest.mark.parametrize(
    ("sheets", "last"),
    [
        (
            {},
            '0 fiche sans erreur : rien à signaler\n    sheets/ est vide : fiches new "Titre" crée la première fiche\n',
        ),
        ({"a": GOOD}, "1 fiche sans erreur : rien à signaler\n"),
        ({"a": GOOD, "b": numbered(GOOD, 2)}, "2 fiches sans erreur : rien à signaler\n"),
        ({"a": BAD, "b": WARNED}, "1 fiche sans erreur : 1 erreur, 1 avertissement\n"),
        (
            {"a": BAD, "b": numbered(BAD, 2), "c": WARNED, "d": numbered(WARNED, 2)},
            "2 fiches sans erreur : 2 erreurs, 2 avertissements\n",
        ),
    ],
)
def test_counts(tmp_path, said, sheets, last):
    assert said("check", "-C", write(tmp_path, {**NOTE, **sheets}))[1] == last


def test_room_is_told_where_it_is_asked_for_and_pages_that_flow_have_none(here, said):
    write(here, {"bonne": GOOD})
    assert said("check", "--room") == said("check")
    problems = json.loads(said("check", "--format", "json")[1])
    assert json.loads(said("check", "--room", "--format", "json")[1]) == {"problems": problems, "room": []}


def test_json(here, said):
    assert said("check", "--format", "json") == (ExitCode.DONE, "[]\n", "")
    write(here, {"fautive": BAD})
    code, out, err = said("check", "--format", "json")
    (record,) = json.loads(out)
    assert (code, err) == (ExitCode.PROBLEMS, "")
    assert record == {
        "path": "sheets/fautive.md",
        "line": 3,
        "column": 1,
        "severity": "error",
        "code": "cle-inconnue",
        "message": "la clé « motscles » n'existe pas",
        "hint": "vouliez-vous dire « mots_cles » ?",
        "rubric": "",
        "silenced": False,
    }


def test_github(here, said):
    write(here, {"fautive": BAD.replace("motscles", '"50%, a"')})
    code, out, err = said("check", "--format", "github")
    assert (code, err) == (ExitCode.PROBLEMS, "")
    (line,) = out.splitlines()
    assert line.startswith("::error file=sheets/fautive.md,line=3,col=1,title=cle-inconnue::la clé « 50%25, a »")
    assert "%0A" in line


def test_not_a_collection(tmp_path, said):
    for command in (["build"], ["check"], ["new", "Titre"], ["schema"]):
        code, out, err = said(*command, "-C", tmp_path / "rien")
        assert (code, out) == (ExitCode.UNUSABLE, "")
        assert "n'est pas une collection" in err and "fiches init DOSSIER" in err


def test_faulty_settings(here, said):
    write(here, {"collection": "format: notte"})
    for command in (["build"], ["check"], ["new", "Titre"], ["schema"]):
        code, _, err = said(*command)
        assert code == ExitCode.PROBLEMS
        assert "« notte » [format-invalide]" in err and "vouliez-vous dire « note » ?" in err


def test_new(here, said):
    code, out, err = said("new", 'L\'école : été "2022" — n° 1')
    path = here / "sheets" / "l-ecole-ete-2022-n-1.md"
    assert (code, out, err) == (ExitCode.DONE, "sheets/l-ecole-ete-2022-n-1.md est à remplir\n", "")
    schema = re.search(r"\$schema=(\S+)", path.read_text("utf-8"))[1]
    assert schema == "../templates/note/schema.json"
    assert json.loads((path.parent / schema).read_text("utf-8"))["properties"]["titre"]
    records = json.loads(said("check", "--format", "json", path.name)[1])
    assert [record["code"] for record in records] == ["rubrique-vide"]
    path.write_text("à moi", "utf-8")
    assert said("new", 'L\'école : été "2022" — n° 1')[0] == ExitCode.USAGE
    assert path.read_text("utf-8") == "à moi"


def test_new_twice_and_under_another_name(here, said):
    """Both answers name the file in the same way."""
    assert said("new", "Le four")[1] == "sheets/le-four.md est à remplir\n"
    code, out, err = said("new", "Le four")
    assert (code, out) == (ExitCode.USAGE, "")
    assert err.startswith("erreur : « sheets/le-four.md » existe déjà\n") and "--nom NOM" in err
    assert said("new", "Le four", "--nom", "four-2")[:2] == (ExitCode.DONE, "sheets/four-2.md est à remplir\n")
    for name, better in (("Four Neuf", "four-neuf"), ("livret-four", "fiche-livret-four"), ("漢", "ma-fiche")):
        code, _, err = said("new", "Le four", "--nom", name)
        assert code == ExitCode.USAGE and f"--nom {better}" in err
    assert not (here / "sheets" / "livret-four.md").exists()


def test_new_without_a_title(here, said):
    code, out, err = said("new", " ")
    assert (code, out) == (ExitCode.USAGE, "") and "titre est vide" in err
    assert not (here / "sheets" / "fiche-1.md").exists()


def test_new_whose_title_gives_no_name(here, said):
    """A sheet is numbered when its title has no Latin letter, and says so."""
    code, out, _ = said("new", "مشروع")
    assert (code, out.splitlines()[0]) == (ExitCode.DONE, "sheets/fiche-1.md est à remplir")
    assert "--nom" in out
    assert 'titre: "مشروع"' in (here / "sheets" / "fiche-1.md").read_text("utf-8")
    assert said("new", "ⴰⵎⴰⵏ")[1].startswith("sheets/fiche-2.md")
    assert said("new", "مشروع", "--nom", "mashru")[1] == "sheets/mashru.md est à remplir\n"
    assert said("check")[0] == ExitCode.DONE


def test_new_in_the_language_of_the_collection(tmp_path, said):
    write(tmp_path, {"collection": "langue: ar"})
    said("new", "-C", tmp_path, "مشروع")
    assert "## السياق\n" in (tmp_path / "sheets" / "fiche-1.md").read_text("utf-8")


def test_new_in_the_house_s_format_asks_only_for_the_place(tmp_path, said):
    write(tmp_path, {})
    assert said("new", "-C", tmp_path, "Une école")[0] == ExitCode.DONE
    records = json.loads(said("check", "-C", tmp_path, "--format", "json")[1])
    assert {record["code"] for record in records} == {"champ-obligatoire", "rubrique-vide", "reglages-absents"}
    assert sum(record["severity"] == "error" for record in records) == 1
    path = tmp_path / "sheets" / "une-ecole.md"
    assert "$schema=fiche.schema.json\n" in path.read_text("utf-8")  # of the collection, wherever that is moved
    assert json.loads((path.parent / "fiche.schema.json").read_text("utf-8"))["properties"]["territoire"]
    path.write_text(re.sub(r"commune:.*", "commune: Tiznit", path.read_text("utf-8"), count=1), "utf-8")
    assert said("check", "-C", tmp_path)[0] == ExitCode.DONE


def test_init(tmp_path, said, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, out, err = said("init", "ma collection")
    *written, last = out.splitlines()
    assert (code, err, last) == (ExitCode.DONE, "", "pour fabriquer les PDF : fiches build -C 'ma collection'")
    assert written and all((tmp_path / name).is_file() for name in written)
    assert said("check", "-C", "ma collection", "--strict")[0] == ExitCode.DONE
    assert "n'a pas d'exemple" not in out
    assert "« osim » n'a pas d'exemple en « zgh »" in said("init", "autre", "--format", "osim", "--langue", "zgh")[1]
    again = said("init", "ma collection")
    assert again[0] == ExitCode.USAGE and "« ma collection » est déjà une collection" in again[2]


def test_the_wrong_folder(tmp_path, said, monkeypatch):
    """In a folder of the collection, the way to it is told; where settings lack, they are asked for, and written."""
    root = write(tmp_path / "ma collection", {"collection": "langue: fr", "templates/note/lisezmoi.txt": "a"})
    for folder in ("sheets", "templates/note"):
        monkeypatch.chdir(root / folder)
        code, _, err = said("check")
        assert code == ExitCode.UNUSABLE and f"« {root} » en est une" in err
    monkeypatch.chdir(write(tmp_path / "ailleurs", {"une-note": GOOD}))
    assert "[reglages-absents]" in said("check")[2] and "fiches init ." in said("check")[2]
    code, out, _ = said("init", ".")
    assert (code, out.splitlines()[0]) == (ExitCode.DONE, "sheets/collection.yaml")
    assert "remplacez-les par les vôtres" in out
    names = sorted(path.name for path in (tmp_path / "ailleurs" / "sheets").iterdir())
    assert names == ["collection.yaml", "une-note.md"]
    assert "[reglages-absents]" not in said("check")[2]


def test_a_build_says_it_again(here, said):
    """What is wrong with the settings is told by a run that has nothing to do, too."""
    write(here, {"collection": "format: note\nadresse: http://192.168.1.7:8000"})
    first, second = said("build"), said("build")
    assert "[adresse-privee]" in first[2] and second[2].count("[adresse-privee]") == 1
    assert second[1].startswith("0 PDF fait, 1 à jour")


def test_warnings_do_not_drown_errors(here, said):
    """Many of them are counted where there is an error; --strict and programs are told all."""
    write(here, {"fautive": BAD, **{f"vide-{number}": numbered(WARNED, number) for number in range(9)}})
    code, out, err = said("check")
    assert code == ExitCode.PROBLEMS and out.endswith(": 1 erreur, 9 avertissements\n")
    error, hint, rest = err.splitlines()
    assert "[cle-inconnue]" in error and "vouliez-vous dire" in hint
    assert rest == "à voir ensuite, ou tout de suite avec --strict : 9 avertissements : rubrique-absente (9)"
    assert said("build")[2].count("[rubrique-absente]") == 0
    strict = said("check", "--strict")[2].splitlines()
    assert "\n".join(strict).count("[rubrique-absente]") == 9 and "[cle-inconnue]" in strict[-2]
    assert len(json.loads(said("check", "--format", "json")[1])) == 10
    assert len(said("check", "--format", "github")[1].splitlines()) == 10
    write(here, {"fautive": numbered(GOOD, 2)})
    assert said("check")[2].count("[rubrique-absente]") == 9


def test_init_keeps_what_is_there(tmp_path, said):
    (tmp_path / "LISEZMOI.md").write_text("à moi")
    assert said("init", tmp_path)[0] == ExitCode.DONE
    assert (tmp_path / "LISEZMOI.md").read_text() == "à moi"


@pytest.mark.usefixtures("here")
def test_schema(said):
    code, out, _ = said("schema")
    assert code == ExitCode.DONE
    assert "titre" in json.loads(out)["required"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(said, shell):
    code, out, _ = said("completion", shell)
    assert code == ExitCode.DONE
    assert f"_FICHES_COMPLETE={shell}_complete" in out


STRANGE = (
    "esc\x1b]0;PWNED\x07\x1b[2J",
    "nl\n::error file=x::injected",
    "cr\r::error::x",
    "rtl\u202efdp",
    "##vso[task.x]y",
)


@pytest.mark.parametrize("style", report.FORMATS)
@pytest.mark.parametrize("more", [(), ("--strict",)])
def test_names_of_strangers_command_no_terminal_and_no_ci(said, here, style, more):
    """Whatever files and values are called that came by mail."""
    for name in STRANGE:
        (here / f"sheets/{name}.md").write_text(
            f'---\ntitre: A\nphotos: [{{fichier: "{json.dumps(name)[1:-1]}.png"}}]\n---\n'
        )
    code, out, err = said("check", "--format", style, *more)
    assert code == ExitCode.PROBLEMS
    shown = out + err
    assert not set(shown) & {"\x1b", "\x07", "\r", "\u202e"} and "##vso[" not in shown
    ours = [line for line in shown.splitlines() if line.lstrip().startswith("::")]
    assert all(
        line.startswith(("::error file=sheets/", "::warning file=sheets/", "::notice file=sheets/")) for line in ours
    )
    if style == "json":
        assert {f"sheets/{name}.md" for name in STRANGE} <= {one["path"] for one in json.loads(out)}


def test_formats_are_listed_and_judged(tmp_path, said, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, out, err = said("formats")
    assert (
        (code, err) == (ExitCode.DONE, "")
        and "recit (8 pages, A5)\n" in out
        and "pratiques (de 4 à 12 pages, A4)\n" in out
    )
    assert said("format", "check", "osim") == (ExitCode.DONE, "le format se lit : rien à signaler\n", "")
    write(tmp_path, {"templates/essai/format.yaml": "name: Essai\nextends: commun\n"})
    assert said("format", "check") == (ExitCode.DONE, "le format se lit : rien à signaler\n", "")
    (tmp_path / "templates/essai/format.yaml").write_text("name: Essai\nextend: commun\n", "utf-8")
    code, _, err = said("format", "check", "templates/essai")
    assert code == ExitCode.PROBLEMS and "templates/essai/format.yaml:2:1" in err and "« extends »" in err
    assert said("format", "check", "osym")[0] == ExitCode.USAGE
    made = json.loads(said("--lang", "en", "schema", "--of", "format")[1])
    assert made["properties"]["extends"]["description"].startswith("The format that this one starts from")

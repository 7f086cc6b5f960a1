"""Another organisation's format, made of files alone: its keys, rubrics, page, colours; and a format made from it."""

from __future__ import annotations

import json
import re
import shutil

import pytest

from fiches.cli import main
from fiches.core.problems import ExitCode
from support import conformity, pdf_reader, source_reader
from support.repository import ROOT

EXAMPLE = ROOT / "tests" / "html" / "formats"
A5_LANDSCAPE = (595.28, 419.53)  # points
RUBRICS = ["Objet de l'atelier", "Déroulé", "Décisions prises", "Paroles de participants"]


@pytest.fixture
def workshop(tmp_path):
    """The example in a folder of its own."""
    return shutil.copytree(EXAMPLE, tmp_path / "ateliers")


@pytest.fixture
def built(workshop, capsys):
    assert main.run(["build", "-C", str(workshop), "--strict", "coudre-ensemble"]) == ExitCode.DONE
    assert "1 PDF fait, 0 à jour" in capsys.readouterr().out
    return workshop / "build" / "fiches" / "coudre-ensemble.pdf"


def _positions(text, phrases):
    return [pdf_reader.pattern(source_reader.words(phrase)).search(text).start() for phrase in phrases]


def test_no_python():
    files = [path for path in EXAMPLE.rglob("*") if path.is_file()]
    assert len(files) >= 7
    assert {path.suffix for path in files} == {".yaml", ".md", ".html", ".css"}


def test_page(built):
    sizes = {tuple(round(float(side), 2) for side in page.mediabox[2:]) for page in pdf_reader.opened(built).pages}
    assert sizes == {A5_LANDSCAPE}
    assert conformity.broken(built) == []


def test_rubrics_in_order(built):
    text = pdf_reader.read(built)
    places = _positions(text, RUBRICS)
    assert places == sorted(places)
    source = source_reader.read(EXAMPLE / "sheets" / "coudre-ensemble.md")
    for title, paragraphs in source.rubrics:
        for words in (title, *paragraphs):
            assert pdf_reader.pattern(words).search(text), words


def test_fields_of_every_kind(built):
    text = pdf_reader.read(built)
    for phrase in (
        "Thème Couture, 12 participants",
        "2021 – 2022",
        "1250,50 DH",
        "Entrée libre",
        "Aïcha Amrani (couturière), Brahim Oubella",
        "Machines à coudre 4",
        "Coton écru 30 mètres",
        "Compte rendu publié par Les Ateliers du Souss",
    ):
        assert pdf_reader.pattern(source_reader.words(phrase)).search(text), phrase


def test_colours(built):
    """Its heads are in its own violet; the blue of the house's heads is nowhere."""
    painted = b"".join(page.get_contents().get_data() for page in pdf_reader.opened(built).pages).decode("latin-1")
    found = re.findall(r"([\d.]+) ([\d.]+) ([\d.]+) (?:rg|scn?)\b", painted)
    colours = {"".join(f"{round(float(part) * 255):02x}" for part in one) for one in found}
    assert "5b2a86" in colours
    house = re.search(r"--nuit: #(\w+)", (ROOT / "styles" / "palette.css").read_text("utf-8"))[1]
    assert house not in colours


def test_booklet(workshop, capsys):
    assert main.run(["build", "-C", str(workshop)]) == ExitCode.DONE
    assert "3 PDF" in capsys.readouterr().out
    text = pdf_reader.read(workshop / "build" / "livret.pdf")
    body = text[text.rindex("avant de commencer") :]
    order = ["Deux comptes rendus", "Apprendre à tenir un rabot", "Réparer plutôt que jeter", "Une voisine"]
    assert _positions(body, order) == sorted(_positions(body, order))


@pytest.mark.parametrize(
    ("typed_as", "given", "words"),
    [
        ("## Déroulé", "## Deroulement", "vouliez-vous dire « Déroulé » ?"),
        ("## Décisions prises", "## Recettes", "« Objet de l'atelier », « Déroulé », « Décisions prises »"),
        ("## Déroulé", "## Contexte", "aucune rubrique ne s'appelle « Contexte »"),
        ("participants: 12", "participant: 12", "vouliez-vous dire « participants » ?"),
        ("participants: 12", "participants: douze", "n'est pas un nombre entier"),
        ("theme: couture", "theme: coture", "vouliez-vous dire « Couture » ?"),
        ("gratuit: oui", "gratuit: peut-être", "n'est ni oui ni non"),
        ("dates: 2021-2022", "dates: 2022-2021", "finit en 2021, avant de commencer en 2022"),
        ("budget: 1250,5", "budget: cher", "n'est pas un nombre"),
        ("{nom: Aïcha Amrani, metier: couturière}", "{metier: couturière}", "« nom » manque"),
    ],
)
def test_faults_speak_its_language(workshop, capsys, typed_as, given, words):
    path = workshop / "sheets" / "coudre-ensemble.md"
    before = path.read_text("utf-8")
    assert typed_as in before
    path.write_text(before.replace(typed_as, given), "utf-8")
    assert main.run(["check", "-C", str(workshop), "coudre-ensemble"]) == ExitCode.PROBLEMS
    assert words in capsys.readouterr().err


def test_schema(workshop, capsys):
    assert main.run(["schema", "-C", str(workshop)]) == ExitCode.DONE
    schema = json.loads(capsys.readouterr().out)
    assert set(schema["required"]) == {"titre", "theme", "participants"}
    assert {"gratuit", "materiel", "animateurs", "photos"} <= set(schema["properties"])


def test_a_format_made_from_it(workshop, capsys):
    """« atelier-court » keeps the keys, the page and the layout, and has two rubrics of its own."""
    settings = workshop / "sheets" / "collection.yaml"
    settings.write_text(settings.read_text("utf-8").replace("format: atelier", "format: atelier-court"), "utf-8")
    assert main.run(["check", "-C", str(workshop), "raboter"]) == ExitCode.PROBLEMS
    refused = capsys.readouterr().err
    assert "aucune rubrique ne s'appelle « Décisions prises »" in refused
    assert "« Suites à donner »" in refused
    path = workshop / "sheets" / "raboter.md"
    path.write_text(path.read_text("utf-8").replace("## Décisions prises", "## Suites à donner"), "utf-8")
    assert main.run(["build", "-C", str(workshop), "raboter"]) == ExitCode.DONE
    made = workshop / "build" / "fiches" / "raboter.pdf"
    text = pdf_reader.read(made)
    assert _positions(text, ["Menuiserie, 5 participants", "Objet de l'atelier", "Suites à donner"])
    assert tuple(round(float(side), 2) for side in pdf_reader.opened(made).pages[0].mediabox[2:]) == A5_LANDSCAPE

"""Photos with too few pixels for the size at which they are printed: at best, and once pages are laid."""

from __future__ import annotations

import io
import shutil

import pytest
from PIL import Image

from fiches.cli import main
from fiches.core.problems import ExitCode
from fiches.lint import resolution
from fiches.lint.collection import read
from fiches.lint.fitting import places
from support.composed_pages import RULES, composed, matter
from support.pictures import png
from support.repository import ROOT
from support.sources import FRONT, SHORT, project, text

LEAST = (43.2, 36.0)  # mm
PAGE = (210.0, 100.0)


def opened(root, width, height=1200, **changes):
    """A collection whose sheet has a photo of so many pixels, and the sheet."""
    front = f"{FRONT}\nphotos:\n  - {{fichier: images/salle.png, alt: Une salle}}"
    found = project(root, {**SHORT, "fiche": text(front), "sheets/images/salle.png": png(width, height), **changes})
    return found, read(found)


@pytest.mark.parametrize(
    ("pixels", "place", "dpi"),
    [
        ((2480, 3508), (210, 297), 300),
        ((1240, 3508), (210, 297), 150),
        ((3000, 591), (210, 100), 150),
    ],
)
def test_the_shorter_side_counts(pixels, place, dpi):
    assert resolution.resolution(pixels, place) == pytest.approx(dpi, abs=0.2)


@pytest.mark.parametrize(
    ("width", "place", "codes"),
    [
        (1861, PAGE, []),
        (1859, PAGE, ["photo-faible"]),
        (1241, PAGE, ["photo-faible"]),
        (1240, PAGE, ["photo-trop-petite"]),
        (383, LEAST, []),
        (382, LEAST, ["photo-faible"]),
    ],
)
def test_as_printed(width, place, codes, tmp_path):
    asked, found = opened(tmp_path, width)
    problems = resolution.as_printed(found.sheets["fiche"], asked, {0: place})
    assert [problem.code for problem in problems] == codes


def test_what_is_said_names_the_photo_its_place_and_what_it_needs(tmp_path):
    asked, found = opened(tmp_path, 1600)
    [problem] = resolution.as_printed(found.sheets["fiche"], asked, {0: PAGE})
    assert (problem.path, problem.line, problem.column) == ("sheets/fiche.md", 5, 15)
    assert str(problem.message) == "« images/salle.png », imprimée sur 210 × 100 mm, n'a que 194 points par pouce"
    assert str(problem.hint) == "il faut 1861 × 886 pixels, elle en a 1600 × 1200 : demandez la photo d'origine"


def test_one_that_found_no_place_is_not_judged(tmp_path):
    asked, found = opened(tmp_path, 950)
    assert list(resolution.as_printed(found.sheets["fiche"], asked, {})) == []


def test_check_says_what_is_sure(tmp_path):
    """A photo that is weak in the smallest place is weak anywhere; one that is not may be good."""
    assert [(p.code, "au mieux" in str(p.message)) for p in opened(tmp_path / "un", 250)[1].problems][-1:] == [
        ("photo-trop-petite", True)
    ]
    assert opened(tmp_path / "deux", 250)[1].sheets == {}
    assert [p.code for p in opened(tmp_path / "trois", 1400)[1].problems if p.code.startswith("photo")] == []


def test_a_format_whose_pages_flow_knows_no_place(tmp_path):
    _, found = opened(
        tmp_path,
        90,
        collection="format: libre",
        **{
            "templates/libre/format.yaml": "extends: commun\nname: Libre\n"
            "rubrics:\n  - {id: contexte, title: {fr: Contexte}}\n"
        },
    )
    assert [problem.code for problem in found.problems if problem.code.startswith("photo")] == []


@pytest.mark.parametrize("share", [0.3, 0.6, 0.8, 1, 1.2])
@pytest.mark.parametrize("photos", [1, 2, 4])
def test_no_photo_stands_in_a_smaller_place_than_the_format_says(share, photos):
    found = places(composed(matter(share, captions=(True,) * photos)))
    least = RULES.least_photo
    assert least == pytest.approx(LEAST)
    assert all(width >= least[0] and height >= least[1] for width, height in found.values())


def test_a_build_judges_each_photo_as_its_page_prints_it(tmp_path, capsys):
    """Where pages are laid nothing is guessed: the first has most of page 2, the second some columns of page 1."""
    for name, width in (("cnsm-1", 1300), ("cnsm-2", 600)):
        file = io.BytesIO()
        with Image.open(ROOT / f"sheets/images/{name}.jpg") as image:
            image.resize((width, width * 2 // 3)).save(file, "JPEG")
        (tmp_path / "sheets/images").mkdir(parents=True, exist_ok=True)
        (tmp_path / f"sheets/images/{name}.jpg").write_bytes(file.getvalue())
    shutil.copy(ROOT / "sheets/cnsm.md", tmp_path / "sheets/cnsm.md")
    assert main.run(["check", "-C", str(tmp_path)]) == ExitCode.DONE
    assert "photo-faible" not in capsys.readouterr().err, "in the smallest place, both are good"
    assert main.run(["build", "-C", str(tmp_path), "-j", "1"]) == ExitCode.PROBLEMS
    said = capsys.readouterr().err
    assert "« images/cnsm-1.jpg », imprimée sur " in said and "[photo-faible]" in said
    assert "« images/cnsm-2.jpg », imprimée sur " in said and "[photo-trop-petite]" in said
    assert not (tmp_path / "build/fiches/cnsm.pdf").exists()


@pytest.mark.parametrize(
    ("width", "height", "told"), [(40, 30, True), (120, 61, True), (142, 40, False), (90, 63, False)]
)
def test_a_logo_is_judged_within_its_place(tmp_path, width, height, told):
    logo = "### Association\n\n![Le logo de l'association](images/l.png)\n\nElle réunit les familles."
    files = {**SHORT, "fiche": text(projet=logo), "sheets/images/l.png": png(width, height)}
    problems = read(project(tmp_path, files)).problems
    assert [one.line for one in problems if one.code == "photo-faible"] == [10] * told

"""Photos with too few pixels for the size at which they are printed: at best, and once pages are laid."""

from __future__ import annotations

import io
import shutil

import pytest
from PIL import Image

from fiches.cli import main
from fiches.core.problems import ExitCode
from fiches.lint import resolution
from fiches.lint.collection import good_sheet, read
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
    asked, _ = opened(tmp_path, width)
    problems = resolution.as_printed(good_sheet(asked.sheets / "fiche.md", asked), asked, {0: place})
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


def test_check_judges_a_photo_where_its_page_has_it(tmp_path):
    """Where pages are not laid, one that is weak in the smallest place is weak anywhere; another may be good."""
    long = text(f"{FRONT}\nphotos:\n  - {{fichier: images/salle.png, alt: Une salle}}", Contexte="Le four. " * 4000)
    for name, width, more, told in (
        ("laid", 250, {}, [("photo-trop-petite", False)]),
        ("good", 4000, {}, []),
        ("long", 250, {"fiche": long}, [("photo-trop-petite", True)]),
        ("long-good", 1400, {"fiche": long}, []),
    ):
        _, found = opened(tmp_path / name, width, 4000 if name == "good" else 1200, **more)
        photos = [one for one in found.problems if one.code in resolution.PICTURE_CODES]
        assert [(one.code, "au mieux" in str(one.message)) for one in photos] == told, name
        assert bool(found.sheets) == (name == "good")


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


def test_each_photo_is_judged_as_its_page_prints_it(tmp_path, capsys):
    """By a check as by a build: the first has most of page 2, the second some columns of page 1."""
    for name, width in (("cnsm-1", 1300), ("cnsm-2", 600)):
        file = io.BytesIO()
        with Image.open(ROOT / f"sheets/images/{name}.jpg") as image:
            image.resize((width, width * 2 // 3)).save(file, "JPEG")
        (tmp_path / "sheets/images").mkdir(parents=True, exist_ok=True)
        (tmp_path / f"sheets/images/{name}.jpg").write_bytes(file.getvalue())
    shutil.copy(ROOT / "sheets/cnsm.md", tmp_path / "sheets/cnsm.md")
    for command in (["check"], ["build", "-j", "1"]):
        assert main.run([*command, "-C", str(tmp_path)]) == ExitCode.PROBLEMS
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

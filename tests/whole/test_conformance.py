"""`make conformance`: the files of sheets/ for every printer, before programs that are not ours.

What is measured is kept in docs/conformance.md: FICHES_ECRIRE=1 writes it anew.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib import metadata, util
from pathlib import Path

import pytest
from PIL import Image, ImageMath

from fiches.core.geometry import POINTS_PER_MM
from fiches.preflight import reading
from fiches.preflight.context import grounds
from support import verapdf
from support.press_files import NAMES, printer
from support.repository import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("conformance")]  # one process: it writes one record
RECORD = ROOT / "docs/conformance.md"
DPI = 72
SHARE = 0.001  # of the pixels of a page that may exceed the limit: JPEG adds to single ones what it takes from others
NEAR = 0.7  # mm
STRAY = 3  # of 255: what rounding may leave on a plate


@pytest.fixture(scope="module")
def rows():
    """What is measured, by printer and by program; written down at the end."""
    found: dict[str, dict[str, str]] = {name: {} for name in NAMES}
    yield found
    if os.environ.get("FICHES_ECRIRE"):
        RECORD.write_text(_page(found), "utf-8", newline="\n")


@dataclass(frozen=True)
class Pressed:
    """The files of one printer."""

    name: str
    files: list[Path]


@pytest.fixture(scope="module", params=NAMES)
def made(request, finished, program) -> Pressed:
    """Every file that `fiches print` writes for a printer."""
    run = [program, "print", "-C", ROOT, "-o", finished.out, "-p", request.param]
    done = subprocess.run(run, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    files = sorted((finished.out / "impression" / request.param).glob("*_CMJN-*.pdf"))  # not what is imposed
    assert len(files) == len(finished.files)
    return Pressed(request.param, files)


def needs(command):
    if not shutil.which(command):
        pytest.skip(f"{command} is not installed: apt install ghostscript qpdf")


def separations(file, folder):
    """The plates of each page of a file, inside its trim, as Ghostscript makes them."""
    command = ["gs", "-q", "-dSAFER", "-sDEVICE=tiff32nc", f"-r{DPI}", "-dUseTrimBox", "-o", folder / "%03d.tif", file]
    subprocess.run(command, check=True, capture_output=True)
    pages = sorted(folder.glob("*.tif"))
    yield from map(Image.open, pages)
    for page in pages:
        page.unlink()


def sums(image):
    """How much ink each pixel takes, on plates of 255."""
    plates = dict(zip("cmyk", image.split(), strict=True))
    return ImageMath.lambda_eval(lambda of: of["c"] + of["m"] + of["y"] + of["k"], **plates)


def share_above(whole, limit):
    """The share of the pixels that take more than a limit (%), rounding let pass."""
    most = round(limit * 2.55) + 2
    above = ImageMath.lambda_eval(lambda of: (of["all"] > most) * 255, all=whole)
    return above.convert("L").histogram()[255] / (whole.width * whole.height)


def test_plates_hold_what_paper_takes_and_black_text_is_on_one(made, rows, tmp_path):
    """The most ink of any pixel, and the words in black alone: nothing of them on the three other plates."""
    needs("gs")
    limit, most, worst, pages, looked = printer(made.name).ink, 0.0, 0.0, 0, 0
    for file in made.files:
        drawn = reading.read(file.read_bytes(), file.name).pages
        for page, image in zip(drawn, separations(file, tmp_path), strict=True):
            whole, pages = sums(image), pages + 1
            most, share = max(most, whole.getextrema()[1] / 2.55), share_above(whole, limit)
            worst = max(worst, share)
            assert share <= SHARE, f"{file.name}: {share:.3%} of the pixels above {limit} %"
            for text, ground in grounds(page):
                if text.ink.cmyk == (0, 0, 0, 1) and ground is None and alone(text, page):
                    looked += 1
                    crop = image.crop(cropped(text.box, page.trim))
                    stray = max(high for _, high in crop.getextrema()[:3])
                    assert stray <= STRAY, (file.name, page.number, text.box)
    ink = f"{pages} pages ; au plus {most:.1f} % pour {limit} %"
    told = f"{ink} ; pixels au-dessus : {worst:.3%} d'une page au plus"
    rows[made.name]["Ghostscript, encrage"] = told.replace(".", ",")
    rows[made.name]["Ghostscript, texte noir"] = f"{looked} lignes regardées : rien sur les plaques C, M et J"


def alone(text, page):
    """Whether nothing of another colour is painted where a text begins."""
    room = text.box.widened(NEAR * POINTS_PER_MM)
    return not any(one.box.meets(room) for one in page.painted if one.ink != text.ink and not one.ink.white)


def cropped(box, trim):
    """A box of a page in pixels of its trim, from the top left."""
    left, bottom, right, top = (side * DPI / 72 for side in box)
    return (round(left - trim[0]), round(trim[3] - top), round(right - trim[0]) + 1, round(trim[3] - bottom) + 1)


def test_verapdf_takes_them_for_pdfa_2b(made, rows):
    try:
        found = verapdf.validate_all(made.files, "2b")
    except verapdf.Absent as absent:
        pytest.skip(str(absent))
    assert {name: one.broken for name, one in found.items() if not one.compliant} == {}
    rows[made.name]["veraPDF, PDF/A-2b"] = f"{len(found)} fichiers conformes sur {len(found)}"


def test_qpdf_finds_no_fault(made, rows):
    needs("qpdf")
    for file in made.files:
        done = subprocess.run(["qpdf", "--check", file], capture_output=True, encoding="utf-8", check=False)
        assert (done.returncode, "No syntax or stream encoding errors" in done.stdout) == (0, True), done.stdout
    rows[made.name]["qpdf --check"] = f"{len(made.files)} fichiers sans faute"


def test_fullbleed_takes_them_for_pdf_x4(made, rows):
    if not util.find_spec("fullbleed"):
        pytest.skip("fullbleed is not installed: pip install fullbleed")
    import fullbleed

    for file in made.files:
        told = fullbleed.inspect_pdf(str(file))
        claimed = told["profile"]
        said = (told["ok"], claimed["claims"], claimed["seed_blockers"], claimed["pdfx_contract_valid"])
        assert said == (True, ["pdfx4"], [], True), file.name
    rows[made.name]["fullbleed, PDF/X-4"] = f"{len(made.files)} fichiers sans objection"


def _page(rows):
    """docs/conformance.md."""
    lines = [
        "# Conformité",
        "",
        "<!-- Écrit par `FICHES_ECRIRE=1 make conformance` : ne modifiez pas ce fichier à la main. -->",
        "",
        "Les fichiers que `fiches print` écrit pour la collection de ce dépôt, devant des programmes qui ne sont pas",
        "les nôtres. L'encrage est mesuré sur un rendu à 72 points par pouce, à l'intérieur de la coupe ; un pixel sur",
        "mille peut dépasser, c'est le bruit du JPEG.",
        "",
    ]
    for name, found in rows.items():
        asked = printer(name)
        about = f"fond perdu {asked.bleed:g} mm, encrage {asked.ink} %, {asked.condition}"
        if not found:
            continue
        lines += [f"## {asked.title}", "", f"Profil `{name}` : {about}.", "", "| Contrôle | Résultat |", "|---|---|"]
        lines += [f"| {what} | {result} |" for what, result in sorted(found.items())]
        lines.append("")
    machine = f"{platform.system()} {platform.machine()}, Python {sys.version.split()[0]}"
    lines += ["## Versions", "", f"{machine}, {', '.join(_versions())}."]
    return "\n".join(lines) + "\n"


def _versions():
    for package in ("weasyprint", "pikepdf", "pypdfium2", "opendataloader-pdf", "fullbleed"):
        if util.find_spec(package.replace("-", "_")):
            yield f"{package} {metadata.version(package)}"
    for command in ("gs", "qpdf"):
        if shutil.which(command):
            told = subprocess.run([command, "--version"], capture_output=True, encoding="utf-8", check=False).stdout
            yield f"{command} {told.split()[-1] if command == 'gs' else told.split()[2]}"

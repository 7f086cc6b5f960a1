"""Programs that are not ours beside our verdict on a file: Ghostscript's plates, poppler, pdfium, qpdf."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops

from support.repository import ROOT

DPI = 50
SHARE = 0.0005  # of the pixels of a page that may take more ink than the paper: JPEG, and the edges of letters
RECORDS = {"fr": ROOT / "docs/conformance.md", "en": ROOT / "docs/conformance.en.md"}
MARK = "<!-- juges -->"  # what begins the part of the record that is about them


def _output(*command: str | Path) -> str:
    return subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", check=False).stdout


def is_too_wet(file: Path, limit: float) -> bool:
    """Whether Ghostscript puts more than a limit (%) on some pixels of a page, within its trim."""
    folder = file.parent / "plates"
    folder.mkdir(exist_ok=True)
    _output("gs", "-q", "-dSAFER", "-sDEVICE=tiff32nc", f"-r{DPI}", "-dUseTrimBox", "-o", folder / "%03d.tif", file)
    found = False
    for page in sorted(folder.iterdir()):
        with Image.open(page) as image:
            plates = [plate.convert("I") for plate in image.split()]
            whole = ImageChops.add(plates[0].convert("L"), plates[1].convert("L"), scale=4)
            for plate in plates[2:]:
                whole = ImageChops.add(whole, plate.convert("L").point(lambda value: value // 4))
        above = sum(whole.histogram()[round(limit * 2.55 / 4) + 2 :])
        found = found or above / (whole.width * whole.height) > SHARE
        page.unlink()
    return found


def lacks_a_font(file: Path, _limit: float) -> bool:
    """Whether poppler names a font that is not in the file."""
    lines = _output("pdffonts", file).splitlines()[2:]
    return any(re.split(r"\s+", line.strip())[-5] == "no" for line in lines if line.strip())


def has_an_empty_page(file: Path, _limit: float) -> bool:
    """Whether pdfium draws nothing on a page."""
    try:
        with pypdfium2.PdfDocument(file) as document:
            drawn = [page.render(scale=0.5).to_pil().convert("L").getextrema() for page in document]
    except pypdfium2.PdfiumError:  # it does not open at all
        return False
    return any(low > 250 for low, _ in drawn)


def is_damaged(file: Path, _limit: float) -> bool:
    """Whether qpdf has to mend a file to read it, or cannot."""
    return subprocess.run(["qpdf", "--check", file], capture_output=True, check=False).returncode != 0


JUDGES: Mapping[str, tuple[str, Callable[[Path, float], bool]]] = {
    "encrage": ("Ghostscript", is_too_wet),
    "polices": ("poppler", lacks_a_font),
    "page-vide": ("pdfium", has_an_empty_page),
    "lecture": ("qpdf", is_damaged),
}  # by the code of our check


def kept(path: Path) -> str:
    """What a record says of them, for whoever writes the rest of it anew."""
    _, mark, told = path.read_text("utf-8").partition(MARK)
    return f"\n{mark}{told}" if mark else ""


def record(found: Mapping[str, Mapping[str, tuple[bool, bool]]]) -> None:
    """Writes how far they agree with us at the end of the pages: by check, by file, (ours, theirs)."""
    words = {
        "fr": ("## Quatre juges",
               "Sur {n} fichiers, un bon, un par défaut semé, cinq abîmés ou piégés, notre verdict et le leur.",
               "| Contrôle | Juge | D'accord | Nous seuls | Lui seul |"),
        "en": ("## Four judges",
               "On {n} files, a good one, one a seeded defect, five damaged or traps, our verdict and theirs.",
               "| Check | Judge | Agree | Ours alone | Its alone |"),
    }  # fmt: skip
    for language, (title, about, head) in words.items():
        lines = [title, "", about.format(n=max(map(len, found.values()))), "", head, "|---|---|---|---|---|"]
        for code, by_file in found.items():
            ours = [name for name, (own, other) in by_file.items() if own and not other]
            theirs = [name for name, (own, other) in by_file.items() if other and not own]
            agreed = len(by_file) - len(ours) - len(theirs)
            told = [", ".join(names) or "0" for names in (ours, theirs)]
            lines.append(f"| `{code}` | {JUDGES[code][0]} | {agreed} | {told[0]} | {told[1]} |")
        path = RECORDS[language]
        page = path.read_text("utf-8").partition(MARK)[0].rstrip()
        path.write_text(f"{page}\n\n{MARK}\n\n" + "\n".join(lines) + "\n", "utf-8", newline="\n")

"""Makes the pictures of docs/images from a build of sheets/, in the house's look and in its second theme."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
from PIL import Image

from fiches.build.pipeline import Options, build
from fiches.build.session import RenderSession
from fiches.config.project import COLLECTION, open_project
from fiches.content import new_files
from fiches.core.problems import has_errors
from fiches.festival import posters
from fiches.lint import collection

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
THEME = "atlas"
SHEET = "jeunesse-developpement"
STRIPS = ("jeunesse-developpement", "afoulki-france", "backup-rural")  # the three sheets that the docs show
PAGE, STRIP = 64, 40  # dots an inch
SHIPPED = ("deux-pages", "osim", "bonne-pratique", "pratiques", "recit")  # formats, each by its example
EXAMPLE = "exemple"  # the sheet of that
GAP, HAIRLINE = 12, (190, 190, 190)  # pixels between two leaves; the edge of white paper
ADDRESS, HALL = "https://fiches.example.org", "http://192.168.1.20:8000"
COVER, PROJECTS = (0,), (3, 4)  # pages of the booklet, from 0


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        out = Path(name)
        pictures(made(ROOT, out / "maison"), "", STRIPS)
        shutil.copytree(ROOT / "sheets", out / "collection" / "sheets")
        with (out / "collection" / COLLECTION).open("a", encoding="utf-8") as settings:
            settings.write(f"theme: {THEME}\n")
        pictures(made(out / "collection", out / THEME), f"{THEME}-", ())
        shutil.copyfile(ROOT / COLLECTION, out / "collection" / COLLECTION)
        with (out / "collection" / COLLECTION).open("a", encoding="utf-8") as settings:
            settings.write(f"adresse: {ADDRESS}\n")
        hung(out / "collection")
        for shipped in SHIPPED:
            example(shipped, out / shipped)


def example(name: str, root: Path) -> None:
    """The picture of all pages of the example of a format."""
    new_files.init(root, asked=new_files.Beginning(name))
    pdf = pypdfium2.PdfDocument(made(root, root / "build") / "fiches" / f"{EXAMPLE}.pdf")
    save(f"format-{name}", leaf(pdf, range(len(pdf)), STRIP if len(pdf) > 2 else PAGE))


def hung(root: Path) -> None:
    """The pictures of what hangs at a stand and in a hall."""
    project, _ = open_project(root)
    if project is None:
        sys.exit("the collection does not open")
    posters.make(project, (), Options())
    folder = project.out / posters.POSTERS_FOLDER
    names = (f"{posters.OF_A_SHEET}{SHEET}", "affiche-collection", "chevalet")
    save("affiches", side_by_side([leaf(pypdfium2.PdfDocument(folder / f"{name}.pdf"), (0,), 34) for name in names]))
    shop = RenderSession(project)
    book = posters.titled(project, collection.read(project))
    hall = shop.studio.stand("salle.html", book, address=HALL, wifi="Salle des fêtes")
    made_ = shop.printed(hall, COLLECTION)
    if made_.pdf:
        save("salle", leaf(pypdfium2.PdfDocument(made_.pdf.data), (0,), STRIP))


def made(root: Path, out: Path) -> Path:
    """The folder of everything that the collection in `root` gives."""
    project, problems = open_project(root, out)
    result = build(project) if project else None
    found = [*problems, *(result.problems if result else ())]
    if has_errors(found):
        sys.exit("\n".join(f"{problem.path}:{problem.line}: {problem.message}" for problem in found))
    return out


def pictures(folder: Path, prefix: str, strips: Sequence[str]) -> None:
    """The pictures of one build: a sheet's first page and its middle spread, the booklet's cover and projects."""
    sheet, booklet = (pypdfium2.PdfDocument(folder / name) for name in (f"fiches/{SHEET}.pdf", "livret.pdf"))
    save(f"{prefix}fiche-1", leaf(sheet, (0,)))
    save(f"{prefix}fiche-2-3", leaf(sheet, (1, 2)))
    save(f"{prefix}livret-couverture", leaf(booklet, COVER))
    save(f"{prefix}livret-projets", leaf(booklet, PROJECTS))
    for slug in strips:
        document = pypdfium2.PdfDocument(folder / "fiches" / f"{slug}.pdf")
        save(slug, side_by_side([leaf(document, (index,), STRIP) for index in range(len(document))]))


def leaf(document: pypdfium2.PdfDocument, pages: Sequence[int], dpi: int = PAGE) -> Image.Image:
    """One page, or two that face each other, with a hairline around the paper."""
    faces = [document[index].render(scale=dpi / 72).to_pil().convert("RGB") for index in pages]
    sheet = side_by_side(faces, 0)
    framed = Image.new("RGB", (sheet.width + 2, sheet.height + 2), HAIRLINE)
    framed.paste(sheet, (1, 1))
    return framed


def side_by_side(parts: Sequence[Image.Image], gap: int = GAP) -> Image.Image:
    width = sum(part.width for part in parts) + gap * (len(parts) - 1)
    sheet, left = Image.new("RGB", (width, parts[0].height), (255, 255, 255)), 0
    for part in parts:
        sheet.paste(part, (left, 0))
        left += part.width + gap
    return sheet


def save(name: str, picture: Image.Image) -> None:
    path = IMAGES / f"{name}.png"
    picture.quantize(256, kmeans=1, dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"{path.relative_to(ROOT)} ({path.stat().st_size // 1024} kB)")


if __name__ == "__main__":
    main()

"""Makes the pictures of the kit in docs/images, as a browser shows it; needs what `make conformance` needs."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from fiches.build.pipeline import Options
from fiches.config.project import open_project
from fiches.festival.website.kit import kit

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
SHEET = "fiches/jeunesse-developpement.html"
PHONE, DESK = (360, 760), (1280, 800)
GAP = 16  # pixels between two phones
PHONES = (  # page, how far it is scrolled (a CSS selector), by day or by night
    ("index.html", "body", "light"),
    ("index.html", "#fiches .fiche", "light"),
    (SHEET, "body", "light"),
    (SHEET, ".rubrique-porteur", "dark"),
    (SHEET, ".rubrique-parole", "light"),
)


def main() -> None:
    program = shutil.which("chromium") or sys.exit("no chromium here: apt-get install chromium")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(sys.argv[1]) if sys.argv[1:] else made(Path(name))
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=program, args=["--no-sandbox"])
            phones = [shot(browser, folder / page, PHONE, at, scheme) for page, at, scheme in PHONES]
            save("kit-telephone", side_by_side(phones))
            save("kit-accueil", shot(browser, folder / "index.html", DESK, "body", "light").resize((800, 500)))
            browser.close()


def made(out: Path) -> Path:
    """The kit of sheets/."""
    project, problems = open_project(ROOT, out)
    if project is None:
        sys.exit("\n".join(problem.message for problem in problems))
    return kit(project, Options()).folder


def shot(browser: Browser, page: Path, size: tuple[int, int], at: str, scheme: str) -> Image.Image:
    """A page as it is seen from the element `at` on."""
    tab = browser.new_page(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)
    tab.goto(page.as_uri())
    tab.evaluate("for (const one of document.images) one.loading = 'eager'")
    tab.evaluate("Promise.all([...document.images].map((one) => one.decode()))")
    tab.evaluate("at => document.querySelector(at).scrollIntoView({behavior: 'instant'})", at)
    with tempfile.NamedTemporaryFile(suffix=".png") as file:
        tab.screenshot(path=file.name)
        with Image.open(file.name) as image:
            found = image.convert("RGB")
    tab.close()
    return found


def side_by_side(phones: list[Image.Image]) -> Image.Image:
    whole = Image.new("RGB", ((PHONE[0] + GAP) * len(phones) - GAP, PHONE[1]), "white")
    for index, phone in enumerate(phones):
        whole.paste(phone, ((PHONE[0] + GAP) * index, 0))
    return whole.resize((whole.width // 2, whole.height // 2), Image.Resampling.LANCZOS)


def save(name: str, image: Image.Image) -> None:
    image.quantize(160, dither=Image.Dither.NONE).save(IMAGES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()

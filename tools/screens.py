"""Makes the pictures of the kit and of the studio in docs/images, as a browser shows them.

It needs what `make conformance` needs; `studio` alone makes those of the studio, a folder those of the kit in it.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from fiches.build.pipeline import Options
from fiches.config.project import open_project
from fiches.festival.website.kit import kit

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
SHEET = "fiches/jeunesse-developpement.html"
PHONE, DESK = (360, 760), (1280, 800)
WRITTEN = "jeunesse-developpement"  # the sheet that is shown in the studio
PATIENT, SETTLED = 120_000, 2_500  # ms: for what comes, for what has come to be drawn
SEEN = 8  # cards of sheets that a window shows
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
    asked = sys.argv[1] if sys.argv[1:] else ""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=program, args=["--no-sandbox"])
        if asked in ("", "studio"):
            studio(browser, Path(name, "collection"))
        if asked != "studio":
            kit_pictures(browser, Path(asked) if asked else made(Path(name)))
        browser.close()


def kit_pictures(browser: Browser, folder: Path) -> None:
    phones = [shot(browser, folder / page, PHONE, at, scheme) for page, at, scheme in PHONES]
    save("kit-telephone", side_by_side(phones))
    save("kit-accueil", shot(browser, folder / "index.html", DESK, "body", "light").resize((800, 500)))


def studio(browser: Browser, root: Path) -> None:
    """The studio of a copy of sheets/, in its states, a mistake in one of its sheets."""
    for folder in ("sheets", "templates", "styles"):
        shutil.copytree(ROOT / folder, root / folder)
    path = root / f"sheets/{WRITTEN}.md"
    path.write_text(path.read_text("utf-8").replace("## Contexte", "## Contexe"), "utf-8")
    command = [sys.executable, "-m", "fiches", "studio", "-C", str(root), "--sans-navigateur", "--langue", "fr"]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8")
    try:
        first = next(found[0] for line in running.stdout or () if (found := re.search(r"http://\S+", line)))
        page = browser.new_page(viewport={"width": DESK[0], "height": DESK[1]}, locale="fr-FR", color_scheme="light")
        page.set_default_timeout(PATIENT)
        page.goto(first)
        page.locator(".vignette.prete").nth(SEEN - 1).wait_for(state="attached")
        snap("studio-accueil", page)
        page.goto(f"{first.partition('?')[0]}#fiche/{WRITTEN}")
        page.click("#onglet-problems")
        page.locator("#volet-problems button:has-text('Corriger')").wait_for()
        snap("studio-reprendre", page)
        page.click("#volet-problems button:has-text('Corriger')")
        page.frame_locator(".pages").locator(".feuille").first.wait_for()
        page.click("#onglet-text")
        page.locator(".rubrique", has=page.locator("h2:text-is('Contexte')")).locator(".cm-content").click()
        page.locator(".jauge:not([hidden])").first.wait_for()
        snap("studio", page)
        page.click("#onglet-pictures")
        page.locator(".fenetre:not([hidden])").first.wait_for(state="attached")
        snap("studio-photos", page)
        page.goto(f"{first.partition('?')[0]}#livret/livret")
        page.locator(".pages-livret img").nth(1).wait_for()
        page.click("#onglet-texts")
        snap("studio-livret", page)
        page.close()
    finally:
        running.terminate()
        running.wait()


def snap(name: str, page: Page) -> None:
    page.wait_for_timeout(SETTLED)
    with Image.open(io.BytesIO(page.screenshot())) as image:
        save(name, image.convert("RGB").resize((1000, 625), Image.Resampling.LANCZOS))


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

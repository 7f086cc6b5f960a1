"""The studio in a real browser: everything without a terminal, alone and together, by keyboard, cut off and back."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
import time

import pytest

from support.repository import ROOT
from support.sources import SHORT, text, write

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("studio")]
AXE = ROOT / ".venv/axe/package/axe.min.js"
RULES = "axe.run(document, {iframes: false}).then((it) => it.violations.map((one) => [one.id, one.nodes[0].html]))"
TABS = ("text", "facts", "pictures", "voices", "problems", "review", "history", "made")
PATIENT = 60_000  # ms: other tests may have the machine


class Running:
    """A studio in a process of its own."""

    def __init__(self, root, port=0):
        command = [sys.executable, "-m", "fiches", "studio", "-C", root, "--sans-navigateur", "--langue", "fr"]
        self.process = subprocess.Popen(
            [*command, *(["--port", str(port)] if port else [])], stdout=subprocess.PIPE, encoding="utf-8"
        )
        self.first = next(found[0] for line in self.process.stdout if (found := re.search(r"http://\S+", line)))
        self.address = self.first.partition("?")[0]
        self.port = int(self.address.rstrip("/").rpartition(":")[2])

    def stop(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        self.process.wait()
        self.process.stdout.close()


@pytest.fixture
def root(tmp_path):
    booklet = "---\ntitre: Livret\nfiches: [four, moulin]\n---\n\n## Note introductive\n\nMot.\n"
    return write(tmp_path / "c", {**SHORT, "four": text(), "moulin": text("titre: Un moulin"), "livret": booklet})


@pytest.fixture
def running(root):
    found = Running(root)
    yield found
    found.stop()


@pytest.fixture(scope="module")
def chromium():
    api = pytest.importorskip("playwright.sync_api")
    program = shutil.which("chromium") or pytest.skip("no chromium here")
    with api.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def window(chromium):
    """Opens windows of different people; whatever a script throws fails the test."""
    opened, thrown = [], []

    def open_(running, path="", **how):
        context = chromium.new_context(locale="fr-FR", bypass_csp=bool(how.pop("judged", False)), **how)
        context.set_default_timeout(PATIENT)
        page = context.new_page()
        page.on("pageerror", lambda error: thrown.append(str(error)))
        page.goto(running.first)
        page.wait_for_selector(".fiches li")
        if path:
            page.goto(f"{running.address}#{path}")
            page.wait_for_selector(".cm-content, .ordre li")
        opened.append(context)
        return page

    yield open_
    for context in opened:
        context.close()
    assert thrown == []


def rubric(page, title):
    return page.locator(".rubrique", has=page.locator(f"h2:text-is('{title}')"))


def type_in(page, title, words):
    rubric(page, title).locator(".cm-content").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def until(holds):
    end = time.monotonic() + PATIENT / 1000
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.1)


def saved(root, words, slug="four"):
    until(lambda: words in (root / f"sheets/{slug}.md").read_text("utf-8"))


def test_what_is_typed_is_on_the_page_and_in_the_file(running, root, window):
    page = window(running, "fiche/four")
    type_in(page, "Contexte", " Puis il plut.")
    page.frame_locator(".pages").locator("text=Puis il plut").first.wait_for()
    saved(root, "soir. Puis il plut.")
    page.frame_locator(".pages").locator(".bloc-contexte .lignes, .sheet p").first.click()


def test_two_people_see_each_other_and_lose_no_word(running, root, window):
    ali, zahra = (window(running, "fiche/four") for _ in range(2))
    for page, name in ((ali, "Ali"), (zahra, "Zahra")):
        page.fill("#nom", name)
        page.press("#nom", "Tab")
    type_in(ali, "Contexte", " D'Ali.")
    rubric(zahra, "Contexte").locator("text=Ali écrit ici").wait_for()
    type_in(zahra, "Contexte", " Perdu.")
    type_in(zahra, "La parole au territoire", " De Zahra.")
    saved(root, "D'Ali.")
    saved(root, "De Zahra.")
    rubric(ali, "La parole au territoire").locator("text=De Zahra.").wait_for()
    assert "Perdu" not in (root / "sheets/four.md").read_text("utf-8")


def test_a_mistake_is_mended_by_its_button(running, root, window):
    path = root / "sheets/four.md"
    good = path.read_text("utf-8")
    path.write_text(good.replace("## Contexte", "## Contexe"), "utf-8")
    page = window(running, "fiche/four")
    page.click("#onglet-problems")
    page.click("button:has-text('Corriger : Contexte')")
    until(lambda: path.read_text("utf-8") == good)


def test_what_was_typed_while_the_studio_was_away_is_saved_when_it_is_back(running, root, window):
    page = window(running, "fiche/four")
    running.process.send_signal(signal.SIGSTOP)
    type_in(page, "Contexte", " Sans courant.")
    page.wait_for_timeout(300)
    running.process.send_signal(signal.SIGCONT)
    running.stop(signal.SIGKILL)
    before = (root / "sheets/four.md").read_bytes()
    assert b"Sans courant" in before or "Sans courant" in page.evaluate("JSON.stringify(localStorage)")
    again = Running(root, running.port)
    try:
        page.goto(again.first)
        page.wait_for_selector(".fiches li")
        page.goto(f"{again.address}#fiche/four")
        saved(root, "Sans courant.")
    finally:
        again.stop()
        running.process = again.process


def test_a_sheet_is_begun_and_a_booklet_put_in_order(running, root, window):
    page = window(running)
    page.click("button:has-text('Nouvelle fiche')")
    page.fill("#titre", "Un puits")
    page.keyboard.press("Enter")
    page.wait_for_selector("#onglet-text")
    assert (root / "sheets/un-puits.md").is_file()
    page.goto(f"{running.address}#livret/livret")
    page.locator(".ordre button:has-text('Descendre')").first.click()
    saved(root, "[moulin, four]", "livret")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_view_breaks_a_rule_of_accessibility(running, window, scheme):
    if not AXE.is_file():
        pytest.skip("axe-core is not here: make conformance fetches it")
    page, found = window(running, judged=True, color_scheme=scheme), {}

    def judge(name):
        page.evaluate(AXE.read_text("utf-8"))
        found[name] = page.evaluate(RULES)

    judge("home")
    page.click("button:has-text('Nouvelle fiche')")
    judge("question")
    page.keyboard.press("Escape")
    page.goto(f"{running.address}#fiche/four")
    page.wait_for_selector(".cm-content")
    for tab in TABS:
        page.click(f"#onglet-{tab}")
        judge(tab)
    page.goto(f"{running.address}#livret/livret")
    page.wait_for_selector(".ordre li")
    judge("booklet")
    assert {name: each for name, each in found.items() if each} == {}


def test_a_hundred_sheets_open_with_all_their_names(root, window):
    write(root, {f"fiche-{n}": text(f"titre: Fiche {n}") for n in range(100)})
    running = Running(root)
    try:
        assert window(running).locator(".fiches li").count() == 102
    finally:
        running.stop()

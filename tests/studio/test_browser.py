"""The studio in a real browser: everything without a terminal, alone and together, by keyboard, cut off and back."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
import time

import pytest

from fiches.studio.guards import MOST_UPLOAD
from fiches.studio.presence import HELD
from support.mistakes import GOOD as MENDED
from support.mistakes import MISTAKES
from support.pictures import png as photo
from support.sources import FRONT, SHORT, text, write
from support.word_files import h, word_file
from support.word_files import p as para

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("studio")]
RULES = "axe.run(document, {iframes: false}).then((it) => it.violations.map((one) => [one.id, one.nodes[0].html]))"
TABS = ("text", "facts", "pictures", "voices", "problems", "review", "history", "made")
AWAY = "document.querySelector('main').before(Object.assign(document.createElement('p'), {className: 'perdu'}))"
IS_SEEN = """(it) => {
  it.scrollIntoView();
  const box = it.getBoundingClientRect();
  return it.ownerDocument.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2) === it;
}"""
GRACE = 20  # s in which a studio ends by itself
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
        """Ends it, also where a test that failed has left it asleep."""
        self.process.send_signal(how)
        self.process.send_signal(signal.SIGCONT)
        try:
            self.process.wait(GRACE)
        except subprocess.TimeoutExpired:
            self.process.kill()
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
            page.wait_for_selector(".rubrique, .ordre li")
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


def test_the_space_or_the_line_that_a_pause_follows_stays_for_the_next_word(running, root, window):
    """A file has no white at the end of a rubric; the box has what was typed."""
    page = window(running, "fiche/four")
    for words, kept in (
        (" Puis ", "soir. Puis\n"),
        ("il plut.\n\n", "Puis il plut.\n"),
        ("Un soir.", "plut.\n\nUn soir.\n"),
    ):
        with page.expect_response(lambda answer: answer.request.method == "POST" and answer.url.endswith("/four")):
            page.keyboard.type(words) if "Puis" not in words else type_in(page, "Contexte", words)
        saved(root, kept)
        page.get_by_text("Enregistré", exact=True).first.wait_for()


def test_two_people_see_each_other_and_lose_no_word(running, root, window):
    ali, zahra = (window(running, "fiche/four") for _ in range(2))
    for page, name in ((ali, "Ali"), (zahra, "Zahra")):
        page.fill("#nom", name)
        page.press("#nom", "Tab")
    type_in(ali, "Contexte", " D'Ali.")
    rubric(zahra, "Contexte").locator("text=Ali écrit ici").wait_for()
    type_in(zahra, "Contexte", " Perdu.")
    assert not zahra.locator(".cm-content:focus").count()  # nobody types in what another writes
    type_in(zahra, "La parole au territoire", " De Zahra.")
    saved(root, "D'Ali.")
    saved(root, "De Zahra.")
    rubric(ali, "La parole au territoire").locator("text=De Zahra.").wait_for()
    assert "Perdu" not in (root / "sheets/four.md").read_text("utf-8")


def test_a_rubric_is_free_as_soon_as_its_writer_leaves_it_or_goes(running, root, window):
    ali, zahra = (window(running, "fiche/four") for _ in range(2))
    free = rubric(zahra, "Contexte").locator(".champ:not(.pris)")
    for leave in (lambda: ali.click("#onglet-facts"), lambda: ali.close(run_before_unload=False)):
        ali.click("#onglet-text")
        type_in(ali, "Contexte", " Oui.")
        rubric(zahra, "Contexte").locator(".champ.pris").wait_for()
        leave()
        free.wait_for(timeout=HELD * 1000 / 2)  # not for the time after which the silent are forgotten
    saved(root, " Oui. Oui.")


def test_going_back_is_asked_about_and_what_lacks_a_name_is_not_made(running, root, window):
    page, path = window(running, "fiche/four"), root / "sheets/four.md"
    before = path.read_text("utf-8")
    type_in(page, "Contexte", " Puis il plut.")
    saved(root, "Puis il plut.")
    after = path.read_text("utf-8")
    page.click("#onglet-history")
    for answer, then in (("Annuler", after), ("Revenir à cette version", before)):
        page.locator("#volet-history button:has-text('Revenir')").last.click()
        page.locator("dialog :text('ce que d')").wait_for()
        page.click(f"dialog button:has-text('{answer}')")
        until(lambda then=then: path.read_text("utf-8") == then)
    page.click("button:has-text('Toutes les fiches')")
    page.click("button:has-text('Nouveau livret')")
    page.click("dialog button:has-text('Créer')")
    assert page.locator("dialog input:invalid").count() == 1
    page.keyboard.press("Escape")
    page.click("button:has-text('Depuis un fichier Word')")
    page.click("dialog button:has-text('Créer')")
    assert page.locator("dialog input:invalid").count() == 1


def test_what_was_imported_without_a_place_goes_where_a_button_says_and_a_voice_has_its_name(running, root, window):
    waits = "<!-- à placer : deux mots\nIl pleuvait.\n\nUn four.\n-->"
    said = "> Nous lisons ensemble chaque soir dans la maison du douar.\n>\n> — Habitante du douar"
    write(root, {"four": text(territoire=said).replace("\n## ", f"\n{waits}\n\n## ", 1)})
    page = window(running, "fiche/four")
    first = page.locator(".passage").first
    first.locator("xpath=..").locator("select").select_option(label="Contexte")
    page.locator("button:has-text('Mettre là')").first.click()
    saved(root, "soir.\n\nIl pleuvait.\n\n## La parole")
    until(lambda: page.locator(".passage").count() == 1)
    page.click("button:has-text('Ne pas garder')")
    until(lambda: "à placer" not in (root / "sheets/four.md").read_text("utf-8"))
    write(root, {"four": (root / "sheets/four.md").read_text("utf-8").replace("\n## La", f"\n{waits}\n\n## La", 1)})
    page.reload()
    within = rubric(page, "Contexte").locator("li", has=page.locator(".passage"))
    within.first.locator("select").select_option(label="Porteur du projet")
    within.first.locator("button:has-text('Mettre là')").click()
    saved(root, "familles du douar.\n\nIl pleuvait.")
    until(lambda: within.count() == 1)
    within.locator("button:has-text('Ne pas garder')").click()
    until(lambda: "à placer" not in (root / "sheets/four.md").read_text("utf-8"))
    page.click("#onglet-voices")
    page.locator("#volet-voices button:has-text('Choisir')").first.click()
    page.get_by_label("Qui parle").fill("Zahra")
    page.keyboard.press("Tab")
    saved(root, "qui: Zahra")


def test_what_is_given_as_soon_as_a_tab_opens_stays_whatever_answers_come(running, root, window):
    """Answers of the server draw again what another has changed, and nothing that somebody is at."""
    page, path = window(running, "fiche/four"), root / "sheets/four.md"
    held, late = [], "**/api/fiches/four/relecture"

    def hold(route):
        held.append(route)

    page.route(late, lambda route: (page.wait_for_timeout(400), route.continue_()))
    page.click("#onglet-review")
    page.fill("#remarque", "À vérifier.")
    page.locator("#volet-review .problemes").wait_for(state="attached")
    page.wait_for_timeout(800)
    assert page.input_value("#remarque") == "À vérifier."
    page.unroute(late)
    page.click("#volet-review button:has-text('Ajouter')")
    page.locator("#volet-review .warning:has-text('À vérifier.')").wait_for()
    page.route("**/api/images?*", hold)
    page.click("#onglet-pictures")
    page.set_input_files("#depot", {"name": "a.png", "mimeType": "image/png", "buffer": photo(900, 700)})
    until(lambda: held or page.wait_for_timeout(50))
    path.write_text(path.read_text("utf-8").replace("titre: ", "titre_court: Livres\ntitre: "), "utf-8")
    page.click("#onglet-text")
    type_in(page, "Contexte", " Puis il plut.")  # the answer brings the title that another program has written
    page.click("#onglet-facts")
    until(lambda: page.get_by_label("Titre court").input_value() == "Livres" or page.wait_for_timeout(50))
    held.pop().continue_()
    saved(root, "- fichier: images/a.png")
    page.locator("button:has-text('Sur la carte')").first.click()
    page.fill("#lieu-cherche", "tiznit")
    page.keyboard.press("Enter")
    path.write_text(path.read_text("utf-8").replace("Livres", "Des livres"), "utf-8")
    page.evaluate("dispatchEvent(new Event('visibilitychange'))")
    page.click("dialog button:has-text('Choisir')")
    until(lambda: re.search(r"coordonnees: \[29\.\d+, -9\.\d+\]", path.read_text("utf-8")))


def test_another_model_has_other_facts_and_another_language_turns_all_round(running, root, window):
    page = window(running, "fiche/four")
    page.click("#onglet-facts")
    page.get_by_label("Langue", exact=True).select_option("ar")
    page.click("#onglet-text")
    page.locator(".cm-content[dir=rtl]").first.wait_for()
    until(lambda: page.frame_locator(".pages").locator("html").get_attribute("dir") == "rtl")
    page.click("#onglet-facts")
    page.get_by_label("Modèle de la fiche").select_option("osim")
    saved(root, "lieux:\n  - ville: Ouijjane\n")
    page.locator(".avertit:has-text('ces pages montrent le reste')").wait_for()
    page.frame_locator(".pages").locator(".feuille").first.wait_for()


def test_on_a_tablet_a_button_turns_from_the_text_to_its_pages(running, window):
    page = window(running, "fiche/four", viewport={"width": 820, "height": 1180})
    assert not page.locator("iframe.pages").is_visible()
    page.click("button:has-text('Voir les pages')")
    page.frame_locator(".pages").locator(".feuille").first.wait_for()
    page.click("button:has-text('Revenir au texte')")
    assert page.locator(".cm-content").first.is_visible() and not page.locator("iframe.pages").is_visible()


def test_a_line_that_begins_a_rubric_waits_for_a_word_and_what_is_split_is_put_back(running, root, window):
    path, page = root / "sheets/four.md", window(running, "fiche/four")
    before = path.read_text("utf-8")
    type_in(page, "Contexte", "\n\n## Puis il")
    page.wait_for_timeout(2000)
    page.keyboard.type(" plut\n\nBeaucoup.")
    held = rubric(page, "Contexte").locator("text=commence une autre rubrique")
    held.wait_for()
    page.wait_for_timeout(1500)
    assert path.read_text("utf-8") == before
    page.click("button:has-text('Garder ici')")
    saved(root, "\n\n### Puis il plut\n\nBeaucoup.")
    held.wait_for(state="hidden")
    type_in(page, "Contexte", "\n\n## Contexte\n\nEncore.")
    page.click("#onglet-problems")
    page.click("li:has-text('est déjà plus haut') button:has-text('Aller à « Contexte »')")
    rubric(page, "Contexte").locator(".cm-focused").wait_for()
    page.click("button:has-text('Séparer')")
    saved(root, "Beaucoup.\n\n## Contexte\n\nEncore.\n\n## La parole")
    page.click(".rubrique button:has-text('Choisir')")
    saved(root, "Beaucoup.\n\nEncore.\n\n## La parole")
    until(lambda: page.locator(".rubrique").count() == 3)
    assert "Encore." in rubric(page, "Contexte").inner_text()


def test_what_a_window_has_not_saved_outlives_another_and_its_own_end(running, root, window):
    page = window(running, "fiche/four")
    type_in(page, "Contexte", "\n\n## Gardé")
    rubric(page, "Contexte").locator("text=commence une autre rubrique").wait_for()
    other = page.context.new_page()
    other.goto(f"{running.address}#fiche/four")
    type_in(other, "La parole au territoire", " De l'autre.")
    saved(root, "De l'autre.")
    assert "Gardé" not in rubric(other, "Contexte").inner_text()
    page.close()
    other.reload()
    rubric(other, "Contexte").locator("text=Gardé").first.wait_for()
    rubric(other, "Contexte").locator("text=commence une autre rubrique").wait_for()


def test_what_waits_for_another_writer_holds_nothing_else_up(running, root, window):
    page = window(running, "fiche/four")
    type_in(page, "Contexte", " Du premier.")
    saved(root, "Du premier.")
    left = {"bodies": {"contexte": "D'une fenêtre partie."}, "values": {}, "at": 1}
    page.evaluate("left => localStorage.setItem('reste/four/partie', JSON.stringify(left))", left)
    other = page.context.new_page()
    other.goto(f"{running.address}#fiche/four")
    rubric(other, "Contexte").locator("text=D'une fenêtre partie.").first.wait_for()
    type_in(other, "La parole au territoire", " De l'autre.")
    saved(root, "De l'autre.")
    assert "partie" not in (root / "sheets/four.md").read_text("utf-8")


def test_every_mistake_that_a_program_can_mend_is_mended_by_its_button(running, root, window):
    path, wrong = root / "sheets/four.md", MENDED
    for right, typed, _ in MISTAKES.values():
        wrong = wrong.replace(right, typed, 1)
    path.write_text(wrong, "utf-8")
    page = window(running, "fiche/four")
    page.click("#onglet-problems")
    button = page.locator("#volet-problems button:has-text('Corriger')").first
    while path.read_text("utf-8") != MENDED:
        now = path.read_text("utf-8")
        button.click()
        until(lambda now=now: path.read_text("utf-8") != now)
        page.wait_for_timeout(1000)


def test_a_mistake_is_mended_by_its_button(running, root, window):
    path = root / "sheets/four.md"
    good = path.read_text("utf-8")
    path.write_text(good.replace("## Contexte", "## Contexe"), "utf-8")
    page = window(running, "fiche/four")
    page.locator("#onglet-problems .grave").wait_for()
    page.click("#onglet-problems")
    assert page.locator("#volet-problems li").first.get_attribute("class") == "error"
    page.wait_for_timeout(2000)  # what is sought of its provisional pages is found
    page.click("button:has-text('Corriger : Contexte')")
    until(lambda: path.read_text("utf-8") == good)
    page.click("#onglet-text")
    rubric(page, "Contexte").locator(".jauge:not([hidden])").wait_for()  # the room of the mended pages, unasked


def test_what_was_typed_while_the_studio_was_away_is_saved_when_it_is_back(running, root, window):
    page = window(running, "fiche/four")
    counted, words = rubric(page, "Contexte").locator(".compte"), re.compile(r"(\d+) mots")
    until(lambda: words.match(counted.inner_text()))
    typed = int(words.match(counted.inner_text())[1])
    running.process.send_signal(signal.SIGSTOP)
    type_in(page, "Contexte", " Sans courant.")
    page.wait_for_timeout(300)
    running.process.send_signal(signal.SIGCONT)
    running.stop(signal.SIGKILL)
    assert int(words.match(counted.inner_text())[1]) == typed + 2  # nobody is there who counts them
    before = (root / "sheets/four.md").read_bytes()
    assert b"Sans courant" in before or "Sans courant" in page.evaluate("JSON.stringify(localStorage)")
    again = Running(root, running.port)
    try:
        page.locator(".perdu").wait_for(state="detached")  # by itself: at the same address, for the same user
        saved(root, "Sans courant.")
        page.locator(".sauve:has-text('Enregistré')").wait_for()
        assert not page.locator("dialog").count()  # nobody is asked about their own words
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
    page.locator(".ordre button[aria-label^='Descendre']").first.click()
    saved(root, "[moulin, four]", "livret")


def test_a_window_that_was_frozen_and_counted_as_gone_loses_no_word_and_takes_none(running, root, window):
    page, other = window(running, "fiche/four"), window(running, "fiche/four")
    page.route("**/api/fiches/four", lambda route: route.abort())  # nothing comes from there: the window is asleep
    type_in(page, "Contexte", " Ali dit.")
    page.evaluate("fetch('/api/fiches/four/ecrire', {method: 'POST', headers: {'Content-Type': 'application/json'}, "
                  "body: JSON.stringify({window: Object.keys(localStorage).find((key) => key.startsWith('reste/four/'))"
                  ".split('/')[2]})})")  # fmt: skip
    rubric(other, "Contexte").locator(".champ:not(.pris)").wait_for()
    type_in(other, "Contexte", " Zahra dit.")
    saved(root, "soir. Zahra dit.")
    page.unroute("**/api/fiches/four")
    other.click("button:has-text('Toutes les fiches')")
    page.locator("dialog pre:has-text('Ali dit.')").wait_for()
    page.locator("dialog pre:has-text('Zahra dit.')").wait_for()
    page.locator("dialog button:has-text('Garder mon texte')").click()
    saved(root, "soir. Ali dit.")


def test_a_testimony_begins_by_a_button_and_marks_that_are_there_are_not_doubled(running, root, window):
    page = window(running, "fiche/four")
    page.click("button:has-text('Ajouter un témoignage')")
    page.keyboard.type("Le pain est bon.")
    saved(root, "> Le pain est bon.\n>\n> — Qui parle\n")
    type_in(page, "Contexte", "\n> Un mot.\n> Un autre.")
    saved(root, "\n> Un mot.\n> Un autre.\n")


def test_a_booklet_is_begun_and_its_title_and_texts_are_written(running, root, window):
    page = window(running)
    page.click("button:has-text('Nouveau livret')")
    page.fill("#titre", "Eau")
    page.keyboard.press("Enter")
    page.click("#onglet-facts")
    page.locator("#volet-facts label:has-text('Titre') ~ input").first.fill("Eau et terre : 2012")
    saved(root, 'titre: "Eau et terre : 2012"', "livret-eau")
    page.locator("h1:has-text('Eau et terre : 2012')").wait_for()
    page.click("#onglet-texts")
    type_in(page, "Note introductive", "Deux mots.")
    saved(root, "## Note introductive\n\nDeux mots.\n", "livret-eau")
    page.click("button:has-text('Ajouter un texte')")
    page.fill("#titre-texte", "Merci")
    page.keyboard.press("Enter")
    type_in(page, "Merci", "À tous.")
    saved(root, "Deux mots.\n\n## Merci\n\nÀ tous.\n", "livret-eau")
    page.locator("button[aria-label='Retirer : Note introductive']").click()
    page.locator("dialog button:has-text('Retirer')").click()
    until(lambda: "Note introductive" not in (root / "sheets/livret-eau.md").read_text("utf-8"))
    page.click("#onglet-history")
    page.locator("#volet-history strong:has-text('Merci')").first.wait_for()


WAYS = {  # of seeing it
    "by day": {"color_scheme": "light"},
    "by night": {"color_scheme": "dark"},
    "right to left": {"mirrored": True},
    "on a tablet": {"viewport": {"width": 820, "height": 1180}, "has_touch": True, "color_scheme": "dark"},
}


def see_pages(page, judge):
    """Where they are not beside the text, and back."""
    if page.locator(".etroit").is_visible():
        page.click(".etroit")
        judge("pages")
        page.click(".etroit")


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_no_state_of_the_window_breaks_a_rule_of_accessibility(running, root, window, way, axe):
    mistaken = text("titre: Un moulin\nperiode: 2012-2010", Contexte="## Contexe")
    write(root, {"moulin": mistaken, "sheets/images/a.png": photo(900, 700)})
    write(root, {"four": text(f"{FRONT}\nphotos:\n  - fichier: images/a.png")})
    how = dict(way)
    mirrored = how.pop("mirrored", False)
    page, found = window(running, judged=True, **how), {}

    def judge(name):
        if mirrored:
            page.evaluate("document.documentElement.dir = 'rtl'")
        page.evaluate(axe)
        found[name] = page.evaluate(RULES)

    judge("home")
    page.locator(".menu summary").first.click()
    judge("menu")
    for name, words in (("new", "Nouvelle fiche"), ("word", "Depuis un fichier Word")):
        page.click(f"button:has-text('{words}')")
        judge(name)
        page.keyboard.press("Escape")
    page.goto(f"{running.address}#fiche/four")
    page.wait_for_selector(".outils .marque", state="attached")
    see_pages(page, judge)
    for tab in TABS:
        page.click(f"#onglet-{tab}")
        page.locator(f"#volet-{tab} > *").first.wait_for()
        judge(tab)
    page.click("#onglet-facts")
    page.locator("button:has-text('Sur la carte')").first.click()
    page.locator("canvas.carte").wait_for()
    judge("map")
    page.keyboard.press("Escape")
    page.click("#onglet-text")
    page.evaluate(AWAY)
    judge("away")
    page.goto(f"{running.address}#fiche/moulin")
    page.locator("h1:has-text('Un moulin')").wait_for()
    page.click("#onglet-problems")
    page.locator("#volet-problems button:has-text('Corriger')").first.wait_for()
    judge("mistakes")
    page.click("#onglet-facts")
    page.locator("#volet-facts .beside:not([hidden])").first.wait_for()
    judge("mistakes in facts")
    page.goto(f"{running.address}#livret/livret")
    page.wait_for_selector(".ordre li")
    judge("booklet")
    for tab in ("facts", "texts", "history", "made"):
        page.click(f"#onglet-{tab}")
        judge(f"booklet, {tab}")
    page.goto(f"{running.address}#fiche/aucune")
    page.wait_for_selector(".attente.erreur")
    judge("no sheet")
    assert {name: each for name, each in found.items() if each} == {}


def test_from_a_word_file_to_what_a_printer_is_given(tmp_path, window):
    """As somebody does who knows no terminal: an empty folder, a file of Word, what the screen asks for."""
    (tmp_path / "c").mkdir()
    word = tmp_path / "Le four.docx"
    body = (
        para("Le four du douar", style="Titre"),
        h("Contexte"),
        para("Il pleuvait."),
        h("Résultats"),
        para("Oui."),
    )
    word.write_bytes(word_file(*body))
    running = Running(tmp_path / "c")
    try:
        page = window(running)
        page.click("button:has-text('Depuis un fichier Word')")
        page.set_input_files("#document", word)
        page.click("dialog button:has-text('Créer')")
        page.click("dialog button:has-text('Ouvrir la fiche')")
        page.click(".avertit button")  # no page yet: what is missing is told there
        page.locator("#volet-problems .error button:has-text('Aller')").first.click()
        page.get_by_label("Commune", exact=True).fill("Ouijjane")
        page.frame_locator(".pages").locator("text=Il pleuvait").first.wait_for()
        path = tmp_path / "c/sheets/le-four-du-douar.md"
        page.get_by_label("Date du projet", exact=True).fill("2010")
        page.get_by_label("à", exact=True).fill("2012")
        until(lambda: "periode: 2010-2012" in path.read_text("utf-8"))
        page.click("#onglet-made")
        page.click('#volet-made button:has-text("Fichiers pour l\'imprimeur")')
        page.locator(".produits a[href$='.pdf'][href*='impression']").first.wait_for(timeout=5 * PATIENT)
    finally:
        running.stop()


def test_a_place_is_shown_on_the_map_and_a_word_of_other_sheets_is_taken(running, root, window):
    path = (
        write(root, {"moulin": text("titre: Un moulin\nterritoire: {commune: Ouijjane}\nmots_cles: [eau, pain]")})
        / "sheets/four.md"
    )
    page = window(running, "fiche/four")
    page.click("#onglet-facts")
    page.locator("button:has-text('Sur la carte')").first.click()
    page.fill("#lieu-cherche", "Nulle part")
    page.keyboard.press("Enter")
    page.locator("dialog :text('Aucun lieu de la carte')").wait_for()
    page.fill("#lieu-cherche", "tiznit")
    page.keyboard.press("Enter")
    page.locator("canvas.carte").focus()
    page.keyboard.press("ArrowUp")
    page.click("dialog button:has-text('Choisir')")
    until(lambda: re.search(r"coordonnees: \[29\.\d+, -9\.\d+\]", path.read_text("utf-8")))
    page.click("button[aria-label='Ajouter : eau']")
    until(lambda: "- eau\n" in path.read_text("utf-8"))


def test_what_a_place_cuts_of_a_photo_is_seen_and_the_subject_dragged(running, root, window):
    write(
        root,
        {
            "sheets/images/a.png": photo(2400, 800),
            "four": text(f"{FRONT}\nphotos:\n  - fichier: images/a.png\n    alt: Un four"),
        },
    )
    page = window(running, "fiche/four")
    shown = page.frame_locator("iframe.pages").locator(".photo img").first
    until(lambda: shown.evaluate(IS_SEEN))  # on the paper of its page, which is white here, not under it
    page.click("#onglet-pictures")
    seen, frame = page.locator(".fenetre"), page.locator(".cadre-photo")
    seen.wait_for()
    before, box = seen.get_attribute("style"), frame.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 2, box["y"] + box["height"] / 2, steps=4)
    page.mouse.up()
    until(lambda: seen.get_attribute("style") != before)
    until(lambda: re.search(r"cadrage: \[9\d, 50\]", (root / "sheets/four.md").read_text("utf-8")))


def test_photos_change_places_and_one_that_is_too_heavy_is_told_and_keeps_no_other_away(running, root, window):
    page = window(running, "fiche/four")
    page.click("#onglet-pictures")
    small = [
        {"name": f"{name}.png", "mimeType": "image/png", "buffer": photo(900, 700 + at)} for at, name in enumerate("ab")
    ]
    page.set_input_files("#depot", small)
    saved(root, "- fichier: images/a.png\n  - fichier: images/b.png")
    page.locator(".places strong:has-text('Page')").first.wait_for()
    page.locator("#volet-pictures button:has-text('Plus tard')").first.click()
    saved(root, "- fichier: images/b.png\n  - fichier: images/a.png")
    heavy = root / "lourde.jpg"
    with heavy.open("wb") as file:
        file.truncate(MOST_UPLOAD + 1)
    (root / "c.png").write_bytes(photo(900, 705))
    page.set_input_files("#depot", [heavy, root / "c.png"])
    page.locator("dialog :text('lourde.jpg : Ce fichier pèse 81 Mo, et 80 Mo au plus')").wait_for()
    page.click("dialog button")
    saved(root, "- fichier: images/c.png")


def test_a_run_tells_what_is_left_to_look_at_in_words_that_lead_to_the_sheet(running, window):
    page = window(running)
    page.click("button:has-text('Faire les PDF')")
    page.locator(".etat-travail.erreur").wait_for(timeout=5 * PATIENT)  # of the mill, which is nowhere
    beside = page.locator(".travaux section:has(a[href='#fiche/moulin'])")
    beside.locator("text=À reprendre").wait_for()
    assert "sheets/" not in page.locator(".travaux").inner_text()
    beside.locator("a").click()
    page.wait_for_selector(".rubrique")


def test_the_language_of_the_window_is_changed_in_the_window_and_loses_no_word(running, root, window):
    page = window(running, "fiche/four")
    type_in(page, "Contexte", " Puis il plut.")
    page.select_option("#langue", "en")
    page.locator("#onglet-facts:has-text('Facts')").wait_for()
    saved(root, "Puis il plut.")
    assert page.evaluate("document.documentElement.lang") == "en"


def test_a_sheet_in_arabic_is_written_and_seen_from_right_to_left(running, root, window):
    write(root, {"four": text(f"{FRONT}\nlangue: ar")})
    page = window(running, "fiche/four")
    assert page.locator(".cm-content").first.get_attribute("dir") == "rtl"
    sheet = page.frame_locator(".pages").locator(".feuille").first
    sheet.wait_for()
    assert sheet.evaluate("one => getComputedStyle(one).direction") == "rtl"


def test_a_hundred_sheets_open_with_all_their_names(root, window):
    write(root, {f"fiche-{n}": text(f"titre: Fiche {n}") for n in range(100)})
    running = Running(root)
    try:
        assert window(running).locator(".fiches li").count() == 102
    finally:
        running.stop()

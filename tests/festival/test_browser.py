"""The kit in a real browser, from `file://`: phone and desktop, day and night, without scripts, by keyboard."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from support import kit_reader
from support.sources import write

pytestmark = [pytest.mark.slow, pytest.mark.command, pytest.mark.xdist_group("browser")]  # one process: one browser
ROOT = Path(__file__).resolve().parents[2]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 860}
SLOW_4G = {"offline": False, "latency": 562.5, "downloadThroughput": 180_000, "uploadThroughput": 84_375}  # of Chrome
HEAVIEST = 150_000  # bytes of the first page, as most servers send it


@pytest.fixture(scope="module")
def browser():
    """Debian's own, without a window."""
    playwright = pytest.importorskip("playwright.sync_api", reason="pip install playwright")
    program = shutil.which("chromium")
    if not program:
        pytest.skip("no chromium here: apt-get install chromium")
    with playwright.sync_playwright() as play:
        found = play.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture(scope="module")
def kit(program, tmp_path_factory) -> Path:
    """The kit of sheets/."""
    out = tmp_path_factory.mktemp("kit")
    subprocess.run([program, "kit", "-C", ROOT, "-o", out], check=True, capture_output=True)
    return out / "kit"


@pytest.fixture(scope="module")
def arabic(tmp_path_factory) -> Path:
    """The kit of the small collection, one of whose sheets is in Arabic."""
    return kit_reader.make(kit_reader.collection(tmp_path_factory.mktemp("arabe"))).folder


class Visit:
    """One page open in a browser, and everything that went wrong in it."""

    def __init__(self, browser, folder: Path, name: str, **how: object) -> None:
        self.faults: list[str] = []
        self._folder = folder
        self.context = browser.new_context(**{"viewport": PHONE, **how})
        self.page = self.context.new_page()
        self.page.on("console", lambda said: self.faults.append(f"{said.type}: {said.text}"))
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("requestfailed", self._failed)
        self.page.on("request", self._asked)
        self.page.goto((folder / name).as_uri())

    def __enter__(self):
        return self.page

    def __exit__(self, *_):
        self.context.close()
        assert self.faults == []

    def _failed(self, asked) -> None:
        if asked.failure != "net::ERR_ABORTED":  # the reader went on before a picture was there
            self.faults.append(f"failed: {asked.url}")

    def _asked(self, asked) -> None:
        if not asked.url.startswith((self._folder.as_uri() + "/", "data:")):
            self.faults.append(f"left the folder: {asked.url}")


def names(folder: Path) -> list[str]:
    return [name for name in kit_reader.files(folder) if name.endswith(".html") and not name.startswith("f/")]


def seen(page) -> None:
    """Scrolls through the page, so that every lazy picture is fetched."""
    page.evaluate("for (const one of document.images) one.loading = 'eager'")
    page.wait_for_function("[...document.images].every(one => one.complete)")


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desktop"])
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_pages_open_whole_and_ask_nothing_of_anybody(browser, kit, arabic, size, scripts):
    for folder in (kit, arabic):
        for name in names(folder):
            with Visit(browser, folder, name, viewport=size, java_script_enabled=scripts) as page:
                if scripts:
                    seen(page)
                    assert page.evaluate("[...document.images].every(one => one.naturalWidth > 0)"), name
                    assert page.evaluate("document.fonts.ready.then(() => document.fonts.check('16px Vollkorn'))")
                else:
                    assert not page.locator("form").is_visible() if name == "index.html" else True


def test_no_page_scrolls_sideways_on_a_phone(browser, kit, arabic):
    for folder in (kit, arabic):
        for name in names(folder):
            with Visit(browser, folder, name, is_mobile=True, has_touch=True) as page:
                wide = page.evaluate("""() => [...document.querySelectorAll("body *")].filter(one =>
                    one.checkVisibility() && !one.closest("svg, .cache") && one.clientWidth
                    && one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display != "inline"
                    && getComputedStyle(one).overflowX == "visible").map(one => one.outerHTML.slice(0, 80))""")
                assert (page.evaluate("document.documentElement.scrollWidth"), wide) == (360, []), name
                small = page.evaluate("""() => [...document.querySelectorAll("main p, main li, main dd, main summary")]
                    .filter(one => parseFloat(getComputedStyle(one).fontSize) < 14).map(one => one.textContent)""")
                assert small == [], name


def test_every_link_of_the_first_page_can_be_followed(browser, kit):
    page = kit_reader.Html(kit / "index.html")
    for url in dict.fromkeys(url for url in page.links if url.endswith(".html")):
        with Visit(browser, kit, "index.html") as opened:
            opened.locator(f'main a[href="{url}"], nav a[href="{url}"]').first.click()
            opened.wait_for_url(f"**/{url}")
            assert opened.locator("h1").inner_text()


@pytest.mark.parametrize("number", [1, 10])
def test_a_short_address_leads_to_its_sheet(browser, kit, number):
    with Visit(browser, kit, f"f/{number}/index.html") as page:
        page.wait_for_url("**/fiches/*.html")
        assert f"{number}" in page.locator(".genre .numero").inner_text()


def test_the_list_is_filtered_by_words_theme_and_place(browser, kit):
    with Visit(browser, kit, "index.html") as page:
        shown = page.locator(".cartes > .fiche:visible")
        assert shown.count() == 10
        page.get_by_label("Chercher une fiche").fill("ASSAINIS")
        assert (shown.count(), page.locator(".trouvees").inner_text()) == (1, "1 fiche trouvée")
        page.get_by_role("button", name="Tout montrer").click()
        page.wait_for_function("document.querySelectorAll('.cartes > .fiche:not([hidden])').length == 10")
        page.get_by_label("Thème", exact=True).select_option("eau")
        assert 1 <= shown.count() < 10
        page.get_by_label("Lieu", exact=True).select_option("Montpellier")
        assert shown.count() == 1


def test_the_keyboard_is_enough(browser, kit):
    with Visit(browser, kit, "index.html", viewport=DESK) as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Aller au contenu"
        assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
        reached = set()
        for _ in range(90):
            page.keyboard.press("Tab")
            reached.add(page.evaluate("document.activeElement.getAttribute('href') || document.activeElement.id"))
            ring = page.evaluate("""() => { const one = document.activeElement, style = getComputedStyle(one);
                const inner = one.querySelector?.(".anneau");
                return one == document.body || style.outlineStyle != "none"
                    || (inner && getComputedStyle(inner).stroke != "none"); }""")
            assert ring, page.evaluate("document.activeElement.outerHTML.slice(0, 120)")
        wanted = {url for url in kit_reader.Html(kit / "index.html").links if url.startswith(("fiches/", "pdf/"))}
        assert wanted <= reached
        page.locator("summary").first.focus()
        page.keyboard.press("Enter")
        assert page.get_by_role("link", name="WhatsApp").first.is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desktop"])
def test_axe_finds_nothing(browser, axe, kit, arabic, scheme, size):
    few = ["index.html", "livret.html", "fiches/jeunesse-developpement.html", "fiches/backup-rural.html"]
    for folder, wanted in ((kit, few), (arabic, ["index.html", "fiches/b.html", "fiches/a.html"])):
        for name in wanted:
            with Visit(browser, folder, name, color_scheme=scheme, viewport=size) as page:
                seen(page)
                page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
                page.evaluate(axe)
                found = page.evaluate("rules => axe.run({runOnly: rules})", RULES)
                said = [(one["id"], [node["html"][:120] for node in one["nodes"]][:3]) for one in found["violations"]]
                assert said == [], (name, scheme)


@pytest.mark.parametrize("theme", ["atlas"])
def test_another_theme_can_be_read_too(browser, axe, tmp_path, theme):
    root = kit_reader.collection(tmp_path)
    (root / "styles/fonts.css").unlink()
    write(root, {"collection": f"{kit_reader.COLLECTION['collection']}theme: {theme}\n"})
    folder = kit_reader.make(root).folder
    for scheme in ("light", "dark"):
        for name in ("index.html", "fiches/a.html"):
            with Visit(browser, folder, name, color_scheme=scheme) as page:
                page.evaluate(axe)
                assert page.evaluate("rules => axe.run({runOnly: rules})", RULES)["violations"] == [], (name, scheme)


def test_the_first_page_is_light_and_soon_readable(browser, served, record_property, capsys):
    """Its weight is held; its time on Chrome's « Slow 4G » is told, not held: it depends on the machine."""
    context = browser.new_context(viewport=PHONE, is_mobile=True)
    page = context.new_page()
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", SLOW_4G)
    weights: dict[str, float] = {}
    urls: dict[str, str] = {}
    line.on("Network.responseReceived", lambda said: urls.update({said["requestId"]: said["response"]["url"]}))
    line.on("Network.loadingFinished", lambda said: weights.update({said["requestId"]: said["encodedDataLength"]}))
    page.goto(served, wait_until="load")
    page.wait_for_timeout(1500)
    heavy = {urls[id_].rpartition("/")[2] or "index.html": round(size) for id_, size in weights.items()}
    first = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    weight = sum(size for name, size in heavy.items() if not name.endswith("-page.webp"))  # these are lazy
    record_property("first paint (ms)", first)
    with capsys.disabled():
        print(f"\nfirst page on Slow 4G: readable after {first:.0f} ms; {weight} bytes")  # noqa: T201
    assert weight <= HEAVIEST
    context.close()


@pytest.fixture
def served(kit):
    """The kit as a web server gives it, texts compressed as nearly all do."""
    import gzip
    import http.server
    import threading

    class Handler(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *rest):
            super().__init__(*rest, directory=str(kit))

        def do_GET(self):
            path = Path(self.translate_path(self.path))
            path = path / "index.html" if path.is_dir() else path
            data, text = path.read_bytes(), path.suffix in (".html", ".svg", ".js")
            data = gzip.compress(data) if text else data
            self.send_response(200)
            self.send_header("Content-Type", self.guess_type(str(path)))
            if text:
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()

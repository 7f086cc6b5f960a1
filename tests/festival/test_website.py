"""The festival kit: its pages, links, pictures and fonts; the same bytes each time; nothing stale, nothing foreign."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
import shutil
import zipfile
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import unquote, urlsplit

import pytest
from PIL import Image

from fiches.cli.main import run
from fiches.config.project import open_project
from fiches.core.problems import has_errors
from fiches.festival.posters import POSTERS
from fiches.festival.website import look as looks
from fiches.festival.website import site
from fiches.festival.website.context import SheetEntry
from fiches.festival.website.images import LIGHT
from fiches.graphics import ornaments
from fiches.storage.artifacts import ArtifactSet, Pace
from fiches.typography import font_subsets
from fiches.typography.pull_quotes import PullQuote
from support import kit_reader
from support.repository import ROOT
from support.sources import RUBRICS, text, write

pytestmark = pytest.mark.usefixtures("fonts_cut_once")
INSIDE = re.compile(r"url\(([^)]+)\)")
OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """The collection and its kit, made once; not to be touched."""
    made = kit_reader.collection(tmp_path_factory.mktemp("kit") / "collection")
    assert not has_errors(kit_reader.make(made).problems)
    return made


@pytest.fixture(scope="module")
def pages(root):
    """Every page of the kit by its name there."""
    folder = root / "build/kit"
    return {path.relative_to(folder).as_posix(): kit_reader.Html(path) for path in sorted(folder.rglob("*.html"))}


@pytest.fixture
def here(root, tmp_path):
    """A copy of it."""
    return shutil.copytree(root, tmp_path / "collection")


def test_every_page_is_there(pages):
    assert sorted(pages) == [
        "f/1/index.html", "f/2/index.html", "f/3/index.html",
        "fiches/a.html", "fiches/b.html", "fiches/c.html", "index.html", "livret.html",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("own", "asked", "told"), [("fr", "en", "en"), ("en", "fr", "fr"), ("ar", "fr", "ar"), ("zgh", "en", "en")]
)
def test_a_kit_is_explained_in_the_language_of_the_interface_or_in_one_that_it_lacks(own, asked, told):
    assert site.readme_language(own, asked) == told and (ROOT / "templates/kit" / site.READMES[told]).is_file()


@pytest.mark.slow
def test_the_readme_is_in_the_language_of_the_interface(root, here, capsys):
    french = (root / "build/kit/LISEZMOI.txt").read_bytes().decode("utf-8-sig")
    assert "POUR LIRE\r\n" in french and not (root / "build/kit/README.txt").exists()
    assert run(["kit", "-C", str(here), "--langue", "en"]) == 0
    english = (here / "build/kit/README.txt").read_bytes().decode("utf-8-sig")
    assert "TO READ\r\n" in english and not (here / "build/kit/LISEZMOI.txt").exists()
    assert len(english.splitlines()) == len(french.splitlines())
    assert not re.search(r"[\d\xa0]\s?[kM]o\b", english) and re.search(r"[\d\xa0]\s?[kM]B\b", english)
    assert re.search(
        r": the same folder as a single file\n\d+ files new or made again, \d+ up to date, 1 removed; ",
        capsys.readouterr().out,
    )


def test_every_link_leads_somewhere_in_the_kit(root, pages):
    folder = (root / "build/kit").resolve()
    for name, page in pages.items():
        for url in [*page.links, *page.asked, *INSIDE.findall(page.path.read_text("utf-8").split("</style>")[0])]:
            if OUTSIDE.match(url):
                continue
            found = kit_reader.target(page.path, url)
            assert found.is_file() and found.is_relative_to(folder), f"{name}: {url}"
            assert not url.endswith("/"), f"{name}: {url} is a folder, which no stick opens"
            place = urlsplit(url).fragment
            assert not place or place in kit_reader.Html(found).ids, f"{name}: {url}"


def test_nothing_is_asked_of_another_site(pages):
    for name, page in pages.items():
        source = page.path.read_text("utf-8")
        outside = [url for url in [*page.asked, *INSIDE.findall(source)] if OUTSIDE.match(url)]
        assert outside == [], name
        assert "@import" not in source
        assert {urlsplit(url).scheme for url in page.links if OUTSIDE.match(url)} <= {"https", "mailto"}


def test_nothing_runs_that_is_not_a_file_of_the_kit(pages):
    """What a browser is told of each page fits the page: its own style, no script or event written in it."""
    for name, page in pages.items():
        source = page.path.read_text("utf-8")
        assert source.index('http-equiv="Content-Security-Policy"') < source.index("<title>"), name
        told = re.search(r'Policy" content="([^"]*)"', source)[1]
        for style in re.findall(r"<style>(.*?)</style>", source, re.DOTALL):
            assert f"'sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}'" in told, name
        for one in page.elements:
            assert not [each for each in one.attributes if each == "style" or each.startswith("on")], (name, one.tag)
        scripts = page.all("script")
        assert all(one.get("src") or one.get("type") == "application/ld+json" for one in scripts), name
    assert "SECRET" not in (pages["index.html"].path.parent / "style/site.js").read_text(), (
        "a collection brings no code"
    )


def test_drawings_are_clean(root):
    drawings = [path.read_text() for path in (root / "build/kit/images").glob("*.svg")]
    assert drawings and not any("SECRET" in one for one in drawings)
    assert all('<path d="M0 0h9v6z"/>' in one for one in drawings)


def test_pages_are_built_as_readers_of_screens_need_them(pages):
    for name, page in pages.items():
        assert [one.tag for one in page.all("h1")] == ["h1"], name
        levels = [int(one.tag[1]) for one in page.all("h1", "h2", "h3", "h4")]
        assert all(after - before <= 1 for before, after in pairwise(levels)), (name, levels)
        assert len(page.ids) == len(set(page.ids)), name
        for one in page.elements:
            for wanted in (one.get("aria-labelledby"), one.get("for")):
                assert not wanted or wanted in page.ids, (name, wanted)
        assert all("alt" in one.attributes for one in page.all("img")), name
        assert all(one.get("width") or one.get("src").endswith(".svg") for one in page.all("img"))
        assert page.all("main") and page.all("title")[0].text
        assert all(one.text or one.get("aria-label") for one in page.all("a")), name
    titles = [page.all("title")[0].text for name, page in pages.items() if not name.startswith("f/")]
    assert len(titles) == len(set(titles))


def test_a_page_says_all_that_its_sheet_says(pages):
    page = pages["fiches/a.html"]
    article = page.all("article")[0].text
    assert page.all("h1")[0].text == "Une bibliothèque & « son » douar <b>"
    assert "«\u202fson\u202f»" in page.path.read_text("utf-8")
    assert [one.text for one in page.all("h2")] == list(RUBRICS)
    for words in (
        "Elle réunit les familles du douar.",
        "Les enfants lisaient dehors",
        "Nous lisons ensemble.",
        "Habitante du douar",
        "La salle",
        "© Nous",
        "Ouijjane",
        "Montpellier",
        "Prov. Tiznit",
    ):
        assert words in article
    assert {one.get("alt") for one in page.all("img")} == {"Une salle", "Un dessin"}
    assert [one.text for one in page.all("title") if one.parents[-1].tag == "svg"]


def test_a_table_scrolls_by_itself_where_a_screen_is_narrower(pages):
    [table] = pages["fiches/c.html"].all("table")
    assert (table.parents[-1].get("class"), table.parents[-1].get("tabindex")) == ("tableau", "0")


def test_the_first_page_has_a_card_and_a_place_on_the_map_for_each_sheet(pages):
    page = pages["index.html"]
    cards = [one for one in page.all("li") if one.get("class") == "fiche"]
    assert [one.get("lang") for one in cards] == ["fr", "fr", "ar"]  # in the order of the booklet, then by name
    drawn = {one.get("href") for one in page.all("a") if any(parent.tag == "svg" for parent in one.parents)}
    assert drawn == {"fiches/a.html", "fiches/b.html", "fiches/c.html"}
    assert [one.get("hidden") for one in page.all("form")] == [""] and "hidden" in page.all("form")[0].attributes


def test_an_arabic_sheet_runs_from_right_to_left(pages):
    page = pages["fiches/b.html"]
    assert (page.all("html")[0].get("lang"), page.all("html")[0].get("dir")) == ("ar", "rtl")
    foot = page.all("footer")[-1]
    assert (foot.get("lang"), foot.get("dir")) == ("fr", "ltr")
    card = next(one for one in pages["index.html"].all("li") if one.get("lang") == "ar")
    assert card.get("dir") == "rtl"


def test_short_addresses_send_on(root, pages):
    for number, slug in enumerate("cab", start=1):
        page = pages[f"f/{number}/index.html"]
        refresh = next(one.get("content") for one in page.all("meta") if one.get("http-equiv") == "refresh")
        wait, _, url = refresh.partition("; url=")
        assert wait == "0"
        assert kit_reader.target(page.path, url) == (root / f"build/kit/fiches/{slug}.html").resolve()


def test_sharing_says_the_title_and_the_public_address(here):
    write(here, {"collection": f"{kit_reader.COLLECTION['collection']}adresse: fiches.example.org/2026\n"})
    kit_reader.make(here)
    page = kit_reader.Html(here / "build/kit/fiches/a.html")
    said = {one.get("property"): one.get("content") for one in page.all("meta") if one.get("property")}
    assert said["og:url"] == "https://fiches.example.org/2026/fiches/a.html"
    assert said["og:image"] == "https://fiches.example.org/2026/images/a-statut.jpg"
    whatsapp, mail = (next(url for url in page.links if url.startswith(start)) for start in ("https://wa.me", "mailto"))
    assert unquote(whatsapp).endswith("\nhttps://fiches.example.org/2026/f/2")
    assert "https://fiches.example.org/2026/f/2" in unquote(mail)
    data = json.loads(next(one.text for one in page.all("script") if one.get("type") == "application/ld+json"))
    assert data["url"] == said["og:url"] and data["headline"].startswith("Une bibliothèque & «")


def test_without_an_address_pages_name_their_pictures_from_where_they_are(pages):
    page = pages["fiches/a.html"]
    said = {one.get("property"): one.get("content") for one in page.all("meta") if one.get("property")}
    assert said["og:image"] == "../images/a-statut.jpg" and "og:url" not in said
    source = page.path.read_text("utf-8")
    data = json.loads(next(one.text for one in page.all("script")))
    assert "url" not in data and data["image"] == "../images/a-statut.jpg"
    assert "<b>" not in re.findall("<script.*?</script>", source, re.DOTALL)[0]


def test_pictures_are_light_upright_and_bare(root):
    folder = root / "build/kit/images"
    assert b"APPAREIL-SECRET" in (root / "sheets/images/photo.jpg").read_bytes()
    for path in folder.iterdir():
        assert b"APPAREIL-SECRET" not in path.read_bytes()
        if path.suffix != ".svg":
            with Image.open(path) as image:
                assert not image.getexif()
    with Image.open(folder / "a-1-480.webp") as image:
        assert image.size == (480, 379)  # it lay on its side
    with Image.open(folder / "a-statut.jpg") as image:
        assert image.width == 1080
    assert all(path.stat().st_size <= LIGHT for path in folder.glob("*-page.webp"))


def test_fonts_have_every_letter_that_pages_show(root, pages):
    from fontTools.ttLib import TTFont

    has = set()
    for path in (root / "build/kit/style/polices").glob("*.woff2"):
        with TTFont(path) as font:
            has |= {chr(code) for code in font.getBestCmap()}
    said = set("".join(page.all("body")[0].text for page in pages.values()))
    assert said - has == set()
    assert (root / "build/kit/style/polices/OFL-vollkorn.txt").is_file()


def test_sums_and_archive_hold_the_whole_folder(root):
    folder = root / "build/kit"
    found = kit_reader.files(folder)
    lines = found.pop("SHA256SUMS").decode().splitlines()
    assert dict(reversed(line.split("  ")) for line in lines) == {
        name: hashlib.sha256(data).hexdigest() for name, data in found.items()
    }
    with zipfile.ZipFile(root / "build/kit.zip") as archive:
        inside = {entry.filename: archive.read(entry) for entry in archive.infolist()}
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert inside == {f"kit/{name}": data for name, data in kit_reader.files(folder).items()}


def test_the_pocket_edition_is_the_booklet_on_half_as_many_sheets(root):
    pikepdf = pytest.importorskip("pikepdf")
    data = (root / "build/kit/pdf/livret-poche-a5.pdf").read_bytes()
    with pikepdf.open(io.BytesIO(data)) as pocket, pikepdf.open(root / "build/livret.pdf") as book:
        assert len(pocket.pages) == -(-len(book.pages) // 4) * 2
        assert pocket.Root.ViewerPreferences.Duplex == "/DuplexFlipShortEdge"


def test_each_work_is_an_epub_with_all_that_it_shows(root, pages):
    """Its words, its pictures described, its printed pages where they begin; the pages of the kit lead to it."""
    folder = root / "build/kit/epub"
    assert sorted(path.name for path in folder.iterdir()) == ["a.epub", "b.epub", "c.epub", "livret.epub"]
    assert "../epub/a.epub" in pages["fiches/a.html"].links and "epub/livret.epub" in pages["index.html"].links
    with zipfile.ZipFile(folder / "livret.epub") as book:
        names = [name for name in book.namelist() if name.endswith(".xhtml")]
        texts = {name: book.read(name).decode() for name in names}
        shown = {one for text_ in texts.values() for one in re.findall(r'src="([^"]*)"', text_)}
        assert shown <= {*book.namelist()} and shown >= {
            "images/a-1-960.jpg",
            "images/a-2.svg",
            "images/livret-statut.jpg",
        }
    works = ["fiche-c.xhtml", "fiche-a.xhtml"]
    assert names == ["navigation.xhtml", "couverture.xhtml", "texte-1.xhtml", *works, "mentions.xhtml"]
    words = texts["fiche-a.xhtml"]
    assert 'alt="Une salle"' in words and "Elle réunit les familles du douar." in words
    marks = [int(one) for name in works for one in re.findall(r'doc-pagebreak" id="page-(\d+)"', texts[name])]
    assert len(marks) > 2 and sorted(marks) == marks
    with zipfile.ZipFile(folder / "b.epub") as arabic:
        assert 'page-progression-direction="rtl"' in arabic.read("livre.opf").decode()


def test_a_second_run_makes_nothing(here):
    again = kit_reader.make(here)
    assert (again.brought.made, again.brought.removed) == ((), ())


def test_a_change_makes_what_shows_it_and_leaves_what_another_folder_gets(here, tmp_path):
    kept = here / "build/kit/mon-fichier.txt"
    kept.write_text("à moi")
    (here / "sheets/c.md").rename(here / "sheets/d.md")
    write(
        here,
        {"livret": kit_reader.BOOK.replace("c, a", "d, a"), "a": text(kit_reader.FRONT, Contexte="D'autres mots.")},
    )
    made = kit_reader.make(here).brought
    assert {Path(path).name for path in made.removed} == {"c.html", "c.pdf", "c.epub", "c-page.webp", "c-statut.jpg"}
    assert (
        "kit/images/a-1-480.webp" not in made.made
        and "kit/fiches/a.html" in made.made
        and "kit/pdf/b.pdf" not in made.made
    )
    assert kept.read_text() == "à moi"
    kept.unlink()
    clean = kit_reader.make(here, tmp_path / "ailleurs", jobs=2)
    assert kit_reader.files(here / "build/kit") == kit_reader.files(clean.folder)
    assert (here / "build/kit.zip").read_bytes() == (tmp_path / "ailleurs/kit.zip").read_bytes()


@pytest.mark.slow
def test_what_a_killed_run_left_is_known_as_ours(here):
    (here / "build/.fiches" / "manifest" / "kit.json").unlink()  # it had no time to enter what it wrote
    (here / "sheets/c.md").unlink()
    write(here, {"livret": kit_reader.BOOK.replace("c, a", "a")})
    (here / "build/kit/fiches/.fiches-abc.tmp").write_text("half")
    kit_reader.make(here)
    assert not [name for name in kit_reader.files(here / "build/kit") if re.search(r"/c[-.]|tmp", name)]


def test_a_faulty_sheet_stays_out_and_the_others_keep_their_numbers(here):
    write(here, {"c": "---\ntitre:\n---\n"})
    made = kit_reader.make(here)
    assert (made.sheets, made.booklets) == (2, 0)
    assert "champ-obligatoire" in {problem.code for problem in made.problems}
    names = kit_reader.files(here / "build/kit")
    assert "f/2/index.html" in names and "f/1/index.html" not in names and "fiches/c.html" not in names


def test_a_faulty_layout_leaves_the_last_kit_as_it_was(here):
    before = kit_reader.files(here / "build/kit")
    write(here, {"templates/kit/fiche.html": "{{ page.nothing }}"})
    made = kit_reader.make(here)
    assert made.brought is None and "gabarit" in {problem.code for problem in made.problems}
    assert kit_reader.files(here / "build/kit") == before


def test_a_style_sheet_that_names_no_ornament_is_a_problem(here):
    write(here, {"styles/kit/site.css": "p { background: url(/ornements/nuage/nuit.svg) }"})
    told = [str(problem.message) for problem in kit_reader.make(here).problems if problem.code == "gabarit"]
    assert told == ["aucun ornement n'est à l'adresse « /ornements/nuage/nuit.svg »"]


def test_posters_that_are_there_go_along(here):
    with ArtifactSet(here / "build", POSTERS, Pace()) as hung:
        hung.put("affiches/affiche-collection.pdf", b"%PDF-affiche")
        hung.remember()
    write(here, {"build/affiches/secret.pdf": b"%PDF-secret"})  # nobody has made it here
    kit_reader.make(here)
    assert not (here / "build/kit/affiches/secret.pdf").exists()
    assert (here / "build/kit/affiches/affiche-collection.pdf").read_bytes() == b"%PDF-affiche"
    assert "affiches/affiche-collection.pdf" in kit_reader.Html(here / "build/kit/index.html").links


@pytest.mark.parametrize("theme", ["", "theme: atlas\n"])
def test_every_theme_has_a_look_for_the_screen(tmp_path, theme):
    project, problems = open_project(write(tmp_path, {"collection": f"langue: fr\n{theme}"}))
    art, more = ornaments.load(project)
    look, faults = looks.load(project, art, "Abc é « » 2")
    assert not [*problems, *more, *faults]
    assert "var(--nuit)" in look.css and "/ornements/" not in look.css
    assert {face.weight for face in look.faces} <= {"400", "500", "700", "800"}
    assert look.text("../").count("url(../style/polices/") == len(look.faces)


def test_a_fallback_draws_only_what_others_lack(tmp_path):
    project, _ = open_project(write(tmp_path, {"collection": "langue: fr\n"}))
    css = (project.styles[-1] / "fonts.css").read_text("utf-8")
    chosen = font_subsets.needed(css, font_subsets.faces(css, project.styles), "abc ɣ سوس 2")
    said = {face.family: characters for face, characters in chosen.items()}
    assert said["Noto Serif"] == "ɣ"
    assert said["Amiri"] == " 2سو" and "ɣ" not in said["Vollkorn"]
    assert "Noto Sans Tifinagh" not in said
    assert 'font-family:"Noto Serif"' in font_subsets.declared(
        css, chosen, ""
    ) and "unicode-range:U+263}" in font_subsets.declared(css, chosen, "")


def test_the_command_says_where_the_kit_is_and_clean_takes_it_away(here, capsys, monkeypatch):
    monkeypatch.chdir(here)
    assert run(["kit"]) == 0
    said = capsys.readouterr().out
    assert "build/kit/index.html : 3 fiches, 1 livret" in said and "build/kit.zip" in said
    assert run(["clean"]) == 0
    assert not (here / "build/kit").exists() and not (here / "build/kit.zip").exists()


@pytest.mark.parametrize(
    ("homes", "placed"),
    [
        (("a", "h"), {"d": 0}),  # the second would stand just above its own words
        (("d", "a"), {"d": 1, "g": 0}),
        (("e", "h", "g"), {"d": 1, "g": 0}),
        (("h", "g"), {"d": 0}),
        ((), {}),
    ],
)
def test_a_quotation_stands_beside_no_rubric_that_holds_its_words(homes, placed):
    chosen = [PullQuote(f"Phrase {index}.", rubric=home, is_chosen=True) for index, home in enumerate(homes)]
    rubrics = [SimpleNamespace(spec=SimpleNamespace(id=id_)) for id_ in "abcdefgh"]
    entry = SimpleNamespace(page=SimpleNamespace(rubrics=rubrics, chosen_quotes=chosen))
    assert SheetEntry.quotes.func(entry) == {id_: chosen[index] for id_, index in placed.items()}
    entry.page.rubrics = rubrics[:1]
    assert set(SheetEntry.quotes.func(entry)) <= {"a"}
    entry.page.rubrics = []
    assert SheetEntry.quotes.func(entry) == {}

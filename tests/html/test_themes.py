"""A theme is a folder of styles/themes/: other colours, fonts and ornament, the same four pages."""

from __future__ import annotations

import re
import shutil

import pypdfium2
import pytest

from fiches.build.pipeline import build
from fiches.cli import report
from fiches.config.project import HOUSE, open_project, themes
from fiches.core.messages import catalogue
from fiches.graphics import ornaments, svg
from support import pdf_reader
from support.repository import ROOT
from support.sources import write

SLUG = "jeunesse-developpement"
SHEET = "---\ntitre: Un puits\nterritoire: {commune: Ouijjane}\n---\n\n## Contexte\n\nUn texte.\n"
DOCS = {"fr": (ROOT / "docs/themes.md").read_text("utf-8"), "en": (ROOT / "docs/themes.en.md").read_text("utf-8")}
PALETTE = (HOUSE / "styles/palette.css").read_text("utf-8")
COLOUR = re.compile(r"--([a-z-]+): (#[0-9a-f]{6})")


def opened(root, files, theme=""):
    project, problems = open_project(write(root, {**files, **({"collection": f"theme: {theme}"} if theme else {})}))
    assert project is not None and problems == []
    return project


def refused(root, files, theme="nuit"):
    """What a build says of a collection in this theme, of which it must make nothing."""
    result = build(opened(root, {"un-puits": SHEET, **files}, theme))
    assert not result.written
    return result.problems


# --- where things are looked for -----------------------------------------------------


def test_a_theme_comes_before_the_rest_and_the_collection_before_the_house(tmp_path):
    files = {"styles/themes/atlas/palette.css": "", "styles/commun.css": ""}
    found = opened(tmp_path, files, "atlas").styles
    mine, house = tmp_path / "styles", HOUSE / "styles"
    assert found == (mine / "themes/atlas", mine, house / "themes/atlas", house)


def test_without_a_theme_none_is_looked_into(tmp_path):
    assert opened(tmp_path, {"styles/themes/nuit/palette.css": ""}).styles == (tmp_path / "styles", HOUSE / "styles")


def test_themes_are_those_of_the_collection_and_of_the_house(tmp_path):
    write(tmp_path, {"styles/themes/nuit/palette.css": "", "styles/themes/LISEZMOI.md": ""})
    assert themes(tmp_path) == ["atlas", "nuit"]


@pytest.mark.parametrize("name", ["..", "atlas/fonts", "Atlas", "/etc"])
def test_a_theme_is_a_name_of_the_list_and_nothing_else(name, tmp_path):
    project, problems = open_project(write(tmp_path, {"collection": f"theme: {name}"}))
    assert project is None
    assert [(problem.code, problem.line, problem.column) for problem in problems] == [("theme-inconnu", 1, 8)]


# --- the house's ---------------------------------------------------------------------


@pytest.mark.parametrize("theme", themes(ROOT))
def test_a_theme_of_the_house_is_whole(theme, tmp_path):
    """Every colour under its name, AA pairs, a sign for each rubric, a frieze; nothing left as it was."""
    house, _ = ornaments.load(opened(tmp_path / "maison", {}))
    art, problems = ornaments.load(opened(tmp_path / "theme", {}, theme))
    assert problems == []
    assert set(art.colours) == set(house.colours) and set(art.signs) == set(house.signs)
    assert {name for name in art.colours if art.colours[name] == house.colours[name]} == {"blanc"}
    assert not any(art.signs[name] == house.signs[name] for name in art.signs)
    assert art.frieze != svg.STEPS


@pytest.mark.parametrize("theme", themes(ROOT))
def test_fonts_of_a_theme_come_with_their_licence(theme):
    folder = HOUSE / "styles/themes" / theme / "fonts"
    told = (folder / "README.md").read_text("utf-8")
    families = {path.name.split("-")[0] for path in folder.glob("*.ttf")}
    assert families
    for family in families:
        spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", family)
        assert f"| {spaced} |" in told
        assert (folder / f"OFL-{spaced.lower().replace(' ', '-')}.txt").is_file()


@pytest.fixture(scope="module")
def atlas(tmp_path_factory):
    """One of the house's sheets in the theme « atlas »."""
    root = tmp_path_factory.mktemp("atlas")
    shutil.copytree(ROOT / "sheets/images", root / "sheets/images")
    shutil.copy(ROOT / "sheets" / f"{SLUG}.md", root / "sheets")
    result = build(opened(root, {}, "atlas"))
    assert [problem.code for problem in result.problems] == ["lieu-approche"]
    [written] = result.written
    return written.path


def test_a_sheet_keeps_its_four_pages(atlas):
    assert len(pdf_reader.opened(atlas).pages) == 4


def test_a_sheet_is_set_in_the_fonts_of_the_theme(atlas):
    names = {
        str(font.get_object()["/BaseFont"]).split("+")[-1]
        for page in pdf_reader.opened(atlas).pages
        for font in page["/Resources"]["/Font"].values()
    }
    families = {re.match("Alegreya-Sans|[A-Za-z]+", name)[0] for name in names}
    assert {"Alegreya", "Alegreya-Sans"} <= families <= {"Alegreya", "Alegreya-Sans", "Noto", "Amiri"}


def test_a_sheet_is_printed_in_the_colours_of_the_theme(atlas):
    mine = dict(COLOUR.findall((HOUSE / "styles/themes/atlas/palette.css").read_text("utf-8")))
    house = dict(COLOUR.findall(PALETTE))
    page = pypdfium2.PdfDocument(atlas)[0].render(scale=0.5).to_pil().convert("RGB")
    found = page.getcolors(page.width * page.height)
    printed = {"#{:02x}{:02x}{:02x}".format(*colour) for count, colour in found if count > 99}  # flat, not of a photo
    for name in ("nuit", "ecume", "pise", "terre-brulee", "terre-vive"):
        assert mine[name] in printed and house[name] not in printed


# --- what is refused -----------------------------------------------------------------


def test_a_palette_that_cannot_be_read_is_refused_on_its_line(tmp_path):
    pale = PALETTE.replace("--terre: #a3412a", "--terre: #e08a70")
    problems = refused(tmp_path, {"styles/themes/nuit/palette.css": pale})
    line = next(number for number, text in enumerate(pale.split("\n"), 1) if "--terre:" in text)
    assert {problem.code for problem in problems if problem.path.startswith("styles/")} == {"contraste"}
    said = [problem for problem in problems if "« terre » sur « blanc »" in str(problem.message)]
    assert [(problem.path, problem.line) for problem in said] == [("styles/themes/nuit/palette.css", line)]
    assert str(said[0].message) == "« terre » sur « blanc » se lit mal : contraste 2,6"
    assert "4,5" in str(said[0].hint)


@pytest.mark.parametrize("written", ["", "--pierre: rgb(90 90 90 / 50%);", "--pierre: un gris;"])
def test_a_colour_that_cannot_be_judged_is_refused(written, tmp_path):
    short = re.sub(r"--pierre: [^;]+;", written, PALETTE)
    problems = refused(tmp_path, {"styles/themes/nuit/palette.css": short})
    said = {
        (problem.code, str(problem.message), str(problem.hint))
        for problem in problems
        if "pierre" in str(problem.message)
    }
    assert said == {("contraste", "la palette ne donne pas la couleur « pierre »", "écrivez --pierre: #rrggbb;")}


def test_a_frieze_that_cannot_be_drawn_is_refused_on_its_line(tmp_path):
    signs = "# à moi\n\nfrise\n" + "##########..\n" * 5
    problems = refused(tmp_path, {"styles/themes/nuit/signes.txt": signs})
    said = [problem for problem in problems if problem.code == "format-invalide"]
    assert [(problem.path, problem.line) for problem in said] == [("styles/themes/nuit/signes.txt", 3)]
    assert str(said[0].message) == "« frise » n'a pas 6 lignes de 12 mailles"


def test_signs_of_a_collection_stand_over_those_of_its_format(tmp_path):
    art, problems = ornaments.load(opened(tmp_path, {"styles/signes.txt": "contexte\n#o\n.#\n"}))
    assert problems == []
    assert art.signs["contexte"] == ("#o", ".#") and len(art.signs["porteur"]) == 9


# --- docs/themes.md ------------------------------------------------------------------


def typed(language):
    """The files that a page has its reader type."""
    blocks = re.findall(r"^```(css|text)\n(\W*(styles/\S+?)\s.*?)^```", DOCS[language], flags=re.DOTALL | re.MULTILINE)
    return {name: text for _, text, name in blocks if ":" not in name}


def told(root, palette=lambda text: text):
    """What a build says of the theme that docs/themes.md has its reader type, but for `palette`."""
    files = {name: palette(text) if name.endswith(".css") else text for name, text in typed("fr").items()}
    assert len(files) == 2
    return build(opened(root, {"un-puits": SHEET, **files}, "soir"))


def test_the_example_theme_builds(tmp_path):
    result = told(tmp_path)
    assert [(written.path.name, written.pages) for written in result.written] == [("un-puits.pdf", 4)]
    assert {problem.code for problem in result.problems} == {"rubrique-absente", "page-presque-vide"}


def test_the_mistake_prints_what_the_page_says(tmp_path):
    result = told(tmp_path, lambda text: text.replace("--terre: #a1324a", "--terre: #e08a70"))
    said = [problem for problem in result.problems if problem.code == "contraste"]
    assert result.written == ()
    assert all(f"```text\n{report.render(said, catalogue(one))}\n```" in page for one, page in DOCS.items())


def test_both_pages_have_the_same_theme_typed():
    """But for what comments say."""
    french, english = (
        {name: re.sub(r"/\*.*?\*/", "", text) for name, text in typed(one).items()} for one in ("fr", "en")
    )
    assert french == english


def test_every_colour_and_role_is_explained():
    names = [name for name, _ in COLOUR.findall(PALETTE)]
    names += re.findall(r"^  --([a-z]+):", (HOUSE / "styles/fonts.css").read_text("utf-8"), flags=re.MULTILINE)
    assert len(names) == 20
    assert [name for name in names for page in DOCS.values() if f"--{name}" not in page] == []

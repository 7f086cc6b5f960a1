"""The documentation is true: generated parts are fresh, links lead somewhere, examples pass."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import click
import pytest

from fiches.build import format_folders, pipeline
from fiches.cli import report
from fiches.cli.main import ISSUES, cli
from fiches.compose import rules_reader
from fiches.config import fields, formats, json_schema, languages
from fiches.config.formats import FORMAT_FIELDS, FORMAT_KEYS
from fiches.config.project import HOUSE, open_project, settings_fields
from fiches.content import booklet, new_files
from fiches.core.messages import INTERFACE_LANGUAGES, catalogue, message
from fiches.core.problems import CODES, ExitCode, has_errors
from fiches.graphics.maps.service import MapService
from fiches.html.documents import DocumentBuilder
from fiches.lint import fitting
from fiches.lint.collection import read
from fiches.preflight.verdict import CHECKS
from fiches.press.profiles import printer_fields
from support.sources import JPEG

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))
import reference  # noqa: E402  # a tool, not a package

pytestmark = pytest.mark.no_unit

REFERENCES = {one: path.read_text("utf-8") for one, path in reference.PAGES.items()}
LANGUAGES = tuple(REFERENCES)
GUIDES = {"fr": (ROOT / "docs/guide.md").read_text("utf-8"), "en": (ROOT / "docs/guide.en.md").read_text("utf-8")}
FORMATS = {"fr": (ROOT / "docs/formats.md").read_text("utf-8"), "en": (ROOT / "docs/formats.en.md").read_text("utf-8")}
README = (ROOT / "README.md").read_text("utf-8")
PARTS = (r"^## ", r"^### ", r"^```\w*", r"^\|", r"^!\[.*\]\(.*", r"^\d+\. ", r"^- ")  # what two languages have alike
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]
FOR_DEVELOPERS = ("architecture", "dependencies", "measurements", "performance", "reliability")  # in English alone
TWINS = {  # what people read, in French: the same page in English
    path: path.with_suffix(".en.md")
    for path in PAGES
    if path.parent.name == "docs" and not path.name.endswith(".en.md") and path.stem not in FOR_DEVELOPERS
}
SLUGS = {"fr": "le-four-solidaire", "en": "the-shared-oven"}
EXAMPLE_SHEETS = {"fr": "ma-premiere-fiche.pdf", "en": "my-first-sheet.pdf"}
EXAMPLES = [new_files.EXAMPLES / language for language in INTERFACE_LANGUAGES]
MISTAKES = (
    ("fr", "## Contexte", "## Contexe"),
    ("fr", "2019-2021", "2021-2019"),
    ("fr", "images/four.jpg", "images/fours.jpg"),
    ("en", "## Context", "## Contxt"),
    ("en", "2019-2021", "2021-2019"),
    ("en", "images/oven.jpg", "images/ovens.jpg"),
)


# --- what is generated ---------------------------------------------------------------


@pytest.mark.parametrize("path", reference.outputs(), ids=lambda path: path.name)
def test_generated_files_are_fresh(path):
    hint = "run: .venv/bin/python tools/reference.py"
    assert path.read_text("utf-8") == reference.outputs()[path], hint


# --- what must appear ----------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", cli.commands)
def test_command_is_documented(name, language):
    common, *_ = REFERENCES[language].split("\n### ")
    section = REFERENCES[language].split(f"### fiches {name}\n")[1].split("\n#")[0]
    options = [param for param in cli.commands[name].params if isinstance(param, click.Option)]
    for option in options:
        assert option.help
        assert all(f"`{typed}" in (common if option.hidden else section) for typed in option.opts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_has_its_row(language):
    page = REFERENCES[language]
    names = [
        name
        for field in (*reference.house_format().fields, *booklet.booklet_fields(), *settings_fields())
        for name in key_names(field)
    ]
    names += [name for field in printer_fields() for name in key_names(field)] + [one.code for one in CHECKS]
    names += [*fields.KINDS, *languages.passages(), *CODES, *(str(code.value) for code in ExitCode)]
    assert [name for name in names if f"`{name}`" not in page] == []
    assert [spec.id for spec in reference.house_format().rubrics if spec.title(language) not in page] == []


def test_every_key_says_what_it_is_for():
    found = (*reference.house_format().fields, *booklet.booklet_fields(), *settings_fields())
    assert [field.name for field in found if not field.description] == []


@pytest.mark.parametrize("page", FORMATS.values(), ids=FORMATS)
def test_every_key_of_a_format_is_explained(page):
    rubric = next(field for field in FORMAT_KEYS if field.name == "rubrics")
    assert FORMAT_FIELDS.each is not None
    inner = [field.name for group in (FORMAT_KEYS, FORMAT_FIELDS.each.fields, rubric.fields) for field in group]
    assert [name for name in inner if f"`{name}`" not in page] == []
    assert [name for name in formats.RUBRIC_CONTENTS if f"`{name}`" not in page] == []


def key_names(field):
    return [field.name, *(name for inner in field.fields for name in key_names(inner))]


# --- names of the program ------------------------------------------------------------

PACKAGES = ROOT / "src/fiches"
OF_DEVELOPERS = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")),
    *(ROOT / f"docs/{name}.md" for name in FOR_DEVELOPERS),
    *sorted((ROOT / "docs/decisions").glob("*.md")),
]


def is_there(name):
    """Whether `package.module`, or a name of one, is a module, or stands at the margin of it or of its classes."""
    package, module, *more = name.split(".")
    path = PACKAGES / package / f"{module}.py"
    if (PACKAGES / package / module).is_dir() and more:
        path, more = PACKAGES / package / module / f"{more[0]}.py", more[1:]
    text = path.read_text("utf-8") if path.is_file() else ""
    return path.is_file() and all(re.search(rf"^ *(def |class |){re.escape(one)}\b", text, re.M) for one in more)


@pytest.mark.parametrize("page", OF_DEVELOPERS, ids=lambda page: page.name)
def test_what_developers_are_told_of_is_there(page):
    """Modules and their names, tests, tools and folders, as they are called today."""
    quoted = set(re.findall(r"`([^`\s]+)`", page.read_text("utf-8")))
    packages = {path.name for path in PACKAGES.iterdir() if path.is_dir()}
    names = {one for one in quoted if re.fullmatch(r"[a-z]+(\.\w+)+", one) and one.partition(".")[0] in packages}
    assert {one for one in names if not is_there(one)} == set()
    tests = {path.name for path in (ROOT / "tests").rglob("*.py")}
    assert {one for one in quoted if re.fullmatch(r"test_\w+\.py", one)} - tests == set()
    paths = {one for one in quoted if re.match(r"(tests|tools|src|docs)/[^<*…]*$", one)}
    assert {one for one in paths if not (ROOT / one).exists()} == set()


def test_the_values_at_the_borders_are_classes():
    section = (ROOT / "docs/architecture.md").read_text("utf-8").split("## The values at the borders")[1]
    rows = re.findall(r"^\|[^|]+\| (`[^|]+) \|", section.split("\n## ")[0], flags=re.M)
    named = {name for row in rows for name in re.findall(r"`([A-Z]\w+)`", row)}
    text = "".join(path.read_text("utf-8") for path in PACKAGES.rglob("*.py"))
    assert len(named) > 12 and named - set(re.findall(r"^class (\w+)", text, flags=re.M)) == set()


# --- links ---------------------------------------------------------------------------


def links(text):
    prose = re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)
    prose = re.sub(r"`[^`\n]*`", "", prose)
    return re.findall(r"\]\(([^)\s]+)\)", prose) + re.findall(r'src="([^"]+)"', prose)


def anchors(path):
    titles = re.findall(r"^#+ (.+)$", path.read_text("utf-8"), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    dead = []
    for link in links(page.read_text("utf-8")):
        if not re.match(r"https?:|mailto:", link):
            name, _, anchor = link.partition("#")
            target = page.parent / name if name else page
            if not target.exists() or (anchor and anchor not in anchors(target)):
                dead.append(link)
    assert dead == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_program_points_to_the_guide(language):
    name, _, anchor = ISSUES[language].partition("#")
    assert anchor in anchors(ROOT / name)


def parts(text):
    """How many of each part a page has, its blocks by what they hold, and its pictures."""
    blocks = re.findall(r"^```(\w+)", text, flags=re.MULTILINE)
    return [len(re.findall(pattern, text, flags=re.MULTILINE)) for pattern in PARTS], blocks, sorted(pictures(text))


def pictures(text):
    return re.findall(r"!\[[^]]*\]\(([^)]+)\)", text)


@pytest.mark.parametrize(("french", "english"), TWINS.items(), ids=lambda path: path.name)
def test_every_page_has_an_english_twin(french, english):
    """The same headings, blocks, tables, lists, pictures; each names the other first; links stay in a language."""
    texts = {path: path.read_text("utf-8") for path in (french, english)}
    assert parts(texts[english]) == parts(texts[french])
    assert f"*In English: [{title(texts[english])}]({english.name}).*" == texts[french].splitlines()[2]
    assert f"*En français : [{title(texts[french])}]({french.name}).*" == texts[english].splitlines()[2]
    pages = {name.partition("#")[0] for name in links("\n".join(texts[english].splitlines()[3:]))}
    assert pages & {path.name for path in TWINS} == set()
    pages = {name.partition("#")[0] for name in links("\n".join(texts[french].splitlines()[3:]))}
    assert pages & {path.name for path in TWINS.values()} == set()


def title(text):
    return text.splitlines()[0].removeprefix("# ")


def test_readme_is_short_and_leads_to_the_guide():
    lines = README.splitlines()
    assert "docs/guide.md" in lines[0] and "docs/guide.en.md" in lines[0]
    assert len(lines) <= 90


# --- examples ------------------------------------------------------------------------


def blocks(text, language):
    return re.findall(rf"^```{language}\n(.*?)^```", text, flags=re.DOTALL | re.MULTILINE)


def sheets_in(text):
    return [block for block in blocks(text, "markdown") if block.startswith("---\n")]


def collection(root, sheet, slug=SLUGS["fr"]):
    """What is read from a collection of one sheet, its pictures there."""
    (root / "sheets/images").mkdir(parents=True, exist_ok=True)
    for name in ("four.jpg", "oven.jpg"):
        (root / "sheets/images" / name).write_bytes(JPEG)
    (root / f"sheets/{slug}.md").write_text(sheet, "utf-8")
    if not (root / "sheets/collection.yaml").exists():
        (root / "sheets/collection.yaml").write_text("langue: fr", "utf-8")
    project, problems = open_project(root)
    assert project is not None, problems
    return project, read(project)


@pytest.mark.parametrize("page", [README, *GUIDES.values()], ids=["README", *GUIDES])
def test_example_sheets_pass(page, tmp_path):
    assert sheets_in(page)
    for sheet in sheets_in(page):
        _, read = collection(tmp_path, sheet)
        assert not has_errors(read.problems), read.problems
        assert {problem.code for problem in read.problems} <= {"rubrique-absente"}


@pytest.mark.parametrize(("language", "good", "bad"), MISTAKES)
def test_mistakes_print_what_the_guide_says(language, good, bad, tmp_path):
    guide = GUIDES[language]
    [sheet] = sheets_in(guide)
    assert sheet.count(good) == 1
    _, read = collection(tmp_path, sheet.replace(good, bad), SLUGS[language])
    said = [problem for problem in read.problems if has_errors([problem])]
    assert f"```text\n{report.render(said, catalogue(language))}\n```" in guide


def test_mistake_prints_what_the_readme_says(tmp_path):
    [sheet] = sheets_in(README)
    _, read = collection(tmp_path, sheet.replace("## Contexte", "## Contexe"))
    said = [problem for problem in read.problems if has_errors([problem])]
    assert f"```text\n{report.render(said, catalogue('fr'))}\n```" in README


@pytest.mark.parametrize("language", LANGUAGES)
def test_new_sheet_is_named_as_the_guide_says(language, tmp_path):
    guide = GUIDES[language]
    project, _ = collection(tmp_path, sheets_in(guide)[0], "autre")
    [title] = re.findall(r'^fiches new "(.+)"$', guide, flags=re.MULTILINE)
    path = f"sheets/{new_files.new_sheet(project, title).name}"
    assert f"```text\n{catalogue(language).text(message('new.written', path=path))}\n```" in guide


EXAMPLE_FORMATS = {"fr": ("atelier", "atelier-eau"), "en": ("workshop", "water-workshop")}


def example_format(root, language="fr"):
    """The collection that docs/formats.md has its reader type."""
    name, slug = EXAMPLE_FORMATS[language]
    for kind in ("yaml", "html", "css"):
        for block in blocks(FORMATS[language], kind):
            [file] = re.findall(r"^\W*((?:templates|styles)/\S+)", block.splitlines()[0])
            path = root / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block, "utf-8")
    (root / "sheets").mkdir()
    (root / "sheets/collection.yaml").write_text(f"format: {name}\n", "utf-8")
    [sheet] = sheets_in(FORMATS[language])
    return collection(root, sheet, slug)


@pytest.mark.parametrize("language", EXAMPLE_FORMATS)
def test_example_format_prints_its_keys_and_rubrics(language, tmp_path):
    project, read = example_format(tmp_path, language)
    assert read.problems == ()
    [sheet] = read.sheets.values()
    rules, faults = rules_reader.of_format(project.format)
    laid = fitting.lay_out(sheet, project)
    assert faults == [] and laid.problems == () and len(laid.layout.pages) == 2
    html, problems = DocumentBuilder(project, MapService(None, None, {}), rules).sheet(sheet, laid.layout)
    assert html is not None and problems == []
    assert all(f">{words}<" in html for words in ("24", "Participants"))
    assert all(f"tete-{spec.id}" in html for spec in project.format.rubrics)
    rules = blocks(FORMATS[language], "css")[0]
    classes = re.findall(r"\.([a-z-]+) \{", rules)
    assert len(classes) == 2 and all(re.search(rf'class="[^"]*\b{one}"', html) for one in classes)


def test_example_format_builds(tmp_path):
    project, _ = example_format(tmp_path)
    result = pipeline.build(project)
    assert result.problems == ()
    assert [written.path.name for written in result.written] == ["atelier-eau.pdf"]
    assert format_folders.judged(tmp_path, "atelier") == []


def test_style_sheets_named_exist():
    looks = [FORMATS["fr"].split("## Un autre aspect")[1], FORMATS["en"].split("## Another look")[1]]
    french, names = (set(re.findall(r"`([\w-]+\.css)`", look)) for look in looks)
    assert names and names == french
    assert [name for name in names if not (HOUSE / "styles" / name).is_file()] == []


# --- the collection of fiches init ---------------------------------------------------


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_example_collection_is_blameless(language, tmp_path):
    written = new_files.init(tmp_path / "x", language)
    assert [path for path in written if not path.is_file()] == []
    project, problems = open_project(tmp_path / "x")
    assert project is not None and problems == [] and project.language == language
    result = pipeline.build(project)
    assert result.problems == ()
    assert {written.path.name for written in result.written} == {EXAMPLE_SHEETS[language], "livret.pdf"}


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_example_sheet_has_every_rubric(language, tmp_path):
    new_files.init(tmp_path, language)
    project, _ = open_project(tmp_path)
    [sheet] = read(project).sheets.values()
    assert [rubric.spec for rubric in sheet.rubrics] == list(project.format.rubrics)


def test_example_collections_are_alike():
    """The same sorts of files, about as long."""
    french, english = (
        sorted((path.suffix, len(path.read_text("utf-8"))) for path in folder.rglob("*.*")) for folder in EXAMPLES
    )
    assert [kind for kind, _ in french] == [kind for kind, _ in english]
    assert all(0.6 < one / other < 1.6 for (_, one), (_, other) in zip(english, french, strict=True))


def test_init_overwrites_nothing(tmp_path):
    (tmp_path / "LISEZMOI.md").write_text("à moi", "utf-8")
    assert tmp_path / "LISEZMOI.md" not in new_files.init(tmp_path)
    assert (tmp_path / "LISEZMOI.md").read_text("utf-8") == "à moi"


def test_new_sheet_prints_no_example_by_mistake(tmp_path):
    new_files.init(tmp_path)
    project, _ = open_project(tmp_path)
    path = new_files.new_sheet(project, "Le puits")
    found = [problem for problem in read(project, ["le-puits"]).problems if has_errors([problem])]
    assert [str(problem.message) for problem in found] == ["aucun lieu n'est donné"]
    assert not re.search(r"^ +(- )?\w+: *[^#\s]", path.read_text("utf-8"), flags=re.MULTILINE)


@pytest.mark.parametrize(
    ("language", "title", "words"), [("fr", "Contexte", "par exemple"), ("en", "Context", "for example")]
)
def test_new_sheet_asks_in_the_language_of_the_interface(language, title, words, tmp_path):
    """Its rubrics are in that of the collection."""
    new_files.init(tmp_path, language)
    project, _ = open_project(tmp_path)
    for asked in INTERFACE_LANGUAGES:
        path = new_files.new_sheet(project, "Le puits", f"le-puits-{asked}", asked)
        text, spec = path.read_text("utf-8"), project.format.rubrics[1]
        assert f"## {title}\n\n<!-- {spec.question.in_language(asked)} -->" in text
        assert f"# {project.format.fields[1].description.in_language(asked)}\n" in text
        assert (f"lieu:  # {words} Asrargh" in text) is (asked == language)
    assert len({spec.question.in_language(asked) for asked in INTERFACE_LANGUAGES}) == 2


# --- the schema ----------------------------------------------------------------------


def test_schema_names_what_the_format_has():
    house = reference.house_format()
    made = json.loads(reference.SCHEMA.read_text("utf-8"))
    assert list(made["properties"]) == [field.name for field in house.fields]
    assert made["required"] == [field.name for field in house.fields if field.required]
    assert made["additionalProperties"] is False
    assert all("description" in one for one in made["properties"].values())


@pytest.mark.parametrize("kind", fields.KINDS)
def test_schema_knows_every_kind_and_takes_an_empty_value(kind):
    field = fields.Field("cle", kind, choices=("oui",), fields=(fields.Field("nom"),))
    made = json_schema.schema(formats.Format("f", (), fields=(field,)))["properties"]["cle"]
    assert "null" in json.dumps(made)


def test_schema_fits_the_example(tmp_path):
    jsonschema = pytest.importorskip("jsonschema")
    import yaml

    new_files.init(tmp_path)
    front = (tmp_path / "sheets/ma-premiere-fiche.md").read_text("utf-8").split("---\n")[1]
    made = json.loads(reference.SCHEMA.read_text("utf-8"))
    jsonschema.validate(yaml.load(front, Loader=yaml.BaseLoader), made)

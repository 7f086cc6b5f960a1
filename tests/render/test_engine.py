"""The engine's borders: what pages may read, what it says of faults, and that the same words make the same bytes."""

from __future__ import annotations

import re

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from fiches.build import pipeline
from fiches.config.project import open_project
from support import pdf_reader, source_reader
from support.sources import write

pytestmark = pytest.mark.no_unit

FORMAT = """
name: Note
extends: commun
rubrics:
  - {id: texte, title: {fr: Texte}}
  - {id: suite, title: {fr: Suite}}
"""
SHEET = "---\ntitre: Une note\n---\n\n## Texte\n\nDes mots.\n\n## Suite\n\nD'autres mots.\n"
NOTE = {"collection": "format: note", "templates/note/format.yaml": FORMAT, "une-note": SHEET}
PAGE = '<article class="sheet" id="{{ page.sheet.slug }}"><h1>Une note</h1>%s</article>'


def _made(root, files):
    """What a build of `files`, a collection in the format « Note », gives."""
    project, problems = open_project(write(root, {**NOTE, **files}))
    assert project and not problems, problems
    return pipeline.build(project)


def _codes(result):
    return [problem.code for problem in result.problems]


def _picture(address):
    return {"templates/note/fiche.html": PAGE % f'<img src="{address}" alt="Image">'}


SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'


def test_a_page_reads_its_own_collection(tmp_path):
    result = _made(tmp_path, {**_picture("images/carre.svg"), "images/carre.svg": "", "sheets/images/carre.svg": SVG})
    assert not result.problems
    assert len(result.written) == 1


OUTSIDE = (
    "file:///etc/hostname",
    "http://localhost/x.png",
    "https://example.org/x.png",
    "ftp://localhost/x.png",
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E",
    "../../ailleurs.svg",
    "..%2F..%2Failleurs.svg",
    "%2e%2e/%2e%2e/ailleurs.svg",
    "/etc/hostname",
    "/sheets/../../ailleurs.svg",
    "//localhost/x.png",
    "images/lien.svg",
    "../sheets/images/..%2f..%2f..%2failleurs.svg",
    "images/absente.svg",
)


def test_a_page_reads_nothing_else(tmp_path):
    """Of all these, each in a sheet of its own."""
    root = tmp_path / "collection"
    (root / "sheets" / "images").mkdir(parents=True)
    (tmp_path / "ailleurs.svg").write_text(SVG)
    (root / "sheets" / "images" / "lien.svg").symlink_to(tmp_path / "ailleurs.svg")
    sheets = ["une-note", *(f"note-{number}" for number in range(1, len(OUTSIDE)))]
    addresses = dict(zip(sheets, OUTSIDE, strict=True))
    shown = _picture(f"{{{{ {addresses}[page.sheet.slug] }}}}")
    result = _made(root, {**shown, **dict.fromkeys(sheets, SHEET)})
    assert sorted((problem.path, problem.code) for problem in result.problems) == [
        (f"sheets/{name}.md", "moteur") for name in sorted(sheets)
    ]
    assert not result.written
    assert not (root / "build" / "fiches").exists()


@pytest.mark.parametrize(
    "rule",
    [
        "@import url(file:///etc/hostname);",
        "p { background: url(../../ailleurs.svg) }",
        "@font-face { font-family: Vollkorn; src: url(http://localhost/x.ttf) }",
    ],
)
def test_a_style_sheet_reads_nothing_else(tmp_path, rule):
    (tmp_path / "ailleurs.svg").write_text(SVG)
    files = {"templates/note/format.yaml": f"{FORMAT}styles: [note.css]\n", "styles/note.css": rule}
    result = _made(tmp_path / "collection", files)
    assert "moteur" in _codes(result) or "avis-du-moteur" in _codes(result)
    assert (tmp_path / "ailleurs.svg").read_text() == SVG


@pytest.mark.parametrize("char", ["☃", "漢"])
def test_a_character_that_our_fonts_lack(tmp_path, char):
    """A font of the machine would replace it, or nothing: both are refused before anything is laid out."""
    result = _made(tmp_path, {"une-note": SHEET.replace("Des mots", f"Des mots {char}")})
    (problem,) = result.problems
    assert problem.code == "signe-sans-police"
    assert char in str(problem.message)
    assert problem.path == "sheets/une-note.md"
    assert len(result.written) == 0


@pytest.mark.parametrize(
    ("template", "line", "words"),
    [
        ("<article>\n{% if %}\n</article>", 2, ""),
        ("<article>\n<p>\n{{ page.inconnu }}</p>\n</article>", 3, "inconnu"),
        ("<article>\n{{ 1 / 0 }}</article>", 2, "division"),
        ("{% include 'absent.html' %}", 1, "absent.html"),
    ],
)
def test_a_faulty_template(tmp_path, template, line, words):
    result = _made(tmp_path, {"templates/note/fiche.html": template})
    (problem,) = result.problems
    assert problem.code == "gabarit"
    assert words in str(problem.message)
    if words != "absent.html":
        assert (problem.path, problem.line) == ("templates/note/fiche.html", line)
    assert not result.written


def test_a_property_that_the_engine_does_not_know(tmp_path):
    files = {"templates/note/format.yaml": f"{FORMAT}styles: [note.css]\n", "styles/note.css": "p { couleur: rouge }"}
    result = _made(tmp_path, files)
    (problem,) = result.problems
    assert (problem.code, problem.path) == ("avis-du-moteur", "styles/note.css")
    assert len(result.written) == 1


def test_same_words_same_bytes(tmp_path):
    files = {**_picture("images/carre.svg"), "sheets/images/carre.svg": SVG, "livret": "---\ntitre: Un livret\n---\n"}
    made = [_made(tmp_path / name, files) for name in ("ici", "la/bas")]
    first, second = ({one.path.name: one.path.read_bytes() for one in result.written} for result in made)
    assert set(first) == {"une-note.pdf", "livret.pdf"}
    assert first == second
    other = _made(tmp_path / "ici", {**files, "une-note": SHEET.replace("Une note", "Une autre note")})
    assert other.written[0].path.read_bytes() != first["une-note.pdf"]


_WORD = st.text("abcdefghijklmnopqrstuvwxyzàâçéèêëîïôöùûüœæ", min_size=1, max_size=14)
_SENTENCE = st.builds(
    lambda first, rest, mark: " ".join([first.capitalize(), *rest]) + mark,
    _WORD,
    st.lists(
        st.one_of(_WORD, st.sampled_from(["l'eau", "« oui »", "*fort*", "**net**", "2 000", "peut-être"])),
        min_size=2,
        max_size=40,
    ),
    st.sampled_from([".", " !", " ?", " ; etc."]),
)
_PARAGRAPH = st.builds(lambda start, words: start + words, st.sampled_from(["", "- ", "### ", "> "]), _SENTENCE)
_TEXT = st.lists(_PARAGRAPH, min_size=1, max_size=25).map("\n\n".join)


@seed(20221105)
@settings(
    max_examples=4,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(texts=st.tuples(_TEXT, _TEXT), title=_SENTENCE.map(lambda words: words.replace("*", "").replace(" ; etc.", "")))
def test_any_small_sheet_is_printed_whole(tmp_path, texts, title):
    words = f'---\ntitre: "{title}"\n---\n\n## Texte\n\n{texts[0]}\n\n## Suite\n\n{texts[1]}\n'
    result = _made(tmp_path, {"une-note": words})
    assert "moteur" not in _codes(result) and "avis-du-moteur" not in _codes(result)
    path = result.written[0].path
    text, position = pdf_reader.read(path), 0
    source = source_reader.read(tmp_path / "sheets" / "une-note.md")
    for phrase in [source.title, *(words for title, texts in source.rubrics for words in (title, *texts))]:
        match = pdf_reader.pattern(phrase).search(text, position)
        assert match, (phrase, text[position : position + 300])
        assert not re.sub("[0-9 ]", "", text[position : match.start()])
        position = match.end()
    assert not pdf_reader.strays(path)
    assert len(pypdfium2.PdfDocument(path)) == result.written[0].pages


def test_words_that_stay_together_are_copied_as_they_were_typed(tmp_path):
    """In a column too narrow for the line: nothing of what holds them is in the text, the outline or the fonts."""
    head = '<h2>{{ page.text("Le Souss-Massa") }}</h2>'
    lay = PAGE % f'{head}<p style="width:23mm">{{{{ page.text("Que constate-t-il alors ?") }}}}</p>'
    result = _made(tmp_path, {"templates/note/fiche.html": lay})
    assert not result.problems, "a sign that no font has would be one"
    path = result.written[0].path
    with pypdfium2.PdfDocument(path) as pdf:
        words = pdf[0].get_textpage().get_text_range()
        outline = [item.get_title() for item in pdf.get_toc()]
    assert "\u2060" not in words and "constate-t-il" in words
    assert "Le Souss-Massa" in outline

"""How many words more a rubric may have: what is said, tried on the text of the sheet."""

import re
from functools import cache
from itertools import islice

import pytest

from fiches.compose.room import MOST_SOUGHT
from fiches.config.project import open_project
from fiches.content import sheet, source
from fiches.lint import fitting, length
from support.repository import ROOT
from support.sources import SLOW, write

pytestmark = pytest.mark.engine  # whole sheets, composed
SLUG = "cnsm"
RUBRICS = ("Contexte", "Démarche", "Résultats", "Facteurs", "Difficultés", "Valeur-ajoutée", "Leçons")
AT_ONCE = 2  # of them, on two pages; to seek the room of all takes seconds
TRIED = (SLOW("Contexte"), "Démarche", SLOW("Résultats"), SLOW("Difficultés"), SLOW("Leçons"))  # of every page
OPENING = re.compile(r"^(?:chapeau: .*|chiffres:(?:\n  - .*)+)\n", re.MULTILINE)  # without it, page 1 has room
TEXT = OPENING.sub("", (ROOT / f"sheets/{SLUG}.md").read_text("utf-8"))
PROJECT = open_project(ROOT)[0]


def longer(title, more):
    """The house sheet with so many words more in a rubric: its own, written once more below them."""
    before, head, rest = re.split(rf"(^## {title}.*\n)", TEXT, maxsplit=1, flags=re.MULTILINE)
    body, after = re.split(r"^(?=## )", rest, maxsplit=1, flags=re.MULTILINE)
    again = re.sub(r"<!--.*?-->", "", body) * 12
    words = [word for word in re.finditer(r"\S+", again) if word[0] != "-"]
    return read(f"{before}{head}{body}{again[: words[more - 1].end()] if more > 0 else ''}\n\n{after}")


def read(text, project=PROJECT):
    found, problems = source.parse_bytes(text.encode(), SLUG, f"sheets/{SLUG}.md")
    one, more = sheet.check(found, project)
    assert one is not None, (problems, more)
    return one


def shows_as_much(layout, now):
    photos, before = ({page.photo for page in one.pages} - {None} for one in (layout, now))
    return before <= photos and [bool(page.quote) for page in layout.pages].count(True) >= sum(
        1 for page in now.pages if page.quote
    )


@pytest.fixture(scope="module")
def now():
    return fitting.lay_out(read(TEXT), PROJECT).layout


@cache
def rooms(count):
    """Those of the first rubrics, by their names."""
    return {one.rubric: one for one in islice(fitting.rooms(read(TEXT), PROJECT), count)}


def of(title):
    return rooms(AT_ONCE if title in RUBRICS[:AT_ONCE] else len(RUBRICS))[title]


@pytest.mark.parametrize("title", TRIED)
def test_so_many_words_more_fit_within_ten(title):
    most = of(title).most
    assert fitting.lay_out(longer(title, most - 10), PROJECT).layout.fits, "not so many"
    assert not fitting.lay_out(longer(title, most + 10), PROJECT).layout.fits, "more would"


@pytest.mark.parametrize("title", TRIED[:-1])
def test_with_so_many_no_photo_and_no_quotation_gives_way(now, title):
    kept = of(title).kept
    assert kept < of(title).most
    assert shows_as_much(fitting.lay_out(longer(title, kept - 10), PROJECT).layout, now)
    assert not shows_as_much(fitting.lay_out(longer(title, kept + 10), PROJECT).layout, now)


@pytest.mark.parametrize("count", [AT_ONCE, SLOW(len(RUBRICS))])
def test_where_a_rubric_stands_and_what_it_has_is_said_too(count):
    places = list(zip(RUBRICS, (1, 2, 2, 3, 3, 3, 4), strict=True))[:count]
    found, lines = rooms(count).values(), TEXT.split("\n")
    printed = [(title.replace("-", " "), page) for title, page in places]  # what is printed has no hyphen
    assert [(one.rubric, one.page) for one in found] == printed
    typed = [title for title, _ in places]
    assert all(lines[one.line - 1].startswith(f"## {title}") for one, title in zip(found, typed, strict=True))
    assert of("Contexte").words == length.words_by_rubric(read(TEXT))["contexte"] == 147


def test_a_sheet_that_is_too_long_has_none():
    assert not [*fitting.rooms(longer("Contexte", 700), PROJECT)]


FLOWING = {
    "sheets/collection.yaml": "format: note\n",
    "templates/note/format.yaml": "name: Note\nextends: commun\nrubrics:\n  - {id: texte, title: {fr: Texte}}\n",
    "templates/note/composition.yaml": "pages:\n  - zones: [{titre: {}}, {suite: {}}]\n",
}
PARAGRAPH = "Les femmes du douar ont creusé, et chacun a donné deux journées de travail avant la pluie. "
WORDS = len(PARAGRAPH.split())


@pytest.fixture
def flowing(tmp_path):
    write(tmp_path, FLOWING)
    project, problems = open_project(tmp_path)
    assert problems == []
    return lambda words: read(f"---\ntitre: Un puits\n---\n\n## Texte\n\n{words}\n", project), project


def test_what_flows_has_the_room_of_its_pages(flowing):
    note, project = flowing
    (room,) = fitting.rooms(note(PARAGRAPH * 40), project)
    assert (room.rubric, room.page, room.words, room.kept) == ("Texte", 1, 40 * WORDS, room.most)
    assert 0 < room.most < MOST_SOUGHT and not room.is_least
    for more, fits in ((room.most - WORDS, True), (room.most + WORDS, False)):
        longer_note = note(f"{PARAGRAPH * 40}\n\n{PARAGRAPH * (more // WORDS)}")
        assert fitting.lay_out(longer_note, project).layout.fits is fits


def test_no_more_is_sought_than_so_much(flowing):
    note, project = flowing
    (room,) = fitting.rooms(note(PARAGRAPH), project)
    assert room.most == MOST_SOUGHT and room.is_least

"""Bombs: what asks for more than it may have is told by its name, and the other sheets are made."""

from __future__ import annotations

import os
import time

import pytest

from fiches.config.project import open_project
from fiches.content import markdown
from fiches.graphics import ornaments
from fiches.graphics.maps import service
from fiches.storage import fingerprints, workers
from fiches.storage.process_limits import TaskLimits
from fiches.storage.workers import LossReason, TaskLost
from support.small_collection import FORMAT, LAYOUT, SETTINGS, collection, make, sheet
from support.sources import SLOW, judge, text, write

TIGHT = f"{SETTINGS}limites: {{memoire: 800, calcul: 2}}\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink" width="9" height="9">%s</svg>'
USES = SVG % (
    "<defs><g id='u0'><rect width='1' height='1'/></g>"
    + "".join(f"<g id='u{n + 1}'>" + f"<use x:href='#u{n}'/>" * 10 + "</g>" for n in range(7))
    + "</defs><use x:href='#u7'/>"
)
DEEP = SVG % ("<g>" * 20_000 + "</g>" * 20_000)
LAUGHS = (
    '<!DOCTYPE svg [<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
    + "]>"
    + SVG % "<text>&a9;</text>"
)


def _turns(_):
    while True:
        pass


def _sleeps(_):
    time.sleep(600)


def _eats(_):
    return len(bytearray(4_000_000_000))


def _eats_bit_by_bit(_):
    held = []
    while True:
        held.append("x" * 10_000_000)


@pytest.mark.parametrize(
    ("work", "why"),
    [
        (_turns, LossReason.TIME),
        (_eats, LossReason.MEMORY),
        (_eats_bit_by_bit, LossReason.MEMORY),
        (lambda _: os.abort(), LossReason.MEMORY),
        (lambda _: os.kill(os.getpid(), 9), LossReason.KILLED),
    ],
)
def test_why_a_task_is_lost(work, why):
    """Also when there is only one; and the next has a process of its own.

    Only what turns may run out of time: on a busy machine, to fill 800 MB takes seconds.
    """
    limits = TaskLimits(800, 1 if why is LossReason.TIME else 60)
    tasks = workers.run([1, 2], lambda task: work(task) if task == 1 else task, 1, lambda _: limits)
    found = dict(tasks)
    assert isinstance(found[1], TaskLost) and found[1].why is why
    assert found[2] == 2


def test_who_never_answers_is_stopped(monkeypatch):
    monkeypatch.setattr(workers, "WALL_CLOCK_FACTOR", 0.2)
    ((_, lost),) = workers.run([1], _sleeps, 1, lambda _: TaskLimits(800, 1))
    assert isinstance(lost, TaskLost) and lost.why is LossReason.TIME


@pytest.mark.slow
def test_time_is_counted_for_each_task(monkeypatch):
    """A process that has done much may do as much again."""
    monkeypatch.setattr(
        workers, "WALL_CLOCK_FACTOR", 100
    )  # time of the machine, which may be busy, is not what is tried

    def works(_):
        end = time.process_time() + 0.8
        while time.process_time() < end:
            pass
        return True

    assert all(done is True for _, done in workers.run(range(3), works, 1, lambda _: TaskLimits(800, 1)))


BOMBS = {
    "boucle": (LAYOUT + "{% for a in range(90000) %}{% for b in range(90000) %}{% endfor %}{% endfor %}", "trop-lourd"),
    "puissance": (LAYOUT + "{% set x = 9 ** (9 ** 9) %}", "trop-lourd"),
    "texte": (LAYOUT + "{% set x = 'x' * 9000000000 %}", "gabarit"),
    "intervalle": (LAYOUT + "{{ range(10 ** 9) }}", "gabarit"),
    "recursif": ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "gabarit"),
    "soi-meme": ('{% include "essai-soi-meme.html" %}', "gabarit"),
    "profond": (LAYOUT + "{% for a in range(800) %}<div>{% endfor %}", "moteur"),
    "usages": (LAYOUT + '<img src="images/usages.svg" alt="Image">', "trop-lourd"),
    "dessin-profond": (LAYOUT + '<img src="images/profond.svg" alt="Image">', "image-format"),
    "police-immense": (LAYOUT + '<p style="font-size: 1e9px">Grand</p>', "moteur"),
    "colonnes": (LAYOUT + '<table><tr><td colspan="100000000">a</td></tr></table>', "trop-lourd"),
    "pages": (LAYOUT + "{% for a in range(90000) %}<p style='break-before: page'>a</p>{% endfor %}", "trop-lourd"),
}


QUICK = ("texte", "recursif", "profond", "boucle")


@pytest.mark.parametrize("names", [QUICK, pytest.param((*BOMBS,), marks=pytest.mark.slow)], ids=["quick", "all"])
def test_layouts_and_drawings(tmp_path, names):
    """All in one build: each spoils its own sheet, the good one is made."""
    page = '{% include "essai-" ~ page.sheet.slug ~ ".html" %}'
    files = {f"templates/note/essai-{name}.html": bomb for name, (bomb, _) in BOMBS.items() if name in names}
    files |= {name: sheet(f"Note {name}") for name in (*names, "bonne")}
    root = write(
        tmp_path / "collection",
        {
            "collection": TIGHT,
            "templates/note/format.yaml": FORMAT.replace("styles: [note.css]\n", ""),
            "templates/note/fiche.html": page,
            "templates/note/essai-bonne.html": LAYOUT,
            **files,
            "sheets/images/usages.svg": USES,
            "sheets/images/profond.svg": DEEP,
        },
    )
    made = make(root, jobs=2)
    codes = {problem.path: problem.code for problem in made.problems}
    assert set(made.files) == {"fiches/bonne.pdf"}
    assert codes == {
        (f"templates/note/essai-{name}.html" if code == "gabarit" else f"sheets/{name}.md"): code
        for name, (_, code) in BOMBS.items()
        if name in names
    }


NESTED = {
    "brackets": "[" * 10_000,
    "links": "[a](" * 2_500,
    "tags": "<a " * 3_500,
    "quotations": "> " * 300 + "a",
    "items": "- " * 300 + "a",
    "guillemets": "« " * 5_000,
}
MORE_NESTED = (
    "[" * 60_000, "![" * 30_000, "[a](" * 15_000, "*a " * 20_000, "`a" * 30_000, "<a " * 20_000,
    "".join(f"{'  ' * n}- a\n" for n in range(300)), "<!--" * 15_000, "« " * 30_000,
)  # fmt: skip


@pytest.mark.parametrize("data", [*NESTED.values(), *map(SLOW, MORE_NESTED)])
def test_prose_that_multiplies(data):
    """It is read, or refused, in a moment: the parser's own work grows as the square of some of these."""
    made, problems = judge(text(Contexte=data))
    assert made or problems


def test_brackets_without_number():
    assert "imbrication" in [one.code for one in judge(text(Contexte=NESTED["brackets"]))[1]]
    assert not markdown.read("[a](https://a.org) " * 200, 1)[1]


@pytest.mark.parametrize("size", [40_000, SLOW(120_000)])
@pytest.mark.parametrize("name", ["styles/palette.css", SLOW("styles/note.css"), "styles/signes.txt"])
@pytest.mark.parametrize("piece", ["-", SLOW("a-"), "--a", "{", SLOW("#"), "url(/sheets/", "@font-face {", SLOW("/*")])
def test_styles_that_multiply(tmp_path, name, piece, size):
    """What every run reads of a theme is read in a moment, and before any process has limits."""
    root = collection(tmp_path / "collection", **{name: (piece * size)[:size]})
    project, _ = open_project(root)
    ornaments.load(project)
    fingerprints.grounds(root)


@pytest.mark.parametrize("deep", [100_000, SLOW(300_000)])
def test_map_data_without_end(tmp_path, deep):
    files = {
        "templates/note/cartes/sud.json": "[" * deep,
        "templates/note/cartes/nord.json": "[1]",
        "templates/note/cartes/cartes.yaml": "a: {b: c}\n" * 3_500,
        "templates/note/cartes/fond.json": "{}",
    }
    project, _ = open_project(collection(tmp_path / "collection", **files))
    found, problems = service.load(project, ornaments.load(project)[0])
    assert found and {one.code for one in problems} == {"format-invalide", "yaml-refuse"}

"""Style sheets that were taken apart once are what they are when that is done anew, and believed of us alone."""

from __future__ import annotations

import subprocess
import sys

import pytest

from fiches.config.project import open_project
from fiches.graphics import ornaments
from fiches.render import kept_styles, url_fetcher, weasyprint_styles
from fiches.render.engine import Engine
from fiches.storage.memory import Memory
from support.repository import ROOT

pytestmark = pytest.mark.no_unit

STYLE = """
@font-face { font-family: Fiche; src: url(fonts/BricolageGrotesque-Regular.ttf) }
p > em:not(.fort)::before, [lang|='fr'] a:hover { content: "« " attr(id); color: var(--encre, #123) }
@media print { h1 ~ p:nth-child(2n+1) { margin: calc(1em + 2mm) auto } }
@page :left { margin: 2cm; @bottom-left { content: counter(page) } }
"""
OWN = """
import sys
from fiches.render import weasyprint_styles
STARTED
import weasyprint.html as html
from weasyprint.css import counters
sheets = html.UA_STYLESHEET, html.UA_FORM_STYLESHEET, html.PH_STYLESHEET
for sheet in sheets:
    for name, found in sorted(vars(sheet.matcher).items()):
        entries = found.items() if isinstance(found, dict) else [("", found)] if isinstance(found, list) else []
        for key, rows in entries:
            print(name, key, [(test.__code__.co_code, test.__code__.co_names, *row) for test, *row in rows])
    print(sheet.base_url, sheet.page_rules, sheet.layers)
print(sorted(html.UA_COUNTER_STYLE.items()), type(html.UA_COUNTER_STYLE))
"""
FOUND = "with weasyprint_styles.own_found(lambda words, make: make()): import weasyprint"


@pytest.fixture
def collection(tmp_path):
    """A project whose format has one more style sheet, and how to make an engine of it."""
    (tmp_path / "sheets").mkdir()
    (tmp_path / "styles").mkdir()
    written = tmp_path / "styles" / "capitalisation.css"
    written.write_text(STYLE, "utf-8")
    opened, problems = open_project(tmp_path)
    assert opened and not problems
    return opened, written, Memory(tmp_path / "build", kept_styles.STYLES)


def pdf(engine):
    found, problems = engine.render("<!doctype html><html lang=fr><title>E</title><h1>Un</h1><p><em>Deux</em>", "essai")
    assert found
    return found.data, problems


def counted(monkeypatch):
    """The bytes of each style sheet that is taken apart from now on."""
    import tinycss2

    taken, whole = [], tinycss2.parse_stylesheet_bytes
    monkeypatch.setattr(
        tinycss2, "parse_stylesheet_bytes", lambda data, **more: taken.append(data) or whole(data, **more)
    )
    return taken


def engine_of(collection, *, remembers=True):
    opened, _, memory = collection
    return Engine(opened, url_fetcher.of(opened, ornaments.load(opened)[0]), memory if remembers else None)


def test_what_is_kept_draws_the_same(collection, monkeypatch):
    taken = counted(monkeypatch)
    expected = pdf(engine_of(collection, remembers=False))
    assert pdf(engine_of(collection)) == expected
    taken.clear()
    again = engine_of(collection)
    assert not again.problems and not taken and pdf(again) == expected


def test_another_style_sheet_is_taken_apart(collection, monkeypatch):
    engine_of(collection)
    _, written, _ = collection
    written.write_text(STYLE + "em { color: red }", "utf-8")
    taken = counted(monkeypatch)
    changed = pdf(engine_of(collection))
    assert written.read_bytes() in taken and changed == pdf(engine_of(collection, remembers=False))


def test_what_is_told_of_a_style_sheet_is_told_each_time(collection):
    _, written, _ = collection
    written.write_text("p { colour: red }", "utf-8")
    said = engine_of(collection).problems
    assert [one.path for one in said] == ["styles/capitalisation.css"] and engine_of(collection).problems == said


def test_a_style_sheet_that_takes_others_is_never_kept(collection):
    _, written, memory = collection
    (written.parent / "autre.css").write_text("em { color: red }", "utf-8")
    written.write_text("@import 'autre.css';", "utf-8")
    engine_of(collection)
    assert not (memory.out / memory.path("")).exists()


def test_what_another_user_has_kept_is_not_believed(collection, monkeypatch):
    engine_of(collection)
    _, written, memory = collection
    [file] = (memory.out / memory.path("")).iterdir()
    seal, rest = file.read_bytes().split(b"\n", 1)
    file.write_bytes(b"0" * len(seal) + b"\n" + rest)
    taken = counted(monkeypatch)
    engine_of(collection)
    assert written.read_bytes() in taken


def test_the_engines_own_are_what_they_are_without_us():
    said = [
        subprocess.run(
            [sys.executable, "-c", OWN.replace("STARTED", how)], capture_output=True, check=True, cwd=ROOT
        ).stdout
        for how in ("", FOUND)
    ]
    assert said[0] == said[1] and len(said[0]) > 10_000


def test_selectors_find_after_they_were_kept_what_they_found_before():
    from weasyprint import CSS, HTML

    sheet = CSS(string="p > em:not(.fort), [lang|='fr'] b, i ~ u { color: red }")
    again = weasyprint_styles.unpacked(weasyprint_styles.packed(sheet))
    page = HTML(string="<p lang=fr><em>a</em><em class=fort>b</em><b>c</b><i>d</i><u>e</u>")
    found = [
        [bool(one.matcher.match(element)) for element in page.wrapper_element.iter_subtree()] for one in (sheet, again)
    ]
    assert found[0] == found[1] and sum(found[0]) == 3

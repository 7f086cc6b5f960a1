"""A booklet that is brought up to date from the last one has the bytes of one that is put together anew."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from functools import cache

import pytest
from hypothesis import HealthCheck, given, note, seed, settings
from hypothesis import strategies as st
from PIL import Image

from fiches.graphics import ornaments
from fiches.merge import renewal
from fiches.merge.assembly import assemble
from fiches.merge.joined import BookParts, SheetInsert
from fiches.render import url_fetcher
from fiches.render.engine import Engine
from fiches.storage.fingerprints import key
from support.sources import SHORT, project

pytestmark = pytest.mark.no_unit

ADDRESS = "https://exemple.org/f/"
LOOK = "<style>body{font-family:Vollkorn,Amiri}h1{font-family:Bricolage Grotesque}</style>"
OTHER_LOOK = "<style>body,h1{font-family:Bricolage Grotesque;text-transform:uppercase}</style>"  # of another format
CAPTION = "<p style='background:url(/ornements/losange/argan.svg) 0 0 / 5mm no-repeat'>Ornement"
PARTS = {
    "word": "<p>Un autre mot du douar",
    "signs": "<p>Œuvre naïve ŵ ½ ê",
    "arabic": "<p lang='ar' dir='rtl'>سوس ماسة",
    "photo": "<img src='images/un.png' alt='Un'>",
    "other photo": "<img src='images/deux.png' alt='Deux'>",
    "heading": "<h2>La suite</h2><p>Encore.",
    "table": "<table><tr><th>Année<th>Mètres<tr><td>2012<td>180</table>",
    "note": "<p id='note'>Un champ.<p><a href='#note'>Voir</a>",
    "link": f"<p><a href='{ADDRESS}a'>La fiche A</a> et <a href='{ADDRESS}b'>la B</a>",
    "ornament": CAPTION,
    "emoji": "<p>\U0001f9ff",
    "page": "</section><section class='feuille'><p>Une page de plus",
}
DATES = ("", "2026-11-29", "2026-11-02T10:00:00Z")
SHEETS = ("a", "b", "c", "d", "e")


@dataclass(frozen=True)
class Sheet:
    slug: str
    parts: frozenset[str] = frozenset()
    language: str = "fr"
    look: str = LOOK
    date: str = ""

    @property
    def pages(self) -> list[str]:
        text = "".join(words for name, words in PARTS.items() if name in self.parts)
        return f"<h1>Fiche {self.slug}</h1><p>Des mots.{text}".split("</section><section class='feuille'>")


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    """The bytes of a document, each drawn once."""
    files = dict(SHORT)
    for name, shade in (("un", "L"), ("deux", "1")):
        Image.radial_gradient("L").convert(shade).convert("RGB").save(picture := io.BytesIO(), "PNG")
        files[f"sheets/images/{name}.png"] = picture.getvalue()
    opened = project(tmp_path_factory.mktemp("livret"), files)
    engine = Engine(opened, url_fetcher.of(opened, ornaments.load(opened)[0]))

    @cache
    def data(html):
        made, problems = engine.render(html, "essai")
        assert made, problems
        return made.data

    return data


def article(sheet, folio, waits=False):
    pages = "".join(
        f"<section class='feuille'>{'' if waits else content}<footer class='pied tampon'>{number}</footer></section>"
        for number, content in enumerate(sheet.pages, start=folio)
    )
    kind = "sheet attente" if waits else "sheet"
    return f"<article class='{kind}' lang='{sheet.language}' id='{sheet.slug}'>{pages}</article>"


def document(body, language="fr", date=""):
    made = f"<meta name='DC.date' content='{date}'>" if date else ""
    return f"<!doctype html><html lang='{language}'><title>Essai</title>{made}{body}"


def parts(drawn, sheets):
    """What a booklet of these sheets is put together from."""
    body, inserts, at = "<section class='feuille'><h1>Le livret</h1></section>", [], 1
    for one in sheets:
        body += article(one, at, waits=True)
        data = drawn(document(one.look + article(one, 1), one.language, one.date))
        inserts.append(SheetInsert(one.slug, data, at, key(data)))
        at += len(one.pages)
    jacket = drawn(document(f"{LOOK}<body>{body}<section class='feuille'><h1>Fin</h1></section>"))
    return BookParts(jacket, inserts, {f"{ADDRESS}{one.slug}": one.slug for one in sheets})


def brought(last, wanted):
    """The booklet after an edit, and whether it was made of the last one."""
    made = renewal.renewed(last.data, last.memory, wanted) if last.memory else None
    expected = assemble(wanted)
    if made:
        assert made.data == expected.data
        assert made.memory == expected.memory or made.memory.sheets == expected.memory.sheets
    return made or expected, bool(made)


@pytest.mark.parametrize("before", [frozenset(), frozenset(PARTS) - {"emoji", "page"}])
@pytest.mark.parametrize("part", [name for name in PARTS if name not in ("emoji", "page")])
@pytest.mark.parametrize("slug", ["a", "c"])
def test_one_part_more_or_less(drawn, before, part, slug):
    """Also where it is the first of its sort, or where others have names that its sheet gave."""
    sheets = [Sheet(one, before) for one in SHEETS]
    edited = [replace(one, parts=before ^ {part}) if one.slug == slug else one for one in sheets]
    first = assemble(parts(drawn, sheets))
    second, _ = brought(first, parts(drawn, edited))
    third, _ = brought(second, parts(drawn, sheets))
    assert third.data == first.data != second.data


STEP = st.tuples(st.sampled_from(SHEETS), st.sampled_from([*PARTS, "language", "look", "date", "gone", "moved"]))


def edited(sheets, slug, change):
    found = {one.slug: one for one in sheets}
    one = found.get(slug, Sheet(slug))
    if change == "moved":
        return [*(other for other in sheets if other.slug != slug), one]
    if change == "gone" and len(found) > 1:
        return [other for other in sheets if other.slug != slug]
    if change == "language":
        found[slug] = replace(one, language={"fr": "ar", "ar": "fr"}[one.language])
    elif change == "look":
        found[slug] = replace(one, look=OTHER_LOOK if one.look == LOOK else LOOK)
    elif change == "date":
        found[slug] = replace(one, date=DATES[DATES.index(one.date) - 1])
    else:
        found[slug] = replace(one, parts=one.parts ^ {change})
    return list(found.values())


@seed(0)
@settings(max_examples=6, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STEP, min_size=3, max_size=8))
def test_any_edits(drawn, steps):
    sheets = [Sheet(one, frozenset({"word", "table", "note"})) for one in SHEETS[:4]]
    last = assemble(parts(drawn, sheets))
    for slug, change in steps:
        sheets = edited(sheets, slug, change)
        last, made = brought(last, parts(drawn, sheets))
        note(f"{slug} {change}{' renewed' if made else ''}")
    assert last.data == assemble(parts(drawn, sheets)).data


@pytest.mark.parametrize(
    "part", ["word", "signs", "arabic", "photo", "heading", "table", "ornament", "link", "date", "look"]
)
def test_an_edit_reads_one_sheet(drawn, part):
    """All others are in the last booklet."""
    sheets = [Sheet(one, frozenset({"word"}) if one != "c" else frozenset()) for one in SHEETS]
    last = assemble(parts(drawn, sheets))
    wanted = parts(drawn, edited(sheets, "c", part))

    def unread():
        raise AssertionError

    inserts = [one if one.slug == "c" else replace(one, data=unread) for one in wanted.inserts]
    assert renewal.renewed(last.data, last.memory, replace(wanted, inserts=inserts)).data == assemble(wanted).data


def test_what_is_not_of_these_parts(drawn):
    """Of another jacket, other bytes, other addresses, or hardly a sheet of which is the same: it is made anew."""
    sheets = [Sheet(one) for one in SHEETS]
    wanted = parts(drawn, sheets)
    last = assemble(wanted)
    assert renewal.renewed(last.data, last.memory, wanted).data == last.data
    others = [replace(one, parts=frozenset({"word"})) for one in sheets]
    for data, now in [
        (last.data + b"\n", wanted),
        (last.data, replace(wanted, addresses={})),
        (last.data, parts(drawn, others)),
        (last.data, parts(drawn, sheets[::-1])),
    ]:
        assert renewal.renewed(data, last.memory, now) is None

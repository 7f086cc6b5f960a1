"""Formats of any paper, grid and zones, laid from heights: what fits stands within its margins, whole, on no other."""

from __future__ import annotations

import json
from itertools import combinations

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from fiches.compose.copyfit import Setter
from fiches.compose.model import ContentInventory
from fiches.compose.rules_reader import COMPOSITION, load
from fiches.compose.solver import compose
from fiches.compose.zones_checked import names_of
from fiches.config.formats import Format, RubricSpec
from support.composed_pages import height_of
from support.examples import times

pytestmark = pytest.mark.engine  # whole sheets, composed
NEAR = 0.01
PAPERS = [
    ("A4", {}),
    ("A5", {"module": 4, "colonnes": 6, "gouttiere": 4, "dedans": 14, "dehors": 12, "tete": 12, "pied": 16}),
    ("Letter paysage", {"module": 5, "colonnes": 16, "gouttiere": 3.5, "dedans": 20, "dehors": 18, "pied": 20}),
    ("200 x 200", {"module": 4, "colonnes": 8, "gouttiere": 5, "dedans": 20, "dehors": 15, "tete": 16, "pied": 18}),
]
PROSE, ENTRIES, VOICES = (f"prose-{n}" for n in "abcdef"), ("organisations",), ("voix",)
PROSE = tuple(PROSE)
RUBRICS = (*PROSE, *ENTRIES, *VOICES)
HOLDS = {**dict.fromkeys(ENTRIES, "entries"), **dict.fromkeys(VOICES, "testimonies")}
FORMAT = Format(
    "Essai", (), rubrics=tuple(RubricSpec(id_, {"fr": id_}, {}, HOLDS.get(id_, "prose")) for id_ in RUBRICS)
)
HEADS, GROUNDS = ("dessus", "a-gauche", "en-ligne", "sans"), ("ecume", "")
QUOTES = ("sans", "dessous", "champ", "blanc")


def texts(draw, id_, columns):
    zone = {"rubrique": id_, "tete": draw(st.sampled_from(HEADS)), "fond": draw(st.sampled_from(GROUNDS))}
    zone["tete_colonnes"] = draw(st.integers(2, min(3, columns - 1)))
    if draw(st.booleans()):
        zone["ancre"] = "pied"
    return {"texte": zone}


def pairs(draw, ids, columns):
    first = draw(st.integers(3, columns - 3))
    fonds = {id_: "ecume" for id_ in ids if draw(st.booleans())}
    anchor = {"ancre": "pied"} if draw(st.booleans()) else {}
    return {"cote_a_cote": {**anchor, "rubriques": ids, "partages": [f"{first}/{columns - first}"], "fonds": fonds,
                            "exergue": draw(st.sampled_from(["oui", "non"]))}}  # fmt: skip


def pictured(draw, pages):
    """Images on some pages, anywhere on them."""
    for number, page in enumerate(pages, 1):
        if draw(st.booleans()):
            least = draw(st.integers(4, 8))
            image = {"rang": number, "mini": least, "maxi": least + 9, "exergue": draw(st.sampled_from(QUOTES))}
            page.insert(draw(st.integers(0, len(page))), {"image": image})


@st.composite
def compositions(draw):
    """A paper, its grid, one to three pages that show every rubric once."""
    paper, grid = draw(st.sampled_from(PAPERS))
    columns, count = grid.get("colonnes", 12), draw(st.integers(1, 3))
    ids, zones = list(draw(st.permutations(PROSE))), []
    while ids:
        if len(ids) > 1 and draw(st.booleans()):
            zones.append(pairs(draw, [ids.pop(), ids.pop()], columns))
        else:
            zones.append(texts(draw, ids.pop(), columns))
    cards = {"rubrique": ENTRIES[0], "par_rang": draw(st.integers(1, 4)), "fond": "pise"}
    voices = {"rubrique": VOICES[0], "tete_colonnes": 2, "fond": "terre", "vague": 1.5}
    for zone in ({"cartes": cards}, {"temoignages": voices}):
        zones.append({kind: {**keys, **draw(st.sampled_from([{}, {"ancre": "pied"}]))} for kind, keys in zone.items()})
    pages = [[] for _ in range(count)]
    for zone in draw(st.permutations(zones)):
        pages[draw(st.integers(0, count - 1))].append(zone)
    pictured(draw, pages)
    pages[0].insert(0, {"titre": {"surtitre": draw(st.sampled_from([0, 2]))}})
    if draw(st.booleans()):
        pages[-1].append(
            {"rail": {"largeur": 45, "modele": "rail.html", "cote": draw(st.sampled_from(["dehors", "dedans"]))}}
        )
    if draw(st.booleans()):
        pages[-1].append({"libre": {"modele": "colophon.html", "hauteur": 5, "ancre": "pied"}})
    return {"papier": paper, "grille": grid, "pages": [{"zones": zones or [{"suite": {}}]} for zones in pages]}


@st.composite
def matters(draw):
    """What a sheet holds: some rubrics of some length, entries, testimonies, photos, quotations."""
    lengths = {"titre": (draw(st.integers(10, 90)),)}
    for id_ in PROSE:
        if draw(st.integers(0, 3)):
            lengths[id_] = (draw(st.integers(20, 900)),)
    counts = {id_: draw(st.integers(0, 5)) for id_ in HOLDS}
    for id_, count in counts.items():
        if count:
            lengths[id_] = (60 * count,)
        lengths |= {f"{id_}-{index}": (draw(st.integers(20, 160)),) for index in range(count)}
    quotes = {page: "Une phrase à citer." for page in (1, 2, 3) if draw(st.booleans())}
    lengths |= {f"exergue-{page}": (len(text),) for page, text in quotes.items()}
    captions = tuple(draw(st.lists(st.booleans(), max_size=3)))
    return ContentInventory(
        lengths, counts={id_: n for id_, n in counts.items() if n}, captions=captions, quotes=quotes
    )


def apart(one, other):
    across = one.x + one.width <= other.x + NEAR or other.x + other.width <= one.x + NEAR
    return across or one.foot <= other.y + NEAR or other.foot <= one.y + NEAR


def told(number, page):
    """What of a page somebody would see in a picture of a failure."""
    return number, {name: (frame.x, frame.width, frame.y, frame.foot) for name, frame in page.frames.items()}


def check_margins(grid, number, page):
    """Text within the margins and on whole units where its leading is one; grounds and images within the paper."""
    left = grid.inner if number % 2 else grid.outer
    for name, frame in page.frames.items():
        seen = name, told(number, page)
        assert frame.x >= -NEAR and frame.y >= -NEAR, seen
        assert frame.x + frame.width <= grid.width + NEAR and frame.foot <= grid.page + NEAR, seen
        if frame.size:
            assert left - NEAR <= frame.x and frame.x + frame.width <= left + grid.live + NEAR, seen
            assert grid.top - NEAR <= frame.y and frame.foot <= grid.bottom + NEAR, seen


def check_apart(number, page):
    """No text on another, nor on an image, a rail, the ground of another zone."""
    zones = [(index, name, f) for index, one in enumerate(page.zones) for name, f in one.frames.items()]
    written = [(index, name, f) for index, name, f in zones if f.size or name.startswith("tete-")]
    painted = [
        (index, name, f) for index, name, f in zones if name in ("photo", "champ", "rail") or name[:5] == "fond-"
    ]
    for (_, name, one), (_, other_name, other) in combinations(written, 2):
        beside = {name, other_name} & {f"tete-{name}", f"tete-{other_name}"}  # a head reaches beside its own text
        assert beside or apart(one, other), (name, other_name, told(number, page))
    for place, name, one in written:
        for index, ground, other in painted:
            assert place == index or apart(one, other), (name, ground, told(number, page))
    for (place, name, one), (index, other_name, other) in combinations(painted, 2):
        assert place == index or apart(one, other), (name, other_name, told(number, page))


def check_whole(matter, layout):
    """Every text stands somewhere, once."""
    placed = [name for page in layout.pages for name in page.frames]
    wanted = {"titre", *(id_ for id_ in PROSE if matter.has(id_))}
    wanted |= {f"{id_}-{index}" for id_, count in matter.counts.items() for index in range(count)}
    assert all(placed.count(name) == 1 for name in wanted), (wanted, placed)
    assert sum(page.photo is not None for page in layout.pages) <= len(matter.captions)


def rules_of(folder, composition):
    path = folder / COMPOSITION
    path.write_text(json.dumps(composition, ensure_ascii=False), "utf-8")
    return load(path, names_of(FORMAT, folder))


@given(compositions(), matters())
@settings(times(1), phases=(Phase.explicit, Phase.generate))  # to find a smaller one takes minutes
def test_what_fits_stands_whole_within_its_margins_and_on_nothing_else(tmp_path_factory, composition, matter):
    rules, faults = rules_of(tmp_path_factory.getbasetemp(), composition)
    assert faults == [], faults
    layout = compose(matter, rules, Setter(height_of(matter)))
    check_whole(matter, layout)
    for number, page in enumerate(layout.pages, 1):
        if page.excess <= 0:
            check_margins(rules.grid, number, page)
            check_apart(number, page)

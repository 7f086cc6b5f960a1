"""Standfirsts, facts under their labels and large figures: which step they take, where they stand, what they say."""

from __future__ import annotations

import json

import pytest

from fiches.compose import fact_texts, text_styles
from fiches.compose.copyfit import Setter
from fiches.compose.inventory import matter_of
from fiches.compose.model import ContentInventory
from fiches.compose.rules_reader import COMPOSITION, load
from fiches.compose.solver import compose
from fiches.compose.zones_checked import FormatNames
from fiches.config.calendar_dates import CalendarDate
from fiches.config.fields import Field
from fiches.config.translated import Translated
from fiches.config.values import Period
from fiches.content.blocks import words_of
from fiches.content.sheet import Sheet

SAID = frozenset(
    {"resume", "lieu", "duree", "cout", "notice", "notice.public", "chiffres", "chiffres.n", "chiffres.de"}
)
NAMES = FormatNames((("texte", "prose"),), SAID, frozenset())
FACTS = {"faits": {"champs": ["lieu", "duree", "cout", "notice.public"], "par_rang": 2}}
FIGURES = {"chiffres": {"champ": "chiffres", "cles": ["n", "de"]}}
MODULE = 4.5


def rules_of(folder, *zones):
    path = folder / COMPOSITION
    path.write_text(json.dumps({"pages": [{"zones": [{"titre": {}}, *zones, {"suite": {}}]}]}), "utf-8")
    rules, faults = load(path, NAMES)
    assert faults == [], faults
    return rules


def frames(rules, heights, size=1.0):
    """The frames of the page of a sheet whose blocks are so many lines high; a figure breaks from `size` pt on."""

    def height(text):
        lines = heights.get(text.block, 1)
        return (lines + (text.block.startswith("champ-chiffres") and text.size >= size)) * text.leading

    names = {"titre": 1, **heights}
    return compose(ContentInventory(dict.fromkeys(names, (30,))), rules, Setter(height)).pages[0].frames


def test_facts_stand_in_rows_each_value_under_its_label_on_one_height(tmp_path):
    rules = rules_of(tmp_path, FACTS)
    heights = {"champ-lieu": 3, "etiquette-lieu": 2, "champ-duree": 1, "etiquette-duree": 1, "champ-cout": 1,
               "etiquette-cout": 1, "champ-notice.public": 1, "etiquette-notice.public": 1}  # fmt: skip
    found, grid = frames(rules, heights), rules.grid
    assert found["champ-lieu"].y == found["champ-duree"].y and found["champ-cout"].y == found["champ-notice.public"].y
    assert found["etiquette-lieu"].foot == pytest.approx(found["champ-duree"].y)
    assert found["etiquette-notice.public"].y == pytest.approx(found["champ-lieu"].foot + 1)
    half = (grid.live - grid.gutter) / 2
    assert [found[f"champ-{name}"].x for name in ("lieu", "duree")] == pytest.approx(
        [grid.inner, grid.inner + half + grid.gutter]
    )
    assert {round(frame.width, 6) for name, frame in found.items() if name.startswith(("champ", "etiq"))} == {
        round(half, 6)
    }


def test_what_the_sheet_does_not_say_leaves_its_cell_to_the_next(tmp_path):
    found = frames(rules_of(tmp_path, FACTS), {"champ-cout": 1, "etiquette-cout": 1})
    assert found["champ-cout"].x == 15 and "champ-lieu" not in found
    assert set(frames(rules_of(tmp_path, FACTS, FIGURES), {})) == {"titre"}


@pytest.mark.parametrize(("breaks", "size"), [(100, 38), (30, 24), (1, 14)])
def test_figures_take_the_largest_step_at_which_each_is_one_line(breaks, size, tmp_path):
    heights = {f"{before}-chiffres-{index}": 1 for index in range(3) for before in ("champ", "etiquette")}
    found = frames(rules_of(tmp_path, FIGURES), heights, breaks)
    assert {found[f"champ-chiffres-{index}"].size for index in range(3)} == {size}
    assert found["etiquette-chiffres-1"].y == pytest.approx(found["champ-chiffres-1"].foot)


def test_a_ground_goes_from_edge_to_edge_around_its_cells(tmp_path):
    rules = rules_of(tmp_path, {"faits": {**FACTS["faits"], "fond": "ecume"}}, {"chapeau": {"champ": "resume"}})
    found = frames(rules, {"champ-lieu": 1, "etiquette-lieu": 1, "champ-resume": 1})
    ground = found["fond-faits"]
    assert (ground.x, ground.width) == (0, rules.grid.width)
    assert ground.y == found["etiquette-lieu"].y - 1.5 and ground.foot == found["champ-lieu"].foot + 1.5


def test_a_standfirst_takes_the_first_step_with_few_enough_lines(tmp_path):
    zone = {"chapeau": {"champ": "resume"}}
    assert [frames(rules_of(tmp_path, zone), {"champ-resume": lines})["champ-resume"].size for lines in (2, 5, 30)] == [
        14,
        12.6,
        10.4,
    ]


def test_a_box_from_edge_to_edge_begins_at_the_trim(tmp_path):
    path = tmp_path / COMPOSITION
    zones = [{"libre": {"modele": "carte.html", "hauteur": 12, "bord_a_bord": "oui"}}, {"titre": {}}, {"suite": {}}]
    path.write_text(json.dumps({"pages": [{"zones": zones}]}), "utf-8")
    found = frames(load(path, NAMES)[0], {})
    box = found["carte"]
    assert (box.x, box.y, box.width, box.height) == (0, 0, 210, 12) and found["titre"].y == 13


FIELDS = (
    Field("lieu", label=Translated((("fr", "Lieu"), ("en", "Place")))),
    Field("notice", "record", fields=(Field("public", label=Translated((("fr", "Pour qui"),))),)),
)
VALUES = {
    "lieu": ({"ville": "Dakar", "point": (14.7, -17.4), "pays": "Sénégal"}, {"pays": "Mali"}),
    "duree": Period(2019, 2021), "cout": ("une", CalendarDate("2024-03-12")),
    "notice": {"public": "Tous"}, "resume": "En bref.",
    "chiffres": ({"n": "12", "de": "puits"}, {"n": "3 %"}),
}  # fmt: skip


def test_what_is_said_is_as_it_is_printed_under_the_label_of_its_key(tmp_path):
    """Records one a paragraph, without their position on a map; periods as printed; a key without label by its name."""
    rules = rules_of(tmp_path, {"chapeau": {"champ": "resume"}}, FACTS, FIGURES)
    sheet = Sheet("x", "sheets/x.md", "Un titre", "en", VALUES, ())
    found = {
        name: (kind, list(words_of(said)))
        for name, kind, said in fact_texts.blocks_of(sheet, rules.pages[0].zones, FIELDS)
    }
    assert found["champ-lieu"] == (text_styles.FACT_VALUE, ["Dakar, Sénégal", "Mali"])
    assert found["etiquette-lieu"] == (text_styles.FACT_LABEL, ["Place"])
    assert found["champ-duree"][1] == ["2019 – 2021"] and found["champ-cout"][1] == ["une, 12 March 2024"]
    assert found["champ-notice.public"][1] == ["Tous"] and found["etiquette-notice.public"][1] == ["Pour qui"]
    assert found["etiquette-cout"][1] == ["cout"]
    assert found["champ-resume"] == (text_styles.STANDFIRST, ["En bref."])
    assert found["champ-chiffres-0"] == (text_styles.FIGURE, ["12"]) and found["etiquette-chiffres-0"][1] == ["puits"]
    matter = matter_of(sheet, rules)
    assert matter.has("champ-notice.public") and not matter.has("etiquette-chiffres-1")

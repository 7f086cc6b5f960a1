"""Places: every place of the house's sheets is found, and no name is taken for another."""

from __future__ import annotations

import copy
import json
import math
import shutil
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fiches.config import formats
from fiches.config.project import search
from fiches.content import source
from fiches.core.problems import CODES, Severity
from fiches.places import finder, gazetteer, names, points, told
from fiches.places.points import Abroad, Ambiguous, Elsewhere, Found, Outside, Unknown
from support import sources

HOUSE = (search(Path(__file__).parent, "templates")[-1] / "capitalisation",)
LOADED, PROBLEMS = gazetteer.load(HOUSE)
assert LOADED is not None
GAZETTEER = LOADED
FINDER, _ = finder.load(formats.load("capitalisation", search(Path(__file__).parent, "templates"))[0])
REGION = [commune for commune in GAZETTEER.municipalities if commune.region == "Souss-Massa"]
NOTHING = gazetteer.Gazetteer((), (), {}, {}, ())


def south(**place):
    return GAZETTEER.south(place)


def north(**place):
    return GAZETTEER.north(place)


def test_the_house_has_both_shores():
    assert not PROBLEMS
    assert len(REGION) == 175 and len({commune.county for commune in REGION}) == 6
    assert len(GAZETTEER.departments) == 96 and len(GAZETTEER.towns) > 4500
    assert min(commune.latitude for commune in GAZETTEER.municipalities) >= 28.5


@pytest.mark.parametrize(
    ("typed", "county", "found"),
    [
        ("Agadir Melloulen", "Taroudant", "Agadir Melloul"),
        ("Agadir Melloul", "Taroudannt", "Agadir Melloul"),
        ("Arbâa Sahel", "Tiznit", "Arbaa Sahel"),
        ("Arbaa Sahel", "tiznit", "Arbaa Sahel"),
        ("Arbâa Rasmouka", "Tiznit", "Arbaa Rasmouka"),
        ("Irsmouka", "Tiznit", "Arbaa Rasmouka"),
        ("Irsmouken", "Tiznit", "Arbaa Rasmouka"),
        ("Rasmouka", "Tiznit", "Arbaa Rasmouka"),
        ("Tisrass", "Taroudant", "Tisrasse"),
        ("Taroudant", "Taroudant", "Taroudannt"),
        ("Aglou", "Tiznit", "Tnine Aglou"),
        ("Commune de Ouijjane", "Province de Tiznit", "Ouijjane"),
        ("Sidi Moussa", "Taroudant", "Sidi Moussa Lhamri"),
        ("Tizi N’Test", "Taroudant", "Tizi N'Test"),
        ("Tizi Ntest", "Taroudant", "Tizi N'Test"),
        ("Al Faid", "Taroudant", "El Faid"),
        ("أربعاء الساحل", "تيزنيت", "Arbaa Sahel"),
    ],
)
def test_a_commune_is_found_as_people_write_it(typed, county, found):
    answer = south(municipality=typed, county=county)
    assert isinstance(answer, Found) and (answer.name, answer.level, answer.asked) == (found, "municipality", "")


def test_every_commune_of_the_region_is_found_under_its_own_name_and_no_other():
    for commune in REGION:
        answer = south(municipality=commune.name, county=commune.county, region="Souss-Massa")
        assert isinstance(answer, Found) and answer.name == commune.name
        assert (answer.latitude, answer.longitude) == (commune.latitude, commune.longitude)


def test_no_two_communes_of_a_province_sound_alike():
    heard = Counter((commune.county, names.key(commune.name).heard) for commune in REGION)
    assert [name for name, count in heard.items() if count > 1] == []


@pytest.mark.parametrize("step", [5, sources.SLOW(1)])
def test_a_commune_is_never_taken_for_one_of_another_province(step):
    """Each name, asked for in each other province: only a part of a longer name may answer."""
    wrong = []
    for commune in REGION[::step]:
        for province in {other.county for other in REGION} - {commune.county}:
            answer = south(municipality=commune.name, county=province)
            if isinstance(answer, Found):
                wrong.append((commune.name, answer.name))
    for typed, answered in wrong:
        heard = names.key(typed).heard == names.key(answered).heard
        assert heard or set(names.key(typed).words) < set(names.key(answered).words), (typed, answered)
    assert len(wrong) < 6, wrong


@pytest.mark.parametrize(
    ("typed", "county"),
    [("Tafraout", "Taroudant"), ("Asrargh", "Taroudant"), ("Idergane", "Tiznit"), ("Bouzerz", "Tiznit"),
     ("Lyon", "Tiznit"), ("Tata", "Tiznit"), ("Aït", "Tata") , ("Ouarzazate", "Taroudant"), ("Tamri", "Taroudant")],
)  # fmt: skip
def test_false_friends_are_not_found(typed, county):
    assert not isinstance(south(municipality=typed, county=county), Found)


def test_coordinates_win():
    answer = south(village="Asrargh", municipality="Nulle part", point=(30.52, -7.92))
    assert answer == Found(30.52, -7.92, "Asrargh", "point")
    assert north(town="Ailleurs", point=(50.0, 4.0)) == Found(50.0, 4.0, "Ailleurs", "point")


def test_a_village_that_nobody_lists_falls_to_its_commune_and_says_so():
    answer = south(village="Asrargh", municipality="Agadir Melloulen", district="Taliouine", county="Taroudant")
    assert answer == Found(30.225, -7.796, "Agadir Melloul", "municipality", "Asrargh")


def test_a_village_of_its_commune_s_name_is_that_commune():
    answer = south(village="Ouijjane", municipality="Ouijjane", region="Souss-Massa")
    assert isinstance(answer, Found) and answer.asked == ""


def test_a_village_without_a_commune_falls_to_its_province_but_never_to_a_whole_region():
    answer = south(village="Idergane", county="Tiznit")
    assert isinstance(answer, Found) and (answer.level, answer.asked) == ("county", "Idergane")
    assert isinstance(south(village="Idergane", region="Souss-Massa"), Unknown)


def test_wider_places_are_in_the_middle_of_their_communes():
    for level, name in (("district", "Taliouine"), ("county", "Tiznit"), ("region", "Souss Massa")):
        answer = south(**{level: name})
        assert isinstance(answer, Found) and answer.level == level
        assert answer.whole_region == (level == "region")
    assert south(region="سوس ماسة") == south(region="Souss-Massa")


def test_a_name_alone_that_several_bear_lists_them_with_their_provinces():
    for key in ("municipality", "village"):
        answer = south(**{key: "Sidi Moussa"})
        assert isinstance(answer, Ambiguous) and len(answer.candidates) == 5
        assert "Sidi Moussa Lhamri (Taroudannt)" in answer.candidates
        assert len({candidate.split("(")[1] for candidate in answer.candidates}) == 4


@pytest.mark.parametrize("name", ["Agadir", "Tiznit", "Tata", "Taliouine", "Taroudant"])
def test_a_town_needs_no_province(name):
    assert isinstance(south(municipality=name), Found)


def test_a_place_outside_the_region_is_found():
    answer = south(village="Guelmim", region="Guelmim-Oued Noun")
    assert isinstance(answer, Found) and (answer.latitude, answer.longitude) == (28.987, -10.057)
    assert isinstance(south(village="Guelmim"), Found)
    assert isinstance(south(village="Guelmim", region="Souss-Massa"), Unknown)


def test_an_unknown_region_or_province_is_not_passed_over():
    assert south(municipality="Ouijjane", region="Bretagne") == Unknown("Bretagne")
    assert isinstance(south(county="Tiznitt"), Found)  # one letter amiss
    assert south(municipality="Tamgrout") == Unknown("Tamgrout", "Tamegroute")


@pytest.mark.parametrize(
    ("place", "found"),
    [
        ({"town": "Montpellier", "department": "34"}, "Montpellier"),
        ({"town": "Montpellier"}, "Montpellier"),
        ({"town": "Ivry sur Seine", "department": "94"}, "Ivry-sur-Seine"),
        ({"town": "Ivry", "department": "94"}, "Ivry-sur-Seine"),
        ({"town": "Paris 20e", "department": "75"}, "Paris"),
        ({"town": "Paris 13e arrondissement"}, "Paris"),
        ({"town": "Lyon 7ème"}, "Lyon"),
        ({"town": "St Denis", "department": "93"}, "Saint-Denis"),
        ({"town": "carpentras", "department": "Vaucluse (84)"}, "Carpentras"),
        ({"town": "Ajaccio", "department": "2a"}, "Ajaccio"),
        ({"town": "Bourg en Bresse", "department": "1"}, "Bourg-en-Bresse"),
        ({"department": "34"}, "Hérault"),
        ({"department": "herault"}, "Hérault"),
    ],
)
def test_a_city_is_found_as_people_write_it(place, found):
    answer = north(**place)
    assert isinstance(answer, Found) and (answer.name, answer.asked) == (found, "")


def test_a_city_that_is_in_another_department_has_no_point():
    answer = north(town="Montpellier", department="75")
    assert answer == Elsewhere("Montpellier", "Ville de Paris (75)", ("Hérault (34)",))


def test_a_city_that_is_in_no_gazetteer_falls_to_its_department_and_says_so():
    answer = north(town="Exempleville", department="75")
    assert isinstance(answer, Found) and answer.asked == "Exempleville"
    assert (answer.name, answer.level) == ("Ville de Paris", "department")


def test_a_commune_of_another_province_has_no_point():
    assert south(municipality="Tafraout", county="Taroudant") == Elsewhere("Tafraout", "Taroudant", ("Tiznit",))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ((-8.9, 30.2), (30.2, -8.9)), ((30.2, 8.9), (30.2, -8.9)), ((8.9, 30.2), (30.2, -8.9)),
        ((-30.2, -8.9), (30.2, -8.9)), ((0.0, 0.0), None), ((23.7, -15.9), None), ((48.8, 2.3), None),
    ],
)  # fmt: skip
def test_a_point_off_the_map_has_no_marker(typed, meant):
    assert south(village="Exemple", point=typed) == Outside(typed, meant)


def test_a_point_in_the_north_is_on_its_continent():
    assert north(town="Bruxelles", point=(50.85, 4.35)) == Found(50.85, 4.35, "Bruxelles", "point")
    assert north(town="Paris", point=(2.35, 48.85)) == Outside((2.35, 48.85), (48.85, 2.35))


@pytest.mark.parametrize("city", ["Bruxelles", "Anvers", "genève"])
def test_a_city_abroad_is_no_french_town_misspelt(city):
    assert north(town=city) == Abroad(city)


def test_no_name_is_offered_that_sounds_otherwise():
    assert north(town="Bruxellettes") == Unknown("Bruxellettes")


def test_a_city_alone_with_a_rival_of_like_size_is_ambiguous():
    assert north(town="Saint-Ouen") == Ambiguous("Saint-Ouen", ("Saint-Ouen (93)", "Saint-Ouen-l'Aumône (95)"))


@pytest.mark.parametrize(
    ("typed", "city", "name"),
    [
        ("20", "Ajaccio", "Ajaccio"),
        ("20200", "Bastia", "Bastia"),
        ("20000", "Ajaccio", "Ajaccio"),
        ("Corse", "Corte", "Corte"),
    ],
)
def test_of_corsica_the_code_or_the_town_says_which_department(typed, city, name):
    answer = north(town=city, department=typed)
    assert isinstance(answer, Found) and (answer.level, answer.name) == ("town", name)
    assert north(town="Montpellier", department="Corse") == Unknown("Corse")


def test_a_region_of_the_past_is_where_its_communes_are():
    assert south(municipality="Ouijjane", region="Souss-Massa-Drâa") == south(
        municipality="Ouijjane", region="Souss-Massa"
    )
    assert isinstance(south(municipality="Tamegroute", region="Souss Massa Draa"), Found)
    assert south(region="Souss-Massa-Drâa") == south(region="Souss-Massa")


def test_no_department_no_point():
    assert north(department="974") == Unknown("974")
    assert isinstance(north(town="Xyzzy"), Unknown)


def test_distances_are_great_circles_rounded_to_ten_kilometres():
    montpellier, asrargh = north(town="Montpellier"), south(municipality="Agadir Melloul", county="Taroudant")
    assert isinstance(montpellier, Found) and isinstance(asrargh, Found)
    km = points.kilometres(montpellier, asrargh)
    assert points.rounded(km, "\u202f") == "1\u202f810"
    assert (
        points.rounded(94.9, ",") == "90" and points.rounded(0, ",") == "0" and points.rounded(12_345, ",") == "12,340"
    )
    assert points.kilometres(asrargh, montpellier) == pytest.approx(km)


@settings(deadline=None)
@given(
    st.dictionaries(st.sampled_from(["village", "municipality", "district", "county", "region"]), st.text(max_size=30))
)
def test_no_text_makes_the_south_raise(place):
    GAZETTEER.south(place)
    NOTHING.south(place)


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(["town", "department"]), st.text(max_size=30), min_size=1))
def test_no_text_makes_the_north_raise(place):
    GAZETTEER.north(place)
    NOTHING.north(place)


@given(st.text(max_size=12), st.text(max_size=12))
def test_distance_is_zero_for_equals_and_symmetric(one, other):
    assert names.distance(one, one, 0) == 0
    assert names.distance(one, other, 3) == names.distance(other, one, 3)


def judged(front):
    """(severity, code, line) of what the places of a sheet give."""
    words = sources.text("titre: Une bibliothèque\n" + front)
    parsed, _ = source.parse_bytes(words.encode(), "fiche", "fiche.md")
    made, problems = sources.judge(words)
    assert parsed and made, problems
    found = told.check(made, FINDER, parsed.front)
    return [(problem.severity, problem.code, problem.line) for problem in found], found


def test_a_known_place_is_silent():
    assert judged("territoire: {commune: Ouijjane, region: Souss-Massa}\ndiaspora: {ville: Paris}")[0] == []


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("{ville: Montpelier}", ["lieu-autrement"]),
        ("{ville: Montpelier, departement: 34}", ["lieu-autrement"]),
        ("{ville: Montpellier}", []),
        ("{ville: MONTPELLIER}", []),
        ("{ville: Paris 18e}", []),
        ("{ville: St-Denis}", []),
        ("{ville: Saint Etienne, departement: Loire}", []),
        ("{ville: Chalons, departement: Marne}", []),
    ],
)
def test_a_town_that_is_printed_misspelt_is_told(typed, codes):
    assert [code for _, code, _ in judged(f"territoire: {{commune: Ouijjane}}\ndiaspora: {typed}")[0]] == codes


def test_each_doubt_is_a_problem_on_the_line_of_its_place():
    places_, found = judged(
        "territoire:\n  - {lieu: Iferda, commune: Arbâa Sahel, province: Tiznit}\n  - commune: Sidi Moussa\n"
        "  - lieu: Idergane\n    region: Souss-Massa\ndiaspora:\n  ville: Saint-Ouen"
    )
    assert places_ == [
        (Severity.NOTE, "lieu-approche", 4),
        (Severity.ERROR, "lieu-ambigu", 5),
        (Severity.WARNING, "lieu-inconnu", 6),
        (Severity.WARNING, "lieu-inconnu", 9),
    ]
    assert "commune Arbaa Sahel" in str(found[0].message) and "coordonnees" in str(found[0].hint)
    assert "Sidi Moussa Lhamri (Taroudannt)" in str(found[1].hint)
    assert "departement" in str(found[3].hint) and {problem.code for problem in found} <= set(CODES)


def test_without_the_front_matter_problems_stand_on_the_first_line():
    made = sources.good(sources.text("titre: A\nterritoire: {lieu: Nulle part}"))
    assert [problem.line for problem in told.check(made, FINDER)] == [1]


def test_the_places_of_the_house_s_sheets_are_known():
    """Only what no gazetteer lists may be a note, and only what its author left open a warning."""
    sheets = sorted((HOUSE[0].parents[1] / "sheets").glob("*.md"))
    seen = Counter()
    form, _ = formats.load("capitalisation", search(Path(__file__).parent, "templates"))
    for path in sheets:
        parsed, _ = source.read(path, path.name)
        if parsed is None or path.name.startswith("livret"):
            continue
        values, _ = helpers_fields(parsed, form)
        for role in form.places:
            look = GAZETTEER.south if role.end == "south" else GAZETTEER.north
            for place in values.get(role.field, ()):
                answer = look(finder.levelled(place, role))
                assert not isinstance(answer, Ambiguous), path
                seen[type(answer).__name__ + ("?" if isinstance(answer, Found) and answer.asked else "")] += 1
    assert seen["Unknown"] <= 1 and seen["Found"] >= 9, seen


def helpers_fields(parsed, form):
    from fiches.config import fields

    return fields.read(parsed.front, form.fields)


def test_a_format_without_places_has_no_gazetteer(tmp_path):
    assert gazetteer.load((tmp_path,)) == (None, [])


def test_a_format_s_own_places_come_first_and_one_shore_is_enough(tmp_path):
    (tmp_path / "cartes").mkdir()
    (tmp_path / "cartes" / "nord.json").write_text('{"01":{"nom":"Ici","centre":[1,2],"villes":[["Là",3,4,5]]}}')
    found, problems = gazetteer.load((tmp_path, *HOUSE))
    assert found and not problems and not found.municipalities
    assert found.north({"town": "là"}) == Found(3, 4, "Là", "town")


@pytest.mark.parametrize("content", ["", "{", "[]", '{"01": 3}', '{"01": {"nom": "x"}}', "[" * 100_000, b"\xff\xfe"])
def test_broken_places_are_problems_of_the_format(tmp_path, content):
    shutil.copytree(HOUSE[0] / "cartes", tmp_path / "cartes")
    file = tmp_path / "cartes" / "nord.json"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    _, problems = gazetteer.load((tmp_path,))
    assert {problem.code for problem in problems} <= {"format-invalide"}
    assert problems or content == "[]"


def test_the_files_are_small():
    assert sum(path.stat().st_size for path in (HOUSE[0] / "cartes").iterdir()) < 400_000
    assert json.loads((HOUSE[0] / "cartes" / "sud.json").read_text("utf-8")).keys() == {
        "regions", "localites", "noms_arabes",
    }  # fmt: skip


# --- damaged data ----------------------------------------------------------------------

SOUTH_DATA = {
    "regions": {"Souss": {"Tiznit": [["Tafraout", "تافراوت", "Anzi", 29.7, -9.0]]}},
    "localites": [["Agadir Ouzrou", 29.8, -9.1]],
    "noms_arabes": {"Souss": "سوس"},
}
NORTH_DATA = {"34": {"nom": "Hérault", "centre": [43.6, 3.4], "villes": [["Sète", 43.4, 3.7, 440]]}}
NO_VALUES = (None, [], "x", {}, math.nan, 1e308, [None])


def places_in(value, path=()):
    """The way to every value of a table, the table first."""
    yield path
    for name, inner in (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    ):
        yield from places_in(inner, (*path, name))


def replaced(value, path, other):
    """The same with another value at a place."""
    if not path:
        return other
    changed = copy.copy(value)
    changed[path[0]] = replaced(value[path[0]], path[1:], other)
    return changed


@pytest.mark.parametrize(("name", "whole"), [(gazetteer.SOUTH, SOUTH_DATA), (gazetteer.NORTH, NORTH_DATA)])
def test_any_value_of_any_kind_anywhere_is_told_or_read(name, whole, tmp_path):
    """As exports of a GIS give them: a name that is nothing, a latitude that is a list."""
    home = tmp_path / gazetteer.ATLAS_FOLDER
    home.mkdir()
    told = 0
    for place in places_in(whole):
        for value in NO_VALUES:
            (home / name).write_text(json.dumps(replaced(whole, place, value)), "utf-8")
            found, problems = gazetteer.load((tmp_path,))
            assert {(one.code, Path(one.path).name) for one in problems} <= {("format-invalide", name)}
            told += bool(problems)
            if found:
                [
                    ask(place)
                    for ask in (found.south, found.north)
                    for place in ({"town": "Sète"}, {"village": "Tafraout"})
                ]
    assert told > 40

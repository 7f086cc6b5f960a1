"""composition.yaml: whatever a designer types is a good composition, or a fault with its line."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fiches.compose.rules import CompositionRules
from fiches.compose.rules_reader import COMPOSITION, LADDERS, ORDERS, RULES, load
from fiches.config.project import HOUSE
from fiches.config.yaml_reader import YamlList, YamlTable, parse
from support.composed_pages import composed, matter
from support.examples import times

HOUSE_FILE = HOUSE / "templates/capitalisation" / COMPOSITION
TEXT = HOUSE_FILE.read_text("utf-8")


def loaded(folder, text):
    path = folder / COMPOSITION
    path.write_text(text, "utf-8")
    return load(path)


@pytest.mark.parametrize(
    ("typed", "instead", "said"),
    [
        ("champs: {mini: 10, maxi: 36}", "champs: {mini: 10}", "la clé « maxi » manque"),
        ("champs: {mini: 10, maxi: 36}", "champs: {mini: 40, maxi: 36}", "le mini 40 dépasse le maxi 36"),
        ("cartes: [8.6, 8.4, 8]", "cartes: [grand]", "« cartes » : « grand » n'est pas un nombre"),
        ("cartes: [8.6, 8.4, 8]", "cartes: [8.6, 9, 8]", "« cartes » : le corps 9 vient après 8,6, qui est plus petit"),
        ("cartes: [8.6, 8.4, 8]", "cartes: [-8]", "« cartes » : « -8 » n'est pas entre 4 et 100"),
        ("cartes: [8.6, 8.4, 8]", "cartes: {a: 8}", "« cartes » demande un seul texte : le deux-points de « a: 8 »"),
        ("interligne: 2.5, lignes: 3", "interligne: 0, lignes: 3", "« interligne » : « 0 » n'est pas entre 0,4 et 10"),
        ("corps: 29, interligne: 2.5", "corps: 12, interligne: 2.5", "« titre » : le corps 25 vient après 12, "),
        ("corps: 9.6 # of", "corps: 0 # of", "« corps » : « 0 » n'est pas entre 4 et 100"),
        ("interligne: 2.5, lignes: 3", "interligne: 2.5, lignes: 0", "« lignes » : « 0 » n'est pas entre 1 et 99"),
        (
            "colonnes: 3}\n  - {corps: 9.6",
            "colonnes: 9}\n  - {corps: 9.6",
            "« colonnes » : « 9 » n'est pas entre 1 et 4",
        ),
        ("{page: 4, mini: 8, maxi: 18}", "{page: 5, mini: 8, maxi: 18}", "« page » : « 5 » n'est pas entre 1 et 4"),
        ("{page: 4, mini: 8, maxi: 18}", "{page: 1, mini: 8, maxi: 18}", "la page 1 a deux places de photo"),
        ("{page: 4, mini: 8, maxi: 18}", "{page: 4, mini: 8, maxi: 7}", "le mini 8 dépasse le maxi 7"),
        ("rapport_large: 1.45", "rapport_large: 0", "« rapport_large » : « 0 » n'est pas entre 1 et 20"),
        ("creux: 5", "creux: -5", "« creux » : « -5 » n'est pas entre 0 et 66"),
        ("corps: 1.24, interligne: 1.25", "corps: 1.24", "la clé « interligne » manque"),
        ("- blancs 0.75", "- blancs", "la règle « blancs » demande un nombre"),
        ("- blancs 0.75", "- blancs 0", "« blancs » : « 0 » n'est pas entre 0,1 et 4"),
        ("- blancs 0.75", "- blanc 0.75", "« blanc 0.75 » n'est pas une règle de composition"),
        ("- blancs 0.75", "- blancs gris", "« blancs » : « gris » n'est pas un nombre"),
        ("- blancs 0.75", "- [blancs, 1]", "« trop_long » demande un seul texte, pas une liste"),
        ("- acteurs 2", "- acteurs 3", "« acteurs 3 » nomme une page où cette règle ne peut rien"),
        ("- exergue 3", "- exergue 4", "« exergue 4 » nomme une page où cette règle ne peut rien"),
        ("- photo 3", "- photo 2.5", "« photo 2.5 » nomme une page où cette règle ne peut rien"),
        ("  - titre\n", "  - titre 2\n", "la règle « titre » ne prend pas de nombre"),
        ("- corps 10.5", "- corps 1", "« corps » : « 1 » n'est pas entre 4 et 100"),
    ],
)
def test_each_fault_is_told_on_its_line(tmp_path, typed, instead, said):
    text = TEXT.replace(typed, instead, 1)
    assert text != TEXT
    rules, faults = loaded(tmp_path, text)
    assert rules is None
    [found] = [fault for fault in faults if str(fault.message).startswith(said)]
    [line] = [n for n, (old, new) in enumerate(zip(TEXT.split("\n"), text.split("\n"), strict=True), 1) if old != new]
    assert found.line == line + ("vient après 12" in said) and found.column > 1
    assert all(str(fault.in_file("a").hint) for fault in faults)


@pytest.mark.parametrize("ladder", [*LADDERS, *ORDERS, "cartes"])
def test_an_empty_ladder_is_missing(tmp_path, ladder):
    text = re.sub(rf"(?m)^{ladder}:.*\n(?:  .*\n)*", f"{ladder}: []\n", TEXT)
    rules, faults = loaded(tmp_path, text)
    assert rules is None and [str(fault.message) for fault in faults] == [f"la clé « {ladder} » manque"]


@pytest.mark.parametrize("photos", [1, 4])
def test_a_page_without_a_place_has_no_photo(tmp_path, photos):
    text = TEXT.replace("  - {page: 4, mini: 8, maxi: 18}\n", "").replace("  - {page: 2, mini: 14, maxi: 36}\n", "")
    rules, faults = loaded(tmp_path, text)
    assert faults == []
    layout = composed(matter(0.8, captions=(True,) * photos), rules)
    assert layout.fits and [page.photo for page in layout.pages][1::2] == [None, None]
    assert {page.photo for page in layout.pages} - {None} == set(range(min(photos, 2)))


def test_a_composition_may_have_no_photo_at_all(tmp_path):
    rules, faults = loaded(tmp_path, re.sub(r"(?m)^photos:\n(?:  .*\n)*", "", TEXT))
    assert faults == [] and composed(matter(captions=(True,)), rules).choice.photos == {}


def test_every_rule_of_the_house_is_known():
    table, _ = parse(TEXT)
    lists = [entry.value for entry in table.entries if entry.key.value in ORDERS]
    assert {item.value.split()[0] for found in lists for item in found.items} == set(RULES)


# --- any change ------------------------------------------------------------------------------


def plain(node):
    if isinstance(node, YamlTable):
        return {entry.key.value: plain(entry.value) for entry in node.entries}
    return [plain(item) for item in node.items] if isinstance(node, YamlList) else node.value


def places(data, path=()):
    """The path of everything in `data`."""
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [path, *(place for key, value in inner for place in places(value, (*path, key)))]


WHOLE = plain(parse(TEXT)[0])
PLACES = places(WHOLE)[1:]
NUMBERS = st.integers(-5, 120).map(str) | st.floats(0, 70).map(lambda value: f"{value:.2f}")
RULE_TEXTS = st.builds(lambda name, value: f"{name} {value}", st.sampled_from(sorted(RULES)), st.just("") | NUMBERS)
SCALARS = NUMBERS | RULE_TEXTS | st.text(max_size=8) | st.sampled_from(["", "1e9", "9" * 400, "½", "4,5", "-", "٣"])
ANY = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner))
CHANGES = st.lists(st.tuples(st.sampled_from(PLACES), ANY | st.none()), min_size=1, max_size=3)


def changed(data, path, value):
    """`data` with another value at `path`, or without it."""
    key, *rest = path
    pairs = dict(data) if isinstance(data, dict) else dict(enumerate(data)) if isinstance(data, list) else {}
    if key not in pairs:  # an earlier change took it away, or put something of another kind there
        return data
    pairs[key] = changed(pairs[key], rest, value) if rest else value
    kept = {name: inner for name, inner in pairs.items() if inner is not None}
    return kept if isinstance(data, dict) else list(kept.values())


@given(CHANGES, st.sampled_from([0.3, 0.8, 1.1, 1.6]), st.integers(0, 4))
@times(1.5)
def test_any_change_is_a_good_composition_or_a_fault(tmp_path_factory, changes, share, photos):
    data = WHOLE
    for path, value in changes:
        data = changed(data, path, value)
    rules, faults = loaded(tmp_path_factory.getbasetemp(), json.dumps(data, ensure_ascii=False, indent=1))
    assert (rules is None) == bool(faults)
    assert all(fault.line >= 1 and str(fault.message) for fault in faults)
    if rules is not None:
        assert isinstance(rules, CompositionRules)
        assert len(composed(matter(share, captions=(True, False) * (photos // 2)), rules).pages) == 4

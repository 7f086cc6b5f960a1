"""composition.yaml: whatever a designer types is a good composition, or a fault with its line."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fiches.compose import giving_way
from fiches.compose.giving_way import ORDERS
from fiches.compose.rules import CompositionRules
from fiches.compose.rules_reader import COMPOSITION, load
from fiches.compose.zones_checked import names_of
from fiches.config.project import HOUSE
from fiches.config.yaml_reader import YamlList, YamlTable, parse
from support.composed_pages import FORMAT, GRID, RULES, composed, matter
from support.examples import times

TEXT = (HOUSE / "templates/capitalisation" / COMPOSITION).read_text("utf-8")
USUAL = (HOUSE / "templates" / COMPOSITION).read_text("utf-8")
OWN = "|".join(re.findall(r"(?m)^(\w+):", TEXT))
WHOLE_TEXT = TEXT + re.sub(rf"(?m)^(?:{OWN}):.*\n(?:  .*\n)*", "", USUAL)  # what the house says, and all that is usual


def loaded(folder, text, format_=FORMAT):
    path = folder / COMPOSITION
    path.write_text(text, "utf-8")
    return load(path, names_of(format_, folder))


def told(folder, text, said):
    """The line of the one fault whose message begins so, each fault with a remedy."""
    rules, faults = loaded(folder, text)
    assert rules is None and all(str(fault.in_file("a").hint) and fault.column >= 1 for fault in faults)
    [found] = [fault for fault in faults if str(fault.message).startswith(said)]
    return found.line


def changed_lines(old, new):
    return [n for n, pair in enumerate(zip(old.split("\n"), new.split("\n"), strict=True), 1) if pair[0] != pair[1]]


def first_zones(text):
    """The line on which the first page begins."""
    return text.splitlines().index("pages:") + 2


SCALARS_TOLD = [
    ("champs: {mini: 13, maxi: 20}", "champs: {mini: 10}", "la clé « maxi » manque"),
    ("champs: {mini: 13, maxi: 20}", "champs: {mini: 40, maxi: 30}", "le mini 40 dépasse le maxi 30"),
    ("cartes: [8.6, 8.4, 8]", "cartes: [grand]", "« cartes » : « grand » n'est pas un nombre"),
    ("cartes: [8.6, 8.4, 8]", "cartes: [8.6, 9, 8]", "« cartes » : le corps 9 vient après 8,6, qui est plus petit"),
    ("cartes: [8.6, 8.4, 8]", "cartes: [-8]", "« cartes » : « -8 » n'est pas entre 4 et 100"),
    ("cartes: [8.6, 8.4, 8]", "cartes: {a: 8}", "« cartes » demande un texte, et le deux-points de « a: 8 »"),
    ("interligne: 2.5, lignes: 3", "interligne: 0, lignes: 3", "« interligne » : « 0 » n'est pas entre 0,4 et 10"),
    ("corps: 25, interligne: 2.125", "corps: 42, interligne: 2.125", "« titre » : le corps 42 vient après 29, "),
    ("corps: 9.6 # of", "corps: 0 # of", "« corps » : « 0 » n'est pas entre 4 et 100"),
    ("interligne: 2.5, lignes: 3", "interligne: 2.5, lignes: 0", "« lignes » : « 0 » n'est pas entre 1 et 99"),
    (
        "interligne: 1.0625, colonnes: 3",
        "interligne: 1.0625, colonnes: 9",
        "« colonnes » : « 9 » n'est pas entre 1 et 4",
    ),
    ("creux: 5", "creux: -5", "« creux » : « -5 » n'est pas entre 0 et 400"),
    ("corps: 1.24, interligne: 1.25", "corps: 1.24", "la clé « interligne » manque"),
    ("papier: A4", "papier: A7", "« A7 » n'est pas un papier"),
    ("papier: A4", "papier: 20 x 300", "« 20 x 300 » n'est pas un papier"),
    ("papier: A4", "papier: 200 x 2000", "« 200 x 2000 » n'est pas un papier"),
    ("colonnes: 12", "colonnes: 25", "« colonnes » : « 25 » n'est pas entre 1 et 24"),
    ("{module: 4.5", "{module: 0", "« module » : « 0 » n'est pas entre 1 et 20"),
    ("fin_mini: 20", "fin_mimi: 20", "la clé « fin_mimi » n'existe pas"),
    ("- blancs 0.75", "- blancs", "la règle « blancs » demande un nombre"),
    ("- blancs 0.75", "- blancs 0", "« blancs » : « 0 » n'est pas entre 0,1 et 4"),
    ("- blancs 0.75", "- blanc 0.75", "« blanc 0.75 » n'est pas une règle de composition"),
    ("- blancs 0.75", "- blancs gris", "« blancs » : « gris » n'est pas un nombre"),
    ("- blancs 0.75", "- [blancs, 1]", "« trop_long » demande un seul texte, pas une liste"),
    ("- acteurs 2", "- acteurs 3", "« acteurs 3 » nomme une page où cette règle ne peut rien"),
    ("- exergue 3", "- exergue 4", "« exergue 4 » nomme une page où cette règle ne peut rien"),
    ("- photo 3", "- photo 2.5", "« photo 2.5 » nomme une page où cette règle ne peut rien"),
    ("  - titre\n", "  - titre 2\n", "la règle « titre » ne prend pas de nombre"),
]


@pytest.mark.parametrize(("typed", "instead", "said"), SCALARS_TOLD)
def test_each_fault_is_told_on_its_line(tmp_path, typed, instead, said):
    text = WHOLE_TEXT.replace(typed, instead, 1)
    assert text != WHOLE_TEXT
    [line] = changed_lines(WHOLE_TEXT, text)
    assert told(tmp_path, text, said) == line


SPLITS = "partages: [7/5, 6/6, 5/7, 8/4, 4/8, 7.5/4.5, 6.5/5.5, 5.5/6.5, 4.5/7.5]"
ZONES_TOLD = [
    ("- titre: {surtitre: 2}", "- titres: {surtitre: 2}", "la clé « titres » n'existe pas"),
    ("- titre: {surtitre: 2}", "- {}", "cette ligne de « zones » ne nomme pas une zone"),
    (
        "- titre: {surtitre: 2}",
        "- {titre: {surtitre: 2}, champ: {champ: periode, corps: 8}}",
        "cette ligne de « zones » ne nomme",
    ),
    ("rubrique: porteur,", "rubrique: porteurs,", "le format n'a pas de rubrique « porteurs »"),
    ("[facteurs, difficultes]", "[facteurs, soucis]", "le format n'a pas de rubrique « soucis »"),
    ("rubrique: acteurs, fond", "rubrique: contexte, nom: b, fond", "une zone « cartes » ne montre pas"),
    ("rubrique: parole,", "rubrique: acteurs, nom: b,", "une zone « temoignages » ne montre pas"),
    ("- texte: {rubrique: lecons,", "- texte: {rubrique: parole, nom: b,", "une zone « texte » ne montre pas"),
    ("[demarche, resultats]", "[demarche, acteurs]", "une zone « cote_a_cote » ne montre pas"),
    ("echelle: conseils", "echelle: conseil", "il n'y a pas d'échelle « conseil »"),
    ("titre: {surtitre: 2}", "titre: {surtitre: 2, echelle: petite}", "il n'y a pas d'échelle « petite »"),
    ("peut_aller: 4", "peut_aller: 3", "« valeur-ajoutee » ne peut pas aller à la page 3"),
    ("peut_aller: 4", "peut_aller: 5", "« valeur-ajoutee » ne peut pas aller à la page 5"),
    ("peut_finir: 2", "peut_finir: 1", "« contexte » ne peut pas aller à la page 1"),
    ("{rang: 4, mini: 9, maxi: 24}", "{rang: 4, mini: 9, maxi: 7}", "le mini 9 dépasse le maxi 7"),
    ("{rang: 4, mini: 9, maxi: 24}", "{rang: 4, mini: 9}", "la clé « maxi » manque"),
    (SPLITS, SPLITS + ", fonds: {recits: ecume}", "« fonds » dit un fond pour « recits », qui n'est pas"),
    (SPLITS, "partages: [6/5]", "un partage ne fait pas 12 colonnes pour 2 rubriques"),
    (SPLITS, "partages: [4/4/4]", "un partage ne fait pas 12 colonnes pour 2 rubriques"),
    (SPLITS, "partages: [7.25/4.75]", "un partage ne fait pas 12 colonnes pour 2 rubriques"),
    (SPLITS, "partages: [12/0]", "un partage ne fait pas 12 colonnes pour 2 rubriques"),
    (SPLITS, "partages: [moitié]", "un partage ne fait pas 12 colonnes pour 2 rubriques"),
    ("champ: recueilli_aupres", "champ: recueilli", "le format n'a pas de clé « recueilli »"),
    ("etiquette: gathered_from", "etiquette: gathered", "le format n'a pas d'étiquette « gathered »"),
    ("rubrique: lecons,", "rubrique: contexte,", "« contexte » est placé deux fois"),
    ("rubrique: lecons,", "rubrique: contexte, nom: autre,", "« contexte » est placé deux fois"),
    ("- image: {rang: 4,", "- image: {rang: 1,", "« image-1 » est placé deux fois"),
    ("tete: a-gauche, peut_finir", "tete: au-dessus, peut_finir", "« tete » : « au-dessus »"),
    ("ancre: pied, remplit", "ancre: bas, remplit", "« ancre » : « bas »"),
    ("hauteur: 9.25", "hauteur: 0", "« hauteur » : « 0 » n'est pas entre 0,1 et 400"),
]


@pytest.mark.parametrize(("typed", "instead", "said"), ZONES_TOLD)
def test_each_mistake_in_a_zone_is_told_on_its_line(tmp_path, typed, instead, said):
    text = TEXT.replace(typed, instead, 1)
    assert text != TEXT
    [line] = changed_lines(TEXT, text)
    assert told(tmp_path, text, said) == line


def test_what_is_wrong_with_several_zones_is_told_at_once(tmp_path):
    text = TEXT.replace("rubrique: porteur,", "rubrique: porteurs,").replace("echelle: conseils", "echelle: conseil")
    text = text.replace(SPLITS, "partages: [6/7]")
    _, faults = loaded(tmp_path, text)
    assert sorted(fault.line for fault in faults) == changed_lines(TEXT, text)


def test_a_page_has_one_photo_and_says_on_its_line_when_it_has_two(tmp_path):
    line = next(line for line in TEXT.splitlines(keepends=True) if "rang: 4" in line)
    text = TEXT.replace(line, "").replace("      - titre:", f"{line}      - titre:")
    first = first_zones(text)
    assert told(tmp_path, text, "la page 1 a deux places de photo") == first


def test_grounds_in_a_list_are_told_with_how_they_are_written(tmp_path):
    _, [found] = loaded(tmp_path, TEXT.replace(SPLITS, f"{SPLITS}, fonds: [ecume, pise]"))
    assert str(found.hint) == "écrivez une ligne « fonds: … », par exemple « fonds: {rubrique: ecume} »"


@pytest.mark.parametrize("gone", ["lecons", "acteurs"])
def test_a_rubric_that_no_zone_shows_is_told_where_pages_begin(tmp_path, gone):
    text = re.sub(rf"(?m)^ *- \w+: {{rubrique: {gone}.*\n", "", TEXT).replace("  - acteurs 2\n", "")
    assert told(tmp_path, text, f"les pages de la composition ne placent pas « {gone} »") == first_zones(text)


def test_a_format_that_takes_over_pages_may_have_fewer_rubrics(tmp_path):
    """It extends another whose composition.yaml it shares: zones of what it lacks stay empty."""
    fewer = replace(FORMAT, rubrics=FORMAT.rubrics[:3])
    assert len(loaded(tmp_path, TEXT, fewer)[1]) == len(FORMAT.rubrics) - 3, "in a folder of its own"
    rules, faults = loaded(tmp_path, TEXT, replace(fewer, folders=(tmp_path / "mine", tmp_path)))
    assert faults == [] and rules.pages == RULES.pages


def test_a_rubric_more_in_the_format_is_told_until_a_zone_shows_it(tmp_path):
    more = replace(FORMAT, rubrics=(*FORMAT.rubrics, replace(FORMAT.rubrics[1], id="suites")))
    _, [found] = loaded(tmp_path, TEXT, more)
    assert str(found.message) == "les pages de la composition ne placent pas « suites »"
    line = next(line for line in TEXT.splitlines(keepends=True) if "libre" in line)
    rules, faults = loaded(tmp_path, TEXT.replace(line, "      - texte: {rubrique: suites}\n" + line), more)
    assert faults == [] and rules.zone("suites")[1] == 4


@pytest.mark.parametrize("key", [*ORDERS, "cartes"])
def test_an_empty_list_is_missing_no_more_it_is_as_usual(tmp_path, key):
    """What a format leaves out is as templates/composition.yaml says."""
    text = re.sub(rf"(?m)^{key}:.*\n(?:  .*\n)*", "", TEXT)
    rules, faults = loaded(tmp_path, text)
    assert faults == []
    usual = {
        "trop_long": giving_way.expanded(["deplacer"], rules.pages),
        "trop_court": (("corps", 10.2),),
    }
    found = {"trop_long": rules.too_long, "trop_court": rules.too_short, "cartes": rules.cards}[key]
    assert set(usual.get(key, RULES.cards)) <= set(found)


def test_a_format_says_some_keys_of_a_table_and_the_others_are_as_usual(tmp_path):
    text = TEXT + "\npapier: 250 x 297\ngrille: {module: 5, dehors: 20}\nparagraphe: {ligne: 12}\nechelles:\n  mien:\n"
    rules, faults = loaded(tmp_path, text + "    - {corps: 12, interligne: 1.5}\n")
    assert faults == []
    assert (rules.grid.width, rules.grid.module, rules.grid.outer, rules.grid.inner) == (250, 5, 20, GRID.inner)
    assert rules.lines.line == 12 and rules.lines.white == RULES.lines.white
    assert rules.ladders["mien"][0].size == 12 and rules.ladders["titre"] == RULES.ladders["titre"]


@pytest.mark.parametrize("photos", [1, 4])
def test_a_page_without_a_place_has_no_photo(tmp_path, photos):
    text = re.sub(r"(?m)^ *- image: {rang: [14].*\n", "", TEXT)
    text = re.sub(r"(?m)^  - (photo [24]|exergue 2)\n", "", text)
    rules, faults = loaded(tmp_path, text)
    assert faults == []
    layout = composed(matter(0.8, captions=(True,) * photos), rules)
    assert layout.fits and [page.photo for page in layout.pages][1::2] == [None, None]
    assert {page.photo for page in layout.pages} - {None} == set(range(min(photos, 2)))


def test_a_composition_may_have_no_photo_at_all(tmp_path):
    text = re.sub(r"(?m)^ *- image: .*\n|^  - (photo|exergue) [124]\n", "", TEXT)
    text = re.sub(r"(?m)^  - (photo|exergue) 3\n", "", text)
    rules, faults = loaded(tmp_path, text)
    assert faults == [] and composed(matter(captions=(True,)), rules).choice.photos == {}


def test_every_rule_of_the_house_is_known():
    table, _ = parse(TEXT)
    lists = [entry.value for entry in table.entries if entry.key.value in ORDERS]
    assert {item.value.split()[0] for found in lists for item in found.items} <= set(giving_way.known(RULES.pages))


def test_what_is_usual_says_all_that_a_composition_may_say_but_pages(tmp_path):
    """And the pages of any format go with it."""
    pages = TEXT.partition("# What gives way")[0]
    rules, faults = loaded(tmp_path, pages)
    assert faults == [] and rules.grid == RULES.grid and rules.ladders == RULES.ladders


# --- any change ------------------------------------------------------------------------------


def plain(node):
    if isinstance(node, YamlTable):
        return {entry.key.value: plain(entry.value) for entry in node.entries}
    return [plain(item) for item in node.items] if isinstance(node, YamlList) else node.value


def places(data, path=()):
    """The path of everything in `data`."""
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [path, *(place for key, value in inner for place in places(value, (*path, key)))]


WHOLE = plain(parse(WHOLE_TEXT)[0])
PLACES = places(WHOLE)[1:]
NUMBERS = st.integers(-5, 120).map(str) | st.floats(0, 70).map(lambda value: f"{value:.2f}")
NAMES = st.sampled_from(sorted(giving_way.known(RULES.pages)))
RULE_TEXTS = st.builds(lambda name, value: f"{name} {value}", NAMES, st.just("") | NUMBERS)
WORDS = st.sampled_from([spec.id for spec in FORMAT.rubrics] + ["pied", "blanc", "champ", "sans", "A5", "8/4", "oui"])
ODD = st.sampled_from(["", "1e9", "9" * 400, "½", "4,5", "-", "٣"])
SCALARS = NUMBERS | RULE_TEXTS | WORDS | st.text(max_size=8) | ODD
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


@pytest.mark.engine  # whole sheets, composed
@given(CHANGES, st.sampled_from([0.3, 0.8, 1.1, 1.6]), st.integers(0, 4))
@times(1)
def test_any_change_is_a_good_composition_or_a_fault(tmp_path_factory, changes, share, photos):
    data = WHOLE
    for path, value in changes:
        data = changed(data, path, value)
    rules, faults = loaded(tmp_path_factory.getbasetemp(), json.dumps(data, ensure_ascii=False, indent=1))
    assert (rules is None) == bool(faults)
    assert all(fault.line >= 1 and str(fault.message) for fault in faults)
    if rules is not None:
        assert isinstance(rules, CompositionRules)
        laid = composed(matter(share, captions=(True, False) * (photos // 2)), rules)
        assert len(laid.pages) == len(rules.pages)

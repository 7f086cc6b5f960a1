"""Profiles of printers: those of the house, those of a collection, and what is wrong in one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fiches.config.project import search
from fiches.preflight import conditions
from fiches.press import profiles
from fiches.storage.fingerprints import HOUSE
from support.sources import write

SHIPPED = {
    "offset-france": (3, False, 300, 4),
    "offset-maroc": (5, True, 280, 4),
    "offset-non-couche": (3, False, 280, 4),
    "copieur": (0, False, 280, 1),
    "reprographie": (3, False, 280, 1),
}
ASKING = {
    "offset-fogra51": "PSOcoated_v3.icc",
    "offset-fogra52": "PSOuncoated_v3_FOGRA52.icc",
}  # for a file that is not free
OWN = """
nom: À moi
fond_perdu: 5
encrage: 330
profil_icc: mien.icc
condition: FOGRA51
reliure: dos carré collé
papier: 0,12
"""
ICC = (HOUSE / "templates/imprimeurs/FOGRA39L_coated.icc").read_bytes()


@pytest.mark.parametrize("name", SHIPPED)
def test_the_profiles_of_the_house(name):
    printer, problems = profiles.load(name, search(HOUSE, "templates"))
    assert problems == []
    assert (printer.bleed, printer.marks, printer.ink, printer.multiple) == SHIPPED[name]
    coated = name != "offset-non-couche"
    told = ("FOGRA39", "FOGRA39L_coated.icc") if coated else ("FOGRA29", "FOGRA29L_uncoated.icc")
    assert (printer.condition, printer.icc.name) == told
    profile = conditions.known(conditions.of_profile(printer.icc.read_bytes()))
    assert profile == told[0].lower(), "the profile is of the condition that it is named with"
    assert printer.stapled and 0 < printer.delicate < printer.most
    folded = name in ("copieur", "reprographie")
    assert (printer.leaflet, printer.saddle) == (folded, folded), "a printing house imposes by itself"


def test_what_is_asked_is_the_same_wherever_its_files_are(tmp_path):
    printer, _ = profiles.load("offset-france", search(HOUSE, "templates"))
    elsewhere = tmp_path / printer.icc.name
    elsewhere.write_bytes(ICC)
    assert replace(printer, icc=elsewhere).asked == printer.asked != replace(printer, ink=280).asked
    elsewhere.write_bytes(ICC + b"0")
    assert replace(printer, icc=elsewhere).asked != printer.asked


@pytest.mark.parametrize("name", ASKING)
def test_a_profile_whose_icc_file_is_not_free_says_where_to_get_it(name, tmp_path):
    """With the file in the collection, it is as any other."""
    root = write(tmp_path, {})
    printer, [problem] = profiles.load(name, search(root, "templates"))
    assert printer is None and problem.line == 6
    assert str(problem.message) == f"« {ASKING[name]} » n'est pas là"
    assert "https://eci.org" in str(problem.hint) and "gratuit" in str(problem.hint)
    file = tmp_path / "templates/imprimeurs" / ASKING[name]
    file.parent.mkdir(parents=True)
    file.write_bytes(ICC)
    printer, problems = profiles.load(name, search(root, "templates"))
    assert problems == [] and printer.icc == file
    assert conditions.known([printer.condition]) == name.removeprefix("offset-")


def test_the_house_has_no_others():
    assert set(profiles.names(search(HOUSE, "templates"))) == {*SHIPPED, *ASKING}
    assert {profiles.USUAL, profiles.COPIER} <= set(SHIPPED)


def mine(root, text=OWN, icc=ICC):
    files = {"templates/imprimeurs/mien.yaml": text, "templates/imprimeurs/mien.icc": icc}
    return profiles.load("mien", search(write(root, files), "templates"))


def test_a_collection_brings_its_own_printer_and_profile(tmp_path):
    printer, problems = mine(tmp_path)
    assert problems == []
    assert (printer.title, printer.bleed, printer.ink, printer.condition) == ("À moi", 5, 330, "FOGRA51")
    assert (printer.binding, printer.paper, printer.icc) == (
        "dos carré collé",
        0.12,
        tmp_path / "templates/imprimeurs/mien.icc",
    )


def test_a_collection_may_use_the_profile_of_the_house(tmp_path):
    printer, problems = mine(tmp_path, OWN.replace("mien.icc", "FOGRA39L_coated.icc"))
    assert problems == [] and printer.icc.is_relative_to(HOUSE)


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("fond_perdu: 5", "fond_perdu: 12", "imprimeur-invalide", 3),
        ("encrage: 330", "encrage: 3300", "imprimeur-invalide", 4),
        ("encrage: 330", "encrage: beaucoup", "champ-invalide", 4),
        ("mien.icc", "tien.icc", "imprimeur-invalide", 5),
        ("mien.icc", f"{'é' * 300}.icc", "imprimeur-invalide", 5),
        ("condition: FOGRA51\n", "", "champ-obligatoire", 2),
        ("reliure: dos carré collé", "reliure: cousu", "champ-invalide", 7),
        ("papier", "papie", "cle-inconnue", 8),
        ("papier: 0,12", "feuille: A2", "champ-invalide", 8),
        ("papier: 0,12", "agrafage_maximum: 2", "imprimeur-invalide", 8),
    ],
)
def test_what_is_wrong_is_told_on_its_line(old, new, code, line, tmp_path):
    printer, problems = mine(tmp_path, OWN.replace(old, new))
    assert printer is None
    assert [(one.path, one.code, one.line) for one in problems] == [("templates/imprimeurs/mien.yaml", code, line)]


def classed(kind, space=b"CMYK"):
    """The profile of the house as one of another class, or of another space."""
    return ICC[:12] + kind + space + ICC[20:]


def spoilt(tag):
    """The same with a table that is none."""
    at = ICC.index(tag, 128)
    start = int.from_bytes(ICC[at + 4 : at + 8])
    return ICC[:start] + b"\xff" * 64 + ICC[start + 64 :]


@pytest.mark.parametrize(
    ("icc", "said"),
    [
        (b"", "n'est pas un profil ICC"),
        (b"pas un profil", "n'est pas un profil ICC"),
        (ICC[:1000], "n'est pas un profil ICC"),
        (ICC[: len(ICC) // 2], "n'est pas un profil ICC"),
        (spoilt(b"B2A0"), "n'est pas un profil ICC"),
        (spoilt(b"A2B0"), "n'est pas un profil ICC"),
        (ICC + bytes(9_000_000), "pèse plus de 8 Mo"),
        *(
            (classed(kind), "n'est pas le profil d'une presse")
            for kind in (b"mntr", b"link", b"abst", b"nmcl", b"scnr")
        ),
        (classed(b"prtr", b"RGB "), "n'est pas le profil d'une presse"),
    ],
)
def test_a_profile_that_is_none_is_refused(icc, said, tmp_path):
    """Empty, cut on its way, with tables that are none, padded, of another class or space."""
    printer, problems = mine(tmp_path, icc=icc)
    assert printer is None and said in str(problems[0].message)
    assert [(one.code, one.line) for one in problems] == [("imprimeur-invalide", 5)]


def test_a_misspelt_name_is_guessed():
    printer, [problem] = profiles.load("offset-marok", search(HOUSE, "templates"))
    assert printer is None
    assert (problem.code, str(problem.hint)) == ("imprimeur-inconnu", "vouliez-vous dire « offset-maroc » ?")

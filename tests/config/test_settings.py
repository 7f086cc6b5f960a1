"""The settings of a collection under names of ours: all keys, once, with the kinds that the list of keys says."""

from __future__ import annotations

import re
import typing
from dataclasses import fields

import pytest

from fiches.config.project import open_project, settings_fields
from fiches.config.settings import (
    NO_SETTINGS,
    SETTING_NAMES,
    Funder,
    MakingLimits,
    Publisher,
    Settings,
)
from fiches.config.values import FileName, Reference
from support.repository import ROOT
from support.sources import write

RECORDS = {
    "editeur": Publisher,
    "financeurs": Funder,
    "limites": MakingLimits,
}
OF_LAYOUTS = ("region", "accroche", "mots_mis_en_avant", "langue_interface")  # or read before anything else is
KEYS = {
    Settings: settings_fields(),
    **{RECORDS[one.name]: one.fields for one in settings_fields() if one.name in RECORDS},
}
TYPES = {
    "texts": tuple[str, ...],
    "integer": int,
    "file": FileName | None,
    "references": tuple[Reference, ...],
    "records": tuple[str, ...],  # of acronyms, their letters
}  # of kinds that are not texts
WHOLE = """\
editeur: {nom: A, site: a.org}
titre_courant: B
colophon: [C, D]
quatrieme: E
financeurs: [{nom: F, mention: G, logo: images/h.svg}, {nom: I}]
region: {fr: J, ar: س, zgh: ⵙ}
accroche: K
mots_mis_en_avant: [L]
format: commun
theme: atlas
langue: ar
langue_interface: en
espace_guillemets: insécable
photos_ecran: 300
conformite: ua-2
grammaire: non
sigles: [{sigle: M, sens: N}]
admis: [sigle]
limites: {memoire: 1, calcul: 2}
imprimeur: copieur
licence: O
adresse: p.org
"""


@pytest.mark.parametrize("kind", KEYS)
def test_each_key_has_its_name(kind):
    assert list(SETTING_NAMES[kind]) == [one.name for one in KEYS[kind] if one.name not in OF_LAYOUTS]
    assert sorted(SETTING_NAMES[kind].values()) == sorted(
        one.name for one in fields(kind) if one.name not in ("typed", "spoken")
    )


@pytest.mark.parametrize("kind", KEYS)
def test_each_name_has_the_type_of_its_kind(kind):
    said = typing.get_type_hints(kind)
    known = {one.name: one for one in KEYS[kind]}
    for key, name in SETTING_NAMES[kind].items():
        one, found = known[key], said[name]
        if key in RECORDS:
            assert found == (tuple[RECORDS[key], ...] if one.kind == "records" else RECORDS[key])
        else:
            assert found in (TYPES.get(one.kind, str), bool if key == "espace_guillemets" else None)


def test_each_name_of_the_settings_is_explained():
    text = (ROOT / "src/fiches/config/settings.py").read_text("utf-8")
    body = text.split("class Settings:")[1].split("@property")[0]
    said = re.findall(r"^    (\w+): .*# \w", body, flags=re.MULTILINE)
    assert sorted(said) == sorted(one.name for one in fields(Settings))
    assert all(kind.__doc__ and not kind.__doc__.startswith(kind.__name__) for kind in KEYS)


def test_what_is_typed_is_what_is_read(tmp_path):
    project, problems = open_project(write(tmp_path, {"collection": WHOLE}))
    assert problems == []
    assert project.settings == Settings(
        publisher=Publisher("A", "a.org"),
        running_title="B",
        colophon=("C", "D"),
        back_cover=("E",),
        funders=(Funder("F", "G", FileName("images/h.svg", 5, 41)), Funder("I")),
        format="commun",
        theme="atlas",
        language="ar",
        narrow_guillemets=False,
        screen_dpi="300",
        conformance="ua-2",
        grammar="non",
        acronyms=("M",),
        admitted=(Reference("sigle", 18, 9),),
        limits=MakingLimits(1, 2),
        printer="copieur",
        licence="O",
        address="https://p.org",
    )
    assert set(project.settings.typed) == {one.name for one in settings_fields()}
    assert project.settings.files == (FileName("images/h.svg", 5, 41),)
    assert set(WHOLE.split()) > {f"{one.name}:" for one in settings_fields()}


def test_without_settings_all_is_as_usual(tmp_path):
    project, _ = open_project(write(tmp_path, {}))
    assert project.settings == NO_SETTINGS == Settings()

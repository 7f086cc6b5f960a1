"""The pages of composition.yaml: zones of a closed list of kinds, each with its own keys; contradictions are told."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any, cast

from fiches.compose.zones import KIND_NAMES, Anchor, HeadPlace, PageEdge, PageSpec, QuotePlace, Zone
from fiches.config.fields import Field, Values
from fiches.config.translated import Translated

LAST_PAGE = 64
DOWN, ACROSS, MOST_COLUMNS = (0.0, 400.0), (1.0, 2000.0), 24  # u, mm, columns of a grid
TEXT_STYLES = ("texte", "conseils", "presentation")


def _choice(name: str, among: type[StrEnum]) -> Field:
    return Field(name, "choice", choices=tuple(among))


def number(name: str, bounds: tuple[float, float], kind: str = "number", *, required: bool = False) -> Field:
    """A field that is a number, or several, within bounds."""
    return Field(name, kind, required=required, bounds=bounds)


_ZONE_NAME = Field("nom")
_PLACED = (_choice("ancre", Anchor), number("peut_aller", (1, LAST_PAGE), "integer"), Field("remplit", "yes-no"))
_EVERY_KEY = (_ZONE_NAME, Field("fond"), *_PLACED)
_RUBRIC, _KEY, _LADDER = Field("rubrique", required=True), Field("champ", required=True), Field("echelle")
_PER_ROW = number("par_rang", (1, 12), "integer")
_HEAD_COLUMNS = number("tete_colonnes", (1, MOST_COLUMNS), "integer")
_LAYOUT, _MAY_QUOTE = Field("modele", required=True), Field("cite", "yes-no")
ZONE_KEYS: Mapping[str, tuple[Field, ...]] = MappingProxyType({
    "titre": (_LADDER, number("surtitre", DOWN), number("sous_image", DOWN)),
    "champ": (_KEY, Field("etiquette"), number("corps", (4, 100), required=True), Field("cles", "texts")),
    "chapeau": (_KEY, _LADDER),
    "faits": (Field("champs", "texts", required=True), number("corps", (4, 100)), _PER_ROW),
    "chiffres": (_KEY, Field("cles", "texts", required=True), _LADDER, _PER_ROW, Field("dans_le_rail", "yes-no")),
    "rail": (_choice("cote", PageEdge), number("largeur", ACROSS, required=True), _LAYOUT, number("garde", (0, 2000))),
    "image": (number("rang", (1, 99), "integer", required=True), number("mini", (1, 400), required=True),
              number("maxi", (1, 400), required=True), _choice("exergue", QuotePlace)),
    "texte": (_RUBRIC, _choice("tete", HeadPlace), _HEAD_COLUMNS, _LADDER,
              Field("style", "choice", choices=TEXT_STYLES), number("peut_finir", (1, LAST_PAGE), "integer"),
              Field("logo", "yes-no"), _MAY_QUOTE, number("court", (0, 100_000), "integer")),
    "cote_a_cote": (Field("rubriques", "texts", required=True), Field("partages", "texts", required=True),
                    Field("fonds", "table", example=Translated((("fr", "{rubrique: ecume}"),))),
                    Field("exergue", "yes-no"), _MAY_QUOTE),
    "cartes": (_RUBRIC, _PER_ROW),
    "temoignages": (_RUBRIC, _LADDER, _HEAD_COLUMNS, _PER_ROW, number("vague", DOWN)),
    "suite": (Field("tetes", "yes-no"),),
    "libre": (_LAYOUT, number("hauteur", (0.1, 400.0), required=True), Field("bord_a_bord", "yes-no"),
              Field("si", "texts")),
})  # fmt: skip
COMMON_KEYS: Mapping[str, tuple[Field, ...]] = MappingProxyType(  # by kind, what a zone may say as others do
    dict.fromkeys(ZONE_KEYS, _EVERY_KEY)
    | {"cote_a_cote": (_ZONE_NAME, *_PLACED)}  # each of its rubrics has a ground of its own
    | dict.fromkeys(("image", "rail", "suite"), (_ZONE_NAME,))
)
_ZONES = tuple(Field(kind, "record", fields=(*own, *COMMON_KEYS[kind]), bare=True) for kind, own in ZONE_KEYS.items())
PAGES = Field("pages", "records", required=True, fields=(
    Field("grandit", "yes-no"),
    number("repete", (1, LAST_PAGE), "integer"),
    Field("au_besoin", "yes-no"),
    Field("zones", "records", required=True, fields=_ZONES),
))  # fmt: skip


def pages(values: Values) -> tuple[PageSpec, ...]:
    """The pages that `values` say, which are sound."""
    typed = cast(tuple[Mapping[str, Any], ...], values["pages"])
    return tuple(map(_page, typed))


def _page(value: Mapping[str, Any]) -> PageSpec:
    least = 0 if value.get("au_besoin", False) else 1
    return PageSpec(tuple(map(_zone, value["zones"])), value.get("grandit", False), least, value.get("repete", 1))


_ZONE_KINDS = {name: kind for kind, name in KIND_NAMES.items()}
_ZONE_NAMES = {  # of what a zone says, by its keys
    "nom": "name", "fond": "ground", "ancre": "anchor", "peut_aller": "goes_to", "remplit": "fills",
    "echelle": "ladder", "surtitre": "kicker", "sous_image": "white", "champ": "field", "etiquette": "label",
    "corps": "size", "cles": "keys", "champs": "shown", "par_rang": "per_row", "dans_le_rail": "in_rail",
    "cote": "side", "largeur": "width", "modele": "layout", "garde": "keeps", "rang": "rank", "mini": "least",
    "maxi": "most", "exergue": "quote", "rubrique": "rubric", "tete": "head", "tete_colonnes": "head_columns",
    "style": "style", "peut_finir": "ends_on", "logo": "logo", "cite": "is_quoted", "court": "short",
    "rubriques": "pair", "partages": "splits", "fonds": "grounds", "vague": "wave", "tetes": "heads",
    "hauteur": "height", "bord_a_bord": "bleeds", "si": "needs",
}  # fmt: skip
_ZONE_VALUES: Mapping[str, Callable[[Any], Any]] = {
    "anchor": Anchor, "side": PageEdge, "head": HeadPlace, "quote": QuotePlace,
    "splits": lambda typed: tuple(map(_split, typed)), "grounds": lambda typed: tuple(typed.items()),
}  # fmt: skip


def _zone(value: Mapping[str, Any]) -> Zone:
    [(kind, keys)] = value.items()
    told = {"name": _usual_name(kind, keys), **{_ZONE_NAMES[key]: found for key, found in keys.items()}}
    if kind == "cote_a_cote" and "quote" in told:
        told["hangs"] = told.pop("quote")
    if kind == "chiffres":
        told["figure"], told["counts"] = (*told.pop("keys"), "", "")[:2]
    read = {name: _ZONE_VALUES[name](one) if name in _ZONE_VALUES else one for name, one in told.items()}
    return _ZONE_KINDS[kind](**read)


def _usual_name(kind: str, keys: Mapping[str, Any]) -> str:
    """What a zone is called that has no name of its own: by its rubric or its key, else by its kind."""
    if kind == "image":
        return f"image-{keys['rang']}"
    if kind == "libre":
        return str(keys["modele"]).removesuffix(".html")
    return keys.get("rubrique") or keys.get("champ") or "-".join(keys.get("rubriques", ())) or kind


_GRID_PART = re.compile(r"[1-9]\d?(?:\.[05])?")  # whole ones, or half of one more


def _split(text: str) -> tuple[float, ...]:
    """« 8/4 », « 7.5/4.5 »: how many columns of the grid each rubric takes; empty when it is none."""
    parts = [part.strip() for part in text.split("/")]
    return tuple(map(float, parts)) if all(map(_GRID_PART.fullmatch, parts)) else ()

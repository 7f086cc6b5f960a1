"""The pages of composition.yaml: zones of a closed list of kinds, each with its own keys; contradictions are told."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any, cast

from fiches.compose.zones import (
    Anchor,
    CardZone,
    FactZone,
    FieldZone,
    FigureZone,
    FlowZone,
    FreeZone,
    HeadPlace,
    ImageZone,
    PageEdge,
    PageSpec,
    PairZone,
    QuotePlace,
    RailZone,
    StandfirstZone,
    TextZone,
    TitleZone,
    VoiceZone,
    Zone,
)
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
_RUBRIC = Field("rubrique", required=True)
ZONE_KEYS: Mapping[str, tuple[Field, ...]] = MappingProxyType(
    {
        "titre": (Field("echelle"), number("surtitre", DOWN), number("sous_image", DOWN)),
        "champ": (
            Field("champ", required=True),
            Field("etiquette"),
            number("corps", (4, 100), required=True),
            Field("cles", "texts"),
        ),
        "chapeau": (Field("champ", required=True), Field("echelle")),
        "faits": (
            Field("champs", "texts", required=True),
            number("corps", (4, 100)),
            number("par_rang", (1, 12), "integer"),
        ),
        "chiffres": (
            Field("champ", required=True),
            Field("cles", "texts", required=True),
            Field("echelle"),
            number("par_rang", (1, 12), "integer"),
            Field("dans_le_rail", "yes-no"),
        ),
        "rail": (
            _choice("cote", PageEdge),
            number("largeur", ACROSS, required=True),
            Field("modele", required=True),
            number("garde", (0, 2000)),
        ),
        "image": (
            number("rang", (1, 99), "integer", required=True),
            number("mini", (1, 400), required=True),
            number("maxi", (1, 400), required=True),
            _choice("exergue", QuotePlace),
        ),
        "texte": (
            _RUBRIC,
            _choice("tete", HeadPlace),
            number("tete_colonnes", (1, MOST_COLUMNS), "integer"),
            Field("echelle"),
            Field("style", "choice", choices=TEXT_STYLES),
            number("peut_finir", (1, LAST_PAGE), "integer"),
            Field("logo", "yes-no"),
            Field("cite", "yes-no"),
            number("court", (0, 100_000), "integer"),
        ),
        "cote_a_cote": (
            Field("rubriques", "texts", required=True),
            Field("partages", "texts", required=True),
            Field("fonds", "table", example=Translated((("fr", "{rubrique: ecume}"),))),
            Field("exergue", "yes-no"),
            Field("cite", "yes-no"),
        ),
        "cartes": (_RUBRIC, number("par_rang", (1, 12), "integer")),
        "temoignages": (
            _RUBRIC,
            Field("echelle"),
            number("tete_colonnes", (1, MOST_COLUMNS), "integer"),
            number("par_rang", (1, 12), "integer"),
            number("vague", DOWN),
        ),
        "suite": (Field("tetes", "yes-no"),),
        "libre": (
            Field("modele", required=True),
            number("hauteur", (0.1, 400.0), required=True),
            Field("bord_a_bord", "yes-no"),
            Field("si", "texts"),
        ),
    }
)
COMMON_KEYS: Mapping[str, tuple[Field, ...]] = MappingProxyType(  # by kind, what a zone may say as others do
    dict.fromkeys(ZONE_KEYS, _EVERY_KEY)
    | {"cote_a_cote": (_ZONE_NAME, *_PLACED)}  # each of its rubrics has a ground of its own
    | dict.fromkeys(("image", "rail", "suite"), (_ZONE_NAME,))
)
PAGES = Field(
    "pages",
    "records",
    required=True,
    fields=(
        Field("grandit", "yes-no"),
        number("repete", (1, LAST_PAGE), "integer"),
        Field("au_besoin", "yes-no"),
        Field(
            "zones",
            "records",
            required=True,
            fields=tuple(
                Field(kind, "record", fields=(*own, *COMMON_KEYS[kind]), bare=True) for kind, own in ZONE_KEYS.items()
            ),
        ),
    ),
)


def pages(values: Values) -> tuple[PageSpec, ...]:
    """The pages that `values` say, which are sound."""
    typed = cast(tuple[Mapping[str, Any], ...], values["pages"])
    return tuple(map(_page, typed))


def _page(value: Mapping[str, Any]) -> PageSpec:
    least = 0 if value.get("au_besoin", False) else 1
    return PageSpec(tuple(map(_zone, value["zones"])), value.get("grandit", False), least, value.get("repete", 1))


def _zone(value: Mapping[str, Any]) -> Zone:
    [(kind, keys)] = value.items()
    return _MAKERS[kind](keys, _common(keys))


def _common(keys: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "ground": keys.get("fond", ""),
        "anchor": Anchor(keys.get("ancre", Anchor.FLOW)),
        "goes_to": keys.get("peut_aller", 0),
        "fills": keys.get("remplit", False),
    }


Maker = Callable[[Mapping[str, Any], dict[str, Any]], Zone]


def _title(keys: Mapping[str, Any], common: dict[str, Any]) -> Zone:
    told = {"kicker": keys.get("surtitre", 0.0), "white": keys.get("sous_image", 0.0)}
    return TitleZone(name=keys.get("nom", "titre"), ladder=keys.get("echelle", "titre"), **told, **common)


def _field(keys: Mapping[str, Any], common: dict[str, Any]) -> Zone:
    told = {"field": keys["champ"], "label": keys.get("etiquette", ""), "size": keys["corps"]}
    return FieldZone(name=keys.get("nom", keys["champ"]), keys=keys.get("cles", ()), **told, **common)


def _standfirst(keys: Mapping[str, Any], common: dict[str, Any]) -> Zone:
    name, ladder = keys.get("nom", keys["champ"]), keys.get("echelle", "chapeau")
    return StandfirstZone(name=name, field=keys["champ"], ladder=ladder, **common)


def _facts(keys: Mapping[str, Any], common: dict[str, Any]) -> Zone:
    told = {"shown": keys["champs"], "size": keys.get("corps", 8.6), "per_row": keys.get("par_rang", 4)}
    return FactZone(name=keys.get("nom", "faits"), **told, **common)


def _figures(keys: Mapping[str, Any], common: dict[str, Any]) -> Zone:
    figure, counts = (*cast(tuple[str, ...], keys["cles"]), "", "")[:2]
    told = {"ladder": keys.get("echelle", "chiffres"), "per_row": keys.get("par_rang", 4)}
    told |= {"name": keys.get("nom", keys["champ"]), "in_rail": keys.get("dans_le_rail", False)}
    return FigureZone(field=keys["champ"], figure=figure, counts=counts, **told, **common)


def _rail(keys: Mapping[str, Any], common: dict[str, Any]) -> Zone:
    told = {"side": PageEdge(keys.get("cote", PageEdge.OUTER)), "keeps": keys.get("garde", 0.0)}
    return RailZone(name=keys.get("nom", "rail"), width=keys["largeur"], layout=keys["modele"], **told, **common)


def _image(keys: Mapping[str, Any], common: dict[str, Any]) -> Zone:
    quote = QuotePlace(keys.get("exergue", QuotePlace.NONE))
    told = {"rank": keys["rang"], "least": keys["mini"], "most": keys["maxi"], "quote": quote}
    return ImageZone(name=keys.get("nom", f"image-{keys['rang']}"), **told, **common)


def _text(keys: Mapping[str, Any], common: dict[str, Any]) -> Zone:
    return TextZone(
        name=keys.get("nom", keys["rubrique"]),
        rubric=keys["rubrique"],
        head=HeadPlace(keys.get("tete", HeadPlace.ABOVE)),
        head_columns=keys.get("tete_colonnes", 2),
        ladder=keys.get("echelle", ""),
        style=keys.get("style", "texte"),
        ends_on=keys.get("peut_finir", 0),
        logo=keys.get("logo", False),
        is_quoted=keys.get("cite", True),
        short=keys.get("court", 0),
        **common,
    )


_GRID_PART = re.compile(r"[1-9]\d?(?:\.[05])?")  # whole ones, or half of one more


def _pair(keys: Mapping[str, Any], common: dict[str, Any]) -> Zone:
    grounds = cast(Mapping[str, str], keys.get("fonds", {}))
    return PairZone(
        name=keys.get("nom", "-".join(keys["rubriques"])),
        pair=keys["rubriques"],
        splits=tuple(map(_split, keys["partages"])),
        grounds=tuple(grounds.items()),
        hangs=keys.get("exergue", False),
        is_quoted=keys.get("cite", True),
        **common,
    )


def _split(text: str) -> tuple[float, ...]:
    """« 8/4 », « 7.5/4.5 »: how many columns of the grid each rubric takes; empty when it is none."""
    parts = [part.strip() for part in text.split("/")]
    return tuple(map(float, parts)) if all(map(_GRID_PART.fullmatch, parts)) else ()


def _cards(keys: Mapping[str, Any], common: dict[str, Any]) -> Zone:
    id_ = keys["rubrique"]
    return CardZone(name=keys.get("nom", id_), rubric=id_, per_row=keys.get("par_rang", 3), **common)


def _voices(keys: Mapping[str, Any], common: dict[str, Any]) -> Zone:
    id_ = keys["rubrique"]
    told = {
        "head_columns": keys.get("tete_colonnes", 3),
        "per_row": keys.get("par_rang", 3),
        "wave": keys.get("vague", 0.0),
    }
    return VoiceZone(name=keys.get("nom", id_), rubric=id_, ladder=keys.get("echelle", "temoignages"), **told, **common)


def _free(keys: Mapping[str, Any], common: dict[str, Any]) -> Zone:
    name = keys.get("nom", keys["modele"].removesuffix(".html"))
    bleeds = keys.get("bord_a_bord", False)
    told = {"height": keys["hauteur"], "bleeds": bleeds, "needs": keys.get("si", ())}
    return FreeZone(name=name, layout=keys["modele"], **told, **common)


def _flow(keys: Mapping[str, Any], common: dict[str, Any]) -> Zone:
    return FlowZone(name=keys.get("nom", "suite"), heads=keys.get("tetes", True), **common)


_MAKERS: Mapping[str, Maker] = MappingProxyType(
    {
        "titre": _title,
        "champ": _field,
        "chapeau": _standfirst,
        "faits": _facts,
        "chiffres": _figures,
        "rail": _rail,
        "image": _image,
        "texte": _text,
        "cote_a_cote": _pair,
        "cartes": _cards,
        "temoignages": _voices,
        "libre": _free,
        "suite": _flow,
    }
)

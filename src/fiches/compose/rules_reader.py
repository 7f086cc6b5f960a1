"""The composition's data, composition.yaml of a format: every value is checked before a page is composed by it.

What a format leaves out is as `templates/composition.yaml` says, which holds what every composition starts from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

from fiches.compose import giving_way, usual_pages, zones_checked, zones_reader
from fiches.compose.frame import Grid
from fiches.compose.giving_way import ORDERS, TYPE_SIZES
from fiches.compose.line_ends import LineRules
from fiches.compose.picture_frames import ImageRules
from fiches.compose.rules import CompositionRules, TypeSize
from fiches.compose.zones import FlowZone, PageSpec
from fiches.compose.zones_checked import FormatNames, Known, names_of
from fiches.compose.zones_reader import ACROSS, DOWN, MOST_COLUMNS, number
from fiches.config import papers, tables
from fiches.config.fields import Field, Values
from fiches.config.formats import Format
from fiches.config.yaml_reader import YamlTable, place
from fiches.core.messages import listing
from fiches.core.problems import Fault, Problem, fault
from fiches.storage.fingerprints import HOUSE

COMPOSITION = "composition.yaml"  # in a format's folder: its sheets are composed, not left to flow
LEADINGS, SCALES = (0.4, 10.0), (0.5, 3.0)  # u, and by how much a script grows
MOST_LINES, MOST_TEXT_COLUMNS = 99, 4
LEAST_PAPER, MOST_PAPER = (70.0, 70.0), 1200.0  # mm, of a page
LEAST_WIDE, LEAST_HIGH = 40.0, 30.0  # mm that margins leave of a page at least
COSTS, SHARES, NARROWED = (0.0, 1000.0), (0.0, 1.0), (0.0, 0.5)
COST_NAMES = {  # what composition.yaml calls each thing that lines cost
    "blanc": "white", "ligne": "line", "division": "division", "divisions_suivies": "run", "mot_court": "short",
    "ligne_creuse": "hollow", "creuse_des": "hollow_from", "fin_courte": "last", "fin_mini": "last_least",
    "tolerance": "tolerance", "justifie": "justified",
}  # fmt: skip
HOLLOWS = ("creux", "creux_page", "creux_ornement", "creux_exergue", "creux_signale")
IMAGE_NAMES = {"rapport_mini": "least", "rapport_maxi": "most", "rognage": "cut", "rognage_signale": "told"}
RATIOS = (1.0, 4.0)  # width beside height
_BOUNDS = {"creuse_des": SHARES, "tolerance": SHARES, "justifie": NARROWED}
PARAGRAPH = {name: _BOUNDS.get(name, COSTS) for name in COST_NAMES}


class NotesPlace(StrEnum):
    """Where notes stand."""

    END = "rubrique"  # at the end of the rubric, the entry or the testimony that calls them
    FOOT = "pied"  # on the foot of the page


GRID_NAMES = {
    "module": "module", "colonnes": "columns", "gouttiere": "gutter", "dedans": "inner", "dehors": "outer",
    "tete": "head", "pied": "foot",
}  # fmt: skip


_STEP = (
    number("corps", TYPE_SIZES, required=True),
    number("interligne", LEADINGS, required=True),
    number("lignes", (1, MOST_LINES)),
    number("colonnes", (1, MOST_TEXT_COLUMNS), "integer"),
)
_GROWTH = (number("corps", SCALES, required=True), number("interligne", SCALES, required=True))
_HEIGHTS = (number("mini", DOWN, required=True), number("maxi", DOWN, required=True))
_GRID = (
    number("module", (1, 20)),
    number("colonnes", (1, MOST_COLUMNS), "integer"),
    *(number(name, (0, 200)) for name in ("gouttiere", "dedans", "dehors", "tete", "pied")),
)
_IMAGES = tuple(number(name, RATIOS if name.startswith("rapport") else SHARES) for name in IMAGE_NAMES)
COMPOSITION_FIELDS: tuple[Field, ...] = (
    Field("papier"),
    Field("grille", "record", fields=_GRID),
    zones_reader.PAGES,
    number("corps", TYPE_SIZES),
    number("mesure", ACROSS),
    Field("tetes", "record", fields=(number("dessus", DOWN), number("a_gauche", DOWN))),
    Field("echelles", "table", each=Field("echelle", "records", fields=_STEP)),
    number("cartes", TYPE_SIZES, "numbers"),
    *(Field(name, "texts") for name in ORDERS),
    Field("droite_a_gauche", "record", fields=_GROWTH),
    Field("paragraphe", "record", fields=tuple(number(*one) for one in PARAGRAPH.items())),
    Field("champs", "record", fields=_HEIGHTS),
    Field("notes", "choice", choices=tuple(NotesPlace)),
    Field("qui_parle", "record", fields=(Field("champ", required=True), Field("cles", "texts", required=True))),
    Field("images", "record", fields=_IMAGES),
    *(number(name, DOWN) for name in ("photo_avec_exergue", *HOLLOWS)),
)
MERGED = ("grille", "tetes", "echelles", "paragraphe", "images")  # a format changes some of their keys


def of_format(format_: Format) -> tuple[CompositionRules | None, list[Problem]]:
    """The composition's rules of a format, and what is wrong with them.

    A format that only says how many pages it has is given usual ones. None where pages flow, and for faulty rules.
    """
    path = composition_of(format_)
    if path is None:
        return _usual_rules(format_) if format_.pages else None, []
    now = path.stat()
    rules, faults = _loaded(path, names_of(format_, path.parent), now.st_mtime_ns, now.st_size)
    return rules, [found.in_file(f"templates/{path.parent.name}/{COMPOSITION}") for found in faults]


def composition_of(format_: Format) -> Path | None:
    """The file that says its pages, in its own folder or in that of a format that it extends."""
    return next((folder / COMPOSITION for folder in format_.folders if (folder / COMPOSITION).is_file()), None)


@lru_cache(maxsize=8)
def _loaded(
    path: Path,
    names: FormatNames,
    written: int,  # noqa: ARG001
    size: int,  # noqa: ARG001
) -> tuple[CompositionRules | None, list[Fault]]:
    """The same for every sheet, as long as the file is."""
    return load(path, names)


def _usual_rules(format_: Format) -> CompositionRules:
    pages = usual_pages.pages_of(format_)
    return _rules(_usual(), pages, _others(pages, names_of(format_, format_.folders[0])))


def _others(pages: tuple[PageSpec, ...], names: FormatNames) -> tuple[str, ...]:
    """The rubrics that no zone names."""
    placed = {id_ for page in pages for zone in page.zones for id_ in zone.rubrics}
    return tuple(id_ for id_, _ in names.rubrics if id_ not in placed)


def load(path: Path, names: FormatNames) -> tuple[CompositionRules | None, list[Fault]]:
    """The rules in `path` for the sheets of a format that has those names, and what is wrong with them."""
    table, own, faults = tables.read(path, COMPOSITION_FIELDS)
    if table is None or faults:
        return None, faults
    values = _over(_usual(), own)
    faults += [*_bad_paper(own, table), *_no_room(values, table), *_out_of_order(own, table), *_upside_down(own, table)]
    faults += [*_no_speakers(own, table, names), *zones_checked.contradictions(own, table, _known(values, names))]
    if faults:
        return None, faults
    pages = zones_reader.pages(values)
    others = _others(pages, names)
    if others and not any(any(page.of(FlowZone)) for page in pages):
        faults.append(fault("format-invalide.homeless", *place(table, "pages"), rubrics=listing(others)))
    faults += [*giving_way.faults(table, pages), *zones_checked.narrow(pages, _grid(values), table)]
    return (None if faults else _rules(values, pages, others)), faults


@cache
def _usual() -> Values:
    """What every composition starts from; ValueError where that is faulty."""
    known = tuple(field for field in COMPOSITION_FIELDS if field.name != zones_reader.PAGES.name)
    return tables.of_ours(HOUSE / "templates" / COMPOSITION, known)


def _over(usual: Values, own: Values) -> Values:
    """What a format says over what is usual, also for a ladder without steps."""
    said = {name: {key: one for key, one in cast(Values, own.get(name, {})).items() if one != ()} for name in MERGED}
    merged = {name: {**cast(Values, usual.get(name, {})), **said[name]} for name in MERGED}
    return {**usual, **own, **merged}


def _known(values: Values, names: FormatNames) -> Known:
    grid, ladders = cast(Mapping[str, Any], values["grille"]), cast(Values, values["echelles"])
    return Known(grid["colonnes"], frozenset(ladders), dict(names.rubrics), names)


def _bad_paper(values: Values, table: YamlTable) -> Iterator[Fault]:
    """A paper that has no such name, or that is no page: too small, too large, without room for text."""
    typed = str(values.get("papier", ""))
    size = papers.size_of(typed) if typed else LEAST_PAPER
    if size is None or not (LEAST_PAPER[0] <= min(size) and max(size) <= MOST_PAPER):
        at, names = place(table, "papier"), listing(papers.known())
        yield fault("format-invalide.paper", *at, typed=typed, names=names, least=LEAST_PAPER[0], most=MOST_PAPER)


def _no_room(values: Values, table: YamlTable) -> Iterator[Fault]:
    """Margins and gutters that leave no column of a word, or no line between head and foot."""
    if papers.size_of(str(values["papier"])) is None:  # which is told
        return
    grid = _grid(cast(Mapping[str, Any], values))
    ways = (
        ("dedans", grid.live, grid.width, LEAST_WIDE),
        ("tete", grid.height - grid.head - grid.foot, grid.height, LEAST_HIGH),
    )
    for name, left, whole, least in ways:
        if left < least or grid.column <= 0:
            at = place(table, "grille", name)
            yield fault("format-invalide.grid", *at, left=max(left, 0.0), whole=whole, least=least)
            return


def _out_of_order(values: Values, table: YamlTable) -> Iterator[Fault]:
    """A size that is larger than the one before it: the first that fits is taken, so that it would never be."""
    ladders = cast(Mapping[str, tuple[Any, ...]], values.get("echelles", {}))
    sizes_by_path = [(("echelles", name), [step["corps"] for step in steps]) for name, steps in ladders.items()]
    for path, sizes in (*sizes_by_path, (("cartes",), values.get("cartes", ()))):
        for index, (before, size) in enumerate(pairwise(cast(tuple[float, ...], sizes)), 1):
            if size > before:
                at = place(table, *path, index)
                yield fault("format-invalide.ladder", *at, name=path[-1], size=size, before=before)


def _no_speakers(values: Values, table: YamlTable, names: FormatNames) -> Iterator[Fault]:
    field = cast(Mapping[str, str], values.get("qui_parle", {})).get("champ")
    if field and field not in names.fields:
        yield fault("format-invalide.zone-field", *place(table, "qui_parle", "champ"), field=field)


def _upside_down(values: Values, table: YamlTable) -> Iterator[Fault]:
    heights = cast(Mapping[str, float], values.get("champs", {}))
    if heights and heights["mini"] > heights["maxi"]:
        at = place(table, "champs", "mini")
        yield fault("format-invalide.least-over-most", *at, least=heights["mini"], most=heights["maxi"])


def _rules(values: Values, pages: tuple[PageSpec, ...], flowing: tuple[str, ...]) -> CompositionRules:
    typed = cast(Mapping[str, Any], values)
    return CompositionRules(
        grid=_grid(typed),
        pages=pages,
        flowing=flowing,
        body=typed["corps"],
        ladders={name: tuple(map(_step, steps)) for name, steps in typed["echelles"].items()},
        cards=typed["cartes"],
        head_above=typed["tetes"]["dessus"],
        head_beside=typed["tetes"]["a_gauche"],
        measure=typed["mesure"],
        field_least=typed["champs"]["mini"],
        field_most=typed["champs"]["maxi"],
        photo_beside_quote=typed["photo_avec_exergue"],
        too_long=giving_way.expanded(typed["trop_long"], pages),
        too_short=giving_way.expanded(typed["trop_court"], pages),
        hollow=typed["creux"],
        hollow_page=typed["creux_page"],
        hollow_band=typed["creux_ornement"],
        hollow_quote=typed["creux_exergue"],
        hollow_told=typed["creux_signale"],
        lines=LineRules(**{COST_NAMES[name]: value for name, value in typed["paragraphe"].items()}),
        images=ImageRules(**{IMAGE_NAMES[name]: value for name, value in typed["images"].items()}),
        mirrored=_step(typed["droite_a_gauche"]),
        speakers=_speakers(typed.get("qui_parle")),
        foot_notes=typed["notes"] == NotesPlace.FOOT,
    )


def _speakers(typed: Mapping[str, Any] | None) -> tuple[str, ...]:
    return (typed["champ"], *typed["cles"]) if typed else ()


def _grid(typed: Mapping[str, Any]) -> Grid:
    width, height = papers.size_of(typed["papier"]) or LEAST_PAPER
    return Grid(width, height, **{GRID_NAMES[name]: value for name, value in typed["grille"].items()})


def _step(step: Mapping[str, Any]) -> TypeSize:
    return TypeSize(step["corps"], step["interligne"], step.get("lignes", MOST_LINES), step.get("colonnes", 1))

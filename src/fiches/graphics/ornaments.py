"""Ornament by address, so that style sheets name it: `/ornements/vague/nuit/bas.svg` is drawn when asked for.

Colours are the names of `styles/palette.css`; signs are those of the format's `signes.txt`, and over them those of
`styles/signes.txt`, so that a theme can draw its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from fiches.config.project import Project, first
from fiches.core import css, css_colours
from fiches.core.messages import message
from fiches.core.problems import BadValue, Fault, Problem, fault
from fiches.graphics import contrast, svg
from fiches.graphics.svg import CLIMB, PERIOD, Frieze, Grid
from fiches.storage.fingerprints import HOUSE

_ROW = re.compile(r"[.#o]+(?:\s+[.#o]+)*")
ORNAMENT_FOLDER = "ornements"
PALETTE, SIGNS, CONTRASTS = "palette.css", "signes.txt", "contrastes.txt"
FRIEZE = "frise"  # the sign that draws one period of the waves
MOST_STYLE = 1_000_000  # bytes of a palette or of signs that are read
LOW = 4  # stitches that a base climbs
FULL_WIDTH = 270.0  # mm: a page, its bleed, and before it a whole period of the widest frieze
STITCHES = {"point": svg.STITCH, "double": 2 * svg.STITCH, "couverture": 210 / 48, "socle": 210 / 48, "grand": 210 / 48}
ROWS = {"": 1, "rang": 7}  # woven lozenges side by side
WAVE_WIDTHS = {"grand": 25 * 52.5}  # mm, whole periods: over the widest paper that a composition takes


@dataclass(frozen=True, slots=True)
class Artwork:
    """The colours, woven signs and frieze of a house; draws what an address asks for."""

    colours: Mapping[str, str]
    signs: Mapping[str, Grid]
    frieze: Frieze = svg.STEPS

    def draw(self, address: str) -> str | None:
        """The SVG at `address` (below /ornements/), None when nothing is there."""
        kind, *words = address.removesuffix(".svg").split("/")
        try:
            return _DRAWERS[kind](self, *words)
        except (KeyError, TypeError):
            return None

    def _sign(self, name: str, colour: str, accent: str) -> str:
        return svg.sign(self.signs[name], self.colours[colour], self.colours[accent])

    def _wave(self, colour: str, side: str, stitch: str = "point") -> str:
        frieze = svg.lowered(self.frieze, LOW) if stitch == "socle" else self.frieze
        return svg.wave(
            WAVE_WIDTHS.get(stitch, FULL_WIDTH), self.colours[colour], 0.5, STITCHES[stitch],
            crests_up=side == "haut", frieze=frieze,
        )  # fmt: skip

    def _channel(self, colour: str, stitch: str = "point") -> str:
        return svg.channel(FULL_WIDTH, self.colours[colour], STITCHES[stitch], self.frieze)

    def _upright(self, colour: str, ground: str) -> str:
        return svg.upright_channel(FULL_WIDTH * 1.5, self.colours[colour], self.colours[ground], self.frieze)

    def _chevron(self, colour: str, turn: str = "") -> str:
        return svg.chevron(self.colours[colour], mirrored=turn == "retourne")

    def _notch(self, colour: str, turn: str = "") -> str:
        return svg.notch(self.colours[colour], mirrored=turn == "retourne")

    def _mark(self, turn: str = "") -> str:
        on_dark = {"nuit": self.colours["ecume"], "terre": self.colours["safran-pale"]} if turn == "claire" else {}
        return svg.mark(3.2, {**self.colours, **on_dark}, horizontal=True, mirrored=turn == "retourne")

    def _lozenge(self, colour: str) -> str:
        return svg.lozenge(svg.STITCH * 2, self.colours[colour])

    def _woven(self, colour: str, row: str = "") -> str:
        return svg.woven_lozenge(8.0, self.colours[colour], ROWS[row])


_DRAWERS: Mapping[str, Callable[..., str]] = {
    "signe": Artwork._sign,
    "vague": Artwork._wave,
    "chenal": Artwork._channel,
    "chenal-debout": Artwork._upright,
    "chevron": Artwork._chevron,
    "entaille": Artwork._notch,
    "marque": Artwork._mark,
    "losange": Artwork._lozenge,
    "losange-tisse": Artwork._woven,
}


def load(project: Project) -> tuple[Artwork, list[Problem]]:
    """The artwork of a collection: its palette, its signs and its frieze, with what is wrong in them."""
    palette = _read(project, project.styles, PALETTE)
    declared = css.properties(palette.text)
    colours = {name: hue for name, custom in declared.items() if (hue := css_colours.colour(custom.value))}
    pairs = _read(project, project.format.folders, CONTRASTS).text
    lines = {name: custom.line for name, custom in declared.items()}
    problems = [one.in_file(palette.shown) for one in contrast.check(colours, lines, pairs)]
    woven: dict[str, Grid] = {}
    frieze = svg.STEPS
    for folders in (project.format.folders, project.styles):
        drawn = _read(project, folders, SIGNS)
        grids, faults = read_signs(drawn.text)
        try:
            frieze = read_frieze(grids[FRIEZE]) if FRIEZE in grids else frieze
        except BadValue as bad:
            faults.append(
                fault("format-invalide.frieze", drawn.line(FRIEZE), hint=bad.hint, name=FRIEZE, said=bad.message)
            )
        problems += [one.in_file(drawn.shown) for one in faults]
        woven |= grids
    return Artwork(colours, woven, frieze), problems


@dataclass(frozen=True, slots=True)
class _TextFile:
    """A text of a collection or of the house, and how problems name it; empty when there is none."""

    text: str = ""
    shown: str = ""

    def line(self, word: str) -> int:
        """The first line that holds `word` by itself."""
        return next((number for number, line in enumerate(self.text.split("\n"), 1) if word in line.split()), 1)


def _read(project: Project, folders: tuple[Path, ...], name: str) -> _TextFile:
    path = first(folders, name)
    if path is None:
        return _TextFile()
    base = next(root for root in (project.root, HOUSE) if path.is_relative_to(root))
    with path.open("rb") as file:
        text = file.read(MOST_STYLE).decode("utf-8", "replace").replace("\r\n", "\n")
    return _TextFile(text, path.relative_to(base).as_posix())


def read_signs(text: str) -> tuple[Mapping[str, Grid], list[Fault]]:
    """Grids by name, and what cannot be read: a line of names, then rows of `#`, `o`, `.` under each name."""
    rows: dict[str, list[str]] = {}
    faults: list[Fault] = []
    drawn: list[list[str]] = []  # the rows of the signs under way
    for index, words in _sign_lines(text):
        if not _ROW.fullmatch(" ".join(words)):
            rows.update((name, []) for name in words)
            drawn = [rows[name] for name in words]
        elif len(words) == len(drawn) and all(map(_is_as_wide, words, drawn)):
            for word, grid in zip(words, drawn, strict=True):
                grid.append(word)
        else:
            faults.append(fault("format-invalide.sign-width", index))
    return {name: tuple(grid) for name, grid in rows.items() if grid}, faults


def _sign_lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """The words of each line that has some, but for remarks."""
    for index, line in enumerate(text.split("\n"), 1):
        if line.strip() and not line.startswith("# "):
            yield index, line.split()


def _is_as_wide(row: str, grid: Sequence[str]) -> bool:
    return not grid or len(row) == len(grid[0])


def read_frieze(grid: Grid) -> Frieze:
    """The frieze that a grid draws, land as `#` under its crests; BadValue says why it is none."""
    if len(grid) != CLIMB or {len(row) for row in grid} != {PERIOD}:
        raise BadValue(message("value.frieze.size", rows=CLIMB, stitches=PERIOD))
    columns = ["".join(column) for column in zip(*grid, strict=True)]
    frieze = tuple(column.count(".") for column in columns)
    if any(column != "." * depth + "#" * (CLIMB - depth) for column, depth in zip(columns, frieze, strict=True)):
        raise BadValue(message("value.frieze.holes"))
    if (min(frieze), max(frieze)) != (0, CLIMB):
        raise BadValue(message("value.frieze.depth"))
    return frieze

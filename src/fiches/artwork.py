"""Ornament by address, so that style sheets name it: `/ornements/vague/nuit/bas.svg` is drawn when asked for.

Colours are the names of `styles/palette.css`; signs are those of the format's `signes.txt`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from fiches import contrast, ornament
from fiches.ornament import Grid
from fiches.problems import Problem
from fiches.project import Project, search

FOLDER = "ornements"
PALETTE, SIGNS, CONTRASTS = "palette.css", "signes.txt", "contrastes.txt"
FULL_WIDTH = 220.0  # mm: a page and its bleed on both sides
STITCHES = {"point": ornament.STITCH, "double": 2 * ornament.STITCH, "couverture": 210 / 48, "socle": 210 / 48}

_COLOUR = re.compile(r"--([a-z0-9-]+):\s*(#[0-9a-fA-F]{6})\b")


@dataclass(frozen=True, slots=True)
class Artwork:
    """The colours and woven signs of a house; draws what an address asks for."""

    colours: Mapping[str, str]
    signs: Mapping[str, Grid]

    def draw(self, address: str) -> str | None:
        """The SVG at `address` (below /ornements/), None when nothing is there."""
        kind, *words = address.removesuffix(".svg").split("/")
        try:
            return _KINDS[kind](self, *words)
        except (KeyError, TypeError):
            return None

    def _sign(self, name: str, colour: str, accent: str) -> str:
        return ornament.sign(self.signs[name], self.colours[colour], self.colours[accent])

    def _wave(self, colour: str, side: str, stitch: str = "point") -> str:
        climb = 4 if stitch == "socle" else ornament.CLIMB
        return ornament.wave(
            FULL_WIDTH, self.colours[colour], 0.5, STITCHES[stitch], crests_up=side == "haut", climb=climb
        )

    def _channel(self, colour: str, stitch: str = "point") -> str:
        return ornament.channel(FULL_WIDTH, self.colours[colour], STITCHES[stitch])

    def _upright(self, colour: str, ground: str) -> str:
        return ornament.upright_channel(FULL_WIDTH * 1.5, self.colours[colour], self.colours[ground])

    def _chevron(self, colour: str, turn: str = "") -> str:
        return ornament.chevron(self.colours[colour], mirrored=turn == "retourne")

    def _notch(self, colour: str, turn: str = "") -> str:
        return ornament.notch(self.colours[colour], mirrored=turn == "retourne")

    def _mark(self, turn: str = "") -> str:
        return ornament.mark(3.2, self.colours, horizontal=True, mirrored=turn == "retourne")

    def _lozenge(self, colour: str) -> str:
        return ornament.lozenge(ornament.STITCH * 2, self.colours[colour])

    def _woven(self, colour: str) -> str:
        return ornament.woven_lozenge(8.0, self.colours[colour])


_KINDS: Mapping[str, Callable[..., str]] = {
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
    """The artwork of a collection: its palette and its format's signs, with what is wrong in them."""
    palette = _text(search(project.root, "styles"), PALETTE)
    colours = dict(_COLOUR.findall(palette))
    grids, faults = ornament.read_signs(_text(project.format.folders, SIGNS))
    problems = [fault.in_file(f"templates/{project.format.name}/{SIGNS}") for fault in faults]
    unreadable = contrast.check(palette, colours, _text(project.format.folders, CONTRASTS))
    problems += [fault.in_file(f"styles/{PALETTE}") for fault in unreadable]
    return Artwork(colours, grids), problems


def _text(folders: tuple[Path, ...], name: str) -> str:
    found = first(folders, name)
    return found.read_text("utf-8", "replace") if found else ""


def first(folders: tuple[Path, ...], name: str) -> Path | None:
    """The file called `name` in the first folder that has one."""
    return next((folder / name for folder in folders if (folder / name).is_file()), None)

"""The maps that the house draws, and what is read from them."""

from __future__ import annotations

import re
from pathlib import Path

from fiches.config.project import search
from fiches.graphics.maps import data as atlas
from fiches.places import gazetteer

HOUSE = (search(Path(__file__).parent, "templates")[-1] / "capitalisation",)
LOADED, PROBLEMS = atlas.load(HOUSE)
PLACES, _ = gazetteer.load(HOUSE)
assert LOADED is not None and PLACES is not None
ATLAS = LOADED
NAMES = "nuit nuit-claire atlantique ecume terre terre-brulee terre-vive safran pise"
COLOURS = {name: f"#{index:06x}" for index, name in enumerate(NAMES.split(), 1)}
SAFRAN = COLOURS["safran"]


def rings(svg, colour):
    """The rings filled with `colour`, outside clip paths."""
    bare = re.sub(r"<clipPath.*?</clipPath>", "", svg)
    found = re.findall(rf'<path fill="{colour}"[^>]* d="([^"]*)"', bare)
    return [[tuple(map(float, point.split())) for point in ring.split("L")]
            for data in found for ring in re.findall(r"M([^MZ]*)Z", data)]  # fmt: skip


def tips(svg, colour=SAFRAN):
    """Where the triangles point: (x, y, whether it is a northern one)."""
    return [(ring[0][0], ring[0][1], ring[1][1] < ring[0][1]) for ring in rings(svg, colour) if len(ring) == 3]

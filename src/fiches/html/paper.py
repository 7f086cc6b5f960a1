"""The paper of a format as CSS: the size of its pages, the measures of its grid as styles/commun.css names them."""

from __future__ import annotations

import math

from fiches.compose.rules import CompositionRules
from fiches.compose.zones import RailZone

A4_AREA = 210.0 * 297.0  # mm²
LOWEST_LINE = 4.0  # mm that a foot line stands above the trim at least
LINE_END = 7.0  # u that the foot line of pages that flow leaves at its end, as far as it has half of them


def style(rules: CompositionRules | None) -> str:
    """What overrules the paper of the style sheets: nothing but numbers in it; nothing where pages flow."""
    if rules is None:
        return ""
    grid = rules.grid
    lengths = {
        "u": grid.module,
        "dedans": grid.inner,
        "dehors": grid.outer,
        "tete": grid.head,
        "pied": grid.foot,
        "bas": grid.foot + grid.module,
        "courante": max(grid.foot - 2 * grid.module, LOWEST_LINE),
        "large": grid.live,
        "ligne": max(grid.live - LINE_END * grid.module, grid.live / 2),
        "page": grid.width,
        "haut": grid.height,
        "rail": next((zone.width for zone in rules.zones if isinstance(zone, RailZone)), 0),
    }
    root = " ".join(f"--{name}: {length:g}mm;" for name, length in lengths.items())
    growth = max(1.0, math.sqrt(grid.width * grid.height / A4_AREA))
    return f"@page {{ size: {grid.width:g}mm {grid.height:g}mm }} :root {{ {root} --ampleur: {growth:g}; }}"

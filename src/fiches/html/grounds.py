"""How words can be read on the ground that they stand on, as the classes that style sheets know."""

from __future__ import annotations

from fiches.graphics import contrast
from fiches.html.context import PageContext


def tone(page: PageContext, ground: str) -> str:
    """On a colour of the palette: light, or all in the colour of text; nothing: in their own colours, as on white."""
    return contrast.tone(page.charts.colours, ground)


def on_ground(page: PageContext, ground: str) -> str:
    """The classes of what stands on a colour of the palette; nothing on the page itself."""
    return " ".join(filter(None, (f"sur-{ground}", tone(page, ground)))) if ground else ""

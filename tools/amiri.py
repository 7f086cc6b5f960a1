"""Mends styles/fonts/Amiri-*.ttf: a space between two words keeps its width, whichever letters stand around it.

Between a final ة or ه and a ك the face takes 0.244 em from a space of 0.292: both words are read as one. Amiri has no
reserved font name. Run it when the files are those of a newer release; what is mended stays as it is.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parent.parent / "styles" / "fonts"
SPACES = " \u00a0"


def mend(path: Path) -> None:
    """Writes the face without what it kerns in a context that has a space."""
    face = TTFont(path, recalcTimestamp=False)
    spaces = {face.getBestCmap()[ord(char)] for char in SPACES}
    for lookup in face["GPOS"].table.LookupList.Lookup:
        lookup.SubTable = [one for one in lookup.SubTable if not spaces & _context(one)]
    face.save(path)


def _context(subtable: Any) -> set[str]:  # of fontTools' own classes
    """The glyphs around and in what a chained context moves; of other tables, none."""
    lists = (getattr(subtable, f"{part}Coverage", None) for part in ("Backtrack", "Input", "LookAhead"))
    return {glyph for coverages in lists if isinstance(coverages, list) for one in coverages for glyph in one.glyphs}


def main() -> None:
    """Mends all of them."""
    for path in sorted(FONTS.glob("Amiri-*.ttf")):
        mend(path)


if __name__ == "__main__":
    main()

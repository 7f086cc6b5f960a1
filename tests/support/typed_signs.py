"""How tests write the signs that are not seen."""

from __future__ import annotations

from fiches.typography.french import NBSP, NNBSP, SEAM

MARKS = str.maketrans({"~": NBSP, "_": NNBSP, "|": SEAM})

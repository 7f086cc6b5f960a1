"""Where the project is, and the sheets that it ships."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NOT_SHEETS = ("livret", "LISEZMOI")
SLUGS = tuple(sorted(path.stem for path in (ROOT / "sheets").glob("*.md") if path.stem not in NOT_SHEETS))

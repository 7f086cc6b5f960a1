"""Where the project is, and the sheets that it ships, the syntax of its modules."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NOT_SHEETS = ("livret", "LISEZMOI")
SLUGS = tuple(sorted(path.stem for path in (ROOT / "sheets").glob("*.md") if path.stem not in NOT_SHEETS))


@cache
def syntax(path: Path) -> ast.Module:
    """What a module of ours says, parsed once for all tests; not to be changed."""
    return ast.parse(path.read_text("utf-8"))

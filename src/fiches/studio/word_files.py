"""A file that was dropped into the studio becomes a sheet, by the command that does it, in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from itertools import chain
from pathlib import Path
from typing import Any

from fiches.core.messages import message
from fiches.core.text import slugify
from fiches.studio.service import RefusedError, Workplace

IMPORT_SECONDS = 120.0


def brought(place: Workplace, name: str, data: bytes) -> dict[str, Any]:
    """The sheets that `fiches import` made of a file: `slugs`, and what it says of them; RefusedError says why none."""
    with tempfile.TemporaryDirectory(prefix="fiches-studio-") as folder:
        ending = Path(name).suffix.lower()
        path = Path(folder, f"{slugify(Path(name).stem) or 'fiche'}{ending if ending.isascii() else ''}")
        path.write_bytes(data)
        found = _imported(place, path, name)
    good = [one for one in found if one.get("sheet")]
    if not good:
        why = found[0] if found else {}
        raise RefusedError(422, why.get("error") or message("studio.not-read", name=name), hint=why.get("remedy", ""))
    lines = chain.from_iterable(one["lines"] for one in good)
    return {"slugs": [Path(one["sheet"]).stem for one in good], "lines": list(lines)}


def _imported(place: Workplace, path: Path, name: str) -> list[dict[str, Any]]:
    """What the command says of a file, which people call `name`."""
    command = [sys.executable, "-m", "fiches", "import", str(path), "-C", str(place.bench.root), "--format", "json"]
    try:
        run = subprocess.run(
            [*command, "--langue", place.words.language], capture_output=True, encoding="utf-8", check=False,
            timeout=IMPORT_SECONDS, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        return list(json.loads(run.stdout))
    except (subprocess.TimeoutExpired, ValueError) as error:
        raise RefusedError(422, message("studio.not-read", name=name)) from error

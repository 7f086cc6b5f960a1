"""The style sheets of a format for an engine, remembered as it takes them apart: half of what its start would cost."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from fiches.core.problems import Problem
from fiches.render.engine_log import reported
from fiches.render.url_fetcher import BASE
from fiches.render.weasyprint_styles import NotedFonts, packed, unpacked
from fiches.storage import fingerprints
from fiches.storage.memory import Memory

STYLES = "styles"  # the folder of memory that they are in, and that of their addresses
_TAKES_OTHERS = re.compile(rb"@(?:import|[-\w]*\\)", re.IGNORECASE)  # sheets whose bytes are not known here
_Read = tuple[Any, list[Any]]  # a weasyprint.CSS and the faces that it declares


class StyleReader:
    """Reads style sheets for one engine, and tells its fonts the faces that they declare."""

    def __init__(self, fetcher: Any, fonts: Any, memory: Memory | None = None) -> None:  # noqa: ANN401  # of the engine
        self._fetcher, self._fonts, self._memory = fetcher, fonts, memory
        self.problems: list[Problem] = []  # what the engine has to say of them

    def read(self, own: str, names: tuple[str, ...]) -> list[Any]:
        """Those of a format by their names, behind one of ours: each a weasyprint.CSS, but for those that cannot be."""
        sources = {"": own.encode()}
        for name in names:
            with reported(f"{STYLES}/{name}", self.problems):
                sources[name] = self._fetcher.fetch(f"{BASE}{STYLES}/{name}").read()
        key = fingerprints.key(fingerprints.tool(), sys.version, *(part for one in sources.items() for part in one))
        file = fingerprints.key(*names)[:16]
        kept = self._kept(file, key)
        found = {name: one for name, data in sources.items() if (one := self._one(name, data, kept.get(name)))}
        if not (kept or self.problems or any(map(_TAKES_OTHERS.search, sources.values()))):
            self._keep(file, key, found)
        return [sheet for sheet, _ in found.values()]

    def _one(self, name: str, data: bytes, kept: _Read | None) -> _Read | None:
        from weasyprint import CSS

        fonts, url = NotedFonts(self._fonts, self._fetcher), f"{BASE}{STYLES}/{name}" if name else None
        with reported(f"{STYLES}/{name}", self.problems):
            for face in kept[1] if kept else ():
                fonts.add_font_face(face)
            return kept or (
                CSS(file_obj=BytesIO(data), base_url=url, url_fetcher=self._fetcher, font_config=fonts),
                fonts.faces,
            )
        return None

    def _kept(self, file: str, key: str) -> Mapping[str, _Read]:
        """What was read of the same bytes by the same engine; nothing where there is none."""
        data = self._memory.kept(file) if self._memory else None
        digest, _, rest = (data or b"").partition(b"\n")
        found: Mapping[str, _Read] = unpacked(rest) if digest.decode() == key else {}
        return found

    def _keep(self, file: str, key: str, found: Mapping[str, _Read]) -> None:
        if self._memory:
            self._memory.keep(file, key.encode() + b"\n" + packed(found))

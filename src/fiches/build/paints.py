"""What documents are whatever their colours are, by the style sheets and drawings that are known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from fiches.images import drawings
from fiches.render.paint import Paint, StylePaint
from fiches.storage import fingerprints
from fiches.storage.fingerprints import Digests


@dataclass(frozen=True)
class Paints:
    """The paints of documents that share style sheets."""

    root: Path
    digests: Digests
    files: Sequence[str]  # that may say how every document looks
    sheets: Mapping[str, str]  # the style sheets that it has or may link to, by their names
    grounds: Sequence[str]  # pictures that style sheets show
    chosen: str  # all else that every document depends on

    def of(self, html: str, pictures: Sequence[str], sheets: Path) -> Paint:
        """That of a document that shows these pictures in `sheets`; nothing where a file has changed."""
        paths = [str(sheets / name) for name in pictures]
        with suppress(OSError):
            shown = fingerprints.key(*map(self.digests.of, paths))
            return self._styles.of(self._unlinked(html), map(self._words, paths), shown)
        return ()

    def repaint(self, paints: Iterable[Paint]) -> bool:
        """Whether nothing but colours is new in the style sheets of these, so that hardly a page will be drawn."""
        with suppress(OSError):
            return all(map(self._styles.repaints, paints))
        return False

    def _unlinked(self, html: str) -> str:
        """The same, of a document that links to none of these style sheets."""
        for name in self.sheets:
            html = html.replace(f'<link rel="stylesheet" href="/styles/{name}">', f"<link {name}>")
        return html

    @cached_property
    def _styles(self) -> StylePaint:
        others = [path for path in self.files if path not in self.sheets.values()]
        names = " ".join(fingerprints.short(path, self.root) for path in self.sheets.values())
        rest = fingerprints.key(self.chosen, names, self.digests.all((*others, *self.grounds), self.root))
        return StylePaint(map(self._words, self.sheets.values()), map(self._words, self.grounds), rest)

    def _words(self, path: str) -> str:
        """A style sheet or a drawing, and nothing of a photo."""
        known = self.digests.of(path)
        if known.startswith(fingerprints.ABSENT):
            raise FileNotFoundError(path)
        with Path(path).open("rb") as file:
            data = file.read(drawings.HEAD_BYTES)
            if not path.endswith(".css") and not drawings.is_drawing(data):
                return ""
            data += file.read()
        if fingerprints.key(data) != known:
            raise FileNotFoundError(path)
        return data.decode("utf-8", "replace")

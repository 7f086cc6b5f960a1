"""What keeps sheets from their pages, told again while nothing that it depends on has changed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from fiches.config.project import COLLECTION, Project
from fiches.content.sheet import Sheet
from fiches.core.problems import Problem
from fiches.lint import collection
from fiches.storage import fingerprints, output
from fiches.storage.fingerprints import Stamp, Stamps
from fiches.storage.memory import Memory

VERDICTS = "pages"  # the folder of memory that they are in


@dataclass(frozen=True, slots=True)
class PageVerdicts:
    """Judges sheets on their pages; what was found it remembers by the stamps that files had before they were read."""

    memory: Memory
    start: Stamps
    shared: str  # the digest of those of all that every page may depend on

    def __call__(self, one: Sheet, project: Project) -> list[Problem]:
        """What `lint.collection.on_pages` finds."""
        key, name = self._key(one, project), f"{one.slug}.json"
        kept = self._kept(name, key)
        if kept is not None:
            return kept
        found = list(collection.on_pages(one, project))
        told = {"key": key, "problems": [asdict(problem) for problem in found]}
        self.memory.keep(name, json.dumps(told).encode())
        return found

    def _key(self, one: Sheet, project: Project) -> str:
        paths = (project.root / one.path, *(project.sheets / name for name in collection.images(one)))
        return fingerprints.key(self.shared, project.format.name, repr([self._stamp(str(path)) for path in paths]))

    def _stamp(self, path: str) -> Stamp | None:
        """As it was at the start, or is now where it does not stand among the sources."""
        return self.start.get(path) or fingerprints.stamp(fingerprints.stored(Path(path)))

    def _kept(self, name: str, key: str) -> list[Problem] | None:
        """What was found last, if it was of the same; None when it is not there, or no such thing."""
        try:
            found = json.loads(self.memory.kept(name) or b"{}")
            return [Problem.revived(one) for one in found["problems"]] if found["key"] == key else None
        except (ValueError, KeyError, TypeError, AttributeError):
            return None


def of(folder: Path) -> collection.PageJudge:
    """What judges the sheets of a collection, made before any of its files is read.

    It remembers nothing where no run has made anything: `check` makes no folder.
    """
    root = folder.absolute()
    out = root / "build"
    if output.MEMORY_FOLDER not in output.names(out):
        return collection.on_pages
    start = fingerprints.stamps(root)
    every = (fingerprints.libraries(), sorted(_shared(start, root)))
    return PageVerdicts(Memory(out, VERDICTS), start, fingerprints.key(repr(every)))


def _shared(start: Stamps, root: Path) -> Iterator[tuple[str, Stamp | None]]:
    """The stamps of settings, formats, styles and of this program."""
    settings, sources = str(root / COLLECTION), f"{root / 'sheets'}/"
    yield from (found for found in start.items() if found[0] == settings or not found[0].startswith(sources))

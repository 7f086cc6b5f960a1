"""What was found wrong is told again while nothing that it depends on has changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from fiches.config.project import COLLECTION
from fiches.core.problems import Problem
from fiches.lint import collection
from fiches.lint.collection import Asked
from fiches.storage import fingerprints, output
from fiches.storage.fingerprints import Stamp, Stamps
from fiches.storage.memory import Memory

VERDICTS = "verdicts"  # the folder of memory that they are in


@dataclass(frozen=True, slots=True)
class KeptVerdicts:
    """Asks a question of `lint.verdicts` once, and again only when its files have other stamps.

    Those are what the files had before they were read.
    """

    memory: Memory
    start: Stamps
    shared: str  # the digest of those of all that every page may depend on

    def __call__(self, name: str, files: Iterable[Path], question: Asked) -> list[Problem]:
        """What the question finds, or found: see `lint.collection.Remember`."""
        key, file = fingerprints.key(self.shared, repr([self._stamp(str(path)) for path in files])), f"{name}.json"
        kept = self._kept(file, key)
        if kept is not None:
            return kept
        found = question()
        told = {"key": key, "problems": [asdict(problem) for problem in found]}
        self.memory.keep(file, json.dumps(told).encode())
        return found

    def _stamp(self, path: str) -> Stamp | None:
        """As it was at the start, or is now where it does not stand among the sources."""
        return self.start.get(path) or fingerprints.stamp(fingerprints.stored(Path(path)))

    def _kept(self, file: str, key: str) -> list[Problem] | None:
        """What was found last, if it was of the same; None when it is not there, or no such thing."""
        try:
            found = json.loads(self.memory.kept(file) or b"{}")
            return [Problem.revived(one) for one in found["problems"]] if found["key"] == key else None
        except (ValueError, KeyError, TypeError, AttributeError):
            return None


def of(folder: Path) -> collection.Remember:
    """What remembers the verdicts on a collection, made before any of its files is read.

    It remembers nothing where no run has made anything: `check` makes no folder.
    """
    root = folder.absolute()
    out = root / "build"
    if output.MEMORY_FOLDER not in output.names(out):
        return collection.directly
    start = fingerprints.stamps(root)
    every = (fingerprints.libraries(), sorted(_shared(start, root)))
    return KeptVerdicts(Memory(out, VERDICTS), start, fingerprints.key(repr(every)))


def _shared(start: Stamps, root: Path) -> Iterator[tuple[str, Stamp | None]]:
    """The stamps of settings, formats, styles and of this program."""
    settings, sources = str(root / COLLECTION), f"{root / 'sheets'}/"
    yield from (found for found in start.items() if found[0] == settings or not found[0].startswith(sources))

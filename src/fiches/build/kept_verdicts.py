"""What was found wrong is told again while nothing that it depends on has changed."""

from __future__ import annotations

import json
import pickle
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fiches.config.formats import Format
from fiches.config.project import COLLECTION, Project
from fiches.content import kept_sheet
from fiches.content.sheet import Sheet
from fiches.core.problems import Problem
from fiches.lint import collection
from fiches.lint.cards import NO_RECALL, Asked, Recall, SheetCard
from fiches.lint.collection import Collection
from fiches.lint.twins import Titled
from fiches.storage import fingerprints, output
from fiches.storage.fingerprints import Stamp, Stamps
from fiches.storage.memory import Memory

if TYPE_CHECKING:
    from fiches.compose.kept_sizes import KeptSizes

VERDICTS = "verdicts"  # the folder of memory that they are in
SHEETS = "fiche"  # ends the names of sheets that were read, which are there too


@dataclass(frozen=True, slots=True)
class KeptVerdicts(Recall):
    """Judges and reads once, and again only when the files asked about have other stamps.

    Those are what the files had before they were read.
    """

    memory: Memory
    start: Stamps
    sheets: Path  # the folder of sources
    shared: str  # the digest of those of all that every page may depend on

    def verdict(self, name: str, files: Iterable[Path], question: Asked, said: str = "") -> list[Problem]:
        """See `Recall`."""
        key, file = fingerprints.key(self._key(map(str, files)), said), f"{name}.json"
        kept = self._kept(file)
        if kept and kept.get("key") == key:
            with suppress(KeyError, TypeError, AttributeError):
                return [Problem.revived(one) for one in kept["problems"]]
        found = question()
        self._keep(file, {"key": key, "problems": [asdict(problem) for problem in found]})
        return found

    def sheet(self, path: Path) -> tuple[SheetCard, list[Problem]] | None:
        """See `Recall`."""
        kept = self._kept(f"{path.stem}.json")
        with suppress(KeyError, TypeError, ValueError, AttributeError):
            if kept and kept["key"] == self._key_of_sheet(path, kept["card"]["pictures"]):
                return _card(kept["card"]), [Problem.revived(one) for one in kept["problems"]]
        return None

    def whole(self, path: Path, card: SheetCard, format_: Format) -> Sheet | None:
        """See `Recall`."""
        key, _, data = (self.memory.kept(f"{path.stem}.{SHEETS}") or b"").partition(b"\n")
        with suppress(pickle.PickleError, ValueError, TypeError, AttributeError, LookupError, EOFError, ImportError):
            if key.decode() == self._key_of_sheet(path, card.pictures):
                return kept_sheet.unpacked(data, format_)
        return None

    def keep_sheet(self, path: Path, card: SheetCard, one: Sheet, format_: Format) -> None:
        """See `Recall`."""
        key = self._key_of_sheet(path, card.pictures)
        self.memory.keep(f"{path.stem}.{SHEETS}", key.encode() + b"\n" + kept_sheet.packed(one, format_))

    def sizes(self, slug: str) -> KeptSizes:
        """See `Recall`."""
        from fiches.compose.kept_sizes import SIZES, KeptSizes  # slow to load, and loaded to fit a sheet

        return KeptSizes(Memory(self.memory.out, SIZES), slug)

    def keep(self, path: Path, card: SheetCard, told: Sequence[Problem]) -> None:
        """See `Recall`."""
        key, problems = self._key_of_sheet(path, card.pictures), [asdict(one) for one in told]
        said = {"key": key, "card": asdict(card), "problems": problems}
        self._keep(f"{path.stem}.json", said)

    def _key_of_sheet(self, path: Path, pictures: Iterable[str]) -> str:
        return self._key((str(path), *(f"{self.sheets}/{name}" for name in pictures)))

    def _key(self, files: Iterable[str]) -> str:
        return fingerprints.key(self.shared, repr([self._stamp(path) for path in files]))

    def _stamp(self, path: str) -> Stamp | None:
        """As it was at the start, or is now where it does not stand among the sources."""
        return self.start.get(path) or fingerprints.stamp(fingerprints.stored(Path(path)))

    def _kept(self, file: str) -> dict[str, Any] | None:
        """What was kept last; None when it is not there, or no such thing."""
        with suppress(ValueError, RecursionError):
            found = json.loads(self.memory.kept(file) or b"null")
            return found if isinstance(found, dict) else None
        return None

    def _keep(self, file: str, said: Mapping[str, Any]) -> None:
        self.memory.keep(file, json.dumps(said).encode())


def _card(found: Mapping[str, Any]) -> SheetCard:
    """What `asdict` and JSON made of a card; KeyError, TypeError, ValueError where it is none."""
    slug, format_, language = (str(found[name]) for name in ("slug", "format", "language"))
    title, told = _titled(found["title"]), {str(key): tuple(map(str, words)) for key, words in found["told"].items()}
    pictures, spoken_at = tuple(map(str, found["pictures"])), _place(found["spoken_at"])
    paragraphs = tuple((int(line), str(digest)) for line, digest in found["paragraphs"])
    return SheetCard(bool(found["good"]), slug, format_, language, spoken_at, title, told, pictures, paragraphs)


def _titled(found: Sequence[Any] | None) -> Titled | None:
    if found is None:
        return None
    path, title, at = found
    return Titled(str(path), str(title), _place(at))


def _place(found: Sequence[Any]) -> tuple[int, int]:
    line, column = map(int, found)
    return line, column


def of(folder: Path, out: Path | None = None, start: Stamps | None = None) -> Recall:
    """What remembers the verdicts on a collection, made before any of its files is read (when they had these stamps).

    It remembers nothing where no run has made anything: `check` makes no folder.
    """
    root = folder.absolute()
    out = out or root / "build"
    if output.MEMORY_FOLDER not in output.names(out):
        return NO_RECALL
    start = start or fingerprints.stamps(root)
    return KeptVerdicts(Memory(out, VERDICTS), start, root / "sheets", ground(root, start))


def ground(root: Path, start: Stamps) -> str:
    """The digest of the stamps of all that every page of a collection may depend on, as they were at the start."""
    return fingerprints.key(repr((fingerprints.libraries(), sorted(_shared(start, root)))))


def forget(out: Path, there: Iterable[str]) -> None:
    """Drops all that is remembered of sources but of those that are there; what begins with a stop is of none."""
    from fiches.build.drawn import JACKETS
    from fiches.compose.kept_sizes import SIZES

    kept = (".", *(f"{slug}." for slug in there))
    for sort in (VERDICTS, SIZES, JACKETS):
        Memory(out, sort).forget(lambda name: not name.startswith(kept))


def read(project: Project, start: Stamps | None = None) -> Collection:
    """A whole collection, in which what was judged before (when files had these stamps) is not judged again."""
    return collection.read(project, recall=of(project.root, project.out, start))


def _shared(start: Stamps, root: Path) -> Iterator[tuple[str, Stamp | None]]:
    """The stamps of settings, formats, styles and of this program."""
    settings, sources = str(root / COLLECTION), f"{root / 'sheets'}/"
    yield from (found for found in start.items() if found[0] == settings or not found[0].startswith(sources))

"""What a run reads: files known by a cheap stamp, and by the digest of their bytes when the stamp is not enough."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

Stamp = tuple[int, ...]  # size, modified and changed in ns, inode
Known = Mapping[str, tuple[Stamp, str]]  # by path: stamp and digest

PACKAGE = Path(__file__).resolve().parent
HOUSE = PACKAGE / "house" if (PACKAGE / "house").is_dir() else PACKAGE.parents[1]
SHARED = ("templates", "styles")  # folders of a collection and of the house that every page may use
LIBRARIES = ("weasyprint", "pydyf", "tinycss2", "tinyhtml5", "jinja2", "markdown-it-py", "pyphen", "pikepdf", "pillow")
ABSENT = "-"


def stamp(path: Path | str) -> Stamp | None:
    """What changes whenever the file does; None for a file that is not there."""
    try:
        found = os.stat(path)  # noqa: PTH116  # a thousand times a run, and Path is slow
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def walk(*folders: Path) -> Iterator[str]:
    """Every file below the folders, by name, without hidden ones."""
    for folder in folders:
        for path, names, files in os.walk(folder):
            names[:] = sorted(name for name in names if not name.startswith((".", "__pycache__")))
            yield from (f"{path}/{name}" for name in sorted(files) if not name.startswith("."))


def shared(root: Path) -> list[str]:
    """The files that any page of the collection may depend on: settings, formats, styles, and this program."""
    folders = dict.fromkeys(base / name for base in (root, HOUSE) for name in SHARED)
    code = sorted(str(path) for path in PACKAGE.glob("*.py"))
    return [str(root / "sheets" / "collection.yaml"), *walk(*folders), *code]


def everything(root: Path) -> list[str]:
    """All the files of a collection and of the house that a run may read."""
    return [*walk(root / "sheets"), *shared(root)]


def key(*parts: str | bytes) -> str:
    """One digest of several parts, each set apart from the next."""
    made = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        made.update(len(data).to_bytes(8, "big"))
        made.update(data)
    return made.hexdigest()


@cache
def tool() -> str:
    """The program and the libraries that draw its pages."""
    from importlib.metadata import PackageNotFoundError, version

    versions = []
    for name in LIBRARIES:
        try:
            versions.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            versions.append(f"{name} {ABSENT}")
    return key(*versions, *(path.read_bytes() for path in sorted(PACKAGE.glob("*.py"))))


def libraries() -> list[tuple[str, Stamp | None]]:
    """The stamps of the libraries that draw pages, found without loading them."""
    from importlib.util import find_spec

    specs = [find_spec(name) for name in ("weasyprint", "jinja2", "markdown_it", "pikepdf")]
    return [(spec.origin, stamp(spec.origin)) for spec in specs if spec and spec.origin]


class Digests:
    """Digests of files, each read again only when its stamp is no longer the one that was known."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self.seen: dict[str, tuple[Stamp, str]] = {}

    def of(self, path: Path | str) -> str:
        """The digest of the bytes of `path`; ABSENT when it cannot be read."""
        name = str(path)
        found = stamp(name)
        if found is None:
            return ABSENT
        for known in (self.seen, self._known):
            if name in known and tuple(known[name][0]) == found:
                self.seen[name] = (found, known[name][1])
                return known[name][1]
        try:
            digest = key(Path(name).read_bytes())
        except OSError:
            return ABSENT
        self.seen[name] = (found, digest)
        return digest

    def all(self, paths: Iterable[Path | str], root: Path) -> str:
        """One digest of many files and of their names below `root` (or below the house)."""
        return key(*(f"{_short(path, root)} {self.of(path)}" for path in paths))


def _short(path: Path | str, root: Path) -> str:
    """A name that does not depend on where the collection and the house are."""
    text = str(path)
    for base in (str(root), str(HOUSE), str(PACKAGE)):
        if text.startswith(base):
            return text[len(base) :]
    return text

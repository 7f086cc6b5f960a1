"""What a run reads: files known by a cheap stamp, and by the digest of their bytes when the stamp is not enough."""

from __future__ import annotations

import hashlib
import os
import stat
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, lru_cache, wraps
from operator import attrgetter
from pathlib import Path
from typing import BinaryIO, TypeVar
from urllib.parse import unquote

Stamp = tuple[int, ...]  # size, modified and changed in ns, inode
KnownDigests = Mapping[str, tuple[Stamp, str]]  # by path: stamp and digest
Stamps = Mapping[str, Stamp | None]  # by path, at one moment
AnswerT = TypeVar("AnswerT")

PACKAGE = Path(__file__).resolve().parents[1]
HOUSE = PACKAGE / "house" if (PACKAGE / "house").is_dir() else PACKAGE.parents[1]
PRINTERS = "imprimeurs"  # the folder of templates/ that holds their profiles
SHARED = ("templates", "styles")  # folders of a collection and of the house that every page may use
LIBRARIES = {  # those that draw pages: the name of each distribution, and of what is imported
    **{name: name for name in ("weasyprint", "pydyf", "tinycss2", "cssselect2", "tinyhtml5", "jinja2", "pyphen")},
    **{name: name for name in ("pikepdf", "pypdfium2", "segno", "uharfbuzz")},
    "markdown-it-py": "markdown_it", "pillow": "PIL", "fonttools": "fontTools", "pyyaml": "yaml",
}  # fmt: skip
ABSENT = "-"
MAX_BYTES, MAX_DATA_BYTES = 200_000_000, 20_000_000  # bytes of a file that is read, and of one that is taken apart
MOST_ANSWERS = 4_096  # files of which an answer is kept
_PROGRAM = f"{PACKAGE}{os.sep}"  # whoever installed it chose where its files lie
_PART = 1 << 20  # bytes of a file that are read at once
SOURCE_ADDRESSES = ("../sheets/", "/sheets/")  # by which a style sheet takes a picture from the sources


def stamp(path: Path | str) -> Stamp | None:
    """What changes whenever the file does; None for what is not there, or is no file: a pipe would never end."""
    try:
        found = os.stat(path)  # noqa: PTH116  # a thousand times a run, and Path is slow
    except (OSError, ValueError):
        return None
    return stamp_of(found)


def stamp_of(found: os.stat_result) -> Stamp | None:
    """The stamp of what the system says of a file; None for what is none."""
    if not stat.S_ISREG(found.st_mode):
        return None
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def while_same(question: Callable[[Path], AnswerT]) -> Callable[[Path], AnswerT]:
    """Asks a question of a file once, and again only when its stamp is another."""

    @lru_cache(maxsize=MOST_ANSWERS)
    def of(path: Path, _: Stamp | None) -> AnswerT:
        return question(path)

    @wraps(question)
    def answer(path: Path) -> AnswerT:
        return of(path, stamp(path))

    return answer


def _size(path: str) -> int:
    found = stamp(path)
    return found[0] if found else MAX_BYTES


def house_stamps(root: Path) -> Stamps:
    """The stamps of the files that every page may depend on: when they change, nothing warm can be used."""
    return {path: stamp(path) for path in (*shared(root), *grounds(root))}


def walk(*folders: Path) -> Iterator[str]:
    """Every file below the folders, by name, without hidden ones.

    Links are followed, each folder entered once; none is followed out of the collection, the folder that holds them.
    """
    entered: set[str] = set()
    for folder in folders:
        yield from _files(str(folder), os.path.realpath(folder), os.path.realpath(folder.parent), entered)


def _files(path: str, real: str, home: str, entered: set[str]) -> Iterator[str]:
    """The files of a folder, then those of the folders in it; `real`: where it is, which is asked of links alone."""
    if real in entered or not _below(real, home):
        return
    entered.add(real)
    folders, files = _parted(path)
    yield from (f"{path}/{one.name}" for one in files)
    for one in folders:
        below = os.path.realpath(one.path) if one.is_symlink() else f"{real}/{one.name}"
        yield from _files(f"{path}/{one.name}", below, home, entered)


def _parted(path: str) -> tuple[list[os.DirEntry[str]], list[os.DirEntry[str]]]:
    """The folders and the files in a folder, by name; none where it cannot be read."""
    parted: tuple[list[os.DirEntry[str]], list[os.DirEntry[str]]] = [], []
    try:
        for one in sorted(os.scandir(path), key=attrgetter("name")):
            if not one.name.startswith((".", "__pycache__")):
                parted[not one.is_dir()].append(one)
    except OSError:
        return [], []
    return parted


def stored(path: Path) -> Path:
    """`path` under the name that the disk keeps: accents may be stored apart from their letters (macOS)."""
    if path.name.isascii() or path.exists() or not path.parent.is_dir():
        return path
    wanted = unicodedata.normalize("NFC", path.name)
    return next((p for p in path.parent.iterdir() if unicodedata.normalize("NFC", p.name) == wanted), path)


def _below(real: str, *homes: str) -> bool:
    return any(real == home or real.startswith(home.rstrip(os.sep) + os.sep) for home in homes)


def confined(path: Path | str, root: Path) -> bool:
    """Whether `path`, all links followed, is in the collection, the house or the program."""
    return _below(os.path.realpath(path), os.path.realpath(root), *map(_home, (HOUSE, PACKAGE)))


@cache
def _home(ours: Path) -> str:
    """Where a folder of the program is, all links followed: it does not move while the program runs."""
    return os.path.realpath(ours)


def strays(root: Path) -> list[str]:
    """What every page may read below `root` and is elsewhere, by name: links that lead out, pipes, devices."""
    sheets = root / "sheets"
    found = [str(sheets), str(sheets / "collection.yaml")]
    for folder in (root / name for name in SHARED):
        for path, names, files in os.walk(folder):
            found += [path, *(f"{path}/{name}" for name in (*names, *files))]
    return sorted({Path(path).relative_to(root).as_posix() for path in found if _strays(path, root)})


def _strays(path: str, root: Path) -> bool:
    try:
        there = os.lstat(path)
    except OSError:
        return False
    if stat.S_ISLNK(there.st_mode):
        return not confined(path, root)
    return not (stat.S_ISREG(there.st_mode) or stat.S_ISDIR(there.st_mode))


def shared(root: Path) -> list[str]:
    """The files that any page of the collection may depend on: settings, formats, styles, and this program.

    No page depends on the profiles of printers.
    """
    folders = dict.fromkeys(base / name for base in (root, HOUSE) for name in SHARED)
    found = (path for path in walk(*folders) if os.path.basename(os.path.dirname(path)) != PRINTERS)  # noqa: PTH119, PTH120
    return [str(root / "sheets" / "collection.yaml"), *found, *_code()]


@cache
def _code() -> tuple[str, ...]:
    """The modules of this program: those that a process has are those that it began with."""
    return tuple(sorted(path for path in walk(PACKAGE) if path.endswith(".py")))


def grounds(root: Path) -> list[str]:
    """The pictures among the sources that style sheets of the collection name: every page may show them."""
    styles = (path for path in walk(root / "styles") if path.endswith(".css") and _size(path) <= MAX_DATA_BYTES)
    named = {name for path in styles for name in _named_sources(Path(path).read_text("utf-8", "replace"))}
    return sorted(str(root / "sheets" / name) for name in named)


def _named_sources(text: str) -> Iterator[str]:
    """The files of sheets/ that a style sheet names."""
    if "sheets" in text or "\\" in text:
        from fiches.core import css  # slow to load, and seldom needed

        for address in css.addresses(text):
            yield from (unquote(address.removeprefix(start)) for start in SOURCE_ADDRESSES if address.startswith(start))


def stamps(root: Path) -> Stamps:
    """All the files of a collection and of the house that a run may read, as they are at this moment."""
    return {path: stamp(path) for path in (*walk(root / "sheets"), *shared(root))}


def key(*parts: str | bytes) -> str:
    """One digest of several parts, each set apart from the next."""
    made = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        made.update(len(data).to_bytes(8, "big"))
        made.update(data)
    return made.hexdigest()


def digest(file: BinaryIO) -> str:
    """The same of the bytes of an open file alone, which are never all in memory."""
    made = hashlib.sha256(os.fstat(file.fileno()).st_size.to_bytes(8, "big"))
    while part := file.read(_PART):
        made.update(part)
    return made.hexdigest()


@cache
def program() -> str:
    """The modules of this program by their stamps: another one where any has been written anew."""
    return key(*(f"{path} {stamp(path)}" for path in _code()))


@cache
def tool() -> str:
    """The program and the libraries that draw its pages."""
    from fiches.storage import compiled  # which stands on this module

    return compiled.made(f"tool {libraries()}", _tool)


def _tool() -> str:
    from importlib.metadata import PackageNotFoundError, version

    versions = []
    for name in LIBRARIES:
        try:
            versions.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            versions.append(f"{name} {ABSENT}")
    return key(*versions, *(Path(path).read_bytes() for path in _code()))


def libraries() -> list[tuple[str, Stamp | None]]:
    """The stamps of those libraries, found without loading them."""
    from importlib.util import find_spec

    specs = [find_spec(name) for name in LIBRARIES.values()]
    return [(spec.origin, stamp(spec.origin)) for spec in specs if spec and spec.origin]


class Digests:
    """Digests of files, each read again only when its stamp is no longer the one that was known.

    Nothing that a link below `root` leads to outside of it is read, and nothing that is too large to be a source.

    A file that has changed since `start` may have been read before or after: it gets a digest that it will never have
    again, so that whatever is made of it now is made once more by the next run.
    """

    def __init__(self, known: KnownDigests, start: Stamps | None = None, root: Path | None = None) -> None:
        self._known = known
        self._root = root
        self._start = dict(start or {})
        self.seen: dict[str, tuple[Stamp, str]] = {}

    def of(self, path: Path | str) -> str:
        """The digest of the bytes of `path`; ABSENT when it cannot be read."""
        name = str(path)
        found = stamp(name)
        if found is None and not name.isascii():
            name = str(stored(Path(name)))
            found = stamp(name)
        if self._start.setdefault(name, found) != found:
            return f"{ABSENT} {found}"
        if found is None:
            return ABSENT
        digest = self._remembered(name, found) or self._read(name, found)
        if not digest.startswith(ABSENT):
            self.seen[name] = (found, digest)
        return digest

    def _remembered(self, name: str, found: Stamp) -> str:
        """The digest that a file of that stamp is known to have, or nothing."""
        every = (known[name] for known in (self.seen, self._known) if name in known)
        return next((digest for stamp_, digest in every if tuple(stamp_) == found), "")

    def _read(self, name: str, found: Stamp) -> str:
        foreign = self._root and not name.startswith(_PROGRAM) and not confined(name, self._root)
        if foreign or (self._root and found[0] > MAX_BYTES):
            return f"{ABSENT} {found}"
        try:
            return key(Path(name).read_bytes())
        except OSError:
            return ABSENT

    def all(self, paths: Iterable[Path | str], root: Path) -> str:
        """One digest of many files and of their names below `root` (or below the house)."""
        return key(*(f"{short(path, root)} {self.of(path)}" for path in paths))


def short(path: Path | str, root: Path) -> str:
    """A name that does not depend on where the collection and the house are."""
    text = str(path)
    for base in (str(root), str(HOUSE), str(PACKAGE)):
        if text.startswith(base):
            return text[len(base) :]
    return text

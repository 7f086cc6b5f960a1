"""The pictures that come with a table of answers: in its folder, below it, in the archives that are there."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path, PurePosixPath

from fiches.config import image_names
from fiches.imports.office_zip import DAMAGED_ZIP

MOST_MEDIA = 2_000  # files that are looked at, in a folder and in an archive
HEAVIEST_MEDIA = 60_000_000  # bytes
Media = Mapping[str, Callable[[], bytes]]  # by the name of a picture, in small letters: what reads it, perhaps nothing


def beside(path: Path) -> Media:
    """Those that come with the table at `path`; of two that are called the same, the one that is not in an archive."""
    plain, archived = dict[str, Callable[[], bytes]](), dict[str, Callable[[], bytes]]()
    for at, one in enumerate(sorted(path.parent.rglob("*"))):
        if at >= MOST_MEDIA:
            break
        if one.is_symlink() or not one.is_file():
            continue
        if one.suffix.lower() == ".zip":
            archived.update(_within(one))
        elif one.suffix.lower() in image_names.TYPES and one.stat().st_size <= HEAVIEST_MEDIA:
            plain.setdefault(one.name.casefold(), one.read_bytes)
    return {**archived, **plain}


def _within(path: Path) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """The pictures of an archive; none where it is damaged."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()[:MOST_MEDIA]
    except DAMAGED_ZIP:
        return
    for one in entries:
        name = PurePosixPath(one.filename)
        if name.suffix.lower() in image_names.TYPES and one.file_size <= HEAVIEST_MEDIA:
            yield name.name.casefold(), partial(_unpacked, path, one.filename)


def _unpacked(path: Path, name: str) -> bytes:
    """The bytes of an entry, no more than a picture may have; nothing where it cannot be read."""
    try:
        with zipfile.ZipFile(path) as archive, archive.open(name) as file:
            data = file.read(HEAVIEST_MEDIA + 1)
    except (*DAMAGED_ZIP, KeyError, RuntimeError):  # it has gone since, or has a password
        return b""
    return data if len(data) <= HEAVIEST_MEDIA else b""

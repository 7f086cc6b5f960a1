"""What the pixels of photos say that nobody meant: nothing at all, or inks of which no profile tells the colours."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import suppress
from filecmp import cmp
from pathlib import Path

from fiches.config.project import Project
from fiches.config.values import FileName
from fiches.content.sheet import Sheet, pictures, records
from fiches.core.problems import BadValue, Fault, Problem, fault
from fiches.core.text import shown
from fiches.images import headers, photos

LEAST_BITS = 0.3  # bits a pixel, from which a photo holds more than one colour: only lighter ones are decoded
UNPACKED, STRETCH = 8, 16_384  # bits a pixel, from which it is not packed (BMP, TIFF); bytes of it that are looked at


def check(sheet: Sheet, project: Project) -> list[Problem]:
    """The pictures of a sheet that are blank, or in inks without a profile; each is told where it is named."""
    faults = [*(told for one in pictures(sheet) for told in _judged(one, project)), *_copies(sheet, project)]
    return [told.in_file(sheet.path) for told in faults]


def _copies(sheet: Sheet, project: Project) -> Iterator[Fault]:
    """Photos that another file of the sheet holds too, byte for byte: only those of one weight are read."""
    seen = dict[int, list[tuple[str, Path]]]()
    for one in (photo["fichier"] for photo in records(sheet, "photos")):
        with suppress(BadValue, OSError):
            path = project.image(one.name)
            alike = seen.setdefault(path.stat().st_size, [])
            others = (name for name, other in alike if other != path and cmp(other, path, shallow=False))
            if twin := next(others, ""):
                told = {"name": shown(one.name, 40), "twin": shown(twin, 40)}
                yield fault("photo-repetee.copy", one.line, one.column, **told)
            alike.append((one.name, path))


def _judged(one: FileName, project: Project) -> Iterator[Fault]:
    with suppress(BadValue, OSError):
        path = project.image(one.name)
        size = headers.pixels(path)
        if size and _bits(path, size) < LEAST_BITS and photos.is_blank(path.read_bytes()):
            yield fault("image-vide", one.line, one.column, name=shown(one.name, 40))
        if size and (n := headers.frames(path)) > 1:
            yield fault("ne-s-imprime-pas.frames", one.line, one.column, name=shown(one.name, 40), n=n)
        if size and headers.may_be_in_inks(path) and photos.has_assumed_inks(path.read_bytes()):
            yield fault("image-sans-profil", one.line, one.column, name=shown(one.name, 40))


def _bits(path: Path, size: tuple[int, int]) -> float:
    """How many bits a pixel a photo takes, if one that is not packed were: a stretch of its middle tells."""
    weight = path.stat().st_size
    bits = weight * 8 / (size[0] * size[1])
    if bits < UNPACKED:
        return bits
    with path.open("rb") as file:
        file.seek(max(0, weight // 2 - STRETCH // 2))
        stretch = file.read(STRETCH)
    return bits * len(zlib.compress(stretch, 1)) / len(stretch)

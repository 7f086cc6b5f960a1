"""Compiles the catalogues of src/fiches/locale/ to what the program reads, ours joined in one; a test compares them."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from functools import cache
from itertools import chain
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parent.parent / "src" / "fiches" / "locale"
LANGUAGES = ("fr", "en")
CLICK = "click"  # its own sentences, named by their English; in English those whose marks are not typographic
THEN = datetime(2026, 1, 1, tzinfo=UTC)  # a file of no date of its own: the same words give the same bytes


@cache  # three read it
def joined(language: str) -> Catalog:
    """Every message of a language; ValueError where a name is there twice, or without words."""
    paths = [path for path in (LOCALE / language).glob("*.po") if path.stem != CLICK]
    core, *others = (read(path, language) for path in sorted(paths, key=_core_first))
    for one in chain.from_iterable(map(_entries, others)):
        if one.id in core:
            raise ValueError(f"{language}: {one.id} is there twice")
        core.add(one.id, one.string)
    if mute := [one.id for one in _entries(core) if not _has_words(one.string)]:
        raise ValueError(f"{language}: without words: {mute}")
    return core


def _entries(catalog: Catalog) -> list[Message]:
    """All but the head."""
    return [one for one in catalog if one.id]


def _has_words(said: str | tuple[str, ...]) -> bool:
    return all(said) if isinstance(said, tuple) else bool(said)


def read(path: Path, language: str) -> Catalog:
    """The messages of one package, with the plurals that its head says."""
    with path.open("rb") as file:
        catalog = read_po(file, locale=language, abort_invalid=True)
    catalog.creation_date = catalog.revision_date = THEN
    return catalog


def _core_first(path: Path) -> tuple[bool, str]:
    return path.stem != "core", path.stem


def compiled(catalog: Catalog) -> bytes:
    """The same as gettext reads it."""
    out = io.BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def outputs() -> dict[Path, bytes]:
    """What this tool writes: bytes by file."""
    found = {LOCALE / one / "LC_MESSAGES" / "fiches.mo": compiled(joined(one)) for one in LANGUAGES}
    for path in LOCALE.glob(f"*/{CLICK}.po"):
        found[path.parent / "LC_MESSAGES" / f"{CLICK}.mo"] = compiled(read(path, path.parent.name))
    return found


if __name__ == "__main__":
    for path, data in outputs().items():
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
        print(path.relative_to(LOCALE))

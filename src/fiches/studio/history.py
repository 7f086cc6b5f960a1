"""Every save of a sheet kept, without Git: who saved what when, and the way back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from difflib import SequenceMatcher
from pathlib import Path

from fiches.content.source import is_slug
from fiches.core.text import slugify
from fiches.storage import files

HISTORY_FOLDER = Path(".fiches", "historique")  # of a collection
PEOPLE_FILE = "noms.json"  # in that folder
MOST_KEPT = 2_000  # saves of one sheet
MOST_NAMED = 100  # letters of the parts that a save names
_SAVED_AT = "%Y%m%dT%H%M%S%f"
_SAVE_NAME = re.compile(r"(\d{8}T\d{12})(?:_([a-z0-9-]{0,80}))?(?:_([a-z0-9.-]{1,100}))?\.md")
_PARTS_JOINED = "."
_WORD_OR_SPACE = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True, slots=True)
class Save:
    """One save: its name, when it was made (UTC), by whom, as a slug, and in which parts of the text, by name."""

    name: str
    when: datetime
    who: str
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of a text beside another: `same`, `gone` or `new`."""

    kind: str
    text: str


def keep(root: Path, slug: str, data: bytes, *, who: str = "", parts: Sequence[str] = ()) -> None:
    """Keeps the bytes of a sheet, new in some of its parts; nothing where they are those of its last save."""
    last = next(iter(saves(root, slug)), None)
    if last and read(root, slug, last.name) == data:
        return
    by, where = slugify(who)[:80], _PARTS_JOINED.join(parts)[:MOST_NAMED].rstrip(_PARTS_JOINED)
    _remember(root, by, who)
    name = f"{datetime.now(UTC).strftime(_SAVED_AT)}{f'_{by}' if by or where else ''}{f'_{where}' if where else ''}.md"
    folder = _folder(root, slug)
    folder.mkdir(parents=True, exist_ok=True)
    files.write(folder / name, data)
    for old in list(saves(root, slug))[MOST_KEPT:]:
        (folder / old.name).unlink(missing_ok=True)


def _remember(root: Path, by: str, who: str) -> None:
    """Keeps how somebody writes their own name, of which the name of a save has the letters alone."""
    known = people(root)
    if by and known.get(by) != who:
        (root / HISTORY_FOLDER).mkdir(parents=True, exist_ok=True)
        files.write(root / HISTORY_FOLDER / PEOPLE_FILE, json.dumps({**known, by: who}, ensure_ascii=False).encode())


def people(root: Path) -> Mapping[str, str]:
    """By what saves call them, the names of those who saved, as they write them; none where they cannot be read."""
    try:
        found = json.loads((root / HISTORY_FOLDER / PEOPLE_FILE).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return {by: str(who) for by, who in found.items()} if isinstance(found, dict) else {}


def saves(root: Path, slug: str) -> Iterator[Save]:
    """The saves of a sheet, the last first."""
    folder = _folder(root, slug)
    for path in sorted(folder.iterdir(), reverse=True) if folder.is_dir() else ():
        if found := _SAVE_NAME.fullmatch(path.name):
            when = datetime.strptime(found[1], _SAVED_AT).replace(tzinfo=UTC)
            parts = tuple(found[3].split(_PARTS_JOINED)) if found[3] else ()
            yield Save(path.name, when, found[2] or "", parts)


def read(root: Path, slug: str, name: str) -> bytes | None:
    """The bytes of a save; None where there is none of that name."""
    path = _folder(root, slug) / name
    return path.read_bytes() if _SAVE_NAME.fullmatch(name) and path.is_file() else None


def moved(root: Path, slug: str, new: str) -> None:
    """The history of a sheet goes with its new name."""
    folder, target = _folder(root, slug), _folder(root, new)
    if folder.is_dir() and not target.exists():
        folder.rename(target)


def changes(old: str, new: str) -> Iterator[Change]:
    """What is in one text and not in the other, by words, in reading order."""
    first, second = _WORD_OR_SPACE.findall(old), _WORD_OR_SPACE.findall(new)
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Change("same", "".join(first[i1:i2]))
            continue
        if i2 > i1:
            yield Change("gone", "".join(first[i1:i2]))
        if j2 > j1:
            yield Change("new", "".join(second[j1:j2]))


def _folder(root: Path, slug: str) -> Path:
    if not is_slug(slug):
        raise ValueError(slug)
    return root / HISTORY_FOLDER / slug

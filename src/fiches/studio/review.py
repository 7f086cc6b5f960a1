"""What readers say of a sheet before it is printed: remarks on its parts, and that they have read it as it was."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock

from fiches.content.source import is_slug
from fiches.storage import files

REVIEW_FOLDER = Path(".fiches", "relectures")  # of a collection
MOST_REMARKS, LONGEST_REMARK = 500, 2_000  # of one sheet; characters
_WRITING = Lock()


@dataclass(frozen=True, slots=True)
class Remark:
    """What somebody said of a part, and when (UTC); or, without words, that they have read the text of that mark."""

    who: str
    when: str
    part: str = ""
    text: str = ""
    read: str = ""  # the mark of the text that was read
    is_done: bool = False


def remarks(root: Path, slug: str) -> list[Remark]:
    """All that was said of a sheet, in order; nothing where it cannot be read."""
    try:
        found = json.loads(_path(root, slug).read_text("utf-8"))
        return [Remark(**one) for one in found]
    except (OSError, ValueError, TypeError):
        return []


def say(root: Path, slug: str, who: str, part: str, text: str) -> list[Remark]:
    """One remark more; all of them."""
    return _added(root, slug, Remark(who, _now(), part, text.strip()[:LONGEST_REMARK]))


def has_read(root: Path, slug: str, who: str, mark: str) -> list[Remark]:
    """That somebody has read the text of that mark; all that was said."""
    return _added(root, slug, Remark(who, _now(), read=mark))


def settle(root: Path, slug: str, place: int) -> list[Remark]:
    """A remark that was followed, or not, is done with, or open again."""
    with _WRITING:
        found = remarks(root, slug)
        if 0 <= place < len(found):
            old = found[place]
            found[place] = Remark(old.who, old.when, old.part, old.text, old.read, not old.is_done)
            _write(root, slug, found)
        return found


def moved(root: Path, slug: str, new: str) -> None:
    """What was said goes with a sheet's new name."""
    old, target = _path(root, slug), _path(root, new)
    if old.is_file() and not target.exists():
        old.rename(target)


def _added(root: Path, slug: str, one: Remark) -> list[Remark]:
    with _WRITING:
        found = [*remarks(root, slug), one][-MOST_REMARKS:]
        _write(root, slug, found)
        return found


def _write(root: Path, slug: str, found: list[Remark]) -> None:
    path = _path(root, slug)
    path.parent.mkdir(parents=True, exist_ok=True)
    files.write(path, json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=1).encode())


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _path(root: Path, slug: str) -> Path:
    if not is_slug(slug):
        raise ValueError(slug)
    return root / REVIEW_FOLDER / f"{slug}.json"

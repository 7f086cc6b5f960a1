"""Names of pictures: which types can be printed, what a file of another is told, and which picture was meant."""

from __future__ import annotations

import re
from itertools import islice
from pathlib import Path

from fiches.core.messages import Said, message
from fiches.core.problems import BadValue
from fiches.core.text import nearest_name
from fiches.storage import fingerprints

TYPES = (".jpg", ".jpeg", ".png", ".svg", ".webp", ".gif", ".tif", ".tiff", ".heic", ".heif")
MOST_IMAGES = 1000  # that are looked through for the one that was meant
_OTHERS = {  # by the end of a name: what is said of it
    **dict.fromkeys((".jfif", ".jpe", ".pjpeg", ".pjp"), "renamed"),  # that Windows and browsers call so
    **dict.fromkeys((".docx", ".doc", ".odt", ".pdf", ".pptx", ".ppt", ".odp", ".xlsx"), "document"),  # sent in these
    **dict.fromkeys((".mp4", ".mov", ".avi", ".3gp", ".mkv", ".webm", ".m4v"), "film"),
    **dict.fromkeys((".crdownload", ".part", ".download", ".partial", ".tmp"), "unfinished"),
}
_SEVERAL_FILES = re.compile(r"\.\w{3,4}\s*(?:,|;|&|\+|\b(?:et|and|y|e)\b)\s*\S+\.\w{3,4}$")
_TYPE = re.compile(rf"(?:{'|'.join(map(re.escape, TYPES))})+$", re.IGNORECASE)  # Windows hides one, and adds another


def of_another_type(path: Path, sheets: Path) -> BadValue:
    """How a file is told that is no image that can be printed, by what it is instead; one whose name has no end."""
    suffix = path.suffix.lower()
    if not suffix and (meant := _alike(path, sheets)):
        return BadValue(message("value.image.absent"), message("did-you-mean", word=meant), "image-absente")
    name = f"value.image.type.{_OTHERS[suffix]}" if suffix in _OTHERS else "value.image.type"
    return BadValue(message(name, types=TYPES), code="image-format")


def similar(path: Path, sheets: Path) -> Said:
    """Which image below the folder of sheets was meant, when the name of one is close enough."""
    meant = _alike(path, sheets)
    if not meant and _SEVERAL_FILES.search(path.name):
        return message("value.image.absent.several")
    if not meant:
        within = path.parent.relative_to(sheets).as_posix()  # « sheets/images » too, if it was typed
        beside = within.removeprefix(sheets.name).strip("./")
        return message("value.image.absent.copy", folder=f"{sheets.name}/{beside}".rstrip("/"))
    return message("did-you-mean", word=meant)


def _alike(path: Path, sheets: Path) -> str:
    """The image whose name is most like that of a file; nothing where none is."""
    found = (Path(name) for name in fingerprints.walk(sheets) if name.lower().endswith(TYPES))
    known = {other.relative_to(sheets): _stem(other) for other in islice(found, MOST_IMAGES)}
    close = nearest_name(_stem(path), known.values())
    alike = [other for other, stem in known.items() if stem == close]
    likest = max(alike, key=lambda one: (one.name == path.name, one.parent.name == path.parent.name), default=None)
    return likest.as_posix() if likest else ""


def _stem(path: Path) -> str:
    return _TYPE.sub("", path.name)

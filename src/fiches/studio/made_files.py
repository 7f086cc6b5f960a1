"""What a collection holds for people to take away: what was made, its pictures, all of it in one archive."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

from fiches.build.tasks import DRAFTS_FOLDER
from fiches.config import image_names
from fiches.config.project import Project
from fiches.core.messages import message
from fiches.core.problems import BadValue
from fiches.core.text import slugify
from fiches.festival.posters import POSTERS_FOLDER
from fiches.festival.website.pieces import ARCHIVE, KIT_FOLDER
from fiches.images import headers
from fiches.press.profiles import COPIER, PRESS_FOLDER
from fiches.storage import files, fingerprints, output

PICTURE_FOLDER = "images"  # the folder of sheets/ that pictures are put into
OF_FOLDERS = {
    f"{PRESS_FOLDER}/{COPIER}": "copier", PRESS_FOLDER: "printer", POSTERS_FOLDER: "wall", DRAFTS_FOLDER: "draft",
}  # fmt: skip
PURPOSES = ("kit", "screen", "printer", "copier", "wall", "draft", "data")  # in the order in which they are shown
TAKEN_AWAY = (".pdf", ".zip", ".html", ".epub", ".json")  # of what was made


def made(project: Project) -> Iterator[tuple[str, int, str]]:
    """Every finished file below the output folder: its path there, its bytes, for whom it is (one of PURPOSES)."""
    for path, stamp in sorted(output.scan(project.out).files.items()):
        if path.lower().endswith(TAKEN_AWAY) and not path.startswith((f"{KIT_FOLDER}/", output.MEMORY_FOLDER)):
            yield path, stamp[0], purpose(path)


def purpose(path: str) -> str:
    """For whom a finished file is, by its name and its folder."""
    if path == ARCHIVE:
        return "kit"
    found = next((name for folder, name in OF_FOLDERS.items() if path.startswith(f"{folder}/")), "")
    return found or ("screen" if path.lower().endswith(".pdf") else "data")


def put(project: Project, name: str, data: bytes) -> str:
    """Writes a picture under a clean name that is free, and returns it as a sheet names it; BadValue for none."""
    ending = Path(name).suffix.lower()
    if ending not in image_names.TYPES:
        raise BadValue(message("value.image.type", types=image_names.TYPES), code="image-format")
    stem = slugify(Path(name).stem) or "photo"
    folder = project.sheets / PICTURE_FOLDER
    folder.mkdir(exist_ok=True)
    numbered = (f"{stem}{f'-{n}' if n > 1 else ''}{ending}" for n in range(1, 10_000))
    free = next(one for one in numbered if not (folder / one).exists() or (folder / one).read_bytes() == data)
    path = folder / free
    known = path.exists()
    files.write(path, data)
    try:
        headers.check(path)
    except (BadValue, OSError, ValueError):
        if not known:
            path.unlink()
        raise
    return f"{PICTURE_FOLDER}/{free}"


def archive(project: Project) -> bytes:
    """The sheets of a collection, its pictures, settings, layouts and styles, as one ZIP."""
    packed = io.BytesIO()
    folders = [folder for name in ("sheets", "templates", "styles") if (folder := project.root / name).is_dir()]
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as zip_:
        for name in fingerprints.walk(*folders):
            zip_.write(name, f"{project.root.name}/{Path(name).relative_to(project.root).as_posix()}")
    return packed.getvalue()

"""Files of a collection that somebody meant as sheets and that are read as none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from fiches.config.project import NOT_SHEETS, Project
from fiches.core.problems import Fault, Problem, fault
from fiches.core.text import slugify

NEAR_ENDINGS = (".md.txt", ".markdown", ".mdown", ".mkd", ".mdwn", ".md.docx", ".text", ".mdx", ".qmd", ".rmd")
_DOCUMENTS = {  # by the end of a name: what is said of it
    **dict.fromkeys((".docx", ".odt", ".csv", ".xlsx"), "fichier-ignore.import"),
    **dict.fromkeys((".doc", ".rtf", ".pages", ".wpd", ".gdoc"), "fichier-ignore.word"),
    **dict.fromkeys((".html", ".htm", ".mht", ".mhtml", ".pdf", ".eml"), "fichier-ignore.document"),
}
_TEXT_TOLD = ("fichier-ignore.text", "fichier-ignore.ending")  # of one that does not, or does, read as a sheet
_LIKE_A_SHEET = re.compile(rb"^(?:\xef\xbb\xbf)?-{3}\s*$|^titre\s*:|^##", re.MULTILINE)
_TITLED = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*-{3}\s*\n(?:[a-z_]+:.*\n|[ \t].*\n)*?titre\s*:")
FIRST_BYTES = 2_000  # bytes of a text that say whether it is a sheet


def told(project: Project) -> Iterator[Problem]:
    """Files that somebody meant as sheets and that are none: Notepad's `x.md.txt`, Word's, those in a sub-folder."""
    for path in sorted((*project.sheets.rglob("*"), *_above(project))):
        unread = fault("fichier-ignore.above") if path.parent == project.root else _meant_as_sheet(path, project)
        if unread:
            yield unread.in_file(project.shown(path))


def _meant_as_sheet(path: Path, project: Project) -> Fault | None:
    """The fault of a file that was meant as a sheet and is not read."""
    name = path.name.casefold()
    if name.startswith("~") or path.with_suffix(".md").name.casefold() in NOT_SHEETS:
        return None
    if path.suffix.casefold() in _DOCUMENTS and path.parent.name != "images":
        return fault(_DOCUMENTS[path.suffix.casefold()], name=path.name)
    if path.parent == project.sheets or not name.endswith((".md", ".txt")):
        return _misnamed(path)
    return fault("fichier-ignore.sub-folder") if name.endswith(".md") else None


def _above(project: Project) -> Iterator[Path]:
    """Sheets, booklets and settings that stand beside the folder of sheets, not in it."""
    for path in project.root.glob("*.md"):
        if re.match(r"livret(?:-|\.)", path.name, re.IGNORECASE) or _has(_TITLED, path):
            yield path
    yield from (path for path in project.root.glob("collection.yaml") if path.is_file())


def _misnamed(path: Path) -> Fault | None:
    """The fault of a sheet that was saved as something else."""
    name = path.name.casefold()
    if name.endswith(NEAR_ENDINGS) and path.is_file():
        return fault("fichier-ignore.ending", better=f"{path.name.partition('.')[0]}.md")
    if name.endswith(".txt") or (not path.suffix and path.is_file() and _reads_as_sheet(path)):
        return fault(_TEXT_TOLD[_reads_as_sheet(path)], better=_sheet_name(path))
    return None


def _sheet_name(path: Path) -> str:
    """What a text would be called as a sheet."""
    return f"{slugify(path.stem) or 'ma-fiche'}.md"


def _reads_as_sheet(path: Path) -> bool:
    """Whether a text begins as a sheet does."""
    return _has(_LIKE_A_SHEET, path)


def _has(pattern: re.Pattern[bytes], path: Path) -> bool:
    """Whether the first bytes of a file hold something."""
    try:
        with path.open("rb") as file:
            head = file.read(FIRST_BYTES)
    except OSError:
        return False
    return bool(pattern.search(head))

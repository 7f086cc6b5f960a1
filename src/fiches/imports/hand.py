"""The hand that writes one sheet: words in its language, notes where they are called, pictures put away once."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from fiches.imports import markup
from fiches.imports.written import TextRun, WrittenParagraph, WrittenPicture

_FIGURE_LABEL = re.compile(r"^(?:figure|fig\.|photo|image|illustration|picture)\s*\d*\s*[:.–—-]\s*", re.IGNORECASE)
_CREDIT = re.compile(r"[\s,;.(–—-]*(?:©|\(c\)|\bcr[ée]dits?(?: photo)?\s*:)\s*(?=\S)", re.IGNORECASE)  # before a name
IMAGES = "images"  # the folder of pictures, beside the sheets
LONGEST_PICTURE_NAME = 40  # characters, before its number
LARGEST_LOGO = 60.0  # mm: wider is a photo
Notes = Mapping[str, tuple[WrittenParagraph, ...]]


def is_captioned(text: str) -> bool:
    """Whether a line says that it stands below a picture: « Photo 2 : … »."""
    return bool(_FIGURE_LABEL.match(text))


class Hand:
    """Writes the parts of the sheet `slug`, one after the other; `taken` are the names of pictures that are there."""

    def __init__(self, slug: str, language: str, notes: Notes, taken: Collection[str] = ()) -> None:
        self._slug, self._language, self._notes, self._taken = slug, language, notes, set(taken)
        self._files: dict[str, tuple[str, bytes]] = {}  # by digest
        self._numbers: dict[str, int] = {}  # of notes, by what the file calls them
        self._called: list[str] = []  # in the part that is being written
        self.photos: list[dict[str, Any]] = []

    @property
    def files(self) -> tuple[tuple[str, bytes], ...]:
        """The pictures that were put away: names seen from the sheet, and bytes."""
        return tuple(self._files.values())

    def words(self, runs: Sequence[TextRun], *, emphasis: bool = True) -> str:
        """Some runs as one paragraph."""
        return markup.inline(runs, self._note, self._language, emphasis=emphasis)

    def file(self, picture: WrittenPicture) -> str:
        """The name of the file of a picture, seen from the sheet."""
        digest = hashlib.sha256(picture.data).hexdigest()
        if digest not in self._files:
            stem, number = self._slug[:LONGEST_PICTURE_NAME].rstrip("-"), len(self._files) + 1
            while (name := f"{IMAGES}/{stem}-{number}.{picture.kind}") in self._taken:
                number += 1
            self._taken.add(name)
            self._files[digest] = name, picture.data
        return self._files[digest][0]

    def depict(self, records: Iterable[tuple[dict[str, Any], WrittenPicture]]) -> None:
        """Says in each record where its picture is, and what is seen on it."""
        for record, picture in records:
            record["fichier"] = self.file(picture)
            if picture.alt:
                record.setdefault("alt", picture.alt)

    def photo(self, picture: WrittenPicture) -> None:
        """Puts a picture among the photos of the sheet."""
        name = self.file(picture)
        if all(one["fichier"] != name for one in self.photos):
            self.photos.append({"fichier": name, **({"alt": picture.alt} if picture.alt else {})})

    def caption(self, one: WrittenParagraph) -> bool:
        """Takes a paragraph as what is printed below the last photo, with who made it, if it says that it is."""
        text = _FIGURE_LABEL.sub("", one.text)
        if not text or not self.photos or "legende" in self.photos[-1] or not (one.captions or text != one.text):
            return False
        said, *credit = _CREDIT.split(text, maxsplit=1)
        told = {"legende": said.strip(), "credit": "".join(credit).strip(" .)") if credit else ""}
        self.photos[-1] |= {key: words for key, words in told.items() if words}
        return True

    def logo(self, picture: WrittenPicture, name: str) -> str:
        """A picture as the mark of what is called so, if it is small enough."""
        if picture.width > LARGEST_LOGO:
            self.photo(picture)
            return ""
        return f"![{markup.escaped(picture.alt or name)}]({self.file(picture)})"

    def part(self, text: str) -> str:
        """A part of the sheet that is written, with the notes that it calls below it."""
        called, self._called = self._called, []
        notes = [f"{self._note(one)}: {self._note_text(one)}" for one in called]
        self._called = []
        return "\n\n".join(filter(None, [text, "\n".join(notes)]))

    def _note(self, name: str) -> str:
        """The call of a note."""
        number = self._numbers.setdefault(name, len(self._numbers) + 1)
        self._called += [name] if name not in self._called else []
        return f"[^{number}]"

    def _note_text(self, name: str) -> str:
        runs = [run for one in self._notes.get(name, ()) for run in (*one.runs, TextRun(" ")) if not run.note]
        return " ".join(self.words(runs).replace("\\\n", " ").split())

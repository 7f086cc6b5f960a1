"""A collection of one good note, and notes with something wrong."""

from __future__ import annotations

FORMAT = "name: Note\nextends: commun\nrubrics:\n  - {id: texte, title: {fr: Texte}}\n"
GOOD = "---\ntitre: Une note\n---\n\n## Texte\n\nDes mots.\n"
WARNED = "---\ntitre: Une note vide\n---\n"
BAD = "---\ntitre: Une note fautive\nmotscles: eau\n---\n\n## Texte\n\nDes mots.\n"
BOOKLET = "---\ntitre: Un livret\n---\n"
NOTE = {"collection": "format: note", "templates/note/format.yaml": FORMAT}


def numbered(note: str, number: int) -> str:
    """The same note under a title of its own."""
    return note.replace("titre: ", f"titre: Lot {number}, ")

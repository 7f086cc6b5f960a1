"""Who publishes a collection and in which format, as its settings say: shown, written back, nothing else touched."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fiches.config import formats
from fiches.config.project import COLLECTION, search
from fiches.config.yaml_reader import parse_file
from fiches.core.messages import message
from fiches.storage import files
from fiches.studio import front_values, sheet_text
from fiches.studio.front_values import Value
from fiches.studio.service import RefusedError, Workplace

PUBLISHER, COLOPHON, FORMAT = "editeur", "colophon", "format"
NAME, SITE = "nom", "site"
_FRONT_MARK = "---\n"  # the settings are a front matter without its marks
_ONE_LINE = "#\n"  # which a front matter must have


def shown(place: Workplace) -> Mapping[str, str]:
    """Name, site and colophon (its paragraphs a line each), those that are said in one language; the format."""
    said = sheet_text.values(_fenced(place)) or {}
    publisher = said.get(PUBLISHER) or {}
    told = {key: publisher.get(key) or "" for key in (NAME, SITE)} if isinstance(publisher, dict) else {}
    told |= {COLOPHON: _lines(said.get(COLOPHON) or []), FORMAT: place.project.format.name}
    return {key: words for key, words in told.items() if isinstance(words, str)}


def _lines(colophon: Value) -> Value:
    """Its paragraphs, a line each, where they are words."""
    paragraphs = [one for one in colophon if isinstance(one, str)] if isinstance(colophon, list) else []
    return "\n".join(paragraphs) if isinstance(colophon, list) and len(paragraphs) == len(colophon) else colophon


def written(place: Workplace, typed: Mapping[str, Any]) -> Mapping[str, str]:
    """Writes what is typed of that; RefusedError where the settings cannot be read.

    The sheets that there are stay in the format that they are in, and say so where it is not the collection's any more.
    """
    path = place.project.root / COLLECTION
    if path.is_file() and parse_file(path)[1]:
        raise RefusedError(409, message("studio.bad-settings", file=COLLECTION))
    text = _fenced(place)
    asked = {key: str(typed[key]) for key in shown(place) if key in typed}
    if asked.get(FORMAT) not in {*formats.names(search(place.project.root, "templates"))} - {place.project.format.name}:
        asked.pop(FORMAT, None)
    else:
        _keep_formats(place)
    for key, value in _values(sheet_text.values(text) or {}, asked).items():
        text = _with(text, key, value)
    files.write(path, text[len(_FRONT_MARK) : -len(_FRONT_MARK)].removeprefix(_ONE_LINE).encode())
    return shown(place)


def _values(said: Mapping[str, Value], asked: dict[str, str]) -> dict[str, Value]:
    """What the keys of the settings hold then."""
    found: dict[str, Value] = {}
    if COLOPHON in asked:
        found[COLOPHON] = [*filter(None, map(str.strip, asked.pop(COLOPHON).splitlines()))]
    if FORMAT in asked:
        found[FORMAT] = asked.pop(FORMAT)
    before = said.get(PUBLISHER)
    own: dict[str, Value] = {key: " ".join(words.split()) for key, words in asked.items()}
    return {PUBLISHER: {**before, **own} if isinstance(before, dict) else own, **found} if own else found


def _keep_formats(place: Workplace) -> None:
    """Each sheet that names no format names that which it is in."""
    for path in place.project.sources()[0]:
        text = path.read_bytes().decode("utf-8", "replace")
        if not sheet_text.key_lines(text).get(FORMAT):
            lines = front_values.lines(FORMAT, place.project.format.name)
            place.rewritten(path.stem, sheet_text.with_key(text, FORMAT, lines), "")


def _fenced(place: Workplace) -> str:
    """The settings as the front matter of a sheet."""
    path = place.project.root / COLLECTION
    text = path.read_bytes().decode("utf-8", "replace") if path.is_file() else ""
    typed = sheet_text.lines_as_read(text).strip()
    return "".join((_FRONT_MARK, f"{typed}\n" if typed else _ONE_LINE, _FRONT_MARK))


def _with(text: str, key: str, value: Value) -> str:
    found = sheet_text.key_lines(text).get(key)
    old = text[slice(*found)] if found else ""
    return sheet_text.with_key(text, key, front_values.with_kept_lines(key, value, old))

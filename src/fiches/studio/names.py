"""Sheets begun, named, put aside and taken back; whatever goes by a sheet's name follows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from fiches.config import languages
from fiches.content import new_files, source
from fiches.core.messages import message
from fiches.core.text import slugify
from fiches.storage import files
from fiches.studio import booklets, front_values, history, review, sheet_text
from fiches.studio.service import ASIDE, RefusedError, Workplace
from fiches.studio.source_kinds import is_sheet_name


def created(place: Workplace, title: str, *, like: str = "", language: str = "") -> Mapping[str, str]:
    """A new sheet, to be filled in, in the collection's language or another; or the words of another, newly titled."""
    project, other = place.project, language if language in languages.codes() else ""
    own = replace(project, settings=replace(project.settings, language=other)) if other else project
    path = new_files.new_sheet(own, title, language=place.words.language)
    if like:
        _write(path, place.text(like), "titre", title)
    elif other not in ("", project.language):
        key = next((one.name for one in project.format.fields if one.kind == "language"), "")
        _write(path, path.read_text("utf-8"), key, other)
    return {"slug": path.stem}


def _write(path: Path, text: str, key: str, value: str) -> None:
    """A text in a file, with another value for a key."""
    files.write(path, sheet_text.with_key(text, key, front_values.lines(key, value) if key else "").encode())


def renamed(place: Workplace, slug: str, name: str) -> Mapping[str, str]:
    """A sheet under another name of file: its history, what was said of it and the booklets that hold it follow.

    RefusedError offers a `better` name, where there is one that is free.
    """
    target = place.project.sheets / f"{name}.md"
    if not is_sheet_name(name) or target.exists():
        better = slugify(name)
        free = is_sheet_name(better) and not (place.project.sheets / f"{better}.md").exists()
        raise RefusedError(400, message("studio.bad-name", name=name), better=better if free else "")
    place.path(slug).rename(target)
    history.moved(place.bench.root, slug, name)
    review.moved(place.bench.root, slug, name)
    booklets.renamed(place, slug, name)
    return {"slug": name}


def put_aside(place: Workplace, slug: str) -> Mapping[str, str]:
    """A sheet, or a booklet, that is none for now: nothing is lost, and it can be taken back."""
    path = place.path(slug)
    target = path.with_name(f"{ASIDE}{path.name}")
    if target.exists():
        raise RefusedError(409, message("studio.bad-name", name=target.name))
    path.rename(target)
    return {"aside": slug}


def taken_back(place: Workplace, slug: str) -> Mapping[str, str]:
    """A sheet, or a booklet, again that was put aside."""
    path = place.project.sheets / f"{ASIDE}{slug}.md"
    target = place.project.sheets / f"{slug}.md"
    if not source.is_slug(slug) or not path.is_file() or target.exists():
        raise RefusedError(404, message("studio.bad-name", name=slug))
    path.rename(target)
    return {"slug": slug}

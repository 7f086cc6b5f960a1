"""Files that are one sheet in several languages: `puits.md`, `puits.ar.md` and `puits.en.md`."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from fiches.config import languages
from fiches.core.problems import Fault, fault

_SAYS = re.compile(rb"""^langue[ \t]*:[ \t]*["']?([a-z]{2,3})\b""", re.MULTILINE)
FRONT_BYTES = 4000  # of a file, in which its front matter says its language


class Version(NamedTuple):
    """A sheet in one more language."""

    slug: str
    language: str


def split(slug: str) -> tuple[str, str]:
    """The name that all versions share, and the language that the name of this one says; nothing where it says none."""
    base, dot, code = slug.rpartition(".")
    return (base, code) if dot and base and code in languages.codes() else (slug, "")


def work(slug: str) -> str:
    """The name that all versions of a sheet share."""
    return split(slug)[0]


def works(slugs: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """The versions of each sheet, by the name that they share: first the one that is called just so."""
    found: dict[str, list[str]] = {}
    for slug in slugs:
        found.setdefault(work(slug), []).append(slug)
    return {name: tuple(sorted(several, key=lambda slug: slug != name)) for name, several in found.items()}


def beside(slug: str, folder: Path, usual: str) -> tuple[Version, ...]:
    """The other versions of a sheet in a folder: first the one whose name says no language (else the `usual`)."""
    name = work(slug)
    return tuple(_found(name, slug, folder, usual))


def _found(name: str, slug: str, folder: Path, usual: str) -> Iterator[Version]:
    for other in (name, *(f"{name}.{code}" for code in languages.codes())):
        path = f"{folder}/{other}.md"
        if other != slug and os.path.isfile(path):  # noqa: PTH113  # ten times a sheet, and Path is slow
            yield Version(other, split(other)[1] or said(Path(path)) or usual)


def said(path: Path) -> str:
    """The language that a file says it is in; nothing where it says none."""
    try:
        with path.open("rb") as file:
            head = file.read(FRONT_BYTES)
    except OSError:
        return ""
    match = _SAYS.search(head.partition(b"\n---")[0] if head.startswith(b"---") else head)
    return match[1].decode() if match else ""


def chosen(several: Sequence[Version], wanted: str) -> Version:
    """The version of a sheet in a language, else the first."""
    return next((one for one in several if one.language == wanted), several[0])


def contradictions(others: Sequence[Version], said: tuple[str, str], at: tuple[int, int]) -> Iterator[Fault]:
    """A language unlike that of the name, or that another version has too; `said`: both, first that of the name."""
    tongue, typed = said
    if typed != tongue:
        yield fault("champ-invalide.version", *at, language=tongue)
    for other in others:
        if other.language == tongue:
            yield fault("nom-en-double.version", *at, language=tongue, other=f"{other.slug}.md")

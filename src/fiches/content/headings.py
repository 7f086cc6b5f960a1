"""The titles of sections and the rubrics of a format: which one is meant, which are missing or out of order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from fiches.config.formats import Format, RubricSpec
from fiches.content.source import Section
from fiches.core.messages import listing, message
from fiches.core.problems import Fault, fault
from fiches.core.text import fold, nearest, shown

Places = Mapping[str, int]  # by the id of a rubric that is there: the line of its title


def meant(section: Section, format_: Format, language: str) -> RubricSpec | Fault:
    """The rubric that a section is, its title in any language; else the fault, told in that of its sheet."""
    by_title = {fold(title): spec for spec in format_.rubrics for title in spec.titles.values()}
    spec = by_title.get(fold(section.title))
    return spec or _unknown(section, format_, language)


def _unknown(section: Section, format_: Format, language: str) -> Fault:
    if not section.title:
        return fault("rubrique-inconnue.no-words", section.line)
    close = _close(section, format_)
    own = listing(spec.title(language) for spec in format_.rubrics)
    hint = message("did-you-mean", word=close) if close else message("rubrique-inconnue.known", rubrics=own)
    return fault("rubrique-inconnue", section.line, hint=hint, title=shown(section.title))


def repeated(section: Section, spec: RubricSpec, places: Places, language: str) -> Fault:
    """The fault of a section whose rubric stands already at one of `places`."""
    return fault("rubrique-repetee", section.line, title=spec.title(language), first=places[spec.id])


def absent(strange: Sequence[Section], places: Places, format_: Format, language: str) -> Iterator[Fault]:
    """One fault for all the rubrics that are not there; one misspelt in a `strange` section is already told."""
    misspelt = {_close(section, format_) for section in strange}
    missing = [
        spec.title(language)
        for spec in format_.rubrics
        if spec.id not in places and not misspelt & set(spec.titles.values())
    ]
    if missing:
        yield fault("rubrique-absente", n=len(missing), titles=listing(missing), first=missing[0])


def empty(found: Sequence[tuple[str, int]]) -> Iterator[Fault]:
    """One fault for all the rubrics without text: their titles as typed, and their lines."""
    if found:
        titles = listing(shown(title) if len(found) == 1 else title for title, _ in found)
        yield fault("rubrique-vide", found[0][1], n=len(found), titles=titles)


def disordered(places: Places, format_: Format, language: str) -> Iterator[Fault]:
    """The first rubric that is written before one that is printed earlier."""
    order = [spec for spec in format_.rubrics if spec.id in places]
    typed = sorted(order, key=lambda spec: places[spec.id])
    for expected, written in zip(order, typed, strict=True):
        if expected != written:
            titles = {"written": written.title(language), "expected": expected.title(language)}
            yield fault("rubrique-ordre", places[written.id], **titles)
            return


def _close(section: Section, format_: Format) -> str | None:
    """The title, in any language, that a section was most likely meant to have; its key word is enough."""
    named = [(spec, language, title) for spec in format_.rubrics for language, title in spec.titles.items()]
    heads = {spec.split_title(language)[0]: title for spec, language, title in named}
    words = heads | {title: title for _, _, title in named}
    close = nearest(section.title, words)
    return words[close] if close else None

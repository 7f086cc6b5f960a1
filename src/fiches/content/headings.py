"""The titles of sections and the rubrics of a format: which one is meant, which are missing or out of order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from fiches.config.formats import Format, RubricSpec
from fiches.content.source import Section
from fiches.core.messages import listing
from fiches.core.problems import Fault
from fiches.core.text import fold, nearest, shown

Places = Mapping[str, int]  # by the id of a rubric that is there: the line of its title


def meant(section: Section, format_: Format, language: str) -> RubricSpec | Fault:
    """The rubric that a section is, its title in any language; else the fault, told in that of its sheet."""
    by_title = {fold(title): spec for spec in format_.rubrics for title in spec.titles.values()}
    spec = by_title.get(fold(section.title))
    if spec:
        return spec
    if not section.title:
        return Fault(
            "rubrique-inconnue",
            "ce titre « ## » n'a pas de mots",
            section.line,
            1,
            "écrivez-y le nom d'une rubrique, ou effacez la ligne",
        )
    close = _close(section, format_)
    own = [spec.title(language) for spec in format_.rubrics]
    hint = f"vouliez-vous dire « {close} » ?" if close else f"les rubriques sont {listing(own)}"
    message = f"aucune rubrique ne s'appelle « {shown(section.title)} »"
    return Fault("rubrique-inconnue", message, section.line, 1, hint)


def repeated(section: Section, spec: RubricSpec, places: Places, language: str) -> Fault:
    """The fault of a section whose rubric stands already at one of `places`."""
    message = f"la rubrique « {spec.title(language)} » est déjà à la ligne {places[spec.id]}"
    return Fault("rubrique-repetee", message, section.line, hint="réunissez les deux textes sous un seul titre")


def absent(strange: Sequence[Section], places: Places, format_: Format, language: str) -> Iterator[Fault]:
    """One fault for all the rubrics that are not there; one misspelt in a `strange` section is already told."""
    close = {_close(section, format_) for section in strange}
    missing = [
        spec.title(language)
        for spec in format_.rubrics
        if spec.id not in places and not close & set(spec.titles.values())
    ]
    if len(missing) == 1:
        hint = f"ajoutez une ligne « ## {missing[0]} » et son texte"
        yield Fault("rubrique-absente", f"la rubrique « {missing[0]} » manque", hint=hint)
    elif missing:
        hint = f"pour chacune, ajoutez une ligne comme « ## {missing[0]} », puis son texte"
        yield Fault("rubrique-absente", f"rubriques absentes : {listing(missing)}", hint=hint)


def empty(found: Sequence[tuple[str, int]]) -> Iterator[Fault]:
    """One fault for all the rubrics without text: their titles as typed, and their lines."""
    if len(found) == 1:
        [(title, line)] = found
        hint = "écrivez-la, ou retirez son titre"
        yield Fault("rubrique-vide", f"la rubrique « {shown(title)} » n'a pas de texte", line, hint=hint)
    elif found:
        message = f"rubriques sans texte : {listing(title for title, _ in found)}"
        yield Fault("rubrique-vide", message, found[0][1], hint="écrivez-les, ou retirez leurs titres")


def disordered(places: Places, format_: Format, language: str) -> Iterator[Fault]:
    """The first rubric that is written before one that is printed earlier."""
    order = [spec.id for spec in format_.rubrics if spec.id in places]
    typed = sorted(places, key=lambda id_: places[id_])
    for expected, given in zip(order, typed, strict=True):
        if expected != given:
            titles = {spec.id: spec.title(language) for spec in format_.rubrics}
            message = f"la rubrique « {titles[given]} » est écrite avant « {titles[expected]} »"
            yield Fault(
                "rubrique-ordre", message, places[given], hint="les rubriques seront imprimées dans l'ordre du format"
            )
            return


def _close(section: Section, format_: Format) -> str | None:
    """The title, in any language, that a section was most likely meant to have; its key word is enough."""
    named = [(spec, language, title) for spec in format_.rubrics for language, title in spec.titles.items()]
    heads = {spec.split_title(language)[0]: title for spec, language, title in named}
    words = heads | {title: title for _, _, title in named}
    found = nearest(section.title, words)
    return words[found] if found else None

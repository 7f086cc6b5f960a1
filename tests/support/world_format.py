"""A federation's format, made of data alone: a seat and places anywhere, a map of the world on its page."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from fiches.config.project import Project, open_project
from fiches.content import sheet, source
from fiches.content.sheet import Sheet
from support.sources import write

FORMAT = """
name: Projets dans le monde
extends: commun
fields:
  siege:
    kind: record
    fields: {ville: {}, pays: {}}
  lieux:
    kind: records
    fields: {ville: {}, pays: {}, point: {kind: coordinates}, avec: {kind: texts}}
  etapes: {kind: texts}
places:
  - {field: siege, town: ville, country: pays}
  - {field: lieux, town: ville, country: pays, link: avec, linked_to: siege}
  - {field: etapes}
map: {kind: world}
rubrics:
  - {id: texte, title: {fr: Texte, en: Text, es: Texto, pt: Texto, ar: النص}}
"""
PAGE = """{% import "morceaux.html" as m %}
<article class="sheet" id="{{ page.sheet.slug }}"><h1 class="titre">{{ page.text(page.sheet.title) }}</h1>
{{ m.place_map(page, 120, 80) }}
{% for rubric in page.rubrics %}{{ m.content(page, rubric) }}{% endfor %}</article>
"""
FILES: Mapping[str, str] = {
    "collection": "format: monde",
    "templates/monde/format.yaml": FORMAT,
    "templates/monde/fiche.html": PAGE,
}


@cache
def world_project() -> Project:
    """A collection of that format, without sheets; its folder is gone."""
    with TemporaryDirectory() as folder:
        opened, problems = open_project(write(Path(folder), FILES))
    assert opened and not problems, problems
    return opened


def front(text: str, language: str = "fr") -> str:
    """A whole sheet of that front matter."""
    title = {"fr": "Texte", "en": "Text", "ar": "النص"}[language]
    return f"---\ntitre: Une fiche\nlangue: {language}\n{text.strip()}\n---\n\n## {title}\n\nDes mots.\n"


def parsed(text: str, language: str = "fr") -> tuple[source.Source, Sheet]:
    """The same, read: its source and its sheet, in which nothing is wrong."""
    read, faults = source.parse_bytes(front(text, language).encode(), "fiche", "fiche.md")
    assert read and not faults, faults
    made, problems = sheet.check(read, world_project())
    assert made and not problems, problems
    return read, made

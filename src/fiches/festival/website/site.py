"""The pages of the kit: each layout filled, in the look of the house."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from html import unescape
from typing import Any

from fiches.config.project import Project
from fiches.core.messages import INTERFACE_LANGUAGES, catalogue
from fiches.core.problems import Problem
from fiches.festival.website import json_ld, policy
from fiches.festival.website import look as looks
from fiches.festival.website.context import Site
from fiches.festival.website.look import SiteLook
from fiches.graphics.ornaments import Artwork
from fiches.html import templates
from fiches.html.templates import Document
from fiches.storage import apart
from fiches.storage.apart import Piece
from fiches.storage.process_limits import TaskLimits
from fiches.storage.recollection import Recollection
from fiches.typography.french import JOINER

STYLE_MARK = "/*style*/"  # stands for the style sheet until all that the pages say is known
READMES = {"fr": "LISEZMOI.txt", "en": "README.txt", "ar": "IQRANI.txt"}  # by language
SCRIPT, ICON = "style/site.js", "style/marque.svg"
_OUTSIDE_WORDS = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.DOTALL)
_BLANK_LINES = re.compile(r"\n\s*\n+")


@dataclass(frozen=True, slots=True)
class SitePages:
    """Whole pages by path below the kit, and the look that they share."""

    texts: Mapping[str, str]
    look: SiteLook


@dataclass(frozen=True, slots=True)
class PageRequest:
    """One page: its layout, the source that problems name, how far the kit's root is, what the layout is given."""

    path: str
    layout: str
    source: str
    root: str
    values: Mapping[str, Any]
    format: str = ""  # whose layouts it has; nothing: those of the collection


@dataclass(frozen=True, slots=True)
class FilledPage:
    """A page, all the characters that it shows, what is wrong with its layout."""

    text: str
    words: str
    problems: tuple[Problem, ...]


def pages(
    project: Project, art: Artwork, site: Site, limits: TaskLimits, kept: Recollection | None = None
) -> tuple[SitePages | None, list[Problem]]:
    """Every page of the kit, or what is wrong in its layouts and style sheets; none may ask for more than `limits`.

    The look is taken from what was `kept` of it.
    """
    asked = list(_asked(site))
    made = filled(project, site, asked, limits)
    problems = [problem for one in made for problem in one.problems]
    look, more = looks.load(project, art, "".join(one.words for one in made), kept)
    problems += more
    if problems or look is None:
        return None, list(dict.fromkeys(problems))
    pairs = zip(asked, made, strict=True)
    dressed = {one.path: page.text.replace(STYLE_MARK, look.text(one.root)) for one, page in pairs}
    return SitePages({path: policy.bound(text) for path, text in dressed.items()}, look), []


def filled(project: Project, site: Site, asked: Sequence[PageRequest], limits: TaskLimits) -> list[FilledPage]:
    """Each page as its layout makes it, in a process of its own: none may ask for more than `limits`."""
    made = apart.done([Piece(f"templates/{one.layout}", partial(_page, project, site, one)) for one in asked], limits)
    return [FilledPage("", "", (one,)) if isinstance(one, Problem) else one for one in made]


def readme_language(own: str, asked: str) -> str:
    """In which language a kit is explained: that of a collection where the interface has none of it."""
    return own if own in READMES and own not in INTERFACE_LANGUAGES else asked


def readme(project: Project, site: Site, language: str, limits: TaskLimits) -> Document:
    """The text that explains the folder in a language, with the line ends that every text editor knows."""
    layout = f"templates/kit/{READMES[language]}"
    [made] = apart.done([Piece(layout, partial(_readme, project, site, language))], limits)
    return (None, [made]) if isinstance(made, Problem) else made


def _page(project: Project, site: Site, one: PageRequest) -> FilledPage:
    values = {**one.values, "site": site, "root": one.root, "style": STYLE_MARK}
    html, problems = templates.render(project.within(one.format), one.layout, one.source, **values)
    plain = (html or "").replace(JOINER, "")  # of paper: some browsers do not find a word that holds one
    text = _BLANK_LINES.sub("\n", plain).strip() + "\n"
    return FilledPage(text, _words(text), tuple(problems))


def _readme(project: Project, site: Site, language: str) -> Document:
    name = READMES[language]
    text, problems = templates.render(project, f"kit/{name}", name, site=site, said=catalogue(language).text)
    return (_BLANK_LINES.sub("\n\n", text).strip().replace("\n", "\r\n") + "\r\n" if text else None), problems


def _asked(site: Site) -> Iterator[PageRequest]:
    given: Mapping[str, Any] = {"page": site.page, "view": site, "described": json_ld.site(site)}
    yield PageRequest("index.html", "kit/index.html", "index.html", "", given)
    for leaf in site.leaves:
        given = {"page": leaf.page, "view": leaf, "leaf": leaf, "described": json_ld.sheet(site, leaf)}
        yield PageRequest(leaf.href, "kit/fiche.html", leaf.page.sheet.path, "../", given, leaf.page.sheet.format)
        place = f"{leaf.short_folder}/index.html"
        yield PageRequest(place, "kit/adresse.html", leaf.page.sheet.path, "../../", {"page": leaf.page, "leaf": leaf})
    for book in site.books:
        given = {"page": book.page, "view": book, "book": book, "described": json_ld.booklet(site, book)}
        yield PageRequest(book.href, "kit/livret.html", book.booklet.path, "", given)


def _words(html: str) -> str:
    """All the characters that a page shows."""
    return unescape(_OUTSIDE_WORDS.sub("", html))

"""The pages of the kit: each layout filled, in the look of the house."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from fiches.config.project import Project
from fiches.core.messages import INTERFACE_LANGUAGES, catalogue
from fiches.core.problems import Problem
from fiches.festival.website import filling, json_ld, policy
from fiches.festival.website import look as looks
from fiches.festival.website.context import Site
from fiches.festival.website.filling import BLANK_LINES, STYLE_MARK, FilledPage, PageRequest
from fiches.festival.website.look import SiteLook
from fiches.graphics.ornaments import Artwork
from fiches.html import templates
from fiches.html.templates import Document
from fiches.storage.process_limits import TaskLimits
from fiches.storage.recollection import Recollection

READMES = {"fr": "LISEZMOI.txt", "en": "README.txt", "ar": "IQRANI.txt"}  # by language
SCRIPT, ICON = "style/site.js", "style/marque.svg"


@dataclass(frozen=True, slots=True)
class SitePages:
    """Whole pages by path below the kit, and the look that they share."""

    texts: Mapping[str, str]
    look: SiteLook


def pages(
    project: Project, art: Artwork, site: Site, limits: TaskLimits, kept: Recollection | None = None
) -> tuple[SitePages | None, list[Problem]]:
    """Every page of the kit, or what is wrong in its layouts and style sheets; none may ask for more than `limits`.

    Pages and look are taken from what was `kept` of them.
    """
    asked, kept = list(_asked(site)), kept or Recollection()
    made = filling.filled(site, asked, partial(filling.page, project, site), limits, kept)
    problems = [problem for _, faults in made for problem in faults]
    filled = [page for page, _ in made if page]
    look, more = looks.load(project, art, "".join(page.signs for page in filled), kept)
    problems += more
    if problems or look is None:
        return None, list(dict.fromkeys(problems))
    return SitePages({one.path: _dressed(one, page, look) for one, page in zip(asked, filled, strict=True)}, look), []


def _dressed(one: PageRequest, page: FilledPage, look: SiteLook) -> str:
    """A whole page, which says first of all what it may do."""
    return policy.bound(page.text.replace(STYLE_MARK, look.text(one.root)))


def readme_language(own: str, asked: str) -> str:
    """In which language a kit is explained: that of a collection where the interface has none of it."""
    return own if own in READMES and own not in INTERFACE_LANGUAGES else asked


def readme(project: Project, site: Site, language: str, limits: TaskLimits, kept: Recollection) -> Document:
    """The text that explains the folder in a language, as it was `kept` where it says the same."""
    name = READMES[language]
    asked = PageRequest(name, f"kit/{name}", name, "", {"language": language})
    [(text, problems)] = filling.filled(site, [asked], partial(_readme, project, site), limits, kept)
    return text, [*problems]


def _readme(project: Project, site: Site, one: PageRequest) -> Document:
    """That text, with the line ends that every text editor knows."""
    said = catalogue(one.values["language"]).text
    text, problems = templates.render(project, one.layout, one.source, site=site, said=said)
    return (BLANK_LINES.sub("\n\n", text).strip().replace("\n", "\r\n") + "\r\n" if text else None), problems


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

"""The look of the kit: palette, fonts and its own style sheets in one text, ornament drawn into files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from fiches.config.project import Project
from fiches.core.problems import Problem, fault
from fiches.graphics import ornaments as artwork
from fiches.graphics.ornaments import Artwork
from fiches.typography import font_subsets
from fiches.typography.font_subsets import Face

LOOK_FOLDER = "style"  # of the kit
OWN = "kit"  # where each style sheet of a format has its fellow for the screen
FIRST, LAST = "site.css", "impression.css"  # of them: what every page has, and how it is printed at home
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACE = re.compile(r"\s+")
_ORNAMENT = re.compile(rf"url\(/{artwork.ORNAMENT_FOLDER}/([^)\s]+)\)")
_ROOT = re.compile(r"url\((?=(?:ornements|polices)/)")


@dataclass(frozen=True, slots=True)
class SiteLook:
    """The style sheet of all pages, addresses from the folder `style`; its ornaments by name; its fonts."""

    css: str
    ornaments: Mapping[str, str]
    faces: Mapping[Face, str]

    def text(self, root: str) -> str:
        """The style sheet for a page from which the kit is at `root`."""
        return _ROOT.sub(f"url({root}{LOOK_FOLDER}/", self.css)


def load(project: Project, art: Artwork, words: str) -> tuple[SiteLook, list[Problem]]:
    """The look of pages that say `words`, and what is wrong in the style sheets."""
    families = _read(project, font_subsets.FAMILIES)
    own = "\n".join(_read(project, f"{OWN}/{name}") for name in (FIRST, *project.format.styles, LAST))
    found = font_subsets.weighty(font_subsets.faces(families, project.styles), own)
    chosen = font_subsets.needed(families, found, words)
    css = "\n".join([_read(project, artwork.PALETTE), font_subsets.FACE.sub("", families), own])
    ornaments: dict[str, str] = {}
    problems = []
    for address in dict.fromkeys(_ORNAMENT.findall(css)):
        drawn = art.draw(address)
        if drawn is None:
            told = fault("gabarit.ornament", address=f"{artwork.ORNAMENT_FOLDER}/{address}")
            problems.append(told.in_file(f"styles/{OWN}/{FIRST}"))
        else:
            ornaments[_file(address)] = drawn
    css = _ORNAMENT.sub(lambda match: f"url(ornements/{_file(match[1])})", _CSS_COMMENT.sub("", css))
    whole = font_subsets.declared(families, chosen, "polices/") + _SPACE.sub(" ", css)
    return SiteLook(whole, ornaments, chosen), problems


def _file(address: str) -> str:
    return address.replace("/", "-")


def _read(project: Project, name: str) -> str:
    path = artwork.first(project.styles, name)
    return path.read_text("utf-8", "replace") if path else ""

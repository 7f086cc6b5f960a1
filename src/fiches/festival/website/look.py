"""The look of the kit: palette, fonts and its own style sheets in one text, ornament drawn into files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fiches.config.project import Project, first
from fiches.core import css
from fiches.core.problems import Problem, fault
from fiches.graphics import ornaments as artwork
from fiches.graphics.ornaments import Artwork
from fiches.storage import fingerprints
from fiches.storage.recollection import Recollection
from fiches.typography import font_subsets, language_looks
from fiches.typography.font_subsets import Face

LOOK_FOLDER = "style"  # of the kit
OWN = "kit"  # where each style sheet of a format has its fellow for the screen
_ORNAMENTS = f"/{artwork.ORNAMENT_FOLDER}/"
FIRST, LAST = "site.css", "impression.css"  # of them: what every page has, and how it is printed at home
FONTS_FOLDER = "polices"  # of the look's
_LOOK_MARK = "\0"  # where addresses of the look's files begin: no style sheet can hold it


@dataclass(frozen=True, slots=True)
class SiteLook:
    """The style sheet of all pages, its own files marked; its ornaments by name; its fonts."""

    css: str
    ornaments: Mapping[str, str]
    faces: Mapping[Face, str]

    def text(self, root: str) -> str:
        """The style sheet for a page from which the kit is at `root`."""
        return self.css.replace(_LOOK_MARK, f"{root}{LOOK_FOLDER}/")


def load(
    project: Project, art: Artwork, words: str, kept: Recollection | None = None
) -> tuple[SiteLook | None, list[Problem]]:
    """The look of pages that say `words`, and what is wrong in the style sheets; as it was `kept` of the same signs."""
    faults: list[Problem] = []

    def sound() -> SiteLook | None:
        made, problems = _load(project, art, words)
        faults.extend(problems)
        return None if problems else made

    key = fingerprints.key("look", project.format.name, *sorted(set(words)))
    found = (kept or Recollection()).of(key, sound)
    return found, faults


def _load(project: Project, art: Artwork, words: str) -> tuple[SiteLook, list[Problem]]:
    families = _read(project, font_subsets.FAMILIES)
    own = "\n".join(_read(project, f"{OWN}/{name}") for name in (FIRST, *project.format.styles, LAST))
    found = font_subsets.weighty(font_subsets.faces(families, project.styles), own)
    chosen = font_subsets.needed(families, found, words)
    text = "\n".join(
        [
            _read(project, artwork.PALETTE),
            families,
            own,
            language_looks.style_sheet(),
            language_looks.numbers_of_lists(),
        ]
    )
    named = dict.fromkeys(address for address in css.addresses(text) if address.startswith(_ORNAMENTS))
    ornaments = {address: art.draw(address.removeprefix(_ORNAMENTS)) for address in named}
    problems = [_undrawn(address) for address, drawn in ornaments.items() if drawn is None]
    faces = font_subsets.declared(families, chosen, f"{_LOOK_MARK}{FONTS_FOLDER}/")
    whole = faces + css.rewritten(text, _placed, without=("font-face",))
    return SiteLook(whole, {_file(address): drawn for address, drawn in ornaments.items() if drawn}, chosen), problems


def _undrawn(address: str) -> Problem:
    return fault("gabarit.ornament", address=address).in_file(f"styles/{OWN}/{FIRST}")


def _placed(address: str) -> str:
    """Where an address of a style sheet is in the kit."""
    ornament = address.startswith(_ORNAMENTS)
    return f"{_LOOK_MARK}{artwork.ORNAMENT_FOLDER}/{_file(address)}" if ornament else address


def _file(address: str) -> str:
    return address.removeprefix(_ORNAMENTS).replace("/", "-")


def _read(project: Project, name: str) -> str:
    path = first(project.styles, name)
    return path.read_text("utf-8-sig", "replace") if path else ""

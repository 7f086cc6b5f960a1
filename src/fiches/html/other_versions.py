"""The other languages that a sheet is in, for layouts to name."""

from __future__ import annotations

from fiches.config import languages
from fiches.config.languages import Language
from fiches.content import numbering
from fiches.html.context import SheetContext


def other_versions(page: SheetContext) -> list[tuple[Language, str]]:
    """(language, short address) of each other version of a sheet; no address when its collection has none."""
    around = page.address, page.sheet.slug
    return [(languages.of(one.language), numbering.beside(*around, one.slug)) for one in page.sheet.versions]

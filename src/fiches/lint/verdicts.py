"""What is asked of one sheet, one booklet and one format: each a verdict that holds while its files are the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from fiches.compose import rules_reader
from fiches.compose.kept_sizes import KeptSizes
from fiches.config import languages
from fiches.config.languages import Language
from fiches.config.project import Project
from fiches.content import sheet
from fiches.content.booklet import Booklet
from fiches.content.sheet import Sheet
from fiches.content.source import Source
from fiches.core.problems import Problem, has_errors
from fiches.lint import (
    accessibility,
    drawings,
    front_matter,
    glyphs,
    grammar,
    house,
    imprint,
    length,
    measures,
    name_slips,
    other_languages,
    papers,
    pasted,
    pictures,
    proofreading,
    pulled,
    resolution,
    spelling,
    told_figures,
    told_shares,
)
from fiches.places import finder, told
from fiches.places.finder import PlaceFinders

if TYPE_CHECKING:
    from fiches.lint.fitting import SheetLayout

_TOLD_OF_PAGES = (*resolution.PICTURE_CODES, pulled.UNSHOWN)  # also by a check; a build tells the rest


def of_words(parsed: Source, judged: Sheet | None, project: Project, finders: PlaceFinders) -> list[Problem]:
    """What a sheet says, also where it is none yet (`judged` is None), before it comes to pages."""
    language = sheet.language(parsed, project)
    found = of_text(parsed, language)
    found += grammar.check(parsed, language, found) if grammar.is_wanted(project) else []
    found += glyphs.check(parsed, project)
    return name_slips.settled([*found, *(_of_meaning(parsed, judged, project, finders) if judged else ())])


def of_text(parsed: Source, language: str) -> list[Problem]:
    """What is wrong with the text of a sheet in a language, whatever is asked of it there."""
    found = [*pasted.check(parsed), *front_matter.check(parsed, language)]
    meant = languages.of(language)
    others = other_languages.check(parsed, language)
    return [
        *(one for one in found if not _is_meant(one, meant)),
        *proofreading.check(parsed, _spoken(others) or language),
        *spelling.check(parsed, language),
        *name_slips.check(parsed, language),
        *others,
    ]


def _spoken(others: list[Problem]) -> str:
    """The language that a sheet is in where another is told of it; its mistakes are those of its words."""
    told = (dict(getattr(one.message, "values", ())) for one in others if _named(one, "autre-langue.sheet"))
    return str(next(told, {}).get("code", ""))


def _is_meant(problem: Problem, language: Language) -> bool:
    """Whether a language writes what others would not: letters that stand alone."""
    return _named(problem, "ponctuation.lost-apostrophe") and not language.eliding


def _named(problem: Problem, name: str) -> bool:
    return getattr(problem.message, "name", "") == name


def _of_meaning(parsed: Source, judged: Sheet, project: Project, finders: PlaceFinders) -> Iterator[Problem]:
    """What is asked of a sheet that can be understood."""
    yield from front_matter.of_dates(parsed, project.format)
    yield from drawings.of_sheet(judged, project)
    yield from accessibility.check(parsed, judged, project.settings.acronyms)
    yield from length.check(judged, project)
    yield from measures.check(parsed, judged, project)
    yield from pictures.check(judged, project)
    yield from pulled.check(judged, project)
    yield from told_figures.check(parsed, judged, project.format)
    yield from told_shares.check(parsed, judged, project.format)
    places = finders.of(judged)
    if places:
        yield from told.check(judged, places, parsed.front)


def of_sheet(
    parsed: Source, judged: Sheet, project: Project, finders: PlaceFinders, kept: KeptSizes | None = None
) -> list[Problem]:
    """The same, and of a sheet without errors what keeps it from its pages; its blocks are as high as is `kept`."""
    found = of_words(parsed, judged, project, finders)
    return found if has_errors(found) else [*found, *on_pages(judged, project, kept)]


def on_pages(one: Sheet, project: Project, kept: KeptSizes | None = None) -> Iterator[Problem]:
    """What keeps a sheet from its pages, weak pictures and lost choices there; a build tells the rest."""
    rules, problems = rules_reader.of_format(project.format)
    if rules is None:  # pages flow: nothing is composed, which is slow to load
        yield from (*problems, *resolution.at_best(one, project))
        return
    from fiches.lint import fitting

    laid = fitting.lay_out(one, project, kept)
    if kept:
        kept.keep()
    yield from of_layout(laid, one, project)


def of_layout(laid: SheetLayout, one: Sheet, project: Project) -> Iterator[Problem]:
    """The same of a sheet that is laid out."""
    if laid.layout and laid.layout.fits:
        yield from (problem for problem in laid.problems if problem.code in _TOLD_OF_PAGES)
    else:
        yield from laid.problems
        yield from resolution.at_best(one, project)


def of_booklet(parsed: Source, made: Booklet | None, project: Project, named: Mapping[str, str]) -> list[Problem]:
    """What a booklet and its imprint say, and whether its sheets, of whom the format is `named`, are of its paper."""
    language = made.language if made else project.language
    found = [*glyphs.check(parsed, project, booklet=True), *front_matter.of_booklet(parsed)]
    found += [*pasted.check(parsed), *proofreading.check(parsed, language), *spelling.check(parsed, language)]
    return [*found, *imprint.check(parsed, made), *papers.check(made, project, named)] if made else [*found]


def of_format(project: Project) -> list[Problem]:
    """What every page of a format needs beside its words."""
    return [*house.check(project), *finder.load(project.format)[1]]

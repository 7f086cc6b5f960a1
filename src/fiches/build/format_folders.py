"""The formats that there are, and what is wrong with the folder of one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from fiches.compose import rules_reader
from fiches.config import formats, key_words, papers
from fiches.config.fields import Field
from fiches.config.project import Project, search, settings_in
from fiches.config.translated import Translated
from fiches.core.geometry import POINTS_PER_MM
from fiches.core.messages import message
from fiches.core.problems import ExitCode, FichesError, Problem, has_errors
from fiches.html import templates
from fiches.lint import format_folder

KEYS: Mapping[str, tuple[Field, ...]] = MappingProxyType(
    {"format": formats.FORMAT_KEYS, "composition": rules_reader.COMPOSITION_FIELDS}
)  # of the files of a format


def described_keys(name: str) -> tuple[Field, ...]:
    """The keys of a file of KEYS, each with what it is for."""
    return key_words.described(KEYS[name], key_words.of_file(name))


class FormatSummary(NamedTuple):
    """What one asks of a format before one takes it; no pages and no paper where its sheets flow."""

    name: str
    description: Translated
    pages: tuple[int, int] = (0, 0)  # the fewest and the most of a sheet
    paper: str = ""


def known(root: Path) -> list[FormatSummary]:
    """Every sound format that a collection in `root` may name, by name."""
    folders = search(root.absolute(), "templates")
    found = (formats.load(name, folders)[0] for name in formats.names(folders))
    return [_summary(format_) for format_ in found if format_]


def _summary(format_: formats.Format) -> FormatSummary:
    rules, _ = rules_reader.of_format(format_)
    if rules is None:
        return FormatSummary(format_.name, format_.description)
    paper = papers.name_of(rules.grid.width * POINTS_PER_MM, rules.grid.height * POINTS_PER_MM)
    pages = sum(page.least for page in rules.pages), sum(page.most for page in rules.pages)
    return FormatSummary(format_.name, format_.description, pages, paper)


def judged(root: Path, asked: str = "") -> list[Problem]:
    """What is wrong with a format: one that `root` knows, by its name, or any folder; else with all of its own.

    FichesError when it is neither.
    """
    root = root.absolute()
    folders = (
        list(_asked(root, asked)) if asked else sorted(path.parent for path in root.glob("templates/*/format.yaml"))
    )
    if not folders:
        raise FichesError(message("format.none-own"), message("format.none-own.remedy"), exit_code=ExitCode.USAGE)
    return [problem for folder in folders for problem in _of_folder(folder)]


def _asked(root: Path, asked: str) -> Iterator[Path]:
    """The folder of a format by its name or its path."""
    places = search(root, "templates")
    if asked in formats.names(places):
        yield next(folder / asked for folder in places if (folder / asked / formats.FORMAT_FILE).is_file())
    elif (Path(asked) / formats.FORMAT_FILE).is_file():
        yield Path(asked).absolute()
    else:
        found = formats.unknown(asked, places)
        raise FichesError(found.message, found.hint, exit_code=ExitCode.USAGE)


def _of_folder(folder: Path) -> list[Problem]:
    root = format_folder.folder_of(folder)
    places = tuple(dict.fromkeys((folder.parent, *search(root, "templates"))))
    format_, problems = formats.load(folder.name, places)
    if format_ is None or has_errors(problems):
        return problems
    project = Project(root, root / "build", settings_in(root)[0], format_)
    return [*problems, *format_folder.check(project), *templates.unparsed(project)]

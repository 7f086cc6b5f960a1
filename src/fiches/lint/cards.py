"""What the rest of its collection asks of a sheet, so that one that was good and is the same need not be read again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from fiches.config.formats import Format
from fiches.config.project import Project
from fiches.content import booklet, sheet
from fiches.content.booklet import Booklet, Told
from fiches.content.sheet import Sheet
from fiches.content.source import Source
from fiches.core.problems import Problem, has_errors
from fiches.lint import language_words, repeated, twins
from fiches.lint.twins import Titled

if TYPE_CHECKING:
    from fiches.compose.kept_sizes import KeptSizes

Asked = Callable[[], list[Problem]]


@dataclass(frozen=True, slots=True)
class SheetCard:
    """A sheet as booklets and other sheets know it, and the pictures that it shows."""

    good: bool
    slug: str
    format: str
    language: str
    spoken_at: tuple[int, int]  # line and column, where it says its language
    title: Titled | None
    told: Told  # what booklets select it by
    pictures: tuple[str, ...]
    paragraphs: tuple[tuple[int, str], ...]  # line and digest of those that no other sheet should have


@dataclass(frozen=True, slots=True)
class Reading:
    """One file read: its words, what they are when they are good, and what is wrong."""

    source: Source | None
    problems: list[Problem]
    sheet: Sheet | None = None
    card: SheetCard | None = None  # of a sheet that could be understood
    format: str = ""  # that it is in
    booklet: Booklet | None = None


def of(parsed: Source, one: Sheet, format_: Format, *, good: bool) -> SheetCard:
    """The card of a sheet in its own format."""
    spoken_at, told, shown = language_words.spoken_at(parsed), booklet.told(one, format_), sheet.picture_names(one)
    title, paragraphs = twins.titled(parsed), repeated.digests(parsed)
    return SheetCard(good, one.slug, one.format, one.language, spoken_at, title, told, shown, paragraphs)


class Recall:
    """Who is asked before something is judged or read; this one remembers nothing."""

    def verdict(self, _name: str, _files: Iterable[Path], question: Asked, _said: str = "") -> list[Problem]:
        """What a question of `lint.verdicts` finds, or found when all these files and what is `said` were the same."""
        return question()

    def sheet(self, _path: Path) -> tuple[SheetCard, list[Problem]] | None:
        """What `keep` was given of a file, when that and all else that its sheet depends on are the same."""
        return None

    def whole(self, _path: Path, _card: SheetCard, _format: Format) -> Sheet | None:
        """The good sheet that `keep_sheet` was given of a file, when all that its card depends on is the same."""
        return None

    def sizes(self, _slug: str) -> KeptSizes | None:
        """How high the blocks of a sheet were when it was fitted last."""
        return None

    def keep(self, _path: Path, _card: SheetCard, _told: Sequence[Problem]) -> None:
        """Keeps the card of the sheet in a file, with all that is told of it."""

    def keep_sheet(self, _path: Path, _card: SheetCard, _one: Sheet, _format: Format) -> None:
        """Keeps the sheet in a file, of that format."""

    def keep_reading(self, path: Path, one: Reading, project: Project, of_pages: Iterable[Problem] = ()) -> None:
        """Keeps what was read, with what was found on its pages since; not where silences have the last word."""
        if one.card and one.source and not one.source.instructions:
            told = [*one.problems, *of_pages]
            self.keep(path, replace(one.card, good=not has_errors(told)), told)
            if one.sheet:
                self.keep_sheet(path, one.card, one.sheet, project.within(one.format).format)


NO_RECALL = Recall()

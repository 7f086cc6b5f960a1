"""A collection kept warm: a text becomes its pages in HTML, and what is wrong with it, in a moment."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from threading import Lock, RLock

from fiches.build.drawn import Rendered
from fiches.build.session import RenderSession
from fiches.compose import rules_reader, voices
from fiches.config.project import Project, open_project
from fiches.content.sheet import Sheet
from fiches.core.messages import message
from fiches.core.problems import FichesError, Problem, has_errors
from fiches.festival.website import images
from fiches.graphics import ornaments
from fiches.images import photos
from fiches.lint import collection, fitting, grammar, length
from fiches.lint.collection import Collection
from fiches.lint.cropping import Crop
from fiches.lint.fitting import RubricRoom, SheetLayout
from fiches.render import url_fetcher
from fiches.render.url_fetcher import FetchRoot
from fiches.storage import fingerprints
from fiches.storage.fingerprints import Stamps
from fiches.storage.memory import Memory

MOST_OWN_PAGES = 12  # of a booklet's own that are shown
MOST_VOICES = 40  # sentences that are proposed
JUST = 60.0  # s for which the pages of a text are those of its PDF
SURE = 2.0  # s for which the styles and layouts of a collection are believed to be as they were
_BODY = re.compile(r"<body[^>]*>(.*)</body>", re.DOTALL)
_OWN_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class TriedPages:
    """What a text looks like: its pages and their paper in HTML and CSS, the words of each rubric, its problems.

    `html` is empty where the text has errors that keep it from any page; `fits` says whether its pages hold it.
    """

    problems: tuple[Problem, ...]
    title: str = ""
    html: str = ""
    style: str = ""
    voices: tuple[Mapping[str, str], ...] = ()  # sentences that may be pulled out: `text`, `speaker`
    words: Mapping[str, int] = field(default_factory=dict)  # by the id of a rubric
    fits: bool = False
    language: str = ""
    crops: tuple[Crop, ...] = ()  # its photos in their places
    is_provisional: bool = False  # of what can be read of a text that has errors


@dataclass(slots=True)
class _WarmPreview:
    """A collection that was opened, and what serves its files."""

    project: Project
    problems: tuple[Problem, ...]
    session: RenderSession
    files: FetchRoot
    house: Stamps
    seen: float

    def read(self, text: bytes, slug: str) -> Collection:
        """A text as the sheet `slug`, whatever the bytes are."""
        return collection.read_text(text, slug, self.project, self.session.finders)


class SupersededError(Exception):
    """What was sought is wanted no more."""


class Bench:
    """A collection opened once, and again when its styles, layouts or settings change."""

    def __init__(self, root: Path, out: Path | None = None) -> None:
        self.root, self.out = root.absolute(), out
        self._opening, self._composing, self._seeking = RLock(), Lock(), Lock()  # each is done once at a time
        self._warm: _WarmPreview | None = None
        self._turns, self._every_turn = dict[str, int](), count()
        self._laid: tuple[Sheet, Project, float, SheetLayout] | None = None  # last, and when

    @property
    def project(self) -> Project:
        """The collection; FichesError says why it cannot be used."""
        return self._opened().project

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with its settings and its format."""
        return self._opened().problems

    def served(self, address: str) -> tuple[bytes, str] | None:
        """What pages ask for by an address below their root, and its media type; None where there is none."""
        return self._opened().files.serve(f"{url_fetcher.BASE}{address}")

    def pages(self, text: bytes, slug: str) -> TriedPages:
        """What a text looks like as the sheet `slug`, whatever the bytes are."""
        warm = self._opened()
        with self._composing:
            found = warm.read(text, slug)
            sheet = found.sheets.get(slug)
            return self._drawn(sheet, found.problems, warm) if sheet else TriedPages(found.problems)

    def _drawn(self, sheet: Sheet, problems: tuple[Problem, ...], warm: _WarmPreview) -> TriedPages:
        """The pages of a sheet that can be understood, those that are too many among them."""
        session = warm.session.within(sheet.format)
        laid = fitting.lay_out(sheet, session.project)
        self._laid = sheet, session.project, time.monotonic(), laid
        fits = not has_errors(laid.problems)
        if fits:
            document, faults = session.studio.sheet(sheet, laid.layout)
        else:
            draft = fitting.draft(sheet, session.project, laid.layout) if laid.layout else None
            document, faults = session.studio.draft(sheet, draft)
        body, style = _BODY.search(document or ""), _OWN_STYLE.search(document or "")
        every, voices_ = tuple(sorted({*problems, *laid.problems, *faults})), _voices(sheet, session.project)
        return TriedPages(
            every, sheet.title, body[1].strip() if body else "", style[1] if style else "", voices_,
            length.words_by_rubric(sheet), fits, sheet.language,
            tuple(fitting.crops(sheet, session.project, laid.layout)) if laid.layout else (),
        )  # fmt: skip

    def turn(self, window: str) -> int:
        """A new turn of a window, which is asked something else: what was sought for it before is wanted no more."""
        self._turns[window] = found = next(self._every_turn)
        return found

    def room(self, text: bytes, slug: str, rubric: str, *, window: str = "") -> RubricRoom | None:
        """How many words more a rubric of a text may have; None where its pages do not hold it, or it is no prose.

        Between two trials pages that are asked for come first; SupersededError where the window has had another turn.
        """
        warm, mine = self._opened(), self.turn(window)

        def step() -> None:
            with self._composing:
                if self._turns[window] != mine:
                    raise SupersededError

        with self._seeking:
            step()
            sheet = warm.read(text, slug).sheets.get(slug)
            own = warm.project.within(sheet.format) if sheet else warm.project
            return next(fitting.rooms(sheet, own, rubric, step=step), None) if sheet else None

    def pdf(self, text: bytes, slug: str) -> Rendered:
        """The PDF of a text as the sheet `slug`, or the draft of one that is too long, and what is wrong with it."""
        warm = self._opened()
        with self._composing:
            found = warm.read(text, slug)
            sheet = found.sheets.get(slug)
            if sheet is None:
                return Rendered(found.problems)
            own = warm.session.within(sheet.format)
            return own.sheet(sheet, self._just_laid(sheet, own.project) or fitting.lay_out(sheet, own.project))

    def _just_laid(self, sheet: Sheet, project: Project) -> SheetLayout | None:
        """The pages that were laid out last, where they are of this sheet and its photos can hardly be others since."""
        if self._laid is None or self._laid[:2] != (sheet, project) or time.monotonic() - self._laid[2] > JUST:
            return None
        return self._laid[3]

    def own_pages(self, slug: str) -> tuple[list[bytes], tuple[Problem, ...]]:
        """A booklet's own pages but for blank ones, as WebP, as many as people look at; else what is wrong with it."""
        warm = self._opened()
        with self._composing:
            found = collection.read(warm.project, [slug])
            book = found.booklets.get(slug)
            if book is None or not all(name in found.sheets for name in book.sheets):
                return [], found.problems
            made = warm.session.own_pages(book, [found.sheets[name] for name in book.sheets])
        if made.pdf is None:
            return [], made.problems
        sheets = {made.pdf.first - 1 + made.pdf.folios[name] for name in book.sheets}
        before = range(min(sheets, default=made.pdf.pages))  # what stands before the first of them
        own = [number for number in before if not images.is_plain(made.pdf.data, number)]
        return [images.small_page(made.pdf.data, number) for number in own[:MOST_OWN_PAGES]], made.problems

    def chosen(self, slug: str) -> list[str]:
        """The sheets of a booklet in order, which it may choose by what they say; none where it is no good one."""
        found = collection.read(self.project, [slug]).booklets.get(slug)
        return [*found.sheets] if found else []

    def _opened(self) -> _WarmPreview:
        with self._opening:
            now = time.monotonic()
            if self._warm and now - self._warm.seen < SURE:
                return self._warm
            house = fingerprints.house_stamps(self.root)
            if self._warm is None or self._warm.house != house:
                self._warm = self._opened_anew(house, now)
            self._warm.seen = now
            return self._warm

    def _opened_anew(self, house: Stamps, now: float) -> _WarmPreview:
        project, problems = open_project(self.root, self.out)
        if project is None:
            raise FichesError(message("studio.unusable"), problems[0].message if problems else "")
        session = RenderSession(project, stays=True)
        art, _ = ornaments.load(project)
        files = url_fetcher.of(project, art, Memory(project.out, photos.PHOTO_FOLDER))
        if not project.settings.grammar and grammar.is_there():
            project, _ = grammar.asked(project)
        return _WarmPreview(project, (*problems, *session.problems), session, files, house, now)


def _voices(sheet: Sheet, project: Project) -> tuple[Mapping[str, str], ...]:
    """What somebody says in a sheet and may be pulled out, whoever pulled which out already."""
    rules, _ = rules_reader.of_format(project.format)
    found = voices.offered(sheet, rules) if rules else []
    return tuple({"text": one.text, "speaker": one.speaker} for one in found[:MOST_VOICES])

"""What the studio does with a collection: sheets read, tried, saved, named; every answer is data for a browser."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from threading import RLock

from fiches.config import languages
from fiches.config.project import Project
from fiches.content.plain_text import MAX_SOURCE_BYTES
from fiches.core.messages import INTERFACE_LANGUAGES, Catalogue, Said, catalogue, message
from fiches.core.problems import Severity
from fiches.lint import example_settings
from fiches.storage import files
from fiches.storage.fingerprints import key
from fiches.studio import edits, forms, history, judgements, mending, provisional, sheet_text, source_kinds
from fiches.studio.edits import UNSURE, Edits, Sure
from fiches.studio.forms import Fronts
from fiches.studio.judgements import JudgedText, Shown
from fiches.studio.plain_words import FormWords
from fiches.studio.presence import Presence
from fiches.studio.preview import Bench, TriedPages
from fiches.studio.sheet_text import Part
from fiches.studio.source_kinds import SourceKind

MOST_TEXTS = 400  # texts as they were read that are remembered, so that edits can be laid over what came since
MOST_ROUNDS = 3  # in which errors are left out of a text that is to have pages: one may hide another
ASIDE = "_"  # begins the name of a file that is no sheet for now


class RefusedError(Exception):
    """What cannot be done: the status of HTTP that says so, why, and what else the browser must know."""

    def __init__(self, status: int, said: Said = "", **more: object) -> None:
        super().__init__(said)
        self.status, self.said, self.more = status, said, more


@dataclass(slots=True)
class Workplace:
    """One collection as one or more browsers see it, in a language: its sheets, or its booklets."""

    bench: Bench
    words: Catalogue
    kind: SourceKind = SourceKind.SHEETS
    fronts: Fronts = field(default_factory=Fronts)
    presence: Presence = field(default_factory=Presence)
    _texts: OrderedDict[str, str] = field(default_factory=OrderedDict)
    _lock: RLock = field(default_factory=RLock)

    @property
    def project(self) -> Project:
        """The collection; FichesError where it cannot be used."""
        return self.bench.project

    def spoken(self, language: str) -> Workplace:
        """The same in another language, where the program speaks it."""
        return replace(self, words=catalogue(language)) if language in INTERFACE_LANGUAGES else self

    @property
    def booklets(self) -> Workplace:
        """The same, for its booklets."""
        return replace(self, kind=SourceKind.BOOKLETS)

    # the collection

    def overview(self) -> Shown:
        """The sheets and booklets by name, what a form asks, and what is wrong with what they share."""
        project = self.project
        sheets, booklets = project.sources()
        problems = (*self.bench.problems, *example_settings.check(project))
        form = FormWords(self.words)
        return {
            "folder": project.root.name, "language": project.language, "formats": project.format.name,
            "sheets": [self._listed(path) for path in sheets],
            "booklets": [self._listed(path, len(sheets)) for path in booklets],
            "aside": [path.stem.removeprefix(ASIDE) for path in sorted(project.sheets.glob(f"{ASIDE}*.md"))],
            "fields": forms.asked(project.format.fields, project, self.words),
            "problems": [{**judgements.problem(one, self.words), "message": form.said(one.message),
                          "hint": form.said(one.hint)} for one in problems],
        }  # fmt: skip

    def _listed(self, path: Path, every: int = 0) -> Shown:
        """A file by its name and what its front matter says; of a booklet, of how many sheets (None: it chooses)."""
        values = self.fronts.of(path)
        held = values.get(source_kinds.ORDER_KEY)
        return {
            "slug": path.stem, "title": values.get("titre") or path.stem, "changed": path.stat().st_mtime,
            "language": values.get("langue", self.project.language),
            "holds": len(held) if held else None if source_kinds.SELECTION_KEY in values else every,
        }  # fmt: skip

    # a sheet

    def sheet(self, slug: str) -> Shown:
        """A sheet as an editor shows it: its parts, the values of its front matter, the mark of this text."""
        return self._shown(slug, self.text(slug))

    def _shown(self, slug: str, text: str) -> Shown:
        project, language = self._in(text)
        return {
            "slug": slug, "base": self._remembered(text), "language": language,
            "direction": languages.of(language).direction,
            "parts": edits.shown(text, project.format, language),
            "values": sheet_text.values(text),
            "fields": forms.asked(project.format.fields, project, self.words),
            "writers": {part: asdict(one) for part, one in self.presence.held(slug)},
        }  # fmt: skip

    def tried(self, slug: str, base: str, typed: Edits) -> Shown:
        """What a text with edits that nobody saved yet looks like."""
        text = self._edited(base, typed)
        return self._judged(slug, text)

    def state(self, slug: str) -> Shown:
        """How a sheet stands: what is wrong with it, counted, and its words."""
        text = self.text(slug)
        return self._judged(slug, text)

    def _judged(self, slug: str, text: str) -> Shown:
        return self.judged(text).pages(self._pages(slug, text))

    def _pages(self, slug: str, text: str) -> TriedPages:
        """The pages of a text; where its errors keep it from any, those of what can be read of it, and its problems."""
        found = shown = self.bench.pages(text.encode(), slug)
        for _ in range(MOST_ROUNDS):
            if shown.html:
                break
            text = provisional.text(self.judged(text), shown.problems)
            shown = self.bench.pages(text.encode(), slug)
        return replace(shown, problems=found.problems, is_provisional=shown is not found)

    def judged(self, text: str) -> JudgedText:
        """A text whose problems are told."""
        return JudgedText(text, *self._in(text), self.words)

    def pdf(self, slug: str) -> bytes:
        """The PDF of a sheet as it is saved, or of its draft; RefusedError where it has no pages."""
        made = self.bench.pdf(self.text(slug).encode(), slug)
        found = made.pdf or made.draft
        if found is None:
            told = next((one.message for one in made.problems if one.severity is Severity.ERROR), "")
            raise RefusedError(422, told or message("studio.unreadable", name=slug))
        return found.data

    def styles(self, slug: str) -> tuple[str, ...]:
        """The style sheets of the format that a sheet is in, by their names."""
        return self._in(self.text(slug))[0].format.styles

    def room(self, slug: str, base: str, typed: Edits, rubric: str, *, window: str = "") -> Shown:
        """How many words more a rubric may have, and how many before a photo or a quotation gives way."""
        found = self.bench.room(self._edited(base, typed).encode(), slug, rubric, window=window)
        return {"most": found.most, "kept": found.kept, "least": found.is_least} if found else {}

    # what is written

    def saved(self, slug: str, base: str, typed: Edits, *, who: str, sure: Sure = UNSURE) -> Shown:
        """Writes edits over the file as it is now; RefusedError 409 where somebody else changed the same parts.

        What would change other parts than its own is not written, and told by part as `held`: why, on which lines.
        """
        with self._lock:
            now, read = self.text(slug), self._known(base)
            project, language = self._in(now)
            found = [one for one in edits.clashes(read, now, typed, project.format, language)
                     if one.name not in sure.mine]  # fmt: skip
            if found:
                told = [{"name": one.name, "theirs": one.theirs, "ours": one.ours} for one in found]
                raise RefusedError(409, message("studio.clash"), clashes=told, base=self._remembered(now))
            kept, held = edits.fitting(now, typed, project.format, language, split=sure.split)
            text = edits.applied(now, kept, project.format, language)
            return {**self.written(slug, now, text, who), "held": {one: self._held(typed.bodies[one]) for one in held}}

    def _held(self, body: str) -> Shown:
        """Why a body is not written, and the lines of it that begin a section."""
        lines = sheet_text.begun_sections(body)
        return {"said": self.words.text(message("studio.held" if lines else "studio.held.other")), "lines": lines}

    def joined(self, slug: str, base: str, name: str, rubric: str, *, who: str) -> Shown:
        """Makes of what is no rubric one, or a part of one; RefusedError 409 where the file is another."""
        with self._lock:
            now = self.unchanged(slug, base)
            project, language = self._in(now)
            text = edits.joined(now, name, rubric, project.format, language)
            if text is None:
                raise RefusedError(409, message("studio.clash"))
            return self.written(slug, now, text, who)

    def mended(self, slug: str, base: str, found: mending.Mend, who: str) -> Shown:
        """Writes what a problem's hint says; RefusedError 409 where the file is another by now."""
        with self._lock:
            now = self.unchanged(slug, base)
            return self.written(slug, now, mending.mended(now, found), who)

    def unchanged(self, slug: str, base: str) -> str:
        """The text of a sheet that is still that of a mark; RefusedError 409 where it is another."""
        now = self.text(slug)
        if key(now.encode()) != base:
            raise RefusedError(409, message("studio.clash"))
        return now

    def written(self, slug: str, before: str, text: str, who: str) -> Shown:
        """Writes a text that was `before`, and keeps it; what is shown of it then."""
        path = self.path(slug)
        if text != before:
            if not next(history.saves(self.bench.root, slug), None):
                history.keep(self.bench.root, slug, before.encode())
            files.write(path, text.encode())
            project, language = self._in(text)
            parts = edits.changed(before, text, project.format, language)
            history.keep(self.bench.root, slug, text.encode(), who=who, parts=parts)
        return self._shown(slug, text)

    def rewritten(self, slug: str, text: str, who: str) -> Shown:
        """Writes a whole text over what is there."""
        with self._lock:
            return self.written(slug, self.text(slug), text, who)

    # texts

    def path(self, slug: str) -> Path:
        """The file of a sheet, or of a booklet; RefusedError where there is none of that name."""
        path = source_kinds.path(self.project, slug, self.kind)
        if path is None:
            raise RefusedError(404, message("studio.no-sheet", name=slug))
        return path

    def text(self, slug: str) -> str:
        """The words of a sheet as they are saved; RefusedError where they are none."""
        path = self.path(slug)
        if path.stat().st_size > MAX_SOURCE_BYTES:
            raise RefusedError(413, message("studio.unreadable", name=slug))
        try:
            return path.read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            raise RefusedError(422, message("studio.unreadable", name=slug)) from None

    def parts(self, text: str) -> tuple[Part, ...]:
        """The parts of a text."""
        project, language = self._in(text)
        return sheet_text.parts(text, project.format, language)

    def _in(self, text: str) -> tuple[Project, str]:
        """The collection in the format that a text names, and the language that it says it is in."""
        values = sheet_text.values(text) or {}
        project = source_kinds.within(self.project, values, self.kind)
        known = {one.name: one for one in project.format.fields}
        said = values.get("langue")
        allowed = known["langue"].choices if "langue" in known else ()
        return project, said if isinstance(said, str) and (not allowed or said in allowed) else project.language

    def _remembered(self, text: str) -> str:
        """The mark of a text, by which it is found again."""
        mark = key(text.encode())
        with self._lock:
            self._texts[mark] = text
            self._texts.move_to_end(mark)
            while len(self._texts) > MOST_TEXTS:
                self._texts.popitem(last=False)
        return mark

    def _known(self, base: str) -> str:
        found = self._texts.get(base)
        if found is None:
            raise RefusedError(410, message("studio.read-again"))
        return found

    def _edited(self, base: str, typed: Edits) -> str:
        text = self._known(base)
        project, language = self._in(text)
        return edits.applied(text, typed, project.format, language)

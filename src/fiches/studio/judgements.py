"""What is wrong with a text as a form tells it, beside its part or its field, and what its pages look like."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from fiches.config import languages
from fiches.config.project import Project
from fiches.config.yaml_reader import YamlTable
from fiches.core.messages import Catalogue, Message
from fiches.core.problems import Problem, Severity
from fiches.studio import mending, place_names, plain_words, sheet_text
from fiches.studio.plain_words import FormWords
from fiches.studio.preview import TriedPages

Shown = dict[str, Any]


@dataclass(frozen=True, slots=True)
class JudgedText:
    """A text whose problems are told: in the format of a collection, in a language of its own, to whom."""

    text: str
    project: Project
    language: str
    words: Catalogue

    def pages(self, pages: TriedPages) -> Shown:
        """Its pages, what is wrong with it, counted, and where its photos are cut."""
        told = [one for one in pages.problems if not one.silenced]
        counted = {str(severity): sum(one.severity is severity for one in told) for severity in Severity}
        return {
            "problems": [*self.problems(told)], "counts": counted, "fits": pages.fits,
            "words": dict(pages.words), "title": pages.title, "voices": list(pages.voices),
            "language": pages.language, "direction": languages.of(pages.language).direction,
            "html": pages.html, "style": pages.style,
            "crops": [{"name": one.name.name, "line": one.name.line, "page": one.page, "width": one.width,
                       "height": one.height, "ppi": one.ppi, "kept": list(one.kept)} for one in pages.crops],
        }  # fmt: skip

    def problems(self, problems: Iterable[Problem]) -> Iterator[Shown]:
        """What is wrong with it: each with its part, its key of the front matter, and how a program mends it."""
        parts = sheet_text.parts(self.text, self.project.format, self.language)
        front, known = sheet_text.front_table(self.text), {one.name for one in self.project.format.fields}
        form = FormWords(self.words, plain_words.labels(self.project.format.fields, self.words.language))
        for one in problems:
            part = next((part.name for part in reversed(parts) if part.line <= one.line), "")
            about = _key_of(one, front, known) if part in ("", sheet_text.FRONT_PART) else ""
            found = mending.mend(one, self.text) or (None if about else mending.without_line(one, self.text))
            said, hint = form.problem(one, about, found)
            yield {
                **problem(one, self.words), "message": said, "hint": hint, "part": part, "key": about,
                "mend": {**found._asdict(), "shown": form.button(found)} if found else None,
                "place": place_names.asked(one),
                "near": [near._asdict() for near in place_names.meant(one, self.text, self.project, about)],
            }  # fmt: skip


def problem(one: Problem, words: Catalogue) -> Mapping[str, object]:
    """A problem as it is told anywhere."""
    return {
        "path": one.path, "line": one.line, "column": one.column, "code": one.code,
        "severity": str(one.severity), "message": words.text(one.message), "hint": words.text(one.hint),
    }  # fmt: skip


def _key_of(one: Problem, front: YamlTable | None, known: Collection[str]) -> str:
    """The known key that a problem of the front matter is about: that which it names, else whose lines it is on."""
    named = dict(one.message.values).get("key") if isinstance(one.message, Message) else None
    if named in known:
        return str(named)
    entries = front.entries if front else ()
    found = next((entry.key.value for entry in reversed(entries) if entry.key.line <= one.line), "")
    return found if found in known else ""

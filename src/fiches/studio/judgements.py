"""What is wrong with a text as a form tells it, beside its part or its field, and what its pages look like."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from fiches.config import languages
from fiches.config.fields import Field
from fiches.config.project import Project
from fiches.config.yaml_reader import YamlList, YamlTable, YamlText
from fiches.core.messages import Catalogue, Message
from fiches.core.problems import Problem, Severity
from fiches.studio import mending, place_names, plain_words, sheet_text
from fiches.studio.plain_words import FormWords
from fiches.studio.preview import TriedPages
from fiches.studio.sheet_text import Part

Shown = dict[str, Any]
THIRDS = ((1 / 3, "above"), (2 / 3, "middle"), (9.0, "below"))  # of a page, from its head: where they end


@dataclass(frozen=True)
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
            "html": pages.html, "style": pages.style, "provisional": pages.is_provisional,
            "crops": [{"name": one.name.name, "line": one.name.line, "page": one.page, "width": one.width,
                       "height": one.height, "ppi": one.ppi, "kept": list(one.kept),
                       "where": next(name for end, name in THIRDS if one.middle <= end)} for one in pages.crops],
        }  # fmt: skip

    def problems(self, problems: Iterable[Problem]) -> Iterator[Shown]:
        """What is wrong with it: each with its part, its key of the front matter, and how a program mends it."""
        form = FormWords(self.words, plain_words.labels(self.project.format.fields, self.words.language))
        for one in problems:
            part, about = self.where(one)
            found = mending.mend(one, self.text) or (None if about else mending.without_line(one, self.text))
            near = [near._asdict() for near in place_names.meant(one, self.text, self.project, about)]
            said, hint = form.problem(one, about, found, is_like_others=bool(near))
            yield {
                **problem(one, self.words), "message": said, "hint": hint, "part": part, "key": about,
                "mend": {**found._asdict(), "shown": form.button(found)} if found else None,
                "place": place_names.asked(one),
                "near": near, "item": self.item_at(one.line) if about else None,
            }  # fmt: skip

    def where(self, one: Problem) -> tuple[str, str]:
        """The part that a problem is in, and the key of the front matter that it is about; nothing where it is in none.

        The key is that which the problem names, else that whose lines it is on, if the format has it.
        """
        part = next((part.name for part in reversed(self.parts) if part.line <= one.line), "")
        if part not in ("", sheet_text.FRONT_PART):
            return part, ""
        named = dict(one.message.values).get("key", "") if isinstance(one.message, Message) else ""
        return part, next((field.name for key in (named, self.key_at(one.line)) for field in self._fields(key)), "")

    def key_at(self, line: int) -> str:
        """The key of the front matter whose lines a line is of."""
        entries = self.front.entries if self.front else ()
        return next((entry.key.value for entry in reversed(entries) if entry.key.line <= line), "")

    def item_at(self, line: int) -> Shown | None:
        """Which of the records of its key a line of the front matter is of (from 0), and what that is called."""
        entries = self.front.entries if self.front else ()
        node = next((entry.value for entry in reversed(entries) if entry.key.line <= line), None)
        items = list(enumerate(node.items)) if isinstance(node, YamlList) else []
        records = [(at, item) for at, item in items if isinstance(item, YamlTable) and item.line <= line]
        return {"at": records[-1][0], "name": _called(records[-1][1])} if records else None

    def _fields(self, key: str) -> list[Field]:
        return [one for one in self.project.format.fields if one.name == key]

    def parts_of(self, text: str) -> tuple[Part, ...]:
        """The parts of a text of its format."""
        return sheet_text.parts(text, self.project.format, self.language)

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """Its parts."""
        return self.parts_of(self.text)

    @cached_property
    def front(self) -> YamlTable | None:
        """Its front matter; None where that cannot be read."""
        return sheet_text.front_table(self.text)


def _called(record: YamlTable) -> str:
    """The first text of a record; of a file, its name alone."""
    first = next((entry.value for entry in record.entries), None)
    return first.value.rpartition("/")[2] if isinstance(first, YamlText) else ""


def problem(one: Problem, words: Catalogue) -> Mapping[str, object]:
    """A problem as it is told anywhere."""
    return {
        "path": one.path, "line": one.line, "column": one.column, "code": one.code,
        "severity": str(one.severity), "message": words.text(one.message), "hint": words.text(one.hint),
    }  # fmt: skip

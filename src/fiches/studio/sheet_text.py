"""A sheet's text taken apart for editing and put back: every byte that was not edited stays as it was."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from fiches.config.formats import Format, RubricSpec
from fiches.config.yaml_reader import YamlTable, parse
from fiches.content import headings, source, to_place
from fiches.content.comments import without_comments
from fiches.content.source import Outline, Section
from fiches.core.problems import Fault
from fiches.core.text import fold, slugify
from fiches.storage import fingerprints
from fiches.studio import front_values
from fiches.studio.front_values import Value

FRONT_PART, BEFORE, SECTION = "entete", "avant", "section-"  # names of parts that are no rubrics
_LINE_OF_FILE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_FIRST_COMMENT = re.compile(r"\s*<!--(.*?)-->[ \t]*(?:\r\n|\r|\n|$)", re.DOTALL)
_SECTION_MARK = re.compile(r"^##(?!#)", re.MULTILINE)
_BLANKS = " \t\r\n"


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a sheet: its name, its title as typed, the line of that (from 1), where its own text stands.

    `name` is the id of the rubric that it is; `start` and `end` are offsets without the white around the text and the
    guiding question before it.
    """

    name: str
    title: str
    line: int
    start: int
    end: int


def parts(text: str, format_: Format, language: str) -> tuple[Part, ...]:
    """The front matter, what stands before the first rubric if anything does, and every `##` section, in order.

    Nothing where the text has no front matter.
    """
    found = source.outline(lines_as_read(text))
    if found is None:
        return ()
    front, preamble, sections = found
    starts = _line_starts(text)
    first, last = front.line, front.line + len(front.text.split("\n"))
    made = [Part(FRONT_PART, "", first, starts[first], starts[last])]
    bounds = [*(section.line for section in sections), len(starts)]
    before = starts[preamble.line], starts[bounds[0] - 1] if sections else len(text)
    if text[slice(*before)].strip():
        made.append(Part(BEFORE, "", preamble.line, *_own(text, *before, ())))
    names = _names(sections, format_, language)
    for (name, spec), section, (_, below) in zip(names, sections, pairwise(bounds), strict=True):
        end = starts[below - 1] if below < len(starts) else len(text)
        questions = tuple(words for _, words in spec.question.texts) if spec else ()
        made.append(Part(name, section.title, section.line, *_own(text, starts[section.line], end, questions)))
    return tuple(made)


def part_named(text: str, name: str, format_: Format, language: str) -> Part | None:
    """One of them by its name; None where the text has it not."""
    return next((one for one in parts(text, format_, language) if one.name == name), None)


def _names(sections: Sequence[Section], format_: Format, language: str) -> Iterator[tuple[str, RubricSpec | None]]:
    """What the part of each section is called: its rubric, the first time; else after its title."""
    seen, titles = set[str](), Counter[str]()
    for section in sections:
        found = headings.meant(section, format_, language)
        if isinstance(found, Fault) or found.id in seen:
            titled = slugify(section.title) or fingerprints.key(section.title.encode())[:8]
            titles[titled] += 1
            yield f"{SECTION}{titled}{f'-{titles[titled]}' if titles[titled] > 1 else ''}", None
        else:
            seen.add(found.id)
            yield found.id, found


def _own(text: str, start: int, end: int, questions: Sequence[str]) -> tuple[int, int]:
    """Where the text between two offsets begins and ends, without a guiding question and white around it."""
    found = _FIRST_COMMENT.match(text, start, end)
    if found and fold(found[1]) in map(fold, questions):
        start = found.end()
    while start < end and text[start] in _BLANKS:
        start += 1
    while end > start and text[end - 1] in _BLANKS:
        end -= 1
    return start, end


def lines_as_read(text: str) -> str:
    """A text with the line ends of an editor, and without Notepad's mark."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _line_starts(text: str) -> list[int]:
    """The offset at which each line begins, and at last the end of the text."""
    starts = [found.start() for found in _LINE_OF_FILE.finditer(text) if found[0]]
    return [*starts, len(text)] if not text.endswith(("\r", "\n")) else [*starts, len(text), len(text)]


def body(text: str, part: Part) -> str:
    """What a part says, its lines ending as an editor's do."""
    return lines_as_read(text[part.start : part.end])


def kept(name: str, typed: str) -> str:
    """What a file keeps of what was typed in a part: without the white around it."""
    return typed.strip("\n") if name == FRONT_PART else typed.strip(_BLANKS)


def with_body(text: str, part: Part, new: str) -> str:
    """The text with another body in one part; nothing else is touched."""
    own = kept(part.name, new)
    typed = _as_typed(own, text)
    if part.name == FRONT_PART:
        end = _end_of_line(text)
        return text[: part.start] + (typed + end if typed else "") + text[part.end :]
    before, after = text[: part.start], text[part.end :]
    if part.start == part.end and own:  # a rubric that nobody had written yet
        end = _end_of_line(text)
        before = before.rstrip(_BLANKS) + 2 * end
        after = (2 * end if after.strip(_BLANKS) else end) + after.lstrip(_BLANKS)
    return before + typed + after


def with_rubric(text: str, spec: RubricSpec, new: str, format_: Format, language: str) -> str:
    """The text with a rubric that it lacked, where the format has it."""
    order = [one.id for one in format_.rubrics]
    later = set(order[order.index(spec.id) + 1 :])
    next_ = next((part for part in parts(text, format_, language) if part.name in later), None)
    end = _end_of_line(text)
    heading = f"## {spec.title(language)}{2 * end}{_as_typed(kept(spec.id, new), text)}"
    if next_ is None:
        return f"{text.rstrip(_BLANKS)}{2 * end}{heading}{end}"
    start = _line_starts(text)[next_.line - 1]
    return f"{text[:start].rstrip(_BLANKS)}{2 * end}{heading}{2 * end}{text[start:]}"


def _end_of_line(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\r" if "\r" in text else "\n"


def _as_typed(new: str, text: str) -> str:
    """Lines that end as those of the file do."""
    return lines_as_read(new).replace("\n", _end_of_line(text))


def as_rubric(text: str, part: Part, spec: RubricSpec, format_: Format, language: str) -> str:
    """The text where a section that is no rubric is one: under its title, or behind what it says already."""
    there = part_named(text, spec.id, format_, language)
    if there:
        left = without_section(text, part, parts(text, format_, language))
        said = filter(None, (body(text, there), body(text, part)))
        return with_body(left, part_named(left, spec.id, format_, language) or there, "\n\n".join(said))
    return with_title(text, part, spec.title(language))


def placed(text: str, spec: RubricSpec, format_: Format, language: str) -> str:
    """The text where what stands before the first rubric, also in comments, is the end of one."""
    before = part_named(text, BEFORE, format_, language)
    if before is None:
        return text
    left = text[: before.start] + text[before.end :].lstrip(_BLANKS)
    return with_more(left, spec, to_place.uncovered(body(text, before)), format_, language)


def with_more(text: str, spec: RubricSpec, words: str, format_: Format, language: str) -> str:
    """The text whose rubric says some words more, before what waits at its end; their sections are parts of it."""
    more = _SECTION_MARK.sub("###", words)
    there = part_named(text, spec.id, format_, language)
    if there is None:
        return with_rubric(text, spec, more, format_, language)
    own = body(text, there)
    end = next((start for start, _ in to_place.stretches(own)), len(own))
    return with_body(text, there, "\n\n".join(filter(None, (own[:end].rstrip(), more, own[end:]))))


def with_title(text: str, part: Part, title: str) -> str:
    """The text with another title over a section."""
    starts = _line_starts(text)
    return f"{text[: starts[part.line - 1]]}## {title}{_end_of_line(text)}{text[starts[part.line] :]}"


def with_section(text: str, title: str) -> str:
    """The text with one more section, empty, at its end."""
    end = _end_of_line(text)
    return f"{text.rstrip(_BLANKS)}{2 * end}## {title}{end}"


def without_section(text: str, part: Part, every: Sequence[Part]) -> str:
    """The text without a section, its title too."""
    starts, end = _line_starts(text), _end_of_line(text)
    last = next((starts[one.line - 1] for one in every if one.line > part.line), len(text))
    below = end + text[last:] if last < len(text) else ""
    return text[: starts[part.line - 1]].rstrip(_BLANKS) + end + below


def begun_sections(body_: str) -> list[int]:
    """The lines (from 1) of a body that would begin another section."""
    return [one.line for one in source.split_sections(without_comments(body_), 1)[1]]


def front_table(text: str) -> YamlTable | None:
    """The front matter as read; None where it cannot be read."""
    return _table(source.outline(lines_as_read(text)))


def values(text: str) -> dict[str, Value] | None:
    """By key, what the front matter of a text says; None where it cannot be read."""
    table = front_table(text)
    return front_values.values(table) if table else None


def _table(found: Outline | None) -> YamlTable | None:
    return parse(found[0].text, found[0].line + 1)[0] if found else None


def key_lines(text: str) -> Mapping[str, tuple[int, int]]:
    """By key of the front matter, the offsets of its lines; comments above a key are not its own."""
    outline = source.outline(lines_as_read(text))
    table = _table(outline)
    if outline is None or table is None:
        return {}
    front = outline[0]
    starts, lines = _line_starts(text), front.text.split("\n")
    first = [entry.key.line for entry in table.entries]
    lasts = [*(line - 1 for line in first[1:]), front.line + len(lines)][: len(first)]
    found = {}
    for entry, line, below in zip(table.entries, first, lasts, strict=True):
        own = (last for last in range(below, line, -1) if not _is_beside(lines[last - 1 - front.line]))
        found[entry.key.value] = (starts[line - 1], starts[next(own, line)])
    return found


def _is_beside(line: str) -> bool:
    """Whether a line at the end of a key's is none of its own: blank, or a comment from the margin."""
    return not line.strip() or line.startswith("#")


def with_key(text: str, key: str, lines: str) -> str:
    """The text with other lines for a key of the front matter, in its place, else at the end; no lines: without it."""
    typed = _as_typed(lines, text)
    found = key_lines(text).get(key)
    if found:
        return text[: found[0]] + typed + text[found[1] :]
    front = part_named(text, FRONT_PART, _NO_FORMAT, "")
    return text[: front.end] + typed + text[front.end :] if front else text


_NO_FORMAT = Format("", ())

"""What stands in a sheet more than once: paragraphs pasted twice, running heads of an original, a rubric's title."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from hashlib import blake2b

from fiches.config.yaml_reader import YamlEntry, YamlList, as_typed
from fiches.content.source import Section, Source
from fiches.core.problems import Fault, Problem, fault
from fiches.core.text import fold, shown

FEWEST_REPEATED = 12  # words of a paragraph that nobody writes twice
MOST_IN_HEAD = 8  # words of a line that may be a running head
FEWEST_HEADS = 3  # lines that are the same, from which they seem to be running heads
FEWEST_LONG_HEADS, LONG_HEAD = 2, 4  # the same of lines of four words or more that end no sentence
TYPED_PARAGRAPH = re.compile(r"^(?![ \t]*(?:\||$)).*(?:\n.*\S.*)*", re.MULTILINE)  # no table: heads of tables are alike
_LIKE_A_TITLE = re.compile(r"\s*#{0,6} ?[*_]{0,3}(?P<words>[^:*_]{3,80}?)[*_]{0,3}\s?(?::.*|$)")
UNDER_HEADING = re.compile(r" {0,3}###(?!#)[ \t]+(?P<title>\S.*?)[ #]*$")
_BLOCK_BEGINS = re.compile(r"[-*+>#|`{<\[(]|\d{1,3}[.)]\s")


def check(source: Source) -> list[Problem]:
    """Each repetition, told where it stands again; of running heads, the first."""
    paragraphs = list(_paragraphs(source))
    places = defaultdict[str, list[tuple[int, str, str]]](list)
    for line, words, rubric in paragraphs:
        places[" ".join(words.casefold().split())].append((line, words, rubric))
    several = [told for same in places.values() if len(same) > 1 for told in _told(same)]
    return [one.in_file(source.path, rubric) for rubric, one in (*several, *_titles(source), *_names(source))]


def digests(source: Source) -> tuple[tuple[int, str], ...]:
    """(line, digest of its words) of each paragraph that nobody writes twice; those who act say alike who they are."""
    return tuple(
        (line, blake2b(same.encode(), digest_size=8).hexdigest())
        for section in source.sections
        if "\n### " not in section.text
        for line, words in _of_section(section)
        if len((same := " ".join(words.casefold().split())).split()) >= FEWEST_REPEATED
    )


def _titles(source: Source) -> Iterator[tuple[str, Fault]]:
    """The title of a rubric that its text begins with, alone or before a colon: the page has it already."""
    for section in source.sections:
        lines = section.text.split("\n")
        index = next((index for index, line in enumerate(lines) if line.strip()), None)
        begun = _LIKE_A_TITLE.match(lines[index]) if index is not None else None
        if index is not None and begun and fold(begun["words"].strip("*_ ")) == fold(section.title.strip("*_ ")):
            told = {"text": shown(lines[index].strip(), 40)}
            yield section.title, fault("passage-en-double.title", section.line + 1 + index, **told)


def _names(source: Source) -> Iterator[tuple[str, Fault]]:
    """Two headings of the same words in a rubric: rather one card, or one actor, whose text is in two places."""
    for section in source.sections:
        seen: dict[str, int] = {}
        for line, typed in enumerate(section.text.split("\n"), section.line + 1):
            heading = UNDER_HEADING.match(typed)
            first = seen.setdefault(fold(heading["title"]), line) if heading else line
            if heading and first != line:
                text = shown(heading["title"], 40)
                yield section.title, fault("passage-en-double.name", line, text=text, first=first)


def _told(same: list[tuple[int, str, str]]) -> Iterator[tuple[str, Fault]]:
    first, words, rubric = same[0]
    length = len(words.split())
    if length >= FEWEST_REPEATED:
        for line, again, where in same[1:]:
            yield where, fault("passage-en-double", line, first=first, words=shown(again, 40))
    elif len(same) >= _fewest_heads(words, length) and length <= MOST_IN_HEAD and not _BLOCK_BEGINS.match(words):
        yield rubric, fault("reste-de-collage.head", first, text=shown(words, 40), n=len(same))


def _fewest_heads(words: str, length: int) -> int:
    return FEWEST_LONG_HEADS if length >= LONG_HEAD and words[-1] not in ".!?:;…»" else FEWEST_HEADS


def _paragraphs(source: Source) -> Iterator[tuple[int, str, str]]:
    """(line, words, title of the rubric) of each stretch between blank lines."""
    for section in source.sections:
        yield from ((line, words, section.title) for line, words in _of_section(section))


def _of_section(section: Section) -> Iterator[tuple[int, str]]:
    for match in TYPED_PARAGRAPH.finditer(section.text):
        yield section.line + 1 + section.text.count("\n", 0, match.start()), match[0].strip()


def in_list(entry: YamlEntry) -> Iterator[Fault]:
    """The same value twice in a list, whatever its capitals."""
    seen = set[str]()
    for item in entry.value.items if isinstance(entry.value, YamlList) else ():
        typed = as_typed(item)
        if fold(typed) in seen:
            told = {"text": shown(typed, 40), "key": entry.key.value}
            yield fault("passage-en-double.value", item.line, item.column, **told)
        seen.add(fold(typed))

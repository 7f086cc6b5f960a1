"""What people say, in the open, is no problem where it stands: `<!-- fiches: sigle -->`, `# fiches: consentement`.

In a sheet a silence holds for the block or the key that it precedes or whose line it ends; at the first key it holds
for what is said of the whole sheet as well. `admis` in the settings holds for the collection.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import chain, pairwise
from pathlib import Path

from fiches.config.project import BOOKLET_STEM, COLLECTION, Project
from fiches.config.values import Reference
from fiches.config.yaml_reader import Node, YamlList, YamlTable
from fiches.content import markdown, source
from fiches.content.comments import Comment
from fiches.content.plain_text import MAX_SOURCE_BYTES
from fiches.content.source import Source
from fiches.core.messages import message
from fiches.core.problems import CODES, Fault, Problem, can_be_silenced, fault, has_errors
from fiches.core.text import did_you_mean, shown

# Codes that only a later stage than `check` finds: once pages are laid, and once they are made ready to be handed out.
PAGE_CODES = frozenset(
    [
        "avis-du-moteur",
        "chevauchement",
        "page-presque-vide",
        "photo-faible",
        "photo-rognee",
        "photo-sans-place",
        "police-de-secours",
        "tableau-large",
    ]
)
OPTIONAL_CODES = frozenset(["grammaire"])  # by what a machine may lack: a silence of it is never idle
DELIVERY_CODES = frozenset(
    ["controle-avis", "controle-note", "encrage", "imposition", "livret-de-poche", "pages-du-livret", "sans-adresse"]
)

Extent = tuple[int, int]  # the first and the last line of a block, or of a key with all that it holds
_NOWHERE: Extent = (0, 0)
_SIGNS = re.compile(r"^(?:<!--|#)\s*fiches?\b\s*[:=]?|-->$", re.IGNORECASE)
_ASKS = re.compile(rb"(?:#|<!--)\s*fiches?\b", re.IGNORECASE)
_NAMED = re.compile(r"[^\s,;]+")


@dataclass(frozen=True, slots=True)
class Silence:
    """One code that a comment names, where it does, and the lines that it holds for."""

    code: str
    line: int
    column: int
    extent: Extent

    def covers(self, problem: Problem) -> bool:
        """Whether that is what it speaks of."""
        first, last = self.extent
        return self.code == problem.code and first <= problem.line <= last


def settled(
    problems: Iterable[Problem], read: Iterable[Source], project: Project, *, unseen: Collection[str], whole: bool
) -> tuple[Problem, ...]:
    """All the problems, sorted, those silenced that somebody has silenced, with what is wrong with the silences.

    `unseen` are the codes that are not looked for at this stage, and `whole` says whether all of the collection was
    read: of what was not looked for nobody knows whether a silence is of use.
    """
    every = list(problems)
    unseen = {*unseen, *OPTIONAL_CODES}
    settings_sought = CODES.keys() - set(unseen) if whole and not has_errors(every) else ()
    told = _of_settings(project.settings.admitted, {problem.code for problem in every}, settings_sought)
    by_path: dict[str, list[Problem]] = {}
    for problem in every:
        by_path.setdefault(problem.path, []).append(problem)
    for parsed in (one for one in read if one.instructions):
        by_path[parsed.path] = _settled_in(parsed, by_path.get(parsed.path, []), unseen)
    return tuple(project.judged(chain(*by_path.values(), (one.in_file(COLLECTION) for one in told))))


def _settled_in(parsed: Source, problems: Sequence[Problem], unseen: Collection[str]) -> list[Problem]:
    """The problems of one file with its silences; one that errors stop has not been looked at whole."""
    silences = of(parsed)
    told = _of_sheet(silences, problems, () if has_errors(problems) else CODES.keys() - set(unseen))
    return [*_silenced(problems, silences), *(one.in_file(parsed.path) for one in told)]


def _silenced(problems: Iterable[Problem], silences: Sequence[Silence]) -> Iterator[Problem]:
    for problem in problems:
        covered = can_be_silenced(problem.code) and any(silence.covers(problem) for silence in silences)
        yield replace(problem, silenced=covered)


def _of_sheet(silences: Sequence[Silence], problems: Sequence[Problem], sought: Collection[str]) -> Iterator[Fault]:
    """What is wrong with the silences of one file, which has these problems; `sought`: the codes looked for in it."""
    for silence in silences:
        wrong = _wrong(silence.code, silence.line, silence.column)
        if wrong:
            yield wrong
        elif silence.code in sought and not any(silence.covers(problem) for problem in problems):
            yield fault("silence-inutile", silence.line, silence.column, code=silence.code)


def _of_settings(admitted: Sequence[Reference], present: Collection[str], sought: Collection[str]) -> Iterator[Fault]:
    """What is wrong with the codes that a collection admits, which has problems of the codes `present`."""
    for reference in admitted:
        wrong = _wrong(reference.name, reference.line, reference.column)
        if wrong:
            yield wrong
        elif reference.name in sought and reference.name not in present:
            yield fault("silence-inutile.collection", reference.line, reference.column, code=reference.name)


def _wrong(code: str, line: int, column: int) -> Fault | None:
    """The fault of naming nothing, what does not exist, or an error."""
    if not code:
        return fault("silence-refuse.empty", line, column)
    if code not in CODES:
        hint = did_you_mean(code, filter(can_be_silenced, CODES)) or message("silence-refuse.known")
        return fault("silence-refuse", line, column, hint=hint, code=shown(code, 40))
    return None if can_be_silenced(code) else fault("silence-refuse.error", line, column, code=code)


def sources(project: Project, paths: Iterable[Path]) -> Iterator[Source]:
    """Those of the sheets and booklets in which there is a silence; only these are read whole."""
    for path in paths:
        with suppress(OSError), path.open("rb") as file:
            asks = _ASKS.search(file.read(MAX_SOURCE_BYTES))
            parsed = source.read(path, project.shown(path))[0] if asks else None
            yield from [parsed] if parsed else []


def of(parsed: Source) -> list[Silence]:
    """The silences that the comments of a source ask for."""
    body_start = parsed.preamble.line
    keys, blocks, full_lines = _extents_of(parsed.front, body_start - 1), _blocks(parsed), list(_full_lines(parsed))
    silences: list[Silence] = []
    for comment in parsed.instructions:
        if comment.line > body_start:
            silences += _named(comment, _of_block(comment.line, blocks, full_lines))
        elif not _is_list(named := list(_named(comment, _of_key(comment.line, keys))), parsed):
            silences += named
    return silences


def _is_list(silences: Sequence[Silence], parsed: Source) -> bool:
    """Whether what a comment in front matter names are sheets: the key `fiches` of a booklet, turned into a comment."""
    return parsed.slug.startswith(BOOKLET_STEM) and not any(silence.code in CODES for silence in silences)


def _named(comment: Comment, extent: Extent) -> Iterator[Silence]:
    """A silence for each code that a comment names, or one of no code."""
    words = _SIGNS.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), comment.text)
    for match in _NAMED.finditer(words):
        line, before = comment.line + words.count("\n", 0, match.start()), words.rfind("\n", 0, match.start())
        column = match.start() - before if before >= 0 else comment.column + match.start()
        yield Silence(match[0], line, column, extent)
    if not words.strip():
        yield Silence("", comment.line, comment.column, extent)


def _of_key(line: int, extents: Sequence[Extent]) -> Extent:
    """The key or the record of front matter that begins on the line of a comment, or on the next that one does."""
    start = min((first for first, _ in extents if first >= line), default=0)
    if not start:
        return _NOWHERE
    whole = max(extent for extent in extents if extent[0] == start)
    return (1, whole[1]) if start == extents[0][0] else whole


def _of_block(line: int, extents: Sequence[Extent], full_lines: Sequence[int]) -> Extent:
    """The block of prose in whose line a comment stands, or the next one.

    The outermost that begins there, else the innermost that goes through.
    """
    start = min((number for number in full_lines if number >= line), default=0)
    beginning = [extent for extent in extents if extent[0] == start]
    if beginning:
        return max(beginning)
    around = [extent for extent in extents if extent[0] <= start <= extent[1]]
    return max(around, key=lambda extent: (extent[0], -extent[1]), default=(start, start))


def _blocks(parsed: Source) -> list[Extent]:
    """The extents of all blocks of a source; the title of a section stands for itself."""
    extents = [(section.line, section.line) for section in parsed.sections]
    for section in (parsed.preamble, *parsed.sections):
        extents += markdown.extents(section.text, section.line + 1)
    return extents


def _full_lines(parsed: Source) -> Iterator[int]:
    """The lines of prose on which a word stands."""
    yield from (section.line for section in parsed.sections)
    for section in (parsed.preamble, *parsed.sections):
        for number, line in enumerate(section.text.split("\n"), start=section.line + 1):
            if line.strip(" >\t"):
                yield number


def _extents_of(node: Node, last: int) -> list[Extent]:
    """The extents of the keys and records below a node that ends on the line `last`, in order, outer ones first."""
    children = _children(node)
    ends = [max(line, following - 1) for (line, _), (following, _) in pairwise(children)]
    extents: list[Extent] = []
    for (line, child), end in zip(children, [*ends, last], strict=False):
        extents += [(line, end), *_extents_of(child, end)]
    return extents


def _children(node: Node) -> list[tuple[int, Node]]:
    """What a node holds, and the line on which each begins."""
    if isinstance(node, YamlTable):
        return [(entry.key.line, entry.value) for entry in node.entries]
    return [(item.line, item) for item in node.items] if isinstance(node, YamlList) else []

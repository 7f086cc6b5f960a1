"""Words of a sheet that no dictionary of its language has and that one slip makes of one: names stay as typed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from fiches.config import languages
from fiches.content.source import Source
from fiches.core.messages import listing
from fiches.core.problems import Fault, Problem, fault
from fiches.lint import accents, dictionary, misspellings, slips
from fiches.lint.front_matter import texts_of
from fiches.lint.slips import Neighbours, Slipped
from fiches.lint.sought import sought

_JUDGED_WORD = re.compile(
    r"(?<![\w@./#\\&%?-])(?<!\w;)(?:(?i:[cdjlmnst]|qu)['’])?(?P<word>[^\W\d_]+)(?![\w@?(-]|[./\\]\w)"
)
_USED_WORD = re.compile(r"[^\W\d_]+")
_OF_OTHERS = sought(  # words that are no prose of the sheet's language
    "",
    r"`[^`]*`|https?://\S+|\]\((?:[^()]|\([^()]*\))*\)|\[[^\[\]]*\]\{[^{}]*\}|(?<!\*)\*(?!\*)[^*]+\*|(?<!\w)_[^_]+_|<[^<>]*>|&\w+;|«[^«»]{0,40}»",
    parts=("`", "http", "](", "]{", "*", "_", "<", "&", "«"),
)
FEWEST_STRANGE, MOST_STRANGE = 6, 2  # a line in another language has more words that are not of its own than so many
FEWEST_UNKNOWN, MOST_UNKNOWN = 2, 4  # or, of those that nothing makes one of its own, and than one word of so many
WITHOUT_PROSE = ("fichier", "logo", "admis", "format", "coordonnees", "langue", "site", "theme", "imprimeur")


class TypedLine(NamedTuple):
    """A stretch of text of a sheet: where it begins, and in what rubric."""

    line: int
    column: int
    text: str
    rubric: str = ""


def check(source: Source, language: str) -> list[Problem]:
    """Each such word; one that a sheet has twice is a word of its author, but where no author types it so."""
    if not dictionary.words_of(language):
        return []
    lines = [*values(source), *prose(source)]
    told = [(line, found) for line in lines if (found := list(_slips(line, language)))]
    used = Counter(word for line in lines if told for word in _USED_WORD.findall(line.text))
    return [one.in_file(source.path, line.rubric) for line, found in told for one in _faults(line, found, used)]


def values(source: Source) -> Iterator[TypedLine]:
    """The values of the front matter that are more than a word and may be prose."""
    for key, value in texts_of(source.front):
        if key not in WITHOUT_PROSE and " " in value.value:  # a word alone may be a name of ours
            yield TypedLine(value.line, value.column, value.value)


def prose(source: Source) -> Iterator[TypedLine]:
    """The lines of all rubrics, what is of other languages or no words in them blank."""
    for section in source.sections:
        for number, text in enumerate(section.text.split("\n"), section.line + 1):
            yield TypedLine(number, 1, _OF_OTHERS.blanked(text), section.title)


def _faults(line: TypedLine, found: list[tuple[re.Match[str], Slipped]], used: Counter[str]) -> Iterator[Fault]:
    done = 0
    for match, slip in found:
        if match.start() >= done and (slip.is_sure or used[match["word"]] == 1):
            start = match.end() - len(slip.typed) if slip.typed.endswith(match["word"]) else match.start("word")
            done = start + len(slip.typed)
            yield _told(slip, line.line, line.column + start)


def _slips(line: TypedLine, language: str) -> Iterator[tuple[re.Match[str], Slipped]]:
    """Those of a line with what was meant; none of one in another language, which has many unknown words."""
    found = list(_JUDGED_WORD.finditer(line.text))
    strange = [
        at for at, match in enumerate(found) if match["word"].islower() and not _is_known(match["word"], language)
    ]
    if len(strange) > max(FEWEST_STRANGE, len(found) // MOST_STRANGE):
        return
    meant = [(found[at], slips.of_word(found[at]["word"], language, _beside(line.text, found, at))) for at in strange]
    told = [(match, slip) for match, slip in meant if slip]
    if len(meant) - len(told) <= max(FEWEST_UNKNOWN, len(found) // MOST_UNKNOWN):
        yield from told


def _told(slip: Slipped, line: int, column: int) -> Fault:
    if slip.others:
        return fault(
            "orthographe.several", line, column, typed=slip.typed, known=listing([slip.meant, *slip.others], "or")
        )
    name = "orthographe" if slip.is_sure else "orthographe.unknown"
    return fault(name, line, column, typed=slip.typed, better=slip.meant)


def _is_known(word: str, language: str) -> bool:
    """Whether it is of a language, or one that other rules know with what is meant."""
    if dictionary.has(language, word) or word in misspellings.of_language(language).words:
        return True
    return languages.of(language).code == "fr" and word in accents.ACCENTED


def _beside(text: str, found: list[re.Match[str]], place: int) -> Neighbours:
    """The small words before and after one of those of a text, which a space alone parts from it."""
    match = found[place]
    if match[0] != match["word"]:
        return Neighbours()
    before = found[place - 1]["word"] if place else ""
    after = next((one[0] for one in found[place + 1 : place + 2]), "")
    return Neighbours(
        before if before.islower() and text[: match.start()].endswith(f"{before} ") else "",
        after if after.islower() and text.startswith(f" {after}", match.end()) else "",
    )

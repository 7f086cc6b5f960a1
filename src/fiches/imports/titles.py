"""Which rubric of a format a line is the title of, however it is typed and whatever its style."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import lru_cache
from itertools import takewhile
from operator import attrgetter

from fiches.config import synonyms
from fiches.config.formats import Format, RubricSpec
from fiches.core.text import UNSEEN, fold
from fiches.imports import labels
from fiches.imports.written import TextRun, WrittenParagraph

LONGEST_SMALL_WORD = 3  # letters
MOST_TITLE_WORDS = 16  # of a line that may be a title
LIKE, ALMOST = 0.8, 0.9  # from which ratio of difflib a line that looks like a title is one, and one that does not
_TITLE_NUMBER = re.compile(
    rf"^[\s{UNSEEN}•●▪■◆➢→*#–—-]*"
    r"(?:(?:(?:chapitre|partie|rubrique|section|part|chapter|axe)\s+)?(?:\d{1,2}(?:\.\d{1,2})*|[ivx]{1,4}|[a-h])\s*[.)°:/–—-]+\s*|\d{1,2}(?:\.\d{1,2})*\s+)?",
    re.IGNORECASE,
)
_NUMBERED_TITLE = re.compile(r"\W{0,4}(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,4}|[A-H])\s*[.)°:/–—-]")
_TITLE_ENDS = re.compile(rf"[\s:.…{UNSEEN}–—-]+$")
_ENDS_SENTENCE = re.compile(r"[.;,!?»”…][\s\"]*$")
_LEADING = re.compile(r"^(?:(?:le|la|les|un|une|des|du|de|nos|the|our|a)\s+|l')")
_BETWEEN_TITLES = re.compile(r"\s*[/&+,;()]\s*|\s+(?:et|and|y|e|[–—-])\s+")  # between two titles on one line
_RUN_IN = re.compile(r"\s*(?::|\n|\s[–—-]\s)")


class Sureness(IntEnum):
    """How plainly a line is the title of a rubric."""

    BEGINS = 1  # a paragraph begins with the title, and goes on
    MEANS = 2  # a line that says the same in other words of its language
    LOOKS = 3  # a line that nearly says so
    SAYS = 4  # a line of its own that says so


@dataclass(frozen=True, slots=True)
class TitleMatch:
    """The rubric that a paragraph opens, in which language its title is, and what the paragraph says after it."""

    spec: RubricSpec
    language: str
    sureness: Sureness
    typed: str
    rest: tuple[TextRun, ...] = ()


@dataclass(frozen=True, slots=True)
class _Wording:
    """One title of a rubric, folded, and the word of it that is enough, if any."""

    rubric: str
    language: str
    title: str
    key: str
    sureness: Sureness = Sureness.SAYS  # of a line that says just this

    def match(self, format_: Format, sureness: Sureness, typed: str, rest: tuple[TextRun, ...] = ()) -> TitleMatch:
        """A paragraph of a document in which this was typed."""
        spec = next(one for one in format_.rubrics if one.id == self.rubric)
        return TitleMatch(spec, self.language, sureness, typed, rest)


def bare(text: str) -> str:
    """A title without its number, its bullet and its colon."""
    return _TITLE_ENDS.sub("", _TITLE_NUMBER.sub("", text, count=1))


def matched(paragraph: WrittenParagraph, format_: Format) -> TitleMatch | None:
    """The rubric whose title a paragraph is, or begins with; None where it is none."""
    few = 0 < len(paragraph.text.split()) <= MOST_TITLE_WORDS
    found = _whole(paragraph, format_) if few and not paragraph.quoted else None
    return found or _run_in(paragraph, format_)


def _whole(paragraph: WrittenParagraph, format_: Format) -> TitleMatch | None:
    text = paragraph.text
    exact = _said({fold(bare(text)), fold(text)}, _wordings(format_))
    if exact:
        return exact.match(format_, exact.sureness, text)
    if text.endswith(("?", "؟")) and (paragraph.level or is_marked(paragraph)):
        return asked_about(text, format_)
    marked = is_title_like(paragraph)
    return (_of_several(text, format_) if marked else None) or _nearest(text, format_, marked=marked)


def _of_several(text: str, format_: Format) -> TitleMatch | None:
    """The rubric of the first of several titles on one line: « Enseignements / leçons »."""
    parts = filter(str.strip, _BETWEEN_TITLES.split(fold(bare(text))))
    first, *others = [_by_title_or_key(part, format_) for part in parts] or [None]
    if first is None or not any(others):
        return None
    agree = {one.rubric for one in others if one} == {first.rubric} and None not in others
    return first.match(format_, Sureness.MEANS if agree else Sureness.LOOKS, text)


def _by_title_or_key(folded: str, format_: Format) -> _Wording | None:
    return next((one for one in _wordings(format_) if folded in (one.title, one.key)), None)


def _nearest(text: str, format_: Format, *, marked: bool) -> TitleMatch | None:
    """The rubric that a line nearly says the title of; less near will do where it is marked as a title."""
    if not marked and len(text.split()) > MOST_TITLE_WORDS // 2:
        return None
    close = _closest(fold(bare(text)), _wordings(format_), whole=marked)
    if close is None or close[1] < (LIKE if marked else ALMOST):
        return None
    return close[0].match(format_, Sureness.LOOKS, text)


def _said(folded: Collection[str], known: Iterable[_Wording]) -> _Wording | None:
    return next((one for one in known if one.title in folded), None)


def _closest(folded: str, known: Iterable[_Wording], *, whole: bool) -> tuple[_Wording, float] | None:
    """The title that a line is nearest to, and how near (1: the same); with `whole` its first word is enough."""
    if not folded:
        return None
    led = _LEADING.sub("", folded)
    rated = ((one, _nearness(folded, led, one, by_key=whole)) for one in known)
    return max(rated, key=lambda one: one[1], default=None)


def _nearness(folded: str, led: str, one: _Wording, *, by_key: bool) -> float:
    near = max(likeness(each, one.title) for each in {folded, led})
    if one.sureness is Sureness.MEANS:  # « Titre du projet » is not « Activités du projet » with letters wrong
        return near if near >= ALMOST else 0.0
    if near < ALMOST and not _same_words(folded, one.title):
        near = 0.0
    return max(near, _by_key(led, one)) if by_key else near


def _same_words(typed: str, title: str) -> bool:
    """Whether each longer word is one of a title, with letters wrong: not « Project title » « Project lead »."""
    known = title.split()
    return all(any(likeness(word, one) for one in known) for word in typed.split() if len(word) > LONGEST_SMALL_WORD)


def likeness(typed: str, title: str) -> float:
    """How near two folded titles are, from 0 to 1; 0 where they are not alike at all."""
    return labels.alike(typed, title, LIKE)


def _by_key(typed: str, one: _Wording) -> float:
    """How near the first words are to the key word of a title: « Leçons apprises », « Difficultés rencontrées »."""
    count = len(one.key.split())
    first = " ".join(typed.split()[:count])
    if len(one.key) < 5 or not first:
        return 0.0
    near = max(likeness(first, one.key), likeness(first.rstrip("s"), one.key.rstrip("s")))
    return LIKE + near * 0.1 + _shared(typed, one.title) * 0.05 if near >= ALMOST else 0.0


def _shared(typed: str, title: str) -> float:
    """Which part of the words of a line are in a title."""
    words = typed.split()
    return len({*words} & {*title.split()}) / len(words)


def _run_in(paragraph: WrittenParagraph, format_: Format) -> TitleMatch | None:
    """The title that a paragraph begins with, before a colon, a dash or a break of line."""
    text = paragraph.typed
    cut = _RUN_IN.search(text)
    if not cut or not text[: cut.start()].strip() or not text[cut.end() :].strip():
        return None
    typed = text[: cut.start()]
    exact = _said({fold(bare(typed)), fold(typed)}, _wordings(format_))
    if exact is None or (exact.sureness is Sureness.MEANS and marked_letters(paragraph.runs) < len(typed.rstrip())):
        return None
    return exact.match(format_, Sureness.BEGINS, typed.strip(), tuple(after(paragraph.runs, cut.end())))


def asked_about(question: str, format_: Format) -> TitleMatch | None:
    """The one rubric whose key word, or what says the same, is in a question: « Quels ont été les freins ? »."""
    asked = labels.spoken(fold(question))
    found = {
        one.rubric: one
        for one in _wordings(format_)
        for word in (one.title, one.key)
        if len(word) >= labels.SHORTEST_NAME and f" {word} " in asked
    }
    return next(iter(found.values())).match(format_, Sureness.LOOKS, question) if len(found) == 1 else None


def after(runs: Iterable[TextRun], offset: int) -> Iterator[TextRun]:
    """The runs from so many letters on."""
    for run in runs:
        left = run.text[offset:] if offset else run.text
        offset = max(0, offset - len(run.text))
        if left or (run.note and not offset):
            yield TextRun(left, run.bold, run.italic, run.underlined, run.link, run.note)


def up_to(runs: Iterable[TextRun], end: int) -> Iterator[TextRun]:
    """The runs of so many letters, and the notes that are called later."""
    for run in runs:
        if end > 0 or run.note:
            yield replace(run, text=run.text[: max(end, 0)])
        end -= len(run.text)


def is_title_like(paragraph: WrittenParagraph) -> bool:
    """Whether a paragraph looks like a title: a heading, or short and marked by hand in one of the usual ways."""
    text = paragraph.text
    if paragraph.level:
        return bool(text)
    short = 0 < len(text.split()) <= MOST_TITLE_WORDS and not _ENDS_SENTENCE.search(text) and not paragraph.item
    return short and (is_marked(paragraph) or text.endswith(":") or is_numbered(text))


def is_numbered(text: str) -> bool:
    """Whether a line begins with a number, of figures or letters."""
    return bool(_NUMBERED_TITLE.match(text))


def is_marked(paragraph: WrittenParagraph) -> bool:
    """Whether all letters of a paragraph are bold, or underlined though no link, or capitals."""
    runs = [run for run in paragraph.runs if run.text.strip()]
    if not runs:
        return False
    letters = "".join(filter(str.isalpha, paragraph.text))
    capitals = len(letters) > 3 and all(map(str.isupper, letters))
    return capitals or all(map(attrgetter("bold"), runs)) or all(run.underlined and not run.link for run in runs)


def marked_letters(runs: Sequence[TextRun]) -> int:
    """How many of the first letters are bold or underlined."""
    first = takewhile(lambda run: run.bold or run.underlined or not run.text.strip(), runs)
    return sum(len(run.text) for run in first)


def _wordings(format_: Format) -> tuple[_Wording, ...]:
    """All that the titles of a format may be."""
    return _every_wording(
        tuple(
            (spec.id, language, title, spec.keys.get(language, title))
            for spec in format_.rubrics
            for language, title in spec.titles.items()
        )
    )


@lru_cache(maxsize=4)
def _every_wording(titles: tuple[tuple[str, str, str, str], ...]) -> tuple[_Wording, ...]:
    """Titles (rubric, language, title, key word), then what says the same as those of one rubric and no other."""
    own = tuple(_Wording(id_, language, fold(title), fold(key)) for id_, language, title, key in titles)
    known, claimed = {one.title for one in own}, defaultdict[str, set[str]](set)
    alike = [wording for one in own for wording in _alike(one) if wording.title not in known]
    for wording in alike:
        claimed[wording.title].add(wording.rubric)
    return (*own, *(wording for wording in alike if len(claimed[wording.title]) == 1))


def _alike(one: _Wording) -> Iterator[_Wording]:
    """What says the same in the language of a title."""
    for word in synonyms.others((one.title, one.key), one.language):
        yield _Wording(one.rubric, one.language, word, "", Sureness.MEANS)

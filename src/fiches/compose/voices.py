"""What may be pulled out of a sheet: what its author chose, then what somebody says in it that stands alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from fiches.compose.rules import CompositionRules
from fiches.compose.zones import PairZone, TextZone
from fiches.config.speech_rules import SpeechRules, of_language
from fiches.content.blocks import NOTES_KIND, Block, plain
from fiches.content.sheet import Rubric, Sheet, records
from fiches.core.text import fold
from fiches.typography import voices
from fiches.typography.pull_quotes import Manner, PullQuote

MOST_CHOSEN = 30  # words of what an author is offered: longer ones are no pull quotes
CHOICE_KEY, CHOICE_TEXT, CHOICE_SPEAKER = "exergue", "texte", "qui"  # the key of an author's choice, and those of each


class Candidate(NamedTuple):
    """A sentence that somebody says: its line, who says it, the reason to leave it (empty: none)."""

    text: str
    speaker: str
    rubric: str
    line: int
    refusal: str


class _Said(NamedTuple):
    """A passage between quotation marks, where it stands and who says it."""

    text: str
    speaker: str
    rubric: str
    line: int


def quotes_of(sheet: Sheet, rules: CompositionRules | None) -> tuple[PullQuote, ...]:
    """All that may be pulled out, the author's choice first, then the best; each passage gives one sentence."""
    chosen = tuple(_chosen(sheet, rules))
    taken, silent = [fold(quote.text) for quote in chosen], _silent(rules)
    good = (one for one in candidates(sheet, rules) if one.speaker and not one.refusal and one.rubric not in silent)
    found = (PullQuote(one.text, one.speaker, Manner.SPOKEN, one.rubric) for one in good)
    return (*chosen, *(quote for quote in found if not any(_overlap(fold(quote.text), one) for one in taken)))


def _silent(rules: CompositionRules | None) -> set[str]:
    """The rubrics that are not quoted."""
    zones = rules.zones if rules else ()
    texts = (zone for zone in zones if isinstance(zone, TextZone | PairZone) and not zone.is_quoted)
    return {id_ for zone in texts for id_ in zone.rubrics}


def _overlap(one: str, other: str) -> bool:
    return one in other or other in one


def candidates(sheet: Sheet, rules: CompositionRules | None) -> list[Candidate]:
    """The best sentence of each passage that somebody says, the best of all first; of equals the first."""
    speech = of_language(sheet.language)
    if speech is None:
        return []
    found = [_of_passage(one, speech)[:1] for one in _said(sheet, rules, speech)]
    return sorted(chain.from_iterable(found), key=lambda one: _rank(one, speech))


def offered(sheet: Sheet, rules: CompositionRules | None) -> list[Candidate]:
    """All that an author may choose, each once: of every passage its sentences, the best first, long ones, the whole.

    What a testimony says without marks of quotation is a passage too. The passage with the best sentence is first.
    """
    speech = of_language(sheet.language)
    if speech is None:
        return []
    passages = [*_said(sheet, rules, speech), *_unmarked(sheet, speech)]
    found = [[*_of_passage(one, speech), *_longer(one, speech)] for one in passages]
    ranked = sorted(filter(None, found), key=lambda some: _rank(some[0], speech))
    once: dict[str, Candidate] = {}
    for one in chain.from_iterable(ranked):
        once.setdefault(fold(one.text), one)
    return [*once.values()]


def _rank(one: Candidate, speech: SpeechRules) -> tuple[bool, bool, tuple[bool, int]]:
    return bool(one.refusal), not one.speaker, voices.worth(one.text, speech)


def _of_passage(said: _Said, speech: SpeechRules) -> list[Candidate]:
    """The sentences of a passage that are neither too short, too long nor begun, the best first."""
    judged = [(one, voices.refusal(one, speech)) for one in voices.sentences(said.text, speech)]
    known = [pair for pair in judged if pair[1] not in (voices.LENGTH, voices.CASE)]
    ranked = sorted(known, key=lambda pair: (bool(pair[1]), voices.worth(pair[0], speech)))
    return [Candidate(text, said.speaker, said.rubric, said.line, refusal) for text, refusal in ranked]


def _longer(said: _Said, speech: SpeechRules) -> Iterator[Candidate]:
    """Sentences too long to be pulled out unasked, and the whole of a passage, as far as they may be chosen."""
    for text in (*voices.sentences(said.text, speech), voices.ended(said.text)):
        if speech.least <= len(text.split()) <= MOST_CHOSEN:
            yield Candidate(text, said.speaker, said.rubric, said.line, voices.refusal(text, speech))


def _unmarked(sheet: Sheet, speech: SpeechRules) -> Iterator[_Said]:
    """What testimonies say without marks of quotation."""
    for rubric in sheet.rubrics:
        for one in rubric.testimonies:
            for block in _leaves(one.blocks):
                if not any(voices.passages(plain(block.inlines), speech)):
                    yield _Said(
                        " ".join(plain(block.inlines).split()), plain(one.attribution), rubric.spec.id, block.line
                    )


def _said(sheet: Sheet, rules: CompositionRules | None, speech: SpeechRules) -> Iterator[_Said]:
    """Every passage between quotation marks, in reading order."""
    usual = _only_speaker(sheet, rules)
    for rubric in sheet.rubrics:
        for block, speaker in _paragraphs(rubric):
            for passage in voices.passages(plain(block.inlines), speech):
                said_by = passage.speaker or speaker or usual
                yield _Said(passage.text, said_by, rubric.spec.id, block.line)


def _paragraphs(rubric: Rubric) -> Iterator[tuple[Block, str]]:
    """Those of a rubric, and of a testimony who gives it."""
    yield from ((block, "") for block in _leaves(rubric.blocks))
    for entry in rubric.entries:
        yield from ((block, "") for block in _leaves(entry.blocks))
    for one in rubric.testimonies:
        yield from ((block, plain(one.attribution)) for block in _leaves(one.blocks))


def _leaves(blocks: Sequence[Block]) -> Iterator[Block]:
    """Every block with words of its own, but for notes."""
    for block in blocks:
        if block.kind == NOTES_KIND:
            continue
        if block.inlines:
            yield block
        yield from _leaves(block.children)


def _only_speaker(sheet: Sheet, rules: CompositionRules | None) -> str:
    """The one person whom the sheet was gathered from, where it names only one: what is quoted is hers."""
    people = records(sheet, rules.speakers[0]) if rules and rules.speakers else ()
    if rules is None or len(people) != 1:
        return ""
    return ", ".join(str(people[0][key]) for key in rules.speakers[1:] if people[0].get(key))


def _chosen(sheet: Sheet, rules: CompositionRules | None) -> Iterator[PullQuote]:
    """The author's sentences, each with the rubric that holds it; spoken where the sheet has it between marks."""
    speech = of_language(sheet.language)
    said = list(_said(sheet, rules, speech)) if speech else []
    for typed, speaker in _typed(sheet.fields.get(CHOICE_KEY)):
        text = voices.ended(typed)
        source = next((passage for passage in said if fold(text) in fold(passage.text)), None)
        if source:
            yield _spoken(text, speaker or source.speaker, source.rubric)
        else:
            manner = Manner.REPORTED if speaker else Manner.TOLD
            yield PullQuote(text, speaker, manner, _home(text, sheet), is_chosen=True)


def _home(text: str, sheet: Sheet) -> str:
    """The rubric that holds a sentence."""
    held = ((rubric.spec.id, fold(" ".join(_text(rubric)))) for rubric in sheet.rubrics)
    return next((id_ for id_, words in held if fold(text) in words), "")


def line_of(text: str, sheet: Sheet) -> int:
    """Where a sentence begins its paragraph, however it ends there; the first line where none holds it."""
    sought = fold(text.rstrip(".…"))
    paragraphs = (block for rubric in sheet.rubrics for block, _ in _paragraphs(rubric))
    return next((block.line for block in paragraphs if sought in fold(plain(block.inlines))), 1)


def _spoken(text: str, speaker: str, rubric: str) -> PullQuote:
    """A chosen sentence that stands between marks; nobody's where nobody is named."""
    return PullQuote(text, speaker, Manner.SPOKEN if speaker else Manner.TOLD, rubric, is_chosen=True)


def _typed(given: object) -> Iterator[tuple[str, str]]:
    """The text of each sentence, and who is said to say it."""
    for one in given if isinstance(given, tuple) else ():
        if isinstance(one, Mapping):
            yield str(one[CHOICE_TEXT]), str(one.get(CHOICE_SPEAKER, ""))
        else:
            yield str(one), ""


def _text(rubric: Rubric) -> Iterator[str]:
    return (plain(block.inlines) for block, _ in _paragraphs(rubric))

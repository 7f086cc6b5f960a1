"""What people say in a document becomes testimonies: a quotation for each voice, and who speaks on its last line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from fiches.imports import titles
from fiches.imports.bodies import cut_lines, heading, is_subheading, quotation
from fiches.imports.hand import Hand
from fiches.imports.sections import PlacedBlock
from fiches.imports.written import TextRun, WrittenBlock, WrittenParagraph, WrittenTable

MOST_WHO_WORDS = 20
_SPEAKER_DASH = re.compile(r"^\s*(?:—|–|―|--?)\s*(?=\S)")
_CLOSED = re.compile(r"[»”\"]\s*[.,]?\s*$")
_BEHIND = re.compile(r"(?<=[»”\"])\s*[.,]?\s*(?:—|–|―|--?|,|\()\s*(?=[^\W\d_])(?P<who>[^»”\"]{2,120}?)[).]*\s*$")
_SPEAKER_NAME = r"[A-ZÀ-Þ][\w'’.-]*(?:\s+(?:[A-ZÀ-Þ][\w'’.-]*|de|du|des|la|le|el|al|ben))*"
_NAME_BEHIND = re.compile(rf"(?<=[»”])\s*(?P<who>{_SPEAKER_NAME}(?:\s*,\s*[^«»“”\".!?]{{2,80}})?)\s*$")
_AFTER_SPEAKER_DASH = re.compile(r"(?<=[.!?…»”])\s+(?:—|―|--)\s+(?P<who>[^.!?]{2,120})\.?\s*$")
_BEFORE = re.compile(r"^(?P<who>[^«“\":\n]{2,100}?)\s*:\s*(?=[«“\"])")


@dataclass(slots=True)
class _Voice:
    said: list[str] = field(default_factory=list)
    who: str = ""
    closed: bool = False  # its last words end in a closing mark of quotation
    done: bool = False  # the next words are somebody else's

    def written(self) -> str:
        return quotation([*self.said, *([f"— {self.who}"] if self.who else [])])


class _Listener:
    """Gives each line to the voice that is speaking, to the next one, or takes it for who speaks."""

    def __init__(self, hand: Hand) -> None:
        self._hand = hand
        self.voices = [_Voice()]

    def hear(self, one: WrittenParagraph) -> None:
        """The next line."""
        voice = self.voices[-1]
        if _announces(one):
            voice = self._next() if voice.said else voice
            voice.who = heading(one, self._hand).rstrip(" :")
        elif voice.said and not voice.who and _is_who(one, closed=voice.closed):
            voice.who, voice.done = self._hand.words(_without_dash(one.runs), emphasis=False), True
        else:
            words, who, behind = _parted(one)
            self._said(words, who, behind=behind)

    def _said(self, words: Sequence[TextRun], who: Sequence[TextRun], *, behind: bool) -> None:
        """Words, and who says them where that stands on the same line, before or behind."""
        voice = self.voices[-1]
        if voice.done or (voice.said and (voice.closed or (who and not behind))):
            voice = self._next()
        voice.said.append(self._hand.words(words))
        voice.closed = bool(_CLOSED.search("".join(run.text for run in words)))
        voice.who = self._hand.words(who, emphasis=False) if who else voice.who
        voice.done = behind or bool(voice.who and voice.closed)

    def _next(self) -> _Voice:
        self.voices.append(_Voice())
        return self.voices[-1]


def testimonies(blocks: Sequence[PlacedBlock], hand: Hand) -> str:
    """The voices, a block quotation each."""
    listener = _Listener(hand)
    for one in _lines(placed.block for placed in blocks):
        for picture in one.pictures:
            hand.photo(picture)
        if one.text:
            listener.hear(one)
    return "\n\n".join(one.written() for one in listener.voices if one.said or one.who)


def _announces(one: WrittenParagraph) -> bool:
    """Whether a line says who speaks next."""
    return is_subheading(one) or (one.text.endswith(":") and len(one.text.split()) <= MOST_WHO_WORDS)


def _is_who(one: WrittenParagraph, *, closed: bool) -> bool:
    """Whether a line says who has spoken: behind a dash, or short behind words that have ended in a closing mark."""
    text = one.text
    few = len(text.split()) <= MOST_WHO_WORDS
    if _SPEAKER_DASH.match(text):
        return few and "«" not in text
    return closed and few and not re.search(r"[«»“”\".!?]", text)


def _without_dash(runs: Sequence[TextRun]) -> tuple[TextRun, ...]:
    dash = _SPEAKER_DASH.match("".join(run.text for run in runs))
    return tuple(titles.after(runs, dash.end())) if dash else tuple(runs)


def _parted(one: WrittenParagraph) -> tuple[Sequence[TextRun], Sequence[TextRun], bool]:
    """(what is said, who says it, whether the name stood behind) where one line holds both; else the line, nobody."""
    text = one.typed
    behind = _BEHIND.search(text) or _NAME_BEHIND.search(text) or _AFTER_SPEAKER_DASH.search(text)
    if behind:
        said = list(titles.up_to(one.runs, behind.start()))
        return said, [TextRun(behind["who"])], True
    before = _BEFORE.match(text)
    if before:
        return tuple(titles.after(one.runs, before.end())), [TextRun(before["who"])], False
    return one.runs, (), False


def _lines(blocks: Iterator[WrittenBlock]) -> Iterator[WrittenParagraph]:
    """The lines of paragraphs and of cells, each by itself."""
    for block in blocks:
        if isinstance(block, WrittenTable):
            yield from _lines(inner for row in block.rows for cell in row for inner in cell)
        else:
            yield from cut_lines(block)

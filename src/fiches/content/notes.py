"""Notes, called by `[^x]` and typed as `[^x]: …`: numbered in the order of their calls, each where it is called first.

A note may be typed in any rubric of its file; of two that have the same label, a call means that of its own rubric.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from markdown_it.common.utils import normalizeReference

from fiches.content.blocks import (
    NOTE_KIND,
    NOTES_KIND,
    Block,
    Inline,
    LineBreak,
    NoteMark,
    NotePlace,
    Span,
    Words,
    joined,
)
from fiches.core.problems import Fault, fault

BETWEEN_CALLS = Span("sup", (Words(",\u202f"),))  # two numbers that follow each other
WITHOUT = ("heading", "caption")  # the kinds of blocks in which none is called
Texts = Mapping[str, tuple[Block, ...]]  # by a name of theirs, in the order of their numbers
NoteKey = tuple[str, str]  # the text that a note was typed in, its label as CommonMark compares labels


def settled(texts: Texts, sheet: str = "") -> tuple[dict[str, tuple[Block, ...]], dict[str, list[Fault]]]:
    """The texts of a file, each with the notes at its end that it is first to call; by text, what is wrong with them.

    `sheet` is the slug of the file.
    """
    typed = {key: tuple(_typed(blocks)) for key, blocks in texts.items()}
    if not any((*typed.values(), *(tuple(calls(blocks)) for blocks in texts.values()))):
        return dict(texts), {}
    faults: dict[str, list[Fault]] = {key: list(_repeated(notes)) for key, notes in typed.items()}
    homes = {(key, _label(note.mark)): note for key, notes in typed.items() for note in reversed(notes)}
    numbers, done = dict[NoteKey, int](), dict[str, tuple[Block, ...]]()
    for key, blocks in texts.items():
        calling = _Calling(key, sheet, homes, numbers, faults[key])
        first = len(numbers)
        body = calling.blocks(blocks)
        own = tuple(calling.note(name, number) for name, number in list(numbers.items())[first:])
        done[key] = (*body, *together(own))
    for name in homes.keys() - numbers.keys():
        faults[name[0]].append(fault("note-de-bas-de-page.uncalled", homes[name].line, label=homes[name].mark))
    return done, faults


@dataclass(frozen=True, slots=True)
class _Calling:
    """A text whose calls are numbered: those that it is first to make go on after the `numbers` that there are."""

    key: str
    sheet: str
    homes: Mapping[NoteKey, Block]
    numbers: dict[NoteKey, int]
    faults: list[Fault] = field(default_factory=list)

    def blocks(self, blocks: Sequence[Block], *, may_call: bool = True) -> tuple[Block, ...]:
        """The same with numbers, without notes and what held nothing else."""
        kept = [block for block in blocks if block.kind != NOTE_KIND]
        found = [self._block(block, may_call=may_call) for block in kept]
        return tuple(new for new, old in zip(found, kept, strict=True) if new.children or not old.children)

    def _block(self, block: Block, *, may_call: bool) -> Block:
        allowed = may_call and block.kind not in WITHOUT
        first = self._spaced if _begins_as_note(block.inlines) else self._called
        called = first if allowed else self._misplaced
        children = self.blocks(block.children, may_call=allowed)
        return replace(block, inlines=marked(block.inlines, called), children=children)

    def _called(self, mark: NoteMark) -> Inline:
        name = self._meant(mark.label)
        if name is None:
            self.faults.append(fault("note-de-bas-de-page.unknown", mark.line, mark.column, label=mark.label))
            return _as_typed(mark)
        place = NotePlace.AGAIN if name in self.numbers else NotePlace.CALL
        number = self.numbers.setdefault(name, len(self.numbers) + 1)
        return replace(mark, number=number, place=place, sheet=self.sheet)

    def _spaced(self, mark: NoteMark) -> Inline:
        """A call of the paragraph that a note is, but for a space before its colon."""
        if self._meant(mark.label):
            return self._called(mark)
        self.faults.append(fault("note-de-bas-de-page.spaced", mark.line, mark.column, label=mark.label))
        return _as_typed(mark)

    def _meant(self, label: str) -> NoteKey | None:
        """The note that a label is of: in this text, else in the first that has one."""
        folded = _label(label)
        own = (self.key, folded)
        return own if own in self.homes else next((name for name in self.homes if name[1] == folded), None)

    def _misplaced(self, mark: NoteMark) -> Inline:
        self.faults.append(fault("note-de-bas-de-page.place", mark.line, mark.column, label=mark.label))
        return _as_typed(mark)

    def note(self, name: NoteKey, number: int) -> Block:
        """A note behind its number, its paragraphs each on a line of its own."""
        typed = self.homes[name]
        paragraphs = [marked(one.inlines, self._misplaced) for one in _leaves(typed)]
        broken = chain.from_iterable((LineBreak(), *one) for one in paragraphs)
        mark = NoteMark(typed.mark, typed.line, 1, number, NotePlace.NOTE, self.sheet)
        return replace(typed, inlines=(mark, *joined((Words(". "), *list(broken)[1:]))), children=())


def marked(inlines: Sequence[Inline], change: Callable[[NoteMark], Inline]) -> tuple[Inline, ...]:
    """The same content with each number of a note changed; it stands right behind a word."""
    found = list[Inline]()
    for inline in inlines:
        if isinstance(inline, Span):
            found.append(replace(inline, children=marked(inline.children, change)))
        elif isinstance(inline, NoteMark):
            _put_behind(found, change(inline))
        else:
            found.append(inline)
    return tuple(joined(found))


def _put_behind(found: list[Inline], mark: Inline) -> None:
    """Adds a number, without the spaces before it."""
    if isinstance(mark, NoteMark) and found and isinstance(found[-1], Words):
        kept = found[-1].text.rstrip(" ")
        found[-1:] = [Words(kept)] if kept else []
    if found and isinstance(found[-1], NoteMark) and isinstance(mark, NoteMark):
        found.append(BETWEEN_CALLS)
    found.append(mark)


def again(inlines: Sequence[Inline]) -> tuple[Inline, ...]:
    """The same content where it stands for the second time, to which no note leads back."""
    return marked(inlines, lambda mark: replace(mark, place=NotePlace.AGAIN))


def _begins_as_note(inlines: Sequence[Inline]) -> bool:
    """Whether words begin as `[^x] :`."""
    mark, *behind = inlines[:2] or (None,)
    return isinstance(mark, NoteMark) and any(isinstance(one, Words) and one.text[:2] == " :" for one in behind)


def _as_typed(mark: NoteMark) -> Words:
    return Words(f"[^{mark.label}]")


def _label(label: str) -> str:
    return normalizeReference(label)


def _typed(blocks: Sequence[Block]) -> Iterator[Block]:
    """The notes among some blocks, wherever they stand."""
    for block in blocks:
        if block.kind == NOTE_KIND:
            yield block
        else:
            yield from _typed(block.children)


def _repeated(notes: Sequence[Block]) -> Iterator[Fault]:
    """Those whose label another has before them."""
    lines: dict[str, int] = {}
    for note in notes:
        label = _label(note.mark)
        if label in lines:
            yield fault("note-de-bas-de-page.twice", note.line, label=note.mark, first=lines[label])
        lines.setdefault(label, note.line)


def _leaves(block: Block) -> Iterator[Block]:
    """Every block in it that has words of its own."""
    for child in block.children:
        if child.inlines:
            yield child
        yield from _leaves(child)


def calls(blocks: Sequence[Block]) -> Iterator[NoteMark]:
    """The numbers of notes in some blocks, in reading order; not those before notes."""
    for block in blocks:
        if block.kind != NOTE_KIND:
            yield from calls_in(block.inlines)
            yield from calls(block.children)


def calls_in(inlines: Sequence[Inline]) -> Iterator[NoteMark]:
    """The same in the content of one block."""
    for inline in inlines:
        if isinstance(inline, NoteMark):
            yield inline
        elif isinstance(inline, Span):
            yield from calls_in(inline.children)


def placed(inlines: Sequence[Inline], place: int = 0) -> Iterator[tuple[int, NoteMark]]:
    """(how many characters are before it, number) of each number of a note in the content of one block."""
    for inline in inlines:
        if isinstance(inline, NoteMark):
            yield place, inline
        if isinstance(inline, Span):
            yield from placed(inline.children, place)
        place += _length(inline)


def _length(inline: Inline) -> int:
    if isinstance(inline, Span):
        return sum(map(_length, inline.children))
    return 1 if isinstance(inline, LineBreak) else len(getattr(inline, "text", ""))


def first_called(blocks: Sequence[Block]) -> tuple[int, ...]:
    """The numbers of the notes that some blocks are the first to call."""
    return tuple(mark.number for mark in calls(blocks) if mark.place is NotePlace.CALL)


def apart(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """A text without its notes, and those."""
    own = tuple(note for block in blocks if block.kind == NOTES_KIND for note in block.children)
    return tuple(block for block in blocks if block.kind != NOTES_KIND), own


def cuts(blocks: Sequence[Block]) -> range:
    """After how many blocks a text may be cut in two: neither part is nothing, or nothing but notes."""
    return range(1, len(apart(blocks)[0]))


def ended(blocks: Sequence[Block], notes: Sequence[Block]) -> tuple[Block, ...]:
    """A part of a text with those of some notes at its end that are first called in it."""
    return (*blocks, *called(notes, blocks))


def called(notes: Sequence[Block], blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Those of some notes that are first called in a part of their text, as the one block that they are together."""
    first = first_called(blocks)
    return together([note for note in notes if number_of(note) in first])


def together(notes: Sequence[Block]) -> tuple[Block, ...]:
    """Notes as the one block that they are at the end of a text; nothing where there are none."""
    return (Block(NOTES_KIND, notes[0].line, children=tuple(notes)),) if notes else ()


def number_of(note: Block) -> int:
    """The number before a note."""
    mark = note.inlines[0]
    return mark.number if isinstance(mark, NoteMark) else 0

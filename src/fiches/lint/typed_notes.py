"""Notes as other programs leave them: calls that print as they are, and what they call, in the same rubric or another.

A rule takes the lines of one section and yields (index of the line, offset, name of the message, values).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence

from fiches.core.text import shown
from fiches.lint.leftovers import Mark, without_addresses, without_google
from fiches.lint.sought import ANY_FIGURE, only_with, sought

# Repetitions have an end: a search must take no longer than its text.
_RAISED = "[¹²³\u2070\u2074-\u2079]{1,3}"
_NOTE = sought(
    "[\\[¹²³\u2070\u2074-\u2079]|[a-zà-ÿ][.»]\\d",
    r"(?:(?<=[\w.,;:!?»”)])|(?<=\w ))\[\d{1,3}(?:\s?[,;–-]\s?\d{1,3}){0,9}\](?:\[\d{1,3}\]){0,9}(?![(\[:{])"
    r"|(?:(?<=[\w.,;:!?»”])|^)\[(?:[a-df-rt-wyz]|[ivx]{2,4})\](?![(\[:{])(?=\W|$|[àA-Z])"  # [e], [s] are spelling
    rf"|(?<=[^\W\d_]{{3}}){_RAISED}(?!\w)|(?<=[.,;:!?»”%]){_RAISED}(?!\w)"
    rf"|(?<=(?:19|20)\d\d){_RAISED}(?!\w)|^\s*{_RAISED} ?(?=[^\W\d_])"
    r"|(?<=[a-zà-ÿ]{5}[.»])\d{1,2}(?=\s+[A-ZÀ-Ý]|\s*$)",
    letters=ANY_FIGURE + "[¹²³⁰⁴⁵⁶⁷⁸⁹",
)
_NOTE_BELOW = re.compile(
    r"\s*(?P<mark>[(\[](?P<within>\d{1,2})[)\]]|(?P<bare>\d{1,2}))\s+(?P<capital>[^\W\d_a-zà-ÿ])?(?=[^\W\d_])"
)
_GLUED_CALL = sought(
    r"[a-zà-ÿ]{3}[1-9]|[A-Z]{4}[1-9]",
    r"(?<![\w@/.#-])[A-ZÀ-Ý]?[a-zà-ÿ]{4,40}[1-9]\d?(?=[.,;:]?(?:\s|$))(?<!ovid19)"
    r"|(?<![\w@/.#-])[A-Z]{5,12}[1-9](?=[ .,;:])",
    letters=ANY_FIGURE,
)


@only_with("", _NOTE, sought(r"^\s*[(\[]?\d{1,2}[)\]]?\s", letters=ANY_FIGURE))
def notes(lines: Sequence[str]) -> Iterator[Mark]:
    """Calls of notes, and what they call further down."""
    below = {match["within"] or match["bare"]: match for match in map(_NOTE_BELOW.match, lines) if match}
    called = set[str]()
    for index, line in enumerate(without_google(lines)):
        if match := _NOTE.search(without_addresses(line)) or _called(line, below):
            called.add(match[0].strip("()[]^ "))
            yield index, match.start(), *_told(match)
    for note in below.values():
        if _is_note(note, lines, called):
            text = shown(note.string[note.end("mark") :], 40)
            yield (
                lines.index(note.string),
                note.start("mark"),
                "note-de-bas-de-page.below",
                {"mark": note["within"] or note["bare"], "text": text},
            )


def _told(match: re.Match[str]) -> tuple[str, dict[str, str]]:
    """How a call is told; of raised figures that begin a line, that they are a note."""
    mark, words = match[0].strip(), match.string[match.end() :].strip()
    noted = re.fullmatch(rf"{_RAISED}|\[[a-z]{{1,4}}\]", mark) and re.match(r"[^\W\d_a-zà-ÿ]", words)
    if match.string[: match.start()].strip() or not noted:
        name = "note-de-bas-de-page.letter" if re.fullmatch(r"\[[a-hj-uwyz]\]", mark) else "note-de-bas-de-page"
        return name, {"mark": mark}
    figures = "".join(str(unicodedata.digit(one, one)) for one in mark.strip("[]"))
    return "note-de-bas-de-page.below", {"mark": figures, "text": shown(words, 40)}


def notes_apart(texts: Sequence[Sequence[str]]) -> Iterator[tuple[int, Mark]]:
    """(index of a text, mark) of calls whose note stands in another text, and of those notes."""
    below = {match["within"]: (place, match) for place, text in enumerate(texts) for match in _notes_below(text)}
    for place, text in enumerate(texts):
        for index, line in enumerate(text):
            for number, (home, match) in below.items():
                call = re.search(rf"(?<=\w )[(\[]{number}[)\]](?![(:{{\w])", line) if home != place else None
                if call:
                    if call[0][0] == "(":  # another has told of [1]
                        yield place, (index, call.start(), "note-de-bas-de-page", {"mark": call[0]})
                    told = {"mark": number, "text": shown(match.string[match.end("mark") :], 40)}
                    yield (
                        home,
                        (texts[home].index(match.string), match.start("mark"), "note-de-bas-de-page.below", told),
                    )


def _notes_below(text: Sequence[str]) -> Iterator[re.Match[str]]:
    """The lines that a number in brackets and a capital begin, where nothing in their text calls for them."""
    for match in filter(None, map(_NOTE_BELOW.match, text)):
        called = match["within"] and any(f" {match['mark']}" in line for line in text)
        if match["within"] and match["capital"] and not called:
            yield match


@only_with("", _GLUED_CALL)
def glued_calls(lines: Sequence[str]) -> Iterator[Mark]:
    """A figure that touches the word before a stop. Bad: la piste3."""
    below = {match["bare"] for match in map(_NOTE_BELOW.match, lines) if match}
    for index, line in enumerate(lines):
        if (match := _GLUED_CALL.search(line)) and re.sub(r"\D", "", match[0]) not in below:
            yield index, match.start(), "note-de-bas-de-page.glued", {"text": match[0]}


def _called(line: str, below: Collection[str]) -> re.Match[str] | None:
    """A number that begins a line further on, behind a word or in brackets."""
    found = (
        re.search(rf"(?<=[^\W_])\({number}\)|(?<=[a-zà-ÿ]{{3}}){number}(?!\w)|(?<=\w )\({number}\)(?!\w)", line)
        for number in sorted(below)
    )
    return next(filter(None, found), None)


def _is_note(match: re.Match[str], lines: Sequence[str], called: Collection[str]) -> bool:
    """Whether a line that a number and a capital begin is below another that has the number."""
    number = match["within"] or match["bare"]
    if not match["capital"] or (match["within"] and number not in called):
        return False
    above = lines[: lines.index(match.string)]
    return any(re.search(rf"(?<![\d.,]){number}(?![\d.,]?\d)", line) for line in above)


NOTE_RULES = (notes, glued_calls)

"""Words that speak to the author and not to readers: a letter around the text, the answers of an assistant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from fiches.core.text import shown
from fiches.lint import habits
from fiches.lint.leftovers import Mark, PasteRule
from fiches.lint.sought import only_with, sought

LONGEST_PHRASE = 40  # characters that are quoted of it
SIGNATURE = "--"  # the line above the name of who sends an e-mail

_ANNOUNCED = re.compile(r"\s*(?:[-*+>#|«“\"]|\d{1,3}[.)]\s|https?:)")
_MARKS_OF_ASSISTANTS = sought(
    "",
    r"【\d[^【】]{0,40}】|:contentReference\[oaicite[^\[\]]{0,40}\](?:\{[^{}]{0,40}\})?|\[oaicite:[^\[\]]{0,20}\]"
    r"|\[(?:citation|cite|source|ref) ?: ?\d{1,3}\](?!\()"
    r"|(?:\ue200?cite\ue202?)?turn\d{1,3}(?:search|view|news|image|fetch|file)\d{1,3}\ue201?"
    r"|[?&]utm_source=(?:chatgpt|openai|perplexity)[\w.]*",
    parts=("oaicite", "turn", "【", "utm_", "[citation", "[cite", "[source", "[ref"),
)


@only_with("", habits.AT_LINE_START, sought(r"^--\s*$"))
def letters(lines: Sequence[str]) -> Iterator[Mark]:
    """The greeting and the end of a letter, the lines above one."""
    heads = [bool(habits.found("entete_de_message", line)) for line in lines]
    for index, line in enumerate(lines):
        above, below = heads[index - 1 : index] == [True], heads[index + 1 : index + 2] == [True]
        begun = heads[index] and below and not above
        alone = not heads[index] or not above
        if begun or line.rstrip() == SIGNATURE or (alone and habits.found("lettre", line)):
            yield index, 0, "reste-de-collage.letter", {"text": shown(line.strip("*_ #"), LONGEST_PHRASE)}


def are_heads(lines: Sequence[str]) -> bool:
    """Whether lines in a row are those above a message, which are told as one."""
    return sum(bool(habits.found("entete_de_message", line)) for line in lines) > 1


@only_with("", habits.AT_LINE_START, habits.ANYWHERE, _MARKS_OF_ASSISTANTS)
def answers(lines: Sequence[str]) -> Iterator[Mark]:
    """What an assistant says around what it was asked to write, and the marks that it leaves within."""
    for index, line in enumerate(lines):
        said = habits.found("assistant_debut", line) or habits.found("assistant", line)
        if (match := said or _MARKS_OF_ASSISTANTS.search(line)) and line[:1] != ">":
            text = match[0].strip("*_ #")
            at = match.start() + match[0].index(text)
            yield index, at, "reste-de-collage.assistant", {"text": shown(text, LONGEST_PHRASE)}


@only_with("", habits.AT_LINE_START)
def announcements(lines: Sequence[str]) -> Iterator[Mark]:
    """A paragraph that ends with a colon and announces what is no list, no table and no quotation."""
    full = [index for index, line in enumerate(lines) if line.strip()]
    for index, after in pairwise([*full, len(lines)]):
        line, around = lines[index], [*lines[max(index - 1, 0) : index], *lines[index + 1 : index + 2]]
        goes_on = after < len(lines) and not _ANNOUNCED.match(lines[after]) and not any(map(str.strip, around))
        said = habits.found("annonce", line) if goes_on else None
        if said and not (habits.found("assistant_debut", line) or habits.found("lettre", line)):
            yield index, said.start(), "reste-de-collage.announced", {"text": shown(said[0], LONGEST_PHRASE)}


RULES: tuple[PasteRule, ...] = (letters, answers, announcements)

"""Bold, headings and links as wikis and SPIP write them, and sheets print as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from fiches.core.text import shown
from fiches.lint.leftovers import Mark, PasteRule
from fiches.lint.sought import only_with, sought

LONGEST_WIKI_MARK = 40  # characters that are quoted of one

# Repetitions have an end: a search must take no longer than its text.
OF_WIKIS = sought(
    "",
    r"(?<!')'{3}(?=[^\s'])(?P<bold>[^\n]{1,200}?)(?<=[^\s'])'{3}(?!')"
    r"|\{{3}(?=[^\s{])(?P<heading>[^{}\n]{1,120})\}{3}"
    r"|(?<!!)\[\[(?!TOC\]|\d{1,3}\])(?:[^\[\]\n]{0,200}\|)?(?P<named>[^\[\]|\n]{1,200})\]\]"
    r"|\[(?P<words>[^\[\]\n]{1,200}?) ?->(?P<address>[^\[\]\s]{0,200})\]",
    letters="'[{",
    parts=("'''", "[[", "{{{", "->"),
)


@only_with("", OF_WIKIS)
def written_elsewhere(lines: Sequence[str]) -> Iterator[Mark]:
    """Each, with how a sheet has it. Bad: '''gras''', [[Montreuil|la ville]], [le reportage->article12]."""
    for index, line in enumerate(lines):
        for match in OF_WIKIS.finditer(line):
            told = {"text": shown(match[0], LONGEST_WIKI_MARK), "better": shown(_better(match), LONGEST_WIKI_MARK)}
            yield index, match.start(), "imprime-tel-quel.wiki", told


def _better(match: re.Match[str]) -> str:
    if match["bold"]:
        return f"**{match['bold']}**"
    if match["heading"]:
        return f"### {match['heading'].strip()}"
    if match["words"]:
        address = match["address"]
        return f"[{match['words']}]({address if '//' in address else 'https://…'})"
    return str(match["named"]).strip()


def without(line: str) -> str:
    """A line with them blank: they are told as such."""
    return OF_WIKIS.blanked(line)


WIKI_RULES: tuple[PasteRule, ...] = (written_elsewhere,)

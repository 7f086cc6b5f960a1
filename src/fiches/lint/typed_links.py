"""Links that were typed nearly as Markdown has them, and print as they were typed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from fiches.content.link_definitions import DEFINITION, LinkDefinitions, is_known
from fiches.core import web_hosts
from fiches.core.text import shown
from fiches.lint.leftovers import Mark
from fiches.lint.sought import only_with, sought

_BROKEN_LINK = sought(
    "",
    r"\[[^\[\]\n]{1,300}\]"
    r"(?: {1,9}\((?:https?:|mailto:|www\.)[^()\n]{0,300}\)|\((?:https?:|www\.)[^()\s]{0,300} (?![\"'])[^()\n]{0,300}\)"
    r"|\((?:https?:|www\.)[^()\s]{0,300}$|<https?:[^<>\n]{0,300}>)|\([^()\n]{1,300}\)\[(?:https?:|www\.)[^\[\]\n]{0,300}\]"
    r"|\[[^\[\]\n]{1,300}\] {1,3}: {0,3}https?:\S{0,300}|\[[^\[\]:\n]{1,80}: ?https?:[^\[\]\s]{1,300}\]"
    r"|\bhttps?:(?:/{0,2} {1,3}(?=\w)| /)"
    r"|\bhttps?://[^\s()]{1,200}/[^\s()./]{1,80}(?: [\w-]{1,40}){1,6}[/.][\w/-]{0,80}\.[a-z]{2,5}\b"
    r"|\bhttps?://[^\s()]{1,200}(?: [\w-]{1,40}){1,4}\.(?:html?|pdf|php|aspx?|docx?)\b"
    r"|\\\[[^\[\]\n]{1,300}\]\(https?:[^()\s]{0,300}\)|(?<!\])\[https?:\S{1,200} [^\[\]\n]{1,200}\](?!\()",
    parts=("[", "http"),
)
_MISTYPED = sought(
    r"ttps?:/|tp://|www|@",
    r"(?<!\]\()\bhttps?:/(?=\w)\S{1,80}|(?<!\]\()\b(?:htp|htps|htttp|htttps|hhttps?|ttps?)://\S{1,80}"
    r"|\bwww(?:,[\w-]{1,60}[.,]|\.[\w-]{1,60},)[a-z]{2,6}\b"
    r"|(?<!\S)[\w.+-]{1,60}(?: @ ?| ?@ )[\w-]{1,60}\.[a-z]{2,6}\b"
    r"|(?<!\S)[\w.+-]{1,60}@[\w-]{1,60},(?:com|fr|org|net|ma)\b",
    letters=":@w",
)
_TYPED_ADDRESS = sought(
    r"\?[a-z]", r"(?<!\]\()(?<![\w<])https?://[^\s()<>?]{4,300}\?[a-z][^\s()<>]{2,2000}", letters="?"
)
_LAST_ADDRESS = re.compile(r"https?://[^\s()<>]{3,300}[\w/-]$")
_REST_OF_ADDRESS = re.compile(r"[\w%-]{1,60}(?:/[\w%./-]+|\.(?:html?|pdf|php)\b)[\w/]?")
_TYPED_REFERENCE = re.compile(r"(?<!\])\[(?P<words>[^\[\]\n]+)\]\[(?P<label>[^\[\]\n^]*)\]")


@only_with("", _BROKEN_LINK, _MISTYPED, _TYPED_ADDRESS)
def broken(lines: Sequence[str]) -> Iterator[Mark]:
    """A link that a space breaks, an address that leads nowhere."""
    for index, line in enumerate(lines):
        for match in _BROKEN_LINK.finditer(line):
            name = "lien-coupe.swapped" if match[0].startswith("(") else "lien-coupe"
            yield index, match.start(), name, {"text": shown(match[0], 40)}
        for match in _MISTYPED.finditer(line):
            yield index, match.start(), "lien-coupe.address", {"text": shown(match[0], 40)}
        for match in _TYPED_ADDRESS.finditer(line):
            if beyond := web_hosts.beyond_detour(match[0]):
                told = {"link": shown(match[0], 40), "address": shown(beyond, 80)}
                yield index, match.start(), "adresse-privee.detour", told
            elif bare := web_hosts.untracked(match[0]):
                told = {"link": shown(match[0], 40), "address": shown(bare, 80)}
                yield index, match.start(), "adresse-privee.tracked", told


@only_with("", sought("https?:"))
def cut_by_line(lines: Sequence[str]) -> Iterator[Mark]:
    """An address that goes on below. Bad: https://exemple.org/le, then puits/plan.pdf."""
    for index, (line, below) in enumerate(pairwise(lines)):
        begun, rest = _LAST_ADDRESS.search(line), _REST_OF_ADDRESS.match(below)
        if begun and rest:
            told = {"text": shown(begun[0], 40), "better": shown(f"{begun[0]}{rest[0]}", 90)}
            yield index, begun.start(), "lien-coupe.lines", told


def lost_references(lines: Sequence[str], links: LinkDefinitions) -> Iterator[tuple[int, int, str]]:
    """(index of the line, offset, words) of a link whose address is nowhere, and of an address that is no link's."""
    for index, line in enumerate(lines):
        for match in _TYPED_REFERENCE.finditer(line):
            numbers = match["words"].isdigit() and match["label"].isdigit()  # of notes
            numbers |= bool(re.fullmatch(r"\[[a-z]\]\[[a-z]\]", match[0]))  # of comments
            if not numbers and not is_known(match["label"] or match["words"], links):
                yield index, match.start(), match[0]
        if DEFINITION.fullmatch(line):
            yield index, 0, line.strip()

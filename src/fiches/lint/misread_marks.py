"""Signs of the text that Markdown takes for marks of its own: « more than », a minus, the dashes of a dialogue."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from fiches.core.text import shown
from fiches.lint.leftovers import Mark
from fiches.lint.sought import only_with, sought

_MORE_THAN = re.compile(r">(?P<text>(?:=| ?(?=\d)).*\d.*)")
_MINUS = re.compile(r"(?P<mark>[-*+]) (?P<text>\d[\d.,]*[ \u00a0\u202f]?(?:°|%|‰|€|(?:m|km|DH|MAD)\b).*)")
_LIST_ITEM = re.compile(r"\s*(?P<mark>[-*+]) ")
_WHO_SPEAKS = re.compile(r"> ?(?:—|--) ?(?P<text>[^\W\d_a-zà-ÿ].{0,60})$")
_SPOKEN = re.compile(r"> ?[-*+] (?P<text>[^\W\da-zà-ÿ].*[.!?…»])\s*$")
_ASKED = re.compile(r"> ?[-*+] .*[!?]\s*$")

_SPACED_STARS = re.compile(r"\* (?P<words>[^\W\d_][^*\n]{0,60}?) \*(?=\s*[:,.]|\s*$)")


@only_with("", sought("^[>*+-]"))
def as_blocks(lines: Sequence[str]) -> Iterator[Mark]:
    """What begins a line and makes a quotation or a list of it. Bad: « > 140 familles », « - 5 °C »."""
    full = [index for index, line in enumerate(lines) if line.strip()]
    typed = ["", *(lines[index] for index in full), ""]
    for index, above, line, below in zip(full, typed, typed[1:], typed[2:], strict=False):
        for name, match in (
            ("ne-s-imprime-pas.more-than", _MORE_THAN.match(line) if above[:1] != ">" != below[:1] else None),
            ("ne-s-imprime-pas.minus", _signed(above, line, below)),
            ("attribution-absente.followed", _WHO_SPEAKS.match(line) if _goes_on(lines, index) else None),
            ("ne-s-imprime-pas.dialogue", _begun_dialogue(above, line, below)),
        ):
            if match:
                told = shown(match["text"], 40)
                sign = {"+": "+", "-": "−"}.get(line[:1], "×")
                yield index, match.start("text"), name, {"text": told, "mark": line[:1], "better": f"{sign}{told}"}


def _begun_dialogue(above: str, line: str, below: str) -> re.Match[str] | None:
    """A first line of speech in a quotation, where it or the next asks or cries."""
    asked = _ASKED.match(line) or (_SPOKEN.match(below) and _ASKED.match(below))
    return _SPOKEN.match(line) if asked and not _SPOKEN.match(above) else None


def _signed(above: str, line: str, below: str) -> re.Match[str] | None:
    """An amount behind a sign, where it is no item among others of its mark."""
    found = _MINUS.match(line)
    beside = [match["mark"] for match in map(_LIST_ITEM.match, (above, below)) if match]
    return found if found and found["mark"] not in beside else None


def _goes_on(lines: Sequence[str], index: int) -> bool:
    """Whether words follow a line of a quotation at once, and so belong to the same paragraph."""
    return bool(re.match(r"> ?[^\W_«]", lines[index + 1])) if index + 1 < len(lines) else False


@only_with("", sought(r"^\* "))
def spaced(lines: Sequence[str]) -> Iterator[Mark]:
    """Stars that spaces keep from their words. Bad: « * Important * », of which a list is made."""
    for index, line in enumerate(lines):
        if match := _SPACED_STARS.match(line):
            told = {"text": shown(match[0], 40), "better": f"**{match['words']}**"}
            yield index, 0, "imprime-tel-quel.spaced", told

"""What must hold whatever the bytes are: one function for each part of the program that reads what people typed."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from fiches.config import fields, yaml_reader
from fiches.content import markdown as prose
from fiches.content import plain_text, sheet, source
from fiches.content.blocks import words_of
from fiches.lint import proofreading
from fiches.places import finder, told
from fiches.places.finder import PlaceFinder
from fiches.places.lookup import Gazetteer
from fiches.places.points import Answer, Found
from fiches.typography.french import SEAM
from fiches.typography.html_writer import HtmlWriter
from fiches.typography.typesetting import typeset
from support.sources import short_project

CORPUS = Path(__file__).parents[1] / "whole" / "corpus"
URL = re.compile(r"https?://[a-z./?=]+[a-z/]|www\.[a-z.]+[a-z]")
_MAY_CHANGE = re.compile(r"[\s\u00a0\u202f'’`´‘ʼ\"“”„«».…–-]|(?<=[\dIVX])(?:i?[èe]me?|ière|iere|ier|ère|er|re|e)s?")
_LEVELS = ("lieu", "commune", "cercle", "province", "region")
_NORTH = ("ville", "departement", "region", "pays")


def kept(words: str) -> str:
    """What typography may not touch."""
    return _MAY_CHANGE.sub("", words.replace("\ufffb", "").replace(SEAM, ""))


def letters(words: str) -> str:
    """The letters and digits alone, without what typography may change."""
    return "".join(character for character in kept(words) if character.isalnum())


def balanced(printed: str) -> bool:
    """Whether every element of some HTML is closed in its turn."""
    still_open: list[str] = []
    for closing, name in re.findall(r"<(/?)([a-z0-9]+)[^<>]*>", printed):
        if closing and (not still_open or still_open.pop() != name):
            return False
        if not closing and name != "br":
            still_open.append(name)
    return not still_open


def judge(data: bytes) -> None:
    """A file: read, judged, proofread, its places looked up; every problem stands in the file and says something."""
    parsed, faults = source.parse_bytes(data, "fiche", "fiche.md")
    assert parsed is not None or faults
    if parsed is None:
        return
    made, problems = sheet.check(parsed, short_project())
    assert made is not None or any(problem.severity == "error" for problem in problems)
    problems += proofreading.check(parsed, "fr")
    problems += told.check(made, _finder(), parsed.front) if made else []
    lines = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    for problem in problems:
        assert 1 <= problem.line <= lines and problem.column >= 1
        assert problem.message and "\n" not in f"{problem.message}{problem.hint}"


def front_matter(data: bytes) -> None:
    """A front matter alone: a table or a fault, and values only where the format has keys."""
    text = _text(data)
    if not text:
        return
    table, faults = yaml_reader.parse(text)
    assert table is not None or faults
    if table is not None:
        values, more = fields.read(table, short_project().format.fields)
        assert set(values) <= {one.name for one in short_project().format.fields}
        assert all(fault.line >= 1 and fault.message for fault in (*faults, *more))


def markdown(data: bytes) -> None:
    """Prose: its HTML is balanced and has its words."""
    text = _text(data)
    if not text:
        return
    blocks, _ = prose.read(text, 1)
    printed = HtmlWriter("fr").blocks(blocks)
    assert balanced(printed)
    seen = html.unescape(re.sub(r"<[^<>]*>", "", printed))
    assert letters(seen) == letters("\n".join(words_of(blocks)))


def typography(data: bytes) -> None:
    """French: set again, it soon comes to rest (at once, but for marks heaped up); no letter or address is lost."""
    words = data.decode("utf-8", "ignore")
    for narrow in (True, False):
        once = typeset(words, "fr", narrow=narrow)
        again = typeset(typeset(typeset(once, "fr", narrow=narrow), "fr", narrow=narrow), "fr", narrow=narrow)
        assert typeset(again, "fr", narrow=narrow) == again
    assert kept(once) == kept(words)
    assert URL.findall(once) == URL.findall(words)
    arabic = typeset(words, "ar")
    assert letters(arabic) == letters(words) and typeset(arabic, "ar") == arabic
    assert letters(typeset(words, "en")) == letters(words)


def lookup(data: bytes) -> None:
    """Names of places, a line each: an answer, and a point on the globe."""
    names = [line.strip() for line in data.decode("utf-8", "ignore").split("\n")]
    for look, keys in ((_places().south, _LEVELS), (_places().north, _NORTH)):
        answer = look({key: name for key, name in zip(keys, names, strict=False) if name})
        assert isinstance(answer, Answer)
        if isinstance(answer, Found):
            assert -90 <= answer.latitude <= 90 and -180 <= answer.longitude <= 180


def _text(data: bytes) -> str:
    """What is left of some bytes as the text of a file; nothing when a sheet could not hold it."""
    text, fault = plain_text.decode(data.decode("utf-8", "ignore").encode())
    return text if text and not fault else ""


@cache
def _finder() -> PlaceFinder:
    found, problems = finder.load(short_project().format)
    assert found and not problems
    return found


def _places() -> Gazetteer:
    found = _finder().shores
    assert found
    return found


TARGETS: Mapping[str, Callable[[bytes], None]] = {
    "fiche": judge, "entete": front_matter, "prose": markdown, "typographie": typography, "lieux": lookup,
}  # fmt: skip

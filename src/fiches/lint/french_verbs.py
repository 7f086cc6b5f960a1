"""Small French words taken for one another before a verb: « à » for « a », « du » for « dû », « Ca » for « Ça »."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fiches.core.problems import Fault, fault

_HAS = re.compile(  # a subject that is no noun, or a participle that is none
    r"(?<![\w'’-])(?:(?:il|elle|on|ça|cela|l['’]on|n['’]y) (?P<a>à)(?= [a-zà-ÿ]{1,12}(?:é|i|u|is|it|rt)e?s?\b)"
    r"|[^\W\d_]{2,20} (?P<b>à)"
    r"(?= (?:été|eu|pu|dû|permis|commencé|démarré|décidé|donné|reçu|créé|construit)\b))",
    re.IGNORECASE,
)
_MUST = re.compile(
    r"\b(?:a|ont|ai|avons|avez|avait|avaient|aurait|auraient|ayant) (?P<du>du)"
    r"(?= [a-zà-ÿ]{2,12}(?:er|ir|oir|re)\b)"
)
_THAT = re.compile(
    r"(?<![\w'’.-])(?P<ca>Ca)(?= (?:a|va|ne|n['’]|fait|se|s['’]|nous|vous|me|te|leur|commence|marche|permet|coûte)\b)"
)
_ACRONYMS_WITH_S = re.compile(r"(?<![\w'’-])(?:ONG|PME|SMS|PDF|GPS|TPE|PMI|CV|DVD|DH|MDH|GIE|AGR)['’]?s(?!\w)")


def confusions(line: str) -> Iterator[Fault]:
    """Each in a line. Bad: le puits à été creusé, ils ont du attendre, Ca marche, les ONGs."""
    for match in _HAS.finditer(line) if " à " in line else ():
        name = "a" if match["a"] else "b"
        yield _told(match[name], "a", match.start(name), line)
    for match in _MUST.finditer(line):
        yield _told("du", "dû", match.start("du"), line)
    for match in _THAT.finditer(line):
        yield _told("Ca", "Ça", match.start("ca"), line)
    for match in _ACRONYMS_WITH_S.finditer(line):
        yield _told(match[0], match[0].rstrip("s").rstrip("'’"), match.start(), line)


def _told(typed: str, better: str, start: int, line: str) -> Fault:
    """With the word behind it, by which it is recognised."""
    after = line[start + len(typed) :].split(" ")[1:2]
    behind = f" {after[0].rstrip('.,;:!?)»')}" if after and len(typed) <= len("du") else ""
    return fault("orthographe", 1, start + 1, typed=typed + behind, better=better + behind)

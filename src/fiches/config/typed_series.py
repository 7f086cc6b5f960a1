"""Words in a row that were typed as one value, and the sign that is left behind one of a list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from fiches.config.figures import several
from fiches.config.yaml_reader import Node, YamlText
from fiches.core.problems import Fault, fault
from fiches.core.text import shown

_SERIES_COMMAS = re.compile(r"\s*[,;،؛]\s*")
_SERIES_SIGNS = re.compile(r"\s*(?:[|·•،]|\s/\s|\s[-–—]\s)\s*")
_ADDED_SIGNS = re.compile(r"\s+[&+]\s+|(?<=[a-zà-ÿ]{2})/(?=[a-zà-ÿ]{2})")  # within brackets, what they join is one
_KEYWORD = re.compile(r"[^\W\d_A-ZÀ-Ý][^.!?]{0,30}")
_PERSON = re.compile(r"[^\W\d_a-zà-ÿ][\w'’.-]*(?: [\w'’.-]+){1,4}")  # of a person
_ONE_PERSON = re.compile(r"(?P<last>[^\W\d_a-zà-ÿ][\w'’-]+), (?P<first>[^\W\d_a-zà-ÿ][\w'’-]+)")  # as libraries say it
_FIRST_AND_LAST = re.compile(  # of a person, not of a house that has « et » in its name
    r"(?!(?:Association|Collectif|Coopérative|Fondation|Fédération|Réseau|Terre|Groupe|Union)\b)"
    r"[^\W\d_a-zà-ÿ][a-zà-ÿ'’-]+(?: [^\W\d_a-zà-ÿ][\w'’-]+){1,2}"
)
_IN_A_ROW = re.compile(  # keywords without a comma, and no word that joins two
    r"(?:(?!(?:[dl]|[dl]es|[dl]e|la|du|en|et|sur|pour|par|à|aux?|of|and|in|for)\b)[a-zà-ÿ]{1,30}(?: |$)){4,12}"
)
_END_SIGN = re.compile(r"(?P<whole>.*[\w\])»%])\s*[,;،؛]|(?P<open>[^\[\]{}]*\w)\s*[\]}]")


def may_be_one(text: str, example: str) -> bool:
    """Whether the one value of a list may be several in a row: of a key whose example has brackets, or figures."""
    return example.startswith("[") or several(text)


def listed(text: str) -> str:
    """The items that the signs of a text part, with a comma between; nothing where it is one item."""
    items = list(filter(None, _SERIES_COMMAS.split(text.strip("[]().…"))))
    if len(items) > 1:
        return ", ".join(items)
    items = list(filter(None, _SERIES_SIGNS.split(text)))
    if len(items) > 1 and all(map(_KEYWORD.fullmatch, items)):
        return ", ".join(items)
    for apart, person in ((r" ?[/|] ?", _PERSON), (r" (?:et|and|y|e|&) ", _FIRST_AND_LAST)):
        names = re.split(apart, text)
        if len(names) > 1 and all(map(person.fullmatch, names)):
            return ", ".join(names)
    return ""


def added(text: str) -> str:
    """The same of the items that « & » or « + » joins: « eau & école »."""
    items = _ADDED_SIGNS.split(text)
    return ", ".join(items) if len(items) > 1 and all(items) else ""


def paragraphs(nodes: Iterable[Node], kind: str) -> Iterator[Node]:
    """Those of each of some texts over several lines, with blank ones between; any other value as it is."""
    for node in nodes:
        if kind == "texts" and isinstance(node, YamlText) and "\n" in (whole := node.value.strip()):
            apart = r"\n{2,}" if "\n\n" in whole else r"(?<=[.!?…»:])\n"  # folded, one line end says a blank line
            yield from (replace(node, value=one) for one in re.split(apart, whole))
        else:
            yield node


def unended(text: str, *, series: bool) -> str:
    """A value of words without the comma that ends it, as between items of other languages; nothing without one.

    Where a `series` may be meant, other commas make it one, which is told of.
    """
    match = _END_SIGN.fullmatch(text)
    whole = (match["whole"] or match["open"]) if match else ""
    return "" if series and listed(whole) else whole


def unbracketed(text: YamlText, key: str, *, bare: bool) -> Iterator[Fault]:
    """That commas, or other signs, do not make a list of the value of a key, which is `bare` of brackets."""
    if one := _ONE_PERSON.fullmatch(text.value.strip()):
        told = {"key": key, "typed": text.value, "name": f"{one['first']} {one['last']}", "whole": listed(text.value)}
        yield fault("liste-sans-crochets.person", text.line, text.column, **told)
    elif whole := listed(text.value) or (added(text.value) if bare else ""):
        told = {"key": key, "typed": shown(text.value, 40), "whole": shown(whole)}
        yield fault("liste-sans-crochets.key", text.line, text.column, **told)
    elif bare and _IN_A_ROW.fullmatch(text.value.strip()):
        yield fault("liste-sans-crochets.row", text.line, text.column, key=key, typed=shown(text.value, 40))
    elif bare and text.lines > 1:
        yield fault("liste-sans-crochets.lines", text.line, text.column, key=key)


def ended(text: YamlText, *, series: bool) -> Iterator[Fault]:
    """That the comma which ends a value is printed."""
    if whole := unended(text.value, series=series):
        told = {"typed": shown(text.value, 40), "better": shown(whole, 40), "sign": text.value[-1]}
        yield fault("ponctuation.end", text.line, text.column, **told)

"""What style sheets declare for one element, in the order in which it counts, by selectors of tags and attributes.

A selector that asks for more than a tag, classes, a language, a direction and what it stands in is of no element here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from fiches.core import css, css_marks
from fiches.core.css import AnyRule, Declaration

RIGHT_PAGES = (("@page",), ("@page :right",))
_SIMPLE = re.compile(
    r"([\w-]*|\*)((?:\.[\w-]+|\[(?:lang|dir)(?:\|?=\"?[\w-]+\"?)?\]|:lang\([\w-]+\)|:root|:first-child)*)"
)
_CONDITION = re.compile(r"\.([\w-]+)|\[(lang|dir)(?:(\|?=)\"?([\w-]+)\"?)?\]|:(root|first-child)|:lang\(([\w-]+)\)")
_COMBINATOR = re.compile(r"\s*([>+]|\s)\s*")
_BESIDE = re.compile(r":(?:before|after|marker|hover|focus|visited)\b")
_VARIABLE = re.compile(r"var\(--([\w-]+)\)")
_PRODUCT = re.compile(r"calc\(\s*([\d.]+)([a-z%]+)\s*\*\s*([\d.]+)\s*\)")  # a length so many times


class Element(NamedTuple):
    """An element of a page: its tag, its classes, what its `lang` and `dir` say, whether it is the first of its kin."""

    tag: str
    classes: frozenset[str] = frozenset()
    lang: str = ""
    dir: str = ""
    is_first: bool = False
    before: str = ""  # the tag of the element before it, where that is known


Path = tuple[Element, ...]  # an element after all those that it stands in, the root first


class _Compound(NamedTuple):
    """What a selector asks of one element."""

    tag: str
    classes: frozenset[str]
    attributes: tuple[tuple[str, str, str], ...]  # (name, `=` or `|=`, value), the name alone, or (`:lang`, , value)
    states: frozenset[str]

    @property
    def weight(self) -> int:
        """How much it counts beside tags alone."""
        return len(self.classes) + len(self.attributes) + len(self.states)

    def suits(self, path: Path) -> bool:
        """Whether the element at the end of a path is what it asks for."""
        element = path[-1]
        return (
            self.tag in ("", "*", element.tag)
            and self.classes <= element.classes
            and all(_has(path, *one) for one in self.attributes)
            and (len(path) == 1 or "root" not in self.states)
            and (element.is_first or "first-child" not in self.states)
        )


def _has(path: Path, name: str, how: str, value: str) -> bool:
    """Whether the element at the end of a path says so; what its language is, whatever it stands in may say."""
    if name == ":lang":
        own, how = next((one.lang for one in reversed(path) if one.lang), ""), "|="
    else:
        own = path[-1].lang if name == "lang" else path[-1].dir
    return own == value or (how == "|=" and own.startswith(f"{value}-")) if how else bool(own)


class _Ruling(NamedTuple):
    """One selector of a rule: compounds from left to right, before each what it is to the one on its left."""

    steps: tuple[tuple[str, _Compound], ...]
    rule: AnyRule
    place: int

    @property
    def rank(self) -> tuple[int, int, int]:
        """What overrules what: by selector, then by place."""
        tags = sum(one.tag not in ("", "*") for _, one in self.steps)
        return sum(one.weight for _, one in self.steps), tags, self.place

    @property
    def classes(self) -> frozenset[str]:
        """Those that it asks for, of any element."""
        return frozenset[str]().union(*(asked.classes for _, asked in self.steps))

    def suits(self, path: Path) -> bool:
        """Whether it is of the element at the end of a path."""
        return self._suits(len(self.steps) - 1, path)

    def _suits(self, step: int, path: Path) -> bool:
        combinator, compound = self.steps[step]
        if not path or not compound.suits(path):
            return False
        if step == 0:
            return True
        if combinator == "+":  # of what comes before, its tag is known
            found = (*path[:-1], Element(path[-1].before))
            return bool(path[-1].before) and self._suits(step - 1, found)
        lengths = (len(path) - 1,) if combinator == ">" else range(len(path) - 1, 0, -1)
        return any(self._suits(step - 1, path[:length]) for length in lengths)


class Cascade:
    """The style sheets of a document, the last of which counts most; made once, asked of many elements."""

    def __init__(self, sheets: Sequence[str]) -> None:
        self._properties: dict[str, str] = {}
        self.page: dict[str, str] = {}  # what right-hand pages without a name have
        rulings = list[_Ruling]()
        for sheet in sheets:
            rules = list(css_marks.rules(sheet))
            self._properties |= {name: one.value for name, one in css.properties_of(rules).items()}
            pages = (one for rule in rules if rule.within in RIGHT_PAGES for one in rule.declarations)
            self.page |= {one.name: self._filled(one.value) for one in pages}
            rulings += _rulings(rules, len(rulings))
        self.classes = frozenset[str]().union(*(one.classes for one in rulings))  # that they name
        self._by_key: dict[str, list[_Ruling]] = {}
        for ruling in sorted(rulings, key=lambda one: one.rank):
            self._by_key.setdefault(_key(ruling.steps[-1][1]), []).append(ruling)

    def declared(self, path: Path) -> Iterator[tuple[str, str]]:
        """(name, value) of all that is declared for the element at the end of a path, what counts most last."""
        own = path[-1]
        near = (self._by_key.get(key, ()) for key in (*(f".{name}" for name in sorted(own.classes)), own.tag, ""))
        found = sorted((one for some in near for one in some if one.suits(path)), key=lambda one: one.rank)
        every = [declaration for one in found for declaration in _declarations(one.rule)]
        yield from ((one.name, self._filled(one.value)) for one in sorted(every, key=lambda one: one.important))

    def _filled(self, value: str) -> str:
        """A value with those of the variables that it names."""
        return filled(value, self._properties)


def filled(value: str, properties: Mapping[str, str]) -> str:
    """A value with those of the properties that it names, products of a length worked out."""
    named = _VARIABLE.sub(lambda found: properties.get(found[1], found[0]), value)
    return _PRODUCT.sub(lambda found: f"{float(found[1]) * float(found[3]):g}{found[2]}", named)


def is_understood(selector: str) -> bool:
    """Whether a selector may be of an element here, or is of what stands beside the words of one."""
    return bool(_BESIDE.search(selector)) or any(True for _ in _steps(selector.strip()))


def _rulings(rules: Iterable[AnyRule], before: int) -> Iterator[_Ruling]:
    """The selectors of some rules that may be of an element here; there were so many `before` them."""
    for place, rule in enumerate(filter(css.is_printed, rules), start=before):
        for selector in rule.within[-1].split(","):
            steps = tuple(_steps(selector.strip()))
            if steps:
                yield _Ruling(steps, rule, place)


@lru_cache(maxsize=4096)
def _declarations(rule: AnyRule) -> tuple[Declaration, ...]:
    return rule.declarations


def _steps(selector: str) -> Iterator[tuple[str, _Compound]]:
    """The compounds of a selector; nothing when one of them is of no element here."""
    pieces = ["", *_COMBINATOR.split(selector)]
    compounds = [_SIMPLE.fullmatch(piece) for piece in pieces[1::2]]
    if all(found and found[0] for found in compounds):
        for combinator, found in zip(pieces[::2], compounds, strict=True):
            if found:
                yield combinator, _compound(found)


def _compound(found: re.Match[str]) -> _Compound:
    parts = list(_CONDITION.finditer(found[2]))
    attributes = tuple((one[2], one[3] or "", one[4] or "") for one in parts if one[2])
    attributes += tuple((":lang", "", one[6]) for one in parts if one[6])
    classes, states = (frozenset(one[group] for one in parts if one[group]) for group in (1, 5))
    return _Compound(found[1], classes, attributes, states)


def _key(compound: _Compound) -> str:
    """Of the elements that a compound may suit: one of its classes, else its tag."""
    return f".{min(compound.classes)}" if compound.classes else compound.tag.replace("*", "")


@lru_cache(maxsize=16)
def cascade(sheets: tuple[str, ...]) -> Cascade:
    """That of some style sheets; made once."""
    return Cascade(sheets)

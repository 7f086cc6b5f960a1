"""Who says what in a text: passages between quotation marks, their speakers, and the sentences that stand alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from fiches.config.speech_rules import Patterns, SpeechRules

LENGTH, CASE, PRONOUN = "longueur", "minuscule", "pronom"  # reasons of refusal that are not in the data
MOST_NAME = 14  # words of who speaks
_ENDS = re.compile(r"(?<=[.!?…؟])\s+")


class SpokenPassage(NamedTuple):
    """What stands between quotation marks, and who says it where the text tells."""

    text: str
    speaker: str = ""


def passages(text: str, rules: SpeechRules) -> Iterator[SpokenPassage]:
    """Those of a paragraph, its spaces made ordinary."""
    text = " ".join(text.split())
    for opening, closing in rules.marks:
        for found in re.finditer(rf"{opening}\s*([^{opening}{closing}]+?)\s*{closing}", text):
            yield SpokenPassage(found[1], _speaker(text[: found.start()].rstrip(), text[found.end() :].rstrip(), rules))


def _speaker(before: str, after: str, rules: SpeechRules) -> str:
    """Who is said to speak just before a passage, or just after it."""
    return _named(before, rules.before, rules) or _named(after, rules.after, rules)


def _named(text: str, patterns: Patterns, rules: SpeechRules) -> str:
    for found in filter(None, (pattern.search(text) for pattern in patterns)):
        name = _person(found["qui"].strip(" ,"))
        if name and not rules.nobody.search(name) and len(name.split()) <= MOST_NAME:
            return name[0].upper() + name[1:]
    return ""


def _person(named: str) -> str:
    """A name with the office that follows it; a description ends where a comma does."""
    first, comma, office = named.partition(", ")
    is_name = bool(re.search(r"\s[^\W\d_a-z]", f" {first}")) and first[:1].isupper()
    return f"{first}, {office.partition(',')[0]}" if comma and is_name and len(office.split()) < MOST_NAME else first


def sentences(passage: str, rules: SpeechRules) -> Iterator[str]:
    """What of a passage may be judged by itself: each sentence, and two short ones that follow each other."""
    found = _ENDS.split(passage.strip(" ,;:"))
    yield from map(ended, found)
    for first, second in pairwise(found):
        if max(len(first.split()), len(second.split())) <= rules.together:
            yield f"{ended(first)} {ended(second)}"


def ended(sentence: str) -> str:
    """A sentence with its full stop, unless a stronger mark ends it."""
    if sentence.endswith("..."):
        return sentence
    bare = sentence.rstrip(" ,;:.")
    return bare if bare[-1:] in "!?…؟" else f"{bare}."


def refusal(sentence: str, rules: SpeechRules) -> str:
    """The name of the first reason not to pull a sentence out; empty when there is none."""
    if not rules.least <= len(sentence.split()) <= rules.most:
        return LENGTH
    if sentence[:1].islower():
        return CASE
    for reason, patterns in rules.refusals.items():
        if any(pattern.search(one) for one in _ENDS.split(sentence) for pattern in patterns):
            return reason
    return PRONOUN if any(_leans(sentence, pattern, rules) for pattern in rules.pronouns) else ""


def _leans(sentence: str, pronoun: re.Pattern[str], rules: SpeechRules) -> bool:
    """Whether a pronoun stands in a sentence before any noun that it may stand for."""
    return any(not rules.noun.search(sentence[: found.start()]) for found in pronoun.finditer(sentence))


def worth(sentence: str, rules: SpeechRules) -> tuple[bool, int]:
    """The better of two has the less: somebody speaks of himself, in about as many words as two large lines hold."""
    return not rules.personal.search(sentence), abs(len(sentence.split()) - rules.best)

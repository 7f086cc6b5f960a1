"""What is said of the places of a sheet: those that its map cannot show, or shows elsewhere than they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain

from fiches.config import languages, synonyms
from fiches.config.coordinates import written
from fiches.config.yaml_reader import Node, YamlList, YamlTable
from fiches.config.yaml_reader import place as yaml_place
from fiches.content.sheet import Sheet
from fiches.core.messages import enumeration, listing, message
from fiches.core.problems import Fault, Problem, fault
from fiches.core.text import fold, shown
from fiches.places import amiss
from fiches.places.finder import PlaceFinder, SheetPlace, levelled, point_key, separated
from fiches.places.lookup import Gazetteer
from fiches.places.names import is_arabic, key
from fiches.places.points import Abroad, Ambiguous, Answer, Elsewhere, Found, Outside, Place, Unknown, kilometres

_KIND_BEFORE = re.compile(
    r"(?:la |le )?(?P<kind>[^\W\d_][\w.]*(?: [a-zà-ÿ]{5,15})?)"
    r" (?:de la |de l['’]|d['’]|des |du |de )?(?P<name>[^\W\d_a-zà-ÿ].*)"
)
_SMALL_LEVELS, NEAREST_APART = ("village", "municipality", "town"), 60.0  # km from the place that is named
_POST_CODE = re.compile(
    r".*\(\d[\dABab]\d?\)|(?:97\d|\d\d)(?:\d{3}|(?<=97\d)\d\d| ?[-–(] ?[^\W\d].*)|20|corse", re.IGNORECASE
)
_CODED = re.compile(r"(?:[A-Z]-)?\d{4,5}[ ,]+(?P<name>[^\W\d_].*)")  # « 85000 Tiznit », as envelopes have it
_LIKE_A_NUMBER = re.compile(r"\d{3}|\d{1,2}(?:er?|[èe]me)?")  # of a department, or meant so
_EXPLAINED = re.compile(r"(?P<name>[^\W\d_][^()]*[^\W\d_]) ?\([^()]*\)")  # « Montpellier (France) »
_NAMED_WORD = re.compile(r"[^\W\d_]+")
_SMALL_WORDS = frozenset(["de", "du", "des", "la", "le", "les", "l", "d", "en", "et", "sur", "sous", "aux"])
FEWEST_LETTERS = 4  # of a name that is judged: 2b is none, USA has its capitals
MOST_SHOUTED = 7  # letters; more are told of any value
_TWO_TOWNS = re.compile(r"\s+(?:et|and|y|e|&|\+|/)\s+|\s*[/;]\s*")
MOST_CANDIDATES = 8  # of an ambiguous name that are listed
_CENTRES = {  # what is said of a place that is shown at the centre of another
    "department": "lieu-approche.department",
    "municipality": "lieu-approche.municipality",
    "district": "lieu-approche.district",
    "capital": "lieu-approche.capital",
}


def check(sheet: Sheet, finder: PlaceFinder, front: YamlTable | None = None) -> list[Problem]:
    """What a map cannot show of the places of `sheet`; with its front matter, each on its own line."""
    return [fault.in_file(sheet.path) for place in _in_order(finder, sheet) for fault in _faults(place, finder, front)]


def _in_order(finder: PlaceFinder, sheet: Sheet) -> list[SheetPlace]:
    """The southern end of a map of two shores first: the project is there."""
    return sorted(finder.of(sheet), key=lambda place: place.role.end != "south")


def _faults(place: SheetPlace, finder: PlaceFinder, front: YamlTable | None) -> Iterator[Fault]:
    name, answer = place.role.field, place.answer
    at = _position(front, name, place.index)
    said = levelled(place.typed, place.role)
    south = place.role.end == "south"
    yield from _small_names(place, front, at)
    if finder.in_world:
        yield from _of_world(answer, at)
        return
    yield from _doubled_kinds(place, said, front)
    if finder.shores:
        yield from _of_shores(place, said, finder.shores, at)
    at = yaml_place(front, name, place.index, _key_asked(place, said)) if front else at
    if other := _otherwise(said, answer, finder.shores, at, south=south):
        yield other
        return
    yield from _fault(answer, at, south=south)
    if isinstance(answer, Found) and answer.level == "town":
        if coded := _CODED.fullmatch(str(said["town"])):
            yield fault("lieu-autrement.code", *at, typed=shown(coded[0], 40), name=shown(coded["name"], 40))
        else:
            yield from _misspelt(str(said["town"]), answer.name, *at)
        yield from _no_department(said, finder.shores, *at)


def _key_asked(place: SheetPlace, said: Place) -> str:
    """The key of what a map cannot show, where it is one of several of a place; else nothing."""
    if isinstance(place.answer, Outside):
        return point_key(place.typed)
    numbered = isinstance(place.answer, Unknown) and place.answer.asked == said.get("department")
    return place.role.called["department"] if numbered else ""


def _otherwise(
    said: Place, answer: Answer, shores: Gazetteer | None, at: tuple[int, int], *, south: bool
) -> Fault | None:
    """A name that is none of its shore and something else, or in none of the places beside it; none for any other."""
    if shores is None:
        return None
    if isinstance(answer, Unknown) and (case := amiss.elsewhere(answer.asked, shores, south=south)):
        return fault(case, *at, asked=shown(answer.asked, 40))
    if south and (told := amiss.contradicted(said, answer, shores)):
        name, asked, given, homes = told
        listed = enumeration(homes[:MOST_CANDIDATES], "or")
        return fault(name, *at, asked=shown(asked, 40), given=shown(given, 40), homes=listed)
    return None


def _small_names(place: SheetPlace, front: YamlTable | None, at: tuple[int, int]) -> Iterator[Fault]:
    """That names are printed without their capitals, or in nothing else."""
    for level, typed in place.typed.items():
        if isinstance(typed, str) and (better := _with_capitals(typed)):
            where = yaml_place(front, place.role.field, place.index, level) if front else at
            yield fault("lieu-autrement.case", *where, typed=shown(typed, 40), better=shown(better, 40))


def _doubled_kinds(place: SheetPlace, said: Place, front: YamlTable | None) -> Iterator[Fault]:
    """That the page says « Prov. » before « Province de Tiznit »."""
    for level, called in place.role.called.items():
        kind = _KIND_BEFORE.fullmatch(str(said.get(level, ""))) if level != "village" else None
        if kind and fold(kind["kind"].replace(".", "")) in _kinds(called):
            path = (place.role.field, place.index, called)
            where = yaml_place(front, *path) if front else (1, 1)
            yield fault("lieu-autrement.kind", *where, typed=shown(kind[0], 40), better=shown(kind["name"], 40))


@cache
def _kinds(called: str) -> frozenset[str]:
    """What says of which level a name is, by the key of its level: that, what says the same, and short for it."""
    said = {fold(called), *chain.from_iterable(synonyms.others((called,), code) for code in languages.codes())}
    return frozenset(
        [
            *said,
            *("".join(word[0] for word in one.split()) for one in said if " " in one),
            *(one[:4] for one in said),
            *(one.split()[0] for one in said),
        ]
    )


def _of_shores(place: SheetPlace, said: Place, shores: Gazetteer, at: tuple[int, int]) -> Iterator[Fault]:
    """What a gazetteer of two shores knows better: regions of the past, names misspelt, points elsewhere."""
    region = str(said.get("region", ""))
    if now := shores.regions_of_today(region) if region else ():
        yield fault("lieu-autrement.former", *at, typed=region, now=listing(now, "or"))
    if place.role.end == "south" and (split := separated(said, shores)) != said:
        yield _several_in_one(place, said, split, at)
    there = _named(place, said, shores)
    if place.role.end == "south" and (better := amiss.misspelt(said, there, shores)):
        yield fault("lieu-autrement", *at, typed=shown(better[0], 40), name=better[1])
    if "point" in said:
        yield from _apart(place.answer, there, at)
        yield from _between_names(said, there, shores, at)


def _several_in_one(place: SheetPlace, said: Place, split: Place, at: tuple[int, int]) -> Fault:
    """That one name says several places, each of which is known: rails and booklets want each by itself."""
    own = [level for level in split if split[level] != said.get(level)]
    parts = [message("place.at-its-key", key=place.role.called[level], name=str(split[level])) for level in own]
    asked = next(str(said[level]) for level in own if level in said)
    return fault("lieu-autrement.levels", *at, asked=shown(asked, 40), parts=parts)


def _named(place: SheetPlace, said: Place, shores: Gazetteer) -> Answer:
    """Where a place is by its names alone."""
    if "point" not in said:
        return place.answer
    named = {level: typed for level, typed in said.items() if level != "point"}
    return (shores.south if place.role.end == "south" else shores.north)(named)


def _between_names(said: Place, there: Answer, shores: Gazetteer, at: tuple[int, int]) -> Iterator[Fault]:
    """That of the names beside coordinates one is in none of the others. Bad: Tafraout, said to be near Taroudant."""
    if isinstance(there, Unknown | Elsewhere) and (wrong := amiss.contradicted(said, there, shores)):
        _, asked, given, homes = wrong
        listed = enumeration(homes[:MOST_CANDIDATES], "or")
        yield fault("lieu-contredit.beside", *at, asked=shown(asked, 40), given=shown(given, 40), homes=listed)


def _apart(here: Answer, there: Answer, at: tuple[int, int]) -> Iterator[Fault]:
    """That coordinates are far from the place that is named beside them."""
    if isinstance(there, Found) and isinstance(here, Found) and there.level in _SMALL_LEVELS:
        far = kilometres(there, here)
        if far > NEAREST_APART:
            yield fault("lieu-contredit.point", *at, name=shown(there.name, 40), distance=round(far / 10) * 10)


def _fault(answer: Answer, at: tuple[int, int], *, south: bool) -> Iterator[Fault]:
    if isinstance(answer, Outside):
        case = "lieu-hors-carte.meant" if answer.meant else "lieu-hors-carte"
        meant = written(answer.meant) if answer.meant else ""
        yield fault(case, *at, asked=written(answer.asked), meant=meant)
        return
    asked = shown(answer.asked, 40)
    if isinstance(answer, Elsewhere):
        homes = enumeration(answer.homes[:MOST_CANDIDATES], "or")
        yield fault("lieu-contredit.town", *at, asked=asked, given=shown(answer.given, 40), homes=homes)
    elif isinstance(answer, Abroad):
        yield fault("lieu-inconnu.abroad", *at, asked=asked)
    elif isinstance(answer, Unknown):
        yield _unknown(answer, asked, at, south=south)
    else:
        case = "lieu-ambigu" if south else "lieu-inconnu.several"
        yield from _approximate(answer, asked, case, at)


def _unknown(answer: Unknown, asked: str, at: tuple[int, int], *, south: bool) -> Fault:
    """A place that no gazetteer has: two in one line, one that has no position of its own to type, or misspelt."""
    if _LIKE_A_NUMBER.fullmatch(answer.asked.strip()):
        return fault("lieu-inconnu.number", *at, asked=asked)
    if coded := _CODED.fullmatch(answer.asked):
        return fault("lieu-inconnu.code", *at, asked=asked, name=shown(coded["name"], 40))
    if not south and (several := _of_two(answer, asked, at)):
        return several
    other = "lieu-inconnu.none" if south else "lieu-inconnu.town"
    return fault("lieu-inconnu.near" if answer.near else other, *at, asked=asked, near=answer.near)


def _of_two(answer: Unknown, asked: str, at: tuple[int, int]) -> Fault | None:
    """Two towns in one value, or one and its country."""
    first, joined, second = _TWO_TOWNS.sub("\n", answer.asked).partition("\n")
    if joined:
        return fault("lieu-inconnu.two", *at, asked=asked, first=shown(first, 40), second=shown(second, 40))
    town, comma, country = map(str.strip, answer.asked.partition(","))
    known = not comma or not country or answer.near
    return None if known else fault("lieu-inconnu.country", *at, asked=asked, first=shown(town, 40))


def _of_world(answer: Answer, at: tuple[int, int]) -> Iterator[Fault]:
    """The same of a place anywhere: names of countries are what is to be typed."""
    if isinstance(answer, Outside):
        return
    asked = shown(answer.asked, 40)
    if isinstance(answer, Elsewhere):
        homes = enumeration(answer.homes[:MOST_CANDIDATES], "or")
        yield fault("lieu-contredit.country", *at, asked=asked, given=shown(answer.given, 40), homes=homes)
    elif isinstance(answer, Unknown):
        case = "lieu-inconnu.world-near" if answer.near else "lieu-inconnu.world"
        yield fault(case, *at, asked=asked, near=answer.near)
    elif isinstance(answer, Ambiguous | Found):
        likely = isinstance(answer, Ambiguous) and answer.likely is not None
        yield from _approximate(answer, asked, "lieu-inconnu.capital" if likely else "lieu-inconnu.homonyms", at)


def _approximate(answer: Ambiguous | Found, asked: str, case: str, at: tuple[int, int]) -> Iterator[Fault]:
    if isinstance(answer, Ambiguous):
        listed, more = answer.candidates[:MOST_CANDIDATES], " …" * (len(answer.candidates) > MOST_CANDIDATES)
        yield fault(case, *at, asked=asked, listed=listed, more=more)
    elif beside := _CODED.fullmatch(answer.asked) or _EXPLAINED.fullmatch(answer.asked):
        yield fault("lieu-approche.name", *at, asked=asked, name=shown(beside["name"], 40))
    elif answer.asked:
        case = _CENTRES.get(answer.level, "lieu-approche.county")
        yield fault(case, *at, asked=asked, name=answer.name)


def _misspelt(typed: str, name: str, line: int, column: int) -> Iterator[Fault]:
    """That a town of the north was found by its sound alone: its name is printed as typed."""
    asked, known = key(typed).compact, key(name).compact
    is_part = asked == known or _holds(fold(typed).split(), fold(name).split())  # « Châlons », « Paris 18e »
    if not is_part and not is_arabic(typed):
        yield fault("lieu-autrement", line, column, typed=shown(typed, 40), name=name)


def _holds(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether all words of one of two names are among those of the other."""
    return set(one) <= set(other) or set(other) <= set(one)


def _no_department(place: Place, shores: Gazetteer | None, line: int, column: int) -> Iterator[Fault]:
    """That a post code, or a number with its name, is printed as the number of a department."""
    typed = str(place.get("department", ""))
    number = shores.department(typed, str(place["town"])) if shores and typed else None
    if number and _POST_CODE.fullmatch(typed.strip()):
        yield fault("lieu-autrement.department", line, column, typed=shown(typed, 40), code=number)
    elif shores and number and number in shores.departments and not re.search(r"\d", typed):
        yield from _misspelt(typed, shores.departments[number].name, line, column)


def _with_capitals(typed: str) -> str:
    """A name of a place that was typed without capitals, or of capitals alone, as names are written; else nothing."""
    letters = "".join(filter(str.isalpha, typed))
    shouted = letters.isupper() and len(letters) <= MOST_SHOUTED
    if len(letters) < FEWEST_LETTERS or not (letters.islower() or shouted):
        return ""
    return _NAMED_WORD.sub(lambda word: word[0] if word[0] in _SMALL_WORDS else word[0].capitalize(), typed.lower())


def _position(front: YamlTable | None, name: str, index: int) -> tuple[int, int]:
    """Where the place was typed."""
    entry = next((entry for entry in front.entries if entry.key.value == name), None) if front else None
    if entry is None:
        return 1, 1
    node: Node = entry.value
    if isinstance(node, YamlList) and index < len(node.items):
        node = node.items[index]
    return (node.line, node.column) if isinstance(node, (YamlList, YamlTable)) else (entry.key.line, entry.key.column)

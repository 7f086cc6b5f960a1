"""French departments as people write them → their numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from fiches.places.names import candidates, written_alike
from fiches.places.points import Town

CORSICA = ("2A", "2B")
_IN_CORSICA = re.compile(r"20(?P<third>\d)\d\d|20|corse", re.IGNORECASE)
_POSTCODE = re.compile(r"(?!20)(\d\d)\d{3}|0(\d\d)")
_ITS_NUMBER = re.compile(r"\b(97\d|2[abAB]|\d{1,2})\b")


def number(typed: str, departments: Mapping[str, Town]) -> str | None:
    """« 34 », « 2a », « Hérault », « Hérault (34) » → the number of one of some departments."""
    match = _POSTCODE.fullmatch(typed.strip()) or _ITS_NUMBER.search(typed)
    if match:
        found = str(match[match.lastindex or 1]).upper().zfill(2)
        return found if found in departments else None
    hits = candidates(typed, [one.name for one in departments.values()], loosely=True)
    return list(departments)[hits[0]] if len(hits) == 1 else None


def corsican(typed: str, city: str, towns: Iterable[Town]) -> str | None:
    """« 20200 » by its third figure, « 20 » and « Corse » by the town, of which the island has no two of one name."""
    match = _IN_CORSICA.fullmatch(typed.strip())
    if match and match["third"]:
        return CORSICA[int(match["third"]) > 1]
    own = (one for one in towns if one.department in CORSICA) if match else ()
    return next((one.department for one in own if written_alike(one.name, city)), None)

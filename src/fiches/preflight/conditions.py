"""Printing conditions by whatever name files give them: those of registries, of profiles, of what these are made of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from fiches.storage.fingerprints import HOUSE

CONDITIONS_FILE = "conditions.yaml"  # of templates/
_DATA_NUMBER = re.compile(r"(fogra|cgats tr|gracol|swop|crpc|jc)\s*0*(\d+)")
_TAG, _ENTRY = 4, 12  # bytes of a name and of an entry in the table of an ICC profile
_TAG_TABLE, MOST_TAGS = 128, 100


@cache
def _profiles() -> dict[str, str]:
    """What profiles call themselves → the data that they are made of."""
    from fiches.config.yaml_reader import parse_file  # not before a file is judged: YAML is dear to load

    table, _ = parse_file(HOUSE / "templates" / CONDITIONS_FILE)
    return table.texts if table else {}


def known(told: Iterable[str]) -> str:
    """The characterisation data that the first of these names stands for, as `fogra39`; nothing when none is known."""
    return next(filter(None, map(_known, told)), "")


def _known(name: str) -> str:
    plain = re.sub(r"[^0-9a-z]+", " ", name.lower()).strip()
    if numbered := _DATA_NUMBER.search(plain):
        return f"{numbered[1].replace(' ', '')}{numbered[2]}"
    return next((data for profile, data in _profiles().items() if folded(profile) in folded(name)), "")


def folded(name: str) -> str:
    """A name without what two writings of it differ by."""
    return re.sub(r"[^0-9a-z]", "", name.lower())


def of_profile(profile: bytes) -> tuple[str, ...]:
    """What an ICC profile says about itself: its description, and the data that it was made of (ICC.1, 7.3 and 9.2)."""
    count = int.from_bytes(profile[_TAG_TABLE : _TAG_TABLE + _TAG])
    found = []
    for at in range(_TAG_TABLE + _TAG, _TAG_TABLE + _TAG + _ENTRY * min(count, MOST_TAGS), _ENTRY):
        name, start = profile[at : at + _TAG], int.from_bytes(profile[at + 4 : at + 8])
        if name in (b"desc", b"targ"):
            size = min(int.from_bytes(profile[at + 8 : at + _ENTRY]), 1000)
            found.append(profile[start + 8 : start + size].replace(b"\0", b"").decode("latin-1").strip())
    return tuple(found)

"""Which language people are answered in: what they ask for, else what their collection says, else their machine."""

from __future__ import annotations

import gettext
import os
import re
from collections.abc import Mapping, Sequence
from itertools import pairwise, takewhile
from pathlib import Path

from fiches.core.messages import INTERFACE_LANGUAGES, LOCALE, SOURCE_LANGUAGE

LANGUAGE_OPTIONS = ("--langue", "--lang")
CLICK_DOMAIN = "click"  # click.po: what click says, in other words than its own
_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")  # the first that is set counts
_SETTING = re.compile(rb"""^langue_interface[ ]*:[ ]*["']?(\w+)""", re.MULTILINE)
_MOST = 2**16  # bytes of settings that are looked through


def chosen(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """The language of a run, known before anything of it is read or refused."""
    typed = list(takewhile(lambda one: one != "--", arguments))
    asked = (
        _value(typed, LANGUAGE_OPTIONS),
        _of_collection(Path(_value(typed, ("-C",)))),
        next(filter(None, map(environment.get, _VARIABLES)), "")[:2],
    )
    return next((one for one in asked if one in INTERFACE_LANGUAGES), SOURCE_LANGUAGE)


def bind(language: str) -> None:
    """Has click answer in it: click asks gettext, and gettext the environment."""
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain(CLICK_DOMAIN, LOCALE)
    gettext.textdomain(CLICK_DOMAIN)


def _value(typed: Sequence[str], names: Sequence[str]) -> str:
    """The last value given to an option, apart from it or joined to it; nothing when there is none."""
    found = ""
    for word, after in pairwise([*typed, ""]):
        joined = [word.removeprefix(f"{name}=" if name.startswith("--") else name) for name in names]
        found = after if word in names else next((value for value in joined if value != word), found)
    return found


def _of_collection(folder: Path) -> str:
    """What the settings of a collection say, without judging them: they may be what is refused."""
    path = folder / "sheets" / "collection.yaml"
    try:
        with path.open("rb") as file:
            found = _SETTING.search(file.read(_MOST)) if path.is_file() else None
    except OSError:
        return ""
    return found[1].decode() if found else ""

"""What a collection says itself of languages, judged: habits, synonyms, voices, misspellings, beside `langue.yaml`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from fiches.config import languages, speech_rules, synonyms
from fiches.core.problems import Fault, Problem, fault
from fiches.lint import habits, misspellings

_JUDGES: Mapping[str, Callable[[Path], Iterator[Fault]]] = {
    habits.HABITS_FILE: habits.faults,
    synonyms.SYNONYMS_FILE: synonyms.faults,
    speech_rules.SPEECH_FILE: speech_rules.faults,
    misspellings.MISSPELLINGS_FILE: misspellings.faults,
}


def check(root: Path) -> Iterator[Problem]:
    """Whatever is wrong with the files of the collection in `root`; those of this program are tested."""
    home = languages.home(root)
    for path in sorted(home.glob("*/*.yaml")) if home != languages.home() else ():
        found = _JUDGES[path.name](path) if path.name in _JUDGES else ()
        yield from (one.in_file(path.relative_to(root).as_posix()) for one in (*found, *_unread(path)))


def _unread(path: Path) -> Iterator[Fault]:
    """That nothing reads the data of a language of which nothing else is said."""
    if path.name in _JUDGES and not (path.parent / languages.LANGUAGE_FILE).is_file():
        yield fault("format-invalide.unread-language", name=path.name, missing=languages.LANGUAGE_FILE)

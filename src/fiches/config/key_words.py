"""What our own data says of each key of a format's files, for editors and for the reference: templates/cles.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import cast

from fiches.config import tables
from fiches.config.fields import Field
from fiches.config.translated import NO_WORDS, Translated
from fiches.storage.fingerprints import HOUSE

SAID_OF_KEYS = "cles.yaml"  # what is said of a key: by its name behind that of what holds it, else by its name alone
_FILES = tuple(Field(name, "table", each=Field("cle", "words")) for name in ("format", "composition"))

KeyWords = Mapping[str, Translated]


@cache
def of_file(name: str) -> KeyWords:
    """What is said of the keys of « format » or « composition »; ValueError where our data is faulty."""
    return cast(KeyWords, tables.of_ours(HOUSE / "templates" / SAID_OF_KEYS, _FILES)[name])


def described(known: tuple[Field, ...], words: KeyWords, holder: str = "") -> tuple[Field, ...]:
    """The same keys, each with what is said of it, those inside too."""
    return tuple(_described(field, words, holder) for field in known)


def _described(field: Field, words: KeyWords, holder: str) -> Field:
    inner = described(field.fields, words, field.name)
    each = field.each and replace(field.each, fields=described(field.each.fields, words, field.name))
    said = words.get(f"{holder}.{field.name}") or words.get(field.name, NO_WORDS)
    return replace(field, description=said, fields=inner, each=each)

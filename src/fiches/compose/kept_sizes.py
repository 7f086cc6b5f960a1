"""How high blocks of text are, kept from run to run: to know it again, what says the same in the same look is not set.

The key of a block is all that its lines come from, colours left out: a page may be painted anew without being fitted.
"""

from __future__ import annotations

import json
import re
from collections.abc import Hashable
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from typing import Any, NamedTuple

from fiches.compose.copyfit import TextSetting
from fiches.compose.text_styles import TextStyles
from fiches.storage import fingerprints
from fiches.storage.memory import Memory

SIZES = "hauteurs"  # the folder of memory that they are in
MOST_SETTINGS = 300  # of one block: what is more is sought anew
_PAINT = re.compile(r"(--[\w-]+\s*:\s*)#[0-9A-Fa-f]{3,8}(?=\s*[;}])")  # a colour that a style sheet gives a name


class BlockSizes(NamedTuple):
    """What is known of a block, by how it may be set: how high it is, and what it is no lower than, in u."""

    heights: dict[TextSetting, float]
    lowest: dict[TextSetting, float]


class KeptSizes:
    """The sizes of the blocks of one sheet, as the last run left them and as this one finds them."""

    def __init__(self, memory: Memory, slug: str) -> None:
        self._memory, self._file = memory, f"{slug}.json"
        self._data = memory.kept(self._file) or b""
        self._before, self._now = _read(self._data), dict[str, BlockSizes]()

    def share(self, sizes: BlockSizes, styles: TextStyles, *rest: Hashable) -> None:
        """Adds to what is known in this process of a block what was known of one of the same looks and words."""
        key = fingerprints.key(_look(styles), repr(rest))
        for mine, kept in zip(sizes, self._before.get(key, ()), strict=False):
            mine.update(kept)
        self._now[key] = sizes

    def keep(self) -> None:
        """Keeps for the next run what is known of the blocks that this one has asked about."""
        blocks = {key: [_told(known) for known in sizes] for key, sizes in self._now.items()}
        data = json.dumps({"tool": fingerprints.tool(), "blocks": blocks}).encode()
        if data != self._data:
            self._memory.keep(self._file, data)


def _told(known: dict[TextSetting, float]) -> list[list[Any]]:
    return [[*one, size] for one, size in known.items()] if len(known) <= MOST_SETTINGS else []


def _read(data: bytes) -> dict[str, BlockSizes]:
    """What `keep` wrote; nothing where it is damaged, or by another program."""
    with suppress(ValueError, KeyError, TypeError, AttributeError, RecursionError):
        found = json.loads(data)
        if found["tool"] == fingerprints.tool():
            return {key: BlockSizes(*map(_sizes, sorts)) for key, sorts in found["blocks"].items()}
    return {}


def _sizes(found: list[list[Any]]) -> dict[TextSetting, float]:
    return {TextSetting(*setting): float(size) for *setting, size in found}


@lru_cache(maxsize=64)
def _look(styles: TextStyles) -> str:
    """The digest of all that style sheets and faces say, whatever the colours are."""
    unpainted = tuple(_PAINT.sub(r"\1", sheet) for sheet in styles.sheets)
    return fingerprints.key(repr(replace(styles, sheets=unpainted)))

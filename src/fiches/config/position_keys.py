"""Keys in which people give a position, where one key of ours holds both of its numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress

from fiches.config.coordinates import Position, joined, position, written
from fiches.config.yaml_reader import Node, YamlTable, YamlText, as_typed
from fiches.core.messages import Message, message
from fiches.core.problems import BadValue
from fiches.core.text import fold

EXAMPLE = "[30.52, -7.92]"
_LATITUDES, _LONGITUDES = ("latitude", "lat"), ("longitude", "lon", "lng", "long")
_BOTH = ("gps", "position", "point", "coords", "localisation", "geolocalisation", "coordinates")


def is_one(key: str) -> bool:
    """Whether a key gives a position, or a half of one."""
    return fold(key) in (*_LATITUDES, *_LONGITUDES, *_BOTH)


def given(node: Node) -> Position:
    """The position in a text, in a list of its two numbers, or in a table of them: « lat: 30.52 », « lon: -7.92 »."""
    if isinstance(node, YamlText):
        return position(node.value)
    if isinstance(node, YamlTable):
        sides = {entry.key.value[:3].casefold(): as_typed(entry.value) for entry in node.entries}
        return position(joined([sides.get("lat", ""), sides.get("lon", sides.get("lng", ""))]))
    return position(joined([as_typed(item) for item in node.items]))


def remedy(typed: Sequence[tuple[str, Sequence[str]]], parent: str, name: str) -> Message:
    """To write the position that some keys, each with the parts of its value, give under `name`, within `parent`."""
    line = f"{name}: {_position_of(typed) or EXAMPLE}"
    return (
        message("field.position.within", line=line, parent=parent) if parent else message("field.position", line=line)
    )


def _position_of(typed: Sequence[tuple[str, Sequence[str]]]) -> str:
    """The position that some keys give, as a sheet writes it; nothing where they give none."""
    parts = {fold(key): values for key, values in typed}
    both = _first(parts, _BOTH)
    halves = (_first(parts, _LATITUDES), _first(parts, _LONGITUDES))
    with suppress(BadValue):
        return written(position(joined(both) if both else "; ".join(map(",".join, halves))))
    return ""


def _first(parts: Mapping[str, Sequence[str]], names: Sequence[str]) -> Sequence[str]:
    return next((parts[one] for one in names if one in parts), ())

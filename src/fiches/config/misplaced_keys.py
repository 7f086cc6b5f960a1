"""Keys that stand at another level than the one they belong to: an indent forgotten, or one too many."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, TypeGuard

from fiches.config.yaml_lines import quoted
from fiches.config.yaml_reader import Node, YamlEntry, YamlList, YamlTable, YamlText, as_typed
from fiches.core.messages import Message, listing, message

Keys = Mapping[str, Any]  # those that a table may have, each with the Keys of its records
_Place = tuple[int, int]


def misplaced(table: YamlTable, keys: Keys, top: Keys | None = None) -> Iterator[tuple[_Place, tuple[str, Message]]]:
    """By place, the keys of `table` that belong to another level: the key that they belong to, and what to do.

    `top`: the keys of the whole that the table is in.
    """
    for entry in table.entries:
        key, at = entry.key.value, (entry.key.line, entry.key.column)
        homes = [name for name, inner in keys.items() if key in inner]
        if key in keys:
            yield from chain.from_iterable(misplaced(one, keys[key], top or keys) for one in _tables(entry.value))
        elif top and key in top:
            yield at, ("", message("field.outdent"))
        elif homes:
            yield at, (homes[0], message("field.indent", homes=listing(homes, "or")))


def _tables(node: Node) -> list[YamlTable]:
    """A table, or those of a list."""
    nodes = node.items if isinstance(node, YamlList) else (node,)
    return [one for one in nodes if isinstance(one, YamlTable)]


def undashed(items: Sequence[Node], required: Sequence[str], one_of: Sequence[str]) -> YamlTable | None:
    """The one record whose keys have a dash each, as only some hold what all must; None where they may be several."""
    alone = [one.entries[0] for one in items if _is_key_behind_dash(one)]
    keys = {entry.key.value for entry in alone}
    one_each = len(items) == len(alone) == len(keys) > 1
    lacking = bool(required) and keys.issuperset(required)
    places = len(keys.intersection(one_of)) > 2
    return YamlTable(tuple(alone), items[0].line, items[0].column) if one_each and (lacking or places) else None


def _is_key_behind_dash(node: Node) -> TypeGuard[YamlTable]:
    """Whether it is a record of one key, in no braces."""
    return isinstance(node, YamlTable) and len(node.entries) == 1 and node.column == node.entries[0].key.column


def second_key(table: YamlTable) -> tuple[int, int]:
    """Line and column of the second key of a table."""
    return table.entries[1].key.line, table.entries[1].key.column


LONGEST_ALONE = 60  # signs of a text that may be the value of the one key that is not there
MOST_LIKELY = 6  # keys of a record, of which it is rather the first
_ONE_SIDE = r"[^\W_][^,:;()#\[\]{}\"]{0,60}"
_TWO_SIDES = re.compile(
    rf"(?P<one>{_ONE_SIDE}?)(?:(?:\s*[,;:]| [-–—])\s+(?P<two>{_ONE_SIDE})| \((?P<within>{_ONE_SIDE})\))"
)


def meant_record(node: Node, kinds: Mapping[str, str]) -> tuple[str, ...]:
    """The remedy, and the line it quotes, of a text that seems a key without its colon, or values without their keys.

    `kinds`: of what the keys of the record hold, by name. Nothing for a table, but one that a colon made of a text.
    """
    typed = as_typed(node)
    if isinstance(node, YamlTable):
        made = len(node.entries) == 1 and not node.entries[0].key.value.islower()
        return (_of_two_sides(typed, kinds) if made else ()) or _of_pairs(node, kinds)
    return _of_key(typed, kinds) or _of_two_sides(typed, kinds) or _of_one(typed, kinds)


def _of_key(typed: str, kinds: Mapping[str, str]) -> tuple[str, ...]:
    """« nom Ali », « four.jpg », where the key has lost its colon, or is the one of a file."""
    first, _, rest = typed.partition(" ")
    if rest and first in kinds:
        return "field.lost-colon", f"{first}: {rest}"
    file = next((name for name, kind in kinds.items() if kind == "file"), "")
    return ("field.lost-key", f"- {file}: {typed}") if file and re.fullmatch(r"\S+\.\w{3,4}", typed) else ()


def _of_one(typed: str, kinds: Mapping[str, str]) -> tuple[str, ...]:
    """« Union européenne », where the first key of a record takes a text, and few others may be meant."""
    first, kind = next(iter(kinds.items()), ("", "")) if len(kinds) <= MOST_LIKELY else ("", "")
    alone = kind in ("text", "words") and 0 < len(typed) <= LONGEST_ALONE and not re.search(r"[:#{}\[\]\"]|^\W", typed)
    return ("field.lost-key", f"- {first}: {typed}") if alone else ()


def _of_two_sides(typed: str, kinds: Mapping[str, str]) -> tuple[str, ...]:
    """« Ali Ben, président », « Montpellier (34) », where a record has two keys for texts."""
    sides = _TWO_SIDES.fullmatch(typed) if list(kinds.values()) == ["text", "text"] else None
    if sides is None:
        return ()
    if len(letters := re.split(r"\s*[,;:]\s*| et | and ", typed)) > 1 and all(map(str.isupper, letters)):  # acronyms
        first, second = kinds
        return "field.lost-key.each", ", ".join(f"- {{{first}: {one}, {second}: …}}" for one in letters)
    named = zip(kinds, (sides["one"], sides["two"] or sides["within"]), strict=True)
    return "field.lost-key", f"- {{{', '.join(f'{name}: {value}' for name, value in named)}}}"


def _of_pairs(table: YamlTable, kinds: Mapping[str, str]) -> tuple[str, ...]:
    """« AEP: adduction d'eau », each on its line, where a record has two keys for texts."""
    pairs = [(entry.key.value, entry.value) for entry in table.entries]
    known = list(kinds.values()) != ["text", "text"] or any(key in kinds or key.islower() for key, _ in pairs)
    if known or len(pairs) < 2 or not all(isinstance(value, YamlText) for _, value in pairs):
        return ()
    first, second = kinds
    each = (f"- {{{first}: {key}, {second}: {_in_braces(as_typed(value))}}}" for key, value in pairs[:2])
    return "field.lost-key.each", ", ".join(each) + ", …" * (len(pairs) > 2)


def _in_braces(value: str) -> str:
    return quoted(value) if re.search(r"[,{}\[\]:#]", value) else value


def is_cut(entry: YamlEntry, table: YamlTable) -> bool:
    """Whether it is the end of a text between braces, which a comma in it has cut: « {label: Un bassin, ou deux} »."""
    on_its_line = [one for one in table.entries if one.key.line == entry.key.line]
    is_bare = isinstance(entry.value, YamlText) and not entry.value.value
    return is_bare and on_its_line[0] is not entry and " " in entry.key.value

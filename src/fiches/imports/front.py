"""Values become YAML that reads back as the same values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from fiches.config.fields import NOTHING
from fiches.config.formats import Format

_UNSAFE = re.compile(
    r"^[\s!&*?|>%@`\"'#,\[\]{}=~]|^-(?:\s|$|--)|: |:$| #|[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\\]|\s$|^[^\W\d_]+:"
)
_IN_BRACKETS = re.compile(r"[,\[\]{}:#\"']")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}


def front_matter(found: Mapping[str, Any], format_: Format) -> str:
    """The lines of the front matter, the title first, when and where next, then in the order of the format."""
    places = {role.field for role in format_.places}
    order = {
        field.name: (field.name != "titre", field.kind != "period" and field.name not in places, at)
        for at, field in enumerate(format_.fields)
    }
    inner = {field.name: [one.name for one in field.fields] for field in format_.fields}
    usual = (True, True, len(order))
    names = sorted(filter(found.get, found), key=lambda name: order.get(name, usual))
    given = ((name, _ordered(found[name], inner.get(name, []))) for name in names)
    return "\n".join(line for name, value in given for line in _entry(name, value))


def scalar(text: str) -> str:
    """A text as YAML."""
    if _UNSAFE.search(text) or text.strip().lower() in NOTHING:
        return '"' + "".join(_ESCAPES.get(sign, sign) for sign in text) + '"'
    return text


def _ordered(value: Any, keys: list[str]) -> Any:  # noqa: ANN401
    """Records with their keys in the order of the format."""
    if isinstance(value, list):
        return [_ordered(one, keys) for one in value]
    return {key: value[key] for key in keys if key in value} if isinstance(value, dict) else value


def _entry(name: str, value: Any, indent: str = "") -> Iterator[str]:  # noqa: ANN401
    if isinstance(value, dict):
        yield f"{indent}{name}:"
        yield from _table(value, f"{indent}  ")
    elif isinstance(value, list):
        yield from _list(name, value, indent)
    else:
        yield f"{indent}{name}: {scalar(str(value))}"


def _table(values: Mapping[str, Any], indent: str) -> Iterator[str]:
    for name, value in values.items():
        yield from _entry(name, value, indent)


def _list(name: str, items: list[Any], indent: str) -> Iterator[str]:
    if any(isinstance(item, dict) for item in items):
        yield f"{indent}{name}:"
        for item in items:
            lines = list(_table(item, "") if isinstance(item, dict) else [scalar(str(item))])
            yield from _item(lines, f"{indent}  ")
    elif all(len(item) <= 40 and not _IN_BRACKETS.search(item) and scalar(item) == item for item in items):
        yield f"{indent}{name}: [{', '.join(items)}]"
    else:
        yield f"{indent}{name}:"
        yield from (f"{indent}  - {scalar(item)}" for item in items)


def _item(lines: Iterable[str], indent: str) -> Iterator[str]:
    for place, line in enumerate(lines):
        yield f"{indent}{'  ' if place else '- '}{line}"

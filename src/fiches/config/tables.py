"""Files of YAML checked against a list of fields: read at each save and for each command, converted once."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from fiches.config import fields
from fiches.config.fields import Field, Values
from fiches.config.yaml_reader import YamlTable, file_bytes, parsed_bytes
from fiches.core.problems import Fault

NO_VALUES: Values = MappingProxyType({})


def read(path: Path, known: tuple[Field, ...]) -> tuple[YamlTable | None, Values, list[Fault]]:
    """The mapping of a file, its values by name, and every fault found in it; without mapping there are no values."""
    data, faults = file_bytes(path)
    if faults:
        return None, NO_VALUES, faults
    table, values, found = _remembered(path, data, known)
    return table, values, [*found]


def of_ours(path: Path, known: tuple[Field, ...]) -> Values:
    """The values of a file of this program's own; ValueError where it is faulty."""
    _, values, faults = read(path, known)
    if faults:
        raise ValueError(f"{path}: {faults}")
    return values


@lru_cache(maxsize=128)  # as often as they are parsed
def _remembered(
    path: Path, data: bytes, known: tuple[Field, ...]
) -> tuple[YamlTable | None, Values, tuple[Fault, ...]]:
    table, faults = parsed_bytes(path, data)
    values, more = fields.read(table, known) if table else (NO_VALUES, [])
    return table, values, (*faults, *more)

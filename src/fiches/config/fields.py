"""Tables of YAML checked against a list of fields: values out, faults beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TypeGuard

from fiches.config.values import SCALARS, FileName, Reference, choice, coordinates, excerpt
from fiches.config.yaml_reader import Node, YamlList, YamlTable, YamlText
from fiches.core.messages import listing
from fiches.core.problems import BadValue, Fault
from fiches.core.text import did_you_mean, nearest, shown

LISTS = MappingProxyType({"texts": "text", "references": "reference"})
KINDS = (*SCALARS, *LISTS, "choice", "coordinates", "record", "records", "table")


@dataclass(frozen=True, slots=True)
class Field:
    """One key that a table may have, and what its value must be."""

    name: str
    kind: str = "text"
    required: bool = False
    advised: bool = False
    label: str = ""
    description: str = ""
    example: str = ""
    choices: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()  # of a record, of each of the records
    one_of: tuple[str, ...] = ()  # at least one of these keys must be given
    each: Field | None = None  # of a table with free keys


Values = Mapping[str, object]


def read(table: YamlTable, fields: tuple[Field, ...], one_of: tuple[str, ...] = ()) -> tuple[Values, list[Fault]]:
    """The values of `table` by name, absent and empty ones left out, and every fault found in it."""
    faults: list[Fault] = []
    values: dict[str, object] = {}
    known = {field.name: field for field in fields}
    for entry in table.entries:
        field = known.get(entry.key.value)
        if field is None:
            faults.append(_unknown(entry.key, known))
        elif not _is_empty(entry.value):
            value = _convert(entry.value, field, faults)
            if value is not None:
                values[field.name] = value
    given = {entry.key.value for entry in table.entries if not _is_empty(entry.value)}
    faults.extend(_missing(table, fields, one_of, given))
    return MappingProxyType(values), faults


def _missing(table: YamlTable, fields: tuple[Field, ...], one_of: tuple[str, ...], given: set[str]) -> Iterator[Fault]:
    """Required and advised keys that are not given; a misspelt one is already reported as unknown."""
    names = [field.name for field in fields]
    meant = {nearest(name, names) for name in given - set(names)}
    for field in fields:
        if field.name not in given | meant and (field.required or field.advised):
            code = "champ-obligatoire" if field.required else "champ-conseille"
            yield Fault(code, f"la clé « {field.name} » manque", table.line, table.column, f"ajoutez {_sample(field)}")
    if one_of and not (given | meant) & set(one_of):
        yield Fault(
            "champ-obligatoire",
            "aucun lieu n'est donné" if "lieu" in one_of else "rien n'est donné",
            table.line,
            table.column,
            f"donnez au moins une des clés {listing(one_of, 'or')}",
        )


def _sample(field: Field) -> str:
    """How one writes `field`, for an author who has never seen YAML."""
    if field.fields:
        first = next((inner for inner in field.fields if inner.required), field.fields[0])
        return (
            f"une ligne « {field.name}: » puis, en retrait sur la suivante, « {first.name}: … » ; "
            f"les clés admises sont {listing(inner.name for inner in field.fields)}"
        )
    return f"une ligne « {field.name}: … »" + (
        f", par exemple « {field.name}: {field.example} »" if field.example else ""
    )


def _unknown(key: YamlText, known: Mapping[str, Field]) -> Fault:
    hint = did_you_mean(key.value, known) or f"les clés admises sont {listing(known)}"
    return Fault("cle-inconnue", f"la clé {excerpt(key.value)} n'existe pas", key.line, key.column, hint)


def _is_empty(node: Node) -> bool:
    if isinstance(node, YamlText):
        return not node.value.strip()
    return not (node.items if isinstance(node, YamlList) else node.entries)


class _BadShapeError(ValueError):
    """A list, a table or a text where another of the three is needed; the message continues « « clé » … »."""


def _convert(node: Node, field: Field, faults: list[Fault]) -> object | None:
    """The value of one field; None when it has faults."""
    try:
        if field.kind in ("record", "records"):
            return _records(node, field, faults)
        if field.kind == "table":
            return _free_table(node, field, faults)
        if field.kind == "coordinates":
            return coordinates(*_pair(node))
        if field.kind in LISTS:
            inner = replace(field, kind=LISTS[field.kind])
            texts = node.items if isinstance(node, YamlList) else (node,)
            faults += _unbracketed(node, field)
            found = [_convert(item, inner, faults) for item in texts if not _is_empty(item)]
            return tuple(value for value in found if value is not None)
        return _scalar(node, field)
    except _BadShapeError as error:
        sample = replace(field, example=f"[{node.value}]") if field.kind == "coordinates" and _is_pair(node) else field
        message = f"« {field.name} » {error}"
        faults.append(Fault("champ-invalide", message, node.line, node.column, f"écrivez {_sample(sample)}"))
    except BadValue as error:
        message = f"« {field.name} » : {excerpt(_typed(node))} {error.message}"
        faults.append(Fault(error.code, message, node.line, node.column, error.hint))
    return None


def _unbracketed(node: Node, field: Field) -> Iterator[Fault]:
    """That commas do not make a list, where the example of a field is one."""
    if isinstance(node, YamlText) and "," in node.value and field.example.startswith("["):
        message = f"« {field.name} » : {excerpt(node.value)} compte pour un seul texte"
        hint = f"écrivez « {field.name}: [{shown(node.value)}] » pour en faire plusieurs"
        yield Fault("liste-sans-crochets", message, node.line, node.column, hint)


def _is_pair(node: Node) -> TypeGuard[YamlText]:
    return isinstance(node, YamlText) and bool(re.fullmatch(r"\s*[-+]?[\d.]+\s*,\s*[-+]?[\d.]+\s*", node.value))


def _typed(node: Node) -> str:
    if isinstance(node, YamlList):
        return f"[{', '.join(_typed(item) for item in node.items)}]"
    return node.value if isinstance(node, YamlText) else "…"


def _scalar(node: Node, field: Field) -> object:
    if not isinstance(node, YamlText):
        raise _BadShapeError("demande un seul texte, pas une liste")
    text = " ".join(node.value.split())
    if field.kind == "choice":
        return choice(text, field.choices)
    value = SCALARS[field.kind](text)
    if field.kind == "file":
        return FileName(str(value), node.line, node.column)
    return Reference(str(value), node.line, node.column) if field.kind == "reference" else value


def _pair(node: Node) -> tuple[str, str]:
    if isinstance(node, YamlList) and len(node.items) == 2:
        first, second = node.items
        if isinstance(first, YamlText) and isinstance(second, YamlText):
            return first.value, second.value
    raise _BadShapeError("demande deux nombres entre crochets, la latitude puis la longitude")


def _records(node: Node, field: Field, faults: list[Fault]) -> object:
    if field.kind == "records":
        tables = node.items if isinstance(node, YamlList) else (node,)
        found = [_convert(table, replace(field, kind="record"), faults) for table in tables]
        return tuple(values for values in found if values is not None)
    if not isinstance(node, YamlTable):
        raise _BadShapeError(f"demande des lignes « clé: valeur », et non « {shown(_typed(node), 40)} »")
    values, inner_faults = read(node, field.fields, field.one_of)
    faults.extend(inner_faults)
    return values


def _free_table(node: Node, field: Field, faults: list[Fault]) -> object:
    if not isinstance(node, YamlTable):
        raise _BadShapeError("demande des lignes « clé: valeur »")
    each = field.each or Field("valeur")
    pairs = [
        (entry.key.value, _convert(entry.value, replace(each, name=entry.key.value), faults)) for entry in node.entries
    ]
    return MappingProxyType({name: value for name, value in pairs if value is not None})

"""Tables of YAML checked against a list of fields: values out, faults beside them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from fiches.config import called_keys, position_keys, typed_series
from fiches.config.bad_shapes import BadShapeError, no_figure, no_list, no_table
from fiches.config.figures import figure
from fiches.config.framing import framing
from fiches.config.misplaced_keys import Keys, is_cut, meant_record, misplaced, second_key, undashed
from fiches.config.translated import ANY_LANGUAGE, LANGUAGE_CODE, NO_WORDS, Translated
from fiches.config.values import SCALARS, FileName, Reference, choice
from fiches.config.yaml_lines import quoted, without_marks
from fiches.config.yaml_reader import Node, YamlEntry, YamlList, YamlTable, YamlText, as_typed
from fiches.core.messages import Message, listing, message
from fiches.core.problems import BadValue, Fault, fault
from fiches.core.text import shown

TEXTS = ("text", "texts", "words", "by-language", "choice", "table")  # whose invisible marks say how to read them
LISTS = MappingProxyType({"texts": "text", "references": "reference", "numbers": "number", "figures": "text"})
KINDS = (*SCALARS, "texts", "references", "choice", "coordinates", "framing", "figures", "record", "records", "table")


@dataclass(frozen=True, slots=True)
class Field:
    """One key that a table may have, and what its value must be; `bounds` are the least and the most of a number.

    A `bare` record may be given with nothing in it. An author is told of what is more than `most_…` (0: no bound).

    Beside KINDS, our own data has `numbers`, `words`: a text, or the same in several languages, `by-language`: a table.
    """

    name: str
    kind: str = "text"
    required: bool = False
    advised: bool = False
    label: Translated = NO_WORDS
    description: Translated = NO_WORDS
    example: Translated = NO_WORDS  # in the language of the sheet
    choices: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()  # of a record, of each of the records, of what may stand for a text of a list
    one_of: tuple[str, ...] = ()  # at least one of these keys must be given
    each: Field | None = None  # of a table with free keys
    bounds: tuple[float, float] | None = None
    bare: bool = False
    most_words: int = 0
    most_signs: int = 0
    least_items: int = 0
    most_items: int = 0


NOTHING = ("", "~", "null")  # what YAML calls so
Values = Mapping[str, object]


def read(table: YamlTable, fields: tuple[Field, ...], one_of: tuple[str, ...] = ()) -> tuple[Values, list[Fault]]:
    """The values of `table` by name, absent and empty ones left out, and every fault found in it."""
    values, faults = _read(table, fields, one_of)
    elsewhere = dict(misplaced(table, _keys(fields)))
    lost = {parent for parent, _ in elsewhere.values() if parent}
    return values, [
        replace(one, hint=elsewhere[(one.line, one.column)][1]) if (one.line, one.column) in elsewhere else one
        for one in faults
        if not _is_missing(one, lost)
    ]


def _is_missing(one: Fault, keys: Collection[str]) -> bool:
    """Whether a fault is that one of some keys has no value."""
    return one.code == "champ-obligatoire" and dict(getattr(one.message, "values", ())).get("key") in keys


def _keys(fields: tuple[Field, ...]) -> Keys:
    return {field.name: _keys(field.fields) for field in fields}


def _read(table: YamlTable, fields: tuple[Field, ...], one_of: tuple[str, ...] = ()) -> tuple[Values, list[Fault]]:
    faults: list[Fault] = []
    values: dict[str, object] = {}
    known = {field.name: field for field in fields}
    for entry in table.entries:
        field = known.get(entry.key.value)
        if field is None:
            faults.append(_unknown(entry, known, table))
        elif field.bare or not _is_empty(entry.value):
            value = _convert(_bared(entry.value) if field.bare else entry.value, field, faults)
            if value is not None:
                values[field.name] = value
    faults.extend(_missing(table, fields, one_of, _given(table, known)))
    return MappingProxyType(values), faults


def _bared(node: Node) -> Node:
    """A table without keys for a record that has nothing in it."""
    return YamlTable((), node.line, node.column) if isinstance(node, YamlText) and _is_empty(node) else node


def _given(table: YamlTable, known: Mapping[str, Field]) -> set[str]:
    """The keys that have a value; also those that a misspelt one meant, which is already reported as unknown."""
    typed = {entry.key.value for entry in table.entries if not _is_empty(entry.value)}
    return typed | {_word(name, known, table) for name in typed - set(known)}


def _word(typed: str, known: Mapping[str, Field], table: YamlTable) -> str:
    """The key that a strange one is meant for; nothing where there is none."""
    required = [field.name for field in known.values() if field.required]
    labels = {name: field.label for name, field in known.items()}
    return called_keys.likeliest(typed, labels, required, [entry.key.value for entry in table.entries])


def _missing(table: YamlTable, fields: tuple[Field, ...], one_of: tuple[str, ...], given: set[str]) -> Iterator[Fault]:
    """Required and advised keys that are not given, and that none is of those of which one should be."""
    yield from (_lacking(one, table) for one in fields if one.name not in given and (one.required or one.advised))
    if one_of and not given & set(one_of):
        name = "champ-obligatoire.no-place" if "lieu" in one_of else "champ-obligatoire.nothing"
        yield fault(name, table.line, table.column, hint=message("field.add-one", keys=listing(one_of, "or")))


def _lacking(field: Field, table: YamlTable) -> Fault:
    """That a key is not there, or that nothing stands behind it."""
    empty = next((entry.key for entry in table.entries if entry.key.value == field.name), None)
    name = f"champ-{'obligatoire' if field.required else 'conseille'}.{'empty' if empty else 'key'}"
    hint, here = message("field.fill" if empty else "field.add", sample=_sample(field)), empty or table
    return fault(name, here.line, here.column, hint=hint, key=field.name)


def _sample(field: Field) -> Message:
    """How one writes `field`, for an author who has never seen YAML."""
    if field.fields and field.kind not in LISTS:
        first = next((inner for inner in field.fields if inner.required), field.fields[0])
        keys = listing(inner.name for inner in field.fields)
        return message("field.sample.record", key=field.name, first=first.name, keys=keys)
    if field.example:
        return message("field.sample.example", key=field.name, example=field.example.said)
    return message("field.sample", key=field.name)


def _unknown(entry: YamlEntry, known: Mapping[str, Field], table: YamlTable) -> Fault:
    key, typed = entry.key, entry.key.value
    given = {one.key.value: one.key.line for one in table.entries if not _is_empty(one.value)}
    labels = {name: field.label for name, field in known.items()}
    meant = called_keys.remedy(typed, _word(typed, known, table), given, labels)
    other = message("field.comma") if is_cut(entry, table) else message("field.keys", keys=listing(known))
    hint = _as_position(key, known, table) or meant or other
    return fault("cle-inconnue.key", key.line, key.column, hint=hint, key=shown(typed, 40))


def _as_position(key: YamlText, known: Mapping[str, Field], table: YamlTable) -> Message | None:
    """How the position is written that a key of `table` gives a part of; None where no key of ours holds one."""
    homes = [(one.name, inner.name) for one in known.values() for inner in one.fields if inner.kind == "coordinates"]
    homes += [("", one.name) for one in known.values() if one.kind == "coordinates"]
    if not homes or not position_keys.is_one(key.value):
        return None
    typed = [(entry.key.value, [as_typed(one) for one in _items(entry.value)]) for entry in table.entries]
    return position_keys.remedy(typed, *homes[-1])


def _items(node: Node) -> tuple[Node, ...]:
    return node.items if isinstance(node, YamlList) else (node,)


def _is_empty(node: Node) -> bool:
    if isinstance(node, YamlText):
        return node.value.strip() in NOTHING
    return not (node.items if isinstance(node, YamlList) else node.entries)


Converter = Callable[[Node, Field, list[Fault]], object | None]


def _convert(
    node: Node, field: Field, faults: list[Fault], converter: Converter | None = None, *, key: str = ""
) -> object | None:
    """The value of one field, or of what `converter` makes of a part, perhaps called `key`; None when it has faults."""
    try:
        return (converter or _CONVERTERS.get(field.kind, _scalar))(node, field, faults)
    except BadShapeError as error:
        sample = replace(field, name=key or field.name)
        written = message("field.write", sample=_sample(sample))
        line = error.line or f"{sample.name}: {error.value or quoted(as_typed(node))}"
        hint = message(error.remedy, line=line) if error.remedy else written
        told = {"key": sample.name, "typed": shown(as_typed(node), 40)}
        faults.append(fault(error.name, node.line, node.column, hint=hint, **told))
    except BadValue as error:
        said = message("value.of-key", key=key or field.name, typed=shown(as_typed(node), 40), said=error.message)
        faults.append(Fault(error.code, said, node.line, node.column, error.hint))
    return None


def _text(node: Node, field: Field, faults: list[Fault]) -> str:
    if isinstance(node, YamlTable):
        raise no_table(node, several=field.kind in LISTS)
    if isinstance(node, YamlList):
        raise no_list(node, words=field.kind in TEXTS)
    text = without_marks(" ".join(node.value.split()), everywhere=field.kind not in TEXTS)
    if field.kind in ("text", "texts"):
        faults += typed_series.ended(replace(node, value=text), series=field.kind == "texts")
    return text


def _scalar(node: Node, field: Field, faults: list[Fault]) -> object:
    """A text, or what it stands for; also an item of a list."""
    value = SCALARS[LISTS.get(field.kind, field.kind)](_text(node, field, faults))
    if field.bounds and isinstance(value, float | int) and not field.bounds[0] <= value <= field.bounds[1]:
        raise BadValue(message("value.range", least=field.bounds[0], most=field.bounds[1]))
    named = {"file": FileName, "reference": Reference, "references": Reference}.get(field.kind)
    return named(str(value), node.line, node.column) if named else value


def _list(node: Node, field: Field, faults: list[Fault]) -> object:
    if (alone := _alone(node)) and typed_series.may_be_one(alone.value, str(field.example)):
        faults += typed_series.unbracketed(alone, field.name, bare=isinstance(node, YamlText))
    given = [part for part in typed_series.paragraphs(_items(node), field.kind) if not _is_empty(part)]
    each = _figure if field.kind == "figures" else _scalar
    values = (_convert(item, field, faults, _record if _is_group(item, field) else each) for item in given)
    return tuple(value for value in values if value is not None)


def _alone(node: Node) -> YamlText | None:
    """The text of a list that holds one, or is none, placed where that begins."""
    first, *others = _items(node) or (node,)
    return replace(first, line=node.line, column=node.column) if isinstance(first, YamlText) and not others else None


def _is_group(node: Node, field: Field) -> bool:
    """Whether an item is one of the field's own groups; without any of their keys, a colon made a table of a text."""
    keys = [one.key.value for one in node.entries] if isinstance(node, YamlTable) else []
    several = len(keys) > 1 and bool(field.fields) and all(map(str.isidentifier, keys))
    return several or not set(keys).isdisjoint(_keys(field.fields))


def _records(node: Node, field: Field, faults: list[Fault]) -> object:
    whole = undashed(_items(node), [one.name for one in field.fields if one.required], field.one_of)
    if whole:
        faults.append(fault("champ-invalide.dashes", *second_key(whole), hint=message("field.dashes"), key=field.name))
    values = (_convert(table, field, faults, _record) for table in _items(whole or node))
    return tuple(value for value in values if value is not None)


def _figure(node: Node, field: Field, faults: list[Fault]) -> object:
    """A record of two keys typed as one text: « 249 habitations »."""
    if isinstance(node, YamlTable) and len(node.entries) == 1:
        raise no_figure(node.entries[0])
    sides = figure(_text(node, field, faults))
    return MappingProxyType({inner.name: side for inner, side in zip(field.fields, sides, strict=False)})


def _choice(node: Node, field: Field, faults: list[Fault]) -> str:
    """One of the choices; of brackets around another word, that it is none."""
    only = node.items[0] if isinstance(node, YamlList) and len(node.items) == 1 else node
    return choice(_text(node if as_typed(only) in field.choices else only, field, faults), field.choices)


def _record(node: Node, field: Field, faults: list[Fault]) -> object:
    if isinstance(node, YamlList) and len(node.items) == 1:  # a dash too many
        node = node.items[0]
    meant = meant_record(node, {one.name: one.kind for one in field.fields})
    if meant and field.kind == "record":
        meant = (meant[0], meant[1].removeprefix("- "))  # it is in no list
    if not isinstance(node, YamlTable) or meant:
        raise BadShapeError("champ-invalide.record", *meant)
    values, inner_faults = _read(node, field.fields, field.one_of)
    faults.extend(inner_faults)
    return values


def _free_table(node: Node, field: Field, faults: list[Fault]) -> object:
    if not isinstance(node, YamlTable):
        raise BadShapeError("champ-invalide.table")
    each = field.each or Field("valeur")
    pairs = [(one.key.value, _convert(one.value, each, faults, key=one.key.value)) for one in node.entries]
    return MappingProxyType({key: value for key, value in pairs if value is not None})


def _words(node: Node, field: Field, faults: list[Fault]) -> Translated:
    if not isinstance(node, YamlTable):
        return Translated(((ANY_LANGUAGE, _text(node, field, faults)),))
    for key in (one.key for one in node.entries if not LANGUAGE_CODE.fullmatch(one.key.value)):  # a comma began one
        hint = message("field.language")
        faults.append(fault("cle-inconnue.language", key.line, key.column, hint=hint, key=shown(key.value, 40)))
    pairs = [(entry.key.value, _convert(entry.value, field, faults, _text)) for entry in node.entries]
    return Translated(tuple((code, str(words)) for code, words in pairs if words is not None))


_CONVERTERS: Mapping[str, Converter] = MappingProxyType(
    {
        **dict.fromkeys(LISTS, _list),
        "choice": _choice,
        "coordinates": lambda node, *_: position_keys.given(node),
        "framing": lambda node, *_: framing(map(as_typed, node.items if isinstance(node, YamlList) else (node,))),
        "record": _record,
        "records": _records,
        "table": _free_table,
        "words": _words,
        "by-language": lambda *given: MappingProxyType(dict(_words(*given).texts)),
    }
)

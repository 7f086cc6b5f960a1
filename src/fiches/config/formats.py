"""A format is a folder of data: fields, rubrics, labels, styles; read here, run nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, cast

from fiches.config import fields, format_roles, format_words, map_rules, tables
from fiches.config.fields import Field, Values
from fiches.config.map_rules import MapRules, PlaceRole
from fiches.config.translated import NO_WORDS, Translated, localised
from fiches.config.yaml_reader import YamlTable, YamlText, place
from fiches.core.messages import listing, message
from fiches.core.problems import Fault, Problem, fault, has_errors
from fiches.core.text import did_you_mean, fold
from fiches.storage.fingerprints import HOUSE

FORMAT_FILE = "format.yaml"
_ID = re.compile(r"[a-z0-9][a-z0-9-]*")  # of a rubric: layouts and style sheets name it so
RUBRIC_CONTENTS = ("prose", "entries", "testimonies")


@dataclass(frozen=True, slots=True)
class RubricSpec:
    """One rubric of a format: its titles by language, what it holds, the question that guides its author."""

    id: str
    titles: Mapping[str, str]
    keys: Mapping[str, str]  # the word of the title that is set large
    holds: str = "prose"
    question: Translated = NO_WORDS
    reading: Mapping[str, str] = field(default_factory=dict)  # what a reader finds in it

    def title(self, language: str) -> str:
        """The printed title in `language`, else in French."""
        return localised(self.titles, language)

    def split_title(self, language: str) -> tuple[str, str]:
        """The key word and its complement: « Porteur », « du projet »; a hyphen of the title may be none in the key."""
        title = self.title(language)
        key = localised(self.keys, language) if self.keys else title
        begins = title.replace("-", " ").startswith(key.replace("-", " "))
        return (key, title[len(key) :].strip()) if begins else (title, "")


@dataclass(frozen=True, slots=True)
class Format:
    """Everything that makes one organisation's sheets what they are."""

    name: str
    folders: tuple[Path, ...]  # of templates, its own first, then those it extends
    fields: tuple[Field, ...] = ()
    rubrics: tuple[RubricSpec, ...] = ()
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    styles: tuple[str, ...] = ()
    pages: int = 0  # the page budget of a sheet; 0: as many as it takes
    least_photo: tuple[float, float] | None = None  # mm, of the smallest place that a photo covers, when it is known
    description: Translated = NO_WORDS
    places: tuple[PlaceRole, ...] = ()  # the keys that name places
    map: MapRules = field(default_factory=MapRules)
    roles: Mapping[str, str] = field(default_factory=dict)  # by role, the key that has it: « notice.periode »
    folios: Mapping[str, int] = field(default_factory=dict)  # of a booklet's front pages by id, and of its first sheet

    def rubric(self, id_: str) -> RubricSpec | None:
        """The rubric of this id; None where the format has none."""
        return next((spec for spec in self.rubrics if spec.id == id_), None)

    def label(self, name: str, language: str) -> str:
        """A word of the page in `language`, else in French."""
        return localised(self.labels[name], language)


def _field_spec(depth: int) -> Field:
    """What a `fields:` entry may say; records may hold records, `depth` deep."""
    inner = (Field("fields", "table", each=_field_spec(depth - 1)),) if depth else ()
    return Field("field", "record", fields=(
        Field("kind", "choice", choices=fields.KINDS),
        *(Field(name, "yes-no") for name in ("required", "advised")),
        *(Field(name, "words") for name in ("label", "description", "example")),
        *(Field(name, "texts") for name in ("choices", "one_of")),
        *(Field(name, "integer") for name in ("most_words", "most_signs", "least_items", "most_items")),
        *inner,
    ))  # fmt: skip


FORMAT_FIELDS = Field("fields", "table", each=_field_spec(2))
FORMAT_KEYS: tuple[Field, ...] = (
    Field("name", required=True),
    Field("description", "words"),
    Field("extends"),
    Field("pages", "integer"),
    Field("least_photo", "record", fields=tuple(Field(name, "number", required=True) for name in ("width", "height"))),
    Field("styles", "texts"),
    FORMAT_FIELDS,
    Field("rubrics", "records", fields=(
        Field("id", required=True),
        Field("title", "by-language", required=True),
        Field("key", "by-language"),
        Field("holds", "choice", choices=RUBRIC_CONTENTS),
        Field("question", "words"),
        Field("reading", "by-language"),
    )),
    Field("labels", "table", each=Field("label", "by-language")),
    *map(Field, format_roles.ROLES),
    Field("folios", "table", each=Field("folio", "integer")),
    *map_rules.MAP_KEYS,
)  # fmt: skip


def load(name: str, search: tuple[Path, ...]) -> tuple[Format | None, list[Problem]]:
    """The format `name` from the first folder of `search` that has it, what it extends included."""
    return _load(name, search, ())


def _load(name: str, search: tuple[Path, ...], seen: tuple[str, ...]) -> tuple[Format | None, list[Problem]]:
    shown = f"templates/{name}/{FORMAT_FILE}"
    if name not in names(search):
        return None, [unknown(name, search).in_file(shown)]
    folders = tuple(folder / name for folder in search if (folder / name).is_dir())
    table, values, faults = _read(folders)
    if table is None or faults:
        return None, _placed(faults, shown)
    base, problems = _base(name, table, search, (*seen, name))
    values, told = _in_other_languages(name, search, values)
    problems += told
    if base is None or has_errors(told):
        return None, problems
    made = _merged(base, name, folders, values)
    faults = [*map_rules.contradictions(made.places, made.fields), *format_roles.strange(made.fields, values, table)]
    return (None if faults else made), [*problems, *_placed(faults, shown)]


def _placed(faults: Iterable[Fault], shown: str) -> list[Problem]:
    return [found.in_file(shown) for found in faults]


def _in_other_languages(name: str, search: tuple[Path, ...], values: Values) -> tuple[Values, list[Problem]]:
    """The values with what is said beside the file of a format, then in the folders that are looked through before."""
    homes = [(folder / name / FORMAT_FILE).is_file() for folder in search]
    words, problems = format_words.of_format(name, search[homes.index(True) :: -1])
    said, strange = format_words.told(values, words)
    return said, [*problems, *strange]


def own_values(folders: tuple[Path, ...]) -> tuple[YamlTable | None, Values]:
    """What the file of a format, in the first of its folders that has it, says by itself, and where."""
    return _read(folders)[:2]


def _read(folders: tuple[Path, ...]) -> tuple[YamlTable | None, Values, list[Fault]]:
    """The file of a format, in the first of its folders that has it, by itself."""
    path = next(path for path in (folder / FORMAT_FILE for folder in folders) if path.is_file())
    table, values, faults = tables.read(path, FORMAT_KEYS)
    return table, values, [*faults, *_contradictions(values, table or YamlTable(()))]


def _base(
    name: str, table: YamlTable, search: tuple[Path, ...], seen: tuple[str, ...]
) -> tuple[Format | None, list[Problem]]:
    """The format that the one called `name` extends, empty when it extends none."""
    shown, at = f"templates/{name}/{FORMAT_FILE}", place(table, "extends")
    nodes = (entry.value for entry in table.entries if entry.key.value == "extends")
    above = next((node.value for node in nodes if isinstance(node, YamlText)), "")
    if not above:
        return Format("", ()), []
    if above in seen:
        return None, [_loop(name, above, at).in_file(shown)]
    if above not in names(search):
        return None, [unknown(above, search, *at).in_file(shown)]
    return _load(above, search, seen)


def names(search: tuple[Path, ...]) -> list[str]:
    """Every format that can be found."""
    return sorted({path.parent.name for folder in search for path in folder.glob(f"*/{FORMAT_FILE}") if path.is_file()})


def unknown(name: str, search: tuple[Path, ...], line: int = 1, column: int = 1) -> Fault:
    """The fault of naming, at this place, a format that does not exist."""
    known = names(search)
    hint = did_you_mean(name, known) or message("format-invalide.known", formats=listing(known))
    return fault("format-invalide.unknown", line, column, hint=hint, name=name)


def _loop(name: str, above: str, at: tuple[int, int]) -> Fault:
    if above == name:
        return fault("format-invalide.loop", *at, name=name)
    return fault("format-invalide.loop-of-two", *at, name=name, above=above)


def _contradictions(values: Values, table: YamlTable) -> Iterator[Fault]:
    """What each key allows and the whole does not, at its place."""
    for path, field_ in _all(read_fields(values)):
        at = place(table, *path)
        if field_.kind == "choice" and not field_.choices:
            yield fault("format-invalide.no-choices", *at, name=field_.name)
        if field_.kind in ("figures", "record", "records") and not field_.fields:
            yield fault("format-invalide.no-keys", *at, name=field_.name)
    owners = dict[str, int]()
    for index, spec in enumerate(cast(Mapping[str, Any], values).get("rubrics", ())):
        if not _ID.fullmatch(spec.get("id", "a")):
            yield fault("format-invalide.id", *place(table, "rubrics", index, "id"), typed=spec["id"])
        for word in sorted({fold(str(spec.get("id"))), *map(fold, spec.get("title", {}).values())}):
            if owners.setdefault(word, index) != index:
                yield fault("format-invalide.same-rubric", *place(table, "rubrics", index), word=word)


def _all(known: Iterable[Field], above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Field]]:
    """(where it stands, the field) of fields, each before those in it."""
    for field_ in known:
        path = (*above, "fields", field_.name)
        yield path, field_
        yield from _all(field_.fields, path)


def read_fields(values: Values) -> tuple[Field, ...]:
    """The `fields:` table of a format (or of the collection) as Field values."""
    table = cast(Mapping[str, Mapping[str, Any]], values.get("fields", {}))
    return tuple(_field(name, spec) for name, spec in table.items())


def _field(name: str, spec: Mapping[str, Any]) -> Field:
    inner = tuple(_field(key, sub) for key, sub in spec.get("fields", {}).items())
    return Field(name, **{**spec, "fields": inner})


def _merged(base: Format, name: str, folders: tuple[Path, ...], values: Values) -> Format:
    """`values` laid over `base`: fields and labels add up, rubrics replace, styles follow."""
    given = cast(Mapping[str, Any], values)
    by_name = {field.name: field for field in (*base.fields, *read_fields(values))}
    return Format(
        name=name,
        folders=(*folders, *base.folders),
        fields=tuple(by_name.values()),
        rubrics=tuple(_rubric(spec) for spec in given.get("rubrics", ())) or base.rubrics,
        labels=MappingProxyType({**base.labels, **given.get("labels", {})}),
        styles=(*base.styles, *given.get("styles", ())),
        pages=given.get("pages", base.pages),
        least_photo=tuple(given["least_photo"].values()) if "least_photo" in given else base.least_photo,
        description=given.get("description", base.description),
        places=map_rules.roles(values) or base.places,
        map=map_rules.rules(values) or base.map,
        roles={**base.roles, **{role: given[role] for role in format_roles.ROLES if role in given}},
        folios={**base.folios, **given.get("folios", {})},
    )


def _rubric(spec: Mapping[str, Any]) -> RubricSpec:
    return RubricSpec(
        spec["id"],
        spec["title"],
        spec.get("key", {}),
        spec.get("holds", "prose"),
        spec.get("question", NO_WORDS),
        spec.get("reading", {}),
    )


def fields_of_ours(path: Path) -> tuple[Field, ...]:
    """The fields described by a file of ours that holds only `fields:`; ValueError if it is faulty."""
    return read_fields(tables.of_ours(path, (FORMAT_FIELDS,)))


@cache
def house_fields(name: str) -> tuple[Field, ...]:
    """The fields that a file of ours in templates/ describes, by its name: `collection.yaml`, `livret.yaml`."""
    return fields_of_ours(HOUSE / "templates" / name)

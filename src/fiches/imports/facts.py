"""Facts as people write them, in tables and in lines « Lieu : Asrargh », become the values of the front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from fiches.config import values
from fiches.config.coordinates import position
from fiches.config.fields import Field
from fiches.config.formats import Format
from fiches.core.messages import Message
from fiches.core.problems import BadValue
from fiches.core.text import fold
from fiches.imports.labels import Asked, asked
from fiches.imports.written import WrittenPicture

Fact = str | list[Any] | dict[str, Any]
_LIST_COMMAS = re.compile(r"\s*[;,]\s*|\s*\n\s*")
_LINES = re.compile(r"\s*\n\s*")
_LISTED = re.compile(r"\s*[\n;]\s*")
_NAME_END = re.compile(r"\s*(?:,|\s[–—-]\s|:)\s*|\s*\((?=[^)]*\)\s*$)")
_OF = re.compile(r"^(?:de la |de l['’]|du |des |de |d['’]|of (?:the )?|:\s*)", re.IGNORECASE)
_FACT_LINE = re.compile(r"\s*([^:\n]{2,80}?)\s*:\s*(.*)", re.DOTALL)
_LINE_BULLET = re.compile(r"^\s*[•●▪■–—*-]\s+")


@dataclass(slots=True)
class FoundFacts:
    """The front matter as it is found, key by key, and the pictures that it names."""

    format: Format
    values: dict[str, Fact] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)  # by key, what was written where the value is told otherwise
    labels: list[str] = field(default_factory=list)  # that were answered
    pictures: list[tuple[dict[str, Any], WrittenPicture]] = field(default_factory=list)

    def add(self, what: Asked, text: str) -> bool:
        """Takes an answer; whether it could be taken."""
        if not text.strip():
            return True
        try:
            if what.inner and _names_more(what, text):
                return self.add(Asked(what.field), text)
            if what.inner:
                return self._add_inner(what.field, what.inner, [one.strip() for one in text.rstrip().split("\n")])
            if what.field.name not in self.values:
                made = self.values[what.field.name] = answer(what.field, text.strip())
                if isinstance(made, str) and made != " ".join(text.split()):
                    self.typed[what.field.name] = text
            else:
                return self._add_more(what.field, text)
        except BadValue:
            return False
        return True

    def record(self, group: Field, one: Mapping[str, str]) -> dict[str, Any]:
        """Takes one record of a group, and gives it as it is kept."""
        made = {inner.name: answer(inner, one[inner.name]) for inner in group.fields if one.get(inner.name, "").strip()}
        self._records(group).append(made)
        return made

    def _records(self, group: Field) -> list[Any]:
        found = self.values.setdefault(group.name, [])
        return found if isinstance(found, list) else [found]

    def _add_more(self, one: Field, text: str) -> bool:
        """A second answer to one question: more of a list, or the same again."""
        had, new = self.values[one.name], answer(one, text)
        if isinstance(had, list) and isinstance(new, list):
            had += [item for item in new if item not in had]
            return True
        return had == new

    def _add_inner(self, group: Field, inner: Field, lines: Sequence[str]) -> bool:
        """A line for each record of a group; whether none says another thing than was said before."""
        made = [answer(inner, line) if line else "" for line in lines]
        had = self.values.get(group.name, [])
        known = had if isinstance(had, list) else [had]
        if any(one and record.get(inner.name, one) != one for one, record in zip(made, known, strict=False)):
            return False
        records = self._records(group)
        records += [{} for _ in made[len(records) :]]
        for one, record in zip(made, records, strict=False):
            if one:
                record[inner.name] = one
        return True


def answer(one: Field, text: str) -> Fact:
    """An answer as the value of a key; BadValue where it can be none."""
    plain = " ".join(text.split())
    if one.kind in ("texts", "figures"):
        return _texts(one, text)
    if one.kind in ("records", "record"):
        return [_record(one, line) for line in _LISTED.split(text) if line]
    if one.kind == "coordinates":
        return [f"{side:.7f}".rstrip("0").rstrip(".") for side in position(plain)]
    if one.kind == "framing":
        return re.findall(r"\d+(?:\.\d+)?", plain) or plain
    if one.kind == "choice":
        return values.choice(plain, one.choices)
    return _scalar(one, plain)


def _scalar(one: Field, text: str) -> str:
    """A text that a key can have, be it what it was most likely meant to be; BadValue where it can be none."""
    read = values.SCALARS.get(one.kind, str)
    try:
        made = read(text)
    except BadValue as error:
        meant = dict(error.hint.values).get("word") if isinstance(error.hint, Message) else None
        if not isinstance(meant, str):
            raise
        read(meant)
        return meant
    return str(made) if one.kind == "date" else text


def _texts(one: Field, text: str) -> list[Any]:
    """A list: of short texts between commas where the example of the key is one, else of lines."""
    apart = _LIST_COMMAS if str(one.example).startswith("[") else _LINES
    items = [_LINE_BULLET.sub("", item) for item in apart.split(text) if item.strip()]
    return [_told_by(one, item) for item in items] if one.fields else items


def _told_by(group: Field, item: str) -> Fact:
    """A text with who says it behind a dash, as the two keys of a record; else the text."""
    said, dash, who = item.rpartition(" — ")
    return dict(zip((inner.name for inner in group.fields), (said, who), strict=False)) if dash else item


def _record(group: Field, line: str) -> dict[str, Any]:
    """A record told in one line: « Fatima Idrissi, présidente », « Dakar, région de Dakar »."""
    first, *others = group.fields
    line = _LINE_BULLET.sub("", line).strip()
    named = dict(_named_parts(group, line))
    if named:
        return named
    parts = _NAME_END.split(line, maxsplit=1)
    told = {first.name: answer(first, parts[0])}
    rest = parts[1].strip().removesuffix(")") if len(parts) > 1 else ""
    texts = [inner for inner in others if inner.kind == "text"]
    if rest and texts:
        told[texts[0].name] = answer(texts[0], rest)
    return told


def _names_more(what: Asked, text: str) -> bool:
    """Whether an answer to one key of a group says the others too: « Dakar, région de Dakar »."""
    found = dict(_named_parts(what.field, " ".join(text.split())))
    return len(found) > 1 and what.inner is what.field.fields[0]


def _named_parts(group: Field, line: str) -> Iterator[tuple[str, Fact]]:
    """The parts of a line that say what they are; the first may be the first key. Nothing unless two do."""
    parts = [part.strip() for part in line.split(",")]
    found = [_named_part(group, part) for part in parts]
    if sum(one is not None for one in found) < 2 and not (len(parts) > 1 and all(found[1:])):
        return
    for part, one in zip(parts, found, strict=True):
        yield one or (group.fields[0].name, part)


def _named_part(group: Field, part: str) -> tuple[str, Fact] | None:
    for inner in group.fields:
        names = [inner.name, *(words for _, words in inner.label.texts)]
        for name in names:
            if fold(part).startswith(f"{fold(name)} "):
                return inner.name, answer(inner, _OF.sub("", part[len(name) :].strip()))
    return None


def told_in(line: str, format_: Format) -> tuple[Asked, str] | None:
    """The key that a line « label : value » speaks of, and what it says."""
    found = _FACT_LINE.fullmatch(line)
    what = asked(found[1], format_) if found else None
    return (what, found[2]) if found and what else None

"""What archives ask of a sheet of any format, and which of its keys says it: roles that format.yaml gives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fiches.config.fields import Field, Values
from fiches.config.yaml_reader import YamlTable, place
from fiches.core.problems import Fault, fault
from fiches.core.text import did_you_mean

CONTRIBUTORS_ROLE = "contributors"  # its records each name, first of all, somebody who contributed to the sheet
SUMMARY_ROLE, PERIOD_ROLE = "summary", "period"  # it sums the sheet up; it says of when the sheet speaks
ROLES = (CONTRIBUTORS_ROLE, SUMMARY_ROLE, PERIOD_ROLE)


def key_names(known: Iterable[Field]) -> Iterator[str]:
    """The keys of the front matter, those of records behind the one that they stand in: « notice.pays »."""
    for one in known:
        yield one.name
        yield from (f"{one.name}.{inner.name}" for inner in one.fields)


def strange(known: Iterable[Field], values: Values, table: YamlTable) -> Iterator[Fault]:
    """Roles given to a key that there is not."""
    names = list(key_names(known))
    for role in ROLES:
        typed = str(values.get(role, ""))
        if typed and typed not in names:
            hint = did_you_mean(typed, names) or ""
            yield fault("format-invalide.role", *place(table, role), hint=hint, role=role, typed=typed)

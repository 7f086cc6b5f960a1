"""What each column of an export answers, in a file of the collection that a person may correct: `colonnes.yaml`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from fiches.config.formats import Format
from fiches.config.yaml_reader import parse_file
from fiches.core.messages import Catalogue, message
from fiches.core.problems import FichesError
from fiches.imports import questions
from fiches.imports.front import scalar
from fiches.storage import files

COLUMNS_FILE = "colonnes.yaml"


def kept(root: Path) -> dict[str, str]:
    """The columns that are known, with what each answers; FichesError where the file cannot be read."""
    path = root / COLUMNS_FILE
    if not path.is_file():
        return {}
    table, faults = parse_file(path)
    if table is None or faults:
        told = faults[0].message if faults else ""
        raise FichesError(message("import.columns.unread", file=COLUMNS_FILE, why=told))
    return {column: answer.strip() for column, answer in table.texts.items()}


def judged(known: Mapping[str, str], format_: Format) -> None:
    """FichesError where a column is said to answer what no sheet has."""
    for head, target in known.items():
        if target and target not in targets(format_) and not target.startswith("photo."):
            raise FichesError(message("import.columns.unknown", file=COLUMNS_FILE, column=head, target=target))


def targets(format_: Format) -> list[str]:
    """All that a column may answer: keys, keys in their groups, rubrics, nothing."""
    keys = [one.name for one in format_.fields]
    inner = [f"{one.name}.{each.name}" for one in format_.fields for each in one.fields]
    return [*keys, *inner, *(spec.id for spec in format_.rubrics), questions.IGNORED]


def learnt(root: Path, heads: Sequence[str], format_: Format, words: Catalogue | None) -> dict[str, str]:
    """What these columns answer; those that are new are matched by their labels, and written down in some words."""
    known = kept(root)
    judged(known, format_)
    found = questions.targets(heads, known, format_)
    if words and set(found) - set(known):
        files.write(root / COLUMNS_FILE, _text({**known, **found}, words).encode())
    return found


def _text(columns: Mapping[str, str], words: Catalogue) -> str:
    lines = (f"{_key(head)}: {scalar(target) if target else ''}".rstrip() for head, target in columns.items())
    return f"# {words.text(message('import.columns.head'))}\n" + "\n".join(lines) + "\n"


def _key(head: str) -> str:
    plain = " ".join(head.split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{plain}"'

"""New sheets and new collections: every rubric in place, a question in each; nothing is overwritten."""

from __future__ import annotations

import os
from itertools import count
from pathlib import Path

from fiches.config import json_schema
from fiches.config.fields import Field
from fiches.config.formats import Format
from fiches.config.project import BOOKLET_STEM, COLLECTION, Project
from fiches.config.translated import FALLBACK_LANGUAGE
from fiches.content.source import is_slug
from fiches.core.problems import ExitCode, FichesError
from fiches.core.text import refusal, slugify
from fiches.storage import files
from fiches.storage.fingerprints import HOUSE

SCHEMA_FILE = "schema.json"  # in the folder of a format
OWN_SCHEMA = "fiche.schema.json"  # beside the sheets of a collection whose format is the house's
EXAMPLE = HOUSE / "templates" / "commun" / "exemple"
_ALWAYS = ("titre",)


def new_sheet(project: Project, title: str, name: str = "") -> Path:
    """Writes a sheet for `title`, sheets/<name>.md, and returns it; FichesError if it exists or cannot be named so.

    Without a name it is called after its title, or by a number when no letter of that can stand in a name.
    """
    if name and not _can_name(name):
        hint = f"écrivez --nom {_apart(slugify(name))}" if slugify(name) else "par exemple --nom ma-fiche"
        message = f"« {name} » ne peut pas nommer une fiche : minuscules sans accent, chiffres et tirets seuls"
        raise FichesError(message, hint, ExitCode.USAGE)
    slug = name or _apart(slugify(title)) or _numbered(project)
    path = project.sheets / f"{slug}.md"
    if path.exists():
        hint = "ouvrez-le, ou donnez un autre titre, ou un autre nom : --nom NOM"
        raise FichesError(f"« {path} » existe déjà", hint, ExitCode.USAGE)
    _write_new(path, sheet_text(title, project.format, _schema_path(project, path), project.language))
    return path


def is_named_after(path: Path, title: str) -> bool:
    """Whether the title gave the file its name."""
    return path.stem == _apart(slugify(title))


def _can_name(name: str) -> bool:
    return is_slug(name) and not name.startswith(BOOKLET_STEM)


def _apart(slug: str) -> str:
    """A slug that is not taken for a booklet's."""
    return f"fiche-{slug}" if slug.startswith(BOOKLET_STEM) else slug


def _numbered(project: Project) -> str:
    """The first `fiche-1`, `fiche-2`, … that is free."""
    return next(slug for number in count(1) if not (project.sheets / f"{(slug := f'fiche-{number}')}.md").exists())


def sheet_text(title: str, format_: Format, schema_path: str, language: str = FALLBACK_LANGUAGE) -> str:
    """A sheet to fill in: keys with their examples as comments, rubrics with their questions."""
    keys = "\n".join(_key_lines(field) for field in format_.fields if field.name not in _ALWAYS)
    rubrics = "\n\n".join(f"## {spec.title(language)}\n\n<!-- {spec.question} -->" for spec in format_.rubrics)
    head = f"# yaml-language-server: $schema={schema_path}\ntitre: {_quoted(title)}\n"
    return f"---\n{head}{keys}\n---\n\n{rubrics}\n"


def init(folder: Path) -> list[Path]:
    """A new collection in `folder`, ready to build, or the settings alone of one that lacks them.

    FichesError if it already is one.
    """
    if (folder / COLLECTION).exists():
        message = f"« {folder} » est déjà une collection : il contient {COLLECTION}"
        raise FichesError(message, "choisissez un autre dossier", ExitCode.USAGE)
    begun = (folder / "sheets").exists()
    examples = [EXAMPLE / COLLECTION] if begun else sorted(path for path in EXAMPLE.rglob("*") if path.is_file())
    written = []
    for example in examples:
        target = folder / example.relative_to(EXAMPLE)
        if not target.exists():
            _write_new(target, example.read_text("utf-8"))
            written.append(target)
    return written


def _schema_path(project: Project, sheet: Path) -> str:
    """Where the format's schema is, seen from the sheet (POSIX), written there if it is not.

    It stays in the collection, whose folder may be moved or sent: beside its own format, else beside the sheets.
    """
    format_ = project.root / "templates" / project.format.name
    own = format_ / SCHEMA_FILE if (format_ / "format.yaml").is_file() else project.sheets / OWN_SCHEMA
    data = json_schema.text(project.format).encode()
    if not own.is_file() or own.read_bytes() != data:
        files.write(own, data)
    return Path(os.path.relpath(own, sheet.parent)).as_posix()


def _key_lines(field: Field) -> str:
    """One key: required ones empty, so that no example is printed by mistake; the others commented out."""
    fill = "  # par exemple " if field.required else " "
    lines = [f"{field.name}:"] if field.fields else [f"{field.name}:{fill}{field.example}"]
    first = "  - " if field.kind == "records" else "  "
    for inner in field.fields:
        lines.append(f"{first}{inner.name}:{fill}{inner.example}")
        first = "    " if field.kind == "records" else "  "
    hint = f"# {field.description}\n" if field.description else ""
    return hint + "\n".join(line if field.required else f"# {line}" for line in lines)


def _quoted(title: str) -> str:
    plain = " ".join(title.split())
    escaped = plain.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _write_new(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise FichesError(f"« {path} » ne peut pas être écrit : {refusal(error)}") from error

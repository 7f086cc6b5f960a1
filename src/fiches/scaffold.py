"""New sheets and new collections: every rubric in place, a question in each; nothing is overwritten."""

from __future__ import annotations

import os
from pathlib import Path

from fiches import schema
from fiches.fields import Field
from fiches.formats import Format, RubricSpec
from fiches.inputs import HOUSE
from fiches.problems import ExitCode, FichesError
from fiches.project import Project
from fiches.wording import refusal, slugify

SCHEMA_FILE = "schema.json"
EXAMPLE = HOUSE / "templates" / "commun" / "exemple"
_ALWAYS = ("titre",)


def new_sheet(project: Project, title: str) -> Path:
    """Writes sheets/<slug>.md for `title` and returns it; FichesError if it exists or cannot be named."""
    slug = slugify(title)
    if not slug:
        message = f"« {title} » ne donne pas de nom de fichier"
        raise FichesError(message, "écrivez le titre en lettres latines", ExitCode.USAGE)
    if slug.startswith("livret"):
        slug = f"fiche-{slug}"
    path = project.sheets / f"{slug}.md"
    if path.exists():
        raise FichesError(f"« {path} » existe déjà", "ouvrez-le, ou donnez un autre titre", ExitCode.USAGE)
    _write_new(path, sheet_text(title, project.format, _schema_path(project, path)))
    return path


def sheet_text(title: str, format_: Format, schema_path: str) -> str:
    """A sheet to fill in: keys with their examples as comments, rubrics with their questions."""
    keys = "\n".join(_key_lines(field) for field in format_.fields if field.name not in _ALWAYS)
    rubrics = "\n\n".join(_rubric_lines(spec) for spec in format_.rubrics)
    head = f"# yaml-language-server: $schema={schema_path}\ntitre: {_quoted(title)}\n"
    return f"---\n{head}{keys}\n---\n\n{rubrics}\n"


def init(folder: Path) -> list[Path]:
    """A new collection in `folder`, ready to build; FichesError if it already is one."""
    if (folder / "sheets").exists():
        message = f"« {folder} » contient déjà un dossier sheets/"
        raise FichesError(message, "choisissez un autre dossier", ExitCode.USAGE)
    written = []
    for example in sorted(path for path in EXAMPLE.rglob("*") if path.is_file()):
        target = folder / example.relative_to(EXAMPLE)
        if not target.exists():
            _write_new(target, example.read_text("utf-8"))
            written.append(target)
    return written


def _schema_path(project: Project, sheet: Path) -> str:
    """Where the format's schema is, seen from the sheet (POSIX); written beside a collection's own format."""
    for folder in project.format.folders:
        if folder.name == project.format.name and (folder / SCHEMA_FILE).is_file():
            return _relative(folder / SCHEMA_FILE, sheet.parent)
    own = project.root / "templates" / project.format.name / SCHEMA_FILE
    _write_new(own, schema.text(project.format))
    return _relative(own, sheet.parent)


def _relative(path: Path, start: Path) -> str:
    try:
        return Path(os.path.relpath(path, start)).as_posix()
    except ValueError:  # another drive, on Windows
        return path.as_uri()


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


def _rubric_lines(spec: RubricSpec) -> str:
    return f"## {spec.title('fr')}\n\n<!-- {spec.question} -->"


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

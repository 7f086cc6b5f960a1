"""New sheets and new collections: every rubric in place, a question in each; nothing is overwritten."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from itertools import chain, count
from pathlib import Path
from typing import NamedTuple

from fiches.config import formats, json_schema
from fiches.config.fields import Field
from fiches.config.project import BOOKLET_STEM, COLLECTION, Project, open_project, search
from fiches.config.settings import Settings
from fiches.content import own_format
from fiches.content.source import is_reserved, is_slug
from fiches.core.messages import INTERFACE_LANGUAGES, SOURCE_LANGUAGE, catalogue, message
from fiches.core.problems import ExitCode, FichesError, has_errors
from fiches.core.text import refusal, slugify
from fiches.storage import files
from fiches.storage.fingerprints import HOUSE

SCHEMA_FILE = "schema.json"  # in the folder of a format
OWN_SCHEMA = "fiche.schema.json"  # beside the sheets of a collection whose format is the house's
EXAMPLES = HOUSE / "templates" / "commun" / "exemple"  # a folder a language
_ALWAYS = ("titre",)
_SAID_ON_PAGES = re.compile(r"(?m)^(?:titre_courant:.*|colophon:(?:\n +-.*)+)$")  # of the settings of an example


def new_sheet(project: Project, title: str, name: str = "", language: str = SOURCE_LANGUAGE) -> Path:
    """Writes a sheet for `title`, sheets/<name>.md, and returns it; FichesError if it exists or cannot be named so.

    Without a name it is called after its title, or by a number when no letter of that can stand in a name. What it
    asks is in the `language` of the interface, or in the collection's where that is none of those; its rubrics are in
    that of the collection.
    """
    if not title.strip():
        raise FichesError(message("new-file.no-title"), exit_code=ExitCode.USAGE)
    if name and not (is_slug(name) and not name.startswith(BOOKLET_STEM)):
        better = _apart(slugify(name)) if slugify(name) else ""
        hint = message("new-file.bad-name.write", name=better) if better else ""
        raise FichesError(message("new-file.bad-name", name=name), hint, ExitCode.USAGE)
    slug = name or _apart(slugify(title)) or _numbered(project)
    path = project.sheets / f"{slug}.md"
    if path.exists():
        raise FichesError(message("new-file.there", path=str(path)), exit_code=ExitCode.USAGE)
    _write_new(path, sheet_text(title, project, _schema_path(project, path, _asking(project, language)), language))
    return path


def new_booklet(project: Project, title: str, language: str = SOURCE_LANGUAGE) -> Path:
    """Writes a booklet of all the sheets, `livret.md` or one named after its title, and returns it.

    FichesError without a title. Its first text has a title in the collection's language, else in that of the interface.
    """
    if not title.strip():
        raise FichesError(message("new-file.no-title"), exit_code=ExitCode.USAGE)
    named = f"{BOOKLET_STEM}-{slugify(title)[:60]}".rstrip("-")
    numbered = (f"{named}-{number}" for number in count(2))
    free = next(one for one in chain([BOOKLET_STEM, named], numbered) if not (project.sheets / f"{one}.md").exists())
    own = project.language if project.language in INTERFACE_LANGUAGES else language
    sheets = ", ".join(path.stem for path in project.sources()[0])
    listed = f"fiches: [{sheets}]\n" if sheets else ""
    note = catalogue(own).text(message("new-file.note"))
    path = project.sheets / f"{free}.md"
    _write_new(path, f"---\ntitre: {_quoted(title)}\n{listed}---\n\n## {note}\n")
    return path


def is_named_after(path: Path, title: str) -> bool:
    """Whether the title gave the file its name."""
    return path.stem == _apart(slugify(title))


def _apart(slug: str) -> str:
    """A slug that is not taken for a booklet's, nor for a device."""
    return f"fiche-{slug}" if slug.startswith(BOOKLET_STEM) or is_reserved(slug) else slug


def _numbered(project: Project) -> str:
    """The first `fiche-1`, `fiche-2`, … that is free."""
    return next(slug for number in count(1) if not (project.sheets / f"{(slug := f'fiche-{number}')}.md").exists())


def sheet_text(title: str, project: Project, schema_path: str, language: str = SOURCE_LANGUAGE) -> str:
    """A sheet to fill in: keys with their examples as comments, rubrics with their questions."""
    format_, asking = project.format, _asking(project, language)
    spoken = asking, project.language
    own = f"{own_format.KEY}: {format_.name}\n" if format_.name != project.settings.format else ""
    said = (*_ALWAYS, own_format.KEY) if own else _ALWAYS
    keys = "\n".join(_key_lines(field, spoken) for field in format_.fields if field.name not in said)
    rubrics = "\n\n".join(
        f"## {spec.title(project.language)}\n\n<!-- {spec.question.in_language(asking)} -->" for spec in format_.rubrics
    )
    head = f"# yaml-language-server: $schema={schema_path}\ntitre: {_quoted(title)}\n{own}"
    return f"---\n{head}{keys}\n---\n\n{rubrics}\n"


def _asking(project: Project, language: str) -> str:
    """The language of questions: the collection's where nothing else speaks it to authors, if all are asked in it."""
    own = project.language
    if own in INTERFACE_LANGUAGES:
        return language
    return own if all(own in dict(spec.question.texts) for spec in project.format.rubrics) else language


class Beginning(NamedTuple):
    """In which format and language a collection begins: the house's, that of the interface where they are not said."""

    format: str = ""
    language: str = ""

    def whole(self, language: str) -> Beginning:
        """Both said; `language`: that of the interface."""
        return Beginning(self.format or Settings().format, self.language or language)


AS_USUAL = Beginning()


def init(folder: Path, language: str = SOURCE_LANGUAGE, asked: Beginning = AS_USUAL) -> list[Path]:
    """A new collection in `folder`, or the settings alone of one that lacks them.

    Of the example that its format has in that language; where there is none, of a sheet to fill in, which asks in the
    `language` of the interface. FichesError if it already is a collection, or no format is called so.
    """
    if (folder / COLLECTION).exists():
        raise FichesError(message("new-file.collection", path=str(folder), file=COLLECTION), exit_code=ExitCode.USAGE)
    asked = asked.whole(language)
    known = search(folder, "templates")
    if asked.format not in formats.names(known):
        found = formats.unknown(asked.format, known)
        raise FichesError(found.message, found.hint, ExitCode.USAGE)
    return _copied(_example(*asked), folder) if has_example(asked) else _begun(folder, asked, language)


def has_example(asked: Beginning) -> bool:
    """Whether a collection begins with an example in this format and language, and not with a sheet to fill in."""
    return _example(*asked).is_dir()


def _copied(example: Path, folder: Path) -> list[Path]:
    """The files of an example, or its settings alone where there are sheets already."""
    begun = (folder / "sheets").exists()
    files_ = [example / COLLECTION] if begun else sorted(path for path in example.rglob("*") if path.is_file())
    targets = {folder / path.relative_to(example): path for path in files_}
    if not begun:
        targets |= {folder / "sheets/images" / path.name: path for path in (example.parent / "images").glob("*")}
    written = [target for target in targets if not target.exists()]
    for target in written:
        _write_new(target, targets[target].read_text("utf-8"))
    return written


def _example(format_: str, language: str) -> Path:
    """The collection that shows a format of ours in a language, which it may not have."""
    return EXAMPLES / language if format_ == Settings().format else HOUSE / "templates" / format_ / "exemple" / language


def examples(project: Project) -> Iterator[Path]:
    """The settings of the examples that a collection may have begun with."""
    settings = project.settings
    folders = {_example(settings.format, settings.language), *EXAMPLES.iterdir()}
    yield from (path for folder in sorted(folders) if (path := folder / COLLECTION).is_file())


def _begun(folder: Path, asked: Beginning, language: str) -> list[Path]:
    """The settings of a collection, and a sheet to fill in where there is none."""
    has_sheets = (folder / "sheets").exists()
    settings = (EXAMPLES / language / COLLECTION).read_text("utf-8")
    if asked.language != language:  # what pages would print in another language than theirs
        settings = _SAID_ON_PAGES.sub(lambda found: re.sub("(?m)^", "# ", found[0]), settings)
    for key, value in (("format", asked.format), ("langue", asked.language)):
        settings = re.sub(rf"^{key}: *\S+", f"{key}: {value}", settings, flags=re.MULTILINE)
    _write_new(folder / COLLECTION, settings)
    project, problems = open_project(folder)
    if has_sheets or project is None or has_errors(problems):
        return [folder / COLLECTION]
    title = catalogue(language).text(message("new-file.first"))
    return [folder / COLLECTION, new_sheet(project, title, language=language)]


def _schema_path(project: Project, sheet: Path, language: str) -> str:
    """Where the format's schema is, seen from the sheet (POSIX), written there in a language if it is not.

    It stays in the collection, whose folder may be moved or sent: beside its own format, else beside the sheets.
    """
    name = project.format.name
    format_ = project.root / "templates" / name
    beside = OWN_SCHEMA if name == project.settings.format else f"{name}.{SCHEMA_FILE}"
    own = format_ / SCHEMA_FILE if (format_ / "format.yaml").is_file() else project.sheets / beside
    data = json_schema.text(project.format, language).encode()
    if not own.is_file() or own.read_bytes() != data:
        files.write(own, data)
    return Path(os.path.relpath(own, sheet.parent)).as_posix()


def _key_lines(field: Field, spoken: tuple[str, str]) -> str:
    """One key: required ones empty, so that no example is printed by mistake; the others commented out.

    `spoken`: the language in which it is explained, and that of its example.
    """
    lines = [f"{field.name}:"] if field.fields else [f"{field.name}:{_filled(field, spoken, required=field.required)}"]
    records = field.kind == "records"
    for index, inner in enumerate(field.fields):
        indent = "  - " if records and index == 0 else "    " if records else "  "
        lines.append(f"{indent}{inner.name}:{_filled(inner, spoken, required=field.required)}")
    described = [f"# {field.description.in_language(spoken[0])}"] if field.description else []
    return "\n".join(described + [line if field.required else f"# {line}" for line in lines])


def _filled(field: Field, spoken: tuple[str, str], *, required: bool) -> str:
    """What is written behind a key: an example, as such where the key must be given."""
    example = field.example.in_language(spoken[1])
    if not required:
        return f" {example}"
    own = spoken[0] in INTERFACE_LANGUAGES
    return f"  # {catalogue(spoken[0]).text(message('new-file.example', example=example)) if own else example}"


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
        raise FichesError(message("new-file.unwritten", path=str(path), refusal=refusal(error))) from error

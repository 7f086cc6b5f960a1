"""The story of `fiches template`: a form to fill in, of the sort that its name ends with, written as new."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from fiches.config.formats import Format
from fiches.config.project import Project
from fiches.core.messages import message
from fiches.core.problems import ExitCode, FichesError
from fiches.imports import guidance
from fiches.imports.service import write_new
from fiches.imports.word_template import word_template
from fiches.imports.xls_form import xls_form

KINDS_OF_FORM: Mapping[str, Callable[[Format, str], bytes]] = MappingProxyType(
    {".docx": word_template, ".xlsx": xls_form}
)


def write_form(project: Project, path: Path, language: str) -> None:
    """Writes a form in a language; FichesError where it cannot be made, or something is there."""
    make = KINDS_OF_FORM.get(path.suffix.lower())
    if make is None:
        raise FichesError(message("template.kind", name=path.name), exit_code=ExitCode.USAGE)
    known = guidance.languages(project.format)
    if language not in known:
        raise FichesError(message("template.language", language=language, known=known), exit_code=ExitCode.USAGE)
    if path.exists():
        raise FichesError(message("new-file.there", path=str(path)), exit_code=ExitCode.USAGE)
    try:
        data = make(project.format, language)
    except ImportError as error:
        raise FichesError(message("template.no-library", library=error.name or "")) from error
    write_new(path, data)

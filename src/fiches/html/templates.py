"""Layouts filled in a sandbox: HTML, or a problem on the template and line that is at fault."""

from __future__ import annotations

import importlib.util
import re
import sys
import types
from collections.abc import Iterator
from functools import cache
from pathlib import Path, PurePath
from typing import Any

import jinja2
from jinja2.bccache import Bucket
from jinja2.sandbox import ImmutableSandboxedEnvironment

from fiches.config import languages
from fiches.config.languages import Language
from fiches.config.project import Project, search
from fiches.content import numbering
from fiches.core.problems import Problem, fault
from fiches.core.text import fold
from fiches.graphics import contrast
from fiches.graphics.maps.rail import MapDrawing
from fiches.graphics.maps.world_places import MapWords
from fiches.html.booklet_context import BookletContext
from fiches.html.context import PageContext, SheetContext
from fiches.html.front_matter import front_matter
from fiches.html.tabs import tab_top
from fiches.storage import files
from fiches.storage.fingerprints import HOUSE, key, tool

_LAYOUTS = (".html", ".txt")  # how their names end
_FAULTS = (ArithmeticError, AttributeError, LookupError, MemoryError, RecursionError, TypeError, ValueError)
_HOMES = ("builtins", "fiches", "jinja2", "markupsafe", "types")  # of what a layout may look into
_NO_VALUES = (type, types.ModuleType, types.FunctionType, types.BuiltinFunctionType, types.CodeType, types.FrameType)
Document = tuple[str | None, list[Problem]]  # HTML, or why there is none


class _Sandbox(ImmutableSandboxedEnvironment):
    """Gives layouts words, numbers, collections and the values of this program; a path or a class is none of them."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:  # noqa: ANN401
        """Whether a layout may have an attribute of an object."""
        home = type(obj).__module__.partition(".")[0]
        values = value if isinstance(value, tuple) else (value,)
        if home not in _HOMES or isinstance(obj, _NO_VALUES) or any(isinstance(one, PurePath) for one in values):
            return False
        return super().is_safe_attribute(obj, attr, value)


class _Compiled(jinja2.BytecodeCache):
    """Layouts of the house, compiled once and kept where Python keeps the program's own modules.

    Those of a collection are compiled at each run: what lay there compiled would be run outside the sandbox.
    """

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """What a layout is known by; nothing for one that is not the house's."""
        ours = filename and Path(filename).is_relative_to(HOUSE / "templates")
        return key(name, str(filename))[:16] if ours else ""

    def get_source_checksum(self, source: str) -> str:
        """What it was compiled from, and by what."""
        return key(tool(), source)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Gives a layout what is there of it, if it is of the same words and whole."""
        if bucket.key and (data := files.kept(_compiled(bucket.key))):
            bucket.bytecode_from_string(data)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps it, where Python may keep its own."""
        if bucket.key and not sys.dont_write_bytecode:
            files.keep(_compiled(bucket.key), bucket.bytecode_to_string())


def _compiled(name: str) -> Path:
    return Path(importlib.util.cache_from_source(__file__)).with_suffix(f".{name}")


@cache
def _environment(folders: tuple[Path, ...]) -> jinja2.Environment:
    environment = _Sandbox(
        loader=jinja2.FileSystemLoader(folders),
        bytecode_cache=_Compiled(),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["fold"] = fold
    environment.globals |= {"world_map": world_map, "unplaced": unplaced, "tone": tone, "on_ground": on_ground}
    environment.globals["front_matter"], environment.globals["tab_top"] = front_matter, tab_top
    environment.globals["other_versions"], environment.globals["language_of"] = other_versions, languages.of
    return environment


def render(project: Project, template: str, path: str, **values: Any) -> Document:  # noqa: ANN401
    """The HTML of `template` filled with `values` for the source `path`."""
    try:
        return _environment((*project.format.folders, *search(project.root, "templates"))).get_template(
            template
        ).render(**values), []
    except jinja2.TemplateSyntaxError as error:
        return None, [_template_problem(project, error.filename or template, error.lineno, error.message or "")]
    except jinja2.TemplateNotFound as error:
        return None, [fault("gabarit.absent", name=str(error.name)).in_file(path)]
    except (jinja2.TemplateError, *_FAULTS) as error:
        file, line = _where(error)
        if not file:
            raise
        return None, [_template_problem(project, file, line, str(error))]


def unparsed(project: Project) -> Iterator[Problem]:
    """The layouts in a format's own folder that are not written as layouts are."""
    environment = _environment((*project.format.folders, *search(project.root, "templates")))
    for path in sorted(project.format.folders[0].glob("*.html")):
        try:
            environment.parse(path.read_text("utf-8"), path.name, str(path))
        except jinja2.TemplateSyntaxError as error:
            yield _template_problem(project, str(path), error.lineno, error.message or "")
        except ValueError:  # letters of another encoding
            yield _template_problem(project, str(path), 1, "UTF-8")


def _where(error: Exception) -> tuple[str, int]:
    """The innermost template and line that an error passed through."""
    place, trace = ("", 1), error.__traceback__
    while trace:
        name = trace.tb_frame.f_code.co_filename
        place = (name, trace.tb_lineno) if name.endswith(_LAYOUTS) else place
        trace = trace.tb_next
    return place


def _template_problem(project: Project, file: str, line: int, said: str) -> Problem:
    """The fault of a template, of which Jinja or Python has `said` what it is."""
    shown = re.sub(r"^.*?/(?=templates/)", "", file.replace("\\", "/"))
    return fault("gabarit", line, said=said, format=project.format.name).in_file(shown)


def other_versions(page: SheetContext) -> list[tuple[Language, str]]:
    """(language, short address) of each other version of a sheet; no address when its collection has none."""
    around = page.address, page.sheet.slug
    return [(languages.of(one.language), numbering.beside(*around, one.slug)) for one in page.sheet.versions]


def tone(page: PageContext, ground: str) -> str:
    """On a colour of the palette: light, or all in the colour of text; nothing: in their own colours, as on white."""
    return contrast.tone(page.charts.colours, ground)


def on_ground(page: PageContext, ground: str) -> str:
    """The classes of what stands on a colour of the palette; nothing on the page itself."""
    return " ".join(filter(None, (f"sur-{ground}", tone(page, ground)))) if ground else ""


def world_map(
    page: SheetContext | BookletContext, size: tuple[float, float], bleed: float = 0.0, *, always: bool = False
) -> MapDrawing | None:
    """The world as far as those places ask for it, so wide and high in mm, its ground into a bleed on every side.

    None where the format has another map, or no place is known, unless it is `always` drawn.
    """
    if isinstance(page, SheetContext):
        sheets, name = [page.sheet], page.sheet.slug
    else:
        sheets, name = page.works, page.booklet.slug
    words = MapWords(page.language, page.named("map_world"), page.named("map_links"), name)
    return page.charts.world(sheets, (*size, bleed), words, always=always)


def unplaced(page: SheetContext) -> frozenset[int]:
    """Which of the places of a sheet its map does not know, by their order."""
    return page.charts.unplaced(page.sheet)

"""All that the program makes of a collection: PDFs, posters, files for printers, the kit; and each of them alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from fiches.build.pipeline import Options, build
from fiches.config.project import Project, open_project
from fiches.festival import posters
from fiches.festival.website import kit
from fiches.printing import press_run

FAMILIES: Mapping[str, Callable[[Project, Options], object]] = {
    "build": lambda project, options: build(project, (), options),
    "posters": lambda project, options: posters.make(project, (), options),
    "press": lambda project, options: press_run.print_(project, (), "", options),
    "kit": kit.kit,
}


def make(root: Path, *families: str, out: Path | None = None, **options: object) -> dict[str, bytes]:
    """Every file that is there once these families (none: all) were brought up to date, by its path in the output."""
    for family in families or FAMILIES:
        project, problems = open_project(root, out)
        assert project is not None, problems
        FAMILIES[family](project, Options(**options))
    return files(out or root / "build")


def files(out: Path) -> dict[str, bytes]:
    """Every file below a folder but what the program remembers."""
    found = {path.relative_to(out).as_posix(): path for path in sorted(out.rglob("*")) if path.is_file()}
    return {name: path.read_bytes() for name, path in found.items() if not name.startswith(".fiches/")}

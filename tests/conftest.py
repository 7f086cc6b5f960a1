"""The collection of sheets/ built once for all the tests that look at finished files."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SLUGS = tuple(sorted(path.stem for path in (ROOT / "sheets").glob("*.md") if path.stem != "livret"))


@dataclass(frozen=True)
class Finished:
    """What a build of sheets/ left: its folder, and what the command said."""

    out: Path
    said: str

    @property
    def booklet(self) -> Path:
        return self.out / "livret.pdf"

    def sheet(self, slug: str) -> Path:
        return self.out / "fiches" / f"{slug}.pdf"

    @property
    def files(self) -> list[Path]:
        return [*map(self.sheet, SLUGS), self.booklet]


@pytest.fixture(scope="session")
def program() -> str:
    """The installed command of this environment."""
    found = shutil.which("fiches", path=Path(sys.executable).parent)
    assert found, "fiches is not installed beside this Python"
    return found


@pytest.fixture(scope="session")
def finished(program, tmp_path_factory) -> Finished:
    """The ten sheets and the booklet, made by two processes side by side."""
    out = tmp_path_factory.mktemp("fini")
    runs = [
        subprocess.Popen([program, "build", "-C", ROOT, "-o", out, *names], stdout=subprocess.PIPE,
                         stderr=subprocess.STDOUT, encoding="utf-8")
        for names in (["livret"], SLUGS)
    ]
    said = [run.communicate()[0] for run in runs]
    if any(run.returncode for run in runs):
        pytest.fail("the collection does not build:\n" + "\n".join(text[-1500:] for text in said), pytrace=False)
    return Finished(out, "\n".join(said))

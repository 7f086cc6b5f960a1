"""What all tests share: the collection of sheets/ and a small one, each built once, and a judge of pages."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from fiches.storage.fingerprints import key
from fiches.typography import font_subsets
from support import small_collection
from support.repository import ROOT, SLUGS


@pytest.fixture(scope="session")
def fonts_cut_once():
    """A kit costs most for its fonts, and nearly all kits of a run have the same: whichever process asks, one cuts."""
    kept, cut = Path(tempfile.gettempdir(), "polices"), font_subsets.subset
    kept.mkdir(exist_ok=True)

    @functools.wraps(cut)  # by whose name it goes to other processes
    def subset(file: Path, characters: str) -> bytes:
        place = kept / key(file.read_bytes(), characters)
        if not place.exists():
            half = place.with_suffix(f".{os.getpid()}")
            half.write_bytes(cut(file, characters))
            half.replace(place)
        return place.read_bytes()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(font_subsets, "subset", subset)
        yield


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
def finished(program) -> Finished:
    """The ten sheets and the booklet; where tests run in several processes, one builds and the others find it done."""
    out = Path(tempfile.gettempdir(), "fini")
    run = subprocess.run([program, "build", "-C", ROOT, "-o", out], capture_output=True, encoding="utf-8", check=False)
    if run.returncode:
        pytest.fail(f"the collection does not build:\n{run.stdout}{run.stderr[-1500:]}", pytrace=False)
    return Finished(out, run.stdout + run.stderr)


@pytest.fixture(scope="session")
def small_built(tmp_path_factory) -> Path:
    """The small collection, built once; not to be touched."""
    root = small_collection.collection(tmp_path_factory.mktemp("petite") / "collection")
    small_collection.make(root)
    return root


@pytest.fixture
def here(small_built, tmp_path) -> Path:
    """A copy of it, built; the stamps of its files differ, their bytes do not."""
    return shutil.copytree(small_built, tmp_path / "collection")


@pytest.fixture(scope="session")
def axe() -> str:
    """The program of axe-core, which judges pages in a browser."""
    program = Path(os.environ.get("FICHES_AXE", ROOT / ".venv/axe/package/axe.min.js"))
    if not program.is_file():
        pytest.skip(f"no {program}: make conformance fetches it (npm pack axe-core)")
    return program.read_text("utf-8")

"""The same sources give the same bytes: from any folder, in any number of processes, place, hour and language."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess

import pikepdf
import pytest

from fiches.core.problems import ExitCode
from support import small_collection
from support.repository import ROOT
from support.small_collection import make, pdfs
from support.sources import SLOW

pytestmark = pytest.mark.no_unit

DATED = re.compile(rb"CreationDate|ModDate|CreateDate|ModifyDate|MetadataDate|D:20\d\d|20\d\d-\d\d-\d\dT")


def built(program, root, *arguments, **environment):
    run = subprocess.run(
        [program, "build", "-C", root, *arguments],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, **environment},
        check=False,
    )
    assert run.returncode == ExitCode.DONE, run.stderr
    return pdfs(root / "build")


@pytest.mark.parametrize(
    ("folder", "arguments", "environment"),
    [
        SLOW("ailleurs", ["-j", "1", "--langue", "en"], {"PYTHONHASHSEED": "1"}),
        ("un été à l'eau (2)", ["-j", "3"], {"PYTHONHASHSEED": "2", "TZ": "Pacific/Auckland"}),
        SLOW("ici/là & là-bas", ["-j", "2", "--no-cache"], {"LC_ALL": "C", "LANGUAGE": "ar", "TZ": "America/Lima"}),
        ("سوس", [], {"LC_ALL": "tr_TR.UTF-8", "HOME": "/nulle-part", "PYTHONUTF8": "0"}),
    ],
)
def test_elsewhere(program, small_built, tmp_path, folder, arguments, environment):
    root = shutil.copytree(small_built, tmp_path / folder, ignore=lambda *_: ["build"])
    os.utime(root / "sheets" / "a.md", (1_000_000_000, 1_000_000_000))
    assert built(program, root, *arguments, **environment) == pdfs(small_built / "build")


def test_no_date_in_a_file(small_built):
    """Nor a name of this machine: nothing that another day or another place would change."""
    for data in pdfs(small_built / "build").values():
        with pikepdf.open(io.BytesIO(data)) as pdf:
            bare = io.BytesIO()
            pdf.save(
                bare,
                stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
                static_id=True,
                object_stream_mode=pikepdf.ObjectStreamMode.disable,
                compress_streams=False,
            )
        words = bare.getvalue().partition(b"\ntrailer")[0]
        assert not DATED.search(words), DATED.search(words)
        assert str(small_built).encode() not in words and os.uname().nodename.encode() not in words


@pytest.mark.slow
def test_the_house_format_after_edits(tmp_path):
    """Composed pages, maps, photos and a booklet: what edits leave is what a clean build makes."""
    root, name, settings = tmp_path / "collection", "cnsm", "collection.yaml"
    shutil.copytree(ROOT / "sheets" / "images", root / "sheets" / "images")
    for source in (f"{name}.md", settings):
        shutil.copy(ROOT / "sheets" / source, root / "sheets")
    (root / "sheets" / "livret.md").write_text(small_collection.LIST % name)
    assert make(root).made == {"livret.pdf", f"fiches/{name}.pdf"}
    for source, old, new, made in (
        (f"{name}.md", r"(?m)^titre: .*", "titre: Un autre titre", {"livret.pdf", f"fiches/{name}.pdf"}),
        (settings, r"(?m)^quatrieme:\n", "quatrieme:\n  - Au dos.\n", {"livret.pdf"}),
    ):
        text = (root / "sheets" / source).read_text("utf-8")
        (root / "sheets" / source).write_text(re.sub(old, new, text), "utf-8")
        assert make(root).made == made
    small_collection.agrees(root)

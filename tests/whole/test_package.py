"""The wheel, installed apart from this folder, makes a collection and its PDFs."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import zipfile

import pytest

from fiches import __version__
from support import pdf_reader
from support.repository import ROOT

pytestmark = pytest.mark.no_unit


def _call(*command, folder):
    """What `command` prints, in an environment that knows nothing of this folder."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    run = subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        env={**environment, "PIP_DISABLE_PIP_VERSION_CHECK": "1"},
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("roue")
    _call(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, ROOT, folder=folder)
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """The package alone in a new environment; its dependencies are lent by the environment of the tests."""
    environment = tmp_path_factory.mktemp("ailleurs") / "env"
    _call(sys.executable, "-m", "venv", "--without-pip", environment, folder=environment.parent)
    scripts = "Scripts" if os.name == "nt" else "bin"
    python = environment / scripts / "python"
    site = _call(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", folder=environment).strip()
    _call(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", wheel, folder=environment)
    lent = os.path.join(site, "zz-dependances.pth")  # noqa: PTH118
    with open(lent, "w", encoding="utf-8") as file:  # noqa: PTH123
        file.write(sysconfig.get_path("purelib") + "\n")  # read after the package's own folder
    return environment / scripts / "fiches", python


def test_what_the_wheel_holds(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    assert wheel.name.startswith(f"fiches-{__version__}-py3-none-any")
    for kind in ("templates", "styles"):
        ours = {path.relative_to(ROOT).as_posix() for path in (ROOT / kind).rglob("*") if path.is_file()}
        assert ours <= {name.removeprefix("fiches/house/") for name in names}
    assert not [name for name in names if name.startswith(("sheets/", "tests/", "build/")) or "__pycache__" in name]
    assert sum("licenses/" in name for name in names) == 1 + len(list((ROOT / "styles").rglob("OFL-*.txt")))


@pytest.mark.slow
def test_it_works_elsewhere(installed, tmp_path):
    program, python = installed
    place = _call(python, "-c", "import fiches; print(fiches.__file__)", folder=tmp_path)
    assert str(ROOT / "src") not in place
    assert _call(program, "--version", folder=tmp_path) == f"fiches {__version__}\n"
    _call(program, "init", "collection", folder=tmp_path)
    said = _call(program, "build", "-C", "collection", "--strict", folder=tmp_path)
    assert "2 PDF faits, 0 à jour" in said
    made = sorted((tmp_path / "collection" / "build").rglob("*.pdf"))
    assert len(made) == 2
    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in pdf_reader.opened(made[0]).pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert any("Vollkorn" in font for font in fonts)

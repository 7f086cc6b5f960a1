"""What one change costs in the full design: a colour, a photo, a word; then its printers' files and its kit."""

from __future__ import annotations

import io
import itertools
import re
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PIL import Image

from benchmark.rows import ROOT, Job, Row, fiches, least, measured
from benchmark.trials import Bench, full_design

COLOUR, PALETTE = "--terre-vive", Path("styles", "palette.css")
SETTINGS = Path("sheets", "collection.yaml")
BACK_COVER = "Migrations & Développement a réuni ces fiches"  # words of the settings that one page says
FORMER = "fc78ac8e"  # the program of the week before it composed its pages itself
TWICE, STILL, AS_DRAWN = 2, 0.2, 0.4  # × an edit of the PDFs, s, × a build of everything
WORDS = 5  # that are written one after another


def changes() -> Iterator[Row]:
    """A build after one change, beside one of everything, and beside an edit of one word."""
    with full_design() as one:
        (one.folder / PALETTE).parent.mkdir()
        (one.folder / PALETTE).write_bytes((ROOT / PALETTE).read_bytes())
        photo = next(iter(sorted((one.folder / "sheets" / "images").glob(f"{one.sheet}*.jpg"))))
        shades, words, turned = itertools.count(1), itertools.count(1), itertools.cycle((True, False))
        before = photo.read_bytes()
        palette, settings = (path.read_text("utf-8") for path in (one.folder / PALETTE, one.folder / SETTINGS))
        measured(one.build())
        jobs = (
            one.build(edited=True),
            Job(one.build().command, lambda: _shade(one.folder / PALETTE, palette, next(shades))),
            Job(one.build().command, lambda: photo.write_bytes(_turned(before) if next(turned) else before)),
            Job(one.build().command, lambda: _reword(one.folder / SETTINGS, settings, next(words))),
        )
        edit, colour, picture, setting = least(*jobs)
        cold = least(one.cold(), runs=2)[0]
    yield Row("everything made", cold.cpu)
    yield Row("one word", edit.cpu)
    yield Row("a colour of the palette", colour.cpu)
    yield Row("a colour of the palette ÷ everything made", colour.cpu / cold.cpu, "×", bar=AS_DRAWN)
    yield Row("another photo", picture.cpu)
    yield Row("a word of the settings that the back cover says", setting.cpu)
    yield from _former(cold.cpu)


def commands() -> Iterator[Row]:
    """What a printer is given, and the kit: after one word, and after nothing. Each builds what it needs."""
    with full_design() as one:
        measured(one.build())
        for name in ("print", "kit"):
            yield from _command(one, name)


def _command(one: Bench, name: str) -> Iterator[Row]:
    """A word costs more where it has a sign that its fonts had not: of several words the least dear."""
    command = fiches(name, "-C", one.folder, "-o", one.folder / "build")
    cold = measured(Job(command)).cpu
    measured(Job(command, one.edit))
    edit, after = least(one.build(edited=True), Job(command, one.edit), runs=WORDS)
    measured(Job(command))
    still = least(Job(command))[0]
    yield Row(f"`fiches {name}`, everything but the PDFs", cold)
    yield Row(f"`fiches {name}`, one word", after.cpu)
    yield Row(f"`fiches build`, one word, by turns with `{name}`", edit.cpu)
    yield Row(f"`fiches {name}`, one word ÷ `fiches build`, one word", after.cpu / edit.cpu, "×", bar=TWICE)
    yield Row(f"`fiches {name}`, nothing changed", still.cpu, bar=STILL)


def _shade(path: Path, palette: str, shade: int) -> None:
    path.write_text(re.sub(rf"({COLOUR}: #b956)\w\w", rf"\g<1>{shade % 256:02x}", palette), "utf-8")


def _turned(photo: bytes) -> bytes:
    """The same view seen in a mirror."""
    file = io.BytesIO()
    with Image.open(io.BytesIO(photo)) as image:
        image.transpose(Image.Transpose.FLIP_LEFT_RIGHT).save(file, "JPEG", quality=90)
    return file.getvalue()


def _reword(path: Path, settings: str, version: int) -> None:
    assert BACK_COVER in settings
    path.write_text(settings.replace(BACK_COVER, f"{BACK_COVER[:-7]}{version % 90 + 10} fiches"), "utf-8")


def _former(cold: float) -> Iterator[Row]:
    """What this program was, on the sheets of its day; nothing where Git does not have it."""
    with _former_tree() as tree:
        if tree is not None:
            source, out = tree / "src", tree / "build"
            code = f"import sys; sys.path.insert(0, {str(source)!r}); from fiches.cli import main; main()"
            command: Sequence[str] = [sys.executable, "-c", code, "build", "-C", str(tree), "-o", str(out)]
            former = measured(Job(command)).cpu
            yield Row(f"everything made by the program of {FORMER}", former)
            yield Row(f"everything made ÷ the same by the program of {FORMER}", cold / former, "×", bar=0.35)


@contextmanager
def _former_tree() -> Iterator[Path | None]:
    packed = subprocess.run(["git", "archive", FORMER], cwd=ROOT, check=False, capture_output=True)
    if packed.returncode:
        yield None
        return
    with tempfile.TemporaryDirectory() as place, tarfile.open(fileobj=io.BytesIO(packed.stdout)) as files:
        files.extractall(place, filter="data")
        yield Path(place)
